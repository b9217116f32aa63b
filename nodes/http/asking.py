"""Asking: what Transfer and FetchTransfer have in common."""

from __future__ import annotations

from .body import Body
from .outcome import FailedError, Outcome, Wanted, log


class Asking:
    """One request of an HTTPRequest, which `poll` goes on with until there is an Outcome.

    A subclass goes on in `_go_on`, which raises FailedError for an end that is none of an answer.
    """

    def __init__(self, wanted: Wanted) -> None:
        self.wanted: Wanted = wanted
        self.size: int = -1
        """Bytes of the body as the server says, -1 if it does not."""
        self._body: Body | None = None

    def poll(self, now: float) -> Outcome | None:
        """Do what can be done without waiting; `now` is in seconds, of any clock."""
        try:
            outcome = self._go_on(now)
        except FailedError as failed:
            outcome = failed.outcome
            log.warning("%s: %s", self.wanted.name, failed)
        if outcome is not None:
            self.close()
        return outcome

    def _go_on(self, now: float) -> Outcome | None:
        raise NotImplementedError

    @property
    def received(self) -> int:
        """Bytes of the body that have come."""
        return self._body.received if self._body is not None else 0

    def close(self) -> None:
        """End it, in whatever state."""
        if self._body is not None:
            self._body.close()
