"""Link: what a WebSocket connection is to a client, a server and a peer.

No socket is named here, so that one that a browser makes can be a link as well as those of
`socket_link`. Where a link is in its life, and what leads on, says `life`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple, Protocol

from engine import OK
from engine.core import compiled

if TYPE_CHECKING:
    from engine import Error
    from engine.net.network import Network
    from engine.net.poller import Poller, Watch
    from engine.net.traffic import Traffic

    from .admission import Admit
    from .deadlines import Deadlines
    from .events import Ended, Event, Opened, Received
    from .life import Life
    from .limits import Limits
    from .outbox import Outbox
    from .plain_http import Answer
    from .trusted_proxies import TrustedProxies
    from .unread import Unread
    from .url import Url


class Link(Protocol):
    """One connection, served whenever it is the owner of a Watch that is ready, or is CONNECTING."""

    life: Life
    unread: Unread
    """What was received and not taken yet. Whoever gets messages takes them in there."""
    id: int
    """The id of the peer at the other end, for servers."""
    address: tuple[str, int]
    """The IP address and the port of the other side. A server that knows of a proxy puts the client's in."""
    pause: float
    """Seconds from the last message to a close frame, which is 0 unless the other side needs it."""
    is_raw: bool
    """Whether scripts take its messages as they are, so that to make each a PoolByteArray saves a copy."""
    deadline: float | None
    """When something has to have happened: see `overdue`. None for never, and once it is CLOSED."""

    @property
    def opened(self) -> Opened | None:
        """What was agreed on in the handshake, None before its end."""

    @property
    def phase(self) -> str:
        """What was last done to open it, for a log line."""

    @property
    def waiting(self) -> int:
        """Bytes that wait to be sent."""

    def receive(self) -> Iterable[Event]:
        """Do what can be done without waiting, and yield what happened."""

    def put(self, payload: bytes, is_text: bool, frame: bytes | None = None) -> Error:
        """Send a message. ERR_OUT_OF_MEMORY if too much waits already, FAILED unless it is open.

        `frame`: what `frame_of` made of it, for a message that goes to many.
        """

    def ping(self, data: bytes) -> None:
        """Send a ping with data, which `Ponged` brings back. Only while it is open."""

    def be_patient(self) -> None:
        """Let more than the output limits wait, as long as the other side reads: see `patience`."""

    def flush(self) -> None:
        """Write what waits to be sent, as far as the other side takes it now."""

    def frame_of(self, payload: bytes, is_text: bool) -> bytes:
        """Return what this link, and others of its kind and side, can take along to `put`."""

    def close(self, code: int, reason: str) -> None:
        """Send a close frame if it is open; `Ended` comes with the answer, or when that takes too long."""

    def drop(self, why: str) -> Ended:
        """End it without a word. Only if it is not over yet."""

    def move_to(self, home: Home) -> None:
        """Be one of the links of another home of the same poller from now on."""

    def leave(self) -> None:
        """Say goodbye and close it, without waiting for an answer. Nothing is told."""

    def discard(self) -> None:
        """Close it now, in whatever state. Nothing is told."""

    def set_deadline(self, seconds: float | None) -> None:
        """Have `overdue` called in `seconds`, in place of what was set before; None for never."""

    def overdue(self, ping_interval: float, ping_timeout: float) -> Ended | None:
        """Do what the deadline was for, which has passed; return the end if that is what it means."""


def put_all(link: Link, messages: Received) -> Error:
    """Send messages in order, all as binary ones, up to the first that is not sent; return why that is."""
    for payload, _ in messages:
        error = link.put(payload, False)
        if error != OK:
            return error
    return OK


class LinkRequest(NamedTuple):
    """What a client asks for."""

    url: Url
    protocols: list[str]
    headers: list[tuple[str, str]]
    timeout: float
    """Seconds that all of it may take, to the end of the handshake."""
    compression: bool
    verify_ssl: bool
    """Whether the server's certificate has to be trusted and made out to the host."""
    trusted_pem: str
    """Whom to trust in place of the system, as PEM text, if not empty."""


class ServerTerms(NamedTuple):
    """How a server deals with those who come."""

    refuses_all: bool
    protocols: list[str]
    headers: list[tuple[str, str]]
    timeout: float
    """Seconds that TLS and the handshake may take together."""
    compression: bool
    admit: Admit
    answer: Answer
    """What a plain HTTP request gets."""
    proxies: TrustedProxies | None = None
    """Who has to begin with a header of the PROXY protocol, if anybody has."""


class ServerTls(NamedTuple):
    """Who a server is, as PEM texts."""

    certificate: str
    key: str
    chain: str


class Home(Protocol):
    """What the links of one client or server share; `links` has the one."""

    limits: Limits
    inbox: list[Watch]
    """Watches that are ready, until the next poll."""
    outbox: Outbox
    deadlines: Deadlines[Link]
    traffic: Traffic

    def owner(self) -> object:
        """Return whose links they are, for a log line."""

    @property
    def network(self) -> Network:
        """Where connections come from."""

    @property
    def poller(self) -> Poller:
        """Who watches the sockets."""

    def wake(self) -> None:
        """End the sleep of a runner, from any thread."""

    def add(self, link: Link) -> None:
        """Take note of a new link."""

    def forget(self, link: Link) -> None:
        """Take note that a link is closed."""


put_all = compiled(put_all)
