"""ListLayout: how the entries of a list are laid out and drawn."""

from __future__ import annotations

from engine import Rect2, Vector2
from engine.text.font import Font
from engine.variant.surrogates import without_surrogates

from ...canvas.canvas_item import CanvasItem
from ..theme.icon import Icon
from ..theme.themed import Themed
from .list_grid import ListGrid
from .list_items import ListItem, ListItems

ICON_MODE_TOP, ICON_MODE_LEFT = range(2)


class ListLayout:
    """Places entries in one or more columns when that is asked for, and draws those that are seen.

    Source: Godot 3.6's `ItemList`.
    """

    __slots__ = (
        "_placed_for",
        "_stale_from",
        "fixed_column_width",
        "fixed_icon_size",
        "grid",
        "icon_mode",
        "icon_scale",
        "max_columns",
        "max_text_lines",
        "same_column_width",
    )

    def __init__(self) -> None:
        self.grid: ListGrid = ListGrid()
        self.max_columns: int = 1  # 0 for as many as fit
        self.same_column_width: bool = False
        self.fixed_column_width: int = 0
        self.max_text_lines: int = 1  # below an icon
        self.icon_mode: int = ICON_MODE_LEFT
        self.icon_scale: float = 1.0
        self.fixed_icon_size: Vector2 = Vector2.ZERO
        self._placed_for: object = None  # the room that entries were placed in
        self._stale_from = 0  # the first entry that has to be placed anew

    def changed(self, first: int = 0) -> None:
        """Take note that entries from `first` on came, went or changed their size."""
        self._stale_from = min(self._stale_from, first)

    def arrange(self, items: ListItems, theme: Themed, room: float) -> None:
        """Place the entries in a width, if anything has changed."""
        placed_for = (room if self.max_columns != 1 else None, self.max_columns)
        if placed_for != self._placed_for:
            self._placed_for, self._stale_from = placed_for, 0
        first, count = self._stale_from, len(items)
        if first > count or (first == count == len(self.grid.sizes)):
            return
        sizes = [self._needed(items[index], theme) for index in range(first, count)]
        self.grid.arrange(sizes, first, self.max_columns, room, self.same_column_width)
        self._stale_from = count

    def _needed(self, item: ListItem, theme: Themed) -> tuple[float, float]:
        """Return how much room an entry needs."""
        font = theme.get_font("font")
        text_height = float(font.height)
        width = 0.0
        if item.text and self.max_columns != 1:
            width = self.fixed_column_width or font.width(item.text)
        height = text_height if item.text or item.icon is None else 0.0
        if item.icon is not None:
            across, down = self.icon_size(item)
            margin = theme.get_constant("icon_margin") if item.text else 0
            if self.icon_mode == ICON_MODE_TOP:
                if item.text and self.max_text_lines > 1:
                    height = (text_height + theme.get_constant("line_separation")) * self.max_text_lines
                width, height = max(width, across), height + down + margin
            else:
                width, height = width + across + margin, max(height, down)
        if self.fixed_column_width:
            width = float(self.fixed_column_width)
        across, down = theme.get_constant("hseparation"), theme.get_constant("vseparation")
        return width + 2 * across, height + 2 * down

    def icon_size(self, item: ListItem) -> tuple[float, float]:
        """Return how large the icon of an entry is shown, (0, 0) if it has none."""
        icon = item.icon
        if icon is None:
            return 0.0, 0.0
        if self.fixed_icon_size[0] > 0 and self.fixed_icon_size[1] > 0:
            width, height = self.fixed_icon_size
        elif item.icon_region is not None:
            width, height = item.icon_region.size
        else:
            width, height = float(icon.get_width()), float(icon.get_height())
        return width * self.icon_scale, height * self.icon_scale

    def cuts_off(self, item: ListItem, width: float, theme: Themed) -> bool:
        """Return True if the text of an entry is not seen whole in a cell of a width."""
        if item.icon is not None and self.icon_mode == ICON_MODE_LEFT:
            width -= self.icon_size(item)[0] + theme.get_constant("icon_margin")
        return theme.get_font("font").width(item.text) > width - 2 * theme.get_constant("hseparation")

    # -- Drawing -------------------------------------------------------------------------------

    def draw(
        self, layer: CanvasItem, item: ListItem, cell: Rect2, theme: Themed, focus: bool, current: bool
    ) -> None:
        """Draw an entry in its cell; `focus` is that of the list, and `current` if it is marked."""
        if item.custom_bg is not None:
            layer.draw_rect(cell, item.custom_bg)
        if item.selected:
            layer.draw_style_box(theme.get_stylebox("selected_focus" if focus else "selected"), cell)
        across, down = theme.get_constant("hseparation"), theme.get_constant("vseparation")
        x, y, width, height = cell
        inside = Rect2(x + across, y + down, width - 2 * across, height - 2 * down)
        if item.icon is not None:
            inside = self._draw_icon(layer, item, item.icon, inside, theme.get_constant("icon_margin"))
        if item.text:
            self._draw_text(layer, item, inside, theme)
        if current:
            layer.draw_style_box(theme.get_stylebox("cursor" if focus else "cursor_unfocused"), cell)

    def _draw_icon(self, layer: CanvasItem, item: ListItem, icon: Icon, inside: Rect2, margin: int) -> Rect2:
        """Draw an icon; return the room that is left for the text."""
        width, height = self.icon_size(item)
        (x, y), size = inside.position, inside.size
        r, g, b, a = item.icon_modulate
        tint = (r, g, b, a * 0.5) if item.disabled else item.icon_modulate
        if self.icon_mode == ICON_MODE_TOP:
            place = Vector2(x + int((size[0] - width) / 2), y)
            rest = Rect2(x, y + height + margin, size[0], size[1] - height - margin)
        else:
            place = Vector2(x, y + int((size[1] - height) / 2))
            rest = Rect2(x + width + margin, y, size[0] - width - margin, size[1])
        region = item.icon_region or Rect2(0, 0, icon.width, icon.height)
        fit = min(width / region.size[0], height / region.size[1])
        shown = region.size * fit
        place += ((Vector2(width, height) - shown) / 2).floor()
        layer.draw_texture_rect_region(icon, Rect2(place, shown), region, tint)
        return rest

    def _draw_text(self, layer: CanvasItem, item: ListItem, inside: Rect2, theme: Themed) -> None:
        font = theme.get_font("font")
        color = theme.get_color("font_color") if item.custom_fg is None else item.custom_fg
        if item.selected:
            color = theme.get_color("font_color_selected")
        r, g, b, a = color
        paint = (r, g, b, a * 0.5) if item.disabled else (r, g, b, a)
        text = without_surrogates(item.text).replace("\n", " ")
        x, y, width, height = inside
        if self.icon_mode == ICON_MODE_LEFT:
            top = y + int((height - font.height) / 2)
            layer.draw_string(font, Vector2(x, top + font.ascent), _cut(text, font, width), paint)
            return
        lines = [text]
        if self.max_text_lines > 1:
            places = font.wrap(text, width)[: self.max_text_lines]
            lines = [text[start:end] for start, end in places]
        for number, line in enumerate(lines):
            left = x + max(0, int((width - font.width(line)) / 2))
            top = y + number * (font.height + theme.get_constant("line_separation"))
            layer.draw_string(font, Vector2(left, top + font.ascent), _cut(line, font, width), paint)


def _cut(text: str, font: Font, width: float) -> str:
    """Return a text as far as it fits, with an ellipsis if it does not."""
    if font.width(text) <= width:
        return text
    return text[: font.fit(text, width - font.advance("…"))] + "…" if width > font.advance("…") else ""
