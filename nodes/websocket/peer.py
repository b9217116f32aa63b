"""WebSocketPeer: one end of one connection, as scripts see it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from engine import (
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

from .events import MAX_REASON
from .link import Link
from .log import Repeats
from .packet_peer import PacketPeer, as_bytes
from .weaknesses import noticed

T = TypeVar("T")


class WebSocketPeer(PacketPeer):
    """Sends and receives packets: a client's `get_peer(1)`, a server's `get_peer(id)`.

    Unlike Godot: packets that came before the connection ended can be read after it; an empty packet
    is sent; a packet is refused only while earlier ones wait, however long it is.

    Source: Godot 3.6's `WebSocketPeer` and `PacketPeer`.
    """

    __slots__ = (
        "_bad_values_",
        "_is_multiplayer_",
        "_link_",
        "_packet_error_",
        "_refusals_",
        "_was_string_",
        "_write_mode_",
    )

    WRITE_MODE_TEXT = 0
    WRITE_MODE_BINARY = 1

    _link_: Link | None  # friend: server

    def __init__(self, link: Link | None = None, is_multiplayer: bool = False) -> None:
        self._link_ = link
        self._is_multiplayer_ = is_multiplayer
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
        if link is None or not link.unread:
            self._packet_error_ = ERR_UNAVAILABLE if self.is_connected_to_host() else FAILED
            return PoolByteArray()
        payload, self._was_string_ = link.unread.take()
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
            self._refusals_.push_error("put_packet: this WebSocketPeer is not connected.")
            return FAILED
        result = link.put(buffer, self._write_mode_ == 0)
        if result is not OK:
            self._explain_refusal_(link, result, len(buffer))
        return result

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

        Unlike Godot: a code that may not be sent is an error; packets that are here can still be read.
        """
        reason = check_close(code, reason)
        if self._is_multiplayer_:
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
        self._refusals_.push_error(f"{what}: this WebSocketPeer is not connected.")
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
