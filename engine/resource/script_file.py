"""The class that a script of a scene is: that of the Python file beside the GDScript it was ported from.

The rule: `res://ui/main-menu.gd` and `res://ui/main_menu.py` both mean the module `ui.main_menu`, in which
the class is the one named after the file, `MainMenu`, or else the last that the module defines. A script that
stands in the scene `res://ui/menu.tscn` itself, as its sub-resource 2, is `ui/menu_tscn_2.py`. A name that is
taken, `random.gd` by Python or `enemies.gd` by a folder `enemies`, has an underscore more: `random_.py`.
"""

from __future__ import annotations

import sys
from os.path import abspath
from pathlib import Path
from traceback import walk_tb
from types import ModuleType
from typing import Any
from weakref import WeakKeyDictionary

from ..base.fault import push_warning
from ..base.repair import repair_of
from ..base.run_file import run_file
from ..base.script_names import class_name, module_names
from ..files.places import RES, globalize, localize
from ..object.kept import FileReference
from ..object.object import Object
from .error import LoadError

_paths: WeakKeyDictionary[type[Any], str] = WeakKeyDictionary()
"""Where classes were loaded from, as the files say that name them."""


texts: WeakKeyDictionary[type[Any], Object] = WeakKeyDictionary()
"""The scripts, by their classes, whose text stands in a scene."""


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
    _paths.setdefault(found, path)
    return found


def python_file(path: str) -> Path:
    """Return the file that a script has in Python, whether it is there or not."""
    return _place(path)[1]


def _place(path: str) -> tuple[str, Path]:
    """Return the name and the file of a script's module: the one that there is, or else the usual one."""
    root = Path(globalize(RES))
    places = [(name, root.joinpath(*name.split(".")).with_suffix(".py")) for name in module_names(path)]
    return next((place for place in places if place[1].is_file()), places[0])


def script_of(of: Object) -> Any:
    """Return what stands for the script of an object in files, None if it has none.

    With a warning if its class is one that no file can name: see the rule above.
    """
    scripts = [
        kind for kind in type(of).__mro__ if issubclass(kind, Object) and not vars(kind)["_is_native_"]
    ]
    for kind in scripts:
        if (found := script_in_file(kind)) is not None:
            return found
    if scripts:
        push_warning(
            f"{of!r} is saved without its script: no file of the project has {scripts[0].__name__} as its"
            " last class, or as the one that is named after it."
        )
    return None


def script_in_file(kind: type[Any]) -> Any:
    """Return what stands for a class in files: the name of its own, or its text; None if nothing does."""
    if kind in texts:
        return texts[kind]
    path = _path_of(kind)
    return FileReference(path, "Script") if path else None


def _path_of(kind: type[Any]) -> str:
    """Return the path of the file that stands for a class, as it was loaded; empty if none does."""
    if kind in _paths:
        return _paths[kind]
    file = getattr(sys.modules.get(kind.__module__), "__file__", None)
    path = localize(str(Path(file).resolve()), RES) if file else ""
    try:
        return path if path.startswith(RES) and class_of_script(path) is kind else ""
    except LoadError:
        return ""


def _module(path: str, shown: str) -> ModuleType:
    name, file = _place(path)
    if name.partition(".")[0] in sys.stdlib_module_names:
        name = f"scene_{name.replace('.', '_')}"  # others import the one of Python's
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
