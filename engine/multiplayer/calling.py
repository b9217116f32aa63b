"""What `Node.rpc` and `Node.rset` do: run here, send, or both.

What is wrong whatever the connection does (a name that is none, a value that no packet can hold) is an
exception. What depends on the connection is an error code and a line in the log: no script can know who
will be there when it calls, and none is cut short by it.

Source: Godot 3.6's `MultiplayerAPI::rpcp` and `rsetp`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..base.error import Error, ScriptError
from ..object.coroutine import start
from . import modes
from .declarations import method_mode, value_mode
from .offline import OFFLINE
from .refusals import PacketError
from .targets import ids_text, target_of, target_text

if TYPE_CHECKING:
    from .peer import NetworkedMultiplayerPeer
    from .remote_node import RemoteNode
    from .state import MultiplayerState


def call(
    state: MultiplayerState, node: RemoteNode, to: int, reliable: bool, method: str, args: tuple[Any, ...]
) -> Error:
    """Call a method of the same node at other ends: first it is sent, then it runs here, if it does."""
    if type(to) is not int:
        to = target_of(to)
    peer = _connected_peer(state, "rpc", node, method)
    if peer is None:
        return _no_connection(state)
    if to in state.peers:  # then it is not ourselves: it is sent, whatever the mode is, and does not run here
        return _send(state, "rpc", node, to, reliable, method, args)
    own = peer.get_unique_id()
    mode = method_mode(node, method)
    locally, remotely = modes.route(mode, to, own, node._network_master_ == own)
    error = Error.OK
    if remotely:
        error = _send(state, "rpc", node, to, reliable, method, args)
    if locally:
        outer, state.sender = state.sender, own
        try:
            result = getattr(node, method)(*args)
            if result is not None:
                start(node, result, lambda: f"{node!r}.{method}")
        finally:
            state.sender = outer
    elif to == own:
        return _not_on_yourself(state, "rpc", node, method, mode)
    return error


def set_value(
    state: MultiplayerState, node: RemoteNode, to: int, reliable: bool, property: str, value: Any
) -> Error:
    """Set a property of the same node at other ends: first it is set here, if it is, then it is sent."""
    if type(to) is not int:
        to = target_of(to)
    peer = _connected_peer(state, "rset", node, property)
    if peer is None:
        return _no_connection(state)
    own = peer.get_unique_id()
    mode = value_mode(node, property)
    locally, remotely = modes.route(mode, to, own, node._network_master_ == own)
    if locally:
        outer, state.sender = state.sender, own
        try:
            setattr(node, property, value)
        finally:
            state.sender = outer
        if remotely and (node._tree_ is None or state.peer is not peer):
            why = "it was set here, and that took the node out of the tree or changed the network peer"
            state.refusals.log(
                why, 0, property, lambda: f"rset({property!r}) on {node!r} was not sent: {why}."
            )
            return Error.ERR_UNCONFIGURED
    elif to == own:
        return _not_on_yourself(state, "rset", node, property, mode)
    return _send(state, "rset", node, to, reliable, property, value) if remotely else Error.OK


def warn_of_everyone(state: MultiplayerState, what: str, node: RemoteNode, name: str) -> None:
    """Tell a script that gave the id 0 who hears of it, which may be more than it meant."""
    if not why_not(state):
        state.refusals.log(
            "everyone",
            0,
            name,
            lambda: (
                f"{what}_id(0, {name!r}) on {node!r} goes to everyone, as in Godot:"
                f" write `{what}({name!r}, …)` if that is meant."
                " Outside a remote call, and after an `await`, `get_rpc_sender_id()` is 0."
            ),
        )


def _send(
    state: MultiplayerState, what: str, node: RemoteNode, to: int, reliable: bool, name: str, content: Any
) -> Error:
    """Send by each wire that has peers. What cannot be encoded is the script's fault, also with no peers."""
    only = state.peers.get(to)
    if to and only is None and -to not in state.peers:
        _log_unknown(state, what, node, to, name)
        return Error.ERR_INVALID_PARAMETER
    result = Error.OK
    failed: tuple[PacketError, ...] = ()
    for wire in (only,) if only is not None else state.wires:
        send = wire.call if what == "rpc" else wire.set_value
        try:
            result = send(node, to, reliable, name, content) or result
        except PacketError as error:
            failed = (*failed, error)
    if not failed:
        return result
    why = str(failed[0])
    if len(failed) == len(state.wires):
        raise ScriptError(f"{what}({name!r}) on {node!r}: {why}") from failed[0]
    # Which versions of Godot the players have is nothing that a script knows.
    state.refusals.log(
        "not for all",
        0,
        name,
        lambda: f"{what}({name!r}) on {node!r} was not sent to some of the peers: {why}",
    )
    return Error.ERR_INVALID_PARAMETER


def _connected_peer(
    state: MultiplayerState, what: str, node: RemoteNode, name: str
) -> NetworkedMultiplayerPeer | None:
    """Return the peer if a call can be sent now, else None with a line in the log."""
    if not isinstance(name, str):
        raise ScriptError(f'{what}() takes a name, not {name!r}: write `{what}("name", …)`.')
    if node._tree_ is None:
        raise ScriptError(
            f"{what}({name!r}): {node!r} is not inside a tree, so no other end can know which node is meant."
        )
    peer = state.peer
    if peer is not None and state.peers and peer.get_connection_status() == peer.CONNECTION_CONNECTED:
        return peer  # as nearly always
    if state.is_offline and name in node._rpc_methods_:
        return OFFLINE
    why = why_not(state)
    if why:
        state.refusals.log(why, 0, name, lambda: f"{what}({name!r}) on {node!r} was not sent: {why}.")
        return None
    return peer


def _no_connection(state: MultiplayerState) -> Error:
    """Return the error code of a call that cannot be sent; Godot 4 has one of its own for a peer in vain."""
    if state.peer is not None and any(wire.is_godot_4 for wire in state.wires):
        return Error.ERR_CONNECTION_ERROR
    return Error.ERR_UNCONFIGURED


def why_not(state: MultiplayerState) -> str:
    """Return why nothing can be sent by the network peer, "" if it can."""
    peer = state.peer
    if peer is None:
        return "there is no network peer: set `get_tree().network_peer`, or ask `has_network_peer()`"
    status = peer.get_connection_status()
    if status == peer.CONNECTION_DISCONNECTED:
        return "the connection is lost"
    if state.peers:  # then there is an id as well
        return ""
    if status == peer.CONNECTION_CONNECTING or not peer.get_unique_id():
        return "the connection is not there yet: wait for the signal `connected_to_server`"
    if not peer.is_server():
        return "nobody is there: set `network_peer` right after `connect_to_url`, before the server answers"
    return ""


def _log_unknown(state: MultiplayerState, what: str, node: RemoteNode, to: int, name: str) -> None:
    state.refusals.log(
        "unknown target",
        to,
        name,
        lambda: (
            f"{what}({name!r}) on {node!r} was not sent to {target_text(to)}: there is no peer {abs(to)},"
            f" or no longer. Connected: {ids_text(state.peers)}."
        ),
    )


def _not_on_yourself(state: MultiplayerState, what: str, node: RemoteNode, name: str, mode: int) -> Error:
    """Say that a call to oneself does nothing. That nobody at all may call it is the script's fault."""
    if mode == modes.DISABLED:
        raise ScriptError(_to_yourself(what, node, name, "is not declared open to remote calls"))
    kind = f"is {modes.DECORATORS[mode]}"
    state.refusals.log("to yourself", 0, name, lambda: _to_yourself(what, node, name, kind))
    return Error.ERR_INVALID_PARAMETER


def _to_yourself(what: str, node: RemoteNode, name: str, kind: str) -> str:
    repair = "Declare it @remotesync, @mastersync or @puppetsync"
    if name in node._rpc_methods_:
        kind, repair = "is @rpc", 'Declare it `@rpc("call_local")`'
    return (
        f"{what}_id({name!r}) to yourself on {node!r}: {name!r} {kind}, which does not run at the caller's."
        f" {repair}, or leave yourself out."
    )
