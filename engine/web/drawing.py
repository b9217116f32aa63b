"""Drawings as the JSON that `painter.js` paints: what is new of them, and nothing twice.

Of each drawing the commands are told once, as a *recipe* with a number; a frame then says where the
recipes are, and only of those that have changed. So it is with the characters of a font, too.

A message is an object with these, but for what would be empty:

- `fonts`: [number, path, size, bold, slanted];
- `chars`: [number of the font, character, advance, kind], see OWN and the others;
- `recipes`: [number, [command, …]]; `gone`: numbers of recipes, and `forgotten` of pictures;
- `order`: the numbers of all recipes that are shown, the first at the back;
- `places`: [place in that order, number of the recipe, transform, clip or null, colour or null];
- `view`: scale, offset and size of the viewport; `clear`: the colour where nothing is drawn.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import lru_cache
from itertools import groupby
from json import JSONEncoder
from math import isfinite
from typing import Any
from unicodedata import category
from weakref import WeakKeyDictionary, finalize

from ..canvas.commands import WHITE, Box, Command, Picture, Place, Polygon, Polyline, Rgba, Text, Textured
from ..canvas.drawing import Drawing
from ..canvas.geometry import color_bits
from ..canvas.texture import Texture
from ..display.polyline import Bar, stroke
from ..display.triangulate import triangulate
from ..input.view import View
from ..text.font import Font

BOX, TEXT, PICTURE, POLYLINE, POLYGON, SHADED, PLACE, TEXTURED = range(8)
"""The kinds of commands. A polygon that has a colour for each point is SHADED, and comes in triangles, as
does what is TEXTURED; of a TEXT its height comes first, which is what changes most."""
OWN, OTHERS, MARK, NOTHING = range(4)
"""The kinds of characters: of this font, of another, put onto the character before, not to be seen."""


class Recipe:
    """The commands of one drawing, which JavaScript knows by a number as long as this lives."""

    __slots__ = ("_gone", "number", "owner")

    def __init__(self, owner: Drawings, number: int, gone: list[int]) -> None:
        self.owner: Drawings = owner
        self.number: int = number
        self._gone = gone

    def __del__(self) -> None:
        self._gone.append(self.number)


class Drawings:
    """Makes the messages. `tell_picture` is called with each texture that is new, and its number."""

    def __init__(self, tell_picture: Callable[[int, Texture], None]) -> None:
        self._tell_picture = tell_picture
        self._made = 0  # recipes
        self._gone: list[int] = []
        self._textures: WeakKeyDictionary[Texture, int] = WeakKeyDictionary()
        self._told = 0  # textures
        self._forgotten: list[int] = []
        self._fonts: dict[Font, tuple[int, set[str]]] = {}
        self._new_fonts: list[Any] = []
        self._new_chars: list[Any] = []
        self._line_of = lru_cache(maxsize=4096)(self._told_line)

    def message(
        self, drawings: Sequence[Drawing], changed: Sequence[int] | None, view: View, clear_color: Rgba
    ) -> str:
        """Return what has changed; see `canvas.drawing.Surface`."""
        recipes, places, numbers = [], [], []
        for place in range(len(drawings)) if changed is None else changed:
            drawing = drawings[place]
            recipe = drawing.cache
            if type(recipe) is not Recipe or recipe.owner is not self:
                self._made += 1
                recipe = drawing.cache = Recipe(self, self._made, self._gone)
                recipes.append(f"[{recipe.number},{self._told_commands(drawing.commands)}]")
            numbers.append(recipe.number)
            color = None if drawing.modulate is WHITE else tuple(drawing.modulate)
            places.append((place, recipe.number, drawing.transform, drawing.clip, color))
        parts = {
            "fonts": _taken(self._new_fonts),
            "chars": _taken(self._new_chars),
            "recipes": f"[{','.join(recipes)}]" if recipes else "",
            "gone": _taken(self._gone),
            "forgotten": _taken(self._forgotten),
            "order": _text_of(numbers) if changed is None else "",
            "places": _text_of_all(places),
            "view": _text_of(view),
            "clear": str(color_bits(clear_color)),
        }
        return "{" + ",".join([f'"{name}":{part}' for name, part in parts.items() if part]) + "}"

    # -- Commands ------------------------------------------------------------------------------

    def _told_commands(self, commands: Iterable[Command]) -> str:
        """Return commands as JSON, but for those that cannot be drawn, as of huge numbers."""
        told: list[str] = []
        for kind, run in groupby(commands, type):
            if kind is Text:
                told += self._texts(run)  # type: ignore[arg-type]
            else:
                told.append(self._others(_MAKE[kind], run))
        return f"[{','.join(filter(None, told))}]"

    def _others(self, make: Callable[[Drawings, Any], Iterable[Any]], run: Iterable[Command]) -> str:
        made: list[Any] = []
        for command in run:
            with suppress(OverflowError, ValueError):
                made += make(self, command)
        return _text_of_all(made)[1:-1]

    def _texts(self, run: Iterable[Text]) -> Iterator[str]:
        """Yield texts: most were told before, higher or lower, when something is scrolled."""
        line_of = self._line_of
        for x, y, text, font, color in run:
            try:
                line = line_of(x, text, font, color)
            except (OverflowError, ValueError):
                continue
            if line and isfinite(y):
                yield f"[{TEXT},{y},{line}]"

    def _told_line(self, x: float, text: str, font: Font, color: Rgba) -> str:
        """Return what is told of a text at any height. Nothing, as there is between words, is not told."""
        if not text or text.isspace():
            return ""
        return f"{_text_of(x)},{_text_of(text)},{self._font(font, text)},{color_bits(color)}"

    def _box(self, command: Box) -> Iterable[Any]:
        x, y, width, height, color, border_color, border, radius = command
        yield [BOX, x, y, width, height, color_bits(color), color_bits(border_color), border, radius]

    def _font(self, font: Font, text: str) -> int:
        """Return the number of a font that is told, and all characters of `text`."""
        known = self._fonts.get(font)
        if known is None:
            known = self._fonts[font] = len(self._fonts), set()
            self._new_fonts.append([known[0], font.path, font.size, font.is_thickened, font.italic])
        number, chars = known
        if not chars.issuperset(text):
            for char in set(text) - chars:
                chars.add(char)
                self._new_chars.append([number, char, font.advance(char), _kind_of(font, char)])
        return number

    def _picture(self, command: Picture) -> Iterable[Any]:
        x, y, width, height, texture, region, color = command
        region = region or (0, 0, texture.width, texture.height)
        yield [PICTURE, x, y, width, height, self._number_of(texture), region, color_bits(color)]

    def _number_of(self, texture: Texture) -> int:
        number = self._textures.get(texture)
        if number is None:
            self._told += 1
            number = self._textures[texture] = self._told
            self._tell_picture(number, texture)
            finalize(texture, self._forgotten.append, number).atexit = False
        return number

    def _polyline(self, command: Polyline) -> Iterable[Any]:
        points, color, width = command
        bits = color_bits(color)
        pieces = stroke(points, width)
        if pieces and not isinstance(pieces[0], Bar):
            yield [POLYLINE, points, width, bits]
            return
        for piece in pieces:
            assert isinstance(piece, Bar)  # all are
            yield [BOX, *piece, bits, 0, 0, 0]

    def _polygon(self, command: Polygon) -> Iterable[Any]:
        points, colors = command
        bits = [color_bits(color) for color in colors]
        if len(bits) < len(points):
            bits = bits[:1]
        if len(set(bits)) > 1:
            yield [SHADED, points, bits, triangulate(points)]
        elif bits:
            yield [POLYGON, points, bits[0]]

    def _textured(self, command: Textured) -> Iterable[Any]:
        points, colors, texture, places = command
        bits = [color_bits(color) for color in colors]
        if len(bits) < len(points):
            bits = bits[:1] * len(points)
        if bits:
            yield [TEXTURED, points, places, bits, self._number_of(texture), triangulate(points)]

    def _place(self, command: Place) -> Iterable[Any]:
        yield [PLACE, *command.transform]


def _kind_of(font: Font, char: str) -> int:
    kind = category(char)
    if kind in ("Cc", "Cs", "Zs", "Zl", "Zp"):
        return NOTHING
    if kind in ("Mn", "Me"):
        return MARK
    if font.has(char):
        return OWN
    return OTHERS if font.advance(char) else NOTHING


_text_of: Callable[[Any], str] = JSONEncoder(
    allow_nan=False, check_circular=False, separators=(",", ":")
).encode
"""Returns JSON. ValueError for numbers that there are not in it: infinite ones, and none."""


def _text_of_all(entries: Sequence[Any]) -> str:
    """Return a list as JSON, without the entries that there cannot be in it."""
    try:
        return _text_of(entries)
    except ValueError:
        return f"[{','.join(filter(None, map(_text_if_any, entries)))}]"


def _text_if_any(entry: Any) -> str:
    try:
        return _text_of(entry)
    except ValueError:
        return ""


def _taken(entries: list[Any]) -> str:
    """Return a list as JSON, nothing for an empty one, and empty it."""
    text = _text_of(entries) if entries else ""
    entries.clear()
    return text


_MAKE: dict[type, Callable[[Drawings, Any], Iterable[Any]]] = {
    Box: Drawings._box,
    Picture: Drawings._picture,
    Polyline: Drawings._polyline,
    Polygon: Drawings._polygon,
    Textured: Drawings._textured,
    Place: Drawings._place,
}
