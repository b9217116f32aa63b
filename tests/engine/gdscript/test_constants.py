"""Constants, and what counts as true, as Godot 3.6.2 has it."""

from pathlib import Path

import engine
import engine.input
from engine.gdscript import constants
from tests.engine.gdscript.rows import SINGLE, cases, differing

HERE = Path(__file__).parent
VALUES = cases(HERE / "vectors" / "math_globals.json")
SINGLETONS = cases(HERE.parent / "system" / "vectors" / "singletons.json")
NAMES = {name: getattr(engine, name) for name in engine.__all__}
OF_OTHERS = ("JOY_BUTTON_0", "PROPERTY_HINT_RANGE", "MIDI_MESSAGE_NOTE_ON")
"""Of joypads, an editor and MIDI, which there are not."""


def test_constants_paths_and_values_are_godots():
    keys = {name: getattr(engine.input, name) for name in engine.input.__all__}
    codes = {code.name: int(code) for code in engine.Error}
    rows = [
        row
        for row in SINGLETONS["Node names, paths and numbers scripts use"]["rows"]
        if row[0] not in OF_OTHERS
    ]
    assert differing(rows, {**keys, **NAMES, **codes, "str": engine.godot_str}, SINGLE) == []


def test_all_constants_are_names_of_engine():
    for name, value in vars(constants).items():
        if name.isupper():
            assert getattr(engine, name) == value


def test_a_value_is_true_where_godots_is():
    rows = VALUES["truth of values (bool of an if)"]["rows"]
    assert len(rows) > 15
    assert differing(rows, NAMES | {"tr": bool, "self": engine.Object()}) == []


def test_values_are_read_from_text_and_bytes_as_godots():
    rows = SINGLETONS["str2var, var2str, var2bytes"]["rows"]
    assert differing(rows, NAMES) == []
