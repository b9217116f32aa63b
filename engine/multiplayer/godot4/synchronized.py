"""What a MultiplayerSynchronizer sends, and to whom it may: its part that knows no other end.

Source: Godot 4's `MultiplayerSynchronizer`.
"""

from __future__ import annotations

from collections.abc import Callable
from math import inf
from typing import TYPE_CHECKING, Any

from ...base.error import ScriptError
from ...base.fault import report
from ...variant.error import VariantError
from ...variant.value import Value
from . import arguments
from .kinds import kind_of
from .properties import NOTHING, Properties, ReplicatedProperty
from .replication import delta_entry, sync_entry

if TYPE_CHECKING:
    from ..remote_node import RemoteNode
    from ..state import MultiplayerState

VisibilityFilter = Callable[[int], object]

EVERYBODY = 0
"""The place of `public_visibility` among those who may see it."""
_AT_ONCE = 1e-6
"""Seconds by which an interval may be too short, as clocks and frames have fractions."""
_UNCHANGING = frozenset({type(None), bool, int, float, str})


class Watched:
    """The last value of a property that is sent when it has changed."""

    __slots__ = ("encoded", "property", "value")

    def __init__(self, property: ReplicatedProperty) -> None:
        self.property: ReplicatedProperty = property
        self.value: object = self
        self.encoded: bytes = b""

    def news(self, value: Any) -> bytes | None:
        """Return the bytes of the value that it has now, None if that is the last one.

        Values are compared as Variants: 1 and 1.0 differ. What can change in place is compared by its bytes.
        Raises VariantError for what cannot be sent.
        """
        known, kind = self.value, type(value)
        if kind in _UNCHANGING or isinstance(value, Value):
            if value is known or (kind is type(known) and value == known):
                return None
            return arguments.bare((value,))
        encoded = arguments.bare((value,))
        return encoded if encoded != self.encoded else None


class Synchronized:
    """One synchronizer: its configuration, who may see it, and what it has to say at a time."""

    __slots__ = (
        *("_kinds", "_watched", "_watches", "delta_interval", "filters", "interval", "looked_at", "net_id"),
        *("node", "properties", "received", "root", "seen_by", "synced_at"),
    )

    def __init__(self, node: RemoteNode) -> None:
        self.node: RemoteNode = node
        self.root: RemoteNode | None = None
        """The node whose properties these are, while that is tracked."""
        self.properties: Properties = NOTHING
        self.interval: float = 0.0
        self.delta_interval: float = 0.0
        self.seen_by: set[int] = {EVERYBODY}
        self.filters: list[VisibilityFilter] = []
        self.reset()

    def reset(self) -> None:
        """Begin anew: no other end knows it."""
        self.net_id: int = 0
        self.received: int = 0
        """The counter of the last SYNC that was taken."""
        self.synced_at: float = -inf
        """When it has last said what it always says."""
        self.looked_at: float = -inf
        """When it has last looked for changes."""
        self._watches: tuple[ReplicatedProperty, ...] = ()
        self._watched: list[Watched] = []
        self._kinds: dict[ReplicatedProperty, type | None] = {}

    def kind_of(self, property: ReplicatedProperty) -> type | None:
        """Return the kind that a property has, which is that of its value when a first one comes for it.

        None for one that cannot be read: whatever is wrong, setting it will say.
        """
        if property not in self._kinds and self.root is not None:
            try:
                self._kinds[property] = kind_of(property.value(self.root))
            except Exception:
                return None
        return self._kinds.get(property)

    def is_visible_to(self, peer: int) -> bool:
        """Return whether a peer may see it. A filter that fails says no."""
        for filter in tuple(self.filters):
            try:
                if not filter(peer):
                    return False
            except Exception as error:
                report(self.node, error, f"{self.node!r}: a visibility filter")
                return False
        return EVERYBODY in self.seen_by or peer in self.seen_by

    # -- Sending -------------------------------------------------------------------------------

    def spawn_values(self) -> bytes:
        """Return the values that go with a SPAWN."""
        return self._encoded(self.properties.spawn)

    def state(self, now: float, shared: MultiplayerState) -> bytes | None:
        """Return what a SYNC at this time says of it: nothing too soon after the last one."""
        if not self.properties.sync or now < self.synced_at + self.interval - _AT_ONCE:
            return None
        self.synced_at = now
        values = self._encoded(self.properties.sync)
        if not values or not self._fits(values, "SYNC", shared.most_sync, shared):
            return None
        return sync_entry(self.net_id, values)

    def change(self, now: float, shared: MultiplayerState) -> bytes | None:
        """Return what a delta at this time says of it to who knows the rest: nothing without a change."""
        if not self.properties.watch or now < self.looked_at + self.delta_interval - _AT_ONCE:
            return None
        self.looked_at = now
        return self._delta(self._look(), shared)

    def all_watched(self, shared: MultiplayerState) -> bytes | None:
        """Return what a delta says of it to who knows nothing yet, as it was when it last looked."""
        return self._delta((1 << len(self._watched)) - 1, shared)

    def idle_time(self, now: float) -> float:
        """Return for how many seconds it would say nothing, if nothing else happens."""
        left = inf
        if self.properties.sync:
            left = max(0.0, self.synced_at + self.interval - now)
        if left and self.properties.watch and self._has_news():
            left = min(left, max(0.0, self.looked_at + self.delta_interval - now))
        return left

    def _has_news(self) -> bool:
        """Return True if a look would find a change, or a fault."""
        root = self.root
        if root is None or root._freed_:
            return False
        if self._watches is not self.properties.watch:
            return True
        try:
            return any(each.news(each.property.value(root)) is not None for each in self._watched)
        except Exception:
            return True

    def _look(self) -> int:
        """Look at the watched properties; return which have changed, a bit for each."""
        root = self.root
        if root is None or root._freed_:
            return 0
        if self._watches is not self.properties.watch:
            self._watches = self.properties.watch
            self._watched = [Watched(property) for property in self._watches]
        which = 0
        for place, each in enumerate(self._watched):
            try:
                value = each.property.value(root)
                encoded = each.news(value)
            except Exception as error:
                report(self.node, error, f"{self.node!r}: {each.property.path}")
                continue
            if encoded is not None:
                each.value, each.encoded = value, encoded
                which |= 1 << place
        return which

    def _delta(self, which: int, shared: MultiplayerState) -> bytes | None:
        """Return what a delta says with these properties, but for those that could never be read."""
        values = []
        for place, each in enumerate(self._watched):
            if which >> place & 1 and each.encoded:
                values.append(each.encoded)
            else:
                which &= ~(1 << place)
        joined = b"".join(values)
        if not values or not self._fits(joined, "delta", shared.most_delta, shared):
            return None
        return delta_entry(self.net_id, which, joined)

    def _encoded(self, properties: tuple[ReplicatedProperty, ...]) -> bytes:
        """Return the values of these properties; of none of them, if one fails, which is reported."""
        root = self.root
        if root is None or root._freed_:
            return b""
        out = bytearray()
        for property in properties:
            try:
                arguments.append(property.value(root), out)
            except VariantError as error:
                fault = ScriptError(f"{property.path} cannot be sent: {error}")
                report(self.node, fault, f"{self.node!r}: {property.path}")
                return b""
            except Exception as error:
                report(self.node, error, f"{self.node!r}: {property.path}")
                return b""
        return bytes(out)

    def _fits(self, values: bytes, kind: str, most: int, shared: MultiplayerState) -> bool:
        if len(values) <= most:
            return True
        shared.refusals.log(
            "too long",
            0,
            f"{kind} {self.node._name_}",
            lambda: (
                f"{self.node!r} sent no {kind}: its values have {len(values):,} bytes, {most:,} are the most."
                f" Synchronize less, or set max_{kind.lower()}_packet_size of `multiplayer`."
            ),
        )
        return False
