"""Lines of Python as they come about, with the script's comments and empty lines where they were."""

from __future__ import annotations

from .tokens import Comment

_INDENT = "    "


class Lines:
    """Text that grows. `source` are the lines of the script; what stands in them is counted from 1."""

    def __init__(self, source: list[str], comments: list[Comment]) -> None:
        self.text: list[str] = []
        self.depth: int = 0
        self._source = source
        self._comments = comments
        self._next_comment = 0
        self._at = 0
        """The last line of the script that something has been written for."""

    def add(self, text: str = "") -> None:
        """Write a line, or several, at the present depth."""
        for line in text.split("\n"):
            self.text.append(_INDENT * self.depth + line if line else "")

    def go_to(self, line: int) -> None:
        """Write the comments that stand before a line of the script, and one empty line for those there."""
        while self._next_comment < len(self._comments) and self._comments[self._next_comment].line < line:
            comment = self._comments[self._next_comment]
            self._next_comment += 1
            self._space(comment.line)
            self.add(comment.text)
            self._at = comment.line
        self._space(line)
        self._at = max(self._at, line)

    def _space(self, line: int) -> None:
        """Write an empty line if the script has one just before `line`."""
        before = line - 2
        empty = (
            self._at
            and 0 <= before < len(self._source)
            and line - 1 > self._at
            and not self._source[before].strip()
        )
        if empty and self.text and self.text[-1] and not self.text[-1].endswith(":"):
            self.add()

    def drop_empty(self) -> None:
        """Take back the empty lines at the end."""
        while self.text and not self.text[-1]:
            self.text.pop()

    def beside(self, end: int) -> str:
        """Return the comments at the ends of lines up to `end`, to stand beside what was written for them."""
        found = []
        while self._next_comment < len(self._comments) and self._comments[self._next_comment].line <= end:
            found.append(self._comments[self._next_comment].text)
            self._next_comment += 1
        self._at = max(self._at, end)
        return "  " + " ".join(found) if found else ""

    def end_block(self, last: int) -> None:
        """Write the comments that stand in a block after its last statement, by their indent."""
        while self._next_comment < len(self._comments):
            comment = self._comments[self._next_comment]
            if not comment.alone or comment.line != last + 1 or not self._is_indented(comment):
                break
            self._next_comment += 1
            self.add(comment.text)
            last = self._at = comment.line

    def _is_indented(self, comment: Comment) -> bool:
        line = self._source[comment.line - 1].expandtabs(4)
        return len(line) - len(line.lstrip()) >= 4 * (self.depth - 1)  # a script is no block, a class is

    def rest(self) -> None:
        """Write the comments that are left."""
        self.go_to(len(self._source) + 1)
