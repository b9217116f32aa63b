"""RID and EncodedObjectAsID: what is left of resources and objects that were sent."""

from __future__ import annotations


class RID:
    """The handle of a resource of Godot's servers. There are none here, and the wire loses its number."""

    __slots__ = ()

    def get_id(self) -> int:
        """Return the number of the resource: 0, there is none."""
        return 0

    def __eq__(self, other: object) -> bool:
        return type(other) is RID

    def __hash__(self) -> int:
        return hash(RID)

    def __bool__(self) -> bool:
        return False

    def __repr__(self) -> str:
        return "RID()"

    def __str__(self) -> str:
        return "[RID]"


class EncodedObjectAsID:
    """An object of the remote peer, known by its number: `object_id`.

    Source: Godot 3's class of this name, which `bytes2var` gives for an object.
    """

    __slots__ = ("_object_id",)

    def __init__(self, object_id: int = 0) -> None:
        if not 0 <= object_id < 1 << 64:
            raise ValueError(f"An object id has 64 bits; {object_id} does not fit.")
        self._object_id = object_id

    @property
    def object_id(self) -> int:
        """The instance id that the object has where it lives."""
        return self._object_id

    def get_object_id(self) -> int:
        """Return `object_id`."""
        return self._object_id

    def __eq__(self, other: object) -> bool:
        return isinstance(other, EncodedObjectAsID) and other._object_id == self._object_id

    def __hash__(self) -> int:
        return hash((EncodedObjectAsID, self._object_id))

    def __repr__(self) -> str:
        return f"EncodedObjectAsID({self._object_id})"

    def __str__(self) -> str:
        return f"[EncodedObjectAsID:{self._object_id}]"
