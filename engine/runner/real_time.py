"""The real-time runner without a screen: sleeps until a frame is due or a socket is ready."""

from __future__ import annotations

import time
from collections.abc import Callable

from ..scene_tree import SceneTree


def run_real_time(
    tree: SceneTree,
    after_frame: Callable[[float], None] = lambda now: None,
    clock: Callable[[], float] = time.perf_counter,
) -> None:
    """Run frames at `target_fps`, or as often as physics steps, until the tree quits.

    Between frames the process sleeps in the selector. A socket that becomes ready, or a deferred
    call from another thread, brings on an early frame with the time that has passed so far, so
    that a server answers at once and costs next to nothing while idle. The first frame's delta
    leaves out the time of loading. `after_frame` is called with the time of `clock` in seconds.
    """
    last = due = clock()
    while not tree.quitting:
        start = clock()
        tree.iteration(start - last)
        last = start
        after_frame(start)
        if start >= due:  # else it was an early frame, and the one that is due is still to come
            due = max(due + 1.0 / (tree.target_fps or tree.iterations_per_second), start)
        if not tree.quitting:
            _sleep(tree, due - clock())


def _sleep(tree: SceneTree, seconds: float) -> None:
    queue = tree.message_queue
    queue.wake = tree.poller.wake
    try:
        # Set before it is looked at: a call from another thread either is seen here or wakes us.
        tree.poller.wait(0 if queue else seconds)
    finally:
        queue.wake = None
