"""What setters of properties accept, and what they say of the rest."""

from __future__ import annotations

from typing import Any

from engine import ScriptError


def checked_text(node: object, name: str, text: Any) -> str:
    """Return `text`, if it is one. ScriptError if not."""
    if not isinstance(text, str):
        raise ScriptError(f"{node!r}: {name} is a str, not {text!r}. Write `{name} = str(…)`.")
    return text


def checked_choice(node: object, name: str, choice: int, count: int) -> int:
    """Return `choice`, if it is one of the constants 0 to `count` - 1. ScriptError if not."""
    if choice not in range(count):
        raise ScriptError(f"{node!r}: there is no {name} {choice!r}: take 0 to {count - 1}.")
    return int(choice)
