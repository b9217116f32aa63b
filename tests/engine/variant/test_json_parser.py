"""JSON as Godot 3.6.2 reads it: `vectors/json.json`, and the edges of it."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import engine
from engine import Error, parse_json, validate_json
from engine.variant.json_parser import JsonError, parse_json_text
from tests.engine.gdscript.rows import cases, differing

CASES = cases(Path(__file__).parent / "vectors" / "json.json")
NAMES = {name: getattr(engine, name) for name in ("parse_json", "validate_json")}

EDGES = [
    ("[1] \n", 1, "", [1.0]),
    ('"\\ud83d"', 0, "", " "),
    ('"\\ude00"', 0, "", " "),
    ('"\\ud83dx"', 0, "", " x"),
    ('"\\ud83d\\n"', 0, "", " \n"),
    ('"\\ud83d\\u0041"', 0, "", " A"),
    ("[1,,2]", 0, "Expected value, got ','.", None),
    ("[,1]", 0, "Expected value, got ','.", None),
    ('{"a":1 "b":2}', 0, "Expected '}' or ','", None),
    ('{"a" 1}', 0, "Expected ':'", None),
    ('"abc', 0, "Unterminated String", None),
    ('"\\u12"', 0, "Malformed hex constant in string", None),
    ('"\\u12', 0, "Unterminated String", None),
    ('"\\', 0, "Unterminated String", None),
    ("[", 0, "Expected ']'", None),
    ("[1", 0, "Expected ']'", None),
    ("]", 0, "Expected value, got ']'.", None),
    ("}", 0, "Expected value, got '}'.", None),
    (",", 0, "Expected value, got ','.", None),
    (":", 0, "Expected value, got ':'.", None),
    ("1 2", 0, "Expected 'EOF'", None),
    ("tru1", 0, "Expected 'true','false' or 'null', got 'tru'.", None),
    ('{"a":', 0, "Expected '}'", None),
    ('{"a":}', 0, "Expected value, got '}'.", None),
    ('{"a"', 0, "Expected ':'", None),
    ('{"a":1', 0, "Expected '}'", None),
    ('{"a":1,', 0, "Expected '}'", None),
    ('"\\q\\/"', 0, "", "q/"),
    ("1.", 0, "", 1.0),
    ("-.5", 0, "", -0.5),
    ("1e", 0, "Expected 'EOF'", None),
    ("1e+", 0, "Expected 'EOF'", None),
    ("1.2.3", 0, "Expected 'EOF'", None),
    ('{,"a":1}', 0, "Expected key", None),
    ("[1}", 0, "Expected ','", None),
    ('{"a":1]', 0, "Expected '}' or ','", None),
    ("[1\x01,\x0b2]", 0, "", [1.0, 2.0]),
    ("\xa01", 0, "Unexpected character.", None),
    ("é", 0, "Unexpected character.", None),
    ("1é", 0, "Expected 'EOF'", None),
    ('"\\uD83D\\uDE00"', 0, "", "😀"),
    ("5e-1", 0, "", 0.5),
    ("1E2", 0, "", 100.0),
    ("[1,\n2,\n x]", 2, "Expected 'true','false' or 'null', got 'x'.", None),
    ("true false", 0, "Expected 'EOF'", None),
    ('""', 0, "", ""),
    ("[]]", 0, "Expected 'EOF'", None),
    ("null,", 0, "Expected 'EOF'", None),
]
"""Texts, the line in which reading ends, what is wrong, and the value."""


def test_texts_are_read_as_godot_reads_them(caplog):
    assert differing(CASES["parse_json, validate_json"]["rows"], NAMES) == []


@pytest.mark.parametrize(("text", "line", "message", "value"), EDGES, ids=[repr(edge[0]) for edge in EDGES])
def test_the_edges_are_godots(text, line, message, value):
    if message:
        with pytest.raises(JsonError) as raised:
            parse_json_text(text)
        assert (str(raised.value), raised.value.line, raised.value.code) == (
            message,
            line,
            Error.ERR_PARSE_ERROR,
        )
    else:
        assert parse_json_text(text) == (value, line)


def test_a_minus_alone_is_no_number():
    assert validate_json("-") == validate_json("[- 5]") == "0:Unexpected character."


def test_what_is_no_json_is_logged(caplog):
    assert parse_json("[1,\n2") is None
    assert parse_json("") is None
    assert "parse_json: line 1: Expected ']'" in caplog.text
    assert "parse_json: line 0: the text is empty." in caplog.text


def test_nesting_has_a_bound():
    assert parse_json("[" * 128 + "]" * 128) is not None
    with pytest.raises(JsonError, match="too deep") as raised:
        parse_json_text("[" * 200_000)
    assert raised.value.code == Error.ERR_OUT_OF_MEMORY


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
        max_leaves=20,
    )
)
def test_what_python_writes_is_read(value):
    assert parse_json_text(json.dumps(value))[0] == as_read(value)
    assert parse_json_text(json.dumps(value, indent=1, ensure_ascii=False))[0] == as_read(value)


def as_read(value):
    """A text that Python writes has whole characters, and a number is a float."""
    if isinstance(value, list):
        return [as_read(item) for item in value]
    return {key: as_read(item) for key, item in value.items()} if isinstance(value, dict) else value
