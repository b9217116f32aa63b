import pytest

from engine import Vector2
from engine.canvas.commands import Box, Text
from engine.input import KEY_MASK_CTRL, KEY_S
from engine.text.font import Font
from nodes import Control, Node2D
from nodes.gui.parts.menu_item import CHECK_BOX, RADIO_BUTTON, MenuItem
from nodes.gui.parts.menu_layout import MenuLayout
from nodes.gui.theme import DrawnIcon, StyleBoxFlat

FONT, SMALL = Font(14), Font(10)
LINE = FONT.height + 6
PANEL = StyleBoxFlat(bg_color=(0.1, 0, 0, 1), content_margin=4)
HOVER = StyleBoxFlat(bg_color=(0.2, 0, 0, 1), content_margin_left=8, content_margin_right=8)
SEPARATOR, LEFT, RIGHT = (StyleBoxFlat(bg_color=(part, 0, 0, 1)) for part in (0.3, 0.4, 0.5))
STATES = ("", "_hover", "_disabled", "_accel", "_separator")


def icon(size, shade):
    return DrawnIcon(size, size, Box(0, 0, size, size, (0, 0, shade, 1)))


ICONS = {
    name: icon(16, number / 16)
    for number, name in enumerate(
        ("checked", "unchecked", "radio_checked", "radio_unchecked", "checked_disabled"), start=1
    )
}


@pytest.fixture
def look():
    control = Control()
    control.add_font_override("font", FONT)
    control.add_font_override("font_separator", SMALL)
    for number, state in enumerate(STATES, start=1):
        control.add_color_override(f"font_color{state}", (0, number / 16, 0, 1))
    for name in ("hseparation", "vseparation"):
        control.add_constant_override(name, 6)
    for name, style in (
        ("panel", PANEL),
        ("hover", HOVER),
        ("separator", SEPARATOR),
        ("labeled_separator_left", LEFT),
        ("labeled_separator_right", RIGHT),
    ):
        control.add_stylebox_override(name, style)
    for name, drawn in (ICONS | {"submenu": icon(10, 0.9)}).items():
        control.add_icon_override(name, drawn)
    return control


def item(text, **more):
    made = MenuItem(text, 0)
    for name, value in more.items():
        setattr(made, name, value)
    return made


@pytest.fixture
def drawn(tree, look):
    """Returns what is drawn of some entries."""

    class Canvas(Node2D):
        def _draw(self):
            self.layout.draw(self, self.size, self.current)

    def draw(*items, current=-1, width=200):
        canvas = tree.add(Canvas())
        canvas.layout, canvas.current = MenuLayout(items, look), current
        canvas.size = Vector2(width, canvas.layout.size.y)
        tree.step()
        commands = [seen.command for seen in tree.screen.seen()]
        canvas.queue_free()
        return commands

    return draw


def shade(command):
    return next(part for part in command.color[:3] if part)


def test_entries_are_as_high_as_they_need(look):
    layout = MenuLayout(
        [
            item("Open"),
            item("", separator=True),
            item("More", separator=True),
            item("", icon=icon(30, 1)),
        ],
        look,
    )
    tops = [4, 4 + LINE, 10 + LINE, 10 + 2 * LINE]
    assert layout.rows == list(zip(tops, [LINE, 6, LINE, 36], strict=True))
    assert layout.size.y == 10 + 2 * LINE + 36 + 4
    assert [layout.index_at(y) for y in (3, 4, 4 + LINE, 9 + LINE, 10 + LINE, 999)] == [-1, 0, 1, 1, 2, -1]


def test_it_is_as_wide_as_its_columns(look):
    def width(*items):
        return MenuLayout(items, look).size.x - 8 - 16

    text = FONT.width("Open")
    assert width() == 0
    assert width(item("Open")) == text
    assert width(item("Open", check=CHECK_BOX)) == text + 16 + 6
    assert width(item("Open", icon=icon(20, 1))) == text + 20 + 6
    assert width(item("Open", submenu="more")) == text + 10 + 12
    keyed = item("Open", accelerator=KEY_S | KEY_MASK_CTRL)
    assert width(keyed) == text + FONT.width("Control+S") + 18
    assert width(keyed, item("x", check=CHECK_BOX, icon=icon(20, 1))) == width(keyed) + 22 + 26


def test_a_theme_without_icons_is_no_fault(look):
    for name in (*ICONS, "submenu"):
        look.remove_icon_override(name)
    look.theme_type_variation = "Nothing"
    layout = MenuLayout([item("a", check=CHECK_BOX), item("b", submenu="c")], look)
    assert layout.size.x == FONT.width("b") + 12 + 6 + 8 + 16


def test_texts_are_beside_what_is_in_their_columns(drawn):
    panel, *rest = drawn(item("Open"), item("Wrap", check=CHECK_BOX))
    assert panel.color == PANEL.bg_color
    texts = {c.text: (c.x, c.y) for c in rest if isinstance(c, Text)}
    left = 4 + 8 + 16 + 6
    top = 4 + round((LINE - FONT.height) / 2 + FONT.ascent)
    assert texts == {"Open": (left, top), "Wrap": (left, top + LINE)}


def test_an_entry_has_the_colour_of_its_state(drawn):
    *_, plain, hover, marked, off = drawn(item("a"), item("b"), item("c", disabled=True), current=1)
    assert hover.color == HOVER.bg_color
    assert [shade(text) for text in (plain, marked, off)] == [1 / 16, 2 / 16, 3 / 16]


@pytest.mark.parametrize(
    ("more", "name"),
    [
        ({"check": CHECK_BOX, "checked": True}, "checked"),
        ({"check": CHECK_BOX}, "unchecked"),
        ({"check": RADIO_BUTTON, "checked": True}, "radio_checked"),
        ({"check": RADIO_BUTTON}, "radio_unchecked"),
        ({"check": CHECK_BOX, "checked": True, "disabled": True}, "checked_disabled"),
        ({"check": RADIO_BUTTON, "disabled": True}, "radio_unchecked"),
    ],
)
def test_what_shows_if_it_is_checked_depends_on_all_that(drawn, more, name):
    _, check, _ = drawn(item("a", **more))
    assert shade(check) == ICONS[name].commands[0].color[2]


def test_keys_and_arrows_are_at_the_right_edge(drawn):
    keyed = item("Save", accelerator=KEY_S | KEY_MASK_CTRL)
    *_, key, arrow = (c for c in drawn(keyed, item("", submenu="x")) if getattr(c, "text", "") != "Save")
    assert (key.x, shade(key)) == (200 - 4 - 8 - FONT.width("Control+S"), 4 / 16)
    assert (arrow.x, arrow.width) == (200 - 4 - 8 - 10, 10)
    *_, key = drawn(keyed, current=0)
    assert shade(key) == 2 / 16


def test_a_line_between_entries_may_have_a_text_in_it(drawn):
    _, line = drawn(item("", separator=True))
    assert (line.x, line.width, line.color) == (4, 192, SEPARATOR.bg_color)
    _, left, right, text = drawn(item("More", separator=True))
    free = (192 - SMALL.width("More")) / 2 - 6
    assert [(c.x, c.width) for c in (left, right)] == [(4, free), (196 - free, free)]
    assert (text.x, text.font, shade(text)) == (round(4 + free + 6), SMALL, 5 / 16)
    *_, text = drawn(item("far wider than there is room for it", separator=True), width=60)
    assert isinstance(text, Text)
