"""Godot 3's WebSocket classes, on the sans-I/O protocol of the `websockets` library.

From the wire up: `fast_lane` and `stream` turn bytes into events without a socket, `connection` puts
a stream on its socket, `dial` reaches a server, `polled` serves connections each frame, and `client`
and `server` turn events into signals. `relay` is the framing of the multiplayer mode, which
`multiplayer_client` and `multiplayer_server` put on top. `websockets`, whose import takes as long as all
else, is loaded with `stream` and `fast_lane`, when the first connection is near.
"""

from engine.base.public import public_names

__getattr__, __dir__ = public_names(__name__)
