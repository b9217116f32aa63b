import os

import pytest

from engine.exporting.cache import cache_folder, keep, kept


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "estragon"


def test_what_is_kept_is_there_again_until_another_takes_its_name(folder):
    assert kept("a") is None
    keep("a", b"one")
    keep("a", b"two")
    assert kept("a") == b"two"
    assert [path.name for path in folder.iterdir()] == ["a"]


def test_only_the_last_few_of_a_kind_are_kept(folder):
    keep("b-1", b"")
    for age in range(10, 0, -1):
        keep(f"a-{age}", b"")
        os.utime(folder / f"a-{age}", (1e9 - age, 1e9 - age))
    keep("a-0", b"")
    assert sorted(path.name for path in folder.iterdir()) == ["a-0", "a-1", "a-2", "a-3", "b-1"]


def test_a_cache_that_cannot_be_written_is_done_without(tmp_path):
    (tmp_path / "cache").touch()
    keep("a", b"")
    assert kept("a") is None


def test_what_cannot_be_put_in_place_leaves_nothing_behind(folder):
    (folder / "a" / "something").mkdir(parents=True)
    keep("a", b"")
    assert [path.name for path in folder.iterdir()] == ["a"]


def test_it_is_in_the_home_unless_another_place_is_named(monkeypatch, tmp_path):
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert cache_folder() == tmp_path / ".cache" / "estragon"
