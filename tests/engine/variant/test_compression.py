"""Compressed bytes, as Godot 3.6.2's `PoolByteArray.compress` makes them, and as we do."""

import contextlib
import os
import sys
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.variant import compression
from engine.variant.compression import FASTLZ, ZSTD, NoZstdError, compressed, decompressed
from engine.variant.error import VariantError

TEXT = b"hello hello hello hello hello hello hello 0123456789 hello hello 0123456789"
RECORDED = [
    "0568656c6c6f20e01b050930313233343536373839e0042e0930313233343536373839",
    "789ccb48cdc9c957c820823430343236313533b7b0c4210c00df6c180f",
    "28b52ffd204bdd00008068656c6c6f203031323334353637383903003a3720d581862c45",
    "1f8b0800000000000003cb48cdc9c957c820823430343236313533b7b0c4210c00fc3705964b000000",
]
"""What it makes of the text in each mode."""


@pytest.fixture
def library(monkeypatch):
    """Return a function that puts another in the place of the library for Zstandard."""

    def put(name, **attributes):
        for each in ("compression.zstd", "zstandard"):
            module = SimpleNamespace(**attributes) if each == name else None
            monkeypatch.setitem(sys.modules, each, module)

    return put


@pytest.mark.parametrize("mode", [0, 1, 3])
def test_what_godot_has_compressed_is_read(mode):
    assert decompressed(bytes.fromhex(RECORDED[mode]), len(TEXT), mode) == TEXT


@pytest.mark.parametrize("mode", [1, 3])
def test_deflate_and_gzip_are_godots_bytes(mode):
    assert compressed(TEXT, mode)[10:] == bytes.fromhex(RECORDED[mode])[10:]


@pytest.mark.parametrize("mode", range(4))
@pytest.mark.parametrize("size", [16, 75, 70_000, 131_072, 300_000])
def test_any_length_comes_back(mode, size):
    data = os.urandom(size)
    assert decompressed(compressed(data, mode), size, mode) == data


@pytest.mark.parametrize("size", [3, 5, 16])
def test_fastlz_fills_short_ones_with_zeros(size):
    theirs = bytes.fromhex("0f01020300000000000000000000000000")
    for block in (theirs, compressed(b"\1\2\3", FASTLZ)):
        assert decompressed(block, size, FASTLZ) == b"\1\2\3".ljust(size, b"\0")


@pytest.mark.parametrize("mode", range(4))
def test_no_more_is_made_than_was_asked_for(mode):
    with pytest.raises(VariantError, match="more than 74 bytes"):
        decompressed(compressed(TEXT, mode), 74, mode)


def test_a_bomb_is_left_as_soon_as_it_is_too_large(monkeypatch):
    bomb = compressed(bytes(50_000_000), 1)
    with pytest.raises(VariantError, match="more than 1000 bytes"):
        decompressed(bomb, 1000, 1)


@pytest.mark.parametrize("mode", [1, 3])
def test_what_ends_too_early_is_told(mode):
    with pytest.raises(VariantError, match="cut short"):
        decompressed(compressed(TEXT, mode)[:-9], 100, mode)


@given(st.binary(max_size=60), st.sampled_from([0, 1, 3]))
def test_any_bytes_are_read_or_refused(data, mode):
    with contextlib.suppress(VariantError):
        assert len(decompressed(data, 500, mode)) <= 500


@pytest.mark.parametrize("call", [compressed, lambda data, mode: decompressed(data, 9, mode)])
def test_a_mode_that_there_is_not_is_told(call):
    with pytest.raises(VariantError, match="no mode 7"):
        call(TEXT, 7)


# -- Zstandard ---------------------------------------------------------------------------------------


def test_zstandard_is_read_by_a_library_which_makes_no_more_than_asked_for(library):
    class Reader:
        def __init__(self, file):
            assert file.read() == bytes.fromhex(RECORDED[ZSTD])

        def read(self, size):
            return TEXT[:size]

    library("zstandard", ZstdDecompressor=lambda: SimpleNamespace(stream_reader=Reader))
    assert decompressed(bytes.fromhex(RECORDED[ZSTD]), 75, ZSTD) == TEXT
    with pytest.raises(VariantError, match="more than 30 bytes"):
        decompressed(bytes.fromhex(RECORDED[ZSTD]), 30, ZSTD)


def test_pythons_own_is_taken_first(library):
    decompressor = SimpleNamespace(decompress=lambda data, most: TEXT[:most])
    library("compression.zstd", ZstdDecompressor=lambda: decompressor)
    assert decompressed(bytes.fromhex(RECORDED[ZSTD]), 75, ZSTD) == TEXT


def test_what_a_library_refuses_is_told(library):
    library("zstandard", ZstdDecompressor=lambda: {}["none"])
    with pytest.raises(VariantError, match="not what mode 2 has made"):
        decompressed(bytes.fromhex(RECORDED[ZSTD]), 75, ZSTD)


def test_without_a_library_it_is_told_what_to_do(library):
    library("")
    with pytest.raises(NoZstdError, match="pip install zstandard"):
        decompressed(bytes.fromhex(RECORDED[ZSTD]), 75, ZSTD)


@pytest.mark.parametrize("cut", [1, 4, 70])
def test_a_frame_that_is_cut_is_for_the_library_to_refuse(cut, library):
    library("")
    assert compression.decompressed(compressed(b"", ZSTD), 1, ZSTD) == b""
    with pytest.raises(NoZstdError):
        decompressed(compressed(TEXT, ZSTD)[:-cut], 75, ZSTD)
