"""BoxContainer, HBoxContainer and VBoxContainer: children side by side, or one below the other."""

from __future__ import annotations

from struct import Struct
from typing import TYPE_CHECKING, Unpack

from engine import Vector2
from engine.object.property import Field, Getter, Property, Setter, getter, setter
from engine.variant.value import new

from ..checked import choice
from .container import Container
from .control import Control

if TYPE_CHECKING:
    from .keywords import BoxContainerKeywords


_SINGLE = Struct("f")


class _Share:
    """What one child gets of the room."""

    __slots__ = ("child", "expands", "least", "ratio", "size")

    def __init__(self, child: Control, least: int, expands: bool) -> None:
        self.child = child
        self.least = self.size = least
        self.expands = expands
        """Whether it gets a part of what is left over."""
        self.ratio = _single(max(0.0, min(child._stretch_ratio_, 1e9))) if expands else 0.0


class BoxContainer(Container):
    """The base of HBoxContainer and VBoxContainer, whose theme constant `separation` is between children.

    Source: Godot 3.6's `BoxContainer`.
    """

    ALIGN_BEGIN = 0
    ALIGN_CENTER = 1
    ALIGN_END = 2

    _mouse_filter_: int = Container.MOUSE_FILTER_PASS

    _axis_: int = 0
    """0 side by side, 1 one below the other."""

    if TYPE_CHECKING:

        def __init__(self, **properties: Unpack[BoxContainerKeywords]) -> None: ...

    alignment: Property[int] = Field(
        ALIGN_BEGIN,
        choice(3, "take ALIGN_CENTER"),
        then="queue_sort",
        doc="Where the children are if none expands: an ALIGN_*.",
    )
    set_alignment: Setter[int] = setter(alignment)
    get_alignment: Getter[int] = getter(alignment)

    def add_spacer(self, begin: bool) -> None:
        """Add an empty Control that takes what room is left, as the last child or the first."""
        spacer = Control()
        spacer.mouse_filter = Control.MOUSE_FILTER_PASS
        if self._axis_:
            spacer.size_flags_vertical = Control.SIZE_EXPAND_FILL
        else:
            spacer.size_flags_horizontal = Control.SIZE_EXPAND_FILL
        self.add_child(spacer)
        if begin:
            self.move_child(spacer, 0)

    def _content_minimum_(self) -> Vector2:
        axis = self._axis_
        along = across = 0
        children = self._laid_out_()
        for child in children:
            least = child._minimum_
            if least is None:
                least = child.get_combined_minimum_size()
            along += int(least[axis])
            across = max(across, int(least[1 - axis]))
        along += self.get_constant("separation") * max(0, len(children) - 1)
        size = (across, along) if axis else (along, across)
        return new(Vector2, map(float, size))

    def _sort_children_(self) -> None:
        axis = self._axis_
        shares = []
        for child in self._laid_out_():
            flags = child._size_flags_vertical_ if axis else child._size_flags_horizontal_
            least = int(child.get_combined_minimum_size()[axis])
            shares.append(_Share(child, least, bool(flags & Control.SIZE_EXPAND)))
        if not shares:
            return
        separation = self.get_constant("separation")
        width, height = map(int, self._size_)
        length = height if axis else width
        spare = length - (len(shares) - 1) * separation
        for share in shares:
            spare -= share.least
        spare = max(0, spare)
        at = 0
        if not _stretch(shares, spare):
            at = (0, spare // 2, spare)[self.alignment]
        for share in shares:
            size = share.size
            if share.expands and share is shares[-1]:
                size = length - at  # the last one ends at the edge, whatever was rounded
            if axis:
                self._fit_(share.child, 0, at, width, size)
            else:
                self._fit_(share.child, at, 0, size, height)
            at += size + separation


def _stretch(shares: list[_Share], spare: int) -> bool:
    """Give the children that expand their sizes; return False if there are none.

    One whose share would be less than it needs gets what it needs, and the others share what remains.
    The numbers are those of 32 bits that the real engine rounds.
    """
    room, ratios = spare, 0.0
    for share in shares:
        if share.expands:
            room += share.least
            ratios = _single(ratios + share.ratio)
    any_expands = ratios > 0
    while ratios > 0:
        lost = 0.0  # fractions of pixels that were rounded away; the next one gets them
        for share in shares:
            if share.expands:
                exact = _single(_single(room * share.ratio) / ratios)
                if exact < share.least:
                    ratios = _single(ratios - share.ratio)
                    room -= share.least
                    share.expands, share.size = False, share.least
                    break
                share.size = int(exact)
                lost = _single(lost + _single(exact - share.size))
                if lost >= 1:
                    share.size += 1
                    lost -= 1
        else:
            break
    return any_expands


def _single(number: float) -> float:
    """Return the nearest number of 32 bits."""
    nearest: float = _SINGLE.unpack(_SINGLE.pack(number))[0]
    return nearest


class HBoxContainer(BoxContainer):
    """Places its children side by side."""


class VBoxContainer(BoxContainer):
    """Places its children one below the other."""

    _axis_ = 1
