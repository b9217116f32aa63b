"""Camera2D: keeps what it is at in the middle of the viewport."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

from engine import (
    Node,
    ScriptError,
    Transform2D,
    Vector2,
)
from engine.canvas.commands import IDENTITY, Matrix
from engine.canvas.geometry import matrix_of
from engine.object.property import Field, Getter, Property, Setter, getter, setter
from engine.scene.notified import notified

from .node_2d import Node2D

if TYPE_CHECKING:
    from .keywords import Camera2DKeywords


def _zoom_of(camera: object, _: str, zoom: Vector2) -> Vector2:
    x, y = zoom
    if not (abs(x) > 1e-5 and abs(y) > 1e-5):
        raise ScriptError(f"{camera!r}: zoom cannot be {zoom!r}: 1, 1 is as it is, 0.5, 0.5 twice as large.")
    return Vector2(x, y)


class Camera2D(Node2D):
    """Moves the canvas while it is `current`, so that it is seen from where the camera is.

    Source: Godot 3.6's `Camera2D`. Unlike Godot: the canvas follows at the end of each frame, but
    for when the camera becomes current, and there are no drag margins.
    """

    ANCHOR_MODE_FIXED_TOP_LEFT = 0
    ANCHOR_MODE_DRAG_CENTER = 1

    anchor_mode: int = ANCHOR_MODE_DRAG_CENTER
    """Whether the camera is in the middle of the viewport, or at its upper left corner."""
    set_anchor_mode: Setter[int] = setter("anchor_mode")
    get_anchor_mode: Getter[int] = getter("anchor_mode")
    offset: Vector2 = Vector2.ZERO
    """How far from there it looks; not subject to the limits."""
    set_offset: Setter[Vector2] = setter("offset")
    get_offset: Getter[Vector2] = getter("offset")
    rotating: bool = False
    """Whether the canvas is turned with it."""
    set_rotating: Setter[bool] = setter("rotating")
    is_rotating: Getter[bool] = getter("rotating")
    smoothing_enabled: bool = False
    """Whether the canvas follows by and by."""
    smoothing_speed: float = 5.0
    """How fast it does: which part of the way in a second, if it went on as fast as at the start."""
    limit_left: int = -10000000
    """What is beyond the limits is not shown."""
    limit_top: int = -10000000
    """As `limit_left`, at the top; pixels, as all of them."""
    limit_right: int = 10000000
    """As `limit_left`, at the right."""
    limit_bottom: int = 10000000
    """As `limit_left`, at the bottom."""

    _current_: bool
    _at_: Vector2 | None = None
    """Where smoothing has got to."""
    _center_: Vector2 = Vector2.ZERO

    if TYPE_CHECKING:

        def __init__(self, **properties: Unpack[Camera2DKeywords]) -> None: ...

    @notified(Node.NOTIFICATION_ENTER_TREE)
    def _enter_view_(self) -> None:
        self._at_ = None
        self._current_set_()

    @notified(Node.NOTIFICATION_EXIT_TREE)
    def _exit_view_(self) -> None:
        if self._current_:
            canvas = self.get_tree().canvas
            canvas.camera, canvas.transform = None, IDENTITY

    current: Property[bool] = Field(
        False,
        then="_current_set_",
        doc="Whether the canvas is seen through it. There is one such camera, the last that became it.",
    )
    is_current: Getter[bool] = getter(current)

    zoom: Property[Vector2] = Field(
        Vector2.ONE,
        _zoom_of,
        doc="How much more is seen: 2, 2 shows twice as much in each direction, half as large.",
    )
    set_zoom: Setter[Vector2] = setter("zoom")
    get_zoom: Getter[Vector2] = getter("zoom")

    def _current_set_(self) -> None:
        if self._tree_ is not None:
            canvas = self._tree_.canvas
            if self._current_ and canvas.camera is not self:
                if canvas.camera is not None:
                    canvas.camera._current_ = False
                canvas.camera = self
                canvas.follow_camera(0.0)
            elif not self._current_ and canvas.camera is self:
                canvas.camera = None

    def make_current(self) -> None:
        """Set `current` to True."""
        self.current = True

    def clear_current(self) -> None:
        """Set `current` to False; the canvas stays where it is."""
        self.current = False

    def reset_smoothing(self) -> None:
        """Let the canvas be where it is on the way to, in the next frame."""
        self._at_ = None

    def force_update_scroll(self) -> None:
        """Let the canvas follow now."""
        if self._current_:
            self.get_tree().canvas.follow_camera(0.0)

    def get_camera_position(self) -> Vector2:
        """Return where the camera is on the canvas."""
        return self.global_position

    def get_camera_screen_center(self) -> Vector2:
        """Return which point of the canvas was in the middle of the viewport when it last followed."""
        return self._center_

    def _screen_offset_(self) -> Vector2:
        """Return where in the viewport it is."""
        if self.anchor_mode == Camera2D.ANCHOR_MODE_FIXED_TOP_LEFT:
            return Vector2.ZERO
        return self.get_viewport().get_visible_rect().size * 0.5

    def _seen_from_it_(self, delta: float) -> Matrix:
        """Return where the canvas has to be."""
        at = self.global_position
        if self.smoothing_enabled and self._at_ is not None:
            at = self._at_ + (at - self._at_) * min(1.0, self.smoothing_speed * delta)
        self._at_ = at
        size = self.get_viewport().get_visible_rect().size * self.zoom
        angle = self.global_rotation if self.rotating else 0.0
        if self.anchor_mode == Camera2D.ANCHOR_MODE_DRAG_CENTER:
            at -= (size * 0.5).rotated(angle)
        x = min(max(at[0], self.limit_left), self.limit_right - size[0])
        y = max(self.limit_top, min(at[1], self.limit_bottom - size[1]))
        corner = Vector2(x, y) + self.offset
        self._center_ = corner + size * 0.5
        a, b, c, d, e, f = Transform2D(*matrix_of(corner, angle, self.zoom)).affine_inverse()
        return (a, b, c, d, e, f)
