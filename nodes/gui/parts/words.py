"""Words, as the keys that move and delete by them and a double click take them."""

from __future__ import annotations

from unicodedata import category

from engine.text.clusters import boundary_at, next_boundary


def is_symbol(char: str) -> bool:
    """Return True for what stands between words: spaces and punctuation, but not `_`.

    Source: Godot 3.6's `is_symbol`, which knows those of ASCII; the others are added here.
    """
    if char < "\x80":
        return not char.isalnum() and char != "_"
    return char.isspace() or category(char)[0] == "P"


def previous_word(text: str, index: int) -> int:
    """Return where the word begins that ends at `index` or before it; 0 if there is none."""
    while index > 0 and is_symbol(text[index - 1]):
        index -= 1
    while index > 0 and not is_symbol(text[index - 1]):
        index -= 1
    return boundary_at(text, index)


def next_word(text: str, index: int) -> int:
    """Return where the word ends that begins at `index` or after it; the end if there is none."""
    length = len(text)
    while index < length and is_symbol(text[index]):
        index += 1
    while index < length and not is_symbol(text[index]):
        index += 1
    return index if index == boundary_at(text, index) else next_boundary(text, index)


def word_at(text: str, index: int) -> tuple[int, int]:
    """Return where the word, the spaces or the punctuation begins and ends that `index` is in.

    At the end of a text that is what it ends with.
    """
    if not text:
        return 0, 0
    index = min(max(index, 0), len(text) - 1)
    kind = _kind(text[index])
    start, end = index, index + 1
    while start > 0 and _kind(text[start - 1]) == kind:
        start -= 1
    while end < len(text) and _kind(text[end]) == kind:
        end += 1
    return boundary_at(text, start), end if end == boundary_at(text, end) else next_boundary(text, end)


def _kind(char: str) -> str:
    if char.isspace():
        return "space"
    return "symbol" if is_symbol(char) else "word"
