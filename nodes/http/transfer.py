"""Transfer: one request of an HTTPRequest, over as many connections as it takes until it is answered."""

from __future__ import annotations

import re
from urllib.parse import urljoin

from engine import ScriptError
from engine.net.network import Network
from engine.net.poller import Poller

from ..websocket.log import shown, without_password
from ..websocket.redirect import address_of, is_same_server
from ..websocket.url import Url, parse_url
from .answer import Head, value_of
from .asking import Asking
from .body import Body
from .connection import (
    BODY,
    CANT_CONNECT,
    CANT_RESOLVE,
    CONNECTED,
    CONNECTION_ERROR,
    SSL_HANDSHAKE_ERROR,
    Connection,
    Server,
)
from .outcome import (
    REDIRECT_LIMIT_REACHED,
    REQUEST_FAILED,
    RESULT_CANT_CONNECT,
    RESULT_CANT_RESOLVE,
    RESULT_CONNECTION_ERROR,
    RESULT_SSL_HANDSHAKE_ERROR,
    RESULT_SUCCESS,
    FailedError,
    Outcome,
    Wanted,
    log,
)

_OF_STATUS = {
    CANT_CONNECT: RESULT_CANT_CONNECT,
    CANT_RESOLVE: RESULT_CANT_RESOLVE,
    CONNECTION_ERROR: RESULT_CONNECTION_ERROR,
    SSL_HANDSHAKE_ERROR: RESULT_SSL_HANDSHAKE_ERROR,
}

HTTP: tuple[str, str] = ("http", "https")
STEPS_AT_ONCE = 16
"""Reads of one transfer in one frame, at the most, so that a fast server leaves time for others."""
_MOVED = (301, 302, 303, 307, 308)
_HARMLESS = ("accept", "accept-language", "content-type", "user-agent")
"""Headers of the script's own that go along to another server."""


def parse_http_url(url: str) -> Url:
    """Return the parts of `url`, which has a scheme. Raises ScriptError if it cannot be one."""
    if isinstance(url, str) and "://" not in url:
        raise ScriptError(f"{without_password(url)!r} is not a URL: write http://host:port/path or https://…")
    return parse_url(url.replace(" ", "%20") if isinstance(url, str) else url, HTTP)


class Transfer(Asking):
    """Begins when it is made. `connection` is the latest."""

    def __init__(self, network: Network, poller: Poller, wanted: Wanted) -> None:
        super().__init__(wanted)
        self._has_more = False
        self._network = network
        self._poller = poller
        self._followed = 0
        self.connection: Connection = self._connect()

    def _connect(self) -> Connection:
        url = self.wanted.url
        server = Server(url.host, url.port, url.secure, self.wanted.verify)
        self._is_asked = False
        return Connection(self._network, self._poller, server, self.wanted.proxies.get(url.secure))

    @property
    def status(self) -> int:
        """What HTTPClient would say of it."""
        return self.connection.status

    @property
    def is_due(self) -> bool:
        """Whether there is something to do, of which no socket tells."""
        return self._has_more or bool(self.connection.inbox) or self.connection.is_on_the_way

    def close(self) -> None:
        """End it, in whatever state."""
        self.connection.close()
        super().close()

    def _go_on(self, now: float) -> Outcome | None:
        self._has_more = False
        connection = self.connection
        connection.poll(now)
        if connection.status == CONNECTED and not self._is_asked:
            self._ask()
            connection.poll(now)
        head = connection.head
        if head is None:
            self._check()
            return None
        if self._body is None:
            if self._follow(head):
                return None
            self._body = self._begin(head)
        body = self._body
        for _ in range(STEPS_AT_ONCE):
            if body.unpack():
                continue
            if connection.status != BODY:
                self._check()
                return Outcome(RESULT_SUCCESS, head.code, head.headers, body.complete())
            data = connection.read(self.wanted.chunk_size)
            self._check()
            if not data and connection.status == BODY:
                return None
            body.add(data)
        self._has_more = True
        return None

    def _check(self) -> None:
        """Raise if the connection has failed."""
        result = _OF_STATUS.get(self.connection.status)
        if result is not None:
            raise FailedError(result, self.connection.why)

    # -- Asking --------------------------------------------------------------------------------

    def _ask(self) -> None:
        url, wanted = self.wanted.url, self.wanted
        target = f"{url.path}?{url.query}" if url.query else url.path
        try:
            self.connection.ask(wanted.method, target, wanted.all_headers(), wanted.body)
        except ScriptError as error:
            raise FailedError(REQUEST_FAILED, str(error)) from error
        self._is_asked = True

    def _follow(self, head: Head) -> bool:
        """Go where the server says that it has moved to; return False if that is the answer itself."""
        location = value_of("location", head)
        if head.code not in _MOVED or not location:
            return False
        wanted = self.wanted
        if 0 <= wanted.max_redirects <= self._followed:
            why = f"it has moved once more than `max_redirects` ({wanted.max_redirects}) to {shown(location)}"
            raise FailedError(REDIRECT_LIMIT_REACHED, why, head)
        try:
            new = parse_http_url(urljoin(address_of(wanted.url), location))
            if wanted.url.secure and not new.secure:
                raise ScriptError("that is without TLS")
        except (ScriptError, ValueError) as error:  # ValueError: half a bracket
            log.warning("%s has moved, not followed: %s", self.wanted.name, shown(str(error)))
            return False
        self.wanted: Wanted = _moved(wanted, new, head.code)
        self._followed += 1
        self.connection.close()
        self.connection = self._connect()
        return True

    # -- The answer ----------------------------------------------------------------------------

    def _begin(self, head: Head) -> Body:
        """Look at what is going to come."""
        packed = not self.wanted.has("accept-encoding")  # else who asks for it unpacks it
        coding = value_of("content-encoding", head).lower().removeprefix("x-") if packed else ""
        if self.connection.status == BODY:  # there is none after HEAD, whatever its length
            self.size: int = head.length
        return Body(self.wanted, head, self.size, coding)


def _moved(wanted: Wanted, url: Url, code: int) -> Wanted:
    """Return what is asked for at `url`, to which an answer with that code has led.

    With 303 something else is asked for there (RFC 9110 section 15.4.4), else the same.
    """
    old, headers = wanted.url, wanted.headers
    if not is_same_server(old, url):
        headers = [(name, value) for name, value in headers if name.lower() in _HARMLESS]
    elif url.username is None:
        url = url._replace(username=old.username, password=old.password)
    if code == 303 and wanted.method != "HEAD":
        headers = [(name, value) for name, value in headers if not re.match("(?i)content-|transfer-", name)]
        wanted = wanted._replace(method="GET", body=b"")
    return wanted._replace(url=url, headers=headers)
