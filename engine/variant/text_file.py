"""The files that Godot writes values to: scenes, resources, projects and settings.

Such a file is a row of *tags*, `[name key=value …]`, and *assignments*, `key = value`; what belongs to
a tag stands below it. Source: Godot's `VariantParser::parse_tag_assign_eof`. What `[node]` or a key
means is up to who reads on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from .error import VariantError
from .parser import GODOT3, Dialect, Parser
from .text import DEEPEST_TEXT

_SPACE = re.compile(r"(?:\s|;[^\n]*+)*+")
"""What may stand between any two tokens; a comment goes to the end of its line."""
_KEY = re.compile(r'[^\s=;"\[][^\s=;"]*+')
"""A piece of a key: Godot drops the blanks between those, so that `a b = 1` sets `ab`."""
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.:]*+")
_SIMPLE_TAG = re.compile(r"(?:[^\]\\]|\\.)*+", re.DOTALL)


class Tag(NamedTuple):
    """`[name key=value …]`, and the line that it begins in, counted from 1."""

    name: str
    fields: dict[str, Any]
    line: int


class Assignment(NamedTuple):
    """`key = value`, and the line that it begins in, counted from 1."""

    key: str
    value: Any
    line: int


class ExtResource(NamedTuple):
    """`ExtResource( 1 )`: what the `[ext_resource]` with this id names. Godot 4's ids are texts."""

    id: int | str


class SubResource(NamedTuple):
    """`SubResource( 1 )`: what the `[sub_resource]` with this id describes."""

    id: int | str


class ResourcePath(NamedTuple):
    """`Resource( "res://…" )`: what lies in a file."""

    path: str


@dataclass(frozen=True, eq=False)
class ObjectText:
    """`Object(Class,"property":value,…)`: an object of a class, such as an event of the input map."""

    class_name: str
    properties: dict[str, Any]


_REFERENCES: dict[str, tuple[type[int | str], Any]] = {
    "ExtResource": (int, ExtResource),
    "SubResource": (int, SubResource),
    "Resource": (str, ResourcePath),
}
_GODOT4 = (3, 4)
"""The formats of files that Godot 4 writes; the second one has bytes in base64."""
_PROJECT_OF_4 = 5
"""The version of its project files."""


def read(text: str, *, simple_tags: bool = False) -> Iterator[Tag | Assignment]:
    """Yield the tags and assignments of a file, in its order.

    With `simple_tags` the name of a tag is all that stands between its brackets, as in `project.godot`
    and in what `ConfigFile` writes. A file that is none raises `VariantError` with the line and what
    was expected there, after what stands before it was yielded; a key with nothing after it at the end
    of the file is let go, as Godot does.
    """
    return _FileParser(text).sections(simple_tags)


def _godot4() -> Dialect:
    from .parser4 import GODOT4  # which programs without such files do without

    return GODOT4


class _FileParser(Parser):
    """Reads values as `str2var` does, and what only files have."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self._counted = 0
        self._lines = 1

    def sections(self, simple_tags: bool) -> Iterator[Tag | Assignment]:
        """Yield what the file has, from here on."""
        key = ""
        while True:
            self.skip_space()
            if self.at == len(self.text):
                return
            line = self.line(self.at)
            if (mark := self.text[self.at]) == "[" and not key:
                self.at += 1
                tag = self.simple_tag(line) if simple_tags else self.tag(line)
                if tag.fields.get("format") in _GODOT4:
                    self.dialect = _godot4()
                yield tag
            elif mark == '"':
                key = self.value(0)
                assert isinstance(key, str)
            elif mark == "=":
                self.at += 1
                value = self.value_next()
                if key == "config_version" and value == _PROJECT_OF_4:
                    self.dialect = _godot4()
                yield Assignment(key, value, line)
                key = ""
            elif piece := _KEY.match(self.text, self.at):
                key += piece[0]
                self.at = piece.end()
            else:
                raise self.error_here(f"'=' after {key!r}")

    def tag(self, line: int) -> Tag:
        """Read the rest of a tag, whose bracket was read."""
        name = self.name()
        fields: dict[str, Any] = {}
        while not self.mark("]"):
            field = self.name()
            if not self.mark("="):
                raise self.error_here(f"'=' after {field}")
            fields[field] = self.value_next()
        return Tag(name, fields, line)

    def simple_tag(self, line: int) -> Tag:
        """Read the rest of a tag that is a name alone."""
        match = _SIMPLE_TAG.match(self.text, self.at)
        assert match is not None
        self.at = match.end()
        if not self.mark("]"):
            raise self.error_here("']'")
        return Tag(match[0].replace("\\]", "]").strip(), {}, line)

    def construct(self, name: str, depth: int) -> Any:
        """Read a reference or an object, too."""
        if name == "Object":
            return self.object(depth)
        if name not in _REFERENCES:
            return super().construct(name, depth)
        kind, reference = _REFERENCES[name]
        if not self.mark("("):
            raise self.error_here(f"'(' after {name}")
        value = self.value(0)
        is_one = isinstance(value, kind) or (isinstance(value, str) and self.dialect is not GODOT3)
        if not is_one or not self.mark(")"):
            raise self.error_here("an id in brackets" if kind is int else "a path in brackets")
        return reference(value)

    def object(self, depth: int) -> ObjectText:
        """Read what follows `Object`: a class, and its properties as pairs with a colon."""
        if not self.mark("("):
            raise self.error_here("'(' after Object")
        class_name = self.name()
        if self.mark(")"):
            return ObjectText(class_name, {})
        if not self.mark(","):
            raise self.error_here("',' or ')'")
        if depth >= DEEPEST_TEXT:
            raise self.error_here(f"something nested no deeper than {DEEPEST_TEXT} levels")
        pairs = self.items(")", lambda: self.pair(depth + 1))
        return ObjectText(class_name, {str(key): value for key, value in pairs})

    def value_next(self) -> Any:
        """Read the value after a mark; an error tells the place where it should be."""
        self.skip_space()
        return self.value(0)

    def name(self) -> str:
        """Read a name."""
        self.skip_space()
        match = _NAME.match(self.text, self.at)
        if match is None:
            raise self.error_here("a name")
        self.at = match.end()
        return match[0]

    def mark(self, mark: str) -> bool:
        """Return whether `mark` comes next, and go past it if so."""
        self.skip_space()
        if not self.text.startswith(mark, self.at):
            return False
        self.at += len(mark)
        return True

    def skip_space(self) -> None:
        """Go past blanks and comments."""
        match = _SPACE.match(self.text, self.at)
        assert match is not None
        self.at = match.end()

    def line(self, at: int) -> int:
        """Return the line of a place, each at or past the one before: so all lines are counted once."""
        self._lines += self.text.count("\n", self._counted, at)
        self._counted = at
        return self._lines

    def place(self, at: int) -> str:
        """Return how an error says where it is."""
        return f"Line {self.text.count(chr(10), 0, at) + 1}"

    def error_here(self, expected: str) -> VariantError:
        """Return the error for something else than `expected` at this place."""
        self.skip_space()
        self.start = self.at
        return self.error(expected)
