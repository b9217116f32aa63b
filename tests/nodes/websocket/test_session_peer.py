"""The peers of clients and servers in multiplayer mode: what is taken from one is taken from the node."""

import pytest

from engine import ERR_UNAVAILABLE, FAILED, OK
from nodes.websocket.life import Happening
from nodes.websocket.multiplayer_session import MultiplayerServerSession
from nodes.websocket.peer import WebSocketPeer
from nodes.websocket.relay import SERVER, pack
from nodes.websocket.session_peer import SessionPeer

from .session_ends import SIGNALS, ALink, Told, messages


@pytest.fixture
def server():
    told = Told()
    return MultiplayerServerSession(lambda: "its node", *(getattr(told, name) for name in SIGNALS))


@pytest.fixture
def links(server):
    """Two clients, of whom the second has sent 1, the first 2 and 3, and the second 4."""
    first, second = links = [ALink(11), ALink(12)]
    for link in links:
        server.opened(link)
    for link, number in ((second, b"1"), (first, b"2"), (first, b"3"), (second, b"4")):
        server.received(link, messages(pack(link.id, SERVER, number)))
    return links


def test_a_packet_that_a_peer_gives_is_no_longer_the_nodes(server, links):
    first, second = (server.new_peer(link) for link in links)
    assert [first.get_available_packet_count(), second.get_available_packet_count()] == [2, 2]
    assert first.get_packet() == b"2"
    assert first.get_packet_error() == OK
    assert [first.get_available_packet_count(), second.get_available_packet_count()] == [1, 2]
    assert [server.take_next() for _ in range(3)] == [(12, b"1"), (11, b"3"), (12, b"4")]
    assert not any(link.unread for link in links)
    for peer in (first, second):
        assert peer.get_available_packet_count() == 0
        assert peer.get_packet() == b""
        assert peer.get_packet_error() == ERR_UNAVAILABLE


def test_what_a_server_has_dropped_is_not_to_be_had_from_its_peers(server, links):
    peer = server.new_peer(links[0])
    server.drop_packets()
    assert peer.get_available_packet_count() == 0
    assert peer.get_packet() == b""


def test_packets_can_be_taken_after_the_end_of_the_connection(server, links):
    peer = server.new_peer(links[0])
    links[0].life.step(Happening.DROPPED)
    assert [bytes(peer.get_packet()) for _ in range(3)] == [b"2", b"3", b""]
    assert peer.get_packet_error() == FAILED


def test_without_a_connection_there_is_nothing(server):
    peer = server.new_peer()
    assert peer.get_available_packet_count() == 0
    assert peer.get_packet() == b""
    assert peer.get_packet_error() == FAILED


def test_to_scripts_it_is_a_websocket_peer(server, links):
    peer = server.new_peer(links[0])
    assert isinstance(peer, SessionPeer)
    assert isinstance(peer, WebSocketPeer)
    assert peer.get_class() == "WebSocketPeer"
    peer.close(1013)
    assert links[0].closed == [(1001, "")]  # a game of Godot 3 would not notice the other
