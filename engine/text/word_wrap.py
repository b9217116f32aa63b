"""Where a line of text is broken that is longer than there is room."""

from __future__ import annotations

from bisect import bisect_right

_SPACES = " \t"


def wrapped(text: str, offsets: list[float], width: float) -> list[tuple[int, int]]:
    """Return the lines of a paragraph that does not fit into one."""
    lines: list[tuple[int, int]] = []
    start, length = 0, len(text)
    while start < length:
        fits = bisect_right(offsets, offsets[start] + width) - 1
        if fits >= length:
            lines.append((start, length))
            break
        end = _last_break(text, offsets, start, fits)
        if end == start:  # a word longer than the line, or one character wider than it
            end = max(fits, bisect_right(offsets, offsets[start + 1]) - 1)
        lines.append((start, end))
        start = end
        while start < length and text[start] in _SPACES:
            start += 1
    return lines


def _last_break(text: str, offsets: list[float], start: int, fits: int) -> int:
    """Return where a line from `start` that reaches `fits` at the most ends; `start` if nowhere."""
    for end in range(fits, start, -1):
        before, after = text[end - 1], text[end]
        if after in _SPACES:
            return start + len(text[start:end].rstrip(_SPACES))
        if before in _SPACES or offsets[end] == offsets[end + 1]:  # a mark on the character before it
            continue
        if _stands_alone(before) or _stands_alone(after):
            return end
    return start


def _stands_alone(char: str) -> bool:
    """Return True for characters that are words of their own, those that Godot treats so."""
    return "\u2e08" <= char <= "\ufaff" or "\ufe30" <= char <= "\ufe4f"
