"""Where a caret can stand: between what readers take for characters.

A letter and the marks on it, an emoji made of several, a flag of two letters and a syllable of Hangul
are one to the reader, however many code points they have.

Source: the extended grapheme clusters of Unicode's UAX #29, without the tables: what combines is told
by its general category.
"""

from __future__ import annotations

from unicodedata import category

_FIRST_THAT_JOINS = "\u0300"  # below it no character belongs to the one before it
_JOINER = "\u200d"


def is_boundary(text: str, index: int) -> bool:
    """Return True if a caret can stand before `text[index]`."""
    if index <= 0 or index >= len(text):
        return True
    before, after = text[index - 1], text[index]
    if after < _FIRST_THAT_JOINS:
        return not (before == "\r" and after == "\n")
    if _extends(after):
        return False
    if before == _JOINER:
        return category(after) not in ("So", "Lo")
    if _is_flag_letter(before) and _is_flag_letter(after):
        return _flag_letters_before(text, index) % 2 == 0
    return not _is_one_syllable(before, after)


def next_boundary(text: str, index: int) -> int:
    """Return the next place of a caret after `index`; the end has none but itself."""
    index = min(max(index, 0) + 1, len(text))
    while not is_boundary(text, index):
        index += 1
    return index


def previous_boundary(text: str, index: int) -> int:
    """Return the last place of a caret before `index`; the start has none but itself."""
    index = max(min(index, len(text)) - 1, 0)
    while not is_boundary(text, index):
        index -= 1
    return index


def boundary_at(text: str, index: int) -> int:
    """Return `index`, made a place of the text, or the last one before it where a caret can stand."""
    index = min(max(index, 0), len(text))
    return index if is_boundary(text, index) else previous_boundary(text, index)


def _extends(char: str) -> bool:
    """Return True for what belongs to the character before it: marks, joiners, skin tones, tags."""
    return (
        category(char) in ("Mn", "Me", "Mc")
        or char in "\u200c\u200d"
        or "\U0001f3fb" <= char <= "\U0001f3ff"
        or "\U000e0020" <= char <= "\U000e007f"
    )


def _is_flag_letter(char: str) -> bool:
    return "\U0001f1e6" <= char <= "\U0001f1ff"


def _flag_letters_before(text: str, index: int) -> int:
    start = index
    while start > 0 and _is_flag_letter(text[start - 1]):
        start -= 1
    return index - start


def _is_one_syllable(before: str, after: str) -> bool:
    """Return True if parts of a syllable of Hangul follow each other: leading, vowel, trailing."""
    if not "\u1100" <= before <= "\ud7ff":
        return False
    first, second = _hangul(before), _hangul(after)
    if first == "L":
        return second in ("L", "V", "LV", "LVT")
    if first in ("V", "LV"):
        return second in ("V", "T")
    return first in ("T", "LVT") and second == "T"


def _hangul(char: str) -> str:
    if "\u1100" <= char <= "\u115f" or "\ua960" <= char <= "\ua97c":
        return "L"
    if "\u1160" <= char <= "\u11a7" or "\ud7b0" <= char <= "\ud7c6":
        return "V"
    if "\u11a8" <= char <= "\u11ff" or "\ud7cb" <= char <= "\ud7fb":
        return "T"
    if "\uac00" <= char <= "\ud7a3":
        return "LV" if (ord(char) - 0xAC00) % 28 == 0 else "LVT"
    return ""
