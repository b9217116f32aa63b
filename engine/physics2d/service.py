"""The physics of a tree, as a service of its frames: asleep as long as there is nothing to touch.

Where colliders are is asked of the nodes once, when they have moved: the canvas says which, and whatever
is above a collider counts.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import inf
from typing import TYPE_CHECKING, Any

from ..canvas.commands import Matrix
from ..canvas.geometry import compose
from ..canvas.item import ItemState
from ..scene.clock import Clock
from ..scene.frame import Frame, Service, Stage
from ..scene.schedule import StageCall
from ..scene.state import NodeState, TreeState

if TYPE_CHECKING:
    from ..canvas.service import CanvasService
    from .collider import Collider
    from .picking import Picking, Pointed
    from .space import Field, Space


class PhysicsService(Service):
    """Keeps the space, which is made with the first that is to be touched."""

    def __init__(self, tree: TreeState, frame: Frame, clock: Clock, canvas: CanvasService) -> None:
        self.made: Space | None = None
        """The space, if anybody has asked for one."""
        self.synced: dict[Collider, None] = {}
        """Those whose nodes are put where the step has moved them: see `set_sync_to_physics`."""
        self.world: Any = None
        """What scripts know as the World2D, once they have asked for it."""
        self._picking: Picking | None = None
        """Made by the first event of a pointer."""
        self._tree = tree
        self._frame = frame
        self._clock = clock
        self._canvas = canvas
        self._own: dict[ItemState, Collider] = {}
        """The colliders of the items that have one."""
        self._carried: dict[ItemState, dict[Collider, None]] = {}
        """Those that move as well when an item does, as they are below it."""
        self._moved: dict[ItemState, None] = {}
        self._paused_steps = 0

    @property
    def space(self) -> Space:
        """The colliders inside the tree. With the first the steps begin to look for what touches."""
        if self.made is None:
            from .space import Space

            self.made = Space(self._steps)
            self._canvas.canvas.followers.append(self._moved.update)
            self._frame.wake(self)
        return self.made

    # -- Colliders -----------------------------------------------------------------------------

    def enter(self, collider: Collider, item: ItemState) -> None:
        """Take in a collider, which is where `item` is."""
        self.space.add(collider, item._global_matrix_())
        self._follow(collider, item)

    def leave(self, collider: Collider, item: ItemState) -> list[Collider]:
        """Let go of a collider; return the areas that have been told of it."""
        watchers = self.space.remove(collider)
        self._unfollow(collider, item)
        return watchers

    def enter_field(self, field: Field, collider: Collider, item: ItemState) -> None:
        """Take in many parts of one collider, which moves with `item`."""
        self.space.add_field(field, collider)
        self.enter(collider, item)

    def leave_field(self, collider: Collider, item: ItemState) -> list[Collider]:
        """Let go of them; return the areas that have been told of them."""
        self.space.remove_field(collider)
        return self.leave(collider, item)

    def _follow(self, collider: Collider, item: ItemState) -> None:
        canvas = self._canvas.canvas
        self._own[item] = collider
        canvas.follow(item, True)
        for above in _above(item):
            carried = self._carried.get(above)
            if carried is None:
                carried = self._carried[above] = {}
                canvas.follow(above, True)
            carried[collider] = None

    def _unfollow(self, collider: Collider, item: ItemState) -> None:
        self.synced.pop(collider, None)
        canvas = self._canvas.canvas
        del self._own[item]
        if item not in self._carried:
            canvas.follow(item, False)
        for above in _above(item):
            carried = self._carried[above]
            del carried[collider]
            if not carried:
                del self._carried[above]
                if above not in self._own:
                    canvas.follow(above, False)

    # -- Frames --------------------------------------------------------------------------------

    def stages(self) -> dict[str, StageCall]:
        """Return what it does in which stages."""
        return {
            Stage.TOUCHES: lambda _delta: self._tell(),
            Stage.PHYSICS_FRAME: lambda _delta: self._pick(),
            Stage.MOVES: lambda _delta: self.sync(),
            Stage.SPACE: self._step,
        }

    def sync(self) -> None:
        """Let the space know where those are now that have moved."""
        self._canvas.canvas.gather()
        if not self._moved:
            return
        self._look_again()
        moved, own, carried = self._moved, self._own, self._carried
        colliders = [own[item] for item in moved if item in own]
        for above in [item for item in moved if item in carried]:
            colliders += carried[above]
        moved.clear()
        move, synced = self.space.move, self.synced
        outers: dict[Any, Matrix | None] = {}
        for collider in colliders:
            if synced and collider in synced:
                continue  # its node follows it, and not it the node
            item = collider.owner
            above = item._above_
            if above in outers:
                outer = outers[above]
            else:
                outer = outers[above] = _matrix_above(item)
            move(collider, item._matrix_() if outer is None else compose(outer, item._matrix_()))

    def _step(self, delta: float) -> None:
        assert self.made is not None
        if self._tree.paused:
            self._paused_steps += 1
        elif not self.made.is_at_rest():
            self.made.step(delta)
            self._look_again()

    def _steps(self) -> int:
        """Return how many steps the space has had, with those in which it was at rest."""
        return self._clock.steps - self._clock.in_step - self._paused_steps

    def _tell(self) -> None:
        assert self.made is not None
        if self._tree.paused:
            return
        arrived = self.made.take_arrived()
        if arrived:
            self.sync()  # where a script has put them since then counts
        for collider in [*self.synced, *arrived]:
            if collider in self.made:  # else another was told first, and has freed it
                collider.owner._arrived_()
        for event in self.made.take_events():
            event.own.collider.owner._insiders_.told_of(event)

    def _look_again(self) -> None:
        if self._picking is not None:
            self._picking.stale = True

    def _pick(self) -> None:
        if self._picking is not None:
            self._picking.step()

    def idle_time(self) -> float:
        """Return 0 while something moves, or is to be told."""
        if self.made is None:
            return inf
        if self._picking is not None and not self._picking.is_settled():
            return 0.0
        return inf if self._tree.paused or (self.made.is_at_rest() and not self._moved) else 0.0

    # -- The pointer ---------------------------------------------------------------------------

    def take(self, event: Pointed) -> None:
        """Take an event of the pointer that nobody else has taken."""
        if self._picking is None:
            if self.made is None:
                return
            from .picking import Picking

            self._picking = Picking(self._canvas.canvas, self.made)
        self._picking.take(event)

    def pointer_left(self) -> None:
        """Take note that the pointer has left the window."""
        if self._picking is not None:
            self._picking.pointer_left()


def _above(item: ItemState) -> Iterator[ItemState]:
    """Yield the items that an item moves with."""
    at: NodeState | None = item._parent_
    while isinstance(at, ItemState):
        yield at
        at = at._parent_


def _matrix_above(item: ItemState) -> Matrix | None:
    """Return where what an item is in is on the canvas; None if it is where the canvas is."""
    parent = item.get_parent_item()
    if parent is None:
        return None
    matrix = parent._global_matrix_()
    return None if matrix == (1.0, 0.0, 0.0, 1.0, 0.0, 0.0) else matrix
