"""The node classes of Estragon, named as Godot names them."""

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

__all__ = [
    "CryptoKey",
    "Timer",
    "WebSocketClient",
    "WebSocketMultiplayerPeer",
    "WebSocketPeer",
    "WebSocketServer",
    "X509Certificate",
    "token_authenticator",
]
