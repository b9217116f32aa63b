"""Who has something to send, so that each sends once."""

from __future__ import annotations

from typing import Protocol

from engine.base.context import ticking
from engine.core import compile_method


class Sends(Protocol):
    """Something that gathers what it has to send."""

    def flush(self) -> None:
        """Send it."""


class Outbox:
    """Those of one node who have something to send.

    While the node polls, and in a frame of a tree, sending waits for the end of the poll or of the
    step: all packets for one peer go in one system call. Otherwise it happens at once.
    """

    __slots__ = ("_waiting", "behind", "polling")

    def __init__(self) -> None:
        self.polling: bool = False
        self.behind: int = 0
        """Bytes that wait for all peers together beyond what their limits are: see `patience`."""
        self._waiting: list[Sends] = []

    def add(self, sender: Sends) -> None:
        """Let `sender` send when the time has come."""
        first = not self._waiting
        self._waiting.append(sender)
        if first and not self.polling:
            tree = ticking.get()
            if tree is not None:
                tree.message_queue.push(None, self.flush, (), "sending packets")
            else:
                self.flush()

    def flush(self) -> None:
        """Let all of them send."""
        while self._waiting:
            waiting, self._waiting = self._waiting, []
            for sender in waiting:
                sender.flush()


compile_method(Outbox, "flush")
