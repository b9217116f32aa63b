"""PygletDisplay: a window, by way of pyglet and OpenGL; or pictures of one, without any screen."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from ...canvas.drawing import Drawing
from ...canvas.png import write_png
from ...input.view import View
from ..display import MOUSE_MODE_CAPTURED, SHOW_POINTER, Display, Monitor, Pending, Readable, WindowEvent
from ..drivers import DisplayOptions
from .setup import on_x11, opening

if TYPE_CHECKING:
    from ...input.cursor_image import CursorImage
    from ...input.event import InputEvent

_LONGEST = 16384
_CURSORS = (
    *(None, "text", "hand", "crosshair", "wait", "wait_arrow", "size", "hand", "no", "size_up_down"),
    *("size_left_right", "size_up_right", "size_up_left", "size", "size_up_down", "size_left_right", "help"),
)
"""pyglet's names of the `Control.CURSOR_…`."""


def open_display(options: DisplayOptions) -> PygletDisplay:
    """Open a window or, if none is to be seen, what pictures of one can be made of. DisplayError if not."""
    return PygletDisplay(options.title, options.size, scale=options.scale, offscreen=not options.visible)


class PygletDisplay(Display):
    """A window of the desktop. DisplayError if none can be opened.

    `size` is in logical pixels; the window has `scale` times as many of its own: as many
    as is usual on this screen, unless it is given. With `offscreen` nothing is seen and no screen is
    needed, but screenshots can be made; a process has either such displays or windows. On Windows and
    macOS this is not tested.
    """

    name = "pyglet"

    def __init__(
        self,
        title: str = "",
        size: tuple[int, int] = (1024, 600),
        *,
        scale: float | None = None,
        visible: bool = True,
        resizable: bool = True,
        offscreen: bool = False,
    ) -> None:
        self._offscreen = offscreen
        self._drawings: Sequence[Drawing] = ()
        self._cursors: dict[str | None, Any] = {}
        self._cursor_images: dict[int, Any] = {}
        self._cursor = 0
        self._clipboard = ""
        self._window: Any = None
        super().__init__()
        with opening(offscreen):
            from .events import Events

            self._events = Events()
            if offscreen:
                self._open_nothing(*size, scale)
            else:
                self._open_window(*size, title, scale, resizable)
            from .renderer import Renderer

            self._switch_to()
            self._renderer = Renderer()
            window: Any = self._window
            self.drawn_by: str = window.context.get_info().get_renderer()
        self._to_show = visible and not offscreen
        self._events.resized(*self.window_size)
        self._events.take()

    def _open_nothing(self, width: float, height: float, scale: float | None) -> None:
        from .window import Window, unshared_context

        context = unshared_context(alpha_size=8)
        self._window = Window(self._events, width=16, height=16, context=context, config=context.config)
        self.scale: float = scale or 1.0
        self.window_size: tuple[int, int] = (_length(width * self.scale), _length(height * self.scale))

    def _open_window(
        self, width: float, height: float, title: str, scale: float | None, resizable: bool
    ) -> None:
        from .window import Window, unshared_context

        make = Window
        if on_x11():
            from .x11 import X11Window as make
        context = unshared_context(double_buffer=1, depth_size=24)
        screen = context.config.screen
        mac = sys.platform == "darwin"  # a window there is measured in logical pixels anyway
        usual = 1.0 if mac else max(1.0, screen.get_dpi() / 96.0)
        self._window = make(
            self._events,
            width=_length(width * (scale or usual)),
            height=_length(height * (scale or usual)),
            caption=_plain(title),
            resizable=resizable,
            visible=False,  # until there is something to be seen in it
            vsync=False,  # the runner waits, not the screen
            context=context,
            config=context.config,
        )
        self.scale = scale or usual * self._window.ratio()
        self.window_size = self._window.get_framebuffer_size()

    # -- What is shown -------------------------------------------------------------------------

    @property
    def view(self) -> View:
        """See the base."""
        return self._view

    @view.setter
    def view(self, view: View) -> None:
        self._view = view
        self._stale = True

    @property
    def clear_color(self) -> tuple[float, float, float, float]:
        """See the base."""
        return self._clear_color

    @clear_color.setter
    def clear_color(self, color: tuple[float, float, float, float]) -> None:
        self._clear_color = color
        self._stale = True

    def draw(self, drawings: Sequence[Drawing], changed: Sequence[int] | None) -> None:
        """See the base."""
        if self._window is None:
            return
        self._drawings = drawings
        self._switch_to()
        self._renderer.update(drawings, changed, self._raster())
        self._paint()

    def _raster(self) -> float:
        """Return how many pixels glyphs have for each logical one."""
        return max(1e-3, min(64.0, abs(self._view.scale_y)))

    def _switch_to(self) -> None:
        self._window.switch_to()

    def _paint(self) -> None:
        self._stale = self._window.exposed = False
        if self._to_show:
            self._show()
        if not self._offscreen:
            self._renderer.paint(*self.window_size, self._view, self._clear_color)
            self._window.flip()

    def _show(self) -> None:
        """Show the window, now that there is something in it."""
        self._to_show = False
        self._window.set_visible(True)
        self._window.activate()
        self._window.switch_to()

    def screenshot(self, path: str) -> None:
        """See the base."""
        if self._window is None:
            raise OSError(f"No screenshot {path!r}: the window is closed.")
        self._switch_to()
        self._renderer.update(self._drawings, (), self._raster())
        width, height = self.window_size
        write_png(path, width, height, self._renderer.picture(width, height, self._view, self._clear_color))

    # -- Events and sleep ----------------------------------------------------------------------

    def events(self) -> list[InputEvent | WindowEvent]:
        """See the base."""
        if self._window is None:
            return []
        self._read()
        if self._stale or self._window.exposed:
            self.draw(self._drawings, ())
        for callback, text in self._window.answers():
            callback(text)
        return self._events.take()

    def pending(self) -> Pending:
        """See the base."""
        if self._window is None or self._offscreen:
            return "nothing"
        if self._to_show:
            self.draw(self._drawings, ())
        self._read()
        if self._stale or self._window.exposed or self._window.has_answers():
            return "urgent"
        return self._events.pending()

    @property
    def connection(self) -> Readable | None:
        """See the base. On X11 it is that to the server."""
        if self._window is None or self._offscreen or not on_x11():
            return None
        connection: Readable = self._window.display
        return connection

    def nap(self, seconds: float) -> bool:
        """See the base."""
        if self._window is None or self._offscreen:
            return False
        from pyglet import app

        app.platform_event_loop.step(seconds)
        return True

    def _read(self) -> None:
        """Let pyglet read what has happened, and tell us."""
        if self._offscreen:
            return
        if on_x11():
            if self._window.display.poll():
                self._window.display.select()
        else:
            from pyglet import app

            app.platform_event_loop.step(0)
        self.window_size = self._window.get_framebuffer_size()

    def monitors(self) -> list[Monitor]:
        """See the base."""
        if self._window is None or self._offscreen:
            return super().monitors()
        from pyglet.display import get_display

        found: list[Any] = get_display().get_screens()
        return [Monitor(one.x, one.y, one.width, one.height, round(one.get_dpi())) for one in found]

    # -- Window --------------------------------------------------------------------------------

    def set_title(self, title: str) -> None:
        """See the base."""
        if not self._offscreen and self._window is not None:
            self._window.set_caption(_plain(title))

    def set_window_size(self, width: int, height: int) -> None:
        """See the base."""
        if self._offscreen:
            self.window_size = (_length(width), _length(height))
            self._events.resized(*self.window_size)
        elif self._window is not None:
            ratio = self._window.ratio()
            self._window.set_size(_length(width / ratio), _length(height / ratio))

    def set_min_size(self, width: int, height: int) -> None:
        """See the base."""
        if self._window is None:
            return
        if not self._offscreen:
            ratio = self._window.ratio()
            self._window.set_minimum_size(_length(width / ratio), _length(height / ratio))
        before = self.window_size
        if before[0] < width or before[1] < height:
            self.set_window_size(max(before[0], width), max(before[1], height))

    def request_attention(self) -> None:
        """See the base."""
        if not self._offscreen and self._window is not None:
            self._window.request_attention()

    def get_clipboard(self, callback: Callable[[str], None]) -> None:
        """See the base."""
        if self._offscreen or self._window is None:
            callback(self._clipboard)
        else:
            self._window.ask_clipboard(callback)

    def set_clipboard(self, text: str) -> None:
        """See the base."""
        self._clipboard = text
        if not self._offscreen and self._window is not None:
            self._window.set_clipboard_text(text)

    def set_cursor(self, shape: int) -> None:
        """See the base."""
        self._cursor = shape
        if self._offscreen or self._window is None:
            return
        if shape in self._cursor_images:
            self._window.set_mouse_cursor(self._cursor_images[shape])
            return
        name = _CURSORS[shape] if 0 <= shape < len(_CURSORS) else None
        if name not in self._cursors:
            self._cursors[name] = self._window.get_system_mouse_cursor(name)
        self._window.set_mouse_cursor(self._cursors[name])

    def set_cursor_image(self, shape: int, image: CursorImage | None) -> None:
        """See the base."""
        if self._offscreen or self._window is None:
            return
        before = self._cursor_images.pop(shape, None)
        if image is not None:
            self._switch_to()
            self._cursor_images[shape] = self._window.image_cursor(image)
        if shape == self._cursor:
            self.set_cursor(shape)
        if before is not None:
            self._window.free_cursor(before)

    def set_mouse_mode(self, mode: int) -> None:
        """See the base."""
        if not self._offscreen and self._window is not None:
            self._window.capture(mode == MOUSE_MODE_CAPTURED)
            self._window.set_mouse_visible(mode in SHOW_POINTER)

    def set_text_input(self, caret: tuple[float, float, float, float] | None) -> None:
        """See the base."""
        if self._window is not None:
            self._window.set_caret(caret)

    def close(self) -> None:
        """See the base."""
        if self._window is not None:
            window, self._window = self._window, None
            window.close()


def _length(length: float) -> int:
    return max(1, min(_LONGEST, round(length)))


def _plain(title: str) -> str:
    """Return a title as the desktop takes it."""
    return title.replace("\0", "").encode(errors="replace").decode() or "Estragon"
