"""Files as Godot encrypts them: AES-256, each block of 16 bytes for itself (ECB), after an MD5 of the whole.

That keeps players from reading a save; it is no place for secrets. Sources: FIPS 197; Godot 3.6's
`FileAccessEncrypted`.
"""

from __future__ import annotations

import hashlib
import struct

from ..base.error import Error

KEY_SIZE = 32
_HEAD = struct.Struct("<4sI16sQ")
_MAGIC = b"GDEC"
_AES256 = 1
_ROUNDS = 14


class EncryptedFileError(Exception):
    """A file that cannot be decrypted, and Godot's code for it."""

    def __init__(self, message: str, code: Error) -> None:
        super().__init__(message)
        self.code = code


def sealed(data: bytes, key: bytes) -> bytes:
    """Return the file that has `data` encrypted."""
    words = _expanded(key)
    padded = data + bytes(-len(data) % 16)
    blocks = [_encrypted(padded[at : at + 16], words) for at in range(0, len(padded), 16)]
    return _HEAD.pack(_MAGIC, _AES256, hashlib.md5(data).digest(), len(data)) + b"".join(blocks)


def unsealed(file: bytes, key: bytes) -> bytes:
    """Return what an encrypted file holds."""
    if file[:4] != _MAGIC:
        raise EncryptedFileError("this is no encrypted file.", Error.ERR_FILE_UNRECOGNIZED)
    if len(file) >= _HEAD.size:
        _, mode, digest, length = _HEAD.unpack_from(file)
        body = file[_HEAD.size :]
        if mode == _AES256 and len(body) == length + -length % 16:
            words = _expanded(key)
            blocks = [_decrypted(body[at : at + 16], words) for at in range(0, len(body), 16)]
            data = b"".join(blocks)[:length]
            if hashlib.md5(data).digest() == digest:
                return data
    raise EncryptedFileError("it is corrupt, or the key is not that one.", Error.ERR_FILE_CORRUPT)


def _doubled(number: int) -> int:
    """Return the number times two in the field of 256 elements."""
    return number << 1 ^ (0x11B if number & 0x80 else 0)


def _make_boxes() -> tuple[bytes, bytes]:
    """Return the substitution of each byte, and the way back."""
    powers = [1]
    for _ in range(254):
        powers.append(powers[-1] ^ _doubled(powers[-1]))  # three to the power of each
    box = bytearray(256)
    for number in range(256):
        inverse = powers[(255 - powers.index(number)) % 255] if number else 0
        mixed = inverse
        for turn in range(1, 5):
            mixed ^= (inverse << turn | inverse >> 8 - turn) & 0xFF
        box[number] = mixed ^ 0x63
    back = bytearray(256)
    for number, by in enumerate(box):
        back[by] = number
    return bytes(box), bytes(back)


def _times(table: bytes, factor: int) -> bytes:
    """Return the bytes of a table, each times `factor`."""
    found = bytes(len(table))
    while factor:
        if factor & 1:
            found = bytes(a ^ b for a, b in zip(found, table, strict=True))
        table = bytes(map(_doubled, table))
        factor >>= 1
    return found


_BOX, _BACK = _make_boxes()
_BYTES = bytes(range(256))
_TWICE, _THRICE = _times(_BYTES, 2), _times(_BYTES, 3)
_BY_9, _BY_11, _BY_13, _BY_14 = (_times(_BYTES, factor) for factor in (9, 11, 13, 14))
_SHIFTED = [(at + at % 4 * 4) % 16 for at in range(16)]
"""Where the byte of each place comes from when the rows are shifted."""
_SHIFTED_BACK = [_SHIFTED.index(at) for at in range(16)]


def _expanded(key: bytes) -> list[bytes]:
    """Return the key of each round."""
    words = [key[at : at + 4] for at in range(0, KEY_SIZE, 4)]
    constant = 1
    while len(words) < 4 * (_ROUNDS + 1):
        word = words[-1]
        if len(words) % 8 == 0:
            word = (word[1:] + word[:1]).translate(_BOX)
            word = bytes([word[0] ^ constant]) + word[1:]
            constant = _doubled(constant)
        elif len(words) % 8 == 4:
            word = word.translate(_BOX)
        words.append(_added(words[-8], word))
    return [b"".join(words[at : at + 4]) for at in range(0, len(words), 4)]


def _added(a: bytes, b: bytes) -> bytes:
    return (int.from_bytes(a, "big") ^ int.from_bytes(b, "big")).to_bytes(len(a), "big")


def _encrypted(block: bytes, keys: list[bytes]) -> bytes:
    block = _added(block, keys[0])
    for key in keys[1:]:
        s = block.translate(_BOX)
        s = bytes([s[at] for at in _SHIFTED])
        if key is not keys[-1]:
            s = _mixed(s)
        block = _added(s, key)
    return block


def _decrypted(block: bytes, keys: list[bytes]) -> bytes:
    for key in reversed(keys[1:]):
        s = _added(block, key)
        if key is not keys[-1]:
            s = _unmixed(s)
        block = bytes([s[at] for at in _SHIFTED_BACK]).translate(_BACK)
    return _added(block, keys[0])


def _mixed(s: bytes) -> bytes:
    """Return the columns mixed."""
    found = bytearray()
    for at in range(0, 16, 4):
        a, b, c, d = s[at : at + 4]
        found.append(_TWICE[a] ^ _THRICE[b] ^ c ^ d)
        found.append(a ^ _TWICE[b] ^ _THRICE[c] ^ d)
        found.append(a ^ b ^ _TWICE[c] ^ _THRICE[d])
        found.append(_THRICE[a] ^ b ^ c ^ _TWICE[d])
    return bytes(found)


def _unmixed(s: bytes) -> bytes:
    """Return the columns as they were before they were mixed."""
    found = bytearray()
    for at in range(0, 16, 4):
        a, b, c, d = s[at : at + 4]
        found.append(_BY_14[a] ^ _BY_11[b] ^ _BY_13[c] ^ _BY_9[d])
        found.append(_BY_9[a] ^ _BY_14[b] ^ _BY_11[c] ^ _BY_13[d])
        found.append(_BY_13[a] ^ _BY_9[b] ^ _BY_14[c] ^ _BY_11[d])
        found.append(_BY_11[a] ^ _BY_13[b] ^ _BY_9[c] ^ _BY_14[d])
    return bytes(found)
