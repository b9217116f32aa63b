"""BBCode, the marks in square brackets that a RichTextLabel understands."""

from __future__ import annotations

import re
from typing import Any, Literal, NamedTuple

from engine.variant import Color
from engine.variant.color_names import HTML

from .rich_text import LIST_DOTS, LIST_NUMBERS
from .text_effects import effect_of

DEEPEST = 100
"""How many marks may be open at once; further ones are shown as they are written."""

Kind = Literal[
    "text",
    "image",
    "pop",
    "bold",
    "italics",
    "mono",
    "underline",
    "strikethrough",
    "align",
    "indent",
    "list",
    "table",
    "cell",
    "meta",
    "color",
    "effect",
]


class Piece(NamedTuple):
    """A step of making a text: something to show, or a style that is put on or taken off again."""

    kind: Kind
    value: Any = None
    """The text, align (0 to 3), kind of list, number of columns, how much a column takes of the room that is
    left, meta, colour (None is the default one), ImageMark or Effect."""


class ImageMark(NamedTuple):
    """A picture in a text; a width or height of 0 is the picture's own."""

    path: str
    width: int
    height: int


_PLAIN: dict[str, Piece] = {
    "b": Piece("bold"),
    "i": Piece("italics"),
    "code": Piece("mono"),
    "u": Piece("underline"),
    "s": Piece("strikethrough"),
    "center": Piece("align", 1),
    "right": Piece("align", 2),
    "fill": Piece("align", 3),
    "indent": Piece("indent"),
    "cell": Piece("cell", 0),
    "ol": Piece("list", LIST_NUMBERS),
    "ul": Piece("list", LIST_DOTS),
}

_COLORS = {
    "gray": "808080",
    "grey": "808080",
    "green": "008000",
    "maroon": "800000",
    "navy": "000080",
    "purple": "800080",
    "silver": "c0c0c0",
}
"""Those of web pages that are other than those of Color."""

_OPENS = r"b|i|u|s|code|center|right|fill|indent|ol|ul|cell|url|img|lb|rb"
_WITH_VALUE = r"(url|color|img|table|cell)=([^\]]*)"
_EFFECT = r"(fade|shake|wave|tornado|rainbow)((?: [^\]]*)?)"
_OPENING = re.compile(rf"\[(?:({_OPENS})|{_WITH_VALUE}|{_EFFECT})\]")
_MARK = re.compile(rf"\[(?:({_OPENS}|/[^\]]*)|{_WITH_VALUE}|{_EFFECT})\]")
"""Opens or closes: looked for while something is open."""
_HTML_COLOR = re.compile(r"#(?:[0-9a-fA-F]{3,4}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})")
_NUMBER = re.compile(r"[0-9]{1,2}")
_IMAGE_SIZE = re.compile(r"(\d{0,5})(?:x(\d{0,5}))?")


def escape_bbcode(text: str) -> str:
    """Return a text whose brackets are shown and mean nothing: for what somebody else has written."""
    return text.replace("[", "[lb]")


def parse_bbcode(text: str) -> list[Piece]:
    """Return what a text with marks says, step by step. Every text says something.

    Marks that are not known, are not closed in the order they were opened, or are too many are shown as
    they are written. A mark that is not closed ends with the text: as many styles are taken off as
    were put on.

    Source: Godot 3.6's `RichTextLabel::append_bbcode`. Unlike Godot: there are no fonts; bold and italics add
    up; there are the colours of `Color` beside those of web pages.
    """
    pieces: list[Piece] = []
    shown: list[str] = []  # text that belongs together
    opened: list[str] = []
    place, last = 0, text.rfind("]") + 1
    while True:
        mark = (_MARK if opened else _OPENING).search(text, place, last)
        if mark is None:
            break
        shown.append(text[place : mark.start()])
        place = mark.end()
        name = mark[1] or mark[2] or mark[4]
        if name in ("lb", "rb"):
            shown.append("[" if name == "lb" else "]")
            continue
        closes = name == f"/{opened[-1]}" if opened else False
        if not closes and (name[0] == "/" or len(opened) == DEEPEST):
            shown.append(mark[0])
            continue
        _show(pieces, shown)
        if closes:
            if opened.pop() != "img":
                pieces.append(Piece("pop"))
            continue
        opened.append(name)
        if name == "img":
            end = _next_bracket(text, place)
            pieces.append(Piece("image", ImageMark(text[place:end], *_image_size(mark[3]))))
            place = end
        elif name == "url":
            url = text[place : _next_bracket(text, place)] if mark[3] is None else mark[3]
            pieces.append(Piece("meta", url))
        elif name in ("table", "cell") and mark[3] is not None:
            number = int(mark[3]) if _NUMBER.fullmatch(mark[3]) else 1
            pieces.append(Piece("cell", number) if name == "cell" else Piece("table", max(1, number)))
        elif mark[4]:
            pieces.append(Piece("effect", effect_of(name, _options(mark[5]))))
        elif name == "color":
            pieces.append(Piece("color", color_named(mark[3])))
        else:
            pieces.append(_PLAIN[name])
    shown.append(text[place:])
    _show(pieces, shown)
    pieces += [Piece("pop") for name in opened if name != "img"]
    return pieces


def color_named(name: str) -> Color | None:
    """Return the colour that a `[color=…]` says, None for the default one."""
    if name.startswith("#"):
        return Color(name[1:]) if _HTML_COLOR.fullmatch(name) else None
    html = _COLORS.get(name) or HTML.get(name)
    return None if html is None else Color(html)


def _show(pieces: list[Piece], shown: list[str]) -> None:
    text = "".join(shown)
    if text:
        pieces.append(Piece("text", text))
    shown.clear()


def _next_bracket(text: str, place: int) -> int:
    end = text.find("[", place)
    return len(text) if end < 0 else end


def _options(written: str) -> dict[str, str]:
    """Return what a mark says as `name=value`, by the names."""
    return {name: value for name, _, value in (word.partition("=") for word in written.split())}


def _image_size(written: str | None) -> tuple[int, int]:
    size = _IMAGE_SIZE.fullmatch(written or "")
    return (int(size[1] or 0), int(size[2] or 0)) if size else (0, 0)
