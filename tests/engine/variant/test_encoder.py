import json
from array import array
from collections import OrderedDict, namedtuple
from enum import IntEnum
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import engine
from engine import (
    ERR_INVALID_PARAMETER,
    ERR_OUT_OF_MEMORY,
    ERR_UNAUTHORIZED,
    RID,
    Color,
    EncodedObjectAsID,
    Key,
    Node,
    NodePath,
    PoolByteArray,
    PoolIntArray,
    PoolRealArray,
    PoolStringArray,
    PoolVector2Array,
    Rect2,
    VariantError,
    Vector2,
    Vector3,
)
from engine.variant import encoder
from engine.variant.decoder import decode
from engine.variant.encoder import encode, encoded
from engine.variant.types import GODOT3

VECTORS = json.loads((Path(__file__).parent / "vectors" / "variant.json").read_text())["vectors"]


def value_of(described):
    """Return the value that a vector describes in JSON."""
    if not isinstance(described, dict):
        return described
    kind, content = next(iter(described.items()))
    if kind == "float":
        return float(content)
    if kind in ("Transform2D", "Basis", "Transform"):
        return getattr(engine, kind)(*map(value_of, content))
    if kind == "Array":
        return [value_of(item) for item in content]
    if kind == "Dictionary":
        found = {}
        for key, value in content:
            key = value_of(key)
            key = tuple(key) if isinstance(key, list) else key
            found[Key(key) if key in found else key] = value_of(value)
        return found
    if kind == "NodePath":
        return NodePath(content)
    if kind == "RID":
        return RID()
    if kind == "Object":
        return None
    if kind.startswith("Pool"):
        return getattr(engine, kind)(list(map(float if kind == "PoolRealArray" else value_of, content)))
    return getattr(engine, kind)(*map(float, content))


def is_for_encoding(vector):
    return (
        not vector.get("full_objects") and "as id" not in vector["name"] and "sign bit" not in vector["name"]
    )


@pytest.mark.parametrize(
    "vector", [vector for vector in VECTORS if is_for_encoding(vector)], ids=lambda vector: vector["name"]
)
def test_a_value_becomes_the_bytes_that_godot_makes_of_it(vector):
    ours, theirs = bytearray(encoded(value_of(vector["value"]))), bytearray.fromhex(vector["hex"])
    for offset in vector.get("ignore_bytes", ()):
        assert ours[offset] == 0
        theirs[offset] = 0
    assert ours == theirs


def test_it_is_appended_to_what_is_there():
    out = bytearray(b"head")
    encode("a", out)
    encode([1], out)
    assert bytes(out) == b"head" + encoded("a") + encoded([1])


class Level(IntEnum):
    HIGH = 3


class Big(int):
    pass


class Name(str):
    def __str__(self):
        raise AssertionError


class Way(NodePath):
    pass


class Place(Vector2):
    pass


class Whole:
    def __index__(self):
        return 7


Pair = namedtuple("Pair", "one other")


@pytest.mark.parametrize(
    ("value", "same_as"),
    [
        (Level.HIGH, 3),
        (Name("a"), "a"),
        (Way("A/b:c"), NodePath("A/b:c")),
        (Place(1, 2), Vector2(1, 2)),
        (OrderedDict(a=1), {"a": 1}),
        (Pair(1, "b"), [1, "b"]),
        ((1, (2,)), [1, [2]]),
        ((), []),
        (Whole(), 7),
        (bytearray(b"abc"), PoolByteArray(b"abc")),
        (memoryview(b"abcdef")[::2], PoolByteArray(b"ace")),
        (Key(1.0), 1.0),
        (Key(Key({"a": 1})), {"a": 1}),
        (type("Real", (float,), {})(0.5), 0.5),
    ],
)
def test_what_is_like_a_value_is_encoded_as_that_value(value, same_as):
    assert encoded(value) == encoded(same_as)
    assert encoded([value, {"k": value}]) == encoded([same_as, {"k": same_as}])


def test_numbers_beyond_32_bits_are_infinite_in_vectors_as_in_the_engine():
    assert decode(encoded(Vector2(1e300, -1e300)))[0] == Vector2(float("inf"), float("-inf"))


def test_a_node_is_sent_as_its_id():
    node = Node()
    assert decode(encoded(node))[0] == EncodedObjectAsID(node.get_instance_id())
    assert encoded(EncodedObjectAsID(0)) == bytes.fromhex("110001000000000000000000")
    node.free()


def test_a_node_is_not_sent_whole():
    node = Node()
    with pytest.raises(VariantError, match=r"Node objects are sent as their id.*, in element 1\.") as raised:
        encoded([1, node], full_objects=True)
    assert raised.value.code == ERR_UNAUTHORIZED
    node.free()


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (object(), "A value of type object has no encoding."),
        (
            [1, {"a": [0, object()]}],
            "A value of type object has no encoding, in element 1 of key 'a' of element 1.",
        ),
        ({1: {2: 1 << 64}}, "An int of 65 bits does not fit; Godot's have 64, in key 2 of key 1."),
        (-(1 << 63) - 1, "An int of 64 bits does not fit; Godot's have 64."),
        ({"k" * 50: {3j}}, f"A value of type set has no encoding, in key '{'k' * 40}'…."),
        ({3j: 1}, "A value of type complex has no encoding, in the key of type complex itself."),
        ({1 << 99: 1}, "An int of 100 bits does not fit; Godot's have 64, in the key of type int itself."),
        ({1.5: 3j}, "A value of type complex has no encoding, in key 1.5."),
        (
            [Level(3), type("Big", (int,), {})(1 << 70)],
            "An int of 71 bits does not fit; Godot's have 64, in element 1.",
        ),
        (["ab\ud800"], "A text has half a surrogate pair at 2, in element 0."),
        ({"a\0": 1}, "A text has a NUL at 1, where Godot's end, in the key 'a\\x00' itself."),
        ([{"a": "ab\0cd"}], "A text has a NUL at 2, where Godot's end, in key 'a' of element 0."),
        (PoolStringArray(["a", "\0"]), "A text has a NUL at 0, where Godot's end."),
        (NodePath("a/b\0"), "A text has a NUL at 1, where Godot's end."),
        ({"a": Key({"b": 3j})}, "A value of type complex has no encoding, in key 'b' of key 'a'."),
        (
            [[[[[[3j]]]]]],
            "A value of type complex has no encoding, "
            "in element 0 of element 0 of element 0 of element 0 of ….",
        ),
    ],
)
def test_what_has_no_encoding_is_an_error_that_says_where_it_is(value, text):
    out = bytearray(b"head")
    with pytest.raises(VariantError) as raised:
        encode(value, out)
    assert str(raised.value) == text
    assert raised.value.code == ERR_INVALID_PARAMETER
    assert out == b"head"


def test_a_text_alone_is_refused_with_the_same_words():
    with pytest.raises(VariantError, match=r"^A text has half a surrogate pair at 2\.$"):
        encoded("ab\ud800")


def test_a_text_with_a_nul_is_refused_as_its_end_would_be_lost_in_godot():
    with pytest.raises(VariantError, match=r"^A text has a NUL at 2, where Godot's end\.$"):
        encoded("ab\0cd")


def test_a_numpy_like_array_is_to_be_wrapped():
    with pytest.raises(VariantError, match="type array has no encoding"):
        encoded(array("i", [1]))
    assert decode(encoded(PoolIntArray(array("i", [1]))))[0] == PoolIntArray([1])


def test_what_a_script_raises_meanwhile_leaves_the_buffer_as_it_was():
    class Broken:
        def __index__(self):
            raise RuntimeError("broken")

    out = bytearray(b"head")
    with pytest.raises(RuntimeError, match="broken"):
        encode([1, Broken()], out)
    assert out == b"head"


def nested(depth, core):
    for _ in range(depth):
        core = [core]
    return core


@pytest.mark.parametrize("core", [[], {}, 1])
def test_1024_levels_may_lie_within_each_other_and_not_one_more(core):
    data = encoded(nested(1024, core))
    assert encoded(decode(data)[0]) == data
    with pytest.raises(VariantError, match="more than 1024 levels") as raised:
        encoded(nested(1025, core))
    assert raised.value.code == ERR_OUT_OF_MEMORY


def test_a_list_that_holds_itself_is_an_error():
    value = {}
    value["self"] = [value]
    with pytest.raises(VariantError, match="more than 1024 levels"):
        encoded(value)


def test_lately_encoded_texts_are_forgotten_when_they_are_many():
    encoded = encoder.Encoder(GODOT3).encoded  # the reference, as the core keeps none
    encoder._known_texts.clear()
    for number in range(encoder._MOST_KNOWN + 10):
        assert encoded(f"text {number}").startswith(b"\x04\0\0\0")
    assert len(encoder._known_texts) == 10
    assert encoded("x" * 33).endswith(b"x\0\0\0")
    assert "x" * 33 not in encoder._known_texts


doubles = st.floats(allow_nan=False)
floats = st.floats(width=32, allow_nan=False)
texts = st.text(st.characters(exclude_characters="\0\ufeff", exclude_categories=["Cs"]))
names = st.text(st.characters(exclude_characters="\0\ufeff/:", exclude_categories=["Cs"]), min_size=1)
ints = st.integers(-(1 << 63), (1 << 63) - 1)
scalars = st.one_of(
    st.none(),
    st.booleans(),
    ints,
    doubles,
    texts,
    st.builds(Vector2, floats, floats),
    st.builds(Vector3, floats, floats, floats),
    st.builds(Color, floats, floats, floats, floats),
    st.builds(Rect2, floats, floats, floats, floats),
    st.builds(NodePath.from_parts, st.just(False), st.lists(names), st.lists(names)),
    st.builds(EncodedObjectAsID, st.integers(1, (1 << 64) - 1)),
    st.builds(PoolByteArray, st.binary()),
    st.builds(PoolIntArray, st.lists(st.integers(-(1 << 31), (1 << 31) - 1))),
    st.builds(PoolRealArray, st.lists(floats)),
    st.builds(PoolStringArray, st.lists(texts)),
    st.builds(PoolVector2Array, st.lists(st.builds(Vector2, floats, floats))),
)
values = st.recursive(
    scalars, lambda inner: st.lists(inner) | st.dictionaries(texts | st.integers(0, 9), inner), max_leaves=20
)


@given(values, st.binary(max_size=8), st.binary(max_size=8))
def test_what_was_encoded_is_decoded_to_the_same_wherever_it_stands(value, before, after):
    data = encoded(value)
    assert len(data) % 4 == 0
    found, end = decode(before + data + after, len(before))
    assert found == value
    assert end == len(before) + len(data)
    assert encoded(found) == data


@given(st.dictionaries(st.one_of(st.booleans(), st.integers(0, 1), st.sampled_from([0.0, 1.0])), ints))
def test_keys_that_python_takes_for_the_same_survive(value):
    data = encoded(
        {Key(True): 1, Key(1): 2, Key(1.0): 3, **{Key(("k", key)): item for key, item in value.items()}}
    )
    assert encoded(decode(data)[0]) == data
