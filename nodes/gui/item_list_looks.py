"""ItemListLooks: the properties that say how the entries of a list are laid out. A base of ItemList."""

from __future__ import annotations

from engine import ScriptError, Vector2

from ..checked import checked_choice
from .list_items import ListItems


class ItemListLooks(ListItems):
    """Columns, and where icons and texts are."""

    ICON_MODE_TOP = 0
    ICON_MODE_LEFT = 1

    _max_text_lines_: int = 1
    _auto_height_: bool = False
    _max_columns_: int = 1
    _same_column_width_: bool = False
    _fixed_column_width_: int = 0
    _icon_mode_: int = ICON_MODE_LEFT
    _icon_scale_: float = 1.0
    _fixed_icon_size_: Vector2 = Vector2.ZERO

    @property
    def max_columns(self) -> int:
        """How many columns there may be, 0 for as many as fit."""
        return self._max_columns_

    @max_columns.setter
    def max_columns(self, amount: int) -> None:
        if amount < 0:
            raise ScriptError(f"{self!r}: max_columns must be 0 or more, not {amount!r}.")
        self._max_columns_ = int(amount)
        self._items_changed_()

    def set_max_columns(self, amount: int) -> None:
        """Set `max_columns`."""
        self.max_columns = amount

    def get_max_columns(self) -> int:
        """Return `max_columns`."""
        return self._max_columns_

    @property
    def same_column_width(self) -> bool:
        """Whether all columns are as wide as the widest entry."""
        return self._same_column_width_

    @same_column_width.setter
    def same_column_width(self, enable: bool) -> None:
        self._same_column_width_ = bool(enable)
        self._items_changed_()

    def set_same_column_width(self, enable: bool) -> None:
        """Set `same_column_width`."""
        self.same_column_width = enable

    def is_same_column_width(self) -> bool:
        """Return `same_column_width`."""
        return self._same_column_width_

    @property
    def fixed_column_width(self) -> int:
        """The width of all columns, 0 to leave it to the entries."""
        return self._fixed_column_width_

    @fixed_column_width.setter
    def fixed_column_width(self, width: int) -> None:
        self._fixed_column_width_ = max(0, int(width))
        self._items_changed_()

    def set_fixed_column_width(self, width: int) -> None:
        """Set `fixed_column_width`."""
        self.fixed_column_width = width

    def get_fixed_column_width(self) -> int:
        """Return `fixed_column_width`."""
        return self._fixed_column_width_

    @property
    def max_text_lines(self) -> int:
        """In how many lines the text below an icon may be wrapped."""
        return self._max_text_lines_

    @max_text_lines.setter
    def max_text_lines(self, lines: int) -> None:
        self._max_text_lines_ = max(1, int(lines))
        self._items_changed_()

    def set_max_text_lines(self, lines: int) -> None:
        """Set `max_text_lines`."""
        self.max_text_lines = lines

    def get_max_text_lines(self) -> int:
        """Return `max_text_lines`."""
        return self._max_text_lines_

    @property
    def auto_height(self) -> bool:
        """Whether it is as high as its entries."""
        return self._auto_height_

    @auto_height.setter
    def auto_height(self, enable: bool) -> None:
        self._auto_height_ = bool(enable)
        self._minimum_size_changed_()
        self._look_changed_()

    def set_auto_height(self, enable: bool) -> None:
        """Set `auto_height`."""
        self.auto_height = enable

    def has_auto_height(self) -> bool:
        """Return `auto_height`."""
        return self._auto_height_

    @property
    def icon_mode(self) -> int:
        """Whether icons are above the texts (ICON_MODE_TOP) or left of them (ICON_MODE_LEFT)."""
        return self._icon_mode_

    @icon_mode.setter
    def icon_mode(self, mode: int) -> None:
        self._icon_mode_ = checked_choice(self, "icon_mode", mode, 2)
        self._items_changed_()

    def set_icon_mode(self, mode: int) -> None:
        """Set `icon_mode`."""
        self.icon_mode = mode

    def get_icon_mode(self) -> int:
        """Return `icon_mode`."""
        return self._icon_mode_

    @property
    def icon_scale(self) -> float:
        """How many times as large icons are shown."""
        return self._icon_scale_

    @icon_scale.setter
    def icon_scale(self, scale: float) -> None:
        if not 0 < scale < 1e6:
            raise ScriptError(f"{self!r}: icon_scale must be greater than 0, not {scale!r}.")
        self._icon_scale_ = float(scale)
        self._items_changed_()

    def set_icon_scale(self, scale: float) -> None:
        """Set `icon_scale`."""
        self.icon_scale = scale

    def get_icon_scale(self) -> float:
        """Return `icon_scale`."""
        return self._icon_scale_

    @property
    def fixed_icon_size(self) -> Vector2:
        """The size that icons are fitted into, (0, 0) for their own."""
        return self._fixed_icon_size_

    @fixed_icon_size.setter
    def fixed_icon_size(self, size: Vector2) -> None:
        self._fixed_icon_size_ = Vector2(*size)
        self._items_changed_()

    def set_fixed_icon_size(self, size: Vector2) -> None:
        """Set `fixed_icon_size`."""
        self.fixed_icon_size = size

    def get_fixed_icon_size(self) -> Vector2:
        """Return `fixed_icon_size`."""
        return self._fixed_icon_size_
