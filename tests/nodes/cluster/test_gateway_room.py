"""The gateway's side: how players come in, and whom packets go to, over links that are none."""

import pytest

from engine import ERR_OUT_OF_MEMORY, ERR_UNAVAILABLE
from nodes.cluster.gateway_room import LOST, GatewayRoom
from nodes.cluster.trunk import (
    DOWN,
    MOST_UP,
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
    Welcome,
    decode,
    encode,
    is_packet,
)
from nodes.websocket.life import Happening
from nodes.websocket.relay import ADD, DEL, EVERYONE, ID, SERVER, pack
from tests.nodes.cluster.test_trunk import MESSAGES
from tests.nodes.websocket.session_ends import SIGNALS, ALink, Told, messages, system

FOUR = bytes.fromhex("02 01 ffffff7f")
"""The confirmation of the probe that games of Godot 4 are sent."""


class Gate:
    """A session of a gateway, its trunk, and its players."""

    def __init__(self, versions=(3,), others=(), reached=True, pace=0.0):
        self.told = Told()
        self.room = GatewayRoom(
            lambda: "its node", self.rename, *(getattr(self.told, name) for name in SIGNALS)
        )
        self.trunk = a_link()
        self.trunk.waiting = 0
        self.room.set_pace(pace, 0.0)
        self.next_id = 1000
        if reached:
            self.room.connected(self.trunk, 7)
            assert self.said() == [Hello(1, 7)]
            self.hear(Epoch(99, versions, tuple(others)))

    def rename(self, link):
        link.id = self.next_id

    def hear(self, *said):
        self.room.heard(messages(*(one if isinstance(one, bytes) else encode(one) for one in said)))

    def said(self):
        return [one if is_packet(one) else decode(one, UP) for one in self.trunk.take()]

    def come(self, id, **what):
        link = a_link(id, **what)
        self.room.opened(link)
        self.room.go_on(0.0)
        return link

    def join(self, id, godot=3):
        """Let somebody in, and forget what was said about it."""
        link = self.come(id, path=f"/godot{godot}")
        self.hear(Grant(id), Welcome(id))
        assert [type(one) for one in self.said()] == [Join, Enter]
        for each in self.room._links.values():
            each.take()
        self.told.take()
        return link


def a_link(id=0, **what):
    link = ALink(id, **what)
    link.address = ("10.0.0.1", 4000)

    def close(code, reason):
        link.closed.append((code, reason))
        if link.life.is_connected:
            link.life.step(Happening.DROPPED)

    link.close = close
    return link


@pytest.fixture
def gate():
    return Gate(others=(21, 22))


# -- Coming in ----------------------------------------------------------------------------------------


def test_a_player_asks_for_a_place_then_says_what_it_speaks_then_is_in(gate):
    link = gate.come(11, path="/a?b", protocol="chat", headers={"host": "x"})
    assert gate.said() == [Join(11, 4000, "10.0.0.1", "/a?b", "chat", {"host": "x"})]
    gate.hear(Grant(11))
    assert gate.said() == [Enter(11, 3)]
    assert link.take() == []
    gate.hear(Welcome(11))
    assert link.take() == [system(ID, 11), *(system(ADD, id) for id in (1, 21, 22))]
    assert gate.told.take() == [("peer_connected", 11)]
    assert repr(gate.room) == "<GatewayRoom of 1 players here, reached>"


def test_those_who_are_in_here_are_told_of_each_other_and_of_those_elsewhere(gate):
    one = gate.join(11)
    gate.join(12)
    assert one.take() == []
    gate.hear(Add(31))
    assert one.take() == [system(ADD, 31)]
    gate.hear(Del(31), Del(21))
    assert one.take() == [system(DEL, 31), system(DEL, 21)]
    gate.room.last_code = 1001
    gate.room.ended(12, True)
    assert one.take() == [system(DEL, 12)]
    assert gate.said() == [Left(12, True, 1001)]
    assert gate.told.take() == [("peer_disconnected", 12)]


def test_a_game_of_godot_4_is_asked_what_it_is_once_it_has_its_id():
    gate = Gate(versions=(3, 4), others=(21,))
    three = gate.join(10)
    link = gate.come(11)
    assert link.take() == []
    gate.room.ponged(link, b"1")  # to nothing
    gate.hear(Grant(11))
    assert link.take()[0] == (11).to_bytes(4, "little")
    gate.room.ponged(link, b"1")
    gate.room.received(link, messages(FOUR, b"before it is in"))
    assert gate.said()[-1] == Enter(11, 4)
    gate.room.received(link, messages(b"and more"))
    assert gate.said() == []
    gate.hear(Welcome(11))
    assert gate.said() == [pack(11, SERVER, b"before it is in"), pack(11, SERVER, b"and more")]
    assert three.take() == [system(ADD, 11)]
    gate.room.received(link, messages(b"x"))
    assert gate.said() == [pack(11, SERVER, b"x")]


def test_a_game_that_is_of_godot_4_after_all_comes_in_again():
    gate = Gate(versions=(3, 4))
    three, link = gate.join(10), gate.come(11)
    gate.hear(Grant(11))
    gate.room.ponged(link, b"1")
    gate.room.ponged(link, b"2")
    gate.hear(Welcome(11))
    three.take(), gate.said(), gate.told.take()
    gate.room.received(link, messages(b"\3of Godot 4", b"more"))
    assert gate.told.take() == [("peer_disconnected", 11)]
    assert gate.said() == [Enter(11, 4)]
    gate.hear(Welcome(11))
    assert gate.said() == [pack(11, SERVER, b"\3of Godot 4"), pack(11, SERVER, b"more")]
    assert three.take() == [system(DEL, 11), system(ADD, 11)]


def test_a_game_that_is_of_godot_3_after_all_overtakes_nothing():
    gate = Gate(versions=(3, 4))
    three = gate.join(10)
    link = gate.come(11, headers={"origin": "a page"})
    gate.hear(Grant(11))
    assert gate.room.waited(link)
    gate.hear(Welcome(11))
    gate.room.received(link, messages(b"\3of Godot 4"))
    gate.hear(Welcome(11))
    gate.said(), three.take()
    packets = [pack(11, EVERYONE, b"a"), pack(11, 10, b"b")]
    gate.room._dialects[11].is_certain = False
    gate.room.received(link, messages(*packets))
    assert gate.said() == [Enter(11, 3)]
    assert three.take() == [system(DEL, 11)]
    gate.hear(Welcome(11))
    assert three.take() == [system(ADD, 11), *packets]
    assert gate.said() == packets[:1]


def test_an_id_that_somebody_else_has_is_another_before_the_player_knows(gate):
    link = gate.come(11)
    gate.hear(Deny(11, True, 1001, "the id is taken"))
    assert [one.id for one in gate.said()] == [11, 1000]
    gate.hear(Grant(1000), Welcome(1000))
    assert link.take()[0] == system(ID, 1000)


def test_who_is_refused_is_closed_with_the_reason(gate):
    link = gate.come(11)
    gate.hear(Deny(11, False, 1008, "no such luck"))
    assert link.closed == [(1008, "no such luck")]
    gate.said()
    gate.room.ended(11, True)
    assert gate.said() == []


def test_who_has_left_meanwhile_is_not_let_in(gate):
    for answer in (Grant(11), Deny(11, True, 1001, "taken"), Deny(11, False, 1008, "no")):
        gate.come(11)
        gate.room.ended(11, True)
        assert gate.room.is_known(11)
        assert [type(one) for one in gate.said()] == [Join, Left]
        gate.hear(answer, Welcome(11))
        assert gate.said() == []
        assert not gate.room.is_known(11)


def test_answers_that_nobody_waits_for_change_nothing(gate):
    link = gate.join(11)
    gate.hear(Grant(11), Deny(11, False, 1008, "no"), Welcome(11), Kick(99, 1000, ""))
    assert (gate.said(), link.take(), link.closed) == ([], [], [])


def test_an_id_is_known_that_somebody_has_here_or_elsewhere(gate):
    gate.join(11)
    assert [gate.room.is_known(id) for id in (11, 21, 31)] == [True, True, False]


def test_players_come_in_at_a_pace():
    gate = Gate(pace=20.0)
    for id in range(11, 16):
        gate.come(id)
    assert [one.id for one in gate.said()] == [11, 12]
    assert gate.room.wait() == 1 / 20
    gate.room.go_on(0.05)
    assert [one.id for one in gate.said()] == [13]
    gate.room.go_on(10.0)
    assert [one.id for one in gate.said()] == [14, 15]
    assert gate.room.wait() is None


def test_who_has_left_while_waiting_is_passed_over():
    gate = Gate(pace=1.0)
    gate.come(11)
    link = gate.come(12)
    link.close(1000, "")
    gate.room.ended(12, True)
    gate.room.go_on(10.0)
    assert [one.id for one in gate.said()] == [11]


def test_without_a_pace_the_next_poll_asks():
    gate = Gate()
    gate.room.opened(a_link(11))
    assert gate.room.wait() == 0.0


def test_a_kick_closes_a_player_with_its_code(gate):
    link = gate.join(11)
    gate.hear(Kick(11, 4001, "out"))
    assert link.closed == [(4001, "out")]


# -- Packets ------------------------------------------------------------------------------------------


def test_packets_of_players_go_to_those_here_and_up(gate):
    one, two = gate.join(11), gate.join(12)
    up = [pack(11, to, b"x") for to in (SERVER, EVERYONE, -SERVER, 21, -12)]
    gate.room.received(one, messages(*up, pack(11, 12, b"y")))
    assert gate.said() == up
    assert two.take() == [up[1], up[2], pack(11, 12, b"y")]
    assert gate.room.packet_count() == 0


def test_packets_for_the_room_and_for_those_elsewhere_go_up_in_their_order(gate):
    link = gate.join(11)
    up = [pack(11, to, b"%d" % to) for to in (SERVER, 21, SERVER, 22)]
    gate.room.received(link, messages(*up))
    assert gate.said() == up
    gate.room.received(link, messages(up[0], pack(12, 21, b"forged"), up[1], pack(11, 99, b"nobody"), up[2]))
    assert gate.said() == up[:3]


def test_a_packet_to_all_but_the_room_stays_here_if_nobody_is_elsewhere():
    gate = Gate()
    one, two = gate.join(11), gate.join(12)
    gate.room.received(one, messages(pack(11, -SERVER, b"x")))
    assert (gate.said(), two.take()) == ([], [pack(11, -SERVER, b"x")])


def test_forged_packets_are_dropped_here(gate, caplog):
    link = gate.join(11)
    gate.room.received(link, messages(pack(12, SERVER, b"x"), b"short"))
    assert gate.said() == []
    assert "a packet of client 11 was refused: it has 12 as its source" in caplog.text


def test_what_comes_down_goes_to_those_here_whom_it_is_for():
    gate = Gate(versions=(3, 4), others=(21,))
    one, two, four = gate.join(11), gate.join(12), gate.join(14, godot=4)
    gate.hear(pack(1, EVERYONE, b"a"), pack(1, -11, b"b"), pack(21, EVERYONE, b"c"), pack(1, -14, b"d"))
    gate.hear(pack(21, 12, b"e"), pack(1, 14, b"f"), pack(1, 99, b"g"))
    assert [packet[9:] for packet in one.take()] == [b"a", b"c", b"d"]
    assert two.take() == [
        *(pack(1, EVERYONE, b"a"), pack(1, -11, b"b"), pack(21, EVERYONE, b"c"), pack(1, -14, b"d")),
        pack(21, 12, b"e"),
    ]
    assert four.take() == [b"a", b"b", b"f"]


@pytest.mark.parametrize("packet", [pack(1, EVERYONE, b"x"), pack(21, 11, b"x")])
def test_a_player_that_is_too_slow_is_closed_and_no_other(gate, packet, caplog):
    one, two = gate.join(11), gate.join(12)
    one.result = ERR_OUT_OF_MEMORY
    gate.hear(packet)
    assert one.closed == [(1008, "too slow: too many packets wait")]
    assert (two.closed, two.take()) == ([], [packet] if packet == pack(1, EVERYONE, b"x") else [])


def test_while_the_trunk_is_full_packets_wait_at_their_players_and_then_go_in_order(gate):
    one, two = gate.join(11), gate.join(12)
    gate.trunk.waiting = MOST_UP + 1
    packets = [pack(11, SERVER, b"%d" % n) for n in range(5)]
    gate.room.received(one, messages(*packets[:2]))
    gate.room.received(one, messages(packets[2]))
    gate.room.received(two, messages(pack(12, SERVER, b"x")))
    gate.room.go_on(1.0)
    assert (gate.said(), len(one.unread), gate.room.wait()) == ([], 3, None)
    gate.trunk.waiting = MOST_UP
    assert gate.room.wait() == 0.0
    gate.room.received(one, messages(packets[3]))
    assert gate.said() == []  # nothing overtakes
    gate.room.go_on(2.0)
    gate.room.received(one, messages(packets[4]))
    assert gate.said() == [*packets[:4], pack(12, SERVER, b"x"), packets[4]]
    assert (len(one.unread), gate.room.wait()) == (0, None)


def test_as_much_goes_as_has_room(gate):
    link = gate.join(11)
    gate.trunk.waiting = MOST_UP + 1
    packets = [pack(11, SERVER, b"%d" % n) for n in range(3)]
    gate.room.received(link, messages(*packets))
    put = gate.trunk.put

    def fill(*args):
        gate.trunk.waiting = MOST_UP + 1
        return put(*args)

    gate.trunk.put = fill
    for packet in packets:
        gate.trunk.waiting = 0
        gate.room.go_on(1.0)
        assert gate.said() == [packet]


def test_what_waits_of_a_player_that_is_gone_goes_with_it(gate):
    link = gate.join(11)
    gate.trunk.waiting = MOST_UP + 1
    gate.room.received(link, messages(pack(11, SERVER, b"x")))
    link.close(1000, "")
    gate.room.ended(11, True)
    gate.trunk.waiting = 0
    gate.room.go_on(1.0)
    assert [type(one) for one in gate.said()] == [Left]


def test_a_player_that_closed_while_its_packets_waited_is_heard_no_more(gate):
    link = gate.join(11)
    gate.trunk.waiting = MOST_UP + 1
    gate.room.received(link, messages(pack(11, SERVER, b"x")))
    link.close(1000, "")
    gate.trunk.waiting = 0
    gate.room.go_on(1.0)
    assert gate.said() == []


def test_a_gateway_has_no_packets_of_its_own(gate, caplog):
    assert gate.room.put_packet(0, b"x") == ERR_UNAVAILABLE
    assert "is a gateway, and has no packets of its own" in caplog.text


# -- The end ------------------------------------------------------------------------------------------


def test_with_the_trunk_everybody_goes(gate):
    link, asking = gate.join(11), gate.come(12)
    gate.said()
    gate.room.lost()
    assert gate.told.take() == [("peer_disconnected", 11)]
    assert link.closed == asking.closed == [(1001, LOST)]
    for id in (11, 12):
        gate.room.ended(id, True)
    assert (gate.said(), gate.told.take()) == ([], [])
    late = gate.come(13)
    assert late.closed == [(1001, LOST)]
    assert repr(gate.room) == "<GatewayRoom of 0 players here, not reached>"


def test_who_waits_for_its_turn_goes_too():
    gate = Gate(pace=1.0)
    gate.come(11)
    link = gate.come(12)
    gate.room.lost()
    assert link.closed == [(1001, LOST)]
    assert gate.room.wait() is None


def test_a_room_that_has_begun_anew_has_none_of_the_old_players(gate):
    link = gate.join(11)
    gate.hear(Epoch(100, (3,), (31,)))
    assert link.closed == [(1001, LOST)]
    new = gate.come(12)
    gate.hear(Grant(12), Welcome(12))
    assert new.take() == [system(ID, 12), system(ADD, 1), system(ADD, 31)]


@pytest.mark.parametrize("what", ["packet", "packet for all", "join"])
def test_a_trunk_that_takes_no_more_is_closed_as_something_would_be_missing(gate, what, caplog):
    link = gate.join(11)
    gate.trunk.result = ERR_OUT_OF_MEMORY
    if what == "packet":
        gate.room.received(link, messages(pack(11, SERVER, b"x")))
    elif what == "packet for all":
        gate.room.received(link, messages(pack(11, EVERYONE, b"x")))
    else:
        gate.come(12)
    assert gate.trunk.closed == [(1008, "too slow: too much waits")]
    assert "bytes wait for the room and go too slowly" in caplog.text


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (Add(31), "it began with something else than EPOCH"),
        (b"", "a message has no bytes"),
        (b"\0short", "a message has type 0, which does not go this way"),
        (encode(Left(11, True, 1000)), "a message has type 18, which does not go this way"),
    ],
)
def test_a_room_that_says_what_means_nothing_is_left(said, why, caplog):
    gate = Gate(reached=False)
    gate.room.connected(gate.trunk, 7)
    gate.hear(said, Epoch(99, (3,), ()))
    assert gate.trunk.closed == [(1008, why)]
    assert len(caplog.messages) == 1
    assert not gate.room.is_reached


@pytest.mark.parametrize("message", [message for way, message, _ in MESSAGES if way is DOWN])
def test_whatever_byte_of_a_message_is_another_does_no_harm(message, caplog):
    whole = encode(message)
    for place in range(len(whole)):
        for flip in (1, 0x80, 0xFF):
            gate = Gate(versions=(3, 4), others=(21,))
            gate.join(77)
            caplog.clear()
            gate.hear(whole[:place] + bytes((whole[place] ^ flip,)) + whole[place + 1 :])
            assert len(caplog.messages) <= 1
            assert not (gate.trunk.closed and not caplog.messages)
