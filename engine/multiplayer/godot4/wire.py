"""What is said in Godot 4's packets, to and from the peers that speak them.

Source: Godot 4's `SceneMultiplayer`, `SceneRPCInterface` and `SceneCacheInterface`.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from ...base.error import Error
from .. import incoming
from ..crossing import cross
from ..declarations import method_mode
from ..modes import FOR_ALL
from ..node_paths import down, node_at, path_of, root_of
from ..peer import NetworkedMultiplayerPeer
from ..refusals import PacketError, Refused, quoted
from ..targets import EVERYONE, SERVER, selected
from ..wire import Call
from . import packets
from .methods import MethodNumbers, numbers_of
from .node_numbers import MOST_NODES, ReceivedNodes, SentNode, SentNodes
from .packets import (
    COMMAND,
    CONFIRM_PATH,
    RAW,
    REMOTE_CALL,
    SIMPLIFY_PATH,
    SYS,
    AddPeer,
    Auth,
    CallBody,
    ConfirmPath,
    DelPeer,
    Relay,
    SimplifyPath,
)
from .words import in_words

if TYPE_CHECKING:
    from ..remote_node import RemoteNode
    from ..state import MultiplayerState

_UNRELIABLE = NetworkedMultiplayerPeer.TRANSFER_MODE_UNRELIABLE
_RELIABLE = NetworkedMultiplayerPeer.TRANSFER_MODE_RELIABLE


class Godot4Wire:
    """A Wire for the peers that speak as Godot 4 does: nodes and methods are numbers.

    Clients reach each other through packets that the server relays, and know of each other by packets.

    Unlike Godot: where the two ends have declared different methods for a node, they do not call each
    other on it, as a number would mean another method there. The log says so, and what differs. (The
    first call to a game goes along with the announcement of its node, which is how the two find out.)
    """

    is_godot_4 = True

    __slots__ = ("_methods", "_received", "_sent", "_state", "peers")

    def __init__(self, state: MultiplayerState) -> None:
        self.peers: dict[int, None] = {}
        self._state = state
        self._sent = SentNodes()
        self._received: dict[int, ReceivedNodes] = {}
        self._methods: dict[type, MethodNumbers] = {}
        """The methods of nodes that have no `rpc_config`, by their class."""

    def joined(self, id: int) -> None:
        """Take in a peer, which knows no numbers yet; a server tells all clients of each other."""
        self._forget(id)
        if self._relays():
            for other in self._state.joining:
                if other != id:
                    self._state.put(self, id, packets.add_peer(other))
            self._tell(packets.add_peer(id), but=id)
        self.peers = dict.fromkeys(sorted({*self.peers, id}))
        if self._state.replicating is not None:
            self._state.replicating.joined(self, id)

    def left(self, id: int) -> None:
        """Forget a peer; a server tells the other clients."""
        self._forget(id)
        self.peers.pop(id, None)
        if self._state.replicating is not None:
            self._state.replicating.left(id)
        self.others_left(id)

    def clear(self) -> None:
        """Forget the peers and all numbers, which begin at 1 again."""
        self.peers = {}
        self._sent.clear()
        self._received.clear()
        if self._state.replicating is not None:
            self._state.replicating.clear()

    def others_joined(self, id: int) -> None:
        """Tell the clients of one that speaks otherwise, with whom they are joined by the server."""
        if self._relays():
            self._tell(packets.add_peer(id), but=id)

    def others_left(self, id: int) -> None:
        """Tell the clients of one that has left."""
        if self._relays():
            self._tell(packets.del_peer(id), but=id)

    def in_words(self, packet: bytes, sender: int = 0) -> str:
        """Return what a packet says; `sender` is whose numbers of nodes it has, 0 for ours."""
        return in_words(packet, lambda number: self._path(sender, number), self._method_name)

    def _forget(self, id: int) -> None:
        self._sent.forget(id)
        self._received.pop(id, None)

    def _is_server(self) -> bool:
        peer = self._state.peer
        return peer is not None and peer.is_server()

    def _relays(self) -> bool:
        """Return True if this is a server that lets clients know of each other."""
        return self._state.relays and self._is_server()

    def _tell(self, packet: bytes, but: int) -> None:
        for id in tuple(self.peers):
            if id != but:
                self._state.put(self, id, packet)

    # -- Nodes and methods ---------------------------------------------------------------------

    def _methods_of(self, node: RemoteNode) -> MethodNumbers:
        """Return the methods that are declared for a node."""
        own = node._rpc_modes_
        if own:
            return numbers_of(frozenset(node._remote_methods_), frozenset(own))
        kind = type(node)
        found = self._methods.get(kind)
        if found is None:
            found = self._methods[kind] = numbers_of(frozenset(kind._remote_methods_), frozenset())
        return found

    def _path(self, sender: int, number: int) -> str | None:
        """Return the path that a number of `sender` stands for, with 0 one of ours."""
        if not sender:
            return self._sent.path(number)
        known = self._received.get(sender)
        told = known.node(number) if known is not None else None
        return told.path if told is not None else None

    def _method_name(self, path: str, number: int) -> str | None:
        """Return the method that a number stands for at a path, for the trace."""
        try:
            return self._methods_of(node_at(root_of(self._state), path)).name(number)
        except Refused:
            return None

    # -- Sending -------------------------------------------------------------------------------

    def call(self, node: RemoteNode, to: int, reliable: bool, method: str, args: tuple[Any, ...]) -> Error:
        """Send a call. A method that is not declared here has no number: that is ERR_INVALID_PARAMETER."""
        state = self._state
        methods = self._methods_of(node)
        number = methods.number(method)
        body = packets.call_body(number or 0, args)
        if number is None:
            state.refusals.log("undeclared", 0, method, lambda: _undeclared(node, method))
            return Error.ERR_INVALID_PARAMETER
        if not self.peers:
            return Error.OK
        state.set_transfer_mode(_RELIABLE if reliable else _UNRELIABLE)
        sent = self._sent.find_or_add(path_of(state, node), node.get_instance_id(), methods)
        chosen = selected(to, self.peers)
        if state.replicating is not None and (blind := state.replicating.blind(node)):
            chosen = self._seeing(node, to, method, chosen, blind)
            is_known = sent.confirmed.issuperset(chosen)
            return self._call_each(sent, tuple(chosen), method, body, is_known)
        # who has confirmed is connected, so for everyone numbers are enough
        is_known = len(sent.confirmed) == len(chosen) if to == EVERYONE else sent.confirmed.issuperset(chosen)
        if is_known and not sent.differing and SERVER not in self.peers:
            return state.broadcast(self, to, packets.with_id(sent.id, body)) if chosen else Error.OK
        return self._call_each(sent, tuple(chosen), method, body, is_known)

    def _seeing(
        self, node: RemoteNode, to: int, method: str, chosen: Collection[int], blind: set[int]
    ) -> Collection[int]:
        """Return those of `chosen` that may see a node; that a single one may not is a line, as in Godot."""
        if to in blind:
            self._state.refusals.log(
                "not visible",
                to,
                method,
                lambda: f"Nothing was called: {_unseen(node, method, to)}.",
            )
        return [id for id in chosen if id not in blind]

    def _call_each(
        self, sent: SentNode, chosen: tuple[int, ...], method: str, body: CallBody, is_known: bool
    ) -> Error:
        """Send a call to each of `chosen`; `is_known`: all of them know the number of the node."""
        if sent.id and not is_known:
            self._announce(sent, chosen)
        result = Error.OK
        for id in chosen:
            if id in sent.differing:
                self._log_differing(sent, id, method)
                result = Error.ERR_METHOD_NOT_FOUND
            elif id in sent.confirmed:
                result = self._put(id, packets.with_id(sent.id, body, not is_known)) or result
            else:
                result = self._put(id, packets.with_path(sent.text, body)) or result
        return result

    def _announce(self, sent: SentNode, chosen: tuple[int, ...]) -> None:
        """Tell those that were not told yet the number of a node, which must arrive."""
        state = self._state
        mode = state.transfer_mode()
        state.set_transfer_mode(_RELIABLE)
        for id in chosen:
            if id not in sent.announced and not self._put(id, sent.announcement()):
                sent.announced.add(id)
                if self._told(id, sent.path) not in (None, sent.methods.checksum):
                    sent.differing.add(id)
        state.set_transfer_mode(mode)

    def _told(self, id: int, path: str) -> str | None:
        """Return the checksum that a peer has told for a node, None if it has not."""
        known = self._received.get(id)
        return known.checksum(path) if known is not None else None

    def _log_differing(self, sent: SentNode, id: int, method: str) -> None:
        self._state.refusals.log(
            "other methods",
            id,
            sent.path,
            lambda: (
                f"{method} at {quoted(sent.path)} was not called at peer {id}, which has declared other"
                f" methods there: {sent.methods.explain(self._told(id, sent.path) or '')}. Both ends must"
                " declare the same."
            ),
        )

    def number(self, node: RemoteNode, id: int) -> tuple[int, bool]:
        """Return our number for a node, 0 for none, and whether a peer, which is told, has confirmed it."""
        sent = self._sent.find_or_add(
            path_of(self._state, node), node.get_instance_id(), self._methods_of(node)
        )
        if sent.id:
            self._announce(sent, (id,))
        else:
            self._state.refusals.log(
                "no numbers",
                0,
                "",
                lambda: f"{node!r} is not told of: {MOST_NODES:,} nodes have numbers, which are the most.",
            )
        return sent.id, id in sent.confirmed

    def numbered(self, sender: int, number: int) -> RemoteNode:
        """Return the node that a peer has given a number. Raises Refused if there is none."""
        path = self._path(sender, number)
        if path is None:
            raise _unknown_number(number)
        return node_at(root_of(self._state), path)

    def put(self, id: int, packet: bytes, reliable: bool = True) -> Error:
        """Send a packet to a peer, by way of the server if we are none."""
        self._state.set_transfer_mode(_RELIABLE if reliable else _UNRELIABLE)
        return self._put(id, packet)

    def set_value(self, node: RemoteNode, to: int, reliable: bool, property: str, value: Any) -> Error:
        """Refuse to: Godot 4 has no remote properties."""
        self._state.refusals.log(
            "rset",
            0,
            property,
            lambda: (
                f"rset({property!r}) on {node!r} was not sent to players of Godot 4, which has no remote"
                f' properties: declare a method `@rpc("any_peer")` that sets it, and call that with `rpc`.'
            ),
        )
        return Error.ERR_UNAVAILABLE

    def raw(self, to: int, data: bytes) -> Error:
        """Send bytes. A client leaves it to the server who else gets them, as Godot does."""
        packet = packets.raw(data)
        if self._is_server():
            return self._state.broadcast(self, to, packet)
        return self._put(to, packet)

    def say(self, source: int, to: int, said: Call | bytes) -> None:
        """Send what a peer of another wire has said, with the path in full: numbers are a peer's own."""
        if isinstance(said, bytes):
            packet = packets.raw(said)
        else:
            node, method, args = said
            methods, path = self._methods_of(node), path_of(self._state, node)
            number = methods.number(method)
            if number is None:
                raise Refused(
                    "undeclared", method, lambda: f"called what cannot cross: {_undeclared(node, method)}"
                )
            replicating = self._state.replicating
            if replicating is not None and to in replicating.blind(node):
                raise Refused("not visible", method, lambda: f"called {_unseen(node, method, to)}")
            if self._told(to, path) not in (None, methods.checksum):
                raise Refused(
                    "other methods",
                    path,
                    lambda: (
                        f"called {quoted(method)} on {node!r} at peer {to}, which has declared other methods"
                        f" there: {methods.explain(self._told(to, path) or '')}"
                    ),
                )
            packet = packets.with_path(packets.text(path), packets.call_body(number, args))
        self._state.put(self, to, packets.relay(source, packet))

    def _put(self, to: int, packet: bytes) -> Error:
        """Send a packet to a peer: by way of the server, unless it or we are the server."""
        if to == SERVER or self._is_server():
            return self._state.put(self, to, packet)
        if not self._state.relays:
            return self._state.put(self, SERVER, packet)
        return self._state.put(self, SERVER, packets.relay(to, packet))

    # -- Receiving -----------------------------------------------------------------------------

    def receive(self, sender: int, packet: bytes) -> bytes | None:
        """Do what a packet says, check by check; return the bytes of a raw one."""
        if packet and packet[0] & COMMAND == SYS:
            return self._system(sender, packet)
        return self._plain(sender, packet)

    def _plain(self, sender: int, packet: bytes) -> bytes | None:
        """Do what a packet says that may also have been relayed."""
        if not packet:
            raise PacketError("it is empty")
        command = packet[0] & COMMAND
        if command == REMOTE_CALL:
            node, method, at, end = self._called(sender, packet)
            mode = method_mode(node, method)
            if mode not in FOR_ALL:
                incoming.check(self._state, node, sender, method, mode, False)
            incoming.call(node, sender, method, packets.call_arguments(packet, at, end))
        elif command == RAW:
            return packets.raw_data(packet)
        elif command == SIMPLIFY_PATH:
            self._simplify(sender, packets.simplified_path(packet))
        elif command == CONFIRM_PATH:
            self._confirm(sender, packets.confirmed_path(packet))
        elif command == SYS:
            raise Refused("relay", "", lambda: "had a packet relayed that never is")
        elif self._state.replicating is not None:
            self._state.replicating.receive(sender, packet)
        else:
            raise Refused(
                "replication",
                "",
                lambda: (
                    "spawns or synchronizes nodes, and here is neither a MultiplayerSpawner nor a"
                    " MultiplayerSynchronizer"
                ),
            )
        return None

    def _system(self, sender: int, packet: bytes) -> bytes | None:
        """Do what the server says of other peers, or with packets of theirs; or pass one on as the server."""
        state = self._state
        said = packets.system(packet)
        if isinstance(said, Auth):
            if said.data:
                raise Refused("auth", "", lambda: "sent data of `send_auth`, and is among us already")
            return None
        if not state.relays:
            raise Refused("no relay", "", lambda: "wants to be relayed, and `server_relay` is off")
        if self._is_server():
            if isinstance(said, Relay):
                return self._pass_on(sender, said)
            raise Refused("system", "", lambda: "told who is there, which is the server's to say")
        if sender != SERVER:
            raise Refused("system", "", lambda: "spoke as the server, which it is not")
        match said:
            case AddPeer(id):
                if id <= SERVER or id == state.own_id():
                    raise Refused(
                        "system", "", lambda: f"told of a client with the id {id}, which no other has"
                    )
                state.add_peer(id)
            case DelPeer(id) if id in state.peers:
                state.remove_peer(id)
            case Relay(source, inner):
                state.sender = source
                return self._plain(source, inner)
        return None

    def _pass_on(self, sender: int, said: Relay) -> bytes | None:
        """Relay a packet to whom it is for, and do what it says if we are among them."""
        state, (to, inner) = self._state, said
        if sender not in self.peers or inner[0] & COMMAND == SYS:
            raise Refused("relay", "", lambda: "asked to relay what is not relayed")
        packet = packets.relay(sender, inner)
        for id in tuple(selected(to, self.peers)):
            if id != sender or to == sender:
                state.put(self, id, packet)
        if len(state.wires) > 1:
            cross(state, self, sender, to, inner)
        return self._plain(sender, inner) if to <= EVERYONE and to != -SERVER else None

    def said(self, sender: int, packet: bytes) -> Call | bytes | None:
        """Return what a packet says to peers of other wires."""
        command = packet[0] & COMMAND if packet else SYS
        if command == RAW:
            return packets.raw_data(packet)
        if command != REMOTE_CALL:
            return None
        node, method, at, end = self._called(sender, packet)
        return Call(node, method, tuple(packets.call_arguments(packet, at, end)))

    def _called(self, sender: int, packet: bytes) -> tuple[RemoteNode, str, int, int]:
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
                if node is not None and self._methods_of(node) is methods:
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
        methods = self._methods_of(node)
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

    def _simplify(self, sender: int, said: SimplifyPath) -> None:
        """Take a number for a node, and confirm it; as in Godot, not while the node is not here."""
        if sender not in self.peers:
            raise Refused("stranger", "", lambda: "announced a node, and is not among the connected peers")
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
        methods = self._methods_of(node)
        is_same = methods.checksum == said.checksum
        self._state.set_transfer_mode(_RELIABLE)
        self._put(sender, packets.confirm_path(said.id, is_same))
        if not is_same:
            self._sent.differ(said.path, sender)
            raise _differing(said.path, node, methods, said.checksum)

    def _confirm(self, sender: int, answer: ConfirmPath) -> None:
        sent = self._sent.confirm(answer, sender)
        if sent is not None and self._state.replicating is not None:
            self._state.replicating.confirmed(sender)
        if sent is not None and not answer.has_same_methods:
            told = self._told(sender, sent.path) or ""
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


def _unseen(node: RemoteNode, method: str, id: int) -> str:
    return (
        f"{method} on {node!r} at peer {id}, which cannot see this node: its MultiplayerSynchronizer is not"
        " visible to that peer"
    )


def _undeclared(node: RemoteNode, method: str) -> str:
    return (
        f"{method!r} on {node!r} is not declared, so it has no number by which players of Godot 4 could be"
        f" called: write `@rpc` above `def {method}`, also if only the other end does it."
    )
