"""What a source imports, by reading it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import NamedTuple

_AT_THE_MARGIN = re.compile(
    r"^(?:import[ ]+(?P<modules>[\w., ]+)|from[ ]+(?P<dots>\.*)(?P<module>[\w.]*)[ ]+import[ ]+"
    r"(?P<names>\([^)]*\)|.*))",
    re.MULTILINE,
)


class Import(NamedTuple):
    """A module that is imported, by its whole name, and where."""

    name: str
    line: int
    at_once: bool
    """False if it is not imported with the source, but by a function of it, if that is called."""
    needed: bool
    """False if the source goes on without it, by an `except ImportError`."""


def imports_of(tree: ast.Module, path: str) -> Iterator[Import]:
    """Yield what the source imports that is at `path`, relative to where it is found from.

    Of `from a import b` that is a, and a.b, which may be a module. What is for type checkers is left out.
    """
    return _imports_in(tree, path.split("/")[:-1], True, True)


def imports_at_the_margin(source: str, path: str) -> Iterator[str]:
    """Yield the modules that a source imports in lines that are not indented.

    For sources of a newer Python, which this one may not be able to parse.
    """
    package = path.split("/")[:-1]
    for found in _AT_THE_MARGIN.finditer(source):
        if found["modules"]:
            yield from (module.split()[0] for module in found["modules"].split(",") if module.strip())
        else:
            names = re.findall(r"\w+", re.sub(r"\bas +\w+|#.*", "", found["names"]))
            yield from _from(package, len(found["dots"]), found["module"], names)


def files_of(module: str) -> Iterator[tuple[str, str]]:
    """Yield the paths that a module and each of its packages may have, of which the first is taken."""
    parts = module.split(".")
    for count in range(1, len(parts) + 1):
        inner = "/".join(parts[:count])
        yield f"{inner}/__init__.py", f"{inner}.py"


def _imports_in(node: ast.AST, package: list[str], at_once: bool, needed: bool) -> Iterator[Import]:
    for child in ast.iter_child_nodes(node):
        match child:
            case ast.Import(names=names):
                yield from (Import(alias.name, child.lineno, at_once, needed) for alias in names)
            case ast.ImportFrom():
                wanted = [alias.name for alias in child.names]
                for name in _from(package, child.level, child.module or "", wanted):
                    yield Import(name, child.lineno, at_once, needed)
            case ast.If() if "TYPE_CHECKING" in ast.unparse(child.test):
                yield from _imports_in(ast.Module(child.orelse, []), package, at_once, needed)
            case ast.Try() if any(map(_takes_import_errors, child.handlers)):
                yield from _imports_in(child, package, at_once, False)
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                yield from _imports_in(child, package, False, needed)
            case _:
                yield from _imports_in(child, package, at_once, needed)


def _from(package: list[str], level: int, module: str, names: list[str]) -> Iterator[str]:
    """Yield what `from module import names` may load in a source of `package`."""
    above = package[: len(package) - level + 1] if level else []
    source = ".".join([*above, *([module] if module else [])])
    if source:
        yield source
    yield from (f"{source}.{name}" if source else name for name in names)


def _takes_import_errors(handler: ast.ExceptHandler) -> bool:
    taken = "Exception" if handler.type is None else ast.unparse(handler.type)
    return any(name in taken for name in ("ImportError", "ModuleNotFoundError", "Exception"))
