"""The numbers of methods, which stand for their names in Godot 4's calls. Pure.

Names never travel. Each end sorts the names that it has declared for a node, and numbers them: those of
its class from 0 on, those of `rpc_config` from 0x8000 on. An md5 of all names goes with the first call of a
node, and tells each end whether the other has the same list. With one name more or less, all numbers
after it mean another method.

Source: Godot 4's `SceneRPCInterface::_parse_rpc_config` and `get_rpc_md5`.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from hashlib import md5

FIRST_OF_NODE = 0x8000
"""The number of the first name that `rpc_config` has opened."""


class MethodNumbers:
    """The methods of one node that may be called from outside, and their numbers."""

    __slots__ = ("_names", "_numbers", "checksum", "of_class", "of_node")

    def __init__(self, of_class: Iterable[str], of_node: Iterable[str] = ()) -> None:
        self.of_class: tuple[str, ...] = tuple(sorted(of_class))
        """What the class declares, in the order of the numbers."""
        self.of_node: tuple[str, ...] = tuple(sorted(of_node))
        """What `rpc_config` has opened on the node alone."""
        self._names = dict(enumerate(self.of_class)) | dict(enumerate(self.of_node, FIRST_OF_NODE))
        # A name in both lists has both numbers, and is called by the class's.
        self._numbers = {name: number for number, name in reversed(self._names.items())}
        self.checksum: str = checksum(self.of_class, self.of_node)
        """The md5 of all names, in hex."""

    def are(self, others: MethodNumbers) -> bool:
        """Return True if these are the same names with the same numbers."""
        return self is others or (self.of_class, self.of_node) == (others.of_class, others.of_node)

    def number(self, name: str) -> int | None:
        """Return the number of a method, None for one that is not declared."""
        return self._numbers.get(name)

    def name(self, number: int) -> str | None:
        """Return the method that has this number."""
        return self._names.get(number)

    def explain(self, theirs: str) -> str:
        """Return what is ours, and which name they lack if that alone makes their checksum `theirs`."""
        ours = ", ".join([*self.of_class, *self.of_node]) or "none"
        lacking = self._lacking(theirs)
        if lacking is None:
            return f"ours are {ours}"
        return f"ours are {ours}; theirs are the same without {lacking!r}"

    def _lacking(self, theirs: str) -> str | None:
        for name in self.of_class:
            if checksum([other for other in self.of_class if other != name], self.of_node) == theirs:
                return name
        for name in self.of_node:
            if checksum(self.of_class, [other for other in self.of_node if other != name]) == theirs:
                return name
        return None


def checksum(of_class: Iterable[str], of_node: Iterable[str]) -> str:
    """Return the md5 of sorted names, in hex: those of the node first, nothing between them."""
    return md5("".join([*of_node, *of_class]).encode(), usedforsecurity=False).hexdigest()


@lru_cache(1024)
def numbers_of(of_class: frozenset[str], of_node: frozenset[str]) -> MethodNumbers:
    """Return the numbers of these names; mostly the same object for the same names."""
    return MethodNumbers(of_class, of_node)
