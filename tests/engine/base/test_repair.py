"""What is said under the traceback of a name that Python does not find."""

from __future__ import annotations

import importlib
import re
import sys

import pytest

import engine
import nodes
from engine import Color, Key, Node, PoolIntArray, Quat, Rect2, Transform2D, Vector2, godot_format
from engine.base.fault import Fault, FaultLog
from engine.base.godot_names import LINES, METHODS, MISSING, SAY, WRITE
from engine.base.repair import note_repair, repair_of
from nodes import Button, Control, Label


def missed(code, **names):
    """Return the exception that `code` raises."""
    with pytest.raises((NameError, AttributeError, ImportError, SyntaxError, TypeError)) as raised:
        exec(code, names)
    return raised.value


@pytest.mark.parametrize(
    ("code", "repair"),
    [
        ("Vector2(1, 2)", "Write `from engine import Vector2` at the top of the file."),
        ("Label()", "Write `from nodes import Label` at the top of the file."),
        ("KEY_SPACE", "Write `from engine.input import KEY_SPACE` at the top of the file."),
        ("rand_range(0, 1)", "Write `from engine import rand_range` at the top of the file."),
        ("randi_range(1, 6)", "Write `low + randi() % (high - low + 1)`."),
        ("log(2)", "Write `math.log(…)`."),
        ("Dictionary()", "Write `{}`."),
        ("TYPE_STRING", "Write `from engine import TYPE_STRING` at the top of the file."),
        ("load('icon.png')", "Write `from engine import load` at the top of the file."),
        ("StreamPeerTCP()", "Write `socket.socket(…)`."),
        ("randomize()", "Write `from engine import randomize` at the top of the file."),
        ("get_tree()", "Write `self.get_tree`."),
        ("position", "Write `self.position`."),
        ("Buton()", "Did you mean 'Button'?"),
        ("zzyzx", ""),
        ("sign(-1)", "Write `from engine import sign` at the top of the file."),
        ("KEY_SPAC", "Did you mean 'KEY_SPACE'?"),
        ("ViewportContainer()", "Estragon has no ViewportContainer."),
        ("NetworkedMultiplayerENet()", "There is no ENet: write `WebSocketServer()` or `WebSocketClient()`."),
        ("JSON.print({})", "Write `from engine import JSON` at the top of the file."),
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
        ("'a'.to_utf8()", "Write `text.encode()`."),
        ("'a'.length()", "Write `len(text)`."),
        ("[].empty()", "Write `not items`."),
        ("[].push_back(1)", "Write `items.append(value)`."),
        ("[].pick_random()", "Write `items[randi() % len(items)]`."),
        ("().size()", "Write `len(items)`."),
        ("{}.values().size()", "Write `len(items)`."),
        ("{}.keys().has(1)", "Write `value in items`."),
        ("set().has(1)", "Write `value in items`."),
        ("range(3).size()", "Write `len(items)`."),
        ("bytearray().get_string_from_utf8()", "Write `data.decode()`."),
        ("{}.has(1)", "Write `key in table`."),
        ("b'a'.get_string_from_utf8()", "Write `data.decode()`."),
        ("{'name': 1}.name", 'Write `["name"]`.'),
        ("PoolIntArray().append(1)", "Write `items = items + PoolIntArray([value])`."),
        ("PoolIntArray().append_array([1])", "Write `items = items + more`."),
        ("'a'.zzyzx", ""),
        ("Key.SPACE", "Write `from engine.input import KEY_SPACE`: a Key is that of a dictionary."),
        ("Key.zzyzx", ""),
    ],
)
def test_an_attribute_that_is_not_there_is_answered(code, repair):
    found = repair_of(
        missed(code, Button=Button, Control=Control, Key=Key, Label=Label, PoolIntArray=PoolIntArray)
    )
    assert found.startswith(repair)
    assert bool(found) == bool(repair)


@pytest.mark.parametrize(
    "error", [ValueError("x"), NameError("x"), AttributeError("x"), ImportError("x", name="engine")]
)
def test_an_exception_that_names_nothing_has_no_repair(error):
    note_repair(error)
    assert repair_of(error) == ""
    assert not hasattr(error, "__notes__")


@pytest.mark.parametrize("value", [Vector2(1, 2), Color(1, 0, 0), Rect2(1, 2, 3, 4), Transform2D(), Quat()])
def test_a_value_that_percent_takes_apart_is_answered_with_what_works(value):
    repair = repair_of(missed("'at %s' % position", position=value))
    fstring, formatted = re.findall("`(.*?)`", repair.partition("write ")[2])
    assert eval(fstring, {"position": value}) == f"at {value}"
    assert eval(formatted, {"position": value, "godot_format": godot_format}) == f"at {value}"


def test_a_list_that_percent_takes_for_one_value_is_answered_with_what_works():
    repair = repair_of(missed("'%s of %s' % [1, 2]"))
    names = {"a": 1, "b": 2, "godot_format": godot_format}
    written = re.findall("`(.*?)`", repair.partition("write ")[2])
    assert [eval(code, names) for code in written] == ["1 of 2", "1 of 2"]


@pytest.mark.parametrize(
    ("code", "repair"),
    [
        ("str('a', 1)", 'Python\'s `str` takes one value: write `f"{a}{b}"` to join several.'),
        ("str(1, 'a', 2, 3)", "Python's `str` takes one value"),
        ("str(1, 'a')", "Python's `str` takes one value"),
        ("str('a', 'b')", "Python's `str` takes one value"),
        ("{}.keys()[0]", "Write `list(…)[at]`"),
        ("{}.values()[0]", "Write `list(…)[at]`"),
        ("{[1]: 2}", "Write a tuple for an array that is a key"),
        ("Button().pressed()", "Write `signal.emit(…)`."),
        ("len(5)", ""),
    ],
)
def test_what_python_refuses_and_gdscript_takes_is_answered(code, repair):
    found = repair_of(missed(code, Button=Button))
    assert found.startswith(repair)
    assert bool(found) == bool(repair)


@pytest.mark.parametrize(
    ("line", "repair"),
    [
        ("extends Control", "Write `class Main(Control):`."),
        ("class_name Player", "Write `class Player(Node):`."),
        ("remote func hit(damage):", "Write `@remote` above `def hit(self, …):`."),
        ("static func sum(a, b):", "Write `@staticmethod` above `def sum(…):`."),
        ("func _ready():", "Write `def _ready(self):`."),
        ("func _process(delta: float) -> void:", "Write `def _process(self, …):`."),
        ("onready var label = $Label", 'Write `label = onready("…", Node)`.'),
        ("export(int, 1, 5) var speed = 3", "Write `speed = export(…)`."),
        ("var hp = 10 setget set_hp, get_hp", 'Write `hp = setget(…, "set_hp")`.'),
        ("var hp = 3", "Write `hp = …`."),
        ("const MOST := 3", "Write `MOST = …`."),
        ("signal hit(damage)", "Write `hit = Signal()`."),
        ("enum {A, B}", "Write `class Kind(enum.IntEnum):`."),
        ("$Panel/Label.text = 'a'", 'Write `self.get_node("Panel/Label")`.'),
        ("if a && b: pass", "Write `and`."),
        ("if a || b: pass", "Write `or`."),
        ("if !a: pass", "Write `not …`."),
        ("1 +", ""),
        ("print('costs $5, doesn't it?')", ""),
        ("'", ""),
    ],
)
def test_a_line_of_gdscript_is_answered_with_that_of_python(line, repair):
    assert repair_of(missed(line)) == repair


def test_each_line_of_gdscript_is_none_of_pythons():
    for begin in LINES:
        assert not any(re.match(begin, line) for line in ("x = 1", "def f():", "class A(Node):", "    pass"))


def test_who_awaits_what_is_no_coroutine_is_asked_for_its_async(tree):
    class Careless(Node):
        async def _ready(self):
            await self.open()

        def open(self):
            pass

    with pytest.raises(TypeError) as raised:
        tree.add(Careless())
    note, *_ = raised.value.__notes__
    assert "is that `async` missing?" in note


def test_a_repair_is_noted_once():
    error = missed("Vector2()")
    note_repair(error)
    note_repair(error)
    assert error.__notes__ == [repair_of(error)]


PORTED = (
    "Array Camera ClassDB ConfigFile Crypto Engine HTTPClient JSON NetworkedMultiplayerENet OS"
    " ProjectSettings String ViewportContainer Thread Time funcref linear2db move_toward onready"
    " range_lerp sign tool tr typeof weakref wrapf wrapi"
)


@pytest.mark.parametrize("name", PORTED.split())
def test_what_ported_scripts_call_is_answered_with_no_guess(name):
    assert repair_of(missed(name))
    assert "Did you mean" not in repair_of(missed(name))


def test_what_is_written_instead_of_a_number_is_that_number():
    values = {name: getattr(engine, name) for name in ("randi", "rand_range", "stepify")}
    values |= {"value": 7.3, "step": 0.5, "low": 2, "high": 4}
    assert eval(WRITE["snapped"], values) == 7.5
    assert {eval(WRITE["randi_range"], values) for _ in range(99)} == {2, 3, 4}
    assert 2 <= eval(WRITE["randf_range"], values) <= 4


@pytest.mark.parametrize(("kind", "methods"), METHODS.items())
def test_no_method_that_python_has_is_said_to_have_another_name(kind, methods):
    assert {name for name in methods if hasattr(kind, name)} == set()
    for instead in methods.values():
        compile(instead.replace("…", "x"), "", "exec")


def test_nothing_that_is_there_is_said_to_have_another_name():
    there = {*engine.__all__, *nodes.__all__, *vars(importlib.import_module("engine.input"))}
    assert there.isdisjoint({*WRITE, *SAY, *MISSING})


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


def test_without_our_nodes_that_is_what_is_said(monkeypatch, tmp_path):
    (tmp_path / "nodes.py").touch()
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.delitem(sys.modules, "nodes")
    assert repair_of(missed("Buton()")).startswith(f"Here `nodes` is {tmp_path / 'nodes.py'}, and not")
