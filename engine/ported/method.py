"""How functions of this package stand for methods."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


def method_of(
    *kinds: type,
) -> Callable[[Callable[Concatenate[Any, P], R]], Callable[Concatenate[Any, P], R]]:
    """Let a function be a method of these types: of all others their own of that name is called."""

    def made(function: Callable[Concatenate[Any, P], R]) -> Callable[Concatenate[Any, P], R]:
        @wraps(function)
        def called(of: Any, /, *args: P.args, **kwargs: P.kwargs) -> R:
            if isinstance(of, kinds):
                return function(of, *args, **kwargs)
            found: R = getattr(of, function.__name__)(*args, **kwargs)
            return found

        return called

    return made
