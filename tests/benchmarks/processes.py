"""Whole processes: how long they take to start, and what they cost while nothing happens."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from statistics import median
from sysconfig import get_path
from tempfile import TemporaryDirectory
from threading import Timer

from measure import Result
from peers import GODOT, HERE, has_godot

PROGRAMS = HERE / "programs"
IDLE_SECONDS = 4
STARTING_SECONDS = 1.5


def environment() -> dict[str, str]:
    """Return an environment in which Python starts as where Estragon is installed properly.

    With compiled modules, which an environment may forbid to write, and (with `-S`) without the
    hook of an editable install, which costs some ten milliseconds at each start of Python.
    """
    changed = {
        "PYTHONPATH": os.pathsep.join((str(HERE.parent.parent), get_path("purelib"))),
        "PYTHONPYCACHEPREFIX": CACHE.name,
    }
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return kept | changed


CACHE = TemporaryDirectory()
PYTHON = [sys.executable, "-S"]


def run(command: list[str]) -> tuple[float, float]:
    """Run a program to its end; return its wall and its CPU seconds."""
    start = time.perf_counter()
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment()
    )
    watchdog = Timer(60, process.kill)
    watchdog.start()
    _, status, usage = os.wait4(process.pid, 0)
    watchdog.cancel()
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise AssertionError(f"{command} ended with {process.returncode}")
    return wall, usage.ru_utime + usage.ru_stime


def startup(rounds: int) -> list[Result]:
    """Time programs that quit in their first frame, from the start of the process to its end.

    The operating system's share is in it, so this is wall time, the least of some 20 runs.
    """
    commands = {
        "python -S -c pass": ([*PYTHON, "-c", "pass"], None),
        "start to end, first frame quits": ([*PYTHON, str(PROGRAMS / "quit_at_once.py")], 0.040),
        "the same, listening": ([*PYTHON, str(PROGRAMS / "quit_while_listening.py")], 0.090),
    }
    times: dict[str, list[tuple[float, float]]] = {name: [] for name in commands}
    for _ in range(4 * rounds):
        for name, (command, _) in commands.items():
            if not times[name]:
                run(command)  # once to compile the modules
            times[name].append(run(command))
    results = []
    for name, (_, goal) in commands.items():
        walls, cpus = zip(*times[name], strict=True)
        results.append(Result(f"{name}, minimum", min(walls), goal=goal))
        results.append(Result(f"{name}, median", median(walls), goal=goal))
        results.append(Result(f"{name}, CPU, minimum", min(cpus)))
    return results


def imports(program: str, count: int = 12) -> list[str]:
    """Return the modules whose own code took longest to import, one a line, dearest first."""
    command = [*PYTHON, "-X", "importtime"]
    spent: dict[str, int] = {}
    for more in (["-c", "pass"], [str(PROGRAMS / program)]):
        if more[0] != "-c":
            run([*PYTHON, *more])
        output = subprocess.run(
            [*command, *more], capture_output=True, text=True, check=True, env=environment()
        ).stderr
        found = {}
        for line in output.splitlines():
            own, _, name = line.removeprefix("import time:").split("|")
            if own.strip().isdigit():
                found[name.strip()] = int(own)
        spent = {name: time_ for name, time_ in found.items() if name not in spent}
        if more[0] == "-c":
            spent = found
    dearest = sorted(spent, key=lambda name: -spent[name])
    head = f"{program}: {len(spent)} modules besides Python's own, {sum(spent.values()) / 1000:.1f} ms"
    return [head, *(f"{spent[name] / 1000:8.2f} ms  {name}" for name in dearest[:count])]


def idle(rounds: int) -> list[Result]:
    """Measure the CPU seconds per second of a server that nobody talks to, once it has started."""

    def rate(command: list[str]) -> float:
        rates = []
        for _ in range(2):
            process = subprocess.Popen(
                command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment()
            )
            time.sleep(STARTING_SECONDS)
            start, before = time.perf_counter(), cpu_time(process.pid)
            time.sleep(IDLE_SECONDS)
            rates.append((cpu_time(process.pid) - before) / (time.perf_counter() - start))
            process.kill()
            process.wait()
        return min(rates)

    def cpu_time(pid: int) -> float:
        return time.clock_gettime(~pid << 3 | 2)  # as clock_getcpuclockid(3) has it

    ours = rate([*PYTHON, str(PROGRAMS / "idle_server.py"), "60"])
    what = "idle server at 60 frames a second, CPU per second"
    if not has_godot():
        return [Result(what, ours)]
    godot = [GODOT, "--path", str(HERE / "godot"), "-s", "idle.gd", "--seconds=60"]
    return [Result(what, ours, "Godot, at its 143 frames", rate(godot))]
