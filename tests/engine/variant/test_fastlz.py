"""FastLZ, as Godot 3.6.2 writes it, and as we do."""

import base64
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.files import compression
from engine.variant import fastlz

VECTORS = Path(__file__).parents[1] / "files" / "vectors"
RECORDED = base64.b64decode((VECTORS / "fastlz.txt").read_text())
TEXT = "".join(f"{i * 7 % 100}abc" for i in range(2000)).encode()


def test_what_godot_has_written_is_read():
    assert compression.unpacked(RECORDED) == TEXT


def test_the_same_becomes_small():
    assert len(compression.packed(TEXT, compression.FASTLZ)) < len(TEXT) / 5


@given(st.binary(max_size=600) | st.text("ab", max_size=9000).map(str.encode))
def test_any_bytes_come_back(data):
    whole = data.ljust(fastlz.LEAST, b"\0")
    assert fastlz.unpacked(fastlz.packed(data), len(whole)) == whole


def test_what_is_far_away_is_found_again():
    far = os.urandom(8000)
    data = far + far[:300] + bytes(9000) + far[-20:]
    assert fastlz.unpacked(fastlz.packed(data), len(data)) == data


@pytest.mark.parametrize(
    ("block", "data"),
    [
        ("2261626320 02".replace(" ", ""), "abcabc"),  # a piece of three, from three back
        ("2061 e0ff0100".replace(" ", ""), "a" * 266),  # one that goes on and on
        ("2061 e0 ff ff 05 00".replace(" ", ""), "a" * (1 + 9 + 255 + 255 + 5)),
    ],
)
def test_the_second_level_is_read(block, data):
    assert fastlz.unpacked(bytes.fromhex(block), 4096) == data.encode()


def test_the_second_level_knows_what_is_far_away():
    first = os.urandom(9000)
    runs = b"".join(bytes([31]) + first[at : at + 32] for at in range(0, 8992, 32))
    block = bytes([runs[0] | 0x20]) + runs[1:] + bytes([0x3F, 0xFF, 0, 8])
    assert fastlz.unpacked(block, 9999) == first[:8992] + first[8992 - 8191 - 9 :][:3]


@pytest.mark.parametrize(
    "block", ["", "40", "0561", "0061e0", "00612005", "006120", "2061e0ff", "1f" + "61" * 32, "0061e0ff00"]
)
def test_what_is_no_block_is_refused(block):
    with pytest.raises((ValueError, IndexError)):
        fastlz.unpacked(bytes.fromhex(block), 16)
