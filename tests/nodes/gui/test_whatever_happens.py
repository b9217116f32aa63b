"""All kinds of Controls in one window, and a user who does anything at all: nothing may fail."""

import random

import pytest

from engine import Vector2
from engine.input import InputEventKey, InputEventMouseButton, InputEventMouseMotion, keys
from nodes import (
    AcceptDialog,
    Button,
    CheckBox,
    Control,
    GridContainer,
    HBoxContainer,
    HSlider,
    HSplitContainer,
    ItemList,
    Label,
    LineEdit,
    LinkButton,
    OptionButton,
    PanelContainer,
    ProgressBar,
    RichTextLabel,
    ScrollContainer,
    SpinBox,
    TabContainer,
    VBoxContainer,
    VSplitContainer,
    dark_theme,
    light_theme,
)

OFTEN = [keys.KEY_TAB, keys.KEY_ENTER, keys.KEY_ESCAPE, keys.KEY_UP, keys.KEY_DOWN, keys.KEY_LEFT]
OFTEN += [keys.KEY_RIGHT, keys.KEY_SPACE, keys.KEY_HOME, keys.KEY_END, keys.KEY_BACKSPACE, keys.KEY_DELETE]
SELDOM = [number for name, number in vars(keys).items() if name.startswith("KEY_") and "MASK" not in name]
TYPED = [0, 0, ord("a"), ord("\n"), 0x301, 0x1F600, 0x10FFFF]


def window():
    """Return one of everything, in containers of all kinds."""
    top = HSplitContainer()
    top.set_anchors_and_margins_preset(Control.PRESET_WIDE)
    left, right = VBoxContainer(size_flags_horizontal=3), VSplitContainer(size_flags_horizontal=3)
    top.add_child(left)
    top.add_child(right)
    option = OptionButton()
    for text in ("First", "Second", "Third"):
        option.add_item(text)
    row, grid = HBoxContainer(), GridContainer(columns=3)
    for child in (
        Button(text="Press"),
        Button(text="Toggle", toggle_mode=True),
        CheckBox(text="Check"),
        option,
    ):
        row.add_child(child)
    for child in (
        LineEdit(text="Some text"),
        SpinBox(value=42),
        HSlider(),
        ProgressBar(),
        LinkButton(text="Link"),
    ):
        grid.add_child(child)
    panel, tabs, scroll = PanelContainer(), TabContainer(), ScrollContainer(rect_min_size=Vector2(0, 60))
    panel.add_child(Label(text="What is this?\nA label.", autowrap=True, hint_tooltip="A label"))
    for number in range(2):
        tabs.add_child(Label(text=f"Page {number}"))
    scroll.add_child(Label(text="\n".join(map(str, range(30))), rect_min_size=Vector2(900, 0)))
    for child in (row, grid, panel, tabs, scroll):
        left.add_child(child)
    text, items = RichTextLabel(bbcode_enabled=True, selection_enabled=True), ItemList(size_flags_vertical=3)
    text.size_flags_vertical = 3
    text.bbcode_text = "[b]Bold[/b] [url=x]link[/url]\n" * 30
    for name in ("Alice", "Bob", "Carol"):
        items.add_item(name)
    right.add_child(text)
    right.add_child(items)
    top.add_child(AcceptDialog(dialog_text="Is that all?"))
    return top


def below(node):
    found = [node]
    for child in node.get_children():
        found += below(child)
    return found


class Anybody:
    """Does what comes to mind."""

    def __init__(self, tree, top, seed):
        self.tree, self.top, self.chance = tree, top, random.Random(seed)
        self.place, self.held = Vector2.ZERO, 0

    def move(self):
        self.place = Vector2(self.chance.randint(-5, 1030), self.chance.randint(-5, 605))
        self.mouse(InputEventMouseMotion(relative=Vector2(1, 1)))

    def press(self):
        index, pressed = self.chance.choice([1, 1, 1, 1, 2, 3, 4, 5, 6, 7]), self.chance.random() < 0.5
        if index < 4:
            bit = 1 << (index - 1)
            self.held = self.held | bit if pressed else self.held & ~bit
        self.mouse(
            InputEventMouseButton(button_index=index, pressed=pressed, doubleclick=self.now_and_then())
        )

    def mouse(self, event):
        event.position = event.global_position = self.place
        event.button_mask = self.held
        self.tree.input_event(event)

    def type(self):
        event = InputEventKey(scancode=self.chance.choice(OFTEN if self.chance.random() < 0.7 else SELDOM))
        event.unicode, event.pressed = self.chance.choice(TYPED), self.chance.random() < 0.7
        event.shift, event.control, event.echo = (self.now_and_then() for _ in range(3))
        self.tree.input_event(event)

    def resize(self):
        lengths = [0, 1, 50, 300, 600, 3000]
        self.tree.root.size = Vector2(self.chance.choice(lengths), self.chance.choice(lengths))

    def repaint(self):
        self.tree.default_theme = self.chance.choice([None, dark_theme(), light_theme()])

    def meddle(self):
        control = self.chance.choice([node for node in below(self.top) if isinstance(node, Control)])
        what = self.chance.randrange(5)
        if what == 0:
            control.visible = self.chance.random() < 0.6
        elif what == 1:
            control.rect_min_size = Vector2(*self.chance.choices([0, 10, 300], k=2))
        elif what == 2:
            control.size_flags_horizontal = self.chance.randint(0, 15)
        elif what == 3:
            control.rect_rotation = self.chance.choice([0, 0, 30])
            control.rect_scale = self.chance.choice([Vector2(1, 1), Vector2(2, -1)])
        elif control is not self.top:
            parent = control.get_parent()
            parent.remove_child(control)
            self.tree.step()
            parent.add_child(control)

    def ask(self):
        (dialog,) = (node for node in self.top.get_children() if isinstance(node, AcceptDialog))
        dialog.popup_centered()

    def now_and_then(self):
        return self.chance.random() < 0.2

    def go_on(self):
        doing = [self.move, self.press, self.type, self.meddle, self.resize, self.repaint, self.ask]
        self.chance.choices(doing, weights=[30, 25, 30, 8, 3, 2, 2])[0]()
        if self.now_and_then():
            self.tree.step(self.chance.randint(1, 4))


@pytest.mark.parametrize("seed", range(12))
def test_nothing_fails_whatever_the_user_does(tree, seed):
    tree.display.set_window_size(1024, 600)
    tree.step()
    anybody = Anybody(tree, tree.add(window()), seed)
    for _ in range(150):
        anybody.go_on()
        tree.raise_faults()
    tree.step(40)
