"""What is asked for, and what came of it."""

# No `from __future__ import annotations`: those of a NamedTuple would be texts, each of which is compiled.

from typing import NamedTuple

from engine.base.log import LateLogger

from ..websocket.log import shown
from ..websocket.redirect import address_of
from ..websocket.url import Url
from .answer import Head

RESULT_SUCCESS, CHUNKED_BODY_SIZE_MISMATCH, RESULT_CANT_CONNECT, RESULT_CANT_RESOLVE = range(4)
RESULT_CONNECTION_ERROR, RESULT_SSL_HANDSHAKE_ERROR, NO_RESPONSE = range(4, 7)
BODY_SIZE_LIMIT_EXCEEDED, REQUEST_FAILED, DOWNLOAD_FILE_CANT_OPEN, DOWNLOAD_FILE_WRITE_ERROR = range(7, 11)
REDIRECT_LIMIT_REACHED, TIMEOUT = 11, 12
"""Godot's `HTTPRequest.Result`."""

log: LateLogger = LateLogger("estragon.http")


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

    def has(self, name: str) -> bool:
        """Return True if there is a header of that name, which is in lower case."""
        return any(found.lower() == name for found, _ in self.headers)

    def all_headers(self) -> list[tuple[str, str]]:
        """Return the headers with that for the user in the URL, if there is one."""
        url = self.url
        if url.username is None or self.has("authorization"):
            return self.headers
        from base64 import b64encode

        user = b64encode(f"{url.username}:{url.password}".encode()).decode()
        return [*self.headers, ("Authorization", f"Basic {user}")]

    @property
    def name(self) -> str:
        """What it is, for a log line."""
        return f"{self.method} {shown(address_of(self.url))}"


class Outcome(NamedTuple):
    """What came of it: what `request_completed` says."""

    result: int
    code: int = 0
    headers: list[str] = []  # noqa: RUF012 - nobody adds to it
    body: bytes = b""


class FailedError(Exception):
    """It has come to an end that is none of an answer: the text says why."""

    def __init__(self, result: int, why: str, head: Head | None = None) -> None:
        super().__init__(why)
        self.outcome: Outcome = (
            Outcome(result, head.code, head.headers) if head is not None else Outcome(result)
        )
