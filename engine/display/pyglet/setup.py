"""How pyglet is set up: for windows, or for pictures without a screen; and what is said if it fails."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from ..error import DisplayError


def on_x11() -> bool:
    """Return True on a system whose windows are those of X11."""
    return sys.platform.startswith("linux")


def load_pyglet(offscreen: bool) -> None:
    """Import pyglet and set it up, which can be done in one way only in a process."""
    try:
        import pyglet
    except ImportError as error:
        raise DisplayError(f"A window needs pyglet: pip install 'pyglet>=2.1,<3' ({error}).") from error
    options = pyglet.options
    if "pyglet.gl" not in sys.modules:
        options.headless = offscreen
        options.shadow_window = False  # it would share what each of our windows has for itself
        if "PYGLET_DEBUG_GL" not in os.environ:
            options.debug_gl = False  # it would ask for errors after every call
    elif options.headless != offscreen:
        raise DisplayError(
            "A process either opens windows or draws without a screen, and this one has begun with the other:"
            " run another one."
        )


@contextmanager
def opening(offscreen: bool) -> Iterator[None]:
    """Load pyglet for the block, which opens a display. DisplayError if it cannot, whatever goes wrong."""
    try:
        if offscreen or not on_x11():
            load_pyglet(offscreen)
            yield
        else:
            with _screen():  # looked for before pyglet has settled on having one
                load_pyglet(offscreen)
                yield
    except DisplayError:
        raise
    except Exception as error:
        raise DisplayError(
            f"No window can be opened: {type(error).__name__}: {error}. It needs a screen and OpenGL 3.3;"
            " `python -m engine doctor` says what is there."
        ) from error


@contextmanager
def _screen() -> Iterator[None]:
    """Keep a connection to the X server: one that loses its last client starts anew, and hears nobody."""
    name = os.environ.get("DISPLAY")
    if not name:
        raise DisplayError("No window can be opened: there is no screen, as DISPLAY is not set.")
    try:
        from pyglet.libs.x11 import xlib
    except ImportError as error:
        raise DisplayError(f"A window needs pyglet and X11: {error}.") from error
    connection = xlib.XOpenDisplay(None)
    if not connection:
        raise DisplayError(f"No window can be opened: there is no screen {name!r}, which DISPLAY names.")
    try:
        yield
    finally:
        xlib.XCloseDisplay(connection)
