"""The trace of packets: each one a readable line in the log `estragon.rpc`, at INFO.

`python -m engine run --rpc-trace game.py`, or `trace.switch_on()`:

    INFO: rpc → everyone: call Main/Player.move(3, "up")
    INFO: rpc ← peer 5: path 1 is Main/Player
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..base.log import configure, logger
from .godot3 import packets
from .godot3.packets import (
    ConfirmPath,
    PacketError,
    Raw,
    RemoteCall,
    RemoteSet,
    SimplifyPath,
)
from .refusals import LOGGER
from .targets import named

if TYPE_CHECKING:
    from collections.abc import Callable

    from .api import MultiplayerAPI

_MOST_SHOWN = 200
"""Characters of the arguments, or of raw bytes, that a line shows."""


class Trace:
    """Whether packets are logged, and how."""

    __slots__ = ("is_on",)

    def __init__(self) -> None:
        self.is_on: bool = False

    def switch_on(self) -> None:
        """Log each packet from now on, to standard error unless logging is set up already."""
        configure()
        logger(LOGGER).setLevel("INFO")
        self.is_on = True

    def switch_off(self) -> None:
        """Log packets no more."""
        self.is_on = False

    def sent(self, api: MultiplayerAPI, to: int, packet: bytes) -> None:
        """Log a packet that is sent."""
        text = in_words(packet, api._sent_.path_of)
        logger(LOGGER).info("rpc → %s: %s", named(to), text)

    def received(self, api: MultiplayerAPI, sender: int, packet: bytes) -> None:
        """Log a packet that has come."""
        known = api._received_.get(sender)
        text = in_words(packet, known.path if known is not None else lambda number: None)
        logger(LOGGER).info("rpc ← peer %d: %s", sender, text)


trace: Trace = Trace()
"""The one trace of the process."""


def in_words(packet: bytes, path_of: Callable[[int], str | None]) -> str:
    """Return what a packet says in words; `path_of` knows the paths behind numbers."""
    try:
        match packets.decode(packet):
            case RemoteCall(target, method, args):
                shown = ", ".join(map(repr, args))
                return f"call {_node(target, path_of)}.{method}({_short(shown)})"
            case RemoteSet(target, property, value):
                return f"set {_node(target, path_of)}.{property} = {_short(repr(value))}"
            case SimplifyPath(number, path):
                return f"path {number} is {path}"
            case ConfirmPath(path):
                return f"path {path} is known"
            case Raw(data):
                return f"{len(data)} raw bytes, {_short(data.hex(' '))}"
            case None:
                return f"unknown command {packet[0]}"
    except PacketError as error:
        return f"cannot be read: {error} ({_short(packet.hex(' '))})"


def _node(target: int | str, path_of: Callable[[int], str | None]) -> str:
    if isinstance(target, str):
        return target
    return path_of(target) or f"(path {target})"


def _short(text: str) -> str:
    return text if len(text) <= _MOST_SHOWN else text[:_MOST_SHOWN] + "…"
