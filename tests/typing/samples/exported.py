"""A script whose properties are exported, and whose nodes are found when it is ready."""

from engine import Node, Texture, Vector2, export, onready, setget
from nodes import Label


class Player(Node):
    speed = export(400.0)
    names = export(["a"])
    texture = export(None, Texture)
    icon = export(Texture(1, 1), Texture)
    found = export([])
    known = setget({}, "set_known")
    hp = setget(100, "set_hp")
    label = onready("Panel/Label", Label)
    anything = onready("Panel")
    start = onready(lambda self: Vector2(1.0, 2.0))

    def set_known(self, value: dict[str, int]) -> None:
        self.known = value

    def set_hp(self, value: int) -> None:
        self.hp = min(value, 100)

    def _ready(self) -> None:
        self.label.text = "ready"
        self.label.text += str(self.hp + 1)
        self.anything.whatever()
        position: Vector2 = self.start
        self.speed = position.length() * self.speed
        self.speed = 3
        self.names.append("b")
        if self.texture is not None:
            print(self.texture.get_size())
        self.texture = None
        print(self.icon.get_size())
        self.found.append(1)
        self.known["a"] = 1
