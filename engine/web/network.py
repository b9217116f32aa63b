"""The network of a page: WebSockets that the browser opens, and what it fetches."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

from ..net.messages import (
    Closed,
    Connected,
    Fetch,
    Message,
    MessageChannel,
    MessageNetwork,
    News,
    UnavailableError,
)
from . import page as border
from .page import Page, Socket

_NO_CODE = 1005
"""What the browser says for a close frame without a code (RFC 6455 section 7.4.1)."""
_LOCAL = re.compile(r"(?:ws|http)://(localhost|[\w.-]+\.localhost|127\.[\d.]+|\[::1\])[:/]")
"""What may go without TLS wherever the page came from."""


class PageNetwork(MessageNetwork):
    """Opens the browser's WebSockets."""

    def __init__(self, page: Page) -> None:
        self._page = page

    def open(self, url: str, protocols: list[str], wake: Callable[[], None]) -> MessageChannel:
        """See the base."""
        self._check(url, "ws://", "wss://")
        return _Channel(self._page.sockets.open(url, json.dumps(protocols), wake))

    def fetch(
        self, url: str, method: str, headers: list[tuple[str, str]], body: bytes, wake: Callable[[], None]
    ) -> Fetch:
        """See the base."""
        self._check(url, "http://", "https://")
        return _Fetch(self._page.fetches.open(url, method, json.dumps(headers), body, wake))

    def _check(self, url: str, plain: str, over_tls: str) -> None:
        if self._page.sockets.secure and url.startswith(plain) and not _LOCAL.match(url):
            raise UnavailableError(
                f"this page came over https, and the browser lets it connect to nothing without TLS: write"
                f" {over_tls}{url[len(plain) :]}"
            )

    def sends(self, code: int) -> bool:
        """See the base: 1000 and those for programs of one's own."""
        return code in (0, 1000) or 3000 <= code <= 4999

    def cannot_listen(self, port: int) -> UnavailableError:
        """See the base."""
        return UnavailableError(
            f"a page in a browser can listen on no port, nor on {port}: run the server on a computer,"
            " `python -m engine run FILE.py`"
        )


class _Channel:
    """See `MessageChannel`."""

    def __init__(self, socket: Socket) -> None:
        self._socket = socket

    def take(self, packets: int, size: int) -> list[News]:
        return [_news(*entry) for entry in self._socket.take(packets, size)]

    @property
    def over(self) -> bool:
        return self._socket.over

    def send(self, payload: bytes, is_text: bool) -> None:
        self._socket.send(payload.decode(errors="replace") if is_text else payload)

    @property
    def waiting(self) -> int:
        return self._socket.waiting

    def close(self, code: int, reason: str) -> None:
        self._socket.close(code, reason)

    def discard(self) -> None:
        self._socket.discard()


class _Fetch:
    """See `Fetch`."""

    def __init__(self, fetch: border.Fetch) -> None:
        self._fetch = fetch

    @property
    def code(self) -> int:
        return self._fetch.code

    @property
    def headers(self) -> list[str]:
        return list(json.loads(self._fetch.headers))

    @property
    def error(self) -> str:
        return self._fetch.error

    @property
    def over(self) -> bool:
        return self._fetch.over

    def take(self) -> bytes:
        piece = self._fetch.take()
        return piece.to_bytes() if piece is not None else b""

    def discard(self) -> None:
        self._fetch.discard()


def _news(kind: int, *what: object) -> News:
    match kind, *what:
        case 0, str(protocol):
            return Connected(protocol)
        case 1, str(text):
            return Message(text.encode(), True)
        case 3, clean, int(code), str(reason):
            return Closed(bool(clean), 0 if code == _NO_CODE else code, reason)
    payload: object = what[0]
    return Message(payload.to_bytes(), False)  # type: ignore[attr-defined]
