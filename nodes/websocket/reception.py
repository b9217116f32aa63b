"""Reception: what becomes of those who come to a server's port, before anybody hears of them."""

from __future__ import annotations

from collections.abc import Coroutine, Mapping, Sized
from typing import TYPE_CHECKING, Any, Protocol, TypeVar
from weakref import ref

from engine import ScriptError
from engine.base.fault import report

from .log import shown

if TYPE_CHECKING:
    from .admission import Authenticator, Refusal
    from .draining import Draining
    from .limits import Limits
    from .link import ServerTerms
    from .plain_http import HttpAnswer, HttpHandler
    from .trusted_proxies import TrustedProxies

T = TypeVar("T")


class HasLimits(Protocol):
    """What is asked of the links of a server."""

    limits: Limits


class Receives(Protocol):
    """What is asked of a server; WebSocketServer says what it means."""

    authenticator: Authenticator | None
    compression: bool
    http_handler: HttpHandler | None
    max_clients: int
    proxy_protocol: bool

    @property
    def handshake_timeout(self) -> float:
        """Seconds for TLS and the handshake."""

    @property
    def refuse_new_connections(self) -> bool:
        """Whether nobody may come in."""

    @property
    def _links_(self) -> HasLimits:
        """Its links."""

    @property
    def _peers_(self) -> Sized:
        """Its clients."""

    @property
    def _proxies_(self) -> TrustedProxies | None:
        """Those who bring clients."""


class Reception:
    """Decides for a server who may become a client, and what a plain HTTP request gets.

    Links that are not open yet have it; it does not keep the server alive.
    """

    def __init__(self, server: Receives) -> None:
        self._server = ref(server)
        self.protocols: list[str] = []
        """The sub-protocols that are spoken."""
        self.headers: list[tuple[str, str]] = []
        """What every client is sent."""
        self.draining: Draining | None = None
        """From the moment on at which nobody new is let in, as the program is to end."""

    def terms(self) -> ServerTerms:
        """Return how those who come now are dealt with.

        What that takes is loaded with the first of them; OSError while too many files are open.
        """
        from . import admission, plain_http  # noqa: F401
        from .link import ServerTerms

        server = self._server()
        assert server is not None  # it polls
        return ServerTerms(
            refuses_all=server.refuse_new_connections and server.http_handler is None,
            protocols=self.protocols,
            headers=self.headers,
            timeout=server.handshake_timeout,
            compression=server.compression,
            admit=self.admit,
            answer=self.answer,
            proxies=server._proxies_ if server.proxy_protocol else None,
        )

    def admit(self, path: str, headers: Mapping[str, str]) -> Refusal | None:
        """Decide whether a client whose request is right otherwise may come in."""
        server = self._server()
        if server is None:
            return None
        if self.draining is not None:
            from .draining import WHY

            return refused(503, WHY)
        if server.refuse_new_connections:
            return refused(503, "refuse_new_connections is set")
        if server.max_clients and len(server._peers_) >= server.max_clients:
            return refused(503, f"all {server.max_clients} places are taken")
        if server.authenticator is not None:
            try:
                admitted = _at_once(server.authenticator(path, headers))
            except Exception as error:
                report(server, error, f"the authenticator of {server!r}")
                return refused(500, "the authenticator failed")
            if not admitted:
                return refused(401, "the authenticator did not let it in")
        return None

    def answer(self, path: str, headers: Mapping[str, str]) -> HttpAnswer:
        """Decide what a plain HTTP request gets."""
        from .plain_http import FAILED, NO_PAGE, STOPPING, checked_answer

        server = self._server()
        if self.draining is not None:
            return STOPPING
        handler = server.http_handler if server is not None else None
        if server is None or handler is None:
            return NO_PAGE
        try:
            return checked_answer(_at_once(handler(path, headers)), server._links_.limits.out_bytes)
        except Exception as error:
            name = getattr(handler, "__qualname__", repr(handler))
            report(server, error, f"{name}, the HTTP handler of {server!r}, asked for {shown(path)}")
            return FAILED


def refused(status: int, why: str) -> Refusal:
    """Return the HTTP answer to a client that is not let in."""
    from http import HTTPStatus  # which those who get in do without

    from .admission import Refusal

    return Refusal(HTTPStatus(status), why)


def _at_once(answer: T) -> T:
    """Return what a script answered. Raises ScriptError for what is still to be waited for.

    It would count as True, and let everybody in.
    """
    if hasattr(answer, "__await__"):
        waiting: Any = answer
        if isinstance(waiting, Coroutine):
            waiting.close()
        raise ScriptError("who comes in is answered at once: write `def` in place of `async def`.")
    return answer
