"""Collider2D: what CollisionObject2D and TileMap have in common: they are in layers, and look at some."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

from engine import RID, ScriptError
from engine.object.property import Field, Getter, Property, Setter, getter, setter
from engine.physics2d.collider import Collider

from ..canvas.node_2d import Node2D

if TYPE_CHECKING:
    from .keywords import Collider2DKeywords


def layers_of(node: object, name: str, layers: int) -> int:
    """Return a set of layers, one bit for each. ScriptError if it is none."""
    if not 0 <= layers < 1 << 32:
        raise ScriptError(f"{node!r}: {name} has a bit for each of 32 layers; {layers!r} is no such number.")
    return int(layers)


def with_bit(node: object, layers: int, bit: int, value: bool) -> int:
    """Return layers of which one is set or cleared. ScriptError if there is no such layer."""
    if bit not in range(32):
        raise ScriptError(f"{node!r}: there is no layer bit {bit!r}: take 0 to 31.")
    return layers | 1 << bit if value else layers & ~(1 << bit)


class Collider2D(Node2D):
    """A node that can be touched. A subclass makes its `_collider_`, and puts it into the space."""

    _collider_: Collider

    if TYPE_CHECKING:

        def __init__(self, **properties: Unpack[Collider2DKeywords]) -> None: ...

    collision_layer: Property[int] = Field(
        1,
        layers_of,
        state="_collider_.layer",
        then="_filtered_",
        doc="In which layers it is: a bit for each.",
    )
    set_collision_layer: Setter[int] = setter(collision_layer, "layer")
    get_collision_layer: Getter[int] = getter(collision_layer)

    collision_mask: Property[int] = Field(
        1, layers_of, state="_collider_.mask", then="_filtered_", doc="Which layers it looks at."
    )
    set_collision_mask: Setter[int] = setter(collision_mask, "mask")
    get_collision_mask: Getter[int] = getter(collision_mask)

    def set_collision_layer_bit(self, bit: int, value: bool) -> None:
        """Put it into a layer, or take it out."""
        self.collision_layer = with_bit(self, self.collision_layer, bit, value)

    def get_collision_layer_bit(self, bit: int) -> bool:
        """Return True if it is in a layer."""
        return bool(self.collision_layer >> bit & 1)

    def set_collision_mask_bit(self, bit: int, value: bool) -> None:
        """Have it look at a layer, or not."""
        self.collision_mask = with_bit(self, self.collision_mask, bit, value)

    def get_collision_mask_bit(self, bit: int) -> bool:
        """Return True if it looks at a layer."""
        return bool(self.collision_mask >> bit & 1)

    def get_rid(self) -> RID:
        """Return the handle that signals and queries call it by."""
        return RID(self.get_instance_id())

    def _filtered_(self) -> None:
        if self._tree_ is not None:
            self._tree_._services_.physics2d.space.refiltered(self._collider_)
