from enum import IntEnum
from math import inf, nan

import pytest

from engine import (
    Color,
    EncodedObjectAsID,
    Node,
    NodePath,
    PackedFloat64Array,
    PackedInt64Array,
    PoolByteArray,
    PoolIntArray,
    PoolRealArray,
    PoolStringArray,
    PoolVector2Array,
    Rect2,
    Rect2i,
    StringName,
    Vector2,
    Vector2i,
    Vector3,
    Vector3i,
    Vector4,
    Vector4i,
)
from engine.multiplayer.godot4.kinds import Unfit, fitting, kind_of
from engine.object.object import Object


class Team(IntEnum):
    RED = 1


class Place(Vector2):
    pass


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        (None, type(None)),
        (True, bool),
        (Team.RED, int),
        ("a", str),
        (NodePath("a"), NodePath),
        (StringName("a"), StringName),
        (Place(1, 2), Vector2),
        (Vector2i(1, 2), Vector2i),
        ((1, 2), list),
        (bytearray(b"a"), PoolByteArray),
        (PoolStringArray(), PoolStringArray),
        ({}, dict),
        (Node(), Object),
        (EncodedObjectAsID(7), None),
        (object(), None),
    ],
)
def test_a_value_has_the_kind_that_it_is_in_godot(value, kind):
    assert kind_of(value) is kind


@pytest.mark.parametrize(
    ("before", "came", "becomes"),
    [
        (1, 2, 2),
        (1, 2.9, 2),
        (1, True, 1),
        (1.5, 2, 2.0),
        (True, 2, True),
        (False, 0.0, False),
        ("", StringName("a"), "a"),
        (StringName(""), "a", StringName("a")),
        (NodePath(""), "a/b", NodePath("a/b")),
        (Vector2(), Vector2i(1, 2), Vector2(1, 2)),
        (Vector2i(), Vector2(1.9, -2.9), Vector2i(1, -2)),
        (Vector3(), Vector3i(1, 2, 3), Vector3(1, 2, 3)),
        (Vector4i(), Vector4(1, 2, 3, 4), Vector4i(1, 2, 3, 4)),
        (Rect2(), Rect2i(1, 2, 3, 4), Rect2(1, 2, 3, 4)),
        ([], PoolVector2Array([Vector2(1, 2)]), [Vector2(1, 2)]),
        (PoolIntArray(), [1, 2.5], PoolIntArray([1, 2])),
        (PoolRealArray(), PackedFloat64Array([0.5]), PoolRealArray([0.5])),
        (PackedInt64Array(), [1 << 40], PackedInt64Array([1 << 40])),
        (PoolByteArray(), [1, 2], PoolByteArray(b"\1\2")),
        (PoolStringArray(), ["a"], PoolStringArray(["a"])),
        (Color(), Color(1, 0, 0), Color(1, 0, 0)),
        (None, "anything", "anything"),
        (Node(), None, None),
        (object(), 5, 5),
        (Team.RED, 5, 5),
    ],
)
def test_a_value_that_fits_becomes_one_of_the_kind(before, came, becomes):
    found = fitting(came, kind_of(before))
    assert found == becomes
    assert type(found) is type(becomes)


@pytest.mark.parametrize(
    ("before", "came", "names"),
    [
        (1, "2", ("String", "int")),
        (1, None, ("null", "int")),
        (1, nan, ("float", "int")),
        (1, inf, ("float", "int")),
        (1, 1e300, ("float", "int")),
        ("", 1, ("int", "String")),
        ("", None, ("null", "String")),
        (Vector2(), 5, ("int", "Vector2")),
        (Vector2(), Vector3(), ("Vector3", "Vector2")),
        (Vector2i(), Vector2(inf, 0), ("Vector2", "Vector2i")),
        ({}, [], ("Array", "Dictionary")),
        ([], {}, ("Dictionary", "Array")),
        (PoolIntArray(), ["a"], ("Array", "PoolIntArray")),
        (PoolByteArray(), [300], ("Array", "PoolByteArray")),
        (PoolStringArray(), [1], ("Array", "PoolStringArray")),
        (PoolVector2Array(), [1], ("Array", "PoolVector2Array")),
        (Color(), "red", ("String", "Color")),
        (Node(), 5, ("int", "an object")),
        (Node(), EncodedObjectAsID(7), ("an object's number", "an object")),
        (5, EncodedObjectAsID(7), ("an object's number", "int")),
    ],
)
def test_what_is_of_another_kind_does_not_fit(before, came, names):
    with pytest.raises(Unfit) as refused:
        fitting(came, kind_of(before))
    assert (refused.value.came, refused.value.kind) == names
