"""The export in a folder: smaller siblings of the files for hosts that send them, and what all weighs."""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from .archive import packed
from .error import ExportError
from .progress import say

_MARK = '<meta name="generator" content="Estragon">'
_OURS = ("estragon.*.js*", "game.*.zip*", "icon.png*", "index.html*", "LICENSES.txt*", "worker.js*")
_BROTLI_QUALITY = 9  # the two above take ten times as long for a twentieth less
_COMPRESSED = (".png",)


def check_folder(folder: Path) -> None:
    """Raise ExportError if there is something in the folder that no export has written."""
    if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
        return
    try:
        if _MARK in (folder / "index.html").read_text(encoding="utf-8", errors="replace"):
            return
    except OSError:
        pass
    raise ExportError(f"{folder} has something else in it: name a folder for the page with --out.")


def write_folder(files: Mapping[str, bytes], folder: Path) -> dict[str, int]:
    """Write the files and their siblings in place of an earlier export's.

    Returns how many bytes each has that is sent with gzip.
    """
    check_folder(folder)
    try:
        _clear(folder)
        say(f"Writing and compressing {len(files)} files")
        sizes = {}
        for name in sorted(files):
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(files[name])
            sizes[name] = _write_siblings(path, files[name])
    except OSError as error:
        raise ExportError(f"The page cannot be written: {error}.") from error
    return sizes


def write_zip(files: Mapping[str, bytes], folder: Path) -> Path:
    """Write one archive of the files beside their folder, without siblings; return its path."""
    path = folder.with_name(folder.name + ".zip")
    try:
        path.write_bytes(packed(files, deflate=True))
    except OSError as error:
        raise ExportError(f"The archive of the page cannot be written: {error}.") from error
    return path


def size_table(files: Mapping[str, bytes], sizes: Mapping[str, int]) -> list[str]:
    """Return lines that say what each file weighs, as it is and sent with gzip."""
    rows = [("", "bytes", "gzip")]
    rows += [(name, f"{len(files[name]):,}", f"{sizes[name]:,}") for name in sorted(sizes)]
    rows.append(("together", f"{sum(map(len, files.values())):,}", f"{sum(sizes.values()):,}"))
    width = max(len(row[0]) for row in rows)
    return [f"{name:<{width}} {raw:>12} {small:>12}" for name, raw, small in rows]


def _clear(folder: Path) -> None:
    """Remove what an earlier export has written, and nothing else: a folder may be a repository."""
    for pattern in _OURS:
        for path in folder.glob(pattern):
            path.unlink()
    for runtime in folder.glob("pyodide-*"):
        for path in runtime.iterdir():
            path.unlink()
        runtime.rmdir()


def _write_siblings(path: Path, data: bytes) -> int:
    if path.suffix in _COMPRESSED:
        return len(data)
    small = gzip.compress(data, 9, mtime=0)
    path.with_name(path.name + ".gz").write_bytes(small)
    if find_spec("brotli") is not None:
        smaller: bytes = import_module("brotli").compress(data, quality=_BROTLI_QUALITY)
        path.with_name(path.name + ".br").write_bytes(smaller)
    return len(small)
