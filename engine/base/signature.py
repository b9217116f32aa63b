"""What arguments a callable takes: checked once, when it is connected or a class is made.

`inspect.signature` knows every callable but costs more to import than the whole engine, so plain
functions and methods, nearly all there are, are read from their code objects.
"""

from __future__ import annotations

from collections.abc import Callable
from types import FunctionType, MethodType
from typing import Any

# CO_VARARGS, CO_COROUTINE, and CO_GENERATOR with CO_ASYNC_GENERATOR, of the inspect module.
_VARARGS, _COROUTINE, _GENERATOR = 0x04, 0x80, 0x20 | 0x200

USES_YIELD = (
    "contains `yield`, so calling it runs nothing."
    ' Write `async def` and `await node.signal` for GDScript\'s `yield(node, "signal")`.'
)
"""What is wrong with a generator function that is to be called for its effects."""


def _innermost(function: Any) -> Any:
    """Return what a `functools.partial`, or several in one another, will call."""
    while not isinstance(function, FunctionType | MethodType) and hasattr(function, "func"):
        function = function.func
    return function


def target_of(function: Callable[..., Any]) -> object:
    """Return the object whose method `function` is, or None. A class, of a class method, is none."""
    inner = _innermost(function)
    if isinstance(inner, MethodType) and not isinstance(inner.__self__, type):
        return inner.__self__
    return None


def written(function: Callable[..., Any]) -> Callable[..., Any]:
    """Return the `async def` that a method of an Object starts when called, else the function itself."""
    found: Callable[..., Any] = getattr(_innermost(function), "_written_", function)
    return found


def is_async(function: Callable[..., Any]) -> bool:
    """Return True if calling `function` makes a coroutine: an `async def`, also inside a partial."""
    return bool(_code_flags(function) & _COROUTINE)


def is_generator(function: Callable[..., Any]) -> bool:
    """Return True if `function` contains `yield`, so that calling it does not run it."""
    return bool(_code_flags(function) & _GENERATOR)


def _code_flags(function: Any) -> int:
    inner = _innermost(function)
    code = getattr(inner, "__code__", None)
    if code is None:  # an object that can be called
        call: Any = type(inner).__call__
        code = getattr(call, "__code__", None)
    return code.co_flags if code is not None else 0


def accepts(function: Callable[..., Any], count: int) -> bool:
    """Return True if `function` can be called with `count` positional arguments.

    A callable whose signature cannot be found out (some built-in ones) is taken to accept them.
    """
    bound = 0
    plain: object = function
    if isinstance(plain, MethodType):
        bound, plain = 1, plain.__func__
    plain = getattr(plain, "_written_", plain)
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


def parameters(function: Callable[..., Any]) -> tuple[str, ...]:
    """Return the names of the positional parameters of a function or a method; of anything else none."""
    bound = 0
    plain: Any = function
    if isinstance(plain, MethodType):
        bound, plain = 1, plain.__func__
    plain = getattr(plain, "_written_", plain)
    if not isinstance(plain, FunctionType):
        return ()
    return plain.__code__.co_varnames[bound : plain.__code__.co_argcount]


def name_of(function: Callable[..., Any]) -> str:
    """Return a name for `function` that an error text can use."""
    return getattr(function, "__qualname__", None) or repr(function)


def definition(function: Callable[..., Any], arguments: tuple[str, ...]) -> str:
    """Return the `def` line that `function` should have to take `arguments`."""
    name = getattr(function, "__name__", "handler")
    if name == "<lambda>":
        return f"lambda {', '.join(arguments)}: …" if arguments else "lambda: …"
    names = arguments
    if isinstance(function, MethodType):
        names = ("cls" if isinstance(function.__self__, type) else "self", *arguments)
    return f"{'async ' if is_async(written(function)) else ''}def {name}({', '.join(names)}):"
