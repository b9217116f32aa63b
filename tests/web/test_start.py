"""What stands for the time that a start takes: what is loaded for it, and that nothing of it is compiled."""

import json
import zipfile

import pytest

from engine.command_line import main
from engine.exporting.bytecode import bytecode
from engine.exporting.error import ExportError
from engine.exporting.runtime import find_runtime

from .conftest import counter_of_the_book

STARTED = """
import json
import sys

from counter import Counter
from engine import run


class Started(Counter):
    frames = 0

    def _process(self, delta):
        self.frames += 1
        if self.frames == 2:  # all that the first needed is there
            print(json.dumps({name: kind(module) for name, module in sys.modules.items()}))
            print("that is all")


def kind(module):
    return type(getattr(module, "__loader__", None)).__name__


raise SystemExit(run(Started))
"""
MOST_OF_OURS, MOST = 184, 380
"""Modules: those of engine and nodes, and all. A dozen more take a hundredth of a start."""
NOT_NEEDED = (
    *(
        "engine.multiplayer.api",
        "engine.display.headless",
        "engine.doctor",
        "engine.exporting",
        "engine.testing",
    ),
    *("nodes.websocket", "nodes.gui.rich_text_label", "nodes.gui.line_edit", "websockets", "PIL", "pyglet"),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The Counter of the book, exported."""
    try:
        runtime = find_runtime()
    except ExportError as error:
        pytest.skip(f"no runtime for pages: {error}")
    if bytecode({}, runtime) is None:
        pytest.skip("nothing compiles for pages: install node")
    folder = tmp_path_factory.mktemp("start")
    (folder / "counter.py").write_text(counter_of_the_book(), encoding="utf-8")
    (folder / "started.py").write_text(STARTED)
    assert main(["export", "web", str(folder / "started.py"), "--out", str(folder / "out")]) == 0
    return folder / "out"


def test_no_more_is_imported_until_the_first_frame_than_it_needs(visitor, folder, serving):
    _, url = serving(folder)
    visitor.play(url)
    visitor.wait_for("that is all")
    assert visitor.complaints == []
    modules = json.loads(visitor.printed[0])
    ours = [name for name in modules if name.split(".")[0] in ("engine", "nodes")]
    assert len(ours) <= MOST_OF_OURS
    assert len(modules) <= MOST
    assert [name for name in NOT_NEEDED if name in modules] == []
    # The script alone is compiled, and what is beside it; a main module has no loader.
    assert {name for name, kind in modules.items() if kind == "SourceFileLoader"} == {"counter"}
    assert set(modules.values()) <= {
        *("SourceFileLoader", "SourcelessFileLoader", "zipimporter", "type", "JsLoader", "NoneType"),
    }


def test_archives_have_bytecode_and_no_source_but_the_scripts(folder):
    for archive in folder.rglob("*.zip"):
        names = zipfile.ZipFile(archive).namelist()
        assert [name for name in names if name.endswith(".pyc")]
        found = {name for name in names if name.endswith(".py")}
        assert found == ({"game/started.py", "game/counter.py"} if archive.match("game.*") else set())
