"""Godot 3's WebSocket classes, on the sans-I/O protocol of the `websockets` library."""

from .client import WebSocketClient
from .multiplayer_peer import WebSocketMultiplayerPeer
from .peer import WebSocketPeer
from .server import WebSocketServer

__all__ = ["WebSocketClient", "WebSocketMultiplayerPeer", "WebSocketPeer", "WebSocketServer"]
