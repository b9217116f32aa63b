"""Frames in and out by the core and by its reference: the same messages, the same state, the same bytes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.variant.pool_byte_array import PoolByteArray
from nodes.websocket.events import Received
from nodes.websocket.socket_link import fast_lane
from nodes.websocket.socket_link.fast_lane import FRAMES_AT_ONCE, LaneReader, Masker, frame_of

from .needed import core

PLACE = fast_lane.__name__
MAX = 70_000

reference_of_messages = core.references[f"{PLACE}.LaneReader.messages"]
reference_of_masked = core.references[f"{PLACE}.Masker.frame"]
reference_of_frame = core.references[f"{PLACE}.frame_of"]


def state(lane):
    return [getattr(lane, name) for name in LaneReader.__slots__]


def read(lane, messages, pieces):
    """Feed the pieces; return all that comes out, with the state after each step."""
    told = []
    for piece in pieces:
        lane.feed(piece)
        while True:
            found = messages(lane)
            assert type(found) is Received
            told += [*map(repr, found), state(lane)]
            foreign = lane.foreign()
            told += [foreign, state(lane)]
            if not foreign and len(found) < FRAMES_AT_ONCE:
                break
            if lane.invalid_text:
                return told
    return told


def test_they_are_not_the_same_function():
    assert LaneReader.messages is not reference_of_messages
    assert Masker.frame is not reference_of_masked
    assert frame_of is not reference_of_frame


texts = st.one_of(st.text(max_size=40).map(str.encode), st.binary(max_size=40))
lengths = st.sampled_from([0, 1, 7, 8, 125, 126, 127, 300, 65535, 65536, MAX, MAX + 1])
payloads = st.one_of(texts, lengths.map(lambda size: bytes(i & 0x7F for i in range(size))))


@st.composite
def frames(draw, masked):
    """Frames of data, some of which are none that one should send."""
    payload = draw(payloads)
    masker = Masker()
    one = masker.frame(payload, draw(st.booleans())) if masked else frame_of(payload, draw(st.booleans()))
    if draw(st.integers(0, 7)):
        return one
    one = bytearray(one)
    for at in draw(st.lists(st.integers(0, 12), max_size=3)):
        if at < len(one):
            one[at] = draw(st.integers(0, 255))
    return bytes(one[: draw(st.integers(0, len(one)))]) if draw(st.booleans()) else bytes(one)


@st.composite
def inputs(draw):
    """Return whether frames are masked, and the pieces in which they come."""
    masked = draw(st.booleans())
    data = b"".join(draw(st.lists(frames(masked), max_size=8)))
    if draw(st.booleans()):
        data += (Masker().frame(b"x", False) if masked else frame_of(b"x", False)) * 150
    cuts = sorted(draw(st.lists(st.integers(0, len(data)), max_size=6)))
    return masked, [data[a:b] for a, b in zip([0, *cuts], [*cuts, len(data)], strict=True)]


@given(inputs())
def test_both_read_the_same(given):
    masked, pieces = given
    one, other = LaneReader(masked, MAX), LaneReader(masked, MAX)
    assert read(one, LaneReader.messages, pieces) == read(other, reference_of_messages, pieces)


@given(st.lists(st.binary(max_size=30), max_size=5), st.booleans())
def test_both_read_the_same_of_anything(pieces, masked):
    one, other = LaneReader(masked, MAX), LaneReader(masked, MAX)
    assert read(one, LaneReader.messages, pieces) == read(other, reference_of_messages, pieces)


class Odd(bytes):
    """Bytes that say another length."""

    def __len__(self):
        return 3


@given(
    payloads,
    st.sampled_from([bytes, PoolByteArray, bytearray, Odd, memoryview]),
    st.sampled_from([True, False, 1, 0]),
    st.booleans(),
)
def test_both_write_the_same(payload, kind, is_text, by_name):
    payload = kind(payload)

    def written(function, *before):
        try:
            if by_name:
                return function(*before, payload=payload, is_text=is_text)
            return function(*before, payload, is_text)
        except Exception as error:
            return type(error), str(error)

    assert written(frame_of) == written(reference_of_frame)
    one, other = Masker(), Masker()
    one.frame(b"", False)
    other._pool, other._used = one._pool, one._used
    assert written(Masker.frame, one) == written(reference_of_masked, other)
    assert (other._pool, other._used) == (one._pool, one._used)


def test_the_core_asks_for_randomness_when_the_reference_does(monkeypatch):
    asked = []
    monkeypatch.setattr("os.urandom", lambda count: asked.append(count) or bytes(count))
    masker = Masker()
    for _ in range(Masker.POOL_SIZE // 4 + 1):
        masker.frame(b"", False)
    assert asked == [Masker.POOL_SIZE] * 2


def test_a_lane_in_any_state_is_read():
    lane = LaneReader(True, MAX)
    lane.buffer = bytearray(b"\x81\x80abcd")
    assert lane.messages() == [(b"", True)]
    lane.buffer, lane._start = b"\x81", 5
    assert lane.messages() == reference_of_messages(lane)
    del lane.unfinished
    with pytest.raises(AttributeError):
        lane.messages()
    with pytest.raises(TypeError):
        LaneReader.messages(None)
