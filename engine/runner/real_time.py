"""The real-time runner without a screen: sleeps until a frame is due or a socket is ready."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from ..scene_tree import SceneTree


def run_real_time(tree: SceneTree, after_frame: Callable[[float], None] = lambda now: None) -> None:
    """Run frames at `target_fps`, or as often as physics steps, until the tree quits.

    Between frames the process sleeps in the selector. A socket that becomes ready, or a deferred
    call from another thread, brings on an early frame with the time that has passed so far, so
    that a server answers at once and costs nothing while idle. SIGINT and SIGTERM ask the tree to
    quit. The first frame's delta leaves out the time of loading.
    """
    now = time.perf_counter
    with _quit_signals(tree):
        last = due = now()
        while not tree.quitting:
            start = now()
            tree.iteration(start - last)
            last = start
            after_frame(start)
            period = 1.0 / (tree.target_fps or tree.iterations_per_second)
            if start >= due:
                due = max(due + period, start)
            _sleep(tree, due - now())


def _sleep(tree: SceneTree, seconds: float) -> None:
    queue = tree.message_queue
    queue.wake = tree.poller.wake
    try:
        # Set before it is looked at: a call from another thread either is seen here or wakes us.
        tree.poller.wait(0 if queue or tree.quitting else seconds)
    finally:
        queue.wake = None


@contextmanager
def _quit_signals(tree: SceneTree) -> Iterator[None]:
    """Turn SIGINT and SIGTERM into requests to quit, if this is the main thread."""

    def request(number: int, frame: object) -> None:
        tree.message_queue.push(tree, tree.request_quit, (), "quit request")

    fd = tree.poller.open_wakeup()
    try:
        previous = {s: signal.signal(s, request) for s in (signal.SIGINT, signal.SIGTERM)}
        previous_fd = signal.set_wakeup_fd(fd, warn_on_full_buffer=False)
    except ValueError:  # another thread: signals are not ours to handle
        yield
        return
    try:
        yield
    finally:
        signal.set_wakeup_fd(previous_fd)
        for number, handler in previous.items():
            signal.signal(number, handler)
