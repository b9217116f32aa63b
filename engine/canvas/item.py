"""What a canvas keeps in the items that it shows, and what it asks of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from ..scene.state import NodeState
from .commands import WHITE, Matrix, Rgba
from .drawing import Drawing

if TYPE_CHECKING:
    from ..variant.vector2 import Vector2


class Placing(Protocol):
    """What places items on the canvas: an item those below it, a layer those that no item is above."""

    _drawing_: Drawing
    _modulate_: Rgba
    _visible_: bool

    @property
    def _above_(self) -> Placing | None:
        """What places it in turn."""

    @property
    def _below_(self) -> dict[ItemState, None] | None:
        """What it places."""


class ItemState(NodeState):
    """The state of one canvas item, as `NodeState` is that of a node; `CanvasItem` has the behaviour.

    Its names are there for friends: for what orders, places and draws items.
    """

    _drawing_: Drawing
    _slot_: int = -1
    """Its place among all that is shown, -1 if it is not."""
    _above_: Placing | None = None
    """What places it, while it is inside the tree."""
    _below_: dict[ItemState, None] | None = None
    """What it places."""
    _visible_: bool = True
    _toplevel_: bool = False
    _rises_: bool = False
    """Whether it is in front of everything when it is set as top level."""
    _behind_: bool = False
    _by_height_: bool = False
    """Whether what is below it is drawn by its height: see `order.by_height`."""
    _z_index_: int = 0
    _z_relative_: bool = True
    _modulate_: Rgba = WHITE
    _self_modulate_: Rgba = WHITE
    _clips_: bool = False
    """Whether `_clip_size_` is to be asked."""
    _notify_transform_: bool = False
    _moved_items_: dict[ItemState, None] | None = None
    """Where it puts itself when it has moved: None outside the tree, and if more is to be done."""
    _is_followed_: bool = False
    """Whether others than the canvas are told when it moves: see `Canvas.follow`."""

    if TYPE_CHECKING:  # see CanvasItem, which has them
        _matrix_: Callable[[], Matrix]  # override point
        _exact_matrix_: Callable[[], Matrix]  # override point
        _global_matrix_: Callable[[], Matrix]  # override point
        _canvas_matrix_: Callable[[], Matrix]  # override point
        _clip_size_: Callable[[], tuple[float, float] | None]  # override point
        _redraw_: Callable[[], None]  # override point
        get_parent_item: Callable[[], ItemState | None]
        is_visible_in_tree: Callable[[], bool]


class Camera(Protocol):
    """What the canvas is seen through."""

    _current_: bool

    def _seen_from_it_(self, delta: float) -> Matrix:
        """Return the transform of the canvas, `delta` seconds after it was asked last."""

    def _screen_offset_(self) -> Vector2:
        """Return where in the viewport the camera is."""


class Scrolled(Protocol):
    """What is told where the camera looks: a ParallaxBackground."""

    def _scrolled_(self, transform: Matrix, offset: Vector2) -> None:  # friend: canvas
        """Take note of the transform of the canvas, and of where in the viewport the camera is."""


class Culled(Protocol):
    """What shows only those of its parts that are in sight."""

    def _show_near_(self) -> None:
        """Show what is in sight now."""
