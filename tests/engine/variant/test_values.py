"""The value types against a real Godot: `vectors/expressions.json` is what 3.2.3 makes of each line."""

import json
import math
from pathlib import Path

import pytest

import engine
from engine.variant.decoder import decode

CASES = json.loads((Path(__file__).parent / "vectors" / "expressions.json").read_text())
NAMES = {name: getattr(engine, name) for name in engine.variant.__all__ if name[0].isupper()}
NAMES |= {"true": True, "false": False, "NodePath": engine.NodePath}


def flat(value):
    if value is None or isinstance(value, (str, bool, int, float)):
        return [value]
    return [part for item in value for part in flat(item)]


def is_close(ours, theirs):
    """Godot computes with 32 bits, so its results are a little off."""
    if isinstance(ours, float):
        return math.isclose(ours, theirs, rel_tol=2e-6, abs_tol=2e-6)
    return ours == theirs


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["expression"])
def test_the_result_is_godots(case):
    theirs, _ = decode(bytes.fromhex(case["hex"]))
    ours = eval(case["expression"], dict(NAMES))
    assert type(ours) is type(theirs)
    assert len(flat(ours)) == len(flat(theirs))
    assert all(map(is_close, flat(ours), flat(theirs))), f"{ours} is not {theirs}"


def test_a_component_is_changed_by_its_path():
    class Placed(engine.Object):
        position = engine.Vector2(1, 2)
        color = engine.Color(0, 0, 0)

    placed = Placed()
    placed.set_indexed("position:x", 5)
    placed.set_indexed("color:a", 0.5)
    assert placed.position == engine.Vector2(5, 2)
    assert placed.color == engine.Color(0, 0, 0, 0.5)
    with pytest.raises(engine.ScriptError, match="has no property 'z'"):
        placed.set_indexed("position:z", 1)
    with pytest.raises(TypeError):
        placed.set_indexed("position:x", "1")
    with pytest.raises(AttributeError, match="has no component 'length'"):
        engine.Vector2()._replace(length=1)
