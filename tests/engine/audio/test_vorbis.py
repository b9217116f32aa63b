"""What is decoded of an OGG file, beside the sound that it was made of: see files/README.md."""

from array import array
from math import pi, sin

import pytest

from engine.audio.error import AudioError
from engine.audio.ogg import read_ogg
from tests.engine.audio.sounds import FILES, checked

vorbis = pytest.importorskip("engine.audio.vorbis", reason='pip install "estragon[ogg]"')
Vorbis = vorbis.Vorbis


def opened(name):
    data = (FILES / f"{name}.ogg").read_bytes()
    return Vorbis(data, read_ogg(data).frames)


def rest(found, frames=1000):
    return b"".join(iter(lambda: found.read(frames), b""))


def numbers(data):
    return array("h", data)


def test_a_tone_is_the_tone_that_it_was_made_of():
    found = opened("tone")
    assert (found.channels, found.mix_rate) == (1, 22050)
    heard = numbers(rest(found))
    made = [16384 * sin(2 * pi * 440 * at / 22050) for at in range(11025)]
    assert len(heard) == len(made)
    off = sum((one - other) ** 2 for one, other in zip(heard, made, strict=True))
    assert off < 0.001 * sum(other**2 for other in made)


def test_what_is_louder_than_a_sample_can_be_keeps_its_sign():
    found = opened("loud")
    heard = numbers(rest(found))
    assert (max(heard), min(heard)) == (32767, -32768)
    for side, period in ((0, 40), (1, 20)):
        middles = heard[side::2][period // 4 :: period // 2]
        assert [sample > 0 for sample in middles] == [True, False] * (len(middles) // 2)


@pytest.mark.parametrize("name", ["tone", "loud", "long"])
def test_it_goes_on_at_the_very_frame_that_was_sought(name):
    found = opened(name)
    whole, size = rest(found), found.channels * 2
    frames = len(whole) // size
    for at in (0, 1, 777, frames // 2, frames - 9000, frames - 3000, frames - 1):
        found.seek(max(0, at))
        assert found.read(60) == whole[max(0, at) * size :][: 60 * size]
    for at in (frames, frames + 1):
        found.seek(at)
        assert found.read(60) == b""
    found.seek(0)
    assert rest(found, 37777) == whole


def test_a_long_one_is_silent_until_its_last_second():
    found = opened("long")
    found.seek(43 * 8000)
    assert max(numbers(found.read(4000))) < 10
    found.seek(44 * 8000 + 800)
    assert max(numbers(found.read(4000))) > 20000


def test_the_title_of_a_sound_may_be_in_any_encoding():
    data = (FILES / "loud.ogg").read_bytes()
    assert len(rest(Vorbis(checked(data.replace(b"loud", b"\xe4\xf6\xfc!")), 4000))) == 16000


def test_packets_that_are_damaged_are_passed_over():
    data = bytearray((FILES / "long.ogg").read_bytes())
    page = data.rfind(b"OggS") + 27
    data[page + data[page - 1]] = 0xFF  # the first packet, which says now that it is no sound
    found = Vorbis(checked(data), 360000)
    whole = rest(found)
    assert 340000 < len(whole) // 2 < 360000
    assert max(numbers(whole)) > 20000


def test_what_has_other_channels_from_a_place_on_ends_there():
    data = b"".join((FILES / f"{name}.ogg").read_bytes() for name in ("tone", "loud"))
    assert 11025 <= len(rest(Vorbis(data, 1_000_000))) // 2 < 11025 + 1024


@pytest.mark.parametrize("data", [b"", b"OggS" * 30, (FILES / "tone.ogg").read_bytes()[:3381]])
def test_of_what_is_damaged_altogether_there_is_one_error(data):
    with pytest.raises(AudioError, match=r"^This OGG file is damaged: nothing of it can be decoded\.$"):
        Vorbis(data, 1000)


def test_more_than_two_channels_are_refused_with_what_to_do():
    with pytest.raises(AudioError, match=r"of 6 channels .* save it with one or two channels"):
        opened("six")
