"""`user://` in a page."""

from engine import File
from engine.files import places
from engine.web.storage import PageStorage


def test_what_is_written_is_handed_to_the_browser(page, tmp_path, monkeypatch):
    page.storage.folder = str(tmp_path)
    monkeypatch.setattr(places, "storage", PageStorage(page.storage))
    file = File()
    file.open("user://a.txt", File.WRITE)
    file.close()
    assert (tmp_path / "a.txt").exists()
    assert page.storage.changes == 1


def test_what_does_not_last_is_told_once(page, caplog):
    storage = PageStorage(page.storage)
    page.storage.persistent, page.storage.problem = False, "no room"
    storage.changed()
    storage.changed()
    assert not storage.persistent
    assert caplog.text.count("lasts no longer than this page: no room") == 1
