"""VisibilityNotifier2D: tells when a rectangle comes into view, and when it leaves it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Unpack

from engine import Node, Rect2, Signal, Viewport
from engine.canvas.geometry import bounds, compose
from engine.object.property import Field, Getter, Property, Setter, getter, setter
from engine.scene.lifecycle import emit
from engine.scene.notified import notified

from .node_2d import Node2D

if TYPE_CHECKING:
    from .keywords import VisibilityNotifier2DKeywords


def _rect_of(_: object, __: str, rect: Rect2) -> Rect2:
    return Rect2(*rect)


class VisibilityNotifier2D(Node2D):
    """Knows whether its `rect` is in view: what nobody sees may do without much.

    It looks at the end of each frame in which it, or the view, has moved. To be hidden is not to be out of
    view. Source: Godot 3.6's `VisibilityNotifier2D`. *Unlike Godot:* it is exact, where Godot's is out of
    view only some 100 pixels later.
    """

    screen_entered: Final = Signal()
    screen_exited: Final = Signal()
    viewport_entered: Final = Signal[Viewport]("viewport")
    viewport_exited: Final = Signal[Viewport]("viewport")

    _notify_transform_: bool = True
    _rect_: Rect2
    _on_screen_: bool = False

    if TYPE_CHECKING:

        def __init__(self, **properties: Unpack[VisibilityNotifier2DKeywords]) -> None: ...

    rect: Property[Rect2] = Field(
        Rect2(-10.0, -10.0, 20.0, 20.0),
        _rect_of,
        then="_elsewhere_",
        doc="The rectangle, in its coordinates.",
    )
    set_rect: Setter[Rect2] = setter(rect)
    get_rect: Getter[Rect2] = getter(rect)

    def is_on_screen(self) -> bool:
        """Return True if some of the rectangle was in view at the end of the last frame."""
        return self._on_screen_

    @notified(Node.NOTIFICATION_ENTER_TREE)
    def _begin_to_look_(self) -> None:
        self.get_tree().canvas.sights.add(self)

    @notified(Node.NOTIFICATION_EXIT_TREE)
    def _end_to_look_(self) -> None:
        self.get_tree().canvas.sights.remove(self)
        self._seen_(False)

    @notified(Node2D.NOTIFICATION_TRANSFORM_CHANGED)
    def _elsewhere_(self) -> None:
        """Look at the end of this frame."""
        if self._tree_ is not None:
            self._tree_.canvas.sights.moved(self)

    def _look_(self) -> None:
        a, b, c, d, e, f = compose(self._canvas_matrix_(), self._global_matrix_())
        x, y, width, height = self._rect_
        corner = (a, b, c, d, e + a * x + c * y, f + b * x + d * y)
        left, top, right, bottom = bounds(corner, width, height)
        view_x, view_y, view_width, view_height = self.get_viewport_rect()
        across = left < view_x + view_width and right > view_x
        self._seen_(across and top < view_y + view_height and bottom > view_y)

    def _seen_(self, seen: bool) -> None:  # override point
        """Tell of it if it has come into view, or left it; called with each look."""
        if seen == self._on_screen_:
            return
        self._on_screen_ = seen
        viewport = self.get_viewport()
        if seen:
            emit(self, "screen_entered")
            emit(self, "viewport_entered", viewport)
        else:
            emit(self, "viewport_exited", viewport)
            emit(self, "screen_exited")
