"""Who closes all connections at once: games of Godot 4 read what they were sent last before."""

import pytest

from engine import OK
from engine.testing import FakeClock, MemoryNetwork
from nodes import WebSocketClient, WebSocketMultiplayerPeer, WebSocketServer
from nodes.websocket.farewell import Farewell
from nodes.websocket.life import CLOSED
from nodes.websocket.weaknesses import PAUSE

URL = "ws://anywhere:9000/godot4"


@pytest.fixture
def server(tree):
    tree.network = MemoryNetwork(clock=FakeClock())
    tree.clock = tree.network.clock
    server = tree.add(WebSocketServer(godot_versions=(3, 4)))
    assert server.listen(9000, [], True) == OK
    return server


def join(tree, url=URL, version=4):
    client = tree.add(WebSocketClient(godot_versions=(version,)))
    assert client.connect_to_url(url, [], True) == OK
    tree.wait_until(client.get_unique_id)
    tree.step(3)
    client.ended = tree.watch(client.server_disconnected)
    return client


@pytest.fixture
def client(tree, server):
    return join(tree)


def in_a_frame(tree, function, *args):
    """Do something where scripts do it."""
    tree.message_queue.push(None, function, args, "in a frame")
    tree.step()


def farewells(tree):
    return [user for user in tree.poller.users if isinstance(user, Farewell)]


def heard(client):
    return [bytes(client.get_packet()) for _ in range(client.get_available_packet_count())]


def stop(server):
    server.stop()


def free(server):
    server.queue_free()


@pytest.mark.parametrize("leave", [stop, free])
def test_the_last_message_is_read_before_the_close_frame_comes(tree, server, client, leave):
    server.put_packet(b"farewell")
    leave(server)
    tree.step(5)
    assert (heard(client), client.ended.emissions) == ([b"farewell"], [])
    (farewell,) = farewells(tree)
    assert repr(farewell) == "<Farewell to 1 links>"
    assert farewell._traffic_().peers == 1
    assert not farewell._drain_(1.0)
    assert not farewell._send_waiting_()
    assert farewell._reloading_() is None
    tree.clock.advance(PAUSE * 1.01)
    tree.step(5)
    assert client.ended.emissions == [()]
    assert client.get_last_error() == ""
    tree.clock.advance(2.0)
    tree.step(3)
    assert farewells(tree) == []


@pytest.fixture
def peer(tree, server):
    """A client that is in no tree, and polled by one."""
    peer = WebSocketMultiplayerPeer()
    in_a_frame(tree, peer.create_client, URL)
    tree.multiplayer.multiplayer_peer = peer
    tree.wait_until(peer.get_unique_id)
    return peer


def test_a_client_that_is_closed_lets_its_server_read_first(tree, server, peer):
    gone = tree.watch(server.peer_disconnected)
    peer.put_packet(b"farewell")
    in_a_frame(tree, peer.close)
    tree.step(5)
    assert (heard(server), len(gone.emissions)) == ([b"farewell"], 0)
    tree.clock.advance(PAUSE * 1.01)
    tree.step(5)
    assert len(gone.emissions) == 1


def test_outside_of_frames_there_is_nothing_to_wait_in(tree, server, peer):
    gone = tree.watch(server.peer_disconnected)
    peer.put_packet(b"farewell")
    peer.close()
    tree.step(5)
    assert (heard(server), len(gone.emissions)) == ([b"farewell"], 1)


def test_the_port_is_free_at_once_and_the_server_can_listen_again(tree, server, client):
    server.stop()
    assert server.listen(9000, [], True) == OK
    other = join(tree)
    assert client.ended.emissions == other.ended.emissions == []
    tree.clock.advance(PAUSE * 1.01)
    tree.step(5)
    assert (client.ended.emissions, other.ended.emissions) == ([()], [])
    assert server.has_peer(other.get_unique_id())


def test_who_needs_no_pause_is_closed_at_once(tree, server, client):
    three = join(tree, "ws://anywhere:9000/godot3", 3)
    server.stop()
    tree.step(5)
    assert (three.ended.emissions, client.ended.emissions) == ([()], [])


def test_of_who_goes_meanwhile_nobody_is_told_again(tree, server, client):
    gone = tree.watch(server.peer_disconnected)
    server.stop()
    id = client.get_unique_id()
    assert gone.emissions == [(id,)]
    client.disconnect_from_host()
    tree.step(5)
    assert gone.emissions == [(id,)]


def test_what_came_in_the_same_read_as_what_a_handler_closes_at_is_not_told(tree, server, peer):
    peer._end_.peer_packet.connect(lambda id: peer.close())
    ended = tree.watch(peer.server_disconnected)
    link = server.get_peer(peer.get_unique_id())._link_
    link.pause = 0.0
    in_a_frame(tree, lambda: (link.put(b"last", False), link.close(1000, "")))
    tree.step(5)
    assert ended.emissions == [()]


def test_when_the_tree_ends_all_ends(tree, server, client):
    link = server.get_peer(client.get_unique_id())._link_
    server.stop()
    tree.step()
    assert not link.life.is_over
    tree.finish()
    assert link.life.state is CLOSED
    assert farewells(tree) == []
