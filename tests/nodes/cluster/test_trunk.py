"""The messages of the trunk: each is read as it was written, and nothing else means anything."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import ScriptError
from nodes.cluster import trunk
from nodes.cluster.trunk import (
    DOWN,
    UP,
    Add,
    Del,
    Deny,
    Enter,
    Epoch,
    Grant,
    Hello,
    Join,
    Kick,
    Left,
    TrunkError,
    Welcome,
    check_secret,
    decode,
    encode,
    is_packet,
    runs_of,
)
from nodes.websocket.events import Received
from nodes.websocket.relay import pack

MESSAGES = [
    (UP, Hello(1, 1 << 63), "10 01 0000000000000080"),
    (
        UP,
        Join(77, 4000, "::1", "/a?b", "chat", {"host": "x"}),
        "11 4d000000 a00f 0300 3a3a31 0400 2f613f62 0400 63686174 0100 0400 686f7374 0100 78",
    ),
    (UP, Left(77, True, 1001), "12 4d000000 01 e903"),
    (UP, Enter(77, 4), "13 4d000000 04"),
    (DOWN, Welcome(77), "14 4d000000"),
    (DOWN, Add(77), "15 4d000000"),
    (DOWN, Del((1 << 31) - 1), "16 ffffff7f"),
    (DOWN, Deny(77, False, 1008, "no"), "17 4d000000 00 f003 0200 6e6f"),
    (DOWN, Kick(77, 4001, "später"), "18 4d000000 a10f 0700 7370c3a4746572"),
    (DOWN, Epoch(5, (3, 4), (2, 77)), "19 0500000000000000 03 02000000 4d000000"),
    (DOWN, Epoch(5, (3,), ()), "19 0500000000000000 01"),
    (DOWN, Epoch(5, (4,), ()), "19 0500000000000000 02"),
    (DOWN, Grant(77), "1a 4d000000"),
]
each = pytest.mark.parametrize(("way", "message", "data"), MESSAGES)


@each
def test_a_message_has_these_bytes_and_is_read_from_them(way, message, data):
    assert encode(message) == bytes.fromhex(data)
    assert decode(bytes.fromhex(data), way) == message
    assert type(decode(bytes.fromhex(data), way)) is type(message)


@each
def test_a_message_that_is_cut_off_or_too_long_means_nothing(way, message, data):
    whole = encode(message)
    for end in range(len(whole)):
        if isinstance(message, Epoch) and end >= 10 and not (end - 10) % 4:
            continue  # fewer ids are a message, too
        with pytest.raises(TrunkError):
            decode(whole[:end], way)
    with pytest.raises(TrunkError):
        decode(whole + b"\0", way)


@each
def test_a_byte_that_is_another_makes_another_message_or_none(way, message, data):
    whole = encode(message)
    for place in range(len(whole)):
        for value in range(256):
            changed = whole[:place] + bytes((value,)) + whole[place + 1 :]
            try:
                said = decode(changed, way)
            except TrunkError:
                continue
            assert encode(said) == changed


@each
def test_a_message_does_not_go_the_other_way(way, message, data):
    with pytest.raises(TrunkError, match="does not go this way"):
        decode(encode(message), DOWN if way is UP else UP)


@given(st.binary(max_size=60), st.sampled_from([UP, DOWN]))
def test_any_bytes_are_a_message_or_are_refused(data, way):
    try:
        said = decode(data, way)
    except TrunkError:
        return
    if not isinstance(said, Join):  # whose headers may be there twice
        assert encode(said) == data


@pytest.mark.parametrize(
    ("data", "why"),
    [
        ("", "no bytes"),
        ("00", "type 0, which does not go this way"),
        ("14 01000000", "the id 1, which no player can have"),
        ("14 ffffffff", "the id -1, which no player can have"),
        ("14 4d000000 00", "1 bytes too many, for WELCOME"),
        ("17 4d000000 02 f003 0000", "the value 2, where there is none but 0, 1"),
        ("18 4d000000 a10f 0100 ff", "a text that is not UTF-8"),
        ("19 0500000000000000 00", "the value 0, where there is none but 1, 2, 3"),
        ("19 0500000000000000 01 020000", "an id that is cut off"),
        ("1a 4d0000", "an end that is missing"),
    ],
)
def test_what_is_wrong_is_said(data, why):
    with pytest.raises(TrunkError) as caught:
        decode(bytes.fromhex(data), DOWN)
    assert str(caught.value) == why


def test_a_text_that_no_utf_8_can_say_is_sent_with_question_marks():
    assert decode(encode(Kick(2, 4000, "\ud800")), DOWN).reason == "?"


def test_the_packet_of_a_game_is_known_by_its_first_byte():
    packet = pack(77, -5, b"data")
    assert is_packet(packet)
    for other in (b"", packet[:8], encode(Grant(77))):
        assert not is_packet(other)


def test_packets_that_go_the_same_way_are_a_run_and_all_else_is_one_by_itself():
    here, there, grant, strange = pack(2, 1, b"a"), pack(2, -3, b"b"), encode(Grant(2)), pack(0, 1, b"c")
    messages = [here, here, there, here, grant, grant, strange, strange, here]
    runs = [(2, 1, 2), (2, -3, 1), (2, 1, 1), (0, 0, 1), (0, 0, 1), (0, 1, 1), (0, 1, 1), (2, 1, 1)]
    found = runs_of(Received((message, False) for message in messages))
    assert [(source, to, len(run)) for source, to, run in found] == runs
    assert all(type(run) is Received for _, _, run in found)
    assert [message for _, _, run in found for message, _ in run] == messages


@pytest.mark.parametrize("secret", ["", "  ", None, 5, "two\nlines", "\ud800"])
def test_a_secret_that_everybody_knows_is_none(secret):
    with pytest.raises(ScriptError, match="only the room and its gateways know"):
        check_secret(secret)
    assert check_secret(" s ") == "s"


def test_numbers_of_messages_are_used_once():
    assert not UP.keys() & DOWN.keys()
    assert trunk.PROTOCOL == "estragon.trunk.1"
