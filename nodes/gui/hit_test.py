"""Hit test: which Control takes the mouse at a point."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engine import Transform2D, Vector2
from engine.display.commands import Matrix
from engine.display.geometry import compose
from engine.scene.canvas_layer import Layer
from engine.scene.order import in_tree_order

from .control import Control

if TYPE_CHECKING:
    from engine.scene.canvas import Canvas


def control_at(canvas: Canvas, tops: dict[Any, None], position: Vector2) -> Any:
    """Return the frontmost Control that takes the mouse at a point of the viewport, or None.

    `tops` are the Controls that no other is above. Those set as top level come before them.

    Source: Godot 3.6's `Viewport::_gui_find_control` and `_gui_find_control_at_pos`.
    """
    rising = {top: None for top in canvas.toplevels() if isinstance(top, Control)}
    for branches in (rising, {top: None for top in tops if top not in rising} if rising else tops):
        ordered: list[Any] = [*in_tree_order(branches)]
        if len(ordered) > 1:
            ordered.sort(key=_layer_number)
        for top in reversed(ordered):
            if top.is_visible_in_tree():
                parent = top.get_parent_item()
                above: Matrix = top._canvas_matrix_()
                if parent is not None:
                    above = compose(above, parent._global_matrix_())
                found = _find_at(top, above, position)
                if found is not None:
                    return found
    return None


def _layer_number(item: Any) -> int:
    above = item._above_
    while above is not None and not isinstance(above, Layer):
        above = above._above_
    return 0 if above is None else above.number


def _find_at(item: Any, above: Matrix, position: Vector2) -> Any:
    """Return the frontmost Control of a branch that takes the mouse at a point, or None."""
    if not item._visible_:
        return None
    matrix = compose(above, item._matrix_())
    if matrix[0] * matrix[3] == matrix[1] * matrix[2]:
        return None  # without area
    is_control = isinstance(item, Control)
    inside = is_control and item.has_point(_seen_from(matrix, position))
    children = item._children_
    if children is not None and (inside or not is_control or not item._clips_input_()):
        for child in reversed(children.listed()):
            if hasattr(child, "_drawing_") and not child._toplevel_:
                found = _find_at(child, matrix, position)
                if found is not None:
                    return found
    return item if inside and item._mouse_filter_ != Control.MOUSE_FILTER_IGNORE else None


def _seen_from(matrix: Matrix, position: Vector2) -> Vector2:
    """Return a point in the coordinates that the matrix leads out of."""
    a, b, c, d, e, f = matrix
    if a == d == 1.0 and b == c == 0.0:
        return Vector2(position[0] - e, position[1] - f)
    return Transform2D(*matrix).affine_inverse().xform(position)
