"""How the viewport fits into the window: Godot's stretch modes and aspects, as one pure function."""

from __future__ import annotations

from math import ceil, floor, isfinite
from typing import NamedTuple

from ..base.error import ScriptError
from ..input.view import View

MODE_DISABLED = 0
MODE_2D = 1
MODE_VIEWPORT = 2
ASPECT_IGNORE = 0
ASPECT_KEEP = 1
ASPECT_KEEP_WIDTH = 2
ASPECT_KEEP_HEIGHT = 3
ASPECT_EXPAND = 4


class Stretch(NamedTuple):
    """What `SceneTree.set_screen_stretch` was told."""

    mode: int = MODE_DISABLED
    aspect: int = ASPECT_IGNORE
    width: float = 0.0
    """The size that the scene is made for, in logical pixels."""
    height: float = 0.0
    scale: float = 1.0
    """How much larger everything is shown."""

    def check(self) -> Stretch:
        """Return this; ScriptError if a window cannot be filled so."""
        if self.mode not in range(3) or self.aspect not in range(5):
            raise ScriptError(
                f"There is no stretch mode {self.mode!r} with aspect {self.aspect!r}: use"
                " SceneTree.STRETCH_MODE_… and SceneTree.STRETCH_ASPECT_…"
            )
        if not (self.scale > 0 and isfinite(self.scale)):
            raise ScriptError(f"The scale of a stretch must be greater than 0, not {self.scale!r}.")
        sizes = (self.width, self.height)
        if self.mode != MODE_DISABLED and not all(size >= 1 and isfinite(size) for size in sizes):
            raise ScriptError(f"The minsize of a stretch must be 1 pixel at least, not {sizes!r}.")
        return self


def fitted(window_width: int, window_height: int, stretch: Stretch, pixel_scale: float = 1.0) -> View:
    """Return where in a window the viewport is shown, and how large it is.

    `pixel_scale` is how many window pixels a logical pixel of the desktop has; it counts where the
    viewport is as large as the window, in MODE_DISABLED.

    Source: Godot 3.6's `SceneTree::_update_root_rect`. Unlike Godot: a scale is kept to the digit, and
    the viewport rounded up, so that a window of an odd size is sharp; MODE_VIEWPORT is drawn as sharply
    as MODE_2D.
    """
    width, height = float(max(1, window_width)), float(max(1, window_height))
    if stretch.mode == MODE_DISABLED:
        scale = pixel_scale * stretch.scale
        return View(scale, scale, 0.0, 0.0, float(ceil(width / scale)), float(ceil(height / scale)))
    shown_width, shown_height = width, height
    size_x, size_y = stretch.width, stretch.height
    wider = width * size_y - height * size_x
    if stretch.aspect == ASPECT_IGNORE or abs(wider) < 1e-5 * width * size_y:
        pass
    elif wider > 0:
        if stretch.aspect in (ASPECT_KEEP_HEIGHT, ASPECT_EXPAND):
            size_x = size_y * width / height
        else:
            shown_width = height * size_x / size_y
    elif stretch.aspect in (ASPECT_KEEP_WIDTH, ASPECT_EXPAND):
        size_y = size_x * height / width
    else:
        shown_height = width * size_y / size_x
    shown_width, shown_height = max(1, floor(shown_width)), max(1, floor(shown_height))
    left = floor((width - shown_width) / 2 + 0.5)
    top = floor((height - shown_height) / 2 + 0.5)
    size_x = max(1, floor(floor(size_x) / stretch.scale))
    size_y = max(1, floor(floor(size_y) / stretch.scale))
    return View(
        shown_width / size_x,
        shown_height / size_y,
        float(left),
        float(top),
        float(size_x),
        float(size_y),
    )
