"""One thing that a Tween does: a property or a method that gets values, or a call when its time has come."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from ..variant.single import single
from .between import between, change

if TYPE_CHECKING:
    from ..object.object import Object
    from ..variant.node_path import NodePath
    from .easing import Curve

Source = Callable[[], Any]
"""Gives a value that moves: of another object, which it follows or comes from."""


class Interpolation:
    """From an initial to a final value in `duration` seconds, which begin after `delay`.

    Times are of single precision, so that what takes 12 frames takes as many as in Godot. `sources` are
    those of the initial and of the final value, None for one that stays what it is.
    Source: Godot 3.6's `Tween::InterpolateData`.
    """

    __slots__ = (
        "active",
        "change",
        "curve",
        "delay",
        "duration",
        "elapsed",
        "final",
        "finished",
        "initial",
        "key",
        "name",
        "put",
        "removed",
        "sources",
        "started",
        "target",
    )

    def __init__(
        self,
        target: Object,
        key: NodePath,
        put: Callable[[Any], object],
        values: tuple[Any, Any] | None,
        sources: tuple[Source | None, Source | None] = (None, None),
    ) -> None:
        self.target: Object = target
        self.key: NodePath = key
        self.name: str = key.removeprefix(":")
        """What scripts call it by: `position:x`."""
        self.put: Callable[[Any], object] = put
        """Sets the property or calls the method; for a callback, calls it."""
        self.initial: Any = None
        self.final: Any = None
        self.change: Any = None
        """What is between the two; None for a callback, which has no values."""
        if values is not None:
            self.initial, self.final = values
            self.change = change(self.initial, self.final)
        self.sources: tuple[Source | None, Source | None] = sources
        self.curve: Curve | None = None
        self.duration: float = 0.0
        self.delay: float = 0.0
        self.elapsed: float = 0.0
        self.active: bool = False
        self.started: bool = False
        self.finished: bool = False
        self.removed: bool = False

    @property
    def end(self) -> float:
        """The seconds after which it has arrived."""
        return single(self.delay + self.duration)

    @property
    def gone(self) -> bool:
        """Whether it was removed, or its target freed."""
        return self.removed or self.target._freed_

    def is_for(self, target: object, name: str) -> bool:
        """Return True if it moves `target`, and what has this name, if one is given."""
        return self.target is target and name in ("", self.name)

    def rewind(self) -> None:
        """Be as before the start."""
        self.elapsed = 0.0
        self.started = self.finished = False

    def seek(self, seconds: float) -> None:
        """Be where it is after so many seconds."""
        self.elapsed = min(single(seconds), self.end)
        self.finished = self.elapsed >= self.end
        self.started = self.elapsed > self.delay

    def value(self) -> Any:
        """Return the value of this moment."""
        initial, final = self.sources
        first = self.initial if initial is None else initial()
        way = self.change
        if initial is not None or final is not None:
            way = change(first, self.last())
        part = (self.elapsed - self.delay) / self.duration if self.duration else 1.0
        return between(first, way, self.curve(part) if self.curve is not None else part)

    def last(self) -> Any:
        """Return the value that it arrives at."""
        source = self.sources[1]
        return self.final if source is None else source()
