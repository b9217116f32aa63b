"""Windows: what it costs to show a log, many moving rectangles, and a first frame.

Each side is a program of its own with a window on a virtual screen, so OpenGL is drawn by the
processor, whose share is in the CPU seconds. The programs take turns; nobody is shown an empty frame.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from measure import Result, Side, fastest
from peers import missing
from processes import PROGRAMS, environment

APPENDS, FRAMES, UNCHANGED = 100, 100, 5_000


class Program:
    """A program of the `programs` folder that shows something; see `turns.py`."""

    def __init__(self, screen: str, library: str, *arguments: str) -> None:
        command = [sys.executable, "-S", str(PROGRAMS / f"draw_{library}.py"), *arguments]
        kept = {name: value for name, value in environment().items() if name != "ARCADE_HEADLESS"}
        begun = time.perf_counter()
        self._process: Any = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env=kept | {"DISPLAY": screen},
        )
        line = self._process.stdout.readline()
        self.started = time.perf_counter() - begun
        """Seconds until its first frame was on the screen."""
        if line != "ready\n":
            self.close()
            raise AssertionError(f"{command} shows nothing")

    def ask(self, name: str, count: int) -> float:
        """Let it do something so often; return the CPU seconds of one time."""
        self._process.stdin.write(f"{name} {count}\n")
        self._process.stdin.flush()
        return float(self._process.stdout.readline())

    def side(self, name: str, count: int) -> Side:
        """Return what lets it take a turn."""
        return lambda: self.ask(name, count)

    def close(self) -> None:
        """End it."""
        self._process.stdin.close()
        self._process.stdout.close()
        self._process.wait()


@contextmanager
def virtual_screen() -> Iterator[str]:
    """Start an Xvfb; give its name."""
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1280x800x24", "-noreset"],
        pass_fds=[writing],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    with open(reading) as pipe:
        name = pipe.readline().strip()
    try:
        yield f":{name}"
    finally:
        server.terminate()
        server.wait()


def measure(rounds: int) -> Iterator[Result]:
    """Compare with pyglet's own texts and shapes, and with arcade's sprites."""
    if shutil.which("Xvfb") is None:
        missing["the window"] = "there is no Xvfb"
        return
    arcade = importlib.util.find_spec("arcade") is not None
    if not arcade:
        missing["arcade"] = "it is not installed"
    with virtual_screen() as screen:
        yield from _log(rounds, screen)
        yield from _rectangles(rounds, screen, ["pyglet", *["arcade"] * arcade])
        yield from _tiles(rounds, screen)
        yield from _start(rounds, screen, ["pyglet", *["arcade"] * arcade])


def _log(rounds: int, screen: str) -> Iterator[Result]:
    with ExitStack() as stack:

        def program(*arguments: str) -> Program:
            started = Program(screen, *arguments)
            stack.callback(started.close)
            return started

        ours, theirs = program("estragon", "log", "1000"), program("pyglet", "log", "1000")
        memories = [ours.ask("memory", 1), theirs.ask("memory", 1)]
        long = program("estragon", "log", "100000")
        layout = "pyglet's IncrementalTextLayout"
        for name, what, count, goal in (
            ("add", "a line more in a log of 1,000", APPENDS, 60),
            ("append", "the same and a frame, until it can be painted", APPENDS, None),
            ("append_frame", "the same, painted", FRAMES, None),
            ("layout", "the log scrolled, until it can be painted", FRAMES, None),
            ("scroll", "the same, painted", FRAMES, 2),
        ):
            best = fastest({"ours": ours.side(name, count), "theirs": theirs.side(name, count)}, rounds)
            yield Result(what, best["ours"], layout, best["theirs"], goal)
        sides = {"short": ours.side("scroll", FRAMES), "long": long.side("scroll", FRAMES)}
        best = fastest(sides, rounds)
        yield Result("the same with 100,000 lines", best["long"], "ours with 1,000", best["short"], 0.9)
        sides = {"short": ours.side("append", APPENDS), "long": long.side("append", APPENDS)}
        best = fastest(sides, rounds)
        yield Result("a line more, and a frame, with 100,000", best["long"], "ours with 1,000", best["short"])
        best = fastest({"ours": ours.side("unchanged", UNCHANGED)}, rounds)
        yield Result("a frame in which nothing changes", best["ours"], goal=0.0001)
        yield Result("memory with a log of 1,000 lines", memories[0], "pyglet", memories[1], unit="bytes")


def _rectangles(rounds: int, screen: str, peers: list[str]) -> Iterator[Result]:
    with ExitStack() as stack:
        programs = {}
        for library in ("estragon", *peers):
            programs[library] = Program(screen, library, "rectangles")
            stack.callback(programs[library].close)
        for name, what in (
            ("moved", "1,000 rectangles moved and painted"),
            ("move", "1,000 positions set, no frame"),
        ):
            sides = {library: program.side(name, FRAMES) for library, program in programs.items()}
            best = fastest(sides, rounds)
            for peer in peers:
                yield Result(what, best["estragon"], peer, best[peer])
        best = fastest({"ours": programs["estragon"].side("prepared", FRAMES)}, rounds)
        yield Result("1,000 rectangles moved, until they can be painted", best["ours"])


def _tiles(rounds: int, screen: str) -> Iterator[Result]:
    program = Program(screen, "estragon", "tiles", "200")
    best = fastest({name: program.side(name, FRAMES) for name in ("scrolled", "scrolled_only")}, rounds)
    program.close()
    yield Result("a map of 200 x 200 scrolled and painted", best["scrolled"], goal=1 / 60)
    yield Result("the same, until it can be painted", best["scrolled_only"])


def _start(rounds: int, screen: str, peers: list[str]) -> Iterator[Result]:
    seconds: dict[str, list[float]] = {}
    memories: dict[str, float] = {}
    for _ in range(rounds + 1):  # once to compile the modules
        for library in ("estragon", *peers):
            program = Program(screen, library, "start")
            seconds.setdefault(library, []).append(program.started)
            memories[library] = program.ask("memory", 1)
            program.close()
    ours = min(seconds["estragon"])
    yield Result("start to first frame, wall time", ours, goal=0.5)
    for peer in peers:
        yield Result("start to first frame, wall time", ours, peer, min(seconds[peer]))
        yield Result("memory after it", memories["estragon"], peer, memories[peer], unit="bytes")
