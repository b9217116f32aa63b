"""Viewport: what the tree is seen through. `SceneTree.root` is one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ..object.lifetime import guarded
from ..object.signal import Signal
from ..variant.vector2 import Vector2
from .node import Node

if TYPE_CHECKING:
    from ..input.event import InputEvent
    from ..variant.rect2 import Rect2
    from ..variant.transform2d import Transform2D


class Viewport(Node):
    """The root of a tree: its size in logical pixels, and where input comes in.

    Source: Godot 3.6's `Viewport`. There is one, the root; it cannot be made smaller than the window.
    """

    size_changed: Final = Signal()
    gui_focus_changed: Final = Signal[Any]("node")

    _size_: Vector2 = Vector2(1024.0, 600.0)

    @property
    def size(self) -> Vector2:
        """Width and height in logical pixels."""
        return self._size_

    @size.setter
    @guarded
    def size(self, size: Vector2) -> None:
        size = Vector2(*size)
        if size != self._size_:
            self._size_ = size
            self.size_changed.emit()

    def get_size(self) -> Vector2:
        """Return `size`: how large it is, in pixels."""
        return self._size_

    def set_size(self, size: Vector2) -> None:
        """Set `size`, in pixels; what is laid out in it follows."""
        self.size = size

    @property
    def canvas_transform(self) -> Transform2D:
        """Where the canvas is in the viewport. A Camera2D sets it."""
        from ..variant.transform2d import Transform2D

        return Transform2D(*self.get_tree().canvas.transform)

    @canvas_transform.setter
    @guarded
    def canvas_transform(self, transform: Transform2D) -> None:
        a, b, c, d, e, f = transform
        self.get_tree().canvas.transform = (a, b, c, d, e, f)

    def get_canvas_transform(self) -> Transform2D:
        """Return `canvas_transform`: where what it shows stands in it."""
        return self.canvas_transform

    def set_canvas_transform(self, xform: Transform2D) -> None:
        """Set `canvas_transform`, as a camera does: all that is on no layer moves."""
        self.canvas_transform = xform

    def get_visible_rect(self) -> Rect2:
        """Return the rectangle from 0, 0 of the viewport's `size`."""
        from ..variant.rect2 import Rect2

        return Rect2(Vector2.ZERO, self._size_)

    def get_mouse_position(self) -> Vector2:
        """Return where the pointer was last seen, in the viewport's coordinates."""
        return self.get_tree()._services_.input.mouse_position

    def get_modal_stack_top(self) -> Any:
        """Return the frontmost Control that is shown modally, or None."""
        gui = self.get_tree()._services_.input.gui
        return gui.modal if gui is not None else None

    def gui_has_modal_stack(self) -> bool:
        """Return True if a Control is shown modally."""
        return self.get_modal_stack_top() is not None

    # -- Input ---------------------------------------------------------------------------------

    def input(self, event: InputEvent) -> None:
        """Send an event, in the viewport's coordinates, to `_input` of the nodes and to the Controls."""
        self.get_tree()._services_.input.deliver(event)

    def unhandled_input(self, event: InputEvent) -> None:
        """Send an event to `_unhandled_input` of the nodes and, if it is a key, `_unhandled_key_input`."""
        self.get_tree()._services_.input.deliver_unhandled(event)

    def set_input_as_handled(self) -> None:
        """Keep the event that is under way from going to anybody else."""
        self.get_tree().set_input_as_handled()

    def is_input_handled(self) -> bool:
        """Return whether somebody took the event that is under way as handled."""
        return self.get_tree().is_input_handled()
