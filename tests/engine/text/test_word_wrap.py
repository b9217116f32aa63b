from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.text.font import Font

FONT = Font(14)
TEXTS = st.text(st.sampled_from(" \t\nab-\u0301日が\u3099\U0001f600"), max_size=40)


def lines(text, width):
    return [text[start:end] for start, end in FONT.wrap(text, width)]


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("", 50, [""]),
        ("fits", 50, ["fits"]),
        ("one two three", 60, ["one two", "three"]),
        ("one two three", 40, ["one", "two", "three"]),
        ("a  b   c", 40, ["a  b", "c"]),
        ("a\nb\n", 50, ["a", "b", ""]),
        ("one two\n\nthree", 40, ["one", "two", "", "three"]),
        ("spaces at the end      ", 120, ["spaces at the end"]),
        ("      ", 10, ["  "]),
        ("unbreakable", 40, ["unbr", "eakab", "le"]),
        ("an unbreakable", 40, ["an", "unbr", "eakab", "le"]),
        ("日本語の文", 30, ["日本", "語の", "文"]),
        ("ab日本 cd", 30, ["ab", "日本", "cd"]),
        ("日 本", 20, ["日", "本"]),
        ("かが", 20, ["か", "が"]),
        ("かか\u3099", 20, ["か", "か\u3099"]),
        ("e\u0301e\u0301", 8, ["e\u0301", "e\u0301"]),
    ],
)
def test_a_text_is_broken_where_it_should_be(text, width, expected):
    assert lines(text, width) == expected


def test_without_room_each_line_has_one_character():
    for width in (0, -5, float("-inf")):
        assert lines("one\u0301", width) == ["o", "n", "e\u0301"]


def test_without_a_limit_only_new_lines_break():
    for width in (float("inf"), float("nan")):
        assert lines("one two\nthree", width) == ["one two", "three"]


@given(TEXTS, st.integers(-1, 90))
def test_nothing_but_spaces_and_new_lines_is_lost_and_only_what_must_is_too_long(text, width):
    wrapped = FONT.wrap(text, width)
    at = 0
    for start, end in wrapped:
        assert 0 <= at <= start <= end <= len(text)
        assert text[at:start].strip(" \t\n") == ""
        line = text[start:end]
        assert "\n" not in line
        assert FONT.width(line) <= width or sum(FONT.advance(char) > 0 for char in line) <= 1
        at = end
    assert text[at:].strip(" \t") == ""
    assert len(wrapped) > text.count("\n")


@given(TEXTS, st.integers(0, 90))
def test_no_line_starts_with_what_would_have_fitted_on_the_one_before(text, width):
    for (start, end), (after, stop) in pairwise(FONT.wrap(text, width)):
        word = text[after:stop].split(" ")[0].split("\t")[0]
        if "\n" not in text[end:after] and word.isascii() and word and after > end:
            assert FONT.width(text[start:after] + word) > width


def test_a_huge_text_takes_its_time_for_each_character_once():
    assert len(FONT.wrap("word " * 20_000, 200)) > 1000
    assert len(FONT.wrap("x" * 100_000, 200)) > 1000
    assert len(FONT.wrap(" " * 100_000, 200)) == 1
    assert len(FONT.wrap("a " + "\u0301" * 100_000 + "b", 8)) > 1
