"""Remote calls over a WebSocketServer in its multiplayer mode: what one costs the process of the server.

With the packets of Godot 3, or with those of Godot 4, beside that engine.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import NamedTuple

from measure import Result
from network import GDSCRIPT, LIFE, OURS, PROGRAMS, SECONDS, Server, beside, loaded, started
from peers import GODOT, GODOT4, HERE, has_godot

KIB = 256


class Case(NamedTuple):
    """How many clients call, how many calls each has under way, and the goal, with the compiled core."""

    what: str
    clients: int
    depth: int
    to_all: bool = False
    goal: float | None = None


CASES = (
    Case("call received, 50 clients, 32 under way", 50, 32, goal=1.0),
    Case("call received, 1 client, 32 under way", 1, 32, goal=0.9),
    Case("call received, 8 clients, 256 under way", 8, 256, goal=1.1),
    Case("call and its answer, 50 clients, 1 under way", 50, 1, goal=1.2),
    Case("call to 1 client", 1, 1, True),
    Case("call to 8 clients", 8, 1, True),
    Case("call to 32 clients", 32, 1, True, 1.7),
    Case("call to 32 clients, 8 under way", 32, 8, True, 5.0),
)


def ours(version: int) -> Callable[[int], list[str]]:
    """Return the command of our server, given its port."""
    program = str(PROGRAMS / "rpc_estragon.py")
    return lambda port: [sys.executable, program, *map(str, (port, KIB, 60, LIFE, version))]


def theirs(version: int, sleep: int) -> Callable[[int], list[str]]:
    """Return the command of Godot's server, given its port."""
    command = [GODOT, "--path", str(HERE / "godot"), "-s", "rpc.gd"]
    if version == 4:
        command = [GODOT4, "--headless", "--path", str(HERE / "godot4"), "-s", "rpc.gd", "--"]
    options = {"kib": KIB, "sleep": sleep, "seconds": LIFE}
    return lambda port: [*command, f"--port={port}", *(f"--{k}={v}" for k, v in options.items())]


def servers(version: int) -> AbstractContextManager[dict[str, Server]]:
    """Start the servers; Godot takes part twice, as in `network.servers`."""
    commands: dict[str, Callable[[int], list[str]]] = {OURS: ours(version)}
    if has_godot(version):
        commands |= {GDSCRIPT: theirs(version, 1), f"{GDSCRIPT}, sleeping": theirs(version, 6900)}
    return started(commands)


def measure(rounds: int, version: int = 3) -> Iterator[Result]:
    """Compare the CPU time of the servers for a call."""
    with servers(version) as found:
        for case in CASES:
            best = loaded(
                found,
                rounds,
                *(case.clients, case.depth, SECONDS, int(case.to_all), version),
                program="call.py",
            )
            goals = {GDSCRIPT: case.goal} if case.goal and version == 3 else {}
            yield from beside(f"{case.what}{', Godot 4' * (version == 4)}", best, goals)


def measure_4(rounds: int) -> Iterator[Result]:
    """Compare them with the packets of Godot 4."""
    yield from measure(rounds, 4)
