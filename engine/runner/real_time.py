"""The real-time runner: sleeps until a frame is due, a socket is ready or the user does something."""

from __future__ import annotations

import time
from collections.abc import Callable
from math import inf

from ..object.message_queue import orphans
from ..scene.scene_tree import SceneTree
from .idle import idle_time, pass_over

LONGEST_SLEEP = 0.25
"""Seconds that a tree sleeps at the most. Whatever no tree can know of (a thread that calls `quit`
without `call_deferred`) is late by so much in a tree in which nothing happens."""


def run_real_time(
    tree: SceneTree,
    after_frame: Callable[[float], None] | None = None,
    clock: Callable[[], float] = time.perf_counter,
) -> None:
    """Run frames at `target_fps`, or as often as physics steps, until the tree quits.

    Between frames the process sleeps in the selector. A socket that becomes ready, or a deferred
    call from another thread, brings on an early frame with the time that has passed so far, so
    that a server answers at once and costs next to nothing while idle. The first frame's delta
    leaves out the time of loading. `after_frame` is called with the time of `clock` in seconds.

    Frames in which nothing would happen are not made, only counted: see `idle_time`. With an
    `after_frame`, which might look, every frame is made.
    """
    last = due = clock()
    while not tree.quitting:
        start = clock()
        tree.iteration(start - last)
        last = start
        if after_frame is not None:
            after_frame(start)
        if tree.quitting:
            break
        frame = 1.0 / (tree.target_fps or tree.iterations_per_second)
        empty = 0
        if start >= due:  # else it was an early frame, and the one that is due is still to come
            due = max(due + frame, start)
            if after_frame is None:
                empty = int((min(idle_time(tree), LONGEST_SLEEP) - (due - start)) / frame)
        if empty <= 0:
            _sleep(tree, due - clock())
            continue
        now = clock()
        _sleep(tree, due + empty * frame - now, due - now)
        now = clock()
        if now >= due:
            passed = min(empty, int((now - due) / frame) + 1)
            until = due + (passed - 1) * frame
            pass_over(tree, passed, until - last)
            last, due = until, due + passed * frame


def _sleep(tree: SceneTree, seconds: float, motion: float = inf) -> None:
    """Sleep for so long at the most. What only moves the pointer is left for the frame that is due."""
    queue = tree.message_queue
    queue.wake = orphans.wake = tree.poller.wake
    try:
        # Set before it is looked at: a call from another thread either is seen here or wakes us.
        seconds = 0 if queue or orphans else seconds
        display = tree._services_.display.made
        if display is None:
            tree.poller.wait(seconds)
        else:
            display.wait(tree.poller, seconds, motion)
    finally:
        queue.wake = orphans.wake = None
