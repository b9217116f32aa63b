"""How long a runner may sleep while connections are idle."""

from __future__ import annotations

import socket
from math import inf

import pytest

from engine import OK, Node
from engine.net.poller import Poller
from engine.runner.idle import idle_time
from engine.testing import FakeClock, MemoryNetwork
from nodes import WebSocketClient, WebSocketServer
from nodes.websocket.socket_link.listener import PAUSE


@pytest.fixture
def clock(tree):
    tree.clock = FakeClock()
    return tree.clock


@pytest.fixture
def server(tree, clock):
    """A server inside the tree, listening, some time after it began."""
    server = tree.add(WebSocketServer())
    assert server.listen(0) == OK
    tree.step(6)
    return server


def test_a_node_that_was_never_opened_has_nothing_to_do(tree):
    tree.add(WebSocketServer())
    tree.add(WebSocketClient())
    assert idle_time(tree) == inf


def test_a_server_waits_for_sockets_and_for_the_deadlines_of_handshakes(tree, server, raw_client, clock):
    assert idle_time(tree) == inf
    client = raw_client(server)
    tree.wait_until(lambda: server._links_)
    clock.advance(1.0)
    assert idle_time(tree) == pytest.approx(server.handshake_timeout - 1.0)
    client.close()
    tree.wait_until(lambda: not server._links_)
    clock.advance(10.0)
    tree.step()
    assert idle_time(tree) == inf


def test_a_server_waits_for_the_time_to_ping(tree, server, raw_client, clock):
    server.ping_interval = 20.0
    raw_client(server, shake_hands=True)
    clock.advance(5.0)
    tree.step()
    assert idle_time(tree) == pytest.approx(15.0)


def test_what_waits_in_the_inbox_is_served_by_the_next_frame(tree, server):
    server._links_.listener._watch.announce()
    assert idle_time(tree) == 0
    tree.step()
    assert idle_time(tree) == inf


def test_a_client_is_polled_each_frame_until_there_is_a_socket(tree, clock, server):
    client = tree.add(WebSocketClient())
    tree.step()
    assert client.connect_to_url(f"ws://127.0.0.1:{server.get_listening_port()}") == OK
    assert idle_time(tree) == 0
    tree.wait_until(lambda: client.get_connection_status() == client.CONNECTION_CONNECTED)
    clock.advance(100.0)
    tree.step(2)
    assert idle_time(tree) == inf


def test_a_node_whose_sockets_another_poller_watches_is_polled_each_frame(tree, server):
    assert server._idle_time_(tree.poller) == inf
    assert server._idle_time_(Poller()) == 0


def test_a_network_peer_that_is_in_no_tree_can_be_waited_for(tree, clock):
    server = WebSocketServer()

    class Main(Node):
        def _ready(self):
            assert server.listen(0, [], True) == OK
            self.get_tree().network_peer = server

    tree.add(Main())
    tree.step(70)
    assert idle_time(tree) == inf
    server.stop()
    assert idle_time(tree) == 0


def test_ends_in_memory_are_polled_each_frame(tree):
    tree.network = MemoryNetwork()
    assert tree.add(WebSocketServer()).listen(1) == OK
    tree.step(6)
    assert idle_time(tree) == 0


def test_a_server_that_can_accept_nobody_sleeps_through_its_pause_and_then_accepts(tree):
    clock = tree.clock = FakeClock(10.0)
    server = tree.add(WebSocketServer())
    server.listen(0)
    with socket.create_connection(("127.0.0.1", server.get_listening_port())):
        server._links_.listener._pause(OSError(24, "Too many open files"))
        for _ in range(5):
            tree.step()
            assert len(server._links_) == 0
            assert server._idle_time_(tree.poller) == pytest.approx(PAUSE)
        clock.advance(PAUSE * 1.01)
        assert server._idle_time_(tree.poller) == 0
        tree.wait_until(lambda: len(server._links_) == 1)
    server.stop()
