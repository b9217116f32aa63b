"""What goes and comes over one HTTP connection: bytes in and out, and what they mean.

Source: RFC 9112, by the `h11` library.
"""

from __future__ import annotations

import h11

from engine import ScriptError

from ..websocket.log import shown
from .answer import End, Head, HttpError

MAX_HEAD = 64 * 1024
"""Bytes of the head of an answer, of what is said of a chunk or of what follows the last, at the most."""
MOST_INTERIM = 16
"""Answers such as `100 Continue` before the one that counts."""


class Exchange:
    """The client's side of a connection: `ask`, `receive` what comes, and take `next` until the End."""

    def __init__(self) -> None:
        self._wire = h11.Connection(h11.CLIENT, max_incomplete_event_size=MAX_HEAD)
        self._interim = 0
        self._is_closed = False

    def ask(self, method: str, target: str, headers: list[tuple[str, str]], body: bytes) -> bytes:
        """Return what is to be sent for a request. Raises ScriptError for one that cannot be.

        The one before has to be at its End, and that reusable.
        """
        wire = self._wire
        try:
            if wire.our_state is not h11.IDLE:
                wire.start_next_cycle()
            lines = [(name.encode(), value.encode()) for name, value in headers]
            parts = [wire.send(h11.Request(method=method, target=target, headers=lines))]
            if body:
                parts.append(wire.send(h11.Data(data=body)))
            parts.append(wire.send(h11.EndOfMessage()))
        except h11.LocalProtocolError as error:
            raise ScriptError(f"this cannot be sent as a request: {error}.") from error
        self._interim = 0
        return b"".join(part for part in parts if part)

    def receive(self, data: bytes) -> None:
        """Take in what came; nothing for the end of the connection."""
        self._is_closed = not data
        self._wire.receive_data(data)

    def next(self) -> Head | bytes | End | None:
        """Return what comes next in the answer, None if more bytes are needed. Raises HttpError."""
        try:
            return self._next()
        except h11.RemoteProtocolError as error:
            if self._is_closed:
                raise HttpError("the server closed the connection before the end of an answer") from error
            raise HttpError(f"the answer is no HTTP: {shown(str(error))}") from error

    def _next(self) -> Head | bytes | End | None:
        while True:
            event = self._wire.next_event()
            if isinstance(event, h11.Data):
                return bytes(event.data)
            if isinstance(event, h11.Response):
                return _head_of(event)
            if isinstance(event, h11.EndOfMessage):
                done = self._wire.our_state is h11.DONE and self._wire.their_state is h11.DONE
                return End(done and not self._wire.trailing_data[0])
            if isinstance(event, h11.InformationalResponse):
                if event.status_code == 101:  # which the script has asked for
                    return _head_of(event)
                self._interim += 1
                if self._interim > MOST_INTERIM:
                    raise HttpError(f"more than {MOST_INTERIM} answers that say to wait for the answer")
                continue
            return None if event is h11.NEED_DATA else End(False)  # PAUSED: another protocol goes on


def _head_of(event: h11.Response | h11.InformationalResponse) -> Head:
    lines, length, chunked = [], -1, False
    for name, value in event.headers.raw_items():
        lines.append(f"{name.decode(errors='replace')}: {value.decode(errors='replace')}")
        chunked |= name.lower() == b"transfer-encoding"
        if name.lower() == b"content-length":
            length = int(value)
    return Head(event.status_code, lines, -1 if chunked else length, chunked)
