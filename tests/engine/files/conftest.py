"""Folders of their own for what tests keep."""

import pytest

from engine.files import places


class Kept(places.Storage):
    """Keeps what a test writes in a folder of its own, and counts."""

    def __init__(self, folder):
        self.home = folder
        self.changes = 0

    def folder(self):
        return self.home

    def changed(self):
        self.changes += 1


@pytest.fixture
def user(tmp_path, monkeypatch):
    """The folder of `user://`, as a storage."""
    kept = Kept(str(tmp_path / "user"))
    monkeypatch.setattr(places, "storage", kept)
    return kept


@pytest.fixture
def res(tmp_path, monkeypatch):
    """The folder of `res://`."""
    folder = tmp_path / "game"
    folder.mkdir()
    monkeypatch.setattr(places.project, "script", str(folder / "game.py"))
    return folder
