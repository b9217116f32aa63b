"""The standard library of a page: that of the runtime, without what hardly a page imports.

What a script does import is left in, and what that imports in turn.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable

from .imports import files_of, imports_at_the_margin

LEFT_OUT = {
    *("__hello__", "__phello__", "_pydatetime", "_pyio", "_pyrepl", "antigravity", "bdb", "cProfile"),
    *("cmd", "code", "compileall"),
    *("ctypes", "doctest", "email", "filecmp", "fileinput", "ftplib", "getpass", "html", "http", "imaplib"),
    *("mailbox", "mimetypes", "modulefinder", "multiprocessing", "netrc", "optparse", "pdb", "pickletools"),
    *("poplib", "profile", "pstats", "pty", "py_compile", "pyclbr", "pydoc", "rlcompleter", "shelve"),
    *("site-packages", "smtplib", "socketserver", "sqlite3", "symtable", "tabnanny", "tarfile", "this"),
    *("timeit", "trace", "tracemalloc", "tty", "turtle", "unittest", "venv", "webbrowser", "wsgiref"),
    *("xml", "xmlrpc", "zipapp"),
}
ENCODINGS = {
    *("__init__", "_win_cp_codecs", "aliases", "ascii", "charmap", "cp1252", "cp437", "hex_codec", "idna"),
    *("base64_codec", "iso8859_1", "iso8859_15", "latin_1", "punycode", "raw_unicode_escape", "rot_13"),
    *("undefined", "unicode_escape", "utf_16", "utf_16_be", "utf_16_le", "utf_32", "utf_32_be"),
    *("utf_32_le", "utf_7", "utf_8", "utf_8_sig", "zlib_codec"),
}
"""Of the hundred encodings, those that a text of today may have."""


def library_sources(archive: bytes, imported: Iterable[str]) -> dict[str, bytes]:
    """Return the sources for a page whose script imports those modules, by their paths, sorted."""
    with zipfile.ZipFile(io.BytesIO(archive)) as library:
        names = sorted(name for name in library.namelist() if name.endswith(".py"))
        sources = {name: library.read(name) for name in names}
    wanted = _reached(sources, imported)
    return {name: source for name, source in sources.items() if name in wanted or not _is_left_out(name)}


def _is_left_out(name: str) -> bool:
    first, _, rest = name.removesuffix(".py").partition("/")
    return first in LEFT_OUT or (first == "encodings" and rest not in ENCODINGS)


def _reached(sources: dict[str, bytes], imported: Iterable[str]) -> set[str]:
    """Return the paths of those modules, of their packages, and of whatever these import at once."""
    found: set[str] = set()
    todo = set(imported)
    while todo:
        for names in files_of(todo.pop()):
            for name in names:
                if name in sources and name not in found:
                    found.add(name)
                    todo.update(imports_at_the_margin(sources[name].decode(), name))
    return found
