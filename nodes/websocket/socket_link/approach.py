"""How a client gets to its server: to a socket, with TLS on it if that is wanted, and a stream for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..life import Life
from ..link import Home, LinkRequest
from ..log import log
from .dial import Dial
from .tls import TlsSocket, client_context
from .tunnel import Tunnel, connect_request, proxy_for

if TYPE_CHECKING:
    from .stream import Stream


class Approach:
    """The first part of a client's link, up to the handshake. `failed` says why it came to nothing.

    What `SocketLink` asks of it, it asks of an `Arrival`, too, which knows the `source`.

    `owner` is whose Watch it is that gets ready. Raises ScriptError for a certificate that cannot be used.
    """

    def __init__(self, home: Home, owner: object, request: LinkRequest) -> None:
        self.source: tuple[str, int] | None = None
        self.is_probe: bool = False  # a server's word
        url, proxy = request.url, proxy_for(request.url)
        self.too_late: str = f"no answer within {request.timeout:g} seconds"
        """What it means if it takes longer than it may."""
        self._home = home
        self._request = request
        self._tls = client_context(request.verify_ssl, request.trusted_pem) if url.secure else None
        self._way: Dial | Tunnel
        if proxy is None:
            self._way = Dial(home, owner, url.host, url.port)
        else:
            who = home.owner()
            log.info("%r: %s is reached through the proxy %s:%d", who, url.host, proxy.host, proxy.port)
            dial = Dial(home, owner, proxy.host, proxy.port)
            self._way = Tunnel(home, owner, dial, connect_request(url.host, url.port, proxy))

    @property
    def phase(self) -> str:
        """What is going on, for a log line."""
        return self._way.phase

    @property
    def failed(self) -> str:
        """Why it came to nothing, empty if it did not."""
        return self._way.failed

    def poll(self) -> Any:
        """Go on as far as that is possible without waiting; return the socket once it is connected."""
        self._way.poll(self._home.deadlines.now(), self._home.poller)
        return self._way.socket

    def cancel(self) -> None:
        """Stop trying."""
        self._way.cancel()

    def begin_handshake(self, sock: Any, life: Life) -> tuple[Any, Stream]:
        """Return what to read from and write to, and a stream that has sent its request.

        Raises OSError, with the socket closed, if it has been reset already or too many files are open.
        """
        request = self._request
        try:
            from .fast_lane import Masker
            from .stream import Stream, client_protocol

            if self._tls is not None:
                sock = TlsSocket(sock, self._tls, request.url.host)
        except OSError:
            sock.close()
            raise
        protocol = client_protocol(request.url, request.protocols, request.compression)
        stream = Stream(protocol, self._home.limits.in_bytes, masker=Masker(), life=life)
        stream.send_request(request.headers)
        return sock, stream
