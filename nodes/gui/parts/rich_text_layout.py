"""RichTextLayout: the lines of a long text in styles that are seen, laid out and drawn."""

from __future__ import annotations

from collections import deque
from typing import NamedTuple

from engine.canvas.commands import Box, Command, Picture, Rgba, Text

from .line_window import LineWindow
from .paragraph_layout import Look, ParagraphLayout, Row
from .rich_text import Link, Paragraph, RichText
from .text_selection import Place, TextSelection
from .words import word_at

_MOST_KEPT = 1000
"""Paragraphs whose layout is kept: several screens full. Where all are seen, all are kept."""
_EXACT = 200
"""Of texts with no more lines, all are measured, so that the scroll bar is exact."""
_ENDLESS = 1e9
"""The width before there is one: no line is wrapped."""


class Room(NamedTuple):
    """How large the window onto the text is."""

    width: float
    height: float
    narrow: float
    """The width that is left beside a scroll bar."""


class RichTextLayout:
    """A window onto a RichText: what is seen in it is laid out when that is asked for, and nothing else.

    A line that is appended costs as much in a text of a hundred thousand lines as in an empty one. How
    high lines are that were never seen is guessed.
    """

    __slots__ = (
        "_dropped",
        "_generation",
        "_kept",
        "_look",
        "_made_for",
        "_overflowed_for",
        "_text",
        "_width",
        "at_end",
        "follows",
        "grows",
        "overflows",
        "scrolls",
        "seen",
        "time",
        "window",
    )

    window: LineWindow
    """Which lines are seen, and how far they are scrolled."""
    time: float
    """The seconds that effects have gone on."""
    follows: bool
    """Whether it stays at its end while lines are added."""
    at_end: bool
    """The user has not scrolled away from the end."""
    grows: bool
    """Whether its window becomes as high as the text."""
    scrolls: bool
    """Whether there is a scroll bar if it is needed."""
    overflows: bool
    """Whether it is needed."""
    seen: list[tuple[int, float]]
    """The lines that are seen, and where they begin."""

    def __init__(self, text: RichText) -> None:
        self._text = text
        self.window = LineWindow(text.heights, self.height_of)
        self.follows = self.grows = self.overflows = False
        self.at_end = self.scrolls = True
        self.seen = []
        self.time = 0.0
        self._look: Look | None = None
        self._width = -1.0  # that lines are wrapped at
        self._generation = 0  # another number when all layouts are worth nothing any more
        self._kept: deque[Paragraph] = deque()  # with a layout, those laid out last at the end
        self._made_for: object = None  # all that `seen` depends on
        self._overflowed_for: object = None  # what it was found out for that not everything fits
        self._dropped = 0  # how many lines had gone at the start

    def __repr__(self) -> str:
        return f"<RichTextLayout of {len(self.seen)} lines of {len(self._text)}>"

    @property
    def look(self) -> Look | None:
        """What the theme says; None if it has to be asked. Set anew, all is laid out anew."""
        return self._look

    @look.setter
    def look(self, look: Look | None) -> None:
        self._look = look
        self._width = -1.0
        self._generation += 1

    # -- Laying out ----------------------------------------------------------------------------

    def update(self, room: Room) -> bool:
        """Lay out what is seen, if anything has changed since that was done; return if it had."""
        if self._made_for == self._needs(room):
            return False
        text, window = self._text, self.window
        window.height = room.height
        window.lines_dropped(text.dropped - self._dropped)
        self._dropped = text.dropped
        self._find_width(room)
        if len(text) <= _EXACT:
            self._measure_all()
        if self.follows and self.at_end:
            window.go_to_end()
        self.seen = window.fill()
        self._made_for = self._needs(room)
        return True

    def _needs(self, room: Room) -> object:
        """Return all that the layout depends on."""
        window, following = self.window, self.follows and self.at_end
        return (
            *(room, self._text.version, self._generation, self.scrolls, self.grows),
            *(window.line, window.offset, following),
        )

    def _find_width(self, room: Room) -> None:
        """Wrap at the whole width if everything fits then, else leave room for the scroll bar."""
        whole = room.width or _ENDLESS
        if not self.scrolls or self.grows or whole == _ENDLESS:
            self._set_width(whole)
            self.overflows = False
            return
        # As long as text only came, what did not fit then does not fit now.
        asked_for = (room, self._look, self._text.shrinks)
        if self.overflows and (
            self._overflowed_for == asked_for or self._text.heights.total > 2 * room.height
        ):
            self._set_width(room.narrow)
            return
        self._set_width(whole)
        self.overflows = not self.window.fits()
        if self.overflows:
            self._overflowed_for = asked_for
            self._set_width(room.narrow)

    def _set_width(self, width: float) -> None:
        """Wrap lines at another width: nothing that was measured counts any more."""
        if width == self._width:
            return
        font = self._known_look().normal
        self._width = width
        self._generation += 1
        self._text.heights.forget(max(1.0, self.row_height), font.advance("n") / max(width, font.size))

    def _known_look(self) -> Look:
        assert self._look is not None, "it is set before anything is laid out"
        return self._look

    def height_of(self, index: int) -> float:
        """Return how high a line is, exactly."""
        known = self._text.heights.known(index)
        return known if known is not None else self.lay_out(index).height

    def lay_out(self, index: int) -> ParagraphLayout:
        """Return a line laid out, and let it be known how high it is."""
        paragraph = self._text[index]
        made = paragraph.layout
        if made is not None and made[0] == self._generation and not made[1].is_stale:
            return made[1]  # type: ignore[no-any-return]
        layout = ParagraphLayout(paragraph, self._known_look(), self._width)
        paragraph.layout = (self._generation, layout)
        self._text.heights.set_height(index, layout.height)
        kept = self._kept
        kept.append(paragraph)
        most = max(_MOST_KEPT, 2 * len(self._text) if self.grows else 0)
        if len(kept) > most:
            for _ in range(most // 2):
                kept.popleft().layout = None
        return layout

    def _measure_all(self) -> None:
        for index in self._text.heights.unmeasured():
            self.lay_out(index)

    @property
    def content_height(self) -> float:
        """The height of all lines, exactly: those that were not measured are, now."""
        self._measure_all()
        return self._text.heights.total

    @property
    def row_height(self) -> float:
        """How high a row in the normal font is."""
        look = self._known_look()
        return look.normal.height + look.separation

    # -- Scrolling -----------------------------------------------------------------------------

    def scroll_to(self, y: float) -> None:
        """Go to a distance from the start, as far as that is known."""
        self.window.scroll_to(y)
        self._scrolled()

    def scroll_by(self, distance: float) -> None:
        """Go up or down by a distance."""
        self.window.scroll_by(distance)
        self._scrolled()

    def go_to_line(self, line: int) -> None:
        """Show a line at the top, as far as that is possible."""
        self.window.go_to_line(line)
        self._scrolled()

    def go_to_end(self) -> None:
        """Show the last line at the bottom."""
        self.window.go_to_end()
        self._scrolled()

    def _scrolled(self) -> None:
        """Whoever is at the end goes on following it."""
        self.at_end = self.window.is_at_end(self.window.fill())

    def line_removed(self, index: int) -> None:
        """Take note that a line has gone: what is seen stays where it is."""
        if index < self.window.line:
            self.window.line -= 1

    # -- What is where -------------------------------------------------------------------------

    def line_at(self, x: float, y: float) -> tuple[int, ParagraphLayout, float, float] | None:
        """Return the line at a point of the window, and where in it that is; the nearest if outside."""
        if not self.seen:
            return None
        index, top = self.seen[0]
        for at, at_top in self.seen:
            if at_top > y:
                break
            index, top = at, at_top
        return index, self.lay_out(index), x, y - top

    def link_at(self, x: float, y: float) -> Link | None:
        """Return the link at a point of the window."""
        found = self.line_at(x, y)
        return None if found is None else found[1].link_at(*found[2:])

    def place_at(self, x: float, y: float) -> Place | None:
        """Return the place in the text that is nearest to a point of the window."""
        found = self.line_at(x, y)
        if found is None:
            return None
        index, layout, x, y = found
        return (index + self._text.dropped, layout.index_at(x, y))

    def word_at(self, x: float, y: float) -> tuple[Place, Place] | None:
        """Return from where to where the word at a point of the window is."""
        found = self.line_at(x, y)
        if found is None:
            return None
        index, layout, x, y = found
        under = layout.char_at(x, y)
        start, end = word_at(layout.text, layout.index_at(x, y) if under is None else under)
        number = index + self._text.dropped
        return (number, start), (number, end)

    def rows_seen(self) -> int:
        """Return how many rows are seen, wholly or in part."""
        height = self.window.height
        return sum(
            top + row.y < height and top + row.y + row.height > 0
            for index, top in self.seen
            for row in self.lay_out(index).rows
        )

    # -- Drawing -------------------------------------------------------------------------------

    def drawn(self, selection: TextSelection, limit: int = -1) -> list[Command]:
        """Return what is drawn in the window; not more than the first `limit` characters of the text."""
        look = self._known_look()
        commands: list[Command] = []
        height = self.window.height
        if limit >= 0 and self.seen:
            limit = max(0, limit - self._text.characters_before(self.seen[0][0]))
        for index, top in self.seen:
            layout = self.lay_out(index)
            layout.time = self.time
            top = round(top)
            for row in layout.rows:
                y = top + row.y
                if y >= height:
                    break
                if y + row.height <= 0:
                    continue
                marked = selection.part_of(index, row.start, row.end)
                if marked is not None:
                    commands.append(_behind(layout, row, *marked, top, look.selection_color))
                if (limit < 0 or limit >= row.end) and (marked is None or look.selected_color is None):
                    pieces = layout.commands(row)
                else:
                    pieces = _pieces(layout, row, limit, marked or (row.end, row.end), look.selected_color)
                commands += [_lowered(command, top) for command in pieces]
            if limit >= 0:
                limit = max(0, limit - len(layout.text))
        return commands


def _behind(layout: ParagraphLayout, row: Row, start: int, stop: int, top: float, color: Rgba) -> Box:
    """Return what is drawn behind a selected part; an empty row that is selected is seen, too."""
    x = layout.x_of(row, start)
    width = layout.x_of(row, stop) - x if stop > start else 4.0
    return Box(x, top + row.y, width, row.height, color)


def _pieces(
    layout: ParagraphLayout, row: Row, limit: int, marked: tuple[int, int], color: Rgba | None
) -> tuple[Command, ...]:
    """Return what is drawn of a row of which a part is selected, or not all is shown."""
    end = row.end if limit < 0 else min(row.end, limit)
    start, stop = marked
    return (
        *layout.drawn(row, row.start, min(end, start)),
        *layout.drawn(row, start, min(end, stop), color),
        *layout.drawn(row, stop, end),
    )


def _lowered(command: Command, by: float) -> Command:
    """Return a command that draws lower."""
    if type(command) is Text:
        x, y, text, font, color = command
        return tuple.__new__(Text, (x, y + by, text, font, color))  # half the time: there are very many
    if type(command) is Box:
        x, y, width, height, color, *_ = command
        return Box(x, y + by, width, height, color)
    assert type(command) is Picture
    return command._replace(y=command.y + by)
