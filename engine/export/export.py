"""The export: everything that the page loads, packed, named, and written into a folder."""

from __future__ import annotations

import hashlib
import html
import json
from collections.abc import Iterator
from pathlib import Path
from string import Template
from typing import Any, NamedTuple

from .archive import packed
from .bytecode import bytecode
from .error import ExportError
from .licences import licences
from .modules import Program
from .runtime import LIBRARY, PAGE_FILES, VERSION, Runtime
from .scripts import bundled
from .standard_library import library_sources

_ENGINE = Path(__file__).parents[1]
_HOME = _ENGINE.parent
_PAGE = _ENGINE / "web" / "page"

NOT_IN_A_PAGE = (
    *("engine/__main__.py", "engine/command_line.py", "engine/doctor.py", "engine/display/pyglet/"),
    *("engine/export/", "engine/testing/"),
)
"""Of ours, what is for the desktop alone."""

BESIDE = {".png", ".jpg", ".jpeg", ".webp", ".bmp", ".ttf"}
"""The endings of what comes along from beside the script: pictures and fonts."""


class Wishes(NamedTuple):
    """How the page is wanted."""

    title: str = ""
    icon: str | None = None
    arguments: tuple[str, ...] = ()
    include: tuple[str, ...] = ()
    offline: bool = False


class Export(NamedTuple):
    """A page: its files by their names, relative to index.html."""

    files: dict[str, bytes]
    has_bytecode: bool


def export(program: Program, runtime: Runtime, wishes: Wishes) -> Export:
    """Make the page of a program."""
    library = library_sources(runtime.files[LIBRARY], program.others)
    ours = dict(_our_sources())
    code = bytecode({**_in("lib/python314.zip", library), **_in("estragon", ours)}, runtime)
    if code is not None:
        library = _below("lib/python314.zip", code)
        ours = _below("estragon", code)
    game = {
        **_in("estragon", {**ours, **dict(_our_data())}),
        **_in("game", dict(_game_files(program, wishes.include))),
    }
    folder = f"pyodide-{VERSION}/"
    files = {f"{folder}{name}": runtime.files[name] for name in PAGE_FILES}
    entry = _named(files, "estragon.js", bundled("shell", _read_script).encode())
    packed_library = _named(files, f"{folder}stdlib.zip", packed(library))
    packed_game = _named(files, "game.zip", packed(game))
    files["icon.png"] = _icon(wishes.icon)
    files["LICENSES.txt"] = licences().encode()
    settings = {
        "title": wishes.title or Path(program.script).stem,
        "script": program.script,
        "argv": list(wishes.arguments),
        "runtime": folder,
        "info": runtime.info(),
        "library": packed_library,
        "game": packed_game,
        "sizes": {
            name: len(files[name]) for name in (packed_game, packed_library, f"{folder}pyodide.asm.wasm")
        },
    }
    files["index.html"] = _index(settings, entry, folder)
    return Export(files, code is not None)


def _in(folder: str, files: dict[str, bytes]) -> dict[str, bytes]:
    return {f"{folder}/{name}": data for name, data in files.items()}


def _below(folder: str, files: dict[str, bytes]) -> dict[str, bytes]:
    start = f"{folder}/"
    return {name.removeprefix(start): data for name, data in files.items() if name.startswith(start)}


def _named(files: dict[str, bytes], name: str, data: bytes) -> str:
    """Put a file among others under a name that it keeps for ever; return the name."""
    stem, _, ending = name.rpartition(".")
    named = f"{stem}.{hashlib.sha256(data).hexdigest()[:12]}.{ending}"
    files[named] = data
    return named


def _our_sources() -> Iterator[tuple[str, bytes]]:
    for part in ("engine", "nodes"):
        for path in sorted((_HOME / part).rglob("*.py")):
            name = path.relative_to(_HOME).as_posix()
            if not name.startswith(NOT_IN_A_PAGE):
                yield name, path.read_bytes()


def _our_data() -> Iterator[tuple[str, bytes]]:
    """Yield what Python reads besides sources: the stubs that have the public names, and the fonts."""
    for part in ("engine", "nodes"):
        for pattern in ("__init__.pyi", "*.ttf"):
            for path in sorted((_HOME / part).rglob(pattern)):
                name = path.relative_to(_HOME).as_posix()
                if not name.startswith(NOT_IN_A_PAGE):
                    yield name, path.read_bytes()


def _game_files(program: Program, include: tuple[str, ...]) -> Iterator[tuple[str, bytes]]:
    for name, path in program.files.items():
        yield name, path.read_bytes()
    folder = (program.root / program.script).parent
    for path in sorted(folder.iterdir()):
        if path.suffix.lower() in BESIDE and path.is_file():
            yield path.relative_to(program.root).as_posix(), path.read_bytes()
    for pattern in include:
        found = [path for path in sorted(folder.glob(pattern)) if path.is_file()]
        if not found:
            raise ExportError(f"--include {pattern}: there is no such file in {folder}.")
        for path in found:
            yield path.relative_to(program.root).as_posix(), path.read_bytes()


def _read_script(name: str) -> str:
    return (_PAGE / f"{name}.js").read_text(encoding="utf-8")


def _icon(path: str | None) -> bytes:
    return (_PAGE / "icon.png").read_bytes() if path is None else Path(path).read_bytes()


def _index(settings: dict[str, Any], entry: str, runtime: str) -> bytes:
    page = Template((_PAGE / "index.html").read_text(encoding="utf-8"))
    values = {
        "title": html.escape(settings["title"]),
        "entry": entry,
        "runtime": runtime,
        "settings": json.dumps(settings).replace("<", "\\u003c"),
    }
    return page.substitute(values).encode()
