"""The class that a script of a scene is: that of the Python file beside the GDScript it was ported from.

The rule: `res://ui/main-menu.gd` and `res://ui/main_menu.py` both mean the module `ui.main_menu`, in which
the class is the one named after the file, `MainMenu`, or else the last that the module defines. A script that
stands in the scene `res://ui/menu.tscn` itself, as its sub-resource 2, is `ui/menu_tscn_2.py`.
"""

from __future__ import annotations

import sys
from os.path import abspath
from pathlib import Path
from traceback import walk_tb
from types import ModuleType
from typing import Any

from ..base.repair import repair_of
from ..base.run_file import run_file
from ..base.script_names import class_name, module_name
from ..files.places import RES, globalize
from ..object.object import Object
from .error import LoadError


def class_of_script(path: str, shown: str = "") -> type[Any]:
    """Return the class of a script, which messages call `shown`.

    LoadError if there is no such module or class, or if it does not run.
    """
    shown = shown or path
    module = _module(path, shown)
    defined = [
        value
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, Object) and value.__module__ == module.__name__
    ]
    wanted = class_name(path)
    found = next((one for one in defined if one.__name__ == wanted), defined[-1] if defined else None)
    if found is None:
        raise LoadError(f"{module.__file__} defines no class: {shown} needs a `class {wanted}(Node):`.")
    return found


def python_file(path: str) -> Path:
    """Return the file that a script has in Python, whether it is there or not."""
    return Path(globalize(RES)).joinpath(*module_name(path).split(".")).with_suffix(".py")


def _module(path: str, shown: str) -> ModuleType:
    name, file = module_name(path), python_file(path)
    loaded = sys.modules.get(name)
    if loaded is not None and getattr(loaded, "__file__", None) and Path(str(loaded.__file__)) == file:
        return loaded
    main = sys.modules.get("__main__")
    if main is not None and getattr(main, "__file__", None) and Path(str(main.__file__)).resolve() == file:
        return main
    if not file.is_file():
        raise LoadError(
            f"The script {shown} is {file}, which there is not: write it, or port the project:"
            " `python -m engine port FOLDER --out FOLDER-python`."
        )
    root = globalize(RES)
    if root not in sys.path:
        sys.path.insert(0, root)
    return _run(name, file, shown)


def _run(name: str, file: Path, shown: str) -> ModuleType:
    try:
        return run_file(name, file)
    except Exception as error:
        repair, own = repair_of(error), abspath(file)
        lines = [line for frame, line in walk_tb(error.__traceback__) if frame.f_code.co_filename == own]
        place = f" ({file.name}, line {lines[-1]})" if lines else ""  # a SyntaxError says it by itself
        raise LoadError(
            f"The script {shown} does not run: {type(error).__name__}: {error}{place}"
            f"{repair and '. ' + repair}"
        ) from error
