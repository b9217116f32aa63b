"""`res://`, the folder of the program, and `user://`, where it may keep things."""

from __future__ import annotations

import os
import re
import sys
from contextlib import suppress
from importlib.machinery import ModuleSpec
from os.path import abspath, basename, dirname, expanduser, isabs, join, normpath, splitext
from typing import Any

from ..base.project_name import name_in_godot

_BARE = ("", "main", "__main__")
RES = "res://"
USER = "user://"


class OutsideError(ValueError):
    """A path that leads out of the folder that it begins with."""


class Project:
    """The program, as far as paths are concerned."""

    def __init__(self) -> None:
        self.script: str = ""
        """The file that is run, for who runs it otherwise than `python FILE.py` does."""
        self.name: str = ""
        """What it is called; see `called`."""

    def file(self) -> str:
        """Return the path of the script that is run, empty if there is none: in tests, with `python -m`."""
        if self.script:
            return self.script
        main: Any = sys.modules.get("__main__")
        file = getattr(main, "__file__", None) or ""
        plain = not getattr(main, "__spec__", None) and not getattr(main, "__package__", None)
        return abspath(file) if plain and file.endswith(".py") else ""

    def folder(self) -> str:
        """Return what `res://` is: the folder of the script that is run, else the working directory."""
        return dirname(self.file()) or os.getcwd()

    def called(self) -> str:
        """Return its name: as it was said, else that in `project.godot`, of the script, or of its folder.

        The last one is for a script that is called `main.py`, and for tests. What is started as
        `python -m package` has the name of its package, and a module of a package that of the package, too.
        """
        stem = splitext(basename(self.file()))[0] or _package_name(self.folder())
        return (
            self.name
            or name_in_godot(self.folder())
            or (stem if stem not in _BARE else basename(self.folder()))
        )


def _package_name(folder: str) -> str:
    """Return which package or module of a folder was started with `python -m`; empty if none was."""
    spec: Any = getattr(sys.modules.get("__main__"), "__spec__", None)
    if not isinstance(spec, ModuleSpec) or spec.origin != join(folder, *spec.name.split(".")) + ".py":
        return ""
    return str(spec.parent or spec.name).rpartition(".")[2]


class Storage:
    """Where `user://` is. A page of a browser has one of its own."""

    @property
    def persistent(self) -> bool:
        """Whether what is kept there is there the next time."""
        return True

    def folder(self) -> str:
        """Return the folder: where this system has the data of programs, by the project's name."""
        name = re.sub(r'[:*?"<>|/\\]', "-", project.called()) or "program"
        return join(data_folder(), "estragon", name)

    def changed(self) -> None:
        """Take note that something in the folder was written or removed."""


project: Project = Project()
storage: Storage = Storage()
"""For all who need them; `storage` is asked of the module each time, as it may be another one."""


def data_folder() -> str:
    """Return the folder in which this system has the data of programs."""
    if sys.platform == "win32":
        return os.environ.get("APPDATA") or expanduser("~/AppData/Roaming")
    if sys.platform == "darwin":
        return expanduser("~/Library/Application Support")
    said = os.environ.get("XDG_DATA_HOME", "")
    return said if isabs(said) else expanduser("~/.local/share")


def globalize(path: str | os.PathLike[str]) -> str:
    """Return where a path is in the file system; the folder of `user://` is made when it is first asked for.

    Unlike Godot, a path that leads out of its folder, `user://../x`, is none: OutsideError.
    """
    text = os.fspath(path)
    for scheme in (RES, USER):
        if text.startswith(scheme):
            return _inside(_folder_of(scheme), text)
    return text


def localize(path: str, scheme: str) -> str:
    """Return a path of the file system as one with `res://` or `user://`, as it is if it is elsewhere."""
    folder = normpath(_folder_of(scheme))
    path = normpath(path)
    if path == folder:
        return scheme
    return scheme + path[len(folder) + 1 :].replace(os.sep, "/") if path.startswith(folder + os.sep) else path


def scheme_of(path: str) -> str:
    """Return `res://` or `user://` if a path begins with it, else an empty text."""
    return next((scheme for scheme in (RES, USER) if path.startswith(scheme)), "")


def wrote(path: str) -> None:
    """Tell the storage that a path was written or removed, if it is one of its."""
    if path.startswith(storage.folder()):
        storage.changed()


def _folder_of(scheme: str) -> str:
    if scheme == RES:
        return project.folder()
    folder = storage.folder()
    with suppress(OSError):  # whoever opens something in it gets the error
        os.makedirs(folder, exist_ok=True)
    return folder


def _inside(folder: str, path: str) -> str:
    folder = normpath(folder)
    inner = path[len(scheme_of(path)) :].replace("\\", "/").lstrip("/")
    found = normpath(join(folder, inner)) if inner else folder
    if found != folder and not found.startswith(folder.rstrip(os.sep) + os.sep):
        raise OutsideError(f"{path!r} leads out of the folder that it begins with.")
    return found
