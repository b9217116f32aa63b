import json
from pathlib import Path

import pytest

from engine import ScriptError, Vector2, godot_format
from engine.variant.decoder import decode

HERE = Path(__file__).parent / "vectors"
VECTORS = json.loads((HERE / "variant_str.json").read_text())["vectors"]
NUMBERS = ("int", "float", "bool")


def is_conventional(vector, format, result):
    """Return True if Godot 3.6 gives what 3.2.3 gave: it mended the signs and what is not finite.

    What overflowed 64 bits was chance; the characters beyond 255 and the cut text of the largest double
    are not imitated.
    """
    value, _ = decode(bytes.fromhex(vector["hex"]))
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        if "d" in format and str(value).startswith("-") and format != "%d":
            return False
        if "--" in result or "inf" in result or "nan" in result or len(result) > 150:
            return False
        if format == "%c" and not 0 <= value <= 255:
            return False
        return str(value) != "-0.0" or format in ("%s", "%f", "%.2f", "%10s|", "%-10s|", "%d")
    return "[Pool" not in result


CASES = [
    (vector, format, result)
    for vector in VECTORS
    if vector["type"] != "Object" and vector["name"] != "NodePath '/'"
    for format, result in vector["format"].items()
    if is_conventional(vector, format, result)
]


def test_most_of_the_vectors_are_tested():
    assert len(CASES) > 1300


def test_the_formats_are_godots():
    for vector, format, result in CASES:
        value, _ = decode(bytes.fromhex(vector["hex"]))
        assert godot_format(format, [value]) == result, (vector["name"], format)


@pytest.mark.parametrize(
    ("format", "value", "text"),
    [
        ("%5d|", -1, "   -1|"),
        ("%-5d|", -128, "-128 |"),
        ("%05d", -1, "-0001"),
        ("%+5d", 7, "   +7"),
        ("%+05d", 7, "+0007"),
        ("%+-5d|", 7, "+7   |"),
        ("%-+5d|", 7, "+7   |"),
        ("%d", -(1 << 63), "-9223372036854775808"),
        ("%x", -(1 << 63), "-8000000000000000"),
        ("%f", float("inf"), "inf"),
        ("%.2f", float("-inf"), "-inf"),
        ("%08.3f", float("inf"), "     inf"),
        ("%+.1f", float("inf"), "+inf"),
        ("%f", float("nan"), "nan"),
        ("%08.3f", -0.0, "-000.000"),
        ("%+.1f", -0.0, "-0.0"),
        ("%.f", 2.4, "2"),
        ("%d", -0.5, "0"),
        ("%5c|", 65, "    A|"),
        ("%c", 0, ""),
        ("%s", "a", "a"),
        ("100%%", [], "100%"),
    ],
)
def test_signs_and_what_is_not_finite_are_written_as_in_3_6(format, value, text):
    assert godot_format(format, value) == text


def test_a_list_has_a_value_for_each_place():
    assert godot_format("%s is at %s, %d%%", ["Ann", Vector2(1, 2), 50]) == "Ann is at (1, 2), 50%"
    assert godot_format("%s and %s", ("a", [1])) == "a and [1]"
    assert godot_format("%*d|%-*d|%.*f", [4, 1, 4, 2, 1, 0.25]) == "   1|2   |0.2"


@pytest.mark.parametrize(
    ("format", "values", "text"),
    [
        ("%s %s", ["a"], "too few values for the format '%s %s'"),
        ("%s", ["a", "b"], "too many values for the format '%s': 1 are left"),
        ("a", 1, "too many values"),
        ("%q", [1], "'%q' in the format '%q' is no place"),
        ("%", [1], "'%' in the format '%' is no place"),
        ("%1.2.3f", [1], "no place"),
        ("%d", ["a"], "%d takes a number, not str 'a'"),
        ("%x", [True], "%x takes a number, not bool 'True'"),
        ("%d", [float("inf")], "%d takes a whole number, not inf"),
        ("%f", [None], "%f takes a number, not NoneType 'Null'"),
        ("%c", ["ab"], "%c takes one character, not 'ab'"),
        ("%c", [256], "from 0 to 255, not 256"),
        ("%c", [-1], "from 0 to 255, not -1"),
        ("%*d", ["a", 1], "'a' cannot be a width"),
        ("%*d", [-1, 1], "-1 cannot be a width"),
        ("%*d", [1 << 40, 1], "cannot be a width"),
        ("%99999d", [1], "99999 cannot be a width"),
        ("%.99999f", [1], "99999 cannot be a width"),
    ],
)
def test_what_does_not_fit_is_an_error_that_says_so(format, values, text):
    with pytest.raises(ScriptError) as raised:
        godot_format(format, values)
    assert text in str(raised.value)
