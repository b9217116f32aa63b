"""ProjectSettings, as Godot 3.6.2 has it."""

import pytest

from engine import OK, ProjectSettings, Vector2
from engine.files import places
from engine.system.project_settings import Settings
from tests.engine.gdscript.rows import differing
from tests.engine.system.rows import CASES, NAMES


@pytest.fixture
def res(tmp_path, monkeypatch):
    monkeypatch.setattr(places.project, "script", str(tmp_path / "game.py"))
    return tmp_path


@pytest.fixture
def settings(res):
    return Settings()


def test_it_answers_as_godots(res, caplog):
    (res / "project.godot").write_text('config_version=4\n\n[application]\n\nconfig/name="recorder"\n')
    order = "ProjectSettings.get_order('application/config/name') > 0"
    rows = [row for row in CASES["ProjectSettings"]["rows"] if row[0] != order]
    assert differing(rows, {**NAMES, "ProjectSettings": Settings()}) == []


def test_what_the_project_says_is_read(res, settings):
    (res / "project.godot").write_text('config_version=4\n[display]\nwindow/size/width=640\n[a]\nb/c="d"\n')
    assert settings.get_setting("display/window/size/width") == 640
    assert settings.get("a/b/c") == "d"
    assert settings.get_setting("config_version") == 4
    assert settings.has_setting("a/b/c")


def test_a_project_has_the_name_that_it_says(res, settings):
    assert settings.get_setting("application/config/name") == "game"
    (res / "project.godot").write_text('[application]\nconfig/name="Chess"\n')
    assert places.project.called() == "Chess"


def test_a_change_is_told(settings):
    told = []
    settings.project_settings_changed.connect(lambda: told.append(1))
    settings.set("a/b", 1)
    settings.clear("a/b")
    assert len(told) == 2
    assert settings.get_setting("a/b") is None


def test_what_is_set_can_be_reverted(settings):
    settings.set_initial_value("a/b", 1)
    assert (settings.get_setting("a/b"), settings.property_can_revert("a/b")) == (1, False)
    settings.set_setting("a/b", 2)
    assert settings.property_can_revert("a/b")
    assert settings.property_get_revert("a/b") == 1
    assert settings.property_get_revert("a/c") is None


def test_settings_are_saved(res, settings):
    settings.set_setting("display/window/size/width", 320)
    settings.set_setting("config_version", 4)
    settings.set_setting("a/b", Vector2(1, 2))
    assert settings.save() == OK
    assert Settings().get_setting("display/window/size/width") == 320
    assert settings.save_custom("res://other.godot") == OK
    assert "window/size/width=320" in (res / "other.godot").read_text()


def test_its_own_properties_are_found_by_name(settings):
    settings.set("_queued_", True)
    assert settings.get("_queued_") is True


def test_paths_are_localized(res, monkeypatch):
    monkeypatch.chdir(res)
    assert ProjectSettings.localize_path("a/b") == "res://a/b"
    assert ProjectSettings.localize_path(str(res / "a")) == "res://a"
    assert ProjectSettings.localize_path("/elsewhere") == "/elsewhere"
    assert ProjectSettings.localize_path("user://a") == "user://a"
    assert ProjectSettings.globalize_path("res://a") == str(res / "a")
