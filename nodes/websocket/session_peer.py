"""SessionPeer: one end of a connection in multiplayer mode, whose packets are those of the node."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Protocol

from engine import ERR_UNAVAILABLE, FAILED, OK, PoolByteArray

from .peer import WebSocketPeer

if TYPE_CHECKING:
    from .link import Link


class Mailbox(Protocol):
    """Where the packets of all peers of a node wait."""

    def count_of(self, link: Link) -> int:
        """Return how many of them came by a link."""

    def take_of(self, link: Link) -> bytes | None:
        """Take the next one that came by a link; None if there is none."""


class SessionPeer(WebSocketPeer):
    """A peer whose packets wait with those of others: whichever way one is taken, it is taken once.

    They are the node's to take, in the order in which they came, by `get_packet_peer()` and `get_packet()` of
    the client or server. What is taken here overtakes those of others.

    Unlike Godot: there is something to take here.
    """

    __slots__ = ("_session_",)

    _is_multiplayer_: ClassVar[bool] = True

    def __init__(self, session: Mailbox, link: Link | None = None) -> None:
        super().__init__(link)
        self._session_ = session

    def get_class(self) -> str:
        """Return "WebSocketPeer"."""
        return "WebSocketPeer"

    def get_available_packet_count(self) -> int:
        """Return how many received packets of this peer wait."""
        return self._session_.count_of(self._link_) if self._link_ is not None else 0

    def get_packet(self) -> PoolByteArray:
        """Return the next packet of this peer; empty, with `get_packet_error()` set, if there is none."""
        packet = self._session_.take_of(self._link_) if self._link_ is not None else None
        if packet is None:
            self._packet_error_ = ERR_UNAVAILABLE if self.is_connected_to_host() else FAILED
            return PoolByteArray()
        self._packet_error_ = OK
        return PoolByteArray(packet)
