"""What tweens accept, and what they say of the rest."""

from __future__ import annotations

from math import inf

from ..base.error import ScriptError
from ..object.object import Object, no_method
from ..variant.single import single
from .easing import EASE_COUNT, TRANS_COUNT


def seconds(name: str, value: float) -> float:
    """Return a time as single precision has it. ScriptError if it is none."""
    if not 0 <= value < inf:
        raise ScriptError(f"A {name} is 0 seconds or more, not {value!r}.")
    return single(value)


def transition(trans: int) -> int:
    """Return the number of a transition. ScriptError if there is none."""
    if trans not in range(TRANS_COUNT):
        raise ScriptError(f"There is no transition {trans!r}: write `Tween.TRANS_LINEAR`, say.")
    return int(trans)


def easing(ease: int) -> int:
    """Return the number of an ease. ScriptError if there is none."""
    if ease not in range(EASE_COUNT):
        raise ScriptError(f"There is no ease {ease!r}: write `Tween.EASE_IN_OUT`, say.")
    return int(ease)


def need_object(target: object) -> None:
    """Raise ScriptError for what is no object, or freed."""
    if not isinstance(target, Object) or target._freed_:
        raise ScriptError(f"What is moved is an object that has not been freed, not {target!r}.")


def need_method(target: Object, method: str) -> None:
    """Raise ScriptError if there is no such object, or no such method of it."""
    need_object(target)
    if not target.has_method(method):
        raise ScriptError(no_method(target, method))
