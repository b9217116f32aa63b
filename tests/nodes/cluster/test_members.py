"""The room's side: what it makes of what gateways say, and what it tells them, over links that are none."""

import pytest

from engine import ERR_OUT_OF_MEMORY, FAILED, OK, Object, Signal
from nodes.cluster.members import MembersSession, Trunk
from nodes.cluster.trunk import (
    DOWN,
    LIMITS,
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
from nodes.websocket.admission import Refusal
from nodes.websocket.events import Received
from nodes.websocket.life import Happening
from nodes.websocket.multiplayer_session import MultiplayerServerSession
from nodes.websocket.one_port_session import OnePortSession
from nodes.websocket.relay import ADD, DEL, EVERYONE, ID, SERVER, pack
from tests.nodes.cluster.test_trunk import MESSAGES
from tests.nodes.websocket.session_ends import SIGNALS, ALink, Told, messages, system


class Silent(Object):
    """A server of which nobody listens to packets."""

    peer_packet = Signal[int]("id")


class House:
    """As much of a server as trunks and sessions ask for."""

    def __init__(self, versions=(3, 4)):
        self.told = Told()
        self.session = MembersSession(
            lambda: "its node", versions, 99, *(getattr(self.told, name) for name in SIGNALS)
        )
        self.peers = {}
        self.refusal = None
        self.asked = []
        self.on_admit = lambda: None

    def gateway(self, number=7, begun=True):
        link = ALink()
        link.address = ("gate", 5)
        link.close = lambda code, reason: self.closed(link, code, reason)
        trunk = Trunk(link, self, self.session)
        if begun:
            trunk.received(messages(encode(Hello(1, number))))
            link.take()
        return trunk

    @staticmethod
    def closed(link, code, reason):
        link.closed.append((code, reason))
        if link.life.is_connected:
            link.life.step(Happening.DROPPED)

    def direct(self, id, path="/"):
        link = ALink(id, path=path)
        self.peers[id] = link
        self.session.opened(link)
        link.take()
        return link

    def has_peer(self, id):
        return id in self.peers

    def _admit_(self, path, headers):
        self.asked.append((path, headers))
        self.on_admit()
        return self.refusal

    def _welcome_(self, link, event):
        assert event is link.opened
        self.peers[link.id] = link
        self.session.opened(link)

    def _handle_(self, link, event):
        if isinstance(event, Received):
            self.session.received(link, event)
        else:
            self.session.ended(link.id, event.clean)
            del self.peers[link.id]

    def packets(self):
        found, session = [], self.session
        while session.packet_count():
            source = session.packet_source()
            data = bytes(session.take_packet())
            found.append((source, session.packet_target, data))
        return found


def say(trunk, *said):
    trunk.received(messages(*(one if isinstance(one, bytes) else encode(one) for one in said)))


def heard(trunk):
    return [one if is_packet(one) else decode(one, DOWN) for one in trunk.link.take()]


def a_join(id, **values):
    return Join(id, 4000, "10.0.0.1", "/a?b", "chat", {"host": "x"})._replace(**values)


def enter(trunk, *ids, godot=3):
    for id in ids:
        say(trunk, a_join(id), Enter(id, godot))
    heard(trunk)


@pytest.fixture
def house():
    return House()


@pytest.fixture
def trunk(house):
    return house.gateway()


@pytest.fixture
def other(house):
    return house.gateway(8)


# -- Who is there -----------------------------------------------------------------------------------


def test_a_gateway_is_told_who_is_there(house):
    house.direct(11, "/godot3")
    enter(house.gateway(), 12)
    trunk = house.gateway(8, begun=False)
    say(trunk, Hello(1, 8))
    assert heard(trunk) == [Epoch(99, (3, 4), (11, 12))]
    assert repr(trunk) == "<Trunk to the gateway at gate:5, 0 players>"
    assert repr(house.session) == "<MembersSession of 2 players, 2 gateways>"


def test_a_player_gets_a_place_and_is_in_once_it_is_known_what_it_speaks(house, trunk, other):
    direct = house.direct(11, "/godot3")
    house.told.take()
    heard(trunk), heard(other)
    say(trunk, a_join(12))
    assert heard(trunk) == [Grant(12)]
    assert house.asked == [("/a?b", {"host": "x"})]
    assert house.peers[12].address == ("10.0.0.1", 4000)
    assert house.told.take() == []
    say(trunk, Enter(12, 3))
    assert house.told.take() == [("peer_connected", 12)]
    assert heard(other) == [Add(12)]
    assert heard(trunk) == [Welcome(12)]
    assert direct.take() == [system(ADD, 12)]
    assert house.session.wire_of(12) == "godot3"


def test_a_client_of_the_room_itself_is_told_of_those_at_gateways_and_they_of_it(house, trunk):
    enter(trunk, 12)
    enter(trunk, 14, godot=4)
    direct = ALink(11, path="/godot3")
    house.session.opened(direct)
    assert direct.take() == [system(ID, 11), *(system(ADD, id) for id in (1, 12, 14))]
    assert heard(trunk) == [Add(11)]
    house.session.ended(11, True)
    assert heard(trunk) == [Del(11)]


def test_a_player_that_leaves_is_told_to_all_but_its_gateway(house, trunk, other):
    direct = house.direct(11, "/godot3")
    enter(trunk, 12)
    direct.take(), heard(other), house.told.take()
    say(trunk, Left(12, True, 1001))
    assert house.told.take() == [("peer_disconnected", 12)]
    assert (heard(trunk), heard(other), direct.take()) == ([], [Del(12)], [system(DEL, 12)])
    assert 12 not in house.peers


def test_of_who_had_a_place_alone_nobody_hears(house, trunk, other):
    say(trunk, a_join(12), Left(12, False, 1006))
    assert (house.told.take(), heard(other), house.peers) == ([], [], {})
    say(trunk, Left(12, False, 1006))
    assert house.told.take() == []


def test_an_id_that_somebody_has_is_refused_and_may_be_another(house, trunk, other):
    house.direct(11)
    enter(other, 12)
    heard(trunk)
    say(trunk, a_join(11), a_join(12))
    assert [type(one) for one in heard(trunk)] == [Deny, Deny]
    say(trunk, a_join(11), a_join(12))
    assert all(one.retry for one in heard(trunk))
    assert house.asked == [("/a?b", {"host": "x"})]


@pytest.mark.parametrize(("status", "code"), [(401, 1008), (503, 1001), (500, 1011)])
def test_who_is_refused_by_the_room_is_to_be_closed_with_the_reason(house, trunk, status, code, caplog):
    caplog.set_level("INFO", "estragon.cluster")
    house.refusal = Refusal(status, "no such luck")
    say(trunk, a_join(12, address="evil\n"))
    assert heard(trunk) == [Deny(12, False, code, "no such luck")]
    assert house.peers == {}
    assert r"evil\n:4000 was refused: no such luck" in caplog.text
    say(trunk, Left(12, True, 1000))


def test_an_authenticator_that_stops_everything_is_the_last_that_is_asked(house, trunk):
    house.on_admit = lambda: trunk.link.close(1000, "")
    say(trunk, a_join(12), a_join(13))
    assert (heard(trunk), len(house.asked)) == ([], 1)


def test_a_player_that_is_of_another_godot_after_all_leaves_and_joins(house, trunk, other):
    enter(trunk, 12)
    heard(other), house.told.take()
    say(trunk, Enter(12, 4))
    assert house.told.take() == [("peer_disconnected", 12), ("peer_connected", 12)]
    assert heard(other) == [Del(12), Add(12)]
    assert heard(trunk) == [Welcome(12)]
    assert house.session.wire_of(12) == "godot4"


def test_a_kick_goes_to_the_gateway_and_the_end_comes_from_there(house, trunk):
    enter(trunk, 12)
    house.told.take()
    house.peers[12].close(4001, "out")
    assert heard(trunk) == [Kick(12, 4001, "out")]
    say(trunk, pack(12, SERVER, b"too late"), Enter(12, 4))
    assert (house.packets(), house.told.take(), heard(trunk)) == ([], [], [])
    say(trunk, Left(12, True, 4001))
    assert house.told.take() == [("peer_disconnected", 12)]


def test_all_players_of_a_gateway_end_with_it(house, trunk, other):
    enter(trunk, 12, 13)
    say(trunk, a_join(15))
    enter(other, 14)
    heard(trunk), heard(other), house.told.take()
    trunk.end("gone")
    trunk.end("gone")
    assert house.told.take() == [("peer_disconnected", 12), ("peer_disconnected", 13)]
    assert (heard(trunk), heard(other)) == ([], [Del(12), Del(13)])
    assert list(house.peers) == [14]
    assert len(house.session.trunks) == 1


def test_a_gateway_that_comes_again_takes_the_place_of_its_old_connection(house, trunk):
    enter(trunk, 12)
    again = house.gateway(7, begun=False)
    say(again, Hello(1, 7))
    assert trunk.link.closed == [(1001, "the gateway came again")]
    assert heard(again) == [Epoch(99, (3, 4), ())]
    assert house.peers == {}
    trunk.end("the connection is over")
    assert house.session.trunks == {7: again}


# -- Packets ------------------------------------------------------------------------------------------


def test_packets_for_the_room_are_kept_in_the_order_of_all_players(house, trunk, other):
    enter(trunk, 12, 13)
    enter(other, 14, godot=4)
    house.told.take()
    say(trunk, pack(12, SERVER, b"1"), pack(12, SERVER, b"2"), pack(13, SERVER, b"3"))
    say(other, pack(14, SERVER, b"4"))
    say(trunk, pack(12, SERVER, b"5"))
    assert house.told.take() == [("peer_packet", id) for id in (12, 12, 13, 14, 12)]
    assert len(trunk.link.unread) == 4  # what is not taken holds the trunk back
    assert house.packets() == [(id, 1, b"%d" % n) for n, id in enumerate((12, 12, 13, 14, 12), 1)]


def test_where_nobody_is_told_of_each_packet_a_run_is_kept_at_once(house, trunk):
    silent = Silent()
    house.session._peer_packet = silent.peer_packet
    enter(trunk, 12, 13)
    say(trunk, pack(12, SERVER, b"1"), pack(12, SERVER, b"2"), pack(13, SERVER, b"3"))
    assert [house.session.count_of(trunk.members[id]) for id in (12, 13)] == [2, 1]
    assert house.packets() == [(12, 1, b"1"), (12, 1, b"2"), (13, 1, b"3")]
    assert [house.session.count_of(trunk.members[id]) for id in (12, 13)] == [0, 0]


def test_who_is_sent_away_at_a_packet_is_heard_no_more(house, trunk):
    enter(trunk, 12)
    house.told.peer_packet.connect(lambda id: trunk.members[id].close(4001, "enough"))
    say(trunk, pack(12, SERVER, b"1"), pack(12, SERVER, b"2"))
    assert house.packets() == [(12, 1, b"1")]


@pytest.mark.parametrize("versions", [(3,), (3, 4)])
def test_the_clients_of_a_session_are_taken_over_with_what_waits(house, versions):
    signals = (getattr(house.told, name) for name in SIGNALS)
    if versions == (3,):
        before = MultiplayerServerSession(lambda: "its node", *signals)
    else:
        before = OnePortSession(lambda: "its node", versions, *signals)
    three, four = ALink(11, path="/godot3"), ALink(12, path="/godot4")
    links = [three, four][: len(versions)]
    for link in links:
        before.opened(link)
    before.received(three, messages(pack(11, SERVER, b"before")))
    house.session.take_over(before)
    house.session.received(three, messages(pack(11, SERVER, b"after")))
    assert house.packets() == [(11, 1, b"before"), (11, 1, b"after")]
    trunk = house.gateway(begun=False)
    say(trunk, Hello(1, 7))
    assert heard(trunk) == [Epoch(99, (3, 4), tuple(link.id for link in links))]
    assert [house.session.wire_of(link.id) for link in links] == [f"godot{version}" for version in versions]
    for link in links:
        link.take()
        house.session.put_packet(link.id, b"x")
    assert [link.take() for link in links] == [[pack(1, 11, b"x")], [b"x"]][: len(links)]


def test_a_packet_to_everyone_goes_once_to_each_gateway_that_has_players(house, trunk, other):
    empty, direct = house.gateway(9), house.direct(11, "/godot3")
    enter(trunk, 12)
    enter(other, 13)
    for to in (EVERYONE, -SERVER, -11, -13):
        heard(empty), heard(other), heard(trunk), direct.take(), house.packets()
        packet = pack(12, to, b"x")
        say(trunk, packet)
        assert (heard(trunk), heard(other), heard(empty)) == ([], [packet], [])
        assert direct.take() == ([packet] if to != -11 else [])
        assert house.packets() == ([(12, to, b"x")] if to != -SERVER else [])


def test_a_packet_to_all_but_the_room_is_kept_if_games_of_godot_4_have_to_be_told(house, trunk):
    enter(trunk, 12)
    enter(trunk, 14, godot=4)
    say(trunk, pack(12, -SERVER, b"x"), pack(12, 14, b"y"))
    assert house.packets() == [(12, -SERVER, b"x"), (12, 14, b"y")]


def test_a_packet_for_one_goes_to_its_gateway_or_to_itself(house, trunk, other):
    direct = house.direct(11, "/godot3")
    enter(trunk, 12)
    enter(other, 13)
    direct.take(), heard(trunk)
    say(trunk, pack(12, 13, b"a"), pack(12, 11, b"b"))
    assert heard(other) == [pack(12, 13, b"a")]
    assert direct.take() == [pack(12, 11, b"b")]
    house.session.received(direct, messages(pack(11, 12, b"c"), pack(11, EVERYONE, b"d")))
    assert heard(trunk) == [pack(11, 12, b"c"), pack(11, EVERYONE, b"d")]
    assert heard(other) == [pack(11, EVERYONE, b"d")]
    assert house.packets() == [(11, EVERYONE, b"d")]


def test_the_room_sends_to_everyone_by_each_gateway_once_and_to_one_by_its_own(house, trunk, other):
    three, four = house.direct(11, "/godot3"), house.direct(14, "/godot4")
    enter(trunk, 12, 13)
    enter(other, 15, godot=4)
    three.take(), four.take(), heard(trunk), heard(other)
    session = house.session
    assert [session.put_packet(to, b"x") for to in (EVERYONE, -11, -14)] == [OK] * 3
    sent = [pack(1, to, b"x") for to in (EVERYONE, -11, -14)]
    assert (heard(trunk), heard(other)) == (sent, sent)
    assert three.take() == [sent[0], sent[2]]
    assert four.take() == [b"x", b"x"]
    assert [session.put_packet(to, b"y") for to in (11, 12, 14, 15)] == [OK] * 4
    assert heard(trunk) == [pack(1, 12, b"y")]
    assert heard(other) == [pack(1, 15, b"y")]
    assert (three.take(), four.take()) == ([pack(1, 11, b"y")], [b"y"])
    assert session.put_packet(16, b"z") == FAILED


def test_what_a_game_of_godot_4_says_to_one_of_godot_3_goes_to_its_gateway(house, trunk):
    enter(trunk, 12)
    assert house.session.put_from(14, 12, b"x") == OK
    assert heard(trunk) == [pack(14, 12, b"x")]


def test_a_gateway_that_is_too_slow_is_closed_as_it_would_miss_something(house, trunk, other, caplog):
    enter(trunk, 12)
    enter(other, 13)
    trunk.link.result = ERR_OUT_OF_MEMORY
    assert house.session.put_packet(EVERYONE, b"x") == ERR_OUT_OF_MEMORY
    assert trunk.link.closed == [(1008, "too slow: too much waits")]
    assert heard(other)[-1] == pack(1, EVERYONE, b"x")
    assert "1234 bytes wait and go too slowly" in caplog.text
    assert house.session.put_packet(12, b"x") == ERR_OUT_OF_MEMORY


def test_a_packet_that_is_longer_than_a_trunk_takes_is_an_error_of_the_sender(house, trunk, caplog):
    enter(trunk, 12)
    long = bytes(LIMITS.in_bytes)
    assert house.session.put_packet(EVERYONE, long) == FAILED
    assert house.session.put_packet(12, long) == FAILED
    assert heard(trunk) == []
    assert trunk.link.closed == []
    assert "send them in parts" in caplog.text


# -- What is wrong ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "said",
    [
        pack(13, SERVER, b"a player of another gateway"),
        pack(11, SERVER, b"a client of the room"),
        pack(99, SERVER, b"nobody"),
        pack(15, SERVER, b"who has a place alone"),
        Enter(13, 3),
        Enter(99, 3),
    ],
)
def test_who_is_not_of_the_gateway_is_not_spoken_for(house, trunk, other, said, caplog):
    house.direct(11, "/godot3")
    enter(other, 13)
    say(trunk, a_join(15))
    heard(trunk), heard(other), house.told.take()
    say(trunk, said)
    assert (house.packets(), house.told.take(), heard(other)) == ([], [], [])
    assert len(caplog.messages) == 1
    assert "dropped: " in caplog.text
    assert trunk.link.closed == []


def test_forged_packets_get_a_bounded_number_of_lines(trunk, caplog):
    say(trunk, *[pack(99, SERVER, b"x"), Left(98, True, 1000)] * 100)
    assert len(caplog.messages) == 13  # ten, then 16, 32 and 64


def test_a_game_of_a_version_that_the_room_does_not_take_is_not_let_in(caplog):
    house = House((3,))
    trunk = house.gateway()
    say(trunk, a_join(12), Enter(12, 4))
    assert house.told.take() == []
    assert "12 as a game of Godot 4, who has no such place" in caplog.text


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ([a_join(12)], "it began with something else than HELLO"),
        ([Hello(2, 7)], "it speaks version 2, and this side 1: run the same Estragon"),
        ([Hello(1, 7), Hello(1, 7)], "a second HELLO"),
        ([Hello(1, 7), b""], "a message has no bytes"),
        ([Hello(1, 7), b"\0short"], "a message has type 0, which does not go this way"),
        ([Hello(1, 7), encode(Welcome(12))], "a message has type 20, which does not go this way"),
    ],
)
def test_a_gateway_that_says_what_means_nothing_is_closed_with_a_line(house, said, why, caplog):
    trunk = house.gateway(begun=False)
    say(trunk, *said, a_join(13))
    assert trunk.link.closed == [(1008, why)]
    assert len(caplog.messages) == 1
    assert why in caplog.text
    assert house.peers == {}


@pytest.mark.parametrize("message", [message for way, message, _ in MESSAGES if way is UP])
def test_whatever_byte_of_a_message_is_another_does_no_harm(message, caplog):
    whole = encode(message)
    for place in range(len(whole)):
        for flip in (1, 0x80, 0xFF):
            house = House()
            trunk = house.gateway(begun=not isinstance(message, Hello))
            if not isinstance(message, Hello | Join):
                enter(trunk, 77)
            caplog.clear()
            say(trunk, whole[:place] + bytes((whole[place] ^ flip,)) + whole[place + 1 :])
            assert len(caplog.messages) <= 1
            assert not (trunk.link.closed and not caplog.messages)
