"""The framing of the multiplayer mode, against what the real Godot put on the wire."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nodes.websocket.relay import (
    ClientSide,
    Joined,
    Left,
    Outcome,
    OwnId,
    Payload,
    Refused,
    ServerRelay,
    all_begin_with,
    pack,
)

VECTORS = Path(__file__).parent / "vectors"
RECORDED = json.loads((VECTORS / "multiplayer_packets.json").read_text())


def recorded_frames():
    """Every multiplayer message of the recording: (sender, receiver, bytes).

    The order of frames of different connections is not recorded, so within a step what a message
    depends on is put before it: who is there, then what clients send, then what the server sends.
    """

    def stage(frame):
        sender, _, data = frame
        return 1 if sender != "server" else 2 if data[0] == 0 else 0

    for step in RECORDED["steps"]:
        frames = [
            (*frame["direction"].split("->"), bytes.fromhex(frame["hex"]))
            for frame in step["frames"]
            if frame["kind"] in ("binary", "text")
        ]
        yield from sorted(frames, key=stage)


def id_in(data):
    return int.from_bytes(data[9:13], "little")


def test_the_server_tells_and_relays_what_a_recorded_godot_server_did():
    """Each message of a server is due because of a join, a leave or a message before it."""
    relay = ServerRelay()
    due, refused, fulfilled = [], [], 0
    ids = {}  # by the name in the recording; who comes back gets another
    for sender, receiver, data in recorded_frames():
        if sender != "server":
            outcome = relay.receive(ids[sender], data)
            refused += [outcome.refusal] if outcome.refusal else []
            due += [(client, data) for client in outcome.receivers]
            continue
        if data[0] == 3:
            ids[receiver] = id_in(data)
            due += relay.join(id_in(data))
        elif data[0] == 2 and (ids[receiver], data) not in due:
            due += relay.leave(id_in(data))
        if (ids[receiver], data) in due:
            due.remove((ids[receiver], data))
            fulfilled += 1
        else:
            assert data[:5] == pack(1, 0, b"")[:5]  # the server's own
    assert due == []
    assert fulfilled > 20
    assert refused == [
        "itself as the destination",
        "12345 as the destination, which is not connected",
    ]


def test_a_recorded_client_understands_every_message_it_got():
    clients, kinds = {}, set()
    for sender, receiver, data in recorded_frames():
        if sender == "server":
            if data[0] == 3:
                clients[receiver] = ClientSide()
            event = clients[receiver].receive(data)
            assert not isinstance(event, Refused)
            kinds.add(type(event))
    assert kinds == {OwnId, Joined, Left, Payload}


def test_joining_follows_the_order_of_godot():
    relay = ServerRelay()
    assert [m.hex() for _, m in relay.join(0x4D1B1FAD)] == [
        "030100000000000000ad1f1b4d",
        "01010000000000000001000000",
    ]
    relay.join(70)
    messages = relay.join(50)
    assert [(to, m[0], int.from_bytes(m[9:], "little")) for to, m in messages] == [
        (50, 3, 50),
        (50, 1, 1),
        (70, 1, 50),
        (50, 1, 70),
        (0x4D1B1FAD, 1, 50),
        (50, 1, 0x4D1B1FAD),
    ]


def test_leaving_is_told_to_the_others():
    relay = ServerRelay()
    for client in (30, 10, 20):
        relay.join(client)
    assert [(to, m.hex()) for to, m in relay.leave(20)] == [
        (10, "02010000000000000014000000"),
        (30, "02010000000000000014000000"),
    ]
    assert relay.leave(99) == [(10, relay.leave(99)[0][1]), (30, relay.leave(99)[1][1])]
    assert repr(relay) == "<ServerRelay of 2 clients>"


@pytest.mark.parametrize(
    ("destination", "kept", "receivers"),
    [(1, True, []), (0, True, [20, 30]), (-20, True, [30]), (-1, False, [20, 30]), (20, False, [20])],
)
def test_a_message_goes_where_its_destination_says(destination, kept, receivers):
    relay = ServerRelay()
    for client in (10, 20, 30):
        relay.join(client)
    assert relay.receive(10, pack(10, destination, b"x")) == Outcome(
        kept, receivers, "", destination=destination
    )


@pytest.mark.parametrize(
    ("message", "why"),
    [
        (b"", "0 bytes"),
        (b"\0" * 8, "8 bytes"),
        (b"\1" + pack(10, 0, b"....")[1:], "type 1"),
        (b"\1" + pack(10, 0, b"....")[1:], "type 1, which only the server may send"),
        (b"\4" + pack(10, 0, b"")[1:], "type 4, which does not exist"),
        (b"\0\0\0\0\0", "only 5 bytes, where a multiplayer packet has 9 or more"),
        (pack(1, 0, b"x"), "1 as its source"),
        (pack(20, 0, b"x"), "20 as its source"),
        (pack(10, 10, b"x"), "itself"),
        (pack(10, 99, b"x"), "99 as the destination, which is not connected"),
    ],
)
def test_a_forged_or_broken_message_is_refused_with_the_reason(message, why):
    relay = ServerRelay()
    for client in (10, 20):
        relay.join(client)
    outcome = relay.receive(10, message)
    assert outcome[:2] == (False, [])
    assert why in outcome.refusal


def test_the_server_selects_by_target():
    relay = ServerRelay()
    for client in (30, 10, 20):
        relay.join(client)
    assert relay.selected(0) == [10, 20, 30]
    assert relay.selected(20) == [20]
    assert relay.selected(99) == []
    assert relay.selected(-20) == [10, 30]


@pytest.mark.parametrize(
    ("message", "event"),
    [
        ("00010000000000000068690a", Payload(1, bytes.fromhex("00010000000000000068690a"))),
        ("000100000005000000", Payload(1, bytes.fromhex("000100000005000000"))),
        ("0003000000050000006d", Payload(3, bytes.fromhex("0003000000050000006d"))),
        ("030100000000000000370000000000", OwnId(55)),
        ("01010000000000000046000000", Joined(70)),
    ],
)
def test_a_client_understands(message, event):
    assert ClientSide().receive(bytes.fromhex(message)) == event


@pytest.mark.parametrize(
    ("message", "why"),
    [
        ("0001000000000000", "8 bytes"),
        ("040100000000000000", "type 4"),
        ("0001000000000000", "it has only 8 bytes, where a multiplayer packet has 9 or more"),
        ("0101000000000000004600", "without an id"),
        ("010100000000000000fbffffff", "the id -5"),
        ("01010000000000000037000000", "55 joined, who is there already"),
        ("01010000000000000002000000", "2 joined, who is there already"),
        ("02010000000000000063000000", "99 left, who was not there"),
    ],
)
def test_a_client_refuses_what_no_server_sends(message, why):
    client = ClientSide()
    client.receive(bytes.fromhex("03010000000000000037000000"))
    client.receive(bytes.fromhex("01010000000000000002000000"))
    refused = client.receive(bytes.fromhex(message))
    assert isinstance(refused, Refused)
    assert why in refused.why
    assert repr(client) == "<ClientSide 55 of 1 peers>"


def test_a_peer_may_come_back():
    client = ClientSide()
    add, delete = bytes.fromhex("01010000000000000046000000"), bytes.fromhex("02010000000000000046000000")
    assert [client.receive(m) for m in (add, delete, add)] == [Joined(70), Left(70), Joined(70)]


@given(st.binary(max_size=40))
def test_no_message_is_more_than_judged(message):
    relay = ServerRelay()
    for client in (2, 3, 4):
        relay.join(client)
    outcome = relay.receive(2, message)
    assert set(outcome.receivers) <= {3, 4}
    if outcome.refusal:
        assert outcome[:2] == (False, [])
    else:
        assert message[:5] == pack(2, 0, b"")[:5]
    event = ClientSide().receive(message)
    assert isinstance(event, Payload | OwnId | Joined | Left | Refused)


def test_who_does_not_speak_like_this_is_told_of_and_reached_from_above():
    relay = ServerRelay()
    relay.join(10)
    assert [client for client, _ in relay.join_other(11)] == [10]
    assert [client for client, _ in relay.join(12)] == [12, 12, 10, 12, 12]
    assert relay.receive(10, pack(10, 11, b"x")) == Outcome(True, [], "", destination=11)
    assert relay.receive(10, pack(10, 0, b"x")) == Outcome(True, [12], "", destination=0)
    assert relay.receive(10, pack(10, -1, b"x")) == Outcome(True, [12], "", destination=-1)
    assert [client for client, _ in relay.leave(11)] == [10, 12]
    assert relay.receive(10, pack(10, -1, b"x")) == Outcome(False, [12], "", destination=-1)


def test_messages_begin_all_with_the_same_bytes_unless_one_does_not_or_is_text():
    assert all_begin_with([(b"abc", False), (b"ab", False)], b"ab")
    assert all_begin_with([(b"", False)], b"")
    assert not all_begin_with([(b"abc", False), (b"ba", False)], b"ab")
    assert not all_begin_with([(b"abc", False), (b"ab", True)], b"ab")
