import pytest

from engine import Vector2
from engine.display.display import CloseRequested, Composed, FocusChanged, PointerLeft, Resized
from engine.display.event_queue import EventQueue
from engine.input import keys as k
from engine.input.key_event import InputEventKey
from engine.input.mouse_event import InputEventMouseButton, InputEventMouseMotion
from engine.testing import FakeClock


@pytest.fixture
def clock():
    return FakeClock(100.0)


@pytest.fixture
def events(clock):
    return EventQueue(clock)


def told(events):
    """What is not as it is by default, of each event."""
    return [
        {name: value for name, value in event._values_().items() if value != getattr(type(event)(), name)}
        for event in events.take()
    ]


# -- Keys


def test_a_key_has_the_first_character_that_it_types_and_the_others_come_after_it(events):
    events.add_key(InputEventKey(scancode=k.KEY_A, pressed=True), "\x00ab\x9fc")
    assert told(events) == [
        {"scancode": k.KEY_A, "unicode": ord("a"), "pressed": True},
        {"unicode": ord("b"), "pressed": True},
        {"unicode": ord("c"), "pressed": True},
    ]


@pytest.mark.parametrize(
    ("mask", "name"),
    [
        *((k.KEY_MASK_SHIFT, "shift"), (k.KEY_MASK_CTRL, "control")),
        *((k.KEY_MASK_ALT, "alt"), (k.KEY_MASK_META, "meta")),
    ],
)
def test_keys_and_the_mouse_are_told_with_the_modifiers_that_are_held(events, mask, name):
    events.modifiers = mask
    events.add_key(InputEventKey(scancode=k.KEY_TAB, pressed=True))
    events.clicked(5, 6, k.BUTTON_LEFT, True)
    key, motion, button = told(events)
    assert key == {"scancode": k.KEY_TAB, "pressed": True, name: True}
    assert motion[name] is button[name] is True


# -- Mouse


def test_motion_is_from_where_the_pointer_was(events):
    events.moved(10, 20)
    events.take()
    events.moved(13, 24)
    assert told(events) == [
        {"position": Vector2(13, 24), "global_position": Vector2(13, 24), "relative": Vector2(3, 4)}
    ]


def test_a_pointer_that_is_captured_tells_how_far_it_would_have_moved(events):
    events.entered(30, 20)
    events.take()
    events.moved_by(30, 20, Vector2(3, -4))
    events.moved_by(30, 20, Vector2(1, 1))
    assert told(events) == [
        {"position": Vector2(30, 20), "global_position": Vector2(30, 20), "relative": Vector2(4, -3)}
    ]
    events.clicked(30, 20, k.BUTTON_LEFT, True)
    assert len(events.take()) == 1


def test_motions_of_one_frame_are_one(events):
    events.moved(10, 20)
    events.moved(11, 20)
    events.moved(15, 25)
    (motion,) = events.take()
    assert (motion.position, motion.relative) == (Vector2(15, 25), Vector2(5, 5))


def test_motions_before_and_after_a_click_are_two(events):
    events.moved(10, 20)
    events.clicked(10, 20, k.BUTTON_LEFT, True)
    events.moved(15, 25)
    kinds = [type(event) for event in events.take()]
    assert kinds == [InputEventMouseMotion, InputEventMouseButton, InputEventMouseMotion]


def test_a_pointer_that_stays_does_not_move(events):
    events.moved(10, 20)
    events.moved(10, 20)
    assert len(events.take()) == 1


def test_buttons_have_a_mask_of_those_held(events):
    events.clicked(5, 6, k.BUTTON_RIGHT, True)
    events.clicked(5, 6, k.BUTTON_XBUTTON1, True)
    events.moved(7, 7)
    events.clicked(7, 7, k.BUTTON_RIGHT, False)
    _, down, also, drag, up = events.take()
    assert (down.button_index, down.pressed, down.button_mask) == (k.BUTTON_RIGHT, True, k.BUTTON_MASK_RIGHT)
    assert also.button_mask == drag.button_mask == k.BUTTON_MASK_RIGHT | k.BUTTON_MASK_XBUTTON1
    assert (up.button_index, up.pressed, up.button_mask) == (k.BUTTON_RIGHT, False, k.BUTTON_MASK_XBUTTON1)


def test_a_click_elsewhere_moves_the_pointer_first(events):
    events.clicked(5, 6, k.BUTTON_LEFT, True)
    motion, button = events.take()
    assert motion.position == button.position == button.global_position == Vector2(5, 6)


def click(events, x=5, y=5, button=k.BUTTON_LEFT):
    events.clicked(x, y, button, True)
    events.clicked(x, y, button, False)
    return [event.doubleclick for event in events.take() if isinstance(event, InputEventMouseButton)]


def test_the_second_click_is_a_doubleclick_and_the_third_is_not(events, clock):
    assert click(events) == [False, False]
    clock.now += 0.39
    assert click(events) == [True, False]
    assert click(events) == [False, False]
    assert click(events) == [True, False]


def test_a_late_one_is_none(events, clock):
    click(events)
    clock.now += 0.41
    assert click(events) == [False, False]


def test_a_distant_one_is_none(events):
    click(events)
    assert click(events, x=11) == [False, False]
    assert click(events, x=11, y=11) == [False, False]
    assert click(events, x=11, y=11, button=k.BUTTON_RIGHT) == [False, False]


def test_each_notch_of_a_wheel_is_a_button_that_goes_down_and_up(events):
    events.moved(5, 5)
    events.take()
    events.scrolled(5, 5, 0, 1)
    events.scrolled(5, 5, 0, -1)
    events.scrolled(5, 5, 1, 0)
    events.scrolled(5, 5, -0.25, 0)
    found = [(event.button_index, event.pressed, event.factor) for event in events.take()]
    assert found == [
        *((k.BUTTON_WHEEL_UP, True, 1), (k.BUTTON_WHEEL_UP, False, 1)),
        *((k.BUTTON_WHEEL_DOWN, True, 1), (k.BUTTON_WHEEL_DOWN, False, 1)),
        *((k.BUTTON_WHEEL_RIGHT, True, 1), (k.BUTTON_WHEEL_RIGHT, False, 1)),
        *((k.BUTTON_WHEEL_LEFT, True, 0.25), (k.BUTTON_WHEEL_LEFT, False, 0.25)),
    ]


def test_the_way_outside_of_the_window_does_not_count(events):
    events.moved(10, 10)
    events.left()
    events.entered(200, 200)
    _, left, entered = events.take()
    assert left == PointerLeft()
    assert (entered.position, entered.relative) == (Vector2(200, 200), Vector2(0, 0))


# -- Window


def test_focus_is_told_when_it_changes(events):
    events.focused(False)
    events.focused(True)
    events.focused(True)
    events.focused(False)
    assert events.take() == [FocusChanged(True), FocusChanged(False)]


def test_without_the_focus_no_modifier_is_held(events):
    events.focused(True)
    events.modifiers = k.KEY_MASK_SHIFT
    events.focused(False)
    events.moved(1, 1)
    assert events.take()[-1].shift is False


def test_only_the_last_of_many_sizes_is_told(events):
    events.resized(10, 10)
    events.resized(20, 20)
    events.resized(20, 20)
    assert events.take() == [Resized(20, 20)]
    events.resized(20, 20)
    assert events.take() == []


def test_what_is_composed_is_told_as_it_is_in_the_end(events):
    events.composed("k", 1, 0)
    events.composed("か", 1, 0)
    events.add_text("か")
    events.composed("", 0, 0)
    first, typed, last = events.take()
    assert (first, typed.unicode, last) == (Composed("か", 1, 0), ord("か"), Composed("", 0, 0))


def test_a_request_to_close(events):
    events.close_requested()
    assert events.take() == [CloseRequested()]


def test_all_but_motion_is_urgent(events):
    assert events.pending() == "nothing"
    events.moved(1, 1)
    assert events.pending() == "motion"
    events.left()
    assert events.pending() == "urgent"
    events.take()
    assert events.pending() == "nothing"


def test_a_modifier_key_is_not_held_with_itself(events):
    events.modifiers = k.KEY_MASK_SHIFT | k.KEY_MASK_CTRL
    events.add_key(InputEventKey(scancode=k.KEY_SHIFT, pressed=True))
    (key,) = events.take()
    assert (key.shift, key.control) == (False, True)
