"""Which modules, and so which classes, are this package's own, and not a script's."""

from __future__ import annotations

import sys
from types import FrameType, ModuleType

_packages: dict[str, ModuleType] = {}


def register(package: str) -> None:
    """Count what is defined in `package`, which is being imported, as built in."""
    _packages[package] = sys.modules[package]


def is_native(module: str) -> bool:
    """Return True if the module of this name belongs to a registered package.

    It has to be the very package that was registered: a project may have a folder `nodes` of its own.
    """
    top = module.partition(".")[0]
    return top in _packages and sys.modules.get(top) is _packages[top]


def place_of(frame: FrameType) -> str:
    """Return the file and the line from which a script, in `frame` or above it, has come to the engine."""
    while frame.f_back is not None and is_engines(frame):
        frame = frame.f_back
    return f"{frame.f_code.co_filename}:{frame.f_lineno}"


def is_engines(frame: FrameType) -> bool:
    """Return True if it is the engine's own code that runs in `frame`."""
    module: str = frame.f_globals.get("__name__", "")
    return module.partition(".")[0] == "engine" and is_native(module)
