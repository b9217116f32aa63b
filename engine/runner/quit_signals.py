"""SIGINT and SIGTERM as requests to quit, and SIGHUP beside them."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from types import FrameType

from ..scene.scene_tree import SceneTree
from .reload_signal import reload_signal

_SIGNALS = (signal.SIGINT, signal.SIGTERM)


@contextmanager
def quit_signals(tree: SceneTree, drain: float = 0.0) -> Iterator[None]:
    """Let Ctrl+C (SIGINT) and SIGTERM ask `tree` to quit, as a closed window does.

    After SIGTERM servers have `drain` seconds to let go of their clients: see `Drain`. A second signal
    ends the program at once, in case a script hangs: SIGINT as a KeyboardInterrupt, SIGTERM by killing
    the process. SIGHUP: see `reload_signal`. Outside the main thread signals are not ours to handle.
    """
    doorbell = tree.poller.open_doorbell()

    def request(number: int, frame: FrameType | None) -> None:
        signal.signal(number, previous[signal.Signals(number)])
        drains = drain and number == signal.SIGTERM
        quit = partial(_drain, tree, drain) if drains else tree.request_quit
        tree.message_queue.push(tree, quit, (), "the request to quit")

    try:
        previous = {number: signal.signal(number, request) for number in _SIGNALS}
    except ValueError:
        yield
        return
    # The signal's own handler rings too, but only once Python runs again: a signal that arrives
    # just before the process falls asleep has to be written by the C handler.
    previous_fd = signal.set_wakeup_fd(doorbell.ringing_fileno(), warn_on_full_buffer=False)
    try:
        with reload_signal(tree):
            yield
    finally:
        signal.set_wakeup_fd(previous_fd)
        for number, handler in previous.items():
            signal.signal(number, handler)


def _drain(tree: SceneTree, seconds: float) -> None:
    from .drain import Drain  # which programs begin with that never need it

    Drain(tree, seconds).begin()
