"""Loading a scene from a Python file."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any

from ..base.error import ScriptError
from ..base.in_the_way import in_the_way, words_of
from ..base.repair import repair_of
from ..base.run_file import run_file
from ..base.spelling import did_you_mean
from ..files.places import RES, globalize
from .state import NodeState, TreeState


def load_scene(spec: str) -> type[Any]:
    """Return the Node (or SceneTree) class that `FILE.py` or `FILE.py:Class` names.

    `res://` is the folder of the program, or the working directory. Without a class: `Main` if there is
    one, else the only or the last one that the file defines.
    Raises ScriptError if there is no such file or class, or if the file does not run.
    """
    file, _, name = spec.partition(".py:")
    if file.startswith(RES):
        placed = globalize(file)
        file = placed if os.path.exists(placed + ".py" * bool(name)) else file.removeprefix(RES)
    if file.endswith(".gd"):
        raise ScriptError(
            f"{spec!r} is GDScript: turn it into Python first:"
            f" `python -m engine port {file} > {file[:-3]}.py`."
        )
    if file.endswith((".tscn", ".scn", ".tres", ".res")):
        raise ScriptError(f"{spec!r} is Godot's. A scene is a class in a Python file: write 'FILE.py:Class'.")
    path = Path(file if file.endswith(".py") else file + ".py")
    if not path.is_file():
        near = did_you_mean(path.name, [p.name for p in path.parent.glob("*.py")])
        raise ScriptError(f"There is no file {str(path)!r}.{near}")
    module = _run(path)
    scenes = _scenes_in(module)
    if not scenes:
        raise ScriptError(f"{path} defines no scene: it needs a `class Main(Node):`.")
    if name:
        if name not in scenes:
            raise ScriptError(
                f"{path} defines no scene {name!r}.{did_you_mean(name, scenes)}"
                f" It defines {', '.join(scenes)}."
            )
        return scenes[name]
    return scenes.get("Main") or list(scenes.values())[-1]


def new_scene(make: Callable[[], Any]) -> Any:
    """Return the node that `make` makes, which gets the name of its class if it has none."""
    node = make()
    if not isinstance(node, NodeState):
        raise ScriptError(f"A scene is a Node class, or a function that returns a node; not {node!r}.")
    if not node._name_:
        node.set_name(type(node).__name__)
    return node


def _run(path: Path) -> Any:
    name = path.stem
    for loaded in (name, f"scene_{name}", "__main__"):
        module = sys.modules.get(loaded)
        file = getattr(module, "__file__", None)
        if file is not None and Path(file).resolve() == path.resolve():
            return module  # as with `import`, a file runs once
    if name in sys.modules or name in sys.stdlib_module_names:
        name = f"scene_{name}"
    directory = str(path.parent.resolve())
    if directory not in sys.path:
        sys.path.insert(0, directory)  # as `python FILE.py` does, so that it may import its siblings
    place = in_the_way("nodes")
    if place:
        raise ScriptError(words_of("nodes", place))
    try:
        return run_file(name, path)
    except Exception as error:
        repair = repair_of(error)
        error.__traceback__ = _from_file(error.__traceback__, os.path.abspath(path))
        raise ScriptError(
            f"{path} does not run: {type(error).__name__}: {error}{repair and '. ' + repair}"
        ) from error


def _from_file(traceback: TracebackType | None, file: str) -> TracebackType | None:
    """Return the traceback without what leads to a file; nothing is left of what never got there."""
    while traceback is not None and traceback.tb_frame.f_code.co_filename != file:
        traceback = traceback.tb_next
    return traceback


def _scenes_in(module: Any) -> dict[str, type[Any]]:
    return {
        name: value
        for name, value in vars(module).items()
        if isinstance(value, type)
        and issubclass(value, NodeState | TreeState)
        and value.__module__ == module.__name__
    }
