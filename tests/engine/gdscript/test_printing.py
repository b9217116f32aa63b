import sys
from pathlib import Path

import engine
from engine import godot_str, print_debug, printerr, printraw, prints, printt
from tests.engine.gdscript.rows import cases, differing

CASES = cases(Path(__file__).parent / "vectors" / "math_globals.json")
NAMES = {name: getattr(engine, name) for name in engine.__all__} | {"str": godot_str}
VALUES = (1.0, None, "a", [True])


def test_the_texts_of_values_are_godots():
    rows = CASES["str(x)"]["rows"] + CASES["str, print's text, %"]["rows"]
    texts = [row for row in rows if row[0].startswith("str(")]
    assert len(texts) > 30
    assert differing(texts, NAMES) == []


def test_what_is_formatted_is_godots():
    rows = [row for row in CASES["str, print's text, %"]["rows"] if "' % " in row[0] and "%v" not in row[0]]
    assert len(rows) > 10
    formatted = [
        [f"godot_format({row[0].replace(chr(39) + ' % ', chr(39) + ', ', 1)})", row[1]] for row in rows
    ]
    assert differing(formatted, NAMES) == []


def test_values_are_printed_as_godot_does(capsys):
    prints(*VALUES)
    printt(*VALUES)
    printraw(*VALUES)
    printraw("|")
    assert capsys.readouterr().out == "1 Null a [True]\n1\tNull\ta\t[True]\n1Nulla[True]|"


def test_errors_go_to_standard_error(capsys):
    printerr(*VALUES)
    assert capsys.readouterr() == ("", "1Nulla[True]\n")


def test_where_it_was_is_printed_below(capsys):
    line = sys._getframe().f_lineno + 1
    print_debug("a", 2.0)
    name = "test_where_it_was_is_printed_below"
    assert capsys.readouterr().out == f"a2\n   At: {__file__}:{line}:{name}()\n"
