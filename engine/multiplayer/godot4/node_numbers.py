"""The numbers that stand for nodes in Godot 4's packets, both ways. Sans-I/O.

Each end numbers the nodes that it calls, 1, 2, 3 … in the order of their first use, tells a number to
each peer before it uses it (SIMPLIFY_PATH), and uses it once the peer has answered (CONFIRM_PATH). Until
then the path itself is sent. Another node in the same place, or one whose list of methods has changed,
gets a new number. What the two ends have told each other of these lists decides whether they may call
each other on that node at all.

Source: Godot 4's `SceneCacheInterface`.
"""

from __future__ import annotations

from typing import NamedTuple

from ..node_paths import names_in
from .methods import MethodNumbers
from .packets import ConfirmPath, simplify_path, text

MOST_NODES = 1 << 14
"""Numbers that one peer may announce, and that we give."""
MOST_TEXT = 1 << 20
"""Characters that the paths of one peer may have together."""
MOST_ADDRESSES = 1 << 12
"""Beginnings of calls that are remembered for each peer."""


class SentNode:
    """A node that we have numbered, and what peers know of it.

    `announced`: those to whom it was sent; `confirmed`: those of them who have answered; `differing`:
    those who have other methods there.
    """

    __slots__ = ("announced", "confirmed", "differing", "id", "instance", "methods", "path", "text")

    def __init__(self, id: int, path: str, instance: int, methods: MethodNumbers) -> None:
        self.id: int = id
        self.path: str = path
        self.text: bytes = text(path)
        """The path as packets have it."""
        self.instance: int = instance
        """The id of the object, which tells it from another one in its place."""
        self.methods: MethodNumbers = methods
        self.announced: set[int] = set()
        self.confirmed: set[int] = set()
        self.differing: set[int] = set()

    def announcement(self) -> bytes:
        """Return the packet that tells a peer the number."""
        return simplify_path(self.methods.checksum, self.id, self.text)

    def forget(self, peer: int) -> None:
        """Take note that `peer` is gone."""
        self.announced.discard(peer)
        self.confirmed.discard(peer)
        self.differing.discard(peer)


class SentNodes:
    """The nodes that we call."""

    __slots__ = ("_by_id", "_by_path", "_last")

    def __init__(self) -> None:
        self._by_path: dict[str, SentNode] = {}
        self._by_id: dict[int, SentNode] = {}
        self._last = 0

    def find_or_add(self, path: str, instance: int, methods: MethodNumbers) -> SentNode:
        """Return the node with its number, which is the next one for a new node, and 0 when all are used.

        Unlike Godot, there is a limit: a server whose nodes come and go with ever new names would never
        let go of one. Nodes beyond it are called by their paths.
        """
        found = self._by_path.get(path)
        if found is not None:
            if found.instance == instance and found.methods.are(methods):
                return found
            del self._by_id[found.id]
        elif len(self._by_path) >= MOST_NODES:
            return SentNode(0, path, instance, methods)
        self._last += 1
        found = self._by_path[path] = self._by_id[self._last] = SentNode(self._last, path, instance, methods)
        return found

    def path(self, number: int) -> str | None:
        """Return the path of the node that has this number: the trace asks."""
        found = self._by_id.get(number)
        return found.path if found is not None else None

    def confirm(self, answer: ConfirmPath, peer: int) -> SentNode | None:
        """Take note of an answer of `peer`; return the node that it is about.

        None for one that it was never told, or that has another number by now: that happens, and means
        nothing.
        """
        found = self._by_id.get(answer.id) or self._by_path.get(answer.path)
        if found is None or peer not in found.announced:
            return None
        found.confirmed.add(peer)
        if answer.has_same_methods:
            found.differing.discard(peer)
        else:
            found.differing.add(peer)
        return found

    def differ(self, path: str, peer: int) -> None:
        """Take note that `peer` has other methods at a path."""
        found = self._by_path.get(path)
        if found is not None:
            found.differing.add(peer)

    def forget(self, peer: int) -> None:
        """Take note that `peer` is gone."""
        for node in self._by_path.values():
            node.forget(peer)

    def clear(self) -> None:
        """Forget everything; numbers begin at 1 again."""
        self._by_path.clear()
        self._by_id.clear()
        self._last = 0


class ReceivedNode(NamedTuple):
    """A node that a peer has numbered: where it is, and the checksum of its methods there.

    `names` are those on the way from the root, of a path that goes straight down.
    """

    path: str
    checksum: str
    names: tuple[str, ...] = ()


class ReceivedNodes:
    """The nodes that one peer has numbered."""

    __slots__ = ("_by_id", "_checksums", "_text", "addresses", "missing")

    def __init__(self) -> None:
        self.addresses: dict[bytes, tuple[tuple[str, ...], MethodNumbers, str]] = {}
        """Beginnings of calls: the names of the nodes on the way from the root, what must be declared of
        the node there, and the method."""
        self.missing: dict[str, int] = {}
        """The last numbers that were told for paths at which no node was then."""
        self._by_id: dict[int, ReceivedNode] = {}
        self._checksums: dict[str, str] = {}
        """The last checksum that was told for each path: of what is called by its path."""
        self._text = 0

    def has(self, number: int) -> bool:
        """Return True if the peer has told what this number stands for."""
        return number in self._by_id

    def add(self, number: int, path: str, checksum: str) -> bool:
        """Let `number` stand for a node; return False if there is no room for more.

        Unlike Godot, there are limits. A number that was not taken must not be confirmed: then the
        peer goes on sending the path itself, and nothing is lost.
        """
        if len(self._by_id) >= MOST_NODES or self._text + len(path) > MOST_TEXT:
            return False
        absolute, names = names_in(path)
        is_straight = not absolute and ".." not in names
        self._by_id[number] = ReceivedNode(path, checksum, names if is_straight else ())
        self._checksums[path] = checksum
        self._text += len(path)
        return True

    def remember(self, start: bytes, number: int, methods: MethodNumbers, method: str) -> None:
        """Keep that calls which begin with `start` are for a method of the node with this number."""
        names = self._by_id[number].names
        if names and len(self.addresses) < MOST_ADDRESSES:
            self.addresses[start] = names, methods, method

    def node(self, number: int) -> ReceivedNode | None:
        """Return what a number stands for."""
        return self._by_id.get(number)

    def checksum(self, path: str) -> str | None:
        """Return the checksum that the peer has told for a path, None if it has not."""
        return self._checksums.get(path)
