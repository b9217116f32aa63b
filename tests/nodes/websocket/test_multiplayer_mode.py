"""The multiplayer mode of both sides, over a network in memory."""

import logging

import pytest

from engine import (
    ERR_INVALID_PARAMETER,
    ERR_OUT_OF_MEMORY,
    ERR_UNAVAILABLE,
    ERR_UNCONFIGURED,
    FAILED,
    OK,
    SceneTree,
    ScriptError,
)
from engine.runner.turns import Turns
from engine.testing import FakeClock, MemoryNetwork
from nodes import WebSocketClient, WebSocketServer
from nodes.websocket.admission import token_authenticator
from nodes.websocket.relay import pack

URL = "ws://anywhere:9000"


@pytest.fixture
def server(tree):
    tree.network = MemoryNetwork()
    server = tree.add(WebSocketServer())
    server.listen(9000, [], True)
    return server


@pytest.fixture
def join(tree, server):
    """Connect another client and wait until it has its id."""

    def join(name="Client", **options):
        client = tree.add(WebSocketClient(), name)
        client.log = []
        for signal in (
            client.peer_connected,
            client.peer_disconnected,
            client.connection_succeeded,
            client.connection_failed,
            client.server_disconnected,
            client.connection_established,
            client.connection_closed,
        ):
            signal.connect(lambda *args, n=signal.name, c=client: c.log.append((n, *args)))
        client.connect_to_url(URL, [], True, **options)
        tree.wait_until(lambda: client.log)
        tree.step(3)
        return client

    return join


def packets(end):
    found = []
    while end.get_available_packet_count():
        found.append((end.get_packet_peer(), bytes(end.get_packet())))
        assert end.get_packet_error() == OK
    return found


def test_signals_come_in_godots_order_at_all_ends(server, join, tree):
    connected, established = tree.watch(server.peer_connected), tree.watch(server.client_connected)
    first = join("First")
    second = join("Second")
    a, b = first.get_unique_id(), second.get_unique_id()
    assert connected.emissions == [(a,), (b,)]
    established.assert_not_emitted()
    assert first.log == [("peer_connected", 1), ("connection_succeeded",), ("peer_connected", b)]
    assert second.log == [("peer_connected", 1), ("connection_succeeded",), ("peer_connected", a)]
    assert server.get_unique_id() == 1
    assert repr(server._session_).startswith("<MultiplayerServerSession: <ServerRelay of 2")
    assert repr(first._session_).startswith("<Godot3ClientSession: <ClientSide")


@pytest.mark.parametrize(
    ("target", "reached"),
    [(0, "server second third"), (1, "server"), ("second", "second"), ("-second", "server third")],
)
def test_a_client_reaches_whom_its_target_means(server, join, tree, target, reached):
    first, second, third = join("First"), join("Second"), join("Third")
    ids = {"second": second.get_unique_id(), "-second": -second.get_unique_id()}
    first.set_target_peer(ids.get(target, target))
    assert first.put_packet(b"hello") == OK
    tree.step(4)
    ends = {"server": server, "second": second, "third": third}
    got = {name for name, end in ends.items() if packets(end) == [(first.get_unique_id(), b"hello")]}
    assert got == set(reached.split())
    assert packets(first) == []


@pytest.mark.parametrize(
    ("target", "reached"), [(0, "first second"), ("first", "first"), ("-first", "second")]
)
def test_the_server_reaches_whom_its_target_means(server, join, tree, target, reached):
    first, second = join("First"), join("Second")
    ids = {"first": first.get_unique_id(), "-first": -first.get_unique_id()}
    server.set_target_peer(ids.get(target, target))
    assert server.put_packet(bytearray(b"hello")) == OK
    tree.step(2)
    ends = {"first": first, "second": second}
    assert {name for name, end in ends.items() if packets(end) == [(1, b"hello")]} == set(reached.split())


def test_a_target_that_does_not_exist_fails_and_the_server_itself_gets_nothing(server, join, caplog):
    client = join()
    for end in (server, client):
        end.set_target_peer(12345)
        assert end.put_packet(b"x") == FAILED
        end.set_target_peer(end.get_unique_id())
        assert end.put_packet(b"x") == FAILED
        assert end.get_available_packet_count() == 0
    assert [message.partition(" has sent ")[2] for message in caplog.messages] == [
        f"nothing to peer {id}: there is no such peer, or no longer."
        " Ask `get_tree().get_network_connected_peers()`."
        for id in (12345, 1, 12345, client.get_unique_id())
    ]


def test_a_target_is_a_whole_number(server, join, tree):
    client = join()
    server.set_target_peer(float(client.get_unique_id()))
    assert server.put_packet(b"x") == OK
    tree.step(3)
    assert packets(client) == [(1, b"x")]
    for wrong in ("5", None, -(1 << 40)):
        with pytest.raises(ScriptError, match="The id of a peer"):
            server.set_target_peer(wrong)


def test_the_peer_of_a_client_has_the_packets_of_all_who_send_to_it(server, join, tree):
    first, second = join("First"), join("Second")
    for end in (server, first):
        end.set_target_peer(second.get_unique_id())
        end.put_packet(b"hello")
        tree.step(4)
    assert second.get_peer(1).get_available_packet_count() == 2
    assert second.get_peer(1).get_packet() == b"hello"
    assert packets(second) == [(first.get_unique_id(), b"hello")]


def test_without_a_packet_there_is_an_error(server, caplog):
    assert server.get_packet() == b""
    assert server.get_packet_error() == ERR_UNAVAILABLE
    assert server.get_packet_peer() == 1
    assert "has no packets" in caplog.text


def test_a_client_that_is_not_connected_cannot_send(server, join, tree, caplog):
    client = WebSocketClient()
    tree.root.add_child(client)
    client.connect_to_url("ws://anywhere:1", [], True)
    assert client.put_packet(b"x") == FAILED
    assert "has sent nothing to everyone: it is not connected." in caplog.text


def test_packets_come_in_order_whoever_sent_them(server, join, tree):
    first, second = join("First"), join("Second")
    heard = tree.watch(server.peer_packet)
    for i in range(50):
        for client in (first, second):
            client.set_target_peer(1)
            client.put_packet(b"%d" % i)
    tree.wait_until(lambda: server.get_available_packet_count() == 100)
    assert len(heard) == 100
    found = packets(server)
    for client in (first, second):
        mine = [data for source, data in found if source == client.get_unique_id()]
        assert mine == [b"%d" % i for i in range(50)]


def test_a_client_that_leaves_is_told_to_the_others_once(server, join, tree):
    first, second = join("First"), join("Second")
    gone = tree.watch(server.peer_disconnected)
    closed = tree.watch(server.client_close_request)
    b = second.get_unique_id()
    second.disconnect_from_host(1000, "bye")
    tree.wait_until(lambda: len(gone))
    tree.step(5)
    assert gone.emissions == [(b,)]
    closed.assert_emitted(b, 1000, "bye")
    assert first.log[-1] == ("peer_disconnected", b)
    assert second.log[-1] == ("server_disconnected",)
    assert not server.has_peer(b)


def test_a_server_that_stops_is_told_as_server_disconnected(server, join, tree):
    client = join()
    gone = tree.watch(server.peer_disconnected)
    id = client.get_unique_id()
    server.stop()
    gone.assert_emitted(id, times=1)
    tree.step(3)
    assert client.log[-1] == ("server_disconnected",)
    assert client.get_unique_id() == id  # as in Godot, it keeps its number
    assert [name for name, *_ in client.log].count("server_disconnected") == 1


def test_a_connection_that_never_came_to_be_is_told_as_connection_failed(server, join, tree):
    server.stop()
    client = join()
    assert client.log == [("connection_failed",)]


@pytest.fixture
def raw_server(tree):
    """A server in raw mode."""
    tree.network = network = MemoryNetwork(clock=FakeClock())
    tree.clock = network.clock
    server = tree.add(WebSocketServer())
    server.listen(9000)
    return server


def test_a_client_of_a_server_in_raw_mode_has_failed_when_its_time_is_over(raw_server, tree, caplog):
    client = tree.add(WebSocketClient(connect_timeout=2.0, ping_interval=0.5))
    tree.network_peer = client if client.connect_to_url(URL, [], True) == OK else None
    failed, lost = tree.watch(client.connection_failed), tree.watch(client.server_disconnected)
    tree.wait_until(lambda: raw_server.get_peers())
    raw_server.get_peer(*raw_server.get_peers()).put_packet(b"hello")
    tree.step(5)
    assert client.get_connection_status() == client.CONNECTION_CONNECTED
    assert tree.root.rpc("hello") == ERR_UNCONFIGURED
    assert "wait for the signal `connected_to_server`" in caplog.messages[-1]
    tree.network.clock.advance(1.9)
    tree.step(3)
    failed.assert_not_emitted()
    tree.network.clock.advance(0.2)
    tree.step(3)
    failed.assert_emitted()
    lost.assert_not_emitted()
    assert client.get_connection_status() == client.CONNECTION_DISCONNECTED
    assert client.get_last_error() == (
        "the server does not speak Godot's multiplayer protocol, or does not answer: let it"
        " `listen(port, protocols, True)`"
    )
    assert caplog.text.count(client.get_last_error()) == 1
    tree.wait_until(lambda: not raw_server.get_peers())


@pytest.mark.parametrize("then", ["connect again", "free", "poll", "let go"])
def test_what_a_script_does_when_its_client_has_failed_so_is_done(raw_server, tree, then):
    client = tree.add(WebSocketClient(connect_timeout=2.0))
    other = tree.add(WebSocketClient(connect_timeout=2.0), "Other")  # whose time is over in the same poll
    assert client.connect_to_url(URL, [], True) == other.connect_to_url(URL, [], True) == OK
    tree.network_peer = client
    failures = tree.watch(other.connection_failed)
    results = []

    def act():
        if then == "connect again":
            results.append(client.connect_to_url(URL, [], True))
        elif then == "free":
            client.free()
        elif then == "poll":
            client.poll()
            other.poll()
        else:
            tree.network_peer = None

    tree.connection_failed.connect(act)
    tree.wait_until(lambda: len(raw_server.get_peers()) == 2)
    tree.network.clock.advance(2.1)
    tree.step(5)
    failures.assert_emitted(times=1)
    assert results == [OK] * (then == "connect again")
    assert tree.root.rpc("hello") == ERR_UNCONFIGURED


def test_a_client_that_has_heard_of_its_server_stays_and_is_pinged(server, join, tree):
    tree.network.clock = clock = FakeClock()
    tree.clock = clock
    client = tree.add(WebSocketClient(connect_timeout=2.0, ping_interval=0.5))
    client.connect_to_url(URL, [], True)
    tree.wait_until(client.get_unique_id)
    tree.step(3)
    link = client._link_
    assert link.deadline == client._links_.deadlines.now() + 0.5
    for _ in range(20):
        clock.advance(0.5)
        tree.step(3)
    assert client.get_connection_status() == client.CONNECTION_CONNECTED
    client.ping_interval = 0.0
    clock.advance(0.5)
    tree.step()
    assert link.deadline is None


def test_a_client_that_closes_when_it_hears_of_its_server_has_the_time_to_close(server, tree):
    tree.network.clock = tree.clock = FakeClock()
    client = tree.add(WebSocketClient(connect_timeout=2.0))
    client.peer_connected.connect(lambda id: client.disconnect_from_host())
    client.connect_to_url(URL, [], True)
    gone = tree.watch(client.server_disconnected)
    tree.wait_until(lambda: len(gone))
    assert client.get_last_error() == ""


def test_a_raw_client_of_a_server_in_multiplayer_mode_is_told_at_both_ends(server, tree, caplog):
    client = tree.add(WebSocketClient())
    client.connect_to_url(URL)
    client.connection_established.connect(lambda protocol: client.get_peer(1).put_packet(b"hello"))
    tree.wait_until(lambda: client.get_peer(1).get_available_packet_count() == 2)
    tree.step(3)
    assert (
        caplog.text.count("the server seems to speak Godot's multiplayer protocol, and this client is in")
        == 1
    )
    assert caplog.text.count("does not speak Godot's multiplayer protocol, so what it sends is dropped") == 1


def test_forged_and_broken_packets_are_refused_with_a_bounded_number_of_lines(server, join, tree, caplog):
    client, other = join("First"), join("Second")
    for _ in range(25):
        client._link_.put(pack(other.get_unique_id(), 0, b"forged"), False)
    client._link_.put(b"short", False)
    tree.step(30)
    assert packets(server) == packets(other) == []
    lines = [line for line in caplog.messages if "was refused" in line]
    assert len(lines) == 10
    assert "as its source" in lines[0]
    client.disconnect_from_host()
    tree.step(5)
    assert "26 packets of client" in caplog.text


def test_a_client_says_what_it_cannot_understand(server, join, tree, caplog):
    client = join()
    peer = server.get_peer(client.get_unique_id())
    for _ in range(15):
        peer.put_packet(b"\x09" + b"\0" * 8)
    tree.step(20)
    peer.put_packet(b"\x09" + b"\0" * 8)
    tree.step(2)
    lines = [line for line in caplog.messages if "type 9" in line]
    assert len(lines) == 11
    assert "was refused (16 times so far): it has type 9" in lines[-1]
    assert client.get_connection_status() == client.CONNECTION_CONNECTED


def test_a_client_that_does_not_keep_up_is_closed_and_the_others_play_on(tree, caplog):
    tree.network = network = MemoryNetwork(room=4096)
    tree.clock = clock = FakeClock()
    server = tree.add(WebSocketServer())
    server.set_buffers(64, 64, 8, 1024)
    server.listen(9000, [], True)
    fast, slow = tree.add(WebSocketClient(), "Fast"), tree.add(WebSocketClient(), "Slow")
    for client in (fast, slow):
        client.connect_to_url(URL, [], True)
        tree.wait_until(lambda client=client: client.get_unique_id())
    network_end = slow._link_._socket
    network_end.recv = lambda size: (_ for _ in ()).throw(BlockingIOError)  # it reads no more
    id = slow.get_unique_id()
    gone = tree.watch(server.peer_disconnected)
    sent = received = 0
    results = []
    for _ in range(300):
        server.set_target_peer(0)
        results.append(server.put_packet(b"x" * 1000))
        sent += 1
        tree.step()
        clock.advance(0.1)
        received += len(packets(fast))
        if results[-1] != OK:
            break
    assert results == [OK] * (sent - 1) + [ERR_OUT_OF_MEMORY]
    assert 10.0 < 0.1 * sent < 12.0  # it took so long to be given up
    assert f"client {id} is closed" in caplog.text
    tree.wait_until(lambda: server.put_packet(b"still here") == OK and packets(fast))
    assert received >= sent - 1
    clock.advance(10)
    tree.wait_until(lambda: len(gone))
    assert gone.emissions == [(id,)]
    assert server.get_last_error().startswith(f"client {id} is closed: ")
    assert network.room == 4096


@pytest.mark.parametrize("sender", ["server", "client"])
def test_a_burst_in_one_frame_arrives_whole_and_in_order_at_either_end(tree, sender):
    tree.network = MemoryNetwork(room=1 << 16)
    server, client = tree.add(WebSocketServer()), tree.add(WebSocketClient())
    for end in (server, client):
        end.set_buffers(64, 64, 8, 16)
    server.listen(9000, [], True)
    client.connect_to_url(URL, [], True)
    tree.wait_until(client.get_unique_id)
    tree.step(3)
    source, target = (server, client) if sender == "server" else (client, server)
    source.set_target_peer(client.get_unique_id() if sender == "server" else 1)
    assert {source.put_packet(b"%d" % i + bytes(2000)) for i in range(400)} == {OK}
    found = []

    def take():
        for _ in range(20):  # one read takes no more than one write has brought
            target.poll()
            source.poll()
        found.extend(packets(target))
        return len(found) == 400

    tree.wait_until(take)
    assert [data.rstrip(b"\0") for _, data in found] == [b"%d" % i for i in range(400)]


@pytest.mark.parametrize("listens", [False, True])
def test_what_waits_of_a_server_that_is_stopped_while_its_packets_are_done_is_done_first(
    server, join, tree, listens
):
    heard = []

    def hear(_id, packet):
        heard.append(bytes(packet))
        if packet == b"first":
            server.stop()
            if listens:
                assert server.listen(9001, [], True) == OK

    tree.network_peer = server
    tree.multiplayer.network_peer_packet.connect(hear)
    client = join()
    client.set_target_peer(1)
    for data in (b"first", b"second"):
        assert client.put_packet(b"\4" + data) == OK
    tree.wait_until(lambda: heard)
    tree.step(3)
    assert heard == [b"first", b"second"]


@pytest.mark.parametrize("reads", [True, False])
def test_a_burst_in_the_last_frame_is_sent_before_the_program_ends(tree, reads, caplog):
    network = tree.network = MemoryNetwork(room=1 << 16)
    program, clock = SceneTree(), FakeClock()
    program.network = network
    server, client = WebSocketServer(), tree.add(WebSocketClient())
    program.root.add_child(server)
    server.listen(9000, [], True)
    client.connect_to_url(URL, [], True)
    while not client.get_unique_id():
        program.iteration(0.1)
        tree.step()
    ended = tree.watch(client.server_disconnected)
    server.set_target_peer(0)
    for number in range(400):
        assert server.put_packet(b"%d" % number + bytes(2000)) == OK
    program.quit()
    turns, found = Turns(program, clock), []
    while turns.turn(True) is not None:
        clock.advance(0.01)
        for _ in range(20 * reads):
            client.poll()
        found += packets(client)
    program.finish()
    tree.wait_until(lambda: (found.extend(packets(client)), len(ended))[1])
    numbers = [int(data.rstrip(b"\0")) for _, data in found]
    assert numbers == list(range(400 if reads else len(numbers)))
    assert ("bytes are lost" in caplog.text) is not reads
    assert clock() < 1.1


@pytest.mark.parametrize("sender", ["server", "client"])
def test_who_stops_reading_is_closed_at_either_end_and_nothing_is_taken_after_a_refusal(tree, sender, caplog):
    tree.network, tree.clock = MemoryNetwork(room=4096), FakeClock()
    server, client = tree.add(WebSocketServer()), tree.add(WebSocketClient())
    for end in (server, client):
        end.set_buffers(64, 64, 8, 16)
    server.listen(9000, [], True)
    client.connect_to_url(URL, [], True)
    tree.wait_until(client.get_unique_id)
    tree.step(3)
    source = server if sender == "server" else client
    lost = tree.watch(server.peer_disconnected if sender == "server" else client.server_disconnected)
    peer = server.get_peer(client.get_unique_id()) if sender == "server" else client.get_peer(1)
    reader = client._link_ if sender == "server" else server.get_peer(client.get_unique_id())._link_
    reader._socket.recv = lambda size: (_ for _ in ()).throw(BlockingIOError)
    source.set_target_peer(0)
    results = []
    while len(lost) == 0:
        results.append(source.put_packet(bytes(500)))
        tree.clock.advance(0.1)
        tree.step()
    refused = results.index(ERR_OUT_OF_MEMORY)
    assert set(results[:refused]) == {OK}
    assert OK not in results[refused:] or sender == "server"  # to nobody
    assert not peer.is_connected_to_host()
    assert "is closed: " in source.get_last_error()
    assert caplog.text.count("is closed: ") == 1


def test_the_first_frame_may_bring_the_handshake_and_packets_together(server, join, tree):
    """What a slow network glues together comes in the same order."""
    tree.network.delay = 0.5
    tree.network.clock = clock = FakeClock()
    client = tree.add(WebSocketClient())
    client.connect_to_url(URL, [], True)
    seen = tree.watch(client.connection_succeeded)
    for _ in range(8):
        clock.advance(0.5)
        tree.step(2)
    seen.assert_emitted(times=1)


# -- Who may come in ---------------------------------------------------------------------------


def test_an_authenticator_sees_the_request_before_anybody_hears_of_the_client(server, join, tree):
    seen = []

    def authenticator(path, headers):
        seen.append((path, headers.get("x-name")))
        return headers.get("x-name") == "ann"

    server.authenticator = authenticator
    connected = tree.watch(server.peer_connected)
    refused = join("Bob", custom_headers=["X-Name: bob"])
    assert refused.log == [("connection_failed",)]
    assert "401" in refused.get_last_error()
    connected.assert_not_emitted()
    assert join("Ann", custom_headers=["X-Name: ann"]).get_unique_id() > 1
    assert seen == [("/", "bob"), ("/", "ann")]


def test_a_token_in_the_url_lets_a_client_in(server, tree):
    server.authenticator = token_authenticator("s3cret")
    client = tree.add(WebSocketClient())
    client.connect_to_url(URL + "/?token=s3cret", [], True)
    tree.wait_until(lambda: client.get_unique_id())


def test_an_authenticator_that_fails_lets_nobody_in_and_is_reported(server, tree):
    server.authenticator = lambda path, headers: 1 / 0
    client = tree.add(WebSocketClient())
    failed = tree.watch(client.connection_failed)
    client.connect_to_url(URL, [], True)
    with pytest.raises(ZeroDivisionError):
        tree.wait_until(lambda: len(failed))
    tree.wait_until(lambda: len(failed))
    assert "500" in client.get_last_error()


def test_one_client_too_many_is_answered_that_all_places_are_taken(server, join, tree):
    server.max_clients = 2
    first, _ = join("First"), join("Second")
    third = join("Third")
    assert third.log == [("connection_failed",)]
    assert "503" in third.get_last_error()
    first.disconnect_from_host()
    tree.step(5)
    assert join("Fourth").get_unique_id() > 1


@pytest.mark.parametrize("multiplayer", [True, False])
def test_who_sends_too_much_is_closed_with_the_reason_and_the_others_stay(tree, multiplayer, caplog):
    tree.network, tree.clock = MemoryNetwork(), FakeClock()
    server = tree.add(WebSocketServer())
    server.set_rate_limit(10)
    server.listen(9000, [], multiplayer)
    flooding, calm = tree.add(WebSocketClient(), "Flooding"), tree.add(WebSocketClient(), "Calm")
    for client in (flooding, calm):
        client.connect_to_url(URL, [], multiplayer)
    tree.wait_until(lambda: len(server.get_peers()) == 2)
    tree.step(2)
    asked = tree.watch(flooding.server_close_request)
    for _ in range(21):
        flooding.get_peer(1).put_packet(pack(flooding.get_unique_id(), 1, b"x"))
    calm.get_peer(1).put_packet(pack(calm.get_unique_id(), 1, b"x"))
    tree.wait_until(lambda: len(asked))
    asked.assert_emitted(1008, "more than 10 messages a second")
    tree.wait_until(lambda: len(server.get_peers()) == 1)
    assert calm.get_connection_status() == calm.CONNECTION_CONNECTED
    assert "it sent more than 10 messages a second" in caplog.text


def test_a_rate_limit_can_be_taken_back_and_must_not_be_negative(server, join, tree):
    server.set_rate_limit(1)
    server.set_rate_limit(0)
    client = join()
    client.set_target_peer(1)
    for _ in range(100):
        client.put_packet(b"x")
    tree.wait_until(lambda: server.get_available_packet_count() == 100)
    with pytest.raises(ScriptError, match="must be 0"):
        server.set_rate_limit(-1)


def test_too_many_packets_of_one_client_hold_back_that_one_alone(tree):
    tree.network = MemoryNetwork()
    server = tree.add(WebSocketServer())
    server.set_buffers(64, 10, 64, 1024)
    server.listen(9000, [], True)
    flooding, calm = tree.add(WebSocketClient(), "Flooding"), tree.add(WebSocketClient(), "Calm")
    for client in (flooding, calm):
        client.connect_to_url(URL, [], True)
        client.set_target_peer(1)
    tree.wait_until(lambda: flooding.get_unique_id() and calm.get_unique_id())
    for i in range(200):
        flooding.put_packet(b"%d" % i)
        tree.step()
    calm.put_packet(b"calm")
    tree.step(3)
    waiting = server.get_available_packet_count()
    assert waiting < 200
    found = packets(server)
    assert (calm.get_unique_id(), b"calm") in found
    while len(found) < 201:
        tree.step()
        found += packets(server)
    mine = [data for source, data in found if source == flooding.get_unique_id()]
    assert mine == [b"%d" % i for i in range(200)]


def test_the_log_names_the_server_and_the_client(server, join, caplog):
    caplog.set_level(logging.INFO)
    client = join()
    assert any(
        str(client.get_unique_id()) in line and "/root/WebSocketServer" in line for line in caplog.messages
    )


def test_a_node_in_raw_mode_cannot_be_the_network_peer(tree):
    tree.network = MemoryNetwork()
    server = tree.add(WebSocketServer())
    server.listen(9000)
    with pytest.raises(ScriptError, match=r"it is in raw mode. Pass True for gd_mp_api"):
        tree.network_peer = server
    server.stop()
    server.listen(9000, [], True)
    tree.network_peer = server
    assert tree.is_network_server()


@pytest.mark.parametrize("code", [1000, 1001, 1011, 1012, 1013, 1014, 4001])
@pytest.mark.parametrize("gd_mp_api", [True, False])
def test_for_close_codes_that_games_do_not_notice_1001_is_sent_with_a_warning(
    code, gd_mp_api, tree, raw_client, caplog
):
    server = tree.add(WebSocketServer())
    server.listen(0, [], gd_mp_api)
    end = raw_client(server, shake_hands=True)
    (id,) = server.get_peers()
    server.disconnect_peer(id, code)
    is_warned = gd_mp_api and 1012 <= code <= 1014
    while (frame := end.read_frame()).first != 0x88:
        pass
    assert int.from_bytes(frame.payload[:2], "big") == (1001 if is_warned else code)
    assert caplog.text.count("stay connected for ever") == is_warned


def test_a_client_does_not_leave_with_such_a_code_either(server, join, tree):
    requests = tree.watch(server.client_close_request)
    client = join()
    id = client.get_unique_id()
    client.disconnect_from_host(1012)
    tree.wait_until(lambda: requests.emissions)
    assert requests.emissions == [(id, 1001, "")]


# -- Godot 4 ----------------------------------------------------------------------------------------


@pytest.fixture
def one_port(tree):
    tree.network = MemoryNetwork(clock=FakeClock())
    tree.clock = tree.network.clock
    server = tree.add(WebSocketServer(godot_versions=(3, 4)))
    assert server.listen(9000, [], True) == OK
    return server


def test_clients_of_both_kinds_come_by_one_port_and_each_is_sent_to_as_it_speaks(one_port, tree):
    clients = {}
    for version in (3, 4):
        client = clients[version] = tree.add(WebSocketClient(godot_versions=(version,)))
        assert client.connect_to_url(f"{URL}/godot{version}", [], True) == OK
        tree.wait_until(client.get_unique_id)
    three, four = (clients[version].get_unique_id() for version in (3, 4))
    tree.wait_until(lambda: one_port._wire_of_(four) == "godot4")
    assert one_port._wire_of_(three) == "godot3"
    assert [clients[version]._wire_of_(1) for version in (3, 4)] == ["godot3", "godot4"]
    one_port.put_packet(b"x")
    tree.wait_until(lambda: all(client.get_available_packet_count() for client in clients.values()))
    assert [packets(client) for client in clients.values()] == [[(1, b"x")]] * 2
    clients[3].set_target_peer(four)
    clients[3].put_packet(b"over there")
    tree.wait_until(one_port.get_available_packet_count)
    assert packets(one_port) == [(three, b"over there")]
    assert one_port._packet_target_() == four
    one_port._put_from_(four, three, b"and back")
    tree.wait_until(clients[3].get_available_packet_count)
    assert packets(clients[3]) == [(four, b"and back")]


def test_a_browser_that_confirms_nothing_is_of_godot_3_after_a_second(one_port, tree):
    client = tree.add(WebSocketClient())
    assert client.connect_to_url(URL, [], True, ["Origin: https://example.com"]) == OK
    tree.wait_until(one_port.get_peers)
    tree.step(30)
    assert not client.get_unique_id()
    tree.clock.advance(1.0)
    tree.wait_until(client.get_unique_id)


def test_the_versions_are_said_before(one_port, tree, caplog):
    one_port.godot_versions = (4,)
    assert one_port.godot_versions == (3, 4)
    client = tree.add(WebSocketClient(godot_versions=(3, 4)))
    assert client.connect_to_url(URL, [], True) == ERR_INVALID_PARAMETER
    assert "a client speaks as one version" in client.get_last_error()
    assert "is in use; set it before" in caplog.text


def test_a_close_comes_after_a_pause_so_that_godot_4_hears_what_was_said_before(one_port, tree):
    client = tree.add(WebSocketClient(godot_versions=(4,)))
    assert client.connect_to_url(f"{URL}/godot4", [], True) == OK
    tree.wait_until(client.get_unique_id)
    id = client.get_unique_id()
    one_port.set_target_peer(id)
    one_port.put_packet(b"farewell")
    one_port.disconnect_peer(id, 4000, "off you go")
    tree.step(10)
    assert packets(client) == [(1, b"farewell")]
    assert client.get_unique_id() == id
    tree.clock.advance(0.11)
    ended = tree.watch(client.server_disconnected)
    tree.wait_until(lambda: ended.emissions and not one_port.has_peer(id))


def test_what_one_has_sent_beside_the_word_that_it_is_refused_for_is_not_done(tree, raw_client, wire):
    server = tree.add(WebSocketServer(godot_versions=(4,)))
    assert server.listen(0, [], True) == OK
    api = tree.multiplayer
    api.auth_callback = lambda id, data: api.disconnect_peer(id)
    api.multiplayer_peer = server
    told = tree.watch(api.peer_packet)
    client = raw_client(server, shake_hands=True)
    tree.wait_until(api.get_authenticating_peers)
    client.send(b"".join(wire.frame(wire.BINARY, packet, mask=True) for packet in (b"\7\0no", b"\3stranger")))
    tree.wait_until(lambda: not api.get_authenticating_peers())
    tree.step(5)
    assert told.emissions == []
    api.multiplayer_peer = None
