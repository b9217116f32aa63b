"""RID and EncodedObjectAsID: what is left of resources and objects that were sent."""

from __future__ import annotations


class RID:
    """The handle of a resource of Godot's servers, of which there are none here.

    One that came from Godot 4 has its number; Godot 3 sends none.
    """

    __slots__ = ("_id",)

    def __init__(self, id: int = 0) -> None:
        self._id = _of_64_bits("A RID", id)

    def get_id(self) -> int:
        """Return the number that the resource has where it lives, 0 for none."""
        return self._id

    def is_valid(self) -> bool:
        """Return True if it has a number."""
        return self._id != 0

    def __eq__(self, other: object) -> bool:
        return type(other) is RID and other._id == self._id

    def __hash__(self) -> int:
        return hash((RID, self._id))

    def __bool__(self) -> bool:
        return self._id != 0

    def __repr__(self) -> str:
        return f"RID({self._id})" if self._id else "RID()"

    def __str__(self) -> str:
        return "[RID]"


class EncodedObjectAsID:
    """An object of the remote peer, known by its number: `object_id`.

    Source: Godot 3's class of this name, which `bytes2var` gives for an object.
    """

    __slots__ = ("_object_id",)

    def __init__(self, object_id: int = 0) -> None:
        self._object_id = _of_64_bits("An object id", object_id)

    @property
    def object_id(self) -> int:
        """The instance id that the object has where it lives."""
        return self._object_id

    def get_object_id(self) -> int:
        """Return `object_id`: the number of the object that it is of, 0 for none."""
        return self._object_id

    def __eq__(self, other: object) -> bool:
        return isinstance(other, EncodedObjectAsID) and other._object_id == self._object_id

    def __hash__(self) -> int:
        return hash((EncodedObjectAsID, self._object_id))

    def __repr__(self) -> str:
        return f"EncodedObjectAsID({self._object_id})"

    def __str__(self) -> str:
        return f"[EncodedObjectAsID:{self._object_id}]"


def _of_64_bits(what: str, number: int) -> int:
    if not 0 <= number < 1 << 64:
        raise ValueError(f"{what} has 64 bits; {number} does not fit.")
    return number
