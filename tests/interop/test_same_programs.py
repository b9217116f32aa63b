"""The same program in GDScript and in Python prints the same lines in both engines.

The sources are side by side in `programs/`. Both run with frames of exactly 1/60 second. What
Estragon does unlike Godot on purpose (the docstrings say where) is not in them.
"""

from __future__ import annotations

import importlib.util
import logging
from pathlib import Path
from types import ModuleType

import pytest

from engine.porting.parser import parse
from engine.porting.project import Project
from engine.porting.script import port

PROGRAMS = Path(__file__).parent / "programs"
NAMES = sorted(path.stem for path in PROGRAMS.glob("*.py") if path.with_suffix(".gd").exists())
FRAMES = 600


def load(name):
    """Return the class Main of `programs/<name>.py`."""
    spec = importlib.util.spec_from_file_location(f"program_{name}", PROGRAMS / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.Main


def run_here(tree, main):
    """Run `main` as the main scene of `tree` until it quits."""
    tree.add(main, "Main")
    for _ in range(FRAMES):
        if tree.quitting:
            break
        tree.step()
    assert tree.quitting, f"the program did not quit within {FRAMES} frames"
    tree.finish()


def ported(name):
    """Return the class that the GDScript of a program becomes."""
    path = f"res://{name}.gd"
    source = (PROGRAMS / f"{name}.gd").read_text(encoding="utf-8")
    project = Project()
    facts = project.add(path, parse(source))
    project.resolve()
    result = port(project, path, source)
    module = ModuleType(f"ported_{name}")
    exec(compile(result.text, f"{name}.py", "exec"), module.__dict__)
    return getattr(module, facts.name)


@pytest.mark.parametrize("name", NAMES)
def test_a_program_that_is_ported_prints_what_it_printed(name, godot, tree, capsys, caplog):
    other = godot(f"{name}.gd", "--fixed-fps", "60")
    exit_code = other.wait_for_end()
    capsys.readouterr()

    with caplog.at_level(logging.CRITICAL):
        run_here(tree, ported(name)())
    assert capsys.readouterr().out.splitlines() == other.lines
    assert tree.exit_code == exit_code


@pytest.mark.parametrize("name", NAMES)
def test_a_program_prints_the_same_lines_in_both_engines(name, godot, tree, capsys, caplog):
    other = godot(f"{name}.gd", "--fixed-fps", "60")
    exit_code = other.wait_for_end()
    capsys.readouterr()

    with caplog.at_level(logging.CRITICAL):
        run_here(tree, load(name)())
    assert capsys.readouterr().out.splitlines() == other.lines
    assert other.lines, other.report()
    assert tree.exit_code == exit_code
