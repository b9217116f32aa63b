"""`%` formatting as GDScript has it."""

from __future__ import annotations

import re
from math import copysign, isfinite
from typing import Any

from ..base.error import ScriptError
from .text import godot_str

_PLACE = re.compile(r"%([+\-0-9.*]*)(.?)", re.DOTALL)
_OPTIONS = re.compile(r"([+\-]*)(0?)([+\-]*)([1-9][0-9]{0,8}|\*|)(?:\.([0-9]{1,9}|\*|))?")


def godot_format(format: str, values: Any) -> str:
    """Return what `format % values` is in GDScript 3.6. `values` is a list, or a single value.

    `%s` takes anything and writes it as `godot_str` does; `%d`, `%o`, `%x`, `%X` and `%f` take
    numbers, `%c` a character or its number up to 255. A `*` takes a width from the values. What does
    not fit raises `ScriptError`.
    """
    rest = list(values) if isinstance(values, (list, tuple)) and type(values) in (list, tuple) else [values]
    rest.reverse()

    def take() -> Any:
        if not rest:
            raise ScriptError(f"There are too few values for the format {format!r}.")
        return rest.pop()

    def replaced(match: re.Match[str]) -> str:
        options, kind = match.groups()
        if kind == "%" and not options:
            return "%"
        found = _OPTIONS.fullmatch(options)
        if found is None or kind not in _FORMATTERS:
            raise ScriptError(f"{match.group()!r} in the format {format!r} is no place for a value.")
        signs, zero, more_signs, width, decimals = found.groups()
        signs += more_signs
        least = _width(take() if width == "*" else int(width or "0"))
        places = 6 if decimals is None else _width(take() if decimals == "*" else int(decimals or "0"))
        text, sign, pad = _FORMATTERS[kind](take(), kind, places)
        if kind in "sc":
            sign, zero = "", ""
        elif not sign and "+" in signs:
            sign = "+"
        if "-" in signs:
            return (sign + text).ljust(least)
        return sign + text.rjust(least - len(sign), "0") if zero and pad else (sign + text).rjust(least)

    text = _PLACE.sub(replaced, format)
    if rest:
        raise ScriptError(f"There are too many values for the format {format!r}: {len(rest)} are left.")
    return text


_WIDEST = 10_000


def _width(value: Any) -> int:
    """Return `value` if it can be a width."""
    if not isinstance(value, (int, float)) or not 0 <= value <= _WIDEST:
        raise ScriptError(f"{value!r} cannot be a width: that is a number from 0 to {_WIDEST}.")
    return int(value)


def _number(value: Any, kind: str) -> int | float:
    """Return `value` if it is a number."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise ScriptError(f"%{kind} takes a number, not {type(value).__name__} {godot_str(value)!r}.")
    return value


def _whole(value: Any, kind: str, places: int) -> tuple[str, str, bool]:
    number = _number(value, kind)
    if not isfinite(number):
        raise ScriptError(f"%{kind} takes a whole number, not {number}.")
    return format(abs(int(number)), kind), "-" if number <= -1 else "", True


def _decimal(value: Any, kind: str, places: int) -> tuple[str, str, bool]:
    number = float(_number(value, kind))
    return (
        f"{abs(number):.{places}f}",
        "-" if copysign(1.0, number) < 0.0 and number == number else "",
        isfinite(number),
    )


def _anything(value: Any, kind: str, places: int) -> tuple[str, str, bool]:
    return godot_str(value), "", False


def _character(value: Any, kind: str, places: int) -> tuple[str, str, bool]:
    if isinstance(value, str):
        if len(value) != 1:
            raise ScriptError(f"%c takes one character, not {value!r}.")
        return value, "", False
    number = int(_number(value, kind))
    if not 0 <= number <= 255:
        raise ScriptError(f"%c takes a number from 0 to 255, not {number}.")
    return chr(number) if number else "", "", False


_FORMATTERS = {
    "s": _anything,
    "c": _character,
    "d": _whole,
    "o": _whole,
    "x": _whole,
    "X": _whole,
    "f": _decimal,
}
"""Each returns the text without a sign, the sign, and whether zeros may be put in front."""
