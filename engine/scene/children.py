"""The children of one node: ordered, and found by name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import count
from typing import Generic, Protocol, TypeVar

from ..base.error import ScriptError


class Child(Protocol):
    """What is asked of a child."""

    _name_: str
    _order_: int

    def get_class(self) -> str:
        """Return the name of its Godot class, which a new name is made of."""


C = TypeVar("C", bound=Child)
T_co = TypeVar("T_co", bound=Child, covariant=True)

_FORBIDDEN = str.maketrans("", "", '.:@/"%')


def valid_name(name: str) -> str:
    """Return `name` without the characters that a node name may not have: `. : @ / " %`."""
    return name.translate(_FORBIDDEN)


class Children(Generic[T_co]):
    """An insertion-ordered dictionary by name, so that adding, finding and removing cost the same
    however many children there are.

    Each child's `_order_` grows along the list; it need not be dense. `busy` counts the passes that
    are going through the list, during which scripts may not change it.
    """

    __slots__ = ("_last_order", "_listed", "_serial", "busy", "by_name")

    def __init__(self) -> None:
        self.by_name: dict[str, T_co] = {}
        self.busy: int = 0
        self._listed: list[T_co] | None = []
        self._last_order = 0
        self._serial: count[int] | None = None

    def __len__(self) -> int:
        return len(self.by_name)

    def __iter__(self) -> Iterator[T_co]:
        return iter(self.by_name.values())

    def listed(self) -> list[T_co]:
        """Return the children as a list that belongs to this object: copy it before changing it."""
        found = self._listed
        if found is None:
            found = self._listed = list(self.by_name.values())
        return found

    def append(self: Children[C], child: C, legible: bool = False) -> None:
        """Add `child` at the end under a name that no other child has, which may change its name."""
        name = child._name_
        if not name or name in self.by_name:
            name = child._name_ = self.unique_name(name, child.get_class(), legible)
        self.by_name[name] = child
        self._last_order = child._order_ = self._last_order + 1
        self._listed = None

    def remove(self: Children[C], child: C) -> None:
        """Take `child` out."""
        del self.by_name[child._name_]
        self._listed = None

    def pop(self) -> T_co:
        """Take out the last child and return it."""
        self._listed = None
        return self.by_name.popitem()[1]

    def rename(self: Children[C], child: C, name: str) -> None:
        """Give `child` the name `name`, made unique, in its old place."""
        others = self.by_name
        if name in others:
            if others[name] is child:
                return
            name = self.unique_name(name, "", legible=False)
        old, child._name_ = child._name_, name
        if next(reversed(others)) == old:
            del others[old]
            others[name] = child
        else:
            self.by_name = {node._name_: node for node in others.values()}

    def move(self: Children[C], child: C, position: int) -> None:
        """Put `child` at `position`, counted among all children; the last if that is their number."""
        order = [node for node in self.by_name.values() if node is not child]
        order.insert(position, child)
        self._arrange(order)

    def index(self: Children[C], child: C) -> int:
        """Return the position of `child`."""
        return self.listed().index(child)

    def _arrange(self: Children[C], order: Iterable[C]) -> None:
        self.by_name = {node._name_: node for node in order}
        for position, node in enumerate(self.by_name.values(), 1):
            node._order_ = position
        self._last_order = len(self.by_name)
        self._listed = None

    def unique_name(self, name: str, class_name: str, legible: bool) -> str:
        """Return a name made from `name` that no child has: `@name@N`, or `nameN` if `legible`.

        Unlike Godot: N counts up in each parent, not over all nodes there ever were, so that the
        same tree built twice has the same paths, in two processes too.
        """
        if not legible:
            if self._serial is None:
                self._serial = count(2)
            stem = name.strip("@").partition("@")[0]
            while (candidate := f"@{stem}@{next(self._serial)}") in self.by_name:
                pass  # a child that was moved here brought such a name along
            return candidate
        name = name or class_name
        if name not in self.by_name:
            return name
        stem = name.rstrip("0123456789")
        digits = name[len(stem) :]
        number = int(digits) if digits else 1
        while True:
            number += 1
            candidate = f"{stem}{number:0{len(digits)}d}"
            if candidate not in self.by_name:
                return candidate

    def refuse_if_busy(self, parent: object, doing: str) -> None:
        """Raise ScriptError while a pass goes through the children of `parent`."""
        if self.busy:
            instead = "queue_free()" if doing == "free" else f'call_deferred("{doing}", …)'
            raise ScriptError(
                f"{parent!r} is busy setting up its children, so {doing} cannot be done now."
                f" Write `{instead}` instead."
            )
