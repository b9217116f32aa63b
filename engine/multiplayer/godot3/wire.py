"""What is said in Godot 3's packets, to and from the peers that speak them.

Source: Godot 3.6's `MultiplayerAPI::_send_rpc`, `_send_confirm_path`, `_process_packet`.
"""

from __future__ import annotations

from typing import Any

from ...base.error import Error
from ...core import compile_method
from .. import incoming
from ..declarations import method_mode, value_mode
from ..modes import FOR_ALL
from ..node_paths import down, node_at, path_of, root_of
from ..refusals import PacketError, Refused, quoted
from ..remote_node import RemoteNode
from ..state import MultiplayerState
from ..targets import EVERYONE, selected
from ..wire import Call
from . import packets
from .packets import CONFIRM_PATH, RAW, REMOTE_CALL, REMOTE_SET, SIMPLIFY_PATH
from .path_cache import ReceivedPaths, SentPath, SentPaths, normalized
from .words import in_words


class Godot3Wire:
    """A Wire for the peers that speak as Godot 3 does: names of methods are text, paths get numbers."""

    is_godot_4 = False

    __slots__ = ("_received", "_sent", "_state", "peers")

    def __init__(self, state: MultiplayerState) -> None:
        self.peers: dict[int, None] = {}
        self._state = state
        self._sent = SentPaths()
        self._received: dict[int, ReceivedPaths] = {}

    def joined(self, id: int) -> None:
        """Take in a peer, which knows no numbers yet."""
        self._sent.forget(id)
        self._received.pop(id, None)
        self.peers = dict.fromkeys(sorted({*self.peers, id}))

    def left(self, id: int) -> None:
        """Forget a peer."""
        self._sent.forget(id)
        self._received.pop(id, None)
        self.peers.pop(id, None)

    def clear(self) -> None:
        """Forget the peers and all numbers, which begin at 1 again."""
        self.peers = {}
        self._sent.clear()
        self._received.clear()

    def others_joined(self, id: int) -> None:
        """Do nothing: the network peer tells of everyone, as Godot 3's does."""

    def others_left(self, id: int) -> None:
        """Do nothing, likewise."""

    def in_words(self, packet: bytes, sender: int = 0) -> str:
        """Return what a packet says; `sender` is whose numbers of paths it has, 0 for ours."""
        if not sender:
            return in_words(packet, self._sent.path)
        known = self._received.get(sender)
        return in_words(packet, known.path if known is not None else lambda number: None)

    # -- Sending -------------------------------------------------------------------------------

    def call(self, node: RemoteNode, to: int, reliable: bool, method: str, args: tuple[Any, ...]) -> Error:
        """Send a call."""
        return self._send(node, to, reliable, REMOTE_CALL, packets.call_body(method, args))

    def set_value(self, node: RemoteNode, to: int, reliable: bool, property: str, value: Any) -> Error:
        """Send a new value of a property."""
        return self._send(node, to, reliable, REMOTE_SET, packets.set_body(property, value))

    def raw(self, to: int, data: bytes) -> Error:
        """Send bytes."""
        return self._state.broadcast(self, to, packets.raw(data))

    def _send(self, node: RemoteNode, to: int, reliable: bool, command: int, body: bytes) -> Error:
        """Send a call or a value, by the number of the path to who knows it; the rest is the same for all."""
        if not self.peers:
            return Error.OK
        state = self._state
        state.set_reliable(reliable)
        path = self._sent.find_or_add(path_of(state, node))
        chosen = selected(to, self.peers)
        # who has confirmed is connected, so for everyone numbers are enough
        if len(path.confirmed) == len(chosen) if to == EVERYONE else path.confirmed.issuperset(chosen):
            return state.broadcast(self, to, packets.with_id(command, path.id, body)) if chosen else Error.OK
        chosen = tuple(chosen)
        if path.id:
            self._announce(path, chosen)
        result = Error.OK
        for id in chosen:
            if id in path.confirmed:
                packet = packets.with_id(command, path.id, body)
            else:
                packet = packets.with_path(command, path.text, body)
            result = state.put(self, id, packet) or result
        return result

    def _announce(self, path: SentPath, peers: tuple[int, ...]) -> None:
        """Tell those that were not told yet the number of a path, which must arrive."""
        state = self._state
        mode = state.transfer_mode()
        state.set_reliable(True)
        for id in peers:
            if id not in path.announced and not state.put(self, id, path.announcement()):
                path.announced.add(id)
        state.set_transfer_mode(mode)

    def say(self, source: int, to: int, said: Call | bytes) -> None:
        """Send what a peer of another wire has said, with the path in full: numbers are a peer's own."""
        if isinstance(said, bytes):
            packet = packets.raw(said)
        else:
            body = packets.call_body(said.method, said.args)
            packet = packets.with_path(REMOTE_CALL, packets.text(path_of(self._state, said.node)), body)
        self._state.put_from(self, source, to, packet)

    # -- Receiving -----------------------------------------------------------------------------

    def receive(self, sender: int, packet: bytes) -> bytes | None:
        """Do what a packet says, check by check; return the bytes of a raw one."""
        if not packet:
            raise PacketError("it is empty")
        command = packet[0]
        if command <= REMOTE_SET:
            self._call_or_set(sender, packet, command == REMOTE_SET)
        elif command == RAW:
            return packets.raw_data(packet)
        elif command == SIMPLIFY_PATH:
            self._simplify(sender, *packets.simplified_path(packet))
        elif command == CONFIRM_PATH:
            path = packets.confirmed_path(packet)
            if not self._sent.confirm(path, sender):
                raise Refused(
                    "confirm",
                    path,
                    lambda: f"confirmed the path {quoted(path)}, of which it was never told",
                )
        else:
            raise PacketError(f"it begins with {command}, which stands for nothing")
        return None

    def _simplify(self, sender: int, number: int, path: str) -> None:
        """Take a number for a path, and confirm it; whether there is such a node shows when it is called."""
        if sender not in self.peers:
            raise Refused("stranger", "", lambda: "announced a path, and is not among the connected peers")
        path = normalized(path)
        if not self._received.setdefault(sender, ReceivedPaths()).add(number, path):
            raise Refused(
                "too many paths",
                "",
                lambda: "announced more paths than there is room for; they go unconfirmed",
            )
        self._state.set_reliable(True)
        self._state.put(self, sender, packets.confirm_path(path))

    def _call_or_set(self, sender: int, packet: bytes, is_set: bool) -> None:
        # What a packet begins with, up to the end of the name, says which member of which node is meant.
        # It is read once for each peer; the node itself is looked up each time, as nodes come and go.
        state = self._state
        known = self._received.get(sender)
        address = node = None
        if known is not None:
            at = packet.find(0, 5) + 1
            address = known.addresses.get(packet[:at])
            if address is not None and at < len(packet):
                names, name = address
                node = down(state.root, names)
        if node is None:
            target = packets.target_of(packet)
            node = self._node_at(target, known)
            name, at = packets.name_of(packet)
        mode = value_mode(node, name) if is_set else method_mode(node, name)
        if mode not in FOR_ALL:
            incoming.check(state, node, sender, name, mode, is_set)
        if address is None and known is not None and isinstance(target, int):
            known.remember(packet[:at], target, name)  # now that it names something declared
        if is_set:
            incoming.set_value(node, sender, name, packets.value_at(packet, at))
        else:
            incoming.call(node, sender, name, packets.arguments_at(packet, at))

    def said(self, sender: int, packet: bytes) -> Call | bytes | None:
        """Return what a packet says to peers of other wires."""
        if not packet:
            raise PacketError("it is empty")
        if packet[0] == RAW:
            return packets.raw_data(packet)
        if packet[0] > REMOTE_SET:
            return None
        node = self._node_at(packets.target_of(packet), self._received.get(sender))
        name, at = packets.name_of(packet)
        if packet[0] == REMOTE_SET:
            raise Refused(
                "rset across",
                name,
                lambda: (
                    f"set {quoted(name)} on {node!r} at players of Godot 4, which has no remote properties:"
                    " call a method for them"
                ),
            )
        return Call(node, name, tuple(packets.arguments_at(packet, at)))

    def _node_at(self, target: int | str, known: ReceivedPaths | None) -> RemoteNode:
        """Return the node of a path, or of the number that its sender gave it."""
        root = root_of(self._state)
        path = known.path(target) if isinstance(target, int) and known is not None else target
        if not isinstance(path, str):
            raise Refused(
                "unknown number", "", lambda: f"called a node by the number {target}, which stands for none"
            )
        return node_at(root, path)


compile_method(Godot3Wire, "call", MultiplayerState, RemoteNode, SentPaths, SentPath)
compile_method(Godot3Wire, "receive", incoming.KNOWN, ReceivedPaths)
