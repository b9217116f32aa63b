"""Draining: which clients of a server that is to end may be let go of."""

from __future__ import annotations

from collections.abc import Iterable

SILENCE = 1.0
"""Seconds in which a client has sent nothing, after which it may go."""
WHY = "the server is stopping"


class Draining:
    """Who has been silent, looked at each second from `now` on."""

    def __init__(self, now: float) -> None:
        self._heard: set[int] = set()
        self._next = now + SILENCE

    def heard(self, client: int) -> None:
        """Take note that a client has sent something."""
        self._heard.add(client)

    def silent(self, clients: Iterable[int], now: float) -> list[int]:
        """Return those of the clients that have sent nothing since the last look; nobody before the next."""
        if now < self._next:
            return []
        heard, self._heard = self._heard, set()
        self._next = now + SILENCE
        return [client for client in clients if client not in heard]
