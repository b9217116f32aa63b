import pytest

from engine.canvas.png_rows import expand, unfilter


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        (0, [10, 20, 30, 40, 200, 250]),
        (1, [10, 20, 40, 60, 240, 54]),
        (2, [11, 22, 33, 44, 205, 0]),
        (3, [10, 21, 36, 52, 220, 23]),
        (4, [11, 22, 41, 62, 241, 56]),
    ],
)
def test_each_filter_adds_what_it_took_away(form, expected):
    above = bytes([0, 1, 2, 3, 4, 5, 6])
    row = bytes([form, 10, 20, 30, 40, 200, 250])
    assert unfilter(above + row, 0, 2, 6, 2) == above[1:] + bytes(expected)


def test_rows_start_where_they_are_said_to():
    assert unfilter(b"skipped\0ab\2\1\1", 7, 2, 2, 1) == b"abbc"


def test_an_unknown_filter_is_told():
    assert unfilter(b"\5a", 0, 1, 1, 1) is None


def test_a_filter_looks_no_further_left_than_the_row():
    assert unfilter(b"\1a", 0, 1, 1, 4) == b"a"


def rgba(samples, kind, depth, columns, palette=b"", transparency=b""):
    channels = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}[kind]
    row_bytes = (columns * channels * depth + 7) // 8
    return list(expand(bytes(samples), kind, depth, columns, row_bytes, palette, transparency))


@pytest.mark.parametrize(
    ("depth", "byte", "greys"),
    [(1, 0b10100000, [255, 0, 255]), (2, 0b00011011, [0, 85, 170]), (4, 0x0F, [0, 255])],
)
def test_small_samples_are_spread_to_the_full_range(depth, byte, greys):
    columns = len(greys)
    assert rgba([byte], 0, depth, columns)[::4] == greys


def test_each_row_of_small_samples_starts_with_a_new_byte():
    assert rgba([0x80, 0x00, 0x00, 0x80], 0, 1, 9)[::4] == [255] + [0] * 16 + [255]


def test_grey_of_one_value_can_be_transparent():
    assert rgba([7, 8], 0, 8, 2, transparency=b"\0\7") == [7, 7, 7, 0, 8, 8, 8, 255]
    assert rgba([1, 2, 1, 3], 0, 16, 2, transparency=b"\1\3") == [1, 1, 1, 255, 1, 1, 1, 0]


def test_one_colour_can_be_transparent():
    assert rgba([1, 2, 3, 1, 2, 4], 2, 8, 2, transparency=b"\0\1\0\2\0\3") == [1, 2, 3, 0, 1, 2, 4, 255]
    assert rgba([1, 2, 3], 2, 8, 1, transparency=b"\0\1") == [1, 2, 3, 255]
    assert rgba([1, 9, 2, 9, 3, 9], 2, 16, 1, transparency=b"\1\x09\2\x09\3\x09") == [1, 2, 3, 0]


def test_a_palette_has_colours_and_their_transparency():
    assert rgba([0, 1], 3, 8, 2, palette=b"abcdef", transparency=b"\x07") == [*b"abc\x07", *b"def\xff"]
    assert rgba([2, 255], 3, 8, 2, palette=b"abcdef") == [0, 0, 0, 255] * 2


def test_alpha_of_its_own_is_taken_over():
    assert rgba([5, 6], 4, 8, 1) == [5, 5, 5, 6]
    assert rgba([1, 2, 3, 4], 6, 8, 1) == [1, 2, 3, 4]
    assert rgba([1, 0, 2, 0, 3, 0, 4, 0], 6, 16, 1) == [1, 2, 3, 4]
