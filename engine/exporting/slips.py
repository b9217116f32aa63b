"""What works on the desktop and in no page, as far as a source shows it."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from typing import NamedTuple

from .imports import Import

_THREADS = "a page has one thread; use a Timer, or call_deferred"
_SOCKETS = "a page has no sockets; use WebSocketClient"
_PROCESSES = "a page starts no other programs"
_IN_NO_PAGE = {
    "PIL": "Texture.load lets the browser read pictures",
    "_thread": _THREADS,
    "concurrent": _THREADS,
    "ctypes": "a page loads no libraries of the system",
    "curses": "a page has no terminal",
    "h11": _SOCKETS,
    "multiprocessing": _PROCESSES,
    "pyglet": "a page draws by itself",
    "select": _SOCKETS,
    "selectors": _SOCKETS,
    "socket": _SOCKETS,
    "socketserver": "nobody can connect to a page; run the server on a computer",
    "ssl": "the browser does it; connect to wss://",
    "subprocess": _PROCESSES,
    "threading": _THREADS,
    "tkinter": "a page has no windows; use the nodes of nodes.gui",
    "websockets": _SOCKETS,
}
_TERMINAL = "a page has no terminal; use a LineEdit"
_ABSENT = {
    *("dbm", "ensurepip", "grp", "msvcrt", "pwd", "readline", "resource", "syslog", "turtle", "venv"),
    *("winreg", "winsound"),
}
"""What the library of a page lacks, besides those above."""
_PRESENT = (sys.stdlib_module_names - _ABSENT) | {"js", "pyodide", "pyodide_js"}

_INSECURE = re.compile(r"ws://(?!localhost\b|127\.|\[::1\])[\w\[]")


class Slip(NamedTuple):
    """Something that works in no page, or not in every one."""

    file: str
    """Relative to the working directory of the page."""
    line: int
    what: str
    sure: bool
    """False if the page may never come to it, or may be lucky."""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.what}"


def slip_of_import(file: str, one: Import, sure: bool) -> Slip | None:
    """Return what is wrong with an import of a module that is not beside the script, if anything is."""
    package = one.name.partition(".")[0]
    if package in _IN_NO_PAGE:
        return Slip(file, one.line, f"`{package}` works in no page: {_IN_NO_PAGE[package]}.", sure)
    if package in _PRESENT or not one.needed:
        return None
    what = f"`{package}` is neither beside the script nor in the library of a page: no page can import it."
    return Slip(file, one.line, what, sure and one.at_once)


def slips_in(file: str, tree: ast.Module, sure: bool) -> Iterator[Slip]:
    """Yield what is wrong in a source besides what it imports."""
    for node in ast.walk(tree):
        match node:
            case ast.Attribute(value=ast.Name(id="sys"), attr="stdin"):
                yield Slip(file, node.lineno, f"`sys.stdin` works in no page: {_TERMINAL}.", sure)
            case ast.Call(func=ast.Name(id="input")):
                yield Slip(file, node.lineno, f"`input()` works in no page: {_TERMINAL}.", sure)
            case ast.Constant(value=str(text)) if _INSECURE.match(text):
                what = f"a page that came over https may not open {text}: it needs wss://."
                yield Slip(file, node.lineno, what, False)
