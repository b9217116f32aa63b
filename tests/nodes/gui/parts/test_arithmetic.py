import pytest
from hypothesis import given
from hypothesis import strategies as st

from nodes.gui.parts.arithmetic import evaluated


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1", 1),
        (" 2 * (3 + 4) ", 14),
        ("7/2", 3.5),
        ("-3", -3),
        ("+3 - -2", 5),
        ("1,5", 1.5),
        ("1e3", 1000),
        ("0x10", 16),
        (".5", 0.5),
    ],
)
def test_it_comes_to(text, value):
    assert evaluated(text) == value


@pytest.mark.parametrize(
    "text",
    [
        *("", "  ", "abc", "2+", "1/0", "1e999", "2**9**9", "True", "'a'", "a.b", "f()", "1 if 1 else 2"),
        *(
            "1j",
            "[1]",
            "1\n2",
            "\0",
            "9" * 101,
            "(" * 50 + "1" + ")" * 50,
            "1e308*10",
            "7 % 2",
            "1e400-1e400",
        ),
    ],
)
def test_it_comes_to_nothing(text):
    assert evaluated(text) is None


@given(st.text(max_size=120) | st.text("0123456789+-*/(). ,e", max_size=120))
def test_any_text_is_a_number_or_nothing(text):
    value = evaluated(text)
    assert value is None or abs(value) < float("inf")
