"""SceneReplicationConfig: which properties a MultiplayerSynchronizer sends, and when."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from engine import NodePath, Resource, ScriptError
from engine.base.spelling import did_you_mean
from engine.multiplayer.godot4 import properties
from engine.multiplayer.godot4.properties import Properties, ReplicatedProperty
from engine.multiplayer.godot4.replication import MOST_WATCHED

if TYPE_CHECKING:
    from typing import Self

_MODES = (properties.NEVER, properties.ALWAYS, properties.ON_CHANGE)


class SceneReplicationConfig(Resource):
    """Properties by their paths from the synchronizer's root node: `.:position`, `Sprite:rotation`.

        config = SceneReplicationConfig([".:position"], on_change=[".:color"])

    is the same as

        config = SceneReplicationConfig()
        config.add_property(".:position")
        config.add_property(".:color")
        config.property_set_replication_mode(".:color", config.REPLICATION_MODE_ON_CHANGE)

    Both ends need the same properties in the same order. Several synchronizers may have one configuration.

    Source: Godot 4's `SceneReplicationConfig`.
    """

    REPLICATION_MODE_NEVER = properties.NEVER
    """It is sent when the node is spawned, if at all."""
    REPLICATION_MODE_ALWAYS = properties.ALWAYS
    """It is sent every `replication_interval`."""
    REPLICATION_MODE_ON_CHANGE = properties.ON_CHANGE
    """It is sent when it has changed, as looked at every `delta_interval`."""

    _properties_: Properties  # friend: nodes.multiplayer
    """The same, as the engine has them."""

    def __new__(cls, *args: Any, **kwargs: Any) -> Self:
        """Make the object complete, so that a subclass need not call `super().__init__()`."""
        self = super().__new__(cls)
        self._properties_ = Properties()
        return self

    def __init__(
        self, always: Iterable[str] = (), on_change: Iterable[str] = (), at_spawn: Iterable[str] = ()
    ) -> None:
        """Add properties that are sent always, on change, and with a spawn alone, in this order."""
        for paths, mode in (
            (always, self.REPLICATION_MODE_ALWAYS),
            (on_change, self.REPLICATION_MODE_ON_CHANGE),
            (at_spawn, self.REPLICATION_MODE_NEVER),
        ):
            if isinstance(paths, str):
                raise ScriptError(f"SceneReplicationConfig takes lists of paths: write [{paths!r}].")
            for path in paths:
                self.add_property(path)
                self.property_set_replication_mode(path, mode)

    def duplicate(self, subresources: bool = False) -> Self:
        """Return a copy, whose properties may be changed without those of the original."""
        copy = super().duplicate(subresources)
        copy._properties_ = self._properties_.copy()
        return copy

    def get_properties(self) -> list[NodePath]:
        """Return the paths of all properties, in their order."""
        return [property.path for property in self._properties_.all.values()]

    def add_property(self, path: str, index: int = -1) -> None:
        """Add a property, at the end or at `index`; it is sent with a spawn and always, unless told."""
        if self.has_property(path):
            raise ScriptError(f"{path!r} is among the properties already.")
        all = list(self._properties_.all.values())
        if not -1 <= index <= len(all):
            raise ScriptError(
                f"add_property({path!r}, {index}): there are {len(all)} properties; -1 is the end."
            )
        all.insert(index if index >= 0 else len(all), ReplicatedProperty(path))
        self._properties_.arrange(all)

    def remove_property(self, path: str) -> None:
        """Remove a property."""
        gone = self._property_(path)
        self._properties_.arrange([each for each in self._properties_.all.values() if each is not gone])

    def has_property(self, path: str) -> bool:
        """Return True if there is this property."""
        return NodePath(path) in self._properties_.all

    def property_get_index(self, path: str) -> int:
        """Return which property this is, counted from 0."""
        self._property_(path)
        return list(self._properties_.all).index(NodePath(path))

    def property_get_spawn(self, path: str) -> bool:
        """Return whether the property is sent when the node is spawned."""
        return self._property_(path).spawn

    def property_set_spawn(self, path: str, enabled: bool) -> None:
        """Set whether the property is sent when the node is spawned."""
        self._property_(path).spawn = bool(enabled)
        self._properties_.arrange(self._properties_.all.values())

    def property_get_replication_mode(self, path: str) -> int:
        """Return when the property is sent: REPLICATION_MODE_…"""
        return self._property_(path).mode

    def property_set_replication_mode(self, path: str, mode: int) -> None:
        """Set when the property is sent: REPLICATION_MODE_NEVER (0), ALWAYS (1) or ON_CHANGE (2).

        At most 64 properties of one configuration may be sent on change.
        """
        if mode not in _MODES:
            raise ScriptError(
                f"{path!r}: there is no replication mode {mode!r}: use"
                " SceneReplicationConfig.REPLICATION_MODE_NEVER, …_ALWAYS or …_ON_CHANGE."
            )
        property = self._property_(path)
        is_full = len(self._properties_.watch) >= MOST_WATCHED
        if is_full and mode == self.REPLICATION_MODE_ON_CHANGE != property.mode:
            raise ScriptError(
                f"{path!r} cannot be sent on change: {MOST_WATCHED} properties are already, and a packet can"
                " tell no more apart. Use a second MultiplayerSynchronizer."
            )
        property.mode = mode
        self._properties_.arrange(self._properties_.all.values())

    def property_get_sync(self, path: str) -> bool:
        """Return whether the property is sent always."""
        return self._property_(path).mode == self.REPLICATION_MODE_ALWAYS

    def property_set_sync(self, path: str, enabled: bool) -> None:
        """Send the property always, or never if it was so before: the name that Godot 4.0 has for it."""
        self._switch_(path, enabled, self.REPLICATION_MODE_ALWAYS)

    def property_get_watch(self, path: str) -> bool:
        """Return whether the property is sent on change."""
        return self._property_(path).mode == self.REPLICATION_MODE_ON_CHANGE

    def property_set_watch(self, path: str, enabled: bool) -> None:
        """Send the property on change, or never if it was so before: the name that Godot 4.1 has for it."""
        self._switch_(path, enabled, self.REPLICATION_MODE_ON_CHANGE)

    def _switch_(self, path: str, enabled: bool, mode: int) -> None:
        if enabled:
            self.property_set_replication_mode(path, mode)
        elif self._property_(path).mode == mode:
            self.property_set_replication_mode(path, self.REPLICATION_MODE_NEVER)

    def _property_(self, path: str) -> ReplicatedProperty:
        found = self._properties_.all.get(NodePath(path))
        if found is None:
            raise ScriptError(
                f"{path!r} is not among the properties, {', '.join(self._properties_.all) or 'none'}."
                f"{did_you_mean(path, self._properties_.all)} Call `add_property({path!r})` first."
            )
        return found
