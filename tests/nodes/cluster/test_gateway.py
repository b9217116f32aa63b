"""A room, gateways in front of it, and players, over a network in memory."""

import pytest

from engine import (
    ERR_ALREADY_IN_USE,
    ERR_CANT_CONNECT,
    ERR_INVALID_PARAMETER,
    ERR_UNAVAILABLE,
    OK,
    Node,
    ScriptError,
    remote,
)
from engine.net.messages import MessageNetwork, UnavailableError
from nodes import WebSocketGateway, WebSocketServer

from .scenes import DOOR, ROOM, SECRET, TRUNKS, packets, peers_of, put


def test_players_of_two_gateways_and_of_the_room_itself_see_each_other(scene):
    room = scene.open_room(direct=True)
    scene.open_gateway()
    scene.open_gateway()
    players = [scene.join(), scene.join(), scene.join(port=9081)]
    ids = {player.get_unique_id() for player in players}
    assert len(ids) == 3
    assert set(room.get_peers()) == peers_of(room) == ids
    for player in players:
        assert peers_of(player) == {1, *ids} - {player.get_unique_id()}


def test_packets_go_between_all_of_them(scene):
    room = scene.open_room(direct=True)
    scene.open_gateway()
    scene.open_gateway()
    players = [scene.join(), scene.join(), scene.join(port=9081), scene.join()]
    ends = {1: room, **{player.get_unique_id(): player for player in players}}
    for source, end in ends.items():
        for to in (0, *ends, *(-id for id in ends)):
            if to != source:
                assert put(end, to, f"{source} to {to}".encode()) == 0
    scene.settle(60)
    for id, end in ends.items():
        expected = {
            source: [
                f"{source} to {to}".encode()
                for to in (0, *ends, *(-id for id in ends))
                if to != source and (to == id or (to <= 0 and to != -id))
            ]
            for source in ends
            if source != id
        }
        found = {}
        for source, data in packets(end):
            found.setdefault(source, []).append(data)
        assert found == expected


# -- What holds for the players of gateways as for others ---------------------------------------------


def test_the_room_knows_where_its_players_come_from(scene):
    room = scene.open_room()
    scene.open_gateway(trusted_proxies=["203.0.113.1"])
    player = scene.join(path="/room?token=x", headers=["X-Token: abc"])
    id = player.get_unique_id()
    assert room.get_peer_path(id) == "/room?token=x"
    assert room.get_peer_headers(id)["x-token"] == "abc"
    assert room.get_peer_address(id) == "memory"
    assert room.get_peer_port(id) > 0
    assert room.get_peer(id).is_connected_to_host()
    assert room.get_peer(id).get_requested_url() == "ws://door:9080/room?token=x"


def test_a_player_can_be_disconnected_with_a_code(scene):
    room = scene.open_room()
    scene.open_gateway()
    player, other = scene.join(), scene.join()
    id = player.get_unique_id()
    room.disconnect_peer(id, 4001, "out with you")
    assert room.get_peer(id).put_packet(b"x") != OK
    scene.until(lambda: not room.has_peer(id))
    scene.settle()
    assert player.closed == [(4001, "out with you")]
    assert peers_of(room) == {other.get_unique_id()}
    assert peers_of(other) == {1}


def test_a_close_code_that_godot_3_does_not_notice_is_1001(scene, caplog):
    room = scene.open_room()
    scene.open_gateway()
    player = scene.join()
    room.disconnect_peer(player.get_unique_id(), 1012, "again")
    scene.settle(60)
    assert player.closed == [(1001, "again")]
    assert "1001 is sent in its place" in caplog.text


def test_the_authenticator_of_the_room_is_asked(scene):
    asked = []

    def knows(path, headers):
        asked.append((path, headers["x-token"]))
        return path == "/good"

    room = scene.open_room(authenticator=knows)
    scene.open_gateway()
    player = scene.join(path="/bad", headers=["X-Token: 1"], wait=False)
    scene.until(lambda: player.log)
    assert player.log == [("connection_failed",)]
    assert player.closed == [(1008, "the authenticator did not let it in")]
    good = scene.join(path="/good", headers=["X-Token: 2"])
    assert asked == [("/bad", "1"), ("/good", "2")]
    assert peers_of(room) == {good.get_unique_id()}


def test_an_authenticator_that_waits_or_fails_lets_nobody_in(scene):
    async def later(path, headers):
        return True

    scene.open_room(authenticator=later)
    scene.room_tree.fault_handler = lambda fault: None
    scene.open_gateway()
    player = scene.join(wait=False)
    scene.until(lambda: player.log)
    assert player.closed == [(1011, "the authenticator failed")]


def test_places_are_counted_over_all_gateways(scene):
    room = scene.open_room(direct=True, max_clients=2)
    scene.open_gateway()
    scene.open_gateway()
    first = scene.join()
    scene.join(port=9081)
    third = scene.join(wait=False)
    scene.until(lambda: third.log)
    assert third.closed == [(1001, "all 2 places are taken")]
    first.disconnect_from_host()
    scene.until(lambda: len(room.get_peers()) == 1)
    scene.join()


def test_nobody_comes_in_while_the_room_refuses_new_connections_or_ends(scene):
    room = scene.open_room()
    scene.open_gateway()
    stays = scene.join()
    room.refuse_new_connections = True
    late = scene.join(wait=False)
    scene.until(lambda: late.log)
    assert late.closed == [(1001, "refuse_new_connections is set")]
    room.refuse_new_connections = False
    assert not room._drain_(10.0)
    late = scene.join(wait=False)
    scene.until(lambda: late.log)
    assert late.closed == [(1001, "the server is stopping")]
    scene.until(lambda: room._drain_(10.0))
    scene.settle(60)
    assert stays.closed == [(1001, "the server is stopping")]


def test_a_flood_of_a_player_is_stopped_by_the_room(scene, caplog):
    room = scene.open_room()
    room.set_rate_limit(5)
    scene.open_gateway()
    player, other = scene.join(), scene.join()
    for _ in range(30):
        put(player, 1, b"x")
    scene.settle(60)
    assert player.closed == [(1008, "more than 5 messages a second")]
    assert room.get_peers() == [other.get_unique_id()]


def test_gateways_have_limits_of_their_own(scene):
    scene.open_room()
    scene.open_gateway(max_clients=1)
    scene.join()
    late = scene.join(wait=False)
    scene.until(lambda: late.log)
    assert "503" in late.get_last_error()


def test_the_same_id_at_two_gateways_is_another_before_anybody_knows(scene, monkeypatch):
    numbers = iter([77, 77, 88])
    monkeypatch.setattr(WebSocketServer, "_new_id_", lambda server: next(numbers))
    room = scene.open_room()
    one, two = scene.open_gateway(), scene.open_gateway()
    players = [scene.join(wait=False), scene.join(wait=False)]
    scene.until(lambda: all(player.get_unique_id() for player in players))
    scene.settle()
    assert sorted(player.get_unique_id() for player in players) == [77, 88]
    assert peers_of(room) == {77, 88}
    assert sorted(one.get_peers() + two.get_peers()) == [77, 88]


def test_gateway_signals_tell_of_its_own_players(scene):
    scene.open_room()
    one, two = scene.open_gateway(), scene.open_gateway()
    told = []
    one.peer_connected.connect(lambda id: told.append(id))
    player, _ = scene.join(), scene.join()
    assert told == [player.get_unique_id()]
    assert len(two.get_peers()) == 1


def test_of_each_player_is_known_how_many_of_its_packets_wait(scene):
    room = scene.open_room(direct=True, godot_versions=(3, 4))
    scene.open_gateway()
    players = [scene.join(), scene.join(version=4), scene.join(ROOM), scene.join()]
    for count, player in enumerate(players):
        for _ in range(count):
            put(player, 1, b"x")
    scene.settle(60)
    peers = [room.get_peer(player.get_unique_id()) for player in players]
    assert [peer.get_available_packet_count() for peer in peers] == [0, 1, 2, 3]
    assert len(packets(room)) == 6
    assert not any(peer.get_available_packet_count() for peer in peers)


def test_a_packet_of_one_player_can_be_taken_before_those_of_others(scene):
    room = scene.open_room()
    gateway = scene.open_gateway()
    players = [scene.join() for _ in range(3)]
    for text in (b"1", b"2"):
        for player in players:
            put(player, 1, text)
            scene.settle(5)
    first, second, third = (player.get_unique_id() for player in players)
    assert [room.get_peer(third).get_packet(), room.get_peer(second).get_packet()] == [b"1", b"1"]
    assert gateway.get_peer(first).get_available_packet_count() == 0  # there they only come through
    assert gateway.get_peer(first).get_packet() == b""
    assert packets(room) == [(first, b"1"), (first, b"2"), (second, b"2"), (third, b"2")]


# -- Remote calls -------------------------------------------------------------------------------------


class Board(Node):
    def __init__(self):
        self.heard = []

    @remote
    def note(self, text):
        self.heard.append((self.get_tree().get_rpc_sender_id(), text))


def play(end):
    end.tree.network_peer = end
    end.board = end.tree.add(Board(), "Board")


def everybody_calls_everybody(scene, *ends):
    """Have each end call all others at once and one by one, the room, which is the first, too."""
    ids = [1, *(player.get_unique_id() for player in ends[1:])]
    scene.settle(60)
    for n, end in enumerate(ends):
        end.board.rpc("note", f"{n} to all")
        for id in ids:
            if id != ids[n]:
                end.board.rpc_id(id, "note", f"{n} to {ids.index(id)}")
    scene.settle(120)
    for n, end in enumerate(ends):
        others = [other for other in range(len(ends)) if other != n]
        assert sorted(end.board.heard) == sorted(
            (ids[other], text) for other in others for text in (f"{other} to all", f"{other} to {n}")
        )


each_version = pytest.mark.parametrize("versions", [(3,), (4,), (3, 4)])


@each_version
def test_remote_calls_reach_the_room_one_player_and_everyone(scene, versions):
    room = scene.open_room(godot_versions=versions)
    scene.open_gateway()
    scene.open_gateway()
    room.tree = scene.room_tree
    play(room)
    everybody_calls_everybody(
        scene, room, *(scene.join(version=versions[n % len(versions)], begin=play) for n in range(4))
    )


@each_version
def test_gateways_may_come_to_a_room_that_has_players_already(scene, versions):
    tree = scene.tree()
    room = tree.add(WebSocketServer(godot_versions=versions))
    room.tree = tree
    assert room.listen(ROOM, [], True) == OK
    play(room)
    players = [scene.join(ROOM, version=version, begin=play) for version in versions]
    assert room.listen_for_gateways(TRUNKS, SECRET) == OK
    scene.open_gateway()
    players += [
        scene.join(port, version=version, begin=play) for version in versions for port in (DOOR, ROOM)
    ]
    everybody_calls_everybody(scene, room, *players)


# -- What cannot be right -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("url", "secret"), [("http://room", SECRET), ("ws://room", ""), ("ws://", SECRET), (None, SECRET)]
)
def test_a_room_that_cannot_be_right_is_refused(scene, url, secret, caplog):
    gateway = scene.tree().add(WebSocketGateway())
    assert gateway.connect_to_room(url, secret) == ERR_INVALID_PARAMETER
    assert "connect_to_room: " in caplog.text
    assert gateway.connect_to_room("ws://room", SECRET) == OK
    assert gateway.connect_to_room("ws://room", SECRET) == ERR_ALREADY_IN_USE


def test_what_cannot_be_tried_is_an_error_code(scene, caplog):
    gateway = scene.tree().add(WebSocketGateway(joins_per_second=0))

    def fail(*args):
        raise OSError("too many files")

    scene.network.lookup = fail
    assert gateway.connect_to_room("ws://room", SECRET) == ERR_CANT_CONNECT
    assert "it cannot be tried now: too many files" in caplog.text


def test_a_gateway_in_a_page_is_refused(scene, caplog):
    class PageNetwork(MessageNetwork):
        def open(self, url, protocols, wake):
            raise AssertionError

        def sends(self, code):
            return True

        def cannot_listen(self, port):
            return UnavailableError("a page cannot be reached")

    tree = scene.tree()
    tree.network = PageNetwork()
    gateway = tree.add(WebSocketGateway())
    assert gateway.connect_to_room("ws://room", SECRET) == ERR_UNAVAILABLE
    assert "a browser sends no headers" in caplog.text


def test_a_gateway_is_no_network_peer(scene, caplog):
    scene.open_room()
    gateway = scene.open_gateway()
    with pytest.raises(ScriptError, match="it is a gateway: its room has the packets"):
        gateway.tree.network_peer = gateway


def test_messages_are_not_longer_than_a_trunk_takes(scene, caplog):
    gateway = scene.tree().add(WebSocketGateway())
    assert gateway.set_buffers(4097, 1024, 64, 1024) == ERR_INVALID_PARAMETER
    assert "do not fit through a trunk" in caplog.text
    assert gateway.set_buffers(4096, 1024, 64, 1024) == OK
