"""NodePath: the way to a node, and to a property of it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from ..base.error import ScriptError

Parts = tuple[bool, tuple[str, ...], tuple[str, ...]]


class NodePath(str):
    """A path such as `"../Player"`, `"/root/Main"` or `"Sprite:position:x"`.

    It is a `str`, so it prints, compares and hashes as its text; wherever a path is asked for, an
    ordinary string does too. Repeated and trailing slashes are left out of the text. Source: Godot
    3's `NodePath`.
    """

    __slots__ = ("_parts_",)

    _parts_: Parts

    def __new__(cls, path: str = "") -> NodePath:
        """Make the path that `path` says. What is no text, or an empty property name, is a `ScriptError`."""
        if not isinstance(path, str):
            raise ScriptError(f'A NodePath is made of a text such as "A/B:position", not of {path!r}.')
        if "//" in path or "::" in path or "/:" in path or path.endswith(("/", ":")):
            _, _, subnames = path.partition(":")
            if "::" in ":" + subnames:
                raise ScriptError(f"{path!r} is not a path: it has a property without a name.")
            absolute, names, properties = parts(path)
            return str.__new__(cls, _text(absolute, names, properties))
        return str.__new__(cls, path)

    @classmethod
    def from_parts(cls, absolute: bool, names: Iterable[str], subnames: Iterable[str]) -> NodePath:
        """Make a path of these node names and property names.

        Names that a text cannot have (empty ones, ones with a slash or a colon) are kept apart from
        the text: a remote peer can send them.
        """
        names, subnames = tuple(names), tuple(subnames)
        path = str.__new__(cls, _text(absolute, names, subnames))
        path._parts_ = (absolute, names, subnames)
        return path

    def get_name_count(self) -> int:
        """Return how many node names there are."""
        return len(parts(self)[1])

    def get_name(self, idx: int) -> str:
        """Return the node name at `idx`, counted from 0."""
        return parts(self)[1][idx]

    def get_subname_count(self) -> int:
        """Return how many property names follow, each after a colon."""
        return len(parts(self)[2])

    def get_subname(self, idx: int) -> str:
        """Return the property name at `idx`, counted from 0."""
        return parts(self)[2][idx]

    def get_concatenated_subnames(self) -> str:
        """Return the property names joined by colons: `"position:x"`."""
        return ":".join(parts(self)[2])

    def get_as_property_path(self) -> NodePath:
        """Return this path as one to a property alone: `"a/b:c"` gives `":a/b:c"`."""
        _, names, subnames = parts(self)
        return NodePath.from_parts(False, (), (*["/".join(names)][: len(names)], *subnames))

    def is_absolute(self) -> bool:
        """Return True if the path begins at the root: with a slash."""
        return parts(self)[0]

    def is_empty(self) -> bool:
        """Return True if the path is empty."""
        return not self

    def __repr__(self) -> str:
        return f"NodePath({str(self)!r})"

    def __reduce__(self) -> tuple[Any, ...]:
        return NodePath.from_parts, parts(self)


def _text(absolute: bool, names: Iterable[str], subnames: Iterable[str]) -> str:
    """Return the text of a path."""
    return "/" * absolute + "/".join(names) + "".join([":" + name for name in subnames])


def parts(path: str) -> Parts:
    """Return whether `path` is absolute, its node names and its property names.

    Repeated and trailing slashes and colons mean nothing; `.` and `..` are names.
    """
    given: Parts | None = getattr(path, "_parts_", None)
    if given is None:
        given = _parse(path)
        if type(path) is NodePath:
            path._parts_ = given
    return given


def _parse(path: str) -> Parts:
    """Return the parts that the text of a path has."""
    nodes, _, subnames = path.partition(":")
    names = tuple([name for name in nodes.split("/") if name])
    return nodes.startswith("/"), names, tuple([name for name in subnames.split(":") if name])


@lru_cache(maxsize=4096)
def split(path: str) -> Parts:
    """Return the parts of `path` for walking: as `parts` does, without the names `.`."""
    absolute, names, subnames = parts(path)
    return absolute, tuple([name for name in names if name != "."]), subnames
