"""Scenes that Godot 4.6.3 has written: `vectors/record/scenes4.gd`."""

import shutil
from math import pi
from pathlib import Path

import pytest

from engine import (
    OK,
    Animation,
    Color,
    Node,
    PackedScene,
    Quat,
    Resource,
    ResourceSaver,
    SpriteFrames,
    Texture,
    Vector2,
    Vector3,
    load,
)
from engine.resource import godot4
from engine.resource.godot4 import class_named, put4
from nodes import (
    AnimationPlayer,
    Button,
    Camera2D,
    Control,
    KinematicBody2D,
    Label,
    MultiplayerSpawner,
    MultiplayerSynchronizer,
    Node2D,
    Sprite,
)

VECTORS = Path(__file__).parent / "vectors" / "godot4"
PLAYER = """
from engine import export
from nodes import Node2D


class Player(Node2D):
    hp = export(10)
    weapon = export(None)
    told = ""

    def _enter_tree(self):
        if self.name.isdecimal():
            self.get_node("Input").set_multiplayer_authority(int(self.name))
"""


@pytest.fixture
def project(opened, tmp_path):
    """A project with the scenes, and a script of the player."""
    for file in VECTORS.iterdir():
        shutil.copy(file, tmp_path)
    (tmp_path / "player.py").write_text(PLAYER)
    godot4.class_named.cache_clear()
    godot4.model_of.cache_clear()
    return opened(tmp_path)


def warnings(caplog):
    found = [record.getMessage() for record in caplog.records]
    caplog.clear()
    return found


# -- Scenes ------------------------------------------------------------------------------------


def test_a_scene_has_its_nodes_with_what_they_have_there(project, tree, caplog):
    player = tree.add(load("res://player.tscn").instance())
    assert (type(player).__name__, player.get_class()) == ("Player", "CharacterBody2D")
    assert isinstance(player, KinematicBody2D)
    assert [child.name for child in player.get_children()] == [
        *("Sprite2D", "CollisionShape2D", "Weapon", "Name", "Timer", "Sync", "Input"),
    ]
    assert (player.position, player.velocity, player.motion_mode) == (Vector2(10, 20.5), Vector2(0, 0), 1)
    assert (player.collision_layer, player.hp, player.get_meta("team")) == (2, 10, "red")
    assert player.is_in_group("players")
    sprite = player.get_node("Sprite2D")
    assert isinstance(sprite, Sprite)
    assert (sprite.flip_h, sprite.modulate) == (True, Color(1, 0.5, 0))
    assert player.get_node("CollisionShape2D").shape.extents == Vector2(16, 32)
    label = player.get_node("Name")
    assert (label.text, label.align, label.margin_right) == ("Nobody", Label.ALIGN_CENTER, 40)
    assert label.get_color("font_color") == Color(1, 0, 0)
    assert player.get_node("%Weapon") is player.weapon
    assert player.get_node("Timer").wait_time == 2.0
    tree.step(121)
    assert not player.is_inside_tree()
    assert warnings(caplog) == []


def test_synchronizers_and_spawners_have_what_was_set_in_the_editor(project, tree):
    world = tree.add(load("res://world.tscn").instance())
    player = world.get_node("Players/1")
    config = player.get_node("Sync").replication_config
    paths = [".:position", ".:velocity", ".:hp", "Sprite2D:flip_h", "Name:text"]
    assert config.get_properties() == paths
    assert [config.property_get_spawn(path) for path in paths] == [True, False, True, True, True]
    assert [config.property_get_replication_mode(path) for path in paths] == [1, 1, 2, 2, 0]
    own = player.get_node("Input")
    assert (own.replication_interval, own.public_visibility) == (0.25, False)
    spawner = world.get_node("MultiplayerSpawner")
    assert spawner.spawnable_scenes == ("res://player.tscn",)
    assert (spawner.spawn_path, spawner.spawn_limit) == ("../Players", 8)


def test_the_older_keys_of_a_synchronizer_are_read(project):
    (project / "old.tres").write_text(
        '[gd_resource type="SceneReplicationConfig" format=3]\n[resource]\n'
        'properties/0/path = NodePath(".:a")\nproperties/0/spawn = false\nproperties/0/sync = false\n'
        "properties/0/watch = true\nproperties/1/spawn = true\nproperties/0/what = 1\nother = 1\n"
    )
    config = load("res://old.tres")
    assert config.get_properties() == [".:a"]
    assert config.property_get_watch(".:a")
    assert not config.property_get_spawn(".:a")


def test_a_node_of_three_dimensions_is_where_its_file_says(project, tree, caplog):
    camera = load("res://world.tscn").instance().get_node("Camera")
    assert (camera.position, camera.rotation, camera.scale) == (Vector3(1, 2, 3), Vector3(), Vector3(1, 1, 1))
    assert camera.quaternion == Quat(0, 0, 0, 1)
    (line,) = warnings(caplog)
    assert line == "Godot 4's Node3D is not here: Node stands in for it, and does what that does."


def test_a_scene_that_is_saved_has_the_classes_and_properties_of_godot_3_and_its_synchronizers(project, tree):
    packed = PackedScene()
    assert packed.pack(load("res://world.tscn").instance()) == OK
    assert ResourceSaver.save("res://again.tscn", packed) == OK
    world = load("res://again.tscn").instance()
    player, spawner = world.get_node("Players/1"), world.get_node("MultiplayerSpawner")
    assert (spawner.spawnable_scenes, spawner.spawn_limit) == (("res://player.tscn",), 8)
    assert spawner.spawn_path == "../Players"
    packed = PackedScene()
    packed.pack(load("res://player.tscn").instance())
    assert ResourceSaver.save("res://again.tscn", packed) == OK
    player = load("res://again.tscn").instance()
    assert (player.get_class(), player.position) == ("KinematicBody2D", Vector2(10, 20.5))
    assert player.get_node("Sprite2D").flip_h
    config, before = (
        scene.get_node("Sync").replication_config for scene in (player, load("res://player.tscn").instance())
    )
    for ask in (config.property_get_spawn, config.property_get_replication_mode):
        assert [ask(path) for path in config.get_properties()] == [
            getattr(before, ask.__name__)(path) for path in before.get_properties()
        ]
    own = player.get_node("Input")
    assert (own.replication_interval, own.public_visibility) == (0.25, False)


def test_a_class_of_nodes_among_spawnable_scenes_is_not_saved_and_that_is_told(project, caplog):
    packed = PackedScene()
    packed.pack(MultiplayerSpawner(name="A", spawnable_scenes=[Node2D]))
    assert ResourceSaver.save("res://again.tscn", packed) == OK
    assert "classes of nodes are not saved" in warnings(caplog)[0]


def test_a_file_may_be_named_by_its_uid(project):
    text = (project / "player.tscn").read_text().replace("format=3", 'format=3 uid="uid://player"', 1)
    (project / "player.tscn").write_text(text)
    world = (project / "world.tscn").read_text()
    world = world.replace('path="res://player.tscn"', 'uid="uid://player"')
    (project / "world.tscn").write_text(world.replace('"res://player.tscn"', '"uid://player"'))
    spawner = load("res://world.tscn").instance().get_node("MultiplayerSpawner")
    assert spawner.spawnable_scenes == ("res://player.tscn",)
    assert load("uid://player") is load("res://player.tscn")
    assert load("uid://nobody") is None


def test_properties_may_be_nodes_and_lists_of_nodes(project, tree):
    (project / "player.py").write_text(
        "from engine import Node\nclass Player(Node):\n    one = None\n    many = ()\n    none = 5\n"
    )
    (project / "a.tscn").write_text(
        '[gd_scene format=3]\n[ext_resource type="Script" path="res://player.gd" id="1"]\n'
        '[node name="A" type="Node" node_paths=PackedStringArray("one", "many", "none")]\n'
        'script = ExtResource("1")\none = NodePath("B")\nmany = [NodePath("B"), NodePath(".")]\n'
        'none = NodePath("C")\n[node name="B" type="Node" parent="."]\n'
    )
    root = load("res://a.tscn").instance()
    assert root.one.name == "B"
    assert (root.many, root.none) == ([root.one, root], None)


def test_a_model_is_an_empty_node(project, caplog):
    (project / "a.tscn").write_text(
        '[gd_scene format=3]\n[ext_resource type="PackedScene" path="res://ship.GLB" id="1"]\n'
        '[node name="A" type="Node"]\n[node name="Ship" parent="." instance=ExtResource("1")]\n'
        "transform = Transform3D(1, 0, 0, 0, 1, 0, 0, 0, 1, 1, 2, 3)\n"
    )
    ship = load("res://a.tscn").instance().get_node("Ship")
    assert (ship.get_class(), ship.position) == ("Node3D", Vector3(1, 2, 3))
    assert "res://ship.GLB: models are not read here; an empty Node3D stands for it." in warnings(caplog)
    assert repr(godot4.model_of("res://ship.GLB")) == "<Model res://ship.GLB>"


def test_what_a_resource_cannot_be_here_is_let_go_with_a_line(project, caplog):
    (project / "a.tscn").write_text(
        '[gd_scene format=3]\n[sub_resource type="StandardMaterial3D" id="1"]\n'
        '[sub_resource type="SpriteFrames" id="2"]\n'
        'animations = [{"name": &"a", "speed": 5.0, "loop": true, '
        '"frames": [{"texture": SubResource("1")}]}]\n'
        '[sub_resource type="CircleShape2D" id="3"]\nradius = "wide"\n'
        '[node name="A" type="AnimatedSprite2D"]\nsprite_frames = SubResource("2")\n'
    )
    root = load("res://a.tscn").instance()
    assert root.frames.get_frame_count("a") == 1
    assert root.frames.get_frame("a", 0) is None
    assert "what a file of Godot 4 says of 'radius' is let go: " in warnings(caplog)[-1]


def test_what_a_missing_script_would_have_is_told_once(project, caplog):
    (project / "a.tscn").write_text(
        '[gd_scene format=3]\n[ext_resource type="Script" path="res://no.gd" id="1"]\n'
        '[node name="A" type="Node"]\nscript = ExtResource("1")\n[node name="B" type="Timer" parent="."]\n'
        '[connection signal="timeout" from="B" to="." method="_on_timeout"]\n'
        '[connection signal="hit" from="." to="B" method="start"]\n'
        '[connection signal="ready" from="." to="B" method="stop"]\n'
    )
    root = load("res://a.tscn").instance()
    assert len(root.ready.get_connections()) == 1
    (line,) = warnings(caplog)
    assert "The script res://no.gd is" in line


def test_a_connection_that_leaves_out_arguments_is_warned_of(project, tree, caplog):
    (project / "a.tscn").write_text(
        '[gd_scene format=3]\n[node name="A" type="Node"]\n'
        '[connection signal="child_entered_tree" from="." to="." method="print_tree" unbinds=1]\n'
    )
    root = load("res://a.tscn").instance()
    assert not root.child_entered_tree.get_connections()
    (line,) = warnings(caplog)
    assert "child_entered_tree of . is not connected, as that leaves out arguments" in line


# -- Classes -----------------------------------------------------------------------------------


def test_what_is_here_is_that_and_what_has_another_name_stands_in_without_a_word(project, caplog):
    assert class_named("Node2D") is Node2D
    assert class_named("MultiplayerSynchronizer") is MultiplayerSynchronizer
    sprite = class_named("Sprite2D")
    assert (sprite.__name__, sprite.__mro__[1]) == ("Sprite2D", Sprite)
    assert class_named("NoSuchNode") is None
    assert warnings(caplog) == []


def test_a_stand_in_has_the_properties_and_signals_of_the_engine(project, caplog):
    body = class_named("CharacterBody3D")
    assert body.__mro__[1] is Node
    first, second = body(), body()
    assert (first.velocity, first.position, first.up_direction) == (Vector3(), Vector3(), Vector3(0, 1, 0))
    first.velocity = Vector3(1, 2, 3)
    assert second.velocity == Vector3()
    assert first.input_event.get_connections() == []
    assert class_named("TileMap").__mro__[1] is Node2D
    assert class_named("StandardMaterial3D").__mro__[1] is Resource
    assert [line.split(" is ")[0] for line in warnings(caplog)] == [
        "Godot 4's CharacterBody3D",
        "Godot 4's TileMap",
        "Godot 4's StandardMaterial3D",
    ]


# -- Properties --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "name", "value", "here", "becomes"),
    [
        (Control, "offset_left", 5.0, "margin_left", 5.0),
        (Control, "rotation", pi, "rect_rotation", 180.0),
        (Control, "size", Vector2(5, 6), "rect_size", Vector2(5, 6)),
        (Control, "tooltip_text", "A", "hint_tooltip", "A"),
        (Button, "text", "A", "text", "A"),
        (Label, "autowrap_mode", 2, "autowrap", True),
        (Camera2D, "zoom", Vector2(2, 4), "zoom", Vector2(0.5, 0.25)),
        (Node, "process_mode", 3, "pause_mode", 2),
        (Node, "process_mode", 4, "pause_mode", 0),
        (Animation, "loop_mode", 1, "loop", True),
    ],
)
def test_properties_have_their_names_and_values_here(kind, name, value, here, becomes):
    made = kind()
    put4(made, name, value)
    assert getattr(made, here) == becomes


def test_a_capsule_is_as_high_as_all_of_it(project):
    (project / "a.tres").write_text(
        '[gd_resource type="CapsuleShape2D" format=3]\n[resource]\nradius = 5.0\nheight = 30.0\n'
    )
    assert (load("res://a.tres").radius, load("res://a.tres").height) == (5, 20)


def test_what_a_node_has_in_folders_is_set():
    control, frames = Control(), SpriteFrames()
    put4(control, "theme_override_constants/margin", 5)
    put4(control, "metadata/who", "me")
    assert (control.get_constant("margin"), control.get_meta("who")) == (5, "me")
    picture = Texture.load(Path(__file__).parents[3] / "demos" / "arena" / "screenshot.png")
    pictures = [{"duration": 1.0, "texture": picture}]
    put4(frames, "animations", [{"name": "walk", "speed": 5.0, "loop": True, "frames": pictures}])
    assert frames.get_frame("walk", 0) is picture


@pytest.mark.parametrize("form", ["libraries", "libraries/"])
def test_a_player_has_the_animations_of_its_libraries(form, caplog):
    library, player, walk = class_named("AnimationLibrary")(), AnimationPlayer(), Animation()
    put4(library, "_data/walk" if form[-1] == "/" else "_data", walk if form[-1] == "/" else {"walk": walk})
    put4(player, form, library if form[-1] == "/" else {"": library, "more": library})
    assert player.get_animation("walk") is walk
    if form == "libraries":
        assert "cannot be added as 'more/walk'" in warnings(caplog)[-1]


def test_what_cannot_be_set_is_told_with_its_place(project, caplog):
    (project / "a.tscn").write_text(
        '[gd_scene format=3]\n[node name="A" type="Timer"]\nwait_time = "long"\none_shot = true\n'
    )
    assert load("res://a.tscn").instance().one_shot
    assert warnings(caplog) == ["Exception in res://a.tscn:2: setting wait_time of ."]
