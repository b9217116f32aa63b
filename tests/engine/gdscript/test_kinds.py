"""The numbers of types, as the real engine has them."""

from pathlib import Path

import engine
from engine import Node, Object, Vector2, Vector2i, typeof
from engine.variant.types import Type
from tests.engine.gdscript.rows import cases, differing

CASES = cases(Path(__file__).parent / "vectors" / "math_globals.json")
NAMES = {name: getattr(engine, name) for name in engine.__all__}


def test_a_value_has_the_type_that_godot_says():
    rows = [
        row
        for name in ("typeof(x)", "typeof, type_exists, convert, len, char, ord")
        for row in CASES[name]["rows"]
        if row[0].startswith("typeof(")
    ]
    assert len(rows) > 20
    assert differing(rows, NAMES | {"self": Object()}) == []


def test_the_constants_are_godots():
    rows = [row for row in CASES["constants"]["rows"] if row[0].startswith("[TYPE")]
    assert differing(rows, NAMES) == []
    assert max(Type) + 1 == engine.TYPE_MAX


def test_what_only_python_has_counts_as_what_it_is_sent_as():
    assert typeof((1, 2)) == typeof([1, 2]) == engine.TYPE_ARRAY
    assert typeof(b"") == engine.TYPE_RAW_ARRAY
    assert typeof(Vector2i(1, 2)) == typeof(Vector2(1, 2)) == engine.TYPE_VECTOR2
    assert typeof(Node()) == typeof(object()) == engine.TYPE_OBJECT
