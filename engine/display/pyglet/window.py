"""The window that pyglet opens: what it tells goes to `Events`, and it draws nothing by itself."""

from __future__ import annotations

from typing import Any

import pyglet
from pyglet import gl

from ...input.cursor_image import CursorImage
from ...variant.vector2 import Vector2
from .events import Events


class Window(pyglet.window.Window):  # type: ignore[misc]
    """A window without what pyglet draws with, for a renderer of our own.

    On Windows and macOS this is all there is, and not tested; X11 has more, see `x11`.
    """

    _enable_event_queue = False  # events come as they are read, not from a queue of pyglet's

    bottom: float = 0.0
    """What pyglet calls the y of the lowest pixels, counted from below."""

    def __init__(self, events: Events, **options: Any) -> None:
        self.events = events
        self.exposed: bool = False
        self.captured: bool = False
        super().__init__(**options)

    def _create_projection(self) -> None:
        """Leave out pyglet's own program."""

    def _on_internal_resize(self, width: int, height: int) -> None:
        self.exposed = True
        self.events.resized(*self.get_framebuffer_size())

    def _on_internal_scale(self, scale: float, dpi: int) -> None:
        self.exposed = True

    def ratio(self) -> float:
        """Return how many pixels a unit of the window's coordinates has: 2 on some screens of a Mac."""
        width = self.get_size()[0]
        return float(self.get_framebuffer_size()[0] / width) if width else 1.0

    def capture(self, captured: bool) -> None:
        """Keep the pointer in the middle of the window, and tell of its motions alone; or let it go."""
        if captured != self.captured:
            self.captured = captured
            self.set_exclusive_mouse(captured)
            if captured:
                self.events.entered(*self._point(0.0, 0.0))

    def _point(self, x: float, y: float) -> tuple[float, float]:
        ratio = self.ratio()
        if self.captured:
            return self.width * ratio / 2, self.height * ratio / 2
        return x * ratio, (self.height - self.bottom - y) * ratio

    def set_caret(self, caret: tuple[float, float, float, float] | None) -> None:
        """Tell input methods where text is typed, None if it is not. Here pyglet has no way to."""

    def request_attention(self) -> None:
        """Have the desktop point at the window. Here pyglet has no way to."""

    def image_cursor(self, image: CursorImage) -> Any:
        """Return a cursor that looks so, for `set_mouse_cursor`."""
        width, height, rgba, x, y = image
        picture = pyglet.image.ImageData(width, height, "RGBA", rgba, pitch=-4 * width)
        return pyglet.window.ImageMouseCursor(picture, x, height - y, acceleration=True)

    def free_cursor(self, cursor: Any) -> None:
        """Let go of what `image_cursor` has made, which is not shown any more."""

    # -- Clipboard: at once here, later on X11 ---------------------------------------------------

    def answers(self) -> list[tuple[Any, str]]:
        """Return the callbacks of `ask_clipboard` that can be called now, with their texts."""
        return []

    def has_answers(self) -> bool:
        """Return True if `answers` has some."""
        return False

    def ask_clipboard(self, callback: Any) -> None:
        """Call back with the text of the clipboard, now or by way of `answers`."""
        callback(self.get_clipboard_text() or "")

    # -- What pyglet calls -------------------------------------------------------------------------

    def on_key_press(self, symbol: int, modifiers: int) -> None:
        """See `Events`. Escape is a key as any other."""
        self.events.key_pressed(symbol, modifiers)

    def on_key_release(self, symbol: int, modifiers: int) -> None:
        """See `Events`."""
        self.events.key_released(symbol, modifiers)

    def on_text(self, text: str) -> None:
        """See `Events`."""
        self.events.text_entered(text)

    def on_text_motion(self, motion: int) -> None:
        """See `Events`."""
        self.events.text_moved(motion)

    def on_text_motion_select(self, motion: int) -> None:
        """See `Events`."""
        self.events.text_moved(motion)

    def on_mouse_motion(self, x: float, y: float, dx: float, dy: float) -> None:
        """See `Events`."""
        if self.captured:
            self.events.moved_by(*self._point(x, y), Vector2(dx, -dy) * self.ratio())
        else:
            self.events.moved(*self._point(x, y))

    def on_mouse_drag(self, x: float, y: float, dx: float, dy: float, buttons: int, modifiers: int) -> None:
        """See `Events`."""
        self.on_mouse_motion(x, y, dx, dy)

    def on_mouse_press(self, x: float, y: float, button: int, modifiers: int) -> None:
        """See `Events`."""
        self.events.button(*self._point(x, y), button, modifiers, True)

    def on_mouse_release(self, x: float, y: float, button: int, modifiers: int) -> None:
        """See `Events`."""
        self.events.button(*self._point(x, y), button, modifiers, False)

    def on_mouse_scroll(self, x: float, y: float, scroll_x: float, scroll_y: float) -> None:
        """See `Events`."""
        self.events.scrolled(*self._point(x, y), scroll_x, scroll_y)

    def on_mouse_enter(self, x: float, y: float) -> None:
        """See `Events`."""
        self.events.entered(*self._point(x, y))

    def on_mouse_leave(self, x: float, y: float) -> None:
        """See `Events`."""
        self.events.left()

    def on_activate(self) -> None:
        """See `Events`."""
        self.events.focused(True)

    def on_deactivate(self) -> None:
        """See `Events`."""
        self.events.focused(False)

    def on_expose(self) -> None:
        """Note that the window has to be painted again."""
        self.exposed = True

    def on_show(self) -> None:
        """Note that the window has to be painted again."""
        self.exposed = True

    def on_close(self) -> None:
        """See `Events`. Whether the window closes is for the tree to say."""
        self.events.close_requested()


def unshared_context(**attributes: int) -> Any:
    """Return an OpenGL context of its own: what is made in it goes with it."""
    screen = pyglet.display.get_display().get_default_screen()
    template = gl.Config(  # type: ignore[abstract]
        red_size=8, green_size=8, blue_size=8, major_version=3, minor_version=3, **attributes
    )
    return screen.get_best_config(template).create_context(None)
