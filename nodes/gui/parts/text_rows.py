"""TextRows: the lines of a text, and the rows in which they are seen."""

from __future__ import annotations

from bisect import bisect_right

from engine.text.font import Font

_TAB = "\u2003"
"""As wide as a tab is in a font, and nothing is seen of it."""


class TextRows:
    """Where in a text its lines begin, and its rows: one for each line, or more if they are wrapped.

    It is fitted to a text before it is asked.
    """

    __slots__ = ("_known", "_made_of", "_text", "ends", "font", "lines", "starts")

    font: Font
    lines: list[int]
    """Where each line begins."""
    starts: list[int]
    """Where each row begins."""
    ends: list[int]
    """Where each row ends."""

    def __init__(self) -> None:
        self._text = ""
        self._made_of: object = None
        self._known: dict[str, list[tuple[int, int]]] = {}
        """The rows of lines that were wrapped before, by their texts."""
        self.lines, self.starts, self.ends = [0], [0], [0]

    def __repr__(self) -> str:
        return f"<TextRows of {len(self.lines)} lines>"

    def fit(self, text: str, font: Font, width: float | None) -> None:
        """Find the lines of a text, and its rows of at most a width; None for rows of any."""
        if (font, width) != (self._made_of or (None, None)):
            self._known.clear()
        elif text is self._text:
            return
        self._text, self._made_of, self.font = text, (font, width), font
        self.lines, self.starts, self.ends = [], [], []
        start = 0
        for line in text.split("\n"):
            self.lines.append(start)
            for begin, end in [(0, len(line))] if width is None else self._wrapped(line, font, width):
                self.starts.append(start + begin)
                self.ends.append(start + end)
            start += len(line) + 1

    def _wrapped(self, line: str, font: Font, width: float) -> list[tuple[int, int]]:
        rows = self._known.get(line)
        if rows is None:
            offsets = font.offsets(line.replace("\t", _TAB))
            rows = self._known[line] = _rows_of(line, offsets, max(width, font.height))
        return rows

    # -- Lines ---------------------------------------------------------------------------------

    def place_of(self, index: int) -> tuple[int, int]:
        """Return the line and the column of a character."""
        line = bisect_right(self.lines, index) - 1
        return line, index - self.lines[line]

    def end_of_line(self, line: int) -> int:
        """Return where a line ends."""
        return self.lines[line + 1] - 1 if line + 1 < len(self.lines) else len(self._text)

    def index_of(self, line: int, column: int) -> int:
        """Return the character at a line and a column, or the nearest one that there is."""
        line = max(0, min(line, len(self.lines) - 1))
        return max(self.lines[line], min(self.lines[line] + column, self.end_of_line(line)))

    def line(self, line: int) -> str:
        """Return the text of a line."""
        return self._text[self.lines[line] : self.end_of_line(line)]

    # -- Rows ----------------------------------------------------------------------------------

    def row_of(self, index: int) -> int:
        """Return the row of a character."""
        return bisect_right(self.starts, index) - 1

    def shown(self, start: int, end: int) -> str:
        """Return what is drawn of the text between two characters of a row."""
        return self._text[start:end].replace("\t", _TAB)

    def x_of(self, index: int) -> float:
        """Return where in its row a character begins."""
        row = self.row_of(index)
        return self.font.width(self.shown(self.starts[row], min(index, self.ends[row])))

    def index_at(self, row: int, x: float) -> int:
        """Return the place between two characters of a row that is nearest to `x`."""
        row = max(0, min(row, len(self.starts) - 1))
        start = self.starts[row]
        return start + self.font.index_at(self.shown(start, self.last_place(row)), x)

    def last_place(self, row: int) -> int:
        """Return the last place of a row: before its last character if the line goes on in the next row."""
        goes_on = row + 1 < len(self.starts) and self.starts[row + 1] == self.ends[row]
        return self.ends[row] - goes_on

    def width_of(self, row: int) -> float:
        """Return how wide a row is."""
        return self.font.width(self.shown(self.starts[row], self.ends[row]))


def _rows_of(line: str, offsets: list[float], width: float) -> list[tuple[int, int]]:
    """Return where the rows of a line start and end: each character is in one.

    As in Godot's `TextEdit`: a row ends after spaces, the first of which need not fit, or inside a word
    that is longer than a row.
    """
    if offsets[-1] <= width:
        return [(0, len(line))]
    breaks = [0]
    word = 0
    for index, char in enumerate(line):
        end = offsets[index + 1]
        if end - offsets[word] > width and index > breaks[-1]:
            breaks.append(index)
            word = index
        else:
            start = breaks[-1]
            if char == " ":
                word = index + 1
            if end - offsets[start] > width and word > start:
                breaks.append(word)
    return list(zip(breaks, [*breaks[1:], len(line)], strict=True))
