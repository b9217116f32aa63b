"""The node classes of Estragon, named as Godot names them."""

from .timer import Timer
from .websocket import WebSocketClient, WebSocketMultiplayerPeer, WebSocketPeer, WebSocketServer

__all__ = [
    "Timer",
    "WebSocketClient",
    "WebSocketMultiplayerPeer",
    "WebSocketPeer",
    "WebSocketServer",
]
