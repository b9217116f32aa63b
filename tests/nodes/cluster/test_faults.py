"""What may happen to a room, its gateways and players, over a network in memory, whose time is the test's.

With processes that are killed and frozen: tests/interop/test_gateways.py; byte by byte: test_members and
test_gateway_room; in any order: test_any_room.
"""

import pytest

from nodes.cluster import gateway_room, trunk_keeper
from nodes.cluster.trunk import LIMITS
from nodes.websocket.limits import Limits

from .scenes import Scene, packets, peers_of, put


@pytest.fixture
def narrow(monkeypatch):
    """Trunks and sockets in which little has room."""
    limits = Limits(1 << 16, 64, 1 << 16, 1 << 10)
    monkeypatch.setattr(trunk_keeper, "LIMITS", limits)
    monkeypatch.setattr(gateway_room, "MOST_UP", 2000)
    scene = Scene(room=4000)
    yield scene
    for tree in scene.trees:
        tree.finish()


def test_a_room_that_is_slow_holds_players_back_and_nothing_is_dropped(narrow):
    room = narrow.open_room()
    gateway = narrow.open_gateway()
    players = [narrow.join(), narrow.join()]
    for player in players:
        for number in range(500):
            assert put(player, 1, b"%d " % number + bytes(500)) == 0
    narrow.settle(600)
    trunk, held = gateway._trunk_, gateway._room_._held
    assert len(held) == 2
    assert room.get_available_packet_count() < 300
    assert trunk.links.counted().queued < 1 << 16
    assert all(player._link_.waiting > 50_000 for player in players)
    got = {player.get_unique_id(): [] for player in players}

    def take():
        for source, data in packets(room):
            got[source].append(int(data.split()[0]))
        return sum(map(len, got.values())) == 1000

    narrow.until(take, 20_000)
    assert all(numbers == list(range(500)) for numbers in got.values())
    assert held == {}


def test_a_slow_player_is_closed_by_its_gateway_and_nobody_else_waits(narrow, caplog):
    room = narrow.open_room()
    narrow.open_gateway()
    slow, other = narrow.join(), narrow.join()
    id = slow.get_unique_id()
    narrow.frozen.add(slow.tree)
    sent = 0
    while room.has_peer(id):
        sent += 1
        assert put(room, 0, b"%d " % sent + bytes(2000)) == 0
        narrow.settle(3)
        assert [int(data.split()[0]) for _, data in packets(other)] == [sent]
        assert sent < 20_000
    assert f"client {id} is closed: " in caplog.text
    assert "bytes wait already" in caplog.text
    narrow.settle()
    assert peers_of(other) == {1}
    narrow.frozen.clear()
    narrow.until(lambda: ("server_disconnected",) in slow.log)


def test_a_gateway_that_freezes_costs_a_bounded_amount_and_disturbs_no_other(scene):
    room = scene.open_room()
    frozen, other = scene.open_gateway(), scene.open_gateway()
    gone, there = scene.join(), scene.join()
    id = gone.get_unique_id()
    scene.frozen.add(frozen.tree)
    most, before, sent, got = 0, scene.clock(), 0, []
    while room.has_peer(id):
        sent += 1
        put(room, 0, b"%d " % sent + bytes(30_000))
        scene.step()
        most = max(most, room._gateways_.links.counted().queued)
        got += packets(there)
    assert scene.clock() - before <= 4.1
    assert most < LIMITS.out_bytes
    for _ in range(20):
        scene.step()
        got += packets(there)
    assert [int(data.split()[0]) for _, data in got] == list(range(1, sent + 1))
    assert peers_of(there) == {1}
    scene.frozen.clear()
    scene.until(lambda: (packets(gone), gone.closed)[1])
    assert gone.closed == [(1001, "the room is lost")]
    assert frozen.log[1][:1] == ("room_lost",)
    assert other.log == [("room_reached",)]


def test_a_network_that_breaks_costs_those_whose_packets_it_lost(scene):
    room = scene.open_room()
    scene.open_gateway()
    scene.open_gateway()
    players = [scene.join(), scene.join()]
    scene.network.cut()
    scene.until(lambda: all(("server_disconnected",) in player.log for player in players))
    scene.settle()
    assert (room.get_peers(), peers_of(room)) == ([], set())


def test_a_trunk_that_breaks_costs_the_players_of_its_gateway_alone(scene):
    room = scene.open_room()
    one = scene.open_gateway()
    scene.open_gateway()
    gone, there = scene.join(), scene.join()
    put(room, gone.get_unique_id(), b"under way")
    one._trunk_._link.discard()
    one._trunk_._fail("the cable is cut")
    scene.until(lambda: gone.closed)
    assert gone.closed == [(1001, "the room is lost")]
    assert packets(gone) == []
    scene.until(lambda: peers_of(there) == {1})
    assert there.closed == []
    assert peers_of(room) == {there.get_unique_id()}


def test_a_room_that_is_there_again_at_once_is_another(scene):
    room = scene.open_room()
    gateway = scene.open_gateway()
    player = scene.join()
    room.stop()
    assert room.listen_for_gateways(9090, "what only they know") == 0
    scene.until(lambda: len(gateway.log) == 3)
    assert [what for what, *_ in gateway.log] == ["room_reached", "room_lost", "room_reached"]
    scene.settle(60)
    assert player.closed == [(1001, "the room is lost")]
    again, other = scene.join(), scene.join()
    assert peers_of(again) == {1, other.get_unique_id()}


def test_many_who_come_back_at_once_come_in_one_after_the_other(scene):
    room = scene.open_room()
    scene.open_gateway(joins_per_second=10.0)
    before = scene.clock()
    for _ in range(12):
        scene.join(wait=False)
    scene.until(lambda: len(room.get_peers()) == 12)
    assert 1.0 < scene.clock() - before < 1.5
