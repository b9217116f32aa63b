"""OS, as Godot 3.6.2 without a window has it."""

import os
import signal
import sys
import threading
import time
import webbrowser

import pytest

from engine import (
    ERR_INVALID_PARAMETER,
    ERR_UNAVAILABLE,
    FAILED,
    OK,
    OS,
    Node,
    PoolStringArray,
    ScriptError,
    Vector2,
)
from engine.base import system_name
from engine.display.display import Monitor
from engine.files import places
from engine.input import KEY_A, KEY_ESCAPE
from tests.engine.system.rows import differing_in

NOT_HERE = (
    "OS.has_feature('editor')",
    "OS.window_fullscreen",
    "OS.get_user_data_dir().get_file()",
    "OS.vsync_enabled",
    "OS.get_video_driver_count()",
    "OS.get_current_video_driver()",
    "OS.get_audio_driver_count()",
    "OS.keep_screen_on",
    "OS.max_window_size",
    "OS.min_window_size",
)
"""Rows about an editor, windows and drivers, and one that Python writes otherwise."""
KEYS = [f"OS.get_{what}().keys()" for what in ("date", "time", "datetime", "time_zone_info")]


@pytest.fixture
def headless(monkeypatch):
    monkeypatch.setattr(system_name, "headless", True)


@pytest.fixture
def called(tree):
    """Calls a function in the `_ready` of a node."""

    def call(function):
        class Calling(Node):
            def _ready(self):
                self.found = function()

        return tree.add(Calling()).found

    return call


def in_a_shell():
    output = []
    return [OS.execute("/bin/echo", ["a b", "c"], True, output), output]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the recording is of Linux")
def test_it_answers_as_godots(tree, headless, capfd):
    names = {"ex": in_a_shell, "KEY_A": KEY_A, "KEY_ESCAPE": KEY_ESCAPE}
    whole = "OS.get_system_time_msecs() / 1000 - OS.get_unix_time()"
    assert differing_in(tree, "OS", *NOT_HERE, *KEYS, whole, **names) == []
    assert list(OS.get_date()) == ["year", "month", "day", "weekday", "dst"]
    assert list(OS.get_time()) == ["hour", "minute", "second"]
    assert list(OS.get_datetime()) == ["year", "month", "day", "weekday", "dst", "hour", "minute", "second"]
    assert list(OS.get_time_zone_info()) == ["bias", "name"]
    assert OS.get_system_time_msecs() // 1000 - OS.get_unix_time() in (0, 1)
    assert OS.get_system_time_secs() - OS.get_unix_time() in (0, 1)


@pytest.mark.parametrize(
    ("said", "platform", "name"),
    [("", "linux", "X11"), ("", "win32", "Windows"), ("", "darwin", "OSX"), ("HTML5", "linux", "HTML5")],
)
def test_the_system_has_godots_name(monkeypatch, said, platform, name):
    monkeypatch.setattr(system_name, "said", said)
    monkeypatch.setattr(system_name, "headless", False)
    monkeypatch.setattr(sys, "platform", platform)
    assert OS.get_name() == name
    assert OS.has_feature(name)
    assert OS.has_feature("web") == (name == "HTML5")
    assert OS.can_draw()


def test_arguments_are_those_of_the_script(monkeypatch):
    monkeypatch.setattr(sys, "argv", ["game.py", "--server", "--verbose"])
    assert OS.get_cmdline_args() == PoolStringArray(["--server", "--verbose"])
    assert OS.is_stdout_verbose()


def test_the_exit_code_is_the_trees(tree, called):
    def set_code():
        OS.set_exit_code(3)
        return OS.get_exit_code()

    assert called(set_code) == 3
    assert tree.exit_code == 3


def test_a_program_is_run_beside_this_one(capfd):
    pid = OS.execute(sys.executable, ["-c", "import time; time.sleep(60)"], False)
    assert OS.is_process_running(pid)
    assert OS.kill(pid) == OK
    OS._started_.pop(pid).wait(30)
    assert OS.kill(pid) == FAILED
    assert OS.execute("/no/such/program", [], False) == -1


def test_what_a_program_says_of_errors_is_read_too(capfd):
    output = []
    code = OS.execute(
        sys.executable, ["-c", "import sys; print('a', file=sys.stderr); sys.exit(3)"], True, output, True
    )
    assert (code, output) == (3, ["a\n"])


def test_a_process_of_others_is_looked_for(monkeypatch):
    assert OS.is_process_running(os.getpid())
    monkeypatch.setattr(os, "kill", lambda pid, number: (_ for _ in ()).throw(ProcessLookupError()))
    assert not OS.is_process_running(1)


def test_an_address_is_opened_by_the_desktop(monkeypatch):
    opened = []
    monkeypatch.setattr(webbrowser, "open", lambda uri: opened.append(uri) or len(opened) == 1)
    assert [OS.shell_open("https://example.org"), OS.shell_open("x"), OS.shell_open("")] == [
        OK,
        FAILED,
        ERR_INVALID_PARAMETER,
    ]
    monkeypatch.setitem(sys.modules, "webbrowser", None)
    assert OS.shell_open("x") == ERR_UNAVAILABLE


@pytest.mark.parametrize(
    ("variables", "locale", "language"),
    [
        ({"LANG": "de_AT.UTF-8"}, "de_AT", "de"),
        ({"LANG": "de_AT", "LC_ALL": "C"}, "de_AT", "de"),
        ({}, "en", "en"),
    ],
)
def test_the_language_is_that_of_the_environment(monkeypatch, variables, locale, language):
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert (OS.get_locale(), OS.get_locale_language()) == (locale, language)


def test_the_window_is_the_trees(tree, called):
    def use():
        OS.set_window_title("Chess")
        OS.window_size = Vector2(640, 480)
        OS.set_window_size(OS.get_window_size() + Vector2(0, 20))
        OS.min_window_size = Vector2(100, 100)
        assert OS.get_min_window_size() == Vector2(100, 100)
        OS.set_min_window_size(Vector2(0, 0))
        OS.request_attention()
        OS.clipboard = "copied"
        return OS.get_clipboard(), OS.has_clipboard(), OS.get_real_window_size()

    assert called(use) == ("copied", True, Vector2(640, 500))
    assert tree.screen.window_size == (640, 500)
    assert called(lambda: OS.set_clipboard("")) is None


def test_without_a_window_there_is_one_screen_as_godots_server_has_it(called):
    def screens():
        places, sizes = (
            [ask(*one) for one in ((), (0,), (5,))] for ask in (OS.get_screen_position, OS.get_screen_size)
        )
        return OS.get_screen_count(), OS.get_screen_dpi(), places, sizes

    assert called(screens) == (1, 72, [Vector2(0, 0)] * 3, [Vector2(1024, 600)] * 3)


def test_there_may_be_several_screens(tree, called, monkeypatch):
    found = [Monitor(0, 0, 1920, 1080, 96), Monitor(1920, 0, 3840, 2160, 192)]
    monkeypatch.setattr(type(tree.screen), "monitors", lambda self: found)
    assert called(OS.get_screen_count) == 2
    assert called(lambda: OS.get_screen_position(1)) == Vector2(1920, 0)
    assert called(lambda: OS.get_screen_size(1)) == Vector2(3840, 2160)
    assert called(lambda: (OS.get_screen_dpi(1), OS.get_screen_dpi(2))) == (192, 96)


def test_a_clipboard_that_answers_later_is_empty(tree, called, monkeypatch):
    monkeypatch.setattr(type(tree.screen), "get_clipboard", lambda self, callback: None)
    assert called(lambda: OS.clipboard) == ""


def test_without_a_tree_the_window_says_so():
    with pytest.raises(ScriptError, match=r"OS\.window_size belongs to a tree"):
        OS.window_size  # noqa: B018


def test_keys_that_type_a_character_are_told_from_others():
    assert OS.is_scancode_unicode(KEY_A)
    assert not OS.is_scancode_unicode(KEY_ESCAPE)


def test_user_is_a_folder_of_the_system(monkeypatch, tmp_path):
    kept = places.Storage()
    monkeypatch.setattr(kept, "folder", lambda: str(tmp_path / "recorder"))
    monkeypatch.setattr(places, "storage", kept)
    assert OS.get_user_data_dir() == str(tmp_path / "recorder")
    assert OS.is_userfs_persistent()


def test_a_slip_is_not_silent():
    with pytest.raises(ScriptError, match=r"no 'clipbord' to be set to 'a'\. Did you mean 'clipboard'"):
        OS.clipbord = "a"
    OS.set_low_processor_usage_mode(True)
    assert OS.is_in_low_processor_usage_mode()
    OS.low_processor_usage_mode = False


def test_the_process_has_a_thread_and_a_place_for_data(monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", "/data")
    monkeypatch.setattr(sys, "platform", "linux")
    assert OS.get_data_dir() == "/data"
    assert OS.get_thread_caller_id() == threading.get_ident()


def test_the_process_has_memory_and_a_processor():
    assert OS.get_static_memory_peak_usage() >= 0
    assert isinstance(OS.get_processor_name(), str)


def test_delays_sleep(monkeypatch):
    slept = []
    monkeypatch.setattr(time, "sleep", slept.append)
    OS.delay_msec(20)
    OS.delay_usec(20)
    assert slept == [0.02, 0.00002]


def test_a_process_is_ended_by_a_signal(monkeypatch):
    sent = []
    monkeypatch.setattr(os, "kill", lambda pid, number: sent.append((pid, number)))
    assert OS.kill(5) == OK
    assert sent == [(5, signal.SIGTERM)]


def test_a_folder_of_the_users_is_found(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    assert OS.get_system_dir(0) == str(tmp_path)
    (tmp_path / "Documents").mkdir()
    assert OS.get_system_dir(2) == str(tmp_path / "Documents")
