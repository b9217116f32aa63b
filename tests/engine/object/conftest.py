import pytest


@pytest.fixture
def faults(monkeypatch):
    """The faults of objects outside any tree."""
    found = []
    monkeypatch.setattr("engine.base.fault._default", found.append)
    return found
