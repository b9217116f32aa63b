"""JSON, row by row as Godot 3.6.2 has it."""

from pathlib import Path

import engine
from engine import ERR_PARSE_ERROR, JSON, OK, JSONParseResult
from tests.engine.gdscript.rows import cases, differing

CASES = cases(Path(__file__).parents[1] / "variant" / "vectors" / "json.json")
NAMES = {name: getattr(engine, name) for name in engine.__all__}


def parsed(text):
    result = JSON.parse(text)
    return [int(result.error), result.error_line, result.error_string, result.result]


def test_a_text_gives_godots_value_or_godots_error():
    case = CASES["JSON.parse(text): [error, error_line, error_string, result]"]
    assert differing(case["rows"], {"p": parsed}) == []


def test_a_value_is_written_as_godot_writes_it():
    assert differing(CASES["JSON.print / to_json"]["rows"], NAMES) == []


def test_a_result_has_getters_and_setters():
    result = JSON.parse("[1]")
    assert [result.get_error(), result.get_error_line()] == [OK, 0]
    assert [result.get_error_string(), result.get_result()] == ["", [1.0]]
    other = JSONParseResult()
    other.set_error(ERR_PARSE_ERROR)
    other.set_error_line(3)
    other.set_error_string("Expected ':'")
    other.set_result(None)
    assert [other.error, other.error_line, other.error_string] == [ERR_PARSE_ERROR, 3, "Expected ':'"]
    assert other.get_class() == "JSONParseResult"
