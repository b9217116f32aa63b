"""What the settings of clients, servers and peers can be, and what is said of the rest."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from engine import ScriptError

from .handshake_options import check_headers, check_protocols

T = TypeVar("T")
C = TypeVar("C", bound=Callable[..., Any])


def handler(parameters: str) -> Callable[[Any, str, C | None], C | None]:
    """Return what checks that something can be called, or is None."""

    def check(node: object, name: str, value: C | None) -> C | None:
        if value is not None and not callable(value):
            raise ScriptError(
                f"{node!r}: {name} is a function that takes {parameters}, or None, not {value!r}."
                f" Write `{name} = self.…`, without calling it."
            )
        return value

    return check


def above_zero(node: object, name: str, value: float) -> float:
    """Return seconds, which are more than 0."""
    if not isinstance(value, int | float) or not value > 0:
        raise ScriptError(f"{name} must be greater than 0 seconds, not {value!r}.")
    return value


def zero_or_more(node: object, name: str, value: float) -> float:
    """Return seconds, of which 0 is for never."""
    if not isinstance(value, int | float) or not value >= 0:
        raise ScriptError(f"{name} must be 0 (never) or more seconds, not {value!r}.")
    return value


def count(least: int) -> Callable[[Any, str, int], int]:
    """Return what checks that a whole number is `least` or more."""

    def check(node: object, name: str, value: int) -> int:
        is_whole = isinstance(value, int) or (isinstance(value, float) and value.is_integer())
        if not is_whole or value < least:
            raise ScriptError(f"{name} must be a whole number, {least} or more, not {value!r}.")
        return int(value)  # of 5.0, which came by way of JSON

    return check


def pem(node: object, name: str, value: Any) -> Any:
    """Return where a certificate or a key comes from; what is in there is looked at when it is used."""
    from .certificates import CryptoKey, X509Certificate

    if value is not None and not isinstance(value, X509Certificate | CryptoKey | str | os.PathLike):
        raise ScriptError(f"{name} is a resource, the path of a PEM file or its text, not {value!r}.")
    return value


def protocols(node: object, name: str, value: Sequence[str] | None) -> tuple[str, ...]:
    """Return sub-protocols."""
    return tuple(_named(name, check_protocols, value))


def headers(node: object, name: str, value: Sequence[str] | None) -> tuple[str, ...]:
    """Return header lines."""
    return tuple(": ".join(header) for header in _named(name, check_headers, value))


def _named(
    name: str, check: Callable[[Sequence[str] | None], list[T]], value: Sequence[str] | None
) -> list[T]:
    try:
        return check(value)
    except ScriptError as error:
        raise ScriptError(f"{name}: {error}") from None
