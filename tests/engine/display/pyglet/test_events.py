import pytest

from engine.display.pyglet.events import Events
from engine.input import keys as k
from engine.input.key_event import InputEventKey
from engine.input.mouse_event import InputEventMouseMotion

A, B, ENTER, LEFT, SHIFT, TAB = 0x61, 0x62, 0xFF0D, 0xFF51, 0xFFE1, 0xFF09
MOTION_LEFT, MOTION_NEXT_WORD = LEFT, 1
MOD_SHIFT, MOD_CTRL, MOD_ALT, MOD_WINDOWS, MOD_COMMAND, MOD_OPTION = 1, 2, 4, 32, 64, 128


@pytest.fixture
def events():
    return Events()


def told(events):
    """What is not as it is by default, of each event."""
    return [
        {name: value for name, value in event._values_().items() if value != getattr(type(event)(), name)}
        for event in events.take()
    ]


# -- Keys


def test_a_key_and_the_text_after_it_are_one_event(events):
    events.key_pressed(A, 0)
    events.text_entered("a")
    events.key_released(A, 0)
    assert told(events) == [
        {"scancode": k.KEY_A, "unicode": ord("a"), "pressed": True},
        {"scancode": k.KEY_A},
    ]


def test_a_key_that_types_nothing(events):
    events.key_pressed(A, MOD_CTRL)
    assert told(events) == [{"scancode": k.KEY_A, "pressed": True, "control": True}]


def test_enter_types_nothing(events):
    events.key_pressed(ENTER, 0)
    events.text_entered("\r")
    assert told(events) == [{"scancode": k.KEY_ENTER, "pressed": True}]


@pytest.mark.parametrize(
    ("modifier", "name"),
    [
        *((MOD_SHIFT, "shift"), (MOD_CTRL, "control"), (MOD_ALT, "alt"), (MOD_OPTION, "alt")),
        *((MOD_WINDOWS, "meta"), (MOD_COMMAND, "meta")),
    ],
)
def test_modifiers_are_told_with_keys_and_buttons(events, modifier, name):
    events.key_pressed(TAB, modifier)
    events.button(5, 6, 1, modifier, True)
    key, _, button = told(events)
    assert key == {"scancode": k.KEY_TAB, "pressed": True, name: True}
    assert button[name] is True


def test_the_modifiers_of_the_last_event_go_for_motion_too(events):
    events.key_pressed(SHIFT, 0)
    events.key_pressed(A, MOD_SHIFT)
    events.moved(1, 1)
    assert told(events)[-1]["shift"] is True


def test_a_modifier_that_goes_up_is_not_held_any_more(events):
    events.key_released(SHIFT, MOD_SHIFT | MOD_CTRL)
    assert told(events) == [{"scancode": k.KEY_SHIFT, "control": True}]


def test_a_key_that_is_held_repeats_with_its_text(events):
    events.key_pressed(A, 0)
    events.text_entered("a")
    events.take()
    events.text_entered("a")
    events.text_entered("a")
    echo = {"scancode": k.KEY_A, "unicode": ord("a"), "pressed": True, "echo": True}
    assert told(events) == [echo, echo]


def test_a_key_that_moves_a_caret_repeats_with_that(events):
    events.key_pressed(LEFT, 0)
    events.text_moved(MOTION_LEFT)
    events.take()
    events.text_moved(MOTION_LEFT)
    assert told(events) == [{"scancode": k.KEY_LEFT, "pressed": True, "echo": True}]


def test_a_key_that_is_up_does_not_repeat(events):
    events.key_pressed(A, 0)
    events.text_entered("a")
    events.key_released(A, 0)
    events.take()
    events.text_entered("a")
    assert told(events) == [{"unicode": ord("a"), "pressed": True}]


def test_motion_without_a_key_is_nothing(events):
    events.text_moved(MOTION_NEXT_WORD)
    assert told(events) == []


def test_text_without_a_key_is_an_event_for_each_character(events):
    events.text_entered("日本")
    assert told(events) == [{"unicode": ord("日"), "pressed": True}, {"unicode": ord("本"), "pressed": True}]


def test_a_key_that_types_more_than_one_character(events):
    events.key_pressed(A, 0)
    events.text_entered("ab")
    assert told(events) == [
        {"scancode": k.KEY_A, "unicode": ord("a"), "pressed": True},
        {"unicode": ord("b"), "pressed": True},
    ]


def test_text_after_the_frame_of_its_key_is_an_event_of_its_own(events):
    events.key_pressed(A, 0)
    events.take()
    events.text_entered("a")
    assert told(events) == [{"unicode": ord("a"), "pressed": True}]


def test_text_is_not_that_of_a_key_before_the_mouse_moved(events):
    events.key_pressed(SHIFT, 0)
    events.moved(1, 1)
    events.text_entered("é")
    assert [type(event) for event in events.take()] == [InputEventKey, InputEventMouseMotion, InputEventKey]


def test_control_characters_are_not_typed(events):
    events.text_entered("a\x00\x08\x7f\x9fb")
    assert [event.unicode for event in events.take()] == [ord("a"), ord("b")]


def test_all_of_a_key_at_once(events):
    event = events.key(0x6C6, MOD_SHIFT, True, text="Ф", echo=True, place=k.KEY_A)
    assert told(events) == [
        {
            "scancode": k.KEY_A,
            "physical_scancode": k.KEY_A,
            "unicode": ord("Ф"),
            "pressed": True,
            "echo": True,
            "shift": True,
        }
    ]
    assert event.unicode == ord("Ф")


def test_no_key_at_all_is_text_alone(events):
    assert events.key(0, 0, True, text="né") is None
    assert [event.unicode for event in events.take()] == [ord("n"), ord("é")]


# -- Mouse and window


@pytest.mark.parametrize(
    ("button", "index", "mask"),
    [
        (1, k.BUTTON_LEFT, k.BUTTON_MASK_LEFT),
        (2, k.BUTTON_MIDDLE, k.BUTTON_MASK_MIDDLE),
        (4, k.BUTTON_RIGHT, k.BUTTON_MASK_RIGHT),
        (8, k.BUTTON_XBUTTON1, k.BUTTON_MASK_XBUTTON1),
        (16, k.BUTTON_XBUTTON2, k.BUTTON_MASK_XBUTTON2),
    ],
)
def test_buttons_have_godots_numbers_and_a_mask_of_those_held(events, button, index, mask):
    events.button(5, 6, button, 0, True)
    events.moved(7, 7)
    events.button(7, 7, button, 0, False)
    _, down, drag, up = events.take()
    assert (down.button_index, down.pressed, down.button_mask) == (index, True, mask)
    assert drag.button_mask == mask
    assert (up.button_index, up.pressed, up.button_mask) == (index, False, 0)


def test_unknown_buttons_are_nothing(events):
    events.button(5, 6, 32, 0, True)
    assert events.take() == []


def test_without_the_focus_nothing_is_held(events):
    events.key_pressed(A, MOD_SHIFT)
    events.text_entered("a")
    events.focused(True)
    events.focused(False)
    events.text_entered("a")
    events.moved(1, 1)
    *_, text, motion = events.take()
    assert (text.scancode, text.echo) == (0, False)
    assert motion.shift is False
