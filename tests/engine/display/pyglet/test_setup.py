"""What is said when no window can be opened."""

import os
import subprocess
import sys

import pytest

from engine.display.error import DisplayError
from engine.display.pyglet.display import PygletDisplay


@pytest.fixture
def display(open_window):
    return open_window(size=(60, 40), visible=False)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems have no DISPLAY")
@pytest.mark.parametrize(("name", "said"), [("", "DISPLAY is not set"), (":4711", "':4711'")])
def test_without_a_screen_there_is_no_window(monkeypatch, name, said):
    monkeypatch.setenv("DISPLAY", name)
    with pytest.raises(DisplayError, match=said):
        PygletDisplay()


def test_whatever_goes_wrong_is_explained(open_window, monkeypatch):
    from engine.display.pyglet import window as pyglet_window

    def fail(**attributes):
        raise RuntimeError("no such config")

    monkeypatch.setattr(pyglet_window, "unshared_context", fail)
    with pytest.raises(DisplayError, match=r"RuntimeError: no such config.*python -m engine doctor"):
        open_window()


def test_a_program_that_the_driver_does_not_take_is_explained(display):
    from engine.display.pyglet.shaders import QUADS, build_program

    with pytest.raises(DisplayError, match="graphics driver"):
        build_program(("nonsense", QUADS[1]))


def test_a_process_with_windows_cannot_draw_without_a_screen(display):
    with pytest.raises(DisplayError, match="run another one"):
        PygletDisplay(offscreen=True)


def test_without_pyglet_it_is_said_how_to_get_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "pyglet", None)
    with pytest.raises(DisplayError, match="pip install"):
        PygletDisplay(offscreen=True)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems have no X11")
def test_without_x11_there_is_no_window(monkeypatch, x_server):
    monkeypatch.setenv("DISPLAY", x_server)
    monkeypatch.setitem(sys.modules, "pyglet.libs.x11", None)
    with pytest.raises(DisplayError, match="X11"):
        PygletDisplay()


def test_whoever_asks_opengl_for_errors_gets_them():
    code = (
        "import pyglet; from engine.display.pyglet.setup import load_pyglet; load_pyglet(True);"
        "print(pyglet.options.debug_gl)"
    )
    for debug, expected in (({"PYGLET_DEBUG_GL": "True"}, "True"), ({}, "False")):
        environment = {k: v for k, v in os.environ.items() if k != "PYGLET_DEBUG_GL"} | debug
        done = subprocess.run(
            [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
        )
        assert done.stdout.strip() == expected
