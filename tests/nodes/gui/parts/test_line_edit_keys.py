import pytest

from engine.input import keys
from engine.input.key_event import InputEventKey
from nodes.gui.parts.line_edit_keys import (
    CHANGES,
    MOVES,
    EditCommand,
    TypedCharacters,
    command_of,
    is_typed,
)
from nodes.gui.parts.text_edit_buffer import TextEditBuffer

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


@pytest.mark.parametrize(
    ("command", "caret"),
    [
        (EditCommand.LEFT, 4),
        (EditCommand.RIGHT, 6),
        (EditCommand.WORD_LEFT, 4),
        (EditCommand.WORD_RIGHT, 7),
        (EditCommand.HOME, 0),
        (EditCommand.END, 13),
    ],
)
def test_commands_move_the_caret_and_may_select(command, caret):
    for select in (False, True):
        buffer = TextEditBuffer("one two three")
        buffer.move_to(5)
        MOVES[command](buffer, select)
        assert (buffer.caret, buffer.anchor) == (caret, 5 if select else caret)


@pytest.mark.parametrize(
    ("command", "text"),
    [
        (EditCommand.DELETE_BACK, "one wo three"),
        (EditCommand.DELETE_ON, "one to three"),
        (EditCommand.DELETE_WORD_BACK, "one wo three"),
        (EditCommand.DELETE_WORD_ON, "one t three"),
        (EditCommand.DELETE_TO_START, "wo three"),
        (EditCommand.DELETE_TO_END, "one t"),
    ],
)
def test_commands_change_the_text_and_that_can_be_undone(command, text):
    buffer = TextEditBuffer("one two three")
    buffer.move_to(5)
    assert CHANGES[command](buffer)
    assert buffer.text == text
    assert CHANGES[EditCommand.UNDO](buffer)
    assert buffer.text == "one two three"
    assert CHANGES[EditCommand.REDO](buffer)
    assert buffer.text == text
    assert not CHANGES[EditCommand.REDO](buffer)


def test_each_command_moves_changes_or_needs_the_control():
    others = {"UP", "DOWN", "ENTER", "MENU", "SELECT_ALL", "COPY", "CUT", "PASTE"}
    assert {command.name for command in EditCommand} - others == {
        command.name for command in (*MOVES, *CHANGES)
    }


@pytest.mark.parametrize(
    ("held", "unicode", "typed"),
    [
        ((), 97, True),
        ((), 31, False),
        ((), 0, False),
        ((SHIFT,), 65, True),
        ((CTRL,), 97, False),
        ((CTRL, ALT), 64, True),
        ((ALT,), 97, True),
        ((META,), 97, False),
    ],
)
def test_keys_with_a_character_type_it_and_altgr_does(held, unicode, typed):
    assert is_typed(InputEventKey(unicode=unicode, **dict.fromkeys(held, True))) == typed


def test_two_halves_that_are_typed_are_one_character():
    typed = TypedCharacters()
    assert [typed.take(unit) for unit in (0x61, 0x1F600, 0xD83D, 0xDE00)] == [
        "a",
        "\U0001f600",
        "",
        "\ud83d\ude00",
    ]
    assert [typed.take(unit) for unit in (0xD83D, 0xD83D, 0x61)] == ["", "", "\ud83da"]
    assert [typed.take(unit) for unit in (0xD83D, 0x110000, 0x61)] == ["", "", "a"]
    typed.take(0xD83D)
    typed.begin()
    assert typed.take(0x61) == "a"
