"""TextSelection: what is selected in a text of many lines."""

from __future__ import annotations

from collections.abc import Callable

from .rich_text import RichText

Place = tuple[int, int]
"""The number of a line, which stays when lines before it go, and a character in it."""


class TextSelection:
    """What is selected of a RichText, and where selecting by mouse began.

    What is selected stays so while lines before it go. `changed` is called after each change.
    """

    __slots__ = ("_changed", "_text", "anchor", "range")

    range: tuple[Place, Place] | None
    """From where to where it is selected, in order."""
    anchor: Place | None
    """Where selecting began, while the mouse button is held."""

    def __init__(self, text: RichText, changed: Callable[[], None]) -> None:
        self._text = text
        self._changed = changed
        self.range = None
        self.anchor = None

    def __repr__(self) -> str:
        return f"<TextSelection {self.range}>"

    def select(self, one: Place, other: Place) -> None:
        """Select from one place to another, in any order."""
        before = self.range
        self.range = None if one == other else (one, other) if one < other else (other, one)
        if self.range != before:
            self._changed()

    def clear(self) -> None:
        """Select nothing."""
        self.select((0, 0), (0, 0))

    def select_line(self, number: int) -> None:
        """Select a line."""
        self.select((number, 0), (number, len(self._text[number - self._text.dropped])))

    def select_all(self) -> None:
        """Select the whole text."""
        first, last = self._text.dropped, len(self._text) - 1
        self.select((first, 0), (first + last, len(self._text[last])))

    def begin(self, place: Place, extend: bool = False) -> None:
        """Begin to select at a place; with `extend`, go on from the further end of what is selected."""
        if extend and self.range is not None:
            start, end = self.range
            self.anchor = end if place < start else start
            self.select(self.anchor, place)
        else:
            self.anchor = place
            self.clear()

    def go_on(self, place: Place) -> None:
        """Select from where it began to a place. What it began at may have gone."""
        if self.anchor is not None:
            self.select(max(self.anchor, (self._text.dropped, 0)), place)

    @property
    def text(self) -> str:
        """What is selected, without pictures."""
        if self.range is None:
            return ""
        dropped = self._text.dropped
        (first, a), (last, b) = self.range
        if first < dropped:
            first, a = dropped, 0
        return self._text.text_between((first - dropped, a), (last - dropped, b))

    def part_of(self, index: int, start: int, end: int) -> tuple[int, int] | None:
        """Return from where to where the characters from `start` to `end` of a line are selected.

        None if they are not. Of an empty line, nothing is: it may be selected all the same.
        """
        if self.range is None:
            return None
        number = index + self._text.dropped
        (first, a), (last, b) = self.range
        if not first <= number <= last:
            return None
        begin = max(start, a) if number == first else start
        stop = min(end, b) if number == last else end
        if begin < stop or (begin == stop and start == end and number < last):
            return begin, stop
        return None
