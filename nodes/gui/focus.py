"""Focus: which Control gets the keyboard next, by Tab and by the arrow keys.

Source: Godot 3.6's `Control::find_next_valid_focus` and `_get_focus_neighbour`.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import hypot, inf

from engine import ScriptError
from engine.canvas.drawing import Bounds
from engine.canvas.geometry import bounds
from engine.canvas.item import ItemState

from .state import ControlState

CMP_EPSILON = 0.00001
_MOST_STEPS = 512
"""How long a chain of `focus_neighbour_…` may be."""

_DIRECTIONS = ((-1, 0), (0, -1), (1, 0), (0, 1))


def after(control: ControlState, path: str, step: int) -> ControlState | None:
    """Return who gets the focus on Tab, with a `step` of 1, or Shift+Tab, -1.

    That is the one at `path`, if there is one; else who comes next in the tree. This one if there is no
    other; None if nobody takes it.
    """
    if path:
        named = _named(control, path)
        if named is None:
            return None
        if _takes_focus(named):
            return named
    order = [
        each
        for each in focusable(_window_of(control))
        if each is control or each._focus_mode_ == ControlState.FOCUS_ALL
    ]
    if control not in order:
        return None
    found = order[(order.index(control) + step) % len(order)]
    return found if found._focus_mode_ == ControlState.FOCUS_ALL else None


def neighbour(control: ControlState, margin: int) -> ControlState | None:
    """Return the Control that gets the focus in the direction of a MARGIN_* side, or None."""
    at: ControlState | None = control
    for _ in range(_MOST_STEPS):
        assert at is not None
        path = at.get_focus_neighbour(margin)
        if not path:
            return _nearest(at, margin)
        at = _named(at, path)
        if at is None or _takes_focus(at):
            return at
    return None


def focusable(top: ControlState) -> Iterator[ControlState]:
    """Yield a Control and the visible ones below it that belong to the same window."""
    rest = [top]
    while rest:
        control = rest.pop()
        yield control
        if control._children_ is not None:
            rest += [
                child
                for child in reversed(control._children_.listed())
                if isinstance(child, ControlState) and child._visible_ and not child._toplevel_
            ]


def _takes_focus(control: ControlState) -> bool:
    return control._visible_ and control._focus_mode_ != ControlState.FOCUS_NONE


def _named(control: ControlState, path: str) -> ControlState | None:
    node = control.get_node_or_null(path)
    if node is not None and not isinstance(node, ControlState):
        raise ScriptError(
            f"{control!r}: {path!r} is {node!r}, which is no Control and cannot have the focus."
        )
    return node


def _window_of(control: ControlState) -> ControlState:
    """Return the topmost Control of those that Tab goes round: a popup, or the one without a parent."""
    top = control
    at: ItemState | None = control
    while at is not None and not at._toplevel_:
        at = at.get_parent_item()
        if isinstance(at, ControlState):
            top = at
    return top


def _nearest(control: ControlState, margin: int) -> ControlState | None:
    """Return the nearest Control that lies beyond one's edge."""
    across, down = _DIRECTIONS[margin]
    left, top, right, bottom = mine = _bounds(control)
    edge = max(across * left, across * right) + max(down * top, down * bottom)
    found, least = None, inf
    for other in focusable(_window_of(control)):
        if other is control or other._focus_mode_ != ControlState.FOCUS_ALL:
            continue
        theirs = left, top, right, bottom = _bounds(other)
        near = min(across * left, across * right) + min(down * top, down * bottom)
        if near > edge - CMP_EPSILON:
            distance = _distance(mine, theirs)
            if distance < least:
                found, least = other, distance
    return found


def _bounds(control: ControlState) -> Bounds:
    return bounds(control._global_matrix_(), *control._size_)


def _distance(one: Bounds, other: Bounds) -> float:
    """Return how far two upright rectangles are from each other."""
    across = max(0.0, one[0] - other[2], other[0] - one[2])
    down = max(0.0, one[1] - other[3], other[1] - one[3])
    return hypot(across, down)
