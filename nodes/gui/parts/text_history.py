"""TextHistory: the lines that were sent, to be called up again."""

from __future__ import annotations


class TextHistory:
    """What was sent, oldest first, and where among it the user is who goes back and forth.

    Before going back, what is being written is kept: it is what comes after the newest line.
    """

    __slots__ = ("_draft", "_place", "limit", "lines")

    def __init__(self, limit: int = 100) -> None:
        self.limit: int = limit
        self.lines: list[str] = []
        self._place: int | None = None
        self._draft = ""

    def __repr__(self) -> str:
        return f"<TextHistory of {len(self.lines)} lines>"

    def add(self, line: str) -> None:
        """Take in a line that was sent; not an empty one, and not the same twice in a row."""
        self._place = None
        if line and (not self.lines or self.lines[-1] != line):
            self.lines.append(line)
            del self.lines[: max(0, len(self.lines) - self.limit)]

    def older(self, current: str) -> str | None:
        """Return the line before the one last returned, None if there is none. `current` is kept."""
        if self._place is None:
            self._place, self._draft = len(self.lines), current
        if self._place == 0:
            return None
        self._place -= 1
        return self.lines[self._place]

    def newer(self) -> str | None:
        """Return the line after the one last returned, at last what was being written; else None."""
        if self._place is None or self._place >= len(self.lines):
            return None
        self._place += 1
        return self.lines[self._place] if self._place < len(self.lines) else self._draft
