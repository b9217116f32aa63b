"""SocketLink: a stream on its socket. What arrives is read, what is to go is written, without waiting.

Nothing is dropped in between. What a script has not taken yet is kept; when that is too much the
socket is left unread, so that TCP holds the other side back. What the socket does not take is kept;
when that is too much, sending fails with an error code.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from engine import ERR_OUT_OF_MEMORY, FAILED, OK, Error, PoolByteArray
from engine.core import compile_method
from engine.net.poller import HANGUP, READ, WRITE, Watch
from engine.net.traffic import Traffic

from ..events import Ended, Event, Opened, Received
from ..life import CLOSED, CLOSING, CONNECTING, LINGERING, OPEN, Happening, Life
from ..limits import Limits
from ..log import log
from ..outbox import Outbox
from ..patience import Patience
from ..unread import Unread

if TYPE_CHECKING:
    from ..link import Home, LinkRequest
    from .approach import Approach
    from .arrival import Arrival
    from .stream import Stream

RECEIVE_SIZE = 64 * 1024 + 256
"""Bytes of one read at the most: a message of 64 KiB, with its head, comes in one piece."""
STEPS_AT_ONCE = 16
"""Steps of one link in one poll, at the most, so that a fast sender leaves time for others. A step is
one read, or what was read before if that has more frames than are worked off at once."""
SECONDS_AT_ONCE = 0.001
"""Seconds after the second step of a link after which a poll begins no further one."""
SEND_AT_ONCE = 16 * 1024
"""Bytes that do not wait for more: they would only leave the processor's cache meanwhile."""
CLOSE_TIMEOUT = 3.0
"""Seconds that the other side has to answer a close frame. A Godot server never closes the TCP
connection of its own accord, so there has to be a deadline."""
LINGER_TIMEOUT = 1.0
"""Seconds that the other side has to read the last bytes and close the TCP connection. Closing it
at once, with data unread, would make the system send a reset that overtakes the close frame."""
LINGER_BYTES = 1 << 20
"""Bytes that are read and thrown away in that time, at the most."""
_SHUT_WR = 1  # socket.SHUT_WR, without the import
_STEPS = range(STEPS_AT_ONCE)
_ABNORMAL_CLOSURE = 1006  # RFC 6455 section 7.4.1


class SocketLink:
    """See `Link` for what it does. `accepted` and `brought` make a server's, `to` a client's."""

    __slots__ = (
        "__weakref__",
        "_approach",
        "_buffers_inside",
        "_close_frame",
        "_heard",
        "_home",
        "_hung_up",
        "_in_outbox",
        "_limits",
        "_out_bytes_left",
        "_out_packets_left",
        "_outbox",
        "_patience",
        "_pinged",
        "_sends_pieces",
        "_socket",
        "_stream",
        "_to_discard",
        "_traffic",
        "_unsent",
        "_unsent_size",
        "_watch",
        "address",
        "deadline",
        "id",
        "is_raw",
        "life",
        "pause",
        "unread",
    )

    _stream: Stream  # this and the next come with the socket
    _watch: Watch

    def __init__(self, home: Home, life: Life) -> None:
        limits = home.limits
        self.life: Life = life
        self.unread: Unread = Unread(limits.in_bytes, limits.in_packets)
        self.id: int = 0
        self.pause: float = 0.0
        self.is_raw: bool = False
        self.deadline: float | None = None
        self.address: tuple[str, int] = ("", 0)
        self._home = home
        self._limits = limits
        self._outbox = home.outbox
        self._traffic = home.traffic
        self._approach: Approach | Arrival | None = None
        self._socket: Any = None
        self._buffers_inside = False
        self._sends_pieces = False
        self._close_frame: tuple[int, str] | None = None
        self._heard = False
        self._pinged = False
        self._hung_up = False
        self._in_outbox = False
        self._unsent: deque[memoryview] = deque()
        self._unsent_size = 0
        self._out_packets_left = limits.out_packets
        self._out_bytes_left = limits.out_bytes
        self._patience: Patience | None = None
        self._to_discard = LINGER_BYTES

    @classmethod
    def accepted(cls, home: Home, sock: Any, stream: Stream, timeout: float) -> SocketLink:
        """Return a server's link to a client that has connected: it has so many seconds to get in."""
        link = cls(home, stream.life)
        link._put_on(sock, stream)
        link.set_deadline(timeout)
        home.add(link)
        return link

    @classmethod
    def brought(
        cls, home: Home, sock: Any, begin: Callable[[Any, Life], tuple[Any, Stream]], timeout: float
    ) -> SocketLink:
        """Return a server's link to a client that a proxy brings, which has yet to say whom."""
        from .arrival import Arrival

        link = cls(home, Life(CONNECTING))
        link.address = _address_of(sock)
        link._approach = Arrival(home, link, sock, begin)
        link.set_deadline(timeout)
        home.add(link)
        return link

    @classmethod
    def to(cls, home: Home, request: LinkRequest) -> SocketLink:
        """Return a client's link, which begins to connect. Raises ScriptError for a bad certificate."""
        from .approach import Approach  # which servers can do without

        link = cls(home, Life(CONNECTING))
        link._approach = approach = Approach(home, link, request)
        link.set_deadline(request.timeout)
        approach.poll()  # a failure is told of when it is polled
        home.add(link)
        return link

    def _put_on(self, sock: Any, stream: Stream) -> None:
        self._socket = sock
        self._stream = stream
        self._buffers_inside = hasattr(sock, "wants_write")
        self._sends_pieces = hasattr(sock, "sendmsg")  # Windows has none
        self._watch = self._home.poller.watch(sock, READ, self._home.inbox, self)
        self.address = _address_of(sock)

    @property
    def opened(self) -> Opened | None:
        """See `Link`."""
        return self._stream.opened if self._socket is not None else None

    @property
    def phase(self) -> str:
        """See `Link`."""
        return self._approach.phase if self._approach is not None else "in the handshake"

    def __repr__(self) -> str:
        return f"<SocketLink with {self.address[0]}:{self.address[1]}, {self.life.state.value}>"

    # -- In ------------------------------------------------------------------------------------

    def receive(self) -> Iterable[Event]:
        """See `Link`: reads what there is, as far as there is room for it."""
        life = self.life
        state = life.state
        if state is CONNECTING:
            yield from self._connect()
            return
        self._watch.taken()
        if state is LINGERING:
            self._linger()
            return
        stream, sock, unread, home = self._stream, self._socket, self.unread, self._home
        if self._unsent:
            self.flush()
        may_be_more = stream.has_more
        for step in _STEPS:
            if life.state is not OPEN:
                if life.is_over:
                    break
            elif unread and unread.is_full() and not self._is_hung_up():
                unread.hold(self._read_on)
                self._watch_again()
                break
            try:
                if not stream.has_more:
                    target = stream.target()
                    if target is None:
                        data = sock.recv(RECEIVE_SIZE)
                        count = len(data)
                        stream.feed(data)
                        may_be_more = count == RECEIVE_SIZE or self._buffers_inside
                    else:
                        count, may_be_more = self._fill(target), True
                    if not count:
                        raise OSError("the other side closed the TCP connection")
                    self._heard = True
                    self._traffic.bytes_in += count
            except (BlockingIOError, InterruptedError):
                if self._buffers_inside:
                    self._watch_again()  # TLS may have to write before it can read
                break
            except OSError as error:
                yield self._lose(error.strerror or str(error))
                break
            event = stream.next_event()
            while event is not None:
                if life.state is LINGERING:
                    self._begin_to_linger()
                yield event
                if self._home is not home:  # a handler has moved it: the rest is for nobody here
                    return
                event = stream.next_event() if stream.has_more else None
            if stream.has_more:
                stream.go_on()
            elif not may_be_more:  # if there is by now, the poller says so
                break
            if step == 1:  # which most do not come to
                until = self._home.deadlines.now() + SECONDS_AT_ONCE
            elif step > 1 and self._home.deadlines.now() >= until:
                self._leave_rest()
                break
        else:
            self._leave_rest()
        if stream.output_size and not self._in_outbox:
            self._send_soon()

    def _leave_rest(self) -> None:
        """Have what is left served when all the others have been, if the poller cannot see that."""
        if (self._stream.has_more or self._buffers_inside) and not self.life.is_over:
            self._watch.announce()

    def _fill(self, target: memoryview) -> int:
        """Receive into what the stream has given for that; return how many bytes."""
        count = 0
        try:
            with target:
                count = int(self._socket.recv_into(target))
        finally:
            self._stream.filled(count)
        return count

    def _connect(self) -> Iterator[Event]:
        approach = self._approach
        assert approach is not None
        sock = approach.poll()
        if approach.failed:
            yield self._end(Happening.LOST, approach.failed, approach.is_probe)
        elif sock is not None:
            self.life.step(Happening.REACHED)
            self._approach = None
            try:
                self._put_on(*approach.begin_handshake(sock, self.life))
            except OSError as error:
                yield self._end(Happening.LOST, f"TLS: {error}", approach.is_probe)
            else:
                self.address = approach.source or self.address
                self.flush()

    def _is_hung_up(self) -> bool:
        """Return True if the other side is known to be gone: what is here is the last, and is read."""
        if not self._hung_up and self._home.poller.has_hung_up(self._socket):
            self._hung_up = True
            self.unread.release()
            self._watch_again()
        return self._hung_up

    def _read_on(self) -> None:
        """Read again what was left unread while too much waited to be taken."""
        self._watch_again()
        self._watch.announce()  # for what has been read already, or TLS has decrypted

    # -- Out -----------------------------------------------------------------------------------

    def put(self, payload: bytes, is_text: bool, frame: bytes | None = None) -> Error:
        """See `Link`."""
        if self.life.state is not OPEN:
            return FAILED
        stream = self._stream
        if (
            stream.output_size + len(payload) > self._out_bytes_left or not self._out_packets_left
        ) and not self._make_room(len(payload)):
            self._traffic.packets_refused += 1
            return ERR_OUT_OF_MEMORY
        self._out_packets_left -= 1
        stream.send_message(payload, is_text, frame)
        if stream.output_size >= SEND_AT_ONCE:
            self.flush()
        elif not self._in_outbox:  # `_send_soon`, without the call
            self._in_outbox = True
            self._outbox.add(self)
        return OK

    def ping(self, data: bytes) -> None:
        """See `Link`."""
        self._stream.send_ping(data)
        self._send_soon()

    def be_patient(self) -> None:
        """See `Link`."""
        self._patience = self._patience or Patience(self._outbox)

    def frame_of(self, payload: bytes, is_text: bool) -> bytes:
        """See `Link`."""
        return self._stream.frame_of(payload, is_text)

    def _make_room(self, size: int) -> bool:
        """Return True if `size` more bytes may wait, once all has been written that can be."""
        self.flush()
        if not self._unsent:
            return True
        return size <= self._out_bytes_left and self._out_packets_left > 0

    @property
    def waiting(self) -> int:
        """Bytes that have not gone to the socket yet."""
        return self._stream.output_size + self._unsent_size

    def _send_soon(self) -> None:
        if not self._in_outbox:
            self._in_outbox = True
            self._outbox.add(self)

    def flush(self) -> None:
        """Write what is waiting, as far as the socket takes it now."""
        self._in_outbox = False
        if self.life.state is CLOSED:
            return
        size, pieces = self._stream.output_size, self._stream.take_output()
        if pieces:
            if len(pieces) > 1:
                pieces = self._gathered(pieces)
            sent = 0
            if not self._unsent and not self._buffers_inside:
                try:  # noqa: SIM105 - `suppress` costs as much as all the rest of this
                    sent = self._socket.send(pieces[0]) if len(pieces) == 1 else self._socket.sendmsg(pieces)
                except OSError:
                    pass  # what it means is found out below
                traffic = self._traffic
                traffic.bytes_out += sent
                if sent == size:  # as nearly always: `_count_packets`, without the call
                    most = self._limits.out_packets
                    traffic.packets_out += most - self._out_packets_left
                    self._out_packets_left = most
                    if self._watch.events != READ:
                        self._watch_again()
                    return
            self._wait_with(pieces, sent)
        else:
            self._write_waiting(0)

    def _gathered(self, pieces: list[bytes]) -> list[bytes]:
        """Return pieces as one call takes them: one, or two if the last is too large to be copied."""
        if not self._sends_pieces or len(pieces[-1]) < SEND_AT_ONCE:
            return [b"".join(pieces)]
        return [b"".join(pieces[:-1]), pieces[-1]]

    def _wait_with(self, pieces: list[bytes], gone: int) -> None:
        """Let pieces wait for the socket, of which so many bytes have gone just before, and write on."""
        left = gone
        for piece in pieces:
            if left < len(piece):
                self._keep(memoryview(piece)[left:])
            left = max(0, left - len(piece))
        self._write_waiting(gone)

    def _write_waiting(self, gone: int) -> None:
        """Write what waits, as far as the socket takes it now; `gone` bytes have gone just before."""
        unsent = self._unsent
        try:
            while unsent:
                sent = self._socket.send(unsent[0])
                self._traffic.bytes_out += sent
                self._unsent_size -= sent
                gone += sent
                if sent == len(unsent[0]):
                    unsent.popleft()
                else:
                    unsent[0] = unsent[0][sent:]
        except (BlockingIOError, InterruptedError):
            pass
        except OSError:
            unsent.clear()  # the other side is gone; reading tells how
            self._unsent_size = 0
            if self.unread.held:
                self._hung_up = True
                self.unread.release()
                self._watch.announce()
        self._out_bytes_left = self._limits.out_bytes - self._unsent_size
        if unsent:
            self._stream.congested = self._out_bytes_left < 0
        else:
            self._stream.congested = False
            self._count_packets()
        if self._patience is not None:
            self._be_patient_with(self._patience, gone)
        self._watch_again()

    def _be_patient_with(self, patience: Patience, gone: int) -> None:
        """Make room beyond the limits, if there is patience for that, now that so many bytes have gone."""
        limit, now = self._limits.out_bytes, self._home.deadlines.now()
        self._out_bytes_left = patience.room(self._unsent_size, limit, gone, now)
        if self._out_bytes_left > 0:
            self._count_packets()

    def _count_packets(self) -> None:
        """Let as many packets follow as may wait; count those that were put since the last time."""
        most = self._limits.out_packets
        self._traffic.packets_out += most - self._out_packets_left
        self._out_packets_left = most

    def _keep(self, data: memoryview) -> None:
        """Let `data` wait for the socket; small pieces make one, as each has a cost of its own.

        But the first stays the same until some of it has gone: see `Patience.room`.
        """
        unsent = self._unsent
        self._unsent_size += len(data)
        if len(unsent) > 1 and len(unsent[-1]) + len(data) <= SEND_AT_ONCE:
            data = memoryview(b"".join((unsent.pop(), data)))
        unsent.append(data)

    def _watch_again(self) -> None:
        # TLS may have to read before it can write, and the other way round: it knows.
        write = self._socket.wants_write if self._buffers_inside else bool(self._unsent)
        events = (HANGUP if self.unread.held else READ) | (WRITE if write else 0)
        self._watch.set_events(events)

    # -- End -----------------------------------------------------------------------------------

    def close(self, code: int, reason: str) -> None:
        """See `Link`."""
        if self.life.state is OPEN:
            if self.pause:
                self.life.step(Happening.CLOSE_CALLED)
                self._close_frame = code, reason
            else:
                self._stream.close(code, reason)
            self.set_deadline(self.pause or CLOSE_TIMEOUT)
            if self.unread.held:
                self.unread.release()  # what comes now is only waited for, not kept
                self._read_on()
            self._send_soon()

    def _end_pause(self) -> bool:
        """Send the close frame, if it waits; return whether it did."""
        if self._close_frame is None:
            return False
        self._stream.send_close(*self._close_frame)
        self._close_frame = None
        return True

    def set_deadline(self, seconds: float | None) -> None:
        """See `Link`."""
        self._home.deadlines.set(self, seconds)

    def overdue(self, ping_interval: float, ping_timeout: float) -> Ended | None:
        """See `Link`.

        A handshake or a close that takes too long ends it. While it is open there is a deadline only
        where pings are wanted: it is pinged after silence, and ends if that is not broken.
        """
        state = self.life.state
        if state is LINGERING:
            self.discard()
        elif state is CONNECTING:
            assert self._approach is not None
            return self._end(Happening.OVERDUE, self._approach.too_late)
        elif state is CLOSING and self._end_pause():
            self.set_deadline(CLOSE_TIMEOUT)
            self._send_soon()
        elif state is CLOSING:
            patience = self._patience
            if self._unsent and patience is not None and patience.lasts(self._home.deadlines.now()):
                self.set_deadline(CLOSE_TIMEOUT)  # what was sent before the close frame is being read
                return None
            return self._end(Happening.OVERDUE, "the close frame was not answered in time")
        elif state is not OPEN:
            return self._end(Happening.OVERDUE, "the handshake took too long")
        elif not ping_interval:  # not wanted any more
            self.set_deadline(None)
        elif self._heard or self.unread.held:
            self._heard = self._pinged = False
            self.set_deadline(ping_interval)
            if self.unread.held and not self._unsent:  # it is we who do not listen, but sending may fail
                self._stream.send_ping()
                self._send_soon()
        elif self._pinged:
            return self._end(Happening.OVERDUE, f"no answer to a ping within {ping_timeout:g} seconds")
        else:
            self._pinged = True
            self.set_deadline(ping_timeout)
            self._stream.send_ping()
            self._send_soon()
        return None

    def drop(self, why: str) -> Ended:
        """See `Link`."""
        return self._end(Happening.DROPPED, why)

    def move_to(self, home: Home) -> None:
        """See `Link`."""
        left = self._home.deadlines.left_for(self)
        self._home.forget(self)
        self._home, self._outbox, self._traffic = home, home.outbox, home.traffic
        self._watch.inbox = home.inbox
        self._watch.taken()  # whoever goes through the inbox that it leaves passes it over
        home.add(self)
        self.set_deadline(left)

    def leave(self) -> None:
        """See `Link`."""
        if self.life.is_connected:
            self._stream.close(1000)
            self._end_pause()
            self._end(Happening.DROPPED, "")
            if self.waiting:
                log.warning(
                    "%r: %d bytes are lost that %s:%d has not read in time",
                    self._home.owner(),
                    self.waiting,
                    *self.address,
                )
        self.discard()

    def discard(self) -> None:
        """See `Link`."""
        if self.life.state is CLOSED:
            return
        self.life.step(Happening.DISCARDED)
        self.deadline = None
        self.unread.release()
        if self._approach is not None:
            self._approach.cancel()
        if self._socket is not None:
            self._watch.close()
            self._socket.close()
            self._stream.free()
            self._unsent.clear()
            self._unsent_size = 0
            if self._patience is not None:
                self._patience.end()
        self._home.forget(self)

    def _end(self, because: Happening, why: str, is_probe: bool = False) -> Ended:
        """Let it end without a word to the other side."""
        self.life.step(because)
        self._begin_to_linger()
        return Ended(False, _ABNORMAL_CLOSURE, why, is_probe)

    def _lose(self, why: str) -> Ended:
        """End with the TCP connection; `why` that did, unless what came before explains it."""
        why, is_probe = (self.opened is None and self._stream.not_http(True)) or why, not self._has_heard()
        return self._end(Happening.LOST, why, is_probe)

    def _has_heard(self) -> bool:
        """Return False if not a byte has come."""
        has_heard = getattr(self._socket, "has_heard", None)  # of TLS, which has bytes of its own
        return self._heard or self.opened is not None or (has_heard is not None and has_heard())

    def _begin_to_linger(self) -> None:
        """Send the last bytes, and wait until the other side has read them."""
        if self._socket is None:
            self.discard()
            return
        self.set_deadline(LINGER_TIMEOUT)
        self.unread.release()
        self.flush()
        if not self._unsent:
            self._shut_down()
        self._linger()  # the other side may have closed already

    def _linger(self) -> None:
        """Write what is left, throw away what comes; close the socket when the other side has."""
        if self._unsent:
            self.flush()
            if not self._unsent:
                self._shut_down()
        try:
            while self.life.state is not CLOSED:
                count = len(self._socket.recv(RECEIVE_SIZE))
                self._to_discard -= count
                if not count or self._to_discard < 0:
                    self.discard()
        except (BlockingIOError, InterruptedError):
            pass
        except OSError:
            self.discard()

    def _shut_down(self) -> None:
        with suppress(OSError):
            self._socket.shutdown(_SHUT_WR)


def _address_of(sock: Any) -> tuple[str, int]:
    try:
        host, port, *_ = sock.getpeername()
    except OSError:  # reset already; the first read tells
        return "", 0
    return str(host).removeprefix("::ffff:"), int(port)


compile_method(
    SocketLink, "flush", Life, Traffic, OPEN, CLOSED, SEND_AT_ONCE, Limits._fields.index("out_packets")
)
compile_method(SocketLink, "put", Outbox, OK, SEND_AT_ONCE)
compile_method(SocketLink, "receive", Unread, Received, PoolByteArray, RECEIVE_SIZE)
