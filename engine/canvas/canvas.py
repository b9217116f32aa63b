"""The canvas of one tree: which items are shown, in which order, where; and what of it is new.

Work is done for what has changed alone: an item that asked to be redrawn is drawn, one that moved
gets a new place with those below it, and only when items come and go, are shown and hidden or change
their order are all gone through. An unchanged frame does nothing.

Sources: Godot 3.6's `VisualServerCanvas` (order, clip, modulate) and `CanvasItem`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ..base.fault import report
from .commands import Matrix
from .drawing import Drawing, Surface
from .item import Camera, Culled, ItemState, Scrolled
from .layer import Layer
from .order import by_height
from .places import place_changed, place_moved
from .watchers import Watchers

if TYPE_CHECKING:
    from ..scene.state import NodeState
    from ..variant.vector2 import Vector2
    from .mirrors import Mirrors
    from .sights import Sights


class Canvas:
    """The canvas items of a tree as a sequence of drawings."""

    def __init__(self) -> None:
        self.moved: dict[ItemState, None] = {}
        """Those whose transform has changed. They put themselves in, as nothing is done so often."""
        self.followed: dict[ItemState, None] = {}
        """Those of whose moves somebody else wants to know, too, until `gather` has told: see `follow`."""
        self.followers: list[Callable[[dict[ItemState, None]], None]] = []
        """What `gather` calls with those."""
        self.near: dict[Culled, None] = {}
        """Those that show only what is near: asked before each frame is drawn what that is."""
        self.sorting: dict[ItemState, list[ItemState]] = {}
        """Those that sort what is below them by its height, and how it was last: YSorts."""
        self._look_again = False
        self.to_draw: dict[ItemState, None] = {}
        """Those that are to be drawn before the frame is shown, if they are visible then."""
        self.watchers: Watchers = Watchers()
        self.camera: Camera | None = None
        """The Camera2D that the canvas is seen through."""
        self.backgrounds: dict[Scrolled, None] = {}
        """What is told where the camera looks: ParallaxBackgrounds."""
        self._scrolled: object = None
        self._sights: Sights | None = None
        self._mirrors: Mirrors | None = None
        self._main = Layer()
        self._layers = [self._main]
        self._items: list[ItemState] = []
        self._drawings: list[Drawing] = []
        self._restyled: dict[ItemState, None] = {}
        self._changed: set[int] = set()
        self._stale = True
        self._rearranged = True

    def __repr__(self) -> str:
        return f"<Canvas of {len(self._drawings)} drawings>"

    # -- What items tell -----------------------------------------------------------------------

    def entered(self, item: ItemState) -> None:
        """Take in an item that has entered the tree."""
        self.attach(item)
        self.to_draw[item] = None
        self.watchers.entered(item)

    def left(self, item: ItemState) -> None:
        """Let go of an item that leaves the tree."""
        self.detach(item)
        self.moved.pop(item, None)
        self.followed.pop(item, None)
        self._restyled.pop(item, None)
        self.to_draw.pop(item, None)
        self.watchers.left(item)

    def attach(self, item: ItemState) -> None:
        """Put an item below its parent, or into a layer if it has none that places it."""
        parent = item.get_parent_item()
        if parent is None:
            layer = item._above_ = self._layer_of(item)
            layer.add(item)
        else:
            item._above_ = parent
            if parent._below_ is None:
                parent._below_ = {item: None}
            else:
                parent._below_[item] = None
        self._restyled[item] = None
        self._stale = True

    def detach(self, item: ItemState) -> None:
        """Undo `attach`."""
        above = item._above_
        if isinstance(above, Layer):
            above.remove(item)
        elif above is not None and above._below_ is not None:
            above._below_.pop(item, None)
        item._above_ = None
        item._slot_ = -1
        self._stale = True

    def shown_or_hidden(self, item: ItemState) -> None:
        """Take note that an item was shown or hidden."""
        self._restyled[item] = None
        self._stale = True

    def reordered(self) -> None:
        """Take note that the order has changed: that of the tree, or a z index."""
        for layer in self._layers:
            layer.reordered()
        self._stale = True

    def restyled(self, item: ItemState) -> None:
        """Take note that the colour of an item has changed."""
        self._restyled[item] = None

    # -- Who else wants to know ----------------------------------------------------------------

    def follow(self, item: ItemState, enable: bool) -> None:
        """Have the followers told when an item moves, as long as it is inside the tree."""
        item._is_followed_ = enable
        if item._moved_items_ is (self.moved if enable else self.followed):
            item._moved_items_ = self.moves_of(item)
        if not enable and item in self.followed:
            del self.followed[item]
            self.moved[item] = None

    def moves_of(self, item: ItemState) -> dict[ItemState, None]:
        """Return where an item puts itself when it has moved."""
        return self.followed if item._is_followed_ else self.moved

    def gather(self) -> None:
        """Tell the followers which items have moved since the last call, and take these in as all others."""
        followed = self.followed
        if followed:
            for tell in self.followers:
                tell(followed)
            self.moved.update(followed)
            followed.clear()

    # -- Layers --------------------------------------------------------------------------------

    def add_layer(self, number: int) -> Layer:
        """Return a new layer; items enter it whose nearest node with `_layer_` has it there."""
        layer = Layer(number)
        self._layers.append(layer)
        return layer

    def layers(self) -> list[Layer]:
        """Return the layers, the frontmost first."""
        return sorted(self._layers, key=lambda layer: layer.number, reverse=True)

    def remove_layer(self, layer: Layer) -> None:
        """Undo `add_layer`."""
        self._layers.remove(layer)
        self._stale = True

    def layer_changed(self, layer: Layer, transform: Matrix | None = None) -> None:
        """Take note that a layer has another number, was shown or hidden, or has moved."""
        if transform is None:
            self._stale = True
        else:
            layer._drawing_.transform = transform
        self._restyled.update(layer._below_)

    def _layer_of(self, item: ItemState) -> Layer:
        if len(self._layers) > 1:
            node: NodeState | None = item
            while node is not None:
                layer = getattr(node, "_layer_", None)
                if isinstance(layer, Layer):
                    return layer
                node = node._parent_
        return self._main

    @property
    def transform(self) -> Matrix:
        """From the coordinates of the items without a parent to the viewport's."""
        return self._main.transform

    @transform.setter
    def transform(self, transform: Matrix) -> None:
        if transform != self._main.transform:
            self.layer_changed(self._main, transform)

    def toplevels(self) -> list[ItemState]:
        """Return the items that are set as top level."""
        return [top for layer in self._layers for top in layer._below_ if top._toplevel_]

    # -- Showing it ----------------------------------------------------------------------------

    def follow_camera(self, delta: float) -> None:
        """Move the canvas so that what the camera looks at is seen, `delta` seconds after the last time."""
        if self.camera is not None:
            self.transform = self.camera._seen_from_it_(delta)
            if self.backgrounds:
                self._scroll_backgrounds(self.camera._screen_offset_())

    def _scroll_backgrounds(self, offset: Vector2) -> None:
        scrolled = (self.transform, offset, len(self.backgrounds))
        if scrolled != self._scrolled:
            self._scrolled = scrolled
            for background in [*self.backgrounds]:
                background._scrolled_(self.transform, offset)

    @property
    def sights(self) -> Sights:
        """Those that want to know whether they are in view."""
        if self._sights is None:
            from .sights import Sights

            self._sights = Sights()
        return self._sights

    def look(self) -> bool:
        """Have those look that want to know whether they are in view; return whether there was any."""
        return bool(self._sights) and self.sights.look([layer.transform for layer in self._layers])

    def mirror(self, item: ItemState, x: float, y: float) -> None:
        """Draw a branch again so far to the right and below it, in its layer; 0 is not at all."""
        if self._mirrors is None:
            if not (x or y):
                return
            from .mirrors import Mirrors

            self._mirrors = Mirrors()
        self._mirrors.put(item, x, y)
        self._stale = True

    def look_again(self) -> None:
        """Take note that one of those that show what is near has something else to show."""
        self._look_again = True

    def show_near(self) -> None:
        """Let those that show what is near see to it."""
        self._look_again = False
        for item in list(self.near):
            item._show_near_()

    def tell_moved(self) -> None:
        """Notify those who asked for it that they, or what is above them, have moved."""
        self.gather()
        if self.watchers:
            moved = self.moved.copy()
            self._restyled.update(moved)
            self.moved.clear()
            self.watchers.tell(moved)

    def draw_items(self) -> bool:
        """Have every visible item drawn that asked for it; return whether there was any.

        Those that ask meanwhile are left for the next call.
        """
        if not self.to_draw:
            return False
        if self._stale:
            self._arrange()
        to_draw, self.to_draw = self.to_draw, {}
        for item in to_draw:
            if item._slot_ >= 0 and (not self._stale or item.is_visible_in_tree()):
                try:
                    item._redraw_()
                except Exception as error:
                    report(item, error, f"{item!r}, drawing")
                self._changed.add(item._slot_)
        return True

    def present(self, display: Surface) -> None:
        """Hand the display what has changed since the last call, if anything has."""
        if self.sorting and (self.moved or self.followed or self._restyled):
            self._sort()
        if self._stale:
            self._arrange()
        self.gather()
        if self._restyled or self.moved:
            place_changed(self._restyled, self._changed)
            place_moved(self.moved, self._restyled, self._changed)
            self._restyled.clear()
            self.moved.clear()
        if self._mirrors is not None:
            self._mirrors.follow(self._changed, self._rearranged)
        if self._rearranged:
            self._rearranged = False
            self._changed.clear()
            display.draw(self._drawings, None)
        elif self._changed:
            self._changed.discard(-1)
            changed = sorted(self._changed)
            self._changed.clear()
            display.draw(self._drawings, changed)

    def _sort(self) -> None:
        """Find out whether what is sorted by its height has another order now."""
        for item, before in self.sorting.items():
            now = by_height(item) if item._by_height_ else before
            if now != before:
                self.sorting[item] = now
                self._stale = True

    def is_settled(self) -> bool:
        """Return True if all is shown as it is, and stays where it is."""
        new = self.to_draw or self._restyled or self.moved or self.followed or self._changed
        return not (new or self._stale or self._rearranged or self._look_again or self.camera is not None)

    def show_again(self) -> None:
        """Take note that the display has to be told everything."""
        self._rearranged = True

    def _arrange(self) -> None:
        """Find out what is visible, in which order."""
        self._stale = False
        self._rearranged = True
        for item in self._items:
            item._slot_ = -1
        parts = [layer.in_order() for layer in sorted(self._layers, key=lambda layer: layer.number)]
        self._items = items = [item for i in (0, 1) for part in parts for item in part[i]]
        if self._mirrors:
            self._drawings = self._mirrors.spread(items)
        else:
            for slot, item in enumerate(items):
                item._slot_ = slot
            self._drawings = [item._drawing_ for item in items]
        self._changed.clear()
