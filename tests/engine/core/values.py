"""Values of all kinds that are sent, and some that cannot be."""

from hypothesis import strategies as st

from engine.variant.aabb import AABB
from engine.variant.color import Color
from engine.variant.key import Key
from engine.variant.node_path import NodePath
from engine.variant.pool_array import PoolIntArray, PoolRealArray
from engine.variant.pool_byte_array import PoolByteArray
from engine.variant.pool_string_array import PoolStringArray
from engine.variant.pool_vector_array import PoolColorArray, PoolVector2Array
from engine.variant.rid import RID, EncodedObjectAsID
from engine.variant.space import Vector3
from engine.variant.string_name import StringName
from engine.variant.value import new
from engine.variant.vector2 import Vector2
from engine.variant.whole import Rect2i, Vector2i


class Text(str):
    """A text of a script's own class."""


class Whole(int):
    """An int of a script's own class, which says another number."""

    def __index__(self):
        return 7


class Real(float):
    """A float of a script's own class."""


class Array(list):
    """A list of a script's own class."""


class Pair(tuple):
    """A tuple of a script's own class."""


class Place(Vector2):
    """A value of a script's own class."""


class Thing:
    """An object that has an id."""

    def get_instance_id(self):
        return 12345


class Bytes(bytes):
    """Bytes of a script's own class, which have another length than they say."""

    def __len__(self):
        return 2


texts = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        ["", "name", "größer", "\ufeffmarked", "a\0b", "\ud800", "x" * 2000, "ä" * 2000, "\U0001f600"]
    ),
)
ints = st.one_of(
    st.integers(-300, 300),
    st.integers(-(1 << 64), 1 << 64),
    st.sampled_from([s * (1 << n) + d for n in (7, 8, 15, 31, 32, 63) for s in (1, -1) for d in (-1, 0, 1)]),
)
singles = [3.4028234663852886e38, 3.4028235677973366e38, 3.5e38, 1e-46, 0.1]
floats = st.one_of(
    st.floats(), st.floats(width=32), st.sampled_from([s * one for one in singles for s in (1, -1)])
)
numbers = st.one_of(floats, ints)


def rows(kind, count, of=floats):
    return st.lists(of, min_size=count, max_size=count).map(lambda row: new(kind, row))


odd = st.one_of(
    texts.map(Text),
    ints.map(Whole),
    floats.map(Real),
    st.lists(ints, max_size=2).map(Array),
    st.lists(ints, max_size=2).map(Pair),
    st.binary(max_size=5).map(Bytes),
    rows(Place, 2),
    rows(Vector2, 2, numbers),
    rows(Vector2, 3),
    st.builds(Thing),
    st.sampled_from([object(), 1j, {1, 2}, range(3), Key([1])]),
)
leaves = st.one_of(
    st.none(),
    st.booleans(),
    ints,
    floats,
    texts,
    texts.map(StringName),
    st.binary(max_size=12),
    st.binary(max_size=12).map(PoolByteArray),
    st.binary(max_size=6).map(bytearray),
    st.binary(max_size=6).map(memoryview),
    rows(Vector2, 2),
    rows(Vector3, 3),
    rows(AABB, 6),
    rows(Color, 4),
    rows(Vector2i, 2, ints),
    rows(Rect2i, 4, ints),
    st.lists(st.integers(-9, 9), max_size=4).map(PoolIntArray),
    st.lists(st.floats(width=32), max_size=4).map(PoolRealArray),
    st.lists(texts, max_size=3).map(PoolStringArray),
    st.lists(rows(Vector2, 2, st.floats(width=32)), max_size=2).map(PoolVector2Array),
    st.lists(rows(Color, 4, st.floats(width=32)), max_size=2).map(PoolColorArray),
    st.sampled_from([NodePath("/root/A:x"), NodePath(""), RID(), RID(5), EncodedObjectAsID(1 << 63)]),
)


def is_key(value):
    try:
        hash(value)
    except TypeError:
        return False
    return True


def nested(leaf):
    """Values of these in lists, tuples and dictionaries."""
    return st.recursive(
        leaf,
        lambda inner: st.one_of(
            st.lists(inner, max_size=10),
            st.lists(ints, min_size=8, max_size=10),
            st.lists(inner, max_size=4).map(tuple),
            st.dictionaries(st.one_of(texts, leaf.filter(is_key)), inner, max_size=4),
        ),
        max_leaves=12,
    )


usual = nested(leaves)
any_value = nested(st.one_of(leaves, odd))
