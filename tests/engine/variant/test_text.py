import json
import re
from pathlib import Path

import pytest

from engine import (
    RID,
    Color,
    EncodedObjectAsID,
    Key,
    NodePath,
    PoolByteArray,
    PoolColorArray,
    PoolIntArray,
    PoolRealArray,
    PoolStringArray,
    PoolVector2Array,
    VariantError,
    Vector2,
    Vector3,
    godot_str,
    to_json,
    var2str,
)
from engine.variant.decoder import decode

HERE = Path(__file__).parent / "vectors"
VECTORS = json.loads((HERE / "variant_str.json").read_text())["vectors"]


def is_the_same_here(vector):
    """Objects, the path "/" and the sign of a NaN do not get here over the wire as they were.

    Godot 3.2 cuts the text of the largest double short.
    """
    return vector["type"] != "Object" and vector["name"] not in ("NodePath '/'", "float double max")


CASES = [vector for vector in VECTORS if is_the_same_here(vector)]


def as_in_3_6(text):
    """Return a text of 3.2.3 if 3.6 has the same, otherwise None."""
    return None if re.search(r"\[Pool(Byte|Color)Array\]|-nan", text) else text


def as_json(recorded):
    """Return the engine's JSON with its raw control characters, which no reader takes, escaped."""
    return re.sub(r"[\0-\x1f]", lambda found: f"\\u{ord(found[0]):04x}", recorded)


@pytest.mark.parametrize("vector", CASES, ids=lambda vector: vector["name"])
def test_the_texts_are_godots(vector):
    value, _ = decode(bytes.fromhex(vector["hex"]))
    assert var2str(value) == vector["var2str"]
    if as_in_3_6(vector["str"]) is not None:
        assert godot_str(value) == vector["str"]
        assert to_json(value) == as_json(vector["to_json"])


def test_what_differs_between_the_versions_is_as_in_3_6():
    assert godot_str(PoolByteArray(b"\1\xc8")) == "[1, 200]"
    assert godot_str(b"\1", bytearray(b"\2")) == "[1][2]"
    assert godot_str(PoolColorArray([Color(1, 0, 0), Color(0, 0, 0)])) == "[1,0,0,1, 0,0,0,1]"
    assert to_json(PoolByteArray(b"\1")) == '"[1]"'
    assert godot_str(-float("nan")) == "nan"
    twice = [1]
    assert godot_str([twice, twice]) == "[[1], [1]]"


def test_several_values_are_joined():
    assert godot_str("a", 1.0, None, Vector2(1, 2)) == "a1Null(1, 2)"
    assert godot_str() == ""


def test_the_texts_of_value_types_in_python_are_godots():
    assert str(Vector2(1, 2.5)) == "(1, 2.5)"
    assert f"{Color(1, 0, 0)}" == "1,0,0,1"
    assert str(PoolIntArray([1, 2])) == "[1, 2]"
    assert str(PoolStringArray(["a", "b"])) == "[a, b]"
    assert str(PoolVector2Array([(1, 2)])) == "[(1, 2)]"
    assert str(RID()) == godot_str(RID()) == "[RID]"
    assert str(EncodedObjectAsID(5)) == godot_str(EncodedObjectAsID(5)) == "[EncodedObjectAsID:5]"


def test_keys_that_python_cannot_have_are_written_as_what_they_are():
    value = {1: "a", Key(1.0): "b", Key({"c": 1}): "d"}
    assert godot_str(value) == "{1:a, 1:b, {c:1}:d}"
    assert var2str(value) == '{\n1: "a",\n1.0: "b",\n{\n"c": 1\n}: "d"\n}'
    assert to_json(value) == '{"1":"a","1":"b","{c:1}":"d"}'
    assert var2str([Key(1)]) == "[ 1 ]"
    assert to_json([Key(1)]) == "[1]"


def test_control_characters_are_json_that_every_reader_takes():
    text = "".join(map(chr, range(33))) + '\x7f"\\é\u2028'
    assert to_json("a\x0bb\x01") == r'"a\u000bb\u0001"'
    assert json.loads(to_json({text: [text]})) == {text: [text]}
    assert json.loads(to_json(PoolStringArray([text]))) == [text]


def test_keys_without_an_order_stay_in_theirs():
    assert var2str({Key({"b": 1}): 1, Key({"a": 1}): 2}).index("b") < 6


def test_what_holds_itself_is_not_written_twice():
    array = [1]
    dictionary = {"a": array}
    array.append(dictionary)
    assert godot_str(array) == "[1, {a:[...]}]"
    assert godot_str(dictionary) == "{a:[1, {...}]}"
    for write in (var2str, to_json):
        with pytest.raises(VariantError, match="More than 128 levels"):
            write(array)


def test_very_deep_values_have_a_text_that_ends():
    value = {}
    for _ in range(3000):
        value = [value]
    assert godot_str(value) == "[" * 128 + "[...]" + "]" * 128


def test_objects_have_no_text_to_read_them_from():
    with pytest.raises(VariantError, match="type EncodedObjectAsID has no text"):
        var2str(EncodedObjectAsID(5))
    with pytest.raises(VariantError, match="type complex has no text"):
        var2str([3j])


def test_texts_in_pool_arrays_and_paths_are_escaped_as_in_c():
    assert var2str(PoolStringArray(["a'b?\n\t\a\"\\é"])) == 'PoolStringArray( "a\\\'b\\?\\n\\t\\a\\"\\\\é" )'
    assert var2str(NodePath("a'b?\t")) == 'NodePath("a\\\'b\\?\\t")'


def test_floats_are_written_as_32_bits_keep_them():
    assert var2str(16777217.0) == "1.67772e+07"
    assert var2str(1e300) == "inf"
    assert var2str(-float("nan")) in ("-nan.0", "nan")
    assert var2str(PoolRealArray([-0.0, 1e300])) == "PoolRealArray( 0, inf )"
    assert var2str(Vector3(1e300, -0.0, 0.1)) == "Vector3( inf, 0, 0.1 )"
