"""Saving: what is loaded is written as the real engine writes it, and loses nothing."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from engine import (
    CONNECT_DEFERRED,
    CONNECT_ONESHOT,
    CONNECT_PERSIST,
    ERR_CANT_OPEN,
    ERR_FILE_BAD_PATH,
    ERR_FILE_UNRECOGNIZED,
    ERR_INVALID_PARAMETER,
    OK,
    Animation,
    AtlasTexture,
    Color,
    Curve2D,
    Gradient,
    Node,
    PackedScene,
    PoolStringArray,
    Rect2,
    Resource,
    ResourceLoader,
    ResourceSaver,
    Texture,
    Vector2,
    export,
    load,
)
from engine.files import places
from engine.resource import loader
from engine.resource.class_here import stand_in
from nodes import Button, Label, MultiplayerSpawner, Node2D, PopupMenu, Sprite, StyleBoxFlat, Theme, Timer
from tests.engine.resource.test_scenes import ported_project  # noqa: F401
from tests.interop.godot import find_godot

VECTORS = Path(__file__).parent / "vectors"
EXPECTED = json.loads((VECTORS / "saving" / "expected.json").read_text(encoding="utf-8"), strict=False)
EVERYTHING = [(mode, name) for mode, texts in EXPECTED.items() for name in texts]
OTHERWISE = {
    "connections.tscn": "connections to what is missing are kept, and made in another order",
    "exports.tscn": "a variable that is not exported is kept if a file has set it",
    "missing_resource.tscn": "the path of a script that is missing is kept",
    "missing_scene.tscn": "a scene with an instance of a missing one is not loaded",
    "order.tscn": "what a file sets before the script is kept",
    "order_instance.tscn": "what a file sets before the script is kept",
    "placeholder.tscn": "a placeholder stays one",
    "same_names.tscn": "the second of one name is called otherwise",
    "script_of_another_class.tscn": "what was said for a script that is refused is kept",
    "script_replaced.tscn": "a variable that is not exported is kept if a file has set it",
    "theme_overrides.tscn": "overrides are in the order of the alphabet",
    "unknown_property.tscn": "properties that the engine does not know are kept",
    "unknown_type.tscn": "types that the engine does not know are kept",
    "vanished_parent.tscn": "what has lost its parent is left out",
}
"""What is written otherwise than by the engine on purpose, and why."""


@pytest.fixture
def project(ported_project, tmp_path, monkeypatch):  # noqa: F811
    """A copy of the vectors' project, which may be written to."""
    shutil.copytree(ported_project, tmp_path, dirs_exist_ok=True)
    shutil.copytree(VECTORS / "saving", tmp_path, dirs_exist_ok=True)
    shutil.copy(
        Path(places.__file__).parents[1] / "text" / "fonts" / "NotoSans-Regular.ttf", tmp_path / "font.ttf"
    )
    monkeypatch.setattr(places.project, "script", str(tmp_path / "main.py"))
    monkeypatch.setattr(sys, "path", [*sys.path])
    monkeypatch.setattr(loader, "_loaded", {})
    stand_in.cache_clear()  # so that each test is warned
    before = set(sys.modules)
    yield tmp_path
    for name in set(sys.modules) - before:
        if (tmp_path / f"{name}.py").is_file():
            del sys.modules[name]


def saved_again(project, mode, name):
    """Return the text of a file that was loaded, perhaps made and packed, and saved to its path."""
    found = load(f"res://{name}")
    if mode != "loaded":
        states = {"instanced": PackedScene.GEN_EDIT_STATE_DISABLED, "edited": PackedScene.GEN_EDIT_STATE_MAIN}
        root = found.instance(states[mode])
        found = PackedScene()
        assert found.pack(root) == OK
        root.free()
    assert ResourceSaver.save(f"res://{name}", found) == OK
    return (project / name).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("mode", "name"),
    [
        (mode, name)
        for mode, name in EVERYTHING
        if name not in OTHERWISE or (mode == "loaded" and not name.startswith("missing"))
    ],
)
def test_a_file_is_saved_as_the_engine_saves_it(mode, name, project):
    assert saved_again(project, mode, name) == EXPECTED[mode][name]


LOST = {
    "missing_resource.tscn": {"script = null", "[gd_scene load_steps=2 format=2]"},
    "placeholder.tscn": None,
    "same_names.tscn": {'[node name="Kid" type="Node2D" parent="."]'},
    "unknown_type.tscn": {
        '[node name="Strange" type="Node" parent="."]',
        '[node name="Strange2" type="Node" parent="Panel"]',
    },
    "vanished_parent.tscn": {'[node name="Sub@NoSuchNode@Lost" type="Node" parent="."]'},
}
"""Lines of the engine's that are not here."""


@pytest.mark.parametrize(
    ("mode", "name"), [one for one in EVERYTHING if one[1] in OTHERWISE and one[1] != "missing_scene.tscn"]
)
def test_where_it_is_another_text_nothing_of_the_engines_is_lost(mode, name, project):
    ours, theirs = (
        set(text.splitlines()) for text in (saved_again(project, mode, name), EXPECTED[mode][name])
    )
    lost = LOST.get(name, set())
    assert lost is None or not (theirs - ours - lost)


def test_what_nobody_knows_is_kept_when_a_scene_is_made_and_saved(project):
    for name in ("unknown_property.tscn", "unknown_type.tscn", "missing_resource.tscn", "placeholder.tscn"):
        before = (project / name).read_text(encoding="utf-8")
        after = saved_again(project, "instanced", name)
        assert sorted(before.splitlines()) == sorted(after.splitlines())


def test_a_scene_of_classes_that_are_not_here_is_saved_as_it_was(project, caplog):
    root = load("res://unbuilt.tscn").instance()
    assert root.get_class() == "Spatial"
    assert root.get_node("Sparks").explosiveness == 0.0  # the engine's default
    root.free()
    assert "There is no Spatial here" in caplog.text
    assert saved_again(project, "instanced", "unbuilt.tscn") == EXPECTED["instanced"]["unbuilt.tscn"]


MISSING = """\
[gd_scene load_steps=8 format=2]

[ext_resource path="res://gone.png" type="Texture" id=1]
[ext_resource path="res://gone.shader" type="Shader" id=2]
[ext_resource path="res://gone.ttf" type="DynamicFontData" id=3]

[sub_resource type="ShaderMaterial" id=1]
shader = ExtResource( 2 )
shader_param/amount = 0.5

[sub_resource type="SpriteFrames" id=2]
animations = [ {
"frames": [ ExtResource( 1 ) ],
"loop": true,
"name": "default",
"speed": 5.0
} ]

[sub_resource type="DynamicFont" id=3]
size = 20
outline_size = 1
font_data = ExtResource( 3 )

[sub_resource type="DynamicFont" id=4]
size = 20
outline_size = 2
font_data = ExtResource( 3 )

[node name="Root" type="AnimatedSprite"]
material = SubResource( 1 )
frames = SubResource( 2 )

[node name="One" type="Label" parent="."]
custom_fonts/font = SubResource( 3 )

[node name="Two" type="Label" parent="."]
custom_fonts/font = SubResource( 4 )
"""


@pytest.mark.parametrize("packs", [False, True])
def test_files_that_are_missing_are_named_again(user, packs):
    (user / "a.tscn").write_text(MISSING)
    scene = load("res://a.tscn")
    if packs:
        root = scene.instance()
        assert root.frames.get_frame("default", 0).resource_path == "res://gone.png"
        scene = PackedScene()
        assert scene.pack(root) == OK
        root.free()
    assert ResourceSaver.save("res://a.tscn", scene) == OK
    assert (user / "a.tscn").read_text() == MISSING


def test_a_main_resource_names_files_that_are_missing(user):
    text = (
        '[gd_resource type="StyleBoxTexture" load_steps=2 format=2]\n\n'
        '[ext_resource path="res://gone.png" type="Texture" id=1]\n\n'
        "[resource]\ntexture = ExtResource( 1 )\nmargin_left = 18.0\n"
    )
    (user / "a.tres").write_text(text)
    assert ResourceSaver.save("res://a.tres", load("res://a.tres")) == OK
    assert (user / "a.tres").read_text() == text


# -- Trees that are made by code -------------------------------------------------------------------


class Hero(Node2D):
    speed = export(2.5)
    names = export([])
    plain = "as it was"


def owned(parent, child, name):
    child.name = name
    parent.add_child(child)
    child.owner = parent.owner or parent
    return child


def packed_text(root, path="user://made.tscn", flags=0):
    scene = PackedScene()
    assert scene.pack(root) == OK
    assert ResourceSaver.save(path, scene, flags) == OK
    return Path(places.globalize(path)).read_text(encoding="utf-8")


@pytest.fixture
def user(tmp_path, monkeypatch):
    """A folder for user://, and another for res://."""

    class Here(places.Storage):
        def folder(self):
            return str(tmp_path / "user")

    monkeypatch.setattr(places, "storage", Here())
    monkeypatch.setattr(places.project, "script", str(tmp_path / "main.py"))
    monkeypatch.setattr(loader, "_loaded", {})
    return tmp_path


def test_a_tree_that_was_made_by_code_is_packed_with_what_its_root_owns(user):
    root = Node2D(name="Root")
    timer = owned(root, Timer(), "Timer")
    timer.wait_time = 0.5
    label = owned(timer, Label(), "Label")
    label.text = 'a "text"'
    loose = Node(name="Loose")
    root.add_child(loose)
    timer.add_to_group("zebras", True)
    timer.add_to_group("apes", True)
    timer.add_to_group("for now")
    timer.connect("timeout", label, "hide", [], CONNECT_PERSIST)
    timer.connect("timeout", root, "set_z_index", [1], CONNECT_PERSIST | CONNECT_DEFERRED | CONNECT_ONESHOT)
    timer.connect("timeout", root, "show")
    assert packed_text(root) == (
        "[gd_scene format=2]\n"
        "\n"
        '[node name="Root" type="Node2D"]\n'
        "\n"
        '[node name="Timer" type="Timer" parent="." groups=["apes", "zebras"]]\n'
        "wait_time = 0.5\n"
        "\n"
        '[node name="Label" type="Label" parent="Timer"]\n'
        'text = "a \\"text\\""\n'
        "\n"
        '[connection signal="timeout" from="Timer" to="Timer/Label" method="hide"]\n'
        '[connection signal="timeout" from="Timer" to="." method="set_z_index" flags=7 binds= [ 1 ]]\n'
    )
    again = load("user://made.tscn").instance()
    assert again.get_node("Timer").is_in_group("apes")
    assert again.get_node("Timer/Label").text == 'a "text"'
    assert not again.has_node("Loose")
    again.free()
    root.free()


def test_a_script_is_saved_by_the_file_that_it_is_in(user):
    (user / "hero.py").write_text(
        "from engine import export\n"
        "from nodes import Node2D\n\n\n"
        "class Hero(Node2D):\n"
        "    speed = export(2.5)\n"
        "    names = export([])\n"
        '    plain = "as it was"\n'
        "    other = 1\n"
    )
    hero = load("res://hero.gd")()
    hero.name, hero.other = "Hero", 2
    text = packed_text(hero)
    assert '[ext_resource path="res://hero.gd" type="Script" id=1]' in text
    assert text.endswith("script = ExtResource( 1 )\nspeed = 2.5\nnames = [  ]\nother = 2\n")
    again = load("user://made.tscn").instance()
    assert (type(again), again.other) == (type(hero), 2)
    for node in (hero, again):
        node.free()
    del sys.modules["hero"]


def test_a_class_that_no_file_stands_for_is_saved_without_it_and_told_of(user, caplog):
    hero = Hero(name="Hero", speed=3.5)
    assert "speed = 3.5" in packed_text(hero)
    assert "is saved without its script" in caplog.text
    hero.free()


def test_what_can_be_no_value_is_null_with_an_error(user, caplog):
    node = Node(name="Root")
    node.set_meta("self", node)
    assert '"self": null' in packed_text(node) or "__meta__ = null" in packed_text(node)
    assert "null is saved in place of" in caplog.text
    node.free()


def test_an_instance_is_kept_as_one_and_its_nodes_are_its_own_scenes(user):
    inner = Node2D(name="Inner")
    owned(inner, Label(text="here"), "Label")
    packed_text(inner, "res://inner.tscn")
    inner.free()
    root = Node(name="Root")
    made = load("res://inner.tscn").instance()
    made.name = "One"
    root.add_child(made)
    made.owner = root
    made.get_node("Label").text = "changed"
    text = packed_text(root)
    assert '[node name="One" type="Node2D" parent="." instance=ExtResource( 1 )]' in text
    assert "changed" not in text
    root.set_editable_instance(made, True)
    text = packed_text(root)
    assert '[node name="Label" parent="One" index="0"]\ntext = "changed"' in text
    assert text.endswith('\n\n[editable path="One"]\n')
    again = load("user://made.tscn").instance()
    assert again.get_node("One/Label").text == "changed"
    assert again.is_editable_instance(again.get_node("One"))
    for node in (root, again):
        node.free()


def test_pack_returns_the_engines_errors(user, caplog):
    scene = PackedScene()
    assert scene.pack(None) == ERR_INVALID_PARAMETER
    root = Node(name="Root")
    gone = owned(root, Node(), "Gone")
    gone.filename = "res://gone.tscn"
    assert scene.pack(root) == ERR_CANT_OPEN
    assert not scene.can_instance()
    assert scene.get_state().get_node_count() == 0
    assert "res://gone.tscn, which cannot be loaded" in caplog.text
    root.free()


def test_a_scene_without_nodes_is_saved_and_has_none(user, caplog):
    assert ResourceSaver.save("user://empty.tscn", PackedScene()) == OK
    assert Path(places.globalize("user://empty.tscn")).read_text() == "[gd_scene format=2]\n\n"


def test_save_returns_the_engines_errors(user, caplog):
    assert ResourceSaver.save("res://a.tscn", Resource()) == ERR_FILE_UNRECOGNIZED
    assert ResourceSaver.save("res://a.xyz", Resource()) == ERR_FILE_UNRECOGNIZED
    assert ResourceSaver.save("res://a.scn", PackedScene()) == ERR_FILE_UNRECOGNIZED
    assert "binary" in caplog.text
    assert ResourceSaver.save("res://none/a.tres", Resource()) != OK
    assert ResourceSaver.save("res://../a.tres", Resource()) == ERR_FILE_BAD_PATH
    assert ResourceSaver.save("res://a.tres", None) == ERR_INVALID_PARAMETER
    assert ResourceSaver.save("res://UP.TRES", Resource()) == OK
    assert ResourceSaver.get_recognized_extensions(PackedScene()) == PoolStringArray(["tscn"])
    assert ResourceSaver.get_recognized_extensions(Theme()) == PoolStringArray(["tres"])


def test_flags_say_what_becomes_of_paths(user):
    outer, inner, other = Resource(), Resource(), Gradient()
    outer.set_meta("inner", inner)
    outer.set_meta("other", other)
    other.resource_path = "res://other.tres"
    assert ResourceSaver.save("res://plain.tres", outer) == OK
    assert (outer.resource_path, inner.resource_path) == ("", "")
    assert 'path="res://other.tres" type="Gradient" id=1' in (user / "plain.tres").read_text()
    bundled = ResourceSaver.FLAG_BUNDLE_RESOURCES | ResourceSaver.FLAG_REPLACE_SUBRESOURCE_PATHS
    assert ResourceSaver.save("res://all.tres", outer, bundled) == OK
    assert '[sub_resource type="Gradient" id=2]' in (user / "all.tres").read_text()
    assert (inner.resource_path, other.resource_path) == ("res://all.tres::1", "res://all.tres::2")


def test_what_was_loaded_and_saved_again_is_what_is_loaded(user):
    first = Gradient()
    ResourceSaver.save("res://ramp.tres", first)
    loaded = load("res://ramp.tres")
    loaded.set_color(0, Color.red)
    ResourceSaver.save("res://ramp.tres", loaded)
    assert load("res://ramp.tres") is loaded
    assert ResourceLoader.load("res://ramp.tres", "", True).get_color(0) == Color.red


def test_a_resource_takes_over_a_path(user):
    first, second = Resource(), Resource()
    first.take_over_path("res://one.tres")
    assert load("res://one.tres") is first
    second.take_over_path("res://one.tres")
    assert (first.resource_path, second.resource_path) == ("", "res://one.tres")
    assert load("res://one.tres") is second
    assert ResourceLoader.has_cached("res://one.tres")
    second.take_over_path("")
    assert not ResourceLoader.has_cached("res://one.tres")


def test_resources_that_were_made_by_code_are_loaded_again(user):
    picture = Texture.from_rgba(2, 2, bytes(16))
    animation = Animation()
    animation.add_track(Animation.TYPE_VALUE)
    animation.track_set_path(0, "A:visible")
    animation.track_insert_key(0, 0.0, True)
    curve = Curve2D()
    curve.add_point(Vector2(1, 2), Vector2(3, 4), Vector2(5, 6))
    theme = Theme()
    theme.set_color("font_color", "Button", Color.red)
    theme.set_stylebox("normal", "Button", StyleBoxFlat(bg_color=Color.blue))
    holder = Resource()
    for name, value in {"animation": animation, "curve": curve, "theme": theme}.items():
        holder.set_meta(name, value)
    assert ResourceSaver.save("user://all.tres", holder) == OK
    again = load("user://all.tres")
    assert again.get_meta("animation").track_get_key_value(0, 0) is True
    assert again.get_meta("curve").get_point_out(0) == Vector2(5, 6)
    assert again.get_meta("theme").get_stylebox("normal", "Button").bg_color == Color.blue
    assert picture.get_size() == Vector2(2, 2)


def test_items_and_overrides_are_saved_as_they_are(user):
    menu = PopupMenu(name="Menu")
    menu.add_radio_check_item("one", 4)
    menu.add_separator("rest", 9)
    text = packed_text(menu)
    assert '"one", null, 2, false, false, 4, 0, null, "", false, "rest", null, 0' in text
    button = Button(name="Button")
    button.add_color_override("font_color", Color.red)
    assert "custom_colors/font_color = Color( 1, 0, 0, 1 )" in packed_text(button)
    for node in (menu, button):
        node.free()


def test_lists_of_a_scene_are_each_instances_own(user):
    class Holder(Node):
        values = export([1])

    node = Node(name="Root")
    node.set_meta("list", [1, 2])
    packed_text(node)
    scene = load("user://made.tscn")
    first, second = scene.instance(), scene.instance()
    first.get_meta("list").append(3)
    assert second.get_meta("list") == [1, 2]
    for one in (node, first, second):
        one.free()


def test_a_part_of_an_atlas_is_saved_and_drawn_again(project):
    piece = load("res://piece.tres")
    assert isinstance(piece, AtlasTexture)
    assert (piece.get_size(), piece.region) == (Vector2(4, 4), Rect2(0, 0, 4, 4))
    sprite = Sprite(name="Sprite", texture=piece)
    assert "texture = ExtResource( 1 )" in packed_text(sprite, "res://sprite.tscn")
    sprite.free()


# -- The real engine --------------------------------------------------------------------------------


def unordered(text):
    """Return a scene with its connections sorted: the engine has them in the order of its memory."""
    lines = text.splitlines()
    connections = sorted(line for line in lines if line.startswith("[connection "))
    return [line for line in lines if not line.startswith("[connection ")], connections


def test_the_engine_makes_of_what_was_saved_here_what_it_made_of_the_files(project):
    godot = find_godot("GODOT36")
    if godot is None:
        pytest.skip("Godot 3.6 was not found: name its program in $GODOT36")
    names = [name for name in EXPECTED["loaded"] if name.endswith(".tscn") and name not in OTHERWISE]
    for name in names:
        saved_again(project, "instanced", name)
    for name in [*names, *OTHERWISE]:
        if name not in names:
            (project / name).unlink()
    out = project / "again.json"
    script = VECTORS / "record" / "save_scenes.gd"
    command = [godot, "--path", project, "-s", script, "mode=instanced", f"out={out}"]
    subprocess.run(command, timeout=60, capture_output=True, check=False)
    again = json.loads(out.read_text(encoding="utf-8"), strict=False)
    for name in names:
        wanted = EXPECTED["instanced"][name].replace("flags = 4", "flags = 7")  # the picture is not imported
        assert unordered(again[name]) == unordered(wanted), name


def test_a_storage_is_told_of_what_is_saved_in_user(user, monkeypatch):
    told = []
    monkeypatch.setattr(type(places.storage), "changed", lambda self: told.append(1), raising=False)
    assert ResourceSaver.save("user://a.tres", Resource()) == OK
    assert told  # a page of a browser keeps it then


def test_a_scene_of_godot_4_is_saved_by_way_of_an_instance(user, caplog):
    (user / "a.tscn").write_text(
        '[gd_scene format=3]\n[node name="A" type="CharacterBody2D"]\nposition = Vector2(1, 2)\n'
    )
    scene = load("res://a.tscn")
    assert ResourceSaver.save("user://b.tscn", scene) == ERR_FILE_UNRECOGNIZED
    assert "make an instance of it" in caplog.text
    root = scene.instance()
    assert '[node name="A" type="KinematicBody2D"]\nposition = Vector2( 1, 2 )' in packed_text(root)
    root.free()


def test_a_class_that_the_engine_does_not_have_is_saved_with_its_properties(user):
    spawner = MultiplayerSpawner(name="Spawner", spawn_path="..", spawn_limit=3)
    text = packed_text(spawner)
    assert '[node name="Spawner" type="MultiplayerSpawner"]\n' in text
    assert "spawn_limit = 3" in text
    again = load("user://made.tscn").instance()
    assert (again.spawn_limit, str(again.spawn_path)) == (3, "..")
    assert packed_text(MultiplayerSpawner(name="New")).endswith('type="MultiplayerSpawner"]\n')
    for one in (spawner, again):
        one.free()


def test_connections_of_a_script_that_is_missing_are_saved_again(user):
    text = (
        "[gd_scene load_steps=2 format=2]\n\n"
        '[ext_resource path="res://gone.gd" type="Script" id=1]\n\n'
        '[node name="Root" type="Node"]\nscript = ExtResource( 1 )\n\n'
        '[node name="Timer" type="Timer" parent="."]\n\n'
        '[connection signal="hit" from="." to="." method="die"]\n'
        '[connection signal="timeout" from="Timer" to="." method="_on_Timer_timeout"]\n'
    )
    (user / "a.tscn").write_text(text)
    root = load("res://a.tscn").instance()
    assert packed_text(root, "res://a.tscn") == text
    root.free()


PIXELS = """\
[gd_scene load_steps=3 format=2]

[sub_resource type="Image" id=1]
data = {
"data": PoolByteArray( 255, 0, 0, 255, 0, 255, 0, 127 ),
"format": "RGBA8",
"height": 1,
"mipmaps": false,
"width": 2
}

[sub_resource type="ImageTexture" id=2]
image = SubResource( 1 )
size = Vector2( 2, 1 )

[node name="S" type="Sprite"]
texture = SubResource( 2 )
"""
"""What Godot 3.6.2 writes of a texture that code has made."""


def test_a_texture_that_code_has_made_is_saved_with_its_pixels(user, caplog):
    made = Texture.from_rgba(2, 1, bytes([255, 0, 0, 255, 0, 255, 0, 127]))
    sprite = Sprite(name="S", texture=made)
    assert packed_text(sprite) == packed_text(sprite) == PIXELS
    again = load("user://made.tscn").instance()
    assert (again.texture.get_size(), again.texture.rgba()) == (Vector2(2, 1), made.rgba())
    assert packed_text(again) == PIXELS
    for text, pixels in (
        (PIXELS.replace("255, 0, 0, 255, 0, 255, 0, 127", "1, 2, 3, 4, 5, 6").replace("RGBA8", "RGB8"), 2),
        (PIXELS.replace("RGBA8", "DXT1"), 0),
    ):
        (user / "a.tscn").write_text(text)
        other = load("res://a.tscn").instance()
        assert sum(other.texture.rgba()[3::4]) == 255 * pixels
        assert packed_text(other, "res://a.tscn") == text
        other.free()
    assert "Pixels of 'DXT1' are not read here" in caplog.text
    for one in (sprite, again):
        one.free()


def test_a_copy_of_a_node_or_a_resource_keeps_what_is_not_known_here(user):
    text = (
        '[gd_scene format=2]\n\n[node name="Root" type="Strange"]\nstrange = 5\n\n'
        '[node name="Light" type="Light2D" parent="."]\nenergy = 0.5\nodd = "odd"\n'
    )
    (user / "a.tscn").write_text(text)
    root = load("res://a.tscn").instance()
    copy = root.duplicate()
    copy.get_node("Light").owner = copy
    assert packed_text(copy, "res://b.tscn") == text
    for one in (root, copy):
        one.free()
    (user / "a.tres").write_text('[gd_resource type="CapsuleShape2D" format=2]\n\n[resource]\nodd = 5\n')
    assert ResourceSaver.save("res://b.tres", load("res://a.tres").duplicate()) == OK
    assert (user / "b.tres").read_text() == (user / "a.tres").read_text()
