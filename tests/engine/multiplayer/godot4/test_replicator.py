from math import inf

import pytest

from engine import Node
from engine.multiplayer.godot4.replicator import Replicator
from engine.multiplayer.godot4.spawning import Spawning
from engine.multiplayer.godot4.synchronized import Synchronized
from engine.multiplayer.refusals import Refused
from engine.multiplayer.state import MultiplayerState
from engine.testing import SteppedTree
from nodes import MultiplayerSpawner

from .replication_game import Mob, config


class Wire:
    """A wire on which everybody knows everything at once."""

    def __init__(self):
        self.sent, self.here = [], []

    def appeared(self, node):
        self.here.append(node)

    def number(self, node, id):
        return 1, True

    def numbered(self, sender, number):
        raise Refused("unknown", "", lambda: "nothing has a number")

    def put(self, id, packet, reliable=True):
        self.sent.append((id, packet[0]))
        return 0


@pytest.fixture
def replicator():
    return Replicator(MultiplayerState())


def test_without_a_wire_nothing_is_received(replicator):
    with pytest.raises(Refused, match="is not among the connected peers"):
        replicator.receive(2, b"\5\1\0\0\0")


def test_what_is_spawned_and_synchronized_is_told_to_who_joins_and_not_to_who_has_left(replicator, tree):
    wire, spawning = Wire(), Spawning(tree.add(Node(), "Spawner"))
    root, held = tree.add(Node(), "Root"), Synchronized(tree.add(Node(), "Sync"))
    replicator.add_spawner(spawning)
    assert replicator.idle_time(0.0) == inf
    replica = replicator.entering(spawning, root, 0, b"")
    assert replicator.entering(spawning, root, 0, b"") is None
    replicator.start(held, root)
    replicator.joined(wire, 2)
    assert wire.sent == []
    replicator.is_ready(replica)
    assert wire.sent == [(2, 4)]
    assert replicator.blind(root) == set()
    held.seen_by.clear()
    replicator.visibility_changed(held, 2)
    assert wire.sent.pop() == (2, 5)
    assert replicator.blind(root) == {2}
    held.seen_by.add(2)
    replicator.visibility_changed(held, 0)
    replicator.poll(0.0)
    replicator.confirmed(2)
    assert replicator.idle_time(0.0) == 0.0
    replicator.left(2)
    replicator.leaving(replica)
    replicator.stop(held)
    replicator.stop(held)
    assert wire.sent == [(2, 4), (2, 4)]
    replicator.joined(wire, 3)
    assert wire.sent == [(2, 4), (2, 4)]
    replicator.add_spawner(spawning)
    replicator.start(held, root)
    replicator.stop(held)
    assert wire.here == [spawning.node, held.node]
    replicator.clear()
    replicator.free_left()
    replicator.remove_spawner(spawning)
    assert replicator.owns(root)


def test_what_a_peer_sends_is_received(replicator):
    replicator.joined(Wire(), 2)
    with pytest.raises(Refused, match="despawned node 1, which it has not spawned here"):
        replicator.receive(2, b"\5\1\0\0\0")


def test_players_of_godot_3_are_left_in_peace_and_those_of_godot_4_are_told(game, lines):
    trees = game.start(2, godot4=(3,))
    for tree in trees.values():
        tree.add(Node(), "World")
        tree.add(MultiplayerSpawner(spawn_path="../World", spawnable_scenes=[Mob]), "Spawner")
    (line,) = [
        line for line in lines() if line.startswith("Peer 2 speaks as Godot 3 does, so it has nothing")
    ]
    assert "with `godot_versions = (4,)`" in line
    sent = game.sent(1)
    mob = Mob()
    mob.name = "Mob"
    trees[1].root.get_node("World").add_child(mob)
    game.settle()
    assert trees[3].root.has_node("World/Mob")
    assert not trees[2].root.has_node("World/Mob")
    assert {to for to, _ in sent} == {3}
    own = Mob()
    own.name = "Mob"
    trees[2].root.get_node("World").add_child(own)
    own.rpc_id(3, "poke", 1)
    game.settle()
    assert trees[3].root.get_node("World/Mob").poked == [1]
    mob.sync.public_visibility = False
    game.settle()
    assert not trees[3].root.has_node("World/Mob")
    for id in range(5, 14):
        trees[id] = SteppedTree()
        trees[id].network_peer = game.network.join(id, 3)
    game.settle()
    assert next(line for line in lines() if "speaks as Godot 3" in line).endswith("(10 times now)")
    own.rpc_id(3, "poke", 2)
    game.settle()
    assert "Peer 2 called poke on <Mob /root/World/Mob> at peer 3, which cannot see this node" in lines()[0]


def test_a_tree_sleeps_until_there_is_something_to_say(replicated):
    server, _ = replicated.start(2)
    mob = replicated.add()
    mob.sync.replication_config = config(on_change=[".:hp"])
    replicated.frames(4)
    api = server.multiplayer
    assert api._state_.replicating.idle_time(server.clock()) == inf
    api.network_peer._idle_time_ = lambda poller: inf
    assert api._idle_time_(None) == inf
    mob.hp = 3
    assert api._idle_time_(None) == 0
