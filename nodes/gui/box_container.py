"""BoxContainer, HBoxContainer and VBoxContainer: children side by side, or one below the other."""

from __future__ import annotations

from engine import ScriptError, Vector2

from .container import Container
from .control import Control


class _Share:
    """What one child gets of the room."""

    __slots__ = ("child", "least", "ratio", "size")

    def __init__(self, child: Control, least: int, ratio: float) -> None:
        self.child = child
        self.least = self.size = least
        self.ratio = ratio
        """Its share of what is left over, 0 if it does not expand."""


class BoxContainer(Container):
    """The base of HBoxContainer and VBoxContainer, whose theme constant `separation` is between children.

    Source: Godot 3.6's `BoxContainer`.
    """

    ALIGN_BEGIN = 0
    ALIGN_CENTER = 1
    ALIGN_END = 2

    _stored_ = (*Container._stored_, "alignment")

    _axis_: int = 0
    """0 side by side, 1 one below the other."""
    _alignment_: int = ALIGN_BEGIN

    @property
    def alignment(self) -> int:
        """Where the children are if none expands: an ALIGN_*."""
        return self._alignment_

    @alignment.setter
    def alignment(self, alignment: int) -> None:
        if alignment not in (0, 1, 2):
            raise ScriptError(f"{self!r}: there is no alignment {alignment!r}: take ALIGN_CENTER.")
        self._alignment_ = alignment
        self.queue_sort()

    def set_alignment(self, alignment: int) -> None:
        """Set `alignment`."""
        self.alignment = alignment

    def get_alignment(self) -> int:
        """Return `alignment`."""
        return self._alignment_

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
        along = across = 0
        separation = self.get_constant("separation")
        count = 0
        axis = self._axis_
        for child in self._laid_out_():
            least = child.get_combined_minimum_size()
            along += int(least[axis])
            across = max(across, int(least[1 - axis]))
            count += 1
        along += separation * max(0, count - 1)
        return Vector2(across, along) if axis else Vector2(along, across)

    def _sort_children_(self) -> None:
        axis = self._axis_
        shares = []
        for child in self._laid_out_():
            flags = child._size_flags_vertical_ if axis else child._size_flags_horizontal_
            ratio = child._stretch_ratio_ if flags & Control.SIZE_EXPAND else 0.0
            shares.append(_Share(child, int(child.get_combined_minimum_size()[axis]), ratio))
        if not shares:
            return
        separation = self.get_constant("separation")
        width, height = map(int, self._size_)
        length = height if axis else width
        spare = length - (len(shares) - 1) * separation - sum(share.least for share in shares)
        spare = max(0, spare)
        at = 0
        if not _stretch(shares, spare):
            at = (0, spare // 2, spare)[self._alignment_]
        for share in shares:
            size = share.size
            if share.ratio and share is shares[-1]:
                size = length - at  # the last one ends at the edge, whatever was rounded
            if axis:
                self._fit_(share.child, 0, at, width, size)
            else:
                self._fit_(share.child, at, 0, size, height)
            at += size + separation


def _stretch(shares: list[_Share], spare: int) -> bool:
    """Give the children that expand their sizes; return False if there are none.

    One whose share would be less than it needs gets what it needs, and the others share what remains.
    """
    ratios = 0.0
    room = spare
    for share in shares:
        if share.ratio:
            ratios += share.ratio
            room += share.least
    any_expands = ratios > 0
    while ratios > 0:
        for share in shares:
            if share.ratio:
                size = int(room * share.ratio / ratios)
                if size < share.least:
                    ratios -= share.ratio
                    room -= share.least
                    share.ratio, share.size = 0.0, share.least
                    break
                share.size = size
        else:
            break
    return any_expands


class HBoxContainer(BoxContainer):
    """Places its children side by side."""


class VBoxContainer(BoxContainer):
    """Places its children one below the other."""

    _axis_ = 1
