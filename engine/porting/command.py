"""The command `port`."""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..base.error import ScriptError

if TYPE_CHECKING:
    from .folder import Folder
    from .script import Ported

_WRITTEN = ".port.json"
"""Which files were written, and what they were: those that somebody has edited since are kept."""


_TYPES = "mypy.ini"
_OF_TYPES = """# Modules in folders are called after these, as Python imports them: `mypy .`
[mypy]
explicit_package_bases = True
"""
_PLAY = "play.py"
_PROGRAM = '''"""Runs {name}: `python play.py`, or `python -m engine export web play.py` for a page."""

from pathlib import Path

from engine import run
from engine.project.tree import ProjectTree

if __name__ == "__main__":
    raise SystemExit(run(ProjectTree(Path(__file__).parent)))
'''


def add_port_command(commands: Any) -> None:  # what argparse gives has no public name
    """Add `port` to the commands of the command line."""
    port = commands.add_parser("port", help="turn a project or a script of Godot 3 into Python")
    port.set_defaults(action=_port)
    port.add_argument(
        "source", metavar="PROJECT|FILE.gd", help="a folder with a project.godot, or one script"
    )
    port.add_argument(
        "--out", metavar="DIR", help="where it is written to; if not said, a folder PROJECT-python"
    )
    port.add_argument("--check", action="store_true", help="write nothing, say what would come of it")
    port.add_argument("--strict", action="store_true", help="exit with 1 if some lines need you")
    port.add_argument("--json", metavar="FILE", help="write the report as data, too")


def _port(options: argparse.Namespace) -> int:
    try:
        return _do(options)
    except (ScriptError, OSError) as error:
        print(f"ERROR: {error}", file=sys.stderr)
        return 1


def _do(options: argparse.Namespace) -> int:
    from .folder import SETTINGS, Folder
    from .report import Report

    source = Path(options.source)
    if source.name == SETTINGS:
        source = source.parent
    only = source if source.is_file() else None
    _check(source, only, options.out)
    folder = Folder(_root_of(source))
    folder.read()
    if only is not None:
        folder.keep(folder.path(only.resolve()))
    elif not folder.sources and not folder.unreadable and not (folder.root / SETTINGS).is_file():
        raise ScriptError(f"{source} has no {SETTINGS} and no scripts: name the folder of a project.")
    ported = _ported(folder, only)
    if only is not None and not ported:
        raise ScriptError(folder.unreadable[0].why)
    report = Report(folder, ported)
    if only is not None and not options.check:
        print(ported[0].text, end="")
    else:
        if not options.check:
            _write(folder, ported, report.page(), _out_of(options, source))
        print(report.summary())
    if options.json:
        Path(options.json).write_text(json.dumps(report.data(), indent=1) + "\n", encoding="utf-8")
    return int(options.strict and report.counts.need_you > 0)


def _check(source: Path, only: Path | None, out: str | None) -> None:
    """Raise ScriptError for what cannot be ported, or not be written there."""
    if not source.exists():
        raise ScriptError(f"There is no {source}.")
    if only is not None and only.suffix != ".gd":
        raise ScriptError(f"{source} is no script: name one, FILE.gd, or the folder of a project.")
    if only is not None and out is not None:
        raise ScriptError(f"One script is printed, not written to {out}: say `> {only.stem}.py`.")


def _out_of(options: argparse.Namespace, source: Path) -> Path:
    """Return the folder that is written to."""
    out = Path(options.out or f"{source.resolve().name}-python")
    if _within(out, source):
        raise ScriptError(
            f"{out} lies in the project, where nothing is written: say another folder, --out DIR."
        )
    return out


def _root_of(source: Path) -> Path:
    """Return the folder of the project that a file is in, else the folder that is its own."""
    start = source.resolve() if source.is_dir() else source.resolve().parent
    for folder in (start, *start.parents):
        if (folder / "project.godot").is_file():
            return folder
    return start


def _ported(folder: Folder, only: Path | None) -> list[Ported]:
    from .script import port
    from .unused import marked

    wanted = [folder.path(only.resolve())] if only is not None else list(folder.sources)
    ported = [port(folder.project, path, folder.sources[path]) for path in wanted if path in folder.sources]
    for one in ported:
        one.text = marked(one.text)
    return ported


def _within(out: Path, source: Path) -> bool:
    return source.resolve() == out.resolve() or source.resolve() in out.resolve().parents


def _write(folder: Folder, ported: list[Ported], page: str, out: Path) -> None:
    """Write the scripts, what comes along as it is, and the page of what is left to do."""
    out.mkdir(parents=True, exist_ok=True)
    record = out / _WRITTEN
    before: dict[str, str] = json.loads(record.read_text(encoding="utf-8")) if record.is_file() else {}
    after: dict[str, str] = {}
    texts = {f"{one.module.replace('.', '/')}.py": one.text for one in ported}
    texts["PORTING.md"] = page
    texts[_PLAY] = _PROGRAM.format(name=folder.root.name)
    texts[_TYPES] = _OF_TYPES
    for name, text in texts.items():
        file = out / name
        if file.is_file() and _sum(file.read_bytes()) != before.get(name):
            print(f"{file} has been edited: it is kept.", file=sys.stderr)
            if name in before:
                after[name] = before[name]
            continue
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        after[name] = _sum(text.encode())
    for relative in folder.others():
        target = out / relative
        if not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(folder.root / relative, target)
    record.write_text(json.dumps(after, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def _sum(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
