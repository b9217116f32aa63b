"""What arguments a callable takes: checked once, when it is connected or a class is made.

`inspect.signature` knows every callable but costs more to import than the whole engine, so plain
functions and methods, nearly all there are, are read from their code objects.
"""

from __future__ import annotations

from collections.abc import Callable
from types import FunctionType, MethodType
from typing import Any

_VARARGS, _COROUTINE = 0x04, 0x80  # CO_VARARGS and CO_COROUTINE of the inspect module


def _innermost(function: Any) -> Any:
    """Return what a `functools.partial`, or several in one another, will call."""
    while not isinstance(function, FunctionType | MethodType) and hasattr(function, "func"):
        function = function.func
    return function


def target_of(function: Callable[..., Any]) -> object:
    """Return the object whose method `function` is, or None."""
    inner = _innermost(function)
    return inner.__self__ if isinstance(inner, MethodType) else None


def is_async(function: Callable[..., Any]) -> bool:
    """Return True if calling `function` makes a coroutine: an `async def`, also inside a partial."""
    code = getattr(_innermost(function), "__code__", None)
    return code is not None and bool(code.co_flags & _COROUTINE)


def accepts(function: Callable[..., Any], count: int) -> bool:
    """Return True if `function` can be called with `count` positional arguments.

    A callable whose signature cannot be found out (some built-in ones) is taken to accept them.
    """
    bound = 0
    plain: object = function
    if isinstance(plain, MethodType):
        bound, plain = 1, plain.__func__
    if isinstance(plain, FunctionType) and not hasattr(plain, "__wrapped__"):
        code = plain.__code__
        most = code.co_argcount - bound
        least = most - len(plain.__defaults__ or ())
        if code.co_kwonlyargcount > len(plain.__kwdefaults__ or ()):
            return False
        return least <= count and (count <= most or bool(code.co_flags & _VARARGS))
    import inspect

    try:
        inspect.signature(function).bind(*range(count))
    except TypeError:
        return False
    except ValueError:
        return True
    return True


def name_of(function: Callable[..., Any]) -> str:
    """Return a name for `function` that an error text can use."""
    return getattr(function, "__qualname__", None) or repr(function)


def definition(function: Callable[..., Any], arguments: tuple[str, ...]) -> str:
    """Return the `def` line that `function` should have to take `arguments`."""
    name = getattr(function, "__name__", "handler")
    if name == "<lambda>":
        return f"lambda {', '.join(arguments)}: …" if arguments else "lambda: …"
    names = ("self", *arguments) if isinstance(function, MethodType) else arguments
    return f"{'async ' if is_async(function) else ''}def {name}({', '.join(names)}):"
