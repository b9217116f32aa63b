"""What files say of objects and is not theirs: it is kept beside them, so that saving loses nothing."""

from __future__ import annotations

from typing import Any, NamedTuple
from weakref import WeakKeyDictionary


class FileReference(NamedTuple):
    """A file of a type, for which there is no object here."""

    path: str
    type: str


class KeptConnection(NamedTuple):
    """A connection that could not be made, for want of a signal or a method."""

    signal: str
    target: Any
    method: str
    flags: int
    binds: list[Any]


class Kept:
    """What is kept of one object."""

    __slots__ = ("base", "connections", "path", "state", "type", "values")

    def __init__(self) -> None:
        self.type: str = ""
        """The class that its file names, where it is of another here."""
        self.path: str = ""
        """Where it stands, for what has no `resource_path`."""
        self.values: dict[str, Any] = {}
        """The properties that it does not have here."""
        self.connections: list[KeptConnection] = []
        self.state: Any = None
        """The SceneState that a root was made of, if it is to be known which of its properties changed."""
        self.base: Any = None
        """The SceneState of the scene that a root's scene inherits from; see `state`."""


_kept: WeakKeyDictionary[Any, Kept] = WeakKeyDictionary()
_nothing = Kept()


def kept_of(of: Any) -> Kept:
    """Return what is kept of an object, to be read."""
    return _kept.get(of, _nothing)


def keep_of(of: Any) -> Kept:
    """Return what is kept of an object, to be written to."""
    return _kept.setdefault(of, Kept())


def copy_kept(of: Any, copy: Any) -> None:
    """Let a copy keep what is kept of an object, but for its place."""
    kept = _kept.get(of)
    if kept is not None:
        new = keep_of(copy)
        new.type = kept.type
        new.values = dict(kept.values)
