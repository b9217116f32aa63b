"""Popup: what comes up over everything else, and goes away with a click elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Unpack

from engine import Node, Rect2, Signal, Vector2
from engine.object.property import Getter, Setter, getter, setter
from engine.scene.lifecycle import emit, notify
from engine.scene.notified import notified

from .control import Control

if TYPE_CHECKING:
    from .keywords import PopupKeywords


_NO_BOUNDS = Rect2()


class Popup(Control):
    """The base of dialogs and menus: hidden, until `popup()` shows it in front of all others.

    A click elsewhere or Escape hides it, unless it is `popup_exclusive`. It is kept inside the window.

    Source: Godot 3.6's `Popup`.
    """

    NOTIFICATION_POST_POPUP = 80
    NOTIFICATION_POPUP_HIDE = 81

    about_to_show: Final = Signal()
    popup_hide: Final = Signal()

    _visible_: bool = False
    _toplevel_: bool = True
    _popped_up_: bool = False

    popup_exclusive: bool = False
    """Whether clicks elsewhere and Escape leave it where it is, and do nothing else."""
    set_exclusive: Setter[bool] = setter("popup_exclusive", "enable")
    is_exclusive: Getter[bool] = getter("popup_exclusive")

    if TYPE_CHECKING:

        def __init__(self, **properties: Unpack[PopupKeywords]) -> None: ...

    def _out_of_sight_(self) -> None:
        if self._popped_up_:
            self._popped_up_ = False
            notify(self, Popup.NOTIFICATION_POPUP_HIDE)
            emit(self, "popup_hide")

    # -- Showing it ----------------------------------------------------------------------------

    def popup(self, bounds: Rect2 = _NO_BOUNDS) -> None:
        """Show it; with `bounds` at this place and in this size."""
        self._pop_up_(bounds, False)

    def popup_centered(self, size: Vector2 = Vector2.ZERO) -> None:
        """Show it in the middle of the window, in its own or another size."""
        x, y = size
        self._pop_up_(Rect2(Vector2.ZERO, Vector2(x, y) if x or y else self._size_), True)

    def popup_centered_minsize(self, minsize: Vector2 = Vector2.ZERO) -> None:
        """Show it in the middle of the window, at least in this size."""
        self.rect_min_size = minsize
        self.popup_centered()

    def popup_centered_ratio(self, ratio: float = 0.75) -> None:
        """Show it in the middle of the window, in a part of its size."""
        self.popup_centered((self.get_viewport_rect().size * ratio).floor())

    def popup_centered_clamped(self, size: Vector2 = Vector2.ZERO, fallback_ratio: float = 0.75) -> None:
        """Show it in the middle of the window, in this size or, if that is too large, a part of its."""
        x, y = (self.get_viewport_rect().size * fallback_ratio).floor()
        self.popup_centered(Vector2(min(size[0], x), min(size[1], y)))

    def set_as_minsize(self) -> None:
        """Make it as small as it can be."""
        self.rect_size = Vector2.ZERO

    def _pop_up_(self, bounds: Rect2, centered: bool) -> None:
        emit(self, "about_to_show")
        self._before_popup_()
        self.show_modal(self.popup_exclusive)
        if centered or bounds.size[0] > 0 or bounds.size[1] > 0:
            self.rect_size = bounds.size
            self.rect_size = bounds.size  # texts that are wrapped are lower now
        if centered:
            free = self.get_viewport_rect().size - self._size_
            self.set_global_position((free / 2).floor())
        elif bounds.size[0] > 0 or bounds.size[1] > 0:
            self.set_global_position(bounds.position)
        self._keep_inside_()
        self._focus_first_()
        self._popped_up_ = True
        notify(self, Popup.NOTIFICATION_POST_POPUP)

    def _before_popup_(self) -> None:  # override point
        """What a built-in class does just before it is shown."""

    def _focus_first_(self) -> None:  # override point
        """Give the keyboard to what in it comes first."""
        first = self.find_next_valid_focus()
        if first is not None:
            first.grab_focus()

    def _frame_(self) -> tuple[float, float, float, float]:  # override point
        """Return how far it is drawn beyond its left, top, right and bottom edge."""
        return (0.0, 0.0, 0.0, 0.0)

    def _keep_inside_(self) -> None:
        """Move it into the window, as far as it fits."""
        left, top, right, bottom = self._frame_()
        x, y = self.rect_global_position
        width, height = self.get_viewport_rect().size
        self.set_global_position(
            Vector2(
                max(left, min(x, width - self._size_[0] - right)),
                max(top, min(y, height - self._size_[1] - bottom)),
            )
        )


class PopupPanel(Popup):
    """A Popup with a background, which the Controls in it fill.

    Source: Godot 3.6's `PopupPanel`.
    """

    def _content_minimum_(self) -> Vector2:
        width, height = 0.0, 0.0
        for child in self.get_children():
            if isinstance(child, Control) and not child._toplevel_ and child._visible_:
                w, h = child.get_combined_minimum_size()
                width, height = max(width, w), max(height, h)
        margins = self.get_stylebox("panel").get_minimum_size()
        return Vector2(width + margins[0], height + margins[1])

    def _lay_out_(self) -> None:
        self._minimum_size_changed_()
        self._place_children_()

    @notified(Node.NOTIFICATION_READY, Control.NOTIFICATION_RESIZED, Popup.NOTIFICATION_POST_POPUP)
    def _place_children_(self) -> None:
        style = self.get_stylebox("panel")
        at, size = style.get_offset(), self._size_ - style.get_minimum_size()
        for child in self.get_children():
            if isinstance(child, Control) and not child._toplevel_:
                child.rect_position = at
                child.rect_size = Vector2(max(0.0, size[0]), max(0.0, size[1]))

    @notified(Control.NOTIFICATION_DRAW)
    def _draw_panel_(self) -> None:
        self._draw_themed_("panel")


class PopupDialog(Popup):
    """A Popup with a background.

    Source: Godot 3.6's `PopupDialog`.
    """

    @notified(Control.NOTIFICATION_DRAW)
    def _draw_panel_(self) -> None:
        self._draw_themed_("panel")
