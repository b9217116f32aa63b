"""Constants that GDScript has everywhere: sides, corners, directions, alignments. `engine.input` has keys."""

from __future__ import annotations

from typing import Final

MARGIN_LEFT: Final = 0
MARGIN_TOP: Final = 1
MARGIN_RIGHT: Final = 2
MARGIN_BOTTOM: Final = 3

CORNER_TOP_LEFT: Final = 0
CORNER_TOP_RIGHT: Final = 1
CORNER_BOTTOM_RIGHT: Final = 2
CORNER_BOTTOM_LEFT: Final = 3

HORIZONTAL: Final = 0
VERTICAL: Final = 1

HALIGN_LEFT: Final = 0
HALIGN_CENTER: Final = 1
HALIGN_RIGHT: Final = 2

VALIGN_TOP: Final = 0
VALIGN_CENTER: Final = 1
VALIGN_BOTTOM: Final = 2
