"""Drawing commands as quads."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from struct import error
from typing import Any

from ...canvas.commands import (
    IDENTITY,
    Box,
    Picture,
    Place,
    Polygon,
    Polyline,
    Text,
    Textured,
)
from ...canvas.drawing import Drawing
from ...canvas.geometry import color_bits
from ..polyline import Bar, Stroke, stroke
from ..triangulate import triangulate
from .quads import (
    BOX,
    FIRST_EDGE,
    GLYPH,
    INSIDE,
    INSTANCE_SIZE,
    PICTURE,
    PLACES,
    SHAPE_SIZE,
    STROKE,
    TEXT,
    TEXTURED,
    TRIANGLE,
    WHOLE,
    Quads,
    Source,
    box_shape,
    instance,
    picture_shape,
    places_shape,
    stroke_shape,
    triangle_shape,
)
from .rows import Rows

_SOLID_AREA = 400.0
"""From this area on what an opaque box covers is worth leaving out."""
_EDGED_AREA = 4000.0
"""From this area on the edges of an opaque box are drawn without its inside."""
_LONG_TEXT = 200
"""From so many glyphs on texts are worth another program."""


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
        self._instances: list[bytes] = []
        self._count = 0
        self._batch: Hashable = None
        self._batched = 0
        self._row = quads.row << 3

    def undo(self) -> None:
        """Drop the shape without an instance that a failed command has left."""
        del self._shapes[len(self._instances) :]
        self._count = sum(map(len, self._instances)) // INSTANCE_SIZE

    def finish(self) -> None:
        """Put together what there is."""
        quads = self._quads
        quads.shapes = b"".join(self._shapes)
        quads.instances = b"".join(self._instances)
        self._switch(None)

    def _switch(self, batch: Hashable) -> None:
        """Draw from another picture from now on."""
        count = self._count - self._batched
        if count:
            batches = self._quads.batches
            done = None if self._batch == TEXT and count < _LONG_TEXT else self._batch
            if batches and batches[-1][0] == done:
                count += batches.pop()[1]
            batches.append((done, count))
            self._batched = self._count
        self._batch = batch

    def box(self, command: Box) -> None:
        if self._batch is not None:
            self._switch(None)
        x, y, width, height, color, border_color, border, radius = command
        bits = color_bits(color)
        area = abs(width * height)
        solid = bits >= 0xFF000000 and area >= _SOLID_AREA
        parts: tuple[int, ...] = (WHOLE,)
        if solid:
            self._quads.solid.append(self._count)
            if border <= 0.0 and radius <= 0.0:
                parts = (INSIDE,)
            elif area >= _EDGED_AREA:
                parts = (FIRST_EDGE, FIRST_EDGE + 1, FIRST_EDGE + 2, FIRST_EDGE + 3)
        where = instance(self._row | BOX, x, y, bits)
        border_bits = color_bits(border_color)
        for part in parts:
            self._shapes.append(box_shape(width, height, border, radius, border_bits, part))
            self._instances.append(where)
        self._count += len(parts)

    def text(self, command: Text) -> None:
        x, y, text, font, color = command
        where = instance(self._row | GLYPH, x, y, color_bits(color))
        if self._batch is not TEXT:
            self._switch(TEXT)
        shapes = self._source.shapes(text, font)
        count = len(shapes) // SHAPE_SIZE
        self._shapes.append(shapes)
        self._instances.append(where * count)
        self._count += count

    def picture(self, command: Picture) -> None:
        x, y, width, height, texture, region, color = command
        u, v, across, down = region or (0.0, 0.0, texture.width, texture.height)
        repeated = u < 0 or v < 0 or u + across > texture.width or v + down > texture.height
        batch, left, top = self._source.region(texture, repeated)
        shape = picture_shape(width, height, left + u, top + v, across, down)
        where = instance(self._row | PICTURE, x, y, color_bits(color))
        if batch != self._batch:
            self._switch(batch)
        self._add(shape, where)

    def _add(self, shape: bytes, where: bytes) -> None:
        self._shapes.append(shape)
        self._instances.append(where)
        self._count += 1

    def polyline(self, command: Polyline) -> None:
        bits = color_bits(command.color)
        if self._batch is not None:
            self._switch(None)
        for piece in stroke(command.points, command.width):
            if isinstance(piece, Stroke):
                x, y, *shape = piece
                self._add(stroke_shape(*shape), instance(self._row | STROKE, x, y, bits))
            elif isinstance(piece, Bar):
                x, y, width, height = piece
                self._add(box_shape(width, height, 0.0, 0.0, 0, WHOLE), instance(self._row | BOX, x, y, bits))
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

    def textured(self, command: Textured) -> None:
        points, colors, texture, places = command
        bits = [color_bits(color) for color in colors]
        if len(bits) < len(points):
            bits = bits[:1] * len(points)
        wide, high = texture.width, texture.height
        repeated = not all(0 <= u <= wide and 0 <= v <= high for u, v in places)
        batch, left, top = self._source.region(texture, repeated)
        if batch != self._batch:
            self._switch(batch)
        for corners in triangulate(points) if bits else ():
            (u, v), (s, t), (q, r) = (places[corner] for corner in corners)
            shown = places_shape(left + u, top + v, left + s, top + t, left + q, top + r)
            self._triangle(*(points[i] for i in corners), *(bits[i] for i in corners), kind=TEXTURED)
            self._add(shown, instance(self._row | PLACES, *points[corners[0]], 0))

    def _triangle(self, *of: Any, kind: int = TRIANGLE) -> None:
        (ax, ay), (bx, by), (cx, cy), a, b, c = of
        shape = triangle_shape(bx - ax, by - ay, cx - ax, cy - ay, b, c)
        self._add(shape, instance(self._row | kind, ax, ay, a))

    def place(self, command: Place) -> None:
        places = self._quads.places
        row = self._quads.row if command.transform == IDENTITY else places.get(command.transform)
        if row is None:
            row = places[command.transform] = self._rows.take()
        self._row = row << 3


_MAKE: dict[type, Callable[[_Maker, Any], None]] = {
    Box: _Maker.box,
    Text: _Maker.text,
    Picture: _Maker.picture,
    Polyline: _Maker.polyline,
    Polygon: _Maker.polygon,
    Textured: _Maker.textured,
    Place: _Maker.place,
}
