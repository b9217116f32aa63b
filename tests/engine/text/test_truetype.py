import struct
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import engine.text.font
from engine import ScriptError
from engine.text.truetype import Face, FontError

SHIPPED = Path(engine.text.font.__file__).with_name("fonts") / "NotoSans-Regular.ttf"


def segment_mapping(*segments, glyphs=()):
    """Make a cmap table of format 4 out of (first, last, shift, list offset), and a list of glyphs."""
    segments = (*segments, (0xFFFF, 0xFFFF, 1, 0))
    firsts, lasts, shifts, lists = zip(*segments, strict=True)
    n = len(segments)
    body = struct.pack(f">{n}H", *lasts) + bytes(2) + struct.pack(f">{n}H", *firsts)
    body += (
        struct.pack(f">{n}H", *shifts)
        + struct.pack(f">{n}H", *lists)
        + struct.pack(f">{len(glyphs)}H", *glyphs)
    )
    return struct.pack(">HHHHHHH", 4, 14 + len(body), 0, 2 * n, 0, 0, 0) + body


def segmented_coverage(*ranges):
    """Make a cmap table of format 12 out of (first, last, glyph)."""
    body = b"".join(struct.pack(">III", *one) for one in ranges)
    return struct.pack(">HHIII", 12, 0, 16 + len(body), 0, len(ranges)) + body


def cmap(*tables):
    """Make a cmap of (platform, encoding, table)."""
    records, bodies = b"", b""
    for platform, encoding, body in tables:
        records += struct.pack(">HHI", platform, encoding, 4 + 8 * len(tables) + len(bodies))
        bodies += body
    return struct.pack(">HH", 0, len(tables)) + records + bodies


LATIN = cmap((3, 1, segment_mapping((65, 67, 0x10000 - 64, 0))))


def tables(units=1000, ascent=800, descent=-200, widths=(500, 600, 700), cmap=LATIN, **more):
    return {
        "head": bytes(18) + struct.pack(">H", units) + bytes(34),
        "hhea": bytes(4) + struct.pack(">hh", ascent, descent) + bytes(26) + struct.pack(">H", len(widths)),
        "hmtx": b"".join(struct.pack(">Hh", width, 0) for width in widths) + bytes(4),
        "cmap": cmap,
        **more,
    }


def font_bytes(parts=None, magic=b"\0\1\0\0", at=0):
    parts = {name: body for name, body in (tables() if parts is None else parts).items() if body is not None}
    directory, bodies = struct.pack(">4sHHHH", magic, len(parts), 0, 0, 0), b""
    for name, body in parts.items():
        directory += struct.pack(
            ">4sIII", name.encode(), 0, at + 12 + 16 * len(parts) + len(bodies), len(body)
        )
        bodies += body
    return directory + bodies


@pytest.fixture
def face(tmp_path):
    def made(data):
        path = tmp_path / "made.ttf"
        path.write_bytes(data)
        return Face(str(path))

    return made


def test_a_face_has_the_metrics_of_its_file(face):
    made = face(font_bytes())
    assert (made.units_per_em, made.ascent, made.descent) == (1000, 800, 200)
    assert [made.glyph(ord(char)) for char in "@ABCD"] == [0, 1, 2, 3, 0]
    assert [made.advance(glyph) for glyph in (0, 1, 2)] == [500, 600, 700]
    assert repr(made) == f"<Face of {made.path!r}>"


def test_the_last_glyphs_share_one_width(face):
    assert face(font_bytes()).advance(3000) == 700


def test_open_type_outlines_and_collections_are_read_too(face):
    assert face(font_bytes(magic=b"OTTO")).ascent == 800
    assert face(font_bytes(magic=b"true")).ascent == 800
    start = struct.pack(">4sHHII", b"ttcf", 1, 0, 1, 16)
    assert face(start + font_bytes(at=16)).ascent == 800


def test_empty_heights_are_taken_from_the_other_table(face):
    heights = {"OS/2": bytes(68) + struct.pack(">hh", 900, -300)}
    made = face(font_bytes(tables(ascent=0, descent=0, **heights)))
    assert (made.ascent, made.descent) == (900, 300)


def test_a_descent_above_the_baseline_is_none(face):
    made = face(font_bytes(tables(descent=100)))
    assert (made.ascent, made.descent) == (800, 0)


def test_segments_may_have_lists_of_glyphs(face):
    # the list offset counts from its own place: two segments, this is the first
    table = segment_mapping((65, 68, 10, 4), glyphs=(1, 0, 2))
    made = face(font_bytes(tables(cmap=cmap((0, 3, table)))))
    assert [made.glyph(code) for code in (64, 65, 66, 67, 69)] == [0, 11, 0, 12, 0]
    assert made.glyph(68) == 0  # beyond the end of the list
    assert made.glyph(0x1F600) == 0


def test_the_map_of_all_of_unicode_comes_first(face):
    both = cmap(
        (3, 1, segment_mapping((65, 65, 0, 0))),
        (3, 10, segmented_coverage((65, 70, 5), (0x1F600, 0x1F610, 2))),
    )
    made = face(font_bytes(tables(cmap=both)))
    assert [made.glyph(code) for code in (64, 65, 70, 71, 0x1F5FF, 0x1F601, 0x10FFFF)] == [
        0,
        5,
        10,
        0,
        0,
        3,
        0,
    ]


def test_maps_of_other_encodings_are_left_out(face):
    with pytest.raises(FontError, match="no Unicode character map"):
        face(font_bytes(tables(cmap=cmap((1, 0, segment_mapping()), (3, 0, segment_mapping())))))


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "is no TrueType"),
        (b"wOFF" + bytes(100), "is no TrueType"),
        (b"ttcf", "is damaged"),
        (b"\0\1\0\0", "is damaged"),
        (font_bytes()[:40], "is damaged"),
        (font_bytes()[:80], "is damaged"),
        (font_bytes(tables(hhea=None)), "'hhea' has 0 bytes"),
        (font_bytes({}), "'head' has 0 bytes"),
        (font_bytes(tables(head=bytes(10))), "is damaged"),
        (font_bytes(tables(units=15)), "em has 15 units"),
        (font_bytes(tables(units=16385)), "em has 16385 units"),
        (font_bytes(tables(ascent=0)), "'OS/2' has 0 bytes"),
        (font_bytes(tables(widths=())), "it has no widths"),
        (font_bytes(tables(hmtx=bytes(11))), "it has no widths"),
        (font_bytes(tables(hmtx=None)), "'hmtx' has 0 bytes"),
        (font_bytes(tables(cmap=bytes(3))), "is damaged"),
        (font_bytes(tables(cmap=LATIN[:20])), "is damaged"),
        (
            font_bytes(tables(cmap=cmap((3, 10, struct.pack(">HHIII", 12, 0, 0, 0, 2**32 - 1))))),
            "more ranges",
        ),
    ],
)
def test_what_is_no_font_is_refused_with_a_reason(face, data, why):
    with pytest.raises(FontError, match=why):
        face(data)


def test_a_table_longer_than_any_is_not_read(face):
    data = bytearray(font_bytes())
    data[12 + 12 : 12 + 16] = struct.pack(">I", 2**32 - 1)
    with pytest.raises(FontError, match="'head' has 4294967295 bytes"):
        face(bytes(data))


@pytest.mark.parametrize("path", ["/nowhere/at/all.ttf", "null\0.ttf", "."])
def test_a_file_that_cannot_be_opened_is_named(path):
    with pytest.raises(ScriptError, match="cannot be opened"):
        Face(path)


def test_the_shipped_face_is_what_it_should_be():
    shipped = Face(str(SHIPPED))
    assert (shipped.units_per_em, shipped.ascent, shipped.descent) == (1000, 1069, 293)
    widths = [shipped.advance(shipped.glyph(ord(char))) for char in "Ab ä€Жα"]
    assert widths == [639, 615, 260, 561, 572, 854, 615]
    assert sum(bool(shipped.glyph(code)) for code in range(0x110000)) == 2840


VALID = font_bytes(
    tables(
        cmap=cmap(
            (3, 1, segment_mapping((65, 68, 10, 4), glyphs=(1, 0, 2))),
            (3, 10, segmented_coverage((65, 70, 5))),
        )
    )
)


@given(
    st.lists(st.tuples(st.integers(0, len(VALID) - 1), st.integers(0, 255)), max_size=6), st.integers(0, 200)
)
def test_any_bytes_are_a_face_or_an_error(tmp_path_factory, changes, cut):
    data = bytearray(VALID)
    for at, value in changes:
        data[at] = value
    path = tmp_path_factory.getbasetemp() / "any.ttf"
    for candidate in (data, data[: len(data) - cut]):
        path.write_bytes(candidate)
        try:
            made = Face(str(path))
        except FontError:
            continue
        for code in (0, 65, 68, 70, 0xFFFF, 0x10FFFF):
            assert 0 <= made.advance(made.glyph(code)) <= 0xFFFF
        assert made.ascent > 0
        assert made.descent >= 0
