"""The node classes of Estragon, named as Godot names them.

Those that show something are loaded when they are first asked for: a server does without them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from . import gui
from .timer import Timer
from .websocket import (
    CryptoKey,
    WebSocketClient,
    WebSocketMultiplayerPeer,
    WebSocketPeer,
    WebSocketServer,
    X509Certificate,
    token_authenticator,
)

if TYPE_CHECKING:
    from .camera_2d import Camera2D
    from .canvas_item import CanvasItem
    from .canvas_layer import CanvasLayer
    from .gui import *  # noqa: F403
    from .line_2d import Line2D
    from .node_2d import Node2D
    from .polygon_2d import Polygon2D
    from .sprite import Sprite

_LATER = {
    "Camera2D": "camera_2d",
    "CanvasItem": "canvas_item",
    "CanvasLayer": "canvas_layer",
    "Line2D": "line_2d",
    "Node2D": "node_2d",
    "Polygon2D": "polygon_2d",
    "Sprite": "sprite",
    **dict.fromkeys(gui.__all__, "gui"),
}


def __getattr__(name: str) -> Any:
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    found = globals()[name] = getattr(import_module(f"{__name__}.{_LATER[name]}"), name)
    return found


__all__ = [
    "Camera2D",
    "CanvasItem",
    "CanvasLayer",
    "CryptoKey",
    "Line2D",
    "Node2D",
    "Polygon2D",
    "Sprite",
    "Timer",
    "WebSocketClient",
    "WebSocketMultiplayerPeer",
    "WebSocketPeer",
    "WebSocketServer",
    "X509Certificate",
    "token_authenticator",
]
__all__ += gui.__all__
