"""The tree: children, paths, groups, hooks with and without `async`, properties of one's own."""

from typing import Any, assert_type

from engine import (
    Node,
    NodePath,
    Object,
    SceneTree,
    Vector2,
    Viewport,
    is_instance_valid,
    push_warning,
    run,
)
from engine.input import InputEvent
from nodes import Button, Label, Node2D, Sprite, Timer, WebSocketServer


class Player(Node2D):
    health = 3
    _tree = "oak"  # a name with one underscore is the script's own
    _name = "Ada"

    def __init__(self, color: str = "red") -> None:
        super().__init__()
        self.color = color

    def _enter_tree(self) -> None: ...
    def _exit_tree(self) -> None: ...
    def _process(self, delta: float) -> None: ...
    def _physics_process(self, delta: float) -> None: ...
    def _notification(self, what: int) -> None:
        if what == self.NOTIFICATION_PREDELETE:
            print("gone")


class Still(Node):
    def _process(self, _delta: float) -> None: ...
    def _notification(self, _what: int) -> None: ...
    def _input(self, _event: InputEvent) -> None: ...
    async def _physics_process(self, dt: float) -> None: ...


class Door(Node):
    async def _ready(self) -> None:
        await self.get_tree().create_timer(0.1).timeout
        assert_type(await self.open(2), bool)
        _ = self.open(1)  # alone it would be an unused coroutine to them
        await self.call("open", 2).completed
        self.call_deferred("close")
        self.call("close")
        self.set_deferred("name", "Shut")

    async def open(self, steps: int) -> bool:
        for _ in range(steps):
            await self.get_tree().idle_frame
        return True

    def close(self) -> None: ...


class Main(Node):
    def _ready(self) -> None:
        self.name = "Main"
        self.add_child(Player("blue"))
        assert_type(self.get_node("Player", Player), Player)
        assert_type(self.get_node("../Other/Label", Label), Label)
        assert_type(self.get_node(NodePath("A/B")), Any)
        assert_type(self.get_node_or_null("A"), Node | None)
        player = self.get_node("Player", Player)
        player.health -= 1
        player.position += Vector2(1, 0)
        for child in self.get_children():
            child.queue_free()
        assert_type(self.get_tree(), SceneTree)
        assert_type(self.get_viewport(), Viewport)
        self.get_parent().remove_child(self)
        parent = self.get_parent()
        if parent is not None and parent.has_node("Timer"):
            parent.remove_child(parent.get_node("Timer", Timer))
        self.add_to_group("enemies")
        self.get_tree().call_group("enemies", "hit", 3)
        for enemy in self.get_tree().get_nodes_in_group("enemies"):
            enemy.set_process(False)
        if is_instance_valid(player):
            player.free()
        copy = self.duplicate()
        copy.name = "Copy"
        if self.get_path() == NodePath("/root/Main"):
            push_warning("as it should be")
        self.get_tree().paused = not self.get_tree().paused
        self.pause_mode = self.PAUSE_MODE_PROCESS
        sprite = Sprite(position=Vector2(1, 2), name="Picture", centered=False)
        self.add_child(sprite)


class Loop(SceneTree):
    def _initialize(self) -> None: ...
    def _idle(self, delta: float) -> bool:
        return delta > 1

    def _finalize(self) -> None: ...


class Coin(Player):
    def __init__(self, worth: int, **properties: Any) -> None:
        super().__init__(**properties)
        self.worth = worth


def made() -> list[Node]:
    return [
        Node(name="A"),
        Timer(wait_time=2.0, one_shot=True, autostart=True),
        Node2D(name="Here", position=Vector2(1, 2), rotation_degrees=90),
        Sprite(centered=False, visible=False, pause_mode=Node.PAUSE_MODE_STOP),
        Button(text="Go", disabled=True, rect_min_size=Vector2(10, 10)),
        Label(name="Title", text="Hello", autowrap=True),
        WebSocketServer(bind_ip="127.0.0.1", max_clients=8),
        Coin(3, name="Coin"),
    ]


class Plain(Object):
    def __init__(self) -> None:
        super().__init__()
        self.thing: Node | None = None


if __name__ == "__main__":
    run(Main, headless=True, quit_after=10)
    run(Loop)
