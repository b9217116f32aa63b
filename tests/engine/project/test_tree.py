import json
import shutil
import sys
from pathlib import Path

import pytest

from engine import Color, InputEventKey, ScriptError, Vector2, load, run
from engine.command_line import main
from engine.files import places
from engine.project.settings import ProjectFile, root_of
from engine.project.tree import ProjectTree
from engine.resource import loader
from nodes import dark_theme
from tests.engine.porting.ported_script import port_scripts

SCENES = Path(__file__).parents[1] / "resource" / "vectors" / "scenes"
EXPECTED = json.loads((SCENES / "expected.json").read_text(encoding="utf-8"))["files"]["project"]
LOG = (
    "from engine import Node, print_debug\n"
    "class {0}(Node):\n"
    "    def _enter_tree(self):\n"
    "        scene = self.get_tree().current_scene\n"
    "        self.get_node('/root/Log').lines.append(('enter', self.name, scene.name))\n"
    "    def _ready(self):\n"
    "        self.get_node('/root/Log').lines.append(('ready', self.name))\n"
)


@pytest.fixture(autouse=True)
def as_before(monkeypatch, tmp_path):
    monkeypatch.setattr(places.project, "script", "")
    monkeypatch.setattr(places.project, "name", "")
    monkeypatch.setattr(sys, "path", [*sys.path])
    monkeypatch.setattr(loader, "_loaded", {})
    before = set(sys.modules)
    yield
    for name in set(sys.modules) - before:
        if str(getattr(sys.modules[name], "__file__", "")).startswith(str(tmp_path)):
            del sys.modules[name]


@pytest.fixture
def recorded(tmp_path):
    """The project that the real engine was asked about, with its scripts in Python."""
    folder = tmp_path / "game"
    shutil.copytree(SCENES, folder)
    port_scripts(SCENES, folder)
    return folder


def write(folder, settings, **files):
    folder.mkdir(exist_ok=True)
    (folder / "project.godot").write_text(settings)
    for name, text in files.items():
        (folder / name.replace("__", ".")).write_text(text)
    return folder


def test_the_settings_of_a_project_are_the_engines(recorded):
    settings = ProjectFile(recorded)
    assert settings.name == "Porting vectors"
    assert settings.main_scene == EXPECTED["main_scene"]
    assert [one.name for one in settings.autoloads()] == [one["name"] for one in EXPECTED["autoload"]]
    assert (settings.size(), settings.window_size(), settings.stretch()) == ((640, 360), (1280, 720), (1, 1))
    assert settings.values["my_game/key with spaces"] == "yes"


def test_a_project_starts_with_its_autoloads_input_and_main_scene(recorded):
    tree = ProjectTree(recorded)
    assert run(tree, quit_after=2, headless=True) == 0
    assert tree.root.get_child_count() == 0  # all has ended properly

    tree = ProjectTree(recorded)
    tree._initialize()
    assert [str(child.name) for child in tree.root.get_children()] == ["Globals", "Hud", "Plain", "Main"]
    assert [type(child).__name__ for child in tree.root.get_children()][:3] == ["Globals", "Sub", "Globals"]
    assert str(tree.current_scene.name) == "Main"
    assert Color(*tree.display.clear_color).is_equal_approx(Color(0.1, 0.2, 0.3, 1))
    for action in ("jump", "save", "nothing", "ui_accept"):
        keys = [one for one in tree.input_map.get_action_list(action) if type(one) is InputEventKey]
        wanted = [one for one in EXPECTED["input"][action]["events"] if one[0] == "InputEventKey"]
        assert len(keys) == len(wanted), action
    (save,) = [one for one in tree.input_map.get_action_list("save") if type(one) is InputEventKey]
    assert (save.scancode, save.control, save.shift, save.alt) == (83, True, True, False)
    tree.finish()


def test_all_is_there_before_anything_enters_and_all_has_entered_before_anything_is_ready(tmp_path):
    folder = write(
        tmp_path / "game",
        '[application]\nrun/main_scene="res://main.tscn"\n'
        '[autoload]\nLog="*res://log.py"\nFirst="*res://first.py"\nSecond="*res://second.py"\n',
        log__py=(
            "from engine import Node\nclass Log(Node):\n    def __init__(self):\n        self.lines = []\n"
        ),
        first__py=LOG.format("First"),
        second__py=LOG.format("Second"),
        third__py=LOG.format("Third"),
        main__tscn='[gd_scene format=2]\n[ext_resource path="third.py" type="Script" id=1]\n'
        '[node name="Main" type="Node"]\nscript = ExtResource( 1 )\n',
    )
    tree = ProjectTree(folder)
    tree._initialize()
    assert tree.root.get_node("Log").lines == [
        ("enter", "First", "Main"),
        ("enter", "Second", "Main"),
        ("enter", "Main", "Main"),
        ("ready", "First"),
        ("ready", "Second"),
        ("ready", "Main"),
    ]
    tree.finish()


def test_a_scene_of_a_project_runs_with_the_projects_settings(tmp_path):
    folder = write(
        tmp_path / "game",
        "[physics]\ncommon/physics_fps=30\n",
        other__tscn='[gd_scene format=2]\n[node name="Other" type="Node"]\n',
    )
    tree = ProjectTree(folder / "other.tscn")
    tree._initialize()
    assert (tree.main_scene, tree.iterations_per_second) == ("res://other.tscn", 30)
    tree.finish()


def test_the_theme_of_a_project_is_that_of_all_its_controls(tmp_path, caplog):
    theme = "[resource]\nLabel/colors/font_color = Color( 1, 0, 0, 1 )\n"
    settings = '[application]\nrun/main_scene="res://a.tscn"\n[gui]\ntheme/custom="res://b.tres"\n'
    scene = '[gd_scene format=2]\n[node name="A" type="Label"]\n'
    folder = write(tmp_path / "game", settings, a__tscn=scene, b__tres='[gd_resource type="Theme"]\n' + theme)
    tree = ProjectTree(folder)
    tree._initialize()
    label = tree.root.get_node("A")
    assert label.get_color("font_color") == Color.red
    assert label.get_stylebox("normal", "Button") == dark_theme().get_stylebox("normal", "Button")
    tree.finish()
    (folder / "b.tres").write_text('[gd_resource type="Curve"]\n[resource]\n')
    tree = ProjectTree(folder)
    tree._initialize()
    assert tree.root.get_node("A").get_color("font_color") == dark_theme().get_color("font_color", "Label")
    assert "gui/theme/custom in project.godot is res://b.tres, and no such thing: " in caplog.text
    tree.finish()
    (folder / "b.tres").unlink()
    tree = ProjectTree(folder)
    tree._initialize()
    assert "load: res://b.tres cannot be opened" in caplog.text
    tree.finish()


def test_the_theme_of_a_project_comes_with_all_the_bases_of_a_class_before_the_default_one(tmp_path):
    theme = (
        '[gd_resource type="Theme"]\n[resource]\n'
        "Control/colors/font_color = Color( 0.25, 0, 0, 1 )\n"
        "BaseButton/constants/hseparation = 17\n"
    )
    settings = '[application]\nrun/main_scene="res://a.tscn"\n[gui]\ntheme/custom="res://b.tres"\n'
    scene = '[gd_scene format=2]\n[node name="A" type="Button"]\n[node name="B" type="Label" parent="."]\n'
    tree = ProjectTree(write(tmp_path / "game", settings, a__tscn=scene, b__tres=theme))
    tree._initialize()
    button, label = tree.root.get_node("A"), tree.root.get_node("A/B")
    recorded = Color(0.25, 0, 0)  # of Godot 3.6.2, where the default theme has Button/colors/font_color
    assert button.get_color("font_color") == recorded
    assert button.get_color("font_color", "Button") == recorded
    assert label.get_color("font_color", "CheckBox") == recorded
    assert label.get_color("font_color", "NoSuchType") == Color()
    assert button.get_constant("hseparation") == 17
    load("res://b.tres").set_color("font_color", "Button", Color.blue)
    assert (button.get_color("font_color"), label.get_color("font_color")) == (Color.blue, recorded)
    tree.finish()


def test_the_font_of_a_project_is_that_of_all_its_controls(tmp_path):
    settings = '[application]\nrun/main_scene="res://a.tscn"\n[gui]\ntheme/custom_font="res://b.tres"\n'
    font = '[gd_resource type="DynamicFont"]\n[resource]\nsize = 31\n'
    scene = '[gd_scene format=2]\n[node name="A" type="Label"]\n'
    tree = ProjectTree(write(tmp_path / "game", settings, a__tscn=scene, b__tres=font))
    tree._initialize()
    assert tree.root.get_node("A").get_font("font").size == 31
    tree.finish()


def test_the_command_runs_a_folder_a_scene_and_says_what_is_missing(tmp_path, monkeypatch, capsys):
    folder = write(tmp_path / "game", '[application]\nconfig/name="Game"\n', a__tscn="[gd_scene format=2]\n")
    assert main(["run", str(folder), "--headless"]) == 1
    assert 'says no main scene: write `run/main_scene="res://Main.tscn"`' in capsys.readouterr().err
    assert main(["run", str(folder / "aa.tscn"), "--headless"]) == 1
    assert "aa.tscn'. Did you mean 'a.tscn'?" in capsys.readouterr().err
    assert main(["run", str(tmp_path), "--headless"]) == 1
    assert f"{tmp_path} has no project.godot: name the folder of a project" in capsys.readouterr().err
    assert main(["run", str(folder / "a.tscn"), "--headless", "--quit-after", "2"]) == 1
    (folder / "a.tscn").write_text('[gd_scene format=2]\n[node name="A" type="Node"]\n')
    assert main(["run", str(folder / "a.tscn"), "--headless", "--quit-after", "2"]) == 0
    (folder / "project.godot").write_text("[")
    assert main(["run", str(folder), "--headless"]) == 1
    assert "project.godot cannot be read: Line 1:" in capsys.readouterr().err


def test_run_and_change_scene_take_scene_files(tmp_path, monkeypatch):
    monkeypatch.setattr(places.project, "script", str(tmp_path / "main.py"))
    (tmp_path / "a.tscn").write_text('[gd_scene format=2]\n[node name="A" type="Node"]\n')
    assert run("res://a.tscn", quit_after=2, headless=True) == 0
    with pytest.raises(ScriptError, match=r"run\(\) cannot load 'res://b.tscn'"):
        run("res://b.tscn")
    tree = ProjectTree(tmp_path / "a.tscn")
    tree._initialize()
    assert tree.change_scene("res://a.tscn") == 0
    assert tree.change_scene("res://b.tscn") == 19
    tree.iteration(0.1)
    assert str(tree.current_scene.name) == "A"
    tree.finish()


def test_an_autoload_that_is_none_is_told_and_left_out(tmp_path, caplog):
    folder = write(
        tmp_path / "game",
        '[application]\nrun/main_scene="res://a.tscn"\n[autoload]\nA="*res://no.gd"\nB="*res://b.py"\n',
        a__tscn='[gd_scene format=2]\n[node name="A" type="Node"]\n',
        b__py="from engine import Object, Node\nclass B(Node): pass\n",
    )
    tree = ProjectTree(folder)
    tree._initialize()
    assert [str(child.name) for child in tree.root.get_children()] == ["B", "A"]
    assert "The autoload A, res://no.gd, is no scene and no script of a Node." in caplog.text
    tree.finish()


def test_its_window_has_its_name_and_its_size(tmp_path):
    settings = '[application]\nconfig/name="Dodge"\nrun/main_scene="res://a.tscn"\n[display]\nwindow/size/width=300\n'
    tree = ProjectTree(write(tmp_path / "game", settings))
    assert (tree._title_, tree._window_size_) == ("Dodge", (300, 600))


def test_a_main_scene_that_cannot_be_loaded_ends_the_program(tmp_path):
    tree = ProjectTree(write(tmp_path / "game", '[application]\nrun/main_scene="res://no.tscn"\n'))
    assert run(tree, headless=True) == 1


def test_without_a_project_file_the_folder_is_the_project(tmp_path):
    settings = ProjectFile(tmp_path)
    assert (settings.name, settings.main_scene, settings.autoloads(), settings.size()) == (
        tmp_path.name,
        "",
        [],
        (1024, 600),
    )
    assert root_of(tmp_path / "x.tscn") == tmp_path
    assert Vector2(*settings.window_size()) == Vector2(1024, 600)


@pytest.mark.parametrize("spec", ["game", "game/Main.tscn"])
def test_a_project_whose_scripts_are_gdscript_is_told_how_to_turn_them_into_python(tmp_path, capsys, spec):
    folder = write(
        tmp_path / "game",
        '[application]\nrun/main_scene="res://Main.tscn"\n[autoload]\nGame="*res://game.gd"\n',
        Main__tscn='[gd_scene format=2]\n[ext_resource path="res://main.gd" type="Script" id=1]\n'
        '[node name="Main" type="Node"]\nscript = ExtResource( 1 )\n',
        main__gd="extends Node\n",
        game__gd="extends Node\n",
    )
    assert main(["run", str(tmp_path / spec), "--headless", "--quit-after", "1"]) == 1
    assert capsys.readouterr().err == (
        f"ERROR: The scripts of {folder} are GDScript still. Turn them into Python, and run what comes of it:"
        f" `python -m engine port {folder} --out {folder}-python`, `python -m engine run {folder}-python`.\n"
    )
    assert main(["port", str(folder), "--out", f"{folder}-python"]) == 0
    assert main(["run", f"{folder}-python", "--headless", "--quit-after", "1"]) == 0
    (folder / "game.py").write_text("from engine import Node\nclass Game(Node): pass\n")
    assert ProjectTree(folder).main_scene == "res://Main.tscn"


def test_scripts_that_stand_in_the_main_scene_are_gdscript_too(tmp_path):
    folder = write(
        tmp_path / "game",
        '[application]\nrun/main_scene="res://Main.tscn"\n',
        Main__tscn='[gd_scene format=2]\n[sub_resource type="GDScript" id=1]\n'
        'script/source = "extends Node"\n[node name="Main" type="Node"]\nscript = SubResource( 1 )\n',
    )
    with pytest.raises(ScriptError, match="are GDScript still"):
        ProjectTree(folder)
    (folder / "Main_tscn_1.py").write_text("from engine import Node\nclass Main(Node): pass\n")
    assert ProjectTree(folder).main_scene == "res://Main.tscn"


def test_the_buses_of_the_project_are_there(tmp_path):
    scene = '[gd_scene format=2]\n[node name="Main" type="Node"]\n'
    buses = (
        '[gd_resource type="AudioBusLayout" format=2]\n[resource]\nbus/1/name = "Music"\nbus/1/mute = true\n'
    )
    for name, text in (("Main.tscn", scene), ("default_bus_layout.tres", buses)):
        (tmp_path / name).write_text(text)
    (tmp_path / "project.godot").write_text('[application]\nrun/main_scene="res://Main.tscn"\n')
    tree = ProjectTree(tmp_path)
    tree._initialize()
    assert tree.audio.get_bus_index("Music") == 1
    assert tree.audio.is_bus_mute(1)
    tree.finish()


def test_a_scene_may_ask_for_the_window_when_it_is_made_and_its_path_may_begin_in_the_folder(tmp_path):
    settings = '[application]\nrun/main_scene="a.tscn"\n'
    scene = (
        '[gd_scene format=2]\n[ext_resource path="res://a.gd" type="Script" id=1]\n'
        '[node name="A" type="Node"]\nscript = ExtResource( 1 )\n'
    )
    folder = write(tmp_path / "game", settings, a__tscn=scene)
    (folder / "a.py").write_text(
        "from engine import OS, Node\n\n\nclass A(Node):\n"
        "    def __init__(self):\n        self.size = OS.window_size\n"
    )
    tree = ProjectTree(folder)
    tree._initialize()
    assert tree.root.get_node("A").size == Vector2(*tree.display.window_size)
    tree.finish()
