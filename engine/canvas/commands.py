"""What a canvas item draws: a short list of commands, in its own coordinates.

A driver turns them into pixels, a recording or whatever else it shows; nothing above the drivers
knows how. Lengths are in logical pixels, x to the right and y down; colours are four numbers from
0 to 1, as a `Color` is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from ..text.font import Font
    from ..variant.color import Color
    from .texture import Texture

Point = tuple[float, float]
Rgba: TypeAlias = "tuple[float, float, float, float] | Color"
Matrix = tuple[float, float, float, float, float, float]
"""x axis, y axis and origin, as the numbers of a `Transform2D`."""

IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
WHITE: Rgba = (1.0, 1.0, 1.0, 1.0)
CLEAR: Rgba = (0.0, 0.0, 0.0, 0.0)


class Box(NamedTuple):
    """A filled rectangle, with a border inside its edge and rounded corners if it has any."""

    x: float
    y: float
    width: float
    height: float
    color: Rgba
    border_color: Rgba = CLEAR
    border: float = 0.0
    radius: float = 0.0


class Text(NamedTuple):
    """One line of text; the pen starts at `x`, `y` is the baseline."""

    x: float
    y: float
    text: str
    font: Font
    color: Rgba = WHITE


Four = tuple[float, float, float, float]
"""A rectangle: its corner, its width and its height."""


class Picture(NamedTuple):
    """A texture, or the `region` of it (x, y, width, height in its pixels), stretched to a rectangle."""

    x: float
    y: float
    width: float
    height: float
    texture: Texture
    region: Four | None = None
    color: Rgba = WHITE


class Polyline(NamedTuple):
    """Connected lines of a width."""

    points: tuple[Point, ...]
    color: Rgba
    width: float = 1.0


class Polygon(NamedTuple):
    """A filled area, convex or not; `colors` is one colour, or one for each point."""

    points: tuple[Point, ...]
    colors: tuple[Rgba, ...]


class Textured(NamedTuple):
    """A filled area that shows a texture; of each point the colour, or one for all, and the place in it."""

    points: tuple[Point, ...]
    colors: tuple[Rgba, ...]
    texture: Texture
    places: tuple[Point, ...]
    """In pixels of the texture, which is repeated beyond its edges."""


class Place(NamedTuple):
    """Where the item's next commands go: a transform in the item's coordinates, until the next."""

    transform: Matrix


Command = Box | Text | Picture | Polyline | Polygon | Textured | Place
