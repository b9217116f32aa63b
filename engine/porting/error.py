"""What is no GDScript."""

from __future__ import annotations

from ..base.error import ScriptError


class GDScriptError(ScriptError):
    """A script that cannot be read. `line` is the place, counted from 1."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(f"line {line}: {message}")
        self.line: int = line
