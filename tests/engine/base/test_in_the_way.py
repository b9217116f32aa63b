"""Another `nodes` or `engine` beside a script, in programs of their own, as a user starts them.

They run without what is installed: the launcher finds the packages as an installed wheel is found, or as
an editable installation is.
"""

from __future__ import annotations

import subprocess
import sys
from importlib.machinery import ModuleSpec
from pathlib import Path

import pytest

import nodes
from engine.base import in_the_way as module
from engine.base.in_the_way import in_the_way, refuse, words_of

ROOT = Path(__file__).parent.parent.parent.parent
WHEEL = f"sys.path.append({str(ROOT)!r})"
EDITABLE = f"""
class Finder:
    def find_spec(name, path=None, target=None):
        if name in ("engine", "nodes"):
            return spec_from_file_location(name, f"{ROOT}/{{name}}/__init__.py")
        package = name.rpartition(".")[0]
        return PathFinder.find_spec(name, [f"{ROOT}/{{package}}"]) if package in ("engine", "nodes") else None
sys.meta_path.append(Finder)
"""
LAUNCHER = """
import runpy, sys
from importlib.machinery import PathFinder
from importlib.util import spec_from_file_location
sys.path[0] = {folder!r}
{install}
if sys.argv[1:2] == ["-m"]:
    del sys.argv[1:3]
    runpy.run_module("engine", run_name="__main__", alter_sys=True)
else:
    del sys.argv[0]
    runpy.run_path(sys.argv[0], run_name="__main__")
"""
GAME = """
from engine import Node, run
from nodes import Timer

class Main(Node):
    def _ready(self):
        print("ready")

if __name__ == "__main__":
    raise SystemExit(run(Main, quit_after=1, headless=True))
"""


@pytest.fixture
def start(tmp_path):
    """Return a function that starts Python in a folder that has `game.py`, and what is in the way."""
    (tmp_path / "game.py").write_text(GAME)

    def start(install, *arguments, beside=""):
        if beside.endswith("/"):
            (tmp_path / beside).mkdir(exist_ok=True)
        elif beside:
            (tmp_path / beside).parent.mkdir(exist_ok=True)
            (tmp_path / beside).touch()
        launcher = LAUNCHER.format(folder=str(tmp_path), install=install)
        return subprocess.run(
            [sys.executable, "-S", "-c", launcher, *arguments],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    return start


RUN = ("-m", "engine", "run", "game.py", "--headless", "--quit-after", "1")
PLAIN = ("game.py",)


@pytest.mark.parametrize("install", [WHEEL, EDITABLE], ids=["wheel", "editable"])
@pytest.mark.parametrize("arguments", [RUN, PLAIN], ids=["run", "plain"])
@pytest.mark.parametrize("beside", ["nodes.py", "nodes/__init__.py", "nodes/"])
def test_what_hides_the_nodes_is_named_with_the_remedy(start, tmp_path, install, arguments, beside):
    done = start(install, *arguments, beside=beside)
    if beside == "nodes/" and install == WHEEL:  # an empty folder comes after a package
        assert (done.returncode, done.stdout, done.stderr) == (0, "ready\n", "")
        return
    place = tmp_path / beside.removesuffix("/").removesuffix("/__init__.py")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.count("Traceback") == (1 if arguments == PLAIN else 0)
    error = "ImportError" if arguments == PLAIN else "ERROR"
    assert done.stderr.splitlines()[-1] == f"{error}: {words_of('nodes', str(place))}"


@pytest.mark.parametrize("beside", ["engine.py", "engine/__init__.py"])
def test_what_hides_the_engine_is_named_by_the_nodes(start, tmp_path, beside):
    (tmp_path / "game.py").write_text("import nodes\n")
    done = start(WHEEL, *PLAIN, beside=beside)
    assert (done.returncode, done.stderr.count("Traceback")) == (1, 1)
    words = f"ImportError: Here `engine` is {tmp_path / beside}, and not Estragon's"
    assert done.stderr.splitlines()[-1].startswith(words)


def test_an_empty_folder_that_hides_an_editable_engine_is_named_before_anything_else(start, tmp_path):
    done = start(EDITABLE, *RUN, beside="engine/")
    words = f"ERROR: {words_of('engine', str(tmp_path / 'engine'))}\n"
    assert (done.returncode, done.stdout, done.stderr) == (1, "", words)


def test_the_doctor_names_an_empty_folder_that_hides_an_editable_installation(start, tmp_path):
    done = start(EDITABLE, "-m", "engine", "doctor", beside="nodes/")
    assert f"{tmp_path / 'nodes'} is in the way" in done.stdout


def test_a_fault_in_the_engine_itself_is_shown_as_it_is(start, tmp_path):
    (tmp_path / "game.py").write_text("import sys; sys.modules['engine.base.public'] = None; import nodes\n")
    assert "import of engine.base.public halted" in start(WHEEL, *PLAIN).stderr.splitlines()[-1]


def test_a_project_with_its_own_package_nodes_may_have_our_pytest_plugin_installed(start, tmp_path):
    (tmp_path / "game.py").write_text("import engine, nodes; print(engine.OK, nodes.__file__)\n")
    done = start(WHEEL, *PLAIN, beside="nodes/__init__.py")
    assert done.stdout.endswith(f"{tmp_path / 'nodes' / '__init__.py'}\n")


def test_our_own_packages_are_not_in_the_way(monkeypatch):
    for package in (nodes.__name__, "engine"):
        assert in_the_way(package) == in_the_way(package, sys.path) == ""
        refuse(package)
        monkeypatch.delitem(sys.modules, package)
        assert in_the_way(package) == ""


@pytest.mark.parametrize(
    ("spec", "place"),
    [
        (None, ""),
        (ModuleSpec("nodes", None), ""),
        (ModuleSpec("nodes", None, origin="/a/nodes.py"), "/a/nodes.py"),
        (ModuleSpec("nodes", None, origin="/a/nodes/__init__.py"), "/a/nodes"),
    ],
)
def test_a_place_is_a_folder_or_a_file(monkeypatch, spec, place):
    if spec is not None:
        spec.has_location = spec.origin is not None
    finder = type("Finder", (), {"find_spec": staticmethod(lambda name, path: spec)})
    monkeypatch.setattr(sys, "meta_path", [finder])
    monkeypatch.delitem(sys.modules, "nodes")
    assert in_the_way("nodes") == place
    if place:
        with pytest.raises(ImportError, match=r"Give that f.* another name") as raised:
            refuse("nodes")
        assert (raised.value.name, raised.value.path) == ("nodes", place)


def test_a_namespace_is_its_first_folder(monkeypatch, tmp_path):
    spec = ModuleSpec("nodes", None)
    spec.submodule_search_locations = [str(tmp_path), "elsewhere"]
    monkeypatch.setattr(module, "_found", lambda package, path: spec)
    monkeypatch.delitem(sys.modules, "nodes")
    assert in_the_way("nodes") == str(tmp_path)
