"""Encrypted files: FIPS 197, and what Godot 3.6.2 writes."""

import hashlib
import os

import pytest

from engine import Error
from engine.files.aes import EncryptedFileError, sealed, unsealed

KEY = bytes(range(32))
RECORDED = bytes.fromhex(
    "4744454301000000786662579319343ed12d1f526f47b9641400000000000000"
    "d8c95758e3353e530fa52bd10e73b986844caac06c4a2d5364ef33f972f732d6"
)
"""Of `File.open_encrypted(path, File.WRITE, KEY)` and this text."""
TEXT = b"0123456789abcdef0123"


def test_a_file_is_encrypted_as_godot_does():
    assert sealed(TEXT, KEY) == RECORDED
    assert unsealed(RECORDED, KEY) == TEXT


def test_the_cipher_is_that_of_the_standard():
    """The example of FIPS 197, C.3."""
    plain = bytes.fromhex("00112233445566778899aabbccddeeff")
    assert sealed(plain, KEY)[-16:].hex() == "8ea2b7ca516745bfeafc49904b496089"


@pytest.mark.parametrize("size", [0, 1, 15, 16, 17, 100])
def test_any_length_comes_back(size):
    data = os.urandom(size)
    assert unsealed(sealed(data, KEY), KEY) == data


@pytest.mark.parametrize(
    ("file", "code"),
    [
        (b"", Error.ERR_FILE_UNRECOGNIZED),
        (b"text", Error.ERR_FILE_UNRECOGNIZED),
        (b"GDEC", Error.ERR_FILE_CORRUPT),
        (RECORDED[:-1], Error.ERR_FILE_CORRUPT),
        (RECORDED[:4] + b"\2" + RECORDED[5:], Error.ERR_FILE_CORRUPT),
        (RECORDED[:-1] + b"\0", Error.ERR_FILE_CORRUPT),
    ],
)
def test_what_is_no_such_file_is_told(file, code):
    with pytest.raises(EncryptedFileError) as raised:
        unsealed(file, KEY)
    assert raised.value.code == code


def test_another_key_does_not_fit():
    with pytest.raises(EncryptedFileError):
        unsealed(RECORDED, hashlib.sha256(b"x").digest())
