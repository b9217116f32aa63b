"""LineWindow: which of very many lines are seen, and how far they are scrolled."""

from __future__ import annotations

from collections.abc import Callable

from .line_heights import LineHeights

Measure = Callable[[int], float]
"""Returns how high a line is, exactly, and lets the LineHeights know."""


class LineWindow:
    """A window of some height onto lines below each other.

    It holds on to the line at its upper edge, not to a distance from the start: when lines above turn
    out higher than was guessed, or go, what is seen stays where it is.
    """

    __slots__ = ("_heights", "_measure", "height", "line", "offset")

    height: float
    line: int
    """The line at the upper edge."""
    offset: float
    """How much of it is above the edge."""

    def __init__(self, heights: LineHeights, measure: Measure) -> None:
        self._heights = heights
        self._measure = measure
        self.height = 0.0
        self.line = 0
        self.offset = 0.0

    @property
    def value(self) -> float:
        """How far it is scrolled, as a scroll bar says it."""
        return self._heights.top_of(self.line) + self.offset

    def scroll_to(self, y: float) -> None:
        """Go to a distance from the start, as far as that is known."""
        self.line, self.offset = self._heights.at(y)

    def scroll_by(self, distance: float) -> None:
        """Go up or down by a distance, exactly. What is far is gone to as far as is known."""
        if abs(distance) > 4 * self.height + 1000:
            self.scroll_to(self.value + distance)
            return
        self.offset += distance
        while self.offset < 0 and self.line > 0:
            self.line -= 1
            self.offset += self._measure(self.line)
        self.offset = max(0.0, self.offset)
        self._settle()

    def go_to_line(self, line: int, offset: float = 0.0) -> None:
        """Show a line at the upper edge."""
        self.line = max(0, min(line, len(self._heights) - 1))
        self.offset = offset

    def go_to_end(self) -> None:
        """Show the last line at the lower edge."""
        line, room = len(self._heights), self.height
        while line > 0 and room > 0:
            line -= 1
            room -= self._measure(line)
        self.line, self.offset = line, max(0.0, -room)

    def lines_dropped(self, count: int) -> None:
        """Take note that lines at the start have gone."""
        self.line -= count
        if self.line < 0:
            self.line, self.offset = 0, 0.0

    def fill(self) -> list[tuple[int, float]]:
        """Return the lines that are seen, and where each begins below the upper edge.

        If the last line ends above the lower edge although there is more above, it is scrolled back.
        """
        seen = self._seen()
        if seen and (self.line > 0 or self.offset > 0):
            last, top = seen[-1]
            if last == len(self._heights) - 1 and top + self._measure(last) < self.height:
                self.go_to_end()
                seen = self._seen()
        return seen

    def is_at_end(self, seen: list[tuple[int, float]]) -> bool:
        """Return True if the last line is wholly among the lines that are seen, as `fill` returns them."""
        if not seen:
            return True
        last, top = seen[-1]
        return last == len(self._heights) - 1 and top + self._measure(last) <= self.height + 1

    def fits(self) -> bool:
        """Return True if all lines can be seen at once."""
        room = self.height
        for line in range(len(self._heights)):
            room -= self._measure(line)
            if room < 0:
                return False
        return True

    def _seen(self) -> list[tuple[int, float]]:
        self._settle()
        seen = []
        heights = self._heights
        line, y = self.line, -self.offset
        while line < len(heights) and y < self.height:
            for known in heights.known_from(line):
                seen.append((line, y))
                y += self._measure(line) if known is None else known
                line += 1
                if y >= self.height:
                    break
        return seen

    def _settle(self) -> None:
        """Hold on to the line that reaches below the upper edge; it may have got lower."""
        last = len(self._heights) - 1
        self.line = max(0, min(self.line, last))
        while self.line < last:
            height = self._measure(self.line)
            if self.offset < height:
                return
            self.offset -= height
            self.line += 1
        if last >= 0:
            self.offset = min(self.offset, self._measure(last))
