"""One WebSocket connection: a non-blocking socket, and the protocol of `websockets` on it.

The protocol does the handshake, frames, control frames and every protocol error; here bytes go in
and out, fragments become messages and messages become events. Nothing here emits a signal.

Source: RFC 6455.
"""

from __future__ import annotations

import logging
import socket
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from websockets.client import ClientProtocol
from websockets.exceptions import NegotiationError
from websockets.frames import CloseCode, Frame, Opcode
from websockets.http11 import Request, Response
from websockets.protocol import CLOSED, OPEN, Protocol
from websockets.server import ServerProtocol
from websockets.typing import Subprotocol
from websockets.uri import WebSocketURI

from engine.poller import READ, WRITE, Poller, Watch

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
    """The connection is over. `clean`: both close frames were exchanged."""

    clean: bool
    why: str


Event = Opened | Message | CloseRequested | Ended


class Connection:
    """Bytes from a socket in, events out; messages in, bytes to the socket out.

    `receive` yields events until the socket would block. After `Ended` the socket is closed.
    """

    def __init__(
        self,
        sock: socket.socket,
        protocol: ServerProtocol | ClientProtocol,
        poller: Poller,
        inbox: list[Watch],
    ) -> None:
        self.protocol: Protocol = protocol
        self.deadline: float | None = None
        self.opened = False
        self.ended = False
        self.address: tuple[str, int] = ("", 0)
        self._socket = sock
        self._watch = poller.watch(sock, READ, inbox, self)
        self._head = bytearray()
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
        return f"<Connection {self.address[0]}:{self.address[1]} {self.protocol.state.name}>"

    # -- In ------------------------------------------------------------------------------------

    def receive(self) -> Iterator[Event]:
        """Read what there is and yield what it means. An event's handler may call anything here."""
        self._watch.taken()
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
            yield from self._shake_hands()
            if self.ended or not data:
                return
        if self.protocol.state is not CLOSED and not self.ended:
            self.protocol.receive_data(data)
            yield from self._events()

    def _shake_hands(self) -> Iterator[Event]:
        for event in self.protocol.events_received():
            if isinstance(event, Request) and isinstance(self.protocol, ServerProtocol):
                self.protocol.send_response(self.protocol.accept(event))
            elif isinstance(event, Response) and self.protocol.handshake_exc is not None:
                break
        self.flush()
        if self.protocol.state is OPEN:
            self.opened = True
            self.deadline = None
            yield Opened(self.protocol.subprotocol or "")
        elif not self.ended:
            cause = self.protocol.handshake_exc
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

    def close(self, code: int, reason: str, now: float) -> None:
        """Send a close frame; `Ended` comes with the answer, or when the deadline has passed."""
        if self.protocol.state is OPEN:
            self._asked_to_close = True
            self.protocol.send_close(code or None, reason if code else "")
            self.deadline = now + CLOSE_TIMEOUT
            self.flush()

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

    def check_deadline(self, now: float) -> Ended | None:
        """End the connection if the other side has taken too long; return the event if so."""
        if self.deadline is None or now < self.deadline or self.ended:
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
        select_subprotocol=_first_asked_for if known else None,
        logger=_wire_log,
    )


def _first_asked_for(protocol: ServerProtocol, asked: Sequence[Subprotocol]) -> Subprotocol | None:
    known = protocol.available_subprotocols or ()
    for name in asked:
        if name in known:
            return name
    raise NegotiationError(f"the server speaks only {', '.join(known)}")
