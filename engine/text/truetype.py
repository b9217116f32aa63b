"""TrueType: how wide the characters of a font file are, and how high its lines; no outlines."""

from __future__ import annotations

import struct
from bisect import bisect_left
from collections.abc import Callable
from typing import BinaryIO

from ..base.error import ScriptError

_LONGEST_TABLE = 4 * 1024 * 1024  # the character map of a font of all Chinese characters has half a MiB
_MOST_TABLES = 256


class FontError(ScriptError, ValueError):
    """A file that cannot be used as a font; the text says why not."""


class Face:
    """The metrics of one TrueType or OpenType file, in units of which the em has `units_per_em`.

    The first face of a collection. Only the tables that are needed are read, and no more of them than
    the file has: whatever the bytes are, there is a Face or a FontError.
    """

    __slots__ = ("_advances", "_full", "ascent", "bold", "descent", "glyph", "path", "units_per_em")

    glyph: Callable[[int], int]
    """The number of the glyph for a code point; 0 if the face has none."""
    ascent: int
    """From the baseline up to the top of a line."""
    descent: int
    """From the baseline down to the bottom of a line; positive."""
    bold: bool
    """Whether it calls itself bold."""

    def __init__(self, path: str) -> None:
        self.path: str = path
        try:
            file = open(path, "rb")  # noqa: SIM115
        except (OSError, ValueError) as error:
            raise FontError(f"The font {path!r} cannot be opened: {error}.") from error
        with file:
            try:
                self._read(file)
            except (OSError, struct.error) as error:
                raise FontError(f"The font {path!r} is damaged: {error}.") from error

    def _read(self, file: BinaryIO) -> None:
        tables = self._tables(file)
        head = self._table(file, tables, "head")
        self.units_per_em: int = struct.unpack_from(">H", head, 18)[0]
        if not 16 <= self.units_per_em <= 16384:
            raise FontError(f"The font {self.path!r} is damaged: its em has {self.units_per_em} units.")
        self.bold = bool(struct.unpack_from(">H", head, 44)[0] & 1)
        hhea = self._table(file, tables, "hhea")
        ascent, descent = struct.unpack_from(">hh", hhea, 4)
        if ascent <= 0 or ascent - descent <= 0:  # left empty: the other table that has them
            ascent, descent = struct.unpack_from(">hh", self._table(file, tables, "OS/2"), 68)
        self.ascent, self.descent = max(1, ascent), max(0, -descent)
        (self._full,) = struct.unpack_from(">H", hhea, 34)
        self._advances = self._table(file, tables, "hmtx")
        if not 0 < self._full * 4 <= len(self._advances):
            raise FontError(f"The font {self.path!r} is damaged: it has no widths.")
        self.glyph = self._character_map(self._table(file, tables, "cmap"))

    def _tables(self, file: BinaryIO) -> dict[bytes, tuple[int, int]]:
        """Return where each table is and how long."""
        start = file.read(16)
        if start[:4] == b"ttcf":
            (offset,) = struct.unpack_from(">I", start, 12)
            file.seek(offset)
            start = file.read(16)
        if start[:4] not in (b"\0\1\0\0", b"true", b"OTTO"):
            raise FontError(f"{self.path!r} is no TrueType or OpenType font (.ttf, .otf, .ttc).")
        (count,) = struct.unpack_from(">H", start, 4)
        file.seek(-4, 1)
        records = file.read(16 * min(count, _MOST_TABLES))
        return {
            tag: (offset, length)
            for tag, _, offset, length in struct.iter_unpack(">4sIII", records[: len(records) // 16 * 16])
        }

    def _table(self, file: BinaryIO, tables: dict[bytes, tuple[int, int]], name: str) -> bytes:
        offset, length = tables.get(name.encode(), (0, 0))
        if not 0 < length <= _LONGEST_TABLE:
            raise FontError(f"The font {self.path!r} cannot be used: its table {name!r} has {length} bytes.")
        file.seek(offset)
        return file.read(length)

    def _character_map(self, cmap: bytes) -> Callable[[int], int]:
        """Return what finds glyphs: the map of all of Unicode, else that of its first 65536 characters."""
        (count,) = struct.unpack_from(">H", cmap, 2)
        found: dict[int, int] = {}
        for index in range(min(count, 64)):
            platform, encoding, offset = struct.unpack_from(">HHI", cmap, 4 + 8 * index)
            (form,) = struct.unpack_from(">H", cmap, offset)
            if platform == 0 or (platform == 3 and encoding in (1, 10)):
                found.setdefault(form, offset)
        if 12 in found:
            return _segmented_coverage(cmap, found[12])
        if 4 in found:
            return _segment_mapping(cmap, found[4])
        raise FontError(f"The font {self.path!r} cannot be used: it has no Unicode character map.")

    def advance(self, glyph: int) -> int:
        """Return how far the pen moves for a glyph. The last ones may share one width."""
        at = 4 * min(glyph, self._full - 1)
        return int.from_bytes(self._advances[at : at + 2])

    def __repr__(self) -> str:
        return f"<Face of {self.path!r}>"


def _segment_mapping(cmap: bytes, offset: int) -> Callable[[int], int]:
    """Format 4: segments of 16-bit codes, each shifted by a number or with a list of glyphs."""
    (twice,) = struct.unpack_from(">H", cmap, offset + 6)
    count = twice // 2
    form = f">{count}H"
    ends = struct.unpack_from(form, cmap, offset + 14)
    starts = struct.unpack_from(form, cmap, offset + 16 + 2 * count)
    shifts = struct.unpack_from(form, cmap, offset + 16 + 4 * count)
    lists_at = offset + 16 + 6 * count
    lists = struct.unpack_from(form, cmap, lists_at)

    def glyph(code: int) -> int:
        index = bisect_left(ends, code)
        if index == count or starts[index] > code:
            return 0
        if not lists[index]:
            return int(code + shifts[index]) & 0xFFFF
        at = lists_at + 2 * index + lists[index] + 2 * (code - starts[index])
        number = int.from_bytes(cmap[at : at + 2])
        return int(number + shifts[index]) & 0xFFFF if number else 0

    return glyph


def _segmented_coverage(cmap: bytes, offset: int) -> Callable[[int], int]:
    """Format 12: ranges of code points that go to ranges of glyphs."""
    (count,) = struct.unpack_from(">I", cmap, offset + 12)
    if count * 12 > len(cmap):
        raise struct.error("more ranges than bytes")
    numbers = struct.unpack_from(f">{3 * count}I", cmap, offset + 16)
    starts, ends, glyphs = numbers[::3], numbers[1::3], numbers[2::3]

    def glyph(code: int) -> int:
        index = bisect_left(ends, code)
        if index == count or starts[index] > code:
            return 0
        return int(glyphs[index] + code - starts[index])

    return glyph
