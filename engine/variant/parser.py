"""`str2var`: the text that `var2str` writes, read again."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from ..base.error import ScriptError
from .error import VariantError
from .key import ArrayKeys, dictionary
from .node_path import NodePath
from .pool_array import PoolIntArray, PoolRealArray
from .pool_byte_array import PoolByteArray
from .pool_string_array import PoolStringArray
from .rid import RID
from .surrogates import without_surrogates
from .text import DEEPEST_TEXT
from .types import POOL_ARRAYS, VALUES
from .value import new

_TOKEN = re.compile(
    r"""\s*+(?:;[^\n]*+\s*+)*+(?:
        (?P<text>"[^"\\]*+(?:\\.[^"\\]*+)*+")
        | (?P<name>&"[^"\\]*+(?:\\.[^"\\]*+)*+")
        | (?P<number>(?:-?\d+\.?\d*|-\.\d+)(?:[eE][+-]?\d+)?)
        | (?P<word>-?[A-Za-z_][A-Za-z0-9_]*(?:\.0)?)
        | (?P<colour>\#[0-9A-Fa-f]+)
        | (?P<mark>[\[\]{}(),:])
        )""",
    re.VERBOSE | re.DOTALL,
)
"""A token and what is before it; space and comments never give back what they took, so that a text
of many semicolons is looked at once and not in each way of dividing it."""
_ESCAPE = re.compile(r"\\(u[0-9A-Fa-f]{4}|.)", re.DOTALL)
_ESCAPED = {"a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}
_WORDS: dict[str, Any] = {
    "null": None,
    "nil": None,
    "true": True,
    "false": False,
    "inf": float("inf"),
    "-inf": float("-inf"),
    "-inf.0": float("-inf"),
    "nan": float("nan"),
    "-nan": -float("nan"),
    "-nan.0": -float("nan"),
}
_LARGEST = (1 << 63) - 1
_LONGEST_INT = 19
_SAFE_DIGITS = 18
"""A token that is no longer has no number beyond 64 bits."""


def str2var(string: str) -> Any:
    r"""Return the value that `string`, a text as `var2str` writes it, stands for.

    As in Godot, a text that stands for no value comes back as it is; `parse` raises instead. Objects
    are never made. An integer beyond 64 bits is read as the largest or smallest there is. Source:
    Godot's `VariantParser`; *unlike Godot,* which reads `\a` and `\v` as letters, whatever `var2str`
    has written is read again.
    """
    try:
        return parse(string)
    except VariantError:
        return string


def parse(text: str) -> Any:
    """Return the value at the beginning of `text`; a text that has none raises `VariantError`."""
    return Parser(text).value(0)


class Dialect(NamedTuple):
    """What one version of Godot writes that another does not."""

    words: Mapping[str, Any]
    """Words that are a value by themselves."""
    makers: Mapping[str, Callable[[list[Any]], Any]]
    """What makes a value of what stands in the brackets behind the name of its type."""
    typed: frozenset[str] = frozenset()
    """Types that have others in square brackets: `Array[int]([1])`."""
    name: Callable[[str], Any] | None = None
    """What makes a value of a text with an `&` before it."""


class Parser:
    """Reads one token after the other; `text_file` adds what only files have."""

    def __init__(self, text: str) -> None:
        self.text: str = text
        self.dialect: Dialect = GODOT3
        self.start: int = 0
        self.at: int = 0
        self.kind: str | None = None
        self.token: str = ""
        self.arrays: ArrayKeys = ArrayKeys()

    def advance(self) -> str:
        """Go to the next token, and return it."""
        match = _TOKEN.match(self.text, self.at)
        self.start = self.at
        if match is None or match.lastgroup is None:
            raise self.error("a value")
        self.kind = match.lastgroup
        self.token = match[match.lastgroup]
        self.start = match.start(match.lastgroup)
        self.at = match.end()
        return self.token

    def error(self, expected: str) -> VariantError:
        """Return the error for something else than `expected` as the last token."""
        found = repr(self.text[self.start :][:20]) if self.start < len(self.text) else "the end"
        return VariantError(f"{self.place(self.start)}: {expected} is expected, not {found}.")

    def place(self, at: int) -> str:
        """Return how an error says where it is."""
        return f"At {at}"

    def value(self, depth: int) -> Any:
        """Read a value from the next token on."""
        self.advance()
        return self.value_here(depth)

    def value_here(self, depth: int) -> Any:
        """Read the value that begins with the token that was read last."""
        token, kind = self.token, self.kind
        if kind == "text":
            return _unescaped(token)
        if kind == "number":
            return self.number()
        if kind == "colour":
            from .color import Color

            try:
                return Color(token)
            except ValueError:
                raise self.error("a colour") from None
        if kind == "word":
            words = self.dialect.words
            return words[token] if token in words else self.construct(token, depth)
        if kind == "name" and self.dialect.name is not None:
            return self.dialect.name(_unescaped(token[1:]))
        if depth >= DEEPEST_TEXT:
            raise self.error(f"something nested no deeper than {DEEPEST_TEXT} levels")
        if token == "[":
            return self.items("]", lambda: self.value_here(depth + 1))
        if token == "{":
            pairs = self.items("}", lambda: self.pair(depth + 1))
            return dictionary([key for key, _ in pairs], [value for _, value in pairs], self.arrays)
        raise self.error("a value")

    def pair(self, depth: int) -> tuple[Any, Any]:
        """Read a key, a colon and a value."""
        key = self.value_here(depth)
        if self.advance() != ":":
            raise self.error("':' before the value of a key")
        return key, self.value(depth)

    def items(self, end: str, read: Callable[[], Any]) -> list[Any]:
        """Read what `read` reads, separated by commas, up to `end`."""
        found: list[Any] = []
        while self.advance() != end or self.kind != "mark":
            if found:
                if self.token != "," or self.kind != "mark":
                    raise self.error(f"',' or {end!r}")
                if self.advance() == end and self.kind == "mark":
                    break
            found.append(read())
        return found

    def number(self) -> int | float:
        """Return the number that was read last."""
        token = self.token
        if not set(token) <= set("-0123456789"):
            return float(token)
        if len(token) <= _SAFE_DIGITS:
            return int(token)
        digits = token.lstrip("-0") or "0"
        size = int(digits) if len(digits) <= _LONGEST_INT else _LARGEST + 1
        return max(-size, -_LARGEST - 1) if token[0] == "-" else min(size, _LARGEST)

    def construct(self, name: str, depth: int) -> Any:
        """Read what stands in brackets after the name of a type, and make a value of it."""
        if name in self.dialect.typed:
            return self.of_types(name, depth)
        make = self.dialect.makers.get(name)
        if make is None:
            raise self.error("a value or the name of a value type")
        start = self.start
        if self.advance() != "(":
            raise self.error(f"'(' after {name}")
        arguments = self.items(")", self.argument)
        try:
            return make(arguments)
        except (TypeError, ValueError, OverflowError, ScriptError):
            raise VariantError(f"{self.place(start)}: {name} is not made of that.") from None

    def of_types(self, name: str, depth: int) -> Any:
        """Read an array or a dictionary behind the types of what is in it, which are let go."""
        if self.advance() != "[":
            raise self.error(f"'[' after {name}")
        while self.advance() != "]":
            pass
        if self.advance() != "(":
            raise self.error(f"'(' after the types of {name}")
        if self.advance() not in ("[", "{"):
            raise self.error("'[' or '{'")
        value = self.value_here(depth)
        if self.advance() != ")":
            raise self.error("')'")
        return value

    def argument(self) -> Any:
        """Read a number or a text."""
        if self.kind in ("number", "text") or self.token in self.dialect.words:
            return self.value_here(0)
        raise self.error("a number or a text")


def _unescaped(token: str) -> str:
    """Return the text that a token in quotes stands for."""
    found = _ESCAPE.sub(_character, token[1:-1]) if "\\" in token else token[1:-1]
    return without_surrogates(found)


def _character(match: re.Match[str]) -> str:
    escape = match[1]
    if len(escape) == 5:
        return chr(int(escape[1:], 16))
    return _ESCAPED.get(escape, escape)


def value_maker(kind: Any, count: int, numbers: type[Any] = PoolRealArray) -> Callable[[list[Any]], Any]:
    """Return what makes a value type of its numbers, which are 32 bits wide."""

    def make(arguments: list[Any]) -> Any:
        if len(arguments) != count:
            raise ValueError
        return new(kind, numbers(arguments))

    return make


def flat_maker(kind: Any) -> Callable[[list[Any]], Any]:
    """Return what makes a pool array of the numbers of all its elements."""
    return lambda arguments: kind(PoolRealArray(arguments).view())


def node_path(arguments: list[Any]) -> NodePath:
    """Return the NodePath of a text."""
    (path,) = arguments
    if not isinstance(path, str):
        raise TypeError
    return NodePath(path)


_CONSTRUCTORS: dict[str, Callable[[list[Any]], Any]] = {
    **{kind.__name__: value_maker(kind, layout.size // 4) for kind, layout in VALUES.values()},
    **{kind.__name__: flat_maker(kind) for kind in POOL_ARRAYS.values()},
    "NodePath": node_path,
    "RID": lambda arguments: RID(),
    "PoolByteArray": PoolByteArray,
    "PoolIntArray": PoolIntArray,
    "PoolStringArray": PoolStringArray,
}
_OLD_NAMES = {
    "Matrix32": "Transform2D",
    "Matrix3": "Basis",
    "Rect3": "AABB",
    "FloatArray": "PoolRealArray",
    **{
        f"{kind}Array": f"Pool{kind}Array"
        for kind in ("Byte", "Int", "String", "Vector2", "Vector3", "Color")
    },
}
"""The names of Godot 2, which Godot 3 reads as well."""
_CONSTRUCTORS |= {old: _CONSTRUCTORS[name] for old, name in _OLD_NAMES.items()}

GODOT3 = Dialect(_WORDS, _CONSTRUCTORS)
