import pytest

from engine import Color, Rect2, Vector2
from engine.canvas.texture import Texture
from engine.text.font import Font
from nodes import Control, Node2D
from nodes.gui.parts.list_items import ListItem, ListItems
from nodes.gui.parts.list_layout import ICON_MODE_TOP, ListLayout
from nodes.gui.theme import DrawnIcon, StyleBoxFlat

FONT = Font(14)
GREY, WHITE, RED = (0.5, 0.5, 0.5, 1.0), (1.0, 1.0, 1.0, 1.0), (1.0, 0.0, 0.0, 1.0)
BOX, FOCUS, CURSOR = (StyleBoxFlat(bg_color=(0, 0, part, 1)) for part in (0.25, 0.5, 0.75))


def look(cls=Control):
    """What the layout asks for what the theme says."""
    control = cls()
    control.add_font_override("font", FONT)
    for name, color in (("font_color", GREY), ("font_color_selected", WHITE)):
        control.add_color_override(name, color)
    for name, number in (("hseparation", 4), ("vseparation", 3), ("icon_margin", 6), ("line_separation", 2)):
        control.add_constant_override(name, number)
    for name, style in (("selected", BOX), ("selected_focus", FOCUS), ("cursor", CURSOR)):
        control.add_stylebox_override(name, style)
    return control


LOOK = look()
ROW = FONT.height + 6
ICON = DrawnIcon(16, 30)
PICTURE = Texture.from_rgba(40, 20, bytes(40 * 20 * 4))


def of(*entries):
    items = ListItems()
    for entry in entries:
        items.add(ListItem(*entry) if isinstance(entry, tuple) else ListItem(entry))
    return items


def arranged(items, room=200, **options):
    layout = ListLayout()
    for name, value in options.items():
        setattr(layout, name, value)
    layout.arrange(items, LOOK, room)
    return layout


class Canvas(Node2D):
    """Draws an entry."""

    def _draw(self):
        self.layout.draw(self, self.item, self.cell, LOOK, self.focus, self.current)


@pytest.fixture
def drawn(tree):
    def draw(item, width=200, focus=False, current=False, **options):
        layout = arranged(of(), **options)
        canvas = tree.add(Canvas())
        canvas.layout, canvas.item, canvas.focus, canvas.current = layout, item, focus, current
        canvas.cell = Rect2(0, 0, width, 100)
        tree.step()
        seen = [entry.command for entry in tree.screen.seen()]
        canvas.queue_free()
        return seen

    return draw


# -- Sizes -----------------------------------------------------------------------------------------


def test_entries_are_as_high_as_a_line_or_their_icon():
    layout = arranged(of("one", ("two", ICON), ("", ICON), ""))
    assert layout.grid.tops == [0, ROW, ROW + 36, ROW + 72]
    assert layout.grid.height == 2 * ROW + 72


def test_above_a_text_an_icon_needs_height_and_beside_it_width():
    items = of(("two", ICON), ("", ICON))
    sizes = arranged(items, max_columns=0).grid.sizes
    assert sizes == [(FONT.width("two") + 16 + 6 + 8, 36), (16 + 8, 36)]
    sizes = arranged(items, max_columns=0, icon_mode=ICON_MODE_TOP).grid.sizes
    assert sizes == [(FONT.width("two") + 8, FONT.height + 30 + 6 + 6), (16 + 8, 36)]
    sizes = arranged(items, max_columns=0, icon_mode=ICON_MODE_TOP, max_text_lines=2).grid.sizes
    assert sizes[0][1] == 2 * (FONT.height + 2) + 30 + 6 + 6


def test_columns_may_have_a_width():
    assert arranged(of("one", ("two", ICON)), max_columns=0, fixed_column_width=90).grid.sizes == [
        (98, ROW),
        (98, 36),
    ]


def test_an_icon_has_its_size_that_of_its_region_or_one_that_is_told():
    layout, item = ListLayout(), ListItem("", PICTURE)
    assert layout.icon_size(ListItem("")) == (0, 0)
    assert layout.icon_size(item) == (40, 20)
    item.icon_region = Rect2(0, 0, 8, 9)
    layout.icon_scale = 2
    assert layout.icon_size(item) == (16, 18)
    layout.fixed_icon_size = Vector2(5, 6)
    assert layout.icon_size(item) == (10, 12)


def test_only_entries_that_have_changed_are_placed_anew():
    items = of("one", "two", "three")
    layout = arranged(items)
    asked = []

    class Watched(Control):
        def get_font(self, name):
            asked.append(name)
            return FONT

    theme = look(Watched)
    layout.arrange(items, theme, 200)
    layout.arrange(items, theme, 300)  # one column is as wide as there is room
    assert asked == []
    items.add(ListItem("four"))
    layout.changed(3)
    layout.arrange(items, theme, 300)
    assert (len(asked), len(layout.grid.sizes)) == (1, 4)
    layout.max_columns = 2
    layout.arrange(items, theme, 300)
    assert (len(asked), layout.grid.columns) == (5, 2)
    layout.arrange(items, theme, 50)
    assert (len(asked), layout.grid.columns) == (9, 1)
    items.clear()
    layout.changed()
    layout.arrange(items, theme, 50)
    assert layout.grid.height == 0


def test_a_text_is_cut_off_if_it_is_wider_than_its_cell():
    layout, wide = ListLayout(), FONT.width("hello")
    assert not layout.cuts_off(ListItem("hello"), wide + 8, LOOK)
    assert layout.cuts_off(ListItem("hello"), wide + 7, LOOK)
    assert layout.cuts_off(ListItem("hello", ICON), wide + 8 + 21, LOOK)
    assert not layout.cuts_off(ListItem("hello", ICON), wide + 8 + 22, LOOK)
    layout.icon_mode = ICON_MODE_TOP
    assert not layout.cuts_off(ListItem("hello", ICON), wide + 8, LOOK)


# -- Drawing ---------------------------------------------------------------------------------------


def test_a_text_is_in_the_middle_of_its_height(drawn):
    (text,) = drawn(ListItem("one"))
    assert (text.x, text.y) == (4, 3 + int((94 - FONT.height) / 2) + FONT.ascent)
    assert (text.text, text.color) == ("one", GREY)


def test_what_is_selected_current_and_coloured_is_marked(drawn):
    item = ListItem("one")
    item.selected, item.custom_bg, item.custom_fg = True, RED, RED
    back, selected, text = drawn(item)
    assert (back.color, selected.color, text.color) == (RED, Color(0, 0, 0.25), WHITE)
    *_, cursor = drawn(item, focus=True, current=True)
    assert cursor.color == Color(0, 0, 0.75)
    assert drawn(item, focus=True)[1].color == Color(0, 0, 0.5)
    assert len(drawn(item, current=True)) == 3
    item.selected = False
    assert drawn(item)[-1].color == RED


def test_what_is_disabled_is_faint(drawn):
    item = ListItem("one", PICTURE)
    item.disabled, item.icon_modulate = True, RED
    picture, text = drawn(item)
    assert (picture.color, text.color) == ((1, 0, 0, 0.5), (0.5, 0.5, 0.5, 0.5))


def test_an_icon_is_left_of_the_text_or_above(drawn):
    picture, text = drawn(ListItem("one", PICTURE))
    assert (picture.x, picture.y, text.x) == (4, 40, 4 + 40 + 6)
    picture, text = drawn(ListItem("one", PICTURE), icon_mode=ICON_MODE_TOP)
    assert (picture.x, picture.y) == (80, 3)
    assert (text.x, text.y) == (4 + int((192 - FONT.width("one")) / 2), 3 + 20 + 6 + FONT.ascent)


def test_a_picture_keeps_its_proportions(drawn):
    picture, _ = drawn(ListItem("one", PICTURE), fixed_icon_size=Vector2(20, 20))
    assert (picture.x, picture.y, picture.width, picture.height) == (4, 45, 20, 10)


def test_what_does_not_fit_ends_with_dots(drawn):
    (text,) = drawn(ListItem("a rather long\ntext\ud83d"), width=80)
    assert text.text.endswith("…")
    assert FONT.width(text.text) <= 72
    assert drawn(ListItem("long"), width=12) == []


def test_below_an_icon_a_text_takes_as_many_lines_as_it_may(drawn):
    _, *lines = drawn(ListItem("one two three four", PICTURE), 60, icon_mode=0, max_text_lines=2)
    assert [line.text for line in lines] == ["one", "two"]
    assert lines[1].y - lines[0].y == FONT.height + 2
