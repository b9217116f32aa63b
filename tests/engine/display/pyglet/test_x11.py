"""Keys and the mouse of a window on a virtual screen, pressed by way of the X server."""

import pytest

from engine import Vector2
from engine.display.display import CloseRequested, FocusChanged, PointerLeft
from engine.input import keys as k
from engine.input.key_event import InputEventKey
from engine.input.mouse_event import InputEventMouseButton, InputEventMouseMotion

A, ONE, Q, TAB, ENTER, SHIFT, CONTROL, ALT_GR, QUOTE, E = 38, 10, 24, 23, 36, 50, 37, 108, 48, 26
"""Codes that X11 has for keys."""
SPARE = 93
DEAD_ACUTE, CYRILLIC_EF, CYRILLIC_EF_UPPER, EACUTE = 0xFE51, 0x6C6, 0x6E6, 0xE9


@pytest.fixture
def display(open_window, user, until):
    """A window in the corner of the screen, with the keyboard and the pointer in it."""
    display = open_window(size=(200, 150))
    user.move_to(500, 400)
    display.draw([], None)
    until(display, lambda events: FocusChanged(True) in events)
    user.move_to(100, 100)
    until(display, lambda events: any(isinstance(event, InputEventMouseMotion) for event in events))
    return display


@pytest.fixture
def keys(display, until):
    """A function that waits for so many keys to go up, or other events, and returns what keys did."""

    def take(count, pressed=False):
        def enough(events):
            return (
                sum(isinstance(event, InputEventKey) and event.pressed is pressed for event in events)
                >= count
            )

        return [event for event in until(display, enough) if isinstance(event, InputEventKey)]

    return take


def told(events):
    return [(event.scancode, event.pressed, event.unicode) for event in events]


def test_a_key_has_its_text_and_its_place(user, keys):
    user.key(A)
    down, up = keys(1)
    assert (down.scancode, down.physical_scancode, down.unicode) == (k.KEY_A, k.KEY_A, ord("a"))
    assert (down.pressed, down.echo, down.shift) == (True, False, False)
    assert (up.scancode, up.physical_scancode, up.unicode, up.pressed) == (k.KEY_A, k.KEY_A, 0, False)


def test_shift_changes_the_text_and_not_the_key(user, keys):
    user.key(SHIFT, ONE)
    assert told(keys(2)) == [
        (k.KEY_SHIFT, True, 0),
        (k.KEY_1, True, ord("!")),
        (k.KEY_1, False, 0),
        (k.KEY_SHIFT, False, 0),
    ]


def test_modifiers_are_held_from_after_they_go_down_until_before_they_go_up(user, keys):
    user.key(CONTROL, A)
    assert [event.control for event in keys(2)] == [False, True, True, False]


def test_a_shortcut_types_nothing(user, keys):
    user.key(CONTROL, A)
    assert keys(2)[1].unicode == 0


def test_tab_and_enter_type_nothing_and_shift_tab_is_tab(user, keys):
    user.key(TAB)
    user.key(ENTER)
    user.key(SHIFT, TAB)
    events = [event for event in keys(4) if event.pressed]
    assert told(events) == [(key, True, 0) for key in (k.KEY_TAB, k.KEY_ENTER, k.KEY_SHIFT, k.KEY_TAB)]
    assert events[-1].shift is True


@pytest.mark.parametrize("code", [A, TAB], ids=["a", "tab"])
def test_a_key_that_is_held_repeats(user, keys, code):
    user.key_down(code)
    try:
        first, second, third = keys(3, pressed=True)[:3]
    finally:
        user.key_up(code)
    assert [event.echo for event in (first, second, third)] == [False, True, True]
    assert second.scancode == third.scancode == first.scancode
    assert second.unicode == first.unicode


def test_a_letter_of_another_alphabet_is_the_key_in_its_place(user, keys):
    user.label(A, CYRILLIC_EF, CYRILLIC_EF_UPPER)
    try:
        user.key(A)
        assert told(keys(1))[0] == (k.KEY_A, True, ord("ф"))
        user.key(SHIFT, A)
        assert told(keys(2))[1] == (k.KEY_A, True, ord("Ф"))
    finally:
        user.label(A, ord("a"), ord("A"))


def test_a_key_that_is_no_letter_and_has_no_place(user, keys):
    user.label(SPARE, 0x1000000 + 0x1F600)
    user.key(SPARE)
    assert told(keys(1)) == [(k.KEY_UNKNOWN, True, 0x1F600), (k.KEY_UNKNOWN, False, 0)]


def test_a_key_goes_up_as_the_one_that_went_down(user, keys):
    user.label(SPARE, EACUTE)
    user.key_down(SPARE)
    assert told(keys(1, pressed=True)) == [(ord("É"), True, ord("é"))]
    user.label(SPARE, 0)
    user.key_up(SPARE)
    assert told(keys(1))[-1] == (ord("É"), False, 0)


def test_an_accent_and_a_letter_are_one_character(user, keys, display):
    if not display._window._x_ic:
        pytest.skip("the locale has no input method")
    user.label(SPARE, DEAD_ACUTE)
    user.key(SPARE)
    user.key(E)
    user.key(A)
    assert told(keys(1)) == [(0, True, ord("é")), (k.KEY_A, True, ord("a")), (k.KEY_A, False, 0)]


@pytest.fixture
def input_method(display):
    """A function that replaces the input method for the test."""
    window = display._window
    context = window._x_ic

    def replace(other):
        window._x_ic = other

    yield replace
    window._x_ic = context


def test_an_input_method_may_send_long_texts(display, input_method, monkeypatch):
    text = "日本語" * 100

    def look_up(context, event, buffer, size, symbol, status):
        data = text.encode()
        status._obj.value = -1 if size < len(data) else 2
        buffer[: min(size, len(data))] = data[:size]
        return len(data)

    from pyglet.libs.x11 import xlib

    monkeypatch.setattr(xlib, "Xutf8LookupString", look_up)
    input_method("an input method")
    event = xlib.XEvent()
    assert display._window._text(event) == text


def test_without_an_input_method_there_are_western_letters_at_least(user, keys, input_method):
    input_method(None)
    user.label(SPARE, EACUTE)
    user.key(SPARE)
    assert told(keys(1))[0] == (ord("É"), True, ord("é"))


def test_what_a_key_types_may_be_in_latin_1(display, input_method, monkeypatch):
    from pyglet.libs.x11 import xlib

    def look_up(event, buffer, size, symbol, status):
        buffer[:1] = b"\xe9"
        return 1

    input_method(None)
    monkeypatch.setattr(xlib, "XLookupString", look_up)
    assert display._window._text(xlib.XEvent()) == "é"


def test_a_key_that_went_up_elsewhere_is_not_held(user, keys, display, until):
    user.key_down(A)
    keys(1, pressed=True)
    display._window.on_deactivate()
    user.key_up(A)
    user.key(Q)
    events = [
        event for event in until(display, lambda events: len(events) >= 3) if event != FocusChanged(False)
    ]
    assert told(events)[-2:] == [(k.KEY_Q, True, ord("q")), (k.KEY_Q, False, 0)]


# -- Mouse


def mouse(events):
    return [event for event in events if isinstance(event, InputEventMouseButton)]


def test_positions_are_from_the_left_top_corner(user, display, until):
    user.move_to(30, 10)
    events = until(display, lambda events: events and events[-1].position == Vector2(30, 10))
    assert events[-1].relative == Vector2(-70, -90)
    user.move_to(0, 0)
    until(display, lambda events: events and events[-1].position == Vector2(0, 0))


@pytest.mark.parametrize(
    ("button", "index", "mask"),
    [
        (1, k.BUTTON_LEFT, k.BUTTON_MASK_LEFT),
        (2, k.BUTTON_MIDDLE, k.BUTTON_MASK_MIDDLE),
        (3, k.BUTTON_RIGHT, k.BUTTON_MASK_RIGHT),
        (8, k.BUTTON_XBUTTON1, k.BUTTON_MASK_XBUTTON1),
        (9, k.BUTTON_XBUTTON2, k.BUTTON_MASK_XBUTTON2),
    ],
)
def test_buttons(user, display, until, button, index, mask):
    user.click(button)
    down, up = mouse(until(display, lambda events: len(mouse(events)) == 2))
    assert (down.button_index, down.pressed, down.button_mask) == (index, True, mask)
    assert (up.button_index, up.pressed, up.button_mask) == (index, False, 0)
    assert down.position == Vector2(100, 100)


@pytest.mark.parametrize(
    ("button", "index"),
    [
        (4, k.BUTTON_WHEEL_UP),
        (5, k.BUTTON_WHEEL_DOWN),
        (6, k.BUTTON_WHEEL_LEFT),
        (7, k.BUTTON_WHEEL_RIGHT),
    ],
)
def test_the_wheel(user, display, until, button, index):
    user.click(button)
    down, up = mouse(until(display, lambda events: len(mouse(events)) == 2))
    assert (down.button_index, down.pressed, up.button_index, up.pressed) == (index, True, index, False)


def test_two_clicks_are_a_doubleclick(user, display, until):
    user.click()
    user.click()
    events = mouse(until(display, lambda events: len(mouse(events)) == 4))
    assert [event.doubleclick for event in events] == [False, False, True, False]


def test_a_drag_goes_on_outside_of_the_window(user, display, until):
    user.press(1)
    user.move_to(300, 100)
    events = until(
        display, lambda events: events and getattr(events[-1], "position", None) == Vector2(300, 100)
    )
    assert events[-1].button_mask == k.BUTTON_MASK_LEFT
    user.release(1)
    (up,) = mouse(until(display, mouse))
    assert (up.pressed, up.position) == (False, Vector2(300, 100))


def test_the_pointer_leaves_and_comes_back(user, display, until):
    user.move_to(500, 400)
    until(display, lambda events: PointerLeft() in events)
    user.move_to(50, 60)
    (back,) = until(display, lambda events: events)
    assert (back.position, back.relative) == (Vector2(50, 60), Vector2(0, 0))


# -- Window


def test_the_close_button_asks(user, display, until):
    from pyglet.libs.x11 import xlib

    event = xlib.XEvent()
    event.xclient.type = xlib.ClientMessage
    event.xclient.window = display._window._window
    event.xclient.message_type = xlib.XInternAtom(user.display, b"WM_PROTOCOLS", False)
    event.xclient.format = 32
    event.xclient.data.l[0] = xlib.XInternAtom(user.display, b"WM_DELETE_WINDOW", False)
    xlib.XSendEvent(user.display, display._window._window, False, 0, event)
    xlib.XFlush(user.display)
    assert until(display, lambda events: events) == [CloseRequested()]
    assert display._window is not None


def test_a_window_that_is_destroyed_from_outside_is_to_be_closed(user, display, until):
    from pyglet.libs.x11 import xlib

    xlib.XDestroyWindow(user.display, display._window._window)
    xlib.XFlush(user.display)
    until(display, lambda events: CloseRequested() in events)
    display.close()


def test_the_keyboard_goes_to_another_window_and_comes_back(user, display, until):
    from pyglet.libs.x11 import xlib

    root = xlib.XDefaultRootWindow(user.display)
    xlib.XSetInputFocus(user.display, root, xlib.RevertToParent, xlib.CurrentTime)
    xlib.XFlush(user.display)
    until(display, lambda events: FocusChanged(False) in events)
    xlib.XSetInputFocus(user.display, display._window._window, xlib.RevertToParent, xlib.CurrentTime)
    xlib.XFlush(user.display)
    until(display, lambda events: FocusChanged(True) in events)
