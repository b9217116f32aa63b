import pytest

from engine.display.pyglet.keys import modifiers_held, physical_scancode, scancode
from engine.input import keys as k


@pytest.mark.parametrize(
    ("symbol", "code"),
    [
        (ord("a"), k.KEY_A),
        (ord("Z"), k.KEY_Z),
        (ord("1"), k.KEY_1),
        (ord(" "), k.KEY_SPACE),
        (ord("ä"), ord("Ä")),
        (ord("ß"), ord("ß")),
        (ord("ÿ"), ord("ÿ")),
        (0xFF0D, k.KEY_ENTER),
        (0xFF8D, k.KEY_KP_ENTER),
        (0xFE20, k.KEY_TAB),
        (0xFF95, k.KEY_HOME),
        (0xFF9B, k.KEY_PAGEDOWN),
        (0xFFB7, k.KEY_KP_7),
        (0xFFBE, k.KEY_F1),
        (0xFFCD, k.KEY_F16),
        (0xFFFF, k.KEY_DELETE),
        (0xFFED, k.KEY_META),
        (0x10081247, k.KEY_UNKNOWN),
    ],
)
def test_keys_have_godots_numbers(symbol, code):
    assert scancode(symbol) == code


def test_a_key_of_another_alphabet_is_the_one_in_its_place():
    assert scancode(0x6C6, k.KEY_F) == k.KEY_F
    assert scancode(ord("q"), k.KEY_A) == k.KEY_Q


@pytest.mark.parametrize(
    ("code", "key"),
    [
        (9, k.KEY_ESCAPE),
        (10, k.KEY_1),
        (22, k.KEY_BACKSPACE),
        (24, k.KEY_Q),
        (36, k.KEY_ENTER),
        (38, k.KEY_A),
        (48, k.KEY_APOSTROPHE),
        (49, k.KEY_QUOTELEFT),
        (50, k.KEY_SHIFT),
        (51, k.KEY_BACKSLASH),
        (52, k.KEY_Z),
        (61, k.KEY_SLASH),
        (62, k.KEY_SHIFT),
        (63, k.KEY_KP_MULTIPLY),
        (65, k.KEY_SPACE),
        (67, k.KEY_F1),
        (76, k.KEY_F10),
        (78, k.KEY_SCROLLLOCK),
        (82, k.KEY_KP_SUBTRACT),
        (86, k.KEY_KP_ADD),
        (91, k.KEY_KP_PERIOD),
        (116, k.KEY_DOWN),
        (200, 0),
    ],
)
def test_places_have_the_keys_of_an_american_keyboard(code, key):
    assert physical_scancode(code) == key


@pytest.mark.usefixtures("pyglet_ready")
def test_the_symbols_are_pyglets():
    from pyglet.window import key

    for name in ("HOME", "LEFT", "F5", "ESCAPE", "BACKSPACE", "TAB", "INSERT", "DELETE", "PAUSE", "MENU"):
        assert scancode(getattr(key, name)) == getattr(k, f"KEY_{name}")


def test_modifiers_have_godots_bits():
    assert modifiers_held(0) == 0
    assert modifiers_held(1 | 2) == k.KEY_MASK_SHIFT | k.KEY_MASK_CTRL
    assert modifiers_held(4) == modifiers_held(128) == k.KEY_MASK_ALT
    assert modifiers_held(32) == modifiers_held(64) == k.KEY_MASK_META
    assert modifiers_held(8 | 16) == 0  # the locks
