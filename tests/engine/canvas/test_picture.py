import io
import struct
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from engine.canvas import picture
from engine.canvas.error import PictureError
from engine.canvas.picture import read_picture, read_size
from engine.canvas.png import SIGNATURE

from .png_parts import chunk, header, png

CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
FORMS = [(0, d) for d in (1, 2, 4, 8, 16)] + [(3, d) for d in (1, 2, 4, 8)]
FORMS += [(kind, d) for kind in (2, 4, 6) for d in (8, 16)]
PASSES = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]


def packed_row(samples, depth):
    bits = "".join(format(sample, f"0{depth}b") for sample in samples)
    bits += "0" * (-len(bits) % 8)
    return bytes(int(bits[i : i + 8], 2) for i in range(0, len(bits), 8))


def filtered(row, above, size, form):
    """The five filters as the PNG specification has them, the slow way."""
    result = bytearray([form])
    for i, value in enumerate(row):
        a = row[i - size] if i >= size else 0
        b = above[i]
        c = above[i - size] if i >= size else 0
        p = a + b - c
        paeth = min((abs(p - a), 0, a), (abs(p - b), 1, b), (abs(p - c), 2, c))[2]
        result.append((value - (0, a, b, (a + b) // 2, paeth)[form]) % 256)
    return bytes(result)


def encoded(width, height, samples, depth, kind, interlaced, forms, more=b""):
    """Encode samples[y][x] = tuple of channels, with a filter for each row from `forms`, round and round."""
    size = max(1, CHANNELS[kind] * depth // 8)
    out, count = b"", 0
    for x, y, right, down in PASSES if interlaced else [(0, 0, 1, 1)]:
        above = None
        for line in samples[y::down]:
            flat = [sample for pixel in line[x::right] for sample in pixel]
            if not flat:
                continue
            row = packed_row(flat, depth)
            above = bytes(len(row)) if above is None else above
            out += filtered(row, above, size, forms[count % len(forms)])
            above = row
            count += 1
    return png(width, height, out, depth, kind, interlaced, more)


def shown(pixel, depth, kind, palette, transparent):
    """What four bytes a pixel of these samples is."""
    if kind == 3:
        color = palette[pixel[0]] if pixel[0] < len(palette) else (0, 0, 0)
        alpha = transparent[pixel[0]] if transparent and pixel[0] < len(transparent) else 255
        return (*color, alpha)
    parts = [value >> 8 if depth == 16 else value * 255 // (2**depth - 1) for value in pixel]
    if (kind, depth) == (2, 16):  # of colours with 16 bits the transparent one is known by the upper 8
        pixel, transparent = [tuple(v >> 8 for v in value or ()) for value in (pixel, transparent)]
    alpha = parts.pop() if kind in (4, 6) else 0 if pixel == transparent else 255
    return (*(parts if len(parts) == 3 else parts * 3), alpha)


@st.composite
def pictures(draw):
    kind, depth = draw(st.sampled_from(FORMS))
    width, height = draw(st.integers(1, 19)), draw(st.integers(1, 10))
    numbers = draw(st.randoms(use_true_random=False))
    samples = [
        [tuple(numbers.randrange(2**depth) for _ in range(CHANNELS[kind])) for _ in range(width)]
        for _ in range(height)
    ]
    forms = draw(st.lists(st.integers(0, 4), min_size=1, max_size=5))
    palette = [tuple(numbers.randrange(256) for _ in range(3)) for _ in range(draw(st.integers(1, 2**depth)))]
    transparent, more = None, b""
    if kind == 3:
        more += chunk(b"PLTE", bytes(part for color in palette for part in color))
    if draw(st.booleans()) and kind in (0, 2, 3):
        transparent = samples[0][0] if kind != 3 else bytes(numbers.randrange(256) for _ in palette)
        body = transparent if kind == 3 else struct.pack(f">{len(transparent)}H", *transparent)
        more += chunk(b"tRNS", body)
    data = encoded(width, height, samples, depth, kind, draw(st.integers(0, 1)), forms, more)
    pixels = [shown(pixel, depth, kind, palette, transparent) for line in samples for pixel in line]
    return data, (width, height, bytes(part for pixel in pixels for part in pixel))


@given(pictures())
def test_every_form_of_pixels_is_read(picture):
    data, expected = picture
    assert read_picture(data) == expected


@pytest.mark.parametrize("kind", [0, 2, 3, 4, 6])
@pytest.mark.parametrize("form", [0, 1, 2, 3, 4])
def test_every_filter_is_undone_for_every_colour_type(kind, form):
    samples = [[(37 * x + 91 * y + 11 * x * y) % 256 for x in range(9 * CHANNELS[kind])] for y in range(7)]
    pixels = [
        [tuple(line[i : i + CHANNELS[kind]]) for i in range(0, len(line), CHANNELS[kind])] for line in samples
    ]
    palette = [(i, 255 - i, i // 2) for i in range(256)]
    more = chunk(b"PLTE", bytes(part for color in palette for part in color)) if kind == 3 else b""
    data = encoded(9, 7, pixels, 8, kind, 0, [form], more)
    expected = [shown(pixel, 8, kind, palette, None) for line in pixels for pixel in line]
    assert read_picture(data) == (9, 7, bytes(part for pixel in expected for part in pixel))


@pytest.mark.parametrize(
    ("data", "looks"),
    [
        (b"", "does not start as one"),
        (b"hello", "does not start as one"),
        (b"RIFF1234WAVE", "does not start as one"),
        (b"GIF89a", "a GIF"),
        (b"<svg>", "an SVG"),
    ],
)
def test_another_format_is_named(data, looks):
    with pytest.raises(PictureError, match=looks):
        read_picture(data)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (SIGNATURE, "no header"),
        (SIGNATURE + chunk(b"IDAT", bytes(30)), "no header"),
        (header(1, 1), "pixels are missing"),
        (png(1, 1, b"\5abcd"), "cannot be unpacked"),
        (png(1, 1, b"\0\0", kind=3), "no palette"),
        (header(1, 1) + chunk(b"IDAT", b"no zlib") + chunk(b"IEND", b""), "cannot be unpacked"),
        (png(1, 1, b"\0abcd")[:-20], "pixels are missing"),
        (
            png(1, 1, b"\0abcd", more=chunk(b"tEXt", b"hello")).replace(b"hello", b"jello"),
            "'tEXt' has changed",
        ),
        (png(1, 1, b"\0abcd", more=b"\xff\xff\xff\xfftEXt"), "'tEXt' has changed"),
    ],
)
def test_a_damaged_file_is_refused(data, why):
    with pytest.raises(PictureError, match=why):
        read_picture(data)


def test_rows_that_are_not_there_are_clear():
    assert read_picture(png(1, 2, b"\0abcd"))[2] == b"abcd\0\0\0\0"


def test_bytes_after_the_end_and_too_many_pixels_do_not_matter():
    assert read_picture(png(1, 1, b"\0abcd" + bytes(1000)) + b"more")[2] == b"abcd"


def test_packed_zeros_are_not_unpacked_beyond_the_picture():
    assert read_picture(png(1, 1, b"\0abcd" + bytes(10_000_000)))[2] == b"abcd"


def test_a_large_picture_of_16_bits_is_unpacked_by_rows_in_c():
    data = png(2048, 2048, (b"\4" + bytes(8 * 2048)) * 2048, depth=16)
    assert len(data) < 40_000
    assert read_picture(data) == (2048, 2048, bytes(4 * 2048 * 2048))


# -- The other forms -------------------------------------------------------------------------------

COLORS = [(255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255), (0, 0, 0), (128, 128, 128)]


def saved(form, mode="RGB", size=(16, 24), **options):
    """A file with six squares of 8 x 8 in the colours of COLORS, in rows of two."""
    picture = Image.new("RGB", (16, 24))
    for index, color in enumerate(COLORS):
        left, top = 8 * (index % 2), 8 * (index // 2)
        picture.paste(color, (left, top, left + 8, top + 8))
    file = io.BytesIO()
    picture = picture.quantize(8) if mode == "P" else picture.convert(mode)
    picture.resize(size).save(file, form, **options)
    return file.getvalue()


def squares(data):
    """The colours in the middles of the squares."""
    width, height, pixels = read_picture(data)
    assert (width, height) == read_size(data) == (16, 24)
    places = [4 * (width * (4 + 8 * (index // 2)) + 4 + 8 * (index % 2)) for index in range(6)]
    return [tuple(pixels[place : place + 4]) for place in places]


@pytest.mark.parametrize(
    ("form", "mode", "options"),
    [
        ("JPEG", "RGB", {"quality": 95}),
        ("JPEG", "RGB", {"quality": 95, "progressive": True}),
        ("JPEG", "CMYK", {"quality": 95}),
        ("WEBP", "RGB", {"lossless": True}),
        ("WEBP", "RGB", {"quality": 95}),
        ("WEBP", "RGBA", {"lossless": True}),
        ("BMP", "RGB", {}),
        ("BMP", "RGBA", {}),
        ("BMP", "P", {}),
        ("PNG", "P", {}),
        ("PNG", "RGBA", {}),
    ],
)
def test_a_picture_of_another_form_is_read(form, mode, options):
    for shown, color in zip(squares(saved(form, mode, **options)), COLORS, strict=True):
        assert shown[3] == 255
        assert all(abs(one - other) < 12 for one, other in zip(shown[:3], color, strict=True))


@pytest.mark.parametrize("form", ["JPEG", "BMP", "WEBP", "PNG"])
def test_greys_are_read(form):
    for red, green, blue, alpha in squares(saved(form, "L")):
        assert max(red, green, blue) - min(red, green, blue) < 4
        assert alpha == 255


def test_what_is_clear_in_a_webp_stays_clear():
    picture = Image.new("RGBA", (2, 1), (1, 2, 3, 100))
    file = io.BytesIO()
    picture.save(file, "WEBP", lossless=True)
    assert read_picture(file.getvalue()) == (2, 1, bytes([1, 2, 3, 100] * 2))


def test_of_an_animation_the_first_picture_is_read():
    frames = [Image.new("RGB", (4, 4), color) for color in ((255, 0, 0), (0, 0, 255))]
    file = io.BytesIO()
    frames[0].save(file, "WEBP", save_all=True, append_images=frames[1:], lossless=True)
    assert read_picture(file.getvalue())[2][:4] == b"\xff\0\0\xff"


def with_size(form, width, height):
    """A small file that says that it has this size."""
    data = bytearray(saved(form, **({"lossless": True} if form == "WEBP" else {})))
    if form == "JPEG":
        at = data.index(b"\xff\xc0") + 5
        data[at : at + 4] = struct.pack(">HH", height, width)
    elif form == "BMP":
        data[18:26] = struct.pack("<ii", width, height)
    elif form == "WEBP":
        at = data.index(b"VP8L") + 9
        data[at : at + 4] = struct.pack("<I", (width - 1) | (height - 1) << 14)
    else:
        return header(width, height)
    return bytes(data)


@pytest.mark.parametrize(
    ("form", "width", "height"),
    [
        ("PNG", 60_000, 60_000),
        ("JPEG", 16_385, 1),
        ("JPEG", 65_000, 65_000),
        ("BMP", 100_000, 100_000),
        ("WEBP", 4097, 4096),
    ],
)
def test_a_file_that_would_fill_the_memory_is_refused_before_it_is_unpacked(form, width, height):
    data = with_size(form, width, height)
    for read in (read_size, read_picture):
        with pytest.raises(PictureError, match=rf"{width} x {height} pixels; .* Make it smaller\."):
            read(data)


@pytest.mark.parametrize(("form", "name"), [("JPEG", "JPEG"), ("BMP", "BMP"), ("WEBP", "WebP")])
def test_a_file_that_was_cut_is_damaged(form, name):
    data = saved(form)
    for length in (len(data) // 2, 20):
        with pytest.raises(PictureError, match=rf"The {name} file is damaged: it cannot be unpacked\."):
            read_picture(data[:length])


def test_without_pillow_it_is_said_what_to_install(monkeypatch):
    data = png(1, 1, b"\0abcd")
    monkeypatch.setitem(sys.modules, "PIL.PngImagePlugin", None)
    assert read_size(data) == (1, 1)
    with pytest.raises(PictureError, match="pip install pillow"):
        read_picture(data)


# -- Hostile bytes ---------------------------------------------------------------------------------

VALID = [png(2, 2, b"\4abcdefgh\3abcdefgh"), *[saved(form, size=(9, 9)) for form in ("JPEG", "BMP", "WEBP")]]


@given(
    st.sampled_from(VALID),
    st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), max_size=4),
    st.integers(0, 80),
)
def test_any_bytes_are_a_picture_or_an_error(valid, changes, cut):
    data = bytearray(valid)
    for at, value in changes:
        data[at % len(data)] = value
    for candidate in (bytes(data), bytes(data[: len(data) - cut]), mended(bytes(data))):
        try:
            width, height, pixels = read_picture(candidate)
        except PictureError:
            continue
        assert len(pixels) == 4 * width * height


def mended(data):
    """The same with right checksums, so that what they protect is read too."""
    out, at = data[:8], 8
    while at + 12 <= len(data) and len(data) >= at + 12 + int.from_bytes(data[at : at + 4]):
        length = int.from_bytes(data[at : at + 4])
        out += chunk(data[at + 4 : at + 8], data[at + 8 : at + 8 + length])
        at += 12 + length
    return out + data[at:]


def test_what_unpacks_pictures_may_be_another_and_gets_what_begins_as_one(monkeypatch):
    """A browser does so in a page."""

    class Unpacked:
        size = (1, 2)

        def __init__(self, data):
            self.data = data

        def rgba(self):
            return self.data[:8]

    monkeypatch.setattr(picture, "unpack", Unpacked)
    jpeg = b"\xff\xd8\xff" + bytes(range(8))
    assert read_size(jpeg) == (1, 2)
    assert read_picture(jpeg) == (1, 2, jpeg[:8])
    assert read_size(header(3, 4)) == (3, 4), "the head of a PNG is read here"
    with pytest.raises(PictureError, match="does not start as one"):
        read_picture(b"text")
