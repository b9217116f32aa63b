"""Estragon's services: the tree, signals, the main loop. Importing it opens nothing.

The names that scripts use are here; `nodes` has the node classes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .base.error import (
    Error,
    NodeNotFoundError,
    ScriptError,
    ScriptWarning,
    SignalError,
)
from .base.fault import push_error, push_warning
from .multiplayer.declarations import (
    master,
    mastersync,
    puppet,
    puppetsync,
    remote,
    remotesync,
    slave,
    sync,
)
from .object.object import Object, is_instance_valid
from .object.signal import (
    CONNECT_DEFERRED,
    CONNECT_ONESHOT,
    CONNECT_PERSIST,
    CONNECT_REFERENCE_COUNTED,
    Signal,
    SignalInstance,
)
from .runner import run
from .scene.node import Node
from .scene.scene_tree import SceneTree
from .scene.timers import SceneTreeTimer
from .scene.viewport import Viewport
from .variant import NAMES as _VALUE_NAMES
from .variant import PoolByteArray
from .variant.node_path import NodePath

if TYPE_CHECKING:
    from .canvas.texture import Texture
    from .input import (
        Input,
        InputEvent,
        InputEventAction,
        InputEventKey,
        InputEventMouse,
        InputEventMouseButton,
        InputEventMouseMotion,
        InputEventWithModifiers,
        InputMap,
    )
    from .multiplayer.api import MultiplayerAPI
    from .multiplayer.peer import NetworkedMultiplayerPeer
    from .text.font import Font
    from .variant import (
        AABB,
        RID,
        Basis,
        Color,
        EncodedObjectAsID,
        Key,
        Plane,
        PoolColorArray,
        PoolIntArray,
        PoolRealArray,
        PoolStringArray,
        PoolVector2Array,
        PoolVector3Array,
        Quat,
        Rect2,
        Transform,
        Transform2D,
        VariantError,
        Vector2,
        Vector3,
        bytes2var,
        godot_format,
        godot_str,
        str2var,
        to_json,
        var2bytes,
        var2str,
    )

_LATER = {
    "Font": "text.font",
    "Texture": "canvas.texture",
    **dict.fromkeys(
        (
            "Input",
            "InputEvent",
            "InputEventAction",
            "InputEventKey",
            "InputEventMouse",
            "InputEventMouseButton",
            "InputEventMouseMotion",
            "InputEventWithModifiers",
            "InputMap",
        ),
        "input",
    ),
    "MultiplayerAPI": "multiplayer.api",
    "NetworkedMultiplayerPeer": "multiplayer.peer",
    **dict.fromkeys(_VALUE_NAMES, "variant"),
}
"""Where to find what is loaded when it is first asked for, as most programs never do."""


def __getattr__(name: str) -> Any:
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    found = globals()[name] = getattr(import_module(f"{__name__}.{_LATER[name]}"), name)
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


OK = Error.OK
FAILED = Error.FAILED
ERR_UNAVAILABLE = Error.ERR_UNAVAILABLE
ERR_UNCONFIGURED = Error.ERR_UNCONFIGURED
ERR_UNAUTHORIZED = Error.ERR_UNAUTHORIZED
ERR_PARAMETER_RANGE_ERROR = Error.ERR_PARAMETER_RANGE_ERROR
ERR_OUT_OF_MEMORY = Error.ERR_OUT_OF_MEMORY
ERR_FILE_NOT_FOUND = Error.ERR_FILE_NOT_FOUND
ERR_FILE_BAD_DRIVE = Error.ERR_FILE_BAD_DRIVE
ERR_FILE_BAD_PATH = Error.ERR_FILE_BAD_PATH
ERR_FILE_NO_PERMISSION = Error.ERR_FILE_NO_PERMISSION
ERR_FILE_ALREADY_IN_USE = Error.ERR_FILE_ALREADY_IN_USE
ERR_FILE_CANT_OPEN = Error.ERR_FILE_CANT_OPEN
ERR_FILE_CANT_WRITE = Error.ERR_FILE_CANT_WRITE
ERR_FILE_CANT_READ = Error.ERR_FILE_CANT_READ
ERR_FILE_UNRECOGNIZED = Error.ERR_FILE_UNRECOGNIZED
ERR_FILE_CORRUPT = Error.ERR_FILE_CORRUPT
ERR_FILE_MISSING_DEPENDENCIES = Error.ERR_FILE_MISSING_DEPENDENCIES
ERR_FILE_EOF = Error.ERR_FILE_EOF
ERR_CANT_OPEN = Error.ERR_CANT_OPEN
ERR_CANT_CREATE = Error.ERR_CANT_CREATE
ERR_QUERY_FAILED = Error.ERR_QUERY_FAILED
ERR_ALREADY_IN_USE = Error.ERR_ALREADY_IN_USE
ERR_LOCKED = Error.ERR_LOCKED
ERR_TIMEOUT = Error.ERR_TIMEOUT
ERR_CANT_CONNECT = Error.ERR_CANT_CONNECT
ERR_CANT_RESOLVE = Error.ERR_CANT_RESOLVE
ERR_CONNECTION_ERROR = Error.ERR_CONNECTION_ERROR
ERR_CANT_ACQUIRE_RESOURCE = Error.ERR_CANT_ACQUIRE_RESOURCE
ERR_CANT_FORK = Error.ERR_CANT_FORK
ERR_INVALID_DATA = Error.ERR_INVALID_DATA
ERR_INVALID_PARAMETER = Error.ERR_INVALID_PARAMETER
ERR_ALREADY_EXISTS = Error.ERR_ALREADY_EXISTS
ERR_DOES_NOT_EXIST = Error.ERR_DOES_NOT_EXIST
ERR_DATABASE_CANT_READ = Error.ERR_DATABASE_CANT_READ
ERR_DATABASE_CANT_WRITE = Error.ERR_DATABASE_CANT_WRITE
ERR_COMPILATION_FAILED = Error.ERR_COMPILATION_FAILED
ERR_METHOD_NOT_FOUND = Error.ERR_METHOD_NOT_FOUND
ERR_LINK_FAILED = Error.ERR_LINK_FAILED
ERR_SCRIPT_FAILED = Error.ERR_SCRIPT_FAILED
ERR_CYCLIC_LINK = Error.ERR_CYCLIC_LINK
ERR_INVALID_DECLARATION = Error.ERR_INVALID_DECLARATION
ERR_DUPLICATE_SYMBOL = Error.ERR_DUPLICATE_SYMBOL
ERR_PARSE_ERROR = Error.ERR_PARSE_ERROR
ERR_BUSY = Error.ERR_BUSY
ERR_SKIP = Error.ERR_SKIP
ERR_HELP = Error.ERR_HELP
ERR_BUG = Error.ERR_BUG
ERR_PRINTER_ON_FIRE = Error.ERR_PRINTER_ON_FIRE

__all__ = [
    "AABB",
    "CONNECT_DEFERRED",
    "CONNECT_ONESHOT",
    "CONNECT_PERSIST",
    "CONNECT_REFERENCE_COUNTED",
    "ERR_ALREADY_EXISTS",
    "ERR_ALREADY_IN_USE",
    "ERR_BUG",
    "ERR_BUSY",
    "ERR_CANT_ACQUIRE_RESOURCE",
    "ERR_CANT_CONNECT",
    "ERR_CANT_CREATE",
    "ERR_CANT_FORK",
    "ERR_CANT_OPEN",
    "ERR_CANT_RESOLVE",
    "ERR_COMPILATION_FAILED",
    "ERR_CONNECTION_ERROR",
    "ERR_CYCLIC_LINK",
    "ERR_DATABASE_CANT_READ",
    "ERR_DATABASE_CANT_WRITE",
    "ERR_DOES_NOT_EXIST",
    "ERR_DUPLICATE_SYMBOL",
    "ERR_FILE_ALREADY_IN_USE",
    "ERR_FILE_BAD_DRIVE",
    "ERR_FILE_BAD_PATH",
    "ERR_FILE_CANT_OPEN",
    "ERR_FILE_CANT_READ",
    "ERR_FILE_CANT_WRITE",
    "ERR_FILE_CORRUPT",
    "ERR_FILE_EOF",
    "ERR_FILE_MISSING_DEPENDENCIES",
    "ERR_FILE_NOT_FOUND",
    "ERR_FILE_NO_PERMISSION",
    "ERR_FILE_UNRECOGNIZED",
    "ERR_HELP",
    "ERR_INVALID_DATA",
    "ERR_INVALID_DECLARATION",
    "ERR_INVALID_PARAMETER",
    "ERR_LINK_FAILED",
    "ERR_LOCKED",
    "ERR_METHOD_NOT_FOUND",
    "ERR_OUT_OF_MEMORY",
    "ERR_PARAMETER_RANGE_ERROR",
    "ERR_PARSE_ERROR",
    "ERR_PRINTER_ON_FIRE",
    "ERR_QUERY_FAILED",
    "ERR_SCRIPT_FAILED",
    "ERR_SKIP",
    "ERR_TIMEOUT",
    "ERR_UNAUTHORIZED",
    "ERR_UNAVAILABLE",
    "ERR_UNCONFIGURED",
    "FAILED",
    "OK",
    "RID",
    "Basis",
    "Color",
    "EncodedObjectAsID",
    "Error",
    "Font",
    "Input",
    "InputEvent",
    "InputEventAction",
    "InputEventKey",
    "InputEventMouse",
    "InputEventMouseButton",
    "InputEventMouseMotion",
    "InputEventWithModifiers",
    "InputMap",
    "Key",
    "MultiplayerAPI",
    "NetworkedMultiplayerPeer",
    "Node",
    "NodeNotFoundError",
    "NodePath",
    "Object",
    "Plane",
    "PoolByteArray",
    "PoolColorArray",
    "PoolIntArray",
    "PoolRealArray",
    "PoolStringArray",
    "PoolVector2Array",
    "PoolVector3Array",
    "Quat",
    "Rect2",
    "SceneTree",
    "SceneTreeTimer",
    "ScriptError",
    "ScriptWarning",
    "Signal",
    "SignalError",
    "SignalInstance",
    "Texture",
    "Transform",
    "Transform2D",
    "VariantError",
    "Vector2",
    "Vector3",
    "Viewport",
    "bytes2var",
    "godot_format",
    "godot_str",
    "is_instance_valid",
    "master",
    "mastersync",
    "puppet",
    "puppetsync",
    "push_error",
    "push_warning",
    "remote",
    "remotesync",
    "run",
    "slave",
    "str2var",
    "sync",
    "to_json",
    "var2bytes",
    "var2str",
]
