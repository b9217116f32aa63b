"""Messages between clients of two processes, beside Socket.IO servers that reach each other by way of Redis.

Ours are two gateways with their room, which needs no store. What counts is the CPU time of all processes but
that of the clients, Redis among them, for a message that has come to a client.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from gateways import PROGRAMS, free_port, room_with, running, said_by, wait_for
from measure import Result
from peers import load
from stores import redis_server

SECONDS = 2.0
PEER = "python-socketio"
NEEDED = ("socketio", "aiohttp", "uvloop", "redis")
CASES = (
    ("one to one, 20 clients, 4 under way", 20, 4, 10.0),
    ("one to one, 20 clients, 1 under way", 20, 1, 10.0),
    ("one to all, 200 clients", 200, 0, 3.0),
)
"""What is sent, by how many clients, how many to one are under way, and the goal."""


@contextmanager
def socketio_servers() -> Iterator[tuple[str, str] | None]:
    """Run two servers and their Redis; give ports and processes as `room_with`, None if that cannot be."""
    with redis_server(PEER) as redis:
        if redis is None or any(
            load(module) is None for module in ("socketio", "aiohttp", "uvloop", "redis")
        ):
            yield None
            return
        ports = [free_port(), free_port()]
        program, url = str(PROGRAMS / "socketio_server.py"), f"redis://127.0.0.1:{redis.port}"
        wait_for(redis.port)
        with running(*([sys.executable, program, str(port), url] for port in ports)) as pids:
            for port in ports:
                wait_for(port)
            yield ",".join(map(str, ports)), ",".join(map(str, (*pids, redis.process.pid)))


def cost(kind: str, where: tuple[str, str], clients: int, depth: int) -> float:
    """Return the CPU seconds for a message."""
    said = said_by("pairs.py", kind, *where, clients, depth, SECONDS)
    return float(sum(said["cpu"]) / said["count"])


def measure(rounds: int) -> Iterator[Result]:
    """Let both sides take turns."""
    for what, clients, depth, goal in CASES:
        ours, theirs = [], []
        for _ in range(min(rounds, 3)):
            with room_with(2) as where:
                ours.append(cost("godot", where, clients, depth))
            with socketio_servers() as others:
                if others is not None:
                    theirs.append(cost("socketio", others, clients, depth))
        yield Result(f"{what}, of two processes", min(ours), PEER, min(theirs, default=None), goal)
