"""Session: what the messages of a client or a server mean, and by which signals things are told.

`raw_session` hands messages to the script as they are; `multiplayer_session` speaks the protocol with
which Godot's nodes call each other. A session is given the signals that it tells by, so that it knows
no node.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from engine import Error
from engine.object.signal import SignalInstance

from .events import Received
from .link import Link

if TYPE_CHECKING:
    from .peer import WebSocketPeer


class Session(Protocol):
    """What clients and servers have in common: the packets that belong to the node itself."""

    packet_error: Error
    """How the last `take_packet` went."""
    gave_up: str
    """Why a connection was closed that could not take all that was to be sent; empty if none was."""
    why_no_packets: str
    """Why it cannot carry the packets of a MultiplayerAPI, empty if it can."""

    def new_peer(self, link: Link | None = None) -> WebSocketPeer:
        """Return the peer of a link, or of none yet, as scripts see it."""

    def refuses(self, what: str) -> bool:
        """Return True, with an error in the log, if the node has no packets of its own to do `what` with."""

    def packet_count(self) -> int:
        """Return how many packets wait."""

    def packet_source(self) -> int:
        """Return the id of the sender of the next packet; 1, with an error, if there is none."""

    def take_packet(self) -> bytes:
        """Return the next packet; empty, with `packet_error` set, if there is none."""

    def take_next(self) -> tuple[int, bytes] | None:
        """Take the next packet, and say who sent it; None if there is none."""

    def drop_packets(self) -> None:
        """Let go of the packets that wait, as another session follows, or nobody."""

    def put_packet(self, target: int, buffer: object) -> Error:
        """Send a packet to a target: see `set_target_peer`."""


class ServerSession(Session, Protocol):
    """What happens to the clients of a server."""

    @property
    def told(self) -> SignalInstance[int] | None:
        """See `Links`: the signal that tells of each message, if that is all that `received` does."""

    def opened(self, link: Link) -> None:
        """Tell of a new client."""

    def received(self, link: Link, messages: Received) -> None:
        """Deal with messages of a client."""

    def ended(self, client: int, clean: bool) -> None:
        """Tell that a client is gone."""


class ClientSession(Session, Protocol):
    """What happens to a client."""

    wire: str
    """What is spoken, by its name in `api.WIRES`."""
    unanswered: str
    """Why the connection is of no use if this is the answer of the server when the time to connect is
    over; empty if it is."""

    @property
    def id(self) -> int:
        """What the server calls this client, 0 if it has no name for it."""

    def opened(self, link: Link) -> None:
        """Tell that the connection is there."""

    def received(self, link: Link, messages: Received) -> None:
        """Deal with messages of the server."""

    def ended(self, clean: bool) -> None:
        """Tell that the connection is gone."""

    def failed(self) -> None:
        """Tell that there will be no connection."""
