"""The numbers that stand for the paths of nodes in packets, both ways. Sans-I/O.

Each end numbers the paths that it sends, 1, 2, 3 … in the order of their first use, tells a number to
each peer before it uses it (SIMPLIFY_PATH), and uses it once the peer has answered (CONFIRM_PATH). Until
then the path itself is sent.

Source: Godot 3.6's `MultiplayerAPI::_send_confirm_path`, `_process_simplify_path` and
`_process_confirm_path`.
"""

from __future__ import annotations

from ..node_paths import names_in
from .packets import simplify_path, text

MOST_PATHS = 1 << 14
"""Numbers that one peer may announce, and that we give."""
MOST_TEXT = 1 << 20
"""Characters that the paths of one peer may have together."""
MOST_ADDRESSES = 1 << 12
"""Beginnings of packets that are remembered for each peer."""


class SentPath:
    """A path that we have numbered, and the peers that know the number.

    `announced`: those to whom it was sent; `confirmed`: those of them who have answered.
    """

    __slots__ = ("announced", "confirmed", "id", "text")

    def __init__(self, id: int, path: str) -> None:
        self.id: int = id
        self.text: bytes = text(path)
        """The path as packets have it."""
        self.announced: set[int] = set()
        self.confirmed: set[int] = set()

    def announcement(self) -> bytes:
        """Return the packet that tells a peer the number."""
        return simplify_path(self.id, self.text)


class SentPaths:
    """The paths that we send."""

    __slots__ = ("_by_path",)

    def __init__(self) -> None:
        self._by_path: dict[str, SentPath] = {}

    def find_or_add(self, path: str) -> SentPath:
        """Return the path with its number, which is the next one for a new path, and 0 when all are used.

        Unlike Godot, there is a limit: a server whose nodes come and go with ever new names would never
        let go of one. Paths beyond it are sent as they are, to everybody and each time.
        """
        found = self._by_path.get(path)
        if found is None:
            if len(self._by_path) >= MOST_PATHS:
                return SentPath(0, path)
            found = self._by_path[path] = SentPath(len(self._by_path) + 1, path)
        return found

    def path(self, number: int) -> str | None:
        """Return the path that has this number. It is looked for: the trace asks, and nobody else."""
        return next((path for path, sent in self._by_path.items() if sent.id == number), None)

    def confirm(self, path: str, peer: int) -> bool:
        """Take note that `peer` knows the number of `path`; return False if it was not announced."""
        found = self._by_path.get(path)
        if found is None or peer not in found.announced:
            return False
        found.confirmed.add(peer)
        return True

    def forget(self, peer: int) -> None:
        """Take note that `peer` is gone."""
        for path in self._by_path.values():
            path.announced.discard(peer)
            path.confirmed.discard(peer)

    def clear(self) -> None:
        """Forget everything; numbers begin at 1 again."""
        self._by_path.clear()


class ReceivedPaths:
    """The paths that one peer has numbered, and what its calls begin with."""

    __slots__ = ("_by_id", "_text", "addresses")

    def __init__(self) -> None:
        self._by_id: dict[int, str] = {}
        self._text = 0
        self.addresses: dict[bytes, tuple[tuple[str, ...], str]] = {}
        """Beginnings of calls, up to the end of the member's name: the names of the nodes on the way from
        the root, and the member."""

    def add(self, id: int, path: str) -> bool:
        """Let `id` stand for `path`, whatever it stood for; return False if there is no room for more.

        Unlike Godot, there are limits. A number that was not taken must not be confirmed: then the
        peer goes on sending the path itself, and nothing is lost.
        """
        old = self._by_id.get(id)
        size = self._text + len(path) - len(old or "")
        if size > MOST_TEXT or (old is None and len(self._by_id) >= MOST_PATHS):
            return False
        self._by_id[id] = path
        self._text = size
        if old is not None and old != path:
            self.addresses.clear()
        return True

    def path(self, id: int) -> str | None:
        """Return the path that `id` stands for."""
        return self._by_id.get(id)

    def remember(self, start: bytes, id: int, name: str) -> None:
        """Keep that calls which begin with `start` are for `name` at the path that `id` stands for."""
        path = self._by_id.get(id)
        if path is not None and len(self.addresses) < MOST_ADDRESSES:
            absolute, names = names_in(path)
            if not absolute and ".." not in names:
                self.addresses[bytes(start)] = names, name


def normalized(path: str) -> str:
    """Return `path` as Godot prints it once it has read it: without empty parts."""
    nodes, *subnames = path.split(":")
    names = "/".join(name for name in nodes.split("/") if name)
    start = "/" if nodes.startswith("/") else ""
    return start + names + "".join(f":{name}" for name in subnames if name)
