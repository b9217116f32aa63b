"""TabContainer: shows one of its children, and a tab for each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Unpack

from engine import Rect2, ScriptError, Signal, Vector2
from engine.input.event import InputEvent
from engine.input.keys import BUTTON_LEFT, BUTTON_WHEEL_DOWN, BUTTON_WHEEL_UP
from engine.input.mouse_event import InputEventMouseButton, InputEventMouseMotion
from engine.object.property import Field, Getter, Property, Setter, getter, setter
from engine.scene.lifecycle import emit
from engine.scene.notified import notified

from ..checked import choice
from .container import Container
from .control import Control
from .theme import StyleBox
from .theme.icon import Icon, draw_icon

if TYPE_CHECKING:
    from .keywords import TabContainerKeywords


def _title_of(page: Control) -> str:
    title: str = page.get_meta("_tab_name", page._name_)
    return title


def _icon_of(page: Control) -> Icon | None:
    icon: Icon | None = page.get_meta("_tab_icon", None)
    return icon


def _is_disabled(page: Control) -> bool:
    return bool(page.get_meta("_tab_disabled", False))


def _is_hidden(page: Control) -> bool:
    return bool(page.get_meta("_tab_hidden", False))


class TabContainer(Container):
    """Its children are pages, of which one is visible; each has a tab with its name, or another title.

    By keyboard: left and right, Home and End go from tab to tab while the tabs have the focus.

    Source: Godot 3.6's `TabContainer`. Unlike Godot: it takes the focus; tabs cannot be dragged, and
    there is no menu at their end.
    """

    ALIGN_LEFT = 0
    ALIGN_CENTER = 1
    ALIGN_RIGHT = 2

    tab_changed: Final = Signal[int]("tab")
    tab_selected: Final = Signal[int]("tab")

    _focus_mode_: int = Control.FOCUS_ALL
    _current_: int
    _previous_: int = 0
    _first_: int = 0
    """The first tab that is seen, if there is not room for all."""
    _hovered_: int = -1
    """The tab under the pointer."""

    if TYPE_CHECKING:

        def __init__(self, **properties: Unpack[TabContainerKeywords]) -> None: ...

    # -- Pages ---------------------------------------------------------------------------------

    def _pages_(self) -> list[Control]:
        return [c for c in self.get_children() if isinstance(c, Control) and not c._toplevel_]

    def _page_(self, tab_idx: int) -> Control:
        pages = self._pages_()
        if not 0 <= tab_idx < len(pages):
            raise ScriptError(f"{self!r} has {len(pages)} tabs, so there is no tab {tab_idx}.")
        return pages[tab_idx]

    def get_tab_count(self) -> int:
        """Return the number of tabs."""
        return len(self._pages_())

    def get_tab_control(self, tab_idx: int) -> Control:
        """Return the page of a tab."""
        return self._page_(tab_idx)

    def get_current_tab_control(self) -> Control | None:
        """Return the page that is shown, None if there is none."""
        pages = self._pages_()
        return pages[self._current_] if self._current_ < len(pages) else None

    current_tab: Property[int] = Field(
        0, by="_show_tab_", state="_current_", doc="The tab whose page is shown."
    )
    set_current_tab: Setter[int] = setter(current_tab, "tab_idx")
    get_current_tab: Getter[int] = getter(current_tab)

    def _show_tab_(self, tab_idx: int) -> None:
        if self._pages_():
            self._page_(tab_idx)
        before, self._current_ = self._current_, tab_idx
        if before != tab_idx:
            self._previous_ = before
        self._lay_out_()
        if self._tree_ is not None:
            self._bring_into_view_()
            emit(self, "tab_selected", tab_idx)
            if before != tab_idx:
                emit(self, "tab_changed", tab_idx)

    def get_previous_tab(self) -> int:
        """Return the tab whose page was shown before."""
        return self._previous_

    def _lay_out_(self) -> None:
        for index, page in enumerate(self._pages_()):
            page.visible = index == self._current_
        super()._lay_out_()
        self.update()

    def _children_changed_(self) -> None:
        pages = self._pages_()
        self._current_ = max(0, min(self._current_, len(pages) - 1))
        self._first_ = 0
        self._hovered_ = -1
        self._lay_out_()

    # -- Tabs ----------------------------------------------------------------------------------

    def _set_meta_(self, tab_idx: int, name: str, value: Any) -> None:
        self._page_(tab_idx).set_meta(name, value)
        self._lay_out_()

    def set_tab_title(self, tab_idx: int, title: str) -> None:
        """Set what is written on a tab; it is the page's name otherwise."""
        self._set_meta_(tab_idx, "_tab_name", str(title))

    def get_tab_title(self, tab_idx: int) -> str:
        """Return what is written on a tab."""
        return _title_of(self._page_(tab_idx))

    def set_tab_icon(self, tab_idx: int, icon: Icon | None) -> None:
        """Set the icon of a tab."""
        self._set_meta_(tab_idx, "_tab_icon", icon)

    def get_tab_icon(self, tab_idx: int) -> Icon | None:
        """Return the icon of a tab."""
        return _icon_of(self._page_(tab_idx))

    def set_tab_disabled(self, tab_idx: int, disabled: bool) -> None:
        """Disable a tab, so that the user cannot select it."""
        self._set_meta_(tab_idx, "_tab_disabled", bool(disabled))

    def get_tab_disabled(self, tab_idx: int) -> bool:
        """Return True if the user cannot select a tab."""
        return _is_disabled(self._page_(tab_idx))

    def set_tab_hidden(self, tab_idx: int, hidden: bool) -> None:
        """Hide a tab; its page is shown as before."""
        self._set_meta_(tab_idx, "_tab_hidden", bool(hidden))

    def get_tab_hidden(self, tab_idx: int) -> bool:
        """Return True if a tab is hidden."""
        return _is_hidden(self._page_(tab_idx))

    tab_align: Property[int] = Field(
        ALIGN_CENTER,
        choice(3, "take TabContainer.ALIGN_LEFT"),
        then="update",
        doc="Where the tabs are: ALIGN_LEFT, ALIGN_CENTER or ALIGN_RIGHT.",
    )
    set_tab_align: Setter[int] = setter(tab_align, "align")
    get_tab_align: Getter[int] = getter(tab_align)

    tabs_visible: Property[bool] = Field(True, then="_lay_out_", doc="Whether there are tabs above the page.")
    set_tabs_visible: Setter[bool] = setter(tabs_visible, "visible")
    are_tabs_visible: Getter[bool] = getter(tabs_visible)

    use_hidden_tabs_for_min_size: Property[bool] = Field(
        False,
        then="_lay_out_",
        doc="Whether it is large enough for each page, and not for the one that is shown alone.",
    )
    set_use_hidden_tabs_for_min_size: Setter[bool] = setter("use_hidden_tabs_for_min_size")
    get_use_hidden_tabs_for_min_size: Getter[bool] = getter("use_hidden_tabs_for_min_size")

    # -- Where the tabs are --------------------------------------------------------------------

    def _header_(self) -> float:
        """Return how high the tabs are."""
        if not self.tabs_visible:
            return 0.0
        height = float(self.get_font("font").height)
        for page in self._pages_():
            icon = _icon_of(page)
            if icon is not None:
                height = max(height, icon.get_height())
        styles = (self.get_stylebox(name) for name in ("tab_fg", "tab_bg", "tab_disabled"))
        return float(height + max(style.get_minimum_size()[1] for style in styles))

    def _widths_(self) -> dict[int, float]:
        """Return how wide each tab is that is not hidden."""
        return {i: self._tab_width_(i, page) for i, page in enumerate(self._pages_()) if not _is_hidden(page)}

    def _tab_width_(self, index: int, page: Control) -> float:
        width = self.get_font("font").width(_title_of(page))
        icon = _icon_of(page)
        if icon is not None:
            width += icon.get_width() + (self.get_constant("hseparation") if width else 0)
        return width + self._tab_style_(index, page).get_minimum_size()[0]

    def _tab_style_(self, index: int, page: Control) -> StyleBox:
        if _is_disabled(page):
            return self.get_stylebox("tab_disabled")
        if index == self._current_:
            return self.get_stylebox("tab_fg")
        hover = index == self._hovered_ and self.has_stylebox("tab_hover")
        return self.get_stylebox("tab_hover" if hover else "tab_bg")

    def _arrows_(self, widths: dict[int, float]) -> float:
        """Return how much room the arrows take that scroll the tabs, 0 if all tabs have room."""
        if sum(widths.values()) <= self._size_[0] - 2 * self.get_constant("side_margin"):
            return 0.0
        icons = (self.get_icon("decrement"), self.get_icon("increment"))
        return float(sum(icon.get_width() + 4 for icon in icons if icon is not None))

    def _tab_rects_(self, widths: dict[int, float]) -> list[tuple[int, Rect2]]:
        """Return where each tab is that is seen."""
        if not self.tabs_visible:
            return []
        height, arrows, side = self._header_(), self._arrows_(widths), self.get_constant("side_margin")
        room = self._size_[0] - 2 * side - arrows
        taken = 0.0
        fitting: list[tuple[int, float, float]] = []
        for index, width in widths.items():
            if arrows and index < self._first_:
                continue
            if fitting and taken + width > room:
                break
            fitting.append((index, taken, min(width, max(0.0, room))))
            taken += width
        free = 0.0 if arrows else (0.0, (room - taken) // 2, room - taken)[self.tab_align]
        return [(index, Rect2(side + free + x, 0.0, width, height)) for index, x, width in fitting]

    @notified(Control.NOTIFICATION_RESIZED)
    def _bring_into_view_(self) -> None:
        widths = self._widths_()
        if not self._arrows_(widths):
            self._first_ = 0
            return
        self._first_ = min(self._first_, self._current_)
        while self._first_ < self._current_:
            if any(index == self._current_ for index, _ in self._tab_rects_(widths)):
                break
            self._first_ += 1

    def get_tab_idx_at_point(self, point: Vector2) -> int:
        """Return the tab at a point of this Control, -1 if there is none."""
        at = Vector2(*point)
        rects = self._tab_rects_(self._widths_())
        return next((index for index, rect in rects if rect.has_point(at)), -1)

    def _arrow_rects_(self, widths: dict[int, float]) -> list[tuple[int, Rect2, Icon]]:
        room = self._arrows_(widths)
        if not self.tabs_visible or not room:
            return []
        height, x = self._header_(), self._size_[0] - room
        found = []
        for step, name in ((-1, "decrement"), (1, "increment")):
            icon = self.get_icon(name)
            if icon is not None:
                found.append((step, Rect2(x, 0.0, icon.get_width() + 4.0, height), icon))
                x += icon.get_width() + 4
        return found

    def _can_scroll_(self, step: int) -> bool:
        if step < 0:
            return self._first_ > 0
        widths = self._widths_()
        seen = self._tab_rects_(widths)
        return bool(seen) and seen[-1][0] != max(widths)

    # -- Input ---------------------------------------------------------------------------------

    def _gui_input_(self, event: InputEvent) -> None:
        if isinstance(event, InputEventMouseMotion):
            self._point_at_(self.get_tab_idx_at_point(event.position))
        elif isinstance(event, InputEventMouseButton):
            if event.pressed and self.tabs_visible and event.position[1] < self._header_():
                self._button_(event)
        elif event.is_pressed():
            self._key_(event)

    def _button_(self, event: InputEventMouseButton) -> None:
        if event.button_index in (BUTTON_WHEEL_UP, BUTTON_WHEEL_DOWN):
            if self._arrows_(self._widths_()):
                self.accept_event()
                self._scroll_(-1 if event.button_index == BUTTON_WHEEL_UP else 1)
        elif event.button_index == BUTTON_LEFT:
            for step, rect, _ in self._arrow_rects_(self._widths_()):
                if rect.has_point(event.position):
                    self._scroll_(step)
                    return
            index = self.get_tab_idx_at_point(event.position)
            if index >= 0 and not self.get_tab_disabled(index):
                self.current_tab = index

    def _scroll_(self, step: int) -> None:
        if self._can_scroll_(step):
            self._first_ += step
            self.update()

    def _key_(self, event: InputEvent) -> None:
        pages = enumerate(self._pages_())
        tabs = [i for i, page in pages if not (_is_hidden(page) or _is_disabled(page))]
        before = [i for i in tabs if i < self._current_]
        after = [i for i in tabs if i > self._current_]
        for action, where in (
            ("ui_left", before[-1:]),
            ("ui_right", after[:1]),
            ("ui_home", tabs[:1]),
            ("ui_end", tabs[-1:]),
        ):
            if event.is_action(action):
                self.accept_event()
                if where and where[0] != self._current_:
                    self.current_tab = where[0]
                return

    def _point_at_(self, index: int) -> None:
        if index != self._hovered_:
            self._hovered_ = index
            self.update()

    # -- Size and drawing ----------------------------------------------------------------------

    def _content_minimum_(self) -> Vector2:
        width = height = 0.0
        for index, page in enumerate(self._pages_()):
            if self.use_hidden_tabs_for_min_size or index == self._current_:
                least = page.get_combined_minimum_size()
                width, height = max(width, least[0]), max(height, least[1])
        margins = self.get_stylebox("panel").get_minimum_size()
        return Vector2(width + margins[0], height + margins[1] + self._header_())

    def _sort_children_(self) -> None:
        style, header = self.get_stylebox("panel"), self._header_()
        at = style.get_offset() + Vector2(0.0, header)
        size = self._size_ - style.get_minimum_size() - Vector2(0.0, header)
        page = self.get_current_tab_control()
        if page is not None:
            self._fit_(page, at[0], at[1], max(0.0, size[0]), max(0.0, size[1]))

    @notified(Control.NOTIFICATION_MOUSE_EXIT)
    def _leave_tabs_(self) -> None:
        self._point_at_(-1)

    @notified(Control.NOTIFICATION_DRAW)
    def _draw_tabs_(self) -> None:
        width, height = self._size_
        header, pages, widths = self._header_(), self._pages_(), self._widths_()
        tabs = self._tab_rects_(widths)
        for index, rect in tabs:
            if index != self._current_:
                self._draw_tab_(index, pages[index], rect)
        self.draw_style_box(self.get_stylebox("panel"), Rect2(0.0, header, width, max(0.0, height - header)))
        for index, rect in tabs:
            if index == self._current_:
                self._draw_tab_(index, pages[index], rect)
                if self.has_focus():
                    self.draw_style_box(self.get_stylebox("tab_focus"), rect)
        for step, rect, icon in self._arrow_rects_(widths):
            at = rect.position + ((rect.size - icon.get_size()) / 2).floor()
            draw_icon(self, icon, at, (1.0, 1.0, 1.0, 1.0 if self._can_scroll_(step) else 0.4))

    def _draw_tab_(self, index: int, page: Control, rect: Rect2) -> None:
        style = self._tab_style_(index, page)
        self.draw_style_box(style, rect)
        state = "fg" if index in (self._current_, self._hovered_) else "bg"
        if _is_disabled(page):
            state = "disabled"
        x, y = rect.position + style.get_offset()
        room = rect.size - style.get_minimum_size()
        icon = _icon_of(page)
        if icon is not None:
            draw_icon(self, icon, Vector2(x, round(y + (room[1] - icon.get_height()) / 2)))
            x += icon.get_width() + self.get_constant("hseparation")
        font = self.get_font("font")
        at = Vector2(x, round(y + (room[1] - font.height) / 2 + font.ascent))
        left = int(rect.end[0] - style.get_margin(2) - x)
        color = self.get_color(f"font_color_{state}")
        self.draw_string(font, at, _title_of(page), color, max(0, left))
