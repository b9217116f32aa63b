"""The node classes of Estragon, named as Godot names them.

Each is loaded when it is first asked for: a server does without what shows something, a game of one
player without the network.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from . import gui

if TYPE_CHECKING:
    from .canvas.camera_2d import Camera2D
    from .canvas.canvas_item import CanvasItem
    from .canvas.canvas_layer import CanvasLayer
    from .canvas.line_2d import Line2D
    from .canvas.node_2d import Node2D
    from .canvas.polygon_2d import Polygon2D
    from .canvas.sprite import Sprite
    from .gui import *  # noqa: F403
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

_LATER = {
    "Camera2D": "canvas.camera_2d",
    "CanvasItem": "canvas.canvas_item",
    "CanvasLayer": "canvas.canvas_layer",
    "CryptoKey": "websocket",
    "Line2D": "canvas.line_2d",
    "Node2D": "canvas.node_2d",
    "Polygon2D": "canvas.polygon_2d",
    "Sprite": "canvas.sprite",
    "Timer": "timer",
    "WebSocketClient": "websocket",
    "WebSocketMultiplayerPeer": "websocket",
    "WebSocketPeer": "websocket",
    "WebSocketServer": "websocket",
    "X509Certificate": "websocket",
    "token_authenticator": "websocket",
    **dict.fromkeys(gui.__all__, "gui"),
}


def __getattr__(name: str) -> Any:
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    found = globals()[name] = getattr(import_module(f"{__name__}.{_LATER[name]}"), name)
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


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
