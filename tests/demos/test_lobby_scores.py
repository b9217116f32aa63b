"""The scores of the lobby's game, read from the lines that its host sends."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demos.lobby.scores import Score, Scores

PLAYERS = {1: "Alice", 2: "Bob: rolls 9", 3: ""}


def read(*lines, current=1, players=PLAYERS):
    scores = Scores()
    for line in lines:
        scores.read(line, players, current)
    return scores


def test_rolls_of_the_one_whose_turn_it_is_are_added_up():
    scores = read("Alice: rolls 30", "Alice: rolls 70", "Alice: rolls 5")
    assert scores.of(1) == Score(total=105, rolls=3, best=70)
    assert str(scores.of(1)) == "105 in 3 rolls, best 70"
    assert str(Score(7, 1, 7)) == "7 in 1 roll, best 7"
    assert scores.of(2) == Score()


@pytest.mark.parametrize(
    "line",
    [
        "",
        "Bob: rolls 9: rolls 4",  # not in its turn
        "Alice: jumps 12",
        "Alice: rolls",
        "Alice: rolls -3",
        "Alice: rolls 3 and more",
        "Alice: rolls 1234567890",
        "Someone is trying to cheat! 77",
        ": rolls 4",
    ],
)
def test_other_lines_are_no_rolls(line):
    assert read(line).by_player == {}


def test_a_name_that_looks_like_a_roll_does_no_harm():
    scores = read("Bob: rolls 9: rolls 4", current=2)
    assert scores.by_player == {2: Score(4, 1, 4)}


def test_a_newcomer_is_told_how_it_stands_and_reads_the_same():
    scores = read("Round 2 of 5", "Alice: rolls 30", "Alice: rolls 70")
    scores.read("Bob: rolls 9: rolls 4", PLAYERS, 2)
    lines = list(scores.lines(PLAYERS))
    assert lines == ["Round 2 of 5", "Alice: 100 in 2 rolls, best 70", "Bob: rolls 9: 4 in 1 roll, best 4"]
    told = read(*lines, current=0)
    assert (told.by_player, told.round, told.rounds) == (scores.by_player, 2, 5)


def test_the_highest_total_wins_and_a_tie_is_shared():
    scores = read("Alice: rolls 30")
    assert scores.judge({1: "Alice", 2: "Bob"}) == "Alice wins with 30!"
    scores.read("Bob: rolls 9: rolls 30", PLAYERS, 2)
    verdict = scores.judge({1: "Alice", 2: "Bob"})
    assert verdict == "Alice and Bob win with 30!"
    scores.read(verdict, PLAYERS, 0)
    assert (scores.winners, scores.verdict) == ([1, 2], verdict)
    assert list(scores.lines(PLAYERS))[-1] == verdict


@given(st.text(), st.dictionaries(st.integers(), st.text()), st.integers())
def test_any_text_can_be_read(text, players, current):
    assert list(read(text, players=players, current=current).lines(players)) is not None
