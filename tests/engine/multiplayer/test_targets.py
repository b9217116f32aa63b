from math import inf, nan

import pytest

from engine import ScriptError
from engine.multiplayer.targets import ids_text, selected, target_of, target_text


def test_whole_numbers_of_any_kind_are_targets():
    assert [target_of(given) for given in (5, -5.0, 0.0, True)] == [5, -5, 0, 1]
    assert all(type(target_of(given)) is int for given in (5.0, True))


@pytest.mark.parametrize("given", ["5", None, 5.5, inf, nan, 1 << 31, -(1 << 31), 1e300, [5]])
def test_what_is_no_target_is_the_scripts_fault(given):
    with pytest.raises(ScriptError, match="a whole number of 32 bits, 0 for everyone or `-id` for all but"):
        target_of(given)


def test_nought_is_everyone_an_id_is_that_one_and_minus_an_id_all_but_that_one():
    peers = {1: None, 5: None, 9: None}
    assert list(selected(0, peers)) == [1, 5, 9]
    assert list(selected(5, peers)) == [5]
    assert list(selected(-5, peers)) == [1, 9]


def test_who_is_not_there_is_nobody_and_excludes_nobody():
    peers = {1: None, 5: None}
    assert list(selected(7, peers)) == []
    assert list(selected(-7, peers)) == [1, 5]


def test_targets_and_ids_in_words():
    assert [target_text(0), target_text(5), target_text(-5)] == ["everyone", "peer 5", "everyone but peer 5"]
    assert [ids_text([1, 5]), ids_text([])] == ["1, 5", "none"]
