"""Pieces of a picture: nine, of which the corners keep their size; and what is seen of them."""

from __future__ import annotations

from typing import NamedTuple

Box = tuple[float, float, float, float]
"""Left, top, width and height."""


class Piece(NamedTuple):
    """A part of a picture, and where it is drawn."""

    place: Box
    part: Box


def nine_patch(width: float, height: float, room: tuple[float, float], margins: Box) -> list[Piece]:
    """Return the pieces of a picture that is stretched to a room, but for its margins.

    These are the left one, the upper, the right and the lower one.
    """
    left, top, right, bottom = margins
    across = list(zip(_cuts(room[0], left, right), _cuts(width, left, right), strict=True))
    down = list(zip(_cuts(room[1], top, bottom), _cuts(height, top, bottom), strict=True))
    pieces = [Piece((x, y, w, h), (u, v, p, q)) for (y, h), (v, q) in down for (x, w), (u, p) in across]
    return [piece for piece in pieces if min(*piece.place[2:], *piece.part[2:]) > 0]


def _cuts(size: float, first: float, last: float) -> list[tuple[float, float]]:
    """Return where the three parts of a side begin, and how long they are."""
    if first + last > size:
        first, last = size * first / (first + last), size * last / (first + last)
    return [(0.0, first), (first, size - first - last), (size - last, last)]


def seen(piece: Piece, window: Box) -> Piece | None:
    """Return what is seen of a piece through a window, None if that is nothing."""
    x, y, width, height = piece.place
    left, top = max(x, window[0]), max(y, window[1])
    right, bottom = min(x + width, window[0] + window[2]), min(y + height, window[1] + window[3])
    if right <= left or bottom <= top:
        return None
    u, v, w, h = piece.part
    across, down = w / width, h / height
    return Piece(
        (left, top, right - left, bottom - top),
        (u + (left - x) * across, v + (top - y) * down, (right - left) * across, (bottom - top) * down),
    )
