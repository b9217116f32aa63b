"""Replicating: spawners and synchronizers as the API and the wires see them, and what they ask of a wire."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from ..base.error import Error

if TYPE_CHECKING:
    from .remote_node import RemoteNode


class Numbering(Protocol):
    """A wire on which nodes have numbers."""

    def number(self, node: RemoteNode, id: int) -> tuple[int, bool]:
        """Return our number for a node, 0 for none, and whether a peer, which is told, has confirmed it."""
        ...

    def numbered(self, sender: int, number: int) -> RemoteNode:
        """Return the node that a peer has given a number. Raises Refused if there is none."""
        ...

    def appeared(self, node: RemoteNode) -> None:
        """Confirm the numbers that peers have given a node before it was here."""
        ...

    def put(self, id: int, packet: bytes, reliable: bool = True) -> Error:
        """Send a packet to a peer, by way of the server if we are none."""
        ...


class Replicating(Protocol):
    """What spawns and synchronizes nodes, once there is a spawner or a synchronizer."""

    def joined(self, wire: Numbering, id: int) -> None:
        """Take in a peer, which is told what it may see."""
        ...

    def left(self, id: int) -> None:
        """Forget a peer; `free_left` frees what it has spawned here."""
        ...

    def clear(self) -> None:
        """Forget all peers and all numbers."""
        ...

    def free_left(self) -> None:
        """Free what those have spawned here who have left, once that was told."""
        ...

    def confirmed(self, id: int) -> None:
        """Take note that a peer has confirmed a number."""
        ...

    def receive(self, sender: int, packet: bytes) -> None:
        """Do what a SPAWN, DESPAWN or SYNC says. Raises PacketError and Refused."""
        ...

    def poll(self, now: float) -> None:
        """Send what synchronizers have to say at this time."""
        ...

    def idle_time(self, now: float) -> float:
        """Return for how many seconds `poll` would send nothing, if nothing else happens."""
        ...

    def blind(self, node: RemoteNode) -> set[int]:
        """Return the peers that may not see a node, and are not called there."""
        ...
