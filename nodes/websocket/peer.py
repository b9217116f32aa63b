"""WebSocketPeer: one end of one connection, as scripts see it."""

from __future__ import annotations

from collections import deque

from engine import ERR_UNAVAILABLE, FAILED, OK, Error, Object, PoolByteArray, ScriptError, push_error

from .connection import Connection, Message


class WebSocketPeer(Object):
    """Sends and receives packets: a client's `get_peer(1)`, a server's `get_peer(id)`."""

    WRITE_MODE_TEXT = 0
    WRITE_MODE_BINARY = 1

    def __init__(self) -> None:
        self._connection_: Connection | None = None
        self._packets_: deque[Message] = deque()
        self._write_mode_ = self.WRITE_MODE_BINARY
        self._was_string_ = False
        self._packet_error_ = OK

    def get_available_packet_count(self) -> int:
        """Return how many received packets wait."""
        return len(self._packets_)

    def get_packet(self) -> PoolByteArray:
        """Return the next received packet; empty, with `get_packet_error()` set, if there is none."""
        if not self._packets_:
            self._packet_error_ = ERR_UNAVAILABLE if self.is_connected_to_host() else FAILED
            return PoolByteArray()
        data, self._was_string_ = self._packets_.popleft()
        self._packet_error_ = OK
        return PoolByteArray(data)

    def get_packet_error(self) -> Error:
        """Return how the last `get_packet` went."""
        return self._packet_error_

    def put_packet(self, buffer: bytes) -> Error:
        """Send a packet: one message, in the write mode. FAILED, with an error, if not connected."""
        if isinstance(buffer, str):
            raise ScriptError('put_packet sends bytes, not text: write `put_packet("…".encode())`.')
        connection = self._connection_
        if connection is None or not connection.opened or connection.ended:
            push_error("put_packet: this WebSocketPeer is not connected.")
            return FAILED
        if not connection.can_send:  # closing
            return FAILED
        connection.send_message(buffer, self._write_mode_ == self.WRITE_MODE_TEXT)
        return OK

    def was_string_packet(self) -> bool:
        """Return True if the packet that `get_packet` last returned was a text message."""
        return self._was_string_

    def set_write_mode(self, mode: int) -> None:
        """Set how packets are sent: WRITE_MODE_BINARY (1, unless set) or WRITE_MODE_TEXT (0)."""
        self._write_mode_ = mode

    def get_write_mode(self) -> int:
        """Return the write mode."""
        return self._write_mode_

    def is_connected_to_host(self) -> bool:
        """Return True from the handshake until the connection has ended, also while it closes."""
        connection = self._connection_
        return connection is not None and connection.opened and not connection.ended

    def get_connected_host(self) -> str:
        """Return the address of the other side, "" if not connected."""
        connection = self._connection_
        return connection.address[0] if connection is not None and self.is_connected_to_host() else ""

    def get_connected_port(self) -> int:
        """Return the port of the other side, 0 if not connected."""
        connection = self._connection_
        return connection.address[1] if connection is not None and self.is_connected_to_host() else 0

    def close(self, code: int = 1000, reason: str = "") -> None:
        """Begin to close the connection; the client or server tells when it has ended.

        The reason is at most 123 bytes of UTF-8. Unlike Godot: code and reason are checked.
        """
        if self._connection_ is not None and self._connection_.can_send:
            self._connection_.close(code, reason)
            self._packets_.clear()

    def __repr__(self) -> str:
        return f"<WebSocketPeer {self._connection_!r}>"
