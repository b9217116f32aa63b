"""What a file calls classes and properties: each version of Godot has its own terms."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from ..object.object import Object
from .class_here import class_here, stand_in
from .models import model_of
from .values import put


class Terms(NamedTuple):
    """Those of one version."""

    class_named: Callable[[str], type[Any] | None]
    """Return the class of a name, or what stands in for it; None if the engine has no such class."""
    put: Callable[[Object, str, Any], None]
    """Set a property as a file has it."""
    scene_for: Callable[[str], Any]
    """Return what stands for a scene in a file that is not read here, or None."""


GODOT3 = Terms(lambda name: class_here(name) or stand_in(name), put, model_of)
