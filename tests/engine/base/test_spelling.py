"""Nearest names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.base.spelling import did_you_mean, distance, nearest

words = st.text("abc_", max_size=7)
FAR = 100


def plain_distance(a, b):
    """The definition of the optimal string alignment distance."""
    if not a or not b:
        return len(a) + len(b)
    best = min(
        plain_distance(a[:-1], b) + 1,
        plain_distance(a, b[:-1]) + 1,
        plain_distance(a[:-1], b[:-1]) + (a[-1] != b[-1]),
    )
    if len(a) > 1 and len(b) > 1 and a[-2:] == b[-2:][::-1]:
        best = min(best, plain_distance(a[:-2], b[:-2]) + 1)
    return best


@pytest.mark.parametrize(
    ("a", "b", "edits"),
    [
        ("", "", 0),
        ("ready", "ready", 0),
        ("", "abc", 3),
        ("process", "proccess", 1),
        ("process", "proces", 1),
        ("process", "prozess", 1),
        ("process", "porcess", 1),
        ("input", "output", 3),
        ("ca", "abc", 3),  # a swapped pair is not edited again
    ],
)
def test_distance_counts_edits(a, b, edits):
    assert distance(a, b, FAR) == edits


@given(a=st.text("abc", max_size=4), b=st.text("abc", max_size=4), limit=st.integers(0, 5))
def test_distance_is_that_of_the_definition_up_to_the_limit(a, b, limit):
    assert distance(a, b, limit) == min(plain_distance(a, b), limit + 1)


@given(a=words, b=words, limit=st.integers(0, 8))
def test_distance_is_the_same_both_ways(a, b, limit):
    assert distance(a, b, limit) == distance(b, a, limit)


@given(a=words, b=words)
def test_distance_is_bounded_by_the_lengths(a, b):
    assert abs(len(a) - len(b)) <= distance(a, b, FAR) <= max(len(a), len(b))
    assert (distance(a, b, FAR) == 0) == (a == b)


@given(a=words, at=st.integers(0, 7), letter=st.sampled_from("abc_"))
def test_one_edit_is_a_distance_of_one(a, at, letter):
    at = min(at, len(a))
    assert distance(a, a[:at] + letter + a[at:], FAR) == 1


def test_the_nearest_come_first_and_ties_in_alphabetical_order():
    assert nearest("health", ["wealth", "health_", "heal", "stealth", "mana"]) == [
        "health_",
        "wealth",
        "heal",
    ]
    assert nearest("cat", ["hat", "bat", "rat", "mat", "dog"]) == ["bat", "hat", "mat"]
    assert nearest("cat", ["hat", "bat", "rat"], most=1) == ["bat"]


def test_underscores_at_the_ends_and_capitals_do_not_matter():
    assert nearest("Ready", ["_ready", "_process"]) == ["_ready"]
    assert nearest("_connection_established", ["connection_established"]) == ["connection_established"]


def test_a_name_that_contains_the_other_is_near():
    assert nearest("closed", ["connection_closed", "data_received"]) == ["connection_closed"]
    assert nearest("on_connection_closed", ["connection_closed"]) == ["connection_closed"]


def test_a_short_name_is_near_to_little():
    assert nearest("x", ["y", "abc", "xyz"]) == ["y"]
    assert nearest("data", ["a", "to"]) == []
    assert nearest("", ["a", "abc"]) == ["a"]


@given(name=words, candidates=st.lists(words, max_size=6))
def test_nearest_gives_some_of_the_candidates_and_finds_the_name_itself(name, candidates):
    found = nearest(name, candidates)
    assert len(found) <= 3
    assert set(found) <= set(candidates)
    assert nearest(name, [*candidates, name], most=99).count(name) == 1 + candidates.count(name)


def test_the_question_starts_with_a_space_and_is_empty_if_nothing_is_near():
    assert did_you_mean("dide", ["died", "born"]) == " Did you mean 'died'?"
    assert did_you_mean("cat", ["hat", "bat"]) == " Did you mean 'bat' or 'hat'?"
    assert did_you_mean("zzz", ["died", "born"]) == ""
