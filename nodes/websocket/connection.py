"""A stream on its socket: what arrives is read, what is to go is written, never waiting for either.

Nothing is dropped in between. What a script has not taken yet is kept; when that is too much the
socket is left unread, so that TCP holds the other side back. What the socket does not take is kept;
when that is too much, sending fails with an error code.
"""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, Any, NamedTuple

from engine import ERR_OUT_OF_MEMORY, FAILED, OK, Error
from engine.base.context import ticking
from engine.net.poller import (
    READ,
    WRITE,
    Poller,
    Watch,
)

from .deadlines import Deadlines
from .life import CLOSED, CLOSING, HANDSHAKE, OPEN, Happening
from .unread import Unread

if TYPE_CHECKING:
    from .event import Ended, Event
    from .stream import Stream

log = logging.getLogger("estragon.websocket")

RECEIVE_SIZE = 64 * 1024
READS_AT_ONCE = 16
"""Reads from one connection in one poll, at the most, so that a fast sender leaves time for others."""
SEND_AT_ONCE = 16 * 1024
"""Bytes that do not wait for more: they would only leave the processor's cache meanwhile."""
CLOSE_TIMEOUT = 3.0
"""Seconds that the other side has to answer a close frame. A Godot server never closes the TCP
connection of its own accord, so there has to be a deadline."""
POLICY_VIOLATION = 1008
"""The close code for a client that does not keep up (RFC 6455 section 7.4.1); Godot 3 takes 1013 for
a violation of the protocol."""
LINGER_TIMEOUT = 1.0
"""Seconds that the other side has to read the last bytes and close the TCP connection. Closing it
at once, with data unread, would make the system send a reset that overtakes the close frame."""
LINGER_BYTES = 1 << 20
"""Bytes that are read and thrown away in that time, at the most."""
_SHUT_WR = 1  # socket.SHUT_WR, without the import


class Limits(NamedTuple):
    """How much may wait in each direction: Godot's `set_buffers`."""

    in_bytes: int = 64 * 1024
    in_packets: int = 1024
    out_bytes: int = 64 * 1024
    out_packets: int = 1024


class Outbox:
    """The connections of one node that have something to send, so that each sends once.

    While the node polls, and in a frame of a tree, sending waits for the end of the poll or of the
    step: all packets for one peer go in one system call. Otherwise it happens at once.
    """

    __slots__ = ("_waiting", "polling")

    def __init__(self) -> None:
        self.polling = False
        self._waiting: list[Connection] = []

    def add(self, connection: Connection) -> None:
        """Let `connection` send when the time has come."""
        first = not self._waiting
        self._waiting.append(connection)
        if first and not self.polling:
            tree = ticking.get()
            if tree is not None:
                tree.message_queue.push(None, self.flush, (), "sending packets")
            else:
                self.flush()

    def flush(self) -> None:
        """Let all of them send."""
        while self._waiting:
            waiting, self._waiting = self._waiting, []
            for connection in waiting:
                connection.flush()


class Connection:
    """One connection: `receive` yields events until the socket would block, `put` sends a message.

    After `Ended` it lingers until the other side has got the last bytes, or has had its time:
    `watch.owner` is this object all along, and `linger` takes the place of `receive`.
    """

    __slots__ = (
        "__weakref__",
        "_buffers_inside",
        "_deadlines",
        "_heard",
        "_in_outbox",
        "_limits",
        "_out_bytes_left",
        "_out_packets_left",
        "_outbox",
        "_pinged",
        "_socket",
        "_to_discard",
        "_unsent",
        "_watch",
        "address",
        "deadline",
        "id",
        "life",
        "stream",
        "unread",
    )

    def __init__(
        self,
        socket: Any,
        stream: Stream,
        poller: Poller,
        inbox: list[Watch],
        outbox: Outbox,
        deadlines: Deadlines,
        limits: Limits,
    ) -> None:
        self.stream = stream
        self.id = 0
        """The id of the peer, for servers."""
        self.life = stream.life
        self.unread = Unread(limits.in_bytes, limits.in_packets)
        """What the script has not taken yet. Whoever gets messages takes them in there."""
        self.deadline: float | None = None
        """When something has to have happened: see `overdue`."""
        self.address = _address_of(socket)
        self._socket = socket
        self._watch = poller.watch(socket, READ, inbox, self)
        self._outbox = outbox
        self._deadlines = deadlines
        self._limits = limits
        self._heard = False
        self._pinged = False
        self._buffers_inside = hasattr(socket, "wants_write")
        self._in_outbox = False
        self._unsent: deque[memoryview] = deque()
        self._out_packets_left = limits.out_packets
        self._out_bytes_left = limits.out_bytes
        self._to_discard = LINGER_BYTES

    def __repr__(self) -> str:
        return f"<Connection with {self.address[0]}:{self.address[1]}, {self.stream!r}>"

    # -- In ------------------------------------------------------------------------------------

    def receive(self) -> Iterator[Event]:
        """Read what there is, as far as there is room for it, and yield what it means."""
        self._watch.taken()
        stream, sock, life, unread = self.stream, self._socket, self.life, self.unread
        if self._unsent:
            self.flush()
        for _ in range(READS_AT_ONCE):
            if life.state is not OPEN:
                if life.is_over:
                    break
            elif unread and unread.is_full():
                unread.hold(self._read_on)
                self._watch_again()
                break
            target = stream.target()
            try:
                if target is None:
                    data = sock.recv(RECEIVE_SIZE)
                    count = len(data)
                else:
                    count = sock.recv_into(target)
            except (BlockingIOError, InterruptedError):
                if self._buffers_inside:
                    self._watch_again()  # TLS may have to write before it can read
                break
            except OSError as error:
                yield stream.end_of_data(error.strerror or str(error))
                break
            self._heard = True
            if not count:
                yield stream.end_of_data()
                break
            if target is None:
                stream.feed(data)
            else:
                stream.filled(count)
            event = stream.next_event()
            while event is not None:
                yield event
                event = stream.next_event()
            if target is None and count < RECEIVE_SIZE and not self._buffers_inside:
                break  # there was no more; if there is by now, the poller says so
        else:
            if self._buffers_inside:
                self._watch.announce()  # the poller cannot see what TLS has decrypted already
        if stream.output_size and not self._in_outbox:
            self._send_soon()

    def _read_on(self) -> None:
        """Read again what was left unread while too much waited to be taken."""
        self._watch_again()
        self._watch.announce()  # for what TLS has decrypted already

    # -- Out -----------------------------------------------------------------------------------

    def put(self, payload: bytes, is_text: bool, frame: bytes | None = None) -> Error:
        """Send a message. ERR_OUT_OF_MEMORY if too much waits already, FAILED unless it is open.

        `frame`: see `Stream.send_message`.
        """
        stream = self.stream
        if self.life.state is not OPEN:
            return FAILED
        if (
            stream.output_size + len(payload) > self._out_bytes_left or not self._out_packets_left
        ) and not self._make_room(len(payload)):
            return ERR_OUT_OF_MEMORY
        self._out_packets_left -= 1
        stream.send_message(payload, is_text, frame)
        if stream.output_size >= SEND_AT_ONCE:
            self.flush()
        elif not self._in_outbox:
            self._send_soon()
        return OK

    def _make_room(self, size: int) -> bool:
        """Return True if `size` more bytes may wait, once all has been written that can be."""
        self.flush()
        if not self._unsent:
            return True
        return size <= self._out_bytes_left and self._out_packets_left > 0

    @property
    def waiting(self) -> int:
        """Bytes that have not gone to the socket yet."""
        return self.stream.output_size + sum(len(piece) for piece in self._unsent)

    def _send_soon(self) -> None:
        if not self._in_outbox:
            self._in_outbox = True
            self._outbox.add(self)

    def flush(self) -> None:
        """Write what is waiting, as far as the socket takes it now."""
        self._in_outbox = False
        if self.life.state is CLOSED:
            return
        unsent = self._unsent
        pieces = self.stream.take_output()
        if pieces:
            data = pieces[0] if len(pieces) == 1 else b"".join(pieces)
            sent = 0
            if not unsent and not self._buffers_inside:
                try:  # noqa: SIM105 - `suppress` costs as much as all the rest of this
                    sent = self._socket.send(data)
                except OSError:
                    pass  # what it means is found out below
                if sent == len(data):  # as nearly always
                    self._out_packets_left = self._limits.out_packets
                    if self._watch.events != READ:
                        self._watch_again()
                    return
            unsent.append(memoryview(data)[sent:])
        try:
            while unsent:
                sent = self._socket.send(unsent[0])
                if sent == len(unsent[0]):
                    unsent.popleft()
                else:
                    unsent[0] = unsent[0][sent:]
        except (BlockingIOError, InterruptedError):
            pass
        except OSError:
            unsent.clear()  # the other side is gone; reading tells how
        self._out_bytes_left = self._limits.out_bytes
        if unsent:
            self._out_bytes_left -= sum(len(piece) for piece in unsent)
            self.stream.congested = self._out_bytes_left < 0
        else:
            self.stream.congested = False
            self._out_packets_left = self._limits.out_packets
        self._watch_again()

    def _watch_again(self) -> None:
        # TLS may have to read before it can write, and the other way round: it knows.
        write = self._socket.wants_write if self._buffers_inside else bool(self._unsent)
        events = (0 if self.unread.held else READ) | (WRITE if write else 0)
        self._watch.set_events(events)

    # -- End -----------------------------------------------------------------------------------

    def close(self, code: int, reason: str) -> None:
        """Send a close frame; `Ended` comes with the answer, or when the deadline has passed."""
        if self.life.state is OPEN:
            self.stream.close(code, reason)
            self.set_deadline(CLOSE_TIMEOUT)
            self.unread.release()  # what comes now is only waited for, not kept
            self._send_soon()

    def set_deadline(self, seconds: float | None) -> None:
        """Have `overdue` called in `seconds`, in place of what was set before; None for never."""
        self.deadline = None if seconds is None else self._deadlines.now() + seconds
        self._deadlines.add(self)

    def overdue(self, ping_interval: float, ping_timeout: float) -> Ended | None:
        """Do what the deadline was for, once it has passed.

        A handshake or a close that takes too long ends the connection. An open connection, which has
        a deadline only where pings are wanted, is pinged after silence, and ends if that is not broken.
        """
        stream, state = self.stream, self.life.state
        if state is HANDSHAKE:
            return stream.drop("the handshake took too long", Happening.OVERDUE)
        if state is CLOSING:
            return stream.drop("the close frame was not answered in time", Happening.OVERDUE)
        if not ping_interval:  # not wanted any more
            self.set_deadline(None)
        elif self._heard or self.unread.held:  # held, it is we who do not listen
            self._heard = self._pinged = False
            self.set_deadline(ping_interval)
        elif self._pinged:
            return stream.drop(f"no answer to a ping within {ping_timeout:g} seconds", Happening.OVERDUE)
        else:
            self._pinged = True
            self.set_deadline(ping_timeout)
            stream.send_ping()
            self._send_soon()
        return None

    def begin_to_linger(self) -> None:
        """After `Ended`: send the last bytes, and wait until the other side has read them."""
        self.set_deadline(LINGER_TIMEOUT)
        self.unread.release()
        self.flush()
        if not self._unsent:
            self._shut_down()
        self.linger()  # the other side may have closed already

    def linger(self) -> None:
        """Write what is left, throw away what comes; close the socket when the other side has."""
        self._watch.taken()
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

    def leave(self) -> None:
        """Say goodbye and close the socket, without waiting for an answer."""
        self.stream.close(1000)
        if not self.life.is_over:
            self.stream.drop("this side left")
        self.flush()
        self._shut_down()
        self.linger()
        self.discard()

    def discard(self) -> None:
        """Close the socket now."""
        if self.life.state is not CLOSED:
            self.life.step(Happening.DISCARDED)
            self.unread.release()
            self._watch.close()
            self._socket.close()


def _address_of(socket: Any) -> tuple[str, int]:
    try:
        host, port, *_ = socket.getpeername()
    except OSError:  # reset already; the first read tells
        return "", 0
    return str(host).removeprefix("::ffff:"), int(port)
