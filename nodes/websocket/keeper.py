"""Keeper: who has links and is no client and no server, as these ask for it by `Links` and their poller."""

from __future__ import annotations

from collections.abc import Callable

from engine.net.traffic import Traffic

from .events import Ended, Event
from .link import Link
from .links import Links


class Keeper:
    """Has links. A subclass says what becomes of what happens on them."""

    def __init__(self) -> None:
        self.links: Links = Links(self)

    def _handle_(self, link: Link, event: Event) -> None:  # override point
        """Do what an event of a link is for."""
        raise NotImplementedError

    def _overdue_(self, link: Link) -> Ended | None:  # override point
        """Have done what the deadline of a link was for; return the end if that is what it means."""
        raise NotImplementedError

    def _close_sockets_(self) -> None:  # override point
        self.links.close()

    def __del__(self) -> None:
        self._close_sockets_()

    def _traffic_(self) -> Traffic:  # override point
        return self.links.counted()

    def _send_waiting_(self) -> bool:
        return self.links.send_waiting()

    def _drain_(self, left: float) -> bool:  # override point
        return True

    def _reloading_(self) -> Callable[[], object] | None:
        return None
