"""SceneCache: which numbers stand for which nodes, ours and those of peers, and what is declared there.

Packets have numbers in place of nodes and methods. Each end tells the other what its numbers stand for, and
which methods are declared there, and is told whether these are the same: only then do they call each other.

Source: Godot 4's `SceneCacheInterface`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from ...base.error import Error
from ..node_paths import down, node_at, path_of, root_of
from ..refusals import Refused, quoted
from . import packets
from .methods import MethodNumbers, numbers_of
from .node_numbers import MOST_NODES, ReceivedNodes, SentNode, SentNodes
from .packets import ConfirmPath, SimplifyPath

if TYPE_CHECKING:
    from ..remote_node import RemoteNode
    from ..state import MultiplayerState


class SceneCache:
    """The numbers of nodes of one wire. `send` sends a packet to a peer, wherever that is."""

    __slots__ = ("_methods", "_received", "_send", "_sent", "_state")

    def __init__(self, state: MultiplayerState, send: Callable[[int, bytes], Error]) -> None:
        self._state = state
        self._send = send
        self._sent = SentNodes()
        self._received: dict[int, ReceivedNodes] = {}
        self._methods: dict[type, MethodNumbers] = {}
        """The methods of nodes that have no `rpc_config`, by their class."""

    def forget(self, id: int) -> None:
        """Forget a peer."""
        self._sent.forget(id)
        self._received.pop(id, None)

    def clear(self) -> None:
        """Forget all numbers, which begin at 1 again."""
        self._sent.clear()
        self._received.clear()

    # -- What there is -------------------------------------------------------------------------

    def methods_of(self, node: RemoteNode) -> MethodNumbers:
        """Return the methods that are declared for a node."""
        own = node._rpc_modes_
        if own:
            return numbers_of(frozenset(node._remote_methods_), frozenset(own))
        kind = type(node)
        found = self._methods.get(kind)
        if found is None:
            found = self._methods[kind] = numbers_of(frozenset(kind._remote_methods_), frozenset())
        return found

    def path(self, sender: int, number: int) -> str | None:
        """Return the path that a number of `sender` stands for, with 0 one of ours."""
        if not sender:
            return self._sent.path(number)
        known = self._received.get(sender)
        told = known.node(number) if known is not None else None
        return told.path if told is not None else None

    def method_name(self, path: str, number: int) -> str | None:
        """Return the method that a number stands for at a path, for the trace."""
        try:
            return self.methods_of(node_at(root_of(self._state), path)).name(number)
        except Refused:
            return None

    def told(self, id: int, path: str) -> str | None:
        """Return the checksum that a peer has told for a node, None if it has not."""
        known = self._received.get(id)
        return known.checksum(path) if known is not None else None

    # -- What we tell --------------------------------------------------------------------------

    def find(self, node: RemoteNode, methods: MethodNumbers) -> SentNode:
        """Return what we have told of a node, which is numbered for that."""
        return self._sent.find_or_add(path_of(self._state, node), node.get_instance_id(), methods)

    def announce(self, sent: SentNode, chosen: Iterable[int]) -> None:
        """Tell those that were not told yet the number of a node, which must arrive."""
        state = self._state
        mode = state.transfer_mode()
        state.set_reliable(True)
        for id in chosen:
            if id not in sent.announced and not self._send(id, sent.announcement()):
                sent.announced.add(id)
                if self.told(id, sent.path) not in (None, sent.methods.checksum):
                    sent.differing.add(id)
        state.set_transfer_mode(mode)

    def number(self, node: RemoteNode, id: int) -> tuple[int, bool]:
        """Return our number for a node, 0 for none, and whether a peer, which is told, has confirmed it."""
        sent = self.find(node, self.methods_of(node))
        if sent.id:
            self.announce(sent, (id,))
        else:
            self._state.refusals.log(
                "no numbers",
                0,
                "",
                lambda: f"{node!r} is not told of: {MOST_NODES:,} nodes have numbers, which are the most.",
            )
        return sent.id, id in sent.confirmed

    def put(self, id: int, packet: bytes, reliable: bool = True) -> Error:
        """Send a packet to a peer, by way of the server if we are none."""
        self._state.set_reliable(reliable)
        return self._send(id, packet)

    # -- What we are told ----------------------------------------------------------------------

    def numbered(self, sender: int, number: int) -> RemoteNode:
        """Return the node that a peer has given a number. Raises Refused if there is none."""
        path = self.path(sender, number)
        if path is None:
            raise _unknown_number(number)
        return node_at(root_of(self._state), path)

    def called(self, sender: int, packet: bytes) -> tuple[RemoteNode, str, int, int]:
        """Return the node and the method that a call is for, and where its arguments begin and end.

        Raises Refused if they cannot be told. What begins as a call before is for the same method at the
        same path; the node itself is looked up each time, as nodes come and go.
        """
        known = self._received.get(sender)
        if known is not None:
            start = packets.start_of(packet)
            address = known.addresses.get(start)
            if address is not None:
                names, methods, method = address
                node = down(self._state.root, names)
                if node is not None and self.methods_of(node) is methods:
                    return node, method, len(start), len(packet)
        head = packets.call_head(packet)
        path, told = head.target, None
        if isinstance(path, int):
            number, numbered = path, known.node(path) if known is not None else None
            if numbered is None:
                raise _unknown_number(number)
            path, told, _ = numbered
        elif known is not None:
            told = known.checksum(path)
        node = node_at(root_of(self._state), path)
        methods = self.methods_of(node)
        if told is not None and told != methods.checksum:
            raise _differing(path, node, methods, told)
        name = methods.name(head.method)
        if name is None:
            raise Refused(
                "unknown method",
                path,
                lambda: (
                    f"called the method with the number {head.method} on {node!r}, which is none:"
                    f" {methods.explain('')}"
                ),
            )
        if known is not None and isinstance(head.target, int):
            known.remember(start, head.target, methods, name)
        return node, name, head.at, head.end

    def simplify(self, sender: int, said: SimplifyPath) -> None:
        """Take a number for a node, and confirm it; as in Godot, not while the node is not here."""
        known = self._received.setdefault(sender, ReceivedNodes())
        if known.has(said.id):
            raise Refused("number again", "", lambda: f"announced another node by the number {said.id}")
        if not known.add(said.id, said.path, said.checksum):
            raise Refused(
                "too many paths",
                "",
                lambda: "announced more nodes than there is room for; they go unconfirmed",
            )
        try:
            node = node_at(root_of(self._state), said.path)
        except Refused:
            known.missing[said.path] = said.id
            raise
        self._answer(sender, node, said)

    def appeared(self, node: RemoteNode) -> None:
        """Confirm the numbers that peers have given a node before it was here.

        Unlike Godot, where they would never hear that it is.
        """
        path = path_of(self._state, node)
        for sender, known in list(self._received.items()):
            number = known.missing.pop(path, 0)
            told = known.node(number)
            if told is not None:
                try:
                    self._answer(sender, node, SimplifyPath(told.checksum, number, path))
                except Refused as error:
                    self._state.refusals.log_packet(sender, error)

    def _answer(self, sender: int, node: RemoteNode, said: SimplifyPath) -> None:
        methods = self.methods_of(node)
        is_same = methods.checksum == said.checksum
        self._state.set_reliable(True)
        self._send(sender, packets.confirm_path(said.id, is_same))
        if not is_same:
            self._sent.differ(said.path, sender)
            raise _differing(said.path, node, methods, said.checksum)

    def confirm(self, sender: int, answer: ConfirmPath) -> None:
        """Take note of an answer. Raises Refused if the peer has other methods there."""
        sent = self._sent.confirm(answer, sender)
        if sent is not None and self._state.replicating is not None:
            self._state.replicating.confirmed(sender)
        if sent is not None and not answer.has_same_methods:
            told = self.told(sender, sent.path) or ""
            raise Refused(
                "other methods",
                sent.path,
                lambda: (
                    f"has declared other methods at {quoted(sent.path)}, so it is not called there:"
                    f" {sent.methods.explain(told)}. Both ends must declare the same"
                ),
            )


def _unknown_number(number: int) -> Refused:
    return Refused(
        "unknown number", "", lambda: f"called a node by the number {number}, which stands for none"
    )


def _differing(path: str, node: RemoteNode, methods: MethodNumbers, told: str) -> Refused:
    return Refused(
        "other methods",
        path,
        lambda: (
            f"has declared other methods on {node!r}, so neither calls the other there:"
            f" {methods.explain(told)}. Both ends must declare the same"
        ),
    )
