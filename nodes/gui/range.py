"""Range: a number between limits, which a slider, a scroll bar, a SpinBox or a ProgressBar shows."""

from __future__ import annotations

from math import floor, isfinite, log2
from typing import TYPE_CHECKING, Any, Final
from weakref import WeakKeyDictionary

from engine import ScriptError, Signal

from .control import Control

if TYPE_CHECKING:
    from typing import Self, Unpack

    from .control import ControlKeywords

    class RangeKeywords(ControlKeywords, total=False):
        """What `Range(…)` takes by name."""

        value: float
        min_value: float
        max_value: float
        step: float
        page: float
        rounded: bool
        allow_greater: bool
        allow_lesser: bool
        ratio: float
        exp_edit: bool


class _Numbers:
    """The numbers of a Range, or of several that share them."""

    __slots__ = ("exp", "greater", "lesser", "max", "min", "owners", "page", "step", "value")

    def __init__(self) -> None:
        self.min = 0.0
        self.max = 100.0
        self.value = 0.0
        self.step = 1.0
        self.page = 0.0
        self.exp = False
        self.greater = False
        self.lesser = False
        self.owners: WeakKeyDictionary[Range, None] | None = None
        """Those who share them, None for the usual one."""


class Range(Control):
    """The base of what shows a number: `value`, between `min_value` and `max_value`, in steps.

    Emits `value_changed` when the number changes, and `changed` when the limits are set; neither
    outside the tree.

    Source: Godot 3.6's `Range`. Unlike Godot: three steps of 0.1 are exactly 0.3, and limits that are
    given with the value (`SpinBox(value=8000, max_value=65535)`) are set first, in any order.
    """

    value_changed: Final = Signal[float]("value")
    changed: Final = Signal()

    _stored_ = (
        *Control._stored_,
        "min_value",
        "max_value",
        "step",
        "page",
        "exp_edit",
        "rounded",
        "allow_greater",
        "allow_lesser",
        "value",
    )

    _set_last_ = ("value", "ratio")

    _numbers_: _Numbers
    _rounded_: bool = False

    if TYPE_CHECKING:

        def __init__(self, **properties: Unpack[RangeKeywords]) -> None: ...

    def __new__(cls, *args: Any, **kwargs: Any) -> Self:
        """Make it complete, so that a subclass need not call `super().__init__()`."""
        self = super().__new__(cls, *args, **kwargs)
        self._numbers_ = _Numbers()
        return self

    # -- The number ----------------------------------------------------------------------------

    @property
    def value(self) -> float:
        """The number. Setting it takes the nearest step, and the nearest limit if it is beyond."""
        return self._numbers_.value

    @value.setter
    def value(self, value: float) -> None:
        numbers = self._numbers_
        value = _finite(self, "value", value)
        if numbers.step > 0:
            value = _nearest(value, numbers.step)
        if self._rounded_:
            value = _round(value)
        if not numbers.greater:
            value = min(value, numbers.max - numbers.page)
        if not numbers.lesser:
            value = max(value, numbers.min)
        if value != numbers.value:
            numbers.value = value + 0.0  # no -0.0
            for each in self._owners_():
                if each._tree_ is not None:
                    each._notify_value_()

    def get_value(self) -> float:
        """Return `value`."""
        return self._numbers_.value

    def set_value(self, value: float) -> None:
        """Set `value`."""
        self.value = value

    def _value_changed_(self, value: float) -> None:
        """What a built-in class does when the number has changed, before the signal."""

    def _notify_value_(self) -> None:
        value = self._numbers_.value
        self._value_changed_(value)
        self.update()
        if self._signals_ is not None:
            self.value_changed.emit(value)

    def _limits_changed_(self) -> None:
        """What a built-in class does when a limit, the step or the page was set, before the signal."""

    def _notify_limits_(self) -> None:
        self._limits_changed_()
        self.update()
        if self._signals_ is not None:
            self.changed.emit()

    def _owners_(self) -> tuple[Range, ...]:
        owners = self._numbers_.owners
        return (self,) if owners is None else tuple(owners)

    # -- Limits --------------------------------------------------------------------------------

    def _set_limit_(self, name: str, limit: float) -> None:
        setattr(self._numbers_, name, _finite(self, name, limit))
        if name != "step":
            self.value = self._numbers_.value
        for each in self._owners_():
            if each._tree_ is not None:
                each._notify_limits_()

    @property
    def min_value(self) -> float:
        """The least value."""
        return self._numbers_.min

    @min_value.setter
    def min_value(self, minimum: float) -> None:
        self._set_limit_("min", minimum)

    @property
    def max_value(self) -> float:
        """The greatest value, less `page`."""
        return self._numbers_.max

    @max_value.setter
    def max_value(self, maximum: float) -> None:
        self._set_limit_("max", maximum)

    @property
    def step(self) -> float:
        """The value is a multiple of it; 0 for any value."""
        return self._numbers_.step

    @step.setter
    def step(self, step: float) -> None:
        self._set_limit_("step", step)

    @property
    def page(self) -> float:
        """How much of the range is seen at once, for scroll bars."""
        return self._numbers_.page

    @page.setter
    def page(self, page: float) -> None:
        self._set_limit_("page", page)

    def get_min(self) -> float:
        """Return `min_value`."""
        return self._numbers_.min

    def set_min(self, minimum: float) -> None:
        """Set `min_value`."""
        self.min_value = minimum

    def get_max(self) -> float:
        """Return `max_value`."""
        return self._numbers_.max

    def set_max(self, maximum: float) -> None:
        """Set `max_value`."""
        self.max_value = maximum

    def get_step(self) -> float:
        """Return `step`."""
        return self._numbers_.step

    def set_step(self, step: float) -> None:
        """Set `step`."""
        self.step = step

    def get_page(self) -> float:
        """Return `page`."""
        return self._numbers_.page

    def set_page(self, pagesize: float) -> None:
        """Set `page`."""
        self.page = pagesize

    @property
    def rounded(self) -> bool:
        """Whether the value is a whole number, whatever the step is."""
        return self._rounded_

    @rounded.setter
    def rounded(self, enabled: bool) -> None:
        self._rounded_ = bool(enabled)

    def set_use_rounded_values(self, enabled: bool) -> None:
        """Set `rounded`."""
        self.rounded = enabled

    def is_using_rounded_values(self) -> bool:
        """Return `rounded`."""
        return self._rounded_

    @property
    def allow_greater(self) -> bool:
        """Whether the value may be greater than `max_value`."""
        return self._numbers_.greater

    @allow_greater.setter
    def allow_greater(self, allow: bool) -> None:
        self._numbers_.greater = bool(allow)

    def set_allow_greater(self, allow: bool) -> None:
        """Set `allow_greater`."""
        self.allow_greater = allow

    def is_greater_allowed(self) -> bool:
        """Return `allow_greater`."""
        return self._numbers_.greater

    @property
    def allow_lesser(self) -> bool:
        """Whether the value may be less than `min_value`."""
        return self._numbers_.lesser

    @allow_lesser.setter
    def allow_lesser(self, allow: bool) -> None:
        self._numbers_.lesser = bool(allow)

    def set_allow_lesser(self, allow: bool) -> None:
        """Set `allow_lesser`."""
        self.allow_lesser = allow

    def is_lesser_allowed(self) -> bool:
        """Return `allow_lesser`."""
        return self._numbers_.lesser

    # -- As a part of the whole ----------------------------------------------------------------

    @property
    def ratio(self) -> float:
        """Where the value is between the limits: 0 to 1."""
        numbers = self._numbers_
        low, high = numbers.min, numbers.max
        value = max(low, min(high, numbers.value))
        if self._is_exponential_():
            low, high, value = _exponent(low), _exponent(high), _exponent(value)
        return max(0.0, min(1.0, (value - low) / (high - low))) if high != low else 1.0

    @ratio.setter
    def ratio(self, ratio: float) -> None:
        numbers = self._numbers_
        ratio = _finite(self, "ratio", ratio)
        low, high = numbers.min, numbers.max
        if self._is_exponential_():
            value = 2.0 ** (_exponent(low) + (_exponent(high) - _exponent(low)) * max(0.0, min(1.0, ratio)))
        else:
            part = (high - low) * ratio
            value = low + (_nearest(part, numbers.step) if numbers.step > 0 else part)
        self.value = max(low, min(high, value))

    def set_as_ratio(self, value: float) -> None:
        """Set `ratio`."""
        self.ratio = value

    def get_as_ratio(self) -> float:
        """Return `ratio`."""
        return self.ratio

    @property
    def exp_edit(self) -> bool:
        """Whether `ratio` is that of the exponents: each step of it multiplies. Needs limits above 0."""
        return self._numbers_.exp

    @exp_edit.setter
    def exp_edit(self, enabled: bool) -> None:
        self._numbers_.exp = bool(enabled)

    def set_exp_ratio(self, enabled: bool) -> None:
        """Set `exp_edit`."""
        self.exp_edit = enabled

    def is_ratio_exp(self) -> bool:
        """Return `exp_edit`."""
        return self._numbers_.exp

    def _is_exponential_(self) -> bool:
        numbers = self._numbers_
        return numbers.exp and numbers.min >= 0 and numbers.max > 0

    # -- Sharing -------------------------------------------------------------------------------

    def share(self, with_: Range) -> None:
        """Let `with_` have the same number and limits as this one from now on."""
        if not isinstance(with_, Range):
            raise ScriptError(f"{self!r} can share its value with a Range, not with {with_!r}.")
        numbers = self._numbers_
        if numbers.owners is None:
            numbers.owners = WeakKeyDictionary({self: None})
        with_._leave_()
        with_._numbers_ = numbers
        numbers.owners[with_] = None
        with_._notify_limits_()
        with_._notify_value_()

    def unshare(self) -> None:
        """Have a number and limits of its own again, which are at first as they were."""
        old, new = self._numbers_, _Numbers()
        for name in ("min", "max", "value", "step", "page", "exp", "greater", "lesser"):
            setattr(new, name, getattr(old, name))
        self._leave_()
        self._numbers_ = new

    def _leave_(self) -> None:
        owners = self._numbers_.owners
        if owners is not None:
            owners.pop(self, None)


def _finite(range_: Range, name: str, value: float) -> float:
    value = float(value)
    if not isfinite(value):
        raise ScriptError(f"{range_!r}: {name} must be a finite number, not {value!r}.")
    return value


def _round(value: float) -> float:
    """Return the nearest whole number; of two equally near, the one further from 0."""
    whole = float(floor(abs(value)))
    whole += abs(value) - whole >= 0.5
    return whole if value >= 0 else -whole


def _nearest(value: float, step: float) -> float:
    """Return the nearest multiple of the step, with as many decimals as the step is written with."""
    steps = value / step
    if not isfinite(steps):
        return value
    nearest, places = _round(steps) * step, decimals(step)
    return nearest if places < 0 else round(nearest, places)


def decimals(step: float) -> int:
    """Return with how many decimals multiples of a step are written, -1 if there is no such number."""
    text = f"{step:.9f}".rstrip("0")
    return len(text) - text.index(".") - 1 if step and float(text) == step else -1


def _exponent(value: float) -> float:
    return log2(value) if value > 0 else 0.0
