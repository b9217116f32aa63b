"""Resource: data that nodes share."""

from __future__ import annotations

from typing import Any, Final, Self
from weakref import WeakValueDictionary

from .exported import own_copy
from .object import Object
from .signal import Signal


class Resource(Object):
    """Data with a name and, if it was loaded, a path: the base of what a project keeps in `.tres` files.

        class Stats(Resource):
            health = export(10)

    Source: Godot 3.6's `Resource`.
    """

    changed: Final = Signal()

    resource_path: str = ""
    """The file that it was loaded from, with `::` and a number if it stands within a scene."""
    resource_name: str = ""
    """What somebody calls it; it means nothing to the program."""
    resource_local_to_scene: bool = False
    """Whether each instance of the scene that it stands in has a copy of its own."""

    def get_path(self) -> str:
        """Return `resource_path`."""
        return self.resource_path

    def set_path(self, path: str) -> None:
        """Set `resource_path`."""
        self.resource_path = path

    def take_over_path(self, path: str) -> None:
        """Set `resource_path`, and be what is loaded from there from now on, in place of what was so far."""
        before = _taken.get(path)
        if before is not None and before is not self:
            before.resource_path = ""
        self.resource_path = path
        if path:
            _taken[path] = self

    def get_name(self) -> str:
        """Return `resource_name`."""
        return self.resource_name

    def set_name(self, name: str) -> None:
        """Set `resource_name`."""
        self.resource_name = name

    def emit_changed(self) -> None:
        """Emit `changed`."""
        self.emit_signal("changed")

    def duplicate(self, subresources: bool = False) -> Self:
        """Return a copy, without a path; with `subresources` those that it holds are copied, too."""
        copy = type(self)()
        for name, value in vars(self).items():
            setattr(copy, name, _copied(value, subresources))
        copy.resource_path = ""
        return copy


_taken: WeakValueDictionary[str, Resource] = WeakValueDictionary()
"""What has taken over a path, as long as somebody has it."""


def taken_over(path: str) -> Resource | None:
    """Return the resource that has taken over a path, and still has it."""
    found = _taken.get(path)
    return found if found is not None and found.resource_path == path else None


def _copied(value: Any, deep: bool) -> Any:
    if deep and isinstance(value, Resource):
        return value.duplicate(True)
    return own_copy(value)
