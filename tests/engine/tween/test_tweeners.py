"""The tweeners by themselves: what each does with the time that it gets."""

import pytest

from engine import (
    CallbackTweener,
    IntervalTweener,
    MethodTweener,
    Object,
    PropertyTweener,
    ScriptError,
    Vector2,
)

LINEAR, QUAD, IN, IN_OUT = 0, 4, 0, 2


class Target(Object):
    value = 0.0
    place = Vector2(1, 2)

    def __init__(self):
        self.got = []

    def take(self, *values):
        self.got.append(values)

    def fail(self, *values):
        raise ValueError("no such value")


@pytest.fixture
def target():
    return Target()


def begun(tweener):
    tweener._start_()
    return tweener


def test_a_property_goes_to_its_value_and_the_rest_of_the_time_is_given_back(target):
    tweener = begun(PropertyTweener(target, "value", 4, 0.5, LINEAR, IN_OUT))
    heard = []
    tweener.finished.connect(lambda: heard.append(target.value))
    assert tweener._step_(0.25) is None
    assert target.value == 2.0
    assert tweener._step_(0.5) == 0.25
    assert (target.value, heard) == (4.0, [4.0])
    assert tweener._step_(0.5) == 0.5, "it has done its part"


def test_a_delay_a_curve_and_where_to_begin(target):
    tweener = PropertyTweener(target, "place:x", 5.0, 0.5, LINEAR, IN_OUT)
    begun(tweener.set_delay(0.25).set_trans(QUAD).set_ease(IN).from_(3.0))
    assert tweener._step_(0.125) is None
    assert target.place == Vector2(1, 2)
    tweener._step_(0.375)
    assert target.place == Vector2(3.5, 2)


def test_a_relative_value_is_added_to_what_is_there_then(target):
    tweener = PropertyTweener(target, "place", Vector2(1, 1), 0.5, LINEAR, IN_OUT).as_relative()
    target.place = Vector2(10, 10)
    begun(tweener)._step_(1.0)
    assert target.place == Vector2(11, 11)


def test_from_current_is_what_it_is_now(target):
    tweener = PropertyTweener(target, "value", 1.0, 1.0, LINEAR, IN_OUT).from_current()
    target.value = 9.0
    begun(tweener)._step_(0.5)
    assert target.value == 0.5


@pytest.mark.parametrize("value", [Vector2(), "1", None])
def test_a_value_of_another_kind_is_refused(target, value):
    with pytest.raises(ScriptError, match="cannot become"):
        PropertyTweener(target, "value", value, 1, LINEAR, IN_OUT)


def test_a_target_that_is_freed_takes_no_time(target, caplog):
    tweener = begun(PropertyTweener(target, "value", 1.0, 1.0, LINEAR, IN_OUT))
    target.free()
    assert tweener._step_(0.25) == 0.25
    tweener._start_()
    assert "freed before its tweener began" in caplog.text


def test_a_method_gets_what_is_between(target):
    tweener = begun(MethodTweener(target, "take", (0.0, 2.0), 0.5, ["more"], LINEAR, IN_OUT))
    tweener._step_(0.25)
    tweener._step_(0.25)
    assert target.got == [(1.0, "more"), (2.0, "more")]
    with pytest.raises(ScriptError, match="Did you mean 'take'"):
        MethodTweener(target, "tak", (0.0, 2.0), 0.5, [], LINEAR, IN_OUT)
    with pytest.raises(ScriptError, match="two kinds"):
        MethodTweener(target, "take", (0.0, "2"), 0.5, [], LINEAR, IN_OUT)


def test_a_callback_comes_after_its_delay(target):
    tweener = begun(CallbackTweener(target, "take", [1, 2]).set_delay(0.5))
    assert tweener._step_(0.25) is None
    assert tweener._step_(0.5) == 0.25
    assert target.got == [(1, 2)]
    begun(tweener)._step_(1.0)
    assert target.got == [(1, 2)] * 2, "once each time that its step begins"


def test_an_interval_waits():
    tweener = begun(IntervalTweener(0.5))
    assert tweener._step_(0.25) is None
    assert tweener._step_(0.5) == 0.25


def test_what_fails_is_reported_and_does_not_hold_up_the_rest(target, caplog):
    tweener = begun(CallbackTweener(target, "fail", []))
    assert tweener._step_(0.25) == 0.25
    assert "no such value" in caplog.text
    assert "a CallbackTweener of <Target>" in caplog.text
