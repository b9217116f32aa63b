"""CollisionObject2D: what can be touched, made of shapes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Final, Unpack

from engine import Node, ScriptError, Signal, Transform2D
from engine.object.property import Field, Getter, Property, Setter, getter, setter
from engine.physics2d.collider import AREA, STATIC, Collider, Part
from engine.physics2d.vectors import IDENTITY, Matrix
from engine.scene.hooks import call_hook
from engine.scene.lifecycle import emit
from engine.scene.notified import notified

from .collider_2d import Collider2D
from .shapes import shape_of

if TYPE_CHECKING:
    from engine import InputEvent

    from .keywords import CollisionObject2DKeywords
    from .shapes import Shape2D


class ShapeOwner:
    """Some shapes of a collision object that belong together, as those of one CollisionPolygon2D."""

    __slots__ = ("disabled", "margin", "matrix", "one_way", "owner", "parts")

    def __init__(self, owner: Any) -> None:
        self.owner: Any = owner
        self.matrix: Matrix = IDENTITY
        self.disabled: bool = False
        self.one_way: bool = False
        self.margin: float = 1.0
        self.parts: list[Part] = []

    def apply(self) -> None:
        """Let the shapes be as it is."""
        for part in self.parts:
            part.local = self.matrix
            part.disabled, part.one_way, part.margin = self.disabled, self.one_way, self.margin
            part.changed()


class CollisionObject2D(Collider2D):
    """The base of Area2D and of the bodies. Its shapes are those of the CollisionShape2D's below it.

    While the pointer is over one that is `input_pickable` it is told so in the physics steps, if nobody else
    takes the event: a Control does that whose `mouse_filter` is not MOUSE_FILTER_IGNORE.

    Two of them notice each other if the `collision_layer` of one has a bit of the `collision_mask` of the
    other, either way round.

    Source: Godot 3.6's `CollisionObject2D`. Unlike Godot: what changes while signals of areas are emitted
    is not refused, but for `monitoring` and `monitorable`.
    """

    input_event: Final = Signal[Any, Any, int]("viewport", "event", "shape_idx")
    mouse_entered: Final = Signal()
    mouse_exited: Final = Signal()

    _kind_: ClassVar[int] = STATIC
    _collider_: Collider  # friend: insiders, physics_body_2d
    _shape_owners_: dict[int, ShapeOwner]

    if TYPE_CHECKING:

        def __init__(self, **properties: Unpack[CollisionObject2DKeywords]) -> None: ...

    def _make_parts_(self) -> None:
        self._collider_ = Collider(self, self._kind_)
        self._collider_.pickable = self._kind_ == AREA
        self._shape_owners_ = {}

    def _input_event(self, viewport: Any, event: InputEvent, shape_idx: int, /) -> Any:
        """Override: called with what the pointer does over it, if `input_pickable` is set."""

    def _pointed_at_(self, event: InputEvent, shape_idx: int) -> None:  # friend: picking
        viewport = self.get_viewport()
        call_hook(self, "_input_event", viewport, event, shape_idx)
        emit(self, "input_event", viewport, event, shape_idx)

    def _pointer_entered_(self) -> None:  # friend: picking
        emit(self, "mouse_entered")

    def _pointer_left_(self) -> None:  # friend: picking
        emit(self, "mouse_exited")

    input_pickable: Property[bool] = Field(
        False, state="_collider_.pickable", doc="Whether it is told what the pointer does over it."
    )
    set_pickable: Setter[bool] = setter(input_pickable, "enabled")
    is_pickable: Getter[bool] = getter(input_pickable)

    def _metadata_of_(self, part: Part) -> Any:  # friend: world_2d, kinematic_collision_2d
        """Return what queries tell of a shape besides: nothing, but for a TileMap."""
        return None

    # -- In the tree -----------------------------------------------------------------------------

    @notified(Node.NOTIFICATION_ENTER_TREE)
    def _enter_space_(self) -> None:
        assert self._tree_ is not None
        self._tree_._services_.physics2d.enter(self._collider_, self)

    @notified(Node.NOTIFICATION_EXIT_TREE)
    def _exit_space_(self) -> None:
        assert self._tree_ is not None
        for watcher in self._tree_._services_.physics2d.leave(self._collider_, self):
            watcher.owner._insiders_.gone(self)

    # -- Shapes ----------------------------------------------------------------------------------

    def create_shape_owner(self, owner: Any) -> int:
        """Return a number for shapes that belong to `owner`."""
        number = max(self._shape_owners_, default=0) + 1 if self._shape_owners_ else 0
        self._shape_owners_[number] = ShapeOwner(owner)
        return number

    def remove_shape_owner(self, owner_id: int) -> None:
        """Take the shapes of a number away, and the number."""
        self.shape_owner_clear_shapes(owner_id)
        del self._shape_owners_[owner_id]

    def get_shape_owners(self) -> list[int]:
        """Return the numbers that there are."""
        return list(self._shape_owners_)

    def shape_owner_get_owner(self, owner_id: int) -> Any:
        """Return whose shapes they are."""
        return self._shape_owner_(owner_id).owner

    def shape_owner_set_transform(self, owner_id: int, transform: Transform2D) -> None:
        """Set where they are, in the coordinates of this node."""
        a, b, c, d, e, f = transform
        self._shape_owner_(owner_id).matrix = (a, b, c, d, e, f)
        self._apply_(owner_id)

    def shape_owner_get_transform(self, owner_id: int) -> Transform2D:
        """Return where they are."""
        return Transform2D(*self._shape_owner_(owner_id).matrix)

    def shape_owner_set_disabled(self, owner_id: int, disabled: bool) -> None:
        """Let them touch nothing, or something again."""
        self._shape_owner_(owner_id).disabled = bool(disabled)
        self._apply_(owner_id)

    def is_shape_owner_disabled(self, owner_id: int) -> bool:
        """Return whether they touch nothing."""
        return self._shape_owner_(owner_id).disabled

    def shape_owner_set_one_way_collision(self, owner_id: int, enable: bool) -> None:
        """Let them stop only what comes from above."""
        self._shape_owner_(owner_id).one_way = bool(enable)
        self._apply_(owner_id)

    def is_shape_owner_one_way_collision_enabled(self, owner_id: int) -> bool:
        """Return whether they stop only what comes from above."""
        return self._shape_owner_(owner_id).one_way

    def shape_owner_set_one_way_collision_margin(self, owner_id: int, margin: float) -> None:
        """Set how deep in them that may be when they do."""
        self._shape_owner_(owner_id).margin = float(margin)
        self._apply_(owner_id)

    def get_shape_owner_one_way_collision_margin(self, owner_id: int) -> float:
        """Return how deep in them that may be."""
        return self._shape_owner_(owner_id).margin

    def shape_owner_add_shape(self, owner_id: int, shape: Shape2D) -> None:
        """Add a shape."""
        owner = self._shape_owner_(owner_id)
        part = Part(self._collider_, shape_of(self, "shape", shape))
        shape._used_(part)
        owner.parts.append(part)
        self._collider_.parts.append(part)
        self._collider_.renumber()
        self._apply_(owner_id)

    def shape_owner_get_shape_count(self, owner_id: int) -> int:
        """Return how many shapes there are."""
        return len(self._shape_owner_(owner_id).parts)

    def shape_owner_get_shape(self, owner_id: int, shape_id: int) -> Shape2D:
        """Return one of the shapes."""
        shape: Any = self._part_(owner_id, shape_id).shape
        found: Shape2D = shape
        return found

    def shape_owner_get_shape_index(self, owner_id: int, shape_id: int) -> int:
        """Return which of all shapes of this node it is, as signals and queries tell."""
        return self._part_(owner_id, shape_id).index

    def shape_owner_remove_shape(self, owner_id: int, shape_id: int) -> None:
        """Take one of the shapes away."""
        part = self._part_(owner_id, shape_id)
        self._shape_owner_(owner_id).parts.remove(part)
        self._drop_(part)
        self._collider_.renumber()
        self._reshaped_()

    def shape_owner_clear_shapes(self, owner_id: int) -> None:
        """Take all of the shapes away."""
        while self._shape_owner_(owner_id).parts:
            self.shape_owner_remove_shape(owner_id, 0)

    def shape_find_owner(self, shape_index: int) -> int:
        """Return the number of the owner of one of all shapes of this node."""
        for number, owner in self._shape_owners_.items():
            if any(part.index == shape_index for part in owner.parts):
                return number
        raise ScriptError(
            f"{self!r} has {len(self._collider_.parts)} shapes, so there is no shape {shape_index!r}."
        )

    def _shape_owner_(self, owner_id: int) -> ShapeOwner:
        try:
            return self._shape_owners_[owner_id]
        except KeyError:
            raise ScriptError(
                f"{self!r} has no shape owner {owner_id!r}, but {list(self._shape_owners_)}."
                " `create_shape_owner(self)` returns the number of a new one."
            ) from None

    def _part_(self, owner_id: int, shape_id: int) -> Part:
        parts = self._shape_owner_(owner_id).parts
        if shape_id not in range(len(parts)):
            raise ScriptError(f"{self!r}: shape owner {owner_id} has {len(parts)} shapes, not {shape_id!r}.")
        return parts[shape_id]

    def _drop_(self, part: Part) -> None:
        part.disabled = True  # what is paired with it finds out so
        part.changed()
        if self._tree_ is not None:
            self._tree_._services_.physics2d.space.reshaped(self._collider_)
        self._collider_.parts.remove(part)

    def _apply_(self, owner_id: int) -> None:
        self._shape_owners_[owner_id].apply()
        self._reshaped_()

    def _reshaped_(self) -> None:  # friend: shapes
        """Take note that a shape is another, or is somewhere else."""
        if self._tree_ is not None:
            self._tree_._services_.physics2d.space.reshaped(self._collider_)
