"""What a text such as "2 * (3 + 4)" comes to."""

from __future__ import annotations

import ast
from collections.abc import Callable
from math import isfinite
from operator import add, mul, neg, pos, sub, truediv

_LONGEST = 100
_OPERATORS: dict[type[ast.AST], Callable[..., float]] = {
    ast.Add: add,
    ast.Sub: sub,
    ast.Mult: mul,
    ast.Div: truediv,
    ast.UAdd: pos,
    ast.USub: neg,
}


def evaluated(text: str) -> float | None:
    """Return the number that a text with `+ - * /` and brackets comes to, None if it is no such text.

    A comma between digits is a decimal point.
    """
    text = text.strip().replace(",", ".")
    if not 0 < len(text) <= _LONGEST:
        return None
    try:
        value = _value(ast.parse(text, mode="eval").body)
    except (SyntaxError, ValueError, ArithmeticError, MemoryError, RecursionError):
        return None
    return value if isfinite(value) else None


def _value(node: ast.AST) -> float:
    if isinstance(node, ast.Constant) and type(node.value) in (int, float):
        return float(node.value)  # type: ignore[arg-type]
    if isinstance(node, ast.BinOp) and type(node.op) in _OPERATORS:
        return _OPERATORS[type(node.op)](_value(node.left), _value(node.right))
    if isinstance(node, ast.UnaryOp) and type(node.op) in _OPERATORS:
        return _OPERATORS[type(node.op)](_value(node.operand))
    raise ValueError(f"not arithmetic: {ast.dump(node)}")
