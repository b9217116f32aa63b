"""ScrolledPane: what a Control shows inside its margins, cut off there, with a scroll bar beside it."""

from __future__ import annotations

from collections.abc import Callable

from engine import Rect2, Vector2
from engine.canvas.commands import Matrix

from ..canvas.canvas_item import CanvasItem
from .control import Control
from .scroll_bar import VScrollBar
from .theme import StyleBox


class ClippedLayer(CanvasItem):
    """A part of its parent, which draws on it when it emits `draw`: scrolled text, the entries of a list.

    So that what is cut off in the middle does not run over the margin and the border.
    """

    _at_: tuple[float, float] = (0.0, 0.0)
    _extent_: tuple[float, float] = (0.0, 0.0)

    def place(self, rect: Rect2) -> None:
        """Lie in a rectangle of the parent."""
        x, y, width, height = rect
        if (x, y) != self._at_ or (width, height) != self._extent_:
            self._at_, self._extent_ = (x, y), (width, height)
            self._moved_()

    def _matrix_(self) -> Matrix:
        return (1.0, 0.0, 0.0, 1.0, *self._at_)

    def _clip_size_(self) -> tuple[float, float] | None:
        return self._extent_


class ScrolledPane:
    """A layer that is drawn on, and a scroll bar at the right edge, which is hidden until it is needed.

    Both are children of the Control. It is called when the layer is to be drawn, and before that with how
    far it was scrolled, if somebody has moved the bar.
    """

    __slots__ = ("_moved", "_showing", "bar", "inner", "layer")

    inner: Rect2
    """Where in the Control the layer is."""

    def __init__(
        self,
        owner: Control,
        name: str,
        draw: Callable[[], None],
        moved: Callable[[float], None] | None = None,
    ) -> None:
        self.inner = Rect2()
        self._moved = moved
        self._showing = False
        self.layer: ClippedLayer = ClippedLayer()
        layer = self.layer
        layer._name_ = name
        layer.draw.connect(draw)
        self.bar: VScrollBar = VScrollBar()
        bar = self.bar
        bar._name_ = "_v_scroll"
        bar.visible = False
        bar.value_changed.connect(self._bar_moved)
        owner.add_child(layer)
        owner.add_child(bar)

    def place(self, style: StyleBox, size: Vector2) -> None:
        """Lie inside the margins of a Control of a size, with the bar at its edge."""
        width, height = size
        across, down = style.get_minimum_size()
        self.inner = Rect2(style.get_offset(), Vector2(max(0.0, width - across), max(0.0, height - down)))
        self.layer.place(self.inner)
        thickness = self.bar.get_combined_minimum_size()[0]
        self.bar._set_edges_(width - thickness - 1, 1, thickness, max(0.0, height - 2))
        self.layer.update()

    @property
    def narrow(self) -> float:
        """The width that is left beside the bar."""
        return max(0.0, self.bar.rect_position[0] - self.inner.position[0] - 2)

    def show(self, needed: bool, whole: float, page: float, value: float) -> None:
        """Let the bar show which part of the whole is seen, if it is needed."""
        bar = self.bar
        self._showing = True
        bar.visible = needed
        bar.max_value = max(page, whole)
        bar.page = page
        bar.value = value
        self._showing = False

    def _bar_moved(self, value: float) -> None:
        if not self._showing:
            if self._moved is not None:
                self._moved(value)
            self.layer.update()
