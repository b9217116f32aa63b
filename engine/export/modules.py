"""What a script imports: the modules beside it that come along, and those that no page can have.

Scripts are read, not run.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from .error import ExportError

OURS = {"engine", "nodes"}
"""What comes from here, whatever is beside the script."""

_IN_NO_PAGE = {
    "threading": "a page has one thread: use a Timer, or call_deferred",
    "_thread": "a page has one thread: use a Timer, or call_deferred",
    "multiprocessing": "a page is one process",
    "subprocess": "a page starts no other programs",
    "socket": "a page has no sockets: use WebSocketClient",
    "socketserver": "a page has no sockets, and nobody can connect to it",
    "select": "a page has no sockets: use WebSocketClient",
    "selectors": "a page has no sockets: use WebSocketClient",
    "ssl": "the browser does TLS: connect to wss://",
    "ctypes": "a page loads no libraries of the system",
    "tkinter": "a page has no windows: nodes.gui is what is drawn in it",
    "curses": "a page has no terminal",
    "pyglet": "a page draws by itself",
    "PIL": "a page has no Pillow: Texture.load lets the browser read pictures",
    "websockets": "a page has no sockets: use WebSocketClient",
}
_STDIN = "a page has no terminal: use a LineEdit"


class Problem(NamedTuple):
    """Something that works in no page."""

    file: str
    """Of the script, or of a module beside it, relative to the working directory of the page."""
    line: int
    what: str
    sure: bool
    """False if the file is imported by a function, which may never be called in the page."""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.what}"


class Import(NamedTuple):
    """A module that a file imports, by its whole name, and where."""

    name: str
    line: int
    now: bool
    """False if it is not imported with the file, but by a function of it, if that is called."""
    needed: bool
    """False if the file takes an ImportError."""


class Program:
    """A script and the modules beside it that it imports, and those import in turn.

    Its folder is the working directory of the page. A script in a package is run as `python -m` would,
    and the folder that the package is in is the working directory.
    """

    root: Path
    script: str
    """Relative to the root."""
    files: dict[str, Path]
    """Sources, by their paths relative to the root."""
    others: dict[str, Import]
    """The modules that are not beside it, by the names of their packages, and an import of each."""
    problems: list[Problem]

    def __init__(self, script: str) -> None:
        path = Path(script).resolve()
        if path.suffix != ".py" or not path.is_file():
            raise ExportError(f"There is no file {script!r} with a script.")
        self.root = path.parent
        while (self.root / "__init__.py").is_file():
            self.root = self.root.parent
        self.script = path.relative_to(self.root).as_posix()
        self.files = {}
        self.others = {}
        self.problems = []
        parts = Path(self.script).parts[:-1]
        todo = [*self._packages(parts), (self.script, True)]
        seen: dict[str, bool] = {}
        while todo:
            todo.sort(key=lambda one: one[1])  # what is imported for sure is looked at as such
            file, sure = todo.pop()
            if file not in seen:
                seen[file] = sure
                todo += self._look_at(file, sure)
        self.problems.sort()

    def _packages(self, parts: tuple[str, ...]) -> Iterator[tuple[str, bool]]:
        for count in range(1, len(parts) + 1):
            yield "/".join((*parts[:count], "__init__.py")), True

    def _look_at(self, file: str, sure: bool) -> list[tuple[str, bool]]:
        """Take in a source; return those of the modules beside it that it imports."""
        path = self.root / file
        try:
            tree = ast.parse(path.read_bytes(), file)
        except (SyntaxError, ValueError) as error:
            line = getattr(error, "lineno", None) or 1
            raise ExportError(f"{file}:{line}: {getattr(error, 'msg', error)}.") from error
        self.files[file] = path
        self.problems += (Problem(file, line, what, sure) for line, what in _slips_of(tree))
        found: list[tuple[str, bool]] = []
        for one in imports_of(tree, _package_of(file)):
            package = one.name.partition(".")[0]
            beside = self._beside(one.name) if package not in OURS else []
            found += ((name, sure and one.now) for name in beside)
            if beside or package in OURS:
                continue
            self.others.setdefault(one.name, one)
            if package in _IN_NO_PAGE:
                what = f"`{package}` works in no page: {_IN_NO_PAGE[package]}."
                self.problems.append(Problem(file, one.line, what, sure))
        return found

    def _beside(self, name: str) -> list[str]:
        """Return the files beside the script that are loaded when a module is imported."""
        found: list[str] = []
        parts = name.split(".")
        for count in range(1, len(parts) + 1):
            inner = "/".join(parts[:count])
            for file in (f"{inner}/__init__.py", f"{inner}.py"):
                if (self.root / file).is_file():
                    found.append(file)
                    break
        return found


def _package_of(file: str) -> list[str]:
    return file.split("/")[:-1]


def imports_of(tree: ast.Module, package: list[str]) -> Iterator[Import]:
    """Yield what a module imports that is in `package`.

    Of `from a import b` that is a, and a.b, which may be a module. What is for type checkers is left out.
    """
    yield from _imports_in(tree, package, True, True)


def _imports_in(node: ast.AST, package: list[str], now: bool, needed: bool) -> Iterator[Import]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import):
            for alias in child.names:
                yield Import(alias.name, child.lineno, now, needed)
        elif isinstance(child, ast.ImportFrom):
            above = package[: len(package) - child.level + 1] if child.level else []
            source = ".".join([*above, *([child.module] if child.module else [])])
            if source:
                yield Import(source, child.lineno, now, needed)
            for alias in child.names:
                yield Import(f"{source}.{alias.name}".lstrip("."), child.lineno, now, needed)
        elif isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test):
            for other in child.orelse:
                yield from _imports_in(ast.Module([other], []), package, now, needed)
        elif isinstance(child, ast.Try) and any(map(_takes_import_errors, child.handlers)):
            yield from _imports_in(child, package, now, False)
        else:
            lazy = isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda))
            yield from _imports_in(child, package, now and not lazy, needed)


def _takes_import_errors(handler: ast.ExceptHandler) -> bool:
    return handler.type is None or any(
        name in ast.unparse(handler.type) for name in ("ImportError", "ModuleNotFoundError", "Exception")
    )


def _slips_of(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Yield where a module reads from a terminal."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr == "stdin":
            if isinstance(node.value, ast.Name) and node.value.id == "sys":
                yield node.lineno, f"`sys.stdin` works in no page: {_STDIN}."
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "input":
            yield node.lineno, f"`input()` works in no page: {_STDIN}."
