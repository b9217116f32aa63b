"""Attacks: how long an innocent client waits for its answer while another floods the server."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack

from calls import ours
from measure import Result
from network import ASYNCIO, OURS, Server, installed, python_server, run

SECONDS = 3.0
"""How long a flood lasts."""
LONGEST = 0.05
"""Seconds that an answer may take."""
RAW = ("pings", "messages of two parts", "continuations", "texts", "tiny packets", "handshakes")
MULTIPLAYER = ("tiny packets", "pings")


def waits(servers: dict[str, Server], what: str, rounds: int, is_multiplayer: bool) -> dict[str, float]:
    """Flood each server in turn; return the longest wait of each in the round in which that was shortest."""
    best = dict.fromkeys(servers, float("inf"))
    order = list(servers)
    for _ in range(rounds):
        for side in order:
            server = servers[side]
            with server.turn():
                row = run("bystander.py", server.port, what, SECONDS, int(is_multiplayer))
            best[side] = min(best[side], row["longest"])
        order.reverse()
    return best


def results(what: str, best: dict[str, float]) -> Iterator[Result]:
    """Return our longest wait with its goal, and beside that of each peer.

    Handshakes are made by the same library on all sides, so there the peer is no goal.
    """
    yield Result(what, best[OURS], goal=LONGEST)
    for side, seconds in best.items():
        if side != OURS:
            yield Result(what, best[OURS], side, seconds, None if "handshakes" in what else 1.0)


def measure(rounds: int) -> Iterator[Result]:
    """Measure all attacks, the peer's server beside ours where it can do the same."""
    sides = {side: name for side, name in installed().items() if side in (OURS, ASYNCIO)}
    with ExitStack() as stack:
        servers = {side: Server(python_server(name, 64)) for side, name in sides.items()}
        for server in servers.values():
            stack.callback(server.close)
            with server.turn():
                pass
        for what in RAW:
            best = waits(servers, what, rounds, is_multiplayer=False)
            yield from results(f"longest echo while flooded: {what}", best)
    server = Server(ours(3))
    with ExitStack() as stack:
        stack.callback(server.close)
        for what in MULTIPLAYER:
            best = waits({OURS: server}, what, rounds, is_multiplayer=True)
            yield from results(f"longest call while flooded: {what}", best)
