"""A script that makes nodes with their properties, and that says its own."""

from typing import Any

from engine import Color, Node, Vector2
from nodes import Label, Range, ScrollContainer, StyleBoxFlat, StyleBoxLine, Theme, Timer, WebSocketServer


class Loud(Label):
    """Overrides a setter and a property."""

    def set_text(self, text: str) -> None:
        super().set_text(text.upper())

    @property
    def align(self) -> int:
        return Label.ALIGN_CENTER

    @align.setter
    def align(self, align: int) -> None:
        pass


class Rolled(ScrollContainer):
    """Overrides a setter of a whole number, and shows an icon of its theme as any texture."""

    def set_v_scroll(self, value: int) -> None:
        super().set_v_scroll(value + self.get_v_scroll())
        self.scroll_horizontal = 2.5

    def _draw(self) -> None:
        icon = self.get_icon("grabber")
        if icon:
            self.draw_texture(icon, self.rect_size - icon.get_size())


class Alarm(Timer):
    """Has an `__init__` of its own, which hands on what it is given."""

    def __init__(self, seconds: float, **properties: Any) -> None:
        super().__init__(wait_time=seconds, one_shot=True)
        self.set_wait_time(seconds)


class Short(Timer):
    """Has none, and takes what its base takes."""


def make() -> list[Node]:
    label = Loud(text="Score", rect_position=Vector2(10.0, 10.0), name="Score")
    text: str = label.text
    label.set_text(text + label.get_text())
    label.align = label.get_align()
    numbers = Range(value=3, max_value=10.0)
    numbers.step = numbers.get_step() / 2
    return [label, numbers, Alarm(2), Short(wait_time=2.0), WebSocketServer(max_clients=4, bind_ip="::1")]


def paint(theme: Theme) -> Color:
    box = StyleBoxFlat()
    box.bg_color = (1.0, 0.0, 0.0, 1.0)
    box.set_border_color(box.bg_color.lightened(0.5))
    line = StyleBoxLine()
    line.color = box.shadow_color
    theme.resource_name = "Red"
    theme.set_color("font_color", "Label", line.get_color())
    color: Color = box.bg_color
    return color
