"""The compiled core: whether it is in use, why not, and what it does in place of what.

What it does has its reference in Python, which says what is right, and which runs wherever the core is not:
in a page, where there was no compiler, where `ESTRAGON_CORE=0` says so. The core does the usual case; all
else it hands, untouched, to the reference. So no rule, and no text of an error, is there twice.

It is C for the limited API of Python 3.11, in `engine/native`, which `setup.py` builds.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from importlib import import_module
from types import ModuleType
from typing import Any, TypeVar

F = TypeVar("F", bound=Callable[..., Any])

NUMBER: int = 1347487469
"""The CRC-32 of the sources in `engine/native`, which the core has from when it was built: one of other
sources, which an editable installation may have, is not used. `tests/engine/core/test_core.py` says it."""

COMPILED: dict[str, str] = {
    "engine.multiplayer.api.MultiplayerAPI._drain_": "drain",
    "engine.multiplayer.godot3.packets.arguments_at": "arguments_at",
    "engine.multiplayer.godot3.packets.call_body": "call_body",
    "engine.multiplayer.godot3.wire.Godot3Wire.call": "call3",
    "engine.multiplayer.godot3.wire.Godot3Wire.receive": "receive3",
    "engine.multiplayer.godot4.arguments.all_of": "all_of",
    "engine.multiplayer.godot4.arguments.bare": "bare",
    "engine.multiplayer.godot4.arguments.bare_at": "bare_at",
    "engine.multiplayer.godot4.wire.Godot4Wire.call": "call4",
    "engine.multiplayer.godot4.wire.Godot4Wire.receive": "receive4",
    "engine.net.poller.Poller._select": "select",
    "engine.variant.decoder.Decoder.decode": "decode",
    "engine.variant.encoder.Encoder.encode": "encode",
    "engine.variant.encoder.Encoder.encoded": "encoded",
    "engine.variant.marshalls.bytes2var": "bytes2var",
    "engine.variant.marshalls.bytes_to_var": "bytes_to_var",
    "engine.variant.marshalls.var2bytes": "var2bytes",
    "engine.variant.marshalls.var_to_bytes": "var_to_bytes",
    "nodes.cluster.trunk.runs_of": "runs_of",
    "nodes.websocket.link.put_all": "put_all",
    "nodes.websocket.links.Links._serve_ready": "serve",
    "nodes.websocket.multiplayer_session.MultiplayerSession.take_next": "take_next",
    "nodes.websocket.outbox.Outbox.flush": "flush_all",
    "nodes.websocket.peer.WebSocketPeer.get_packet": "get_packet",
    "nodes.websocket.peer.WebSocketPeer.put_packet": "put_packet",
    "nodes.websocket.relay.all_begin_with": "all_begin_with",
    "nodes.websocket.server.WebSocketServer.get_peer": "get_peer",
    "nodes.websocket.socket_link.fast_lane.LaneReader.messages": "messages",
    "nodes.websocket.socket_link.fast_lane.Masker.frame": "masked_frame",
    "nodes.websocket.socket_link.fast_lane.frame_of": "frame_of",
    "nodes.websocket.socket_link.socket_link.SocketLink.flush": "flush",
    "nodes.websocket.socket_link.socket_link.SocketLink.put": "put",
    "nodes.websocket.socket_link.socket_link.SocketLink.receive": "link_receive",
    "nodes.websocket.socket_link.stream.Stream.send_message": "send_message",
}
"""Of each reference what the core calls the function that makes the compiled one of it."""


def compiled(reference: F, *known: Any) -> F:
    """Return what the core has in place of a reference, the reference itself where there is no core.

    `known` is what else it has to know. Of a method that is its class first.
    """
    name = f"{reference.__module__}.{reference.__qualname__}"
    make = COMPILED[name]
    if _core is None:
        return reference
    references[name] = reference
    made: F = getattr(_core, make)(reference, *known)
    return made


def compile_method(owner: type, name: str, *known: Any) -> None:
    """Put what the core has in place of a method of a class there."""
    setattr(owner, name, compiled(getattr(owner, name), owner, *known))


references: dict[str, Callable[..., Any]] = {}
"""What the core is in use for: the references in Python, by their names."""


def in_words() -> str:
    """Return whether the core is in use, and from where or why not."""
    return f"plain Python: {_why_not}" if _core is None else f"compiled, {_core.__file__}"


def _load(wish: str) -> tuple[ModuleType | None, str]:
    """Return the core, and why there is none, for what ESTRAGON_CORE says."""
    if wish not in ("auto", "0", "require"):
        raise ImportError(f"ESTRAGON_CORE is {wish!r}: it may be auto, 0 or require.")
    if wish == "0":
        return None, "ESTRAGON_CORE=0 says so"
    try:
        found = import_module("engine._core")
    except ImportError as error:
        why = f"none was built for it ({error})"
    else:
        if found.NUMBER == NUMBER:
            return found, ""
        why = f"{found.__file__} was built of other sources; `pip install -e .` builds it again"
    if wish == "require":
        raise ImportError(f"ESTRAGON_CORE=require, but {why}.")
    return None, why


_core, _why_not = _load(os.environ.get("ESTRAGON_CORE") or "auto")
