"""What is said under the traceback of a name that Python does not find."""

from __future__ import annotations

import importlib

import pytest

import engine
import nodes
from engine import Node
from engine.base.fault import Fault, FaultLog
from engine.base.repair import (
    _SAY,
    _WRITE,
    note_repair,
    repair_of,
)
from nodes import Button, Control, Label


def missed(code, **names):
    """Return the exception that `code` raises."""
    with pytest.raises((NameError, AttributeError, ImportError)) as raised:
        exec(code, names)
    return raised.value


@pytest.mark.parametrize(
    ("code", "repair"),
    [
        ("Vector2(1, 2)", "Write `from engine import Vector2` at the top of the file."),
        ("Label()", "Write `from nodes import Label` at the top of the file."),
        ("KEY_SPACE", "Write `from engine.input import KEY_SPACE` at the top of the file."),
        ("rand_range(0, 1)", "Write `random.uniform(low, high)`."),
        ("load('icon.png')", "Write `Texture.load(…)`."),
        ("randomize()", "Python's `random` needs none: leave it out."),
        ("TextEdit()", "Estragon has no TextEdit."),
        ("get_tree()", "Write `self.get_tree`."),
        ("position", "Write `self.position`."),
        ("Buton()", "Did you mean 'Button'?"),
        ("zzyzx", ""),
        ("from engine import DynamicFont", "Write `Font(size, bold=False, path=None)`."),
        ("from nodes import Vector2", "Write `from engine import Vector2` at the top of the file."),
        ("import no_such_module", ""),
        ("from math import py", ""),
    ],
)
def test_a_name_that_is_not_there_is_answered(code, repair):
    assert repair_of(missed(code)) == repair


@pytest.mark.parametrize(
    ("code", "repair"),
    [
        ("Button.new()", "Write `Button()`."),
        ("Button().presed", "Did you mean 'pressed'"),
        ("Button().set_texxt('a')", "Did you mean 'set_text'"),
        ("Control.SIZE_EXPAND_FIL", "Did you mean 'SIZE_EXPAND_FILL'"),
        ("Label().zzyzx", ""),
        ("Label().new", ""),
    ],
)
def test_an_attribute_that_is_not_there_is_answered(code, repair):
    found = repair_of(missed(code, Button=Button, Control=Control, Label=Label))
    assert found.startswith(repair)
    assert bool(found) == bool(repair)


@pytest.mark.parametrize(
    "error", [ValueError("x"), NameError("x"), AttributeError("x"), ImportError("x", name="engine")]
)
def test_an_exception_that_names_nothing_has_no_repair(error):
    note_repair(error)
    assert repair_of(error) == ""
    assert not hasattr(error, "__notes__")


def test_a_repair_is_noted_once():
    error = missed("Vector2()")
    note_repair(error)
    note_repair(error)
    assert error.__notes__ == [repair_of(error)]


def test_nothing_that_is_there_is_said_to_have_another_name():
    there = {*engine.__all__, *nodes.__all__, *vars(importlib.import_module("engine.input"))}
    assert there.isdisjoint({*_WRITE, *_SAY})


def test_the_log_shows_the_repair_under_the_traceback(caplog):
    FaultLog()(Fault(missed("Vector2()"), "Player._ready"))
    assert caplog.text.rstrip().endswith("Write `from engine import Vector2` at the top of the file.")


def test_a_test_shows_the_repair(tree):
    class Careless(Node):
        def _ready(self):
            self.add_chidl(Node())

    with pytest.raises(AttributeError) as raised:
        tree.add(Careless())
    assert raised.value.__notes__[0].startswith("Did you mean 'add_child'")
