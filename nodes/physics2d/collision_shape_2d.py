"""CollisionShape2D: a shape of the area or the body that it is a child of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

from engine import Node, Transform2D
from engine.object.property import Field, Getter, Property, Setter, getter, setter
from engine.scene.notified import notified

from ..canvas.node_2d import Node2D
from ..checked import finite
from .collision_object_2d import CollisionObject2D
from .shapes import Shape2D, shape_of

if TYPE_CHECKING:
    from .keywords import CollisionShape2DKeywords


class ShapeHolder(Node2D):
    """What CollisionShape2D and CollisionPolygon2D have in common: they give shapes to their parent."""

    _disabled_: bool
    _one_way_collision_: bool
    _one_way_collision_margin_: float
    _holder_: CollisionObject2D | None = None
    """The parent, if it is one that has shapes."""
    _owner_id_: int = -1

    def _make_parts_(self) -> None:
        self._notify_local_ = True

    disabled: Property[bool] = Field(False, then="_settings_set_", doc="Whether it touches nothing.")
    set_disabled: Setter[bool] = setter(disabled)
    is_disabled: Getter[bool] = getter(disabled)

    one_way_collision: Property[bool] = Field(
        False, then="_settings_set_", doc="Whether it stops only what comes from above it, as it is turned."
    )
    set_one_way_collision: Setter[bool] = setter(one_way_collision, "enabled")
    is_one_way_collision_enabled: Getter[bool] = getter(one_way_collision)

    one_way_collision_margin: Property[float] = Field(
        1.0, finite, then="_settings_set_", doc="How deep in it that may be when it is stopped."
    )
    set_one_way_collision_margin: Setter[float] = setter(one_way_collision_margin, "margin")
    get_one_way_collision_margin: Getter[float] = getter(one_way_collision_margin)

    def _shapes_(self) -> list[Shape2D]:  # override point
        """Return the shapes that the parent gets."""
        return []

    @notified(Node.NOTIFICATION_PARENTED)
    def _parented_(self) -> None:
        if isinstance(self._parent_, CollisionObject2D):
            self._holder_ = self._parent_
            self._owner_id_ = self._holder_.create_shape_owner(self)
            self._shapes_set_()
            self._placed_()

    @notified(Node.NOTIFICATION_UNPARENTED)
    def _unparented_(self) -> None:
        if self._holder_ is not None:
            self._holder_.remove_shape_owner(self._owner_id_)
            self._holder_ = None

    @notified(Node2D.NOTIFICATION_LOCAL_TRANSFORM_CHANGED)
    def _placed_(self) -> None:
        if self._holder_ is not None:
            self._holder_.shape_owner_set_transform(self._owner_id_, Transform2D(*self._matrix_()))

    @notified(Node.NOTIFICATION_ENTER_TREE)
    def _entered_(self) -> None:
        self._placed_()  # outside the tree nobody said that it moved

    def _shapes_set_(self) -> None:
        if self._holder_ is not None:
            self._holder_.shape_owner_clear_shapes(self._owner_id_)
            for shape in self._shapes_():
                self._holder_.shape_owner_add_shape(self._owner_id_, shape)
            self._settings_set_()

    def _settings_set_(self) -> None:
        if self._holder_ is not None:
            holder, number = self._holder_, self._owner_id_
            holder.shape_owner_set_disabled(number, self._disabled_)
            holder.shape_owner_set_one_way_collision(number, self._one_way_collision_)
            holder.shape_owner_set_one_way_collision_margin(number, self._one_way_collision_margin_)


class CollisionShape2D(ShapeHolder):
    """Gives a shape to the area or the body that it is a child of: `CollisionShape2D(shape=…)`.

    Source: Godot 3.6's `CollisionShape2D`.
    """

    _shape_: Shape2D | None

    if TYPE_CHECKING:

        def __init__(self, **properties: Unpack[CollisionShape2DKeywords]) -> None: ...

    shape: Property[Shape2D | None] = Field(None, shape_of, then="_shapes_set_", doc="The shape, or None.")
    set_shape: Setter[Shape2D | None] = setter(shape)
    get_shape: Getter[Shape2D | None] = getter(shape)

    def _shapes_(self) -> list[Shape2D]:
        return [] if self._shape_ is None else [self._shape_]
