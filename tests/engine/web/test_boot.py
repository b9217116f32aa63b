import builtins
import json
import logging
import socket
import subprocess
import sys
import threading
import time

import pytest

from engine.base import log, system_name
from engine.canvas import picture
from engine.files import places
from engine.runner import host
from engine.web.boot import play


@pytest.fixture
def run(page, tmp_path, monkeypatch):
    """Run a script in the page: `run("print(1)", waits=False)`; return its path."""
    for owner, name in (
        *((host, "current"), (picture, "unpack"), (log, "handler"), (log, "_wants_format")),
        *((system_name, "said"), (places, "storage")),
        *((sys, "argv"), (sys, "path"), (sys, "stdin"), (builtins, "input"), (time, "sleep")),
        *((socket, "socket"), (threading.Thread, "start"), (subprocess.Popen, "__init__")),
    ):
        monkeypatch.setattr(owner, name, getattr(owner, name))
    monkeypatch.setattr(sys, "path", sys.path[:])
    monkeypatch.setenv("USER", "web_user")
    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])
    monkeypatch.chdir(tmp_path)

    def run(code, *arguments, waits=True, script="script.py", title=""):
        path = tmp_path / script
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(code)
        options = json.dumps({"script": script, "argv": arguments, "title": title})
        monkeypatch.setattr(logging.getLogger(), "handlers", [])  # pytest's own have come by now
        play(page, options, (lambda turns: turns.play()) if waits else None)
        return str(path)

    return run


PROGRAM = """
import sys
from engine import Node, run
class Main(Node):
    def _process(self, delta):
        print("frame", sys.argv)
        {}
        self.get_tree().quit({})
"""
RUN = "sys.exit(run(Main))\n"


def test_a_script_runs_as_the_main_module_with_its_arguments(run, page, capsys):
    path = run(PROGRAM.format("", 0) + "print(__name__, __file__)\n" + RUN, "--one")
    assert capsys.readouterr().out == f"__main__ {path}\nframe ['script.py', '--one']\n"
    assert (page.console, page.shown) == ([], [])
    assert page.is_ready


def test_a_script_that_runs_nothing_has_its_scene_run(run, page, capsys):
    run(PROGRAM.format("", 0))
    assert capsys.readouterr().out == "frame ['script.py']\n"


def test_the_system_is_a_page_and_keeps_user_in_it(run, page, capsys):
    run("from engine import OS\nprint(OS.get_name(), OS.is_userfs_persistent())")
    assert capsys.readouterr().out == "HTML5 True\n"
    assert places.storage.folder() == page.storage.folder


def test_nobody_has_the_name_of_the_runtimes_user(run, capsys):
    run("import os; print(os.environ.get('USER', 'nobody'))")
    assert capsys.readouterr().out == "nobody\n"


def test_a_plain_program_is_run_as_well(run, page, capsys):
    run("print('done')")
    assert capsys.readouterr().out == "done\n"
    assert (page.console, page.shown, page.is_ready) == ([], [], 1)


def test_a_file_of_a_package_knows_the_others(run, tmp_path, capsys):
    (tmp_path / "game").mkdir()
    (tmp_path / "game" / "__init__.py").touch()
    (tmp_path / "game" / "other.py").write_text("name = 'other'")
    sys.path.insert(0, str(tmp_path))
    run("from .other import name; print(name)", script="game/__main__.py")
    assert capsys.readouterr().out == "other\n"


def test_a_script_that_cannot_start_says_so_over_the_page(run, page):
    path = run("import engine\nprimt('x')")
    ((text, final),) = page.shown
    assert final
    assert page.console == [("error", text)]
    assert f'File "{path}", line 2' in text
    assert "NameError: name 'primt' is not defined" in text
    assert "boot.py" not in text


def test_the_first_fault_is_shown_while_the_program_goes_on(run, page, capsys):
    path = run(
        PROGRAM.format("if not hasattr(self, 'was'): self.was = 1; self.nothing", 0) + RUN, waits=False
    )
    page.turns.play()
    ((text, final),) = page.shown
    assert not final
    assert f'File "{path}", line 7' in text
    assert "AttributeError" in text
    assert ("error", text) in page.console
    assert capsys.readouterr().out.count("frame") == 2


def test_an_exit_code_that_is_not_0_is_told_with_the_fault(run, page):
    run(PROGRAM.format("self.get_tree().quit(3); self.nothing", 0) + RUN)
    (fault, _), (text, final) = page.shown
    assert final
    assert text == f"{fault}\n\nThe program has ended with exit code 3."


def test_a_script_that_leaves_with_words_is_told_by_them(run, page):
    run("raise SystemExit('No level 7.')")
    assert page.shown == [("No level 7.", True)]
    assert page.console == [("error", "No level 7.")]


def test_without_waiting_play_returns_while_the_program_runs(run, page, capsys):
    run(PROGRAM.format("", 0) + RUN + "print('never')", waits=False)
    assert capsys.readouterr().out == ""
    page.turns.play()
    assert capsys.readouterr().out == "frame ['script.py']\n"
    assert page.shown == []
