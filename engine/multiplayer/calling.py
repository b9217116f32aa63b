"""What `Node.rpc` and `Node.rset` do: run here, send, or both.

Source: Godot 3.6's `MultiplayerAPI::rpcp` and `rsetp`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..base.error import Error, ScriptError
from ..base.signature import is_async
from ..object.coroutine import start
from . import modes
from .declarations import method_mode, value_mode
from .refusals import PacketError
from .targets import ids_text, target_text

if TYPE_CHECKING:
    from .peer import NetworkedMultiplayerPeer
    from .remote_node import RemoteNode
    from .state import MultiplayerState


def call(
    state: MultiplayerState, node: RemoteNode, to: int, reliable: bool, method: str, args: tuple[Any, ...]
) -> Error:
    """Call a method of the same node at other ends: first it is sent, then it runs here, if it does."""
    peer = _connected_peer(state, "rpc", node, method)
    if peer is None:
        return Error.ERR_UNCONFIGURED
    own = peer.get_unique_id()
    mode = method_mode(node, method)
    locally, remotely = modes.route(mode, to, own, node._network_master_ == own)
    error = Error.OK
    if remotely:
        error = _send(state, "rpc", node, to, reliable, method, args)
    if locally:
        function = getattr(node, method)
        outer, state.sender = state.sender, own
        try:
            result = function(*args)
            if result is not None and is_async(function):
                start(node, result, lambda: f"{node!r}.{method}")
        finally:
            state.sender = outer
    elif to == own:
        raise _not_on_yourself("rpc", node, method, mode)
    return error


def set_value(
    state: MultiplayerState, node: RemoteNode, to: int, reliable: bool, property: str, value: Any
) -> Error:
    """Set a property of the same node at other ends: first it is set here, if it is, then it is sent."""
    peer = _connected_peer(state, "rset", node, property)
    if peer is None:
        return Error.ERR_UNCONFIGURED
    own = peer.get_unique_id()
    mode = value_mode(node, property)
    locally, remotely = modes.route(mode, to, own, node._network_master_ == own)
    if locally:
        outer, state.sender = state.sender, own
        try:
            setattr(node, property, value)
        finally:
            state.sender = outer
    elif to == own:
        raise _not_on_yourself("rset", node, property, mode)
    return _send(state, "rset", node, to, reliable, property, value) if remotely else Error.OK


def _send(
    state: MultiplayerState, what: str, node: RemoteNode, to: int, reliable: bool, name: str, content: Any
) -> Error:
    """Send by each wire that has peers. What cannot be encoded is the script's fault, also with no peers."""
    if to and abs(to) not in state.peers:
        _log_unknown(state, what, node, to, name)
        return Error.ERR_INVALID_PARAMETER
    result = Error.OK
    try:
        for wire in (state.peers[to],) if to > 0 else state.wires:
            send = wire.call if what == "rpc" else wire.set_value
            result = send(node, to, reliable, name, content) or result
    except PacketError as error:
        raise ScriptError(f"{what}({name!r}) on {node!r}: {error}") from error
    return result


def _connected_peer(
    state: MultiplayerState, what: str, node: RemoteNode, name: str
) -> NetworkedMultiplayerPeer | None:
    """Return the peer if a call can be sent now, else None with a line in the log.

    For a node outside the tree and without a peer the script is wrong; that the connection is lost, or
    someone has just left, no script can know.
    """
    if not isinstance(name, str):
        raise ScriptError(f'{what}() takes a name, not {name!r}: write `{what}("name", …)`.')
    if node._tree_ is None:
        raise ScriptError(
            f"{what}({name!r}): {node!r} is not inside a tree, so no other end can know which node is meant."
        )
    peer = state.peer
    if peer is None:
        raise ScriptError(
            f"{what}({name!r}) on {node!r}: there is no network peer. Set `get_tree().network_peer`"
            " first, or ask `get_tree().has_network_peer()`."
        )
    if peer.get_connection_status() == peer.CONNECTION_CONNECTED:
        return peer
    _log_not_connected(state, what, node, name, peer.get_connection_status() == peer.CONNECTION_CONNECTING)
    return None


def _log_not_connected(state: MultiplayerState, what: str, node: RemoteNode, name: str, yet: bool) -> None:
    why = (
        "the connection is not there yet: wait for the signal `connected_to_server`"
        if yet
        else "the connection is lost"
    )
    state.refusals.log(why, 0, name, lambda: f"{what}({name!r}) on {node!r} was not sent: {why}.")


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


def _not_on_yourself(what: str, node: RemoteNode, name: str, mode: int) -> ScriptError:
    kind = (
        "is not declared open to remote calls" if mode == modes.DISABLED else f"is {modes.DECORATORS[mode]}"
    )
    return ScriptError(
        f"{what}_id({name!r}) to yourself on {node!r}: {name!r} {kind}, which does not run at the caller's."
        " Declare it @remotesync, @mastersync or @puppetsync, or leave yourself out."
    )
