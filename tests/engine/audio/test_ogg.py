"""What an OGG file says of itself, and what does not make sense in one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.audio.error import AudioError
from engine.audio.ogg import read_ogg
from tests.engine.audio.sounds import ogg, page, vorbis


def test_the_last_page_says_how_long_it_is():
    found = read_ogg(ogg(66150))
    assert (found.channels, found.mix_rate, found.frames) == (2, 44100, 66150)
    assert found.length == 1.5


def test_pages_of_other_streams_and_what_only_looks_like_a_page_do_not_count():
    others = page(9, serial=8) + page(-1) + b"OggS\x01" + bytes(30) + b"OggS"
    assert read_ogg(ogg(44100) + others).length == 1.0


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "does not begin with OggS"),
        (b"RIFF" + bytes(40), "does not begin with OggS"),
        (page(0, b"\x7fFLAC" + bytes(30)), "no Vorbis sound"),
        (page(0, vorbis()[:-1]), "no Vorbis sound"),
        (page(0, vorbis(channels=0)), "no channels"),
        (page(0, vorbis(rate=0)), "no samples in a second"),
        (page(-1, vorbis()), "where it ends"),
        (page(5, vorbis()) + b"OggS" * 1000, "where it ends"),
    ],
)
def test_what_is_no_ogg_file_is_one_error(data, said):
    with pytest.raises(AudioError, match=said):
        read_ogg(data)


@given(st.binary(max_size=120), st.booleans())
def test_whatever_bytes_come_there_is_a_length_or_one_error(data, dressed):
    try:
        found = read_ogg(page(3, vorbis()) + data if dressed else data)
    except AudioError:
        return
    assert found.length >= 0
