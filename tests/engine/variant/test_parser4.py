from math import inf, isnan
from pathlib import Path

import pytest

from engine import (
    AABB,
    RID,
    Basis,
    Color,
    NodePath,
    PackedFloat64Array,
    PackedInt64Array,
    PackedVector4Array,
    Plane,
    PoolByteArray,
    PoolColorArray,
    PoolIntArray,
    PoolRealArray,
    PoolStringArray,
    PoolVector2Array,
    PoolVector3Array,
    Projection,
    Quat,
    Rect2,
    Rect2i,
    StringName,
    Transform,
    Transform2D,
    Vector2,
    Vector2i,
    Vector3,
    Vector3i,
    Vector4,
    Vector4i,
)
from engine.variant.error import VariantError
from engine.variant.parser import Parser
from engine.variant.parser4 import GODOT4
from engine.variant.text_file import read

VALUES = Path(__file__).parents[1] / "resource" / "vectors" / "godot4" / "values.tscn"


def parse(text):
    parser = Parser(text)
    parser.dialect = GODOT4
    return parser.value(0)


def test_what_godot_4_has_written_is_read():
    *_, all_, numbers, ages = [one.value for one in read(VALUES.read_text()) if hasattr(one, "key")]
    (nan,) = [all_.pop("nan")]
    assert isnan(nan)
    assert all_ == {
        "callable": None,
        "floats": [
            Vector2(1, 2),
            Vector3(1, 2, 3),
            Vector4(1, 2, 3, 4),
            Rect2(1, 2, 3, 4),
            Color(1, 0, 0, 1),
        ],
        "inf": [inf, -inf],
        "ints": [Vector2i(1, 2), Vector3i(1, 2, 3), Vector4i(1, 2, 3, 4), Rect2i(1, 2, 3, 4)],
        StringName("name"): StringName("n"),
        "null": None,
        "packed": [
            PoolByteArray(b"\1\2"),
            PoolIntArray([1]),
            PackedInt64Array([1 << 40]),
            PoolRealArray([0.5]),
            PackedFloat64Array([0.1]),
            PoolStringArray(["a"]),
            PoolVector2Array([Vector2(1, 2)]),
            PoolVector3Array([Vector3(1, 2, 3)]),
            PoolColorArray([Color(1, 0, 0, 1)]),
            PackedVector4Array([Vector4(1, 2, 3, 4)]),
        ],
        "path": NodePath("a/b:c"),
        "rid": RID(),
        "signal": None,
        "text": 'a"b\\c\nd ü',
        "turns": [
            Quat(0, 0, 0, 1),
            Basis(),
            Transform2D(),
            Transform(),
            Projection(),
            AABB(Vector3(), Vector3()),
            Plane(Vector3(0, 1, 0), 2),
        ],
        "typed": [[1, 2], {"a": 1}],
    }
    kinds = {key: [type(one) for one in all_[key]] for key in ("ints", "packed")}
    assert kinds["ints"] == [Vector2i, Vector3i, Vector4i, Rect2i]
    assert kinds["packed"][1:5] == [PoolIntArray, PackedInt64Array, PoolRealArray, PackedFloat64Array]
    assert [type(one) for one in all_ if one == "name"] == [StringName]
    assert (numbers, ages) == ([1, 2], {"Ann": 7})


def test_so_are_the_settings_of_its_projects():
    text = '[application]\nconfig/features=PackedStringArray("4.6")\n'
    *_, features = read(f"config_version=5\n{text}", simple_tags=True)
    assert features.value == PoolStringArray(["4.6"])
    with pytest.raises(VariantError, match="Line 3: a value or the name of a value type"):
        list(read(f"config_version=4\n{text}", simple_tags=True))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("inf_neg", -inf),
        ('&"a\\"b"', StringName('a"b')),
        ("PackedByteArray(1, 2)", PoolByteArray(b"\1\2")),
        ("PackedByteArray()", PoolByteArray()),
        ('Array[ExtResource("1_a")]([])', []),
        ("Dictionary[int, Array]({1: [2]})", {1: [2]}),
    ],
)
def test_other_forms_are_read(text, value):
    found = parse(text)
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('PackedByteArray("!")', "At 0: PackedByteArray is not made of that"),
        ("Vector2i(1)", "Vector2i is not made of that"),
        ("PoolIntArray(1)", "a value or the name of a value type is expected"),
        ("Array(1)", "'[' after Array is expected"),
        ("Array[int", "a value is expected, not the end"),
        ("Array[int] 1", "'(' after the types of Array is expected"),
        ("Array[int]([1]", "a value is expected, not the end"),
        ("Array[int]([1],", "')' is expected"),
        ("Array[int](1)", "'[' or '{' is expected"),
        ("Array[int](" * 3000, "'[' or '{' is expected"),
        ("Array[Array]([" * 3000, "nested no deeper than"),
    ],
)
def test_what_is_no_value_is_refused(text, why):
    with pytest.raises(VariantError) as refused:
        parse(text)
    assert why in str(refused.value)


def test_godot_3_has_none_of_it():
    for text in ('&"a"', "Vector2i(1, 2)", "PackedInt32Array(1)", "inf_neg", "Array[int]([1])"):
        with pytest.raises(VariantError):
            Parser(text).value(0)
