"""`python -m engine doctor`: what is installed, what is in the way, whether a window can open."""

from __future__ import annotations

import platform
import subprocess
import sys
from importlib import import_module, metadata
from pathlib import Path

from .base.in_the_way import in_the_way
from .core import in_words
from .display.drivers import DRIVERS
from .exporting.runtime import where_from

_WINDOW_TIMEOUT = 30.0
"""Seconds that opening a window may take; software OpenGL is slow on its first start."""

_EXTRAS = {"hiredis": ("rooms in Redis", "cluster"), "av": ("OGG files on a desktop", "ogg")}
"""What may be missing: who needs it, and which extra brings it."""


def report() -> tuple[list[str], bool]:
    """Return the lines of the report, and whether nothing needs mending."""
    lines = [
        f"estragon    {_version('estragon')}",
        f"python      {platform.python_version()} ({platform.python_implementation()})",
        f"system      {platform.system()} {platform.machine()}",
    ]
    healthy = True
    drivers = [driver.requires for driver in DRIVERS.values() if driver.requires]
    for name in ("websockets", "h11", *drivers, "pillow"):
        version = _version(name)
        healthy &= version != "missing"
        lines.append(f"{name:<11} {version}" + (f": pip install {name}" if version == "missing" else ""))
    for name, (users, extra) in _EXTRAS.items():
        version = _version(name)
        advice = f', which only {users} need: pip install "estragon[{extra}]"'
        lines.append(f"{name:<11} {version}{advice if version == 'missing' else ''}")
    for package, root in (
        ("engine", Path(__file__).parent),
        ("nodes", Path(__file__).parent.parent / "nodes"),
    ):
        others = shadows(package, root)
        first = in_the_way(package, ["", *sys.path])
        if first and Path(first) not in others:  # an empty folder, beside an editable installation
            others.append(Path(first))
        healthy &= not others
        lines.append(f"{package:<11} {root}")
        lines += [
            f"            {other} is in the way: rename it, or take it off sys.path" for other in others
        ]
    lines.append(f"core        {in_words()}")
    lines.append(f"web pages   {where_from()}")
    window = _window()
    lines.append(f"window      {window}")
    return lines, healthy


def store_report(url: str) -> tuple[str, bool]:
    """Return the line about the store at a URL, which is connected to, and whether it can be used."""
    said, is_well = import_module("nodes.cluster.ping").ping_store(url)  # nodes are above the engine
    return f"store       {said}", is_well


def shadows(package: str, ours: Path, path: list[str] | None = None) -> list[Path]:
    """Return what else is called `package`, and may be imported in place of ours.

    It is looked for on the import path and, for programs that are started here, in this folder.
    """
    found = []
    for entry in ["", *sys.path] if path is None else path:
        directory = Path(entry or ".").resolve()
        for candidate in (directory / package, directory / f"{package}.py"):
            importable = candidate.is_file() or (candidate / "__init__.py").is_file()
            if importable and candidate != ours.resolve() and candidate not in found:
                found.append(candidate)
    return found


def _version(distribution: str) -> str:
    try:
        return metadata.version(distribution)
    except metadata.PackageNotFoundError:
        return "missing"


def _window() -> str:
    """Open a hidden window in a process of its own, which may crash or hang, and say how it went."""
    try:
        done = subprocess.run(
            [sys.executable, "-m", "engine.display.probe"],
            capture_output=True,
            text=True,
            timeout=_WINDOW_TIMEOUT,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return f"cannot be opened: no answer within {_WINDOW_TIMEOUT:.0f} seconds"
    if done.returncode == 0:
        return done.stdout.strip()
    reason = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
    reason = reason.removeprefix("engine.display.error.DisplayError: ")
    return f"cannot be opened, so only headless programs run here: {reason}"
