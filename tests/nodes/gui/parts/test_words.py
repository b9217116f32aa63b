import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.text.clusters import is_boundary
from nodes.gui.parts.words import (
    is_symbol,
    next_word,
    previous_word,
    word_at,
)


def test_symbols_are_those_of_godot():
    # Recorded: where Ctrl+Left stops in a LineEdit of Godot 3.2.3, for each character of ASCII.
    assert "".join(c for c in map(chr, range(32, 127)) if is_symbol(c)) == (
        " !\"#$%&'()*+,-./:;<=>?@[\\]^`{|}~"
    )


@pytest.mark.parametrize(
    ("char", "symbol"), [("é", False), ("文", False), ("…", True), ("\u3000", True), ("😀", False)]
)
def test_other_scripts_have_their_punctuation(char, symbol):
    assert is_symbol(char) is symbol


def stops(text, step, index):
    found = []
    while True:
        after = step(text, index)
        if after == index:
            return found
        index = after
        found.append(index)


def test_words_are_gone_through_with_what_is_between_them():
    text = "  one, two_2 ...three"
    assert stops(text, next_word, 0) == [5, 12, 21]
    assert stops(text, previous_word, len(text)) == [16, 7, 2, 0]


def test_inside_a_word_its_rest_is_a_word():
    assert next_word("window", 3) == 6
    assert previous_word("window", 3) == 0


@pytest.mark.parametrize(
    ("text", "index", "word"),
    [
        ("", 0, (0, 0)),
        ("one two", 0, (0, 3)),
        ("one two", 2, (0, 3)),
        ("one   two", 4, (3, 6)),
        ("one two", 7, (4, 7)),
        ("a := b", 2, (2, 4)),
        ("one", -5, (0, 3)),
        ("cafe\u0301 au lait", 1, (0, 5)),
        (".\u0301a", 0, (0, 2)),
        ("a.\u0301", 2, (1, 3)),
    ],
)
def test_word_at_takes_what_is_of_one_kind(text, index, word):
    assert word_at(text, index) == word


@given(st.text(st.sampled_from("ab .,\u0301\u200d\U0001f600\U0001f1e9é"), max_size=12), st.integers(0, 12))
def test_each_step_gets_on_and_ends_where_a_caret_can_stand(text, index):
    index = min(index, len(text))
    after, before = next_word(text, index), previous_word(text, index)
    assert (after > index) or (after == index == len(text))
    assert (before < index) or (before == index == 0)
    start, end = word_at(text, index)
    assert start < end or text == ""
    assert all(is_boundary(text, place) for place in (after, before, start, end))
