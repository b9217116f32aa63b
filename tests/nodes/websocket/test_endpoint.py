"""WebSocketEndpoint: whose turn it is to poll, and what becomes of the sockets."""

from __future__ import annotations

import gc
import sys
import time
import weakref
from contextlib import nullcontext

import pytest

from engine import ERR_UNCONFIGURED, OK, Node, SceneTree
from engine.runner.host import DesktopHost
from engine.runner.turns import Turns
from engine.testing import FakeClock, SteppedTree
from nodes import WebSocketClient, WebSocketEndpoint, WebSocketServer


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


def a_pair_of_trees_in_use():
    """Two trees with a peer each, in circles with their handlers, which nobody finishes."""
    server, client = WebSocketServer(), WebSocketClient()
    server.bind_ip = "127.0.0.1"
    assert server.listen(0, [], True) == OK
    assert client.connect_to_url(f"ws://127.0.0.1:{server.get_listening_port()}", [], True) == OK
    trees, ids = [SteppedTree(), SteppedTree()], []
    for tree, peer in zip(trees, (server, client), strict=True):
        tree.network_peer = peer
        tree.network_peer_connected.connect(lambda id, tree=tree: ids.append((tree.root, id)))
    trees[0].wait_until(lambda: trees[1].step() or len(ids) == 2)


@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_trees_that_are_let_go_of_with_their_peers_are_collected_in_silence(monkeypatch):
    """Python may say, where it is asked to, that a socket was not closed; not that anything failed."""
    said = []
    monkeypatch.setattr(sys, "unraisablehook", said.append)
    for _ in range(30):
        a_pair_of_trees_in_use()
    gc.collect()
    assert [repr(one.exc_value) for one in said] == []


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


# -- Where it settles -----------------------------------------------------------------------------


class Talker(Node):
    """Holds a server and a client in variables, and quits once the client has an answer."""

    def __init__(self, server=None):
        self.server = server or WebSocketServer()
        self.client = WebSocketClient()

    def _ready(self):
        if not self.server.is_listening():
            assert self.server.listen(0) == OK
        url = f"ws://127.0.0.1:{self.server.get_listening_port()}"
        assert self.client.connect_to_url(url) == OK
        self.server.data_received.connect(lambda id: self.server.get_peer(id).put_packet(b"answer"))
        self.client.connection_established.connect(lambda _: self.client.get_peer(1).put_packet(b"?"))
        self.client.data_received.connect(lambda: self.get_tree().quit(7))

    def _process(self, delta):
        self.server.poll()
        self.client.poll()


@pytest.mark.parametrize("opened", ["in _ready", "before there is a tree"])
def test_the_runner_wakes_up_for_sockets_that_a_script_holds(opened):
    """Frames are a second apart: only sockets can bring on what comes before the second one."""
    scene = Talker(listening() if opened == "before there is a tree" else None)
    tree = SceneTree()
    tree.target_fps = 1
    wait, woken = tree.poller.wait, []
    tree.poller.wait = lambda seconds: woken.append(wait(seconds) or tree.quitting) or woken[-1]
    tree.root.add_child(scene)
    tree._initialize()
    clock = lambda: time.perf_counter() if tree.quitting else 0.0  # no frame is due
    DesktopHost().drive(Turns(tree, clock), nullcontext())
    tree.finish()
    assert tree.exit_code == 7
    assert len(woken) >= 2
    assert all(woken)


def test_what_a_script_opens_in_ready_goes_by_the_clock_of_its_tree(tree, raw_server):
    class Holder(Node):
        def _ready(self):
            self.client = WebSocketClient()
            self.client.connect_timeout = 5.0
            self.client.connect_to_url(raw_server.url)

        def _process(self, delta):
            self.client.poll()

    tree.clock = clock = FakeClock(1e6)
    holder = tree.add(Holder())
    failed = tree.watch(holder.client.connection_error)
    raw_server.accept().read_head()
    clock.advance(4.9)
    tree.step(2)
    failed.assert_not_emitted()
    clock.advance(0.2)
    tree.step(2)
    failed.assert_emitted(times=1)


@pytest.mark.parametrize("kind", [WebSocketServer, WebSocketClient])
def test_what_was_used_in_a_tree_that_has_ended_settles_in_the_next(kind, tree, raw_server, raw_client):
    node = kind()

    class Holder(Node):
        def _process(self, delta):
            if node.get_connection_status() == node.CONNECTION_DISCONNECTED:
                opened = node.listen(0) if kind is WebSocketServer else node.connect_to_url(raw_server.url)
                assert opened == OK
            node.poll()

    first = SteppedTree()
    first.add(Holder())
    first.step(3)
    assert first.poller.has_sockets()
    first.finish()
    assert node.get_connection_status() == node.CONNECTION_DISCONNECTED
    assert not first.poller.has_sockets()
    tree.add(Holder())
    tree.step(2)
    assert tree.poller.has_sockets()
    assert not first.poller.has_sockets()
    if kind is WebSocketServer:
        raw_client(node, shake_hands=True)
    else:
        raw_server.accept()
        raw_server.shake_hands()
        tree.wait_until(node.get_peer(1).is_connected_to_host)


def test_a_held_connection_does_not_wake_the_runner(tree, raw_client, wire):
    server = WebSocketServer()
    server.set_buffers(1, 2, 1, 2)
    server.listen(0)
    tree.add(server)
    raw = raw_client(server, shake_hands=True)
    peer = server.get_peer(server.get_peers()[0])
    for packet in (b"a", b"b", b"c"):
        raw.send_frame(wire.BINARY, packet)
        if packet == b"b":
            tree.wait_until(lambda: peer.get_available_packet_count() == 2)
    tree.wait_until(lambda: peer._link_.unread.held)
    assert [tree.poller.wait(0) for _ in range(3)] == [False] * 3
    peer.get_packet()
    assert peer.get_packet() == b"b"
    tree.wait_until(peer.get_available_packet_count)
    assert peer.get_packet() == b"c"


# -- Nobody polls ---------------------------------------------------------------------------------


class Forgetful(Node):
    """Opens a client in a variable and, unless told to, never polls it."""

    def __init__(self, url, remedy):
        self.url = url
        self.remedy = remedy

    def _process(self, delta):
        if not hasattr(self, "client"):
            self.client = WebSocketClient()
            assert self.client.connect_to_url(self.url) == OK
            if self.remedy == "add_child":
                self.add_child(self.client)
            if self.remedy == "give up":
                self.client.disconnect_from_host()
        if self.remedy == "poll":
            self.client.poll()
        if self.remedy == "free":
            self.client.free()
            self.remedy = ""


@pytest.mark.parametrize("remedy", ["", "poll", "add_child", "give up", "free"])
def test_what_nobody_polls_says_so_once_with_the_line_to_add(remedy, tree, raw_server, caplog):
    tree.add(Forgetful(raw_server.url, remedy))
    tree.step(200)
    warnings = [message for message in caplog.messages if "is not polled" in message]
    assert len(warnings) == (remedy == "")
    if warnings:
        assert "`self.add_child(client)`" in warnings[0]
        assert "`client.poll()`" in warnings[0]


def test_a_client_that_nobody_holds_is_not_kept_alive_by_the_question_whether_it_is_polled(tree, raw_server):
    class Maker(Node):
        def _process(self, delta):
            client = WebSocketClient()
            client.connect_to_url(raw_server.url)
            seen.append(weakref.ref(client))
            self.set_process(False)

    seen = []
    tree.add(Maker())
    tree.step()
    gc.collect()
    assert seen[0]() is None


# -- Raw mode -------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", [WebSocketServer, WebSocketClient])
def test_packets_of_the_node_itself_are_an_error_that_names_the_peer(kind, caplog):
    node = kind()
    assert node.get_available_packet_count() == 0
    assert node.get_packet() == b""
    assert node.get_packet_error() == ERR_UNCONFIGURED
    assert node.put_packet(b"x") == ERR_UNCONFIGURED
    assert node.get_packet_peer() == 1
    assert [message.split(":")[0] for message in caplog.messages] == [
        "get_available_packet_count",
        "get_packet",
        "put_packet",
        "get_packet_peer",
    ]
    assert "`get_peer(id).put_packet(…)`" in caplog.messages[2]
    node.set_target_peer(0)


def test_the_transfer_mode_is_always_reliable():
    client = WebSocketClient()
    client.transfer_mode = client.TRANSFER_MODE_UNRELIABLE
    assert client.transfer_mode == client.TRANSFER_MODE_RELIABLE == 2


def test_ids_are_those_of_godot():
    assert (WebSocketServer().get_unique_id(), WebSocketClient().get_unique_id()) == (1, 0)


def test_polling_what_was_never_opened_does_nothing(tree):
    for node in (WebSocketServer(), WebSocketClient()):
        node.poll()
        tree.add(node)
        tree.step()
    assert not tree.poller.has_sockets()
    assert WebSocketClient().get_last_error() == ""


def test_the_base_is_for_the_two_alone():
    base = WebSocketEndpoint()
    with pytest.raises(NotImplementedError):
        base.get_connection_status()


@pytest.mark.parametrize(
    ("method", "arguments"),
    [("get_connection_status", ()), ("get_unique_id", ()), ("get_peer", (1,)), ("_handle_", (None, None))],
)
def test_what_a_client_and_a_server_owe_their_base_does_not_have(method, arguments):
    with pytest.raises(NotImplementedError):
        getattr(WebSocketEndpoint(), method)(*arguments)


@pytest.mark.parametrize("kind", [WebSocketServer, WebSocketClient])
def test_what_was_never_opened_can_be_a_network_peer_later_and_keeps_nobody_awake(kind, tree):
    peer = kind()
    assert peer._why_no_packets_() == ""
    assert peer._idle_time_(tree.poller) == float("inf")


def test_who_is_freed_lets_games_of_godot_4_read_what_they_were_sent_last(tree, raw_client):
    server = tree.add(WebSocketServer(godot_versions=(4,)))
    assert server.listen(0, [], True) == OK
    client = raw_client(server, shake_hands=True)
    id = client.read_frame().payload
    assert len(id) == 4
    server.put_packet(b"last")
    server.free()
    assert client.read_frame().payload == b"last"
    tree.step(5)
    client.pump()
    assert (client.received, client.ended) == (b"", False)
    assert tree.poller.has_sockets()
    assert not server._links_


def test_the_end_is_told_also_if_the_socket_is_closed_by_then(tree, raw_client, wire):
    server = tree.add(listening())
    told = []
    server.client_close_request.connect(lambda *args: told.append("close request"))
    server.client_disconnected.connect(lambda id, clean: told.append(("gone", clean)))
    client = raw_client(server, shake_hands=True)
    close = wire.frame(wire.CLOSE, wire.close_payload(1000), mask=True)
    client.send(wire.frame(wire.TEXT, b"last", mask=True) + close)
    client.finish()
    tree.wait_until(lambda: len(told) == 2)
    assert told == ["close request", ("gone", True)]


@pytest.mark.parametrize(("versions", "waits"), [((3,), False), ((3, 4), True)])
def test_in_raw_mode_a_close_frame_waits_where_games_of_godot_4_may_come(tree, raw_client, versions, waits):
    tree.clock = FakeClock()
    server = tree.add(WebSocketServer(godot_versions=versions))
    assert server.listen(0) == OK
    came = tree.watch(server.client_connected)
    client = raw_client(server, shake_hands=True)
    tree.wait_until(lambda: came.emissions)
    server.disconnect_peer(came.emissions[0][0])
    tree.step(5)
    client.pump()
    assert (client.received == b"") == waits
    tree.clock.advance(0.11)
    assert client.read_frame().first == 0x88
