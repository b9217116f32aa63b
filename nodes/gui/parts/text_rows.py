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
            rows = self._known[line] = font.wrap(line.replace("\t", _TAB), max(width, font.height))
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
        return self.starts[row] + self.font.index_at(self.shown(self.starts[row], self.ends[row]), x)

    def width_of(self, row: int) -> float:
        """Return how wide a row is."""
        return self.font.width(self.shown(self.starts[row], self.ends[row]))
