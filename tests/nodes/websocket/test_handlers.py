"""Anything inside any handler, and handlers that fail."""

from __future__ import annotations

import pytest

from engine import OK
from nodes import WebSocketClient
from nodes.websocket.life import CLOSED, HANDSHAKE


def links(node, state):
    """Return the links of a node that are in a state."""
    return [link for link in node._links_._links if link.life.state is state]


SIGNALS = [
    ("server", "client_connected"),
    ("server", "data_received"),
    ("server", "client_close_request"),
    ("server", "client_disconnected"),
    ("client", "connection_established"),
    ("client", "data_received"),
    ("client", "server_close_request"),
    ("client", "connection_closed"),
    ("client", "connection_error"),
]


def connect_again(talk):
    url = f"ws://localhost:{talk.port}"
    result = talk.pair.client.connect_to_url(url)
    talk.connected_again = result == OK


def listen_again(talk):
    talk.pair.server.stop()
    assert talk.pair.server.listen(0) == OK


def free(which, later):
    def action(talk):
        node = getattr(talk.pair, which)
        (node.queue_free if later else node.free)()
        talk.gone.add(which)

    return action


ACTIONS = {
    "poll()": lambda talk: (talk.pair.server.poll(), talk.pair.client.poll()),
    "stop()": lambda talk: talk.pair.server.stop(),
    "stop() and listen()": listen_again,
    "disconnect_peer()": lambda talk: [
        talk.pair.server.disconnect_peer(id, 3001) for id in talk.pair.server.get_peers()
    ],
    "disconnect_from_host()": lambda talk: talk.pair.client.disconnect_from_host(3002),
    "peer.close()": lambda talk: talk.pair.client.get_peer(1).close(3003),
    "connect_to_url()": connect_again,
    "disconnect and connect": lambda talk: (talk.pair.client.disconnect_from_host(), connect_again(talk)),
    "put_packet()": lambda talk: talk.pair.client.get_peer(1).put_packet(b"more"),
    "server.free()": free("server", later=False),
    "server.queue_free()": free("server", later=True),
    "client.free()": free("client", later=False),
    "client.queue_free()": free("client", later=True),
    "remove_child(client)": lambda talk: talk.pair.tree.root.remove_child(talk.pair.client),
}


class Talk:
    """Two packets each way and a close, in which `action` is called at the first `signal`."""

    def __init__(self, pair, which, signal, action):
        self.pair = pair
        self.gone = set()
        self.connected_again = False
        self.acted = 0
        self.action = action
        self.port = 0
        pair.server.client_connected.connect(lambda id, protocol: self.greet(id))
        getattr(getattr(pair, which), signal).connect(self.act)

    def greet(self, id):
        for packet in (b"one", b"two"):
            if "server" not in self.gone and self.pair.server.has_peer(id):
                self.pair.server.get_peer(id).put_packet(packet)

    def act(self, *args):
        self.acted += 1
        if self.acted == 1:
            self.action(self)

    def run(self, signal):
        pair = self.pair
        assert pair.server.listen(0) == OK
        self.port = pair.server.get_listening_port()
        if signal == "connection_error":
            pair.server.refuse_new_connections = True
        assert pair.client.connect_to_url(pair.url()) == OK
        pair.until(lambda: self.acted or (pair.id and len(pair.at_client) == 3))
        if not self.acted:
            for packet in (b"three", b"four"):
                assert pair.to_server.put_packet(packet) == OK
            pair.until(lambda: self.acted or len(pair.at_server) == 3)
        if not self.acted:
            if signal == "server_close_request":
                pair.server.disconnect_peer(pair.id, 4000, "bye")
            else:
                pair.client.disconnect_from_host(4000, "bye")
            pair.until(lambda: self.acted)
        for _ in range(3):
            pair.settle()


@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize(("which", "signal"), SIGNALS)
def test_anything_may_be_done_inside_any_handler(which, signal, action, pair, caplog):
    talk = Talk(pair, which, signal, ACTIONS[action])
    talk.run(signal)
    assert talk.acted
    if "server" not in talk.gone:
        pair.server.stop()
        pair.settle()
        ends = [event for event in pair.at_server if event[0] == "disconnected"]
        assert len(ends) == sum(event[0] == "connected" for event in pair.at_server)
    if "client" not in talk.gone:
        begins = sum(event[0] == "established" for event in pair.at_client)
        ends = sum(event[0] == "closed" for event in pair.at_client)
        if "remove_child" in action:
            assert ends <= begins
        else:
            # A connection that is replaced while it closes ends unheard.
            replaced = talk.connected_again and signal != "connection_closed"
            assert begins - replaced <= ends <= begins
    for name in {"server", "client"} - talk.gone:
        getattr(pair, name).free()
    assert not pair.tree.poller.has_sockets()


@pytest.mark.parametrize(("which", "signal"), SIGNALS)
def test_a_handler_that_fails_is_reported_and_everything_goes_on(which, signal, pair):
    faults = []
    pair.tree.fault_handler = faults.append

    def fail(talk):
        raise ValueError("of the handler")

    talk = Talk(pair, which, signal, fail)
    heard = []
    getattr(getattr(pair, which), signal).connect(lambda *args: heard.append(args))
    talk.run(signal)
    assert [str(fault.error) for fault in faults] == ["of the handler"]
    assert signal in faults[0].doing
    assert len(heard) == talk.acted
    pair.server.refuse_new_connections = False
    other = pair.tree.add(WebSocketClient(), "Other")
    assert other.connect_to_url(pair.url()) == OK
    pair.until(lambda: other.get_connection_status() == other.CONNECTION_CONNECTED)


def test_packets_put_by_a_handler_in_a_poll_outside_any_tree_go_out_with_that_poll(raw_client, wire, tree):
    from nodes import WebSocketServer

    server = WebSocketServer()
    assert server.listen(0) == OK
    server.data_received.connect(lambda id: server.get_peer(id).put_packet(b"answer"))
    client = raw_client(server)
    client.send(wire.request() + wire.frame(wire.TEXT, b"question", mask=True))
    tree.wait_until(lambda: server.poll() or client.pump() or client.received.endswith(b"answer"))
    server.stop()


@pytest.mark.parametrize("because", ["a packet", "a deadline"])
def test_stop_in_a_handler_passes_over_those_whose_turn_was_still_to_come(because, pair, caplog):
    """Two clients and one that is not in yet are ready or due in one poll; the first stops it all."""
    pair.open()
    pair.server.ping_interval = 1000.0
    server, other = pair.server, pair.tree.add(WebSocketClient(), "Other")
    assert other.connect_to_url(pair.url()) == OK
    pair.until(lambda: len(server.get_peers()) == 2 and other.get_peer(1).is_connected_to_host())
    late = pair.tree.add(WebSocketClient(), "Late")
    assert late.connect_to_url(pair.url()) == OK
    server.poll()
    pair.at_server.clear()
    server.data_received.connect(lambda id: server.stop())
    server.client_disconnected.connect(lambda id, clean: server.stop())
    connections = [*(server.get_peer(id)._link_ for id in server.get_peers()), *links(server, HANDSHAKE)]
    if because == "a packet":
        for client in (pair.client, other):
            client.get_peer(1).put_packet(b"x")
    else:
        for connection in connections:
            connection._heard, connection._pinged = False, True
            connection.set_deadline(0)
    pair.until(lambda: not server.is_listening())
    pair.settle()
    assert pair.at_server.count(("disconnected", False)) == 2
    assert len(pair.at_server) == (3 if because == "a packet" else 2)
    assert not any("internal error" in message or "client 0" in message for message in caplog.messages)
    assert all(connection.life.state is CLOSED for connection in connections)
