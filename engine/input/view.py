"""View: where in a window the viewport is shown."""

from __future__ import annotations

from typing import NamedTuple


class View(NamedTuple):
    """Where viewport coordinates are in the window: window pixel = coordinate * scale + offset.

    `width` and `height` are the viewport's; what lies outside of it is black bars.
    """

    scale_x: float = 1.0
    scale_y: float = 1.0
    offset_x: float = 0.0
    offset_y: float = 0.0
    width: float = 0.0
    height: float = 0.0
