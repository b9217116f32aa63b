"""FetchTransfer: one request of an HTTPRequest where a browser makes it, which has rules of its own."""

from __future__ import annotations

from engine.net.messages import MessageNetwork
from engine.net.poller import Poller

from ..websocket.redirect import address_of
from .answer import Head, value_of
from .asking import Asking
from .body import Body
from .connection import BODY, REQUESTING
from .outcome import (
    RESULT_CANT_CONNECT,
    RESULT_CONNECTION_ERROR,
    RESULT_SUCCESS,
    FailedError,
    Outcome,
    Wanted,
)


class FetchTransfer(Asking):
    """See `Transfer` for what it does. Raises UnavailableError for what may not be tried."""

    def __init__(self, network: MessageNetwork, poller: Poller, wanted: Wanted) -> None:
        super().__init__(wanted)
        url, headers = address_of(wanted.url), wanted.all_headers()
        self._fetch = network.fetch(url, wanted.method, headers, wanted.body, poller.wake)

    @property
    def status(self) -> int:
        """What HTTPClient would say of it."""
        return BODY if self._fetch.code else REQUESTING

    @property
    def is_due(self) -> bool:
        """False: the browser tells."""
        return False

    def _go_on(self, now: float) -> Outcome | None:
        fetch = self._fetch
        if not fetch.code:
            if fetch.error:
                why = (
                    f"{fetch.error}. The browser says no more of it: is the server there, and does it let"
                    " this page ask (CORS, a header Access-Control-Allow-Origin in its answer)?"
                )
                raise FailedError(RESULT_CANT_CONNECT, why)
            return None
        head = Head(fetch.code, fetch.headers, -1, False)
        if self._body is None:
            length = value_of("content-length", head)
            if length.isdecimal() and self.wanted.method != "HEAD" and not value_of("content-encoding", head):
                self.size: int = int(length)
            self._body = Body(self.wanted, head, self.size)
        while piece := fetch.take():
            self._body.add(piece)
        if not fetch.over:
            return None
        if fetch.error:
            raise FailedError(RESULT_CONNECTION_ERROR, fetch.error)
        return Outcome(RESULT_SUCCESS, head.code, head.headers, self._body.complete())

    def close(self) -> None:
        """End it, in whatever state."""
        self._fetch.discard()
        super().close()
