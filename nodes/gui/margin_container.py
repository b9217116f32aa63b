"""MarginContainer: leaves room around its children."""

from __future__ import annotations

from engine import Vector2

from .container import Container


class MarginContainer(Container):
    """Leaves room around its children: the theme constants margin_left, margin_top and so on.

    Source: Godot 3.6's `MarginContainer`.
    """

    def _sides_(self) -> tuple[int, int, int, int]:
        get = self.get_constant
        return get("margin_left"), get("margin_top"), get("margin_right"), get("margin_bottom")

    def _content_minimum_(self) -> Vector2:
        left, top, right, bottom = self._sides_()
        width, height = self._largest_()
        return Vector2(width + left + right, height + top + bottom)

    def _sort_children_(self) -> None:
        left, top, right, bottom = self._sides_()
        width, height = self._size_
        for child in self._laid_out_():
            self._fit_(child, left, top, width - left - right, height - top - bottom)
