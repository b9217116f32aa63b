"""Hit test: which Control takes the mouse at a point."""

from __future__ import annotations

from collections.abc import Collection

from engine import Vector2
from engine.canvas.canvas import Canvas
from engine.canvas.commands import Matrix
from engine.canvas.geometry import compose
from engine.canvas.item import ItemState, Placing
from engine.canvas.layer import Layer
from engine.scene.order import in_tree_order

from .state import ControlState


def control_at(canvas: Canvas, tops: Collection[ControlState], position: Vector2) -> ControlState | None:
    """Return the frontmost Control that takes the mouse at a point of the viewport, or None.

    `tops` are the Controls that no other is above. Those set as top level come before them.

    Source: Godot 3.6's `Viewport::_gui_find_control` and `_gui_find_control_at_pos`.
    """
    rising = {top: None for top in canvas.toplevels() if isinstance(top, ControlState)}
    for branches in (rising, {top: None for top in tops if top not in rising} if rising else tops):
        ordered = [*in_tree_order(branches)]
        if len(ordered) > 1:
            ordered.sort(key=_layer_number)
        for top in reversed(ordered):
            if top.is_visible_in_tree():
                parent = top.get_parent_item()
                above = top._canvas_matrix_()
                if parent is not None:
                    above = compose(above, parent._global_matrix_())
                local = point_in(above, *position)
                found = None if local is None else _find_at(top, *local)
                if found is not None:
                    return found
    return None


def _layer_number(item: ItemState) -> int:
    above: Placing | None = item._above_
    while above is not None and not isinstance(above, Layer):
        above = above._above_
    return 0 if above is None else above.number


def point_in(matrix: Matrix, x: float, y: float) -> tuple[float, float] | None:
    """Return a point in the coordinates that a matrix leads out of; None if that has no area."""
    a, b, c, d, e, f = matrix
    x, y = x - e, y - f
    if a == d == 1.0 and b == c == 0.0:
        return x, y
    area = a * d - b * c
    return ((d * x - c * y) / area, (a * y - b * x) / area) if area else None


def _find_at(item: ItemState, x: float, y: float) -> ControlState | None:
    """Return the frontmost Control of a branch that takes the mouse at a point, or None.

    The point is in the coordinates of the item's parent.
    """
    local = point_in(item._matrix_(), x, y)
    if local is None:
        return None
    x, y = local
    control = item if isinstance(item, ControlState) else None
    inside = control is not None and control.has_point(Vector2(x, y))
    children = item._children_
    if children is not None and (inside or control is None or not control._clips_input_()):
        for child in reversed(children.listed()):
            if isinstance(child, ItemState) and child._visible_ and not child._toplevel_:
                found = _find_at(child, x, y)
                if found is not None:
                    return found
    if inside and control is not None and control._mouse_filter_ != ControlState.MOUSE_FILTER_IGNORE:
        return control
    return None
