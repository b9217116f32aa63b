"""What a plain HTTP request gets from the port of a WebSocket server."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import NamedTuple, TypeAlias

from engine import ScriptError

from .draining import WHY
from .handshake_options import is_header

HttpHandler: TypeAlias = Callable[[str, Mapping[str, str]], tuple[int, Mapping[str, str], str | bytes] | None]
"""Takes the path with its query and the headers by lower-case name; returns status, headers and body.
None is for a path that it knows nothing of."""


class HttpAnswer(NamedTuple):
    """The answer to a plain HTTP request."""

    status: HTTPStatus
    headers: list[tuple[str, str]]
    body: bytes


Answer: TypeAlias = Callable[[str, Mapping[str, str]], HttpAnswer]
"""Takes path and headers as an HttpHandler does."""

_TEXT = ("Content-Type", "text/plain; charset=utf-8")
_OWN = ("connection", "content-length", "date", "transfer-encoding", "upgrade")
"""Headers that are about the connection: they are the server's."""
_STATUSES = frozenset(status for status in HTTPStatus if status >= HTTPStatus.OK)
_NO_BODY = (HTTPStatus.NO_CONTENT, HTTPStatus.NOT_MODIFIED)

NO_PAGE = HttpAnswer(
    HTTPStatus.UPGRADE_REQUIRED,
    [_TEXT, ("Upgrade", "websocket"), ("Connection", "Upgrade")],
    b"This port speaks WebSocket: connect to it with a WebSocket client, by ws:// or wss://.\n",
)
"""What the port is, for those who ask for a page (RFC 9110 section 15.5.22)."""
ONLY_GET = HttpAnswer(
    HTTPStatus.METHOD_NOT_ALLOWED, [_TEXT, ("Allow", "GET, HEAD")], b"Only GET and HEAD are answered here.\n"
)
FAILED = HttpAnswer(
    HTTPStatus.INTERNAL_SERVER_ERROR, [_TEXT], b"The server failed to answer; its log says why.\n"
)

STOPPING = HttpAnswer(HTTPStatus.SERVICE_UNAVAILABLE, [_TEXT], f"{WHY.capitalize()}.\n".encode())


def is_plain(headers: Mapping[str, str]) -> bool:
    """Return True for the headers of a request that is no attempt at a WebSocket, not even a bad one."""
    return "websocket" not in headers.get("upgrade", "").lower() and "sec-websocket-key" not in headers


def no_page(path: str, headers: Mapping[str, str]) -> HttpAnswer:
    """Say what this port is, for a server without pages."""
    return NO_PAGE


def checked_answer(answer: object, most: int) -> HttpAnswer:
    """Return what a handler answered as what is sent. Raises ScriptError, with the repair, for no answer.

    `most`: bytes that the body may have.
    """
    if answer is None:
        return NO_PAGE
    if not (isinstance(answer, tuple) and len(answer) == 3):
        raise ScriptError(f'an HTTP handler returns `200, {{}}, "text"` or None, not {answer!r}.')
    status, headers, body = answer
    if not isinstance(status, int) or status not in _STATUSES:
        raise ScriptError(f"{status!r} is no status of an HTTP answer: 200 is that for a page.")
    if not isinstance(headers, Mapping):
        raise ScriptError(f'the headers are a dictionary, {{"Content-Type": "text/html"}}, not {headers!r}.')
    if not isinstance(body, str | bytes):
        raise ScriptError(f"the body is a text or bytes, not {body!r}.")
    for name, value in headers.items():
        if not is_header(name, value):
            raise ScriptError(
                f"{name!r}: {value!r} is no header: both are texts, of one word and of one line."
            )
        if name.lower() in _OWN:
            raise ScriptError(f"{name!r} is set by the server: leave it out.")
    content = body.encode(errors="replace") if isinstance(body, str) else body
    if len(content) > most:
        raise ScriptError(
            f"the body has {len(content)} bytes, of which {most} may wait at a time:"
            " raise the output buffer with `set_buffers`."
        )
    status = HTTPStatus(status)
    if status in _NO_BODY:
        return HttpAnswer(status, list(headers.items()), b"")
    types = [] if any(name.lower() == "content-type" for name in headers) else [_TEXT]
    return HttpAnswer(status, [*types, *headers.items()], content)
