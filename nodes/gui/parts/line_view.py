"""LineView: the part of a long line of text that is seen, and where in it each character is."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from engine.text.clusters import boundary_at, next_boundary, previous_boundary
from engine.text.font import Font

ALIGN_LEFT, ALIGN_CENTER, ALIGN_RIGHT, ALIGN_FILL = range(4)


class LineView:
    """A line of text in a window of a width; it is scrolled by whole characters, as far as needed.

    Places are counted from the left edge of the window.
    """

    __slots__ = ("_font", "align", "offsets", "scroll", "text", "width")

    text: str
    offsets: list[float]
    """Where each character begins, from the start of the text, and where the text ends."""
    width: float
    """Of the window."""
    scroll: int
    """The first character that is seen."""
    align: int

    def __init__(self) -> None:
        self._font: Font | None = None
        self.text = ""
        self.offsets = [0.0]
        self.width = 0.0
        self.scroll = 0
        self.align = ALIGN_LEFT

    def show(self, text: str, font: Font) -> None:
        """Take another text."""
        if text != self.text or font is not self._font:
            self.text, self._font = text, font
            self.offsets = font.offsets(text)
            self.scroll = min(self.scroll, len(text))

    def reveal(self, index: int, caret: float = 1.0) -> None:
        """Scroll so that a caret before the character `index` is seen, and the window is filled."""
        offsets, room = self.offsets, self.width - caret
        filled = bisect_left(offsets, offsets[-1] - room)
        scroll = min(self.scroll, filled)
        if index <= scroll:
            scroll = previous_boundary(self.text, index)
        else:
            scroll = max(scroll, bisect_left(offsets, offsets[index] - room))
        if scroll != boundary_at(self.text, scroll):
            scroll = next_boundary(self.text, scroll)
        self.scroll = min(scroll, index)

    @property
    def origin(self) -> float:
        """Where the first character that is seen begins."""
        free = self.width - self.offsets[-1]
        if self.scroll or free <= 0 or self.align in (ALIGN_LEFT, ALIGN_FILL):
            return 0.0
        return float(int(free / 2)) if self.align == ALIGN_CENTER else free

    def x_of(self, index: int) -> float:
        """Return where a character begins, or the text ends; outside of the window if it is not seen."""
        return self.origin + self.offsets[index] - self.offsets[self.scroll]

    @property
    def end(self) -> int:
        """The first character that does not fit into the window, or the length of the text."""
        end = bisect_right(self.offsets, self.offsets[self.scroll] + self.width) - 1
        return max(self.scroll, boundary_at(self.text, end))

    def index_at(self, x: float) -> int:
        """Return the place of a caret that is nearest to `x`."""
        x += self.offsets[self.scroll] - self.origin
        start = boundary_at(self.text, max(0, bisect_right(self.offsets, x) - 1))
        end = next_boundary(self.text, start)
        return end if self.offsets[end] - x <= x - self.offsets[start] else start
