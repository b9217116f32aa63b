import pytest

from engine.files import places
from engine.resource import uids
from engine.resource.error import LoadError
from engine.resource.uids import path_of


@pytest.fixture
def project(tmp_path, monkeypatch):
    monkeypatch.setattr(places.project, "script", str(tmp_path / "main.py"))
    monkeypatch.setattr(uids, "_known", {})
    (tmp_path / "scenes").mkdir()
    (tmp_path / "scenes" / "player.tscn").write_text('[gd_scene format=3 uid="uid://player"]\n')
    (tmp_path / "player.gd.uid").write_text("uid://script\n")
    (tmp_path / "icon.svg.import").write_text('[remap]\nimporter="texture"\nuid="uid://icon"\n')
    (tmp_path / ".godot").mkdir()
    (tmp_path / ".godot" / "old.tscn").write_text('[gd_scene format=3 uid="uid://old"]\n')
    (tmp_path / "bare.tres").write_text('[gd_resource format=3]\n[ext_resource uid="uid://player" id="1"]\n')
    (tmp_path / "binary.tres").write_bytes(b"\xff\xfe")
    return tmp_path


def test_a_file_is_found_by_its_name_in_it_or_beside_it(project):
    assert path_of("uid://player") == "res://scenes/player.tscn"
    assert path_of("uid://script") == "res://player.gd"
    (project / "player.gd").write_text("")
    (project / "icon.svg").write_text("")
    assert path_of("uid://icon") == "res://icon.svg"


def test_a_file_is_found_again_where_it_was_moved_to_and_looked_for_once(project, monkeypatch):
    path_of("uid://player")
    (project / "scenes" / "player.tscn").rename(project / "player.tscn")
    assert path_of("uid://player") == "res://player.tscn"
    monkeypatch.setattr(uids, "_all_names", None)
    assert path_of("uid://player") == "res://player.tscn"


def test_a_name_that_no_file_has_is_an_error(project):
    for uid in ("uid://nobody", "uid://old"):
        with pytest.raises(LoadError, match=f"is called {uid}: write its path, as in 'res://player.tscn'"):
            path_of(uid)
