"""What lies in files: pictures, fonts and scenes."""

import shutil

import pytest

from engine import Font, PoolStringArray, ResourceLoader, ScriptError, Texture, load, preload
from engine.canvas.png import write_png
from engine.files import places
from tests.engine.system.rows import CASES

LEVEL = "from engine import Node\nclass Level(Node): pass\nclass Main(Node): pass\n"


@pytest.fixture
def res(tmp_path, monkeypatch):
    monkeypatch.setattr(places.project, "script", str(tmp_path / "game.py"))
    write_png(tmp_path / "icon.png", 2, 1, b"\1\2\3\xff" * 2)
    shutil.copy(Font(16).path, tmp_path / "a.ttf")
    (tmp_path / "level.py").write_text(
        "from engine import Node\nclass Level(Node): pass\nclass Main(Node): pass\n"
    )
    (tmp_path / "notes.txt").write_text("")
    return tmp_path


def test_a_file_gives_what_is_made_of_it(res):
    assert isinstance(load("res://icon.png"), Texture)
    assert load("res://icon.png").get_width() == 2
    assert isinstance(load("res://a.ttf"), Font)
    assert load("res://level.py").__name__ == "Main"
    assert load("res://level.py:Level").__name__ == "Level"


def test_the_same_file_gives_the_same(res):
    for path in ("res://icon.png", "res://a.ttf", "res://level.py"):
        found = load(path)
        assert ResourceLoader.load(path, "", True) is found
        assert preload(path) is found


def test_what_is_not_there_is_none_and_logged(res, caplog):
    assert load("res://icom.png") is None
    assert (
        "load: res://icom.png cannot be opened: No such file or directory. Did you mean 'icon.png'?"
        in caplog.text
    )
    assert load("res://nowhere/icon.png") is None
    assert load("res://none.xyz") is None
    assert "load: res://none.xyz: nothing is read from .xyz here." in caplog.text
    assert load("res://../icon.png") is None
    assert "leads out" in caplog.text


def test_what_cannot_be_used_is_none_and_logged(res, caplog):
    (res / "broken.png").write_text("no picture")
    (res / "broken.py").write_text("1 / 0")
    assert load("res://broken.png") is None
    assert load("res://broken.py") is None
    assert "load: The picture" in caplog.text
    assert "does not run: ZeroDivisionError" in caplog.text


def test_what_is_preloaded_has_to_be_there(res):
    with pytest.raises(ScriptError, match=r"preload: 'res://none\.png' cannot be loaded"):
        preload("res://none.png")


def test_files_are_asked_for_without_loading_them(res):
    assert ResourceLoader.exists("res://icon.png")
    assert ResourceLoader.has("res://level.py")
    assert load("res://a.ttf")
    assert ResourceLoader.has_cached("res://a.ttf")
    assert not ResourceLoader.exists("res://none.png")
    assert not ResourceLoader.exists("res://notes.txt")
    assert not ResourceLoader.exists("res://../icon.png")


def test_types_have_their_endings():
    assert ResourceLoader.get_recognized_extensions_for_type("PackedScene") == PoolStringArray(["tscn", "py"])
    assert "png" in ResourceLoader.get_recognized_extensions_for_type("Texture")
    assert ResourceLoader.get_recognized_extensions_for_type("Mesh") == PoolStringArray()


def test_what_is_missing_is_null_in_godot_too():
    rows = {expression: value for expression, value, *_ in CASES["ResourceLoader, load"]["rows"]}
    assert rows["load('res://none.tscn')"] is None
    assert rows["ResourceLoader.exists('res://none.tscn')"] is False
