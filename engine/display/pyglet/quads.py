"""Quads: drawings as bytes, which a program on the graphics card draws in one go.

Every quad has a *shape*, 32 bytes that do not depend on where it is, and an *instance*: the number of the
row with its drawing's transform, which kind it is, where it starts, and its colour. So the shapes of
a text are made once, wherever and in whatever colour it is shown.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from struct import Struct
from typing import NamedTuple, Protocol

from ...canvas.commands import IDENTITY, Matrix
from ...canvas.drawing import Drawing
from ...canvas.geometry import compose
from ...canvas.texture import Texture
from ...text.font import Font
from .rows import Rows

SHAPE_SIZE = 32
INSTANCE_SIZE = 16
BOX, GLYPH, PICTURE, STROKE, TRIANGLE, TEXTURED, PLACES = range(7)
"""The kinds, as the program knows them. A TEXTURED triangle is followed by the PLACES that it shows."""
WHOLE, INSIDE, FIRST_EDGE = 0, 1, 2
"""What of a box a quad is: all, nothing but what is opaque for sure, or the first of four edges around it."""
TEXT = "text"
"""The batch of long texts, which a program of their own draws from the sheet."""

_UNSCALED = (1.0, 0.0, 0.0, 1.0)
_Pack = Callable[..., bytes]

instance: _Pack = Struct("I 2f I").pack
"""Row and kind, place, colour."""
box_shape: _Pack = Struct("4f I f 8x").pack
"""Width, height, border, radius, colour of the border, which part."""
picture_shape: _Pack = Struct("6f 8x").pack
"""Width, height, and the region in the picture."""
stroke_shape: _Pack = Struct("7f 4x").pack
"""Step, both mitres, half width."""
triangle_shape: _Pack = Struct("4f 2I 8x").pack
"""To the other corners, and their colours."""
places_shape: _Pack = Struct("6f 8x").pack
"""Where the corners of the triangle before are in the picture."""
glyph_shape: _Pack = Struct("8f").pack
"""Pen, left, top, width, height, place on the sheet, and 1 if it has colours of its own."""


class Region(NamedTuple):
    """Where a driver has put a texture."""

    batch: Hashable
    """Which picture to draw from: None is the sheet."""
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

    __slots__ = (
        "_generation",
        "_rows",
        "_transform",
        "batches",
        "instances",
        "places",
        "row",
        "shapes",
        "solid",
    )

    def __init__(self, rows: Rows, generation: int) -> None:
        self._rows = rows
        self._generation = generation
        self.shapes: bytes = b""
        self.instances: bytes = b""
        self.batches: list[tuple[Hashable, int]] = []
        """Which pictures to draw from, for how many quads each, in order; None and TEXT are the sheet."""
        self.solid: list[int] = []
        """Which of them are opaque inside: boxes of some size."""
        self.row: int = rows.take()
        """Of the drawing itself."""
        self.places: dict[Matrix, int] = {}
        """The rows of the transforms inside of it."""
        self._transform = IDENTITY

    def is_of(self, rows: Rows, generation: int) -> bool:
        """Return True if this was made for these rows, and the source has not changed since."""
        return self._generation == generation and self._rows is rows

    def place(self, drawing: Drawing) -> None:
        """Write the rows: where the drawing is now."""
        self._transform = transform = drawing.transform
        self._rows.write(self.row, transform, drawing.clip, drawing.modulate)
        if self.places:
            for inner, row in self.places.items():
                self._rows.write(row, compose(transform, inner), drawing.clip, drawing.modulate)

    @property
    def exact(self) -> bool:
        """True if nothing in it is scaled or turned, as it was placed last."""
        return self._transform[:4] == _UNSCALED and not self.places

    def __del__(self) -> None:
        self._rows.give_back(self.row)
        for row in self.places.values():
            self._rows.give_back(row)

    def __len__(self) -> int:
        return len(self.instances) // INSTANCE_SIZE
