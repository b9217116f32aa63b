"""Viewport: what the tree is seen through. `SceneTree.root` is one."""

from __future__ import annotations

from typing import Any

from .node import Node
from .signal import Signal
from .variant.rect2 import Rect2
from .variant.vector2 import Vector2


class Viewport(Node):
    """The root of a tree: its size in logical pixels, and where input comes in.

    Source: Godot 3.6's `Viewport`. There is one, the root; it cannot be made smaller than the window.
    """

    size_changed = Signal[()]()

    _size_: Vector2 = Vector2(1024.0, 600.0)
    _mouse_position_: Vector2 = Vector2.ZERO
    _gui_: Any = None
    """What gives input to the Controls; the first one that enters the tree puts it here."""

    @property
    def size(self) -> Vector2:
        """Width and height in logical pixels."""
        return self._size_

    @size.setter
    def size(self, size: Vector2) -> None:
        size = Vector2(*size)
        if size != self._size_:
            self._size_ = size
            self.size_changed.emit()

    def get_size(self) -> Vector2:
        """Return `size`."""
        return self._size_

    def set_size(self, size: Vector2) -> None:
        """Set `size`."""
        self.size = size

    def get_visible_rect(self) -> Rect2:
        """Return the rectangle from 0, 0 of the viewport's `size`."""
        return Rect2(Vector2.ZERO, self._size_)

    def get_mouse_position(self) -> Vector2:
        """Return where the pointer was last seen, in the viewport's coordinates."""
        return self._mouse_position_
