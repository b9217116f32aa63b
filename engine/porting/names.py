"""Names in Python: of modules, classes and members, and where those that are here come from."""

from __future__ import annotations

import ast
import json
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from ..base.script_names import TAKEN

GDSCRIPT = "engine.ported"
"""Where the names come from that only ported scripts use."""
_HERE = ("engine", "nodes")
_WRITTEN = frozenset(
    (
        "abs",
        "bool",
        "dict",
        "float",
        "getattr",
        "hasattr",
        "int",
        "isinstance",
        "len",
        "list",
        "max",
        "min",
        "print",
        "range",
        "str",
        "super",
        "type",
    )
)
"""What ported lines call of Python's own."""


def member_name(name: str) -> str:
    """Return a member's name: words of Python get an underscore."""
    return f"{name}_" if name in TAKEN else name


def method_name(name: str) -> str:
    """Return a method's name: what gives an object its text is Python's."""
    return "__str__" if name == "_to_string" else member_name(name)


def local_name(name: str) -> str:
    """Return a local name: it may hide nothing that the lines around it may need."""
    return f"{name}_" if name in TAKEN or name in _WRITTEN or module_of(name) else name


def module_of(name: str) -> str:
    """Return the package that a name is imported from, or nothing if there is no such name here."""
    for package in (*_HERE, "engine.input", GDSCRIPT):
        if name in names_in(package):
            return package
    return ""


@cache
def _missing() -> dict[str, list[str]]:
    text = Path(__file__).with_name("missing.json").read_text(encoding="utf-8")
    found: dict[str, list[str]] = json.loads(text)
    return found


def is_missing(owner: str, name: str, of: str = "") -> bool:
    """Return whether a member of a class of Godot's is not here, although the class is; `of` is an heir."""
    return any(name in _missing().get(one.removeprefix("_"), ()) for one in (owner, of))


@cache
def _fewer() -> dict[str, dict[str, int]]:
    text = Path(__file__).with_name("fewer.json").read_text(encoding="utf-8")
    found: dict[str, dict[str, int]] = json.loads(text)
    return found


def taken_here(owner: str, name: str) -> int | None:
    """Return how many arguments a method of a class of Godot's takes here, if those are fewer than there."""
    return _fewer().get(owner.removeprefix("_"), {}).get(name)


@cache
def _more() -> dict[str, list[str]]:
    text = Path(__file__).with_name("more.json").read_text(encoding="utf-8")
    found: dict[str, list[str]] = json.loads(text)
    return found


def has_of_heirs(owner: str, name: str) -> bool:
    """Return whether a class of Godot's has a member here that only an heir has there, which is not here."""
    return name in _more().get(owner.removeprefix("_"), ())


@cache
def names_in(package: str) -> frozenset[str]:
    """Return the public names of a package, from its stub: nothing is imported for it."""
    spec = find_spec(package.partition(".")[0])
    assert spec is not None
    assert spec.origin is not None
    return _names_of(Path(spec.origin).parent.joinpath(*package.split(".")[1:]))


def _names_of(folder: Path) -> frozenset[str]:
    """Return what the stub of a package, or a module in place of one, has or takes from its parts."""
    found: set[str] = set()
    stub = folder / "__init__.pyi" if folder.is_dir() else folder.with_suffix(".py")
    for statement in ast.parse(stub.read_text(encoding="utf-8")).body:
        if isinstance(statement, ast.ImportFrom):
            for alias in statement.names:
                if alias.name == "*":
                    found |= _names_of(folder.joinpath(*(statement.module or "").split(".")))
                else:
                    found.add(alias.asname or alias.name)
        elif isinstance(statement, (ast.Assign, ast.AnnAssign)):
            targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
            found |= {target.id for target in targets if isinstance(target, ast.Name)}
        elif isinstance(statement, (ast.FunctionDef, ast.ClassDef)):
            found.add(statement.name)
    return frozenset(name for name in found if not name.startswith("_"))
