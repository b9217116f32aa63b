from math import inf

import pytest

from engine import Node, Vector2
from engine.multiplayer.godot4.authority import Authority
from engine.multiplayer.godot4.tracked import Tracked
from engine.multiplayer.state import MultiplayerState
from nodes import MultiplayerSpawner, MultiplayerSynchronizer

from .replication_game import Bare, Mob, config


def names(tree):
    return [node.name for node in tree.world.get_children()]


def sent(game, id=1):
    """Return the list to which each packet is added that an end sends, with its target."""
    peer, log = game.trees[id].network_peer, []
    send = peer._send_
    peer._send_ = lambda to, data: (log.append((to, data)), send(to, data))[1]
    return log


def kinds(log):
    return [(to, "delta" if data[0] == 0x16 else data[0]) for to, data in log]


def test_a_node_is_spawned_within_add_child_and_despawned_when_it_leaves(replicated):
    server, client = replicated.start(2)
    log = sent(replicated)
    mob = replicated.add()
    assert kinds(log) == [(2, 1), (2, 4)]
    replicated.frames()
    assert names(client) == ["Mob"]
    server.world.remove_child(mob)
    assert kinds(log)[-1] == (2, 5)
    replicated.frames()
    assert names(client) == []
    server.world.add_child(mob)
    replicated.frames()
    assert names(client) == ["Mob"]


def test_a_node_without_synchronizers_is_spawned_too(replicated):
    _, client = replicated.start(2)
    replicated.add("Bare", Bare)
    replicated.frames()
    assert type(client.world.get_node("Bare")) is Bare


def test_spawns_within_spawns_go_in_the_order_of_entering(replicated):
    server, client = replicated.start(2)

    class Nest(Bare):
        def _ready(self):
            if self.get_tree() is server:
                replicated.add("Egg")

    for tree in replicated.trees.values():
        tree.spawner.add_spawnable_scene(Nest)
    seen = []
    client.spawner.spawned.connect(seen.append)
    nest = Nest()
    nest.name = "Nest"
    replicated.trees[1].world.add_child(nest)
    replicated.frames()
    assert [node.name for node in seen] == ["Nest", "Egg"]


def test_a_node_that_leaves_before_it_is_ready_is_not_spawned(replicated):
    server, client = replicated.start(2)

    class Fleeting(Mob):
        def _enter_tree(self):
            self.queue_free()
            self.get_parent().remove_child(self)

    server.spawner.add_spawnable_scene(Fleeting)
    replicated.add("Fleeting", Fleeting)
    replicated.frames()
    assert names(client) == []


def test_a_node_that_a_filter_takes_away_meanwhile_is_not_spawned(replicated):
    server, client = replicated.start(2)
    other = Mob()
    other.name = "Other"

    def take(id):
        if other.is_inside_tree():
            server.world.remove_child(other)
        return True

    class Nest(Mob):
        def _ready(self):
            if self.get_tree() is server:
                server.world.add_child(other)

    for tree in replicated.trees.values():
        tree.spawner.add_spawnable_scene(Nest)
    nest = Nest()
    nest.name = "Nest"
    nest.sync.add_visibility_filter(take)
    server.world.add_child(nest)
    replicated.frames()
    assert names(client) == ["Nest"]


def test_what_gets_no_number_is_told_of_nobody(replicated, lines, monkeypatch):
    _, client = replicated.start(2)
    monkeypatch.setattr("engine.multiplayer.godot4.node_numbers.MOST_NODES", 0)
    mob = replicated.add()
    client.add(Mob(), "Placed")
    replicated.trees[1].add(Mob(), "Placed")
    replicated.frames()
    assert names(client) == []
    assert lines() == [
        "<MultiplayerSpawner /root/Spawner> is not told of: 16,384 nodes have numbers, which are the most."
    ]
    mob.queue_free()


def test_the_same_bytes_go_to_all_who_may_see_the_same(replicated):
    server, *_ = replicated.start(2, 3)
    mob = replicated.add()
    replicated.frames()
    log = sent(replicated)
    mob.hp, mob.pos = 3, Vector2(1, 2)
    server.step()
    said = {to: [data for other, data in log if other == to] for to in (2, 3)}
    assert said[2] == said[3]
    assert [data[0] for data in said[2]] == [6, 0x16]


def test_what_does_not_change_is_not_sent_again(replicated):
    server, _ = replicated.start(2)
    mob = replicated.add()
    mob.sync.replication_interval = 10
    replicated.frames()
    log = sent(replicated)
    server.step()
    assert log == []


def test_a_peer_that_is_new_to_a_synchronizer_gets_all_that_is_watched(replicated):
    replicated.start(2)
    mob = replicated.add()
    placed = {id: tree.add(Mob(), "Placed") for id, tree in replicated.trees.items()}
    replicated.frames()
    mob.hp = placed[1].hp = 5
    replicated.frames()
    tree = replicated.join(3)
    late = tree.add(Mob(), "Placed")
    log = sent(replicated)
    replicated.frames(6)
    assert (tree.world.get_node("Mob").hp, late.hp) == (5, 5)
    assert (2, "delta") not in kinds(log)
    mob.hp = 6
    replicated.frames()
    assert {client.world.get_node("Mob").hp for client in list(replicated.trees.values())[1:]} == {6}


def test_visibility_spawns_and_despawns(replicated):
    _, first, second = replicated.start(2, 3)
    mob = Mob()
    mob.name = "Secret"
    mob.sync.public_visibility = False
    replicated.trees[1].world.add_child(mob)
    replicated.frames()
    assert names(first) == names(second) == []
    mob.sync.set_visibility_for(2, True)
    mob.sync.set_visibility_for(99, True)
    replicated.frames()
    assert (names(first), names(second)) == (["Secret"], [])
    mob.sync.public_visibility = True
    mob.sync.set_visibility_for(2, False)
    replicated.frames()
    assert (names(first), names(second)) == (["Secret"], ["Secret"])
    mob.sync.public_visibility = False
    replicated.frames()
    assert (names(first), names(second)) == ([], [])


def test_a_synchronizer_that_is_added_later_speaks_by_its_path(replicated):
    _, client = replicated.start(2)
    bare = replicated.add("Bare", Bare)
    replicated.frames()
    own = client.world.get_node("Bare")
    for node in (bare, own):
        node.x = 1
        node.add_child(MultiplayerSynchronizer(name="Late", replication_config=config(".:x")))
    bare.x = 7
    replicated.frames(6)
    assert own.x == 7


def test_a_visibility_filter_may_disconnect_the_peer_that_it_is_asked_about(replicated):
    server, client = replicated.start(2)
    mob = Mob()
    mob.name = "Mob"
    mob.sync.add_visibility_filter(
        lambda id: id in server.multiplayer.get_peers() and server.multiplayer.disconnect_peer(id)
    )
    server.world.add_child(mob)
    replicated.frames()
    assert server.multiplayer.get_peers() == []
    assert names(client) == []


def test_who_cannot_see_a_node_is_not_called_there(replicated, lines):
    _, first, second = replicated.start(2, 3)
    mob = replicated.add()
    replicated.frames()
    mob.sync.public_visibility = False
    mob.sync.set_visibility_for(2, True)
    replicated.frames()
    mob.rpc("poke", 1)
    mob.rpc_id(-2, "poke", 2)
    assert mob.rpc_id(3, "poke", 3) == 0
    replicated.frames()
    assert first.world.get_node("Mob").poked == [1]
    assert names(second) == []
    assert [line for line in lines() if "cannot see this node" in line] == [
        f"Nothing was called: poke on {mob!r} at peer 3, which cannot see this node: its"
        " MultiplayerSynchronizer is not visible to that peer."
    ]
    # a client may always call whom it has the node from, and on what is not spawned those who may see it
    own = first.world.get_node("Mob")
    own.rpc_id(1, "poke", 4)
    replicated.frames()
    assert mob.poked == [4]
    placed = {id: tree.add(Mob(), "Placed") for id, tree in replicated.trees.items()}
    replicated.frames()
    placed[1].sync.public_visibility = False
    placed[1].rpc("poke", 5)
    placed[1].sync.set_visibility_for(3, True)
    placed[1].rpc("poke", 6)
    bare = replicated.add("Bare", Bare)
    bare.rpc_config("get_index", {"rpc_mode": 1})
    assert bare.rpc("get_index") == 0
    replicated.frames()
    assert [placed[id].poked for id in (2, 3)] == [[], [6]]


def test_many_synchronizers_share_packets_that_are_not_too_long(replicated):
    replicated.start(2)
    for number in range(70):
        replicated.add(f"M{number}")
    replicated.frames()
    log = sent(replicated)
    replicated.trees[1].step()
    sizes = [len(data) for _, data in log]
    assert len(sizes) == 2
    assert max(sizes) <= 1350
    replicated.trees[1].multiplayer.max_sync_packet_size = 9999
    log.clear()
    replicated.trees[1].step()
    assert len(log) == 1


def test_nothing_is_sent_by_who_is_not_the_authority(replicated):
    server, client = replicated.start(2)
    replicated.add()
    replicated.frames()
    log = sent(replicated, 2)
    own = client.world.get_node("Mob")
    own.pos = Vector2(9, 9)
    own.sync.update_visibility()
    client.world.add_child(Bare())
    client.step(3)
    assert log == []
    # neither is a node of a spawner that has become another's meanwhile
    server.spawner.set_multiplayer_authority(2)
    log = sent(replicated)
    server.world.get_node("Mob").sync.public_visibility = False
    server.world.get_node("Mob").sync.public_visibility = True
    assert log == []


# -- Without a network -------------------------------------------------------------------------


def test_alone_one_is_the_authority_as_long_as_no_peer_was_set():
    state = MultiplayerState()
    authority = Authority(state, Tracked())
    node = Node()
    assert authority.owns(node)
    node.set_multiplayer_authority(2)
    assert not authority.owns(node)
    state.is_offline = False
    node.set_multiplayer_authority(1)
    assert not authority.owns(node)
    authority.confirmed(7)
    assert authority.idle_time(0.0) == inf


def test_there_is_nothing_to_do_until_an_interval_is_over_or_a_value_has_changed(replicated):
    server, _ = replicated.start(2)
    mob = replicated.add()
    replicator = server.multiplayer._replicator_()
    assert replicator.idle_time(server.clock()) == 0
    mob.sync.replication_interval = 0.5
    replicated.frames(4)
    assert 0 < replicator.idle_time(server.clock()) <= 0.5
    mob.hp = 1
    assert replicator.idle_time(server.clock()) == 0
    replicated.frames()
    replicated.trees[1].multiplayer.clear()
    assert replicator.idle_time(server.clock()) == inf


def test_who_is_owed_a_change_is_not_kept_waiting(replicated):
    server, _ = replicated.start(2)
    mob = replicated.add()
    mob.sync.replication_config = config(on_change=[".:hp"])
    replicated.frames()
    replicator = server.multiplayer._replicator_()
    assert replicator.idle_time(server.clock()) == pytest.approx(inf)
    mob.sync.set_visibility_for(0, False)
    mob.sync.set_visibility_for(0, True)
    assert replicator.idle_time(server.clock()) == 0


def test_several_ends_have_spawners_of_their_own(replicated):
    server, first, second = replicated.start(2, 3)
    for tree in (server, first, second):
        tree.spawner.set_multiplayer_authority(2)

    class Own(Mob):
        def _enter_tree(self):
            self.set_multiplayer_authority(2)

    for tree in (server, first, second):
        tree.spawner.add_spawnable_scene(Own)
    own = Own()
    own.name, own.hp = "Own", 3
    first.world.add_child(own)
    replicated.frames(6)
    own.hp, own.pos = 4, Vector2(5, 6)
    replicated.frames(6)
    for tree in (server, second):
        copy = tree.world.get_node("Own")
        assert (copy.hp, copy.pos) == (4, Vector2(5, 6))
    first.network_peer.close()
    replicated.frames(6)
    assert names(server) == names(second) == []
    assert names(first) == ["Own"]


def test_nodes_within_spawned_nodes_are_spawned_at_late_joiners_too(replicated):
    server, client = replicated.start(2)

    class Nest(Bare):
        def __init__(self):
            spawner = MultiplayerSpawner(name="Inner", spawn_path="..", spawnable_scenes=[Mob])
            self.add_child(spawner)

    for tree in (server, client):
        tree.spawner.add_spawnable_scene(Nest)
    nest = replicated.add("Nest", Nest)
    egg = Mob()
    egg.name = "Egg"
    nest.add_child(egg)
    late = replicated.join(3)
    late.spawner.add_spawnable_scene(Nest)
    replicated.frames(6)
    assert client.world.has_node("Nest/Egg")
    assert late.world.has_node("Nest/Egg")
    nest.free()
    replicated.frames()
    assert names(client) == names(late) == []
