"""Range: a number between limits, which a slider, a scroll bar, a SpinBox or a ProgressBar shows."""

from __future__ import annotations

from copy import copy
from math import floor, isfinite, log2
from typing import TYPE_CHECKING, Final, Unpack
from weakref import WeakKeyDictionary

from engine import ScriptError, Signal
from engine.object.lifetime import guarded
from engine.object.property import Field, Getter, Property, Setter, getter, setter

from ..checked import finite
from .control import Control

if TYPE_CHECKING:
    from .keywords import RangeKeywords


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


def _fitting(range_: Range, _: str, value: float) -> float:
    """Return the value that a Range takes for one that it is given."""
    numbers = range_._numbers_
    value = finite(range_, "value", value)
    if numbers.step > 0:
        value = _nearest(value, numbers.step)
    if range_._rounded_:
        value = _round(value)
    if not numbers.greater:
        value = min(value, numbers.max - numbers.page)
    if not numbers.lesser:
        value = max(value, numbers.min)
    return value + 0.0  # no -0.0


class Range(Control):
    """The base of what shows a number: `value`, between `min_value` and `max_value`, in steps.

    Emits `value_changed` when the number changes, and `changed` when the limits are set; neither
    outside the tree.

    Source: Godot 3.6's `Range`. Unlike Godot: three steps of 0.1 are exactly 0.3, and limits that are
    given with the value (`SpinBox(value=8000, max_value=65535)`) are set first, in any order.
    """

    value_changed: Final = Signal[float]("value")
    changed: Final = Signal()

    _set_last_ = ("value", "ratio")

    _numbers_: _Numbers
    _rounded_: bool

    if TYPE_CHECKING:

        def __init__(self, **properties: Unpack[RangeKeywords]) -> None: ...

    def _make_parts_(self) -> None:
        super()._make_parts_()
        self._numbers_ = _Numbers()

    # -- The number ----------------------------------------------------------------------------

    min_value: Property[float] = Field(
        0.0, finite, state="_numbers_.min", then="_limit_", doc="The least value."
    )
    set_min: Setter[float] = setter(min_value, "minimum")
    get_min: Getter[float] = getter(min_value)

    max_value: Property[float] = Field(
        100.0,
        finite,
        state="_numbers_.max",
        then="_limit_",
        doc="The greatest value, less `page`.",
    )
    set_max: Setter[float] = setter(max_value, "maximum")
    get_max: Getter[float] = getter(max_value)

    step: Property[float] = Field(
        1.0,
        finite,
        state="_numbers_.step",
        then="_tell_limits_",
        doc="The value is a multiple of it; 0 for any value.",
    )
    set_step: Setter[float] = setter(step)
    get_step: Getter[float] = getter(step)

    page: Property[float] = Field(
        0.0,
        finite,
        state="_numbers_.page",
        then="_limit_",
        doc="How much of the range is seen at once, for scroll bars.",
    )
    set_page: Setter[float] = setter(page, "pagesize")
    get_page: Getter[float] = getter(page)

    exp_edit: Property[bool] = Field(
        False,
        state="_numbers_.exp",
        doc="Whether `ratio` is that of the exponents: each step of it multiplies. Needs limits above 0.",
    )
    set_exp_ratio: Setter[bool] = setter(exp_edit, "enabled")
    is_ratio_exp: Getter[bool] = getter(exp_edit)

    rounded: Property[bool] = Field(False, doc="Whether the value is a whole number, whatever the step is.")
    set_use_rounded_values: Setter[bool] = setter(rounded, "enabled")
    is_using_rounded_values: Getter[bool] = getter(rounded)

    allow_greater: Property[bool] = Field(
        False, state="_numbers_.greater", doc="Whether the value may be greater than `max_value`."
    )
    set_allow_greater: Setter[bool] = setter(allow_greater, "allow")
    is_greater_allowed: Getter[bool] = getter(allow_greater)

    allow_lesser: Property[bool] = Field(
        False, state="_numbers_.lesser", doc="Whether the value may be less than `min_value`."
    )
    set_allow_lesser: Setter[bool] = setter(allow_lesser, "allow")
    is_lesser_allowed: Getter[bool] = getter(allow_lesser)

    value: Property[float] = Field(
        0.0,
        _fitting,
        state="_numbers_.value",
        changed="_tell_value_",
        doc="The number. Setting it takes the nearest step, and the nearest limit if it is beyond.",
    )
    set_value: Setter[float] = setter(value)
    get_value: Getter[float] = getter(value)

    def _limit_(self) -> None:
        self.value = self._numbers_.value
        self._tell_limits_()

    def _tell_value_(self) -> None:
        for each in self._owners_():
            if each._tree_ is not None:
                each._notify_value_()

    def _tell_limits_(self) -> None:
        for each in self._owners_():
            if each._tree_ is not None:
                each._notify_limits_()

    def _value_changed_(self, value: float) -> None:  # override point
        """What a built-in class does when the number has changed, before the signal."""

    def _notify_value_(self) -> None:
        value = self._numbers_.value
        self._value_changed_(value)
        self.update()
        if self._signals_ is not None:
            self.value_changed.emit(value)

    def _limits_changed_(self) -> None:  # override point
        """What a built-in class does when a limit, the step or the page was set, before the signal."""

    def _notify_limits_(self) -> None:
        self._limits_changed_()
        self.update()
        if self._signals_ is not None:
            self.changed.emit()

    def _owners_(self) -> tuple[Range, ...]:
        owners = self._numbers_.owners
        return (self,) if owners is None else tuple(owners)

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
    @guarded
    def ratio(self, ratio: float) -> None:
        numbers = self._numbers_
        ratio = finite(self, "ratio", ratio)
        low, high = numbers.min, numbers.max
        if self._is_exponential_():
            value = 2.0 ** (_exponent(low) + (_exponent(high) - _exponent(low)) * max(0.0, min(1.0, ratio)))
        else:
            part = (high - low) * ratio
            value = low + (_nearest(part, numbers.step) if numbers.step > 0 else part)
        self.value = max(low, min(high, value))

    set_as_ratio: Setter[float] = setter("ratio", "value")
    get_as_ratio: Getter[float] = getter("ratio")

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
        self._leave_()
        self._numbers_ = copy(self._numbers_)
        self._numbers_.owners = None

    def _leave_(self) -> None:
        owners = self._numbers_.owners
        if owners is not None:
            owners.pop(self, None)


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
