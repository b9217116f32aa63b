"""TextEditBuffer: a text as it is edited: caret, selection, undo."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from engine.text.clusters import boundary_at, next_boundary, previous_boundary
from engine.variant.surrogates import without_surrogates

from .words import next_word, previous_word, word_at

UNDO_STEPS = 500

_SPACES = dict.fromkeys((*range(0x1C, 0x20), *range(0x09, 0x0E), 0x85, 0x2028, 0x2029), " ")
_CONTROLS = dict.fromkeys((*range(0x20), *range(0x7F, 0xA0)), "")
_TO_ONE_LINE = _CONTROLS | _SPACES


def one_line(text: str) -> str:
    """Return `text` as a line can have it: a space for what begins a new one, no control characters.

    Unlike Godot: lines that are pasted do not run together.
    """
    text = without_surrogates(text.replace("\r\n", "\n").rstrip("\r\n"))
    return text if text.isprintable() else text.translate(_TO_ONE_LINE)


_TO_MANY_LINES = {code: drop for code, drop in _CONTROLS.items() if code not in (9, 10)} | dict.fromkeys(
    (0x85, 0x2028, 0x2029), "\n"
)


def many_lines(text: str) -> str:
    """Return `text` as a text of lines can have it: "\\n" between them, no control characters but tabs."""
    return without_surrogates(text.replace("\r\n", "\n").replace("\r", "\n")).translate(_TO_MANY_LINES)


class Edit(NamedTuple):
    """What undo takes back in one step: at `start`, `removed` became `inserted`."""

    kind: str
    start: int
    removed: str
    inserted: str
    before: tuple[int, int]
    """Anchor and caret, to be put back."""


class TextEditBuffer:
    """A text, a caret and a selection, which goes from the `anchor` to the caret if they differ.

    Both are always where a caret can stand: not between a letter and its accent, nor inside an emoji.
    What was typed in one go, and what was deleted in one go, is one step of undo: a word, or as much
    as came before the caret was moved.

    Unlike Godot: the caret is always at one end of the selection, and undo goes by words.
    """

    __slots__ = ("_clean", "_edits", "_open", "_undone", "anchor", "caret", "max_length", "text")

    text: str
    caret: int
    anchor: int
    max_length: int
    """How many code points the text has at most, 0 for any."""

    def __init__(self, text: str = "", max_length: int = 0, clean: Callable[[str], str] = one_line) -> None:
        self.max_length = max_length
        self._clean = clean
        self.reset(text)

    def __repr__(self) -> str:
        start, end = self.selection
        parts = (self.text[:start], self.text[start:end], self.text[end:])
        return "<TextEditBuffer {!r} [{!r}] {!r}>".format(*parts)

    def reset(self, text: str) -> str:
        """Start anew with a text, as far as it fits, the caret before it. Return what did not fit."""
        text = self._clean(text)
        self.text = text if not self.max_length else text[: boundary_at(text, self.max_length)]
        self.caret = self.anchor = 0
        self._edits: list[Edit] = []
        self._undone: list[Edit] = []
        self._open = False
        return text[len(self.text) :]

    # -- Caret and selection -------------------------------------------------------------------

    @property
    def selection(self) -> tuple[int, int]:
        """Where what is selected begins and ends."""
        return (self.anchor, self.caret) if self.anchor < self.caret else (self.caret, self.anchor)

    @property
    def selected_text(self) -> str:
        """What is selected."""
        start, end = self.selection
        return self.text[start:end]

    def has_selection(self) -> bool:
        """Return True if something is selected."""
        return self.anchor != self.caret

    def move_to(self, index: int, select: bool = False) -> None:
        """Put the caret to a place; with `select` the selection reaches from where it began to there."""
        self._open = False
        self.caret = boundary_at(self.text, index)
        if not select:
            self.anchor = self.caret

    def select(self, start: int, end: int) -> None:
        """Select from `start` to `end`, where the caret goes."""
        self._open = False
        self.anchor = boundary_at(self.text, start)
        self.caret = boundary_at(self.text, end)

    def select_all(self) -> None:
        """Select all of the text."""
        self.select(0, len(self.text))

    def select_word_at(self, index: int) -> None:
        """Select the word, or the spaces or the punctuation between words, that `index` is in."""
        self.select(*word_at(self.text, index))

    def deselect(self) -> None:
        """Have nothing selected; the caret stays."""
        self._open = False
        self.anchor = self.caret

    def move_left(self, select: bool = False, word: bool = False) -> None:
        """Go back by a character or a word; from a selection that ends by it, to its start."""
        if self.has_selection() and not select and not word:
            self.move_to(self.selection[0])
        else:
            self.move_to((previous_word if word else previous_boundary)(self.text, self.caret), select)

    def move_right(self, select: bool = False, word: bool = False) -> None:
        """Go on by a character or a word; from a selection that ends by it, to its end."""
        if self.has_selection() and not select and not word:
            self.move_to(self.selection[1])
        else:
            self.move_to((next_word if word else next_boundary)(self.text, self.caret), select)

    # -- Changing the text ---------------------------------------------------------------------

    def insert(self, text: str, typed: bool = False) -> str:
        """Put a text in the place of the selection, as far as it fits; return what did not fit.

        What is `typed` joins the step of undo of what was typed before it.
        """
        text = self._clean(text)
        start, end = self.selection
        rejected = ""
        if self.max_length:
            room = max(0, self.max_length - (len(self.text) - (end - start)))
            fitting = boundary_at(text, room)
            text, rejected = text[:fitting], text[fitting:]
        if text or end > start:
            self._replace("typed" if typed else "", start, end, text)
        return rejected

    def delete_back(self, word: bool = False) -> bool:
        """Delete the selection, else the character or the word before the caret; return if there was one."""
        start, end = self.selection
        if start == end:
            start = (previous_word if word else previous_boundary)(self.text, end)
        return self._delete("back", start, end)

    def delete_on(self, word: bool = False) -> bool:
        """Delete the selection, else the character or the word after the caret; return if there was one."""
        start, end = self.selection
        if start == end:
            end = (next_word if word else next_boundary)(self.text, start)
        return self._delete("on", start, end)

    def delete_to_start(self) -> bool:
        """Delete all before the caret; return if there was something."""
        self.select(0, self.caret)
        return self.has_selection() and self.delete_back()

    def delete_to_end(self) -> bool:
        """Delete all after the caret; return if there was something."""
        self.select(self.caret, len(self.text))
        return self.has_selection() and self.delete_on()

    def delete(self, start: int, end: int) -> bool:
        """Delete from `start` to `end`; return if there was something. The caret stays in its place."""
        start, end, caret = boundary_at(self.text, start), boundary_at(self.text, end), self.caret
        if not self._delete("", start, end):
            return False
        if caret > start:
            caret = max(start, caret - (end - start))
        self.caret = self.anchor = _boundary_from(self.text, caret)
        return True

    def _delete(self, kind: str, start: int, end: int) -> bool:
        if start >= end:
            return False
        self._replace(kind, start, end, "")
        return True

    def _replace(self, kind: str, start: int, end: int, inserted: str) -> None:
        edit = Edit(kind, start, self.text[start:end], inserted, (self.anchor, self.caret))
        self._undone.clear()
        joined = _joined(self._edits[-1], edit) if self._open and self._edits else None
        if joined is None:
            self._edits.append(edit)
            del self._edits[:-UNDO_STEPS]
        else:
            self._edits[-1] = joined
        self._apply(start, end, inserted)
        self._open = kind != ""

    def _apply(self, start: int, end: int, inserted: str) -> None:
        """Change the text; the caret goes behind the change."""
        self.text = self.text[:start] + inserted + self.text[end:]
        # What was put together may be one character now: a letter before an accent.
        self.caret = self.anchor = _boundary_from(self.text, start + len(inserted))

    # -- Undo ----------------------------------------------------------------------------------

    def forget_edits(self) -> None:
        """Have nothing to undo and redo."""
        self._edits.clear()
        self._undone.clear()
        self._open = False

    def has_undo(self) -> bool:
        """Return True if there is something to undo."""
        return bool(self._edits)

    def has_redo(self) -> bool:
        """Return True if something was undone, and nothing was changed after that."""
        return bool(self._undone)

    def undo(self) -> bool:
        """Take back the last step; return if there was one."""
        if not self._edits:
            return False
        edit = self._edits.pop()
        self._undone.append(edit)
        self._apply(edit.start, edit.start + len(edit.inserted), edit.removed)
        self.anchor, self.caret = edit.before
        self._open = False
        return True

    def redo(self) -> bool:
        """Do again what was undone last; return if there was something."""
        if not self._undone:
            return False
        edit = self._undone.pop()
        self._edits.append(edit)
        self._apply(edit.start, edit.start + len(edit.removed), edit.inserted)
        self._open = False
        return True


def _joined(last: Edit, edit: Edit) -> Edit | None:
    """Return both as one step, None if they are to be undone one by one."""
    if last.kind != edit.kind:
        return None
    if edit.kind == "typed":
        end = last.start + len(last.inserted)
        new_word = last.inserted[-1:].isspace() and not edit.inserted[:1].isspace()
        if edit.start == end and not edit.removed and not new_word:
            return last._replace(inserted=last.inserted + edit.inserted)
    elif edit.kind == "back":
        if edit.start + len(edit.removed) == last.start:
            return last._replace(start=edit.start, removed=edit.removed + last.removed)
    elif edit.start == last.start:
        return last._replace(removed=last.removed + edit.removed)
    return None


def _boundary_from(text: str, index: int) -> int:
    return index if index == boundary_at(text, index) else next_boundary(text, index)
