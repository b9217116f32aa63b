import pytest

from engine import Color, ScriptError, Vector2
from engine.canvas.commands import (
    Box,
    Picture,
    Polyline,
)
from engine.canvas.texture import Texture
from nodes import Button, CanvasItem, Control, DrawnIcon
from nodes.gui.theme import draw_icon
from nodes.gui.theme.icon import icon_of

RED, HALF = Color.red, (1.0, 1.0, 1.0, 0.5)


def drawn(icon, *args):
    item = CanvasItem()
    item._commands_ = []
    draw_icon(item, icon, Vector2(10, 20), *args)
    return item._commands_


def test_an_icon_knows_its_size():
    icon = DrawnIcon(16, 12)
    assert (icon.get_width(), icon.get_height(), icon.get_size()) == (16, 12, Vector2(16, 12))
    assert repr(icon) == "<DrawnIcon of 16 x 12>"
    assert drawn(icon) == []


def test_its_parts_are_drawn_where_it_is_put():
    icon = DrawnIcon(16, 16, Box(1, 2, 3, 4, RED, RED, 1, 2))
    faint = (1.0, 0.0, 0.0, 0.5)
    assert drawn(icon, HALF) == [Box(11, 22, 3, 4, faint, faint, 1, 2)]


def test_an_icon_of_the_theme_is_drawn_like_any_texture(tree):
    class Arrow(Control):
        def _draw(self):
            self.draw_texture(self.get_icon("arrow", "OptionButton"), Vector2(10, 20))

    one = tree.add(Arrow())
    tree.step()
    (line,) = one._drawing_.commands
    assert isinstance(line, Polyline)
    assert min(line.points)[0] >= 10


def test_a_texture_is_an_icon_too():
    texture = Texture.from_rgba(2, 1, b"\xff" * 8)
    assert drawn(texture, HALF) == [Picture(10, 20, 2, 1, texture, None, HALF)]


def test_an_icon_is_a_texture_a_drawn_one_or_none():
    drawn_one = DrawnIcon(8, 8)
    assert icon_of(None, "icon", drawn_one) is drawn_one
    assert icon_of(None, "icon", None) is None
    with pytest.raises(ScriptError, match=r"icon cannot be 'a\.png'\. Write `Texture\.load"):
        Button(icon="a.png")
