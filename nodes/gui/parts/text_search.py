"""Finding a text in another, and the word that a caret is in."""

from __future__ import annotations

from .words import is_symbol

MATCH_CASE, WHOLE_WORDS, BACKWARDS = 1, 2, 4


def find(text: str, key: str, flags: int, start: int) -> int:
    """Return where `key` is from `start` on, or before it; beyond the end, from there. -1 if nowhere."""
    if not key:
        return -1
    if not flags & MATCH_CASE:
        text, key = _lower(text), _lower(key)
    places = _all(text, key, bool(flags & WHOLE_WORDS))
    if flags & BACKWARDS:
        before = [place for place in places if place < start]
        return before[-1] if before else places[-1] if places else -1
    return next((place for place in places if place >= start), places[0] if places else -1)


def _all(text: str, key: str, whole: bool) -> list[int]:
    found, at = [], text.find(key)
    while at >= 0:
        end = at + len(key)
        if not whole or not (_in_word(text, at - 1) or _in_word(text, end)):
            found.append(at)
        at = text.find(key, at + 1)
    return found


def _lower(text: str) -> str:
    """Return a text in small letters, each of which is still one."""
    small = text.lower()
    return small if len(small) == len(text) else "".join([(c.lower() + c)[: len(c)] for c in text])


def _in_word(text: str, at: int) -> bool:
    return 0 <= at < len(text) and not is_symbol(text[at])


def word_around(text: str, index: int) -> str:
    """Return the word that a caret is inside of, "" if it is at its edge or between words."""
    start = end = index
    while _in_word(text, start - 1):
        start -= 1
    while _in_word(text, end):
        end += 1
    return text[start:end] if start < index < end else ""
