"""Font: how much room text takes, the same on every driver and at every scale."""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache
from itertools import accumulate
from math import ceil, floor
from os import fsdecode
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unicodedata import category, east_asian_width

from ..base.error import ScriptError
from ..files.places import globalize
from ..variant.vector2 import Vector2
from .truetype import Face
from .word_wrap import wrapped

if TYPE_CHECKING:
    from os import PathLike

_LARGEST = 1024
_MOST_KEPT = 20_000  # characters whose width is kept: all that are in use, but not all of Unicode
_SHIPPED = Path(__file__).with_name("fonts")


@lru_cache(maxsize=64)
def load_face(path: str) -> Face:
    """Return the face in the file `path`, read once."""
    return Face(path)


class Font:
    """A face at a size, in logical pixels: a value that does not change, and can be a key.

    Every character has a cell of whole pixels; texts are cells side by side, without kerning. What the
    face lacks has a cell too, which a driver fills from another font: as wide as it is high for East
    Asian wide characters, nothing for marks that combine, else 0.6 of the height.

    A line is as high as the face's ascent and descent, each rounded up, as in Godot: 20 pixels at the
    size 14, of which 15 are above the baseline.

    Source: Godot 3.6's `Font` and `DynamicFont`. Widths and heights are those of the real engine, but for
    a character here and there, at a few sizes, that hinting makes a pixel wider.

    Unlike Godot: fonts come from a path (None is the one that is shipped, Noto Sans) and not from a
    resource, `size` cannot be set (`with_size` returns another font), control characters have no
    width, and a word that is longer than a line is broken in `get_wordwrap_string_size` too.
    """

    __slots__ = (
        "__weakref__",
        "_advances",
        "_face",
        "_key",
        "ascent",
        "bold",
        "descent",
        "height",
        "italic",
        "path",
        "size",
    )

    size: int
    """The em, in pixels."""
    bold: bool
    italic: bool
    """Slanted by the driver: there is no face for it, and the cells are the same."""
    path: str
    """The TrueType file."""
    ascent: int
    """From the top of a line to its baseline."""
    descent: int
    """From the baseline to the bottom of a line."""
    height: int
    """Of a line."""

    _key: tuple[float, bool, str | None, bool]
    _face: Face
    _advances: _Advances

    def __new__(
        cls,
        size: float = 14,
        bold: bool = False,
        path: str | PathLike[str] | None = None,
        *,
        italic: bool = False,
    ) -> Font:
        """Return the one font of these arguments. FontError if the file cannot be used."""
        key = (size, bool(bold), None if path is None else globalize(fsdecode(path)), bool(italic))
        font = _fonts.get(key)
        return font if font is not None else _make(cls, key)

    def with_size(self, size: float) -> Font:
        """Return the same font in another size."""
        _, bold, path, italic = self._key
        return Font(size, bold, path, italic=italic)

    def with_bold(self, bold: bool = True) -> Font:
        """Return the same font bold, or not bold. From a `path` the driver thickens it."""
        size, _, path, italic = self._key
        return Font(size, bold, path, italic=italic)

    def with_italic(self, italic: bool = True) -> Font:
        """Return the same font slanted, or upright."""
        size, bold, path, _ = self._key
        return Font(size, bold, path, italic=italic)

    def twin(self) -> Font:
        """Return another object that is the same font. A resource of a file is one, for it has a path."""
        font = object.__new__(type(self))
        for name in self.__slots__:
            if name != "__weakref__":
                object.__setattr__(font, name, getattr(self, name))
        return font

    def get_height(self) -> int:
        """Return the height of a line."""
        return self.height

    def get_ascent(self) -> int:
        """Return how far the baseline is below the top of a line."""
        return self.ascent

    def get_descent(self) -> int:
        """Return how far the bottom of a line is below the baseline."""
        return self.descent

    def has(self, char: str) -> bool:
        """Return True if the face has a glyph for the character."""
        return bool(self._face.glyph(ord(char)))

    @property
    def is_thickened(self) -> bool:
        """Whether it is for the driver to make it bold, because the face is not."""
        return self.bold and not self._face.bold

    def advance(self, char: str) -> float:
        """Return how wide the cell of a character is."""
        return self._advances[char]

    def width(self, text: str) -> float:
        """Return how wide a text is, in one line."""
        return sum(map(self._advances.__getitem__, text), 0.0)

    def offsets(self, text: str) -> list[float]:
        """Return where each character starts, and after them all where the text ends."""
        return list(accumulate(map(self._advances.__getitem__, text), initial=0.0))

    def index_at(self, text: str, x: float) -> int:
        """Return the place between two characters that is nearest to `x`: 0 to `len(text)`.

        Marks that combine stay with the character that they are on.
        """
        offsets = self.offsets(text)
        after = bisect_right(offsets, x)
        if after == 0:
            return 0
        if after < len(offsets) and x - offsets[after - 1] >= offsets[after] - x:
            return bisect_right(offsets, offsets[after]) - 1
        return after - 1

    def fit(self, text: str, width: float) -> int:
        """Return how many characters from the start of a text fit into a width."""
        return max(0, bisect_right(self.offsets(text), width) - 1)

    def wrap(self, text: str, width: float) -> list[tuple[int, int]]:
        """Break a text into lines of at most `width`; return where each starts and ends.

        A line ends at "\\n", at spaces, which then belong to no line, before or after a Chinese,
        Japanese or Korean character, or, if a word is longer than a line, inside the word. An empty
        text is one empty line.
        """
        lines: list[tuple[int, int]] = []
        start = 0
        for paragraph in text.split("\n"):
            end = start + len(paragraph)
            offsets = self.offsets(paragraph)
            if offsets[-1] > width:
                lines += [(start + a, start + b) for a, b in wrapped(paragraph, offsets, width)]
            else:
                lines.append((start, end))
            start = end + 1
        return lines

    def get_string_size(self, text: str) -> Vector2:
        """Return the size of a text in one line."""
        return Vector2(self.width(text), self.height)

    def get_char_size(self, char: int | str, next: int | str = 0) -> Vector2:
        """Return the size of a character, given as text or as its code point. `next` does not matter."""
        return Vector2(self._advances[char if isinstance(char, str) else chr(char)], self.height)

    def get_wordwrap_string_size(self, text: str, width: float) -> Vector2:
        """Return the size of a text that is wrapped: the width, and the height of its lines."""
        return Vector2(width, self.height * len(self.wrap(text, width)))

    def __setattr__(self, name: str, value: Any) -> None:
        raise ScriptError(f"{self!r} does not change: use its with_size(), with_bold() or with_italic().")

    def __delattr__(self, name: str) -> None:
        self.__setattr__(name, None)

    def __reduce__(self) -> tuple[Any, ...]:
        return _again, self._key

    def __repr__(self) -> str:
        size, bold, path, italic = self._key
        more = f"{', bold=True' * bold}{f', path={path!r}' if path else ''}{', italic=True' * italic}"
        return f"Font({size}{more})"


class _Advances(dict[str, float]):
    """The widths of characters, worked out at first use."""

    __slots__ = ("_face", "_size")

    def __init__(self, face: Face, size: int) -> None:
        self._face = face
        self._size = size

    def __missing__(self, char: str) -> float:
        width = self._width(char)
        if len(self) < _MOST_KEPT:
            self[char] = width
        return width

    def _width(self, char: str) -> float:
        size = self._size
        if char == "\t":
            return 4 * self[" "]
        kind = category(char)
        if kind == "Cc":
            return 0.0
        glyph = self._face.glyph(ord(char))
        if glyph:
            return float(floor(self._face.advance(glyph) * size / self._face.units_per_em + 0.5))
        if kind in ("Mn", "Me", "Cf"):
            return 0.0
        if east_asian_width(char) in "WF":
            return float(size)
        return float(max(1, floor(0.6 * size + 0.5)))


_fonts: dict[tuple[float, bool, str | None, bool], Font] = {}


def _make(cls: type[Font], key: tuple[float, bool, str | None, bool]) -> Font:
    size, bold, path, italic = key
    if isinstance(size, float) and size.is_integer():
        size = int(size)
    if not isinstance(size, int) or not 1 <= size <= _LARGEST:
        raise ScriptError(f"The size of a font is a whole number from 1 to {_LARGEST}, not {size!r}.")
    face = load_face(path or str(_SHIPPED / f"NotoSans-{'Bold' if bold else 'Regular'}.ttf"))
    ascent = max(1, ceil(face.ascent * size / face.units_per_em))
    descent = ceil(face.descent * size / face.units_per_em)
    values = (
        ("_key", (size, bold, path, italic)),
        ("size", size),
        ("bold", bold),
        ("italic", italic),
        ("path", face.path),
        ("ascent", ascent),
        ("descent", descent),
        ("height", ascent + descent),
        ("_face", face),
        ("_advances", _Advances(face, size)),
    )
    font = object.__new__(cls)
    for name, value in values:
        object.__setattr__(font, name, value)
    _fonts[key] = font
    return font


def _again(size: int, bold: bool, path: str | None, italic: bool) -> Font:
    """Return the font that was pickled or copied."""
    return Font(size, bold, path, italic=italic)
