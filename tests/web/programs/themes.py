"""Controls of many kinds in the dark theme, and beside them in the light one."""

from engine import Vector2, run
from nodes import (
    Button,
    CheckBox,
    Control,
    HBoxContainer,
    HSeparator,
    HSlider,
    ItemList,
    Label,
    LineEdit,
    OptionButton,
    PanelContainer,
    ProgressBar,
    RichTextLabel,
    SpinBox,
    TabContainer,
    VBoxContainer,
    dark_theme,
    light_theme,
)


def row(*children):
    box = HBoxContainer()
    for child in children:
        box.add_child(child)
    return box


class Themed(PanelContainer):
    def _ready(self):
        box = VBoxContainer()
        self.add_child(box)
        options, items = OptionButton(items=["One", "Two"]), ItemList(rect_min_size=Vector2(120, 76))
        for text in ("first", "second", "third", "fourth"):
            items.add_item(text)
        items.select(1)
        tabs = TabContainer(rect_min_size=Vector2(150, 76))
        tabs.add_child(Label(text="On the first", name="Here"))
        tabs.add_child(Label(text="On the second", name="There"))
        for child in (
            row(Label(text="Ünï → 日本"), Button(text="Press"), Button(text="Off", disabled=True)),
            row(CheckBox(text="Ticked", pressed=True), CheckBox(text="Not"), options),
            LineEdit(text="in a field"),
            LineEdit(placeholder_text="in an empty one"),
            row(
                HSlider(value=40, rect_min_size=Vector2(100, 0)),
                ProgressBar(value=65, rect_min_size=Vector2(90, 20)),
                SpinBox(value=7),
            ),
            HSeparator(),
            row(items, tabs),
            RichTextLabel(
                bbcode_enabled=True,
                bbcode_text="[b]bold[/b] [i]italic[/i] [u]below[/u] [color=red]red[/color] [code]x=1[/code]",
                rect_min_size=Vector2(300, 40),
            ),
        ):
            box.add_child(child)


class Main(Control):
    def _ready(self):
        for x, theme in ((0, dark_theme()), (320, light_theme())):
            self.add_child(Themed(theme=theme, rect_position=Vector2(x, 0), rect_size=Vector2(320, 360)))


if __name__ == "__main__":
    raise SystemExit(run(Main))
