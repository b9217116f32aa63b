"""What is read from WAV files, and of which there is one clear error."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.audio.error import AudioError
from engine.audio.wav import flipped, read_wav, written_wav
from tests.engine.audio.sounds import chunk, header, loop_chunk, wav


def test_samples_of_16_bits_are_read_as_they_are():
    found = read_wav(wav(header(channels=2, rate=22050), chunk(b"LIST", b"odd"), chunk(b"data", b"abcdefgh")))
    assert (found.bits, found.mix_rate, found.stereo, found.data) == (16, 22050, True, b"abcdefgh")
    assert found.loop is None


def test_samples_of_8_bits_become_signed():
    found = read_wav(wav(header(bits=8), chunk(b"data", bytes([0, 127, 128, 255]))))
    assert found.bits == 8
    assert struct.unpack("4b", found.data) == (-128, -1, 0, 127)
    assert flipped(found.data) == bytes([0, 127, 128, 255])


@pytest.mark.parametrize(
    ("kind", "bits", "data"),
    [
        (1, 24, b"\x99\x34\x12\x99\xff\x7f"),
        (1, 32, b"\x99\x99\x34\x12\x99\x99\xff\x7f"),
    ],
)
def test_of_more_bits_the_upper_16_are_taken(kind, bits, data):
    assert read_wav(wav(header(kind, bits=bits), chunk(b"data", data))).data == b"\x34\x12\xff\x7f"


def test_real_numbers_become_whole_ones():
    data = struct.pack("<6f", 0.0, 1.0, -1.0, 5.0, float("nan"), 0.5)
    found = read_wav(wav(header(3, bits=32), chunk(b"data", data)))
    assert struct.unpack("<6h", found.data) == (0, 32767, -32767, 32767, 0, 16383)


def test_an_extensible_header_says_the_kind_at_its_end():
    body = struct.pack("<HHIIHH", 0xFFFE, 1, 8000, 16000, 2, 16) + struct.pack("<HHIH", 22, 16, 0, 1)
    assert read_wav(wav(chunk(b"fmt ", body), chunk(b"data", b"ab"))).data == b"ab"
    with pytest.raises(AudioError, match="65534"):
        read_wav(wav(header(0xFFFE), chunk(b"data", b"ab")))


def test_the_first_loop_is_read():
    parts = header(), chunk(b"data", b"abcd")
    assert read_wav(wav(loop_chunk(1, 3, 9), *parts)).loop == (1, 3, 9)
    assert read_wav(wav(*parts, loop_chunk(9, 3, 9))).loop is None
    assert read_wav(wav(*parts, chunk(b"smpl", bytes(36)))).loop is None
    assert read_wav(wav(*parts, chunk(b"smpl", b"short"))).loop is None


def test_a_file_that_was_cut_off_has_what_is_there():
    whole = wav(header(channels=2), chunk(b"data", b"abcdefgh"))
    assert read_wav(whole[:-1]).data == b"abcd"
    assert read_wav(whole + b"xy").data == b"abcdefgh"
    again = wav(header(), header(rate=1), chunk(b"data", b"ab"), chunk(b"data", b"cd"))
    assert (read_wav(again).mix_rate, read_wav(again).data) == (8000, b"ab")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "begin with RIFF"),
        (b"RIFF....WAVX", "begin with RIFF"),
        (wav(), "has no header"),
        (wav(header()), "has no samples"),
        (wav(chunk(b"fmt ", b"short")), "header of this WAV file is too short"),
        (wav(header(2, bits=4)), "kind 2 with 4 bits are not read: save it as PCM of 16 bits"),
        (wav(header(channels=6)), "with 6 channels is not read: save it with one or two"),
        (wav(header(rate=0)), "it has 0 samples in a second"),
        (wav(header(rate=1 << 29)), "it has 536870912 samples in a second"),
        (wav(*[chunk(b"junk", b"")] * 1001), "more than 1000 chunks"),
    ],
)
def test_what_is_no_wav_file_is_one_error(data, said):
    with pytest.raises(AudioError, match=said):
        read_wav(data)


@pytest.mark.parametrize("bits", [8, 16])
def test_what_is_written_is_read_again(bits):
    found = read_wav(written_wav(b"abcdef", bits, 2, 22050))
    assert (found.bits, found.stereo, found.mix_rate) == (bits, True, 22050)
    assert found.data == (b"abcdef" if bits == 8 else b"abcd")
    assert written_wav(b"abc", 8, 1, 1)[-1:] == b"\0"


@given(st.binary(max_size=200), st.booleans())
def test_whatever_bytes_come_there_is_a_wav_or_one_error(data, dressed):
    try:
        found = read_wav(wav(header(), data) if dressed else data)
    except AudioError:
        return
    assert len(found.data) <= len(data)
