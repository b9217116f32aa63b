"""AtlasTexture: a part of a picture is drawn in place of a picture of its own."""

import pytest

from engine import AtlasTexture, Rect2, ScriptError, SpriteFrames, Texture, Vector2
from engine.canvas.atlas_texture import pictures
from engine.canvas.commands import Picture
from nodes import AnimatedSprite, Button, Sprite, TextureRect

WHITE = (1.0, 1.0, 1.0, 1.0)


@pytest.fixture
def sheet():
    """Four by four pixels, the number of each in its red."""
    return Texture.from_rgba(4, 4, b"".join(bytes([number, 0, 0, 255]) for number in range(16)))


def reds(texture):
    return list(texture.rgba()[::4])


def test_its_size_is_that_of_the_region_with_its_margin(sheet):
    assert AtlasTexture().get_size() == Vector2(1, 1)
    assert AtlasTexture(sheet).get_size() == Vector2(4, 4)
    assert AtlasTexture(sheet, Rect2(0, 0, 2, 0)).get_size() == Vector2(2, 4)
    assert AtlasTexture(sheet, Rect2(0, 0, 2, 1), Rect2(1, 1, 3, 4)).get_size() == Vector2(5, 5)


def test_it_is_drawn_as_a_part_of_the_atlas(sheet):
    part = AtlasTexture(sheet, Rect2(1, 2, 2, 2))
    assert pictures(part, (10, 20, 4, 2), None, WHITE) == (Picture(10, 20, 4, 2, sheet, (1, 2, 2, 2), WHITE),)
    assert pictures(part, (0, 0, 2, 2), (2, 0, -2, 2), WHITE) == (
        Picture(0, 0, 2, 2, sheet, (3, 2, -2, 2), WHITE),
    )


def test_a_margin_is_left_free_and_what_is_outside_of_the_region_is_not_drawn(sheet):
    part = AtlasTexture(sheet, Rect2(1, 1, 2, 2), Rect2(1, 1, 2, 2))
    assert pictures(part, (0, 0, 8, 8), None, WHITE) == (Picture(2, 2, 4, 4, sheet, (1, 1, 2, 2), WHITE),)
    assert pictures(part, (0, 0, 1, 1), (0, 0, 1, 1), WHITE) == ()
    assert pictures(part, (0, 0, 1, 1), (0, 0, 0, 1), WHITE) == ()
    assert pictures(AtlasTexture(), (0, 0, 1, 1), None, WHITE) == ()


def test_a_part_of_a_part_is_drawn_of_the_whole(sheet):
    part = AtlasTexture(AtlasTexture(sheet, Rect2(1, 1, 3, 3)), Rect2(1, 1, 2, 2))
    assert pictures(part, (0, 0, 2, 2), None, WHITE) == (Picture(0, 0, 2, 2, sheet, (2, 2, 2, 2), WHITE),)
    with pytest.raises(ScriptError, match="out of itself"):
        part.atlas.atlas = part
    with pytest.raises(ScriptError, match=r"Texture\.load"):
        part.atlas = "sheet.png"


def test_its_pixels_are_those_of_the_part(sheet):
    part = AtlasTexture(sheet, Rect2(1, 1, 2, 2), Rect2(1, 0, 1, 1))
    assert reds(part) == [0, 5, 6, 0, 9, 10, 0, 0, 0]
    assert part.is_pixel_opaque(1, 0)
    assert not part.is_pixel_opaque(0, 0)
    assert not part.is_pixel_opaque(1, 2)
    assert AtlasTexture().rgba() == bytes(4)


def test_a_copy_is_of_the_same_atlas(sheet):
    part = AtlasTexture(sheet, Rect2(1, 1, 2, 2))
    part.filter_clip = True
    copy = part.duplicate(True)
    assert (copy.atlas, copy.region, copy.filter_clip) == (sheet, part.region, True)
    assert "of <Texture" in repr(copy)
    assert sheet.duplicate(True) is sheet


def test_who_shows_it_draws_it_again_when_it_changes(sheet, tree):
    part = AtlasTexture(sheet, Rect2(0, 0, 2, 2))
    sprite = tree.add(Sprite(texture=part))
    rect = tree.add(TextureRect(texture=part))
    assert rect.get_minimum_size() == Vector2(2, 2)
    tree.step()
    part.region = Rect2(2, 2, 1, 1)
    assert rect.get_minimum_size() == Vector2(1, 1)
    tree.step()
    assert [one.region for one in sprite._drawing_.commands] == [(2, 2, 1, 1)]


def test_what_has_been_freed_is_not_told(sheet, tree):
    part = AtlasTexture(sheet, Rect2(0, 0, 2, 2))
    sprite = tree.add(Sprite(texture=part))
    tree.step()
    sprite.free()
    part.region = Rect2(2, 2, 1, 1)
    assert part.get_size() == Vector2(1, 1)


def test_animations_and_buttons_take_it(sheet):
    part = AtlasTexture(sheet, Rect2(0, 0, 2, 2))
    frames = SpriteFrames()
    frames.add_frame("default", part)
    assert AnimatedSprite(frames=frames).frames.get_frame("default", 0) is part
    assert Button(icon=part).get_minimum_size().x >= 2
