"""The window itself: how it opens, what it shows when, how a program sleeps with it, and what is refused."""

import os
import socket
import subprocess
import sys
import threading
from ctypes import addressof, c_void_p, string_at
from math import inf
from time import perf_counter

import pytest

from engine.canvas.commands import WHITE, Box, Text
from engine.canvas.picture import read_picture
from engine.display.display import FocusChanged, PointerLeft, Resized
from engine.display.pyglet import display as pyglet_display
from engine.input.cursor_image import CursorImage
from engine.input.mouse_event import InputEventMouseMotion
from engine.input.view import View
from engine.net.poller import READ, Poller
from engine.runner.sleep import Sleep
from engine.text.font import Font

RED = (1.0, 0.0, 0.0, 1.0)
GREY = bytes((76, 76, 76, 255))
"""The background, unless another is wanted."""


@pytest.fixture
def display(open_window):
    return open_window(size=(60, 40))


@pytest.fixture
def shown(display, until, user):
    """The display when its window is on the screen, the pointer is elsewhere, and all that is told."""
    user.move_to(700, 500)
    display.draw([], None)
    until(display, lambda events: FocusChanged(True) in events)
    return display


def picture(display, tmp_path):
    display.screenshot(str(tmp_path / "shot.png"))
    return read_picture((tmp_path / "shot.png").read_bytes())


def run(code, **environment):
    """Run a program of its own; return what it prints."""
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**{k: v for k, v in os.environ.items() if k != "DISPLAY"}, **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_it_is_called_pyglet_and_has_a_size(display):
    assert display.name == "pyglet"
    assert (display.window_size, display.scale) == ((60, 40), 1.0)
    assert display.events() == []


def test_a_scale_makes_the_window_larger(open_window):
    display = open_window(size=(60, 40), scale=2.0)
    assert (display.window_size, display.scale) == ((120, 80), 2.0)


def test_the_scale_is_that_of_the_desktop(open_window, monkeypatch):
    from pyglet.display.xlib import XlibScreen

    monkeypatch.setattr(XlibScreen, "get_dpi", lambda screen: 192)
    display = open_window(size=(60, 40))
    assert (display.window_size, display.scale) == ((120, 80), 2.0)


def test_it_knows_the_screens_of_the_desktop(display):
    (found,) = display.monitors()
    assert (found[:4], found.dpi > 0) == ((0, 0, 1920, 1200), True)
    display.close()
    assert [one[:4] for one in display.monitors()] == [(0, 0, 60, 40)]


def test_a_window_has_a_pixel_at_least(open_window):
    assert open_window(size=(0, -5)).window_size == (1, 1)


def test_it_is_seen_once_something_was_drawn(display, until, user):
    assert not display._window.visible
    display.draw([], None)
    assert display._window.visible
    until(display, lambda events: FocusChanged(True) in events)


def test_or_once_the_program_sleeps(display, sleep):
    sleep(display, 0.0)
    assert display._window.visible


def test_an_invisible_window_stays_so(open_window, sleep):
    display = open_window(size=(60, 40), visible=False)
    display.draw([], None)
    sleep(display, 0.0)
    assert not display._window.visible


def test_titles_of_any_letters(open_window, display):
    for title in ("Plain", "Grüße 日本 😀", "", "a\0b", "lone \ud800"):
        display.set_title(title)
        open_window(title, (20, 20), visible=False).close()
    display.set_title("Grüße")
    assert display._window.caption == "Grüße"


def test_cursors_of_all_shapes(shown):
    for shape in (*range(17), -1, 99, 0):
        shown.set_cursor(shape)
    assert len(shown._cursors) <= len(set(pyglet_display._CURSORS))


def test_an_image_is_the_cursor_of_a_shape(shown):
    usual = shown._window._mouse_cursor
    shown.set_cursor_image(1, CursorImage(2, 2, bytes(16), 0, 0))
    assert shown._window._mouse_cursor is usual
    shown.set_cursor(1)
    assert shown._window._mouse_cursor is shown._cursor_images[1]
    shown.set_cursor_image(1, None)
    assert shown._window._mouse_cursor is shown._cursors["text"]


def test_the_pointer_may_be_hidden(shown):
    for mode, seen in ((1, False), (3, True), (4, False), (0, True)):
        shown.set_mouse_mode(mode)
        assert (shown._window._mouse_visible, shown._window.captured) == (seen, False)
    shown.close()
    shown.set_mouse_mode(1)


def test_text_input_needs_nothing_from_us(display):
    display.set_text_input((1.0, 2.0, 3.0, 4.0))
    display.set_text_input(None)


# -- What is shown


def test_a_screenshot_has_the_pixels_of_the_window(display, drawing, tmp_path):
    display.draw([drawing(Box(0, 0, 30, 40, RED))], None)
    width, height, rgba = picture(display, tmp_path)
    assert (width, height) == (60, 40)
    assert rgba[:4] == b"\xff\x00\x00\xff"
    assert rgba[-4:] == GREY


def test_a_screenshot_can_be_taken_before_anything_was_drawn(display, tmp_path):
    assert picture(display, tmp_path)[2] == GREY * 2400


def test_a_screenshot_that_cannot_be_written_is_an_os_error(display, tmp_path):
    with pytest.raises(OSError, match="nowhere"):
        display.screenshot(str(tmp_path / "nowhere" / "shot.png"))


def test_the_window_shows_what_the_screenshot_does(shown, drawing, tmp_path, user):
    from pyglet import gl

    shown.draw([drawing(Box(0, 0, 30, 40, RED), Text(5, 20, "Text", Font(14), WHITE))], None)
    gl.glFinish()
    user.xlib.XSync(shown._window._x_display, False)
    every, in_pixels = 0xFFFFFF, 2
    image = user.xlib.XGetImage(user.display, shown._window._view, 0, 0, 60, 40, every, in_pixels).contents
    data = c_void_p.from_address(addressof(image) + type(image).data.offset)  # not a text that ends with 0
    seen = string_at(data.value, image.bytes_per_line * 40)
    _, _, rgba = picture(shown, tmp_path)
    for y in range(40):
        for x in range(60):
            blue, green, red = seen[y * image.bytes_per_line + 4 * x :][:3]
            assert bytes((red, green, blue)) == rgba[4 * (60 * y + x) :][:3]


def count_paints(display, monkeypatch):
    paints = []
    paint = display._renderer.paint
    monkeypatch.setattr(display._renderer, "paint", lambda *a: paints.append(a) or paint(*a))
    return paints


def test_nothing_is_painted_while_nothing_changes(shown, monkeypatch, sleep):
    shown.events()
    paints = count_paints(shown, monkeypatch)
    for _ in range(3):
        shown.events()
        sleep(shown, 0.0)
    assert paints == []


def test_another_view_or_background_is_painted_in_the_next_frame(shown, monkeypatch):
    shown.events()
    paints = count_paints(shown, monkeypatch)
    shown.clear_color = RED
    shown.events()
    shown.view = View(2.0, 2.0)
    shown.events()
    assert len(paints) == 2
    assert (shown.view, shown.clear_color) == (View(2.0, 2.0), RED)


def test_what_was_covered_is_painted_again(shown, monkeypatch, until):
    shown.events()
    paints = count_paints(shown, monkeypatch)
    shown._window.set_visible(False)
    shown._window.set_visible(True)
    until(shown, lambda events: paints)


def test_glyphs_have_a_size_whatever_the_view_says(display, drawing):
    for scale in (0.0, -2.0, 1e-9, 1e9, inf):
        display.view = View(scale, scale)
        display.draw([drawing(Text(0, 10, "H", Font(14)))], None)


# -- Size


def test_a_new_size_is_told_and_painted(shown, until, monkeypatch):
    paints = count_paints(shown, monkeypatch)
    shown.set_window_size(100, 50)
    assert until(shown, lambda events: events)[-1] == Resized(100, 50)
    assert shown.window_size == (100, 50)
    assert paints[-1][:2] == (100, 50)


def test_a_window_gets_no_smaller_than_it_may(shown, until):
    width, height = shown.window_size
    shown.set_min_size(width + 50, 1)
    assert until(shown, lambda events: events)[-1] == Resized(width + 50, height)
    assert (shown._window._minimum_size, shown.window_size) == ((width + 50, 1), (width + 50, height))


def test_attention_is_asked_of_the_window_manager(shown, monkeypatch):
    asked = []
    monkeypatch.setattr(shown._window, "_set_wm_state", lambda *states: asked.append(states))
    shown.request_attention()
    assert asked == [("_NET_WM_STATE_DEMANDS_ATTENTION",)]
    monkeypatch.undo()
    shown.request_attention()


def test_a_size_has_a_pixel_at_least(shown, until):
    shown.set_window_size(0, -3)
    assert until(shown, lambda events: events)[-1] == Resized(1, 1)


# -- Sleep


def test_a_sleep_ends_when_its_time_is_over(shown, sleep):
    start = perf_counter()
    sleep(shown, 0.02)
    assert perf_counter() - start >= 0.015


def test_a_socket_ends_a_sleep(shown, poller, sleep):
    one, other = socket.socketpair()
    with one, other:
        inbox = []
        watch = poller.watch(one, READ, inbox, None)
        timer = threading.Timer(0.01, lambda: other.send(b"x"))
        timer.start()
        sleep(shown, 20.0)
        timer.join()
        assert inbox == [watch]
        watch.close()


def test_a_wake_from_another_thread_ends_a_sleep(shown, poller, sleep):
    poller.open_doorbell()
    timer = threading.Timer(0.01, poller.wake)
    timer.start()
    sleep(shown, 20.0)
    timer.join()


def test_a_click_ends_a_sleep(shown, sleep, user):
    user.move_to(10, 10)
    shown.events()
    timer = threading.Timer(0.01, user.click)
    timer.start()
    sleep(shown, 20.0)
    timer.join()
    assert shown.events()


def test_a_sleep_does_not_begin_with_a_click_waiting(shown, sleep, until, user):
    user.move_to(10, 10)
    until(shown, lambda events: events)
    shown._events.close_requested()
    sleep(shown, 20.0)


def test_motion_waits_for_the_end_of_the_sleep(shown, sleep, user):
    shown._events.moved(5, 5)
    start = perf_counter()
    sleep(shown, 0.02)
    assert perf_counter() - start >= 0.015
    assert any(isinstance(event, InputEventMouseMotion) for event in shown.events())


def test_motion_ends_a_long_sleep_when_a_frame_would_be_due(shown, sleep, user):
    user.move_to(5, 5)
    shown.events()
    timer = threading.Timer(0.01, lambda: user.move_to(20, 20))
    timer.start()
    sleep(shown, 20.0, 0.02)
    timer.join()
    assert any(isinstance(event, InputEventMouseMotion) for event in shown.events())


def test_a_sleep_does_not_begin_with_something_to_paint(shown, sleep):
    shown.clear_color = (0.0, 0.0, 1.0, 1.0)
    sleep(shown, 20.0)


def test_a_socket_ends_a_sleep_that_motion_did_not(shown, poller, sleep, user):
    one, other = socket.socketpair()
    with one, other:
        inbox = []
        watch = poller.watch(one, READ, inbox, None)

        def move_and_send():
            user.move_to(20, 20)
            user.move_to(21, 21)
            other.send(b"x")

        timer = threading.Timer(0.01, move_and_send)
        timer.start()
        for _ in range(3):  # the window may have something to paint
            if not inbox:
                shown.events()
                sleep(shown, 20.0)
        timer.join()
        assert inbox == [watch]
        watch.close()


def test_another_poller_can_be_slept_on(shown, poller, sleep):
    other = Poller()
    asleep = Sleep(other)
    asleep.sleep(shown, 0.0)
    assert other.has_sockets()
    asleep.close()
    assert not other.has_sockets()
    other.close()
    sleep(shown, 0.0)
    assert poller.has_sockets()


def test_other_systems_look_at_window_and_sockets_in_turn(shown, poller, sleep, until, user, monkeypatch):
    monkeypatch.setattr(pyglet_display, "on_x11", lambda: False)
    test_a_socket_ends_a_sleep(shown, poller, sleep)
    test_a_sleep_ends_when_its_time_is_over(shown, sleep)
    timer = threading.Timer(0.01, lambda: (user.move_to(10, 10), user.click()))
    timer.start()
    sleep(shown, 20.0)
    timer.join()
    assert shown.events()


# -- More than one, and the end


def test_two_windows_show_and_hear_each_their_own(shown, open_window, drawing, tmp_path, until, user):
    other = open_window(size=(30, 20), scale=2.0)
    other.draw([drawing(Box(0, 0, 99, 99, RED), Text(2, 12, "b", Font(14)))], None)
    shown.draw([drawing(Text(2, 12, "a", Font(14), RED))], None)
    other._window.set_location(200, 0)
    assert picture(other, tmp_path)[2][-4:] == b"\xff\x00\x00\xff"
    assert picture(shown, tmp_path)[2][-4:] == GREY
    until(other, lambda events: FocusChanged(True) in events)
    shown.events()
    user.move_to(210, 10)
    until(other, lambda events: any(isinstance(event, InputEventMouseMotion) for event in events))
    assert not any(isinstance(event, InputEventMouseMotion) for event in shown.events())
    user.move_to(20, 10)
    until(shown, lambda events: any(isinstance(event, InputEventMouseMotion) for event in events))
    assert PointerLeft() in other.events()
    other.close()
    shown.draw([drawing(Box(0, 0, 99, 99, RED))], None)
    assert picture(shown, tmp_path)[2][:4] == b"\xff\x00\x00\xff"


def test_a_closed_window_does_nothing_more(shown, poller, sleep, drawing):
    sleep(shown, 0.0)
    shown.close()
    shown.close()
    sleep(shown, 0.0)
    assert not poller.has_sockets()
    assert shown.events() == []
    shown.draw([drawing(Box(0, 0, 1, 1, RED))], None)
    shown.set_title("gone")
    shown.set_window_size(5, 5)
    shown.set_min_size(5, 5)
    shown.request_attention()
    shown.set_cursor(1)
    shown.set_cursor_image(1, CursorImage(1, 1, bytes(4), 0, 0))
    shown.set_clipboard("kept")
    answers = []
    shown.get_clipboard(answers.append)
    assert answers == ["kept"]
    with pytest.raises(OSError, match="closed"):
        shown.screenshot("nowhere.png")


def test_a_window_closes_after_the_poller(shown):
    poller = Poller()
    asleep = Sleep(poller)
    asleep.sleep(shown, 0.0)
    poller.close()
    shown.close()
    asleep.close()


# -- Without a screen

OFFSCREEN = """
from engine.display.pyglet.display import PygletDisplay
from engine.display.display import Resized
from engine.display.error import DisplayError
from engine.canvas.commands import Box, Text
from engine.canvas.drawing import Drawing
from engine.text.font import Font
from engine.canvas.picture import read_picture
from engine.net.poller import Poller
from engine.runner.sleep import Sleep
import sys, os

display = PygletDisplay("Title", (30, 20), scale=2.0, offscreen=True)
assert (display.window_size, display.scale) == ((60, 40), 2.0)
made = Drawing()
made.commands = (Box(0, 0, 10, 40, (1.0, 0.0, 0.0, 1.0)), Text(20, 20, "Text", Font(14)))
display.draw([made], None)
display.screenshot(sys.argv[-1] if len(sys.argv) > 1 else os.environ["SHOT"])
width, height, rgba = read_picture(open(os.environ["SHOT"], "rb").read())
assert (width, height) == (60, 40)
assert rgba[:4] == bytes((255, 0, 0, 255)), rgba[:4]
assert rgba[-4:] == bytes((76, 76, 76, 255))
assert max(rgba[4 * 60 * 12 : 4 * 60 * 22 : 4]) == 255
display.set_window_size(7, 5)
assert display.events() == [Resized(7, 5)]
display.screenshot(os.environ["SHOT"])
assert read_picture(open(os.environ["SHOT"], "rb").read())[:2] == (7, 5)
answers = []
display.set_clipboard("text")
display.get_clipboard(answers.append)
assert answers == ["text"]
display.set_title("other")
display.request_attention()
display.set_min_size(9, 5)
assert display.events() == [Resized(9, 5)]
display.set_cursor(1)
display.set_cursor_image(1, None)
poller = Poller()
Sleep(poller).sleep(display, 0.0)
poller.close()
second = PygletDisplay(size=(8, 8), offscreen=True)
second.draw([made], None)
display.close()
second.screenshot(os.environ["SHOT"])
second.close()
os.environ["DISPLAY"] = os.environ["SCREEN"]
try:
    PygletDisplay()
except DisplayError as error:
    print(error)
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only there EGL draws without a screen")
def test_pictures_without_a_screen(tmp_path, x_server):
    said = run(OFFSCREEN, SHOT=str(tmp_path / "shot.png"), SCREEN=x_server)
    assert "run another one" in said


def test_nobody_imports_pyglet_before_there_is_a_window():
    code = "import engine, nodes, engine.display.pyglet.display, sys; print('pyglet' in sys.modules)"
    assert run(code) == "False\n"
