"""Transfer: one request of an HTTPRequest, over as many connections as it takes until it is answered."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from typing import IO, NamedTuple
from urllib.parse import urljoin

from engine import ScriptError
from engine.base.log import LateLogger
from engine.files import places
from engine.net.network import Network
from engine.net.poller import Poller

from ..websocket.log import shown
from ..websocket.redirect import address_of, is_same_server
from ..websocket.url import Url, parse_url, without_password
from .answer import Head, HttpError
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
from .unpacker import Unpacker

(
    SUCCESS,
    _,
    RESULT_CANT_CONNECT,
    RESULT_CANT_RESOLVE,
    RESULT_CONNECTION_ERROR,
    RESULT_SSL_HANDSHAKE_ERROR,
    _,
    BODY_SIZE_LIMIT_EXCEEDED,
    REQUEST_FAILED,
    DOWNLOAD_FILE_CANT_OPEN,
    DOWNLOAD_FILE_WRITE_ERROR,
    REDIRECT_LIMIT_REACHED,
    TIMEOUT,
) = range(13)
"""Godot's `HTTPRequest.Result`."""
_OF_STATUS = {
    CANT_CONNECT: RESULT_CANT_CONNECT,
    CANT_RESOLVE: RESULT_CANT_RESOLVE,
    CONNECTION_ERROR: RESULT_CONNECTION_ERROR,
    SSL_HANDSHAKE_ERROR: RESULT_SSL_HANDSHAKE_ERROR,
}

HTTP: tuple[str, str] = ("http", "https")
STEPS_AT_ONCE = 16
"""Reads of one transfer in one frame, at the most, so that a fast server leaves time for others."""
MOST_UNPACKED = 64 * 1024 * 1024
"""Bytes that a body becomes when it is unpacked, at the most, where the script has set no limit."""
_MOVED = (301, 302, 303, 307, 308)
_HARMLESS = ("accept", "accept-language", "content-type", "user-agent")
"""Headers of the script's own that go along to another server."""

log: LateLogger = LateLogger("estragon.http")


def parse_http_url(url: str) -> Url:
    """Return the parts of `url`, which has a scheme. Raises ScriptError if it cannot be one."""
    if isinstance(url, str) and "://" not in url:
        raise ScriptError(f"{without_password(url)!r} is not a URL: write http://host:port/path or https://…")
    return parse_url(url.replace(" ", "%20") if isinstance(url, str) else url, HTTP)


class Wanted(NamedTuple):
    """What is asked for, and within which bounds."""

    url: Url
    method: str
    headers: list[tuple[str, str]]
    body: bytes
    verify: bool
    max_redirects: int
    body_size_limit: int
    chunk_size: int
    download_file: str
    proxies: dict[bool, tuple[str, int]]
    """The one for servers with TLS, True, and the one for those without."""


class Outcome(NamedTuple):
    """What came of it: what `request_completed` says."""

    result: int
    code: int = 0
    headers: list[str] = []  # noqa: RUF012 - nobody adds to it
    body: bytes = b""


class _FailedError(Exception):
    def __init__(self, result: int, why: str, head: Head | None = None) -> None:
        super().__init__(why)
        self.outcome = Outcome(result, head.code, head.headers) if head is not None else Outcome(result)


class Transfer:
    """Begins when it is made; `poll` goes on and returns the Outcome once. `connection` is the latest."""

    def __init__(self, network: Network, poller: Poller, wanted: Wanted) -> None:
        self.size: int = -1
        """Bytes of the body as the server says, -1 if it does not."""
        self.received: int = 0
        """Bytes of it that have come."""
        self.has_more: bool = False
        """Whether there is work left, of which no socket tells."""
        self._network = network
        self._poller = poller
        self._wanted = wanted
        self._followed = 0
        self._unpacker: Unpacker | None = None
        self._parts: list[bytes] = []
        self._written = 0
        self._file: IO[bytes] | None = None
        self._path = ""
        self._head: Head | None = None
        self.connection: Connection = self._connect()

    def _connect(self) -> Connection:
        url = self._wanted.url
        server = Server(url.host, url.port, url.secure, self._wanted.verify)
        self._is_asked = False
        return Connection(self._network, self._poller, server, self._wanted.proxies.get(url.secure))

    def poll(self, now: float) -> Outcome | None:
        """Do what can be done without waiting; `now` is in seconds, of any clock."""
        self.has_more = False
        try:
            outcome = self._go_on(now)
        except _FailedError as failed:
            outcome = failed.outcome
            log.warning("%s: %s", self.name, failed)
        except HttpError as error:  # of the unpacker
            assert self._head is not None
            outcome = Outcome(REQUEST_FAILED, self._head.code, self._head.headers)
            log.warning("%s: %s", self.name, error)
        if outcome is not None:
            self.close()
        return outcome

    @property
    def name(self) -> str:
        """What it is, for a log line."""
        return f"{self._wanted.method} {shown(address_of(self._wanted.url))}"

    def close(self) -> None:
        """End it, in whatever state."""
        self.connection.close()
        if self._file is not None:
            with suppress(OSError):  # it is full, which has been told
                self._file.close()
            self._file = None
            places.wrote(self._path)

    def _go_on(self, now: float) -> Outcome | None:
        connection = self.connection
        connection.poll(now)
        if connection.status == CONNECTED and not self._is_asked:
            self._ask()
            connection.poll(now)
        head = connection.head
        if head is None:
            self._check()
            return None
        if self._head is None:
            if self._follow(head):
                return None
            self._begin(head)
        for _ in range(STEPS_AT_ONCE):
            piece = self._unpacker.take() if self._unpacker is not None else b""
            if piece:
                self._store(piece)
            elif connection.status == BODY:
                if not self._read() and connection.status == BODY:
                    return None
            else:
                self._check()
                return self._complete(head)
        self.has_more = True
        return None

    def _check(self) -> None:
        """Raise if the connection has failed."""
        result = _OF_STATUS.get(self.connection.status)
        if result is not None:
            raise _FailedError(result, self.connection.why)

    # -- Asking --------------------------------------------------------------------------------

    def _ask(self) -> None:
        url, wanted = self._wanted.url, self._wanted
        target = f"{url.path}?{url.query}" if url.query else url.path
        headers = wanted.headers
        if url.username is not None and all(name.lower() != "authorization" for name, _ in headers):
            from base64 import b64encode

            user = b64encode(f"{url.username}:{url.password}".encode()).decode()
            headers = [*headers, ("Authorization", f"Basic {user}")]
        try:
            self.connection.ask(wanted.method, target, headers, wanted.body)
        except ScriptError as error:
            raise _FailedError(REQUEST_FAILED, str(error)) from error
        self._is_asked = True

    def _follow(self, head: Head) -> bool:
        """Go where the server says that it has moved to; return False if that is the answer itself."""
        location = _value_of("location", head)
        if head.code not in _MOVED or not location:
            return False
        wanted = self._wanted
        if 0 <= wanted.max_redirects <= self._followed:
            why = f"it has moved once more than `max_redirects` ({wanted.max_redirects}) to {shown(location)}"
            raise _FailedError(REDIRECT_LIMIT_REACHED, why, head)
        try:
            new = parse_http_url(urljoin(address_of(wanted.url), location))
            if wanted.url.secure and not new.secure:
                raise ScriptError("that is without TLS")
        except (ScriptError, ValueError) as error:  # ValueError: half a bracket
            log.warning("%s has moved, not followed: %s", self.name, shown(str(error)))
            return False
        self._wanted = _moved(wanted, new, head.code)
        self._followed += 1
        self.connection.close()
        self.connection = self._connect()
        return True

    # -- The answer ----------------------------------------------------------------------------

    def _begin(self, head: Head) -> None:
        """Look at what is going to come."""
        wanted = self._wanted
        self._head = head
        if self.connection.status == BODY:
            self.size = head.length
            self._check_size(self.size)
        if any(name.lower() == "accept-encoding" for name, _ in wanted.headers):
            coding = ""  # who asks for it unpacks it
        else:
            coding = _value_of("content-encoding", head).lower().removeprefix("x-")
        if coding in ("gzip", "deflate"):
            self._unpacker = Unpacker(coding)
        if wanted.download_file:
            try:
                self._path = places.globalize(wanted.download_file)
                self._file = open(self._path, "wb")  # noqa: SIM115
            except (OSError, ValueError) as error:
                raise _FailedError(
                    DOWNLOAD_FILE_CANT_OPEN,
                    f"`download_file` {wanted.download_file!r} cannot be written: {error}",
                    head,
                ) from error

    def _check_size(self, size: int) -> None:
        limit = self._wanted.body_size_limit
        if 0 <= limit < size:
            why = f"the body is longer than `body_size_limit`, {limit} bytes"
            raise _FailedError(BODY_SIZE_LIMIT_EXCEEDED, why, self._head)

    def _read(self) -> bool:
        """Read something; return False if nothing has come."""
        data = self.connection.read(self._wanted.chunk_size)
        self._check()
        self.received += len(data)
        self._check_size(self.received)
        if self._unpacker is not None:
            self._unpacker.feed(data)
        elif data:
            self._store(data)
        return bool(data)

    def _store(self, data: bytes) -> None:
        self._written += len(data)
        self._check_size(self._written)
        if self._unpacker is not None and self._wanted.body_size_limit < 0 and self._written > MOST_UNPACKED:
            why = f"it is unpacked longer than {MOST_UNPACKED} bytes: set `body_size_limit` if it may be"
            raise _FailedError(BODY_SIZE_LIMIT_EXCEEDED, why, self._head)
        if self._file is None:
            self._parts.append(data)
        else:
            self._to_file(self._file.write, data)

    def _to_file(self, do: Callable[..., object], *what: bytes) -> None:
        try:
            do(*what)
        except OSError as error:
            why = f"`download_file` {self._wanted.download_file!r} cannot be written: {error}"
            raise _FailedError(DOWNLOAD_FILE_WRITE_ERROR, why, self._head) from error

    def _complete(self, head: Head) -> Outcome:
        if self._unpacker is not None:
            self._unpacker.check_end()
        if self._file is not None:
            self._to_file(self._file.flush)
        return Outcome(SUCCESS, head.code, head.headers, b"".join(self._parts))


def _value_of(name: str, head: Head) -> str:
    """Return the value of the first header of that name, an empty text without."""
    lines = (line.partition(": ") for line in head.headers)
    return next((value for found, _, value in lines if found.lower() == name), "")


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
