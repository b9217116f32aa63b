"""Signals: arguments and binds, one shot, deferred, nested, blocked, user-made; what connect returns."""

from engine import CONNECT_DEFERRED, CONNECT_ONESHOT, Node, Signal


class Source(Node):
    plain = Signal()
    told = Signal("number", "text")


class Hearer(Node):
    def __init__(self, own_name):
        self.name = own_name

    def none(self):
        print(f"{self.name} none")

    def two(self, number, text):
        print(f"{self.name} two {number} {text}")

    def three(self, number, text, bound):
        print(f"{self.name} three {number} {text} {bound}")

    def bound(self, first, second):
        print(f"{self.name} bound {first} {second}")

    def again(self, number, text):
        print(f"{self.name} again {number}")
        if number < 3:
            self.source.emit_signal("told", number + 1, text)

    def stop(self, number, _text):
        print(f"{self.name} stop {number}")
        self.source.disconnect("told", self, "stop")


class Main(Node):
    frame = 0

    def _ready(self):
        self.source = source = Source()
        first = Hearer("First")
        second = Hearer("Second")
        for node in [source, first, second]:
            self.add_child(node)
        first.source = source
        second.source = source

        print("-- arguments and binds")
        print(f"connect: {source.connect('told', first, 'two')}")
        print(f"connect: {source.connect('told', second, 'three', ['bind'])}")
        source.emit_signal("told", 1, "a")
        print(
            f"connected: {source.is_connected('told', first, 'two')}"
            f" {source.is_connected('told', first, 'three')} {source.is_connected('plain', first, 'none')}"
        )

        print("-- refused")
        print(f"again: {source.connect('told', first, 'two')}")
        print(f"again, other binds: {source.connect('told', second, 'three', ['other'])}")
        print(f"unknown: {source.connect('no_such_signal', first, 'none')}")
        source.emit_signal("told", 2, "b")

        print("-- disconnected")
        source.disconnect("told", first, "two")
        source.emit_signal("told", 3, "c")
        source.disconnect("told", second, "three")
        source.emit_signal("told", 4, "d")
        print(f"connections: {len(source.get_signal_connection_list('told'))}")

        print("-- one shot")
        source.connect("plain", first, "none", [], CONNECT_ONESHOT)
        source.emit_signal("plain")
        source.emit_signal("plain")
        print(f"connected: {source.is_connected('plain', first, 'none')}")

        print("-- a handler emits")
        source.connect("told", first, "again")
        source.connect("told", second, "two")
        source.emit_signal("told", 1, "nested")
        source.disconnect("told", first, "again")

        print("-- a handler disconnects itself")
        source.disconnect("told", second, "two")
        source.connect("told", first, "stop")
        source.connect("told", second, "two")
        source.emit_signal("told", 5, "e")
        source.emit_signal("told", 6, "f")
        source.disconnect("told", second, "two")

        print("-- blocked")
        source.connect("plain", second, "none")
        source.set_block_signals(True)
        source.emit_signal("plain")
        print(f"blocking: {source.is_blocking_signals()}")
        source.set_block_signals(False)
        source.emit_signal("plain")
        source.disconnect("plain", second, "none")

        print("-- user-made")
        source.add_user_signal("made", [{"name": "first", "type": str}])
        print(
            f"has: {source.has_signal('made')} {source.has_user_signal('made')}"
            f" {source.has_user_signal('plain')}"
        )
        source.connect("made", first, "bound", [7])
        source.emit_signal("made", "hello")

        print("-- a target is freed")
        short_lived = Hearer("Short")
        source.connect("plain", short_lived, "none")
        source.emit_signal("plain")
        short_lived.free()
        source.emit_signal("plain")
        print(f"connections: {len(source.get_signal_connection_list('plain'))}")

        print("-- deferred")
        source.connect("told", first, "two", [], CONNECT_DEFERRED)
        source.connect("told", second, "three", ["late"], CONNECT_DEFERRED | CONNECT_ONESHOT)
        source.connect("told", second, "two")
        source.emit_signal("told", 8, "first emission")
        source.emit_signal("told", 9, "second emission")
        self.call_deferred("after_those")
        print("emitted")

    def after_those(self):
        print("after those")
        self.source.emit_signal("told", 10, "emitted in a deferred call")
        print(f"connections: {len(self.source.get_signal_connection_list('told'))}")

    def _process(self, _delta):
        self.frame += 1
        print(f"frame {self.frame}")
        if self.frame == 1:
            self.source.emit_signal("told", 11, "emitted in a frame")
            print("_process goes on")
        if self.frame == 2:
            self.get_tree().quit()
