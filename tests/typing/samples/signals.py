"""Signals with no, one and two arguments, connected and emitted in both manners, and awaited."""

from collections.abc import Sequence
from typing import Any, assert_type

from engine import (
    CONNECT_DEFERRED,
    CONNECT_ONESHOT,
    Node,
    Signal,
    SignalInstance,
    Vector2,
)
from nodes import Timer, WebSocketServer


class Bomb(Node):
    lit = Signal()
    exploded = Signal[int]("radius")
    hit = Signal[Node, Vector2]("who", "where")
    told = Signal("words", "loud")  # of what types is not said

    def explode(self, radius: int) -> None:
        self.lit.emit()
        self.exploded.emit(radius)
        self.hit.emit(self, Vector2(1, 2))
        self.told.emit("boom", True)
        self.emit_signal("exploded", radius)
        self.emit_signal("hit", self, Vector2())


class Game(Node):
    def _ready(self) -> None:
        self.bomb = Bomb()
        self.add_child(self.bomb)
        self.bomb.lit.connect(self.on_lit)
        self.bomb.exploded.connect(self.on_exploded)
        self.bomb.hit.connect(self.on_hit)
        self.bomb.told.connect(self.on_told)
        self.bomb.exploded.connect(self.slowly, (), CONNECT_DEFERRED)
        self.bomb.exploded.connect(self.on_named, ["left"], CONNECT_ONESHOT)
        self.bomb.lit.connect(lambda: print("lit"))
        self.bomb.exploded.connect(print)
        self.bomb.exploded.connect(self.anything)
        self.bomb.tree_exited.connect(self.queue_free)
        self.bomb.connect("exploded", self, "on_exploded")
        self.bomb.connect("exploded", self, "on_named", ["right"])
        self.child_entered_tree.connect(self.on_child)
        self.get_tree().node_added.connect(self.on_child)
        self.get_tree().network_peer_connected.connect(self.on_peer)
        if self.bomb.lit.is_connected(self.on_lit):
            self.bomb.lit.disconnect(self.on_lit)

        @self.bomb.exploded.connect
        def shake(radius: int) -> None:
            print(radius)

    def on_lit(self) -> None: ...
    def on_exploded(self, radius: int) -> None: ...
    def on_hit(self, who: Node, where: Vector2) -> None: ...
    def on_told(self, words: str, loud: bool) -> None: ...
    def on_named(self, radius: int, name: str) -> None: ...
    def on_child(self, node: Node) -> None: ...
    def on_peer(self, id: int) -> None: ...
    def anything(self, *args: Any) -> None: ...
    async def slowly(self, radius: int) -> None: ...


class Waiting(Node):
    timer = Timer()
    server = WebSocketServer()

    async def _ready(self) -> None:
        bomb = Bomb()
        await bomb.lit
        await self.timer.timeout
        await self.get_tree().idle_frame
        await self.get_tree().create_timer(0.5).timeout
        assert_type(await bomb.exploded, int)
        assert_type(await bomb.hit, tuple[Node, Vector2])
        assert_type(await self.server.client_close_request, tuple[int, int, str])
        assert_type(bomb.exploded, SignalInstance[int])
        await self.both([bomb.lit, bomb.hit])

    async def both(self, signals: Sequence[SignalInstance[*tuple[Any, ...]]]) -> None:
        for signal in signals:
            signal.connect(self.at_last, [1])
            await signal

    def at_last(self, *args: Any) -> None: ...
