"""A gateway's connection to its room, which is lost and comes again, over a network in memory."""

from itertools import pairwise

import pytest

from engine import OK
from engine.testing import SteppedTree
from nodes import WebSocketGateway

from .scenes import DOOR, SECRET, TRUNKS, peers_of


@pytest.fixture
def gateway(scene):
    scene.open_room()
    return scene.open_gateway()


def names(log):
    return [what for what, *_ in log]


def test_a_room_that_is_lost_is_told_once_and_reached_again_as_soon_as_it_is_there(scene, gateway, caplog):
    player = scene.join()
    scene.room.stop()
    scene.until(lambda: len(gateway.log) == 2)
    assert names(gateway.log) == ["room_reached", "room_lost"]
    assert gateway.log[1][1].startswith("closed by the other side")
    scene.settle(60)
    assert player.closed == [(1001, "the room is lost")]
    assert ("server_disconnected",) in player.log
    scene.settle(300)
    assert len(gateway.log) == 2
    assert scene.room.listen_for_gateways(TRUNKS, SECRET) == OK
    before = scene.clock()
    scene.until(gateway.is_room_reached)
    assert scene.clock() - before < 3.5
    assert names(gateway.log) == ["room_reached", "room_lost", "room_reached"]
    assert len([text for text in caplog.messages if "the room is lost" in text]) == 1
    assert len([text for text in caplog.messages if "is not reached" in text]) <= 10


def test_tries_become_rarer_and_each_begins_at_another_time(scene):
    gateway = scene.open_gateway(wait=False)
    tries = []
    connect, network = scene.network.connect, scene.network
    network.connect = lambda address: tries.append(scene.clock()) or connect(address)
    scene.settle(60 * 30)
    gaps = [later - earlier for earlier, later in pairwise(tries)]
    assert len(tries) < 20
    assert gaps[0] < 0.5 < gaps[-1]
    assert max(gaps) < 3.4
    assert not gateway.is_room_reached()
    assert gateway.log == []


def test_who_comes_while_there_is_no_room_is_answered_503(scene):
    scene.open_gateway(wait=False)
    player = scene.join(wait=False)
    scene.until(lambda: player.log)
    assert player.log == [("connection_failed",)]
    assert "503" in player.get_last_error()


def test_a_wrong_secret_is_a_line_and_no_busy_loop(scene, caplog):
    scene.open_room()
    gateway = scene.tree().add(WebSocketGateway())
    assert gateway.connect_to_room(f"ws://room:{TRUNKS}", "another") == OK
    scene.settle(120)
    lines = [text for text in caplog.messages if "the room is not reached" in text]
    assert 1 <= len(lines) <= 10
    assert "401 Unauthorized" in lines[0]
    assert "another" not in caplog.text


def test_a_room_that_says_nothing_sensible_is_tried_again(scene, gateway):
    (trunk,) = scene.room._gateways_._trunks.values()
    trunk.link.put(b"\xff", False)
    scene.until(lambda: "room_lost" in names(gateway.log))
    scene.until(gateway.is_room_reached)


def test_a_room_that_is_frozen_is_lost_after_a_ping(scene, gateway):
    player = scene.join()
    scene.frozen.add(scene.room_tree)
    before = scene.clock()
    scene.until(lambda: "room_lost" in names(gateway.log))
    assert 2.9 < scene.clock() - before <= 4.1
    assert "no answer to a ping within 2 seconds (code 1006)" in gateway.log[-1][1]
    scene.settle(60)
    assert player.closed == [(1001, "the room is lost")]
    scene.frozen.clear()
    scene.until(gateway.is_room_reached)
    assert scene.room.get_peers() == []
    again = scene.join()
    assert peers_of(scene.room) == {again.get_unique_id()}


def test_too_many_open_files_are_a_failure_as_others(scene, gateway):
    trunk = gateway._trunk_

    def fail(request):
        raise OSError("too many files")

    trunk.links.open = fail
    scene.network.cut()
    scene.settle(60)
    assert names(gateway.log) == ["room_reached", "room_lost"]
    del trunk.links.open
    scene.until(gateway.is_room_reached)


def test_a_gateway_that_is_stopped_has_no_room(scene, gateway):
    player = scene.join()
    gateway.stop()
    assert not gateway.is_room_reached()
    scene.settle(120)
    assert scene.room.get_peers() == []
    assert ("server_disconnected",) in player.log
    assert gateway.listen(DOOR, shared=True) == OK
    assert gateway.connect_to_room(f"ws://room:{TRUNKS}", SECRET) == OK
    scene.until(gateway.is_room_reached)
    scene.join()
    gateway.stop()
    gateway.stop()


def test_a_trunk_that_is_polled_by_hand_reaches_its_room_too(scene):
    scene.open_room()
    gateway = WebSocketGateway()

    def open_it():
        assert gateway.listen(DOOR) == OK
        assert gateway.connect_to_room(f"ws://room:{TRUNKS}", SECRET) == OK

    tree = scene.tree()
    tree.message_queue.push(None, open_it, (), "in a frame")
    scene.step()
    tree.message_queue.push(None, gateway.poll, (), "in a frame")

    def polled():
        tree.message_queue.push(None, gateway.poll, (), "in a frame")
        return gateway.is_room_reached()

    scene.until(polled)
    tree.add(gateway)
    scene.join()


def test_it_sleeps_until_there_is_something_to_do(scene, gateway):
    scene.settle(5)
    trunk, poller = gateway._trunk_, gateway.tree.poller
    assert 0.5 < trunk.idle_time(poller) <= 1.0  # to the next ping
    scene.room.stop()
    scene.until(lambda: not gateway.is_room_reached())
    assert trunk.idle_time(poller) <= 0.3
    assert repr(trunk) == f"<RoomTrunk of {gateway!r} to room:{TRUNKS}>"


def test_players_that_wait_for_their_turn_end_its_sleep(scene, gateway):
    gateway._room_.set_pace(5.0, scene.clock())
    scene.join(wait=False)
    scene.join(wait=False)
    scene.until(lambda: gateway._room_.wait() is not None)
    assert gateway._trunk_.idle_time(gateway.tree.poller) <= 0.2


def test_it_goes_with_its_gateway():
    gateway = WebSocketGateway()
    tree = SteppedTree()
    tree.add(gateway)
    assert gateway.connect_to_room("ws://127.0.0.1:1", SECRET) == OK
    trunk = gateway._trunk_
    gateway.free()
    assert len(trunk.links) == 0
    assert trunk._tree_ is None
    del gateway
    tree.finish()
