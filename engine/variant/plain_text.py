"""What `to_json` and `var2str` write alike."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..base.error import Error
from .error import VariantError
from .text import DEEPEST_TEXT
from .types import Type

PLAIN: dict[Type, Callable[[Any], str]] = {
    Type.NIL: lambda _: "null",
    Type.BOOL: lambda value: "true" if value else "false",
    Type.INT: int.__repr__,
}
"""What makes the text of a value, by its type."""


def check_depth(depth: int) -> None:
    """Raise VariantError for an array or a dictionary that lies within too many others."""
    if depth >= DEEPEST_TEXT:
        raise VariantError(
            f"More than {DEEPEST_TEXT} levels of nesting have no text.", Error.ERR_OUT_OF_MEMORY
        )
