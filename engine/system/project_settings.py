"""ProjectSettings: what `project.godot` says, and what Godot assumes where it says nothing."""

from __future__ import annotations

import os
from typing import Any, Final

from ..base.error import Error
from ..base.fault import push_error
from ..files import places
from ..files.config_file import ConfigFile
from ..object.signal import Signal
from ..variant.vector2 import Vector2
from .singleton import Singleton

_FILE = "res://project.godot"


def _assumed() -> dict[str, Any]:
    return {
        "application/config/name": places.project.called(),
        "display/window/size/width": 1024,
        "display/window/size/height": 600,
        "physics/common/physics_fps": 60,
        "physics/2d/default_gravity": 98,
        "physics/2d/default_gravity_vector": Vector2(0.0, 1.0),
        "physics/2d/default_linear_damp": 0.1,
        "physics/2d/default_angular_damp": 1.0,
        **{f"layer_names/2d_physics/layer_{number}": "" for number in range(1, 33)},
    }


class Settings(Singleton):
    """What scripts know as `ProjectSettings`: values by names such as `display/window/size/width`.

    They are read from `res://project.godot`, if there is one, when they are first asked for. What
    `python -m engine run DIR` goes by is in `engine.project`; a script that is run by itself has them to ask.
    Source: Godot 3.6's `ProjectSettings`.
    """

    project_settings_changed: Final = Signal()

    _said_: dict[str, Any] | None = None
    """What was read or set; None until something is asked."""
    _initial_: dict[str, Any]

    def __new__(cls, *args: Any, **kwargs: Any) -> Settings:
        """Make it without reading anything."""
        self = super().__new__(cls, *args, **kwargs)
        self._initial_ = {}
        return self

    def has_setting(self, name: str) -> bool:
        """Return True if there is a value of this name."""
        return name in self._values_() or name in self._initials_()

    def get_setting(self, name: str) -> Any:
        """Return the value of this name, None if there is none."""
        values = self._values_()
        return values[name] if name in values else self._initials_().get(name)

    def set_setting(self, name: str, value: Any) -> None:
        """Set a value; None removes it."""
        values = self._values_()
        if value is None:
            values.pop(name, None)
        else:
            values[name] = value
        self.project_settings_changed.emit()

    def get(self, property: str) -> Any:
        """Return a setting; a property of this object by its name, if it has no setting of that name."""
        return self.get_setting(property) if "/" in property else super().get(property)

    def set(self, property: str, value: Any) -> None:
        """Set a setting, or a property of this object."""
        if "/" in property:
            self.set_setting(property, value)
        else:
            super().set(property, value)

    def clear(self, name: str) -> None:
        """Remove the value of this name."""
        self.set_setting(name, None)

    def set_initial_value(self, name: str, value: Any) -> None:
        """Say what a setting is where nothing else is said, and what it can be reverted to."""
        self._initial_[name] = value

    def property_can_revert(self, name: str) -> bool:
        """Return True if a setting differs from its initial value."""
        return name in self._initials_() and self.get_setting(name) != self._initials_()[name]

    def property_get_revert(self, name: str) -> Any:
        """Return the initial value of a setting, None if it has none."""
        return self._initials_().get(name)

    def globalize_path(self, path: str) -> str:
        """Return where a path with `res://` or `user://` is in the file system."""
        return places.globalize(path)

    def localize_path(self, path: str) -> str:
        """Return a path of the file system as one with `res://`, if it is in there."""
        if places.scheme_of(path) == places.USER:
            return path
        real = places.globalize(path) if places.scheme_of(path) else os.path.abspath(path)
        return places.localize(real, places.RES)

    def load_resource_pack(self, pack: str, replace_files: bool = True, offset: int = 0) -> bool:
        """Return False: there are no packs, files lie in `res://` as they are."""
        push_error(f"load_resource_pack: {pack}: there are no packs here; files lie in res:// as they are.")
        return False

    def save(self) -> Error:
        """Write what was read and set to `res://project.godot`."""
        return self.save_custom(_FILE)

    def save_custom(self, file: str) -> Error:
        """Write what was read and set to a file."""
        config = ConfigFile()
        for name, value in self._values_().items():
            section, slash, key = name.partition("/")
            config.set_value(section if slash else "", key if slash else name, value)
        return config.save(file)

    def _values_(self) -> dict[str, Any]:
        if self._said_ is None:
            self._said_ = {}
            config = ConfigFile()
            if os.path.exists(places.globalize(_FILE)):
                config.load(_FILE)
            for section in config.get_sections():
                for key in config.get_section_keys(section):
                    name = f"{section}/{key}" if section else key
                    self._said_[name] = config.get_value(section, key)
        return self._said_

    def _initials_(self) -> dict[str, Any]:
        return _assumed() | self._initial_


ProjectSettings: Final = Settings()
"""What `project.godot` says: `ProjectSettings.get_setting("display/window/size/width")`."""
