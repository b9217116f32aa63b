"""Local variables that the author of a script never reads: they are kept, and linters told to let them be."""

from __future__ import annotations

import ast
from collections.abc import Iterator

_MARK = "  # noqa: F841"


def marked(text: str) -> str:
    """Return a module, the lines that set a local variable in vain with a mark for ruff and flake8."""
    lines = text.split("\n")
    for function in ast.walk(ast.parse(text)):
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            for line in _in_vain(function):
                if _MARK not in lines[line - 1]:
                    lines[line - 1] += _MARK
    return "\n".join(lines)


def _in_vain(function: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[int]:
    """Yield the lines of a function that set what nothing in it reads."""
    inside = list(ast.walk(function))
    read = {one.id for one in inside if isinstance(one, ast.Name) and not isinstance(one.ctx, ast.Store)}
    read |= {name for one in inside if isinstance(one, ast.Global | ast.Nonlocal) for name in one.names}
    read |= {
        one.target.id for one in inside if isinstance(one, ast.AugAssign) and isinstance(one.target, ast.Name)
    }
    for one in inside:
        match one:
            case (
                ast.Assign(targets=[ast.Name(id=name)])
                | ast.AnnAssign(target=ast.Name(id=name), value=ast.expr())
            ):
                if name not in read:
                    yield one.lineno
