import json
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import (
    ERR_FILE_EOF,
    ERR_INVALID_DATA,
    ERR_INVALID_PARAMETER,
    ERR_OUT_OF_MEMORY,
    ERR_UNAUTHORIZED,
    EncodedObjectAsID,
    Error,
    Key,
    NodePath,
    PoolByteArray,
    PoolRealArray,
    PoolStringArray,
    ScriptError,
    VariantError,
    Vector2,
)
from engine.variant import decoder
from engine.variant.decoder import decode
from engine.variant.encoder import encoded
from engine.variant.types import GODOT3
from tests.engine.variant.hostile import beginnings, changed_in_one_byte, decodes_or_fails_properly, short

HERE = Path(__file__).parent / "vectors"
VECTORS = json.loads((HERE / "variant.json").read_text())["vectors"]
UNUSUAL = json.loads((HERE / "variant_decode.json").read_text())["vectors"]

UNLIKE_GODOT = {
    # No Python text has these characters.
    "string utf8: f4 90 80 80 (above U+10FFFF)": Error.ERR_INVALID_DATA,
    "string utf8: 5-byte f8": Error.ERR_INVALID_DATA,
    # No class is known here.
    "Object full, Reference no properties, allowed": Error.ERR_UNAVAILABLE,
    "Object full, no property count, allowed": Error.ERR_UNAVAILABLE,
    # As in 3.6; 3.2 has no limit.
    "Array nested 1100 deep": Error.ERR_OUT_OF_MEMORY,
}


def data_of(vector):
    if vector["hex"] is not None:
        return bytes.fromhex(vector["hex"])
    depth = int(vector["name"].split()[2])
    return bytes.fromhex("1300000001000000" * depth + "1300000000000000")


@pytest.mark.parametrize(
    "vector",
    [vector for vector in VECTORS if not vector.get("full_objects")],
    ids=lambda vector: vector["name"],
)
def test_godots_bytes_are_decoded_to_the_end_and_encoded_again_to_the_same(vector):
    data = bytes.fromhex(vector["hex"])
    value, end = decode(data)
    assert end == len(data)
    again = bytearray(encoded(value))
    expected = bytearray.fromhex(vector.get("reencoded_hex", vector["hex"]))
    if not isinstance(value, EncodedObjectAsID):
        for offset in vector.get("ignore_bytes", ()):
            expected[offset] = 0
    assert again == expected


def shown(value):
    """Return a value as the vectors describe it."""
    if isinstance(value, PoolByteArray):
        return {"PoolByteArray": list(value)}
    if isinstance(value, PoolStringArray):
        return {"PoolStringArray": list(value)}
    if isinstance(value, NodePath):
        names = [value.get_name(at) for at in range(value.get_name_count())]
        subnames = [value.get_subname(at) for at in range(value.get_subname_count())]
        absolute = value.is_absolute()
        return {"NodePath": str(value), "names": names, "subnames": subnames, "absolute": absolute}
    if isinstance(value, float):
        return {"float": repr(value)}
    if isinstance(value, list):
        return {"Array": [shown(item) for item in value]}
    if isinstance(value, dict):
        return {"Dictionary": [[shown(key), shown(item)] for key, item in value.items()]}
    return value


@pytest.mark.parametrize("vector", UNUSUAL, ids=lambda vector: vector["name"])
def test_unusual_bytes_give_what_they_give_in_godot(vector):
    expected = UNLIKE_GODOT.get(vector["name"], Error[vector["code"]] if "code" in vector else Error.OK)
    data = data_of(vector)
    allow_objects = vector.get("full_objects", False)
    if expected != Error.OK:
        with pytest.raises(VariantError) as raised:
            decode(data, 0, allow_objects)
        assert raised.value.code == expected
        assert isinstance(raised.value, ScriptError)
        return
    value, end = decode(data, 0, allow_objects)
    assert end <= len(data)
    if vector["type"] in ("Nil", "bool", "int", "float", "NodePath", "PoolByteArray", "PoolStringArray"):
        assert shown(value) == vector["value"]
    if vector["type"] in ("Array", "Dictionary") and vector["value"] != "(nested)":
        assert shown(value) == vector["value"]
    if vector["type"] == "String" and isinstance(vector["value"], str):
        assert value == vector["value"]


@pytest.mark.parametrize(
    ("bytes_", "text"),
    [
        ("eda080", " "),
        ("61eda08062", "a b"),
        ("eda0bdedb880", "\U0001f600"),
        ("edb880eda0bd", "  "),
        ("efbbbfefbbbf61", "\ufeffa"),
        ("6100ff", "a"),
    ],
)
def test_surrogates_marks_and_nuls_in_texts_are_read_as_godot_3_6_does(bytes_, text):
    data = bytes.fromhex(bytes_)
    found, _ = decode(b"\4\0\0\0" + len(data).to_bytes(4, "little") + data + bytes(-len(data) % 4))
    assert found == text


@pytest.mark.parametrize(
    ("data", "text", "code"),
    [
        ("", "At 0: a value begins with 4 bytes, 0 are left.", ERR_INVALID_DATA),
        ("020000", "At 0: 3 bytes are too few for the type int.", None),
        ("02000000 01", "At 0: 5 bytes are too few for the type int.", ERR_INVALID_DATA),
        ("0b000000 01", "At 0: 5 bytes are too few for the type AABB.", ERR_INVALID_DATA),
        ("18000000 01", "At 0: 5 bytes are too few for the type PoolVector2Array.", ERR_INVALID_DATA),
        ("63000000", "At 0: 99 is not the number of a type.", ERR_INVALID_DATA),
        ("04000000 05000000 61", "At 4: a text of 5 bytes and its padding do not fit.", ERR_FILE_EOF),
        ("04000000 02000000 61ff0000", "At 9: the bytes of a text are not UTF-8.", ERR_INVALID_DATA),
        (
            "13000000 00000010 00000000",
            "At 4: 268435456 elements of 4 bytes or more each are announced, and fewer follow.",
            ERR_INVALID_DATA,
        ),
        (
            "13000000 01000000 0f000000 01000000 00000000 00000000",
            "At 12: the NodePath is in the format of Godot 2.",
            ERR_INVALID_DATA,
        ),
        ("11000000 00000000", "At 0: an object is sent whole, which is not allowed.", ERR_UNAUTHORIZED),
    ],
)
def test_an_error_says_what_is_wrong_and_where(data, text, code):
    with pytest.raises(VariantError) as raised:
        decode(bytes.fromhex(data))
    if code is not None:
        assert str(raised.value) == text
        assert raised.value.code == code


def test_a_value_is_read_from_where_it_begins():
    data = b"xyz" + encoded("a") + encoded({"b": [1.5]})
    value, end = decode(data, 3)
    assert (value, end) == ("a", 15)
    assert decode(data, end) == ({"b": [1.5]}, len(data))
    with pytest.raises(VariantError):
        decode(data, len(data))
    with pytest.raises(VariantError):
        decode(data, len(data) + 100)
    with pytest.raises(VariantError, match="no offset -1") as raised:
        decode(data, -1)
    assert raised.value.code == ERR_INVALID_PARAMETER


@pytest.mark.parametrize("kind", [bytes, bytearray, memoryview, PoolByteArray])
def test_it_reads_whatever_holds_bytes(kind):
    assert decode(kind(encoded([1, "a", Vector2(1, 2)])))[0] == [1, "a", Vector2(1, 2)]


def test_keys_that_python_takes_for_the_same_are_kept_apart():
    pairs = [(True, "a"), (1, "b"), (1.0, "c"), ("x", "d"), (NodePath("x"), "e"), (1, "again")]
    data = bytearray(b"\x12\0\0\0" + len(pairs).to_bytes(4, "little"))
    for key, value in pairs:
        data += encoded(key) + encoded(value)
    found, _ = decode(data)
    assert found == {True: "a", Key(1): "again", Key(1.0): "c", "x": "d", Key(NodePath("x")): "e"}
    assert [type(key) for key in found] == [bool, Key, Key, str, Key]


def test_arrays_as_keys_become_tuples_and_dictionaries_keys():
    data = encoded({(1, (2, "a")): 1, Key({"b": 2}): 3, Key(({"c": 4},)): 5})
    found, _ = decode(data)
    first, second, third = found
    assert first == (1, (2, "a"))
    assert isinstance(second, Key)
    assert second.value == {"b": 2}
    assert third[0].value == {"c": 4}
    assert encoded(found) == data


def dictionary_of(keys):
    return (
        b"\x12\0\0\0" + len(keys).to_bytes(4, "little") + b"".join(encoded(key) + b"\0\0\0\0" for key in keys)
    )


def test_keys_may_not_be_nested_deeply_nor_be_very_many_arrays():
    deep = []
    for _ in range(40):
        deep = [deep]
    with pytest.raises(VariantError, match="a key nested more than 32 levels"):
        decode(dictionary_of([deep]))
    assert len(decode(dictionary_of([[number] for number in range(1024)]))[0]) == 1024
    with pytest.raises(VariantError, match="more than 1024 arrays as keys"):
        decode(dictionary_of([[number] for number in range(1025)]))


def test_arrays_as_keys_are_counted_in_the_whole_packet_not_in_each_dictionary():
    many = dictionary_of([[number] for number in range(512)])
    assert len(decode(b"\x13\0\0\0\2\0\0\0" + 2 * many)[0]) == 2
    with pytest.raises(VariantError, match="more than 1024 arrays as keys"):
        decode(b"\x13\0\0\0\3\0\0\0" + 3 * many)
    one = dictionary_of([[1]])
    with pytest.raises(VariantError, match="more than 1024 arrays as keys"):
        decode(b"\x13\0\0\0\1\4\0\0" + 1025 * one)
    assert len(decode(many)[0]) == len(decode(many + many)[0]) == 512  # each begins anew


def test_dictionaries_deep_within_the_keys_of_others_are_bounded_too():
    data = b"\x12\0\0\0\1\0\0\0" * 1500
    with pytest.raises(VariantError) as raised:
        decode(data + bytes(8000))
    assert raised.value.code == ERR_OUT_OF_MEMORY


def test_depth_has_nothing_to_do_with_how_deep_the_caller_is():
    data = bytes.fromhex("1300000001000000" * 1024 + "1300000000000000")

    def call(depth):
        return call(depth - 1) if depth else decode(data)

    assert call(sys.getrecursionlimit() - 300)[1] == len(data)


def test_no_count_is_believed_before_the_elements_can_be_there():
    for kind in (0x12, 0x13, 0x14, 0x15, 0x16, 0x17, 0x18, 0x19, 0x1A):
        for count in (5, 0x10000000, 0x7FFFFFFF):
            with pytest.raises(VariantError):
                decode(bytes([kind, 0, 0, 0]) + count.to_bytes(4, "little") + bytes(4))
    with pytest.raises(VariantError, match="announced"):
        decode(bytes.fromhex("0f000000ffffffffffffffff00000000"))


def test_pool_arrays_of_floats_have_the_very_numbers():
    found, _ = decode(encoded(PoolRealArray([0.1, float("inf")])))
    assert list(found) == [0.10000000149011612, float("inf")]


def test_lately_decoded_texts_are_forgotten_when_they_are_many():
    own = decoder.Decoder(GODOT3)
    for number in range(decoder._MOST_KNOWN + 10):
        assert own.decode(encoded(f"text {number}"))[0] == f"text {number}"
    assert len(own._known_texts) == 10
    own.decode(encoded("x" * 33))
    assert len(own._known_texts) == 10


def test_every_beginning_of_every_vector_is_a_value_or_an_error():
    for data in beginnings(short(VECTORS + UNUSUAL, 300)):
        decodes_or_fails_properly(decode, data)


def test_every_vector_with_one_byte_changed_is_a_value_or_an_error():
    for data in changed_in_one_byte(short(VECTORS + UNUSUAL, 300), 5):
        decodes_or_fails_properly(decode, data)


@given(
    st.lists(st.integers(0, 28).map(lambda kind: bytes([kind, 0, 0, 0])) | st.binary(min_size=4, max_size=4))
)
def test_any_bytes_are_a_value_or_an_error(words):
    decodes_or_fails_properly(decode, b"".join(words))
