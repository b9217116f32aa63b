"""What Godot 3's packets say, in words: for the trace."""

from __future__ import annotations

from collections.abc import Callable

from ..refusals import PacketError
from . import packets
from .packets import ConfirmPath, Raw, RemoteCall, RemoteSet, SimplifyPath

_MOST_SHOWN = 200
"""Characters of a name, of the arguments, or of raw bytes, that are shown."""


def in_words(packet: bytes, path_of: Callable[[int], str | None]) -> str:
    """Return what a packet says in words, on one line; `path_of` knows the paths behind numbers."""
    try:
        match packets.decode(packet):
            case RemoteCall(target, method, args):
                shown = ", ".join(map(repr, args))
                return f"call {_node(target, path_of)}.{_short(method)}({_short(shown)})"
            case RemoteSet(target, property, value):
                return f"set {_node(target, path_of)}.{_short(property)} = {_short(repr(value))}"
            case SimplifyPath(number, path):
                return f"path {number} is {_short(path)}"
            case ConfirmPath(path):
                return f"path {_short(path)} is known"
            case Raw(data):
                return f"{len(data)} raw bytes, {_short(data.hex(' '))}"
        return f"unknown command {packet[0]}"
    except PacketError as error:
        return f"cannot be read: {error} ({_short(packet.hex(' '))})"


def _node(target: int | str, path_of: Callable[[int], str | None]) -> str:
    path = target if isinstance(target, str) else path_of(target)
    return _short(path) if path else f"(path {target})"


def _short(text: str) -> str:
    """Return what another program wrote, cut, and with control characters as `repr` shows them."""
    part = text if len(text) <= _MOST_SHOWN else text[:_MOST_SHOWN] + "…"
    return part if part.isprintable() else "".join(c if c.isprintable() else repr(c)[1:-1] for c in part)
