"""`python -m engine new NAME`: the folder of a project that runs, with a test, to go on from."""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path
from typing import Any

_FILES = Path(__file__).with_name("files")
KINDS: dict[str, str] = {
    "game": "a window in which something moves",
    "server": "a server for games of Godot 3 and Godot 4",
    "chat": "a window that opens a room, or joins one",
    "test": "a scene, and tests of all kinds for it",
}
"""What can be made, and what it is: a folder of `files` each. What is in `all` is part of each of them."""


def add_new_command(commands: Any) -> None:  # what argparse gives has no public name
    """Add `new` to the commands of the command line."""
    making = commands.add_parser("new", help="make the folder of a project that runs, and has a test")
    making.set_defaults(action=_make)
    making.add_argument("name", metavar="NAME", help="the folder, which is made; its name is the project's")
    making.add_argument(
        "--template",
        choices=KINDS,
        default="game",
        help="; ".join(f"{name}: {what}" for name, what in KINDS.items()) + "; game if not said",
    )


def _make(options: argparse.Namespace) -> int:
    folder = Path(options.name)
    try:
        written = make_project(folder, options.template)
    except (OSError, ValueError) as error:
        print(f"ERROR: {error}", file=sys.stderr)
        return 1
    print(f"{folder} has {', '.join(written)}. Go on with:\n")
    print(f'    cd {folder}\n    pip install -e ".[test]"\n    pytest\n    python main.py')
    return 0


def make_project(folder: Path, kind: str) -> list[str]:
    """Write the project `folder` of a kind of KINDS; return the names of its files.

    Raises ValueError for a folder that has something in it, or a name that no package can have; OSError
    if it cannot be written.
    """
    title = folder.absolute().name
    name = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")
    if not name or '"' in title or "\\" in title:
        raise ValueError(f"a project cannot be called {title!r}: letters and digits, as in `my-game`, do.")
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ValueError(f"{folder} is there already, and not empty: choose another name.")
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for part in ("all", kind):
        for source in (_FILES / part).glob("*.txt"):
            text = source.read_text(encoding="utf-8").replace("@NAME@", name).replace("@TITLE@", title)
            (folder / source.stem).write_text(text, encoding="utf-8")
            written.append(source.stem)
    return sorted(written)
