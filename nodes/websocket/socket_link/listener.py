"""LinkListener: a port on which a server is reached, and what comes in there."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from engine.net.poller import READ

from ..log import log
from .socket_link import SocketLink

if TYPE_CHECKING:
    from ssl import SSLContext

    from ..life import Life
    from ..link import Home, ServerTerms, ServerTls
    from .stream import Stream

ACCEPTED_AT_ONCE = 32
"""Connections that one poll accepts at the most, so that a rush leaves time for those who are in."""

PAUSE = 0.25
"""Seconds in which nobody is accepted after that failed, as it does while too many files are open."""


class LinkListener:
    """Makes links of the TCP connections that come to a port; `terms` is asked how before each rush.

    Raises OSError if the port cannot be had, ScriptError for a certificate or key that cannot be used.
    """

    def __init__(
        self,
        home: Home,
        port: int,
        ip: str,
        tls: ServerTls | None,
        terms: Callable[[], ServerTerms],
        shared: bool = False,
    ) -> None:
        self._home = home
        self._tls = _context(tls) if tls is not None else None
        self._terms = terms
        self.resumes_at: float | None = None
        """When to `resume`, in the time of the deadlines; None unless it pauses."""
        self._error = ""  # why no client can be accepted, while that lasts
        self._network = home.network
        self._socket = self._network.listen(port, ip, shared)
        self._watch = home.poller.watch(self._socket, READ, home.inbox, self)

    @property
    def port(self) -> int:
        """The port that it listens on."""
        return int(self._socket.getsockname()[1])

    def set_tls(self, tls: ServerTls) -> None:
        """Be somebody else to those who come from now on. Raises ScriptError, and stays who it was."""
        self._tls = _context(tls)

    def accept(self) -> None:
        """Accept those who wait. Nothing is told of them before their handshakes are over."""
        self._watch.taken()
        try:
            from .stream import server_protocol  # noqa: F401 - which takes files to be opened

            terms = self._terms()
            if terms.proxies is not None:
                from . import arrival  # noqa: F401
        except OSError as error:
            self._pause(error)
            return
        for _ in range(ACCEPTED_AT_ONCE):
            try:
                accepted, address = self._socket.accept()
            except BlockingIOError:  # none left
                break
            except OSError as error:
                self._pause(error)
                break
            self._error = ""
            self._take_in(accepted, address, terms)

    def _pause(self, error: OSError) -> None:
        """Let those who come wait for a while: trying in each frame would only take all its time."""
        if str(error) != self._error:
            self._error = str(error)
            log.warning("%r: no client can be accepted: %s", self._home.owner(), error)
        self._watch.set_events(0)
        self.resumes_at = self._home.deadlines.now() + PAUSE

    def resume(self) -> None:
        """Accept again, if the pause is over."""
        if self.resumes_at is not None and self._home.deadlines.now() >= self.resumes_at:
            self.resumes_at = None
            self._watch.set_events(READ)

    def _take_in(self, accepted: Any, address: Any, terms: ServerTerms) -> None:
        home = self._home
        if terms.refuses_all:
            log.info("%r: %s:%d was refused: refuse_new_connections is set", home.owner(), *address[:2])
            accepted.close()
            return
        try:
            sock: Any = self._network.accepted(accepted)
            if terms.proxies is not None and terms.proxies.trust(address[0]):
                SocketLink.brought(home, sock, partial(self._begin_handshake, terms), terms.timeout)
                return
            sock, stream = self._begin_handshake(terms, sock)
        except OSError as error:  # it is gone already
            log.debug("%r: %s:%d did not become a client: %s", home.owner(), *address[:2], error)
            accepted.close()
            return
        SocketLink.accepted(home, sock, stream, terms.timeout)

    def _begin_handshake(self, terms: ServerTerms, sock: Any, life: Life | None = None) -> tuple[Any, Stream]:
        """Return what to read from and write to, and a stream for it. Raises OSError if it is gone."""
        from .stream import Stream, server_protocol

        if self._tls is not None:
            from .tls import TlsSocket

            sock = TlsSocket(sock, self._tls, None)
        protocol = server_protocol(terms.protocols, terms.compression)
        limit = self._home.limits.in_bytes
        return sock, Stream(protocol, limit, terms.headers, terms.admit, terms.answer, life=life)

    def close(self) -> None:
        """Listen no more."""
        self._watch.close()
        self._socket.close()

    def __repr__(self) -> str:
        return f"<LinkListener on port {self.port}>"


def _context(tls: ServerTls) -> SSLContext:
    from .tls import server_context  # which servers without TLS do without

    return server_context(*tls)
