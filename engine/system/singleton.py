"""What all that a program has one of has in common."""

from __future__ import annotations

from ..base.error import ScriptError
from ..base.spelling import did_you_mean
from ..object.object import Object


class Singleton(Object):
    """An object of which a program has one: a name that it has not cannot be set, so no slip is silent."""

    def __setattr__(self, name: str, value: object) -> None:
        if not name.startswith("_") and not hasattr(type(self), name):
            known = [one for one in dir(type(self)) if not one.startswith("_")]
            raise ScriptError(f"There is no {name!r} to be set to {value!r}.{did_you_mean(name, known)}")
        super().__setattr__(name, value)
