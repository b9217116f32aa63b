"""File: reading and writing."""

from __future__ import annotations

import hashlib
import os
import struct
from collections.abc import Callable, Iterable
from io import BytesIO
from typing import IO, Any, ClassVar

from ..base.error import Error, ScriptError
from ..base.fault import push_error
from ..object.object import Object
from ..object.property import Getter, Setter, getter, setter
from ..variant.decoder import decode
from ..variant.encoder import encoded
from ..variant.error import VariantError
from ..variant.pool_byte_array import PoolByteArray
from ..variant.pool_string_array import PoolStringArray
from . import aes, compression, places
from .aes import EncryptedFileError
from .compression import CompressedFileError

_MODES = {1: "rb", 2: "wb", 3: "r+b", 7: "w+b"}


class File(Object):
    """Reads and writes a file, whose path may begin with `res://` or `user://`.

        file = File()
        if file.open("user://scores.txt", File.WRITE) == OK:
            file.store_line("Ann 12")
            file.close()

    Numbers are little endian unless `endian_swap` is set. It closes itself when nothing keeps it.

    Unlike Godot: what is asked of a file that is not open, or not open for that, is a ScriptError; a path
    that leads out of its folder, `user://../x`, cannot be opened: ERR_FILE_BAD_PATH. Python's `open` with a
    path from `ProjectSettings.globalize_path` does as well. Source: Godot 3.6's `File`.
    """

    READ: ClassVar[int] = 1
    WRITE: ClassVar[int] = 2
    READ_WRITE: ClassVar[int] = 3
    WRITE_READ: ClassVar[int] = 7
    COMPRESSION_FASTLZ: ClassVar[int] = 0
    COMPRESSION_DEFLATE: ClassVar[int] = 1
    COMPRESSION_ZSTD: ClassVar[int] = 2
    COMPRESSION_GZIP: ClassVar[int] = 3

    endian_swap: bool = False
    """Whether numbers are big endian."""
    set_endian_swap: Setter[bool] = setter("endian_swap", "enable")
    get_endian_swap: Getter[bool] = getter("endian_swap")
    _stream_: IO[bytes] | None = None
    _path_: str = ""
    _real_path_: str = ""
    _error_: Error = Error.ERR_UNCONFIGURED
    _packed_: Callable[[bytes], bytes] | None = None
    """Makes of what was written what the file holds, where that is something else."""

    # -- Opening and closing -------------------------------------------------------------------

    def open(self, path: str, flags: int) -> Error:
        """Open a file: READ what is there, WRITE it anew, READ_WRITE what is there, WRITE_READ it anew.

        Returns ERR_FILE_NOT_FOUND if it, or the folder to write it into, is not there, ERR_FILE_CANT_OPEN
        for what the system does not allow.
        """
        self.close()
        if flags not in _MODES:
            return Error.ERR_INVALID_PARAMETER
        try:
            real = places.globalize(path)
            self._stream_ = open(real, _MODES[flags])  # noqa: SIM115
        except (OSError, ValueError) as error:
            return error_of(error)
        self._path_, self._real_path_, self._error_ = path, real, Error.OK
        return Error.OK

    def open_encrypted(self, path: str, mode_flags: int, key: bytes) -> Error:
        """Open a file that is encrypted with AES of 256 bits, as Godot does, to READ or to WRITE it.

        The key has 32 bytes. Returns ERR_FILE_CORRUPT for a wrong one, ERR_FILE_UNRECOGNIZED for a file that
        is not encrypted. It is all in memory until it is closed.
        """
        if len(key) != aes.KEY_SIZE:
            return Error.ERR_INVALID_PARAMETER
        return self._open_packed_(
            path,
            mode_flags,
            lambda data: aes.unsealed(data, bytes(key)),
            lambda data: aes.sealed(data, bytes(key)),
        )

    def open_encrypted_with_pass(self, path: str, mode_flags: int, pass_: str) -> Error:
        """Open a file that is encrypted with a password; otherwise as `open_encrypted`."""
        return self.open_encrypted(path, mode_flags, hashlib.md5(pass_.encode()).hexdigest().encode())

    def open_compressed(self, path: str, mode_flags: int, compression_mode: int = 0) -> Error:
        """Open a file that is compressed as Godot does it, to READ or to WRITE it.

        What it is compressed with is in the file; it is all in memory until it is closed.
        """
        if compression_mode not in range(4):
            return Error.ERR_INVALID_PARAMETER
        return self._open_packed_(
            path, mode_flags, compression.unpacked, lambda data: compression.packed(data, compression_mode)
        )

    def _open_packed_(
        self, path: str, flags: int, unpacked: Callable[[bytes], bytes], packed: Callable[[bytes], bytes]
    ) -> Error:
        if flags not in (File.READ, File.WRITE):
            return Error.ERR_UNAVAILABLE
        error = self.open(path, flags)
        if error or self._stream_ is None:
            return error
        if flags == File.WRITE:
            self._packed_ = packed
            stream = BytesIO()
        else:
            try:
                stream = BytesIO(unpacked(self._stream_.read()))
            except (EncryptedFileError, CompressedFileError) as failed:
                push_error(f"{path}: {failed}")
                self.close()
                return failed.code
        self._stream_.close()
        self._stream_ = stream
        return Error.OK

    def close(self) -> None:
        """Close the file, which writes what was not written yet. Harmless if it is not open."""
        stream, packed = self._stream_, self._packed_
        self._stream_, self._packed_, self._error_ = None, None, Error.ERR_UNCONFIGURED
        if stream is None:
            return
        try:
            if packed is not None and isinstance(stream, BytesIO):
                with open(self._real_path_, "wb") as file:
                    file.write(packed(stream.getvalue()))
            written = packed is not None or stream.writable()
            stream.close()
        except OSError as error:
            push_error(f"{self._path_} cannot be written: {error.strerror}.")
        else:
            if written:
                places.wrote(self._real_path_)

    def __del__(self) -> None:
        """Close it."""
        self.close()

    def is_open(self) -> bool:
        """Return True while a file is open."""
        return self._stream_ is not None

    def flush(self) -> None:
        """Write what was not written yet, without closing."""
        self._opened_().flush()

    def get_path(self) -> str:
        """Return the path as it was given."""
        return self._path_ if self._stream_ is not None else ""

    def get_path_absolute(self) -> str:
        """Return the path in the file system."""
        return os.path.abspath(self._real_path_) if self._stream_ is not None else ""

    def get_error(self) -> Error:
        """Return OK, ERR_FILE_EOF after reading beyond the end, ERR_UNCONFIGURED if nothing is open."""
        return self._error_

    def eof_reached(self) -> bool:
        """Return True once something was read beyond the end; False at the end before that."""
        return self._error_ == Error.ERR_FILE_EOF

    def get_position(self) -> int:
        """Return where the next byte is read or written, from 0."""
        return self._opened_().tell()

    def seek(self, position: int) -> None:
        """Go to this byte, from 0."""
        self._opened_().seek(max(position, 0))
        self._error_ = Error.OK

    def seek_end(self, position: int = 0) -> None:
        """Go to the end, and on by `position`, which is 0 or negative."""
        self.seek(self.get_len() + position)

    def get_len(self) -> int:
        """Return how many bytes the file has."""
        stream = self._opened_()
        here = stream.tell()
        length = stream.seek(0, os.SEEK_END)
        stream.seek(here)
        return length

    # -- Other files ---------------------------------------------------------------------------

    def file_exists(self, path: str) -> bool:
        """Return True if there is a file at `path`."""
        try:
            return os.path.isfile(places.globalize(path))
        except ValueError:
            return False

    def get_modified_time(self, file: str) -> int:
        """Return when a file was last changed, in seconds since 1970; 0 if it is not there."""
        try:
            return int(os.path.getmtime(places.globalize(file)))
        except (OSError, ValueError):
            return 0

    def get_md5(self, path: str) -> str:
        """Return the MD5 of a file in hexadecimal digits, an empty text if it is not there."""
        return _digest(path, "md5")

    def get_sha256(self, path: str) -> str:
        """Return the SHA-256 of a file in hexadecimal digits, an empty text if it is not there."""
        return _digest(path, "sha256")

    # -- Reading -------------------------------------------------------------------------------

    def get_8(self) -> int:
        """Return the next byte, 0 beyond the end."""
        return int(self._number_("B"))

    def get_16(self) -> int:
        """Return the next 16 bits, a number without a sign."""
        return int(self._number_("H"))

    def get_32(self) -> int:
        """Return the next 32 bits, a number without a sign."""
        return int(self._number_("I"))

    def get_64(self) -> int:
        """Return the next 64 bits, a number with a sign."""
        return int(self._number_("q"))

    def get_float(self) -> float:
        """Return the next 32 bits, a floating point number."""
        return float(self._number_("f"))

    def get_double(self) -> float:
        """Return the next 64 bits, a floating point number."""
        return float(self._number_("d"))

    def get_real(self) -> float:
        """Return the next 32 bits, a floating point number, as `get_float`."""
        return float(self._number_("f"))

    def get_buffer(self, len: int) -> PoolByteArray:
        """Return the next bytes: as many as `len`, or fewer at the end."""
        if len < 0:
            raise ScriptError(f"get_buffer: {len} cannot be a number of bytes. Give 0 or more.")
        return PoolByteArray(self._read_(len))

    def get_line(self) -> str:
        r"""Return the text up to the end of the line, without it; `\r` is left out.

        After the last end of line there is an empty one more, with which `eof_reached` becomes True.
        """
        stream = self._reading_()
        line = stream.readline()
        end = line.find(b"\0")
        if end >= 0:
            stream.seek(end + 1 - len(line), os.SEEK_CUR)
            line = line[:end]
        elif not line.endswith(b"\n"):
            self._error_ = Error.ERR_FILE_EOF
        return line.removesuffix(b"\n").replace(b"\r", b"").decode(errors="replace")

    def get_csv_line(self, delim: str = ",") -> PoolStringArray:
        """Return the texts of a line that are parted by commas; those in quotes may have ends of line."""
        if len(delim) != 1:
            raise ScriptError(f"get_csv_line: what parts the texts is one character, not {delim!r}.")
        line = self.get_line()
        while line.count('"') % 2 and not self.eof_reached():
            line += "\n" + self.get_line()
        return PoolStringArray(_parted(line, delim))

    def get_as_text(self, skip_cr: bool = True) -> str:
        r"""Return the whole file as text, wherever one is in it; without `\r`, unless `skip_cr` is False."""
        stream = self._reading_()
        here = stream.tell()
        stream.seek(0)
        text = stream.read().decode(errors="replace")
        stream.seek(here)
        return text.replace("\r", "") if skip_cr else text

    def get_pascal_string(self) -> str:
        """Return the text that `store_pascal_string` has stored."""
        return self._read_(self.get_32()).decode(errors="replace")

    def get_var(self, allow_objects: bool = False) -> Any:
        """Return the value that `store_var` has stored; None, with an error in the log, for what is none."""
        try:
            return decode(self._read_(self.get_32()), 0, allow_objects)[0]
        except VariantError as error:
            push_error(f"get_var: {self._path_}: {error}")
            return None

    # -- Writing -------------------------------------------------------------------------------

    def store_8(self, value: int) -> None:
        """Store a byte."""
        self._store_("B", value & 0xFF)

    def store_16(self, value: int) -> None:
        """Store 16 bits."""
        self._store_("H", value & 0xFFFF)

    def store_32(self, value: int) -> None:
        """Store 32 bits."""
        self._store_("I", value & 0xFFFFFFFF)

    def store_64(self, value: int) -> None:
        """Store 64 bits."""
        self._store_("Q", value & (1 << 64) - 1)

    def store_float(self, value: float) -> None:
        """Store a floating point number in 32 bits."""
        self._store_("f", value)

    def store_double(self, value: float) -> None:
        """Store a floating point number in 64 bits."""
        self._store_("d", value)

    def store_real(self, value: float) -> None:
        """Store a floating point number in 32 bits, as `store_float`."""
        self._store_("f", value)

    def store_buffer(self, buffer: Iterable[int] | bytes) -> None:
        """Store bytes."""
        self._write_(bytes(buffer))

    def store_string(self, string: str) -> None:
        """Store a text, without an end of line."""
        self._write_(string.encode(errors="replace"))

    def store_line(self, line: str) -> None:
        """Store a text and an end of line."""
        self.store_string(line + "\n")

    def store_csv_line(self, values: Iterable[str], delim: str = ",") -> None:
        """Store texts as a line, parted by commas; what has commas, quotes or ends of line is in quotes."""
        if len(delim) != 1:
            raise ScriptError(f"store_csv_line: what parts the texts is one character, not {delim!r}.")
        self.store_line(delim.join([_quoted(value, delim) for value in values]))

    def store_pascal_string(self, string: str) -> None:
        """Store a text after the number of its bytes."""
        data = string.encode(errors="replace")
        self.store_32(len(data))
        self._write_(data)

    def store_var(self, value: Any, full_objects: bool = False) -> None:
        """Store a value after the number of its bytes. See `var2bytes` for what has none."""
        data = encoded(value, full_objects)
        self.store_32(len(data))
        self._write_(data)

    # -- Within --------------------------------------------------------------------------------

    def _opened_(self) -> IO[bytes]:
        if self._stream_ is None:
            raise ScriptError(
                "This File is not open: ask `if file.open(path, File.READ) == OK` before anything else of it."
            )
        return self._stream_

    def _reading_(self) -> IO[bytes]:
        stream = self._opened_()
        if not stream.readable():
            raise ScriptError(f"{self._path_} was opened with File.WRITE: File.READ_WRITE can read, too.")
        return stream

    def _read_(self, size: int) -> bytes:
        stream = self._reading_()
        left = max(self.get_len() - stream.tell(), 0)
        if size > left:
            self._error_ = Error.ERR_FILE_EOF
        return stream.read(min(size, left))

    def _number_(self, kind: str) -> Any:
        size = struct.calcsize(f"<{kind}")
        return struct.unpack(self._order_() + kind, self._read_(size).ljust(size, b"\0"))[0]

    def _store_(self, kind: str, value: float) -> None:
        self._write_(struct.pack(self._order_() + kind, value))

    def _order_(self) -> str:
        return ">" if self.endian_swap else "<"

    def _write_(self, data: bytes) -> None:
        stream = self._opened_()
        if not stream.writable():
            raise ScriptError(f"{self._path_} was opened with File.READ: File.READ_WRITE can write, too.")
        try:
            stream.write(data)
        except OSError as error:
            self._error_ = Error.ERR_FILE_CANT_WRITE
            push_error(f"{self._path_} cannot be written: {error.strerror}.")


def error_of(error: OSError | ValueError) -> Error:
    """Return Godot's code for what the system says of a file."""
    if isinstance(error, places.OutsideError):
        push_error(str(error))
        return Error.ERR_FILE_BAD_PATH
    if isinstance(error, FileNotFoundError):
        return Error.ERR_FILE_NOT_FOUND
    return Error.ERR_FILE_CANT_OPEN


def _digest(path: str, kind: str) -> str:
    try:
        with open(places.globalize(path), "rb") as file:
            return hashlib.file_digest(file, kind).hexdigest()
    except (OSError, ValueError):
        return ""


def _quoted(text: str, delim: str) -> str:
    if '"' in text or delim in text or "\n" in text:
        return '"' + text.replace('"', '""') + '"'
    return text


def _parted(line: str, delim: str) -> list[str]:
    """Return the texts of a line of comma-separated values, as Godot's `FileAccess::get_csv_line` does."""
    found = [""]
    in_quotes = False
    at = 0
    while at < len(line):
        character = line[at]
        if character == delim and not in_quotes:
            found.append("")
        elif character != '"':
            found[-1] += character
        elif in_quotes and line.startswith('""', at):
            found[-1] += '"'
            at += 1
        else:
            in_quotes = not in_quotes
        at += 1
    return found
