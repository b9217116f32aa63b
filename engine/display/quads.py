"""Drawing commands as quads: bytes that one program on the graphics card draws in one go.

Every quad has a *shape*, 32 bytes that do not depend on where it is, and a *spot*: the number of the
row with its drawing's transform, which kind it is, where it starts, and its colour. So the shapes of
a text are made once, wherever and in whatever colour it is shown.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import lru_cache
from itertools import accumulate
from struct import Struct, error
from typing import Any, NamedTuple, Protocol

from .commands import IDENTITY, Box, Matrix, Picture, Place, Polygon, Polyline, Rgba, Text
from .drawing import Drawing
from .font import Font
from .geometry import compose
from .polyline import Bar, Stroke, stroke
from .rows import Rows
from .texture import Texture
from .triangulate import triangulate

_WORTH_IT = 400.0
"""The area from which a box counts among the solid ones."""
SHAPE_SIZE = 32
SPOT_SIZE = 16
BOX, GLYPH, PICTURE, STROKE, TRIANGLE = range(5)
"""The kinds, as the program knows them."""

_SPOT = Struct("I 2f I").pack
_BOX = Struct("4f I 12x").pack  # width, height, border, radius, colour of the border
_PICTURE = Struct("6f 8x").pack  # width, height, and the region in the texture
_STROKE = Struct("7f 4x").pack  # step, both mitres, half width
_TRIANGLE = Struct("4f 2I 8x").pack  # to the other corners, and their colours
glyph_shape = Struct("8f").pack
"""Pen, left, top, width, height, place in the atlas, and 1 if it has colours of its own."""


class Region(NamedTuple):
    """Where a driver has put a texture."""

    batch: Hashable
    """Which picture to draw from: None is the atlas."""
    x: float
    y: float


class Source(Protocol):
    """What a driver provides for quads."""

    def shapes(self, text: str, font: Font) -> bytes:
        """Return the shapes of the glyphs of a text, at their pens."""

    def region(self, texture: Texture, repeated: bool) -> Region:
        """Return where the texture is; if it is `repeated` it lies alone in its picture."""


class Quads:
    """What was made of a drawing's commands."""

    __slots__ = ("_generation", "_rows", "batches", "places", "shapes", "solid", "spots")

    def __init__(self, rows: Rows, generation: int) -> None:
        self._rows = rows
        self._generation = generation
        self.shapes = b""
        self.spots = b""
        self.batches: list[tuple[Hashable, int]] = []
        """Which pictures to draw from, for how many quads each, in order."""
        self.solid: list[int] = []
        """Which of them are opaque boxes of some size."""
        self.places: dict[Matrix, int] = {}
        """The row of each transform inside the drawing."""

    def is_of(self, rows: Rows, generation: int) -> bool:
        """Return True if this was made for these rows, and the source has not changed since."""
        return self._generation == generation and self._rows is rows

    def place(self, drawing: Drawing) -> None:
        """Write the rows: where the drawing is now."""
        transform, clip, modulate = drawing.transform, drawing.clip, drawing.modulate
        for inner, row in self.places.items():
            outer = transform if inner is IDENTITY else compose(transform, inner)
            self._rows.write(row, outer, clip, modulate)

    def __del__(self) -> None:
        for row in self.places.values():
            self._rows.give_back(row)

    def __len__(self) -> int:
        return len(self.spots) // SPOT_SIZE


def make_quads(drawing: Drawing, rows: Rows, source: Source, generation: int) -> Quads:
    """Return the quads of a drawing. A command that cannot be drawn, as of huge numbers, is left out."""
    quads = Quads(rows, generation)
    maker = _Maker(quads, rows, source)
    for command in drawing.commands:
        try:
            _MAKE[type(command)](maker, command)
        except (OverflowError, ValueError, error):
            maker.undo()
    maker.finish()
    return quads


class _Maker:
    """Collects the quads of one drawing."""

    def __init__(self, quads: Quads, rows: Rows, source: Source) -> None:
        self._quads = quads
        self._rows = rows
        self._source = source
        self._shapes: list[bytes] = []
        self._spots: list[bytes] = []
        self._solid: list[int] = []  # places in the spots
        self._counted = 0
        self._batch: Hashable = None
        self._row = self._row_of(IDENTITY)

    def _row_of(self, transform: Matrix) -> int:
        places = self._quads.places
        row = places.get(transform)
        if row is None:
            row = places[transform] = self._rows.take()
        return row << 3

    def undo(self) -> None:
        """Drop the shape without a spot that a failed command has left."""
        del self._shapes[len(self._spots) :]

    def finish(self) -> None:
        """Put together what there is."""
        quads = self._quads
        quads.shapes = b"".join(self._shapes)
        quads.spots = b"".join(self._spots)
        if self._solid:
            first = list(accumulate([len(spot) // SPOT_SIZE for spot in self._spots], initial=0))
            quads.solid = [first[place] for place in self._solid]
        self._switch(None)

    def _switch(self, batch: Hashable) -> None:
        """Draw from another picture from now on."""
        count = sum(map(len, self._spots)) // SPOT_SIZE
        if count > self._counted:
            self._quads.batches.append((self._batch, count - self._counted))
            self._counted = count
        self._batch = batch

    def box(self, command: Box) -> None:
        if self._batch is not None:
            self._switch(None)
        x, y, width, height, color, border_color, border, radius = command
        bits = color_bits(color)
        self._shapes.append(_BOX(width, height, border, radius, color_bits(border_color)))
        self._spots.append(_SPOT(self._row | BOX, x, y, bits))
        if bits >= 0xFF000000 and abs(width * height) >= _WORTH_IT:
            self._solid.append(len(self._spots) - 1)

    def text(self, command: Text) -> None:
        x, y, text, font, color = command
        spot = _SPOT(self._row | GLYPH, x, y, color_bits(color))
        if self._batch is not None:
            self._switch(None)
        shapes = self._source.shapes(text, font)
        self._shapes.append(shapes)
        self._spots.append(spot * (len(shapes) // SHAPE_SIZE))

    def picture(self, command: Picture) -> None:
        x, y, width, height, texture, region, color = command
        u, v, across, down = region or (0.0, 0.0, texture.width, texture.height)
        repeated = u < 0 or v < 0 or u + across > texture.width or v + down > texture.height
        batch, left, top = self._source.region(texture, repeated)
        shape = _PICTURE(width, height, left + u, top + v, across, down)
        spot = _SPOT(self._row | PICTURE, x, y, color_bits(color))
        if batch != self._batch:
            self._switch(batch)
        self._shapes.append(shape)
        self._spots.append(spot)

    def polyline(self, command: Polyline) -> None:
        bits = color_bits(command.color)
        if self._batch is not None:
            self._switch(None)
        for piece in stroke(command.points, command.width):
            if isinstance(piece, Stroke):
                x, y, *shape = piece
                self._shapes.append(_STROKE(*shape))
                self._spots.append(_SPOT(self._row | STROKE, x, y, bits))
            elif isinstance(piece, Bar):
                x, y, width, height = piece
                self._shapes.append(_BOX(width, height, 0.0, 0.0, 0))
                self._spots.append(_SPOT(self._row | BOX, x, y, bits))
            else:
                self._triangle(*piece, bits, bits, bits)

    def polygon(self, command: Polygon) -> None:
        points, colors = command
        if self._batch is not None:
            self._switch(None)
        bits = [color_bits(color) for color in colors]
        if len(bits) < len(points):
            bits = bits[:1] * len(points)
        for a, b, c in triangulate(points) if bits else ():
            self._triangle(points[a], points[b], points[c], bits[a], bits[b], bits[c])

    def _triangle(self, *of: Any) -> None:
        (ax, ay), (bx, by), (cx, cy), a, b, c = of
        self._shapes.append(_TRIANGLE(bx - ax, by - ay, cx - ax, cy - ay, b, c))
        self._spots.append(_SPOT(self._row | TRIANGLE, ax, ay, a))

    def place(self, command: Place) -> None:
        self._row = self._row_of(command.transform)


_MAKE: dict[type, Callable[[_Maker, Any], None]] = {
    Box: _Maker.box,
    Text: _Maker.text,
    Picture: _Maker.picture,
    Polyline: _Maker.polyline,
    Polygon: _Maker.polygon,
    Place: _Maker.place,
}


@lru_cache(maxsize=4096)
def color_bits(color: Rgba) -> int:
    """Return a colour as 8 bits each: red, green, blue and, highest, alpha."""
    r, g, b, a = [int(min(1.0, max(0.0, part)) * 255.0 + 0.5) for part in color]
    return r | g << 8 | b << 16 | a << 24
