"""Pieces of Python: an expression as text, how tightly it binds, and the kind of its value."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from .project import ClassFacts


class Level(IntEnum):
    """How tightly an expression binds in Python: the higher, the tighter."""

    ANY = 0
    TERNARY = 1
    OR = 2
    AND = 3
    NOT = 4
    COMPARISON = 5
    BIT_OR = 6
    BIT_XOR = 7
    BIT_AND = 8
    SHIFT = 9
    SUM = 10
    PRODUCT = 11
    SIGN = 12
    AWAIT = 13
    ATOM = 14


class Seen(IntEnum):
    """What type checkers take a value for."""

    AS_IT_IS = 0
    OR_ANY = 1
    """Of its class, or anything: `Node | Any`."""
    OR_NONE = 2
    ANY = 3
    NOTHING = 4
    """What a function gives that says it gives nothing: null, for GDScript."""


class Code(NamedTuple):
    """An expression in Python. `kind` is that of its value, see `godot3`; empty if it is not known."""

    text: str
    level: Level = Level.ATOM
    kind: str = ""
    positive: bool = False
    """True if it is a number that cannot be below 0."""
    facts: ClassFacts | None = None
    """The class of the project that it is of, if that is known; `kind` is the engine's class of it then."""
    seen: Seen = Seen.AS_IT_IS

    def at(self, level: Level) -> str:
        """Return its text where what binds as tightly as `level` is needed."""
        return self.text if self.level >= level else f"({self.text})"


def remark(text: str) -> str:
    """Return a text that stands by itself, which does nothing, as a comment of as many lines."""
    lines = text.strip().split("\n")
    return "\n".join(f"# {line.strip()}".rstrip() for line in lines)


def quoted(text: str) -> str:
    """Return a text as Python writes it, in double quotes."""
    plain = repr(text)
    if plain[0] == '"':
        return plain
    return '"' + plain[1:-1].replace("\\'", "'").replace('"', '\\"') + '"'
