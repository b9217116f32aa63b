"""Resource: data that nodes share."""

from __future__ import annotations

from typing import Any, ClassVar, Final, Self
from weakref import WeakValueDictionary

from .exported import own_copy
from .kept import copy_kept
from .keywords import take_keywords
from .object import Object
from .property import Getter, Setter, getter, setter
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
    _local_scene_: Any = None
    _set_last_: ClassVar[tuple[str, ...]] = ()  # friend: keywords
    _mixes_in_: ClassVar[bool] = False  # friend: keywords

    def __init__(self, **properties: Any) -> None:
        """Set properties, by name: `Stats(health=20)`."""
        take_keywords(self, (), properties)

    def get_path(self) -> str:
        """Return `resource_path`: the file that it was loaded from, "" if it was made."""
        return self.resource_path

    def set_path(self, path: str) -> None:
        """Set `resource_path`: the file that it counts as loaded from."""
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
        """Return `resource_name`: what somebody calls it."""
        return self.resource_name

    def set_name(self, name: str) -> None:
        """Set `resource_name`, which means nothing to the program."""
        self.resource_name = name

    set_local_to_scene: Setter[bool] = setter("resource_local_to_scene", "enable")
    is_local_to_scene: Getter[bool] = getter("resource_local_to_scene")

    def _belong_to_(self, scene: Any) -> None:  # friend: packed_scene
        self._local_scene_ = scene

    def get_local_scene(self) -> Any:
        """Return the root of the instance that this copy is for; None of what all instances share."""
        return self._local_scene_

    def setup_local_to_scene(self) -> None:
        """Call `_setup_local_to_scene`, if the script has that: done for each copy once its scene is made."""
        made = getattr(self, "_setup_local_to_scene", None)
        if callable(made):
            made()

    def emit_changed(self) -> None:
        """Emit `changed`."""
        self.emit_signal("changed")

    def duplicate(self, subresources: bool = False) -> Self:
        """Return a copy, without a path; with `subresources` those that it holds are copied, too."""
        copy = type(self)()
        for name, value in vars(self).items():
            setattr(copy, name, _copied(value, subresources))
        copy.resource_path = ""
        copy_kept(self, copy)
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
