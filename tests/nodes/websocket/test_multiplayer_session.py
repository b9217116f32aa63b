"""The server in multiplayer mode, told by signals of an object that is no node, over links that are none.

What it does between nodes is in test_multiplayer_mode.
"""

import pytest

from engine import ERR_OUT_OF_MEMORY, ERR_UNAVAILABLE, FAILED, OK, Object, ScriptError, Signal
from nodes.websocket.life import CLOSING, Happening, Life
from nodes.websocket.multiplayer_session import REFUSALS_LOGGED, MultiplayerServerSession
from nodes.websocket.relay import ADD, DEL, EVERYONE, ID, SERVER, pack

from .session_ends import SIGNALS, ALink, Told, messages, system


class Mute(Object):
    """Has the signal for packets, which nobody hears."""

    peer_packet = Signal[int]("id")


@pytest.fixture
def told():
    return Told()


@pytest.fixture
def server(told):
    return MultiplayerServerSession(lambda: "its node", *(getattr(told, name) for name in SIGNALS))


@pytest.fixture
def links(server, told):
    """Three clients of the server that know each other: 11, 12 and 13."""
    links = [ALink(id) for id in (11, 12, 13)]
    for link in links:
        server.opened(link)
    for link in links:
        link.take()
    told.take()
    return links


def test_who_comes_is_told_its_id_and_everyone_of_each_other(server, told):
    first, second = ALink(11), ALink(12)
    server.opened(first)
    assert told.take() == [("peer_connected", 11)]
    assert first.take() == [system(ID, 11), system(ADD, 1)]
    server.opened(second)
    assert first.take() == [system(ADD, 12)]
    assert second.take() == [system(ID, 12), system(ADD, 1), system(ADD, 11)]
    assert repr(server) == "<MultiplayerServerSession: <ServerRelay of 2 clients>, 0 packets>"


def test_who_goes_is_told_to_the_others_and_gets_nothing_more(server, links, told):
    server.ended(12, True)
    assert told.take() == [("peer_disconnected", 12)]
    assert [link.take() for link in links] == [[system(DEL, 12)], [], [system(DEL, 12)]]
    assert server.put_packet(12, b"x") == FAILED
    assert server.put_packet(EVERYONE, b"x") == OK
    assert [len(link.sent) for link in links] == [1, 0, 1]


def test_packets_for_the_server_are_kept_at_their_links_in_the_order_of_all(server, links, told):
    first, second, _ = links
    server.received(first, messages(pack(11, SERVER, b"one"), pack(11, SERVER, b"")))
    server.received(second, messages(pack(12, EVERYONE, b"two")))
    assert told.take() == [("peer_packet", 11), ("peer_packet", 11), ("peer_packet", 12)]
    assert (len(first.unread), len(second.unread)) == (2, 1)
    assert server.packet_count() == 3
    assert [(server.packet_source(), server.take_packet()) for _ in range(3)] == [
        (11, b"one"),
        (11, b""),
        (12, b"two"),
    ]
    assert server.packet_error == OK
    assert not first.unread
    assert [link.take() for link in links] == [[pack(12, EVERYONE, b"two")], [], [pack(12, EVERYONE, b"two")]]


def test_a_packet_to_everyone_of_the_only_client_is_for_the_server_alone(server, told):
    link = ALink(11)
    server.opened(link)
    link.take()
    server.received(link, messages(pack(11, EVERYONE, b"x"), pack(11, -1, b"y")))
    assert (server.packet_count(), link.sent) == (1, [])


def test_packets_for_another_client_are_passed_on_alone(server, links, told):
    server.received(links[0], messages(pack(11, 13, b"psst")))
    assert told.take() == []
    assert [link.take() for link in links] == [[], [], [pack(11, 13, b"psst")]]
    assert server.packet_count() == 0


def test_what_comes_behind_a_packet_that_made_the_script_close_is_not_told(server, links, told):
    told.peer_packet.connect(lambda id: links[0].life.step(Happening.CLOSE_CALLED))
    server.received(links[0], messages(pack(11, SERVER, b"a"), pack(11, SERVER, b"b")))
    assert told.take() == [("peer_packet", 11)]
    assert server.packet_count() == 1


def test_forged_packets_are_refused_with_a_bounded_number_of_lines_and_counted(server, links, told, caplog):
    forged = [pack(12, SERVER, b"x")] * (REFUSALS_LOGGED + 5)
    server.received(links[0], messages(*forged))
    assert told.take() == []
    assert len(caplog.messages) == REFUSALS_LOGGED
    assert "'its node': a packet of client 11 was refused: it has 12 as its source" in caplog.messages[0]
    server.ended(11, False)
    assert caplog.messages[-1] == f"'its node': {len(forged)} packets of client 11 were refused in all"
    server.ended(12, False)
    assert len(caplog.messages) == REFUSALS_LOGGED + 1


def test_the_server_sends_to_whom_the_target_means_and_nothing_to_itself(server, links):
    assert server.put_packet(SERVER, b"x") == FAILED
    assert server.put_packet(99, b"x") == FAILED
    assert [link.sent for link in links] == [[], [], []]
    assert server.put_packet(-12, bytearray(b"x")) == OK
    assert [link.take() for link in links] == [[pack(SERVER, -12, b"x")], [], [pack(SERVER, -12, b"x")]]
    with pytest.raises(ScriptError, match="a packet is bytes"):
        server.put_packet(0, "text")


def test_a_client_that_does_not_keep_up_is_closed(server, links, caplog):
    assert all(link.is_patient for link in links)
    links[1].result = ERR_OUT_OF_MEMORY
    assert server.put_packet(EVERYONE, b"x") == ERR_OUT_OF_MEMORY
    assert [link.closed for link in links] == [[], [(1008, "too slow: too many packets wait")], []]
    assert [link.take() for link in links] == [[pack(SERVER, EVERYONE, b"x")]] * 3
    assert server.gave_up.startswith("client 12 is closed: 1234 bytes wait already")
    assert caplog.messages == [f"'its node': {server.gave_up}"]
    links[1].result = FAILED
    assert server.put_packet(EVERYONE, b"x") == OK
    assert server.put_packet(12, b"x") == FAILED
    assert len(links[1].closed) == 1


def test_a_client_for_whom_one_packet_has_no_room_is_closed(server, links):
    links[1].result = ERR_OUT_OF_MEMORY
    assert server.put_packet(12, b"x") == ERR_OUT_OF_MEMORY
    server.received(links[2], messages(pack(13, 12, b"x")))
    assert [len(link.closed) for link in links] == [0, 2, 0]


def test_without_packets_there_is_an_error(server, caplog):
    assert server.take_packet() == b""
    assert server.packet_error == ERR_UNAVAILABLE
    assert server.packet_source() == 1
    assert caplog.messages == ["get_packet_peer: 'its node' has no packets."]
    assert not server.refuses("get_var")
    assert server.why_no_packets == ""


def test_asking_for_packets_that_are_not_there_does_not_fill_the_log(server, caplog):
    assert {server.packet_source() for _ in range(1000)} == {1}
    assert len(caplog.messages) == 16


def test_who_does_not_speak_the_protocol_is_told_of_once_with_the_repair(server, links, told, caplog):
    for _ in range(30):
        server.received(links[0], messages(b"hello", b"{what a browser sends}", system(ADD, 5)))
    (line,) = caplog.messages
    assert line == (
        "'its node': client 11 does not speak Godot's multiplayer protocol, so what it sends is dropped:"
        " a packet has only 5 bytes, where a multiplayer packet has 9 or more. Let it write"
        " `connect_to_url(url, protocols, True)`, or here `listen(port)` without True."
    )
    server.ended(11, True)
    assert caplog.messages[1:] == ["'its node': 90 packets of client 11 were refused in all"]


@pytest.mark.parametrize("is_heard", [True, False])
def test_what_comes_in_one_read_is_kept_whether_or_not_anybody_hears_of_each(is_heard, told):
    mute = Mute()
    server = MultiplayerServerSession(
        lambda: "its node",
        told.peer_connected,
        (told if is_heard else mute).peer_packet,
        told.peer_disconnected,
    )
    link = ALink(11)
    server.opened(link)
    server.received(link, messages(pack(11, SERVER, b"one"), pack(11, SERVER, b"two")))
    server.received(link, messages(pack(11, EVERYONE, b"three"), pack(12, SERVER, b"not its own")))
    assert [server.take_next() for _ in range(4)] == [(11, b"one"), (11, b"two"), (11, b"three"), None]
    assert (server.packet_target, server.packet_error, len(link.unread)) == (EVERYONE, OK, 0)


def test_of_a_link_that_is_closing_no_more_is_kept_than_what_it_had_begun_with(told):
    server = MultiplayerServerSession(
        lambda: "its node", told.peer_connected, Mute().peer_packet, told.peer_disconnected
    )
    link = ALink(11)
    server.opened(link)
    link.life = Life(CLOSING)
    server.received(link, messages(pack(11, SERVER, b"one"), pack(11, SERVER, b"two")))
    assert server.packet_count() == 1


def test_packets_that_are_dropped_are_gone(server, links):
    server.received(links[0], messages(pack(11, SERVER, b"one")))
    server.drop_packets()
    assert (server.packet_count(), server.take_next()) == (0, None)
