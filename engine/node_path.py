"""NodePath: the way to a node, and to a property of it."""

from __future__ import annotations

from functools import lru_cache


class NodePath(str):
    """A path such as `"../Player"`, `"/root/Main"` or `"Sprite:position:x"`.

    It is a `str`, so it prints, compares and hashes as its text; wherever a path is asked for, an
    ordinary string does too. Source: Godot 3's `NodePath`.
    """

    __slots__ = ()

    def get_name_count(self) -> int:
        """Return how many node names there are."""
        return len(split(self)[1])

    def get_name(self, idx: int) -> str:
        """Return the node name at `idx`, counted from 0."""
        return split(self)[1][idx]

    def get_subname_count(self) -> int:
        """Return how many property names follow, each after a colon."""
        return len(split(self)[2])

    def get_subname(self, idx: int) -> str:
        """Return the property name at `idx`, counted from 0."""
        return split(self)[2][idx]

    def get_concatenated_subnames(self) -> str:
        """Return the property names joined by colons: `"position:x"`."""
        return ":".join(split(self)[2])

    def get_as_property_path(self) -> NodePath:
        """Return this path as one to a property alone: `"a/b:c"` gives `":a/b:c"`."""
        return NodePath(":" + self.lstrip(":"))

    def is_absolute(self) -> bool:
        """Return True if the path begins at the root: with a slash."""
        return self.startswith("/")

    def is_empty(self) -> bool:
        """Return True if the path is empty."""
        return not self

    def __repr__(self) -> str:
        return f"NodePath({str(self)!r})"


@lru_cache(maxsize=4096)
def split(path: str) -> tuple[bool, tuple[str, ...], tuple[str, ...]]:
    """Return whether `path` is absolute, its node names and its property names.

    Repeated and trailing slashes and `.` mean nothing and are left out, as in Godot; `..` is kept.
    """
    nodes, _, subnames = str(path).partition(":")
    names = tuple(name for name in nodes.split("/") if name and name != ".")
    return nodes.startswith("/"), names, tuple(n for n in subnames.split(":") if n)
