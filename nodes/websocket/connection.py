"""One WebSocket connection: a non-blocking socket, and the protocol of `websockets` on it.

The protocol does the handshake, frames, control frames and every protocol error; here bytes go in
and out, fragments become messages and messages become events. Nothing here emits a signal.

Source: RFC 6455.
"""

from __future__ import annotations

import logging
import socket
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from websockets.client import ClientProtocol
from websockets.exceptions import NegotiationError, ProtocolError
from websockets.frames import CloseCode, Frame, Opcode
from websockets.http11 import Request
from websockets.protocol import CLOSED, OPEN, Protocol
from websockets.server import ServerProtocol
from websockets.typing import Subprotocol
from websockets.uri import WebSocketURI

from engine import ScriptError
from engine.poller import READ, WRITE, Poller, Watch

from .frame_splitter import FrameSplitter

log = logging.getLogger("estragon.websocket")
_wire_log = logging.getLogger("estragon.websocket.wire")
_wire_log.setLevel(logging.WARNING)  # the library logs each frame at DEBUG, which costs much

RECEIVE_SIZE = 64 * 1024
MAX_HEAD = 16 * 1024
"""Bytes of a request or response before the first frame, at the most."""

CLOSE_TIMEOUT = 3.0
"""Seconds that the other side has to answer a close frame. Godot servers never close the TCP
connection themselves, so this deadline has to be ours."""


class Opened(NamedTuple):
    """The handshake succeeded."""

    protocol: str


class Message(NamedTuple):
    """A whole message came."""

    data: bytes
    is_text: bool


class CloseRequested(NamedTuple):
    """The other side began to close: its close frame came before we sent one."""

    code: int
    reason: str


class Ended(NamedTuple):
    """The connection is over. `clean`: both close frames were exchanged.

    Unlike Godot: also for the side that began to close, which Godot always tells False.
    """

    clean: bool
    why: str


Event = Opened | Message | CloseRequested | Ended


class Connection:
    """Bytes from a socket in, events out; messages in, bytes to the socket out.

    `receive` yields events until the socket would block. After `Ended` the socket is closed.
    `deadline` is the time of `clock` at which the connection ends if nothing else has happened.
    """

    def __init__(
        self,
        sock: socket.socket,
        protocol: ServerProtocol | ClientProtocol,
        poller: Poller,
        inbox: list[Watch],
        clock: Callable[[], float],
    ) -> None:
        self.protocol: Protocol = protocol
        self.deadline: float | None = None
        self.opened = False
        self.ended = False
        self.address: tuple[str, int] = ("", 0)
        self._socket = sock
        self._watch = poller.watch(sock, READ, inbox, self)
        self._clock = clock
        self._receiving = False
        self._head = bytearray()
        self._splitter = FrameSplitter()
        self._fragments: list[bytes] = []
        self._is_text = False
        self._outgoing = bytearray()
        self._asked_to_close = False
        try:
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            host, port, *_ = sock.getpeername()
            self.address = (host.removeprefix("::ffff:"), port)
        except OSError:
            pass  # reset already: the first read says so

    def __repr__(self) -> str:
        state = "ENDED" if self.ended else self.protocol.state.name
        return f"<Connection {self.address[0]}:{self.address[1]} {state}>"

    def move(self, poller: Poller, clock: Callable[[], float]) -> None:
        """Let another poller watch the socket, and go by another clock."""
        old = self._watch
        old.close()
        self._watch = poller.watch(self._socket, old.events, old.inbox, self)
        if self.deadline is not None:
            self.deadline += clock() - self._clock()
        self._clock = clock

    # -- In ------------------------------------------------------------------------------------

    def receive(self) -> Iterator[Event]:
        """Read what there is and yield what it means. An event's handler may call anything here.

        A call from inside a handler yields nothing: the call that is under way goes on after it.
        """
        if self.ended:
            return
        self._watch.taken()
        if self._receiving:
            return
        self._receiving = True
        try:
            while not self.ended:
                try:
                    data = self._socket.recv(RECEIVE_SIZE)
                except (BlockingIOError, InterruptedError):
                    return
                except OSError as error:
                    yield self._end(error.strerror or str(error))
                    return
                if data:
                    yield from self._understand(data)
                else:
                    yield self._end("the other side closed the TCP connection")
        finally:
            self._receiving = False

    def _understand(self, data: bytes) -> Iterator[Event]:
        if not self.opened:
            # Frames may be glued to the head; the library would answer them before the handshake.
            self._head += data
            end = self._head.find(b"\r\n\r\n")
            if end < 0 and len(self._head) <= MAX_HEAD:
                return
            head = bytes(self._head[: end + 4] if end >= 0 else self._head)
            data = bytes(self._head[len(head) :])
            self._head.clear()
            self.protocol.receive_data(head)
            yield from self._shake_hands(head)
        for piece in self._splitter.split(data):
            if self.ended or self.protocol.state is CLOSED:
                return
            self.protocol.receive_data(piece)
            yield from self._events()

    def _shake_hands(self, head: bytes) -> Iterator[Event]:
        for event in self.protocol.events_received():
            if isinstance(event, Request) and isinstance(self.protocol, ServerProtocol):
                self.protocol.send_response(self.protocol.accept(event))
        self.flush()
        protocol = self.protocol
        if isinstance(protocol, ClientProtocol) and protocol.state is OPEN:
            asked = protocol.available_subprotocols
            if asked and protocol.subprotocol is None:
                yield self._end(f"handshake refused: the server speaks none of {', '.join(asked)}")
                return
        if self.protocol.state is OPEN:
            self.opened = True
            self.deadline = None
            yield Opened(self.protocol.subprotocol or "")
        elif not self.ended:
            cause = self.protocol.handshake_exc or _first_line(head)
            yield self._end(f"handshake refused: {cause}")

    def _events(self) -> Iterator[Event]:
        for frame in self.protocol.events_received():
            if self.ended:
                return
            assert isinstance(frame, Frame)
            if frame.opcode is Opcode.CLOSE:
                received = self.protocol.close_rcvd
                assert received is not None
                if self.protocol.close_rcvd_then_sent:
                    code = 0 if received.code == CloseCode.NO_STATUS_RCVD else received.code
                    yield CloseRequested(code, received.reason.partition("\0")[0])
                self.flush()
                if not self.ended:
                    yield self._end("closed", clean=True)
                return
            if frame.opcode is Opcode.PING or frame.opcode is Opcode.PONG:
                continue
            if frame.opcode is not Opcode.CONT:
                self._is_text = frame.opcode is Opcode.TEXT
            self._fragments.append(bytes(frame.data))
            if frame.fin:
                data = b"".join(self._fragments)
                self._fragments.clear()
                if self._is_text and not _is_utf8(data):
                    self.protocol.fail(CloseCode.INVALID_DATA, "text is not UTF-8")
                    break
                if not self._asked_to_close:
                    yield Message(data, self._is_text)
        self.flush()
        failed = self.protocol.parser_exc or (self.protocol.close_sent and not self._asked_to_close)
        if failed and not self.ended:
            yield self._end(f"protocol violation: {self.protocol.parser_exc or self.protocol.close_sent}")

    # -- Out -----------------------------------------------------------------------------------

    def send_message(self, data: bytes, is_text: bool) -> None:
        """Send one message, as one unfragmented frame."""
        if is_text:
            self.protocol.send_text(data)
        else:
            self.protocol.send_binary(data)
        self.flush()

    def send_request(self, request: Request) -> None:
        """Send the client's handshake request."""
        assert isinstance(self.protocol, ClientProtocol)
        self.protocol.send_request(request)
        self.flush()

    def close(self, code: int, reason: str) -> None:
        """Send a close frame; `Ended` comes with the answer, or when the deadline has passed.

        Raises ScriptError for a code or a reason that cannot be sent.
        """
        if self.ended or self.protocol.state is not OPEN:
            return
        try:
            self.protocol.send_close(code or None, reason if code else "")
        except ProtocolError as error:
            raise ScriptError(
                f"A connection cannot be closed with code {code} and a reason of {len(reason.encode())}"
                f" bytes: {error}. Use 1000 or a code from 3000 to 4999, and up to 123 bytes."
            ) from None
        self._asked_to_close = True
        self.deadline = self._clock() + CLOSE_TIMEOUT
        self.flush()

    @property
    def can_send(self) -> bool:
        """True while messages can be sent: after the handshake, before the first close frame."""
        return self.opened and not self.ended and self.protocol.state is OPEN

    @property
    def closing(self) -> bool:
        """True from our close frame on."""
        return self._asked_to_close

    def flush(self) -> None:
        """Write what is waiting, as far as the socket takes it now."""
        for data in self.protocol.data_to_send():
            self._outgoing += data
        while self._outgoing and not self.ended:
            try:
                sent = self._socket.send(self._outgoing)
            except (BlockingIOError, InterruptedError):
                break
            except OSError:
                self._outgoing.clear()  # the next read tells why
                break
            del self._outgoing[:sent]
        if not self.ended:
            self._watch.set_events(READ | WRITE if self._outgoing else READ)

    @property
    def outgoing_size(self) -> int:
        """How many bytes wait to be written."""
        return len(self._outgoing)

    # -- End -----------------------------------------------------------------------------------

    def check_deadline(self) -> Ended | None:
        """End the connection if the other side has taken too long; return the event if so."""
        if self.deadline is None or self.ended or self._clock() < self.deadline:
            return None
        return self._end("no answer to the close frame" if self.opened else "handshake timed out")

    def drop(self) -> None:
        """Close the socket at once, without a word."""
        if not self.ended:
            self._end("dropped")

    def _end(self, why: str, clean: bool = False) -> Ended:
        self.flush()
        self.ended = True
        self._watch.close()
        self._socket.close()
        return Ended(clean, why)


def _first_line(head: bytes) -> str:
    line = head.partition(b"\r\n")[0].decode("latin-1")
    return f"not a whole HTTP head: {line[:80]!r}" if b"\r\n\r\n" not in head else repr(line[:80])


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def client_protocol(uri: WebSocketURI, subprotocols: Sequence[str]) -> ClientProtocol:
    """Return the protocol of a client that asks for `uri`."""
    offered = [Subprotocol(name) for name in subprotocols]
    return ClientProtocol(uri, subprotocols=offered or None, logger=_wire_log)


def server_protocol(subprotocols: Sequence[str]) -> ServerProtocol:
    """Return the protocol of a server for one client."""
    known = [Subprotocol(name) for name in subprotocols]
    return ServerProtocol(
        subprotocols=known or None,
        select_subprotocol=_first_asked_for,
        logger=_wire_log,
    )


def _first_asked_for(protocol: ServerProtocol, asked: Sequence[Subprotocol]) -> Subprotocol | None:
    """Choose in the order of the client. Who asks for none must meet a server that has none."""
    known = protocol.available_subprotocols or ()
    for name in asked:
        if name in known:
            return name
    if not asked and not known:
        return None
    raise NegotiationError(
        f"the sub-protocols of the server are {', '.join(known) or 'none'},"
        f" the client asks for {', '.join(asked) or 'none'}"
    )
