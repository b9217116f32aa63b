"""What the recorded rows do not ask of arrays, dictionaries and what else one can go through."""

import pytest

from engine import PoolByteArray, PoolIntArray, PoolStringArray, PoolVector2Array, Vector2, Vector3
from engine.ported import bsearch_custom, changed, each, erase, length, rfind, to_array, with_element


class Order:
    def is_shorter(self, a, b):
        return len(a) < len(b)


def test_a_place_is_found_in_what_a_function_has_sorted():
    words = ["a", "bb", "cc", "dddd"]
    assert bsearch_custom(words, "xx", Order(), "is_shorter") == 1
    assert bsearch_custom(words, "xx", Order(), "is_shorter", False) == 3
    assert bsearch_custom(words, "xxxxx", Order(), "is_shorter") == 4


@pytest.mark.parametrize(
    ("what", "numbers"),
    [
        (2.5, [0, 1, 2]),
        (3, [0, 1, 2]),
        (Vector2(1, 3), [1, 2]),
        (Vector3(1, 7, 2), [1, 3, 5]),
        ("ab", ["a", "b"]),
    ],
)
def test_numbers_and_vectors_can_be_gone_through(what, numbers):
    assert list(each(what)) == numbers


class Countdown:
    def _iter_init(self, place):
        place[0] = 3
        return True

    def _iter_next(self, place):
        place[0] -= 1
        return place[0] > 0

    def _iter_get(self, at):
        return -at


def test_an_object_says_what_a_loop_goes_over():
    assert list(each(Countdown())) == [-3, -2, -1]


def test_texts_have_their_own_of_the_same_names():
    assert rfind("abcabc", "bc") == 4
    assert erase("abcd", 1, 2) == "ad"


def test_a_text_and_a_vector_have_a_length_each():
    assert length("abc") == 3
    assert length(Vector2(3, 4)) == 5.0
    assert length(Vector2()) == 0.0


def test_a_pool_array_has_another_element_in_a_new_one():
    assert with_element(PoolIntArray([1, 2]), -1, 5) == PoolIntArray([1, 5])
    assert with_element(PoolByteArray([1, 2]), 0, 257) == PoolByteArray([1, 2])
    assert type(with_element(PoolByteArray([1]), 0, 3)) is PoolByteArray
    assert with_element(Vector2(1, 2), 1, 5) == Vector2(1, 5)
    assert with_element("abc", -1, "") == "ab"


@pytest.mark.parametrize(
    ("before", "call", "after"),
    [
        (PoolByteArray([1, 2]), ("resize", 4), PoolByteArray([1, 2, 0, 0])),
        (PoolByteArray([1, 2]), ("resize", 1), PoolByteArray([1])),
        (PoolByteArray([1, 2]), ("fill", 257), PoolByteArray([1, 1])),
        (PoolIntArray([1, 2]), ("insert", 1, 5), PoolIntArray([1, 5, 2])),
        (PoolIntArray([1, 2]), ("remove", 0), PoolIntArray([2])),
        (PoolStringArray(["a", "b"]), ("invert",), PoolStringArray(["b", "a"])),
        (PoolStringArray(["a"]), ("resize", 2), PoolStringArray(["a", ""])),
        (PoolVector2Array(), ("resize", 1), PoolVector2Array([Vector2()])),
    ],
)
def test_a_pool_array_becomes_what_a_method_makes_of_it(before, call, after):
    assert changed(before, *call) == after
    assert type(changed(before, *call)) is type(before)


def test_an_array_of_an_array_is_that_one():
    one = [1]
    assert to_array(one) is one
    assert to_array(PoolIntArray([1])) == [1]
