"""What the user does: events, keys, actions, and what is held down just now.

Each is loaded when it is first asked for: a server does without.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .event import InputEvent as InputEvent
    from .event import InputEventAction as InputEventAction
    from .event import InputEventWithModifiers as InputEventWithModifiers
    from .key_event import InputEventKey as InputEventKey
    from .keys import *  # noqa: F403
    from .mouse_event import InputEventMouse as InputEventMouse
    from .mouse_event import InputEventMouseButton as InputEventMouseButton
    from .mouse_event import InputEventMouseMotion as InputEventMouseMotion
    from .proxy import Input as Input
    from .proxy import InputMap as InputMap

_LATER = {
    "Input": "proxy",
    "InputEvent": "event",
    "InputEventAction": "event",
    "InputEventKey": "key_event",
    "InputEventMouse": "mouse_event",
    "InputEventMouseButton": "mouse_event",
    "InputEventMouseMotion": "mouse_event",
    "InputEventWithModifiers": "event",
    "InputMap": "proxy",
}
"""Where to find what is not a constant of `keys`."""


def __getattr__(name: str) -> Any:
    if name == "__all__":
        return __dir__()
    from importlib import import_module

    where = import_module(f"{__name__}.{_LATER.get(name, 'keys')}")
    if name.startswith("_") or not hasattr(where, name):
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = globals()[name] = getattr(where, name)
    return found


def __dir__() -> list[str]:
    from . import keys

    return sorted({*_LATER, *(name for name in vars(keys) if not name.startswith("_"))})
