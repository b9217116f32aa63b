import os
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st
from websockets.frames import Frame, Opcode

from nodes.websocket.socket_link.fast_lane import (
    FRAMES_AT_ONCE,
    GROWTH,
    LARGE,
    ROOM,
    VIEWED,
    LaneReader,
    Masker,
    frame_of,
    is_utf8,
)

MAX = 200_000
SIZES = [0, 1, 125, 126, 127, VIEWED - 1, VIEWED, 65535, 65536, LARGE, LARGE + 1, 3 * LARGE, MAX]


def frame(payload, opcode=Opcode.BINARY, fin=True, mask=True):
    return Frame(opcode, payload, fin).serialize(mask=mask)


def read_all(lane, data, split):
    """Feed `data` in pieces of `split` bytes; return the messages and the foreign bytes."""
    messages, foreign = [], b""
    for start in range(0, len(data), split):
        lane.feed(data[start : start + split])
        while True:
            messages += lane.messages()
            part = lane.foreign()
            if not part:
                break
            foreign += part
    return messages, foreign


@pytest.mark.parametrize("mask", [True, False])
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("split", [7, 1000, 10**6])
def test_whole_frames_of_every_length_become_messages(mask, size, split):
    payload = os.urandom(size)
    data = frame(payload, mask=mask) + frame(b"next", mask=mask)
    messages, foreign = read_all(LaneReader(mask, MAX), data, split)
    assert messages == [(payload, False), (b"next", False)]
    assert foreign == b""


def test_text_and_binary_are_told_apart():
    data = frame("größer".encode(), Opcode.TEXT) + frame(b"plain", Opcode.TEXT) + frame(b"\xff")
    messages, _ = read_all(LaneReader(True, MAX), data, 5)
    assert messages == [("größer".encode(), True), (b"plain", True), (b"\xff", False)]


@pytest.mark.parametrize("size", [2, 2 * LARGE])
@pytest.mark.parametrize("split", [1000, 10**6])
def test_text_that_is_not_utf8_ends_the_reading(size, split):
    lane = LaneReader(True, MAX)
    data = frame(b"a") + frame(b"\xff" * size, Opcode.TEXT) + frame(b"never")
    messages, foreign = read_all(lane, data, split)
    assert messages == [(b"a", False)]
    assert foreign == b""
    assert lane.invalid_text


@pytest.mark.parametrize(
    "odd",
    [
        frame(b"ping", Opcode.PING),
        frame(b"\x03\xe8", Opcode.CLOSE),
        b"\xc2" + frame(b"compressed")[1:],
        b"\x83" + frame(b"unknown opcode")[1:],
        frame(b"unmasked", mask=False),
        frame(b"x" * (MAX + 1)),
    ],
)
@pytest.mark.parametrize("split", [1, 3, 10**6])
def test_everything_else_is_foreign_and_handed_over_untouched(odd, split):
    if split == 1 and len(odd) > MAX:
        split = 1000
    lane = LaneReader(True, MAX)
    messages, foreign = read_all(lane, frame(b"before") + odd + frame(b"after"), split)
    assert messages == [(b"before", False), (b"after", False)]
    assert foreign == odd


@pytest.mark.parametrize("split", [1, 4, 10**6])
def test_all_of_a_fragmented_message_is_foreign_with_control_frames_between(split):
    parts = (
        frame(b"one", Opcode.TEXT, fin=False)
        + frame(b"", Opcode.PING)
        + frame(b"two", Opcode.CONT, fin=False)
        + frame(b"three", Opcode.CONT)
    )
    messages, foreign = read_all(LaneReader(True, MAX), parts + frame(b"whole"), split)
    assert foreign == parts
    assert messages == [(b"whole", False)]


def test_a_whole_frame_inside_a_fragmented_message_is_foreign_too():
    data = frame(b"one", fin=False) + frame(b"violation")
    messages, foreign = read_all(LaneReader(True, MAX), data, 10**6)
    assert (messages, foreign) == ([], data)


@pytest.mark.parametrize("mask", [True, False])
def test_a_large_message_can_be_received_into_its_own_memory(mask):
    payload = os.urandom(MAX)
    data = frame(payload, mask=mask)
    lane = LaneReader(mask, MAX)
    lane.feed(frame(b"first", mask=mask) + data[:10_000])
    assert lane.messages() == [(b"first", False)]
    position = 10_000
    while (target := lane.target()) is not None:
        with target:
            part = data[position : position + 30_000][: len(target)]
            target[: len(part)] = part
        lane.filled(len(part))
        assert lane.foreign() == b""
        position += len(part)
    assert position == len(data)
    assert lane.messages() == [(payload, False)]
    assert lane.target() is None


@pytest.mark.parametrize("mask", [True, False])
@pytest.mark.parametrize("in_pieces", [True, False])
def test_a_payload_is_copied_once_on_its_way(mask, in_pieces):
    size = 1 << 20
    data = frame(bytes(size), mask=mask)
    lane = LaneReader(mask, size)
    read_all(LaneReader(mask, size), data, 70_000)  # the hint to keep memory of that size is given once
    tracemalloc.start()
    try:
        lane.feed(data[:70_000] if in_pieces else data)
        messages = lane.messages()
        position = 70_000
        while in_pieces and not messages:
            with lane.target() as target:
                count = len(target)
                target[:] = memoryview(data)[position : position + count]
            position += count
            lane.filled(count)
            messages = lane.messages()
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert [len(payload) for payload, _ in messages] == [size]
    # In pieces it is collected in memory of its own first.
    assert size <= peak < (2.2 if in_pieces else 1.2) * size


def test_a_message_that_lacks_little_is_completed_in_its_own_memory_too():
    data = frame(b"x" * (LARGE + 1))
    lane = LaneReader(True, MAX)
    lane.feed(data[:-3])
    assert lane.messages() == []
    assert len(lane.target()) == 3
    with lane.target() as target:
        target[:] = data[-3:]
    lane.filled(3)
    assert lane.messages() == [(b"x" * (LARGE + 1), False)]


def test_a_lane_says_whether_the_next_frame_is_for_it_and_whether_a_foreign_one_is_under_way():
    lane = LaneReader(True, MAX)
    ping = frame(b"ping", Opcode.PING)
    lane.feed(frame(b"a") + ping[:3])
    assert len(lane.messages()) == 1
    assert lane.stuck()
    assert lane.between_frames()
    assert lane.foreign() == ping[:3]
    assert not lane.between_frames()
    lane.feed(ping[3:])
    assert lane.foreign() == ping[3:]
    assert not lane.stuck()
    assert lane.between_frames()


def test_a_small_message_that_is_not_whole_yet_waits_without_memory_of_its_own_to_receive_into():
    lane = LaneReader(True, MAX)
    lane.feed(frame(b"x" * 1000)[:500])
    assert lane.messages() == []
    assert lane.target() is None


@pytest.mark.parametrize(
    ("text", "is_text"),
    [
        ("ä" * LARGE, True),  # which is cut inside a letter
        ("x" + "ä" * LARGE, True),
        ("x" * LARGE + "\N{WAXING CRESCENT MOON SYMBOL}" * LARGE, True),
        ("ä" * LARGE + "\udcff", False),
        ("\udcff" + "ä" * LARGE, False),
    ],
)
def test_a_long_text_is_looked_at_without_four_times_its_memory(text, is_text):
    payload = text.encode(errors="surrogateescape")
    assert is_utf8(payload) is is_text
    assert is_utf8(payload + payload[:1]) is False or payload[:1].isascii()
    tracemalloc.start()
    try:
        is_utf8(payload)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 7 * LARGE


def test_so_many_messages_are_returned_at_once():
    lane = LaneReader(True, MAX)
    lane.feed(frame(b"x") * (2 * FRAMES_AT_ONCE + 3))
    assert [len(lane.messages()) for _ in range(4)] == [FRAMES_AT_ONCE, FRAMES_AT_ONCE, 3, 0]


class Counted(bytes):
    """Bytes that count how many are copied out of them by slices."""

    copied = 0

    def __getitem__(self, key):
        part = super().__getitem__(key)
        if isinstance(key, slice):
            self.copied += len(part)
        return part


@pytest.mark.parametrize(
    "tiny",
    [
        frame(b"", Opcode.PING),
        frame(b"", fin=False) + frame(b"", Opcode.CONT),
        frame(b"", fin=False) + frame(b"", Opcode.PING) + frame(b"", Opcode.CONT),
        frame(b"", Opcode.TEXT),
        frame(b"x"),
        frame(b"", Opcode.PING) + frame(b"x"),
    ],
)
def test_each_byte_is_copied_a_few_times_however_many_frames_there_are(tiny):
    data = Counted(tiny * 2000)
    messages, foreign = read_all(LaneReader(True, MAX), data, len(data) + 1)
    assert messages or foreign
    assert data.copied < 4 * len(data)


@pytest.mark.parametrize("split", [1, 50, 1000])
def test_a_message_that_comes_in_many_pieces_is_not_copied_for_each(split):
    payload = bytes(range(256)) * 100
    data = frame(payload)
    lane, found = LaneReader(True, MAX), []
    for start in range(0, len(data), split):
        lane.feed(data[start : start + split])
        found += lane.messages()
        assert len(lane.buffer) < 14
    assert found == [(payload, False)]


@pytest.mark.parametrize("split", [1, 1000, 300_000])
def test_memory_grows_with_what_comes_of_a_message_and_not_with_what_is_announced(split):
    size = 32 << 20
    lane = LaneReader(True, size)
    head = frame(bytes(size))[:14]
    lane.feed(head)
    assert lane.messages() == []
    came = 0
    while came < min(1000 * split, 1 << 20):
        with lane.target() as target:
            room = len(target)
        lane.filled(0)
        assert came <= len(lane.unfinished) <= GROWTH * came
        with lane.target() as target:
            assert len(target) == room <= max(ROOM, GROWTH * came) - came
            came += min(split, room)
        lane.filled(min(split, room))
        assert lane.messages() == []
        assert came <= len(lane.unfinished) <= GROWTH * came


@given(
    st.lists(st.tuples(st.binary(max_size=300), st.booleans()), max_size=20),
    st.booleans(),
    st.integers(1, 400),
)
def test_what_is_written_is_read(messages, masked, split):
    masker = Masker()
    messages = [(p if not text else p.hex().encode(), text) for p, text in messages]
    data = b"".join(masker.frame(p, text) if masked else frame_of(p, text) for p, text in messages)
    found, foreign = read_all(LaneReader(masked, MAX), data, split)
    assert (found, foreign) == (messages, b"")


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("is_text", [True, False])
def test_frames_are_the_librarys_byte_for_byte(size, is_text, monkeypatch):
    payload = b"p" * size
    opcode = Opcode.TEXT if is_text else Opcode.BINARY
    assert frame_of(payload, is_text) == frame(payload, opcode, mask=False)
    monkeypatch.setattr("os.urandom", lambda count: b"\x01\x02\x03\x04" * (count // 4))
    monkeypatch.setattr("secrets.token_bytes", lambda count: b"\x01\x02\x03\x04")
    assert Masker().frame(payload, is_text) == frame(payload, opcode)


def test_masks_do_not_repeat():
    masker = Masker()
    count = 3 * Masker.POOL_SIZE // 4
    masks = {masker.frame(b"", False)[2:6] for _ in range(count)}
    assert len(masks) > count - 10
