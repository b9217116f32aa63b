"""Body: where that of an answer goes, and how long it may be."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import IO

from engine.files import places

from .answer import Head, HttpError
from .outcome import (
    BODY_SIZE_LIMIT_EXCEEDED,
    DOWNLOAD_FILE_CANT_OPEN,
    DOWNLOAD_FILE_WRITE_ERROR,
    REQUEST_FAILED,
    FailedError,
    Wanted,
)
from .unpacker import Unpacker

MOST_UNPACKED = 64 * 1024 * 1024
"""Bytes that a body becomes when it is unpacked, at the most, where the script has set no limit."""


class Body:
    """Takes a body in with `add`, unpacks it as it has to with `unpack`, and gives it with `complete`.

    Each of them, and making it, raises FailedError for what is too long, cannot be unpacked or written.
    `length`: how much there will be, if that is known. `coding`: how it is packed, if it has to be unpacked.
    """

    def __init__(self, wanted: Wanted, head: Head, length: int = -1, coding: str = "") -> None:
        self.received: int = 0
        """Bytes that have come."""
        self._wanted = wanted
        self._head = head
        self._unpacker = Unpacker(coding) if coding in ("gzip", "deflate") else None
        self._parts: list[bytes] = []
        self._stored = 0
        self._path = ""
        self._check(length)
        self._file = self._open() if wanted.download_file else None

    def _open(self) -> IO[bytes]:
        name = self._wanted.download_file
        try:
            self._path = places.globalize(name)
            return open(self._path, "wb")
        except (OSError, ValueError) as error:
            why = f"`download_file` {name!r} cannot be written: {error}"
            raise FailedError(DOWNLOAD_FILE_CANT_OPEN, why, self._head) from error

    def _check(self, size: int) -> None:
        limit = self._wanted.body_size_limit
        if 0 <= limit < size:
            why = f"the body is longer than `body_size_limit`, {limit} bytes"
            raise FailedError(BODY_SIZE_LIMIT_EXCEEDED, why, self._head)

    def add(self, data: bytes) -> None:
        """Take in what has come."""
        self.received += len(data)
        self._check(self.received)
        if self._unpacker is not None:
            self._unpacker.feed(data)
        elif data:
            self._store(data)

    def unpack(self) -> bool:
        """Unpack a piece; return False if there is nothing to unpack for now."""
        if self._unpacker is None:
            return False
        try:
            piece = self._unpacker.take()
        except HttpError as error:
            raise FailedError(REQUEST_FAILED, str(error), self._head) from error
        if self._stored + len(piece) > MOST_UNPACKED and self._wanted.body_size_limit < 0:
            why = f"it is unpacked longer than {MOST_UNPACKED} bytes: set `body_size_limit` if it may be"
            raise FailedError(BODY_SIZE_LIMIT_EXCEEDED, why, self._head)
        if piece:
            self._store(piece)
        return bool(piece)

    def complete(self) -> bytes:
        """Return it, or nothing if it is in a file, once all has come and is unpacked."""
        if self._unpacker is not None:
            try:
                self._unpacker.check_end()
            except HttpError as error:
                raise FailedError(REQUEST_FAILED, str(error), self._head) from error
        if self._file is not None:
            self._to_file(self._file.flush)
        return b"".join(self._parts)

    def _store(self, data: bytes) -> None:
        self._stored += len(data)
        self._check(self._stored)
        if self._file is None:
            self._parts.append(data)
        else:
            self._to_file(self._file.write, data)

    def _to_file(self, do: Callable[..., object], *what: bytes) -> None:
        try:
            do(*what)
        except OSError as error:
            why = f"`download_file` {self._wanted.download_file!r} cannot be written: {error}"
            raise FailedError(DOWNLOAD_FILE_WRITE_ERROR, why, self._head) from error

    def close(self) -> None:
        """Close the file, if there is one."""
        if self._file is not None:
            with suppress(OSError):  # the disk is full, which has been told
                self._file.close()
            self._file = None
            places.wrote(self._path)
