"""The export: everything that the page loads, packed, and under names that say what is in it."""

from __future__ import annotations

import hashlib
import html
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from string import Template
from typing import Any, NamedTuple

from .archive import packed
from .bytecode import bytecode
from .error import ExportError
from .imports import imports_at_the_margin
from .program import Program
from .runtime import LIBRARY, PAGE_FILES, VERSION, Runtime
from .scripts import bundled
from .standard_library import library_sources

_ENGINE = Path(__file__).parents[1]
_HOME = _ENGINE.parent
_PAGE = _ENGINE / "web" / "page"

_OURS = ("engine", "nodes")
_NOT_IN_A_PAGE = (
    "engine/__main__.py",
    "engine/certificate.py",
    "engine/command_line.py",
    "engine/doctor.py",
    "engine/doctor_classes.py",
    "engine/audio/pyglet/",
    "engine/audio/vorbis.py",
    "engine/display/pyglet/",
    "engine/exporting/",
    "engine/porting/",
    "engine/testing/",
)
"""Of ours, what is for the desktop alone."""

_RUNTIME = f"pyodide-{VERSION}/"
_LIBRARY_IN_PAGE = "lib/python314.zip/"
_OURS_IN_PAGE = "estragon/"
_GAME_IN_PAGE = "game/"
"""Folders: that of the runtime in the export, and those of sources in the page's file system."""

_PNG = b"\x89PNG\r\n\x1a\n"


class Wishes(NamedTuple):
    """How the page is wanted."""

    title: str = ""
    icon: str | None = None
    arguments: Sequence[str] = ()
    include: Sequence[str] = ()
    offline: bool = False
    out: Path | None = None
    """Where it will be written to: what is there does not come along."""


class Export(NamedTuple):
    """A page."""

    files: dict[str, bytes]
    """By their names, relative to index.html."""
    has_bytecode: bool


def export(program: Program, runtime: Runtime, wishes: Wishes) -> Export:
    """Make the page of a program. ExportError if what is wished for is not there."""
    game = {name: path.read_bytes() for name, path in program.files(wishes.include, wishes.out).items()}
    icon = _icon(wishes.icon)
    ours = dict(_our_files("*.py"))
    imported = program.imported.union(
        *(imports_at_the_margin(source.decode(), name) for name, source in ours.items())
    )
    sources = {
        **_below(_LIBRARY_IN_PAGE, library_sources(runtime.files[LIBRARY], imported)),
        **_below(_OURS_IN_PAGE, ours),
    }
    code = bytecode(sources, runtime)
    modules = sources if code is None else code
    data = {
        **_inside(_OURS_IN_PAGE, modules),
        **dict(_our_files("__init__.pyi")),
        **dict(_our_files("*.ttf")),
        **(dict(_our_files("*.jsonl")) if program.is_project or _has_scenes(game) else {}),
    }
    files = {_RUNTIME + name: runtime.files[name] for name in PAGE_FILES}
    library = _add(files, f"{_RUNTIME}stdlib.zip", packed(_inside(_LIBRARY_IN_PAGE, modules)))
    archive = _add(files, "game.zip", packed({**_below(_OURS_IN_PAGE, data), **_below(_GAME_IN_PAGE, game)}))
    entry = _add(files, "estragon.js", bundled("shell", _read_script).encode())
    settings = {
        "title": wishes.title,
        "script": program.script,
        "argv": list(wishes.arguments),
        "runtime": _RUNTIME,
        "info": runtime.info(),
        "library": library,
        "game": archive,
        "sizes": {name: len(files[name]) for name in (archive, library, f"{_RUNTIME}pyodide.asm.wasm")},
        "offline": wishes.offline,
    }
    files["icon.png"] = icon
    files["index.html"] = _index(settings, wishes.title or program.name, entry)
    if wishes.offline:
        files["worker.js"] = _worker(files)
    files["LICENSES.txt"] = _licences()
    return Export(files, code is not None)


def _has_scenes(files: dict[str, bytes]) -> bool:
    """Return whether there are files that name classes, which may be missing: something stands in then."""
    return any(name.endswith((".tscn", ".tres")) for name in files)


def _below(folder: str, files: dict[str, bytes]) -> dict[str, bytes]:
    return {folder + name: data for name, data in files.items()}


def _inside(folder: str, files: dict[str, bytes]) -> dict[str, bytes]:
    return {name.removeprefix(folder): data for name, data in files.items() if name.startswith(folder)}


def _add(files: dict[str, bytes], name: str, data: bytes) -> str:
    """Put a file among others under a name that means this for ever; return the name."""
    stem, _, ending = name.rpartition(".")
    named = f"{stem}.{_digest(data)}.{ending}"
    files[named] = data
    return named


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:12]


def _our_files(pattern: str) -> Iterator[tuple[str, bytes]]:
    """Yield those of our own files that a page needs: sources, stubs with public names, fonts."""
    for part in _OURS:
        for path in sorted((_HOME / part).rglob(pattern)):
            name = path.relative_to(_HOME).as_posix()
            if not name.startswith(_NOT_IN_A_PAGE):
                yield name, path.read_bytes()


def _read_page(name: str) -> str:
    return (_PAGE / name).read_text(encoding="utf-8")


def _read_script(name: str) -> str:
    return _read_page(f"{name}.js")


def _icon(path: str | None) -> bytes:
    try:
        data = Path(path or _PAGE / "icon.png").read_bytes()
    except OSError as error:
        raise ExportError(f"--icon {path} cannot be read: {error.strerror or error}.") from error
    if not data.startswith(_PNG):
        raise ExportError(f"--icon {path} is no PNG.")
    return data


def _index(settings: dict[str, Any], title: str, entry: str) -> bytes:
    return (
        Template(_read_page("index.html"))
        .substitute(
            title=html.escape(title),
            entry=entry,
            runtime=_RUNTIME,
            settings=json.dumps(settings).replace("<", "\\u003c"),
        )
        .encode()
    )


def _licences() -> bytes:
    texts = Template((Path(__file__).parent / "licences.txt").read_text(encoding="utf-8"))
    fonts = (_ENGINE / "text" / "fonts" / "OFL.txt").read_text(encoding="utf-8")
    return texts.substitute(version=VERSION, fonts=fonts).encode()


def _worker(files: dict[str, bytes]) -> bytes:
    """Return the service worker that keeps those files. Another export's is another one."""
    names = json.dumps(sorted(files))
    version = _digest(b"".join(files[name] for name in sorted(files)))
    return Template(_read_page("worker.js")).substitute(names=names, version=version).encode()
