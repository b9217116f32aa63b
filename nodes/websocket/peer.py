"""WebSocketPeer: one end of one connection, as scripts see it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar, TypeVar

from engine import (
    ERR_ALREADY_IN_USE,
    ERR_CANT_CONNECT,
    ERR_INVALID_PARAMETER,
    ERR_OUT_OF_MEMORY,
    ERR_UNAVAILABLE,
    FAILED,
    OK,
    Error,
    PoolByteArray,
    ScriptError,
    push_error,
    push_warning,
)
from engine.core import compile_method
from engine.net.messages import UnavailableError
from engine.object.property import Field, Property

from .events import MAX_REASON
from .life import OPEN
from .limits import Limits
from .log import Repeats
from .packet_peer import PacketPeer, as_bytes
from .settings import count, headers, protocols, zero_or_more
from .unread import Unread

if TYPE_CHECKING:
    from .link import Link
    from .own_connection import OwnConnection
    from .tls_options import TLSOptions

T = TypeVar("T")


class WebSocketPeer(PacketPeer):
    """Sends and receives packets: a client's `get_peer(1)`, a server's `get_peer(id)`.

    By Godot 4's names it also stands alone: `connect_to_url(url)`, then `poll()` each frame, and ask
    `get_ready_state()` and `get_available_packet_count()`. There are no signals.

    Unlike Godot: packets that came before the connection ended can be read after it; an empty packet
    is sent; a packet is refused only while earlier ones wait, however long it is.

    Source: Godot 3.6's `WebSocketPeer` and `PacketPeer`, and Godot 4's `WebSocketPeer`.
    """

    __slots__ = (
        "_bad_values_",
        "_link_",
        "_own_",
        "_packet_error_",
        "_refusals_",
        "_was_string_",
        "_write_mode_",
    )

    WRITE_MODE_TEXT = 0
    WRITE_MODE_BINARY = 1
    STATE_CONNECTING = 0
    STATE_OPEN = 1
    STATE_CLOSING = 2
    STATE_CLOSED = 3

    supported_protocols: Property[Sequence[str], Sequence[str] | None] = Field(
        (), protocols, doc="The sub-protocols that `connect_to_url` offers. This and the next are Godot 4's."
    )
    handshake_headers: Property[Sequence[str], Sequence[str] | None] = Field(
        (), headers, doc='Header lines such as `"X-Token: abc"` that it sends along.'
    )
    inbound_buffer_size: Property[int] = Field(
        65535,
        count(1),
        doc="The longest message that is taken, in bytes, and how much may wait to be taken.",
    )
    outbound_buffer_size: Property[int] = Field(65535, count(1), doc="How much may wait to be sent.")
    max_queued_packets: Property[int] = Field(
        4096, count(1), doc="How many packets may wait in each direction."
    )
    heartbeat_interval: Property[float] = Field(
        0.0, zero_or_more, doc="Seconds of silence after which a ping is sent; 0 sends none."
    )

    _is_multiplayer_: ClassVar[bool] = False  # override point: whether it is one of multiplayer mode
    _link_: Link | None  # friend: server
    _url_: str

    def __init__(self, link: Link | None = None) -> None:
        self._link_ = link
        self._own_: OwnConnection | None = None
        self._write_mode_ = self.WRITE_MODE_BINARY
        self._was_string_ = False
        self._packet_error_ = OK
        self._bad_values_ = Repeats()
        self._refusals_ = Repeats()

    # -- Packets -------------------------------------------------------------------------------

    def get_available_packet_count(self) -> int:
        """Return how many received packets wait."""
        return len(self._link_.unread) if self._link_ is not None else 0

    def get_packet(self) -> PoolByteArray:
        """Return the next received packet; empty, with `get_packet_error()` set, if there is none."""
        link = self._link_
        if link is None or not (unread := link.unread):
            self._packet_error_ = ERR_UNAVAILABLE if self.is_connected_to_host() else FAILED
            return PoolByteArray()
        payload, self._was_string_ = unread.take() if unread.counted else unread.popleft()
        self._packet_error_ = OK
        return PoolByteArray(payload)

    def get_packet_error(self) -> Error:
        """Return how the last `get_packet` went: OK, ERR_UNAVAILABLE (nothing there) or FAILED."""
        return self._packet_error_

    def put_packet(self, buffer: bytes) -> Error:
        """Send a packet as one message, in the write mode.

        Returns FAILED if not connected or closing, ERR_OUT_OF_MEMORY while too much waits to be sent
        (see `set_buffers`).
        """
        link = self._link_
        if not isinstance(buffer, bytes):
            buffer = as_bytes(buffer)
        if link is None:
            self._refusals_.push_error(
                "put_packet: this WebSocketPeer is not connected. Ask `is_connected_to_host()` first."
            )
            return FAILED
        result = link.put(buffer, self._write_mode_ == 0)
        if result is not OK:
            self._explain_refusal_(link, result, len(buffer))
        return result

    def send(self, message: bytes, write_mode: int = WRITE_MODE_BINARY) -> Error:
        """Send a message, as `put_packet` in a write mode. Godot 4's."""
        before = self._write_mode_
        self.set_write_mode(write_mode)
        try:
            return self.put_packet(message)
        finally:
            self._write_mode_ = before

    def send_text(self, message: str) -> Error:
        """Send a text message. Godot 4's."""
        if not isinstance(message, str):
            raise ScriptError(f"send_text: a message is a text, not {message!r}: `send(…)` takes bytes.")
        try:
            data = message.encode()
        except UnicodeEncodeError as error:
            raise ScriptError(f"send_text: {message!r} cannot be sent: {error.reason}.") from None
        return self.send(data, self.WRITE_MODE_TEXT)

    def was_string_packet(self) -> bool:
        """Return True if the packet that `get_packet` last returned was a text message."""
        return self._was_string_

    def set_write_mode(self, mode: int) -> None:
        """Set how packets are sent: WRITE_MODE_BINARY (1, unless set) or WRITE_MODE_TEXT (0)."""
        if mode not in (self.WRITE_MODE_TEXT, self.WRITE_MODE_BINARY):
            raise ScriptError(
                f"There is no write mode {mode!r}: use WebSocketPeer.WRITE_MODE_TEXT or WRITE_MODE_BINARY."
            )
        self._write_mode_ = mode

    def get_write_mode(self) -> int:
        """Return the write mode."""
        return self._write_mode_

    def get_current_outbound_buffered_amount(self) -> int:
        """Return how many bytes wait to be sent; 0, with an error, when not connected."""
        return self._connected("get_current_outbound_buffered_amount", lambda c: c.waiting, 0)

    # -- A connection of its own ---------------------------------------------------------------

    def connect_to_url(self, url: str, tls_client_options: TLSOptions | None = None) -> Error:
        """Begin to connect to a server: `ws://host:port/path`, or `wss://…` for TLS. Godot 4's.

        Returns ERR_ALREADY_IN_USE, with an error in the log, while there is a connection;
        ERR_INVALID_PARAMETER for what cannot be right; ERR_CANT_CONNECT when it cannot be tried.
        """
        if self.get_ready_state() != self.STATE_CLOSED:
            push_error(f"connect_to_url: {self!r} has a connection already; call `close()` first.")
            return ERR_ALREADY_IN_USE
        # most peers are those of clients and servers
        from .own_connection import OwnConnection, request_of
        from .tls_options import check_options

        tls = check_options("connect_to_url", tls_client_options, of_server=False)

        own, most = OwnConnection(self.heartbeat_interval), self.max_queued_packets
        own.links.limits = Limits(self.inbound_buffer_size, most, self.outbound_buffer_size, most)
        try:
            request = request_of(url, self.supported_protocols, self.handshake_headers, tls)
            self._link_ = own.open(request)
        except ScriptError as error:
            push_error(f"connect_to_url: {error}")
            return ERR_INVALID_PARAMETER
        except (UnavailableError, OSError) as error:
            push_error(f"connect_to_url: it cannot be tried now: {error}")
            return ERR_CANT_CONNECT
        self._own_, self._url_ = own, url
        return OK

    def accept_stream(self, stream: object) -> Error:
        """Refuse to: there are no bare TCP connections here, a WebSocketServer accepts its clients."""
        push_error("accept_stream: there are no TCP streams here: let a WebSocketServer `listen(port)`.")
        return ERR_UNAVAILABLE

    def poll(self) -> None:
        """Do the work of a connection of its own; those of clients and servers are polled by them."""
        if self._own_ is not None:
            self._own_.links.poll()

    def get_ready_state(self) -> int:
        """Return STATE_CONNECTING (0), STATE_OPEN (1), STATE_CLOSING (2) or STATE_CLOSED (3)."""
        link = self._link_
        if link is None or link.life.is_over:
            return self.STATE_CLOSED
        if not link.life.is_connected:
            return self.STATE_CONNECTING
        return self.STATE_OPEN if link.life.state is OPEN else self.STATE_CLOSING

    def get_close_code(self) -> int:
        """Return what the other side of a connection of its own closed with.

        -1 before, and after an end without close frames.
        """
        return self._own_.close_code if self._own_ is not None else -1

    def get_close_reason(self) -> str:
        """Return the reason that the other side of a connection of its own closed with."""
        return self._own_.close_reason if self._own_ is not None else ""

    def get_selected_protocol(self) -> str:
        """Return the sub-protocol that was agreed on, "" for none."""
        opened = self._link_.opened if self._link_ is not None else None
        return opened.protocol if opened is not None else ""

    def get_requested_url(self) -> str:
        """Return the URL that was asked for."""
        if self._own_ is not None:
            return self._url_
        opened = self._link_.opened if self._link_ is not None else None
        return f"ws://{opened.headers.get('host', '')}{opened.path}" if opened is not None else ""

    # -- The connection ------------------------------------------------------------------------

    def is_connected_to_host(self) -> bool:
        """Return True from the handshake until the connection has ended, also while it closes."""
        link = self._link_
        return link is not None and link.life.is_connected

    def get_connected_host(self) -> str:
        """Return the IP address of the other side; "", with an error, when not connected."""
        return self._connected("get_connected_host", lambda c: c.address[0], "")

    def get_connected_port(self) -> int:
        """Return the port of the other side; 0, with an error, when not connected."""
        return self._connected("get_connected_port", lambda c: c.address[1], 0)

    def set_no_delay(self, enabled: bool) -> None:
        """Do nothing: TCP_NODELAY is on for every connection, as in Godot."""

    def close(self, code: int = 1000, reason: str | None = "") -> None:
        """Begin to close the connection; the client or server tells when it has ended.

        `code`: 1000 to 1003, 1007 to 1014, or 3000 to 4999 for programs of your own; 0 sends no code.
        `reason`: 123 bytes of UTF-8 at the most, the rest is cut off with a warning.

        In multiplayer mode 1001 is sent for 1012 to 1014, with a warning: Godot 3's clients do not notice
        those.

        A connection of its own is dropped for a negative code, without a close frame.

        Unlike Godot: a code that may not be sent is an error; packets that are here can still be read.
        """
        if self._own_ is not None and isinstance(code, int) and code < 0:
            self._own_.drop()
            return
        reason = check_close(code, reason)
        if self._is_multiplayer_:
            from .weaknesses import noticed

            code = noticed(code)
        if self._link_ is not None:
            self._link_.close(code, reason)

    def _explain_refusal_(self, link: Link, result: Error, size: int) -> None:
        """Say why a packet was refused, but not for each: a peer that does not read causes many."""
        so_far = self._refusals_.note()
        if so_far is None:
            return
        if result == ERR_OUT_OF_MEMORY:
            push_error(
                f"put_packet: {size} bytes to {link!r} are refused{so_far}, {link.waiting} bytes still"
                " wait. Send less, or raise the output limits with `set_buffers`."
            )
        else:
            push_error(f"put_packet: the connection is {_word_for(link)}{so_far}: {link!r}.")

    def _connected(self, what: str, value: Callable[[Link], T], otherwise: T) -> T:
        link = self._link_
        if link is not None and self.is_connected_to_host():
            return value(link)
        self._refusals_.push_error(
            f"{what}: this WebSocketPeer is not connected. Ask `is_connected_to_host()` first."
        )
        return otherwise

    def __repr__(self) -> str:
        link = self._link_
        if link is None:
            return "<WebSocketPeer, never connected>"
        return f"<WebSocketPeer {link.address[0]}:{link.address[1]}, {_word_for(link)}>"


def check_close(code: int, reason: str | None) -> str:
    """Return the reason to send, for a code that may be sent (RFC 6455 section 7.4); warn of a long one.

    Raises ScriptError for another code, and for a reason that is no text; None is no reason.
    """
    if not isinstance(code, int) or not (
        code == 0 or 1000 <= code <= 1003 or 1007 <= code <= 1014 or 3000 <= code <= 4999
    ):
        raise ScriptError(
            f"{code!r} cannot be sent as a close code: use 1000 for a normal end, 3000 to 4999 for"
            " reasons of your own, or 0 for none."
        )
    if reason is None:
        return ""
    if not isinstance(reason, str):
        raise ScriptError(f"A close reason is a text, not {reason!r}: write str(…).")
    if len(reason.encode(errors="replace")) > MAX_REASON:
        push_warning(f"The close reason {reason[:20]!r}… is cut: {MAX_REASON} bytes of UTF-8 are the most.")
    return reason


def _word_for(link: Link) -> str:
    return "closed" if link.life.is_over else link.life.state.value


compile_method(WebSocketPeer, "get_packet", Unread, PoolByteArray, OK)
compile_method(WebSocketPeer, "put_packet")
