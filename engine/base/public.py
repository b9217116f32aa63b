"""The public names of a package: said once, in its stub, and loaded when they are first asked for.

A package's `__init__.pyi` is what type checkers and editors read. It has one name a line:

    from .node import Node as Node    a name, and the module or the package that has it
    from .keys import *               all that a module defines, or that a package says itself
    OK: Error                         a name that `__init__.py` sets

From the same lines come what is loaded later, `__all__` and `dir()`: `__init__.py` says
`__getattr__, __dir__ = public_names(__name__)`.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from types import ModuleType
from typing import Any


def public_names(package: str) -> tuple[Callable[[str], Any], Callable[[], list[str]]]:
    """Return the `__getattr__` and the `__dir__` of `package`, which has a stub."""
    module = sys.modules[package]
    where, stars = _read(_stub_of(module))
    modules: list[str] = []
    """Stars that are no packages: they have to be loaded to be known."""

    def look_behind_stars(wanted: str = "") -> None:
        """Find out the names of one star after the other, until `wanted` is among them."""
        while stars and wanted not in where:
            star = stars.pop(0)
            try:
                stub = _stub_of(module, star)
            except OSError:
                modules.append(star)
                continue
            said, inner = _read(stub, star)
            for name, place in said.items():
                where.setdefault(name, place)
            stars.extend(inner)
        while modules and wanted not in where:
            star = modules.pop(0)
            for name in _names_of(import_module(star, package)):
                where.setdefault(name, star)

    def __getattr__(name: str) -> Any:
        if name == "__all__":
            look_behind_stars()
            return sorted(where)
        if not name.startswith("_"):
            look_behind_stars(name)
        if name not in where:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        found = getattr(import_module(where[name], package), name)
        setattr(module, name, found)
        return found

    def __dir__() -> list[str]:
        look_behind_stars()
        return sorted({*vars(module), *where})

    return __getattr__, __dir__


def _stub_of(module: ModuleType, inner: str = "") -> str:
    """Return the text of a package's stub, or of that of an `inner` one, wherever it is loaded from."""
    spec: Any = module.__spec__
    folder = spec.submodule_search_locations[0] + inner.replace(".", "/")
    data: bytes = spec.loader.get_data(f"{folder}/__init__.pyi")
    return data.decode()


def _read(stub: str, package: str = "") -> tuple[dict[str, str], list[str]]:
    """Return the module of each name in a stub, and the modules of which it has all.

    They are told as seen from the package in which `package`, which has the stub, is.
    """
    where: dict[str, str] = {}
    stars: list[str] = []
    for line in stub.splitlines():
        match line.split():
            case ["from", module, "import", "*"]:
                stars.append(package + module)
            case ["from", module, "import", name, "as", _]:
                where[name] = package + module
            case [name, _] if name.endswith(":"):
                where[name.removesuffix(":")] = package or "."
    return where, stars


def _names_of(module: ModuleType) -> Iterator[str]:
    """Yield what `from module import *` should give: what it says, or else what it defines."""
    said: list[str] | None = getattr(module, "__all__", None)
    if said is not None:
        yield from said
        return
    for name, value in vars(module).items():
        made_in = "" if isinstance(value, ModuleType) else getattr(value, "__module__", module.__name__)
        if made_in == module.__name__ and not name.startswith("_"):
            yield name
