import pytest

from engine import Node, NodePath, ScriptError, load
from engine.files import places
from engine.testing import MemoryMultiplayer, SteppedTree
from nodes import MultiplayerSpawner


class Mob(Node):
    pass


class Orc(Mob):
    pass


@pytest.fixture
def spawner(tree):
    tree.add(Node(), "World")
    made = MultiplayerSpawner(spawn_path="../World")
    made.add_spawnable_scene(Mob)
    return tree.add(made, "Spawner")


@pytest.fixture
def ends():
    """A server and a client, each with a World and a Spawner of Mobs."""
    network = MemoryMultiplayer(4)
    trees = [SteppedTree(), SteppedTree()]
    for tree in trees:
        tree.world = tree.add(Node(), "World")
        tree.spawner = MultiplayerSpawner(
            spawn_path="../World", spawn_function=lambda data: Mob(name=str(data))
        )
        tree.spawner.add_spawnable_scene(Mob)
        tree.add(tree.spawner, "Spawner")
    trees[0].network_peer, trees[1].network_peer = network.host(), network.join(2)
    network.settle(*trees)
    yield network, *trees
    for tree in trees:
        tree.finish()
        tree.raise_faults()


def errors(caplog):
    found = [record.getMessage() for record in caplog.records if record.levelname == "ERROR"]
    caplog.clear()
    return found


def names(tree):
    return [node.name for node in tree.world.get_children()]


# -- Scenes ------------------------------------------------------------------------------------


def test_scenes_have_the_places_in_which_they_were_added():
    spawner = MultiplayerSpawner()
    for scene in (Mob, Orc):
        spawner.add_spawnable_scene(scene)
    assert [spawner.get_spawnable_scene(0), spawner.get_spawnable_scene(1)] == [Mob, Orc]
    assert spawner.get_spawnable_scene_count() == 2
    with pytest.raises(ScriptError, match="has 2 spawnable scenes, none at 2"):
        spawner.get_spawnable_scene(2)
    spawner.clear_spawnable_scenes()
    assert spawner.get_spawnable_scene_count() == 0


def test_a_copy_has_the_same_scenes_and_function():
    spawner = MultiplayerSpawner(spawnable_scenes=[Mob, Orc], spawn_function=Mob, spawn_limit=2)
    copy = spawner.duplicate()
    assert copy.spawnable_scenes == (Mob, Orc)
    assert (copy.spawn_function, copy.spawn_limit) == (Mob, 2)
    copy.clear_spawnable_scenes()
    assert spawner.get_spawnable_scene_count() == 2


@pytest.mark.parametrize("scene", ["res://mob.tscn", Mob(), int])
def test_a_scene_is_a_class_of_nodes(scene):
    with pytest.raises(
        ScriptError, match="a spawnable scene is a class of nodes, as `Player` is, or the path"
    ):
        MultiplayerSpawner().add_spawnable_scene(scene)


def test_a_scene_is_added_once_and_there_are_not_too_many():
    spawner = MultiplayerSpawner()
    spawner.add_spawnable_scene(Mob)
    with pytest.raises(ScriptError, match=r"Mob'> is a spawnable scene already"):
        spawner.add_spawnable_scene(Mob)
    for number in range(254):
        spawner.add_spawnable_scene(type(f"Mob{number}", (Node,), {}))
    with pytest.raises(ScriptError, match="has 255 spawnable scenes, which is the most"):
        spawner.add_spawnable_scene(Orc)


def test_properties_have_godots_defaults_and_accessors():
    spawner = MultiplayerSpawner()
    assert (spawner.spawn_path, spawner.spawn_limit, spawner.spawn_function) == (NodePath(""), 0, None)
    spawner.set_spawn_path("../A")
    spawner.set_spawn_limit(3)
    spawner.set_spawn_function(Mob)
    assert spawner.get_spawn_function() is Mob
    assert (spawner.get_spawn_path(), spawner.get_spawn_limit()) == (NodePath("../A"), 3)
    with pytest.raises(ScriptError, match="spawn_limit must be 0 or more"):
        spawner.spawn_limit = -1
    with pytest.raises(ScriptError, match="spawn_function is a function of one value, not 5"):
        spawner.spawn_function = 5


# -- Spawning ----------------------------------------------------------------------------------


def test_what_is_added_is_spawned_and_told_at_the_other_end(ends):
    network, server, client = ends
    spawned, despawned = client.watch(client.spawner.spawned), client.watch(client.spawner.despawned)
    mob = Mob(name="A")
    server.world.add_child(mob)
    server.world.add_child(Orc(name="B"))
    network.settle(*ends[1:])
    assert names(client) == ["A"]
    spawned.assert_emitted(client.world.get_node("A"))
    mob.queue_free()
    network.settle(*ends[1:])
    assert names(client) == []
    assert len(despawned) == 1


def test_spawn_makes_it_at_all_ends(ends):
    network, server, client = ends
    assert server.spawner.spawn(7).name == "7"
    assert server.spawner.spawn(7).name == "8"
    network.settle(*ends[1:])
    assert names(client) == ["7", "8"]


def test_what_was_there_before_a_game_was_hosted_is_spawned_in_each_of_its_games(ends):
    _, server, client = ends
    server.network_peer.close()
    server.network_peer = client.network_peer = None
    server.multiplayer._state_.is_offline = True  # as it is before a peer was set for the first time
    server.world.add_child(Mob(name="A"))
    for _ in range(2):
        again = MemoryMultiplayer(4)
        server.network_peer, client.network_peer = again.host(), again.join()
        again.settle(server, client)
        assert names(client) == ["A"]
        server.network_peer.close()
        again.settle(server, client)
        assert names(client) == []


def test_one_who_hosted_and_joins_another_keeps_what_is_its_own(ends):
    _, server, client = ends
    server.world.add_child(Mob(name="A"))
    again = MemoryMultiplayer(4)
    client.network_peer, server.network_peer = again.host(), again.join()
    client.world.add_child(Mob(name="B"))
    again.settle(server, client)
    assert (names(server), names(client)) == (["A", "B"], ["B"])


def test_spawn_says_why_it_did_nothing(ends, caplog):
    _, server, client = ends
    assert MultiplayerSpawner().spawn() is None
    assert "spawn() did nothing: it is not inside the tree" in errors(caplog)[0]
    assert client.spawner.spawn() is None
    assert "its authority is peer 1, and this is 2." in errors(caplog)[0]
    server.spawner.spawn_limit = 1
    server.spawner.spawn("a")
    assert server.spawner.spawn("b") is None
    assert "there are 1 nodes already, and spawn_limit is 1" in errors(caplog)[0]
    server.world.free()
    assert server.spawner.spawn() is None
    assert "there is no node at its spawn_path, NodePath('../World')" in errors(caplog)[0]


def test_spawn_says_what_it_cannot_do_at_all(spawner):
    with pytest.raises(ScriptError, match="has no spawn_function"):
        spawner.spawn()
    spawner.spawn_function = lambda data: data
    with pytest.raises(ScriptError, match="spawn\\(\\) cannot send <object"):
        spawner.spawn(object())
    with pytest.raises(ScriptError, match="what is spawned is a new node without a parent, not 5"):
        spawner.spawn(5)


def test_a_node_of_a_name_that_no_other_end_can_have_is_an_error(ends, caplog):
    _, server, _ = ends
    server.world.add_child(Mob())
    assert "write `add_child(node, True)`, or set its name before" in errors(caplog)[0]


def test_one_spawner_spawns_a_node(ends, caplog):
    _, server, _ = ends
    other = MultiplayerSpawner(spawn_path="../World")
    other.add_spawnable_scene(Mob)
    server.add(other, "Other")
    server.world.add_child(Mob(name="A"))
    assert "does not spawn <Mob /root/World/A>, which another spawner does" in errors(caplog)[0]


def test_a_spawn_path_that_leads_nowhere_is_an_error(tree, caplog):
    spawner = tree.add(MultiplayerSpawner(spawn_path="../Wrld"), "Spawner")
    assert "spawns nothing before there is a node: spawn_path: No node at '../Wrld'" in errors(caplog)[0]
    tree.add(Node(), "Other")
    spawner.spawn_path = "../Other"
    spawner.spawn_path = ""
    assert not errors(caplog)
    assert not tree.node_added.get_connections()


def test_with_another_spawn_path_what_is_added_there_is_spawned(ends):
    network, server, client = ends
    for tree in (server, client):
        tree.add(Node(), "Other")
        tree.spawner.spawn_path = "../Other"
    server.world.add_child(Mob(name="A"))
    server.root.get_node("Other").add_child(Mob(name="B"))
    network.settle(*ends[1:])
    assert names(client) == []
    assert client.root.get_node("Other").get_child(0).name == "B"
    for tree in (server, client):
        tree.root.get_node("Other").free()
        tree.spawner.spawn_path = "../World"


def made_anew(tree, name="World"):
    tree.root.get_node("World").free()
    tree.add(Node(), "Elsewhere")
    tree.world = tree.add(Node(), name)


def test_a_node_that_is_made_anew_at_the_spawn_path_takes_the_place_of_the_one_that_was_freed(ends):
    network, server, client = ends
    made_anew(client)
    server.world.add_child(Mob(name="A"))
    network.settle(server, client)
    assert names(client) == ["A"]
    made_anew(server)
    network.settle(server, client)
    assert names(client) == []
    server.world.add_child(Mob(name="B"))
    server.spawner.spawn("C")
    network.settle(server, client)
    assert names(client) == ["B", "C"]
    assert not server.node_added.get_connections()


def test_a_node_that_comes_late_to_the_spawn_path_is_found(ends, caplog):
    network, server, client = ends
    for tree in (server, client):
        tree.spawner.spawn_path = "../Later"
    assert len(errors(caplog)) == 2
    for tree in (server, client):
        made_anew(tree, "Later")
    server.world.add_child(Mob(name="A"))
    network.settle(server, client)
    assert names(client) == ["A"]


def test_a_node_that_leaves_and_comes_back_or_is_called_otherwise_is_still_the_one(ends):
    network, server, client = ends
    server.root.remove_child(server.world)
    other = server.add(Node(), "World")
    server.root.add_child(server.world)
    server.world.name = "Old"
    assert not server.node_added.get_connections()
    other.add_child(Mob(name="A"))
    server.world.add_child(Mob(name="B"))
    network.settle(server, client)
    assert names(client) == ["B"]


def test_a_node_that_comes_back_is_spawned_again_when_the_branch_is_ready(ends):
    network, server, client = ends
    one, two = Mob(name="A"), Mob(name="B")
    for mob in (one, two):
        server.world.add_child(mob)
        server.world.remove_child(mob)
    one.tree_entered.connect(lambda: server.world.add_child(two))
    server.world.add_child(one)
    network.settle(*ends[1:])
    assert sorted(names(client)) == ["A", "B"]
    # and one that leaves again at once is not
    server.world.remove_child(one)
    server.world.remove_child(two)
    two.tree_entered.connect(lambda: server.world.remove_child(two))
    server.world.add_child(two)
    network.settle(*ends[1:])
    assert names(client) == []
    one.free()
    two.free()


def test_a_spawner_that_leaves_takes_what_it_spawned_away_at_the_other_ends(ends):
    network, server, client = ends
    mob = Mob(name="A")
    server.world.add_child(mob)
    late = Mob(name="B")
    late.tree_entered.connect(server.spawner.free)
    server.world.add_child(late)
    network.settle(*ends[1:])
    assert names(client) == []
    assert names(server) == ["A", "B"]
    server.world.remove_child(mob)
    mob.free()


def test_a_spawner_that_was_never_in_the_tree_ends_quietly():
    MultiplayerSpawner().free()


# -- Scenes of files ---------------------------------------------------------------------------

SCENE = """[gd_scene format=2]
[node name="Box" type="Node2D"]
[node name="Lid" type="Node2D" parent="."]
"""


def test_a_scene_may_be_a_file(ends, tmp_path, monkeypatch):
    network, server, client = ends
    monkeypatch.setattr(places.project, "script", str(tmp_path / "main.py"))
    (tmp_path / "box.tscn").write_text(SCENE)
    (tmp_path / "orc.py").write_text("from engine import Node\n\n\nclass FileOrc(Node):\n    pass\n")
    for tree in (server, client):
        tree.spawner.add_spawnable_scene("res://box.tscn")
        tree.spawner.add_spawnable_scene("res://orc.py")
    assert server.spawner.get_spawnable_scene(1) == "res://box.tscn"
    orc = server.spawner.get_spawnable_scene(2)
    assert orc.__name__ == "FileOrc"
    server.world.add_child(load("res://box.tscn").instance(), True)
    server.world.add_child(orc(name="A"))
    network.settle(server, client)
    assert names(client) == ["Box", "A"]
    assert client.world.has_node("Box/Lid")
    with pytest.raises(ScriptError, match=r"'res://box\.tscn' is a spawnable scene already"):
        server.spawner.add_spawnable_scene("res://box.tscn")
