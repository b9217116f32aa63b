"""Sheet: one big picture with the glyphs and small textures that are being shown."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Hashable
from typing import NamedTuple, Protocol
from weakref import WeakKeyDictionary

from ...base.log import logger
from ...canvas.error import PictureError
from ...canvas.texture import Texture
from ...text.font import Font
from .atlas import Atlas
from .quads import SHAPE_SIZE, Region, glyph_shape

_SMALL = 256
"""A texture with longer sides is drawn from a picture of its own."""
_FIRST_SIZE = 1024
_LARGEST_SIZE = 4096
_KEPT_GLYPHS = 200_000
"""How many glyphs, in how many texts, are kept for texts that come again."""
_NO_SHAPE = glyph_shape(*(0.0,) * 8)


class Bitmap(NamedTuple):
    """A glyph as pixels: from the pen `left` to the right and `top` up."""

    left: int
    top: int
    width: int
    height: int
    rgba: bytes
    colored: bool = False
    """True if it has colours of its own, as emoji do."""


class Rasterizer(Protocol):
    """What draws glyphs."""

    def bitmap(self, font: Font, char: str, scale: float) -> Bitmap | None:
        """Return a character in a font, `scale` times as large; None if nothing is to be seen of it."""


class Textures(Protocol):
    """Where a sheet is kept, for the graphics card to read."""

    def start(self, size: int) -> None:
        """Begin again, with an empty square of this size."""

    def put(self, x: int, y: int, width: int, height: int, rgba: bytes) -> None:
        """Write pixels, top row first."""

    def add(self, texture: Texture, rgba: bytes) -> Hashable:
        """Keep a picture of its own as long as `texture` lives; return what it is called."""


class Sheet:
    """Gives glyphs and textures a place when they are first seen, and starts anew when it is full.

    After a new start what was made with the places of before is of an older `generation` and has to
    be made again.
    """

    WHITE = 2.0
    """Around this place, in both directions, everything is white."""

    def __init__(self, rasterizer: Rasterizer, textures: Textures, largest: int = _LARGEST_SIZE) -> None:
        self._rasterizer = rasterizer
        self._textures = textures
        self._largest = min(largest, _LARGEST_SIZE)
        self._size = min(_FIRST_SIZE, self._largest)
        self._may_restart = True
        self._alone: WeakKeyDictionary[Texture, Hashable] = WeakKeyDictionary()
        self.scale: float = 1.0
        """How many pixels of the window the glyphs have for each logical one. See `set_scale`."""
        self.generation: int = 0
        self._start()

    def _start(self) -> None:
        self.generation += 1
        self._atlas = Atlas(self._size)
        self._placed: WeakKeyDictionary[Texture, Region] = WeakKeyDictionary()
        self._tables: dict[Font, _Glyphs] = {}
        self._forget_texts()
        self._textures.start(self._size)
        self._textures.put(0, 0, 4, 4, b"\xff" * 64)
        self._atlas.place(5, 5)

    def _forget_texts(self) -> None:
        self._recent: dict[tuple[str, Font], bytes] = {}
        self._older: dict[tuple[str, Font], bytes] = {}
        self._kept = 0

    def set_scale(self, scale: float) -> None:
        """Draw glyphs in another size from now on."""
        if scale != self.scale:
            self.scale = scale
            self._start()

    def frame(self) -> None:
        """Say that a frame begins: only once in each is everything thrown away for want of room."""
        self._may_restart = True

    def shapes(self, text: str, font: Font) -> bytes:
        """See `quads.Source`."""
        key = (text, font)
        shapes = self._recent.get(key)
        if shapes is None:
            shapes = self._older.pop(key, None)
            generation = -1
            while shapes is None or generation not in (-1, self.generation):
                generation = self.generation
                shapes = self._lay_out(text, font)
            self._kept += len(text) + 1
            if self._kept > _KEPT_GLYPHS:
                self._older = self._recent
                self._recent = {}
                self._kept = len(text)
            self._recent[key] = shapes
        return shapes

    def _lay_out(self, text: str, font: Font) -> bytes:
        glyphs = map(self._table(font).__getitem__, text)
        seen = [pair for pair in zip(glyphs, font.offsets(text), strict=False) if pair[0] is not _NO_SHAPE]
        if not seen:
            return b""
        shapes = bytearray(b"".join([shape for shape, _ in seen]))
        pens = array("f", [pen for _, pen in seen])
        memoryview(shapes).cast("f")[:: SHAPE_SIZE // 4] = pens
        return bytes(shapes)

    def _table(self, font: Font) -> _Glyphs:
        table = self._tables.get(font)
        if table is None:
            table = self._tables[font] = _Glyphs(self._glyph, font)
        return table

    def _glyph(self, font: Font, char: str) -> bytes:
        shape = self._drawn(font, char)
        self._table(font)[char] = shape  # perhaps there was a new start, and so another table
        return shape

    def _drawn(self, font: Font, char: str) -> bytes:
        bitmap = self._rasterizer.bitmap(font, char, self.scale)
        if bitmap is None or not bitmap.width or not bitmap.height:
            return _NO_SHAPE
        left, top, width, height, rgba, colored = bitmap
        place = self._room(width + 1, height + 1)
        if place is None:
            return _NO_SHAPE
        x, y = place
        self._textures.put(x, y, width, height, rgba)
        return glyph_shape(0.0, left, -top, width, height, x, y, float(colored))

    def region(self, texture: Texture, repeated: bool) -> Region:
        """See `quads.Source`."""
        if repeated or max(texture.width, texture.height) > _SMALL:
            name = self._alone.get(texture)
            if name is None:
                name = self._alone[texture] = self._textures.add(texture, _pixels(texture))
            return Region(name, 0.0, 0.0)
        region = self._placed.get(texture)
        if region is None:
            region = self._placed[texture] = self._place(texture)
        return region

    def _place(self, texture: Texture) -> Region:
        """Put a texture on the sheet, its outermost pixels twice: so they do not mix with neighbours."""
        width, height = texture.width, texture.height
        place = self._room(width + 3, height + 3)
        if place is None:
            return self.region(texture, True)
        x, y = place
        rgba = _pixels(texture)
        rows = [rgba[start : start + 4 * width] for start in range(0, len(rgba), 4 * width)]
        rows = [row[:4] + row + row[-4:] for row in (rows[0], *rows, rows[-1])]
        self._textures.put(x, y, width + 2, height + 2, b"".join(rows))
        return Region(None, x + 1.0, y + 1.0)

    def _room(self, width: int, height: int) -> tuple[int, int] | None:
        place = self._atlas.place(width, height)
        if place is None and max(width, height) <= self._largest - 5:
            while self._size < self._largest or self._may_restart:
                if self._size == self._largest:
                    self._may_restart = False
                self._size = min(2 * self._size, self._largest)
                self._start()
                place = self._atlas.place(width, height)
                if place is not None:
                    break
        return place


class _Glyphs(dict[str, bytes]):
    """The shapes of the glyphs of a font, with the pen at 0, drawn at first use."""

    __slots__ = ("_draw", "_font")

    def __init__(self, draw: Callable[[Font, str], bytes], font: Font) -> None:
        self._draw = draw
        self._font = font

    def __missing__(self, char: str) -> bytes:
        return self._draw(self._font, char)


def _pixels(texture: Texture) -> bytes:
    """Return the pixels; clear ones, after a message, if the file turns out to be damaged."""
    try:
        return texture.rgba()
    except PictureError as error:
        logger("estragon.display").error("%s", error)
        return bytes(4 * texture.width * texture.height)
