"""RedisLine: a connection to Redis that never waits and always comes back."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from random import random
from typing import TYPE_CHECKING, Any, Protocol

from engine.net.network import Network
from engine.net.poller import READ, WRITE, Poller, Watch

from ..websocket.outbox import Outbox
from ..websocket.socket_link.dial import Dial
from ..websocket.socket_link.tls import Advice, TlsSocket
from .backoff import LONGEST, Backoff
from .redis_link import UP_WITHIN, Answer, Codec, LinkUser, Part, RedisLink

if TYPE_CHECKING:
    import ssl

    from .redis_url import RedisUrl

ADVICE: Advice = Advice(
    "Write ?ssl_ca_certs=FILE at the end of the URL, with the authority that signed it.",
    "a server without it is reached by redis://",
)
RECEIVE_SIZE = 64 * 1024
READS_AT_ONCE = 4
"""Reads in one poll, at the most, so that frames are in time whatever comes: the rest is for the next one."""
_NOTHING_CAME = (
    " (a port that speaks TLS is reached by rediss://)",
    " (a port without TLS is reached by redis://)",
)
"""What is added to why it fell if nothing had come: without TLS, and with it."""


class LineUser(LinkUser, Protocol):
    """Whose line it is."""

    def channels(self) -> Iterable[bytes]:
        """Return what is to be subscribed before it is up."""

    def line_is_down(self, why: str) -> None:
        """Called when it was up, and for each try to be so that failed."""


class RedisLine:
    """Connects when it is polled, and again after each end: see `Backoff`. `poll` is where all happens.

    Whoever asks for something while it is down gets no for an answer: nothing is kept for later, since
    what a game has to say is stale by then.
    """

    def __init__(
        self,
        url: RedisUrl,
        codec: Callable[[], Codec],
        tls: ssl.SSLContext | None,
        network: Network,
        poller: Poller,
        clock: Callable[[], float],
        user: LineUser,
        chance: Callable[[], float] = random,
    ) -> None:
        self.network: Network = network
        self.inbox: list[Watch] = []
        self.bytes_in: int = 0
        self.bytes_out: int = 0
        self._url = url
        self._codec = codec
        self._tls = tls
        self._user = user
        self._poller = poller
        self._clock = clock
        self._backoff = Backoff(chance)
        self._outbox = Outbox()
        self._is_queued = False  # in the outbox
        self._dial: Dial | None = None
        self._socket: Any = None
        self._watch: Watch | None = None
        self._link: RedisLink | None = None
        self._fault = ""  # of sending, which is told when what had come before is read
        self._unsent = memoryview(b"")
        self._began = 0.0  # the last try
        self._bytes_before = 0  # `bytes_in` when this connection began
        self._up_since: float | None = None
        self._due = 0.0  # when there is something to do of which no socket tells

    # -- What is asked of it -------------------------------------------------------------------

    @property
    def is_up(self) -> bool:
        """Whether it can be used."""
        return self._link is not None and self._link.is_up

    def command(self, parts: tuple[Part, ...], answer: Answer | None = None) -> bool:
        """See `RedisLink.command`."""
        link = self._link
        if link is None or not link.command(parts, answer):
            return False
        if not self._is_queued:
            self._send_soon()
        return True

    def subscribe(self, channel: bytes, answer: Answer) -> None:
        """Have what is published on a channel, if there is a connection; else it is for `channels` to say."""
        if self._link is not None:
            self._link.subscribe(channel, answer)
            self._send_soon()

    def unsubscribe(self, channel: bytes, answer: Answer) -> None:
        """Undo `subscribe`."""
        if self._link is not None:
            self._link.unsubscribe(channel, answer)
            self._send_soon()

    def wake(self) -> None:
        """End the sleep of a runner, from any thread."""
        self._poller.wake()

    def idle_time(self) -> float:
        """Return for how many seconds polling would do nothing, unless a socket is ready."""
        if self.inbox or (self._dial is not None and self._dial.is_looking_up):
            return 0.0
        return max(0.0, self._due - self._clock())

    # -- Going on ------------------------------------------------------------------------------

    def poll(self) -> None:
        """Do all that can be done without waiting."""
        now = self._clock()
        if not self.inbox and now < self._due:
            return
        self._outbox.polling = True
        try:
            self._go_on(now)
        finally:
            self._outbox.polling = False
            self._outbox.flush()

    def _go_on(self, now: float) -> None:
        try:
            if self._link is None:
                self._approach(now)
                self._take_inbox()
            elif self._take_inbox():
                self._read(now)
        except OSError as error:
            self._fault = self._fault or error.strerror or str(error)
        link = self._link
        if link is not None:
            if self._fault:
                link.end(self._fault)
            link.look(now)
            if self._link is not link:  # closed by what was told just now
                return
            self._fault = link.why
            self._due = link.deadline
            if link.is_up and self._up_since is None:
                self._up_since = now
            if link.output or self._unsent:
                self._send_soon()
            if self._tls is not None:
                self._watch_on()
        if self._fault:
            self._fall(self._fault, now)

    def _take_inbox(self) -> bool:
        """Empty the inbox; return True if something in there was ready, and not closed since."""
        ready = False
        for watch in self.inbox:
            ready |= watch.ready
            watch.taken()
        self.inbox.clear()
        return ready

    def _approach(self, now: float) -> None:
        """Go on towards a connection."""
        if self._dial is None:
            self._began = now
            self._dial = Dial(self, self, self._url.host, self._url.port, UP_WITHIN / 2)
        dial = self._dial
        dial.poll(now, self._poller)
        until = min(now + UP_WITHIN / 2, self._began + UP_WITHIN)  # the next address, or the end
        self._due = 0.0 if dial.is_looking_up else until
        if dial.failed:
            self._fault = dial.failed
        elif dial.socket is not None:
            self._dial, self._socket = None, dial.socket
            if self._tls is not None:
                try:
                    self._socket = TlsSocket(self._socket, self._tls, self._url.host, ADVICE)
                except ValueError as error:  # no name for a certificate
                    raise OSError(str(error)) from None
            self._bytes_before = self.bytes_in
            self._watch = self._poller.watch(self._socket, READ, self.inbox, self)
            self._link = RedisLink(
                self._codec(), self._user, self._url.greeting, self._user.channels(), self._began
            )
        elif now >= self._began + UP_WITHIN:
            self._fault = f"{dial.phase}: no answer within {UP_WITHIN:g} seconds"

    def _read(self, now: float) -> None:
        link = self._link
        assert link is not None
        for _ in range(READS_AT_ONCE):
            try:
                data = self._socket.recv(RECEIVE_SIZE)
            except (BlockingIOError, InterruptedError):
                return
            self.bytes_in += len(data)
            link.receive(data, now)
            if link.why or (len(data) < RECEIVE_SIZE and self._tls is None):
                return
        assert self._watch is not None
        self._watch.announce()  # of what TLS has decrypted already no socket tells

    def _fall(self, why: str, now: float) -> None:
        """Take it down, and see when to try again."""
        link = self._link
        if self._up_since is not None and now - self._up_since > LONGEST:
            self._backoff.reset()  # one that is up for moments is not tried all the time
        self._up_since = None
        self._let_go()
        if link is not None:
            if self.bytes_in == self._bytes_before:
                why += _NOTHING_CAME[self._tls is not None]
            link.end(why)
        self._due = now + self._backoff.next()
        self._user.line_is_down(why)

    # -- Sending -------------------------------------------------------------------------------

    def _send_soon(self) -> None:
        """Send at the end of the poll or of the frame, all that there is by then in one go."""
        if not self._is_queued:
            self._is_queued = True
            self._outbox.add(self)

    def send_waiting(self) -> bool:
        """Send what waits, as far as that is possible; return True if some is left."""
        self.flush()
        return bool(self._unsent)

    def flush(self) -> None:
        """Send what waits, as far as that is possible."""
        self._is_queued = False
        link, socket = self._link, self._socket
        if link is None:
            return
        if link.output:
            unsent = memoryview(b"".join((self._unsent, *link.output)))
            link.output.clear()
        else:
            unsent = self._unsent
        size = len(unsent)
        try:
            while unsent:
                unsent = unsent[socket.send(unsent) :]
        except (BlockingIOError, InterruptedError):
            pass
        except OSError as error:
            self._fault = error.strerror or str(error)
            assert self._watch is not None
            self._watch.announce()
            return
        self.bytes_out += size - len(unsent)
        self._unsent = unsent
        self._watch_on()

    def _watch_on(self) -> None:
        assert self._watch is not None
        # TLS may have to read before it can send, and to send before it can read: it knows.
        writes = self._unsent if self._tls is None else self._socket.wants_write
        self._watch.set_events(READ | WRITE if writes else READ)

    # -- Ending --------------------------------------------------------------------------------

    def close(self) -> None:
        """End it, after what was asked for is sent as far as that is possible at once. Nothing is told."""
        if self.is_up and not self.send_waiting() and not self._fault:
            import socket

            try:
                self._socket.shutdown(socket.SHUT_WR)
                self._socket.recv(RECEIVE_SIZE)  # with unread bytes it would be a reset
            except OSError:
                pass
        if self._link is not None:
            self._link.why = "closed"  # what has come is not handed out any more
        self._let_go()

    def _let_go(self) -> None:
        if self._dial is not None:
            self._dial.cancel()
        if self._watch is not None:
            self._watch.close()
        if self._socket is not None:
            self._socket.close()
        self._dial = self._watch = self._socket = self._link = None
        self._unsent, self._fault = memoryview(b""), ""
        self.inbox.clear()

    def __repr__(self) -> str:
        return f"<RedisLine to {self._url!r}, {'up' if self.is_up else 'down'}>"
