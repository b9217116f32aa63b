"""The server that has the last word, with clients in memory that tell the truth or do not."""

from __future__ import annotations

import math

import pytest

from demos.authoritative_server import World
from engine import Node, Vector2, puppet
from engine.testing import MemoryNetwork, SteppedTree
from nodes import WebSocketClient


class Client(Node):
    def _ready(self):
        self.positions = {}
        client = WebSocketClient()
        self.add_child(client)
        client.connect_to_url("ws://somewhere:9080", [], True)
        self.get_tree().network_peer = client

    @puppet
    def set_positions(self, positions):
        self.positions = positions

    def own_id(self):
        return self.get_tree().get_network_unique_id()

    def own_position(self):
        return self.positions[self.own_id()]


@pytest.fixture
def play(tree):
    """Return a function that steps the server's tree and those of two clients; and the clients."""
    tree.network = MemoryNetwork()
    trees = [tree, SteppedTree(), SteppedTree()]
    tree.add(World())
    clients = []
    for other in trees[1:]:
        other.network = tree.network
        clients.append(other.add(Client(), "World"))

    def play(frames):
        for _ in range(frames):
            for each in trees:
                each.step()

    play(8)
    yield play, *clients
    for other in trees[1:]:
        other.finish()
        other.raise_faults()


def test_everybody_begins_in_the_middle_and_everybody_is_told(play):
    _, one, two = play
    middle = Vector2(512, 300)
    assert one.positions == two.positions == {one.own_id(): middle, two.own_id(): middle}


def test_who_says_where_to_go_is_moved_at_the_servers_speed_up_to_its_walls(play):
    play, one, two = play
    one.rpc_id(1, "set_direction", Vector2(1, 0))
    play(2)
    begin = one.own_position().x
    play(60)
    assert one.own_position().x - begin == pytest.approx(200, abs=0.1)
    assert two.positions[one.own_id()] == one.own_position()
    assert two.own_position() == Vector2(512, 300)
    play(180)
    assert one.own_position() == Vector2(1024, 300)


@pytest.mark.parametrize(
    "direction", [Vector2(math.nan, 0), Vector2(math.inf, 1), "right", None, {}], ids=lambda value: str(value)
)
def test_what_is_no_direction_moves_nobody(play, direction):
    play, one, _ = play
    one.rpc_id(1, "set_direction", direction)
    play(10)
    assert one.own_position() == Vector2(512, 300)


def test_nobody_is_faster_than_the_others(play):
    play, one, two = play
    one.rpc_id(1, "set_direction", Vector2(0, -1))
    two.rpc_id(1, "set_direction", Vector2(0, -1000))
    play(40)
    assert one.own_position() == two.own_position()
    assert one.own_position().y < 300


def test_a_client_cannot_move_another_by_saying_where_everybody_is(play, caplog):
    play, one, two = play
    two.rpc_id(one.own_id(), "set_positions", {one.own_id(): Vector2()})
    two.rpc_id(1, "set_positions", {one.own_id(): Vector2()})
    play(5)
    assert one.own_position() == Vector2(512, 300)
    assert caplog.text.count("was refused") == 2


def test_who_leaves_is_gone_for_the_others(play):
    play, one, two = play
    two.get_tree().network_peer.disconnect_from_host()
    play(8)
    assert list(one.positions) == [one.own_id()]


def test_a_server_whose_port_is_taken_ends(tree, caplog):
    tree.network = MemoryNetwork()
    tree.add(World(), "First")
    second = tree.add(World(), "Second")
    assert tree.quitting
    assert tree.exit_code == 1
    assert "port 9080 of * cannot be used" in caplog.text
    assert second.positions == {}
