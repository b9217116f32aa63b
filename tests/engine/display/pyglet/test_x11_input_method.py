"""Input methods: what they say as Xlib hands it on, and a real one if this machine has it."""

import os
import shutil
import subprocess
import sys
import threading
from ctypes import (
    POINTER,
    byref,
    c_ulong,
    c_void_p,
    cast,
    create_string_buffer,
    create_unicode_buffer,
    pointer,
)

import pytest

from engine.display.display import Composed

pytestmark = pytest.mark.usefixtures("pyglet_ready")
UNDERLINED, REVERSED = 2, 1
LOCALE = "ja_JP.UTF-8"


@pytest.fixture
def told():
    return []


@pytest.fixture
def method(told):
    """An input method that is none: it knows no X server, and hears what the test says."""
    from engine.display.pyglet.x11_input_method import InputMethod

    class Display:
        _x_im = None

    made = InputMethod.__new__(InputMethod)
    made._display, made._on_composed = Display(), lambda *what: told.append(Composed(*what))
    made._text, made._feedback, made._spot = "", [], (1, 2)
    made._tells, made.context = True, "context"
    return made


def draw(method, first, length, text, feedback=(), caret=0, wide=False, string=True):
    """Say that a part of the text has changed, in the structures of Xlib."""
    from engine.display.pyglet.x11_input_method import _Draw, _Text

    drawn = _Draw(caret, first, length, None)
    kept = [create_unicode_buffer(text) if wide else create_string_buffer(text.encode())]
    if text or feedback:
        shown = (c_ulong * max(1, len(feedback)))(*feedback)
        kept += [shown]
        drawn.text = pointer(
            _Text(
                len(text) or len(feedback),
                cast(shown, POINTER(c_ulong)) if feedback else None,
                wide,
                cast(kept[0], c_void_p) if string else None,
            )
        )
    assert method._draw(None, None, cast(byref(drawn), c_void_p)) == 0


def test_what_is_composed_grows_and_shrinks(method, told):
    draw(method, 0, 0, "k", [UNDERLINED], caret=1)
    draw(method, 0, 1, "か", [UNDERLINED], caret=1)
    draw(method, 1, 0, "n", [UNDERLINED], caret=2, wide=True)
    draw(method, 1, 1, "")
    assert told == [Composed("k", 1), Composed("か", 1), Composed("かn", 2), Composed("か", 0)]


def test_the_part_that_is_being_chosen_is_told(method, told):
    draw(method, 0, 0, "今日は", [REVERSED, REVERSED, UNDERLINED])
    assert told == [Composed("今日は", 0, 2)]
    draw(method, 0, 3, "", [UNDERLINED, UNDERLINED, REVERSED], string=False)
    assert told[-1] == Composed("今日は", 2, 1)


def test_a_text_that_is_chosen_as_a_whole_has_a_caret(method, told):
    draw(method, 0, 0, "今日", [REVERSED, REVERSED], caret=2)
    assert told == [Composed("今日", 2)]


def test_nothing_is_told_of_an_end_without_a_beginning(method, told):
    method._done(None, None, None)
    assert told == []
    draw(method, 0, 0, "か")
    method._done(None, None, None)
    assert told == [Composed("か", 0), Composed("")]


def test_odd_numbers_do_no_harm(method, told):
    draw(method, 99, -5, "か", [], caret=-3)
    draw(method, -7, 99, "き", [UNDERLINED] * 3, caret=99)
    assert told == [Composed("か", 0), Composed("き", 1)]


def test_an_input_method_that_ends_leaves_nothing_behind(method, told):
    draw(method, 0, 0, "か", caret=1)
    method._lost(None, None, None)
    assert told[-1] == Composed("")
    assert (method.context, method._spot) == (None, None)
    method.enable((1.0, 2.0, 3.0, 4.0))
    method.enable(None)


# -- The one that X11 has itself


@pytest.fixture
def display(open_window):
    display = open_window(size=(60, 40), visible=False)
    if not display._window._x_ic:
        pytest.skip("the locale has no input method")
    return display


def test_x11_has_one_that_tells_nothing(display):
    assert not display._window._input_method._tells
    display.set_text_input((1.0, 2.0, 3.0, 4.0))
    display.set_text_input(None)


def test_after_one_has_ended_there_is_another(display, monkeypatch):
    window = display._window
    method = window._input_method
    before = window.display._x_im
    method._lost(None, None, None)
    window._find_input_method()
    assert window._x_ic == method.context
    assert window._x_ic
    assert window.display._x_im != before


def test_without_any_there_is_none(display, monkeypatch):
    from pyglet.libs.x11 import xlib

    from engine.display.pyglet.x11_input_method import InputMethod

    class Display:
        _x_im = None
        _display = None

    monkeypatch.setattr(xlib, "XOpenIM", lambda *of: None)
    assert InputMethod(Display(), 0, lambda *of: None).context is None


# -- A real one

PROGRAM = """
import sys, threading, time
from ctypes import CDLL
from engine.display.pyglet.display import PygletDisplay
from engine.display.display import Composed
from engine.net.poller import Poller
from engine.runner.sleep import Sleep
from pyglet.libs.x11 import xlib

display, sleep = PygletDisplay(size=(100, 80)), Sleep(Poller())
display.draw([], None)
test, connection = CDLL("libXtst.so.6"), xlib.XOpenDisplay(None)
codes = {" ": 65, "a": 38, "k": 45, "\\n": 36}
taken = []

def until(enough):
    end = time.perf_counter() + 10
    while not enough():
        assert time.perf_counter() < end, taken
        taken.extend(display.events())
        sleep.sleep(display, 0.02)

def typed():
    return "".join(chr(e.unicode) for e in taken if getattr(e, "unicode", 0))

def key(*chars):
    for down in (True, False):
        for char in chars if down else reversed(chars):
            test.XTestFakeKeyEvent(connection, codes.get(char, 50), down, 0)
    xlib.XSync(connection, False)

until(lambda: taken)
display.set_text_input((10.0, 10.0, 1.0, 20.0))
for attempt in range(50):  # until the input method has heard that it is wanted
    key("shift", " ")
    key("k")
    until(lambda: taken and (isinstance(taken[-1], Composed) or typed().endswith("k")))
    if isinstance(taken[-1], Composed):
        break
key("a")
until(lambda: Composed("か", 1) in taken)
key("\\n")
until(lambda: typed().endswith("か"))
key("k")
until(lambda: taken[-1] == Composed("k", 1))
display.set_text_input(None)
until(lambda: taken[-1] == Composed(""))
display.set_text_input((10.0, 30.0, 1.0, 20.0))
key("k")
until(lambda: taken[-1] == Composed("k", 1) or typed().endswith("kk"))
print("ended", flush=True)
sys.stdin.readline()
until(lambda: taken[-1] in (Composed(""), Composed("", 0, 0)))
key("a")
until(lambda: typed().endswith("a"))
display.close()
print("done")
"""


def has_locale():
    done = subprocess.run(["locale", "-a"], capture_output=True, text=True, check=False)
    return "ja_JP.utf8" in done.stdout


@pytest.mark.skipif(shutil.which("uim-xim") is None, reason="uim-xim is not installed")
@pytest.mark.skipif(not has_locale(), reason=f"there is no locale {LOCALE}")
def test_a_real_one_composes_commits_and_may_end(x_server):
    environment = os.environ | {"DISPLAY": x_server, "LC_ALL": LOCALE, "XMODIFIERS": "@im=uim"}
    server = subprocess.Popen(
        ["uim-xim", "--engine=anthy-utf8"],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    with server:
        program = subprocess.Popen(
            [sys.executable, "-c", PROGRAM],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        watchdog = threading.Timer(60, program.kill)
        watchdog.start()
        with program:
            first = program.stdout.readline()
            server.kill()
            out, err = program.communicate("go on\n")
        watchdog.cancel()
    assert (first, out) == ("ended\n", "done\n"), err
