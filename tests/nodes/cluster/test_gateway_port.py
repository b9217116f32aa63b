"""Where gateways come: who is let in, and what becomes of trunks, over a network in memory."""

import pytest
import trustme

from engine import ERR_ALREADY_IN_USE, ERR_INVALID_PARAMETER, OK
from engine.performance.monitors import Monitors as Performance
from nodes import Cluster, WebSocketClient, WebSocketGateway, WebSocketServer, ticket_authenticator
from nodes.cluster.trunk import DOWN, PROTOCOL, Epoch, Hello, decode, encode

from .scenes import DOOR, ROOM, SECRET, TRUNKS, note, packets, put


@pytest.fixture
def room(scene):
    return scene.open_room()


def by_hand(scene, room, *headers, protocols=(PROTOCOL,), path=""):
    """Connect to the trunk port as a raw client."""
    client = scene.tree().add(WebSocketClient())
    note(client, "connection_established", "connection_error", "connection_closed")
    assert client.connect_to_url(f"ws://room:{TRUNKS}{path}", protocols, False, headers) == OK
    scene.until(lambda: client.log)
    return client


BEARER = f"Authorization: Bearer {SECRET}"


def test_a_gateway_that_knows_the_secret_is_told_who_is_there(scene, room):
    client = by_hand(scene, room, BEARER)
    assert client.log == [("connection_established", PROTOCOL)]
    client.get_peer(1).put_packet(encode(Hello(1, 7)))
    scene.until(client.get_peer(1).get_available_packet_count)
    epoch = decode(bytes(client.get_peer(1).get_packet()), DOWN)
    assert (type(epoch), epoch.versions, epoch.ids) == (Epoch, (3,), ())
    assert repr(room._gateways_) == f"<GatewayPort of {room!r}, 1 gateways>"


@pytest.mark.parametrize("headers", [(), ("Authorization: Bearer another",), ("Authorization: Basic eDp4",)])
def test_who_does_not_know_the_secret_gets_401(scene, room, headers, caplog):
    client = by_hand(scene, room, *headers)
    assert client.log == [("connection_error",)]
    assert "401" in client.get_last_error()
    assert "it does not know the secret of the gateways" in caplog.text


def test_who_does_not_speak_of_trunks_is_refused(scene, room):
    client = by_hand(scene, room, BEARER, protocols=())
    assert client.log == [("connection_error",)]


def test_a_plain_request_is_answered_with_what_the_port_is_for(scene, room):
    (address,) = scene.network.lookup("room", TRUNKS, lambda: None).addresses
    end = scene.network.connect(address)
    end.send(b"GET / HTTP/1.1\r\nHost: room\r\n\r\n")
    scene.settle()
    assert end.recv(100).startswith(b"HTTP/1.1 426 ")


def test_a_gateway_that_says_what_means_nothing_is_closed(scene, room, caplog):
    client = by_hand(scene, room, BEARER)
    client.get_peer(1).put_packet(b"\xffnonsense")
    scene.until(lambda: len(client.log) == 2)
    assert client.log[1] == ("connection_closed", True)
    assert "closed: a message has type 255" in caplog.text


def test_a_silent_gateway_is_pinged_and_then_its_players_are_let_go(scene, room):
    gateway = scene.open_gateway()
    scene.join()
    scene.frozen.add(gateway.tree)
    before = scene.clock()
    scene.until(lambda: not room.get_peers())
    assert 2.9 < scene.clock() - before <= 4.1  # a second of silence, a ping, and two more
    scene.frozen.clear()
    scene.until(lambda: ("room_reached",) in gateway.log[1:])
    assert [what for what, *_ in gateway.log] == ["room_reached", "room_lost", "room_reached"]


def test_trunks_are_no_peers_to_performance_but_players_are(scene):
    room = scene.open_room(direct=True)
    gateways = [scene.open_gateway() for _ in range(2)]

    def peers():
        trees = scene.room_tree, *(gateway.tree for gateway in gateways)
        return [tree.performance.get_monitor(Performance.NETWORK_PEERS) for tree in trees]

    assert peers() == [0.0, 0.0, 0.0]
    for port in (DOOR, DOOR, DOOR, ROOM):
        scene.join(port)
    assert (len(room.get_peers()), peers()[0]) == (4, 4.0)
    assert sum(peers()[1:]) == 3.0


def test_the_number_of_a_life_of_a_room_is_never_that_of_another(scene):
    room = scene.open_room()
    epochs = {room._gateways_.session._epoch}
    for _ in range(20):
        room.stop()
        assert room.listen_for_gateways(TRUNKS, SECRET) == OK
        epochs.add(room._gateways_.session._epoch)
    assert len(epochs) == 21


def test_gateways_alone_are_enough_to_be_a_server(scene, room):
    assert room.is_listening()
    assert room.get_connection_status() == room.CONNECTION_CONNECTED
    assert (room.get_listening_port(), room.get_gateways_port()) == (0, TRUNKS)
    scene.room_tree.network_peer = room
    assert scene.room_tree.is_network_server()
    room.stop()
    assert not room.is_listening()
    assert room.get_gateways_port() == 0
    assert room.listen_for_gateways(TRUNKS, SECRET) == OK


def test_listening_for_players_comes_before_or_after(scene):
    tree = scene.tree()
    for first, second in (
        (lambda r: r.listen(1, [], True), lambda r: r.listen_for_gateways(2, SECRET)),
        (lambda r: r.listen_for_gateways(2, SECRET), lambda r: r.listen(1, [], True)),
    ):
        room = tree.add(WebSocketServer())
        assert (first(room), second(room)) == (OK, OK)
        assert (room.get_listening_port(), room.get_gateways_port()) == (1, 2)
        room.stop()


def test_what_cannot_be_right_is_refused_with_what_to_do(scene, caplog):
    tree = scene.tree()
    room = tree.add(WebSocketServer())
    assert room.listen_for_gateways(2, "") == ERR_INVALID_PARAMETER
    assert room.listen_for_gateways(-1, SECRET) == ERR_INVALID_PARAMETER
    assert room.listen(1) == OK
    assert room.listen_for_gateways(2, SECRET) == ERR_INVALID_PARAMETER
    assert "it is in raw mode. Pass True for gd_mp_api" in caplog.text
    room.stop()
    assert room.listen_for_gateways(2, SECRET) == OK
    assert room.listen_for_gateways(3, SECRET) == ERR_ALREADY_IN_USE
    assert room.listen(1) == ERR_INVALID_PARAMETER
    assert "gateways bring players in multiplayer mode: write `listen(port, [], True)`." in caplog.text
    other = tree.add(WebSocketServer())
    assert other.listen_for_gateways(2, SECRET) == ERR_ALREADY_IN_USE
    assert "listen_for_gateways: port 2 of * cannot be used" in caplog.text
    assert not other.is_listening()
    gateway = tree.add(WebSocketGateway())
    assert gateway.listen_for_gateways(3, SECRET) == ERR_INVALID_PARAMETER


def test_gateways_may_be_listened_for_while_packets_of_players_wait(scene):
    room = scene.tree().add(WebSocketServer())
    assert room.listen(ROOM, [], True) == OK
    player = scene.join(ROOM)
    put(player, 1, b"before")
    scene.until(room.get_available_packet_count)
    assert room.listen_for_gateways(TRUNKS, SECRET) == OK
    put(player, 1, b"after")
    scene.settle()
    assert packets(room) == [(player.get_unique_id(), b"before"), (player.get_unique_id(), b"after")]


def test_it_belongs_to_the_tree_that_its_server_comes_into(scene):
    room = WebSocketServer()
    tree = scene.tree()

    def listen():
        assert room.listen_for_gateways(TRUNKS, SECRET) == OK

    tree.message_queue.push(None, listen, (), "in a frame")
    scene.step()
    tree.add(room)
    scene.open_gateway()
    assert len(room._gateways_._trunks) == 1


@pytest.fixture
def authority(tmp_path):
    """Files of a certificate for the room and its key, and the authority that vouches for it, as text."""
    authority = trustme.CA()
    issued = authority.issue_cert("localhost")
    issued.cert_chain_pems[0].write_to_path(tmp_path / "localhost.crt")
    issued.private_key_pem.write_to_path(tmp_path / "localhost.key")
    return tmp_path / "localhost.crt", tmp_path / "localhost.key", authority.cert_pem.bytes().decode()


def test_with_a_certificate_gateways_come_by_tls(tree, authority):
    certificate, key, trusted = authority
    room = tree.add(WebSocketServer(ssl_certificate=certificate, private_key=key, bind_ip="127.0.0.1"))
    assert room.listen_for_gateways(0, SECRET) == OK
    gateway = tree.add(WebSocketGateway(trusted_ssl_certificate=trusted, bind_ip="127.0.0.1"))
    assert gateway.listen(0) == OK
    assert gateway.connect_to_room(f"wss://localhost:{room.get_gateways_port()}", SECRET) == OK
    tree.wait_until(gateway.is_room_reached)
    assert room.reload_certificates() == OK
    plain = tree.add(WebSocketGateway())
    assert plain.connect_to_room(f"ws://localhost:{room.get_gateways_port()}", SECRET) == OK
    tree.wait_until(lambda: plain._trunk_._failures.count)
    assert not plain.is_room_reached()
    player = tree.add(WebSocketClient())
    assert player.connect_to_url(f"ws://127.0.0.1:{gateway.get_listening_port()}", [], True) == OK
    tree.wait_until(room.get_peers)


def test_a_ticket_goes_through_a_gateway_and_is_good_once(scene):
    cluster = Cluster(secret=SECRET)
    room = scene.open_room(authenticator=ticket_authenticator(SECRET, "arena1"))
    scene.open_gateway()
    ticket = cluster.make_ticket("arena1", "Ada")
    player = scene.join(path=f"/?token={ticket}")
    assert room.get_peers() == [player.get_unique_id()]
    for path in (f"/?token={ticket}", f"/?token={ticket[:-2]}", "/"):
        other = scene.join(path=path, wait=False)
        scene.until(lambda other=other: other.log)
        assert other.log == [("connection_failed",)]
        assert [code for code, _ in other.closed] == [1008]
    cluster.free()


def test_it_goes_with_its_server(scene):
    room = scene.open_room()
    scene.open_gateway()
    port = room._gateways_
    room.free()
    scene.room = None
    assert len(port.links) == 0
    assert scene.network.listen(TRUNKS)
