import pytest

from engine.input import keys
from engine.input.key_event import InputEventKey
from nodes.gui.parts.line_edit_keys import EditCommand, command_of

CTRL, SHIFT, ALT, META = "control", "shift", "alt", "meta"


def command(key, *held, unicode=0, **options):
    event = InputEventKey(scancode=key, unicode=unicode, pressed=True, **dict.fromkeys(held, True))
    options.setdefault("mac", False)
    return command_of(event, **options)


@pytest.mark.parametrize(
    ("key", "held", "expected"),
    [
        (keys.KEY_LEFT, (), EditCommand.LEFT),
        (keys.KEY_LEFT, (CTRL,), EditCommand.WORD_LEFT),
        (keys.KEY_RIGHT, (), EditCommand.RIGHT),
        (keys.KEY_RIGHT, (CTRL,), EditCommand.WORD_RIGHT),
        (keys.KEY_HOME, (), EditCommand.HOME),
        (keys.KEY_END, (CTRL,), EditCommand.END),
        (keys.KEY_UP, (), EditCommand.UP),
        (keys.KEY_DOWN, (), EditCommand.DOWN),
        (keys.KEY_KP_4, (), EditCommand.LEFT),
        (keys.KEY_KP_6, (CTRL,), EditCommand.WORD_RIGHT),
        (keys.KEY_KP_7, (), EditCommand.HOME),
        (keys.KEY_KP_1, (), EditCommand.END),
        (keys.KEY_ENTER, (), EditCommand.ENTER),
        (keys.KEY_KP_ENTER, (CTRL,), EditCommand.ENTER),
        (keys.KEY_BACKSPACE, (), EditCommand.DELETE_BACK),
        (keys.KEY_BACKSPACE, (SHIFT,), EditCommand.DELETE_BACK),
        (keys.KEY_BACKSPACE, (CTRL,), EditCommand.DELETE_WORD_BACK),
        (keys.KEY_DELETE, (), EditCommand.DELETE_ON),
        (keys.KEY_DELETE, (CTRL,), EditCommand.DELETE_WORD_ON),
        (keys.KEY_DELETE, (SHIFT,), EditCommand.CUT),
        (keys.KEY_INSERT, (CTRL,), EditCommand.COPY),
        (keys.KEY_INSERT, (SHIFT,), EditCommand.PASTE),
        (keys.KEY_A, (CTRL,), EditCommand.SELECT_ALL),
        (keys.KEY_C, (CTRL,), EditCommand.COPY),
        (keys.KEY_X, (CTRL,), EditCommand.CUT),
        (keys.KEY_V, (CTRL,), EditCommand.PASTE),
        (keys.KEY_Z, (CTRL,), EditCommand.UNDO),
        (keys.KEY_Z, (CTRL, SHIFT), EditCommand.REDO),
        (keys.KEY_Y, (CTRL,), EditCommand.REDO),
        (keys.KEY_K, (CTRL,), EditCommand.DELETE_TO_END),
        (keys.KEY_U, (CTRL,), EditCommand.DELETE_TO_START),
        (keys.KEY_MENU, (), EditCommand.MENU),
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
    assert command(key, *held) == (expected, False)


def test_moves_select_with_shift_and_nothing_else_does():
    for key in (keys.KEY_LEFT, keys.KEY_RIGHT, keys.KEY_UP, keys.KEY_DOWN, keys.KEY_HOME, keys.KEY_END):
        assert command(key, SHIFT)[1]
        assert command(key, SHIFT, CTRL)[1]
    assert command(keys.KEY_BACKSPACE, SHIFT, CTRL) == (EditCommand.DELETE_WORD_BACK, False)


def test_number_keys_type_while_num_lock_is_on():
    assert command(keys.KEY_KP_4, unicode=ord("4")) == (None, False)


def test_shortcuts_can_be_switched_off():
    for key, held in ((keys.KEY_C, CTRL), (keys.KEY_INSERT, SHIFT)):
        assert command(key, held, shortcuts=False) == (None, False)
    assert command(keys.KEY_DELETE, SHIFT, shortcuts=False) == (EditCommand.DELETE_ON, False)
    assert command(keys.KEY_LEFT, CTRL, shortcuts=False) == (EditCommand.WORD_LEFT, False)


@pytest.mark.parametrize(
    ("key", "held", "expected"),
    [
        (keys.KEY_LEFT, (META,), EditCommand.HOME),
        (keys.KEY_RIGHT, (META,), EditCommand.END),
        (keys.KEY_LEFT, (ALT,), EditCommand.WORD_LEFT),
        (keys.KEY_BACKSPACE, (META,), EditCommand.DELETE_TO_START),
        (keys.KEY_DELETE, (META,), EditCommand.DELETE_TO_END),
        (keys.KEY_BACKSPACE, (ALT,), EditCommand.DELETE_WORD_BACK),
        (keys.KEY_LEFT, (CTRL,), EditCommand.LEFT),
        (keys.KEY_C, (META,), EditCommand.COPY),
        (keys.KEY_C, (CTRL,), None),
    ],
)
def test_on_a_mac_command_and_alt_do_what_they_do_there(key, held, expected):
    assert command(key, *held, mac=True)[0] == expected
