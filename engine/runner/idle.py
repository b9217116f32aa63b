"""Frames in which nothing happens: for how long there are only such, and what is left of them."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING, Any

from ..object.message_queue import orphans
from ..scene.scene_tree import SceneTree

if TYPE_CHECKING:
    from ..canvas.canvas import Canvas
    from ..scene.timers import TimerQueue


def idle_time(tree: SceneTree) -> float:
    """Return for how many seconds from now the frames of `tree` would do nothing.

    Until, that is, a socket becomes ready or another thread makes a deferred call, which both end a
    sleep, as does what the user does. It is the time until the first `create_timer` timeout or network
    deadline; 0 while anything is called each frame, waits for the next one, or is looked at by it: a
    node that processes, a handler of `idle_frame`, what asked to be drawn, a camera, a connection that
    is being made.
    """
    if (
        any(tree._process_lists.values())
        or tree.message_queue
        or orphans
        or tree.groups.has_held_back()
        or (tree._canvas_ is not None and not _is_settled(tree._canvas_))
        or _is_overridden(tree._idle, SceneTree._idle)
        or _is_overridden(tree._iteration, SceneTree._iteration)
        or _is_heard(tree, "idle_frame")
        or _is_heard(tree, "physics_frame")
    ):
        return 0.0
    return min(_until_timeout(tree), _until_network(tree))


def _is_overridden(method: Any, base: Any) -> bool:
    return getattr(method, "__func__", None) is not base


def _is_heard(tree: SceneTree, signal: str) -> bool:
    found = tree._signals_.get(signal) if tree._signals_ is not None else None
    return found is not None and found.is_heard()


def _is_settled(canvas: Canvas) -> bool:
    """Return True if all is shown as it is, and stays where it is."""
    new = canvas._to_draw or canvas._restyled or canvas.moved or canvas._changed
    return not (new or canvas._stale or canvas._rearranged or canvas.camera is not None)


def _until_timeout(tree: SceneTree) -> float:
    if not tree.time_scale:
        return inf
    counting: list[TimerQueue] = [tree._timers]
    if not tree.paused:
        counting.append(tree._pausable_timers)
    return min(timers.left() for timers in counting) / tree.time_scale


def _until_network(tree: SceneTree) -> float:
    if not tree.poller.can_wake():
        return 0.0
    left = [idle() for _, idle in tree._network_nodes.values()]
    if tree._multiplayer_ is not None and tree.multiplayer_poll:
        left.append(tree._multiplayer_._idle_time_(tree.poller))
    return min(left, default=inf)


def pass_over(tree: SceneTree, frames: int, seconds: float) -> None:
    """Let so many frames, which took `seconds` together, have been, without making them.

    What scripts can see of frames in which nothing happens are their numbers and the time.
    """
    for _ in range(frames):
        steps, delta = tree._physics.advance(seconds / frames)
        tree._physics_frames += steps
        tree._timers.now += delta * tree.time_scale
        if not tree.paused:
            tree._pausable_timers.now += delta * tree.time_scale
    tree._idle_frames += frames
