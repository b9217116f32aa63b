import io
import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.canvas.png import PngError, read_header, read_png, write_png

SIGNATURE = b"\x89PNG\r\n\x1a\n"
CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
FORMS = [(0, d) for d in (1, 2, 4, 8, 16)] + [(3, d) for d in (1, 2, 4, 8)]
FORMS += [(kind, d) for kind in (2, 4, 6) for d in (8, 16)]
PASSES = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]


def chunk(kind, body):
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def header(width, height, depth=8, kind=6, interlaced=0, compression=0, filtering=0):
    body = struct.pack(">IIBBBBB", width, height, depth, kind, compression, filtering, interlaced)
    return SIGNATURE + chunk(b"IHDR", body)


def png(width, height, rows, depth=8, kind=6, interlaced=0, more=b""):
    pixels = zlib.compress(rows)
    half = len(pixels) // 2
    parts = chunk(b"IDAT", pixels[:half]) + chunk(b"IDAT", pixels[half:])
    return header(width, height, depth, kind, interlaced) + more + parts + chunk(b"IEND", b"")


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
    assert read_png(data) == expected


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
    assert read_png(data) == (9, 7, bytes(part for pixel in expected for part in pixel))


@given(st.integers(1, 9), st.integers(1, 9), st.randoms(use_true_random=False))
def test_what_is_written_is_read_again(width, height, numbers):
    pixels = numbers.randbytes(4 * width * height)
    file = io.BytesIO()
    write_png(file, width, height, pixels)
    assert read_png(file.getvalue()) == (width, height, pixels)
    assert read_header(file.getvalue()) == (width, height, 8, 6, False)


def test_a_picture_is_written_to_a_path(tmp_path):
    write_png(str(tmp_path / "a.png"), 1, 1, b"abcd")
    write_png(tmp_path / "b.png", 1, 1, b"abcd")
    assert read_png((tmp_path / "a.png").read_bytes())[2] == b"abcd"
    assert (tmp_path / "a.png").read_bytes() == (tmp_path / "b.png").read_bytes()
    with pytest.raises(OSError, match="No such file"):
        write_png(tmp_path / "missing" / "c.png", 1, 1, b"abcd")


@pytest.mark.parametrize(("width", "height", "count"), [(0, 0, 0), (1, 1, 3), (-1, -1, 4)])
def test_too_many_or_too_few_pixels_are_not_written(width, height, count):
    with pytest.raises(PngError, match=f"not {count}"):
        write_png(io.BytesIO(), width, height, bytes(count))


@pytest.mark.parametrize(
    ("data", "looks"),
    [
        (b"", "does not start as one"),
        (b"hello", "does not start as one"),
        (b"\xff\xd8\xff\xe0", "a JPEG file: convert"),
        (b"GIF89a", "a GIF"),
        (b"<svg>", "an SVG"),
    ],
)
def test_another_format_is_named(data, looks):
    with pytest.raises(PngError, match=looks):
        read_png(data)


@pytest.mark.parametrize(
    ("width", "height"), [(0, 1), (1, 0), (16385, 1), (4097, 4096), (2**32 - 1, 2**32 - 1)]
)
def test_a_picture_without_pixels_or_with_too_many_is_refused(width, height):
    with pytest.raises(PngError, match=f"{width} x {height} pixels"):
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
    with pytest.raises(PngError, match="a form that there is not"):
        read_header(header(1, 1, **form))


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (SIGNATURE, "no header"),
        (SIGNATURE + chunk(b"IDAT", bytes(30)), "no header"),
        (header(1, 1), "pixels are missing"),
        (png(1, 2, b"\0abcd"), "pixels are missing"),
        (png(1, 1, b"\5abcd"), "filtered in a way"),
        (png(1, 1, b"\0\0", kind=3), "no palette"),
        (header(1, 1) + chunk(b"IDAT", b"no zlib"), "cannot be unpacked"),
        (png(1, 1, b"\0abcd")[:-20], "pixels are missing"),
        (
            png(1, 1, b"\0abcd", more=chunk(b"tEXt", b"hello")).replace(b"hello", b"jello"),
            "'tEXt' has changed",
        ),
        (png(1, 1, b"\0abcd", more=b"\xff\xff\xff\xfftEXt"), "'tEXt' has changed"),
    ],
)
def test_a_damaged_file_is_refused(data, why):
    with pytest.raises(PngError, match=why):
        read_png(data)


def test_bytes_after_the_end_and_too_many_pixels_do_not_matter():
    assert read_png(png(1, 1, b"\0abcd" + bytes(1000)) + b"more")[2] == b"abcd"


def test_packed_zeros_are_not_unpacked_beyond_the_picture():
    assert read_png(png(1, 1, b"\0abcd" + bytes(10_000_000)))[2] == b"abcd"


VALID = png(2, 2, b"\4abcdefgh\3abcdefgh")


@given(
    st.lists(st.tuples(st.integers(0, len(VALID) - 1), st.integers(0, 255)), max_size=4), st.integers(0, 80)
)
def test_any_bytes_are_a_picture_or_an_error(changes, cut):
    data = bytearray(VALID)
    for at, value in changes:
        data[at] = value
    for candidate in (bytes(data), bytes(data[: len(data) - cut]), mended(bytes(data))):
        try:
            width, height, pixels = read_png(candidate)
        except PngError:
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
