"""Godot 4's `uid://…`: the name of a file that it keeps wherever it is moved to."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator

from ..files.places import RES, globalize
from .error import LoadError

UID = "uid://"
_WRITTEN = re.compile(r'uid="(uid://\w+)"')
_BEGINNING = 512
"""Characters of a file in which its name stands, if it has one."""
_TEXTS = (".tscn", ".tres")
_BESIDE = (".uid", ".import")
"""The endings of what Godot writes beside scripts and pictures, and the name of that is in it."""
_known: dict[str, str] = {}
"""The paths of files by their names, as they were found last; all are looked for again if one is missing."""


def path_of(uid: str) -> str:
    """Return the path of the file in the project that has a name. LoadError if none has it."""
    path = _known.get(uid)
    if path is None or not os.path.exists(globalize(path)):
        _known.clear()
        _known.update(_all_names())
        path = _known.get(uid)
    if path is None:
        raise LoadError(
            f"No file in {globalize(RES)} is called {uid}: write its path, as in 'res://player.tscn', or copy"
            " the project's .tscn files with the .uid and .import files beside them."
        )
    return path


def _all_names() -> Iterator[tuple[str, str]]:
    top = globalize(RES)
    for folder, below, files in os.walk(top):
        below[:] = sorted(one for one in below if not one.startswith("."))
        for file in sorted(files):
            stem, ending = os.path.splitext(file)
            if ending in _TEXTS or ending in _BESIDE:
                name = _name_in(os.path.join(folder, file))
                if name:
                    place = os.path.join(folder, stem if ending in _BESIDE else file)
                    yield name, RES + os.path.relpath(place, top).replace(os.sep, "/")


def _name_in(file: str) -> str:
    try:
        with open(file, encoding="utf-8") as opened:
            text = opened.read(_BEGINNING)
    except (OSError, UnicodeDecodeError):
        return ""
    if text.startswith(UID):
        return text.split(maxsplit=1)[0]
    if file.endswith(_TEXTS):
        text = text.partition("]")[0]  # below are the names of other files
    found = _WRITTEN.search(text)
    return found[1] if found else ""
