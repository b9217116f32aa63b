"""The fast lane: whole data frames, without the protocol object.

Nearly all traffic is whole, final, uncompressed text and binary frames. They are parsed and written
here, many from one read, at a fraction of what a general parser costs. Everything else (control
frames, fragments, reserved bits, wrong masks, excessive lengths) is *foreign*: its bytes go to the
protocol object of `websockets`, frame by frame, which knows every rule and every violation.

Nothing here touches a socket. Layout of a frame: RFC 6455 section 5.2.
"""

from __future__ import annotations

import os
from codecs import IncrementalDecoder, getincrementaldecoder
from collections.abc import Callable

from engine.core import compile_method, compiled
from engine.variant.pool_byte_array import PoolByteArray

from ..events import Received

try:
    from websockets.speedups import apply_mask
except ImportError:  # pragma: no cover - the wheel for this system has no compiled part
    from websockets.utils import apply_mask

FINAL_TEXT = 0x81
FINAL_BINARY = 0x82

FRAMES_AT_ONCE = 64
"""Frames that are worked off at once: of tiny ones thousands come in one read, and others wait."""
LARGE = 32 * 1024
"""A message that is longer than this and not whole yet is received straight into a buffer of its own."""
GROWTH = 4
"""That buffer is so many times what has come, at the most: a head that announces much costs nothing."""
ROOM = 64 * 1024
"""But there is as much as this for the moment in which something is received."""
VIEWED = 16 * 1024
"""Bytes of a payload from which on a view to unmask it from costs less than a copy."""
APART = 16 * 1024
"""Bytes of a payload from which on it is sent from where it is, and not copied behind its head."""

_MOST_KEPT = 31 << 20  # larger blocks are no hint

_FIN, _OPCODE, _CLOSE, _MASK, _LENGTH = 0x80, 0x0F, 0x08, 0x80, 0x7F
_LONGEST_HEAD = 14

Utf8Decoder: Callable[[], IncrementalDecoder] = getincrementaldecoder("utf-8")
_AT_ONCE = (None,) * FRAMES_AT_ONCE


class LaneReader:
    """Splits received bytes into whole messages and foreign frames.

        lane.feed(data)
        while True:
            for payload, is_text in lane.messages(): …
            foreign = lane.foreign()
            if not foreign:
                break
            …                    # to the protocol object

    `masked`: whether frames must be masked, as those of a server's clients must. `max_size`: bytes of
    a payload at the most; a longer one is foreign. A text that is not UTF-8 is not returned: it sets
    `invalid_text`, and the connection is to be failed; so does a length in more bytes than it takes
    with `invalid_length`.

    Each byte is copied once out of what was fed, however many frames there are in it and in however
    many pieces a frame comes.
    """

    __slots__ = (
        "_filled",
        "_foreign",
        "_foreign_head",
        "_foreign_left",
        "_fragmented",
        "_mask_bit",
        "_start",
        "_unfinished_head",
        "_unfinished_size",
        "buffer",
        "invalid_length",
        "invalid_text",
        "is_close",
        "max_size",
        "unfinished",
    )

    def __init__(self, masked: bool, max_size: int) -> None:
        self.max_size: int = max_size
        self.invalid_text: bool = False
        self.invalid_length: bool = False
        self.is_close: bool = False
        """Whether the foreign frame that was last handed over, or begun so, is a close frame."""
        self._mask_bit = _MASK if masked else 0
        self.buffer: bytes = b""
        """What was fed and is not worked off, but for `_start` bytes of it."""
        self._start = 0  # so much of the buffer has been worked off
        self._foreign = False  # the next frame, or the one whose head is being handed over, is foreign
        self._foreign_head = b""  # what has been handed over of its head, until that is whole
        self._foreign_left = 0  # bytes to come of the foreign frame that is being handed over
        self._fragmented = False  # inside a fragmented message, all of which is foreign
        self.unfinished: bytearray | None = None
        """The payload of a message that is not whole yet, with its mask. Where the core alone reads it may be
        in the memory of the whole message, without the mask: it is as here whenever anybody else looks."""
        self._unfinished_head = b""
        self._unfinished_size = 0  # of the whole payload
        self._filled = 0  # how much of it is here

    # -- Bytes in ------------------------------------------------------------------------------

    def feed(self, data: bytes) -> None:
        """Take in received bytes."""
        if self.buffer:  # less than a head, mostly
            self.buffer = self.buffer[self._start :] + data
            self._start = 0
            return
        if self.unfinished is not None:
            filled = self._filled
            taken = min(len(data), self._unfinished_size - filled)
            self.unfinished[filled : filled + taken] = memoryview(data)[:taken]
            self._filled = filled + taken
            if taken == len(data):
                return
            self._start = taken
        self.buffer = data

    def target(self) -> memoryview | None:
        """Return the memory that the next bytes may be received into, if it is for one message alone.

        Release it, and say how many they were: `filled(n)`, in place of `feed`.
        """
        memory = self.unfinished
        if memory is None:
            return None
        filled, size = self._filled, self._unfinished_size
        if size <= LARGE or filled == size:
            return None
        if GROWTH * filled < ROOM:
            self.unfinished = bytearray(min(ROOM, size))
            self.unfinished[:filled] = memory
            memory = self.unfinished
        elif len(memory) == filled:
            memory *= GROWTH  # with whatever: unlike fresh zeros that costs no more than all of it at once
            del memory[size:]
        return memoryview(memory)[filled:]

    def filled(self, count: int) -> None:
        """Take in `count` bytes that were received into `target()`; 0 if there were none."""
        self._filled += count
        if GROWTH * self._filled < ROOM:
            assert self.unfinished is not None
            del self.unfinished[self._filled :]

    # -- Messages out --------------------------------------------------------------------------

    def messages(self) -> Received:
        """Return the messages, (payload, is text) each, up to the first frame that is none or not whole.

        They are FRAMES_AT_ONCE at the most, and one more that was unfinished.
        """
        found = Received()
        if self.unfinished is not None and not self._finish(found):
            return found
        if self._foreign or self._foreign_left or self._fragmented or self.invalid_text:
            return found
        buffer, mask_bit, position = self.buffer, self._mask_bit, self._start
        end, max_size = len(buffer), self.max_size
        head_size = 6 if mask_bit else 2
        for _ in _AT_ONCE:
            if position + 2 > end:
                break
            first = buffer[position]
            size = buffer[position + 1] ^ mask_bit
            is_text = first == FINAL_TEXT
            if size > 127 or (first != FINAL_BINARY and not is_text):
                self._foreign = True
                break
            start = position + head_size
            if size > 125:
                start += 2 if size == 126 else 8
                if start > end:
                    break
                least = 126 if size == 126 else 65536
                size = int.from_bytes(buffer[position + 2 : start + 2 - head_size], "big")
                if size < least:
                    self._foreign = True  # for `foreign` to find out how it is wrong
                    break
            stop = start + size
            if stop > end or size > max_size:
                if size > max_size:
                    self._foreign = True
                elif start <= end:
                    self.unfinished = bytearray(memoryview(buffer)[start:])
                    self._unfinished_head = buffer[position:start]
                    self._unfinished_size = size
                    self._filled = end - start
                    position = end
                break
            if not mask_bit:
                payload = buffer[start:stop]
            elif size < VIEWED:
                payload = apply_mask(buffer[start:stop], buffer[start - 4 : start])
            else:
                payload = apply_mask(memoryview(buffer)[start:stop], buffer[start - 4 : start])
            if is_text and not is_utf8(payload):
                self.invalid_text = True
                break
            found.append((payload, is_text))
            position = stop
        if position == end:
            self.buffer, self._start = b"", 0
        else:
            self._go_on_at(position)
        return found

    def stuck(self) -> bool:
        """Return True if what comes next is not for `messages`: a foreign frame, or `invalid_text`."""
        return bool(self._foreign or self._foreign_left or self._fragmented or self.invalid_text)

    def _go_on_at(self, position: int) -> None:
        """Take note that the buffer is worked off up to there, and free it when it is, but for a head."""
        if len(self.buffer) - position < _LONGEST_HEAD:
            self.buffer = self.buffer[position:]
            position = 0
        self._start = position

    def _finish(self, found: Received) -> bool:
        """Return True, with the message in `found` if it is none that is wrong, once it is whole."""
        memory, size, head = self.unfinished, self._unfinished_size, self._unfinished_head
        assert memory is not None
        if self._filled < size:
            return False
        _expect(size)
        payload = apply_mask(memory, head[-4:]) if self._mask_bit else bytes(memory)
        self.unfinished = None
        is_text = head[0] == FINAL_TEXT
        if is_text and not is_utf8(payload):
            self.invalid_text = True
        else:
            found.append((payload, is_text))
        return True

    # -- Foreign frames out --------------------------------------------------------------------

    def between_frames(self) -> bool:
        """Return True unless a foreign frame has been handed over in part, or a message so."""
        return not (self._foreign_left or self._foreign_head or self._fragmented)

    def foreign(self) -> bytes:
        """Return what there is of the foreign frame that comes next, or nothing."""
        buffer, start = self.buffer, self._start
        if start == len(buffer) or not (self._foreign_left or self._foreign or self._fragmented):
            return b""
        stop = start
        if not self._foreign_left:
            head = self._foreign_head + buffer[start : start + _LONGEST_HEAD]
            head = head[: _head_size(head)]
            stop += len(head) - len(self._foreign_head)
            self._begin_foreign(head)
        payload = min(self._foreign_left, len(buffer) - stop)
        self._foreign_left -= payload
        stop += payload
        self._go_on_at(stop)
        return buffer[start:stop]

    def _begin_foreign(self, head: bytes) -> None:
        """Take note of what has been handed over of a frame's head, and of what it says once whole."""
        self.is_close = head[0] & _OPCODE == _CLOSE
        if len(head) < 2 or len(head) < _head_size(head):
            self._foreign_head = head
            return
        size = int.from_bytes(head[2:], "big") if len(head) > 2 else head[1] & _LENGTH
        self.invalid_length = len(head) > 2 and size < (126 if len(head) == 4 else 65536)
        self._foreign_left = size + (4 if head[1] & _MASK else 0)
        self._foreign_head = b""
        self._foreign = False
        if head[0] & _OPCODE < 8:  # control frames may come between the fragments of a message
            self._fragmented = not head[0] & _FIN


_expected = LARGE


def _expect(size: int) -> None:
    """Let the C library keep memory for large messages of this size, in place of returning it each time.

    The GNU one takes the largest block that was ever freed as a hint of what to keep. Getting fresh
    memory from the system, page by page, would cost four times what all else does with 1 MiB.
    """
    global _expected
    if size > _expected:
        _expected = size
        bytes(min(8 * size, _MOST_KEPT))  # freed at once; its pages are never touched


def _head_size(head: bytes) -> int:
    """Return how many bytes there are before the mask and the payload, as far as `head` tells."""
    if len(head) < 2:
        return 2
    return 2 + {126: 2, 127: 8}.get(head[1] & _LENGTH, 0)


def is_utf8(payload: bytes) -> bool:
    """Return True if `payload` may be the payload of a text message.

    A long one is not decoded at once: with one rare letter in it the text takes four times its memory.
    """
    if payload.isascii():
        return True
    try:
        if len(payload) <= LARGE:
            payload.decode()
        else:
            decoder = Utf8Decoder()
            for start in range(0, len(payload), LARGE):
                decoder.decode(payload[start : start + LARGE])
            decoder.decode(b"", True)
    except UnicodeDecodeError:
        return False
    return True


# -- Frames out ----------------------------------------------------------------------------------

_SHORT_TEXT, _SHORT_BINARY, _SHORT_MASKED_TEXT, _SHORT_MASKED_BINARY = (
    tuple(bytes((first, mask_bit | size)) for size in range(126))
    for mask_bit in (0, _MASK)
    for first in (FINAL_TEXT, FINAL_BINARY)
)
"""The heads of frames with payloads of 0 to 125 bytes."""


def _long_head(first: int, size: int, mask_bit: int) -> bytes:
    if size < 65536:
        return bytes((first, mask_bit | 126)) + size.to_bytes(2, "big")
    return bytes((first, mask_bit | 127)) + size.to_bytes(8, "big")


def head_of(size: int, is_text: bool) -> bytes:
    """Return what is before the payload in the unmasked frame of one that is APART."""
    return _long_head(FINAL_TEXT if is_text else FINAL_BINARY, size, 0)


def frame_of(payload: bytes, is_text: bool) -> bytes:
    """Return a whole unmasked frame, which is the same for every client."""
    size = len(payload)
    if size < 126:
        return (_SHORT_TEXT if is_text else _SHORT_BINARY)[size] + payload
    return _long_head(FINAL_TEXT if is_text else FINAL_BINARY, size, 0) + payload


class Masker:
    """Writes masked frames. Each has a mask that cannot be guessed (RFC 6455 section 5.3).

    The operating system is asked for randomness once for a thousand masks.
    """

    __slots__ = ("_pool", "_used")

    POOL_SIZE = 4096

    def __init__(self) -> None:
        self._pool = b""
        self._used = 0

    def frame(self, payload: bytes, is_text: bool) -> bytes:
        """Return a whole masked frame."""
        size = len(payload)
        start = self._used
        if start == len(self._pool):
            self._pool = os.urandom(self.POOL_SIZE)
            start = 0
        self._used = start + 4
        mask = self._pool[start : start + 4]
        if size < 126:
            head = (_SHORT_MASKED_TEXT if is_text else _SHORT_MASKED_BINARY)[size]
        else:
            head = _long_head(FINAL_TEXT if is_text else FINAL_BINARY, size, _MASK)
        return head + mask + apply_mask(payload, mask)


frame_of = compiled(frame_of, PoolByteArray)
compile_method(LaneReader, "messages", Received, FRAMES_AT_ONCE, _expect)
compile_method(Masker, "frame")
