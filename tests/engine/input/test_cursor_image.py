import pytest

from engine import AtlasTexture, Rect2, Texture
from engine.input.cursor_image import CursorImage, cursor_image, refusal

PICTURE = Texture.from_rgba(2, 1, b"abcdefgh")


def test_a_cursor_has_the_pixels_that_its_picture_has_now():
    assert cursor_image(PICTURE, 1.9, 0) == CursorImage(2, 1, b"abcdefgh", 1, 0)
    part = AtlasTexture(PICTURE, Rect2(1, 0, 1, 1))
    made = cursor_image(part, 0, 0)
    part.region = Rect2(0, 0, 1, 1)
    assert (made, cursor_image(part, 0, 0).rgba) == (CursorImage(1, 1, b"efgh", 0, 0), b"abcd")


def test_what_points_at_the_edge_points_with_the_last_pixel():
    assert cursor_image(PICTURE, 2, 1)[3:] == (1, 0)


@pytest.mark.parametrize(
    ("size", "point", "why"),
    [
        ((256, 256), (0, 0), ""),
        ((256, 256), (256, 256), ""),
        ((0, 5), (0, 0), "it has no pixels"),
        ((257, 1), (0, 0), "it has 257 x 1 pixels, and may have 256 x 256"),
        ((1, 257), (0, 0), "it has 1 x 257 pixels, and may have 256 x 256"),
        ((8, 4), (-1, 0), "its hotspot (-1, 0) is not within 8 x 4 pixels"),
        ((8, 4), (0, 4.5), "its hotspot (0, 4.5) is not within 8 x 4 pixels"),
    ],
)
def test_what_is_too_large_or_points_outside_is_no_cursor(size, point, why):
    assert refusal(Texture(*size), *point) == why
