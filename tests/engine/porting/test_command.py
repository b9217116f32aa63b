import json
import sys

import pytest

from engine.command_line import main

SCENE = '[gd_scene format=2]\n[node name="A" type="Node"]\n[node name="B" type="NoSuchThing" parent="."]\n'
SETTINGS = 'config_version=4\n[application]\nconfig/name="Game"\n[autoload]\nGame="*res://game.gd"\nPlain="res://a.gd"\n'


@pytest.fixture
def project(tmp_path):
    """A small project of Godot 3."""
    folder = tmp_path / "game"
    (folder / "ui").mkdir(parents=True)
    (folder / ".import").mkdir()
    (folder / "project.godot").write_text(SETTINGS)
    (folder / "game.gd").write_text("extends Node\nvar score = 0\n# no line\nfunc f(a):\n\treturn a / 2\n")
    (folder / "ui" / "main-menu.gd").write_text("extends Control\nfunc _ready():\n\tGame.f(Nothing)\n")
    (folder / "main.tscn").write_text(SCENE)
    (folder / "icon.png").write_bytes(b"png")
    (folder / ".import" / "icon.stex").write_bytes(b"")
    return folder


def files(folder):
    return sorted(str(file.relative_to(folder)) for file in folder.rglob("*") if file.is_file())


def test_a_project_is_written_beside_and_nothing_into_it(project, tmp_path, capsys):
    before = files(project)
    assert main(["port", str(project), "--out", str(tmp_path / "out")]) == 0
    assert files(project) == before
    assert files(tmp_path / "out") == [
        ".port.json",
        "PORTING.md",
        "game.py",
        "icon.png",
        "main.tscn",
        "mypy.ini",
        "play.py",
        "project.godot",
        "ui/main_menu.py",
    ]
    text = (tmp_path / "out" / "ui" / "main_menu.py").read_text()
    assert 'Game = autoload("Game")' in text
    assert "class MainMenu(Control):" in text
    page = (tmp_path / "out" / "PORTING.md").read_text()
    assert "| `res://ui/main-menu.gd` | `ui/main_menu.py` | 3 | 1 |" in page
    assert "- NoSuchThing: 1" in page
    assert (
        "2 scripts, 7 lines: 5 as they are, 1 with a helper, 0 to look at, 1 need you"
        in capsys.readouterr().out
    )


BUILT_IN = """[gd_scene format=2]
[sub_resource type="GDScript" id=2]
script/source = "extends Node
func f(a):
	Game.f(\\"x\\", Nothing)
"
[sub_resource type="GDScript" id=3]
script/source = "var ="
[node name="A" type="Node"]
script = SubResource( 2 )
"""


def test_scripts_that_stand_in_scenes_are_files_beside_them(project, tmp_path, capsys):
    (project / "ui" / "menu.tscn").write_text(BUILT_IN)
    assert main(["port", str(project), "--out", str(tmp_path / "out"), "--json", str(tmp_path / "j")]) == 0
    text = (tmp_path / "out" / "ui" / "menu_tscn_2.py").read_text()
    assert 'Game = autoload("Game")' in text
    assert "class MenuTscn2(Node):\n    def f(self, a):\n" in text
    page = (tmp_path / "out" / "PORTING.md").read_text()
    assert "| `res://ui/menu.tscn::2` | `ui/menu_tscn_2.py` | 3 | 1 |" in page
    assert "  - `res://ui/menu.tscn::2:3`" in page
    assert "is expected, not '='.\n  - `res://ui/menu.tscn::3`" in page
    assert "GDScript" not in page
    assert "res://ui/menu.tscn::2" in [
        one["path"] for one in json.loads((tmp_path / "j").read_text())["scripts"]
    ]
    assert (tmp_path / "out" / "ui" / "menu.tscn").read_text() == BUILT_IN
    assert "4 scripts, 11 lines" in capsys.readouterr().out


def test_a_module_whose_name_is_taken_has_an_underscore_more(project, tmp_path, monkeypatch, capsys):
    sources = {
        "random.gd": 'extends Node\nfunc f():\n\treturn load("res://ui.gd").new()\n',
        "ui.gd": 'extends Node\nfunc _ready():\n\tprint("ready", load("res://platform/a.gd").new().b)\n',
        "platform/a.gd": "extends Reference\nvar b = 5\n",
        "a.tscn": '[gd_scene format=2]\n[ext_resource path="res://random.gd" type="Script" id=1]\n'
        '[ext_resource path="res://ui.gd" type="Script" id=2]\n'
        '[node name="A" type="Node"]\nscript = ExtResource( 1 )\n'
        '[node name="B" type="Node" parent="."]\nscript = ExtResource( 2 )\n',
    }
    (project / "platform").mkdir()
    for name, text in sources.items():
        (project / name).write_text(text)
    out = tmp_path / "out"
    assert main(["port", str(project), "--out", str(out)]) == 0
    written = {"random_.py", "ui_.py", "ui/main_menu.py", "platform_/a.py"}
    assert written <= set(files(out))
    assert "from ui_ import Ui\n" in (out / "random_.py").read_text()
    monkeypatch.setattr(sys, "path", [*sys.path])
    before = {**sys.modules}
    assert main(["run", str(out / "a.tscn"), "--headless", "--quit-after", "1"]) == 0
    for name in set(sys.modules) - set(before):
        if str(getattr(sys.modules[name], "__file__", "")).startswith(str(tmp_path)):
            del sys.modules[name]
    assert "ready5\n" in capsys.readouterr().out


def test_the_settings_stand_for_their_folder(project, capsys):
    assert main(["port", str(project / "project.godot"), "--check"]) == 0
    assert "2 scripts, 7 lines" in capsys.readouterr().out


def test_without_out_it_goes_to_a_folder_named_after_the_project(project, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert main(["port", str(project)]) == 0
    assert (tmp_path / "game-python" / "game.py").is_file()


def test_check_writes_nothing_and_says_what_there_is_to_do(project, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["port", str(project), "--check"]) == 0
    assert files(tmp_path) == [f"game/{name}" for name in files(project)]
    out = capsys.readouterr().out
    assert "     1  There is no Nothing here.  res://ui/main-menu.gd:3\n" in out
    assert "     1  NoSuchThing\n" in out


def test_strict_fails_if_some_lines_need_you(project):
    assert main(["port", str(project), "--check", "--strict"]) == 1
    (project / "ui" / "main-menu.gd").unlink()
    assert main(["port", str(project), "--check", "--strict"]) == 0


def test_the_report_is_written_as_data(project, tmp_path):
    main(["port", str(project), "--check", "--json", str(tmp_path / "report.json")])
    data = json.loads((tmp_path / "report.json").read_text())
    assert data["counts"]["need_you"] == 1
    assert data["missing_in_scenes"] == {"NoSuchThing": 1}
    assert [script["path"] for script in data["scripts"]] == ["res://game.gd", "res://ui/main-menu.gd"]


def test_one_script_goes_to_the_output(project, capsys):
    assert main(["port", str(project / "game.gd")]) == 0
    assert capsys.readouterr().out.startswith("from engine import Node\nfrom engine.ported import div\n")


def test_a_script_alone_needs_no_project(tmp_path, capsys):
    (tmp_path / "a.gd").write_bytes(b"\xef\xbb\xbfextends Node\r\n")
    assert main(["port", str(tmp_path / "a.gd")]) == 0
    assert "class A(Node):" in capsys.readouterr().out


def test_of_one_script_nothing_is_said_but_what_is_its_own(project, capsys):
    (project / "aa.gd").write_text("var = 5\n")
    assert main(["port", str(project / "game.gd"), "--check"]) == 0
    assert capsys.readouterr().out == (
        "1 script, 4 lines: 3 as they are, 1 with a helper, 0 to look at, 0 need you\n"
    )


def test_what_has_been_edited_since_is_kept(project, tmp_path, capsys):
    out = tmp_path / "out"
    main(["port", str(project), "--out", str(out)])
    (out / "game.py").write_text("mine\n")
    (project / "ui" / "main-menu.gd").write_text("extends Control\n")
    for _ in range(2):
        assert main(["port", str(project), "--out", str(out)]) == 0
        assert (out / "game.py").read_text() == "mine\n"
        assert "game.py has been edited: it is kept." in capsys.readouterr().err
    assert "Nothing" not in (out / "ui" / "main_menu.py").read_text()


def test_what_cannot_be_read_is_told_and_the_rest_is_written(project, tmp_path, capsys):
    (project / "bad.gd").write_text("extends Node\nvar = 5\n")
    (project / "bad.tscn").write_text("[node")
    (project / "latin.gd").write_bytes(b"extends Node # \xe4\n")
    assert main(["port", str(project), "--check"]) == 0
    out = capsys.readouterr().out
    assert "It cannot be read: line 2: a name is expected, not '='.  res://bad.gd" in out
    assert "It cannot be read: Line 1: a name is expected, not the end.  res://bad.tscn" in out
    assert "res://latin.gd" in out


def test_damaged_settings_are_told(project, capsys):
    (project / "project.godot").write_text("[autoload")
    assert main(["port", str(project), "--check"]) == 0
    assert "res://project.godot" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["no-such"], "There is no no-such."),
        (
            [".", "--out", "inside"],
            "inside lies in the project, where nothing is written: say another folder, --out DIR.",
        ),
        (["bad.gd"], "line 1: a name is expected, not '='."),
        (["ui/main-menu.gd", "--out", "x"], "One script is printed, not written to x: say `> main-menu.py`."),
        (["empty"], "empty has no project.godot and no scripts: name the folder of a project."),
        ([".", "--check", "--json", "no/x"], "[Errno 2] No such file or directory: 'no/x'"),
        (["main.tscn"], "main.tscn is no script: name one, FILE.gd, or the folder of a project."),
    ],
)
def test_what_cannot_be_is_an_error(project, monkeypatch, capsys, arguments, message):
    monkeypatch.chdir(project)
    (project / "bad.gd").write_text("var = 5\n")
    (project / "project.godot").rename(project / "a.txt")
    (project / "empty").mkdir()
    assert main(["port", *arguments]) == 1
    assert capsys.readouterr().err == f"ERROR: {message}\n"
