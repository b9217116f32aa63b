"""ItemListView: the entries of a list that are seen. The base of ItemList."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engine import Node, Rect2, Vector2
from engine.canvas.texture import Texture
from engine.text.font import Font
from engine.variant.surrogates import without_surrogates

from ..canvas.canvas_item import CanvasItem
from .control import Control
from .item_list_looks import ItemListLooks
from .list_items import ListItem
from .parts.list_grid import ListGrid
from .scroll_bar import VScrollBar
from .scrolled_pane import ClippedLayer
from .theme.icon import Icon, draw_icon

if TYPE_CHECKING:
    from typing import Self


class ItemListView(ItemListLooks):
    """Places entries when the list is drawn, and draws those that are seen."""

    _grid_: ListGrid
    _layer_: ClippedLayer
    _bar_: VScrollBar
    _stale_from_: int = 0
    """The first entry that has to be placed anew."""
    _placed_for_: Any = None
    """The room that entries were placed in."""
    _show_current_: bool = False
    """Scroll to the current entry when it is drawn."""

    def __new__(cls, *args: Any, **kwargs: Any) -> Self:
        """Make it complete, so that a subclass need not call `super().__init__()`."""
        self = super().__new__(cls, *args, **kwargs)
        self._grid_ = ListGrid()
        layer = self._layer_ = ClippedLayer()
        layer._name_ = "_entries"
        layer.draw.connect(self._draw_entries_)
        bar = self._bar_ = VScrollBar()
        bar._name_ = "_v_scroll"
        bar.visible = False
        bar.value_changed.connect(self._scrolled_)
        self.add_child(layer)
        self.add_child(bar)
        return self

    def _notified_(self, what: int) -> None:
        super()._notified_(what)
        if what == CanvasItem.NOTIFICATION_DRAW:
            whole = Rect2(Vector2.ZERO, self._size_)
            self.draw_style_box(self.get_stylebox("bg"), whole)
            if self.has_focus():
                self.draw_style_box(self.get_stylebox("bg_focus"), whole)
        elif what in (Control.NOTIFICATION_RESIZED, Node.NOTIFICATION_ENTER_TREE):
            self._place_children_()
        elif what == Control.NOTIFICATION_THEME_CHANGED:
            self._place_children_()
            self._items_changed_()
        elif what in (Control.NOTIFICATION_FOCUS_ENTER, Control.NOTIFICATION_FOCUS_EXIT):
            self._layer_.update()

    # -- Placing -------------------------------------------------------------------------------

    def _items_changed_(self, first: int = 0) -> None:
        self._stale_from_ = min(self._stale_from_, first)
        self._layer_.update()
        if self._auto_height_:
            self._minimum_size_changed_()

    def _look_changed_(self) -> None:
        self._layer_.update()

    def _inner_(self) -> Rect2:
        style = self.get_stylebox("bg")
        width, height = self._size_ - style.get_minimum_size()
        return Rect2(style.get_offset(), Vector2(max(0.0, width), max(0.0, height)))

    def _place_children_(self) -> None:
        self._layer_.place(self._inner_())
        bar, (width, height) = self._bar_, self._size_
        thickness = bar.get_combined_minimum_size()[0]
        bar._set_edges_(width - thickness - 1, 1, thickness, max(0.0, height - 2))
        self._layer_.update()
        if self._auto_height_:
            self._minimum_size_changed_()

    def _room_(self) -> float:
        """Return how wide entries may be, beside the scroll bar if it is seen."""
        inner = self._inner_()
        if self._bar_.visible:
            return max(0.0, self._bar_.rect_position[0] - inner.position[0] - 2)
        return inner.size[0]

    def _update_grid_(self) -> None:
        """Place the entries, if anything has changed, and scroll to the current one if that is asked for."""
        grid, bar, page = self._grid_, self._bar_, self._inner_().size[1]
        self._arrange_()
        needed = grid.height > page and not self._auto_height_
        if bar.visible != needed:
            bar.visible = needed
            self._arrange_()
        bar.max_value = max(page, grid.height)
        bar.page = page
        if self._show_current_:
            self._show_current_ = False
            if self._current_ >= 0:
                self._scroll_to_(self._current_)

    def _arrange_(self) -> None:
        room = self._room_()
        placed_for = (room if self._max_columns_ != 1 else None, self._max_columns_)
        if placed_for != self._placed_for_:
            self._placed_for_, self._stale_from_ = placed_for, 0
        first = self._stale_from_
        if first > len(self._items_) or (first == len(self._items_) == len(self._grid_.sizes)):
            return
        font = self.get_font()
        sizes = [self._needed_(item, font) for item in self._items_[first:]]
        self._grid_.arrange(sizes, first, self._max_columns_, room, self._same_column_width_)
        self._stale_from_ = len(self._items_)

    def _needed_(self, item: ListItem, font: Font) -> tuple[float, float]:
        """Return how much room an entry needs."""
        text_height = float(font.height)
        width = 0.0
        if item.text and self._max_columns_ != 1:
            width = self._fixed_column_width_ or font.width(item.text)
        height = text_height if item.text or item.icon is None else 0.0
        if item.icon is not None:
            across, down = self._icon_size_(item)
            margin = self.get_constant("icon_margin") if item.text else 0
            if self._icon_mode_ == ItemListLooks.ICON_MODE_TOP:
                if item.text and self._max_text_lines_ > 1:
                    height = (text_height + self.get_constant("line_separation")) * self._max_text_lines_
                width, height = max(width, across), height + down + margin
            else:
                width, height = width + across + margin, max(height, down)
        if self._fixed_column_width_:
            width = float(self._fixed_column_width_)
        hseparation, vseparation = self.get_constant("hseparation"), self.get_constant("vseparation")
        return width + 2 * hseparation, height + 2 * vseparation

    def _icon_size_(self, item: ListItem) -> tuple[float, float]:
        icon = item.icon
        assert icon is not None
        if self._fixed_icon_size_[0] > 0 and self._fixed_icon_size_[1] > 0:
            width, height = self._fixed_icon_size_
        elif item.icon_region is not None:
            width, height = item.icon_region.size
        else:
            width, height = float(icon.get_width()), float(icon.get_height())
        return width * self._icon_scale_, height * self._icon_scale_

    def _content_minimum_(self) -> Vector2:
        if not self._auto_height_:
            return Vector2.ZERO
        self._arrange_()
        return Vector2(0.0, self._grid_.height + self.get_stylebox("bg").get_minimum_size()[1])

    # -- Scrolling -----------------------------------------------------------------------------

    def _scrolled_(self, value: float) -> None:
        self._layer_.update()

    def _scroll_to_(self, index: int) -> None:
        """Scroll so that an entry is seen."""
        bar = self._bar_
        _, top, _, height = self._grid_.cell(index, 0.0)
        if top < bar.value:
            bar.value = top
        elif top + height > bar.value + bar.page:
            bar.value = top + height - bar.page

    def ensure_current_is_visible(self) -> None:
        """Scroll to the entry that the keyboard is at."""
        self._show_current_ = True
        self._layer_.update()

    def get_v_scroll(self) -> VScrollBar:
        """Return the scroll bar."""
        return self._bar_

    # -- What is where -------------------------------------------------------------------------

    def get_item_at_position(self, position: Vector2, exact: bool = False) -> int:
        """Return the entry at a point of this Control; unless `exact`, the nearest. -1 if there is none."""
        self._update_grid_()
        inner = self._inner_()
        x, y = Vector2(*position) - inner.position
        if exact and not inner.has_point(position):
            return -1
        return self._grid_.index_at(x, y + self._bar_.value, exact)

    def get_tooltip(self, at_position: Vector2 = Vector2.ZERO) -> str:
        """Return what is shown when the pointer rests on an entry."""
        index = self.get_item_at_position(at_position, True)
        if index < 0:
            return self.hint_tooltip
        item = self._items_[index]
        if not item.tooltip_enabled:
            return ""
        if item.tooltip or not item.text:
            return item.tooltip or self.hint_tooltip
        _, _, width, _ = self._grid_.cell(index, self._room_())
        icon = self._icon_size_(item)[0] + self.get_constant("icon_margin") if item.icon is not None else 0.0
        beside = icon if self._icon_mode_ == ItemListLooks.ICON_MODE_LEFT else 0.0
        room = width - 2 * self.get_constant("hseparation") - beside
        return item.text if self.get_font().width(item.text) > room else self.hint_tooltip

    # -- Drawing -------------------------------------------------------------------------------

    def _draw_entries_(self) -> None:
        self._update_grid_()
        room, scroll = self._room_(), round(self._bar_.value)
        font = self.get_font()
        for index in self._grid_.rows_between(scroll, scroll + self._inner_().size[1]):
            x, y, width, height = self._grid_.cell(index, room)
            self._draw_entry_(index, Rect2(x, y - scroll, width, height), font)

    def _draw_entry_(self, index: int, cell: Rect2, font: Font) -> None:
        item, layer = self._items_[index], self._layer_
        if item.custom_bg is not None:
            layer.draw_rect(cell, item.custom_bg)
        if item.selected:
            name = "selected_focus" if self.has_focus() else "selected"
            layer.draw_style_box(self.get_stylebox(name), cell)
        across, down = self.get_constant("hseparation"), self.get_constant("vseparation")
        inside = Rect2(cell.position + Vector2(across, down), cell.size - Vector2(2 * across, 2 * down))
        if item.icon is not None:
            inside = self._draw_icon_(item, item.icon, inside)
        if item.text:
            self._draw_text_(item, inside, font)
        if self._marks_current_ and index == self._current_:
            name = "cursor" if self.has_focus() else "cursor_unfocused"
            layer.draw_style_box(self.get_stylebox(name), cell)

    def _draw_icon_(self, item: ListItem, icon: Icon, inside: Rect2) -> Rect2:
        """Draw an icon; return the room that is left for the text."""
        width, height = self._icon_size_(item)
        margin = self.get_constant("icon_margin")
        (x, y), size = inside.position, inside.size
        r, g, b, a = item.icon_modulate
        tint = (r, g, b, a * 0.5) if item.disabled else item.icon_modulate
        if self._icon_mode_ == ItemListLooks.ICON_MODE_TOP:
            place = Vector2(x + int((size[0] - width) / 2), y)
            rest = Rect2(x, y + height + margin, size[0], size[1] - height - margin)
        else:
            place = Vector2(x, y + int((size[1] - height) / 2))
            rest = Rect2(x + width + margin, y, size[0] - width - margin, size[1])
        if isinstance(icon, Texture):
            region = item.icon_region or Rect2(0, 0, icon.width, icon.height)
            fit = min(width / region.size[0], height / region.size[1])
            shown = region.size * fit
            place += ((Vector2(width, height) - shown) / 2).floor()
            self._layer_.draw_texture_rect_region(icon, Rect2(place, shown), region, tint)
        else:
            draw_icon(self._layer_, icon, place, tint)
        return rest

    def _draw_text_(self, item: ListItem, inside: Rect2, font: Font) -> None:
        color = item.custom_fg if item.custom_fg is not None else self.get_color("font_color")
        if item.selected:
            color = self.get_color("font_color_selected")
        r, g, b, a = color
        paint = (r, g, b, a * 0.5) if item.disabled else (r, g, b, a)
        text = without_surrogates(item.text).replace("\n", " ")
        (x, y), (width, height) = inside.position, inside.size
        if self._icon_mode_ == ItemListLooks.ICON_MODE_LEFT:
            top = y + int((height - font.height) / 2)
            self._layer_.draw_string(font, Vector2(x, top + font.ascent), _cut(text, font, width), paint)
            return
        lines = [text]
        if self._max_text_lines_ > 1:
            places = font.wrap(text, width)[: self._max_text_lines_]
            lines = [text[start:end] for start, end in places]
        for number, line in enumerate(lines):
            left = x + max(0, int((width - font.width(line)) / 2))
            top = y + number * (font.height + self.get_constant("line_separation"))
            self._layer_.draw_string(font, Vector2(left, top + font.ascent), _cut(line, font, width), paint)


def _cut(text: str, font: Font, width: float) -> str:
    """Return a text as far as it fits, with an ellipsis if it does not."""
    if font.width(text) <= width:
        return text
    return text[: font.fit(text, width - font.advance("…"))] + "…" if width > font.advance("…") else ""
