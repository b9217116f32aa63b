"""Where the network writes what a person who runs it wants to know."""

from __future__ import annotations

import logging

log: logging.Logger = logging.getLogger("estragon.websocket")

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
