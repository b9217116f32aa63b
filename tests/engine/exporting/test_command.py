import http.client
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from engine.command_line import main


@pytest.fixture
def page(cached, script, monkeypatch):
    """Export a script as the command line does: `page("import json", "--zip")`; returns the exit code."""
    monkeypatch.chdir(cached)

    def export(text="", *options, **beside):
        return main(["export", "web", script(text, **beside), *options])

    return export


def test_a_page_is_written_with_its_sizes_and_the_next_step(page, cached, capsys):
    assert page("x = 1", "--title", "Mine", "--arg=--x", "--arg", "y") == 0
    out, err = capsys.readouterr()
    assert err == "Writing and compressing 9 files …\n"
    lines = out.splitlines()
    assert re.fullmatch(r"together +[\d,]+ +[\d,]+", lines[-4])
    assert lines[-3:] == [
        "It starts three times as slowly as it could: have node or Python 3.14 here for bytecode.",
        "Written to game-web.",
        "Look at it with: python -m engine serve game-web",
    ]
    text = (cached / "game-web" / "index.html").read_text()
    assert "<title>Mine</title>" in text
    assert '"argv": ["--x", "y"]' in text


def test_an_archive_is_written_beside_the_folder(page, cached, capsys):
    assert page("", "--out", "out", "--zip") == 0
    assert "Written to out and out.zip." in capsys.readouterr().out
    assert (cached / "out.zip").exists()


def test_with_bytecode_nothing_is_said_of_slowness(page, monkeypatch, capsys):
    monkeypatch.setattr("engine.exporting.export.bytecode", lambda sources, runtime: dict(sources))
    assert page() == 0
    assert "slowly" not in capsys.readouterr().out


def test_what_works_in_no_page_is_refused_with_file_and_line_unless_forced(page, cached, capsys):
    assert page("import a\nimport threading", **{"a.py": "import socket"}) == 1
    out, err = capsys.readouterr()
    assert out == ""
    first, second, last = err.splitlines()
    assert first.startswith("ERROR: a.py:1: `socket` works in no page")
    assert second.startswith("ERROR: game.py:2: `threading` works in no page")
    assert last == "Nothing is written. With --force it is exported all the same."
    assert not (cached / "game-web").exists()
    assert page("import threading", "--force") == 0
    assert capsys.readouterr().err.startswith("WARNING: game.py:1: `threading`")


def test_what_may_not_work_is_warned_of(page, capsys):
    assert page('url = "ws://example.org"') == 0
    assert capsys.readouterr().err.startswith("WARNING: game.py:1: a page that came over https may not open")


def test_without_a_runtime_there_is_one_message(page, cached, capsys):
    (cached / "cache" / "estragon").rename(cached / "elsewhere")
    assert page() == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("ERROR") == 1
    assert "npm pack pyodide@" in err
    assert "--pyodide " in err


def test_a_runtime_that_is_named_is_taken(page, cached, package, capsys):
    (cached / "mine.tgz").write_bytes(package)
    (cached / "cache" / "estragon").rename(cached / "elsewhere")
    assert page("", "--pyodide", "mine.tgz") == 0
    (cached / "mine.tgz").write_bytes(package[:-10])
    assert page("", "--pyodide", "mine.tgz") == 1
    assert "its SHA-512 differs" in capsys.readouterr().err


def heed_ctrl_c():
    """Let a program be ended by SIGINT, which those that a shell has put into the background ignore."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_a_page_is_served_until_somebody_ends_it(page, cached):
    assert page() == 0
    line = [sys.executable, "-m", "engine", "serve", str(cached / "game-web"), "--port", "0"]
    with subprocess.Popen(line, stdout=subprocess.PIPE, text=True, preexec_fn=heed_ctrl_c) as process:
        try:
            url = process.stdout.readline()
            host, port = re.match(r"http://(127\.0\.0\.1):(\d+)/", url).groups()
            connection = http.client.HTTPConnection(host, int(port), timeout=30)
            connection.request("GET", "/")
            assert connection.getresponse().status == 200
            connection.close()
            process.send_signal(signal.SIGINT)
            assert process.wait(30) == 0
        finally:
            process.kill()


def test_the_server_ends_by_ctrl_c_in_this_process_too(page, monkeypatch, capsys):
    assert page() == 0

    def interrupted(server):
        raise KeyboardInterrupt

    monkeypatch.setattr("http.server.ThreadingHTTPServer.serve_forever", interrupted)
    assert main(["serve", "game-web", "--port", "0"]) == 0
    assert "Ctrl+C ends it." in capsys.readouterr().out


def test_a_folder_without_a_page_is_not_served(tmp_path, capsys):
    assert main(["serve", str(tmp_path)]) == 1
    assert capsys.readouterr().err.startswith("ERROR: ")


def test_every_option_is_in_the_documentation(capsys):
    with pytest.raises(SystemExit):
        main(["export", "web", "--help"])
    options = re.findall(r"^  (--[a-z]+)", capsys.readouterr().out, re.MULTILINE)
    assert len(options) == 9
    text = (Path(__file__).parents[3] / "docs" / "browser.md").read_text(encoding="utf-8")
    assert [option for option in options if f"`{option}" not in text] == []


def test_other_commands_load_nothing_of_it():
    code = "import sys, engine.command_line; print({'http.server', 'zipfile'} & set(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout == "set()\n"
