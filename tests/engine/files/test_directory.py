"""Directory where recorded programs do not go."""

import os
import sys

import pytest

from engine import (
    ERR_CANT_CREATE,
    ERR_CANT_OPEN,
    ERR_DOES_NOT_EXIST,
    ERR_FILE_BAD_PATH,
    ERR_FILE_NOT_FOUND,
    ERR_INVALID_PARAMETER,
    FAILED,
    OK,
    Directory,
    ScriptError,
)


def test_it_begins_with_res(res):
    directory = Directory()
    (res / "a.txt").write_text("")
    assert directory.get_current_dir() == "res://"
    assert directory.file_exists("a.txt")
    assert directory.file_exists("res://a.txt")
    assert [directory.change_dir(".."), directory.get_current_dir()] == [OK, "res://"]


def test_paths_are_those_of_the_scheme_that_it_was_opened_with(user, tmp_path):
    directory = Directory()
    assert [directory.open("user://"), directory.make_dir("d1"), directory.change_dir("d1")] == [OK, OK, OK]
    assert directory.get_current_dir() == "user://d1"
    assert [directory.change_dir("user://"), directory.get_current_dir()] == [OK, "user://"]
    assert directory.open(str(tmp_path)) == OK
    assert directory.get_current_dir() == str(tmp_path)
    assert directory.dir_exists("user")
    assert [directory.change_dir("user"), directory.get_current_dir()] == [OK, user.home]


def test_what_cannot_be_done_has_godots_code(user, tmp_path, caplog):
    directory = Directory()
    directory.open("user://")
    (tmp_path / "user" / "t.txt").write_text("a")
    assert directory.open("user://t.txt") == ERR_INVALID_PARAMETER
    assert directory.copy("none", "x") == ERR_FILE_NOT_FOUND
    assert directory.copy("t.txt", "nodir/x") == ERR_FILE_NOT_FOUND
    assert directory.rename("none", "x") == ERR_DOES_NOT_EXIST
    assert directory.rename("t.txt", "nodir/x") == FAILED
    assert directory.make_dir("nodir/x") == ERR_CANT_CREATE
    assert directory.make_dir_recursive("t.txt/x") == ERR_CANT_CREATE
    assert directory.make_dir("sub") == OK
    assert directory.make_dir("sub/x") == OK
    assert directory.remove("sub") == FAILED
    assert directory.remove("sub/x") == OK


def test_nothing_leads_out(user, caplog):
    directory = Directory()
    assert directory.open("user://..") == ERR_INVALID_PARAMETER
    directory.open("user://")
    assert directory.make_dir("../x") == ERR_CANT_CREATE
    assert directory.copy("../x", "y") == ERR_FILE_BAD_PATH
    assert directory.rename("../x", "y") == ERR_FILE_BAD_PATH
    assert not directory.file_exists("../x")
    assert caplog.text.count("leads out") == 4


def test_names_come_in_their_order(user):
    directory = Directory()
    directory.open("user://")
    for name in ("b", "a", "c"):
        directory.make_dir(name)
    directory.list_dir_begin(True)
    assert [directory.get_next() for _ in range(5)] == ["a", "b", "c", "", ""]
    directory.list_dir_begin(True)
    directory.list_dir_end()
    assert directory.get_next() == ""


def test_a_folder_that_has_gone_is_not_listed(user):
    directory = Directory()
    directory.open("user://")
    directory.make_dir("a")
    directory.change_dir("a")
    directory.remove("user://a")
    assert directory.list_dir_begin() == ERR_CANT_OPEN


def test_there_is_room_and_a_drive(user):
    directory = Directory()
    directory.open("user://")
    assert directory.get_space_left() > 0
    assert directory.get_drive_count() >= 1
    assert directory.get_drive(directory.get_current_drive())
    with pytest.raises(ScriptError, match="no drive 99"):
        directory.get_drive(99)


@pytest.mark.skipif(sys.version_info < (3, 12), reason="Python tells the drives from 3.12 on")
def test_windows_has_drives(monkeypatch):
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(os, "listdrives", lambda: ["C:\\", "D:\\"], raising=False)
    assert [Directory().get_drive_count(), Directory().get_drive(1)] == [2, "D:"]


def test_the_storage_hears_of_changes(user):
    directory = Directory()
    directory.open("user://")
    directory.make_dir("a")
    directory.rename("a", "b")
    directory.remove("b")
    assert user.changes == 4
