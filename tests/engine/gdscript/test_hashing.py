"""Hashes, as the real engine makes them."""

import math
from pathlib import Path

import pytest

import engine
from engine import Key, Object, ScriptError, hash
from tests.engine.gdscript.rows import cases, differing

ROWS = cases(Path(__file__).parent / "vectors" / "hash.json")["hash"]["rows"]
NAMES = {name: getattr(engine, name) for name in engine.__all__}


def test_a_value_has_godots_hash():
    rows = [row for row in ROWS if row[0].startswith("hash(")]
    assert len(rows) > 50
    assert differing(rows, NAMES) == []


MORE = [
    ["hash(AABB(Vector3(1,2,3), Vector3(4,5,6)))", 1183223312],
    ["hash(Basis(Vector3(1,2,3), Vector3(4,5,6), Vector3(7,8,9)))", 3481165401],
    ["hash(Transform(Basis(Vector3(1,2,3), Vector3(4,5,6), Vector3(7,8,9)), Vector3(10,11,12)))", 357131864],
    ["hash(Plane(1,2,3,4))", 2726970714],
    ["hash(Quat(1,2,3,4))", 2726970714],
    ["hash(Transform2D(Vector2(1,2), Vector2(3,4), Vector2(5,6)))", 3865162224],
    ["hash(NodePath('/a/b:c'))", 177672],
    ["hash(PoolVector3Array([Vector3(1,2,3)]))", 2945844561],
    ["hash(PoolColorArray([Color(1,0,0)]))", 1602683527],
    ["hash(PoolIntArray())", 177573],
    ["hash(PoolByteArray())", 177573],
    ["hash(PoolStringArray())", 5831],
    ["hash(PoolRealArray())", 720197712],
    ["hash(PoolVector2Array())", 5831],
]
"""What Godot 3.6.2 says besides."""


def test_values_and_arrays_of_all_types_have_godots_hash():
    assert differing(MORE, NAMES) == []


def test_a_key_has_the_hash_of_what_it_stands_for():
    assert hash(Key(1.0)) == hash(1.0) != hash(1)


def test_all_that_is_not_a_number_is_the_same():
    assert hash(-math.nan) == hash(math.nan)


def test_an_object_has_the_hash_of_its_number():
    one = Object()
    assert hash(one) == hash(one.get_instance_id())


@pytest.mark.parametrize("value", [object(), {1, 2}])
def test_what_is_no_value_of_godots_has_none(value):
    with pytest.raises(ScriptError, match="has no hash"):
        hash(value)


def test_what_is_within_itself_has_none():
    array = []
    array.append(array)
    with pytest.raises(ScriptError, match="128 levels"):
        hash(array)
