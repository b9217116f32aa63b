"""RichText: text in styles, in very many lines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from engine.canvas.commands import Rgba
from engine.canvas.texture import Texture
from engine.text.font import Font

from .line_heights import LineHeights
from .text_effects import Effect
from .text_table import Table

OBJECT = "\ufffc"
"""Stands for a picture."""
_LONG = 256
"""Text is appended to pieces that are shorter, as copying them costs little."""


class Link:
    """What a part of a text leads to: two links are two even if they lead to the same."""

    __slots__ = ("meta",)

    def __init__(self, meta: Any) -> None:
        self.meta: Any = meta


class Image(NamedTuple):
    """A picture in a line of text, and how large it is shown."""

    texture: Texture
    width: float
    height: float


LIST_NUMBERS, LIST_LETTERS, LIST_DOTS = range(3)


class ListMark:
    """What the items of a list begin with: two lists are two, each of which counts for itself."""

    __slots__ = ("count", "kind")

    def __init__(self, kind: int) -> None:
        self.kind: int = kind
        self.count: int = 0
        """How many items it has."""

    def text(self, item: int) -> str:
        """Return what an item begins with, counted from 1."""
        if self.kind == LIST_DOTS:
            return "•"
        return f"{item}." if self.kind == LIST_NUMBERS else f"{_letters(item)}."


def _letters(number: int) -> str:
    """Return a, b … z, aa, ab …"""
    found = ""
    while number:
        number, letter = divmod(number - 1, 26)
        found = chr(ord("a") + letter) + found
    return found


class Style(NamedTuple):
    """How a piece of text looks."""

    bold: bool = False
    italics: bool = False
    mono: bool = False
    font: Font | None = None
    """Instead of those of the theme."""
    color: Rgba | None = None
    underline: bool = False
    strikethrough: bool = False
    link: Link | None = None
    align: int = 0
    indent: int = 0
    image: Image | None = None
    items: ListMark | None = None
    """The list of which lines in this style are items."""
    effect: Effect | None = None
    table: Table | None = None
    """The table of which lines in this style are rows."""
    cell: bool = False
    """Whether it is in a cell of the table, and not between two."""
    separates: bool = False
    """Whether it is what is between two cells."""

    def is_as_high_as(self, other: Style) -> bool:
        """Return True if lines in both styles are equally high."""
        return self[:4] == other[:4] and self.image is other.image


PLAIN = Style()
Run = tuple[str, Style]
"""A piece of text in one style."""


class Paragraph:
    """A line of text, as it is written: it may take several when it is shown."""

    __slots__ = ("item", "layout", "runs", "style")

    def __init__(self, style: Style) -> None:
        self.runs: list[Run] = []
        self.style: Style = style
        """Of its first piece: its align and indent are those of the line."""
        self.item: int = 0
        """Its number in the list that it is in, 0 if it is in none."""
        self.layout: Any = None
        """What a view has made of it; None when it has changed."""

    @property
    def text(self) -> str:
        """Its text without the styles."""
        runs = self.runs
        return runs[0][0] if len(runs) == 1 else "".join([text for text, _ in runs])

    def __len__(self) -> int:
        return sum([len(text) for text, _ in self.runs])

    def __repr__(self) -> str:
        return f"<Paragraph {self.text!r}>"

    def add(self, text: str, style: Style) -> None:
        """Append a piece of text."""
        runs = self.runs
        if runs and runs[-1][1] is style and len(runs[-1][0]) < _LONG and style.image is None:
            text = runs.pop()[0] + text
        runs.append((text, style))
        self.layout = None


class RichText:
    """Lines of text in styles, which are pushed and popped like brackets opened and closed.

    To append a line takes the same time however many there are. With `max_lines`, the oldest lines go
    when there are more. There is always one line, which text is added to.

    Lines are counted from 0; a line's *number* is what it was counted as before any was dropped at the
    start, so that it stays the same.
    """

    __slots__ = (
        "_dead",
        "_lines",
        "_max_lines",
        "_styles",
        "characters",
        "dropped",
        "heights",
        "moves",
        "shrinks",
        "version",
    )

    characters: int
    """How many there are in all lines, without the line breaks."""
    dropped: int
    """How many lines have gone at the start."""
    heights: LineHeights
    moves: bool
    """Whether there is, or was, text with an effect that is another in each frame."""
    shrinks: int
    """Another number after each change that may have made it lower."""
    version: int
    """Another number after each change."""

    def __init__(self) -> None:
        self._max_lines = 0
        self.dropped = 0
        self.shrinks = 0
        self.version = 0
        self.heights = LineHeights()
        self._dead = 0
        """How many lines at the start of the list have gone."""
        self._lines: list[Paragraph] = []
        self.clear()

    def __len__(self) -> int:
        return len(self._lines) - self._dead

    def __getitem__(self, index: int) -> Paragraph:
        if not 0 <= index < len(self):
            raise IndexError(index)
        return self._lines[self._dead + index]

    def __iter__(self) -> Iterator[Paragraph]:
        return iter(self._lines[self._dead :])

    def __repr__(self) -> str:
        return f"<RichText of {len(self)} lines>"

    @property
    def text(self) -> str:
        """All lines without the styles."""
        return "\n".join([line.text for line in self])

    def clear(self) -> None:
        """Have one empty line in the plain style."""
        self.dropped += len(self._lines) - self._dead
        self._dead = 0
        self._styles: list[Style] = [PLAIN]
        self._lines = [Paragraph(PLAIN)]
        self.heights.clear()
        self.heights.append()
        self.characters = 0
        self.moves = False
        self.shrinks += 1
        self.version += 1

    def copy(self, other: RichText) -> None:
        """Have the lines of another text, and its styles."""
        self.clear()
        for index, line in enumerate(other):
            if index:
                self.newline()
            self._lines[-1].item = line.item
            for text, style in line.runs:
                self._add(text, style)
            self._lines[-1].style = line.style
        self._styles = list(other._styles)

    # -- Styles --------------------------------------------------------------------------------

    @property
    def style(self) -> Style:
        """What is added has this style."""
        return self._styles[-1]

    @property
    def depth(self) -> int:
        """How many styles were pushed and not popped."""
        return len(self._styles) - 1

    def push(self, **changes: Any) -> None:
        """Change the style of what is added, until `pop`."""
        self._styles.append(self._styles[-1]._replace(**changes))

    def push_block(self, **changes: Any) -> None:
        """Do the same with a style of whole lines: what is in the last line stays by itself."""
        if self._lines[-1].runs:
            self.newline()
        self.push(**changes)
        self._restyle(self._lines[-1], self._styles[-1])

    def begin_cell(self) -> bool:
        """Begin a cell of the table that was pushed, until `pop`; return False if there is none."""
        table = self._styles[-1].table
        if table is None:
            return False
        if not table.begin_cell():
            self._add("\t", self._styles[-1]._replace(separates=True))
        elif self._lines[-1].runs:
            self.newline()
        self.push(cell=True)
        return True

    def pop(self) -> bool:
        """Take back the last `push`; return if there was one."""
        if len(self._styles) == 1:
            return False
        self._styles.pop()
        return True

    # -- Lines ---------------------------------------------------------------------------------

    def add_text(self, text: str) -> None:
        """Append text to the last line; after each line break it goes on in a new one.

        In a table there are none, and what stands between cells is one.
        """
        style = self._styles[-1]
        if style.table is not None:
            text = text.replace("\n", " ")
            if not style.cell:
                if not text.isspace() and text:
                    self.begin_cell()
                    self.add_text(text)
                    self.pop()
                return
        first, *others = text.split("\n")
        if first:
            self._add(first, self._styles[-1])
        for line in others:
            self.newline()
            if line:
                self._add(line, self._styles[-1])

    def add_image(self, image: Image) -> None:
        """Append a picture to the last line."""
        self._add(OBJECT, self._styles[-1]._replace(image=image))

    def _add(self, text: str, style: Style) -> None:
        line = self._lines[-1]
        if line.runs and line.style.table is not style.table:  # after a table
            self.newline()
            line = self._lines[-1]
        if style is not line.style and not line.runs:
            self._restyle(line, style)
        if style.items is not None and not line.item and not line.runs:
            style.items.count += 1
            line.item = style.items.count
        if style.effect is not None and style.effect.moves:
            self.moves = True
        line.add(text, style)
        self.characters += len(text)
        self.heights.set_chars(len(self.heights) - 1, len(line))
        self.version += 1

    def _restyle(self, line: Paragraph, style: Style) -> None:
        """Begin an empty line in another style."""
        if not style.is_as_high_as(line.style):
            self.shrinks += 1
        line.style = style

    def newline(self) -> None:
        """Begin a new line."""
        self._lines.append(Paragraph(self._styles[-1]))
        self.heights.append()
        self.version += 1
        if self._max_lines:
            self._drop()

    def remove_line(self, index: int) -> bool:
        """Remove a line; return False if there is no such line."""
        if not 0 <= index < len(self):
            return False
        self.characters -= len(self._lines.pop(self._dead + index))
        self.heights.remove(index)
        self.shrinks += 1
        self.version += 1
        if len(self) == 0:
            self._lines.append(Paragraph(self._styles[-1]))
            self.heights.append()
        return True

    @property
    def max_lines(self) -> int:
        """How many lines there may be, 0 for any number."""
        return self._max_lines

    @max_lines.setter
    def max_lines(self, lines: int) -> None:
        self._max_lines = max(0, lines)
        if lines > 0:
            self._drop()

    def _drop(self) -> None:
        """Let the oldest lines go that are too many. The list of lines is moved up only now and then."""
        while len(self._lines) - self._dead > self._max_lines:
            line = self._lines[self._dead]
            self.characters -= len(line)
            line.runs, line.layout = [], None
            self._dead += 1
            self.dropped += 1
            self.heights.remove(0)
            self.shrinks += 1
            self.version += 1
        if self._dead > len(self._lines) // 2 + 64:
            del self._lines[: self._dead]
            self._dead = 0

    # -- Ranges --------------------------------------------------------------------------------

    def text_between(self, start: tuple[int, int], end: tuple[int, int]) -> str:
        """Return the text from one place to another, without pictures. A place is a line and a character."""
        (first, a), (last, b) = start, end
        parts = []
        for index in range(max(0, first), min(last, len(self) - 1) + 1):
            text = self[index].text
            parts.append(text[a if index == first else 0 : b if index == last else None])
        return "\n".join(parts).replace(OBJECT, "")

    def characters_before(self, index: int) -> int:
        """Return how many characters there are before a line, line breaks not counted."""
        return sum(map(len, self._lines[self._dead : self._dead + index]))
