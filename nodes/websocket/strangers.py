"""Those who did not become clients of a server: so many lines in the log for each address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .log import Repeats, Rush, log

if TYPE_CHECKING:
    from .events import Ended
    from .link import Link

KNOWN = 1000
"""Addresses that are kept in mind."""


class Strangers:
    """Who did not become a client how often.

    A health check comes every few seconds for years: each address gets one line for all of its probes,
    which only shows where more is logged. For who tried and failed see `Repeats`; as there are more
    addresses than anybody could count, `rush` has the last word.
    """

    def __init__(self, rush: Rush) -> None:
        self._found: dict[tuple[str, bool], Repeats] = {}
        self._rush = rush

    def __len__(self) -> int:
        return len(self._found)

    def tell(self, server: object, link: Link, event: Ended, now: float) -> None:
        """Log that who was at the other end of `link` did not become a client of `server`."""
        found, who = self._found, (link.address[0], event.is_probe)
        repeats = found.get(who)
        if repeats is None:
            if len(found) >= KNOWN:
                del found[next(iter(found))]
            repeats = found[who] = Repeats()
        note = repeats.note()
        if event.is_probe:
            note = "; further probes of this address get no line" if repeats.count == 1 else None
        rush = self._rush.note(now) if note is not None else None
        if rush is not None:
            tell = log.debug if event.is_probe else log.warning
            told = f"{event.why}{note}{rush}"
            tell("%r: %s:%d did not become a client: %s", server, *link.address, told)
