"""Projects whose files are loaded."""

import sys

import pytest

from engine.files import places
from engine.resource import loader, values
from engine.resource.class_here import stand_in


@pytest.fixture
def opened(monkeypatch):
    """`opened(folder)` makes a folder the project that runs, of which nothing was loaded or told yet."""
    folders, before = [], set(sys.modules)

    def opened(folder):
        monkeypatch.setattr(places.project, "script", str(folder / "main.py"))
        monkeypatch.setattr(sys, "path", [*sys.path])
        monkeypatch.setattr(loader, "_loaded", {})
        monkeypatch.setattr(values, "_said", set())
        stand_in.cache_clear()  # so that each test is warned
        folders.append(folder)
        return folder

    yield opened
    for name in set(sys.modules) - before:
        if any((folder / f"{name}.py").is_file() for folder in folders):
            del sys.modules[name]
