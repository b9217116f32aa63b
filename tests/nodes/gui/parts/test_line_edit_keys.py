import pytest

from engine.input import keys
from engine.input.key_event import InputEventKey
from nodes.gui.parts.line_edit_keys import Deed, deed_of

CTRL, SHIFT, ALT, META = "control", "shift", "alt", "meta"


def deed(key, *held, unicode=0, **options):
    event = InputEventKey(scancode=key, unicode=unicode, pressed=True, **dict.fromkeys(held, True))
    options.setdefault("mac", False)
    return deed_of(event, **options)


@pytest.mark.parametrize(
    ("key", "held", "expected"),
    [
        (keys.KEY_LEFT, (), Deed.LEFT),
        (keys.KEY_LEFT, (CTRL,), Deed.WORD_LEFT),
        (keys.KEY_RIGHT, (), Deed.RIGHT),
        (keys.KEY_RIGHT, (CTRL,), Deed.WORD_RIGHT),
        (keys.KEY_HOME, (), Deed.HOME),
        (keys.KEY_END, (CTRL,), Deed.END),
        (keys.KEY_UP, (), Deed.UP),
        (keys.KEY_DOWN, (), Deed.DOWN),
        (keys.KEY_KP_4, (), Deed.LEFT),
        (keys.KEY_KP_6, (CTRL,), Deed.WORD_RIGHT),
        (keys.KEY_KP_7, (), Deed.HOME),
        (keys.KEY_KP_1, (), Deed.END),
        (keys.KEY_ENTER, (), Deed.ENTER),
        (keys.KEY_KP_ENTER, (CTRL,), Deed.ENTER),
        (keys.KEY_BACKSPACE, (), Deed.DELETE_BACK),
        (keys.KEY_BACKSPACE, (SHIFT,), Deed.DELETE_BACK),
        (keys.KEY_BACKSPACE, (CTRL,), Deed.DELETE_WORD_BACK),
        (keys.KEY_DELETE, (), Deed.DELETE_ON),
        (keys.KEY_DELETE, (CTRL,), Deed.DELETE_WORD_ON),
        (keys.KEY_DELETE, (SHIFT,), Deed.CUT),
        (keys.KEY_INSERT, (CTRL,), Deed.COPY),
        (keys.KEY_INSERT, (SHIFT,), Deed.PASTE),
        (keys.KEY_A, (CTRL,), Deed.SELECT_ALL),
        (keys.KEY_C, (CTRL,), Deed.COPY),
        (keys.KEY_X, (CTRL,), Deed.CUT),
        (keys.KEY_V, (CTRL,), Deed.PASTE),
        (keys.KEY_Z, (CTRL,), Deed.UNDO),
        (keys.KEY_Z, (CTRL, SHIFT), Deed.REDO),
        (keys.KEY_Y, (CTRL,), Deed.REDO),
        (keys.KEY_K, (CTRL,), Deed.DELETE_TO_END),
        (keys.KEY_U, (CTRL,), Deed.DELETE_TO_START),
        (keys.KEY_MENU, (), Deed.MENU),
        (keys.KEY_A, (), None),
        (keys.KEY_TAB, (), None),
        (keys.KEY_INSERT, (), None),
        (keys.KEY_LEFT, (ALT,), None),
        (keys.KEY_BACKSPACE, (ALT,), None),
        (keys.KEY_LEFT, (META,), None),
        (keys.KEY_A, (CTRL, ALT), None),
    ],
)
def test_keys_do_what_they_do_in_godot(key, held, expected):
    assert deed(key, *held) == (expected, False)


def test_moves_select_with_shift_and_nothing_else_does():
    for key in (keys.KEY_LEFT, keys.KEY_RIGHT, keys.KEY_UP, keys.KEY_DOWN, keys.KEY_HOME, keys.KEY_END):
        assert deed(key, SHIFT)[1]
        assert deed(key, SHIFT, CTRL)[1]
    assert deed(keys.KEY_BACKSPACE, SHIFT, CTRL) == (Deed.DELETE_WORD_BACK, False)


def test_number_keys_type_while_num_lock_is_on():
    assert deed(keys.KEY_KP_4, unicode=ord("4")) == (None, False)


def test_shortcuts_can_be_switched_off():
    for key, held in ((keys.KEY_C, CTRL), (keys.KEY_INSERT, SHIFT)):
        assert deed(key, held, shortcuts=False) == (None, False)
    assert deed(keys.KEY_DELETE, SHIFT, shortcuts=False) == (Deed.DELETE_ON, False)
    assert deed(keys.KEY_LEFT, CTRL, shortcuts=False) == (Deed.WORD_LEFT, False)


@pytest.mark.parametrize(
    ("key", "held", "expected"),
    [
        (keys.KEY_LEFT, (META,), Deed.HOME),
        (keys.KEY_RIGHT, (META,), Deed.END),
        (keys.KEY_LEFT, (ALT,), Deed.WORD_LEFT),
        (keys.KEY_BACKSPACE, (META,), Deed.DELETE_TO_START),
        (keys.KEY_DELETE, (META,), Deed.DELETE_TO_END),
        (keys.KEY_BACKSPACE, (ALT,), Deed.DELETE_WORD_BACK),
        (keys.KEY_LEFT, (CTRL,), Deed.LEFT),
        (keys.KEY_C, (META,), Deed.COPY),
        (keys.KEY_C, (CTRL,), None),
    ],
)
def test_on_a_mac_command_and_alt_do_what_they_do_there(key, held, expected):
    assert deed(key, *held, mac=True)[0] == expected
