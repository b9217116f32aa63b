"""CanvasLayer: what is below it is in front of or behind everything else, and does not move with it."""

from __future__ import annotations

from math import degrees, radians
from typing import TYPE_CHECKING, Any, Final, Unpack

from engine import (
    Node,
    Signal,
    Transform2D,
    Vector2,
)
from engine.canvas.commands import IDENTITY, Matrix
from engine.canvas.geometry import axes_of
from engine.canvas.layer import Layer
from engine.object.lifetime import guarded
from engine.object.property import Field, Getter, Property, Setter, getter, setter
from engine.scene.lifecycle import emit
from engine.scene.notified import notified
from engine.scene.order import in_tree_order

from ..checked import vector2

if TYPE_CHECKING:
    from .keywords import CanvasLayerKeywords


class CanvasLayer(Node):
    """Keeps the canvas items below it apart: a score over the game, a sky behind it.

    Layers are shown in the order of their numbers; what is in none is layer 0. A Camera2D does not move
    them. Source: Godot 3.6's `CanvasLayer`. Unlike Godot: popups are in front of all layers.
    """

    visibility_changed: Final = Signal()

    _layer_: Layer | None = None
    """What the canvas has of it, while it is inside the tree."""
    _number_: int
    _visible_: bool
    _offset_: Vector2
    _rotation_: float
    _scale_: Vector2
    _matrix_: Matrix = IDENTITY

    if TYPE_CHECKING:

        def __init__(self, **properties: Unpack[CanvasLayerKeywords]) -> None: ...

    @notified(Node.NOTIFICATION_ENTER_TREE)
    def _add_layer_(self) -> None:
        assert self._tree_ is not None
        self._layer_ = self._tree_.canvas.add_layer(self._number_)
        self._changed_()

    @notified(Node.NOTIFICATION_EXIT_TREE)
    def _remove_layer_(self) -> None:
        assert self._tree_ is not None
        assert self._layer_ is not None
        self._tree_.canvas.remove_layer(self._layer_)
        self._layer_ = None

    def _changed_(self) -> None:
        if self._layer_ is not None and self._tree_ is not None:
            layer = self._layer_
            if (layer.number, layer._visible_) != (self._number_, self._visible_):
                layer.number, layer._visible_ = self._number_, self._visible_
                self._tree_.canvas.layer_changed(layer)
            self._tree_.canvas.layer_changed(layer, self._matrix_)

    def _placed_(self) -> None:
        x, y = self._offset_
        self._matrix_ = (*axes_of(self._rotation_, self._scale_), x, y)
        self._changed_()

    layer: Property[int] = Field(
        1, int, state="_number_", then="_changed_", doc="Its place: what has a higher number is in front."
    )
    set_layer: Setter[int] = setter("layer")
    get_layer: Getter[int] = getter("layer")
    visible: Property[bool] = Field(True, changed="_shown_or_hidden_", doc="Whether what is in it is shown.")
    set_visible: Setter[bool] = setter("visible")
    is_visible: Getter[bool] = getter("visible")
    offset: Property[Vector2] = Field(
        Vector2.ZERO, vector2, then="_placed_", doc="Where it is in the viewport."
    )
    set_offset: Setter[Vector2] = setter("offset")
    get_offset: Getter[Vector2] = getter("offset")
    rotation: Property[float] = Field(
        0.0, float, then="_placed_", doc="By how many radians it is turned, clockwise."
    )
    set_rotation: Setter[float] = setter("rotation")
    get_rotation: Getter[float] = getter("rotation")
    scale: Property[Vector2] = Field(
        Vector2.ONE, vector2, then="_placed_", doc="How many times as large it is."
    )
    set_scale: Setter[Vector2] = setter("scale")
    get_scale: Getter[Vector2] = getter("scale")

    def _shown_or_hidden_(self) -> None:
        self._changed_()
        emit(self, "visibility_changed")
        if self._layer_ is not None:
            tops: list[Any] = [*in_tree_order(self._layer_._below_)]
            for top in tops:
                if top._visible_ and top._above_ is self._layer_:
                    top._visibility_changed_(self._visible_)

    def show(self) -> None:
        """Set `visible` to True."""
        self.visible = True

    def hide(self) -> None:
        """Set `visible` to False."""
        self.visible = False

    @property
    def rotation_degrees(self) -> float:
        """`rotation` in degrees."""
        return degrees(self._rotation_)

    @rotation_degrees.setter
    @guarded
    def rotation_degrees(self, degrees: float) -> None:
        self.rotation = radians(degrees)

    set_rotation_degrees: Setter[float] = setter("rotation_degrees")
    get_rotation_degrees: Getter[float] = getter("rotation_degrees")

    @property
    def transform(self) -> Transform2D:
        """`offset`, `rotation` and `scale` in one."""
        return Transform2D(*self._matrix_)

    @transform.setter
    @guarded
    def transform(self, transform: Transform2D) -> None:
        a, b, c, d, x, y = transform
        self._offset_, self._rotation_ = Vector2(x, y), transform.get_rotation()
        self._scale_, self._matrix_ = transform.get_scale(), (a, b, c, d, x, y)
        self._changed_()

    set_transform: Setter[Transform2D] = setter("transform")
    get_transform: Getter[Transform2D] = getter("transform")
