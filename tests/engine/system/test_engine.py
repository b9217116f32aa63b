"""Engine, as Godot 3.6.2 has it."""

import re
from pathlib import Path

import pytest

import engine
from engine import Engine, Node, ScriptError
from tests.engine.system.rows import CASES, differing_in

ROOT = Path(__file__).parents[3]


def test_it_answers_as_godots(tree):
    python = [row[0] for row in CASES["Engine"]["rows"] if re.search(r"_info\(\)|length\(\)", row[0])]
    assert differing_in(tree, "Engine", *python) == []
    info = Engine.get_version_info()
    keys = ["major", "minor", "patch", "hex", "status", "build", "year", "hash", "string"]
    assert (info["major"], info["minor"], list(info)) == (3, 6, keys)
    assert f'license = "{Engine.get_license_text()}"' in (ROOT / "pyproject.toml").read_text()


def test_settings_are_those_of_the_tree(tree):
    class Setting(Node):
        def _ready(self):
            Engine.time_scale = 0.5
            Engine.target_fps = 30
            Engine.iterations_per_second = 120
            Engine.physics_jitter_fix = 0.0

    tree.add(Setting())
    assert (tree.time_scale, tree.target_fps, tree.iterations_per_second) == (0.5, 30, 120)
    assert tree.physics_jitter_fix == 0.0


def test_settings_have_getters_and_setters(tree):
    class Setting(Node):
        def _ready(self):
            for name, value in {
                "time_scale": 2.0,
                "target_fps": 50,
                "iterations_per_second": 30,
                "physics_jitter_fix": 0.25,
            }.items():
                getattr(Engine, f"set_{name}")(value)
                assert getattr(Engine, f"get_{name}")() == value
            assert Engine.is_printing_error_messages()

    tree.add(Setting())


def test_frames_are_counted(tree):
    class Counting(Node):
        def _process(self, delta):
            self.frames = (Engine.get_idle_frames(), Engine.get_frames_drawn(), Engine.get_physics_frames())

    node = tree.add(Counting())
    tree.step(5)
    assert node.frames == (5, 5, 5)


def test_without_a_tree_it_says_so():
    with pytest.raises(ScriptError, match=r"Engine\.target_fps belongs to a tree, and none is running"):
        Engine.target_fps  # noqa: B018


def test_what_a_program_has_one_of_is_found_by_its_name():
    assert Engine.get_singleton("OS") is engine.OS
    with pytest.raises(ScriptError, match=r"no 'Os'\. Did you mean 'OS'"):
        Engine.get_singleton("Os")
