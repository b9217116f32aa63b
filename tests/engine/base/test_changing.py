from weakref import WeakSet

import pytest

from engine.base.changing import still_in


def test_what_goes_meanwhile_is_left_out_and_what_comes_waits_for_the_next_time():
    things = dict.fromkeys([1, 2, 3, 4])
    seen = []
    for thing in still_in(things):
        seen.append(thing)
        things.pop(3, None)
        things[5] = None
    assert seen == [1, 2, 4]
    assert list(still_in(things)) == [1, 2, 4, 5]


@pytest.mark.parametrize("kind", [list, set, tuple, dict.fromkeys])
def test_any_collection_is_gone_through(kind):
    assert sorted(still_in(kind([3, 1, 2]))) == [1, 2, 3]


def test_what_went_and_came_again_has_its_turn():
    things = {1: None, 2: None}
    seen = []
    for thing in still_in(things):
        seen.append(thing)
        things.pop(2, None)
        things[2] = None
    assert seen == [1, 2]


def test_what_is_held_weakly_is_held_until_its_turn_is_over():
    class Thing:
        pass

    things: WeakSet[Thing] = WeakSet()
    kept = [Thing(), Thing()]
    things.update(kept)
    seen = 0
    for _ in still_in(things):
        kept.clear()
        seen += 1
    assert seen == 2


def test_nothing_is_gone_through_in_nothing():
    assert list(still_in([])) == []
