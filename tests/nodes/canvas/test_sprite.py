from math import nan

import pytest

from engine import Rect2, ScriptError, Vector2
from engine.canvas.commands import Picture
from engine.canvas.texture import Texture
from nodes import Sprite

SHEET = Texture.from_rgba(40, 24, bytes(4 * 40 * 24))


def picture(sprite):
    """Return what a sprite inside the tree draws."""
    sprite.get_tree().step()
    return sprite._drawing_.commands


def test_a_new_sprite_has_godots_defaults():
    sprite = Sprite()
    assert (sprite.texture, sprite.centered, sprite.offset) == (None, True, Vector2.ZERO)
    assert (sprite.flip_h, sprite.flip_v, sprite.region_enabled) == (False, False, False)
    assert (sprite.hframes, sprite.vframes, sprite.frame) == (1, 1, 0)
    assert sprite.get_rect() == Rect2(0, 0, 1, 1)


def test_without_a_texture_it_draws_nothing(tree):
    assert picture(tree.add(Sprite())) == ()


# What the real engine (3.2.3) says of a texture of 40 x 24 with two rows of frames.
@pytest.mark.parametrize(
    ("centered", "hframes", "region", "rect"),
    [
        (True, 1, False, (-15, -9, 40, 12)),
        (True, 1, True, (-5.5, -5.5, 21, 5)),
        (True, 3, False, (-1.5, -9, 13, 12)),
        (True, 3, True, (1.5, -5.5, 7, 5)),
        (False, 1, False, (5, -3, 40, 12)),
        (False, 1, True, (5, -3, 21, 5)),
        (False, 3, False, (5, -3, 13, 12)),
        (False, 3, True, (5, -3, 7, 5)),
    ],
)
def test_its_rectangle_is_the_real_engines(centered, hframes, region, rect):
    sprite = Sprite(texture=SHEET, centered=centered, hframes=hframes, vframes=2, offset=Vector2(5, -3))
    sprite.region_enabled, sprite.region_rect = region, Rect2(4, 4, 21, 10)
    assert sprite.get_rect() == Rect2(*rect)


def test_an_empty_region_has_a_rectangle_and_draws_nothing(tree):
    sprite = tree.add(Sprite(texture=SHEET, region_enabled=True, offset=Vector2(5, -3)))
    assert sprite.get_rect() == Rect2(5, -3, 1, 1)
    assert picture(sprite) == ()


def test_it_draws_its_texture_around_its_position(tree):
    sprite = tree.add(Sprite(texture=SHEET))
    assert picture(sprite) == (Picture(-20, -12, 40, 24, SHEET, (0, 0, 40, 24)),)
    sprite.centered = False
    assert picture(sprite) == (Picture(0, 0, 40, 24, SHEET, (0, 0, 40, 24)),)


def test_it_shows_one_frame_of_a_region(tree):
    sprite = tree.add(Sprite(texture=SHEET, centered=False, hframes=2, vframes=2, frame=3))
    assert picture(sprite) == (Picture(0, 0, 20, 12, SHEET, (20, 12, 20, 12)),)
    sprite.region_rect = Rect2(4, 2, 8, 6)
    sprite.set_region(True)
    assert picture(sprite) == (Picture(0, 0, 4, 3, SHEET, (8, 5, 4, 3)),)
    sprite.set_region_rect(Rect2(0, 0, 20, 20))
    assert picture(sprite) == (Picture(0, 0, 10, 10, SHEET, (10, 10, 10, 10)),)


@pytest.mark.parametrize(
    ("flip_h", "flip_v", "part"),
    [
        (True, False, (40, 0, -40, 24)),
        (False, True, (0, 24, 40, -24)),
        (True, True, (40, 24, -40, -24)),
    ],
)
def test_it_is_flipped_where_it_is(tree, flip_h, flip_v, part):
    sprite = tree.add(Sprite(texture=SHEET, offset=Vector2(5, 10)))
    sprite.set_flip_h(flip_h)
    sprite.set_flip_v(flip_v)
    assert picture(sprite) == (Picture(-15, -2, 40, 24, SHEET, part),)


def test_frames_go_from_row_to_row():
    sprite = Sprite(texture=SHEET, hframes=4, vframes=2)
    sprite.frame = 6
    assert sprite.frame_coords == Vector2(2, 1)
    sprite.frame_coords = Vector2(3, 0)
    assert sprite.get_frame() == 3
    sprite.set_frame(4)
    assert sprite.frame_coords == Vector2(0, 1)


def test_a_frame_that_is_not_there_cannot_be_shown():
    sprite = Sprite(hframes=2)
    for frame in (-1, 2):
        with pytest.raises(ScriptError, match="must be 0 to 1, not"):
            sprite.frame = frame
    with pytest.raises(ScriptError, match="within 2 x 1 frames"):
        sprite.frame_coords = Vector2(0, 1)


def test_there_is_at_least_one_frame():
    sprite = Sprite()
    with pytest.raises(ScriptError, match="hframes must be 1 or more"):
        sprite.hframes = 0


def test_changes_are_told(tree):
    sprite = tree.add(Sprite(hframes=2))
    frame, texture = tree.watch(sprite.frame_changed), tree.watch(sprite.texture_changed)
    rect = tree.watch(sprite.item_rect_changed)
    sprite.frame = 1
    sprite.frame = 1  # as in Godot, told again
    frame.assert_emitted(times=2)
    sprite.set_texture(SHEET)
    sprite.texture = SHEET
    texture.assert_emitted(times=1)
    rect.assert_emitted(times=2)
    assert sprite.get_texture() is SHEET


def test_a_region_that_is_off_changes_nothing(tree):
    sprite = tree.add(Sprite(texture=SHEET))
    rect = tree.watch(sprite.item_rect_changed)
    sprite.region_rect = Rect2(0, 0, 2, 2)
    rect.assert_not_emitted()


def test_a_copy_shows_the_same():
    sprite = Sprite(texture=SHEET, hframes=4, frame=2, flip_h=True, position=Vector2(3, 4))
    copy = sprite.duplicate()
    assert (copy.texture, copy.hframes, copy.frame, copy.flip_h) == (SHEET, 4, 2, True)
    assert copy.position == Vector2(3, 4)


def test_it_knows_which_of_its_points_are_transparent():
    clear, solid = b"\0\0\0\0", b"\0\0\0\xff"
    sprite = Sprite(texture=Texture.from_rgba(2, 2, solid + clear + clear + clear))
    seen = [(x, y) for x in (-0.5, 0.5) for y in (-0.5, 0.5) if sprite.is_pixel_opaque(Vector2(x, y))]
    assert seen == [(-0.5, -0.5)]
    sprite.flip_h = sprite.flip_v = True
    seen = [(x, y) for x in (-0.5, 0.5) for y in (-0.5, 0.5) if sprite.is_pixel_opaque(Vector2(x, y))]
    assert seen == [(0.5, 0.5)]
    assert not sprite.is_pixel_opaque(Vector2(5, 0))
    sprite.flip_h = sprite.flip_v = False
    sprite.region_enabled, sprite.region_rect = True, Rect2(-2, 0, 9, 9)
    assert sprite.is_pixel_opaque(Vector2(-4, -4)), "it is there again"
    assert not sprite.is_pixel_opaque(Vector2(-3, -4))
    assert not Sprite().is_pixel_opaque(Vector2.ZERO)


def test_what_is_refused_says_why():
    sprite = Sprite(texture=SHEET)
    with pytest.raises(ScriptError, match=r"Write `Texture\.load\(…\)`"):
        sprite.texture = "icon.png"
    with pytest.raises(ScriptError, match="region_rect cannot be"):
        sprite.region_rect = Rect2(nan, 0, 0, 0)


def test_frame_and_the_number_of_frames_are_given_in_any_order():
    assert Sprite(frame=5, hframes=3, vframes=2).frame == 5
    assert Sprite(frame_coords=Vector2(2, 1), hframes=3, vframes=2).frame == 5
    with pytest.raises(ScriptError, match="frame must be 0 to 5, not 6"):
        Sprite(frame=6, hframes=3, vframes=2)


def test_a_copy_has_what_was_set():
    sprite = Sprite(hframes=3, frame=2, flip_h=True, region_rect=Rect2(1, 2, 3, 4))
    copy = sprite.duplicate()
    assert (copy.hframes, copy.frame, copy.flip_h, copy.region_rect) == (3, 2, True, Rect2(1, 2, 3, 4))
    assert "_offset_" not in vars(copy)
