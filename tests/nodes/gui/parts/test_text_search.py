"""Texts in texts, and words around carets."""

import pytest

from nodes.gui.parts.text_search import BACKWARDS, MATCH_CASE, WHOLE_WORDS, find, word_around

TEXT = "One none ONE\nbone one"


@pytest.mark.parametrize(
    ("key", "flags", "start", "found"),
    [
        ("one", 0, 0, 0),
        ("one", MATCH_CASE, 0, 5),
        ("one", WHOLE_WORDS, 1, 9),
        ("one", WHOLE_WORDS | MATCH_CASE, 0, 18),
        ("one", BACKWARDS, 9, 5),
        ("one", BACKWARDS, 0, 18),
        ("one", 0, 19, 0),
        ("two", 0, 0, -1),
        ("two", BACKWARDS, 5, -1),
        ("", 0, 0, -1),
    ],
)
def test_a_text_is_found_from_a_place_on_and_then_from_the_start(key, flags, start, found):
    assert find(TEXT, key, flags, start) == found


def test_letters_that_become_two_in_small_are_one():
    assert find("\u0130x Y", "y", 0, 0) == 3


@pytest.mark.parametrize(("index", "word"), [(0, ""), (1, "One"), (3, ""), (6, "none"), (12, "")])
def test_a_caret_is_inside_of_a_word_or_not(index, word):
    assert word_around(TEXT, index) == word
