"""FrameSplitter: cuts a stream of bytes where one frame ends and the next begins.

The protocol answers all it is given at once. Given one frame after the other, a script can still
answer a message when the close frame behind it came in the same segment.

Source: RFC 6455, section 5.2.
"""

from __future__ import annotations

from collections.abc import Iterator


class FrameSplitter:
    """Passes bytes on in pieces none of which holds bytes of two frames."""

    __slots__ = ("_head", "_rest")

    def __init__(self) -> None:
        self._head = b""
        self._rest = 0

    def split(self, data: bytes) -> Iterator[bytes]:
        """Yield `data` in pieces; the head of a frame is held back until it is complete."""
        if self._head:
            data, self._head = self._head + data, b""
        start = 0
        while start < len(data):
            if not self._rest:
                size = frame_size(data, start)
                if size is None:
                    self._head = data[start:]
                    return
                self._rest = size
            piece = data[start : start + self._rest]
            start += len(piece)
            self._rest -= len(piece)
            yield piece


def frame_size(data: bytes, start: int) -> int | None:
    """Return the size of the frame that begins at `start`, None if its head is not complete."""
    have = len(data) - start
    if have < 2:
        return None
    second = data[start + 1]
    head = 6 if second & 0x80 else 2
    length = second & 0x7F
    if length >= 126:
        wide = 2 if length == 126 else 8
        if have < 2 + wide:
            return None
        head += wide
        length = int.from_bytes(data[start + 2 : start + 2 + wide], "big")
    return head + length
