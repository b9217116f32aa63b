import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import engine
from engine import (
    RID,
    EncodedObjectAsID,
    Error,
    Key,
    NodePath,
    PackedFloat64Array,
    PackedInt64Array,
    PackedVector2Array,
    PackedVector4Array,
    Projection,
    Rect2,
    Rect2i,
    StringName,
    VariantError,
    Vector2,
    Vector2i,
    Vector3,
    Vector3i,
    Vector4,
    Vector4i,
    bytes2var,
    bytes_to_var,
    to_json,
    var2bytes,
    var2str,
    var_to_bytes,
)
from engine.variant.godot4 import GODOT4, Type, decode, encode, encoded
from tests.engine.variant.hostile import beginnings, changed_in_one_byte, decodes_or_fails_properly, short

HERE = Path(__file__).parent / "vectors"
VECTORS = json.loads((HERE / "variant4.json").read_text())["vectors"]
UNUSUAL = json.loads((HERE / "variant4_decode.json").read_text())["vectors"]


def value_of(described):
    """Return the value that a vector describes in JSON."""
    if not isinstance(described, dict):
        return described
    kind, content = next(iter(described.items()))
    if kind == "float":
        return float(content)
    if kind.startswith("Packed"):
        is_float = kind in ("PackedFloat32Array", "PackedFloat64Array")
        return getattr(engine, kind)(list(map(float if is_float else value_of, content)))
    if kind == "Array":
        return [value_of(item) for item in content]
    if kind == "Dictionary":
        found = {}
        for key, value in content:
            key = value_of(key)
            key = tuple(key) if isinstance(key, list) else Key(key) if isinstance(key, dict) else key
            found[Key(key) if key in found else key] = value_of(value)
        return found
    if kind == "NodePath":
        return NodePath(content)
    if kind == "StringName":
        return StringName(content[0])
    if kind == "RID":
        return RID(content[0])
    if kind in ("Object", "Callable", "Signal"):
        return None
    return getattr(engine, kind)(
        *[float(item) if isinstance(item, str) else value_of(item) for item in content]
    )


def has_a_type_of_its_own(vector):
    """Tell whether a vector is a typed container, which is read and sent untyped."""
    return "type" in json.dumps(vector["value"])


def survives(vector):
    """Tell whether what a vector says is written again as it was."""
    if vector.get("full_objects") or has_a_type_of_its_own(vector):
        return False
    return vector["type"] not in ("Callable", "Signal") and "Callable" not in vector["name"]


def is_sent(vector):
    return survives(vector) and "bject" not in vector["name"]


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["name"])
def test_godots_bytes_are_decoded_to_the_end_and_encoded_again_to_the_same(vector):
    data = bytes.fromhex(vector["hex"])
    if vector.get("full_objects") and vector["type"] != "Nil":
        with pytest.raises(VariantError) as raised:
            decode(data)
        assert raised.value.code == Error.ERR_UNAUTHORIZED
        return
    value, end = decode(data)
    assert end == len(data)
    if survives(vector):
        assert encoded(value) == data


@pytest.mark.parametrize("vector", [*filter(is_sent, VECTORS)], ids=lambda vector: vector["name"])
def test_a_value_becomes_the_bytes_that_godot_makes_of_it(vector):
    value = value_of(vector["value"])
    if "nan" in vector["name"].lower() or "sign bit" in vector["name"]:
        return  # JSON has no bits of them
    assert encoded(value).hex() == vector["hex"]


def test_most_vectors_are_sent_and_all_types_are_among_them():
    assert len([*filter(is_sent, VECTORS)]) > 220
    assert {vector["type"] for vector in VECTORS} >= {GODOT4.name(number) for number in Type}


UNLIKE_GODOT = {
    # No class is known here.
    "Object full, RefCounted no properties, allowed": Error.ERR_UNAVAILABLE,
    "Object full, unknown class, allowed": Error.ERR_UNAVAILABLE,
    "Object full, abstract class, allowed": Error.ERR_UNAVAILABLE,
    "Object full, no property count, allowed": Error.ERR_UNAVAILABLE,
    "Object full, property count too big, allowed": Error.ERR_UNAVAILABLE,
    # The sum of the counts does not wrap.
    "NodePath subname count 0xffffffff": Error.ERR_INVALID_DATA,
}
KEPT_AS_SENT = {
    "Array script kind, missing script, allowed": [],
    "Array[int] with a String": ["x"],
    "Array[int] with a float": [1.5],
    "Array[int] with int then String then int": [1, "x", 3],
    "Array[float] with an int": [5],
}
"""Unlike Godot, the type of a container is forgotten, and what does not fit it stays."""


def data_of(vector):
    if vector["hex"] is not None:
        return bytes.fromhex(vector["hex"])
    depth = int(vector["name"].split()[2])
    return bytes.fromhex("1c00000001000000" * depth + "1c00000000000000")


@pytest.mark.parametrize("vector", UNUSUAL, ids=lambda vector: vector["name"])
def test_unusual_bytes_give_what_they_give_in_godot(vector):
    name, allow_objects = vector["name"], vector.get("full_objects", False)
    data = data_of(vector)
    if (vector["result"] == "error" and name not in KEPT_AS_SENT) or name in UNLIKE_GODOT:
        with pytest.raises(VariantError) as raised:
            decode(data, 0, allow_objects)
        code = UNLIKE_GODOT.get(name) or (vector["code"] and Error[vector["code"]])
        assert code is None or raised.value.code == code
        return
    value, end = decode(data, 0, allow_objects)
    assert end <= len(data)
    if name in KEPT_AS_SENT:
        assert value == KEPT_AS_SENT[name]
    elif vector["value"] == "(nested)":
        assert isinstance(value, list)
    elif "Encoded" in json.dumps(vector["value"]):
        assert value in ([], {}, EncodedObjectAsID(1), EncodedObjectAsID(5), [EncodedObjectAsID(5)])
    elif "NodePath" in name:
        assert str(value) == vector["value"]["NodePath"]
    else:
        assert value == value_of(vector["value"])
        assert type(value) is type(value_of(vector["value"]))


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("", "At 0: a value begins with 4 bytes, 0 are left."),
        ("06000000 01", "At 0: 5 bytes are too few for the type Vector2i."),
        ("15000000", "At 0: 4 bytes are too few for the type StringName."),
        ("1f000000", "At 0: 4 bytes are too few for the type PackedInt64Array."),
        ("27000000", "At 0: 39 is not the number of a type."),
        ("04000000 03000000 eda08000", "At 8: the bytes of a text are not UTF-8."),
        ("1c000100 63000000 00000000", "At 4: 99 is not the number of a type."),
        ("1c000200 00000000 0000", "At 0: 10 bytes are too few for the type Array."),
        ("1b000500 02000000 63000000", "At 8: 99 is not the number of a type."),
        ("1b000c00 05000000 6100", "At 4: a text of 5 bytes and its padding do not fit."),
        ("1a000000 00000000 0000", "At 0: 10 bytes are too few for the type Signal."),
    ],
)
def test_errors_say_where_and_what(data, text):
    with pytest.raises(VariantError) as raised:
        decode(bytes.fromhex(data))
    assert str(raised.value) == text


def test_surrogates_that_godot_3_lets_pass_are_refused_though_it_has_just_read_them():
    data = bytes.fromhex("0400000003000000eda08000")
    assert bytes2var(data) == " "
    with pytest.raises(VariantError, match="UTF-8"):
        decode(data)


def test_a_rid_has_its_number():
    assert decode(encoded(RID(5)))[0].is_valid()
    assert not RID().is_valid()
    with pytest.raises(ValueError, match="A RID has 64 bits"):
        RID(1 << 64)


def test_numbers_of_a_build_with_double_precision_are_read():
    assert decode(bytes.fromhex("05000100 000000000000e03f 000000000000f83f"))[0] == Vector2(0.5, 1.5)
    found = decode(bytes.fromhex("23000100 01000000 000000000000e03f 000000000000f83f"))[0]
    assert found == PackedVector2Array([Vector2(0.5, 1.5)])


def test_whole_numbers_beyond_32_bits_are_cut_as_in_the_engine():
    assert decode(encoded(Vector2i(1 << 32 | 5, -1)))[0] == Vector2i(5, -1)
    assert decode(encoded(Vector2(1e300, 0)))[0] == Vector2(float("inf"), 0)


def test_an_error_says_where_in_the_value_it_is():
    out = bytearray(b"head")
    with pytest.raises(VariantError, match=r"A value of type set has no encoding, in key 'a'"):
        encode({"a": set()}, out)
    assert out == b"head"


def test_the_functions_of_gdscript_4(caplog):
    assert var_to_bytes(1).hex() == "0200000001000000"
    assert bytes_to_var(var_to_bytes({"at": Vector2i(1, 2)})) == {"at": Vector2i(1, 2)}
    assert bytes_to_var(b"") is None
    assert "bytes_to_var: At 0: a value begins with 4 bytes, 0 are left." in caplog.text


# -- What the other version has not -----------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "there"),
    [
        (Vector2i(1, -2), Vector2(1, -2)),
        (Vector3i(1, 2, 3), Vector3(1, 2, 3)),
        (Rect2i(1, 2, 3, 4), Rect2(1, 2, 3, 4)),
        (StringName("a"), "a"),
        ([{"at": Vector2i(1, 2)}], [{"at": Vector2(1, 2)}]),
    ],
)
def test_godot_3_is_sent_what_is_nearest(value, there):
    found = bytes2var(var2bytes(value))
    assert found == there
    assert type(found) is type(there)


@pytest.mark.parametrize(
    "value",
    [Vector4(), Vector4i(), Projection(), PackedInt64Array(), PackedFloat64Array(), PackedVector4Array()],
)
def test_what_godot_3_does_not_have_is_refused(value):
    name = type(value).__name__
    with pytest.raises(VariantError, match=f"A {name} is a value of Godot 4, which Godot 3 does not have"):
        var2bytes([value])


def test_the_texts_of_godot_3_have_what_is_nearest_too():
    assert var2str(Vector2i(1, 2)) == "Vector2( 1, 2 )"
    assert to_json({StringName("at"): Rect2i(1, 2, 3, 4)}) == '{"at":"(1, 2, 3, 4)"}'
    with pytest.raises(VariantError, match="A value of type Vector4 has no text"):
        var2str([Vector4()])


# -- Whatever the bytes ------------------------------------------------------------------------


def test_every_beginning_of_every_vector_is_a_value_or_an_error():
    for data in beginnings(short(VECTORS + UNUSUAL, 200)):
        decodes_or_fails_properly(decode, data)


def test_every_vector_with_one_byte_changed_is_a_value_or_an_error():
    for data in changed_in_one_byte(short(VECTORS + UNUSUAL, 200), 25):
        decodes_or_fails_properly(decode, data)


heads = st.builds(lambda kind, kinds: bytes([kind, 0, kinds, 0]), st.integers(0, 40), st.integers(0, 31))


@given(st.lists(heads | st.binary(min_size=4, max_size=4)))
def test_any_bytes_are_a_value_or_an_error(words):
    decodes_or_fails_properly(decode, b"".join(words))


ints32 = st.integers(-(1 << 31), (1 << 31) - 1)
floats32 = st.floats(width=32, allow_nan=False)
values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(1 << 63), (1 << 63) - 1)
    | st.floats(allow_nan=False)
    | st.text(st.characters(exclude_characters="\0\ufeff", exclude_categories=["Cs"]))
    | st.builds(Vector2i, ints32, ints32)
    | st.builds(Rect2i, ints32, ints32, ints32, ints32)
    | st.builds(Vector4, floats32, floats32, floats32, floats32)
    | st.builds(PackedInt64Array, st.lists(st.integers(-(1 << 63), (1 << 63) - 1)))
    | st.builds(PackedFloat64Array, st.lists(st.floats(allow_nan=False))),
    lambda inner: st.lists(inner) | st.dictionaries(st.text("abc"), inner),
)


@given(values)
def test_what_is_sent_is_what_arrives(value):
    found, _ = decode(encoded(value))
    assert found == value
    assert type(found) is type(value)
