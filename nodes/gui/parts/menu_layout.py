"""MenuLayout: how the entries of a menu are laid out and drawn."""

from __future__ import annotations

from collections.abc import Sequence

from engine import Rect2, Vector2

from ...canvas.canvas_item import CanvasItem
from ..theme.icon import Icon, draw_icon
from ..theme.themed import Themed
from .menu_item import RADIO_BUTTON, MenuItem


class MenuLayout:
    """Entries in rows, and what is in a row in columns: check, icon, text, and key or arrow."""

    __slots__ = ("_checks", "_icons", "_items", "_theme", "rows", "size")

    rows: list[tuple[float, float]]
    """Top and height of each entry."""
    size: Vector2
    """That the menu needs, its panel too."""

    def __init__(self, items: Sequence[MenuItem], theme: Themed) -> None:
        self._items = items
        self._theme = theme
        self.rows = []
        panel, hover = theme.get_stylebox("panel"), theme.get_stylebox("hover")
        gap, line = theme.get_constant("vseparation"), theme.get_font("font").height
        top = start = panel.get_margin(1)
        for item in items:
            height = float(gap if item.separator and not item.text else line + gap)
            if item.icon is not None:
                height = max(height, item.icon.get_height() + gap)
            self.rows.append((top, height))
            top += height
        self._checks, self._icons, texts, ends = self._columns()
        width = self._checks + self._icons + texts + ends + hover.get_minimum_size()[0]
        self.size = Vector2(width, top - start) + panel.get_minimum_size()

    def _columns(self) -> tuple[float, float, float, float]:
        """Return how wide the checks, icons, texts and ends are, with what follows each."""
        font, gap = self._theme.get_font("font"), self._theme.get_constant("hseparation")
        checks = icons = texts = ends = 0.0
        for item in self._items:
            if item.check:
                checks = max(checks, _width(self._theme.get_icon("checked")) + gap)
            if item.icon is not None:
                icons = max(icons, item.icon.get_width() + gap)
            texts = max(texts, font.width(item.text))
            hint = item.hint()
            if hint:
                ends = max(ends, 3 * gap + font.width(hint))
            if item.submenu:
                ends = max(ends, 2 * gap + _width(self._theme.get_icon("submenu")))
        return checks, icons, texts, ends

    def index_at(self, y: float) -> int:
        """Return the entry at a height, -1 if there is none."""
        for index, (top, height) in enumerate(self.rows):
            if top <= y < top + height:
                return index
        return -1

    # -- Drawing -------------------------------------------------------------------------------

    def draw(self, canvas: CanvasItem, size: Vector2, current: int) -> None:
        """Draw the menu in a size, with an entry marked."""
        panel, hover = self._theme.get_stylebox("panel"), self._theme.get_stylebox("hover")
        canvas.draw_style_box(panel, Rect2(Vector2.ZERO, size))
        left, width = panel.get_margin(0), size[0] - panel.get_minimum_size()[0]
        for index, (item, (top, height)) in enumerate(zip(self._items, self.rows, strict=True)):
            row = Rect2(left, top, width, height)
            if item.separator:
                self._draw_separator(canvas, item, row)
                continue
            if index == current:
                canvas.draw_style_box(hover, row)
            inner = row.grow_individual(-hover.get_margin(0), 0, -hover.get_margin(2), 0)
            self._draw_item(canvas, item, inner, index == current)

    def _draw_item(self, canvas: CanvasItem, item: MenuItem, row: Rect2, marked: bool) -> None:
        theme, font = self._theme, self._theme.get_font("font")
        x, y, width, height = row
        middle = y + height / 2
        if item.check:
            _draw_icon(canvas, self._check(item), x, middle)
        _draw_icon(canvas, item.icon, x + self._checks, middle)
        state = "_disabled" if item.disabled else "_hover" if marked else ""
        color = theme.get_color(f"font_color{state}")
        baseline = float(round(middle - font.height / 2 + font.ascent))
        canvas.draw_string(font, Vector2(x + self._checks + self._icons, baseline), item.text, color)
        if item.submenu:
            arrow = theme.get_icon("submenu")
            _draw_icon(canvas, arrow, x + width - _width(arrow), middle)
            return
        hint = item.hint()
        if hint:
            paint = color if state else theme.get_color("font_color_accel")
            canvas.draw_string(font, Vector2(x + width - font.width(hint), baseline), hint, paint)

    def _check(self, item: MenuItem) -> Icon | None:
        """Return what shows whether an entry is checked."""
        name = f"{'radio_' if item.check == RADIO_BUTTON else ''}{'' if item.checked else 'un'}checked"
        faint = self._theme.get_icon(f"{name}_disabled") if item.disabled else None
        return faint if faint is not None else self._theme.get_icon(name)

    def _draw_separator(self, canvas: CanvasItem, item: MenuItem, row: Rect2) -> None:
        theme, font = self._theme, self._theme.get_font("font_separator")
        if not item.text:
            canvas.draw_style_box(theme.get_stylebox("separator"), row)
            return
        x, y, width, height = row
        taken = font.width(item.text)
        side = max(0.0, (width - taken) / 2 - theme.get_constant("hseparation"))
        if side:
            canvas.draw_style_box(theme.get_stylebox("labeled_separator_left"), Rect2(x, y, side, height))
            right = Rect2(x + width - side, y, side, height)
            canvas.draw_style_box(theme.get_stylebox("labeled_separator_right"), right)
        at = Vector2(round(x + (width - taken) / 2), round(y + (height - font.height) / 2 + font.ascent))
        canvas.draw_string(font, at, item.text, theme.get_color("font_color_separator"))


def _width(icon: Icon | None) -> float:
    return icon.get_width() if icon is not None else 0.0


def _draw_icon(canvas: CanvasItem, icon: Icon | None, x: float, middle: float) -> None:
    if icon is not None:
        draw_icon(canvas, icon, Vector2(x, round(middle - icon.get_height() / 2)))
