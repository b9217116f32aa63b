"""Resource: data that nodes share."""

from __future__ import annotations

from typing import Any, Final, Self

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
    resource_local_to_scene: bool = False
    """Whether each instance of the scene that it stands in has a copy of its own."""

    def get_path(self) -> str:
        """Return `resource_path`."""
        return self.resource_path

    def set_path(self, path: str) -> None:
        """Set `resource_path`."""
        self.resource_path = path

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


def _copied(value: Any, deep: bool) -> Any:
    if deep and isinstance(value, Resource):
        return value.duplicate(True)
    return own_copy(value)
