"""What statements do with names, and how they end."""

import pytest

from engine.porting.bodies import (
    Body,
    asked_names,
    assigned_names,
    declared_names,
    goes_on,
    goes_on_at_the_end,
    last_line,
    leaves,
)
from engine.porting.parser import parse
from engine.porting.tree import Match


def block(*lines):
    """Return the statements that lines are."""
    source = "func f():\n" + "".join(f"\t{line}\n" for line in lines)
    return parse(source).main.members[0].body


def arm(*lines):
    """Return the statements in the arm of a `match`."""
    (match,) = block("match a:", "\t1:", *(f"\t\t{line}" for line in lines))
    assert isinstance(match, Match)
    return match.arms[0].body


def test_names_that_are_assigned_to_are_no_members_and_no_declarations():
    body = block("var a = 1", "b = 2", "c.d = 3", "if b:", "\te += 1")
    assert list(assigned_names(body)) == ["b", "e"]
    assert Body(body).assigned == {"b", "e"}


def test_names_that_are_asked_for_members_are_found_within_expressions():
    assert asked_names(block("print(a.b + [c.d.e])", "f().g = h")) == {"a", "c"}


def test_a_name_is_declared_by_a_type_a_line_or_a_loop():
    body = block(
        "var a: int", "var a: int = 2", "var b", "for c in range(2):", "\tvar b", "for c in a:", "\tpass"
    )
    assert declared_names(body) == {"a": {"int"}, "b": {":= 4", ":= 6"}, "c": {"for ints", "for"}}


def test_a_body_knows_its_loops_and_what_is_given_to_names():
    body = Body(block("for i in a:", "\tb.c = 1", "\tfor j in i:", "\t\tc += 2", "d = 3"))
    assert [loop.name for loop in body.loops] == ["i", "j"]
    assert [(one.line, one.operator) for one in body.assignments("c")] == [(3, "="), (5, "+=")]
    assert body.assignments("i") == []


@pytest.mark.parametrize(
    ("lines", "goes", "at_the_end"),
    [
        (["pass"], False, True),
        (["continue"], True, True),
        (["continue", "pass"], True, False),
        (["if b:", "\tcontinue", "else:", "\tpass"], True, True),
        (["if b:", "\tpass", "else:", "\tcontinue"], True, True),
        (["if b:", "\tcontinue", "pass"], True, False),
        (["if b:", "\tcontinue", "\tpass"], True, False),
        (["for i in b:", "\tcontinue"], False, True),
    ],
)
def test_an_arm_goes_on_where_a_continue_is_not_that_of_a_loop(lines, goes, at_the_end):
    assert goes_on(arm(*lines)) is goes
    assert goes_on_at_the_end(arm(*lines)) is at_the_end


def test_the_last_line_of_a_block_is_that_of_its_innermost_statement():
    assert last_line(block("if a:", "\tif b:", "\t\tc = [", "\t\t\t1]")) == 5
    assert last_line([]) == 0


@pytest.mark.parametrize(
    ("lines", "is_left"),
    [
        (["return 1"], True),
        (["pass", "break"], True),
        (["continue"], True),
        (["return", "pass"], False),
        (["breakpoint"], False),
        (["if a:", "\treturn"], False),
    ],
)
def test_a_block_is_left_by_its_last_statement(lines, is_left):
    assert leaves(block("while a:", *(f"\t{line}" for line in lines))[0].body) is is_left


def test_nothing_is_not_left():
    assert not leaves([])
