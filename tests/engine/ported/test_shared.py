"""Methods that have the name of a signal."""

from engine import Node, Object, Signal
from engine.ported import with_signal


class Door(Object):
    heard: list

    def __init__(self):
        super().__init__()
        self.heard = []

    @with_signal("by")
    def opened(self, by):
        self.heard.append(("called", by))
        self.emit_signal("opened", by + 1)
        return by

    def hear(self, by):
        self.heard.append(("heard", by))


def test_the_method_is_called_and_the_signal_emitted():
    door = Door()
    assert door.connect("opened", door, "hear") == 0
    assert door.opened(1) == 1
    door.opened.emit(5)
    assert door.heard == [("called", 1), ("heard", 2), ("heard", 5)]
    assert door.has_signal("opened")
    assert door.has_method("opened")
    assert door.opened is door.opened
    assert Door.opened.arguments == ("by",)


def test_it_may_be_what_another_signal_calls():
    class Bell(Object):
        rung = Signal("by")

    bell, door = Bell(), Door()
    bell.connect("rung", door, "opened")
    bell.emit_signal("rung", 7)
    assert door.heard == [("called", 7)]


def test_an_heir_overrides_the_method_and_keeps_the_signal():
    class Gate(Door):
        def opened(self, by):
            self.heard.append("gate")
            return super().opened(by)

    gate = Gate()
    gate.connect("opened", gate, "hear")
    gate.opened(1)
    assert gate.heard == ["gate", ("called", 1), ("heard", 2)]


def test_a_signal_of_the_base_is_there_although_an_heir_has_a_method_of_its_name():
    class Bell(Object):
        rung = Signal("by")

    class Loud(Bell):
        def rung(self, by):
            heard.append(by)

    heard = []
    loud = Loud()
    loud.connect("rung", loud, "rung")
    loud.emit_signal("rung", 3)
    loud.rung(4)
    assert loud.has_signal("rung")
    assert len(loud.get_signal_connection_list("rung")) == 1
    assert heard == [3, 4]


def test_it_is_awaited(tree):
    class Waiter(Node):
        done = False

        @with_signal()
        def ready_to_go(self):
            self.emit_signal("ready_to_go")

        async def _ready(self):
            await self.ready_to_go
            self.done = True

    one = tree.add(Waiter())
    one.ready_to_go()
    assert one.done
