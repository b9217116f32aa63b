"""What a peer of one wire says to peers of another: the server says it anew.

Calls cross, and bytes; numbers of paths are between peers of one wire. The node is looked up in the
server's own tree, and the method in what it declares there. Each wire sends the nearest value that it
has: Godot 3 is sent a Vector2i as a Vector2. What cannot cross is refused with a line in the log.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .refusals import PacketError, Refused
from .targets import selected

if TYPE_CHECKING:
    from .state import MultiplayerState
    from .wire import Wire


def cross(state: MultiplayerState, wire: Wire, sender: int, to: int, packet: bytes) -> None:
    """Say what a packet of `sender` says to those peers of other wires than `wire` that `to` means."""
    receivers = [
        (other, id) for other in state.wires if other is not wire for id in tuple(selected(to, other.peers))
    ]
    if not receivers:
        return
    try:
        said = wire.said(sender, packet)
        if said is not None:
            for other, id in receivers:
                other.say(sender, id, said)
    except (PacketError, Refused) as error:
        state.refusals.log_packet(sender, error)
