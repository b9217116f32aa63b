"""TypingPlace: where in the window text is typed, so that an input method can show its list there."""

from __future__ import annotations

from engine import Rect2, SceneTree
from engine.canvas.commands import Matrix


class TypingPlace:
    """What a display was told of where text is typed. It is told again when that has changed."""

    __slots__ = ("_told",)

    def __init__(self) -> None:
        self._told: tuple[float, float, float, float] | None = None

    def show(self, tree: SceneTree, caret: Rect2, matrix: Matrix) -> None:
        """Text is typed at a caret, in the coordinates that `matrix` leads to the viewport's."""
        x, y, width, height = caret
        a, b, c, d, e, f = matrix
        x, y = a * x + c * y + e, b * x + d * y + f
        view = tree.display.view
        place = (
            x * view.scale_x + view.offset_x,
            y * view.scale_y + view.offset_y,
            width * abs(a) * view.scale_x,
            height * abs(d) * view.scale_y,
        )
        if place != self._told:
            self._told = place
            tree.display.set_text_input(place)

    def end(self, tree: SceneTree | None) -> None:
        """No text is typed any more."""
        if tree is not None and self._told is not None:
            self._told = None
            tree.display.set_text_input(None)
