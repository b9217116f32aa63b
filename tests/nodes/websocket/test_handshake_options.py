"""Header lines and sub-protocols."""

import pytest

from engine import ScriptError
from nodes.websocket.handshake_options import check_headers, check_protocols, is_header


def test_header_lines_become_names_and_values_without_the_spaces_around_them():
    lines = ["X-Token: abc", "X-Empty:", " X-Time : 12:30 "]
    assert check_headers(lines) == [("X-Token", "abc"), ("X-Empty", ""), ("X-Time", "12:30")]


@pytest.mark.parametrize(
    "line", ["", "X-Token", ": abc", " : abc", "X: a\r\nY: b", "X: a\nb", "X: \0", "A B: c", "X: \ud800"]
)
def test_what_is_no_header_is_an_error(line):
    with pytest.raises(ScriptError, match="is not a header"):
        check_headers(["X-Good: yes", line])


def test_sub_protocols_are_words_without_the_spaces_around_them():
    assert check_protocols([" chat", "v2.chat+json "]) == ["chat", "v2.chat+json"]
    assert check_protocols(()) == []


@pytest.mark.parametrize("name", ["", "  ", "two words", "a,b", "a;b", 'a"b', "a\r\nb", "a\0", "a/b", "grö"])
def test_what_cannot_be_a_sub_protocol_is_an_error(name):
    with pytest.raises(ScriptError, match="cannot be a sub-protocol"):
        check_protocols(["chat", name])


def test_none_is_no_header_and_no_sub_protocol():
    assert check_headers(None) == []
    assert check_protocols(None) == []


@pytest.mark.parametrize("given", [5, [None], [b"X: y"], {"X": "y"}, ["X: y", 5]])
@pytest.mark.parametrize("check", [check_headers, check_protocols])
def test_what_is_no_list_of_texts_is_an_error_that_says_so(check, given):
    with pytest.raises(ScriptError, match=r"is a list of (lines|names), which are texts, not"):
        check(given)


def test_a_text_is_no_list_of_headers():
    with pytest.raises(ScriptError, match=r"write \['X: y'\]"):
        check_headers("X: y")


def test_a_text_is_no_list_of_sub_protocols():
    with pytest.raises(ScriptError, match=r"write \['chat'\]"):
        check_protocols("chat")


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("X-Token", "abc\tö", True),
        ("X-Token", "", True),
        ("X Token", "abc", False),
        ("", "abc", False),
        ("X-Token", "a\r\nY: b", False),
        ("X-Token", "€", True),
        ("X-Token", "\ud800", False),
        ("X-Token", 5, False),
        (5, "abc", False),
    ],
)
def test_a_header_is_a_word_and_a_value_of_one_line(name, value, expected):
    assert is_header(name, value) is expected
