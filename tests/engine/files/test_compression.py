"""Compressed files, as Godot 3.6.2 writes them, and as we do."""

import os
import struct
import sys

import pytest

from engine import Error
from engine.files.compression import CompressedFileError, packed, unpacked
from engine.variant import compression

TEXT = b"hello hello hello hello hello hello hello 0123456789 hello hello 0123456789"
RECORDED = [
    "4743504600000000001000004b000000230000000568656c6c6f20e01b050930313233343536373839e0042e09303132333435363738394743"
    "5046",
    "4743504601000000001000004b0000001d000000789ccb48cdc9c957c820823430343236313533b7b0c4210c00df6c180f47435046",
    "4743504602000000001000004b0000002400000028b52ffd204bdd00008068656c6c6f203031323334353637383903003a3720d581862c4547"
    "435046",
    "4743504603000000001000004b000000290000001f8b0800000000000003cb48cdc9c957c820823430343236313533b7b0c4210c00fc370596"
    "4b00000047435046",
]
"""What it makes of the text in each mode."""


@pytest.mark.parametrize("mode", [0, 1, 3])
def test_what_godot_has_written_is_read(mode):
    assert unpacked(bytes.fromhex(RECORDED[mode])) == TEXT


@pytest.mark.parametrize("mode", range(4))
@pytest.mark.parametrize("size", [0, 1, 75, 4095, 4096, 4097, 9000])
def test_any_length_comes_back(mode, size):
    data = os.urandom(size)
    assert unpacked(packed(data, mode)) == data


def test_without_a_library_for_zstandard_it_is_told_what_to_do(monkeypatch):
    monkeypatch.setitem(sys.modules, "compression.zstd", None)
    monkeypatch.setitem(sys.modules, "zstandard", None)
    with pytest.raises(CompressedFileError, match="pip install zstandard") as raised:
        unpacked(bytes.fromhex(RECORDED[2]))
    assert raised.value.code == Error.ERR_UNAVAILABLE


@pytest.mark.parametrize(
    ("file", "code"),
    [
        (b"", Error.ERR_FILE_UNRECOGNIZED),
        (b"text", Error.ERR_FILE_UNRECOGNIZED),
        (b"GCPF", Error.ERR_FILE_CORRUPT),
        (struct.pack("<4sIII", b"GCPF", 9, 4096, 1), Error.ERR_FILE_CORRUPT),
        (struct.pack("<4sIII", b"GCPF", 0, 0, 1), Error.ERR_FILE_CORRUPT),
        (struct.pack("<4sIII", b"GCPF", 0, 1, 0xFFFFFFFF), Error.ERR_FILE_CORRUPT),
        (bytes.fromhex(RECORDED[1])[:40], Error.ERR_FILE_CORRUPT),
        (struct.pack("<4sIIII", b"GCPF", 1, 4096, 7, 20) + b"\x78" * 20, Error.ERR_FILE_CORRUPT),
        (struct.pack("<4sIIII", b"GCPF", 2, 4096, 7, 0), Error.ERR_FILE_CORRUPT),
        (
            struct.pack("<4sIIII", b"GCPF", 2, 4096, 7, 12)
            + struct.pack("<IBI", 0xFD2FB528, 0xA0, 7)
            + b"\0\0\0",
            Error.ERR_FILE_CORRUPT,
        ),
    ],
)
def test_what_is_no_such_file_is_told(file, code, monkeypatch):
    monkeypatch.setattr(compression, "_zstd", lambda: lambda data, most: data)
    with pytest.raises(CompressedFileError) as raised:
        unpacked(file)
    assert raised.value.code == code
