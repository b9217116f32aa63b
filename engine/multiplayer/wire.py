"""Wire: one way to say remote calls, values and bytes in packets. What a MultiplayerAPI asks of it.

Each major version of Godot has packets of its own. A `NetworkedMultiplayerPeer` says for each peer which
it speaks, so that one server may have peers of several; the API has one Wire for each kind, with the
peers that speak it. What `Node.rpc` sends to everyone goes through each wire that has peers, once.

What comes from a peer of one wire and is meant for peers of another is said anew by the server: see
`crossing`. What a client sends goes by the wire of its server.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from ..base.error import Error

if TYPE_CHECKING:
    from .remote_node import RemoteNode


class Call(NamedTuple):
    """A call as it is on no wire: what crosses from one to another."""

    node: RemoteNode
    method: str
    args: tuple[Any, ...]


class Wire(Protocol):
    """The packets of one version of Godot, to and from the peers that speak it.

    Targets are 0 for all of `peers`, an id that is among them, or `-id` for all of them but that one,
    where the id may also be a peer's of another wire. Packets are sent by the API's `MultiplayerState`.
    """

    @property
    def is_godot_4(self) -> bool:
        """Whether signals come in Godot 4's order: see `MultiplayerAPI`."""
        ...

    @property
    def peers(self) -> Collection[int]:
        """The ids of the peers that have joined and not left, ascending."""
        ...

    def joined(self, id: int) -> None:
        """Take in a peer, which knows nothing yet, whatever a peer of this id knew before."""
        ...

    def left(self, id: int) -> None:
        """Forget a peer."""
        ...

    def clear(self) -> None:
        """Forget all peers, and what was arranged with them."""
        ...

    def others_joined(self, id: int) -> None:
        """Take note that a peer of another wire has joined."""
        ...

    def others_left(self, id: int) -> None:
        """Take note that a peer of another wire has left."""
        ...

    def call(self, node: RemoteNode, to: int, reliable: bool, method: str, args: tuple[Any, ...]) -> Error:
        """Send a call of a method of `node`, and return OK or an error code.

        Raises PacketError, before anything is sent and also while there are no peers, for what no packet
        of this wire can hold.
        """
        ...

    def set_value(self, node: RemoteNode, to: int, reliable: bool, property: str, value: Any) -> Error:
        """Send a new value of a property of `node`, as `call` does a call."""
        ...

    def raw(self, to: int, data: bytes) -> Error:
        """Send bytes, in the mode that the network peer is set to."""
        ...

    def receive(self, sender: int, packet: bytes) -> bytes | None:
        """Do what a packet says, if it may be done; return the bytes of `send_bytes`, if it has some.

        `sender` need not be among the peers. A packet that was relayed sets the state's `sender` to whom
        it is from. What a called script raises is reported as its fault. Raises
        PacketError for what cannot be read, and Refused for what is not done.
        """
        ...

    def said(self, sender: int, packet: bytes) -> Call | bytes | None:
        """Return what a packet says to peers of other wires: a call, bytes, or nothing.

        Raises PacketError for what cannot be read, and Refused for what does not cross.
        """
        ...

    def say(self, source: int, to: int, said: Call | bytes) -> None:
        """Send to a peer of this wire what `source`, a peer of another one, has said.

        Raises PacketError for what no packet of this wire can hold, and Refused for what does not cross.
        """
        ...

    def in_words(self, packet: bytes, sender: int = 0) -> str:
        """Return what a packet of `sender`, or with 0 one of ours, says. Never raises."""
        ...
