"""What Godot 4's packets say, in words: for the trace."""

from __future__ import annotations

from collections.abc import Callable

from ..refusals import PacketError
from ..wording import node_words, short
from . import packets
from .packets import AddPeer, Auth, ConfirmPath, DelPeer, Raw, Relay, RemoteCall, SimplifyPath

_OTHERS = {
    packets.SPAWN: "spawn",
    packets.DESPAWN: "despawn",
    packets.SYNC: "sync",
    packets.SYS: "relay of what is never relayed",
}


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
        return f"{_OTHERS[packet[0] & packets.COMMAND]}, {short(packet.hex(' '))}"
    except PacketError as error:
        return f"cannot be read: {error} ({short(packet.hex(' '))})"
