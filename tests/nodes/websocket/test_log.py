"""What strangers wrote, as a log shows it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nodes.websocket.log import AT_ONCE, MOST_SHOWN, Repeats, Rush, shown, without_password


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("bye, señor", "bye, señor"),
        ("x\nERROR: admin logged in", r"x\nERROR: admin logged in"),
        ("\x1b[2Jgone", r"\x1b[2Jgone"),
        ("a\rb\0c\u202ed\u2028e", r"a\rb\x00c\u202ed\u2028e"),
        (r"x\nERROR", r"x\\nERROR"),
        ("y" * (MOST_SHOWN + 1), "y" * MOST_SHOWN + "…"),
    ],
)
def test_what_a_stranger_wrote_is_shown_escaped_and_cut(text, line):
    assert shown(text) == line


@given(st.text())
def test_whatever_a_stranger_writes_stays_in_its_line(text):
    assert shown(text).isprintable()
    assert len(shown(text)) <= 10 * MOST_SHOWN + 1


def test_what_a_peer_can_repeat_gets_ten_lines_and_then_one_each_time_that_it_has_doubled():
    repeats = Repeats()
    notes = [repeats.note() for _ in range(100_000)]
    assert notes[:10] == [""] * 10
    assert [note for note in notes[10:] if note is not None] == [
        f" ({2**n} times so far)" for n in range(4, 17)
    ]


def test_an_error_of_a_script_that_a_peer_can_repeat_gets_as_many_lines(caplog):
    repeats = Repeats()
    for _ in range(40):
        repeats.push_error("no such peer")
    assert caplog.messages == ["no such peer"] * 10 + [f"no such peer ({n} times so far)" for n in (16, 32)]


def test_those_who_come_and_go_get_fifty_lines_at_once_and_one_a_second():
    rush = Rush()
    assert [rush.note(0.0) for _ in range(60)] == [""] * AT_ONCE + [None] * 10
    assert rush.note(1.0) == " (10 lines of this kind were left out before)"
    assert rush.note(1.5) is None
    assert rush.note(100.0) == " (1 lines of this kind were left out before)"


@pytest.mark.parametrize(
    ("url", "line"),
    [
        ("ws://a/b?token=open-sesame", "ws://a/b?token=…"),
        ("ws://a/b?c=d&token=open-sesame&e=f", "ws://a/b?c=d&token=…&e=f"),
        ("/b?token=open-sesame#g", "/b?token=…#g"),
        ("ws://a/b?tokens=5", "ws://a/b?tokens=5"),
    ],
)
def test_a_token_is_kept_out_of_the_log(url, line):
    assert without_password(url) == line
