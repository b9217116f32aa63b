import pytest

from engine import Rect2, ScriptError, Vector2
from engine.canvas.commands import Picture
from engine.canvas.texture import Texture
from nodes import TextureRect

WIDE = Texture.from_rgba(40, 20, bytes(4 * 40 * 20))
ALL = (0, 0, 40, 20)


def drawn(tree, **properties):
    size = properties.pop("size", Vector2(100, 100))
    rect = tree.add(TextureRect(**properties, texture=WIDE, rect_size=size))
    tree.step()
    return rect._drawing_.commands


@pytest.mark.parametrize(
    ("mode", "place", "part"),
    [
        (TextureRect.STRETCH_SCALE_ON_EXPAND, (0, 0, 40, 20), ALL),
        (TextureRect.STRETCH_SCALE, (0, 0, 100, 100), ALL),
        (TextureRect.STRETCH_KEEP, (0, 0, 40, 20), ALL),
        (TextureRect.STRETCH_KEEP_CENTERED, (30, 40, 40, 20), ALL),
        (TextureRect.STRETCH_KEEP_ASPECT, (0, 0, 100, 50), ALL),
        (TextureRect.STRETCH_KEEP_ASPECT_CENTERED, (0, 25, 100, 50), ALL),
        (TextureRect.STRETCH_KEEP_ASPECT_COVERED, (0, 0, 100, 100), (10, 0, 20, 20)),
    ],
)
def test_the_texture_is_fitted_as_its_mode_says(tree, mode, place, part):
    assert drawn(tree, stretch_mode=mode) == (Picture(*place, WIDE, part),)


def test_it_scales_on_expand(tree):
    assert drawn(tree, expand=True) == (Picture(0, 0, 100, 100, WIDE, ALL),)


def test_tiles_fill_it(tree):
    tiles = drawn(tree, stretch_mode=TextureRect.STRETCH_TILE)
    assert tiles == (Picture(0, 0, 100, 100, WIDE, (0, 0, 100, 100)),)


def test_it_is_flipped_where_it_is(tree):
    flipped = drawn(tree, stretch_mode=TextureRect.STRETCH_SCALE, flip_h=True, flip_v=True)
    assert flipped == (Picture(0, 0, 100, 100, WIDE, (40, 20, -40, -20)),)


def test_it_is_as_large_as_its_texture_unless_it_may_shrink():
    rect = TextureRect()
    assert rect.get_minimum_size() == Vector2.ZERO
    rect.set_texture(WIDE)
    assert rect.get_texture() is WIDE
    assert rect.get_minimum_size() == Vector2(40, 20)
    rect.set_expand(True)
    assert rect.has_expand()
    assert rect.get_minimum_size() == Vector2.ZERO


@pytest.mark.parametrize("mode", range(8))
def test_without_size_or_texture_it_draws_nothing(tree, mode):
    if mode not in (TextureRect.STRETCH_KEEP, TextureRect.STRETCH_KEEP_CENTERED):
        assert drawn(tree, stretch_mode=mode, expand=True, size=Vector2.ZERO) == ()
    rect = tree.add(TextureRect(stretch_mode=mode))
    tree.step()
    assert rect._drawing_.commands == ()


def test_there_are_eight_modes():
    rect = TextureRect()
    rect.set_stretch_mode(TextureRect.STRETCH_TILE)
    assert rect.get_stretch_mode() == rect.stretch_mode == 2
    with pytest.raises(ScriptError, match="no stretch_mode 8"):
        rect.stretch_mode = 8


def test_it_lets_the_mouse_pass():
    assert TextureRect().mouse_filter == TextureRect.MOUSE_FILTER_PASS
    assert (TextureRect(flip_v=True).flip_v, TextureRect().flip_h) == (True, False)


def test_its_rectangle_is_not_the_texture(tree):
    rect = tree.add(TextureRect(texture=WIDE, rect_size=Vector2(50, 60)))
    assert rect.get_rect() == Rect2(0, 0, 50, 60)


def test_what_is_no_texture_is_refused():
    with pytest.raises(ScriptError, match=r"Write `Texture.load\(…\)`"):
        TextureRect(texture="a.png")
