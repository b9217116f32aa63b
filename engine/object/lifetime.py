"""What ends together with an object: the connections to it, and its coroutines that wait."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import wraps
from types import FrameType
from typing import Any, Protocol, TypeVar
from weakref import WeakKeyDictionary

from ..base.error import ScriptError
from ..base.fault import report
from ..base.native import is_engines, is_native, place_of

S = TypeVar("S")
V = TypeVar("V")

_ends = 0
"""How many freed objects are ending what is tied to them."""


class Ending(Protocol):
    """Something that ends at the latest when an object is freed."""

    def end(self) -> None:
        """End, because the object does."""


def tie(thing: Ending, owner: Any) -> None:
    """Have `thing.end()` called when `owner` is freed; an owner that is no Object is never freed.

    The owner does not keep `thing` alive, but remembers the order, so that what runs at the end
    runs in the same order each time.
    """
    if hasattr(owner, "_incoming_"):
        if owner._incoming_ is None:
            owner._incoming_ = WeakKeyDictionary()
        owner._incoming_[thing] = None


def untie(thing: Ending, owner: Any) -> None:
    """Undo `tie`. Harmless if they are not tied."""
    things = getattr(owner, "_incoming_", None)
    if things is not None:
        things.pop(thing, None)


def tied_to(owner: Any) -> list[Any]:
    """Return what would end with `owner`, in the order in which it was tied."""
    return list(owner._incoming_ or ())


def end_all(things: list[Any]) -> None:
    """End them, because their object is freed; they may say `finally: self.button.disabled = False`."""
    global _ends
    _ends += 1
    try:
        for thing in things:
            thing.end()
    finally:
        _ends -= 1


def say_freed(instance: object, name: str) -> None:
    """Report that a property of a freed object is being set, by the caller's caller.

    The package itself may do so, as with a button that a handler has freed, and so may what is ending.
    """
    frame = sys._getframe(2)
    while frame.f_back is not None and _is_setting(frame, instance):
        frame = frame.f_back
    if _ends == 0 and not is_native(frame.f_globals.get("__name__", "")):
        text = f"{instance!r} has been freed: to set its {name} does nothing."
        text += " Check `is_instance_valid(node)` first."
        report(instance, ScriptError(text), f"setting {name} at {place_of(frame)}")


def guarded(put: Callable[[S, V], None]) -> Callable[[S, V], None]:
    """Have a property's setter report a freed object, and refuse what it cannot do with words.

    It need not look at the value for that: what fails with it on the way is told as `misfit` does. The
    setter of a `Field` does both by itself.
    """

    @wraps(put)
    def put_guarded(instance: Any, value: V) -> None:
        if instance._freed_:
            say_freed(instance, put.__name__)
            return
        try:
            put(instance, value)
        except (TypeError, ValueError, AttributeError, OverflowError) as error:
            if _is_ours(error):
                raise misfit(instance, put.__name__, value) from error
            raise

    return put_guarded


def misfit(instance: object, name: str, value: object) -> ScriptError:
    """Return the error for a value that a property cannot have, with the one that it has for an example."""
    try:
        now = getattr(instance, name)
    except (ScriptError, AttributeError):  # it has none here
        now = None
    kind = "" if now is None else f": it is of the type {type(now).__name__}, such as {now!r}"
    return ScriptError(f"{instance!r}: {name} cannot be {value!r}{kind}.")


def _is_ours(error: Exception) -> bool:
    """Return True if an exception was raised in the package, and not in what a script does meanwhile."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return trace is not None and is_native(trace.tb_frame.f_globals.get("__name__", ""))


def _is_setting(frame: FrameType, instance: object) -> bool:
    """Return True for what of ours is on the way from a script: `set`, `set_text`, another property."""
    called = frame.f_code.co_name
    return is_engines(frame) or (
        is_native(frame.f_globals.get("__name__", ""))
        and (called.startswith("set_") or isinstance(getattr(type(instance), called, None), property))
    )
