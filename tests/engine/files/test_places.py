"""Where `res://` and `user://` are."""

import os
import shutil
import sys
from importlib.machinery import ModuleSpec
from types import ModuleType

import pytest

from engine import Font, Texture
from engine.canvas.error import PictureError
from engine.canvas.png import write_png
from engine.files import places
from engine.files.places import OutsideError, Project, Storage, globalize, localize, scheme_of, wrote
from engine.scene.loader import load_scene


def test_res_is_the_folder_of_the_script(res):
    assert globalize("res://") == str(res)
    assert globalize("res://a/../b.txt") == str(res / "b.txt")
    assert globalize("b.txt") == "b.txt"
    assert localize(str(res / "a" / "b"), "res://") == "res://a/b"
    assert localize(str(res), "res://") == "res://"
    assert localize("/elsewhere", "res://") == "/elsewhere"


def test_user_is_made_when_it_is_asked_for(user):
    assert not os.path.exists(user.home)
    assert globalize("user://a.txt") == os.path.join(user.home, "a.txt")
    assert os.path.isdir(user.home)


def test_a_folder_that_cannot_be_made_is_left_to_who_opens_something_in_it(user, tmp_path):
    (tmp_path / "file").write_text("")
    user.home = str(tmp_path / "file" / "user")
    assert globalize("user://a") == os.path.join(user.home, "a")


@pytest.mark.parametrize(
    "path", ["user://../x", "user://a/../../x", "user://..", "user://..\\x", "res://../x"]
)
def test_nothing_leads_out(user, res, path):
    with pytest.raises(OutsideError, match="leads out"):
        globalize(path)


def test_what_looks_like_a_root_is_inside(user):
    assert globalize("user:///etc/passwd") == os.path.join(user.home, "etc", "passwd")


def test_a_path_has_a_scheme_or_none():
    assert [scheme_of("user://a"), scheme_of("res://"), scheme_of("/a")] == ["user://", "res://", ""]


def test_the_storage_is_told_of_what_is_its(user, tmp_path):
    wrote(str(tmp_path / "other"))
    wrote(os.path.join(user.home, "a"))
    assert user.changes == 1


def run_as(monkeypatch, file, spec=None, package=None):
    main = ModuleType("__main__")
    main.__file__, main.__spec__, main.__package__ = file, spec, package
    monkeypatch.setitem(sys.modules, "__main__", main)


def test_the_script_is_what_python_was_started_with(monkeypatch, tmp_path):
    project = Project()
    (tmp_path / "chess").mkdir()
    run_as(monkeypatch, str(tmp_path / "chess" / "game.py"))
    assert (project.folder(), project.called()) == (str(tmp_path / "chess"), "game")
    run_as(monkeypatch, str(tmp_path / "chess" / "main.py"))
    assert project.called() == "chess"
    (tmp_path / "chess" / "project.godot").write_text('[application]\nconfig/name="Chess 2"\n')
    assert project.called() == "Chess 2"
    project.name = "Chess: the game"
    assert project.called() == "Chess: the game"


@pytest.mark.parametrize(
    ("file", "spec", "package"), [("/bin/pytest", None, None), ("/a/b.py", 1, "b"), ("/a/b.py", None, "b")]
)
def test_without_a_script_it_is_the_working_directory(monkeypatch, tmp_path, file, spec, package):
    run_as(monkeypatch, file, spec, package)
    monkeypatch.chdir(tmp_path)
    assert (Project().file(), Project().folder(), Project().called()) == ("", str(tmp_path), tmp_path.name)


def test_a_package_that_is_started_as_one_has_its_own_name(monkeypatch, tmp_path):
    project = Project()
    monkeypatch.chdir(tmp_path)

    def started(name, file):
        run_as(monkeypatch, str(file), ModuleSpec(name, None, origin=str(file)), name.rpartition(".")[0])
        return project.called()

    assert started("games.chess.__main__", tmp_path / "games" / "chess" / "__main__.py") == "chess"
    assert started("chess.server", tmp_path / "chess" / "server.py") == "chess"
    assert started("server", tmp_path / "server.py") == "server"
    assert started("pytest.__main__", tmp_path / ".venv" / "pytest" / "__main__.py") == tmp_path.name
    (tmp_path / "project.godot").write_text('config/name="Chess 2"\n')
    assert started("server", tmp_path / "server.py") == "Chess 2"


@pytest.mark.parametrize(
    ("platform", "variables", "expected"),
    [
        ("linux", {"XDG_DATA_HOME": "/data"}, "/data/estragon/Chess- 2"),
        ("linux", {"XDG_DATA_HOME": "data", "HOME": "/home/a"}, "/home/a/.local/share/estragon/Chess- 2"),
        ("darwin", {"HOME": "/home/a"}, "/home/a/Library/Application Support/estragon/Chess- 2"),
        ("win32", {"APPDATA": "/app"}, "/app/estragon/Chess- 2"),
        ("win32", {"APPDATA": "", "HOME": "/home/a"}, "/home/a/AppData/Roaming/estragon/Chess- 2"),
    ],
)
def test_user_is_where_the_system_has_the_data_of_programs(monkeypatch, platform, variables, expected):
    monkeypatch.setattr(places.project, "name", "Chess: 2")
    monkeypatch.setattr(sys, "platform", platform)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert Storage().folder() == expected
    assert Storage().changed() is None


def test_pictures_fonts_and_scenes_are_found_there(user, res, monkeypatch, tmp_path):
    """Each is read by its own module; here is that they ask these places."""
    monkeypatch.chdir(tmp_path)
    write_png(res / "icon.png", 1, 1, b"\1\2\3\xff")
    (res / "level.py").write_text("from engine import Node\nclass Level(Node): pass\n")
    assert Texture.load("res://icon.png").path == str(res / "icon.png")
    places.globalize("user://")
    shutil.copy(res / "icon.png", user.home)
    assert Texture.load("user://icon.png").path == os.path.join(user.home, "icon.png")
    with pytest.raises(PictureError, match="leads out"):
        Texture.load("user://../icon.png")
    shutil.copy(Font(16).path, res / "a.ttf")
    assert Font(16, path="res://a.ttf").path == str(res / "a.ttf")
    assert load_scene("res://level.py").__name__ == "Level"
    assert load_scene("res://level.py:Level").__name__ == "Level"
