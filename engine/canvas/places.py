"""Where canvas items are drawn: their drawings are told, alone or with all that is below them."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from .commands import WHITE, Matrix, Rgba
from .drawing import Bounds
from .geometry import bounds, compose, intersect, multiply
from .item import ItemState, Placing


def place_moved(moved: Collection[ItemState], placed: Collection[ItemState], changed: set[int]) -> None:
    """Tell the drawings of what has moved, except for what is `placed`, and of what is below it.

    The slots of those that were told are added to `changed`.
    """
    last: object = None
    covered = plain = False
    outer: Matrix
    e = f = 0.0
    for item in moved:
        slot = item._slot_
        if slot < 0:
            continue  # not shown: it is placed when it is
        above = item._above_
        assert above is not None  # or it had no place among what is shown
        if above is not last:  # siblings mostly come one after the other
            last = above
            covered = is_below(above, moved, placed)
            outer = above._drawing_.transform
            a, b, c, d, e, f = outer
            plain = a == d == 1.0 and b == c == 0.0
        if covered or item in placed:
            continue  # told with what is above it, or already
        if item._below_ or item._clips_:
            place(item, changed)
        elif plain:
            g, h, i, j, k, m = item._matrix_()
            item._drawing_.transform = (g, h, i, j, k + e, m + f)
            changed.add(slot)
        else:
            item._drawing_.transform = compose(outer, item._matrix_())
            changed.add(slot)


def place_changed(items: Collection[ItemState], changed: set[int]) -> None:
    """Tell the drawings of what has come, or looks different, and of what is below it."""
    for item in items:
        if item._slot_ >= 0 and not is_below(item._above_, items):
            place(item, changed)


def place(top: ItemState, changed: set[int]) -> None:
    """Tell the drawings of a branch where they are, what of them may be seen and in which colour."""
    above = top._above_
    assert above is not None
    todo: list[tuple[Matrix, Bounds | None, Rgba, Iterable[ItemState]]] = [
        (above._drawing_.transform, above._drawing_.clip, _modulate_of(above), (top,))
    ]
    while todo:
        outer, outer_clip, outer_modulate, items = todo.pop()
        a, b, c, d, e, f = outer
        plain = a == d == 1.0 and b == c == 0.0
        for item in items:
            slot = item._slot_
            if slot < 0:
                continue
            changed.add(slot)
            drawing = item._drawing_
            if plain:
                g, h, i, j, k, m = item._matrix_()
                transform = (g, h, i, j, k + e, m + f)
            else:
                transform = compose(outer, item._matrix_())
            drawing.transform = transform
            clip = outer_clip
            if item._clips_ and (size := item._clip_size_()) is not None:
                clip = intersect(clip, bounds(transform, *size))
            drawing.clip = clip
            own, alone = item._modulate_, item._self_modulate_
            modulate = outer_modulate if own is WHITE else multiply(outer_modulate, own)
            drawing.modulate = modulate if alone is WHITE else multiply(modulate, alone)
            if item._below_:
                todo.append((transform, clip, modulate, item._below_))


def _modulate_of(item: Placing | None) -> Rgba:
    """Return the colour that what is below an item is multiplied by."""
    modulate = WHITE
    while item is not None:
        if item._modulate_ is not WHITE:
            modulate = multiply(item._modulate_, modulate)
        item = item._above_
    return modulate


def is_below(item: Placing | None, *tops: Collection[ItemState]) -> bool:
    """Return True if an item, or something above it, is one of `tops`."""
    while item is not None:
        for items in tops:
            if item in items:
                return True
        item = item._above_
    return False
