"""The way through an HTTP proxy: it is asked to CONNECT, and then passes everything on.

Which proxy is found in the environment (`https_proxy`, `no_proxy` and so on) by the `websockets`
library; servers on this machine are never reached through one.

Source: RFC 9110 section 9.3.6.
"""

from __future__ import annotations

import os
from base64 import b64encode
from typing import TYPE_CHECKING, Any

from engine.net.poller import (
    READ,
    WRITE,
    Poller,
    Watch,
)

from ..log import log, shown
from ..url import Url
from .dial import Caller, Dial

if TYPE_CHECKING:
    from websockets.proxy import Proxy

    from engine.net.network import Stream as Socket

MAX_HEAD = 16 * 1024
"""Bytes of the proxy's answer, at the most."""

_LOCAL = ("localhost", "127.", "::1", "[::1]")


def proxy_for(url: Url) -> Proxy | None:
    """Return the HTTP proxy that the environment names for `url`, None if there is none."""
    if url.host.startswith(_LOCAL) or not any(name.lower().endswith("_proxy") for name in os.environ):
        return None  # without loading what looks closer
    from websockets.exceptions import InvalidProxy
    from websockets.proxy import get_proxy, parse_proxy
    from websockets.uri import WebSocketURI

    named = get_proxy(WebSocketURI(*url))
    if named is None:
        return None
    try:
        proxy = parse_proxy(named)
    except InvalidProxy as error:
        log.warning("the proxy in the environment is left out: %s", error)
        return None
    if proxy.scheme != "http":
        log.warning("the proxy %s is left out: only http:// proxies are understood", named)
        return None
    return proxy


def connect_request(host: str, port: int, proxy: Proxy | None = None) -> bytes:
    """Return what is asked of a proxy, which may want to know a user."""
    host = f"[{host}]" if ":" in host else host
    lines = [f"CONNECT {host}:{port} HTTP/1.1", f"Host: {host}:{port}"]
    if proxy is not None and proxy.username is not None:
        user = f"{proxy.username}:{proxy.password or ''}".encode()
        lines.append(f"Proxy-Authorization: Basic {b64encode(user).decode()}")
    return "\r\n".join([*lines, "", ""]).encode()


class Tunnel:
    """A Dial to a proxy and on to the server behind it: `poll` until it is `socket`, or `failed`."""

    def __init__(self, home: Caller, owner: object, dial: Dial, request: bytes) -> None:
        self.socket: Socket | None = None
        self.failed: str = ""
        self._home = home
        self._owner = owner
        self._dial = dial
        self._request = request
        self._answer = bytearray()
        self._passing: Any = None
        self._watch: Watch | None = None

    @property
    def phase(self) -> str:
        """What is going on, for a log line."""
        return "at the proxy" if self._watch is not None or self.failed else f"{self._dial.phase} (proxy)"

    def poll(self, now: float, poller: Poller) -> None:
        """Go on as far as that is possible without waiting."""
        if self._watch is None:
            self._dial.poll(now, poller)
            if self._dial.failed:
                self.failed = self._dial.failed
            if self._dial.socket is None:
                return
            self._passing = self._dial.socket
            self._watch = poller.watch(self._passing, READ | WRITE, self._home.inbox, self._owner)
        self._watch.taken()
        try:
            self._talk()
        except (BlockingIOError, InterruptedError):
            self._watch.set_events(READ | WRITE if self._request else READ)
        except OSError as error:
            self._fail(error.strerror or str(error))

    def _talk(self) -> None:
        while self._request:
            self._request = self._request[self._passing.send(self._request) :]
        while not self._answer.endswith(b"\r\n\r\n"):
            data = self._passing.recv(1)  # what follows the answer is not ours
            self._answer += data
            if not data or len(self._answer) > MAX_HEAD:
                self._fail("the proxy gave no proper answer")
                return
        status = self._answer.split(b"\r\n", 1)[0].decode("latin-1")
        if status.split(" ")[1:2] != ["200"]:
            self._fail(f"the proxy answered '{shown(status)}'")
            return
        assert self._watch is not None
        self._watch.close()
        self.socket = self._passing

    def _fail(self, why: str) -> None:
        self.cancel()
        self.failed = why

    def cancel(self) -> None:
        """Stop trying."""
        if self._watch is None:
            self._dial.cancel()
        else:
            self._watch.close()
            self._passing.close()

    def __repr__(self) -> str:
        return f"<Tunnel by {self._dial!r}>"
