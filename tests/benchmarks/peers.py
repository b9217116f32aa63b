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
DISTRIBUTIONS = {"pygame": "pygame-ce", "PySide6": "PySide6-Essentials"}

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


def has_godot() -> bool:
    """Return True if there is a Godot to run."""
    if shutil.which(GODOT):
        return True
    missing["Godot"] = f"no program {GODOT} (set the variable GODOT)"
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


def versions() -> dict[str, str]:
    """Return the versions of everything that takes part."""
    found = {"Python": sys.version.split()[0], "CPUs": str(os.cpu_count())}
    for name in ("pygame-ce", "arcade", "blinker", "psygnal", "PySide6-Essentials", "pyglet", "websockets"):
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "-"
    if shutil.which(GODOT):
        text = subprocess.run([GODOT, "--version"], capture_output=True, text=True, check=False).stdout
        found["Godot"] = text.strip()
    return found
