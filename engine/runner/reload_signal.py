"""SIGHUP as a request to read files again."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from ..scene.scene_tree import SceneTree


@contextmanager
def reload_signal(tree: SceneTree) -> Iterator[None]:
    """Let SIGHUP have those in `tree` read their files again that have sockets: servers their certificates.

    While there are none it does what it did before, as it ends programs whose terminal is closed. A
    handler that the program has put in stays. Only in the main thread.
    """
    number = getattr(signal, "SIGHUP", None)  # not on Windows
    previous = signal.getsignal(number) if number is not None else None
    if number is None or previous not in (signal.SIG_DFL, signal.SIG_IGN):
        yield
        return

    def request(number: int, frame: FrameType | None) -> None:
        reloading = [found for user in list(tree.poller.users) if (found := user._reloading_()) is not None]
        for reload in reloading:
            tree.message_queue.push(tree, reload, (), "the request to read files again")
        if not reloading and previous == signal.SIG_DFL:
            signal.signal(number, previous)
            os.kill(os.getpid(), number)

    signal.signal(number, request)
    try:
        yield
    finally:
        signal.signal(number, previous)
