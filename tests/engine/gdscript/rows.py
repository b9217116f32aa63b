"""What the real engine said of single expressions: rows of [GDScript expression, value].

Ints are written without a point, floats with one, other values as `{"Vector2": [1.0, 2.0]}`. A third
entry has what Godot 3.2.3 says if it differs.
"""

import json
import math
import re
from pathlib import Path

import engine

_WORDS = {"true": "True", "false": "False", "null": "None", "&&": "and", "||": "or", ".new(": "("}
_TOKEN = re.compile(
    r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"|\b(?:true|false|null)\b|&&|\|\||\.new\(", re.DOTALL
)

SINGLE = 2e-6
"""How far numbers of 32 bits may be from ours."""


def cases(file):
    """Return the cases of a file by their names."""
    return {case["name"]: case for case in json.loads(Path(file).read_text(encoding="utf-8"))["cases"]}


def in_python(expression):
    """Return an expression with the words of Python."""
    return _TOKEN.sub(lambda found: _WORDS.get(found[0], found[0]), expression)


def value_of(recorded):
    """Return the value that is written in a row."""
    if isinstance(recorded, list):
        return [value_of(item) for item in recorded]
    if not isinstance(recorded, dict):
        return recorded
    ((kind, content),) = recorded.items()
    if kind == "float":
        return float(content)
    if kind == "Dictionary":
        return {value_of(key): value_of(item) for key, item in content}
    if kind == "PoolByteArray":
        return engine.PoolByteArray.fromhex(content)
    content = value_of(content)
    if kind.startswith("Pool"):
        return getattr(engine, kind)(content)
    return getattr(engine, kind)(*content) if isinstance(content, list) else getattr(engine, kind)(content)


def is_the_same(found, expected, near=1e-14):
    """Return True if two values are of the same type and equal, their floats as `near` as that."""
    if isinstance(expected, float):
        return isinstance(found, float) and (
            found == expected
            or math.isclose(found, expected, rel_tol=near, abs_tol=near)
            or (math.isnan(found) and math.isnan(expected))
        )
    if isinstance(expected, tuple | list) and not isinstance(expected, str):
        same = type(found) is type(expected) and len(found) == len(expected)
        return same and all(is_the_same(a, b, near) for a, b in zip(found, expected, strict=True))
    if isinstance(expected, dict):
        return isinstance(found, dict) and is_the_same(
            [list(pair) for pair in found.items()], [list(pair) for pair in expected.items()], near
        )
    return type(found) is type(expected) and bool(found == expected)


def differing(rows, names, near=1e-14):
    """Return the rows of which we say something else, with what we say."""
    wrong = []
    for expression, recorded, *_ in rows:
        expected = value_of(recorded)
        try:
            found = eval(in_python(expression), dict(names))
        except Exception as error:
            found = error
        if not is_the_same(found, expected, near):
            wrong.append((expression, expected, found))
    return wrong
