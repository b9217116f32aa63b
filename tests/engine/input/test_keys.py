import subprocess
import sys

import pytest

from engine.input import keys
from engine.input.keys import find_scancode_from_string, get_scancode_string


def test_the_numbers_are_those_of_godot(recorded):
    ours = {n: v for n, v in vars(keys).items() if n.startswith(("KEY_", "BUTTON_"))}
    if sys.platform == "darwin":
        ours["KEY_MASK_CMD"] = keys.KEY_MASK_CTRL
    assert ours == recorded["constants"]


def test_the_names_are_those_of_godot(recorded):
    assert [[code, get_scancode_string(code)] for code, _ in recorded["name"]] == recorded["name"]


def test_a_key_that_godot_forgot_has_a_name_too():
    assert get_scancode_string(keys.KEY_OPENURL) == "OpenURL"


def test_keys_are_found_by_the_names_that_godot_knows(recorded):
    assert [[name, find_scancode_from_string(name)] for name, _ in recorded["find"]] == recorded["find"]


def test_every_name_leads_back_to_its_key():
    keys._names.cache_clear()
    keys._codes.cache_clear()
    for code, name in keys._names().items():
        assert find_scancode_from_string(name) == code


@pytest.mark.parametrize("code", [-1, 0, 1 << 40, keys.SPKEY | 0xFFF, keys.KEY_MODIFIER_MASK])
def test_no_number_is_too_odd_for_a_name(code):
    assert isinstance(get_scancode_string(code), str)


def test_a_program_without_input_loads_none_of_it():
    code = (
        "import sys, engine, nodes; from engine.testing import SteppedTree; t = SteppedTree(); t.step();"
        "t.finish(); print([m for m in sys.modules if m.startswith('engine.input.')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
