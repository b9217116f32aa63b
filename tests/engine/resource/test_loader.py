import os
import random
import sys
from pathlib import Path

import pytest

from engine import Font, Node, PackedScene, Resource, ResourceLoader, Texture, load, preload
from engine.object.kept import kept_of
from engine.resource import class_here, loader
from nodes import Button, ItemList, Label, MenuButton, OptionButton, PopupMenu, Theme

HEAD = "[gd_scene format=2]\n"


@pytest.fixture
def project(opened, tmp_path):
    """An empty project; `write` puts files into it."""
    return opened(tmp_path)


def write(folder, **files):
    for name, text in files.items():
        (folder / name.replace("__", ".")).write_text(text)


def scene(project, text, name="a"):
    (project / f"{name}.tscn").write_text(HEAD + text)
    return load(f"res://{name}.tscn")


def test_a_second_load_is_the_same_object_and_reads_no_file(project, monkeypatch):
    first = scene(project, '[node name="A" type="Node"]\n')
    monkeypatch.setattr(loader, "_text", None)
    assert load("res://a.tscn") is first
    assert preload("res://a.tscn") is first
    assert ResourceLoader.has_cached("res://a.tscn")


def test_a_file_that_was_changed_is_read_again(project):
    first = scene(project, '[node name="A" type="Node"]\n')
    os.utime(project / "a.tscn", ns=(1, 1))
    second = load("res://a.tscn")
    assert second is not first
    assert ResourceLoader.load("res://a.tscn", "", True) is not second


def test_each_instance_is_new(project):
    packed = scene(project, '[node name="A" type="Label"]\ntext = "x"\n')
    one, two = packed.instance(), packed()
    assert (type(one), one.text, one.name) == (Label, "x", "A")
    assert one is not two
    assert repr(packed) == "<PackedScene res://a.tscn>"
    assert packed.can_instance()


def test_a_scene_without_nodes_has_no_instance(caplog):
    assert PackedScene().instance() is None
    assert not PackedScene().can_instance()
    assert PackedScene().get_state().get_node_count() == 0
    assert "the scene has no nodes" in caplog.text


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "it begins with no [gd_scene] or [gd_resource]"),
        ("[gd_scene format=3]\n", "there is no [node] in it"),
        ("[gd_scene format=5]\n", "it has the format of another engine; save it with Godot 3 or 4"),
        ("[gd_scene format=1]\n", "it has the format of Godot 2; save it with Godot 3 or 4"),
        ("[gd_scene format=2]\n[node name=5\n", "Line 3: a name is expected, not the end."),
        ("[gd_scene format=2]\n", "there is no [node] in it"),
        ("[gd_scene format=2]\n[what]\n", "a.tscn:2: a scene has no [what]"),
        (
            '[gd_scene format=2]\n[node name="A" type="Node"]\na = SubResource( 1 )\n',
            "no [sub_resource] 1 before",
        ),
        ('[gd_scene format=2]\n[node name="A" type="Node"]\na = ExtResource( 1 )\n', "no [ext_resource] 1"),
        (
            '[gd_scene format=2]\n[ext_resource path="no.tscn" type="PackedScene" id=1]\n'
            '[node name="A" instance=ExtResource( 1 )]\n',
            "res://no.tscn cannot be opened: No such file or directory.",
        ),
        (
            '[gd_scene format=2]\n[ext_resource path="a.tscn" type="PackedScene" id=1]\n'
            '[node name="A" type="Node"]\n[node name="B" parent="." instance=ExtResource( 1 )]\n',
            "a.tscn needs itself: ",
        ),
        (
            '[gd_scene format=2]\n[ext_resource path="a.png" type="Texture" id=1]\n'
            '[node name="A" instance=ExtResource( 1 )]\n',
            "the scene that this is an instance of is missing",
        ),
        (
            '[gd_scene format=2]\n[sub_resource type="Curve" id=1]\n'
            '[node name="A" instance=SubResource( 1 )]\n',
            "a.tscn:3: <Curve of 0 points>, which this is to be an instance of, is no scene",
        ),
    ],
)
def test_a_damaged_scene_is_nothing_and_one_line_says_why(project, caplog, text, why):
    write(project, a__tscn=text)
    assert load("res://a.tscn") is None
    assert why in caplog.text


@pytest.mark.parametrize(
    ("path", "why"),
    [
        (
            "res://no.tscn",
            "res://no.tscn cannot be opened: No such file or directory. Did you mean 'on.tscn'?",
        ),
        ("res://a.scn", "res://a.scn is binary: save it as .tscn in Godot's editor."),
        ("", "A path is a text such as 'res://icon.png', not ''."),
        (3, "A path is a text such as 'res://icon.png', not 3."),
        ("res://a.xyz", "nothing is read from .xyz here"),
        ("res://a", "nothing is read from a file without an ending here"),
        ("res://../a.tscn", "leads out of the folder"),
        ("res://latin.tscn", "res://latin.tscn cannot be read:"),
        ("res://bad.png", "bad.png"),
        ("res://a.tres", "res://a.tres has no [resource]."),
        ("res://no.gd", "The script res://no.gd is"),
        ("res://no.gd", "or port the project: `python -m engine port FOLDER --out FOLDER-python`."),
        ("res://empty.gd", "defines no class: res://empty.gd needs a `class Empty(Node):`."),
        (
            "res://fails.gd",
            "The script res://fails.gd does not run: ZeroDivisionError: division by zero (fails.py, line 1)",
        ),
        ("res://astray.gd", "Write `from engine import Node` at the top of the file."),
        ("res://empty.py", "it needs a `class Main(Node):`."),
    ],
)
def test_what_cannot_be_loaded_is_nothing_and_one_line_says_why(project, caplog, path, why):
    write(project, on__tscn="", bad__png="no picture", a__tres="[gd_resource format=2]\n")
    write(project, empty__py="x = 1\n", fails__py="1 / 0\n", astray__py="from nodes import Node\n")
    (project / "latin.tscn").write_bytes(b"\xe4")
    assert load(path) is None
    assert why in caplog.text


def test_a_file_that_is_too_large_is_not_read(project, caplog, monkeypatch):
    monkeypatch.setattr(loader, "_LARGEST", 3)
    assert scene(project, "") is None
    assert "has more than 3 bytes" in caplog.text


def test_what_exists_can_be_asked(project):
    write(project, a__tscn="", b__txt="")
    assert ResourceLoader.exists("res://a.tscn")
    assert not ResourceLoader.exists("res://b.txt")
    assert not ResourceLoader.exists("res://c.tscn")
    assert not ResourceLoader.exists("res://../a.tscn")


def test_pictures_fonts_and_scripts_are_loaded(project):
    from engine.text.font import Font as Kept

    write(project, player__py="from engine import Node\nclass Other(Node): pass\nclass Player(Node): pass\n")
    Texture.from_rgba(1, 1, b"\0\0\0\xff")
    (project / "f.ttf").write_bytes(Path(Kept(14).path).read_bytes())
    (project / "a.tscn").write_text(
        HEAD + '[ext_resource path="f.ttf" type="DynamicFontData" id=1]\n'
        '[sub_resource type="DynamicFont" id=1]\nsize = 20\nfont_data = ExtResource( 1 )\n'
        '[sub_resource type="Theme" id=2]\nLabel/colors/font_color = Color( 1, 0, 0, 1 )\n'
        "default_font = SubResource( 1 )\n"
        '[node name="A" type="Label"]\ntheme = SubResource( 2 )\ncustom_fonts/font = SubResource( 1 )\n'
        "custom_colors/font_color = null\n"
    )
    label = load("res://a.tscn").instance()
    assert isinstance(label.theme, Theme)
    assert label.get_font("font") is Font(20, path=str(project / "f.ttf"))
    assert label.get_color("font_color").r == 1
    assert load("res://player.gd").__name__ == "Player"
    assert load("res://player.py") is load("res://player.gd")


def test_a_script_whose_name_is_taken_may_have_an_underscore_more(project):
    (project / "queue_").mkdir()
    for name, kind in (("random", "One"), ("types_", "Two"), ("queue_/a", "Three")):
        (project / f"{name}.py").write_text(f"from engine import Node\nclass {kind}(Node): pass\n")
    paths = ("res://random.gd", "res://types.gd", "res://queue/a.gd")
    assert [load(path).__name__ for path in paths] == ["One", "Two", "Three"]
    assert [load(path) for path in paths] == [load(path) for path in paths]
    assert not hasattr(random, "One")
    for name in ("scene_random", "queue_.a"):
        del sys.modules[name]


BUILT_IN = (
    '[sub_resource type="GDScript" id=1]\nscript/source = "extends Node\nvar value = 1\n"\n'
    '[node name="A" type="Label"]\nscript = SubResource( 1 )\nvalue = 5\n'
    '[node name="B" type="Node" parent="."]\nscript = SubResource( 1 )\n'
)


def test_a_script_that_stands_in_a_scene_is_the_class_of_the_file_beside_it(project):
    write(project, a_tscn_1__py="from engine import Node\nclass Thing(Node):\n    value = 1\n")
    node = scene(project, BUILT_IN).instance()
    assert [type(one).__name__ for one in (node, node.get_child(0))] == ["Thing", "Thing"]
    assert isinstance(node, Label)
    assert (node.value, node.get_child(0).value) == (5, 1)


def test_a_script_that_stands_in_a_scene_and_is_not_in_python_is_missed_in_one_line(project, caplog):
    node = scene(project, BUILT_IN).instance()
    assert type(node) is Label
    assert [record.message.partition(", which")[0] for record in caplog.records] == [
        f"load: The script res://a.tscn::1 is {project / 'a_tscn_1.py'}"
    ]


def test_a_resource_may_have_a_script_of_its_own_in_its_file(project):
    write(
        project,
        b_tres_1__py="from engine import Resource\nclass Save(Resource):\n    level = 1\n",
        b__tres='[gd_resource type="Resource" format=2]\n[sub_resource type="GDScript" id=1]\n'
        'script/source = "extends Resource\nexport var level = 1"\n'
        "[resource]\nscript = SubResource( 1 )\nlevel = 3\n",
    )
    made = load("res://b.tres")
    assert (type(made).__name__, made.level) == ("Save", 3)


def test_items_of_menus_and_lists_are_set(project):
    root = scene(
        project,
        '[node name="A" type="Node"]\n'
        '[node name="O" type="OptionButton" parent="."]\n'
        'items = [ "a", null, false, 5, null, "b", null, true, 6, "m" ]\n'
        '[node name="L" type="ItemList" parent="."]\n'
        'items = [ "x", null, false, "y", null, true ]\n'
        '[node name="P" type="PopupMenu" parent="."]\n'
        'items = [ "c", null, 1, true, false, 1, 0, null, "", false,'
        ' "r", null, 2, false, true, 2, 65, "m", "", false,'
        ' "", null, 0, false, false, 3, 0, null, "", true,'
        ' "s", null, 0, false, false, 4, 0, null, "Sub", false ]\n'
        '[node name="M" type="MenuButton" parent="."]\n'
        'items = [ "q", null, 0, false, false, 9, 0, null, "", false ]\n'
        '[node name="B" type="OptionButton" parent="."]\nitems = [ "a" ]\n',
    ).instance()
    option, plain, popup, menu = (root.get_node(name) for name in "OLPM")
    assert isinstance(option, OptionButton)
    assert [option.get_item_text(at) for at in range(2)] == ["a", "b"]
    assert (option.get_item_id(1), option.is_item_disabled(1), option.get_item_metadata(1)) == (6, True, "m")
    assert isinstance(plain, ItemList)
    assert plain.is_item_disabled(1)
    assert isinstance(popup, PopupMenu)
    assert (popup.is_item_checked(0), popup.is_item_disabled(1), popup.is_item_separator(2)) == (
        True,
        True,
        True,
    )
    assert popup.get_item_submenu(3) == "Sub"
    assert isinstance(menu, MenuButton)
    assert menu.get_popup().get_item_id(0) == 9
    root.free()


def test_a_class_that_is_not_here_is_stood_in_for_with_one_warning(project, caplog):
    class_here.stand_in.cache_clear()
    root = scene(
        project,
        '[node name="A" type="Light2D"]\nenergy = 3.0\nposition = Vector2( 1, 2 )\n'
        '[node name="B" type="Light2D" parent="."]\n',
    ).instance()
    assert (root.get_class(), root.energy, root.position.x) == ("Light2D", 3.0, 1)
    assert caplog.text.count("There is no Light2D here") == 1
    root.free()


def test_what_stands_in_has_the_signals_of_the_class():
    history = class_here.stand_in("UndoRedo")
    assert history is not None
    assert history().has_signal("version_changed")
    button = class_here.stand_in("TouchScreenButton")  # `pressed` is a property of it, too
    assert button is not None
    assert button().has_signal("pressed")


def test_a_resource_that_is_not_here_is_stood_in_for(project):
    root = scene(
        project,
        '[sub_resource type="ShaderMaterial" id=1]\nshader_param/x = 1\n[sub_resource type="NoSuch" id=2]\n'
        '[node name="A" type="Node2D"]\nmaterial = SubResource( 1 )\n',
    ).instance()
    assert root is not None
    root.free()


def test_properties_that_are_not_here_are_warned_of_once_and_leftovers_never(project, caplog):
    text = (
        '[node name="A" type="Button"]\nkeep_pressed_outside = true\n'
        "editor/display_folded = true\nno_such = 1\npressed = true\n"
    )
    for name in ("a", "b"):
        root = scene(project, text, name).instance()
        assert isinstance(root, Button)
        root.free()
    assert "no_such" not in caplog.text
    assert "display_folded" not in caplog.text


def test_numbers_become_what_the_property_is(project):
    write(
        project,
        numbers__py=(
            "from engine import Node, export\nclass Numbers(Node):\n"
            "    f = export(0.5)\n    i = export(1)\n    b = export(False)\n"
        ),
    )
    root = scene(
        project,
        '[ext_resource path="numbers.gd" type="Script" id=1]\n'
        '[node name="A" type="Node"]\nscript = ExtResource( 1 )\nf = 3\ni = 1e+10\nb = 1\n',
    ).instance()
    assert [(type(value), value) for value in (root.f, root.i, root.b)] == [
        (float, 3.0),
        (int, 10_000_000_000),
        (bool, True),
    ]
    root.free()


def test_what_a_scene_says_can_be_asked(project):
    state = scene(
        project,
        '[node name="A" type="Node"]\n[node name="B" type="Timer" parent="." groups=["g"]]\nwait_time = 2.0\n'
        '[connection signal="timeout" from="B" to="." method="f" binds= [ 1 ]]\n[editable path="B"]\n',
    ).get_state()
    assert (state.get_node_count(), state.get_node_name(1), state.get_node_type(1)) == (2, "B", "Timer")
    assert [str(state.get_node_path(at)) for at in range(2)] == [".", "./B"]
    assert str(state.get_node_path(1, True)) == "."
    assert (state.get_node_index(1), state.get_node_groups(1), state.get_node_instance(1)) == (
        -1,
        ["g"],
        None,
    )
    assert not state.is_node_instance_placeholder(1)
    assert (state.get_node_property_count(1), state.get_node_property_name(1, 0)) == (1, "wait_time")
    assert state.get_node_property_value(1, 0) == 2.0
    assert state.get_connection_count() == 1
    assert (state.get_connection_signal(0), str(state.get_connection_source(0))) == ("timeout", "B")
    assert (str(state.get_connection_target(0)), state.get_connection_method(0)) == (".", "f")
    assert (state.get_connection_flags(0), state.get_connection_binds(0)) == (2, [1])
    assert state.editable == ["B"]


def test_a_resource_has_a_name_a_path_and_can_be_copied():
    class Stats(Resource):
        drops = None
        other = None

    one = Stats()
    one.set_name("n")
    one.set_path("res://x.tres")
    one.drops, one.other = [1], Stats()
    copy = one.duplicate()
    assert (copy.get_name(), copy.get_path(), copy.drops, copy.other) == ("n", "", [1], one.other)
    assert copy.drops is not one.drops
    assert one.duplicate(True).other is not one.other
    seen = []
    one.connect("changed", seen, "append", [1])
    one.emit_changed()
    assert one.get_path() == "res://x.tres"


def test_a_unique_name_is_found_from_everywhere_in_its_scene(project):
    root = scene(
        project,
        '[node name="A" type="Node"]\n[node name="B" type="Node" parent="."]\n'
        '[node name="C" type="Node" parent="B"]\nunique_name_in_owner = true\n',
    ).instance()
    found = root.get_node("B/C")
    assert root.get_node("%C") is found
    assert root.get_node("B").get_node("%C") is found
    assert Node().get_node_or_null("%C") is None
    root.free()


def test_a_wrong_value_for_a_property_of_the_engine_is_two_lines_without_a_traceback(project, caplog):
    root = scene(
        project, '[node name="A" type="Label"]\ncustom_colors/font_color = "red"\ntext = 5\nautowrap = true\n'
    ).instance()
    assert root.autowrap
    assert root.text == ""
    assert "res://a.tscn:2: setting custom_colors/font_color of ." in caplog.text
    assert "font_color is a Color, not 'red'. Write `Color(r, g, b)`" in caplog.text
    assert "text is a str, not 5" in caplog.text
    assert "Traceback" not in caplog.text
    root.free()


def test_what_a_setter_raises_is_reported_and_stops_nothing_else(project, caplog):
    write(
        project,
        fragile__py=(
            "from engine import Node, setget\nclass Fragile(Node):\n    a = setget(1, 'set_a')\n    b = 2\n"
            "    def set_a(self, value):\n        raise ValueError(value)\n"
        ),
    )
    root = scene(
        project,
        '[ext_resource path="fragile.gd" type="Script" id=1]\n'
        '[node name="A" type="Node"]\nscript = ExtResource( 1 )\na = 3\nb = 4\n',
    ).instance()
    assert root.b == 4
    assert "res://a.tscn:3: setting a of ." in caplog.text
    root.free()


def test_a_signal_of_a_class_that_is_not_here_takes_any_method(project, caplog):
    text = (
        '[node name="A" type="Node"]\n[node name="B" type="ColorPicker" parent="."]\n'
        '[connection signal="color_changed" from="B" to="." method="set_name"]\n'
    )
    root = scene(project, text).instance()
    root.get_node("B").emit_signal("color_changed", "Blue")
    assert str(root.name) == "Blue"
    root.free()


def test_a_copy_for_a_scene_knows_its_root_and_is_told_when_that_is_made(project):
    (project / "stats.py").write_text(
        "from engine import Resource\n\n\nclass Stats(Resource):\n"
        "    def _setup_local_to_scene(self):\n"
        "        self.told = self.get_local_scene().get_child_count()\n"
    )
    text = (
        '[ext_resource path="res://stats.gd" type="Script" id=1]\n'
        '[sub_resource type="Resource" id=1]\nresource_local_to_scene = true\nscript = ExtResource( 1 )\n'
        '[node name="A" type="Node"]\n__meta__ = {\n"stats": null\n}\n'
        '[node name="B" type="Timer" parent="."]\nmaterial = SubResource( 1 )\n'
    )
    packed = scene(project, text)
    assert packed.get_state().nodes[1].properties[0][1].get_local_scene() is None
    first, second = packed.instance(), packed.instance()
    copies = [kept_of(one.get_node("B")).values["material"] for one in (first, second)]
    assert [copy.get_local_scene() for copy in copies] == [first, second]
    assert [copy.told for copy in copies] == [1, 1]
    assert copies[0].is_local_to_scene()
    for one in (first, second):
        one.free()


def test_what_a_map_has_is_set_before_its_script(project):
    (project / "board.py").write_text("from nodes import TileMap\n\n\nclass Board(TileMap):\n    pass\n")
    text = (
        '[ext_resource path="res://board.gd" type="Script" id=1]\n'
        '[node name="A" type="TileMap"]\nformat = 1\ntile_data = PoolIntArray( 65538, 3, 0 )\n'
        "script = ExtResource( 1 )\n"
    )
    root = scene(project, text).instance()
    assert (type(root).__name__, root.get_cell(2, 1)) == ("Board", 3)
    root.free()


def test_an_outer_scene_has_the_last_word_on_what_is_not_here(project):
    head = '[sub_resource type="PhysicsMaterial" id=1]\nbounce = {}\n'
    node = "physics_material_override = SubResource( 1 )\n"
    scene(project, head.format(0.5) + '[node name="A" type="StaticBody2D"]\n' + node, "inner")
    outer = '[ext_resource path="res://inner.tscn" type="PackedScene" id=1]\n' + head.format(0.25)
    root = scene(project, outer + '[node name="B" instance=ExtResource( 1 )]\n' + node).instance()
    assert kept_of(root).values["physics_material_override"].bounce == 0.25
    root.free()


def test_a_node_whose_script_cannot_begin_is_there_all_the_same(project, caplog):
    (project / "hero.py").write_text(
        "from nodes import Node2D\n\n\nclass Hero(Node2D):\n    def __init__(self):\n        1 / 0\n"
    )
    text = (
        '[ext_resource path="res://hero.gd" type="Script" id=1]\n'
        '[node name="A" type="Node2D"]\nposition = Vector2( 1, 2 )\nscript = ExtResource( 1 )\n'
        '[node name="B" type="Node" parent="."]\n'
    )
    root = scene(project, text).instance()
    assert (type(root).__name__, root.position.x, root.get_child_count()) == ("Hero", 1.0, 1)
    assert "res://a.tscn:3: making ." in caplog.text
    assert "ZeroDivisionError" in caplog.text
    root.free()


def test_each_instance_of_a_scene_has_a_group_of_buttons_for_itself(project):
    (project / "Choice.tscn").write_text(
        "[gd_scene format=2]\n"
        '[sub_resource type="ButtonGroup" id=1]\n'
        '[node name="Root" type="Node"]\n'
        '[node name="A" type="Button" parent="."]\ntoggle_mode = true\ngroup = SubResource( 1 )\n'
        '[node name="B" type="Button" parent="."]\ntoggle_mode = true\ngroup = SubResource( 1 )\n',
        encoding="utf-8",
    )
    packed = load("res://Choice.tscn")
    first, second = (packed.instance() for _ in range(2))
    group = first.get_node("A").group
    assert group.get_buttons() == [first.get_node("A"), first.get_node("B")]
    assert second.get_node("A").group not in (None, group)
    assert group.get_local_scene() is first
