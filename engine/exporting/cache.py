"""What took long to get is kept in the user's cache. Without one it takes long each time."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

_MOST = 4
"""How many files of a kind are kept: those that were written last."""


def cache_folder() -> Path:
    """Return where files are kept."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "estragon"


def kept(name: str) -> bytes | None:
    """Return what is kept under a name, if anything is."""
    try:
        return (cache_folder() / name).read_bytes()
    except OSError:
        return None


def keep(name: str, data: bytes) -> None:
    """Keep something, whole or not at all. What its name has before a hyphen is its kind."""
    folder = cache_folder()
    unfinished = folder / f"{name}.{os.getpid()}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        unfinished.write_bytes(data)
        unfinished.replace(folder / name)
        files = sorted(folder.glob(f"{name.partition('-')[0]}-*"), key=lambda path: path.stat().st_mtime_ns)
        for old in files[:-_MOST]:
            old.unlink()
    except OSError:
        with suppress(OSError):
            unfinished.unlink()
