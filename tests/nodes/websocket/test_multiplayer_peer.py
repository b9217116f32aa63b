"""WebSocketMultiplayerPeer: whose turn it is to poll, and what becomes of the sockets."""

from __future__ import annotations

import gc
import weakref

import pytest

from engine import OK, Node
from engine.testing import FakeClock, SteppedTree
from nodes import WebSocketClient, WebSocketServer


def listening():
    server = WebSocketServer()
    assert server.listen(0) == OK
    return server


def poll_until(tree, node, condition):
    """Poll `node`, which is not in the tree, until `condition()`."""
    tree.wait_until(lambda: node.poll() or condition())


def test_inside_the_tree_a_server_polls_itself(tree, raw_client):
    server = tree.add(listening())
    raw_client(server, shake_hands=True)


def test_outside_the_tree_nothing_happens_before_poll(tree, raw_client, wire):
    server = listening()
    connected = tree.watch(server.client_connected)
    raw_client(server).send(wire.request())
    tree.step(5)
    connected.assert_not_emitted()
    poll_until(tree, server, lambda: len(connected))


def test_a_node_that_left_the_tree_polls_itself_no_more(tree, raw_client, wire):
    server = tree.add(listening())
    tree.root.remove_child(server)
    connected = tree.watch(server.client_connected)
    raw_client(server).send(wire.request())
    tree.step(5)
    connected.assert_not_emitted()
    tree.root.add_child(server)
    tree.wait_until(lambda: len(connected))


def test_polling_by_hand_what_polls_itself_is_harmless(tree, raw_client, wire):
    server = tree.add(listening())
    echoed = tree.watch(server.data_received)
    client = raw_client(server, shake_hands=True)
    client.send_frame(wire.TEXT, b"once")
    poll_until(tree, server, lambda: len(echoed))
    server.poll()
    tree.step(3)
    echoed.assert_emitted(times=1)


@pytest.mark.parametrize("how", ["enter", "poll"])
def test_sockets_from_before_the_tree_settle_in_its_poller(how, tree, raw_client):
    class Holder(Node):
        def _process(self, delta):
            server.poll()

    server = listening()
    assert not tree.poller.has_sockets()
    tree.add(server if how == "enter" else Holder())
    tree.step()
    assert tree.poller.has_sockets()
    raw_client(server, shake_hands=True)
    server.stop()
    assert not tree.poller.has_sockets()


def test_connections_from_before_the_tree_settle_too_and_go_by_its_clock(tree, raw_client, raw_server, wire):
    server, client = listening(), WebSocketClient()
    raw = raw_client(server)
    raw.send(wire.request())
    for _ in range(1000):
        server.poll()
        raw.pump()
        if raw.received:
            break
    raw.read_head()
    assert client.connect_to_url(raw_server.url) == OK
    (id,) = server._peers_
    server.disconnect_peer(id)

    tree.clock = clock = FakeClock(1_000_000)
    closed, failed = tree.watch(server.client_disconnected), tree.watch(client.connection_error)
    tree.add(server)
    tree.add(client)
    raw_server.accept().read_head()
    closed.assert_not_emitted()
    failed.assert_not_emitted()
    clock.advance(3.5)
    tree.step(2)
    closed.assert_emitted(id, False)
    failed.assert_not_emitted()
    clock.advance(30)
    tree.step(2)
    failed.assert_emitted(times=1)


def test_a_server_that_nobody_holds_any_more_closes_its_sockets(tree, raw_client, wire):
    server = listening()
    connected = tree.watch(server.client_connected)
    raw = raw_client(server)
    raw.send(wire.request())
    poll_until(tree, server, lambda: len(connected))
    raw.read_head()
    gone = weakref.ref(server)
    del server
    gc.collect()
    assert gone() is None
    assert raw.read_frame().payload == wire.close_payload(1000)
    raw.wait_for_end()


@pytest.mark.parametrize("far", ["dialing", "connecting", "connected"])
def test_a_client_that_nobody_holds_any_more_closes_its_socket(far, tree, raw_server, wire):
    client = WebSocketClient()
    client.connect_to_url(raw_server.url)
    end = raw_server.accept()
    if far != "dialing":
        poll_until(tree, client, lambda: end.pump() or end.received)
        head = end.read_head()
    if far == "connected":
        end.send(wire.response(wire.key_of(head)))
        poll_until(tree, client, client.get_peer(1).is_connected_to_host)
    del client
    gc.collect()
    left = end.wait_for_end()
    assert (left[:1] == bytes([0x80 | wire.CLOSE])) is (far == "connected")


def test_sockets_that_a_script_holds_at_the_end_of_its_tree_are_closed(raw_client, raw_server, wire, tree):
    class Holder(Node):
        def _ready(self):
            self.server, self.client = listening(), WebSocketClient()
            self.client.connect_to_url(raw_server.url)

        def _process(self, delta):
            self.server.poll()
            self.client.poll()

    other = SteppedTree()
    holder = other.add(Holder())
    end = raw_server.accept()
    other.wait_until(lambda: end.pump() or end.received)
    other.finish()
    assert not holder.server.is_listening()
    assert holder.client.get_connection_status() == holder.client.CONNECTION_DISCONNECTED
    end.wait_for_end()


def test_two_trees_in_one_process_talk_to_each_other(tree):
    other = SteppedTree()
    server = tree.add(listening())
    client = other.add(WebSocketClient())
    client.connect_to_url(f"ws://127.0.0.1:{server.get_listening_port()}")
    connected, established = tree.watch(server.client_connected), other.watch(client.connection_established)
    tree.wait_until(lambda: other.step() or (len(connected) and len(established)))
    other.finish()
    gone = tree.watch(server.client_disconnected)
    tree.wait_until(lambda: len(gone))
    assert gone.emissions[0][1] is True


def test_the_constants_are_those_of_godot():
    assert (
        WebSocketServer.CONNECTION_DISCONNECTED,
        WebSocketServer.CONNECTION_CONNECTING,
        WebSocketServer.CONNECTION_CONNECTED,
        WebSocketServer.TARGET_PEER_BROADCAST,
        WebSocketServer.TARGET_PEER_SERVER,
    ) == (0, 1, 2, 0, 1)
