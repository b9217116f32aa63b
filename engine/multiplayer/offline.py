"""OfflineMultiplayerPeer: a server to which nobody can come, for a game that is played alone."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

from ..base.error import Error
from .peer import NetworkedMultiplayerPeer

if TYPE_CHECKING:
    from ..net.poller import Poller


class OfflineMultiplayerPeer(NetworkedMultiplayerPeer):
    """Always connected, with the id 1 and without other peers: `call_local` methods run, nothing is sent.

    Source: Godot 4's `OfflineMultiplayerPeer`.
    """

    def poll(self) -> None:
        """Do nothing: there is no network."""

    def close(self) -> None:
        """Do nothing, as in Godot."""

    def get_connection_status(self) -> int:
        """Return CONNECTION_CONNECTED."""
        return self.CONNECTION_CONNECTED

    def get_unique_id(self) -> int:
        """Return 1."""
        return self.TARGET_PEER_SERVER

    def _wire_of_(self, id: int) -> str:
        return "godot4"

    def _idle_time_(self, poller: Poller) -> float:
        return inf

    def disconnect_peer(self, id: int) -> None:
        """Do nothing: nobody is there."""

    def set_target_peer(self, id: int) -> None:
        """Do nothing: nobody is there."""

    def put_packet(self, buffer: bytes) -> Error:
        """Send nothing, and return OK."""
        return Error.OK

    def get_available_packet_count(self) -> int:
        """Return 0."""
        return 0

    def get_packet_peer(self) -> int:
        """Return 0: there are no packets."""
        return 0

    def get_packet(self) -> bytes:
        """Return nothing: there are no packets."""
        return b""


OFFLINE = OfflineMultiplayerPeer()
"""The peer of a script that has set none yet."""
