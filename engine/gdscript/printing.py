"""What prints as GDScript does: the text of each value is Godot's, see `godot_str`. `print` is Python's."""

from __future__ import annotations

import sys
from typing import Any

from ..variant.text import godot_str


def prints(*values: Any) -> None:
    """Print the values with spaces between them."""
    print(" ".join(map(godot_str, values)))


def printt(*values: Any) -> None:
    """Print the values with tabs between them."""
    print("\t".join(map(godot_str, values)))


def printraw(*values: Any) -> None:
    """Print the values with nothing between them, and without an end of line."""
    print(godot_str(*values), end="", flush=True)


def printerr(*values: Any) -> None:
    """Print the values to standard error, with nothing between them. `push_error` logs one as an error."""
    print(godot_str(*values), file=sys.stderr)


def print_debug(*values: Any) -> None:
    """Print the values with nothing between them, and below them where that was."""
    caller = sys._getframe(1)
    code = caller.f_code
    print(f"{godot_str(*values)}\n   At: {code.co_filename}:{caller.f_lineno}:{code.co_name}()")
