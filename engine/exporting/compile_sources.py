"""Bytecode of sources: a program for the Python of the page, run by its path as it imports nothing of ours.

compile_sources.py SOURCES.zip CODE.zip

Each x.py becomes x.pyc, which needs no source beside it. Docstrings are left out: no page shows them.
"""

import ast
import importlib._bootstrap_external as external
import sys
import zipfile

VERSION = (3, 14)
"""The Python whose bytecode the page reads."""


def compile_all(sources: str, code: str) -> None:
    """Compile what is in an archive into another one."""
    with zipfile.ZipFile(sources) as given, zipfile.ZipFile(code, "w") as made:
        for name in given.namelist():
            made.writestr(name + "c", compiled(given.read(name), f"/{name}"))


def compiled(source: bytes, path: str) -> bytes:
    """Return what the .pyc of a source holds that is at `path` in the page."""
    tree = ast.parse(source, path)
    cut_docstrings(tree)
    code = compile(tree, path, "exec", dont_inherit=True, optimize=0)
    # One with a digest of its source, which nobody checks, is the same whenever it is made.
    return bytes(external._code_to_hash_pyc(code, bytes(8), checked=False))  # type: ignore[attr-defined]


def cut_docstrings(tree: ast.Module) -> None:
    """Take the docstrings out."""
    for node in ast.walk(tree):
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)):
            first = node.body[0] if node.body else None
            if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
                node.body[:1] = [] if len(node.body) > 1 else [ast.copy_location(ast.Pass(), first)]


if __name__ == "__main__":
    if sys.version_info[:2] != VERSION:
        sys.exit(f"This is Python {sys.version.split()[0]}, not {VERSION[0]}.{VERSION[1]}.")
    compile_all(*sys.argv[1:])
