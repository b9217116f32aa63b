"""WebSocket servers and clients: the CPU time of a process for each message, and what idling costs.

The servers of all sides live side by side, each stopped (SIGSTOP) while it is not its turn; one
program loads whichever has its turn, and reads the CPU clock of the server's process.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from functools import cache
from tempfile import TemporaryDirectory, TemporaryFile
from typing import Any, NamedTuple

from measure import Result
from peers import GODOT, HERE, has_godot, load, missing, unsteady

PROGRAMS = HERE / "programs"
SECONDS = 0.4
"""How long a turn takes at the least."""
LIFE = 900
"""Seconds after which a server ends by itself."""
ASYNCIO, AIOHTTP, PICOWS, GDSCRIPT = "websockets asyncio", "aiohttp", "picows on uvloop", "Godot"
OURS, BARE = "Estragon", "a bare loop in C"
PYTHON_SERVERS = {OURS: "estragon", ASYNCIO: "websockets", AIOHTTP: "aiohttp", PICOWS: "picows"}

Row = dict[str, float]


class Case(NamedTuple):
    """How an echo server is loaded, and the goals, with the compiled core: the peer's CPU time by ours."""

    what: str
    clients: int
    depth: int
    size: int
    goals: dict[str, float]


Goals = dict[str, float]
PIPELINED: Goals = {GDSCRIPT: 6.5, ASYNCIO: 18.0, AIOHTTP: 9.0, PICOWS: 3.5}
ONE_BY_ONE: Goals = {GDSCRIPT: 1.8, ASYNCIO: 4.5, PICOWS: 0.9}
KIB64: Goals = {GDSCRIPT: 9.0, AIOHTTP: 1.3, PICOWS: 1.05}
MIB: Goals = {GDSCRIPT: 9.0, AIOHTTP: 1.5, PICOWS: 1.0}

ECHO = (
    Case("32 B, 50 clients, 32 under way", 50, 32, 32, PIPELINED),
    Case("32 B, 50 clients, 1 under way", 50, 1, 32, ONE_BY_ONE),
    Case("32 B, 1 client, 32 under way", 1, 32, 32, {PICOWS: 2.5}),
    Case("32 B, 1 client, 1 under way", 1, 1, 32, {PICOWS: 0.4}),
    Case("32 B, 500 clients, 32 under way", 500, 32, 32, {}),
    Case("32 B, 500 clients, 1 under way", 500, 1, 32, {PICOWS: 1.0}),
    Case("64 KiB, 50 clients, 1 under way", 50, 1, 65536, KIB64),
    Case("64 KiB, 1 client, 4 under way", 1, 4, 65536, {}),
    Case("1 MiB, 8 clients, 1 under way", 8, 1, 1 << 20, MIB),
)
BROADCAST: dict[int, Goals] = {
    1: {},
    8: {},
    32: {GDSCRIPT: 1.5, PICOWS: 0.8},
    500: {GDSCRIPT: 2.2, PICOWS: 0.85},
}
CLIENT = ((32, 32), (1, 32), (4, 65536))


def installed() -> dict[str, str]:
    """Return the Python sides that can take part, and what their programs are called after."""
    found = dict(PYTHON_SERVERS)
    for side, module in (
        (ASYNCIO, "websockets"),
        (AIOHTTP, "aiohttp"),
        (PICOWS, "picows"),
        (PICOWS, "uvloop"),
    ):
        if load(module) is None:
            found.pop(side, None)
    return found


def free_port() -> int:
    """Return a port of the loopback interface that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


class Server:
    """A server process, which runs only while it has its turn."""

    def __init__(self, command: Callable[[int], list[str]]) -> None:
        self.port = free_port()
        self._errors = TemporaryFile()  # noqa: SIM115 - a pipe would fill up
        self._process = subprocess.Popen(
            command(self.port), stdout=subprocess.DEVNULL, stderr=self._errors, env=ENVIRONMENT
        )
        self.pid = self._process.pid
        try:
            self._wait()
        except BaseException:
            self.close()
            raise

    def _wait(self) -> None:
        end = time.monotonic() + 20
        while self._process.poll() is None and time.monotonic() < end:
            with suppress(OSError), socket.create_connection(("127.0.0.1", self.port)):
                return
            time.sleep(0.05)
        self._errors.seek(0)
        raise AssertionError(f"a server did not start: {self._errors.read().decode()}")

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Let the process run inside the block."""
        os.kill(self.pid, signal.SIGCONT)
        try:
            yield
        finally:
            os.kill(self.pid, signal.SIGSTOP)

    def close(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.wait()
        self._errors.close()


ENVIRONMENT = {
    **{name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"},
    "PYTHONPATH": str(HERE.parent.parent),
}


def python_server(name: str, kib: int, to_all: bool = False) -> Callable[[int], list[str]]:
    """Return the command of a server, given its port."""
    program = str(PROGRAMS / f"echo_{name}.py")
    return lambda port: [sys.executable, program, *map(str, (port, kib, 60, LIFE, int(to_all)))]


def godot_server(kib: int, sleep: int, to_all: bool = False) -> Callable[[int], list[str]]:
    """Return the command of Godot's server, given its port."""
    options = {"kib": kib, "sleep": sleep, "seconds": LIFE, "broadcast": int(to_all)}
    command = [GODOT, "--path", str(HERE / "godot"), "-s", "echo.gd"]
    return lambda port: [*command, f"--port={port}", *(f"--{k}={v}" for k, v in options.items())]


def run(program: str, *arguments: object) -> Row:
    """Run a program of the `programs` folder and return the numbers that it printed."""
    command = [sys.executable, str(PROGRAMS / program), *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False, env=ENVIRONMENT)
    if done.returncode:
        raise AssertionError(f"{program} {arguments} failed: {done.stderr}")
    row: Row = json.loads(done.stdout)
    return row


@contextmanager
def started(commands: dict[str, Callable[[int], list[str]]]) -> Iterator[dict[str, Server]]:
    """Start the servers of all sides; each of their turns begins and ends with `Server.turn`."""
    with ExitStack() as stack:
        found = {}
        for side, command in commands.items():
            server = found[side] = Server(command)
            stack.callback(server.close)
            with server.turn():
                pass
        yield found


@cache
def built() -> TemporaryDirectory[str] | None:
    """Compile the bare loop; return the folder where it is then, None where it cannot be had."""
    if not sys.platform.startswith("linux"):
        missing[BARE] = "no epoll"
        return None
    compiler = shutil.which(os.environ.get("CC", "cc"))
    if compiler is None:
        missing[BARE] = "no C compiler"
        return None
    folder = TemporaryDirectory()
    source, program = str(PROGRAMS / "echo_bare.c"), f"{folder.name}/echo_bare"
    subprocess.run([compiler, "-O3", "-o", program, source], check=True)
    return folder


def servers(kib: int, to_all: bool = False) -> AbstractContextManager[dict[str, Server]]:
    """Start the servers of all sides, as `started` does.

    Godot takes part twice: with frames that follow upon each other at once, and as it does unless
    told otherwise, sleeping between frames. Which is the cheaper one depends on the load. The bare loop
    says what the system takes for an echo.
    """
    commands = {side: python_server(name, kib, to_all) for side, name in installed().items()}
    folder = None if to_all else built()
    if folder is not None:
        program = f"{folder.name}/echo_bare"
        commands[BARE] = lambda port: [program, str(port)]
    if has_godot():
        commands[GDSCRIPT] = godot_server(kib, 1, to_all)
        commands[f"{GDSCRIPT}, sleeping"] = godot_server(kib, 6900, to_all)
    return started(commands)


def loaded(found: dict[str, Server], rounds: int, *arguments: object, program: str = "load.py") -> Row:
    """Let all servers be loaded in turns; return the least CPU seconds of each side for a message."""
    best: Row = {}
    busiest: Row = {}
    order = list(found)
    for _ in range(rounds):
        for side in order:
            server = found[side]
            with server.turn():
                row = run(program, server.pid, server.port, *arguments)
            name = side.partition(",")[0]
            if row["cpu"] < best.get(name, 1e9):
                best[name], busiest[name] = row["cpu"], row["busy"]
        order.reverse()
    for name, busy in busiest.items():
        if busy > 0.95:
            unsteady.append(f"{name}, {arguments}: the load generator was busy {busy:.0%} of the time")
    return best


def beside(what: str, best: Row, goals: dict[str, float]) -> Iterable[Result]:
    """Return our result beside that of each peer."""
    peers = [side for side in best if side != OURS]
    if not peers:
        return [Result(what, best[OURS])]
    return [Result(what, best[OURS], peer, best[peer], goals.get(peer)) for peer in peers]


def echo(rounds: int) -> Iterator[Result]:
    """Compare echo servers."""
    for sizes, kib in (((32,), 64), ((65536,), 1024), ((1 << 20,), 4096)):
        with servers(kib) as found:
            for case in ECHO:
                if case.size in sizes:
                    best = loaded(found, rounds, case.clients, case.depth, case.size, SECONDS, 0)
                    yield from beside(f"echo, {case.what}", best, case.goals)


def broadcast(rounds: int) -> Iterator[Result]:
    """Compare servers that send what comes to everybody: the cost of each message sent."""
    with servers(64, to_all=True) as found:
        for clients, goals in BROADCAST.items():
            best = loaded(found, rounds, clients, 1, 32, SECONDS, 1)
            yield from beside(f"broadcast of 32 B to {clients}, each", best, goals)


def clients(rounds: int) -> Iterator[Result]:
    """Compare clients that send and receive as fast as they can: a message there and back."""
    for depth, size in CLIENT:
        best: Row = {}
        order = list(installed().items())
        for _ in range(rounds):
            for side, name in order:
                port = free_port()
                command = [sys.executable, str(PROGRAMS / "answer.py"), *map(str, (port, depth, size))]
                with subprocess.Popen(command, env=ENVIRONMENT, stdout=subprocess.PIPE) as server:
                    try:
                        assert server.stdout is not None
                        server.stdout.readline()  # it listens
                        row = run(f"client_{name}.py", port, depth, size, SECONDS)
                    finally:
                        server.kill()
                best[side] = min(row["cpu"], best.get(side, 1e9))
            order.reverse()
        what = f"client, {'64 KiB' if size > 32 else '32 B'}, {depth} under way, there and back"
        yield from beside(what, best, {})


def at_rest(rounds: int) -> Iterator[Result]:
    """Measure a server at 60 frames a second that has little or nothing to do."""

    def visit(*arguments: object) -> dict[str, Row]:
        rows: dict[str, Any] = {}
        for side, command in commands.items():
            server = Server(command)
            try:
                for _ in range(3 if arguments[0] == "trip" else 1):
                    row = run("visit.py", server.pid, server.port, *arguments)
                    known = rows.get(side, row)
                    rows[side] = {name: min(value, known[name]) for name, value in row.items()}
            finally:
                server.close()
        return rows

    def results(
        what: str, name: str, rows: dict[str, Row], goal: float | None, **unit: str
    ) -> Iterator[Result]:
        yield Result(what, rows[OURS][name], goal=goal, **unit)  # type: ignore[arg-type]
        for side, row in rows.items():
            if side != OURS:
                yield Result(what, rows[OURS][name], side, row[name], **unit)  # type: ignore[arg-type]

    commands = {OURS: python_server("estragon", 64)}
    commands |= {side: python_server(name, 64) for side, name in installed().items() if side != OURS}
    if has_godot():
        commands[f"{GDSCRIPT}, at its 143 frames"] = godot_server(64, 6900)
    rows = visit("trip", 200, 2)
    yield from results("round trip at 60 frames a second, median", "trip", rows, 1e-4)
    yield from results("200 messages a second, CPU per second", "cpu", rows, 0.02)
    rows = visit("stay", 1, 4)
    yield from results("server with 2 silent clients, CPU per second", "cpu", rows, 0.005)
    commands = {OURS: commands[OURS]}
    for count in (1000, 5000, 10_000):
        rows = visit("stay", count, 3)
        what = f"{count:,} silent clients"
        most = count == 10_000
        yield from results(f"{what}, CPU per second", "cpu", rows, 0.01 if most else None)
        yield from results(f"{what}, memory of each", "memory", rows, 5120 if most else None, unit="bytes")
        yield from results(f"{what}, time to connect all", "connecting", rows, 3.0 if most else None)
        yield from results(f"{what}, CPU of a handshake", "handshake", rows, None)


def measure(rounds: int) -> Iterator[Result]:
    """Measure all of it."""
    yield from echo(rounds)
    yield from broadcast(rounds)
    yield from clients(rounds)
    yield from at_rest(rounds)
