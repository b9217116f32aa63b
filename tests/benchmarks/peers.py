"""The peers: imported if they are installed, passed over with a line that says so if not."""

from __future__ import annotations

import importlib
import json
import os
import shutil
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
GODOT = os.environ.get("GODOT", "godot3-server")
GODOT4 = os.environ.get("GODOT4", "godot4")
TAKING_PART = (
    *("pygame-ce", "arcade", "blinker", "psygnal", "PySide6-Essentials", "pyglet", "pymunk"),
    *("websockets", "aiohttp", "picows", "uvloop", "msgpack", "redis", "hiredis", "python-socketio"),
)
DISTRIBUTIONS = {"pygame": "pygame-ce", "socketio": "python-socketio", "PySide6": "PySide6-Essentials"}

os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")
os.environ.setdefault("ARCADE_HEADLESS", "True")

missing: dict[str, str] = {}
"""The peers that could not be used, and why."""


def load(module: str) -> Any:
    """Return a module, or None if it cannot be imported."""
    try:
        return importlib.import_module(module)
    except Exception as error:  # a library without its display or driver fails in many ways
        peer = module.partition(".")[0]
        missing[DISTRIBUTIONS.get(peer, peer)] = f"{type(error).__name__}: {error}"
        return None


def has_godot(version: int = 3) -> bool:
    """Return True if there is a Godot to run."""
    program, name = (GODOT4, "GODOT4") if version == 4 else (GODOT, "GODOT")
    if shutil.which(program):
        return True
    missing[f"Godot {version}"] = f"no program {program} (set the variable {name})"
    return False


def godot(script: str, *arguments: str) -> dict[str, Any]:
    """Run a script of the `godot` folder; return the JSON lines that it printed as one dictionary."""
    command = [GODOT, "--path", str(HERE / "godot"), "-s", script, *arguments]
    output = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True).stdout
    found: dict[str, Any] = {}
    for line in output.splitlines():
        if line.startswith("{"):
            found |= json.loads(line)
    return found


class Godot:
    """A script that measures itself, run once in each round; the least of each number counts."""

    def __init__(self, script: str, *arguments: str) -> None:
        self.present = has_godot()
        self.best: dict[str, float] = {}
        self._command = (script, *arguments)
        self._runs: list[dict[str, float]] = []

    def turn(self) -> None:
        """Run the script."""
        if self.present:
            self._runs.append(godot(*self._command))
            for name, value in self._runs[-1].items():
                self.best[name] = min(value, self.best.get(name, value))

    def seconds(self, name: str) -> float | None:
        """Return the least seconds for what the script calls `name`, or None without Godot."""
        values = sorted(run[name] for run in self._runs)
        if not values:
            return None
        if values[len(values) // 2] > values[0] * UNSTEADY:
            unsteady.append(
                f"{name} of GDScript: median {values[len(values) // 2] / values[0]:.2f}x the least"
            )
        return values[0] * 1e-9


UNSTEADY = 1.25
unsteady: list[str] = []
"""Where the machine was too busy for Godot's wall clock to be trusted."""


def versions() -> dict[str, str]:
    """Return the versions of everything that takes part."""
    found = {"Python": sys.version.split()[0], "CPUs": str(os.cpu_count())}
    for name in TAKING_PART:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "-"
    for name, program in (("Godot", GODOT), ("Godot 4", GODOT4)):
        if shutil.which(program):
            text = subprocess.run([program, "--version"], capture_output=True, text=True, check=False).stdout
            found[name] = text.strip()
    return found
