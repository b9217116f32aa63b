"""The book says only what is true: its Python runs, its tests pass, and Godot reads its GDScript."""

import inspect
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from engine import Node, remote
from engine.porting.parser import parse
from engine.scene.frame import FRAME, STEP
from engine.testing import MemoryNetwork, SteppedTree
from nodes import WebSocketClient, WebSocketServer

DOCS = Path(__file__).parents[2] / "docs"
PAGES = sorted(page.name for page in DOCS.glob("*.md"))
TRIED_ELSEWHERE = {"deploying.md", "scaling.md", "browser.md"}
"""Pages whose programs `tests/interop` and `tests/web` run, with what is around them."""


def blocks(page, language):
    text = (DOCS / page).read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.DOTALL | re.MULTILINE)


def names_of(page):
    """Run the Python of a page, block by block as it is read; return what it defines."""
    names = {"__name__": "book"}
    for number, block in enumerate(blocks(page, "python"), 1):
        block = re.sub(
            r"^from (client|counter|server) import .*\n", "", block, flags=re.MULTILINE
        )  # all are in `names`
        exec(compile(block, f"{page}, block {number}", "exec"), names)
    return names


WITH_PYTHON = [page for page in PAGES if blocks(page, "python") and page not in TRIED_ELSEWHERE]


@pytest.mark.parametrize("page", WITH_PYTHON)
def test_the_python_of_a_page_runs_from_top_to_bottom(page):
    names = names_of(page)
    assert [name for name, found in names.items() if inspect.isclass(found) or inspect.isfunction(found)]


TESTS = [
    (page, name)
    for page in WITH_PYTHON
    for block in blocks(page, "python")
    for name in re.findall(r"^def (test_\w+)", block, re.MULTILINE)
]


@pytest.mark.parametrize(("page", "name"), TESTS)
def test_a_test_of_a_page_passes(page, name, request):
    test = names_of(page)[name]
    test(**{fixture: request.getfixturevalue(fixture) for fixture in inspect.signature(test).parameters})


def test_the_lines_for_tls_are_those_of_a_server():
    server = WebSocketServer()
    (lines,) = [block for block in blocks("deploying.md", "python") if block.startswith("server.ssl_")]
    exec(compile(lines, "deploying.md", "exec"), {"server": server})
    assert [server.ssl_certificate, server.private_key] == re.findall(r'"(.*)"', lines)


GDSCRIPT = [(page, block) for page in PAGES for block in blocks(page, "gdscript")]
OF_3 = [pytest.param(block, id=page) for page, block in GDSCRIPT if "# Godot 4" not in block]
OF_4 = [pytest.param(block, id=page) for page, block in GDSCRIPT if "# Godot 4" in block]


@pytest.mark.parametrize("block", OF_3)
def test_gdscript_of_a_page_is_read_by_the_porter(block):
    assert parse(block).main.members


def checked_by(engine_, folder, block):
    """Let a real Godot read a script; return what it has to say against it."""
    (folder / "project.godot").write_text("config_version=4\n")
    (folder / "script.gd").write_text(block)
    command = [engine_, "--path", str(folder), "--check-only", "-s", "script.gd"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    return [
        line for line in (done.stdout + done.stderr).splitlines() if "SCRIPT ERROR" in line or "Parse" in line
    ]


@pytest.mark.skipif(not shutil.which(os.environ.get("GODOT3", "godot3-server")), reason="needs godot3-server")
@pytest.mark.parametrize("block", OF_3)
def test_gdscript_of_a_page_is_read_by_godot_3(block, tmp_path):
    assert checked_by(os.environ.get("GODOT3", "godot3-server"), tmp_path, block) == []


@pytest.mark.skipif(not shutil.which(os.environ.get("GODOT3", "godot3-server")), reason="needs godot3-server")
def test_a_mistake_in_gdscript_would_be_seen(tmp_path):
    mistake = "extends Node\n\nfunc _ready(:\n    pass\n"
    assert checked_by(os.environ.get("GODOT3", "godot3-server"), tmp_path, mistake)


@pytest.mark.skipif(not os.environ.get("GODOT4"), reason="needs Godot 4: set GODOT4")
@pytest.mark.parametrize("block", OF_4)
def test_gdscript_of_a_page_is_read_by_godot_4(block, tmp_path):
    assert checked_by(os.environ["GODOT4"], tmp_path, block) == []


def test_every_page_is_in_the_book():
    book = (DOCS / "index.md").read_text(encoding="utf-8")
    named = set(re.findall(r"^([\w/-]+)$", book, re.MULTILINE)) | {"index"}
    assert {page.removesuffix(".md") for page in PAGES} <= named


def test_the_stages_of_the_page_are_those_of_a_frame_and_a_step():
    page = (DOCS / "how-it-works.md").read_text(encoding="utf-8")
    frame, step = [
        re.findall(r"^\| `(\w+)` \|", part, re.MULTILINE) for part in page.split("A physics step is")
    ]
    assert (frame, step) == (list(FRAME), list(STEP))


def test_the_example_window_ends_with_1_where_no_window_can_be_opened(tmp_path):
    (code,) = [block for block in blocks("first-evening.md", "python") if "class Counter" in block]
    script = tmp_path / "counter.py"
    script.write_text(code)
    without_screen = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY")}
    done = subprocess.run([sys.executable, script], env=without_screen, capture_output=True, text=True)
    assert (done.returncode, done.stderr.partition(":")[0]) == (1, "ERROR")


def test_the_dice_are_rolled_for_a_client_by_remote_call(tree):
    other = SteppedTree()
    tree.network = other.network = MemoryNetwork()
    tree.add(names_of("multiplayer.md")["Dice"]())

    class Dice(Node):
        shown = None

        @remote
        def show(self, text):
            self.shown = text

    dice = other.add(Dice())
    client = other.add(WebSocketClient())
    client.connect_to_url("ws://anywhere:9080", [], True)
    other.network_peer = client
    other.connected_to_server.connect(lambda: dice.rpc_id(1, "roll", 6))
    for _ in range(20):
        tree.step()
        other.step()
    assert dice.shown == f"player {client.get_unique_id()} rolls 2"
    other.finish()
