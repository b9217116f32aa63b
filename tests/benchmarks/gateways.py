"""A room with gateways and without: what it costs the room, and all processes together.

Both serve the same players with the same packets, in turns of one run; what counts is the CPU time of each
process for a packet that has come to a player.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from socket import create_connection
from typing import Any

from measure import Result
from network import ENVIRONMENT, PROGRAMS, free_port

SECONDS = 3.0
LIFE = 120
ALONE = "one process"


@contextmanager
def running(*commands: list[str]) -> Iterator[list[int]]:
    """Run programs; give their process ids."""
    environment = {**ENVIRONMENT, "ESTRAGON_SECRET": "benchmark"}
    processes = [
        subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment)
        for command in commands
    ]
    try:
        yield [process.pid for process in processes]
    finally:
        for process in processes:
            process.kill()
            process.wait()


def wait_for(port: int) -> None:
    """Wait until somebody listens on a port."""
    end = time.monotonic() + 20
    while time.monotonic() < end:
        with suppress(OSError), create_connection(("127.0.0.1", port)):
            return
        time.sleep(0.05)
    raise AssertionError(f"nobody listens on {port}")


def turn(gateways: int, rate: int, players: int, depth: int, often: float = 0.0) -> dict[str, Any]:
    """Let players play, at a room itself or at so many gateways; return what players.py says."""
    room, ports = free_port(), [free_port() for _ in range(gateways)]
    commands = [
        [sys.executable, str(PROGRAMS / "room.py"), *map(str, (room, int(gateways > 0), rate, LIFE))],
        *(
            [
                *(sys.executable, "-m", "nodes.cluster", "gateway"),
                *("--room", f"ws://127.0.0.1:{room}", "--port", str(port)),
            ]
            for port in ports
        ),
    ]
    with running(*commands) as pids:
        for port in (room, *ports):
            wait_for(port)
        time.sleep(1.0)  # trunks are there by then
        where = [",".join(map(str, ports or [room])), ",".join(map(str, pids))]
        numbers = map(str, (players, depth, SECONDS, often))
        done = subprocess.run(
            [sys.executable, str(PROGRAMS / "players.py"), *where, *numbers],
            capture_output=True,
            text=True,
            timeout=100,
            check=False,
            env=ENVIRONMENT,
        )
    if done.returncode:
        raise AssertionError(f"players.py failed: {done.stderr}")
    said: dict[str, Any] = json.loads(done.stdout)
    return said


def least(rounds: int, *arguments: Any, gateways: int) -> dict[str, float]:
    """Return the least CPU time per packet, of the room and of all, and the least median of trips."""
    best = {"room": 1e9, "all": 1e9, "trip": 1e9}
    for _ in range(rounds):
        said = turn(gateways, *arguments)
        found = {
            "room": said["cpu"][0] / said["count"],
            "all": sum(said["cpu"]) / said["count"],
            "trip": said["trip"],
        }
        best = {name: min(value, found[name]) for name, value in best.items()}
    return best


def measure(rounds: int) -> Iterator[Result]:
    """Compare a room with two gateways to the same room without."""
    rounds = min(rounds, 3)
    for what, arguments, goals in (
        ("broadcast at 20 Hz to 800 players", (20, 800, 0), (5.0, 1 / 1.35)),
        ("echo, 100 players, 4 under way", (0, 100, 4), (None, 1 / 1.8)),
    ):
        alone = least(rounds, *arguments, gateways=0)
        two = least(rounds, *arguments, gateways=2)
        yield Result(f"{what}, the room's share with 2 gateways", two["room"], ALONE, alone["room"], goals[0])
        yield Result(f"{what}, all three processes", two["all"], ALONE, alone["all"], goals[1])
    alone = least(rounds, 0, 4, 1, 30.0, gateways=0)
    two = least(rounds, 0, 4, 1, 30.0, gateways=2)
    yield Result("round trip that 2 gateways add, median", two["trip"] - alone["trip"], goal=0.001)
