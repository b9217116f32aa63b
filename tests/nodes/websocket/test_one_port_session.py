"""Games of Godot 3 and 4 at one port, over links that are none. With real ones: tests/interop/test_godot4."""

import logging

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import ERR_OUT_OF_MEMORY, FAILED, OK
from nodes.websocket.dialect import BROWSERS_TIME
from nodes.websocket.life import Happening
from nodes.websocket.one_port_session import OnePortSession
from nodes.websocket.relay import ADD, DEL, ID, pack

from .session_ends import SIGNALS, ALink, Told, messages, system

PROBE = bytes.fromhex("f9") + b"d41d8cd98f00b204e9800998ecf8427e" + bytes.fromhex("00 ffffff7f 2e00")
CONFIRMED = bytes.fromhex("02 01 ffffff7f")
PLAIN = b"\3of Godot 4"


def id_message(id):
    return id.to_bytes(4, "little")


@pytest.fixture
def told():
    return Told()


@pytest.fixture
def session(told):
    return OnePortSession(lambda: "its node", (3, 4), *(getattr(told, name) for name in SIGNALS))


def join(session, id, version):
    """Let a game in that is found out to be of this version; return its link."""
    link = ALink(id)
    session.opened(link)
    session.ponged(link, b"1")
    if version == 4:
        session.received(link, messages(CONFIRMED))
    session.ponged(link, b"2")
    return link


@pytest.fixture
def links(session, told):
    """Two games of Godot 3, 11 and 13, and two of Godot 4, 12 and 14, that know each other."""
    links = {id: join(session, id, version) for id, version in ((11, 3), (12, 4), (13, 3), (14, 4))}
    for link in links.values():
        link.take()
    told.take()
    return links


def taken(session):
    found = []
    while session.packet_count():
        source, packet = session.packet_source(), bytes(session.take_packet())
        found.append((source, session.packet_target, packet))
    return found


def test_a_game_of_godot_4_is_told_its_id_and_probed(session, told):
    link = ALink(12)
    session.opened(link)
    assert link.take() == [id_message(12), PROBE, ("ping", b"1")]
    session.ponged(link, b"1")
    assert (link.take(), told.take()) == ([("ping", b"2")], [])
    session.received(link, messages(CONFIRMED))
    session.ponged(link, b"2")
    assert (link.take(), told.take()) == ([], [("peer_connected", 12)])
    assert link.is_patient
    assert link.pause == 0.1
    assert session.packet_count() == 0
    assert session.wire_of(12) == "godot4"


def test_a_game_of_godot_3_joins_as_usual_once_it_is_found_out(session, told):
    link = ALink(11)
    session.opened(link)
    link.take()
    session.ponged(link, b"1")
    link.take()
    session.ponged(link, b"2")
    assert link.take() == [system(ID, 11), system(ADD, 1)]
    assert told.take() == [("peer_connected", 11)]
    assert link.is_patient
    assert link.pause == 0.0
    assert session.wire_of(11) == "godot3"


def test_games_of_godot_3_are_told_of_all_and_those_of_godot_4_of_nobody(session):
    first, second = join(session, 11, 3), join(session, 12, 4)
    first.take()
    second.take()
    third, fourth = join(session, 13, 3), join(session, 14, 4)
    assert first.take() == [system(ADD, 13), system(ADD, 14)]
    assert second.take() == []
    assert third.take()[-5:] == [system(ID, 13), *(system(ADD, id) for id in (1, 11, 12, 14))]
    assert fourth.take()[-1] == ("ping", b"2")
    session.ended(14, True)
    assert (first.take(), second.take(), third.take()) == ([system(DEL, 14)], [], [system(DEL, 14)])


@pytest.mark.parametrize(
    ("path", "protocol", "version"), [("/godot4", "", 4), ("/?godot=3", "", 3), ("/", "godot4", 4)]
)
def test_who_says_what_it_is_is_not_asked(path, protocol, version, session, told):
    link = ALink(12, path=path, protocol=protocol)
    session.opened(link)
    greeting = [id_message(12)] if version == 4 else [system(ID, 12), system(ADD, 1)]
    assert link.take() == greeting
    assert told.take() == [("peer_connected", 12)]
    session.ponged(link, b"1")
    assert link.take() == []


def test_a_server_for_godot_4_alone_asks_nobody_and_listens_to_nobody_who_says_otherwise(told):
    session = OnePortSession(lambda: "its node", (4,), *(getattr(told, name) for name in SIGNALS))
    assert session.wire_of(0) == "godot4"
    link = ALink(12, path="/godot3")
    session.opened(link)
    assert link.take() == [id_message(12)]
    assert told.take() == [("peer_connected", 12)]
    assert repr(session) == "<OnePortSession: Godot (4,), 1 clients>"


def test_a_browser_is_of_godot_3_when_it_has_not_confirmed_in_time(session, told):
    link = ALink(11, headers={"origin": "https://example.com"})
    session.opened(link)
    assert link.take() == [id_message(11), PROBE]
    assert link.deadlines == [BROWSERS_TIME]
    assert session.waited(link)
    assert link.take() == [system(ID, 11), system(ADD, 1)]
    assert told.take() == [("peer_connected", 11)]
    assert not session.waited(link)


def test_nobody_joins_who_is_being_sent_away(session, told):
    link = ALink(11)
    session.opened(link)
    session.ponged(link, b"1")
    link.life.step(Happening.CLOSE_CALLED)
    session.ponged(link, b"2")
    assert told.take() == []


def test_nobody_else_is_judged_by_time(session, told):
    link, closing = ALink(11), ALink(12, headers={"origin": "https://example.com"})
    session.opened(link)
    session.opened(closing)
    closing.life.step(Happening.CLOSE_CALLED)
    assert not session.waited(link)
    assert not session.waited(closing)
    assert not session.waited(ALink(99))
    assert told.take() == []


def test_a_wrong_guess_is_mended_by_the_first_message(session, told, caplog):
    caplog.set_level(logging.INFO)
    link, other = join(session, 12, 3), join(session, 11, 3)
    link.take()
    other.take()
    told.take()
    session.received(link, messages(b"\7\0word"))
    assert told.take() == [("peer_disconnected", 12), ("peer_connected", 12), ("peer_packet", 12)]
    assert other.take() == [system(DEL, 12), system(ADD, 12)]
    assert session.wire_of(12) == "godot4"
    assert taken(session) == [(12, 1, b"\7\0word")]
    assert caplog.messages == ["'its node': client 12 is of Godot 4 after all"]


def test_a_message_tells_before_the_pongs_do(session, told):
    link = ALink(12)
    session.opened(link)
    session.received(link, messages(PLAIN, CONFIRMED))
    assert told.take() == [("peer_connected", 12), ("peer_packet", 12), ("peer_packet", 12)]
    link = ALink(11)
    session.opened(link)
    session.received(link, messages(pack(11, 1, b"x")))
    assert told.take() == [("peer_connected", 11), ("peer_packet", 11)]


def test_of_who_was_no_peer_yet_nobody_is_told(session, told):
    session.opened(ALink(12))
    assert session.put_packet(12, b"x") == FAILED
    assert session.put_packet(0, b"x") == OK
    session.ended(12, False)
    assert told.take() == []


def test_packets_of_both_kinds_come_in_order_without_headers(session, links, told):
    session.received(links[11], messages(pack(11, 1, b"three")))
    session.received(links[12], messages(PLAIN))
    session.received(links[11], messages(pack(11, 1, b"three again")))
    assert told.take() == [("peer_packet", id) for id in (11, 12, 11)]
    assert taken(session) == [(11, 1, b"three"), (12, 1, PLAIN), (11, 1, b"three again")]


@pytest.mark.parametrize(
    ("target", "passed_on", "kept"),
    [(0, True, True), (-1, True, True), (-13, False, True), (13, True, False), (12, False, True)],
)
def test_what_godot_3_sends_to_godot_4_is_kept_to_be_said_anew(target, passed_on, kept, session, links):
    message = pack(11, target, b"x")
    session.received(links[11], messages(message))
    assert taken(session) == ([(11, target, b"x")] if kept else [])
    assert links[13].take() == ([message] if passed_on else [])
    assert links[12].take() == links[14].take() == []


def test_each_is_sent_to_as_it_speaks(session, links):
    assert session.put_packet(0, b"x") == OK
    assert [links[id].take() for id in (11, 12, 13, 14)] == [[pack(1, 0, b"x")], [b"x"]] * 2
    assert session.put_packet(-12, b"x") == OK
    but_12 = pack(1, -12, b"x")
    assert [links[id].take() for id in (11, 12, 13, 14)] == [[but_12], [], [but_12], [b"x"]]
    assert session.put_packet(14, b"x") == session.put_packet(13, b"x") == OK
    assert [links[id].take() for id in (13, 14)] == [[pack(1, 13, b"x")], [b"x"]]
    assert session.put_from(12, 13, b"x") == OK
    assert links[13].take() == [pack(12, 13, b"x")]
    session.ended(13, False)
    assert session.put_from(12, 13, b"x") == FAILED


def test_who_has_no_room_is_closed_whatever_it_speaks(session, links):
    links[12].result = ERR_OUT_OF_MEMORY
    assert session.put_packet(0, b"x") == ERR_OUT_OF_MEMORY
    assert session.put_packet(12, b"x") == ERR_OUT_OF_MEMORY
    assert [code for code, _ in links[12].closed] == [1008, 1008]
    assert links[13].closed == []


@pytest.mark.parametrize("kind", [11, 12])
def test_what_comes_after_a_close_is_not_told(kind, session, links, told):
    told.peer_packet.connect(lambda id: links[id].life.step(Happening.CLOSE_CALLED))
    packet = pack(11, 1, b"x") if kind == 11 else PLAIN
    session.received(links[kind], messages(packet, packet))
    assert told.take() == [("peer_packet", kind)]


def test_nothing_is_kept_of_who_is_closed_when_it_joins(session, told):
    link = ALink(12)
    told.peer_connected.connect(lambda id: link.life.step(Happening.CLOSE_CALLED))
    session.opened(link)
    session.received(link, messages(PLAIN, PLAIN))
    assert told.take() == [("peer_connected", 12)]


IDS = (11, 12, 13)
WRITTEN = st.one_of(
    st.binary(max_size=20),
    st.sampled_from([CONFIRMED, PLAIN, b"\7\0"]),
    st.builds(pack, st.sampled_from(IDS), st.sampled_from((*IDS, 0, 1, -1, -12)), st.binary(max_size=3)),
)
EVENTS = st.tuples(
    st.sampled_from(IDS),
    st.one_of(
        st.just(("come or go",)),
        st.tuples(st.just("pong"), st.sampled_from([b"1", b"2"])),
        st.tuples(st.just("write"), WRITTEN),
        st.tuples(st.just("put"), st.sampled_from((0, -12))),
        st.just(("take",)),
    ),
)


@given(st.lists(EVENTS, max_size=40))
def test_whatever_comes_in_any_order_who_is_there_is_told_once_and_can_be_sent_to(events):
    told = Told()
    session = OnePortSession(lambda: "its node", (3, 4), *(getattr(told, name) for name in SIGNALS))
    links, there = {}, set()
    for id, (what, *details) in events:
        if what == "come or go" and id in links:
            del links[id]
            session.ended(id, True)
        elif what == "come or go":
            links[id] = ALink(id)
            session.opened(links[id])
        elif what == "pong" and id in links:
            session.ponged(links[id], *details)
        elif what == "write" and id in links:
            session.received(links[id], messages(*details))
        elif what == "put":
            assert session.put_packet(details[0], b"x") == OK
        elif what == "take":
            taken(session)
        for name, other in told.take():
            if name == "peer_connected":
                assert other not in there
                there.add(other)
            elif name == "peer_disconnected":
                there.remove(other)
            else:
                assert other in there
        for other in IDS:
            assert (session.put_packet(other, b"x") == OK) == (other in there)
