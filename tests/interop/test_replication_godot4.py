"""Nodes that are spawned and synchronized between Python and Godot 4, either being the server.

Godot runs `programs/replicated4.gd`; `Main` below is the same in Python.
"""

from __future__ import annotations

import re

import pytest

from engine import (
    AABB,
    OK,
    Basis,
    Color,
    Node,
    NodePath,
    PackedFloat64Array,
    PackedInt64Array,
    Plane,
    PoolByteArray,
    PoolColorArray,
    PoolIntArray,
    PoolRealArray,
    PoolStringArray,
    PoolVector2Array,
    PoolVector3Array,
    Quat,
    Rect2,
    Rect2i,
    StringName,
    Transform,
    Transform2D,
    Vector2,
    Vector2i,
    Vector3,
    Vector3i,
    Vector4,
    Vector4i,
    rpc,
)
from nodes import (
    MultiplayerSpawner,
    MultiplayerSynchronizer,
    Node2D,
    SceneReplicationConfig,
    WebSocketMultiplayerPeer,
)


def synchronizer(kind, name, properties):
    config = SceneReplicationConfig()
    for path, mode in properties.items():
        config.add_property(path)
        config.property_set_replication_mode(path, mode)
    made = kind()
    made.name, made.replication_config = name, config
    return made


class Mob(Node2D):
    def __init__(self):
        self.hp, self.pos, self.any = 10, Vector2(0, 0), None
        self.poked = []
        self.add_child(synchronizer(MultiplayerSynchronizer, "Sync", {".:hp": 2, ".:pos": 1, ".:any": 2}))

    @rpc("any_peer")
    def poke(self, x):
        self.poked.append((self.multiplayer.get_remote_sender_id(), x))


class Input(MultiplayerSynchronizer):
    def __init__(self):
        self.dir, self.jumps = Vector2(0, 0), 0


class Player(Node2D):
    def __init__(self):
        self.hp = 10
        self.add_child(synchronizer(Input, "Input", {"Input:dir": 1, "Input:jumps": 2}))
        self.add_child(synchronizer(MultiplayerSynchronizer, "Sync", {".:hp": 2}))

    def _enter_tree(self):
        self.get_node("Input").set_multiplayer_authority(int(self.name))


class Main(Node):
    def __init__(self):
        self.seen = []
        self.world = Node2D(name="World")
        self.add_child(self.world)
        self.placed = Mob()
        self.placed.name = "Placed"
        self.add_child(self.placed)
        self.spawner = MultiplayerSpawner(name="Spawner", spawn_path="../World")
        self.spawner.add_spawnable_scene(Mob)
        self.spawner.add_spawnable_scene(Player)
        self.spawner.spawn_function = self.make
        self.spawner.spawned.connect(lambda node: self.seen.append(f"spawned {node.name}"))
        self.spawner.despawned.connect(lambda node: self.seen.append(f"despawned {node.name}"))
        self.add_child(self.spawner)

    def make(self, data):
        made = Mob()
        made.name, made.any = "Made", data
        return made

    def make_world_anew(self):
        self.world.free()
        self.world = Node2D(name="World")
        self.add_child(self.world)

    def mob(self, name, hp=10):
        made = Mob()
        made.name, made.hp = name, hp
        self.world.add_child(made, True)
        return made

    def player(self, id):
        made = Player()
        made.name = str(id)
        self.world.add_child(made, True)
        return made

    def names(self):
        return [node.name for node in self.world.get_children()]

    @rpc("any_peer")
    def do(self, order):
        raise AssertionError(order)

    @rpc("any_peer")
    def hear(self, what):
        self.seen.append(what)


@pytest.fixture
def main(tree):
    return tree.add(Main(), "Main")


@pytest.fixture
def hosting(tree, main, godot4):
    """Python is the server of a game of Godot, which is returned, and its id."""
    server = WebSocketMultiplayerPeer()
    assert server.create_server(0) == OK
    tree.multiplayer.multiplayer_peer = server

    def join():
        before = set(tree.multiplayer.get_peers())
        game = godot4("replicated4.gd", URL=f"ws://127.0.0.1:{server.get_listening_port()}")
        id = int(game.wait_for_line(r"Connected as (\d+)")[1])
        tree.wait_until(lambda: set(tree.multiplayer.get_peers()) == {*before, id})
        return game, id

    return join


@pytest.fixture
def joined(tree, main, godot4, free_port):
    """Godot is the server of Python, and is returned."""
    return join_godot(tree, godot4, free_port)


def join_godot(tree, godot4, free_port):
    game = godot4("replicated4.gd", PORT=free_port)
    game.wait_for_line("Listening")
    client = WebSocketMultiplayerPeer()
    client.create_client(f"ws://127.0.0.1:{free_port}")
    tree.multiplayer.multiplayer_peer = client
    tree.wait_until(lambda: tree.multiplayer.get_peers() == [1])
    return game


def no_errors(game):
    assert not game.errors, game.report()


# -- Python is the server ----------------------------------------------------------------------


def test_a_game_of_godot_has_what_python_spawns_before_and_after_it_came(tree, main, hosting):
    early = main.mob("Early", 7)
    game, _ = hosting()
    game.wait_for_line(r"ready Early hp=7 pos=\(0.0, 0.0\) any=null")
    game.wait_for_line("spawned Early")
    main.mob("Late", 3)
    game.wait_for_line(r"ready Late hp=3 .*")
    early.hp, early.pos = 8, Vector2(1, 2)
    game.wait_for_line(r"Early hp=8 pos=\(1.0, 2.0\) any=null")
    early.queue_free()
    game.wait_for_line("despawned Early")
    main.world.remove_child(again := main.world.get_node("Late"))
    game.wait_for_line("despawned Late")
    again.hp = 4
    main.world.add_child(again)
    game.wait_for_line(r"ready Late hp=4 .*")
    tree.multiplayer.multiplayer_peer.close()
    game.wait_for_line("The server is gone")
    no_errors(game)


def test_a_game_of_godot_has_what_is_in_a_world_that_python_made_anew(tree, main, hosting):
    main.mob("Early")
    game, _ = hosting()
    game.wait_for_line("spawned Early")
    main.make_world_anew()
    game.wait_for_line("despawned Early")
    main.mob("Late")
    game.wait_for_line("spawned Late")
    no_errors(game)


def test_a_game_of_godot_has_what_the_spawn_function_of_both_makes(tree, main, hosting):
    game, _ = hosting()
    main.spawner.spawn({"a": [1, True]})
    game.wait_for_line(r'ready Made hp=10 pos=\(0.0, 0.0\) any=\{"a": \[1, true\]\}')
    assert main.spawner.spawn().name == "Made2"
    game.wait_for_line(r"ready Made2 hp=10 pos=\(0.0, 0.0\) any=null")
    no_errors(game)


def test_a_game_of_godot_has_what_it_may_see_alone(tree, main, hosting):
    game, id = hosting()
    mob = Mob()
    mob.name = "Secret"
    sync = mob.get_node("Sync")
    sync.public_visibility = False
    main.world.add_child(mob)
    mob.rpc("poke", "hidden")
    sync.set_visibility_for(id, True)
    game.wait_for_line("spawned Secret")
    mob.rpc("poke", "seen")
    game.wait_for_line("Secret poked seen by 1")
    sync.set_visibility_for(id, False)
    game.wait_for_line("despawned Secret")
    asked = []
    sync.add_visibility_filter(lambda peer: asked.append(peer) or len(asked) > 5)
    sync.public_visibility = True
    game.wait_until(lambda: game.lines.count("spawned Secret") == 2, "spawned again")
    assert set(asked) == {id}
    assert not [line for line in game.lines if "hidden" in line]
    no_errors(game)


def test_a_player_of_godot_owns_its_input_and_python_has_it(tree, main, hosting):
    game, id = hosting()
    other, other_id = hosting()
    player = main.player(id)
    game.wait_for_line(f"player {id} mine=true")
    other.wait_for_line(f"player {id} mine=false")
    main.rpc_id(id, "do", f"change('World/{id}/Input', {{'dir': Vector2(1, 0), 'jumps': 3}})")
    own = player.get_node("Input")
    tree.wait_until(lambda: (own.dir, own.jumps) == (Vector2(1, 0), 3))
    other.wait_for_line(f"{id} jumps=3")
    main.rpc_id(other_id, "do", f"change('World/{id}/Input', {{'jumps': 9}})")
    main.rpc_id(other_id, "do", "rpc_id(1, 'hear', 'tried')")
    tree.wait_until(lambda: main.seen == ["tried"])
    tree.step(5)
    assert own.jumps == 3
    game.kill()
    tree.wait_until(lambda: tree.multiplayer.get_peers() == [other_id])
    player.queue_free()
    other.wait_for_line(f"despawned {id}")
    no_errors(other)


def test_a_node_that_both_have_is_synchronized_and_changes_its_owner(tree, main, hosting):
    main.placed.hp = 1
    game, id = hosting()
    game.wait_for_line(r"Placed hp=1 pos=\(0.0, 0.0\) any=null")
    main.rpc("do", f"own('Placed', {id})")
    main.placed.set_multiplayer_authority(id)
    main.rpc("do", "change('Placed', {'hp': 77, 'pos': Vector2(5, 6)})")
    tree.wait_until(lambda: (main.placed.hp, main.placed.pos) == (77, Vector2(5, 6)))
    main.rpc("do", "own('Placed', 1)")
    main.placed.set_multiplayer_authority(1)
    main.placed.hp = 78
    game.wait_for_line(r"Placed hp=78 pos=\(5.0, 6.0\) any=null")
    no_errors(game)


VALUES = [
    (None, "null"),
    (True, "true"),
    (-7, "-7"),
    (1 << 40, str(1 << 40)),
    (0.5, "0.5"),
    ("grün", '"grün"'),
    (Vector2(1, 2), "Vector2(1, 2)"),
    (Rect2(1, 2, 3, 4), "Rect2(1, 2, 3, 4)"),
    (Vector3(1, 2, 3), "Vector3(1, 2, 3)"),
    (Transform2D(), "Transform2D(1, 0, 0, 1, 0, 0)"),
    (Plane(Vector3(0, 1, 0), 2), "Plane(0, 1, 0, 2)"),
    (Quat(0, 0, 0, 1), "Quaternion(0, 0, 0, 1)"),
    (AABB(Vector3(1, 2, 3), Vector3(4, 5, 6)), "AABB(1, 2, 3, 4, 5, 6)"),
    (Basis(), "Basis(1, 0, 0, 0, 1, 0, 0, 0, 1)"),
    (Transform(), "Transform3D(1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0)"),
    (Color(1, 0.5, 0, 1), "Color(1, 0.5, 0, 1)"),
    (NodePath("A/B:c"), 'NodePath("A/B:c")'),
    ([1, [2, "x"]], '[1, [2, "x"]]'),
    ({"a": 1}, '{"a": 1}'),
    (PoolByteArray(b"\1\2"), "PackedByteArray(1, 2)"),
    (PoolIntArray([1, 2]), "PackedInt32Array(1, 2)"),
    (PoolRealArray([0.5]), "PackedFloat32Array(0.5)"),
    (PoolStringArray(["a", "b"]), 'PackedStringArray("a", "b")'),
    (PoolVector2Array([Vector2(1, 2)]), "PackedVector2Array(1, 2)"),
    (PoolVector3Array([Vector3(1, 2, 3)]), "PackedVector3Array(1, 2, 3)"),
    (PoolColorArray([Color(1, 0, 0, 1)]), "PackedColorArray(1, 0, 0, 1)"),
    (Vector2i(1, 2), "Vector2i(1, 2)"),
    (Rect2i(1, 2, 3, 4), "Rect2i(1, 2, 3, 4)"),
    (Vector3i(1, 2, 3), "Vector3i(1, 2, 3)"),
    (Vector4(1, 2, 3, 4), "Vector4(1, 2, 3, 4)"),
    (Vector4i(1, 2, 3, 4), "Vector4i(1, 2, 3, 4)"),
    (StringName("a"), '&"a"'),
    (PackedInt64Array([1, 2]), "PackedInt64Array(1, 2)"),
    (PackedFloat64Array([0.5]), "PackedFloat64Array(0.5)"),
]
"""Values, and how Godot shows them."""


def test_values_of_all_types_go_and_come(tree, main, hosting):
    game, id = hosting()
    mob = main.mob("Mob")
    for value, text in VALUES[1:]:
        mob.any = value
        game.wait_for_line(rf"Mob hp=10 pos=\(0.0, 0.0\) any={re.escape(text)}")
    main.rpc("do", f"own('Placed', {id})")
    main.placed.set_multiplayer_authority(id)
    for value, text in VALUES[1:]:
        main.rpc("do", f"change('Placed', {{'any': str_to_var('{text}')}})")
        tree.wait_until(lambda value=value: (main.placed.any, type(main.placed.any)) == (value, type(value)))
    no_errors(game)


# -- Godot is the server -----------------------------------------------------------------------


def test_python_has_what_godot_spawns_before_and_after_it_came(tree, main, joined):
    main.rpc("do", "add('First', 7)")
    tree.wait_until(lambda: main.names() == ["First"])
    mob = main.world.get_node("First")
    assert (mob.hp, mob.pos) == (7, Vector2(0, 0))
    main.rpc("do", "change('World/First', {'hp': 8, 'pos': Vector2(1, 2), 'any': [1]})")
    tree.wait_until(lambda: (mob.hp, mob.pos, mob.any) == (8, Vector2(1, 2), [1]))
    main.rpc("do", "spawner.spawn({'a': [1, true]})")
    tree.wait_until(lambda: main.names() == ["First", "Made"])
    assert main.world.get_node("Made").any == {"a": [1, True]}
    main.rpc("do", "get_node('World/First').queue_free()")
    tree.wait_until(lambda: main.names() == ["Made"])
    assert main.seen == ["spawned First", "spawned Made", "despawned First"]
    tree.multiplayer.multiplayer_peer.close()
    tree.wait_until(lambda: main.names() == [])
    no_errors(joined)


def test_python_has_what_godot_spawns_in_a_world_that_was_made_anew_here(tree, main, joined):
    main.rpc("do", "add('First', 7)")
    tree.wait_until(lambda: main.names() == ["First"])
    main.make_world_anew()
    main.rpc("do", "add('Second', 7)")
    tree.wait_until(lambda: main.names() == ["Second"])
    no_errors(joined)


def test_what_a_server_has_spawned_goes_with_it(tree, main, joined):
    main.rpc("do", "add('First', 7)")
    main.rpc("do", "add('Second', 7)")
    tree.wait_until(lambda: main.names() == ["First", "Second"])
    joined.kill()
    tree.wait_until(lambda: main.names() == [])


def test_python_has_what_it_may_see_alone(tree, main, joined):
    id = tree.multiplayer.get_unique_id()
    main.rpc("do", "add('Secret', 7)")
    tree.wait_until(lambda: main.names() == ["Secret"])
    main.rpc("do", "get_node('World/Secret/Sync').set_visibility_for(0, false)")
    tree.wait_until(lambda: main.names() == [])
    main.rpc("do", "get_node('World/Secret').rpc('poke', 1)")
    main.rpc("do", f"get_node('World/Secret/Sync').set_visibility_for({id}, true)")
    tree.wait_until(lambda: main.names() == ["Secret"])
    main.rpc("do", "get_node('World/Secret').rpc('poke', 2)")
    tree.wait_until(lambda: main.world.get_node("Secret").poked == [(1, 2)])
    no_errors(joined)


def test_the_input_of_a_player_in_python_reaches_the_server_and_other_players(
    tree, main, joined, godot4, free_port
):
    id = tree.multiplayer.get_unique_id()
    other = godot4("replicated4.gd", URL=f"ws://127.0.0.1:{free_port}")
    other.wait_for_line(r"Connected as (\d+)")
    tree.wait_until(lambda: len(tree.multiplayer.get_peers()) == 2)
    main.rpc_id(1, "do", f"add_player({id})")
    tree.wait_until(lambda: main.names() == [str(id)])
    own = main.world.get_node(f"{id}/Input")
    assert own.is_multiplayer_authority()
    own.jumps = 5
    joined.wait_for_line(f"{id} jumps=5")
    other.wait_for_line(f"{id} jumps=5")
    tree.multiplayer.multiplayer_peer.close()
    tree.wait_until(lambda: main.names() == [])
    no_errors(joined)
    no_errors(other)


def test_a_node_that_comes_after_the_connection_is_synchronized_all_the_same(tree, godot4, free_port):
    join_godot(tree, godot4, free_port)
    tree.step(10)
    main = tree.add(Main(), "Main")
    main.rpc("do", "change('Placed', {'hp': 5})")
    tree.wait_until(lambda: main.placed.hp == 5)


def test_a_placed_node_of_godot_is_synchronized_and_changes_its_owner(tree, main, joined):
    id = tree.multiplayer.get_unique_id()
    main.rpc("do", "change('Placed', {'hp': 5, 'any': 'x'})")
    tree.wait_until(lambda: (main.placed.hp, main.placed.any) == (5, "x"))
    main.rpc("do", f"own('Placed', {id})")
    main.placed.set_multiplayer_authority(id)
    main.placed.hp, main.placed.pos = 6, Vector2(3, 4)
    joined.wait_for_line(r'Placed hp=6 pos=\(3.0, 4.0\) any="x"')
    no_errors(joined)
