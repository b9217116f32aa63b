import pytest

from engine.input import keys as k
from engine.web.keys import modifiers_held, physical_scancode, scancode


@pytest.mark.parametrize(
    ("key", "code", "location", "expected"),
    [
        ("a", "KeyA", 0, k.KEY_A),
        ("A", "KeyA", 0, k.KEY_A),
        ("ä", "Quote", 0, k.KEY_ADIAERESIS),
        ("ß", "Minus", 0, k.KEY_SSHARP),
        ("ÿ", "KeyY", 0, k.KEY_YDIAERESIS),
        ("д", "KeyL", 0, k.KEY_L),
        (" ", "Space", 0, k.KEY_SPACE),
        ("1", "Digit1", 0, k.KEY_1),
        ("1", "Numpad1", 3, k.KEY_KP_1),
        ("End", "Numpad1", 3, k.KEY_END),
        ("Enter", "NumpadEnter", 3, k.KEY_KP_ENTER),
        ("Enter", "Enter", 0, k.KEY_ENTER),
        ("Meta", "MetaLeft", 1, k.KEY_SUPER_L),
        ("Meta", "MetaRight", 2, k.KEY_SUPER_R),
        ("F16", "F16", 0, k.KEY_F16),
        ("Soft9", "", 0, k.KEY_UNKNOWN),
    ],
)
def test_a_key_is_what_it_types_or_does_else_where_it_is(key, code, location, expected):
    assert scancode(key, code, location) == expected


def test_a_place_is_that_of_an_american_keyboard():
    assert physical_scancode("KeyQ") == k.KEY_Q
    assert physical_scancode("ArrowUp") == k.KEY_UP
    assert physical_scancode("Lang1") == 0


def test_modifiers_are_bits():
    assert modifiers_held(0) == 0
    assert modifiers_held(1 | 8) == k.KEY_MASK_SHIFT | k.KEY_MASK_META
    assert modifiers_held(2 | 4) == k.KEY_MASK_CTRL | k.KEY_MASK_ALT
