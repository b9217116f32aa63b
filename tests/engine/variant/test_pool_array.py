import copy
import pickle
from array import array

import pytest

from engine import (
    Color,
    PoolColorArray,
    PoolIntArray,
    PoolRealArray,
    PoolStringArray,
    PoolVector2Array,
    PoolVector3Array,
    Vector2,
    Vector3,
)

ALL = [
    PoolIntArray([1, -2, 3]),
    PoolRealArray([0.5, -2, 1e10]),
    PoolStringArray(["a", "", "c"]),
    PoolVector2Array([Vector2(1, 2), Vector2(3, 4), Vector2(5, 6)]),
    PoolVector3Array([Vector3(1, 2, 3), Vector3(3, 4, 5), Vector3(5, 6, 7)]),
    PoolColorArray([Color(1, 0, 0), Color(0, 1, 0), Color(0, 0, 1, 0.5)]),
]
NAMES = {type(value).__name__: type(value) for value in [*ALL, Vector2(), Vector3(), Color()]}

each = pytest.mark.parametrize("pool", ALL, ids=lambda pool: type(pool).__name__)


@each
def test_it_is_a_sequence_that_does_not_change(pool):
    kind = type(pool)
    assert len(pool) == pool.size() == 3
    assert not pool.empty()
    assert kind().empty()
    assert kind().size() == 0
    items = list(pool)
    assert pool[0] == items[0]
    assert pool[-1] == items[2]
    assert pool[1:] == kind(items[1:])
    assert pool[::-1] == kind(items[::-1])
    assert items[1] in pool
    assert "nowhere" not in pool
    assert pool + pool == kind(items + items)
    with pytest.raises(IndexError):
        pool[3]
    with pytest.raises(TypeError):
        pool[0] = items[0]
    with pytest.raises(TypeError):
        pool + items


@each
def test_it_is_compared_by_value_and_only_with_its_own_type(pool):
    same = type(pool)(list(pool))
    assert same == pool
    assert not same != pool  # noqa: SIM202 - that operator is meant
    assert hash(same) == hash(pool)
    assert {pool: 1}[same] == 1
    assert pool != type(pool)(list(pool)[:2])
    assert pool != list(pool)
    assert pool != tuple(pool)
    assert PoolIntArray() != PoolRealArray()


@each
def test_its_repr_reads_back(pool):
    assert eval(repr(pool), NAMES) == pool


@each
def test_it_can_be_copied_and_pickled(pool):
    assert copy.deepcopy(pool) == pool
    assert pickle.loads(pickle.dumps(pool)) == pool


def test_numbers_are_wrapped_or_rounded_when_they_are_put_in():
    assert list(PoolIntArray([1 << 31, (1 << 32) + 5, -3.7, True])) == [-(1 << 31), 5, -3, 1]
    assert list(PoolRealArray([0.1, 1e300])) == [0.10000000149011612, float("inf")]


def test_buffers_are_taken_whatever_their_numbers_are():
    assert PoolIntArray(array("i", [1, 2])) == PoolIntArray([1, 2])
    assert PoolIntArray(memoryview(array("i", [1, 2, 3]))[::2]) == PoolIntArray([1, 3])
    assert PoolIntArray(b"\1\2") == PoolIntArray([1, 2])
    assert PoolIntArray(array("q", [1 << 33])) == PoolIntArray([0])
    assert PoolRealArray(array("d", [0.5])) == PoolRealArray([0.5])
    assert PoolRealArray(array("f")) == PoolRealArray()
    assert PoolVector2Array(array("f", [1, 2, 3, 4])) == PoolVector2Array([(1, 2), (3, 4)])
    assert PoolVector2Array(array("d", [1, 2, 3, 4])) == PoolVector2Array([(1, 2), (3, 4)])
    table = memoryview(array("d", [1, 2, 3, 4])).cast("B").cast("d", [2, 2])
    assert PoolVector2Array(table) == PoolVector2Array([(1, 2), (3, 4)])
    for odd in (array("f", [1, 2, 3]), array("d", [1, 2, 3])):
        with pytest.raises(ValueError, match="PoolVector2Array takes 2 numbers for each element"):
            PoolVector2Array(odd)


def test_buffers_are_given_without_a_copy():
    pool = PoolVector2Array([(1, 2), (3, 4)])
    view = pool.view()
    assert view.format == "f"
    assert view.readonly
    assert array("f", view.tobytes()).tolist() == [1, 2, 3, 4]
    assert pool.__buffer__(0) is view


def test_texts_are_joined():
    assert PoolStringArray(["a", "b"]).join(", ") == "a, b"
    with pytest.raises(TypeError, match="takes texts, not 1"):
        PoolStringArray([1])
    with pytest.raises(TypeError):
        PoolRealArray(["a"])
    with pytest.raises((TypeError, ValueError)):
        PoolIntArray(["a"])
