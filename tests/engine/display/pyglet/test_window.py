"""The window as it is on systems other than X11: with what pyglet tells on all of them."""

import sys

import pytest

from engine import Vector2
from engine.display.display import CloseRequested, FocusChanged, PointerLeft, Resized
from engine.display.pyglet import display as pyglet_display
from engine.input import keys as k
from engine.input.cursor_image import CursorImage
from engine.input.key_event import InputEventKey
from engine.input.mouse_event import InputEventMouseButton, InputEventMouseMotion

A, LEFT, SHIFT = 38, 113, 50
"""Codes that X11 has for keys: the screen is X11's, though the window does not know."""


@pytest.fixture
def display(open_window, user, until, monkeypatch):
    monkeypatch.setattr(pyglet_display, "on_x11", lambda: False)
    display = open_window(size=(200, 150))
    assert type(display._window).__name__ == "Window"
    user.move_to(700, 500)
    display.draw([], None)
    until(display, lambda events: FocusChanged(True) in events)
    return display


def test_an_image_of_the_pointer_points_from_below_as_pyglet_has_it(display):
    display.set_cursor_image(0, CursorImage(3, 2, bytes(24), 2, 0))
    cursor = display._window._mouse_cursor
    assert (cursor.hot_x, cursor.hot_y, cursor.hw_drawable, cursor.gl_drawable) == (2, 2, True, False)
    assert (cursor.texture.width, cursor.texture.height) == (3, 2)
    display.set_cursor_image(0, None)
    assert display._window._mouse_cursor is display._cursors[None]


def test_keys_and_their_text(display, user, until):
    user.key(SHIFT, A)
    user.key(LEFT)
    events = until(display, lambda events: len(events) == 6)
    assert [(event.scancode, event.pressed, event.unicode) for event in events] == [
        (k.KEY_SHIFT, True, 0),
        (k.KEY_A, True, ord("A")),
        (k.KEY_A, False, 0),
        (k.KEY_SHIFT, False, 0),
        (k.KEY_LEFT, True, 0),
        (k.KEY_LEFT, False, 0),
    ]


@pytest.mark.parametrize("code", [A, LEFT], ids=["a", "left"])
def test_keys_repeat(display, user, until, code):
    user.key_down(code)
    try:
        events = until(display, lambda events: len(events) >= 3)
    finally:
        user.key_up(code)
    assert [event.echo for event in events[:3]] == [False, True, True]
    assert {event.scancode for event in events} == {events[0].scancode}


def test_escape_does_not_close_the_window(display, user, until):
    user.key(9)
    events = until(display, lambda events: len(events) == 2)
    assert [type(event) for event in events] == [InputEventKey, InputEventKey]


def test_a_selection_by_the_keyboard_is_told_as_keys(display):
    display._window.on_key_press(0xFF51, 1)
    display._window.on_text_motion_select(0xFF51)
    display._window.on_text_motion_select(0xFF51)
    assert [(event.scancode, event.shift, event.echo) for event in display.events()] == [
        (k.KEY_LEFT, True, False),
        (k.KEY_LEFT, True, True),
    ]


def test_the_mouse(display, user, until):
    user.move_to(50, 60)
    user.click()
    user.click(4)
    user.press(1)
    user.move_to(52, 61)
    user.release(1)
    user.move_to(700, 500)
    events = until(display, lambda events: PointerLeft() in events)
    kinds = [type(event) for event in events]
    assert kinds == [
        InputEventMouseMotion,
        *[InputEventMouseButton] * 5,
        InputEventMouseMotion,
        InputEventMouseButton,
        PointerLeft,
    ]
    dragged = events[6]
    assert (dragged.button_mask, dragged.relative) == (k.BUTTON_MASK_LEFT, Vector2(2, 1))


def test_size_focus_and_close(display, until):
    display.set_window_size(100, 80)
    assert until(display, lambda events: events)[-1] == Resized(100, 80)
    display._window.on_deactivate()
    display._window.on_close()
    assert display.events() == [FocusChanged(False), CloseRequested()]


def test_a_screen_of_double_density_has_twice_as_many_pixels_as_units(display, monkeypatch, until):
    window = display._window
    monkeypatch.setattr(window, "get_framebuffer_size", lambda: (400, 300))
    assert window.ratio() == 2.0
    window.on_mouse_motion(10, 150 - 20, 0, 0)
    (motion,) = display.events()
    assert motion.position == Vector2(20, 40)
    assert display.window_size == (400, 300)
    monkeypatch.setattr(window, "get_size", lambda: (0, 0))
    assert window.ratio() == 1.0


def test_another_scale_of_the_screen_is_painted_anew(display):
    display._window.exposed = False
    display._window._on_internal_scale(2.0, 192)
    assert display._window.exposed


def test_the_clipboard_answers_at_once(display, monkeypatch):
    monkeypatch.setattr(type(display._window), "get_clipboard_text", lambda window: "text")
    answers = []
    display.get_clipboard(answers.append)
    assert answers == ["text"]
    assert not display._window.has_answers()
    assert display._window.answers() == []


@pytest.mark.parametrize(("system", "scale"), [("darwin", 1.0), ("win32", 1.5)])
def test_where_a_window_is_measured_in_logical_pixels_it_is_not_enlarged(
    open_window, monkeypatch, system, scale
):
    from pyglet.display.xlib import XlibScreen

    monkeypatch.setattr(XlibScreen, "get_dpi", lambda screen: 144)
    monkeypatch.setattr(pyglet_display, "on_x11", lambda: False)
    open_window(size=(20, 20)).close()  # all is imported: what follows concerns the size alone
    monkeypatch.setattr(sys, "platform", system)
    display = open_window(size=(20, 20))
    assert display.window_size == (20 * scale, 20 * scale)


def motions(events):
    return [event for event in events if isinstance(event, InputEventMouseMotion)]


def test_a_pointer_that_is_captured_stays_in_the_middle_and_tells_how_it_would_have_moved(
    display, until, user
):
    display.set_mouse_mode(2)
    display.set_mouse_mode(2)
    until(display, motions)
    user.press(1)
    user.move_to(101, 73)
    events = until(display, lambda events: any(motion.relative for motion in motions(events)))
    assert {motion.position for motion in motions(events)} == {Vector2(100, 75)}
    user.release(1)
    display.set_mouse_mode(0)
    assert display._window._mouse_visible
    user.move_to(10, 12)
    until(display, lambda events: any(motion.position.x == 10 for motion in motions(events)))
