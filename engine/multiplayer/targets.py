"""Who is meant by the target of a packet: 0, an id, or minus an id."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from ..base.error import ScriptError

EVERYONE = 0
SERVER = 1


def target_of(given: object) -> int:
    """Return what a script gave for a target as an int: 5.0, which came by way of JSON, is peer 5.

    Raises ScriptError for what is no whole number, or none of 32 bits as ids are.
    """
    if isinstance(given, int) or (isinstance(given, float) and given.is_integer()):
        target = int(given)
        if abs(target) < 1 << 31:
            return target
    raise ScriptError(
        "The id of a peer is a whole number of 32 bits, 0 for everyone or `-id` for all but one,"
        f" not {given!r}."
    )


def selected(target: int, peers: Collection[int]) -> Collection[int]:
    """Return those of `peers` that `target` means, in their order.

    0 means all of them, an id that one, `-id` all but that one.
    """
    if target > 0:
        return (target,) if target in peers else ()
    return peers if target == EVERYONE else [peer for peer in peers if peer != -target]


def ids_text(peers: Iterable[int]) -> str:
    """Return ids as an error text shows them."""
    return ", ".join(map(str, peers)) or "none"


def target_text(target: int) -> str:
    """Return a target in words."""
    if target == EVERYONE:
        return "everyone"
    return f"peer {target}" if target > 0 else f"everyone but peer {-target}"
