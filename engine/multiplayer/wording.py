"""How the trace shows what is in packets, which others may have written."""

from __future__ import annotations

from collections.abc import Callable

_MOST_SHOWN = 200
"""Characters of a name, of the arguments, or of raw bytes, that are shown."""


def node_words(target: int | str, path_of: Callable[[int], str | None]) -> str:
    """Return which node a packet is for; `path_of` knows the paths behind numbers."""
    path = target if isinstance(target, str) else path_of(target)
    return short(path) if path else f"(path {target})"


def short(text: str) -> str:
    """Return what another program wrote, cut, and with control characters as `repr` shows them."""
    part = text if len(text) <= _MOST_SHOWN else text[:_MOST_SHOWN] + "…"
    return part if part.isprintable() else "".join(c if c.isprintable() else repr(c)[1:-1] for c in part)
