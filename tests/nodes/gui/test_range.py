import gc
from math import inf, isfinite, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import ScriptError
from nodes import HSlider, Range
from nodes.gui.range import decimals

numbers = st.floats(-1e6, 1e6)


def test_limits_that_are_given_with_the_value_come_first():
    range_ = Range(value=8000, max_value=65535, min_value=1)
    assert (range_.value, range_.min_value, range_.max_value) == (8000, 1, 65535)
    assert Range(ratio=0.5, max_value=10).value == 5


def test_steps_of_a_tenth_add_up():
    range_ = Range(step=0.1)
    for _ in range(3):
        range_.value += 0.1
    assert range_.value == 0.3
    assert str(range_.value) == "0.3"


def test_properties_have_methods():
    range_ = Range()
    range_.set_min(-5)
    range_.set_max(50)
    range_.set_step(5)
    range_.set_page(10)
    range_.set_value(22)
    assert (range_.get_min(), range_.get_max(), range_.get_step(), range_.get_page()) == (-5, 50, 5, 10)
    assert range_.get_value() == 20
    range_.set_as_ratio(0.0)
    assert (range_.value, range_.get_as_ratio()) == (-5, 0)
    range_.set_use_rounded_values(True)
    range_.set_exp_ratio(True)
    range_.set_allow_greater(True)
    range_.set_allow_lesser(True)
    assert range_.is_using_rounded_values()
    assert range_.rounded
    assert range_.is_ratio_exp()
    assert range_.exp_edit
    assert range_.is_greater_allowed()
    assert range_.allow_greater
    assert range_.is_lesser_allowed()
    assert range_.allow_lesser


@pytest.mark.parametrize("number", [nan, inf, -inf])
@pytest.mark.parametrize("name", ["value", "min_value", "max_value", "step", "page", "ratio"])
def test_only_numbers_are_numbers(name, number):
    range_ = Range()
    with pytest.raises(ScriptError, match="finite"):
        setattr(range_, name, number)
    assert range_.value == 0


@given(numbers, numbers, numbers, st.floats(0, 100), st.floats(0, 100), st.booleans(), st.booleans())
def test_the_value_is_between_the_limits_and_the_ratio_between_0_and_1(
    value, low, high, step, page, rounded, exponential
):
    low, high = sorted((low, high))
    range_ = Range(
        min_value=low,
        max_value=high,
        step=step,
        page=page,
        rounded=rounded,
        exp_edit=exponential,
        value=value,
    )
    assert range_.value >= low
    assert range_.value <= max(low, high - page)
    assert 0 <= range_.ratio <= 1
    range_.ratio = range_.ratio
    assert isfinite(range_.value)


@given(st.integers(-1000, 1000), st.sampled_from([0.01, 0.05, 0.1, 0.25, 0.5, 1, 5, 1 / 3]))
def test_the_value_is_a_multiple_of_the_step(steps, step):
    range_ = Range(min_value=-1e6, max_value=1e6, step=step)
    range_.value = steps * step + step * 0.3
    assert range_.value / step == pytest.approx(steps)


def test_a_step_far_too_small_changes_nothing():
    assert Range(step=5e-324, value=0.3).value == 0.3
    assert Range(step=-1, value=0.3).value == 0.3


@pytest.mark.parametrize(
    ("step", "places"), [(1, 0), (5, 0), (0.5, 1), (0.25, 2), (0.001, 3), (1 / 3, -1), (0, -1), (100, 0)]
)
def test_steps_are_written_with_so_many_decimals(step, places):
    assert decimals(step) == places


def test_no_value_has_a_minus_and_is_zero():
    range_ = Range(min_value=-1, value=1)
    range_.value = -0.2
    assert str(range_.value) == "0.0"


def test_a_ratio_of_exponents_needs_a_greatest_value_above_0():
    range_ = Range(exp_edit=True, min_value=0, max_value=0)
    range_.ratio = 0.5
    assert range_.value == 0
    range_ = Range(exp_edit=True, min_value=0, max_value=1)
    range_.ratio = 0.5
    assert range_.ratio == 1
    range_ = Range(exp_edit=True, min_value=0, max_value=8)
    assert range_.ratio == 0


def test_sharing_ends_with_its_range(tree):
    one, other = tree.add(HSlider(), "One"), tree.add(HSlider(), "Other")
    one.share(other)
    changed = tree.watch(one.value_changed)
    other.value = 5
    changed.assert_emitted(times=1)
    other.unshare()
    other.value = 7
    assert one.value == 5
    other.unshare()
    assert other.value == 7


def test_a_range_that_is_gone_is_shared_by_nobody(tree):
    one = tree.add(HSlider(), "One")
    one.share(HSlider())
    gc.collect()
    one.value = 3
    assert one.value == 3


def test_a_value_is_shared_with_ranges_alone():
    with pytest.raises(ScriptError, match="Range"):
        Range().share(5)


def test_a_copy_has_the_same_numbers():
    copy = Range(min_value=100, max_value=500, step=20, page=5, value=300).duplicate()
    assert (copy.min_value, copy.max_value, copy.step, copy.page) == (100, 500, 20, 5)
    assert copy.value == 300


def test_what_a_method_sets_is_what_the_property_is(tree):
    range_ = tree.add(Range())
    changed = tree.watch(range_.changed)
    range_.set_min(1)
    assert range_.min_value == 1.0
    changed.assert_emitted(times=1)


def test_a_handler_may_set_it_again(tree):
    slider = tree.add(HSlider())
    slider.value_changed.connect(lambda value: setattr(slider, "value", 3))
    slider.value = 50
    assert slider.value == 3
