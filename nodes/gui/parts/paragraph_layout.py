"""A paragraph in the rows that it takes in a width, and what is drawn of it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from engine.canvas.atlas_texture import pictures
from engine.canvas.commands import (
    CLEAR,
    WHITE,
    Box,
    Command,
    Rgba,
    Text,
)
from engine.text.clusters import boundary_at, next_boundary
from engine.text.font import Font
from engine.text.word_wrap import wrapped

from .rich_text import (
    Link,
    Paragraph,
    Run,
    Style,
)
from .text_effects import Effect
from .text_table import Table

ALIGN_LEFT, ALIGN_CENTER, ALIGN_RIGHT, ALIGN_FILL = range(4)


class Look(NamedTuple):
    """What a theme says of how text looks."""

    normal: Font
    bold: Font
    italics: Font
    bold_italics: Font
    mono: Font
    color: Rgba
    link_color: Rgba
    """Of links in text of the default colour."""
    underline_links: bool
    separation: float
    """Between rows."""
    indent: float
    """How much a step of indent is."""
    shadow: Rgba = CLEAR
    shadow_x: float = 0.0
    shadow_y: float = 0.0
    selection_color: Rgba = CLEAR
    """Behind what is selected."""
    selected_color: Rgba | None = None
    """Of selected text, None for its own."""

    def font(self, style: Style) -> Font:
        """Return the font of a style."""
        if style.font is not None:
            return style.font
        if style.bold:
            return self.bold_italics if style.italics else self.bold
        if style.italics:
            return self.italics
        return self.mono if style.mono else self.normal

    def paint(self, style: Style) -> Rgba:
        """Return the colour of a style."""
        if style.color is not None:
            return style.color
        return self.color if style.link is None else self.link_color


class Row:
    """A line as it is seen: the characters from `start` to `end` of a paragraph."""

    __slots__ = ("baseline", "commands", "end", "height", "start", "stretch", "x", "y")

    def __init__(self, start: int, end: int) -> None:
        self.start: int = start
        self.end: int = end
        self.x: float = 0.0
        self.y: float = 0.0
        """Its top, below that of the paragraph."""
        self.height: float = 0.0
        self.baseline: float = 0.0
        """Below its top."""
        self.stretch: float = 0.0
        """What each space is wider than it would be."""
        self.commands: tuple[Command, ...] | None = None
        """What is drawn of it, from the paragraph's upper left corner; made when it is first seen."""


class ParagraphLayout:
    """A paragraph, laid out in a width."""

    __slots__ = (
        "_effects",
        "_looks",
        "_mark",
        "_runs",
        "_starts",
        "_table",
        "_version",
        "height",
        "offsets",
        "rows",
        "text",
        "time",
    )

    text: str
    offsets: list[float]
    """Where each character would begin if all of it were in one row."""
    rows: list[Row]
    height: float

    def __init__(self, paragraph: Paragraph, look: Look, width: float) -> None:
        self._looks = look
        self._runs: list[Run] = paragraph.runs
        self.text = text = paragraph.text
        self.offsets, self._starts = _measured(paragraph.runs, look)
        style = paragraph.style
        self._effects: dict[Effect, int] = {}
        """Where each effect begins."""
        for at, (_, run) in zip(self._starts, self._runs, strict=True):
            if run.effect is not None:
                self._effects.setdefault(run.effect, at)
        self.time: float = 0.0
        """The seconds that effects have gone on."""
        self._mark = style.items.text(paragraph.item) if style.items is not None and paragraph.item else ""
        """What it begins with as an item of a list."""
        margin = style.indent * look.indent
        room = max(1.0, width - margin)
        self._table = style.table
        self._version = 0
        if style.table is not None:
            self._align_cells(style.table, look, room)
            places = [(0, len(text))]
        else:
            places = [(0, len(text))] if self.offsets[-1] <= room else wrapped(text, self.offsets, room)
        self.rows = [Row(start, end) for start, end in places]
        y = 0.0
        for row in self.rows:
            row.y = y
            self._place(row, style, margin, room, row is self.rows[-1])
            y += row.height
        self.height = y

    @property
    def is_stale(self) -> bool:
        """Return True if it is a row of a table whose columns begin elsewhere now."""
        return self._table is not None and self._version != self._table.version

    def _align_cells(self, table: Table, look: Look, room: float) -> None:
        """Let the cells begin where the columns of their table do."""
        ends = [at for at, (_, style) in zip(self._starts, self._runs, strict=True) if style.separates]
        ends.append(len(self.text))
        begins = [0, *[end + 1 for end in ends[:-1]]]
        offsets = self.offsets
        cells = list(zip(begins, ends, strict=True))
        table.widen(look, [offsets[end] - offsets[begin] for begin, end in cells])
        self._version = table.version
        self.offsets = []
        for (begin, end), start in zip(cells, table.starts(room), strict=False):
            self.offsets += [start + offset - offsets[begin] for offset in offsets[begin : end + 1]]

    def _place(self, row: Row, first: Style, margin: float, room: float, last: bool) -> None:
        """Find out how high the row is, and where it begins."""
        look = self._looks
        ascent = descent = 0.0
        for _, style in self._runs_in(row.start, row.end) or [("", first)]:
            font = look.font(style)
            image = style.image
            ascent = max(ascent, font.ascent if image is None else image.height)
            descent = max(descent, font.descent)
        row.baseline = ascent
        row.height = ascent + descent + look.separation
        free = room - (self.offsets[row.end] - self.offsets[row.start])
        row.x = margin
        if first.align == ALIGN_CENTER:
            row.x += float(int(free / 2))
        elif first.align == ALIGN_RIGHT:
            row.x += free
        elif first.align == ALIGN_FILL and not last:
            spaces = self.text.count(" ", row.start, row.end)
            row.stretch = float(int(free / spaces)) if spaces and free > 0 else 0.0

    def _runs_in(self, start: int, end: int) -> list[Run]:
        """Return the pieces of text from one character to another."""
        if len(self._runs) == 1:
            text, style = self._runs[0]
            return [(text[start:end], style)] if end > start else []
        found = []
        for at, (text, style) in zip(self._starts, self._runs, strict=True):
            a, b = max(start, at), min(end, at + len(text))
            if a < b:
                found.append((text[a - at : b - at], style))
        return found

    # -- Places --------------------------------------------------------------------------------

    def x_of(self, row: Row, index: int) -> float:
        """Return where a character of a row begins."""
        index = min(max(index, row.start), row.end)
        x = row.x + self.offsets[index] - self.offsets[row.start]
        if row.stretch:
            x += row.stretch * self.text.count(" ", row.start, index)
        return x

    def row_at(self, y: float) -> Row:
        """Return the row at a height, or the nearest one."""
        tops = [row.y for row in self.rows]
        return self.rows[max(0, bisect_right(tops, y) - 1)]

    def index_at(self, x: float, y: float) -> int:
        """Return the place between two characters that is nearest to a point."""
        row = self.row_at(y)
        index = self._under(row, x)
        if index >= row.end:
            return row.end
        after = min(next_boundary(self.text, index), row.end)
        return after if self.x_of(row, after) - x <= x - self.x_of(row, index) else index

    def char_at(self, x: float, y: float) -> int | None:
        """Return the character at a point, None if there is none."""
        if not 0 <= y < self.height:
            return None
        row = self.row_at(y)
        index = self._under(row, x)
        return index if x >= row.x and index < row.end else None

    def _under(self, row: Row, x: float) -> int:
        """Return the first part of the character at `x` in a row; its end if it is beyond."""
        x = x - row.x + self.offsets[row.start]
        if not row.stretch:
            index = bisect_right(self.offsets, x, row.start, row.end + 1) - 1
        else:
            places = [self.x_of(row, i) - row.x for i in range(row.start, row.end + 1)]
            index = row.start + bisect_right(places, x - self.offsets[row.start]) - 1
        return max(row.start, boundary_at(self.text, index))

    def style_at(self, index: int) -> Style:
        """Return the style of a character."""
        return self._runs[bisect_right(self._starts, index) - 1][1]

    def link_at(self, x: float, y: float) -> Link | None:
        """Return the link at a point."""
        index = self.char_at(x, y)
        return None if index is None else self.style_at(index).link

    # -- Drawing -------------------------------------------------------------------------------

    def commands(self, row: Row) -> tuple[Command, ...]:
        """Return what is drawn of a row, from the paragraph's upper left corner."""
        if self._effects:
            return tuple(self.drawn(row, row.start, row.end))
        if row.commands is None:
            row.commands = tuple(self.drawn(row, row.start, row.end))
        return row.commands

    def drawn(self, row: Row, start: int, end: int, color: Rgba | None = None) -> Iterator[Command]:
        """Yield what is drawn of the characters from `start` to `end` of a row, perhaps in another colour."""
        look = self._looks
        baseline = row.y + row.baseline
        at = start
        if self._mark and start == 0:
            yield self._drawn_mark(row, color)
        for text, style in self._runs_in(start, end):
            if style.separates:
                at += len(text)
                continue
            x, width = self.x_of(row, at), self.x_of(row, at + len(text)) - self.x_of(row, at)
            image = style.image
            if image is not None:
                tint, y = style.color or WHITE, baseline - image.height
                yield from pictures(image.texture, (x, y, image.width, image.height), None, tint)
            else:
                paint = color or look.paint(style)
                font = look.font(style)
                if style.effect is not None:
                    yield from self._drawn_with_effect(row, at, text, style.effect, font, paint)
                    at += len(text)
                    continue
                for word_x, word in self._words(row, at, text) if row.stretch else [(x, text)]:
                    if word.isspace():  # between words of different looks
                        continue
                    if look.shadow[3] > 0:
                        place = word_x + look.shadow_x, baseline + look.shadow_y
                        yield Text(*place, word, font, look.shadow)
                    yield Text(word_x, baseline, word, font, paint)
                if style.underline or (style.link is not None and look.underline_links):
                    yield Box(x, baseline + 2, width, 1, paint)
                if style.strikethrough:
                    yield Box(x, baseline - int(font.ascent * 0.32), width, 1, paint)
            at += len(text)

    def _drawn_with_effect(
        self, row: Row, at: int, text: str, effect: Effect, font: Font, paint: Rgba
    ) -> Iterator[Text]:
        """Yield what is drawn of a text whose characters are shown one by one."""
        first, end = self._effects[effect], at + len(text)
        while at < end:
            after = min(next_boundary(self.text, at), end)
            x = self.x_of(row, at)
            across, down, color = effect.shown(at - first, x, self.time, paint)
            if color[3] > 0 and not self.text[at].isspace():
                yield Text(x + across, row.y + row.baseline + down, self.text[at:after], font, color)
            at = after

    def _drawn_mark(self, row: Row, color: Rgba | None) -> Text:
        """Return what is drawn of the mark of an item: before its text."""
        look, style = self._looks, self._runs[0][1]
        font = look.font(style)
        x = row.x - font.width(self._mark) - font.advance(" ")
        return Text(x, row.y + row.baseline, self._mark, font, color or look.paint(style))

    def _words(self, row: Row, at: int, text: str) -> Iterator[tuple[float, str]]:
        for word in text.split(" "):
            if word:
                yield self.x_of(row, at), word
            at += len(word) + 1


def _measured(runs: list[Run], look: Look) -> tuple[list[float], list[int]]:
    """Return where each character of all pieces begins, and which is the first of each piece."""
    if len(runs) == 1 and runs[0][1].image is None:
        text, style = runs[0]
        return look.font(style).offsets(text), [0]
    offsets, starts = [0.0], []
    for text, style in runs:
        starts.append(len(offsets) - 1)
        end = offsets[-1]
        if style.image is not None:
            offsets.append(end + style.image.width)
        else:
            offsets += [end + offset for offset in look.font(style).offsets(text)[1:]]
    return offsets, starts
