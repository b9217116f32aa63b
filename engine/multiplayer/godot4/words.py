"""What Godot 4's packets say, in words: for the trace."""

from __future__ import annotations

from collections.abc import Callable

from ..refusals import PacketError
from ..wording import node_words, short
from . import packets, replication
from .packets import AddPeer, Auth, ConfirmPath, DelPeer, Raw, Relay, RemoteCall, SimplifyPath
from .replication import BY_PATH, CUSTOM, Delta, Despawn, Spawn


def in_words(
    packet: bytes,
    path_of: Callable[[int], str | None],
    name_of: Callable[[str, int], str | None],
) -> str:
    """Return what a packet says in words, on one line.

    `path_of` knows the paths behind numbers, `name_of` the methods, by the path of a node and a number.
    """
    try:
        match packets.decode(packet):
            case RemoteCall(target, method, args):
                path = target if isinstance(target, str) else path_of(target)
                name = name_of(path, method) if path else None
                shown = short(", ".join(map(repr, args)))
                return f"call {node_words(target, path_of)}.{name or f'(method {method})'}({shown})"
            case SimplifyPath(_, number, path):
                return f"path {number} is {short(path)}"
            case ConfirmPath(number, has_same_methods, path):
                known = f"path {number or short(path)} is known"
                return known if has_same_methods else f"{known}, and has other methods there"
            case Raw(data):
                return f"{len(data)} raw bytes, {short(data.hex(' '))}"
            case Auth(data):
                return f"{len(data)} bytes of authentication" if data else "authentication is complete"
            case AddPeer(id):
                return f"peer {id} has joined"
            case DelPeer(id):
                return f"peer {id} has left"
            case Relay(peer, inner) if inner[0] & packets.COMMAND != packets.SYS:
                return f"relay {peer}: {in_words(inner, path_of, name_of)}"
            case Relay():
                return f"relay of what is never relayed, {short(packet.hex(' '))}"
        return _replication(packet, path_of)
    except PacketError as error:
        return f"cannot be read: {error} ({short(packet.hex(' '))})"


def _replication(packet: bytes, path_of: Callable[[int], str | None]) -> str:
    """Return what a spawner or synchronizers say."""
    match replication.decode(packet):
        case Spawn(scene, spawner, node, _, name):
            what = "what spawn_function makes" if scene == CUSTOM else f"scene {scene}"
            return f"spawn {what} as {short(name)}, node {node}, by {node_words(spawner, path_of)}"
        case Despawn(node):
            return f"despawn node {node}"
        case Delta(changes):
            said = [f"{_synchronizer(id, path_of)} {short(part.hex(' '))}" for id, _, part in changes]
            return f"changes of {', '.join(said)}"
        case sync:
            said = [f"{_synchronizer(id, path_of)} {short(part.hex(' '))}" for id, part in sync.entries]
            return f"sync {sync.counter} of {', '.join(said)}"


def _synchronizer(id: int, path_of: Callable[[int], str | None]) -> str:
    return node_words(id - BY_PATH, path_of) if id >= BY_PATH else f"synchronizer {id}"
