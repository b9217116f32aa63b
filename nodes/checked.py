"""What setters of properties accept, and what they say of the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from math import isfinite
from typing import TYPE_CHECKING, Any, TypeVar

from engine import ScriptError, Vector2

if TYPE_CHECKING:
    from engine import Color
    from engine.canvas.commands import Rgba
    from engine.canvas.texture import Texture

T = TypeVar("T")


def checked_text(node: object, name: str, text: str) -> str:
    """Return `text`, if it is one. ScriptError if not."""
    if not isinstance(text, str):
        raise ScriptError(f"{node!r}: {name} is a str, not {text!r}. Write `{name} = str(…)`.")
    return text


def choice(count: int, repair: str = "") -> Callable[[Any, str, int], int]:
    """Return what checks that a value is one of the constants 0 to `count` - 1.

    `repair` is what the error says in place of "take 0 to …".
    """

    def check(node: object, name: str, choice: int) -> int:
        if choice not in range(count):
            raise ScriptError(
                f"{node!r}: there is no {name} {choice!r}: {repair or f'take 0 to {count - 1}'}."
            )
        return int(choice)

    return check


def above(limit: float) -> Callable[[Any, str, float], float]:
    """Return what checks that a number is greater than `limit`."""

    def check(node: object, name: str, value: float) -> float:
        if not value > limit:
            raise ScriptError(f"{node!r}: {name} must be greater than {limit}, not {value!r}.")
        return value

    return check


def at_least(limit: int) -> Callable[[Any, str, int], int]:
    """Return what checks that a whole number is `limit` or more."""

    def check(node: object, name: str, value: int) -> int:
        if not value >= limit:
            raise ScriptError(f"{node!r}: {name} must be {limit} or more, not {value!r}.")
        return int(value)

    return check


def not_negative(node: object, name: str, value: float) -> int:
    """Return a whole number, 0 for one below."""
    return max(0, int(value))


def finite(node: object, name: str, value: float) -> float:
    """Return a number as a float. ScriptError for one that is infinite or none."""
    try:
        value = float(value)
    except (TypeError, ValueError):
        raise ScriptError(f"{node!r}: {name} is a number, not {value!r}.") from None
    if not isfinite(value):
        raise ScriptError(f"{node!r}: {name} must be a finite number, not {value!r}.")
    return value


def from_zero(node: object, name: str, value: float) -> float:
    """Return a finite number that is 0 or more as a float. ScriptError for any other."""
    value = finite(node, name, value)
    if value < 0.0:
        raise ScriptError(f"{node!r}: {name} must be 0 or more, not {value!r}.")
    return value


def instance_of(kind: type[T], repair: str) -> Callable[[Any, str, T | None], T | None]:
    """Return what checks that a value is one of a class, or None; `repair` is what else to write."""

    def check(node: object, name: str, value: T | None) -> T | None:
        if value is not None and not isinstance(value, kind):
            raise ScriptError(f"{node!r}: {name} cannot be {value!r}. {repair}")
        return value

    return check


def texture_of(node: object, name: str, texture: Texture | None) -> Texture | None:
    """Return `texture`, if it is one, or None. ScriptError if not."""
    if texture is not None and not hasattr(texture, "is_pixel_opaque"):
        raise ScriptError(
            f"{node!r}: {name} cannot be {texture!r}. Write `Texture.load(…)` to load a picture."
        )
    return texture


def vector2(node: object, name: str, value: Vector2) -> Vector2:
    """Return a Vector2 of two numbers."""
    return Vector2(*value)


def vectors(node: object, name: str, values: Iterable[Vector2]) -> tuple[Vector2, ...]:
    """Return a Vector2 for each of several pairs of numbers."""
    return tuple([Vector2(*value) for value in values])


def color_of(node: object, name: str, value: Rgba) -> Color:
    """Return a Color of its numbers, or of a text in HTML notation. ScriptError if it is none."""
    from engine import Color  # a Timer does without

    try:
        return Color(value) if isinstance(value, str) else Color(*value)
    except (TypeError, ValueError):
        raise ScriptError(
            f"{node!r}: {name} is a Color, not {value!r}. Write `Color(r, g, b)` or `Color.red`."
        ) from None
