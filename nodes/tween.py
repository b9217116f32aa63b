"""Tween: takes properties from one value to another in time."""

from __future__ import annotations

from functools import partial, wraps
from math import inf
from typing import TYPE_CHECKING, Any, Final, ParamSpec, Unpack

from engine import Node, NodePath, Object, ScriptError, Signal
from engine.base.fault import push_error, report
from engine.object.indexed import get_at, names_of, set_at
from engine.object.property import Field, Getter, Property, Setter, getter, setter
from engine.scene.lifecycle import emit
from engine.scene.notified import notified
from engine.tween.checks import easing, need_method, need_object, seconds, transition
from engine.tween.easing import curve_of
from engine.tween.interpolation import Interpolation, Source
from engine.variant.single import single

from .checked import choice

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from engine.scene.node import NodeKeywords

    class TweenKeywords(NodeKeywords, total=False):
        """What `Tween(…)` takes by name."""

        playback_process_mode: int
        playback_speed: float
        repeat: bool


P = ParamSpec("P")


def _or_refused(add: Callable[P, bool]) -> Callable[P, bool]:
    """Have a method return False, with an error in the log, for what cannot be."""

    @wraps(add)
    def add_or_refuse(*args: P.args, **kwargs: P.kwargs) -> bool:
        try:
            return add(*args, **kwargs)
        except ScriptError as error:
            push_error(f"{add.__name__}: {error}")
            return False

    return add_or_refuse


class Tween(Node):
    """Takes properties, and arguments of methods, from one value to another, before the `_process` of all.

        tween.interpolate_property(self, "position:x", 0.0, 100.0, 0.5, Tween.TRANS_QUAD, Tween.EASE_OUT)
        tween.start()
        await tween.tween_all_completed

    Source: Godot 3.6's `Tween`. *Unlike Godot:* what is freed is forgotten, so that `tween_all_completed`
    comes for the rest; `tween_started` comes once, also after a delay; what a handler adds or removes is
    added or removed at once, and refused at once if it cannot be.
    """

    TWEEN_PROCESS_PHYSICS = 0
    TWEEN_PROCESS_IDLE = 1
    TRANS_LINEAR = 0
    TRANS_SINE = 1
    TRANS_QUINT = 2
    TRANS_QUART = 3
    TRANS_QUAD = 4
    TRANS_EXPO = 5
    TRANS_ELASTIC = 6
    TRANS_CUBIC = 7
    TRANS_CIRC = 8
    TRANS_BOUNCE = 9
    TRANS_BACK = 10
    EASE_IN = 0
    EASE_OUT = 1
    EASE_IN_OUT = 2
    EASE_OUT_IN = 3

    tween_started: Final = Signal[Object, NodePath]("object", "key")
    tween_step: Final = Signal[Object, NodePath, float, Any]("object", "key", "elapsed", "value")
    tween_completed: Final = Signal[Object, NodePath]("object", "key")
    tween_all_completed: Final = Signal()

    _active_: bool = False
    _process_mode_: int
    _ways_: tuple[Interpolation, ...] = ()
    """What it has to do, in the order in which it was asked to."""

    repeat: bool = False
    """Whether all start anew when all have arrived."""
    playback_speed: float = 1.0
    """How fast time runs for it."""

    playback_process_mode: Property[int] = Field(
        TWEEN_PROCESS_IDLE,
        choice(2, "use Tween.TWEEN_PROCESS_IDLE"),
        then="_switch_",
        state="_process_mode_",
        doc="What moves it: frames (TWEEN_PROCESS_IDLE, 1) or physics steps (TWEEN_PROCESS_PHYSICS, 0).",
    )
    set_tween_process_mode: Setter[int] = setter(playback_process_mode, "mode")
    get_tween_process_mode: Getter[int] = getter(playback_process_mode)
    set_repeat: Setter[bool] = setter("repeat")
    is_repeat: Getter[bool] = getter("repeat")
    set_speed_scale: Setter[float] = setter("playback_speed", "speed")
    get_speed_scale: Getter[float] = getter("playback_speed")

    if TYPE_CHECKING:

        def __init__(self, **properties: Unpack[TweenKeywords]) -> None: ...

    # -- What it is to do ----------------------------------------------------------------------

    @_or_refused
    def interpolate_property(
        self,
        object: Object,
        property: str,
        initial_val: Any,
        final_val: Any,
        duration: float,
        trans_type: int = TRANS_LINEAR,
        ease_type: int = EASE_IN_OUT,
        delay: float = 0.0,
    ) -> bool:
        """Take a property, such as `"position:x"`, from one value to another in `duration` seconds.

        An `initial_val` of None is what the property is now. Whole numbers are taken as floats. Returns
        False, with an error in the log, for what cannot be.
        """
        key, read, put = _property(object, property)
        initial = read() if initial_val is None else initial_val
        added = _interpolation(object, key, put, (initial, final_val))
        return self._add_(added, duration, trans_type, ease_type, delay)

    @_or_refused
    def interpolate_method(
        self,
        object: Object,
        method: str,
        initial_val: Any,
        final_val: Any,
        duration: float,
        trans_type: int = TRANS_LINEAR,
        ease_type: int = EASE_IN_OUT,
        delay: float = 0.0,
    ) -> bool:
        """Call a method with what is between two values; see `interpolate_property`."""
        added = _interpolation(object, *_method(object, method), (initial_val, final_val))
        return self._add_(added, duration, trans_type, ease_type, delay)

    @_or_refused
    def interpolate_callback(self, object: Object, duration: float, callback: str, *args: Any) -> bool:
        """Call a method after `duration` seconds.

        *Unlike Godot:* None is an argument like any other, it does not end the arguments.
        """
        key, _ = _method(object, callback)
        added = Interpolation(object, key, lambda _: object.call(callback, *args), None)
        return self._add_(added, duration, Tween.TRANS_LINEAR, Tween.EASE_IN_OUT, 0.0)

    @_or_refused
    def interpolate_deferred_callback(
        self, object: Object, duration: float, callback: str, *args: Any
    ) -> bool:
        """Call a method after `duration` seconds, with the deferred calls of that frame."""
        key, _ = _method(object, callback)
        added = Interpolation(object, key, lambda _: object.call_deferred(callback, *args), None)
        return self._add_(added, duration, Tween.TRANS_LINEAR, Tween.EASE_IN_OUT, 0.0)

    @_or_refused
    def follow_property(
        self,
        object: Object,
        property: str,
        initial_val: Any,
        target: Object,
        target_property: str,
        duration: float,
        trans_type: int = TRANS_LINEAR,
        ease_type: int = EASE_IN_OUT,
        delay: float = 0.0,
    ) -> bool:
        """Take a property to where one of another object is then, wherever that goes meanwhile."""
        key, read, put = _property(object, property)
        initial = read() if initial_val is None else initial_val
        _, source, _ = _property(target, target_property)
        added = _interpolation(object, key, put, (initial, source()), (None, source))
        return self._add_(added, duration, trans_type, ease_type, delay)

    @_or_refused
    def follow_method(
        self,
        object: Object,
        method: str,
        initial_val: Any,
        target: Object,
        target_method: str,
        duration: float,
        trans_type: int = TRANS_LINEAR,
        ease_type: int = EASE_IN_OUT,
        delay: float = 0.0,
    ) -> bool:
        """Call a method with what leads to what another object's method gives, wherever that goes."""
        source = _result(target, target_method)
        moving = (None, source)
        added = _interpolation(object, *_method(object, method), (initial_val, source()), moving)
        return self._add_(added, duration, trans_type, ease_type, delay)

    @_or_refused
    def targeting_property(
        self,
        object: Object,
        property: str,
        initial: Object,
        initial_val: str,
        final_val: Any,
        duration: float,
        trans_type: int = TRANS_LINEAR,
        ease_type: int = EASE_IN_OUT,
        delay: float = 0.0,
    ) -> bool:
        """Take a property to a value from where one of another object is, wherever that goes meanwhile."""
        key, _, put = _property(object, property)
        _, source, _ = _property(initial, initial_val)
        added = _interpolation(object, key, put, (source(), final_val), (source, None))
        return self._add_(added, duration, trans_type, ease_type, delay)

    @_or_refused
    def targeting_method(
        self,
        object: Object,
        method: str,
        initial: Object,
        initial_method: str,
        final_val: Any,
        duration: float,
        trans_type: int = TRANS_LINEAR,
        ease_type: int = EASE_IN_OUT,
        delay: float = 0.0,
    ) -> bool:
        """Call a method with what leads from what another object's method gives to a value."""
        source = _result(initial, initial_method)
        moving = (source, None)
        added = _interpolation(object, *_method(object, method), (source(), final_val), moving)
        return self._add_(added, duration, trans_type, ease_type, delay)

    def _add_(self, added: Interpolation, duration: float, trans: int, ease: int, delay: float) -> bool:
        added.curve = curve_of(transition(trans), easing(ease))
        added.duration, added.delay = seconds("duration", duration), seconds("delay", delay)
        self._ways_ = (*self._ways_, added)
        return True

    # -- Going, stopping and looking -----------------------------------------------------------

    def start(self) -> bool:
        """Start everything. Returns False, with an error in the log, outside the tree."""
        if not self.is_inside_tree():
            push_error(f"start: {self!r} is not in the tree; write `add_child(tween)` first.")
            return False
        return self._resume_(self._ways_)

    def resume(self, object: Object, key: str = "") -> bool:
        """Go on with what moves `object`; with one property or method of it, if `key` names one."""
        return self._resume_(self._of_(object, key))

    def resume_all(self) -> bool:
        """Go on with everything."""
        return self._resume_(self._ways_)

    def _resume_(self, ways: Iterable[Interpolation]) -> bool:
        for way in ways:
            way.active = True
        self.set_active(True)
        return True

    def stop(self, object: Object, key: str = "") -> bool:
        """Let what moves `object` stand still; one property or method, if `key` names one."""
        for way in self._of_(object, key):
            way.active = False
        return True

    def stop_all(self) -> bool:
        """Let everything stand still."""
        for way in self._ways_:
            way.active = False
        self.set_active(False)
        return True

    def reset(self, object: Object, key: str = "") -> bool:
        """Put what moves `object` back to its initial value, at once."""
        return self._reset_(self._of_(object, key))

    def reset_all(self) -> bool:
        """Put everything back to its initial value, at once."""
        return self._reset_(self._ways_)

    def _reset_(self, ways: Iterable[Interpolation]) -> bool:
        for way in ways:
            way.rewind()
            if not way.delay and way.change is not None and not way.gone:
                self._put_(way, way.initial)
        return True

    def remove(self, object: Object, key: str = "") -> bool:
        """Forget what moves `object`; one property or method, if `key` names one."""
        for way in self._of_(object, key):
            way.removed = True
        self._forget_()
        return True

    def remove_all(self) -> bool:
        """Forget everything."""
        for way in self._ways_:
            way.removed = True
        self._forget_()
        self.set_active(False)
        return True

    def seek(self, time: float) -> bool:
        """Set everything to where it is `time` seconds after the start, at once."""
        for way in self._ways_:
            way.seek(time)
            if way.change is not None and way.elapsed >= way.delay and not way.gone:
                self._put_(way, way.value())
        return True

    def tell(self) -> float:
        """Return the seconds that have passed for what has come farthest."""
        return max((way.elapsed for way in self._ways_), default=0.0)

    def get_runtime(self) -> float:
        """Return the seconds from the start to the end of what takes longest."""
        if not self.playback_speed:
            return inf
        return max((way.end for way in self._ways_), default=0.0) / self.playback_speed

    def is_active(self) -> bool:
        """Return True from `start` until all is done, or `stop_all`."""
        return self._active_

    def set_active(self, active: bool) -> None:
        """Let time pass for it, or not."""
        self._active_ = bool(active)
        self._switch_()

    def _of_(self, object: Object, key: str) -> list[Interpolation]:
        name = key.removeprefix(":")
        return [way for way in self._ways_ if way.is_for(object, name)]

    # -- Frames --------------------------------------------------------------------------------

    def _switch_(self) -> None:
        """Be in the list of the internal process only while there is something to move."""
        idle = self._process_mode_ == Tween.TWEEN_PROCESS_IDLE
        self.set_process_internal(self._active_ and idle)
        self.set_physics_process_internal(self._active_ and not idle)

    @notified(Node.NOTIFICATION_INTERNAL_PROCESS)
    def _move_by_frame_(self) -> None:
        self._move_(self.get_process_delta_time())

    @notified(Node.NOTIFICATION_INTERNAL_PHYSICS_PROCESS)
    def _move_by_step_(self) -> None:
        self._move_(self.get_physics_process_delta_time())

    def _move_(self, delta: float) -> None:
        if not self.playback_speed:
            return
        delta = single(single(delta) * self.playback_speed)
        self._forget_()
        ways = self._ways_
        if self.repeat and all(way.finished for way in ways):
            for way in ways:
                way.rewind()
        all_done = True
        for way in ways:
            if not (way.finished or way.gone):
                all_done = False
                if way.active:
                    self._advance_(way, delta)
        if all_done:
            self.set_active(False)
            emit(self, "tween_all_completed")

    def _forget_(self) -> None:
        """Forget what was removed, what is freed, and what has arrived and is not to repeat."""
        ways = self._ways_
        if any(way.gone or way.finished for way in ways):
            self._ways_ = tuple([way for way in ways if not way.gone and (self.repeat or not way.finished)])

    def _advance_(self, way: Interpolation, delta: float) -> None:
        way.elapsed = single(way.elapsed + delta)
        if way.elapsed < way.delay:
            return
        calls_back = way.change is None
        if not way.started:
            way.started = True
            if not calls_back:
                self._put_(way, way.initial)
            emit(self, "tween_started", way.target, way.key)
        if way.elapsed > way.end:
            way.elapsed = way.end
            way.finished = True
        if not calls_back and not way.gone:
            value = way.value()
            self._put_(way, value)
            emit(self, "tween_step", way.target, way.key, way.elapsed, value)
        if way.finished and not way.gone:
            self._put_(way, way.last())
            way.elapsed = 0.0
            emit(self, "tween_completed", way.target, way.key)

    def _put_(self, way: Interpolation, value: Any) -> None:
        """Set the property, or call what is to be called; what fails is reported, the rest goes on."""
        try:
            way.put(value)
        except Exception as error:
            report(self, error, f"{self!r}, moving {way.name} of {way.target!r}")


def _property(object: Object, path: str) -> tuple[NodePath, Source, Callable[[Any], object]]:
    """Return the key of a property, what reads and what sets it. ScriptError if there is none."""
    need_object(object)
    names = names_of(path)
    get_at(object, names)
    return NodePath(":" + ":".join(names)), partial(get_at, object, names), partial(set_at, object, names)


def _method(object: Object, method: str) -> tuple[NodePath, Callable[[Any], object]]:
    """Return the key of a method, and what calls it. ScriptError if there is none."""
    need_method(object, method)
    return NodePath(":" + method), partial(object.call, method)


def _result(object: Object, method: str) -> Source:
    need_method(object, method)
    return partial(object.call, method)


def _interpolation(
    object: Object,
    key: NodePath,
    put: Callable[[Any], object],
    values: tuple[Any, Any],
    sources: tuple[Source | None, Source | None] = (None, None),
) -> Interpolation:
    """Return what goes between two values, whole numbers taken as floats. ScriptError for other kinds."""
    initial, final = (float(value) if type(value) is int else value for value in values)
    first, last = (partial(_as_float, source) if source else None for source in sources)
    added = Interpolation(object, key, put, (initial, final), (first, last))
    if added.change is None:
        raise ScriptError(
            f"{type(initial).__name__} has nothing in between, as numbers, bool, Color and Vector2 have."
        )
    return added


def _as_float(source: Source) -> Any:
    value = source()
    return float(value) if type(value) is int else value
