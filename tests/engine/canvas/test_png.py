import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.canvas.error import PictureError
from engine.canvas.picture import read_picture
from engine.canvas.png import SIGNATURE, check_whole, read_header, write_png

from .png_parts import chunk, header, png


@given(st.integers(1, 9), st.integers(1, 9), st.randoms(use_true_random=False))
def test_what_is_written_is_read_again(width, height, numbers):
    pixels = numbers.randbytes(4 * width * height)
    file = io.BytesIO()
    write_png(file, width, height, pixels)
    assert read_picture(file.getvalue()) == (width, height, pixels)
    assert read_header(file.getvalue()) == (width, height, 8, 6, False)


def test_a_picture_is_written_to_a_path(tmp_path):
    write_png(str(tmp_path / "a.png"), 1, 1, b"abcd")
    write_png(tmp_path / "b.png", 1, 1, b"abcd")
    assert read_picture((tmp_path / "a.png").read_bytes())[2] == b"abcd"
    assert (tmp_path / "a.png").read_bytes() == (tmp_path / "b.png").read_bytes()
    with pytest.raises(OSError, match="No such file"):
        write_png(tmp_path / "missing" / "c.png", 1, 1, b"abcd")


@pytest.mark.parametrize(("width", "height", "count"), [(0, 0, 0), (1, 1, 3), (-1, -1, 4)])
def test_too_many_or_too_few_pixels_are_not_written(width, height, count):
    with pytest.raises(PictureError, match=f"not {count}"):
        write_png(io.BytesIO(), width, height, bytes(count))


@pytest.mark.parametrize(
    ("width", "height"), [(0, 1), (1, 0), (16385, 1), (4097, 4096), (2**32 - 1, 2**32 - 1)]
)
def test_a_picture_without_pixels_or_with_too_many_is_refused(width, height):
    with pytest.raises(PictureError, match=f"{width} x {height} pixels"):
        read_header(header(width, height))


@pytest.mark.parametrize(
    "form",
    [
        {"depth": 3},
        {"kind": 5},
        {"kind": 2, "depth": 4},
        {"interlaced": 2},
        {"compression": 1},
        {"filtering": 1},
    ],
)
def test_a_form_that_there_is_not_is_refused(form):
    with pytest.raises(PictureError, match="a form that there is not"):
        read_header(header(1, 1, **form))


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "no PNG file"),
        (b"\xff\xd8\xff\xe0", "no PNG file"),
        (SIGNATURE, "no header"),
        (SIGNATURE + chunk(b"IDAT", bytes(30)), "no header"),
    ],
)
def test_what_has_no_header_is_refused(data, why):
    with pytest.raises(PictureError, match=why):
        read_header(data)


WHOLE = png(1, 1, b"\0abcd", more=chunk(b"tEXt", b"hello"))


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (header(1, 1), "pixels are missing"),
        (header(1, 1) + chunk(b"IEND", b""), "pixels are missing"),
        (WHOLE[:-20], "pixels are missing"),
        (WHOLE[:-12], "pixels are missing"),
        (WHOLE.replace(b"hello", b"jello"), "'tEXt' has changed"),
        (png(1, 1, b"\0abcd", more=b"\xff\xff\xff\xfftEXt"), "'tEXt' has changed"),
        (png(1, 1, b"\0\0", kind=3), "no palette"),
    ],
)
def test_a_file_that_is_not_whole_is_refused(data, why):
    with pytest.raises(PictureError, match=f"The PNG file is damaged: .*{why}"):
        check_whole(data, read_header(data))


def test_a_whole_file_is_not_refused_whatever_follows_it():
    for data in (WHOLE, WHOLE + b"more", png(1, 1, b"\0\0", kind=3, more=chunk(b"PLTE", b"abc"))):
        check_whole(data, read_header(data))
