"""MemberLink: a player who came through a gateway, as a link is to a server."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Protocol

from engine import FAILED, Error, push_error

from ..websocket.events import Ended, Event, Opened, cut_reason
from ..websocket.life import CLOSED, OPEN, Happening, Life
from ..websocket.relay import SERVER, pack
from .trunk import Join, Kick, encode, is_packet

if TYPE_CHECKING:
    from ..websocket.link import Home, Link
    from ..websocket.unread import Unread

_ABNORMAL_CLOSURE = 1006


class Carries(Protocol):
    """The way to a gateway."""

    link: Link

    def say(self, message: bytes, frame: bytes | None = None) -> Error:
        """Send a message."""


class MemberLink:
    """See `Link`. What is put are packets with a header, whatever the player speaks; they go by the trunk.

    What the gateway brings of it is kept where the trunk's own messages would be, so that too much of
    that holds the gateway back. When something has to have happened is watched by the gateway.
    """

    def __init__(self, trunk: Carries, join: Join) -> None:
        self.life: Life = Life(OPEN)
        self.unread: Unread = trunk.link.unread
        self.id: int = join.id
        self.address: tuple[str, int] = (join.address, join.port)
        self.pause: float = 0.0
        self.is_raw: bool = False
        self.deadline: float | None = None
        self.opened: Opened | None = Opened(join.protocol, join.path, join.headers)
        self.phase: str = "at a gateway"
        self.trunk: Carries = trunk
        self.head: bytes = pack(SERVER, join.id, b"")
        """What a packet of the room for it begins with."""
        self.up: bytes = pack(join.id, SERVER, b"")
        """What a packet of it for the room begins with."""
        self.godot: int = 0
        """What it speaks; 0 while it has a place and is not in."""

    def __repr__(self) -> str:
        return f"<MemberLink {self.id} with {self.address[0]}:{self.address[1]}, {self.life.state.value}>"

    @property
    def waiting(self) -> int:
        """Bytes that wait to be sent to its gateway."""
        return self.trunk.link.waiting

    def put(self, payload: bytes, is_text: bool, frame: bytes | None = None) -> Error:
        """See `Link`."""
        if self.life.state is OPEN and not is_packet(payload):
            push_error(
                f"put_packet: {self!r} came through a gateway, and gets packets of the server alone: write"
                f" `server.set_target_peer({self.id})` and `server.put_packet(…)`, or `rpc_id`."
            )
            return FAILED
        return self.send(payload)

    def send(self, packet: bytes) -> Error:
        """Send what is known to be a packet. If there is no room for it, its trunk is closed."""
        return self.trunk.say(packet) if self.life.state is OPEN else FAILED

    def close(self, code: int, reason: str) -> None:
        """See `Link`."""
        if self.life.state is OPEN:
            self.life.step(Happening.CLOSE_CALLED)
            self.trunk.say(encode(Kick(self.id, code, cut_reason(reason))))

    def end(self, clean: bool, code: int) -> Ended:
        """Take note that the gateway has lost it."""
        life, who = self.life, "this side"
        if life.state is OPEN and clean:
            who = "the other side"
            life.step(Happening.CLOSE_CAME)
        life.step(Happening.ANSWERED if clean else Happening.LOST)
        self.discard()
        return Ended(clean, code, f"closed by {who}" if clean else "its gateway has lost it")

    def drop(self, why: str) -> Ended:
        """See `Link`."""
        self.life.step(Happening.DROPPED)
        self.discard()
        return Ended(False, _ABNORMAL_CLOSURE, why)

    def discard(self) -> None:
        """See `Link`."""
        if self.life.state is not CLOSED:
            self.life.step(Happening.DISCARDED)

    def leave(self) -> None:
        """See `Link`."""
        self.close(1000, "")
        self.discard()

    def flush(self) -> None:
        """See `Link`."""
        self.trunk.link.flush()

    # -- What its gateway does for it ----------------------------------------------------------

    def receive(self) -> Iterable[Event]:
        """See `Link`. What comes, comes by the trunk."""
        return ()

    def ping(self, data: bytes) -> None:
        """See `Link`."""

    def be_patient(self) -> None:
        """See `Link`."""

    def frame_of(self, payload: bytes, is_text: bool) -> bytes:
        """See `Link`."""
        return b""

    def set_deadline(self, seconds: float | None) -> None:
        """See `Link`."""

    def overdue(self, ping_interval: float, ping_timeout: float) -> Ended | None:
        """See `Link`."""
        return None

    def move_to(self, home: Home) -> None:
        """See `Link`."""
