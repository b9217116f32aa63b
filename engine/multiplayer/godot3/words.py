"""What Godot 3's packets say, in words: for the trace."""

from __future__ import annotations

from collections.abc import Callable

from ..refusals import PacketError
from ..wording import node_words, short
from . import packets
from .packets import ConfirmPath, Raw, RemoteCall, RemoteSet, SimplifyPath


def in_words(packet: bytes, path_of: Callable[[int], str | None]) -> str:
    """Return what a packet says in words, on one line; `path_of` knows the paths behind numbers."""
    try:
        match packets.decode(packet):
            case RemoteCall(target, method, args):
                shown = ", ".join(map(repr, args))
                return f"call {node_words(target, path_of)}.{short(method)}({short(shown)})"
            case RemoteSet(target, property, value):
                return f"set {node_words(target, path_of)}.{short(property)} = {short(repr(value))}"
            case SimplifyPath(number, path):
                return f"path {number} is {short(path)}"
            case ConfirmPath(path):
                return f"path {short(path)} is known"
            case Raw(data):
                return f"{len(data)} raw bytes, {short(data.hex(' '))}"
        return f"unknown command {packet[0]}"
    except PacketError as error:
        return f"cannot be read: {error} ({short(packet.hex(' '))})"
