"""Expressions whose values the real engine was asked for: ported, they have the same, or raise."""

from pathlib import Path

import pytest

from tests.engine.gdscript.rows import cases, is_the_same, value_of
from tests.engine.porting.ported_script import module_of, ported

FILES = [
    *(
        Path(__file__).parent / "vectors" / name
        for name in ("strings.json", "collections.json", "values2d.json")
    ),
    Path(__file__).parents[1] / "gdscript" / "vectors" / "math_globals.json",
]
CASES = [
    pytest.param(case, id=f"{file.stem}: {name}")
    for file in FILES
    for name, case in cases(file).items()
    if "rows" in case
]

OTHER = {
    "stable()": "Python's sort keeps what is alike in its order",
    "sorted([[2,'b'],[1,'a'],[2,'a']])": "arrays within arrays are ordered, too",
    "int(1e30)": "an int beyond 64 bits",
    "int(-1e30)": "an int beyond 64 bits",
    "int(9.3e18)": "an int beyond 64 bits",
    "Vector2(0.1,0) == Vector2(0.1000000001,0)": "components have 64 bits here",
    "put()": "the row has what was left of the dictionary after the last one",
}
"""Rows that have another value here."""


def is_refused(row):
    return isinstance(row[1], dict) and "error" in row[1]


RAISE = {
    "Array, each row on a fresh copy": 3,
    "Color": 2,
    "Geometry": 12,
    "Pool arrays": 10,
    "Vector2": 4,
    "Vector2 constants": 2,
    "cos(x)": 2,
    "cosh(x)": 2,
    "int(float) beyond range is undefined in C; seen on x86-64": 3,
    "range": 1,
    "sin(x)": 2,
    "sinh(x)": 2,
    "tan(x)": 2,
    "typeof, type_exists, convert, len, char, ord": 8,
}
"""How many rows of a case raise at most, if there are any."""


@pytest.mark.filterwarnings('ignore:"is:SyntaxWarning')
@pytest.mark.parametrize("case", CASES)
def test_ported_expressions_have_the_values_that_they_had(case, monkeypatch):
    rows = [row for row in case["rows"] if not is_refused(row)]
    before = f"extends Reference\n{case.get('pre') or ''}\n"
    functions = "".join(f"func row_{at}():\n\treturn {row[0]}\n" for at, row in enumerate(rows))
    result = ported(before + functions)
    of = module_of(result, monkeypatch).Case()
    noted = {note.line for note in result.notes if note.serious}
    wrong, raised = [], []
    for at, (expression, recorded, *_) in enumerate(rows):
        try:
            found = getattr(of, f"row_{at}")()
        except Exception as error:
            raised.append((expression, error))
            continue
        is_noted = before.count("\n") + 2 * at + 2 in noted
        if not is_noted and not is_the_same(found, value_of(recorded), near=2e-6):
            wrong.append((expression, recorded, found))
    assert [one for one in wrong if one[0] not in OTHER] == []
    assert len(raised) <= RAISE.get(case["name"], 0), raised
