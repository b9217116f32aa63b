"""MessageLink: a link on a channel that carries whole messages, as a browser's WebSocket does.

The browser opens, frames, answers pings and closes by itself, and tells little of it. What a script
asks for beyond that is refused, or said to be left out, where it is asked for.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from urllib.parse import quote

from engine import ERR_OUT_OF_MEMORY, FAILED, OK, Error, push_warning
from engine.net.messages import Closed, Connected, MessageNetwork, News, UnavailableError

from .events import CloseRequested, Ended, Event, Opened, Received, cut_reason
from .life import CLOSED, CLOSING, CONNECTING, HANDSHAKE, OPEN, Happening, Life
from .link import Home, LinkRequest
from .log import shown
from .patience import MOST_BEHIND
from .unread import Unread
from .url import Url

TAKES_AT_ONCE = 16
"""How often what has come is taken in one poll, at the most, so that a fast sender leaves time for others."""
CLOSE_TIMEOUT = 3.0
"""Seconds that the other side has to answer when this one closes."""
_NORMAL = 1000  # RFC 6455 section 7.4.1
_ABNORMAL_CLOSURE = 1006
_TOO_LONG = 1009
_UNTOLD = (
    "the browser does not tell why, so that no page finds out what is in a network. It says more in its"
    " console; often nothing listens there, or not to this sub-protocol, or the port is one that browsers"
    " block."
)

_warned: set[str] = set()


class MessageLink:
    """See `Link` for what it does.

    There is no back pressure: what a script does not take is kept, and waits in the browser.
    """

    def __init__(self, home: Home, request: LinkRequest, network: MessageNetwork) -> None:
        """Begin to connect. UnavailableError for what the browser does not let a page do."""
        _check(request)
        limits = home.limits
        self.life: Life = Life(CONNECTING)
        self.unread: Unread = Unread(limits.in_bytes, limits.in_packets)
        self.id: int = 0
        self.is_raw: bool = False
        self.pause: float = 0.0
        self.deadline: float | None = None
        self.opened: Opened | None = None
        self.phase: str = "in the browser"
        self.address: tuple[str, int] = (request.url.host, request.url.port)
        """Of the URL: the browser does not tell which of its addresses was reached."""
        self._url = request.url
        self._timeout = request.timeout
        self._home = home
        self._network = network
        self._code = 0  # that this side closed with, and
        self._reason: str | None = None  # why, while it waits to be said
        self._sent: deque[int] = deque()  # the sizes of what may wait still, and
        self._sent_size = 0  # how much that is
        self._is_patient = False
        self._watch = home.poller.watch(self, 0, home.inbox, self)  # nobody watches: it is announced
        self._channel = network.open(_text_of(request.url), request.protocols, self._wake)
        self.life.step(Happening.REACHED)
        self.set_deadline(request.timeout)
        home.add(self)

    def __repr__(self) -> str:
        return f"<MessageLink with {self.address[0]}:{self.address[1]}, {self.life.state.value}>"

    # -- In ------------------------------------------------------------------------------------

    def _wake(self) -> None:
        """Something has come, or what had to wait can be taken."""
        if self.life.state is not CLOSED:
            self._watch.announce()

    def receive(self) -> Iterator[Event]:
        """See `Link`."""
        self._watch.taken()
        home, unread, channel = self._home, self.unread, self._channel
        limits = home.limits
        for _ in range(TAKES_AT_ONCE):
            if self.life.is_over:
                return
            if unread and unread.is_full() and self.life.state is OPEN and not channel.over:
                unread.hold(self._wake)
                return
            news = channel.take(limits.in_packets, limits.in_bytes)
            if not news:
                return
            for event in self._told(news):
                yield event
                if self._home is not home:  # a handler has moved it: the rest is for nobody here
                    return
        self._wake()

    def _told(self, news: Iterable[News]) -> Iterator[Event]:
        """Turn what has come into events; messages that follow each other are one."""
        received = Received()
        for one in news:
            if isinstance(one, Connected | Closed):
                if received:
                    yield received
                    received = Received()
                yield from self._connected(one) if isinstance(one, Connected) else self._closed(one)
            elif self.life.state is OPEN:
                if len(one.payload) > self._home.limits.in_bytes:
                    if received:
                        yield received
                    yield self._refuse(len(one.payload))
                    return
                self._home.traffic.bytes_in += len(one.payload)
                received.append((one.payload, one.is_text))
        if received and self.life.state is OPEN:
            yield received

    def _connected(self, news: Connected) -> Iterator[Event]:
        if self.life.state is HANDSHAKE:
            self.life.step(Happening.AGREED)
            self.set_deadline(self._timeout)
            query = f"?{self._url.query}" if self._url.query else ""
            self.opened = Opened(news.protocol, self._url.path + query, {})
            yield self.opened

    def _closed(self, news: Closed) -> Iterator[Event]:
        life, reason = self.life, news.reason
        if life.is_over:
            return
        if life.state is HANDSHAKE or not news.clean:
            life.step(Happening.LOST)
            why = reason or (_UNTOLD if self.opened is None else "the other side closed the TCP connection")
            ended = Ended(False, _ABNORMAL_CLOSURE, why)
        else:
            who = "this side"
            if life.state is OPEN:
                who = "the other side"
                life.step(Happening.CLOSE_CAME)
                yield CloseRequested(news.code, reason)
            if life.is_over:  # by a handler
                return
            life.step(Happening.ANSWERED)
            code = news.code or self._code
            ended = Ended(True, code, f"closed by {who}{f': {shown(reason)}' if reason else ''}")
        self.discard()
        yield ended

    def _refuse(self, size: int) -> Ended:
        """End it because of a message that is longer than may wait."""
        self.life.step(Happening.VIOLATED)
        self._channel.close(_NORMAL, "too long")
        self.discard()
        most = self._home.limits.in_bytes
        why = f"a message of {size} bytes is longer than {most}: raise the input limit with `set_buffers`"
        return Ended(False, _TOO_LONG, why)

    # -- Out -----------------------------------------------------------------------------------

    def put(self, payload: bytes, is_text: bool, frame: bytes | None = None) -> Error:
        """See `Link`."""
        if self.life.state is not OPEN:
            return FAILED
        size, traffic = len(payload), self._home.traffic
        if not self._has_room(size):
            traffic.packets_refused += 1
            return ERR_OUT_OF_MEMORY
        self._sent.append(size)
        self._sent_size += size
        traffic.packets_out += 1
        traffic.bytes_out += size
        self._channel.send(payload, is_text)
        return OK

    def _has_room(self, size: int) -> bool:
        """Return True if `size` more bytes may wait, or nothing does.

        The browser is asked only if there is no room should nothing have gone since it was asked last.
        """
        sent, limits = self._sent, self._home.limits
        if self._sent_size + size <= limits.out_bytes and len(sent) < limits.out_packets:
            return True
        waiting = self._channel.waiting
        while sent and self._sent_size - sent[0] >= waiting:
            self._sent_size -= sent.popleft()
        if not sent:
            return True
        if self._is_patient:
            return waiting + size <= MOST_BEHIND
        return waiting + size <= limits.out_bytes and len(sent) < limits.out_packets

    def ping(self, data: bytes) -> None:
        """See `Link`. A page cannot."""

    def be_patient(self) -> None:
        """See `Link`. The browser does not tell how fast the other side reads."""
        self._is_patient = True

    def flush(self) -> None:
        """See `Link`. The browser does that."""

    def frame_of(self, payload: bytes, is_text: bool) -> bytes:
        """See `Link`. The browser makes the frames."""
        return b""

    @property
    def waiting(self) -> int:
        """Bytes that wait in the browser to be sent."""
        return self._channel.waiting

    # -- End -----------------------------------------------------------------------------------

    def close(self, code: int, reason: str) -> None:
        """See `Link`."""
        if self.life.state is not OPEN:
            return
        if not self._network.sends(code):
            _warn_once(
                f"A page cannot close with code {code}: the browser sends 1000 instead. Write 1000, or one"
                " from 3000 to 4999."
            )
            code = _NORMAL
        self.life.step(Happening.CLOSE_CALLED)
        self._code, self._reason = code, cut_reason(reason) if code else ""
        if not self.pause:
            self._end_pause()
        self.set_deadline(self.pause or CLOSE_TIMEOUT)
        self.unread.release()  # what comes now is only waited for, not kept
        self._wake()

    def _end_pause(self) -> bool:
        """Have the close frame sent, if it waits; return whether it did."""
        if self._reason is None:
            return False
        self._channel.close(self._code, self._reason)
        self._reason = None
        return True

    def set_deadline(self, seconds: float | None) -> None:
        """See `Link`."""
        self._home.deadlines.set(self, seconds)

    def overdue(self, ping_interval: float, ping_timeout: float) -> Ended | None:
        """See `Link`. Of an open one nothing is due: a page cannot send pings."""
        state = self.life.state
        if state is HANDSHAKE:
            return self._end(Happening.OVERDUE, f"no answer within {self._timeout:g} seconds")
        if state is CLOSING and self._end_pause():
            self.set_deadline(CLOSE_TIMEOUT)
            return None
        if state is CLOSING:
            return self._end(Happening.OVERDUE, "the close frame was not answered in time")
        self.set_deadline(None)
        if ping_interval:
            _warn_once(
                "A page sends no pings, and `ping_interval` does nothing in it: the browser answers those of"
                " the server. Set it at the server."
            )
        return None

    def drop(self, why: str) -> Ended:
        """See `Link`."""
        return self._end(Happening.DROPPED, why)

    def move_to(self, home: Home) -> None:
        """See `Link`."""
        left = self._home.deadlines.left_for(self)
        self._home.forget(self)
        self._home, self._watch.inbox = home, home.inbox
        self._watch.taken()
        home.add(self)
        self.set_deadline(left)

    def leave(self) -> None:
        """See `Link`."""
        if self.life.is_connected:
            if not self._end_pause():
                self._channel.close(_NORMAL, "")
            self.life.step(Happening.DROPPED)
        self.discard()

    def discard(self) -> None:
        """See `Link`."""
        if self.life.state is CLOSED:
            return
        self.life.step(Happening.DISCARDED)
        self.deadline = None
        self.unread.release()
        self._watch.close()
        self._channel.discard()
        self._home.forget(self)

    def _end(self, because: Happening, why: str) -> Ended:
        """Let it end without a word to the other side."""
        self.life.step(because)
        self.discard()
        return Ended(False, _ABNORMAL_CLOSURE, why)


def _check(request: LinkRequest) -> None:
    """Raise UnavailableError for what no page can ask for; say what is left out."""
    if request.headers:
        raise UnavailableError(
            "a browser sends no headers of yours (custom_headers): put what they say into the URL or into"
            " the first packet."
        )
    if not request.verify_ssl or request.trusted_pem:
        raise UnavailableError(
            "the browser decides whom to trust: leave out `verify_ssl = False` and"
            " `trusted_ssl_certificate`, and give the server a certificate that browsers trust."
        )
    if request.compression:
        _warn_once(
            "`compression` does nothing in a page: the browser and the server agree on it by themselves."
        )


def _text_of(url: Url) -> str:
    host = f"[{url.host}]" if ":" in url.host else url.host
    user = f"{quote(url.username, safe='')}:{quote(url.password or '', safe='')}@" if url.username else ""
    query = f"?{url.query}" if url.query else ""
    return f"{'wss' if url.secure else 'ws'}://{user}{host}:{url.port}{url.path}{query}"


def _warn_once(text: str) -> None:
    if text not in _warned:
        _warned.add(text)
        push_warning(text)
