"""What the scripts of Godot are called in Python: their modules and classes."""

from __future__ import annotations

import keyword
import re
from pathlib import PurePosixPath

TAKEN = frozenset(keyword.kwlist) | {"self"}
_OURS = ("engine", "nodes")
_NO_PYTHON = re.compile(r"\W")


def class_name(path: str) -> str:
    """Return the name of the class of a script: that of its file, in capitals.

    `res://ui/main-menu.gd` has the class `MainMenu`.
    """
    words = re.split(r"\W|_", PurePosixPath(path).stem)
    name = "".join(word[:1].upper() + word[1:] for word in words if word) or "Script"
    return f"Script{name}" if name[0].isdigit() else name


def built_in_script(path: str) -> str:
    """Return the path that a script has which stands in a scene or resource file.

    `res://ui/Menu.tscn::2`, the sub-resource 2 of that scene, is `res://ui/Menu_tscn_2.gd`: its Python is in
    `ui/Menu_tscn_2.py`.
    """
    folder, slash, name = path.rpartition("/")
    return folder + slash + re.sub(r"\W+", "_", name) + ".gd"


def module_name(path: str) -> str:
    """Return the module of a script: its path from the project's folder, with points."""
    parts = PurePosixPath(path.removeprefix("res://")).with_suffix("").parts
    return ".".join(map(_module_part, parts))


def module_names(path: str) -> list[str]:
    """Return the names that the module of a script may have: one that is taken gets an underscore.

    By a folder beside the script it is its last part, by a module of Python's its first.
    """
    name = module_name(path)
    first, dot, rest = name.partition(".")
    return [name, f"{name}_", *([f"{first}_{dot}{rest}", f"{first}_{dot}{rest}_"] if rest else [])]


def _module_part(name: str) -> str:
    plain = _NO_PYTHON.sub("_", name)
    plain = f"_{plain}" if plain[:1].isdigit() else plain
    return f"{plain}_" if plain in TAKEN or plain in _OURS else plain
