"""Nearest names, for error texts that ask "did you mean …?"."""

from __future__ import annotations

from collections.abc import Iterable


def distance(a: str, b: str, limit: int) -> int:
    """Return how many edits turn `a` into `b`, or `limit + 1` if more than `limit`.

    An edit is an insertion, a deletion, a replacement, or a swap of two neighbours (the optimal
    string alignment distance).
    """
    if abs(len(a) - len(b)) > limit:
        return limit + 1
    before: list[int] = []
    above = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        row = [i]
        for j, y in enumerate(b, 1):
            cost = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        if min(row) > limit:
            return limit + 1
        before, above = above, row
    return min(above[-1], limit + 1)


def nearest(name: str, candidates: Iterable[str], most: int = 3) -> list[str]:
    """Return up to `most` candidates that look like `name`, best first; if none do, those it is a part of."""
    wanted = name.strip("_").lower()
    limit = max(1, len(wanted) // 3)
    near: list[tuple[int, str]] = []
    parts: list[tuple[int, str]] = []
    for candidate in candidates:
        bare = candidate.strip("_").lower()
        steps = distance(wanted, bare, limit)
        if steps <= limit:
            near.append((steps, candidate))
        elif len(wanted) > 2 and (wanted in bare or (len(bare) > 2 and bare in wanted)):
            parts.append((limit, candidate))
    return [candidate for _, candidate in sorted(near or parts)[:most]]


def did_you_mean(name: str, candidates: Iterable[str]) -> str:
    """Return ` Did you mean 'x'?`, or an empty string if nothing is near. Starts with a space."""
    near = nearest(name, candidates)
    return f" Did you mean {' or '.join(repr(n) for n in near)}?" if near else ""
