"""Godot 3's WebSocket classes, on the sans-I/O protocol of the `websockets` library.

From the wire up: a `Link` is one connection, `socket_link` has those over sockets; `links` serves all of a
node each frame; `client` and `server` hand what happens on them to a `session`, which turns it into
signals: `raw_session`, or `multiplayer_session` with `relay`, the framing of the multiplayer mode.
"""

from engine.base.public import public_names

__getattr__, __dir__ = public_names(__name__)
