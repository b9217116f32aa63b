"""One side of a WebSocket connection without its socket: bytes in, events out, and the other way.

The handshake, control frames, fragments, closing and every violation are the business of the
protocol classes of `websockets`; data frames take the fast lane in front of them. A protocol object
lives only while it has something to do, so an idle connection is small.

Text is looked at frame by frame: that one cannot be UTF-8 is told once it is whole. (Autobahn's cases 6.4.3
and 6.4.4 ask for that in the middle of one, and call this "non-strict"; all others pass, in both roles.)

Source: RFC 6455.
"""

from __future__ import annotations

import logging
from codecs import IncrementalDecoder
from collections.abc import Iterable, Sequence
from contextlib import suppress
from http import HTTPStatus

from websockets.client import ClientProtocol
from websockets.exceptions import NegotiationError
from websockets.extensions import Extension
from websockets.extensions.permessage_deflate import (
    ClientPerMessageDeflateFactory,
    ServerPerMessageDeflateFactory,
)
from websockets.frames import CloseCode, Frame, Opcode
from websockets.http11 import Request, Response
from websockets.protocol import CLIENT, SERVER, Protocol, Side
from websockets.protocol import OPEN as PROTOCOL_OPEN
from websockets.server import ServerProtocol
from websockets.typing import Subprotocol
from websockets.uri import WebSocketURI

from engine.core import compile_method
from engine.variant.pool_byte_array import PoolByteArray

from ..admission import Admit
from ..events import CloseRequested, Ended, Event, Opened, Ponged, Received, cut_reason
from ..life import CLOSING, HANDSHAKE, OPEN, Happening, Life
from ..log import shown
from ..plain_http import ONLY_GET, Answer, is_plain, no_page
from ..proxy_header import BINARY, TEXT
from ..redirect import location_in
from ..url import Url
from .fast_lane import APART, FRAMES_AT_ONCE, LaneReader, Masker, Utf8Decoder, frame_of, head_of

_wire_log = logging.getLogger("estragon.websocket.wire")
_wire_log.setLevel(logging.WARNING)  # at DEBUG the library formats every frame, which costs much

_BANNER = 200  # bytes of what a server says that does not speak HTTP, as SSH and mail servers do
_UNASKED_HEADER = (
    "it began with a header of the PROXY protocol, which is read with `proxy_protocol` alone, and only from"
    " `trusted_proxies`"
)
_DROPPED_BY_PROXY = (
    "a proxy in front of the server has dropped the header Upgrade: it has to pass on that and Connection"
)
MAX_HEAD = 16 * 1024
"""Bytes of a request or response before the first frame, at the most."""

MAX_FRAGMENTS = 4096
"""Fragments of one message at the most, beside one for each FRAGMENT_SIZE bytes of it: those with next to
nothing in them only take time."""
FRAGMENT_SIZE = 32


class Stream:
    """One side of a connection, from the first byte of the handshake to the end.

    Bytes go in by `feed` or `filled`, and what they mean comes out of `next_event`, one event at a
    time: what is done about one decides what the next means, and in which order answers go out.
    `take_output` has the bytes to send. After `Ended` nothing more comes, and what is left to send is
    the last. `life` goes on from the handshake to the end.
    """

    __slots__ = (
        "_admit",
        "_answer",
        "_deflate",
        "_end_to_tell",
        "_extra_headers",
        "_fragment_count",
        "_fragments",
        "_frames_left",
        "_head",
        "_head_seen",
        "_lane",
        "_masker",
        "_max_size",
        "_output",
        "_protocol",
        "_side",
        "_text",
        "congested",
        "has_more",
        "life",
        "opened",
        "output_size",
    )

    def __init__(
        self,
        protocol: ServerProtocol | ClientProtocol,
        max_size: int,
        extra_headers: Sequence[tuple[str, str]] = (),
        admit: Admit | None = None,
        answer: Answer = no_page,
        masker: Masker | None = None,
        life: Life | None = None,
    ) -> None:
        self.life: Life = life or Life(HANDSHAKE)
        self.opened: Opened | None = None
        """What was agreed on, None before the end of the handshake."""
        self.congested: bool = False
        """More output waits than there should: pings are not answered, so that they cannot add to it."""
        self.output_size: int = 0
        """Bytes that wait in `take_output`."""
        self.has_more: bool = False
        """Whether there are frames left that nobody has looked at, for which there is `go_on`."""
        self._frames_left = FRAMES_AT_ONCE
        self._side: Side = protocol.side
        self._protocol: Protocol | None = protocol
        self._max_size = max_size
        self._extra_headers = extra_headers
        self._admit = admit
        self._answer = answer
        self._masker = masker if self._side is CLIENT else None
        self._deflate: list[Extension] = []
        self._head = bytearray()
        self._head_seen = 0  # its end is not before that
        self._lane: LaneReader | None = None
        self._fragments = bytearray()
        self._fragment_count = 0
        self._text: IncrementalDecoder | None = None  # of the fragments, if they are text
        self._end_to_tell: Ended | None = None
        self._output: list[bytes] = []

    def __repr__(self) -> str:
        return f"<Stream of a {self._side.name.lower()}, {self.life.state.value}>"

    # -- Bytes in ------------------------------------------------------------------------------

    def feed(self, data: bytes) -> None:
        """Take in received bytes."""
        lane = self._lane
        if lane is None:
            self._head += data
        else:
            lane.feed(data)
            self.has_more = True
            self._frames_left = FRAMES_AT_ONCE

    def target(self) -> memoryview | None:
        """See `LaneReader.target`: memory to receive into, in place of `feed`."""
        lane = self._lane
        return lane.target() if lane is not None and lane.unfinished is not None else None

    def filled(self, count: int) -> None:
        """Take in `count` bytes that were received into `target()`; 0 if there were none."""
        assert self._lane is not None
        self._lane.filled(count)
        if count:
            self.go_on()

    def go_on(self) -> None:
        """Let `next_event` look at as many frames again."""
        self.has_more = True
        self._frames_left = FRAMES_AT_ONCE

    def next_event(self) -> Event | None:
        """Return the next of what the bytes so far mean, None if that takes more of them.

        None, too, after FRAMES_AT_ONCE frames: others may have their turn before `go_on` is called.
        """
        lane = self._lane
        if lane is None:
            return self._receive_head()
        while self.has_more and self._frames_left > 0:
            messages = lane.messages()
            count = len(messages)
            self._frames_left -= count
            if self.life.state is OPEN:
                if count:
                    self.has_more = lane.buffer != b"" and (count >= FRAMES_AT_ONCE or lane.stuck())
                    if self._protocol is not None:
                        self._relax(lane)
                    return messages
            elif self.life.is_over:
                return None
            elif self._end_to_tell is not None:
                self.life.step(Happening.ANSWERED)
                return self._end_to_tell
            if lane.invalid_text:
                return self._violation(CloseCode.INVALID_DATA, "a text message that is not UTF-8")
            foreign = lane.foreign()
            if lane.invalid_length:
                return self._violation(CloseCode.PROTOCOL_ERROR, "a length in more bytes than it takes")
            if foreign:
                self._frames_left -= 1
                event = self._receive_foreign(foreign)
                if event is not None:
                    return event
            elif count < FRAMES_AT_ONCE:
                self.has_more = False
        if self._protocol is not None:
            self._relax(lane)
        return None

    # -- The handshake -------------------------------------------------------------------------

    def send_request(self, headers: Sequence[tuple[str, str]] = ()) -> None:
        """Send the client's request, with headers of its own; a user in the URL gives way to one of them."""
        assert isinstance(self._protocol, ClientProtocol)
        request = self._protocol.connect()
        if any(name.lower() == "authorization" for name, _ in headers):
            request.headers.pop("Authorization", None)
        for name, value in headers:
            request.headers[name] = _sent(value)
        self._protocol.send_request(request)
        self._take_from(self._protocol)

    def _receive_head(self) -> Event | None:
        """Look for the head of the handshake. What is glued to it are frames, and have to wait."""
        end = self._head.find(b"\r\n\r\n", self._head_seen) + 4
        if self.life.is_over:
            return None
        if self._side is SERVER and self._head.startswith((TEXT, BINARY)):
            return self._refuse(HTTPStatus.BAD_REQUEST, _UNASKED_HEADER)
        if end < 4 and len(self._head) <= MAX_HEAD:
            self._head_seen = max(0, len(self._head) - 3)
            why = self.not_http()
            if why and self._side is CLIENT:
                return self._not_agreed(why)
            return self._refuse(HTTPStatus.BAD_REQUEST, why) if why else None
        text, rest = bytes(self._head[:end]), bytes(self._head[end:])
        self._head.clear()
        if end < 4 or end > MAX_HEAD:
            return self._refuse(
                HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, f"no end of the headers in {MAX_HEAD} bytes"
            )
        event = self._check_request(text) if self._side is SERVER else self._check_answer(text)
        if isinstance(event, Opened):
            self.life.step(Happening.AGREED)
            self._lane = LaneReader(self._side is SERVER, self._max_size)
            self.feed(rest)
        return event

    def not_http(self, is_all: bool = False) -> str:
        """Return what the other side speaks in place of HTTP, in words; "" while it may be HTTP yet.

        `is_all`: nothing more will come.
        """
        head = bytes(self._head[: _BANNER + 1])
        if self._side is SERVER:
            return "the client speaks TLS, which this server does not" if head[:2] == b"\x16\x03" else ""
        if head[:2] in (b"\x15\x03", b"\x16\x03"):  # an alert, for a request that is no TLS
            return "the server speaks TLS: write wss://"
        is_whole = is_all or b"\n" in head or len(head) > _BANNER
        if b"HTTP/".startswith(head[:5]) or not is_whole:
            return ""
        line = head.split(b"\n", 1)[0].rstrip(b"\r")
        return f"the server answered '{shown(line.decode('latin-1'))}', which is not HTTP"

    def _check_request(self, text: bytes) -> Event | None:
        protocol = self._protocol
        assert isinstance(protocol, ServerProtocol)
        protocol.receive_data(_ascii_path(text))
        events = protocol.events_received()
        if not events:
            cause = protocol.handshake_exc
            why = shown(f"{cause}: {cause.__cause__}") if cause is not None else "no HTTP request"
            self._take_from(protocol)
            return self._refuse(HTTPStatus.BAD_REQUEST, why)
        request = events[0]
        assert isinstance(request, Request)
        headers = _by_name(request.headers.raw_items())
        if is_plain(headers):
            return self._answer_plain(protocol, request, headers)
        if "upgrade" not in headers:
            return self._refuse(HTTPStatus.BAD_REQUEST, _DROPPED_BY_PROXY)
        response, why = protocol.accept(request), ""
        if response.status_code == HTTPStatus.SWITCHING_PROTOCOLS:
            refusal = self._admit(request.path, headers) if self._admit is not None else None
            if self.life.is_over:  # whoever was asked has stopped it all
                return None
            if refusal is not None:
                response, why = protocol.reject(refusal.status, f"{refusal.why}.\n"), refusal.why
            else:
                for name, value in self._extra_headers:
                    response.headers[name] = _sent(value)
        else:
            _show_in_body(response)
            why = shown(str(protocol.handshake_exc))
        protocol.send_response(response)
        self._take_from(protocol)
        if protocol.state is not PROTOCOL_OPEN:
            return self._not_agreed(f"handshake refused: {why}")
        return self._open(protocol, Opened(protocol.subprotocol or "", request.path, headers))

    def _answer_plain(
        self, protocol: ServerProtocol, request: Request, headers: dict[str, str]
    ) -> Event | None:
        """Answer what is no attempt at a WebSocket; that ends it."""
        asks_page = request.method in ("GET", "HEAD")
        answer = self._answer(request.path, headers) if asks_page else ONLY_GET
        if self.life.is_over:  # whoever was asked has stopped it all
            return None
        response = protocol.reject(answer.status, "")
        sent = response.headers
        del sent["Content-Type"], sent["Content-Length"]
        if answer.status != HTTPStatus.NO_CONTENT:
            sent["Content-Length"] = str(len(answer.body))
        for name, value in answer.headers:
            sent[name] = _sent(value)
        if request.method != "HEAD":
            response.body = answer.body
        protocol.send_response(response)
        self._take_from(protocol)
        asked = shown(f"{request.method} {request.path}")
        return self._not_agreed(f"plain HTTP, {asked}, answered {answer.status:d}")._replace(is_probe=True)

    def _check_answer(self, text: bytes) -> Event:
        protocol = self._protocol
        assert isinstance(protocol, ClientProtocol)
        status = text.split(b"\r\n", 1)[0].decode("latin-1")
        if status.split(" ")[1:2] != ["101"]:
            why, location = f"the server answered '{shown(status)}'", location_in(text)
            if location:
                why += f": moved to {shown(location)}; connect there"
            return self._not_agreed(why)._replace(location=location)
        protocol.receive_data(text)
        events = protocol.events_received()
        if protocol.state is not PROTOCOL_OPEN or not events:
            cause = protocol.handshake_exc
            why = f"{cause}: {cause.__cause__}" if cause and cause.__cause__ else str(cause)
            return self._not_agreed(shown(why))
        response = events[0]
        assert isinstance(response, Response)
        headers = _by_name(response.headers.raw_items())
        return self._open(protocol, Opened(protocol.subprotocol or "", "", headers))

    def _open(self, protocol: Protocol, event: Opened) -> Opened:
        self._deflate = protocol.extensions
        self._let_go()
        self._admit, self._answer = None, no_page  # which nobody asks any more
        self.opened = event
        return event

    def _refuse(self, status: HTTPStatus, why: str) -> Event:
        if isinstance(self._protocol, ServerProtocol):
            text = f"Failed to open a WebSocket connection: {why}.\n"
            self._write(self._protocol.reject(status, text).serialize())
        return self._not_agreed(f"handshake refused: {why}")

    def _not_agreed(self, why: str) -> Ended:
        return self._end(Happening.REFUSED, CloseCode.ABNORMAL_CLOSURE, why)

    # -- Frames in -----------------------------------------------------------------------------

    def _receive_foreign(self, data: bytes) -> Event | None:
        event: Event | None = None
        protocol = self._control()
        assert self._lane is not None
        if self._lane.is_close:  # it may come inside a message, which the library takes for a violation
            protocol.current_size = None
        protocol.receive_data(data)
        for frame in protocol.events_received():
            assert isinstance(frame, Frame)
            if frame.opcode is Opcode.CLOSE:
                return self._receive_close(protocol)
            if frame.opcode in (Opcode.TEXT, Opcode.BINARY, Opcode.CONT):
                event = self._receive_fragment(frame)
            elif frame.opcode is Opcode.PONG:
                event = Ponged(bytes(frame.data)) if frame.data else None
            elif self.congested:
                protocol.data_to_send()  # the pong; RFC 6455 section 5.5.3 lets one answer many pings
        if protocol.parser_exc is not None:
            closing = protocol.close_sent
            code = closing.code if closing is not None else CloseCode.PROTOCOL_ERROR
            self._take_from(protocol)
            return self._end(
                Happening.VIOLATED, code, f"protocol violation: {shown(str(protocol.parser_exc))}"
            )
        self._take_from(protocol)
        return event

    def _receive_fragment(self, frame: Frame) -> Event | None:
        if frame.opcode is Opcode.TEXT:
            self._text = Utf8Decoder()
        self._fragments += frame.data
        self._fragment_count += 1
        if self._fragment_count > MAX_FRAGMENTS + len(self._fragments) // FRAGMENT_SIZE:
            return self._violation(CloseCode.MESSAGE_TOO_BIG, f"a message of over {MAX_FRAGMENTS} fragments")
        text = self._text
        if text is not None:
            try:
                text.decode(frame.data, frame.fin)
            except UnicodeDecodeError:
                return self._violation(CloseCode.INVALID_DATA, "a text message that is not UTF-8")
        if not frame.fin:
            return None
        payload = bytes(self._fragments)
        self._fragments = bytearray()
        self._fragment_count = 0
        self._text = None
        return Received([(payload, text is not None)]) if self.life.state is OPEN else None

    def _receive_close(self, protocol: Protocol) -> Event:
        self._take_from(protocol)
        received = protocol.close_rcvd
        assert received is not None
        code = 0 if received.code == CloseCode.NO_STATUS_RCVD else int(received.code)
        reason = received.reason.partition("\0")[0]  # Godot sends the NUL of its C string along
        who = "the other side" if protocol.close_rcvd_then_sent else "this side"
        self._end_to_tell = Ended(True, code, f"closed by {who}{f': {shown(reason)}' if reason else ''}")
        if self.life.state is CLOSING:
            self.life.step(Happening.ANSWERED)
            return self._end_to_tell
        self.life.step(Happening.CLOSE_CAME)
        return CloseRequested(code, reason)

    def _violation(self, code: CloseCode, why: str) -> Ended:
        protocol = self._control()
        protocol.fail(code, why)
        self._take_from(protocol)
        return self._end(Happening.VIOLATED, code, f"protocol violation: {why}")

    def _control(self) -> Protocol:
        """Return the protocol object, making one that takes over between two frames."""
        protocol = self._protocol
        if protocol is None:
            protocol = self._protocol = Protocol(
                self._side, state=PROTOCOL_OPEN, max_size=self._max_size, logger=_wire_log
            )
            protocol.extensions = self._deflate
        return protocol

    # -- Messages and bytes out ----------------------------------------------------------------

    @staticmethod
    def frame_of(payload: bytes, is_text: bool) -> bytes:
        """Return the frame of a message that a server sends to many: see `send_message`."""
        return frame_of(payload, is_text)

    def send_message(self, payload: bytes, is_text: bool, frame: bytes | None = None) -> None:
        """Send one message, as one frame. Only while open and not closing.

        `frame` is what `frame_of` makes of it, for a server that sends it to many; it is not used
        where each connection has a frame of its own.
        """
        if self._deflate:
            protocol = self._control()
            (protocol.send_text if is_text else protocol.send_binary)(payload)
            self._take_from(protocol)
            return
        if self._masker is not None:
            frame = self._masker.frame(payload, is_text)
        elif frame is None:
            if len(payload) >= APART:
                frame = head_of(len(payload), is_text)
                self._output.append(frame)
                self.output_size += len(frame)
                frame = payload
            else:
                frame = frame_of(payload, is_text)
        self._output.append(frame)
        self.output_size += len(frame)

    def send_ping(self, data: bytes = b"") -> None:
        """Send a ping, to which the other side has to answer with the same data."""
        protocol = self._control()
        protocol.send_ping(data)
        self._take_from(protocol)

    def close(self, code: int = 1000, reason: str = "") -> None:
        """Send a close frame; `Ended` comes with the answer. A code of 0 sends none, and no reason."""
        if self.life.state is OPEN:
            self.life.step(Happening.CLOSE_CALLED)
            self.send_close(code, reason)

    def send_close(self, code: int, reason: str) -> None:
        """Send the close frame of one that is CLOSING already, as `close` does."""
        protocol = self._control()
        if code == 0:
            protocol.send_close()
        else:
            protocol.send_close(code, cut_reason(reason))
        self._take_from(protocol)

    def take_output(self) -> list[bytes]:
        """Return the bytes to send, in pieces, and forget them."""
        output, self._output = self._output, []
        self.output_size = 0
        return output

    def free(self) -> None:
        """Forget all that is unread, unsent or half done. Only once it is over."""
        self._let_go()
        self._lane = None
        self._head.clear()
        self._fragments.clear()
        self.take_output()

    def _relax(self, lane: LaneReader) -> None:
        """Let go of the protocol object if there is nothing for it to do or to keep in mind."""
        if not self.has_more and lane.between_frames() and self.life.state is OPEN:
            self._let_go()

    def _let_go(self) -> None:
        """Forget the protocol object, which refers to itself: it is gone at once, as is what it has read."""
        protocol, self._protocol = self._protocol, None
        if protocol is not None:
            protocol.parser.close()
            _forget_frames(protocol.parser_exc)
            _forget_frames(protocol.handshake_exc)

    def _take_from(self, protocol: Protocol) -> None:
        for data in protocol.data_to_send():
            self._write(data)

    def _write(self, data: bytes) -> None:
        if data:
            self._output.append(data)
            self.output_size += len(data)

    def _end(self, because: Happening, code: int, why: str) -> Ended:
        """Let it end uncleanly."""
        self.life.step(because)
        self._let_go()
        return Ended(False, int(code), why)


compile_method(Stream, "send_message", PoolByteArray, APART)


def client_protocol(url: Url, subprotocols: Sequence[str], compression: bool = False) -> ClientProtocol:
    """Return the protocol for the handshake of a client that asks for `url`."""
    return ClientProtocol(
        WebSocketURI(*url),
        subprotocols=[Subprotocol(name) for name in subprotocols] or None,
        extensions=[ClientPerMessageDeflateFactory()] if compression else None,
        logger=_wire_log,
    )


def server_protocol(subprotocols: Sequence[str], compression: bool = False) -> ServerProtocol:
    """Return the protocol for the handshake with one client.

    With sub-protocols a client has to offer one of them, and gets the first it asked for; without
    any, every client is welcome and gets none (RFC 6455 section 4.2.2).
    """
    known = [Subprotocol(name) for name in subprotocols]
    return ServerProtocol(
        subprotocols=known or None,
        extensions=[ServerPerMessageDeflateFactory()] if compression else None,
        select_subprotocol=_first_asked_for if known else None,
        logger=_wire_log,
    )


def _first_asked_for(protocol: ServerProtocol, asked: Sequence[Subprotocol]) -> Subprotocol | None:
    known = protocol.available_subprotocols or ()
    for name in asked:
        if name in known:
            return name
    raise NegotiationError(f"the server speaks only {', '.join(known)}")


def _show_in_body(response: Response) -> None:
    """Escape what the library's answer to a bad request quotes of it, line by line."""
    lines = response.body.decode(errors="backslashreplace").split("\n")
    response.body = "\n".join(shown(line) for line in lines).encode()
    del response.headers["Content-Length"]
    response.headers["Content-Length"] = str(len(response.body))


def _forget_frames(error: BaseException | None) -> None:
    """Let go of whoever called what raised `error`, which the library keeps."""
    while error is not None:
        error.__traceback__ = None
        error = error.__cause__ or error.__context__


def _by_name(lines: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return header lines by lower-case name, those of one name joined (RFC 9110 section 5.3)."""
    found: dict[str, str] = {}
    for name, line in lines:
        name, value = name.lower(), line if line.isascii() else _read(line)
        found[name] = f"{found[name]}, {value}" if name in found else value
    return found


def _sent(value: str) -> str:
    """Return the value of a header as the library sends it, whose texts are Latin-1, so that it is UTF-8."""
    return value if value.isascii() else value.encode().decode("latin-1")


def _read(value: str) -> str:
    """Return the value of a header that was read as Latin-1; Godot sends UTF-8."""
    with suppress(UnicodeDecodeError):
        return value.encode("latin-1").decode()
    return value


def _ascii_path(text: bytes) -> bytes:
    """Return a request whose path has its bytes beyond ASCII escaped: Godot sends them as they are."""
    if text.isascii():
        return text
    line, separator, rest = text.partition(b"\r\n")
    line = b"".join(b"%%%02X" % byte if byte > 127 else bytes((byte,)) for byte in line)
    return line + separator + rest
