"""What tweens accept, and what they say of the rest."""

import pytest

from engine import Object, ScriptError
from engine.tween.checks import easing, need_method, need_object, seconds, transition


def test_times_are_of_single_precision():
    assert seconds("delay", 0.2) == 0.20000000298023224


@pytest.mark.parametrize("value", [-1, float("inf"), float("nan")])
def test_other_times_are_refused(value):
    with pytest.raises(ScriptError, match="A delay is 0 seconds or more, not"):
        seconds("delay", value)


def test_curves_are_numbers_of_tween():
    assert (transition(10), easing(3)) == (10, 3)
    with pytest.raises(ScriptError, match=r"write `Tween\.TRANS_LINEAR`"):
        transition(11)
    with pytest.raises(ScriptError, match=r"write `Tween\.EASE_IN_OUT`"):
        easing(4)


def test_what_is_moved_is_an_object_with_the_method():
    thing = Object()
    need_method(thing, "get_class")
    with pytest.raises(ScriptError, match="Did you mean 'get_class'"):
        need_method(thing, "get_clas")
    thing.free()
    for other in (None, 1, thing):
        with pytest.raises(ScriptError, match="has not been freed"):
            need_object(other)
