"""What a server packed with gzip or deflate, unpacked piece by piece."""

from __future__ import annotations

import zlib

from .answer import HttpError

AT_ONCE = 256 * 1024
"""Bytes of one piece, at the most."""
STEP = 8 * 1024
"""Bytes that zlib gets at once: what follows an end, which may come every few bytes, it copies."""
_GZIP, _ZLIB, _RAW = 31, 15, -15  # of zlib, by `wbits`


class Unpacker:
    """Takes what came with `feed`, and gives with `take` what was in there. Raises HttpError.

    `coding`: "gzip" (RFC 1952) or "deflate", which is zlib's format (RFC 1950) or, from some servers, none.
    """

    def __init__(self, coding: str) -> None:
        self._is_gzip = coding == "gzip"
        self._waiting = b""
        self._at = 0  # of it, up to where it is unpacked
        self._zlib: zlib._Decompress | None = None
        self._is_full = False
        self._is_over = False

    @property
    def _left(self) -> int:
        return len(self._waiting) - self._at

    def feed(self, data: bytes) -> None:
        """Take in what came. What follows the end of deflate is left out."""
        if not self._is_over:
            self._waiting, self._at = self._waiting[self._at :] + data, 0

    def take(self) -> bytes:
        """Return the next piece; nothing if more has to come."""
        while self._is_full or self._left:
            if self._zlib is None:
                if self._left < 2:
                    break
                self._zlib = zlib.decompressobj(self._format())
            part = self._waiting[self._at : self._at + STEP]
            try:
                piece = self._zlib.decompress(part, AT_ONCE)
            except zlib.error as error:
                raise HttpError(f"the body cannot be unpacked: {error}") from error
            self._at += len(part) - len(self._zlib.unconsumed_tail) - len(self._zlib.unused_data)
            self._is_full = len(piece) == AT_ONCE
            if self._zlib.eof:  # of gzip, there may be several one after the other
                self._zlib, self._is_full = None, False
                if not self._is_gzip:
                    self._waiting, self._at, self._is_over = b"", 0, True
            if piece:
                return piece
        return b""

    def check_end(self) -> None:
        """Raise HttpError unless all that began has ended."""
        if self._zlib is not None or self._left:
            raise HttpError("the body cannot be unpacked: a part of it is missing")

    def _format(self) -> int:
        if self._is_gzip:
            return _GZIP
        first, second = self._waiting[self._at : self._at + 2]
        return _ZLIB if first & 15 == 8 and not (first << 8 | second) % 31 else _RAW
