"""Where the network writes what a person who runs it wants to know."""

from __future__ import annotations

import re

from engine import push_error
from engine.base.log import LateLogger

from .rate_limit import TokenBucket

log: LateLogger = LateLogger("estragon.websocket")

MOST_SHOWN = 200
"""Characters of what a stranger wrote that are shown."""


def shown(text: str) -> str:
    """Return what a stranger wrote, fit to be part of a line: cut, and without control characters.

    They are escaped as `repr` does it, and so is the backslash, so that nobody can write a line of
    their own into a log, or paint a terminal (CWE-117).
    """
    part = text[:MOST_SHOWN]
    if not part.isprintable() or "\\" in part:
        part = "".join(c if c.isprintable() and c != "\\" else repr(c)[1:-1] for c in part)
    return part if len(text) <= MOST_SHOWN else f"{part}…"


def without_password(url: str) -> str:
    """Return `url`, or what was meant for one, without what opens doors, for a log line.

    That is its `user:password@`, and what a `token` is: see `token_authenticator`.
    """
    url = re.sub(r"(^|//)[^/?#]*@", r"\1", url, count=1)
    return re.sub(r"([?&]token=)[^&#]*", r"\1…", url) if "token=" in url else url


REPEATED = 10
"""Lines of one kind about one peer that are written each; further ones are counted."""


class Repeats:
    """How often something happened that a peer can cause as often as it likes."""

    __slots__ = ("count",)

    def __init__(self) -> None:
        self.count: int = 0

    def note(self) -> str | None:
        """Count one; return what to add to its line in the log, None if it gets none.

        The first ten get one, and from there on each that doubles the count, which it tells.
        """
        self.count += 1
        if self.count <= REPEATED:
            return ""
        return f" ({self.count} times so far)" if not self.count & (self.count - 1) else None

    def push_error(self, text: str) -> None:
        """Log an error of a script, as often as `note` says."""
        so_far = self.note()
        if so_far is not None:
            push_error(f"{text}{so_far}")


AT_ONCE = 50
PER_SECOND = 1.0
"""Lines that are written about those who come and go, at once and on average."""


class Rush:
    """Lines about those who come and go, each of whom is another: they do not fill a log, however many."""

    __slots__ = ("_bucket", "_left_out")

    def __init__(self) -> None:
        self._bucket = TokenBucket(PER_SECOND, AT_ONCE, 0.0)
        self._left_out = 0

    def note(self, now: float) -> str | None:
        """Count one at the time `now`, in seconds; return what to add to its line, None if it gets none."""
        if not self._bucket.take(1.0, now):
            self._left_out += 1
            return None
        left_out, self._left_out = self._left_out, 0
        return f" ({left_out} lines of this kind were left out before)" if left_out else ""
