"""Local variables: what they hold first, what is known of them, and their annotations."""

import pytest

from engine import Vector2
from tests.engine.porting.ported_script import body, module_of, ported, script
from tests.engine.porting.rooms import with_room


@pytest.mark.parametrize(
    ("gdscript", "python"),
    [
        ("var n: int = 2.9", "n: int = int(2.9)"),
        ("var n: float = 1", "n: float = 1.0"),
        ("var n: String", 'n: str = ""'),
        ("var n: Vector2", "n: Vector2 = Vector2()"),
        ("var n: Node2D = null", "n: Node2D = null"),
        ("var n: Array", "n: list[Any] = []"),
        ("var n: PoolIntArray = [1]", "n: PoolIntArray = PoolIntArray([1])"),
        ("var n: Array = PoolIntArray()", "n: list[Any] = list(PoolIntArray())"),
        ("var n: NodePath = 'A'", 'n: NodePath = NodePath("A")'),
        ("var n: bool = 1", "n: bool = bool(1)"),
        ("var sign = sign(a)", "sign_ = sign(a)"),
    ],
)
def test_a_variable_holds_what_its_type_makes_of_its_first_value(gdscript, python):
    assert body(gdscript) == python


@pytest.mark.parametrize(
    ("line", "written"),
    [
        ("var a: Label = room.duplicate()", "a: Label = cast(Label, room.duplicate())"),
        ("var a = 1\na = 0.5", "a: Any = 1"),
        ("var a = 1\na = 2", "a = 1"),
        ("var a = room.clean()\na = 2", "a: Any = room.clean()"),
        ("var a = room.clean()\nprint(a.name)", "a: Any = room.clean()"),
        ("var a := room.clean()\nyield(a, 'completed')", "a = room.clean()"),
        ("var a: Node = room.clean()", "a: Node = room.clean()  # type: ignore[assignment]"),
        ("var a = room.clean().name", "a = room.clean().name  # type: ignore[attr-defined]"),
        ("var a = []\na = {}", "a: Any = []"),
        ("var a = room.x if room else []", "a: Any = room.x if room else []  # type: ignore[attr-defined]"),
        ("var a: Array = [] if room else room.name", "a: list[Any] = [] if room else room.name"),
        ("var a = []\na = Geometry.convex_hull_2d(a)", "a: Any = []"),
        ("var a = 1.5\na = 2", "a = 1.5"),
        ("var a = 1\nvar b\na = b * 0.5", "a: Any = 1"),
        ("var a = Array()", "a: list[Any] = []"),
    ],
)
def test_a_variable_that_becomes_something_else_is_of_any_type(line, written):
    assert f"        {written}\n" in with_room(line)


def test_a_variable_that_is_given_vectors_alone_has_its_fields_set_by_making_it_anew(monkeypatch):
    result = ported(
        "extends Reference\nvar x\nvar y\nfunc g(v: Vector2) -> Vector2:\n\treturn v * 2\nfunc f(a):\n"
        "\tvar v = Vector2(1, 2)\n\tv.x = a\n\tv = g(v)\n\tv.y = a\n\treturn v\n"
        "func h(a):\n\tvar v = Vector2()\n\tv = a\n\treturn v.x\n"
    )
    assert module_of(result, monkeypatch).Case().f(3) == Vector2(6, 3)


def test_a_variable_that_is_a_class_of_its_own_name_does_not_hide_it():
    gut = "class_name Gut\nextends Reference\n"
    text = ported("func f():\n\tvar Gut = load('res://gut.gd')\n\tprint(Gut.new())\n", gut=gut).text
    assert "        Gut_ = Gut\n" in text
    assert "print(Gut())" in text


def test_a_dictionary_that_is_only_given_dictionaries_has_keys_although_members_share_their_names(
    monkeypatch,
):
    head = "var name\nfunc other() -> Dictionary:\n\treturn {}\n"
    body = "\tvar kept = {}\n\tkept.name = 1\n\tif false:\n\t\tkept = other()\n\treturn kept.name\n"
    module = module_of(ported(f"{head}func f():\n{body}"), monkeypatch)
    assert module.Case().f() == 1


def test_a_variable_that_may_be_given_what_is_declared_later_is_not_known():
    body = "\tvar kept = {}\n\tfor i in 2:\n\t\tvar other = i\n\t\tkept = other\n\treturn kept.name\n"
    assert "return kept.name" in ported(f"var name\nvar other := {{}}\nfunc f():\n{body}").text


def test_a_vector_or_a_rectangle_that_is_given_its_like_stays_one():
    text = ported("func f():\n\tvar r = Rect2()\n\tr = r.grow(2)\n\tr.size.x = 3\n").text
    assert "r = Rect2(r.position, Vector2(3, r.size.y))" in text


def test_what_a_variable_is_given_from_elsewhere_it_need_not_stay():
    text = ported(
        "extends Node\nvar p = PoolByteArray()\nvar q = PoolByteArray()\nvar d := {}\n"
        "func f(x) -> void:\n\tp = x\n"
        "\tq.append(1)\n\tvar dict = d\n\tdict = x\n\tvar text = q.get_string_from_utf8()\n\ttext = x\n"
    ).text
    assert "    p: Any = PoolByteArray()\n    q = PoolByteArray()\n" in text
    assert "        dict_: Any = self.d\n" in text
    assert "        text: Any = self.q.get_string_from_utf8()\n" in text


def test_an_annotation_stands_once_in_a_function():
    text = script("""
        extends Node
        func f(a: bool) -> void:
            if a:
                var b: int = 1
            else:
                var b: int = 2
    """)
    assert text.count("b: int = ") == 1
    assert "            b = 2\n" in text


def test_what_holds_many_says_that_it_may_hold_anything():
    text = script("""
        extends Node
        const ALL = []
        func f(a: int) -> void:
            var b = [1]
            var c := {}
            var d
            var e = null
            var g := a
        func untyped():
            var b = [1]
            var d
    """)
    assert "from typing import Any\n" in text
    assert "    ALL: list[Any] = []\n" in text
    assert "        b: list[Any] = [1]\n        c: dict[Any, Any] = {}\n        d: Any = None\n" in text
    assert "        e: Any = None\n        g: int = a\n" in text
    assert "def untyped(self):\n        b = [1]\n        d = None\n" in text


def test_a_property_that_is_read_before_it_is_set_is_not_known_to_type_checkers():
    head = "extends ColorPickerButton\nfunc f(a, b: int):\n\tvar old: Color = color\n"
    assert "old: Color = self.color  # type: ignore[has-type]" in ported(head + "\tcolor = a\n").text
    assert "old: Color = self.color\n" in ported(head + "\tcolor = Color()\n").text


def test_a_variable_with_the_name_of_a_parameter_is_another():
    text = body("if b:\n\tvar a = 1\n\tprint(a)\nprint(a)")
    assert text == "if b:\n    a_ = 1\n    print(a_)\nprint(a)"
