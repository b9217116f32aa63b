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


@contextmanager
def room_with(gateways: int, rate: int = 0) -> Iterator[tuple[str, str]]:
    """Run a room and so many gateways; give ports of players and processes, as programs take them."""
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
        yield ",".join(map(str, ports or [room])), ",".join(map(str, pids))


def said_by(program: str, *arguments: object) -> dict[str, Any]:
    """Run a program of those who load others; return what it says."""
    done = subprocess.run(
        [sys.executable, str(PROGRAMS / program), *map(str, arguments)],
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
        env=ENVIRONMENT,
    )
    if done.returncode:
        raise AssertionError(f"{program} failed: {done.stderr}")
    said: dict[str, Any] = json.loads(done.stdout)
    return said


def turn(gateways: int, rate: int, players: int, depth: int, often: float = 0.0) -> dict[str, Any]:
    """Let players play, at a room itself or at so many gateways; return what players.py says."""
    with room_with(gateways, rate) as where:
        return said_by("players.py", *where, players, depth, SECONDS, often)


def least(rounds: int, *arguments: Any) -> list[dict[str, float]]:
    """Let a room alone and one with two gateways take turns.

    Of each is returned the least CPU time per packet, of the room and of all, and the least median of trips.
    """
    best = [{"room": 1e9, "all": 1e9, "trip": 1e9} for _ in range(2)]
    for _ in range(rounds):
        for so_far, gateways in zip(best, (0, 2), strict=True):
            said = turn(gateways, *arguments)
            count, cpu = said["count"], said["cpu"]
            found = {"room": cpu[0] / count, "all": sum(cpu) / count, "trip": said["trip"]}
            so_far.update({name: min(value, found[name]) for name, value in so_far.items()})
    return best


def measure(rounds: int) -> Iterator[Result]:
    """Compare a room with two gateways to the same room without."""
    rounds = min(rounds, 3)
    for what, arguments, goals in (
        ("broadcast at 20 Hz to 800 players", (20, 800, 0), (5.0, 1 / 1.35)),
        ("echo, 100 players, 4 under way", (0, 100, 4), (None, 1 / 1.8)),
    ):
        alone, two = least(rounds, *arguments)
        yield Result(f"{what}, the room's share with 2 gateways", two["room"], ALONE, alone["room"], goals[0])
        yield Result(f"{what}, all three processes", two["all"], ALONE, alone["all"], goals[1])
    alone, two = least(rounds, 0, 4, 1, 30.0)
    yield Result("round trip that 2 gateways add, median", two["trip"] - alone["trip"], goal=0.001)
