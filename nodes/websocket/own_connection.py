"""The connection of a WebSocketPeer that stands alone, as in Godot 4: it is polled, and asked how it is."""

from __future__ import annotations

from collections.abc import Sequence

from .certificates import X509Certificate, pem_of
from .events import CloseRequested, Ended, Event, Opened, Received
from .handshake_options import check_headers, check_protocols
from .keeper import Keeper
from .link import Link, LinkRequest
from .log import log
from .tls_options import TLSOptions
from .url import parse_url
from .weaknesses import PAUSE

_CONNECT_TIMEOUT = 30.0
"""Seconds that it may take to connect; in Godot there is no limit."""
_PONG_TIMEOUT = 10.0
"""Seconds that the other side has to send anything after a ping."""


def request_of(
    url: str, protocols: Sequence[str], headers: Sequence[str], tls: TLSOptions | None
) -> LinkRequest:
    """Return what a script asks for. Raises ScriptError for what cannot be right."""
    tls = tls or TLSOptions()
    trusted = tls.get_trusted_ca_chain()
    return LinkRequest(
        url=parse_url(url),
        protocols=check_protocols(protocols),
        headers=check_headers(headers),
        timeout=_CONNECT_TIMEOUT,
        compression=False,
        verify_ssl=not tls.is_unsafe_client(),
        trusted_pem=pem_of(trusted, X509Certificate) if trusted is not None else "",
    )


class OwnConnection(Keeper):
    """One link to a server, without signals: what comes waits at the link until it is taken."""

    def __init__(self, ping_interval: float) -> None:
        super().__init__()
        self.link: Link | None = None
        self.close_code: int = -1
        """What the other side closed with, -1 while it has not, and after an end without close frames."""
        self.close_reason: str = ""
        self._ping_interval = ping_interval
        self._reason = ""  # of a close that is under way

    def __repr__(self) -> str:
        return f"<OwnConnection: {self.link!r}>"

    def open(self, request: LinkRequest) -> Link:
        """Begin to connect. Raises what `Links.open` does."""
        link = self.link = self.links.open(request)
        link.pause = PAUSE  # one of Godot 4's may be at the other end
        return link

    def drop(self) -> None:
        """End it at once, without a close frame."""
        if self.link is not None and not self.link.life.is_over:
            self.link.drop("close() was called with a negative code")

    def _handle_(self, link: Link, event: Event) -> None:
        """Take note of what has happened; `Links` calls this, as all below."""
        match event:
            case Received():
                self.links.traffic.packets_in += len(event)
                for message in event:
                    link.unread.take_in(message)
            case Opened():
                link.set_deadline(self._ping_interval or None)
            case CloseRequested():
                self._reason = event.reason
            case Ended():
                log.info("%r has ended: %s", self, event.why)
                if event.clean:
                    self.close_code, self.close_reason = event.code, self._reason

    def _overdue_(self, link: Link) -> Ended | None:
        return link.overdue(self._ping_interval, _PONG_TIMEOUT)
