import pytest

from engine import Key, NodePath
from engine.variant.key import ArrayKeys, dictionary


def test_keys_are_the_same_if_they_are_the_same_in_godot():
    assert Key(1) == Key(1)
    assert hash(Key(1)) == hash(Key(1))
    assert Key(1) != Key(1.0)
    assert Key(1) != Key(True)
    assert Key(1) != 1
    assert Key("a") != Key(NodePath("a"))
    assert Key((1, 2)) == Key([1, 2])
    assert Key((1,)) != Key((1.0,))


def test_dictionaries_are_the_same_key_if_they_are_the_same_object():
    one, other = {"a": 1}, {"a": 1}
    assert Key(one) == Key(one)
    assert Key(one) != Key(other)


def test_a_key_does_not_change_and_says_what_it_is():
    key = Key(1.0)
    assert key.value == 1.0
    assert repr(key) == "Key(1.0)"
    with pytest.raises(AttributeError):
        key.value = 2


def test_of_the_same_keys_the_last_value_counts_at_the_first_position():
    found = dictionary([1, "a", 1.0, 1, 1.0], "vwxyz", ArrayKeys())
    assert list(found.items()) == [(1, "y"), ("a", "w"), (Key(1.0), "z")]


def test_arrays_within_arrays_can_be_keys():
    found = dictionary([[1, [2]], [1, [2.0]], [1, [2]]], "abc", ArrayKeys())
    assert list(found.items()) == [((1, (2,)), "c"), (Key((1, (2.0,))), "b")]
