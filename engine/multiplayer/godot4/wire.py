"""What is said in Godot 4's packets, to and from the peers that speak them.

Source: Godot 4's `SceneMultiplayer` and `SceneRPCInterface`.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from ...base.error import Error
from ...core import compile_method
from .. import incoming
from ..crossing import cross
from ..declarations import method_mode
from ..modes import FOR_ALL
from ..node_paths import path_of
from ..refusals import PacketError, Refused, quoted
from ..remote_node import RemoteNode
from ..state import MultiplayerState
from ..targets import EVERYONE, SERVER, selected
from ..wire import Call
from . import packets
from .methods import MethodNumbers
from .node_numbers import ReceivedNodes, SentNode, SentNodes
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
    DelPeer,
    Relay,
)
from .scene_cache import SceneCache
from .words import in_words


class Godot4Wire:
    """A Wire for the peers that speak as Godot 4 does: nodes and methods are numbers.

    Clients reach each other through packets that the server relays, and know of each other by packets.

    Unlike Godot: where the two ends have declared different methods for a node, they do not call each
    other on it, as a number would mean another method there. The log says so, and what differs. (The
    first call to a game goes along with the announcement of its node, which is how the two find out.)
    """

    is_godot_4 = True

    __slots__ = ("_state", "cache", "peers")

    def __init__(self, state: MultiplayerState) -> None:
        self.peers: dict[int, None] = {}
        self._state = state
        self.cache: SceneCache = SceneCache(state, self._put)
        """Which numbers stand for which nodes."""

    def joined(self, id: int) -> None:
        """Take in a peer, which knows no numbers yet; a server tells all clients of each other."""
        self.cache.forget(id)
        if self._relays():
            for other in self._state.joining:
                if other != id:
                    self._state.put(self, id, packets.add_peer(other))
            self._tell(packets.add_peer(id), but=id)
        self.peers = dict.fromkeys(sorted({*self.peers, id}))
        if self._state.replicating is not None:
            self._state.replicating.joined(self.cache, id)

    def left(self, id: int) -> None:
        """Forget a peer; a server tells the other clients."""
        self.cache.forget(id)
        self.peers.pop(id, None)
        if self._state.replicating is not None:
            self._state.replicating.left(id)
        self.others_left(id)

    def clear(self) -> None:
        """Forget the peers and all numbers, which begin at 1 again."""
        self.peers = {}
        self.cache.clear()
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
        return in_words(packet, lambda number: self.cache.path(sender, number), self.cache.method_name)

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

    # -- Sending -------------------------------------------------------------------------------

    def call(self, node: RemoteNode, to: int, reliable: bool, method: str, args: tuple[Any, ...]) -> Error:
        """Send a call. A method that is not declared here has no number: that is ERR_INVALID_PARAMETER."""
        state = self._state
        methods = self.cache.methods_of(node)
        number = methods.number(method)
        body = packets.call_body(number or 0, args)
        if number is None:
            state.refusals.log("undeclared", 0, method, lambda: _undeclared(node, method))
            return Error.ERR_INVALID_PARAMETER
        if not self.peers:
            return Error.OK
        state.set_reliable(reliable)
        sent = self.cache.find(node, methods)
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
            self.cache.announce(sent, chosen)
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

    def _log_differing(self, sent: SentNode, id: int, method: str) -> None:
        def text() -> str:
            differ = sent.methods.explain(self.cache.told(id, sent.path) or "")
            return (
                f"{method} at {quoted(sent.path)} was not called at peer {id}, which has declared other"
                f" methods there: {differ}. Both ends must declare the same."
            )

        self._state.refusals.log("other methods", id, sent.path, text)

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
            methods, path = self.cache.methods_of(node), path_of(self._state, node)
            number = methods.number(method)
            if number is None:
                raise Refused(
                    "undeclared", method, lambda: f"called what cannot cross: {_undeclared(node, method)}"
                )
            replicating = self._state.replicating
            if replicating is not None and to in replicating.blind(node):
                raise Refused("not visible", method, lambda: f"called {_unseen(node, method, to)}")
            if self.cache.told(to, path) not in (None, methods.checksum):
                raise Refused(
                    "other methods",
                    path,
                    lambda: (
                        f"called {quoted(method)} on {node!r} at peer {to}, which has declared other methods"
                        f" there: {methods.explain(self.cache.told(to, path) or '')}"
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
            node, method, at, end = self.cache.called(sender, packet)
            mode = method_mode(node, method)
            if mode not in FOR_ALL:
                incoming.check(self._state, node, sender, method, mode, False)
            incoming.call(node, sender, method, packets.call_arguments(packet, at, end))
        elif command == RAW:
            return packets.raw_data(packet)
        elif command == SIMPLIFY_PATH:
            if sender not in self.peers:
                raise Refused(
                    "stranger", "", lambda: "announced a node, and is not among the connected peers"
                )
            self.cache.simplify(sender, packets.simplified_path(packet))
        elif command == CONFIRM_PATH:
            self.cache.confirm(sender, packets.confirmed_path(packet))
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
        node, method, at, end = self.cache.called(sender, packet)
        return Call(node, method, tuple(packets.call_arguments(packet, at, end)))


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


compile_method(
    Godot4Wire, "call", MultiplayerState, RemoteNode, SentNodes, SentNode, SceneCache, MethodNumbers
)
compile_method(Godot4Wire, "receive", incoming.KNOWN, SceneCache, ReceivedNodes)
