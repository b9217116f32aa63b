"""Tweeners: the parts of a SceneTreeTween, each of which does one thing for some time.

Source: Godot 3.6's `scene_tree_tween.cpp`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Final

from ..base.error import ScriptError
from ..base.fault import push_warning, report
from ..object.indexed import get_at, names_of, set_at
from ..object.object import Object
from ..object.signal import Signal
from ..variant.single import single
from .between import between, change, kind_of
from .checks import easing, need_method, need_object, seconds, transition
from .easing import curve_of

if TYPE_CHECKING:
    from typing import Self


class Tweener(Object):
    """The base of the tweeners. They are friends of their SceneTreeTween, which makes and moves them."""

    finished: Final = Signal()

    _target_: Object | None = None
    _delay_: float = 0.0
    _elapsed_: float = 0.0
    _finished_: bool = False

    def _start_(self) -> None:  # override point
        """Begin: called each time when the step begins that it is part of."""
        self._elapsed_ = 0.0
        self._finished_ = False

    def _step_(self, delta: float) -> float | None:
        """Let time pass; return what is left of it when the tweener has done its part, None before that."""
        if self._finished_ or (self._target_ is not None and self._target_._freed_):
            return delta
        self._elapsed_ = single(self._elapsed_ + delta)
        if self._elapsed_ < self._delay_:
            return None
        left = self._move_(single(self._elapsed_ - self._delay_))
        if left is not None:
            self._finished_ = True
            self.finished.emit()
        return left

    def _move_(self, passed: float) -> float | None:  # override point
        """Be where it is `passed` seconds after its delay; return the time beyond its end, or None."""
        return passed

    def _try_(self, call: Callable[..., object], *args: Any) -> None:
        """Call what is a script's; what it raises is reported, and the rest goes on."""
        try:
            call(*args)
        except Exception as error:
            report(self._target_, error, f"a {type(self).__name__} of {self._target_!r}")


class _Moving(Tweener):
    """A tweener that goes from one value to another."""

    _target_: Object
    _initial_: Any
    _final_: Any
    _change_: Any

    def __init__(self, target: Object, duration: float, trans: int, ease: int) -> None:
        self._target_ = target
        self._duration_ = seconds("duration", duration)
        self._trans_ = trans
        self._ease_ = ease

    def set_trans(self, trans: int) -> Self:
        """Take another transition than the tween: Tween.TRANS_…"""
        self._trans_ = transition(trans)
        return self

    def set_ease(self, ease: int) -> Self:
        """Take another ease than the tween: Tween.EASE_…"""
        self._ease_ = easing(ease)
        return self

    def set_delay(self, delay: float) -> Self:
        """Begin so many seconds later."""
        self._delay_ = seconds("delay", delay)
        return self

    def _move_(self, passed: float) -> float | None:
        if passed < self._duration_:
            part = curve_of(self._trans_, self._ease_)(passed / self._duration_)
            self._try_(self._put_, between(self._initial_, self._change_, part))
            return None
        self._try_(self._put_, self._final_)
        return single(passed - self._duration_)

    def _put_(self, value: Any) -> None:  # override point
        """Set what it moves."""
        raise NotImplementedError


class PropertyTweener(_Moving):
    """Takes a property to a value: what `SceneTreeTween.tween_property` gives."""

    def __init__(
        self, target: Object, path: str, final_val: Any, duration: float, trans: int, ease: int
    ) -> None:
        super().__init__(target, duration, trans, ease)
        need_object(target)
        self._path_ = names_of(path)
        self._goal_ = self._fit_(final_val)
        self._relative_ = False
        self._from_: Any = None

    def from_(self, value: Any) -> PropertyTweener:
        """Begin at a value, in place of what the property is then. `from` in Godot, a word of Python's."""
        self._from_ = self._fit_(value)
        return self

    def from_current(self) -> PropertyTweener:
        """Begin at what the property is now."""
        self._from_ = get_at(self._target_, self._path_)
        return self

    def as_relative(self) -> PropertyTweener:
        """Go as far as the final value says, from where the property is then."""
        self._relative_ = True
        return self

    def _fit_(self, value: Any) -> Any:
        """Return a value of the property's kind. ScriptError if it is none."""
        now = get_at(self._target_, self._path_)
        if isinstance(now, float) and type(value) is int:
            return float(value)
        if type(now) is not type(value):
            raise ScriptError(
                f"{':'.join(self._path_)} of {self._target_!r} is {now!r}, so it cannot become {value!r}:"
                f" give a {kind_of(now)}."
            )
        return value

    def _start_(self) -> None:
        super()._start_()
        if self._target_._freed_:
            push_warning("A target was freed before its tweener began: it is left out.")
            return
        held = get_at(self._target_, self._path_) if self._from_ is None else self._from_
        self._initial_, self._final_ = held, self._goal_
        if self._relative_:
            self._final_ = between(held, self._goal_, 1.0)
        self._change_ = change(held, self._final_)

    def _put_(self, value: Any) -> None:
        set_at(self._target_, self._path_, value)


class MethodTweener(_Moving):
    """Calls a method with what is between two values: what `SceneTreeTween.tween_method` gives."""

    def __init__(
        self,
        target: Object,
        method: str,
        values: tuple[Any, Any],
        duration: float,
        binds: Sequence[Any],
        trans: int,
        ease: int,
    ) -> None:
        super().__init__(target, duration, trans, ease)
        need_method(target, method)
        self._method_ = method
        self._binds_ = tuple(binds)
        self._initial_, self._final_ = values
        self._change_ = change(*values)

    def _put_(self, value: Any) -> None:
        self._target_.call(self._method_, value, *self._binds_)


class CallbackTweener(Tweener):
    """Calls a method: what `SceneTreeTween.tween_callback` gives."""

    _target_: Object

    def __init__(self, target: Object, method: str, binds: Sequence[Any]) -> None:
        need_method(target, method)
        self._target_ = target
        self._method_ = method
        self._binds_ = tuple(binds)

    def set_delay(self, delay: float) -> CallbackTweener:
        """Call it so many seconds later."""
        self._delay_ = seconds("delay", delay)
        return self

    def _move_(self, passed: float) -> float | None:
        self._try_(self._target_.call, self._method_, *self._binds_)
        return passed


class IntervalTweener(Tweener):
    """Waits: what `SceneTreeTween.tween_interval` gives."""

    def __init__(self, duration: float) -> None:
        self._delay_ = seconds("interval", duration)
