"""Scripts whose results the real engine was asked for: ported, they log the same, or say that they do not."""

import json
import re
from pathlib import Path

import pytest

from engine import Node
from engine.testing import SteppedTree
from tests.engine.porting.ported_script import module_of, ported

HERE = Path(__file__).parent / "vectors" / "gdscript"
CASES = json.loads((HERE / "expected.json").read_text(encoding="utf-8"))["cases"]

RAISES = {
    "array_mutation": "pop from empty list",
    "array_remove_out": "list assignment index out of range",
    "get_node_missing_error": "No node at 'Nope'",
    "loops_range": "'float' object cannot be interpreted",
    "missing_get": "has no property 'no_such'",
    "missing_set": "has no property 'no_such'",
    "pool_array_value": "has no attribute 'append'",
    "shift": "Godot's numbers have 64 bits",
    "string_is_value": "does not support item assignment",
    "too_few_arguments": "missing 1 required positional argument",
    "too_many_arguments": "takes 3 positional arguments but 4 were given",
}
"""Those that raise where Godot prints an error and ends the function, or goes on with null or a copy."""

NOTED = {
    "dictionary": "1, 1.0 and true are three keys in Godot",
    "equality": "In arrays 1 and 1.0 differ in Godot",
    "equality_array_int": "Array and int are not compared",
    "equality_bool_int": "bool and int are not compared",
    "equality_int_string": "int and String are not compared",
    "equality_vector_int": "Vector2 and int are not compared",
    "int_overflow": "Numbers have 64 bits in Godot",
    "times_string_int": "a text is not multiplied",
    "yield_resume": "A bare yield",
}
"""Those of which a note says that they differ."""

OF_THE_TREE = {
    "get_node_missing": "`typeof` of no node is that of null",
    "freed_instance": "the name of a freed node is empty",
}
"""Those that differ by what nodes do, not by how they are written."""


class CaseTree(SteppedTree):
    """Runs a case as the engine's recorder did, in the tree's first idle frame."""

    def __init__(self, made):
        super().__init__()
        self.made = made
        self.case = None

    def _idle(self, delta):
        if self.case is None:
            self.case = self.made()
            if isinstance(self.case, Node):
                self.root.add_child(self.case)
            self.case.run()


def plain(lines):
    """Return what was logged without the numbers of nodes that have no name."""
    return [re.sub(r"@@\d+", "@@", line) for line in lines]


def run(name, monkeypatch):
    """Return what a case logs, and the exception that ended it."""
    result = ported((HERE / f"case_{name}.gd").read_text(encoding="utf-8"))
    tree = CaseTree(module_of(result, monkeypatch).Case)
    fault = None
    try:
        tree.step(70)
    except Exception as error:
        fault = error
    logged = plain(tree.case.out)
    if isinstance(tree.case, Node):
        tree.case.queue_free()
    tree.finish()
    return result, logged, fault


@pytest.mark.parametrize("name", [name.removeprefix("case_").removesuffix(".gd") for name in CASES])
def test_a_ported_script_does_what_it_did_or_says_that_it_does_not(name, monkeypatch, capfd):
    expected = CASES[f"case_{name}.gd"]
    result, logged, fault = run(name, monkeypatch)
    wanted = plain(expected["out"])
    notes = " ".join(note.text for note in result.notes if note.serious)
    if name in NOTED:
        assert NOTED[name] in notes
    if name in RAISES:
        assert RAISES[name] in str(fault)
        assert logged == wanted[: len(logged)]
    elif name in OF_THE_TREE:
        assert logged != wanted
    elif name not in NOTED:
        assert (logged, notes) == (wanted, "")
        assert fault is None or expected["errors"]


def test_what_is_said_of_cases_is_still_so():
    known = {*RAISES, *NOTED, *OF_THE_TREE}
    assert known <= {name.removeprefix("case_").removesuffix(".gd") for name in CASES}
