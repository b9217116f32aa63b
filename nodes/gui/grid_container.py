"""GridContainer: children in rows of so many columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

from engine import Vector2
from engine.object.property import Field, Getter, Property, Setter, getter, setter

from ..checked import at_least
from .container import Container
from .control import Control

if TYPE_CHECKING:
    from .keywords import GridContainerKeywords


class _Lines:
    """The columns of a grid, or its rows: how large each must be, and which expand."""

    def __init__(self) -> None:
        self.sizes: list[int] = []
        self.expanding: set[int] = set()

    def add(self, index: int, least: int, expands: bool) -> None:
        if index == len(self.sizes):
            self.sizes.append(0)
        self.sizes[index] = max(self.sizes[index], least)
        if expands:
            self.expanding.add(index)

    def least(self, separation: int) -> int:
        return sum(self.sizes) + separation * max(0, len(self.sizes) - 1)

    def stretch(self, room: float, separation: int, count: int) -> None:
        """Give each that expands its part of the room; what it needs, if that is more.

        Without anything in them, up to `count` take part as well.
        """
        room -= separation * max(0, len(self.sizes) - 1)
        for index in range(len(self.sizes), count):
            self.add(index, 0, True)
        room -= sum(size for i, size in enumerate(self.sizes) if i not in self.expanding)
        while self.expanding:
            largest = max(sorted(self.expanding), key=self.sizes.__getitem__)
            if room / len(self.expanding) >= self.sizes[largest]:
                break
            self.expanding.remove(largest)
            room -= self.sizes[largest]
        for index in self.expanding:
            self.sizes[index] = int(room / len(self.expanding))


class GridContainer(Container):
    """Places its children in rows, the theme constants `hseparation` and `vseparation` between them.

    Columns that no child is in take part when those that expand share the room.

    Source: Godot 3.6's `GridContainer`. Unlike Godot: hidden children, and those set as top level, leave
    no gap.
    """

    _mouse_filter_: int = Container.MOUSE_FILTER_PASS

    if TYPE_CHECKING:

        def __init__(self, **properties: Unpack[GridContainerKeywords]) -> None: ...

    columns: Property[int] = Field(1, at_least(1), then="_lay_out_", doc="How many children a row has.")
    set_columns: Setter[int] = setter(columns)
    get_columns: Getter[int] = getter(columns)

    def _measured_(self) -> tuple[_Lines, _Lines]:
        """Return the columns and the rows."""
        columns, rows = _Lines(), _Lines()
        for index, child in enumerate(self._laid_out_()):
            row, column = divmod(index, self.columns)
            width, height = map(int, child.get_combined_minimum_size())
            columns.add(column, width, bool(child._size_flags_horizontal_ & Control.SIZE_EXPAND))
            rows.add(row, height, bool(child._size_flags_vertical_ & Control.SIZE_EXPAND))
        return columns, rows

    def _content_minimum_(self) -> Vector2:
        columns, rows = self._measured_()
        return Vector2(
            columns.least(self.get_constant("hseparation")), rows.least(self.get_constant("vseparation"))
        )

    def _sort_children_(self) -> None:
        columns, rows = self._measured_()
        across, down = self.get_constant("hseparation"), self.get_constant("vseparation")
        width, height = self._size_
        columns.stretch(width, across, self.columns)
        rows.stretch(height, down, 0)
        x = y = 0
        for index, child in enumerate(self._laid_out_()):
            row, column = divmod(index, self.columns)
            if column == 0:
                x = 0
                y += rows.sizes[row - 1] + down if row else 0
            self._fit_(child, x, y, columns.sizes[column], rows.sizes[row])
            x += columns.sizes[column] + across
