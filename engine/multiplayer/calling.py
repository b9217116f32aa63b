"""What `Node.rpc` and `Node.rset` do: run here, send, or both.

Source: Godot 3.6's `MultiplayerAPI::rpcp`, `rsetp` and `_send_rpc`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..base.error import Error, ScriptError
from ..base.signature import is_async
from ..object.coroutine import start
from . import modes
from .godot3 import packets
from .peer import NetworkedMultiplayerPeer
from .targets import EVERYONE, listed, named, selected

if TYPE_CHECKING:
    from ..scene.node import Node
    from .api import MultiplayerAPI

_UNRELIABLE = NetworkedMultiplayerPeer.TRANSFER_MODE_UNRELIABLE
_RELIABLE = NetworkedMultiplayerPeer.TRANSFER_MODE_RELIABLE


def call(
    api: MultiplayerAPI, node: Any, to: int, reliable: bool, method: str, args: tuple[Any, ...]
) -> Error:
    """Call a method of the same node at other ends: first it is sent, then it runs here, if it does."""
    _check(node, "rpc", method)
    peer = _connected_peer(api, "rpc", method, node)
    if peer is None:
        return Error.ERR_UNCONFIGURED
    own = peer.get_unique_id()
    locally, remotely = modes.route(method_mode(node, method), to, own, node._network_master_ == own)
    error = Error.OK
    if remotely:
        error = _send(api, peer, node, to, reliable, "rpc", method, args)
    if locally:
        function = getattr(node, method)
        outer, api._sender_ = api._sender_, own
        try:
            result = function(*args)
            if result is not None and is_async(function):
                start(node, result, f"{node!r}.{method}")
        finally:
            api._sender_ = outer
    elif to == own:
        raise ScriptError(_not_on_yourself(node, "rpc", method, method_mode(node, method)))
    return error


def set_value(api: MultiplayerAPI, node: Any, to: int, reliable: bool, property: str, value: Any) -> Error:
    """Set a property of the same node at other ends: first it is set here, if it is, then it is sent."""
    _check(node, "rset", property)
    peer = _connected_peer(api, "rset", property, node)
    if peer is None:
        return Error.ERR_UNCONFIGURED
    own = peer.get_unique_id()
    locally, remotely = modes.route(value_mode(node, property), to, own, node._network_master_ == own)
    if locally:
        outer, api._sender_ = api._sender_, own
        try:
            setattr(node, property, value)
        finally:
            api._sender_ = outer
    elif to == own:
        raise ScriptError(_not_on_yourself(node, "rset", property, value_mode(node, property)))
    if remotely:
        return _send(api, peer, node, to, reliable, "rset", property, value)
    return Error.OK


def method_mode(node: Node, method: str) -> int:
    """Return the mode of a method: by `rpc_config`, else as its class declares it."""
    own = node._rpc_modes_
    if own is not None and method in own:
        return own[method]
    return node._remote_methods_.get(method, modes.DISABLED)


def value_mode(node: Node, property: str) -> int:
    """Return the mode of a property: by `rset_config`, else as its class declares it."""
    own = node._rset_modes_
    if own is not None and property in own:
        return own[property]
    return node._remote_values_.get(property, modes.DISABLED)


def _check(node: Node, what: str, name: str) -> None:
    if not isinstance(name, str):
        raise ScriptError(f'{what}() takes a name, not {name!r}: write `{what}("name", …)`.')
    if node._tree_ is None:
        raise ScriptError(
            f"{what}({name!r}): {node!r} is not inside a tree, so no other end can know which node is meant."
        )


def _send(
    api: MultiplayerAPI,
    peer: NetworkedMultiplayerPeer,
    node: Node,
    to: int,
    reliable: bool,
    what: str,
    name: str,
    content: Any,
) -> Error:
    """Send to the peers that `to` means. What cannot be encoded is the script's fault, also with no peers."""
    if not _knows(api, what, name, node, to):
        return Error.ERR_INVALID_PARAMETER
    try:
        if what == "rpc":
            command, body = packets.REMOTE_CALL, packets.call_body(name, content)
        else:
            command, body = packets.REMOTE_SET, packets.set_body(name, content)
    except packets.PacketError as error:
        raise ScriptError(f"{what}({name!r}) on {node!r}: {error}") from error
    if not api._peers_:
        return Error.OK
    set_transfer_mode(peer, _RELIABLE if reliable else _UNRELIABLE)
    return _broadcast(api, peer, to, path_of(api, node), command, body)


def _broadcast(
    api: MultiplayerAPI, peer: NetworkedMultiplayerPeer, to: int, path: str, command: int, body: bytes
) -> Error:
    """Send a call or a value for the node at `path`; the body is made once for all receivers.

    Source: Godot 3.6's `MultiplayerAPI::_send_rpc` and `_send_confirm_path`.
    """
    sent = api._sent_.numbered(path)
    chosen = selected(to, api._peers_)
    # who has confirmed is connected, so for everyone numbers are enough
    if len(sent.confirmed) == len(chosen) if to == EVERYONE else sent.confirmed.issuperset(chosen):
        return api._put_(peer, to, packets.with_id(command, sent.id, body)) if chosen else Error.OK
    result = Error.OK
    chosen = tuple(chosen)
    mode = peer.transfer_mode
    set_transfer_mode(peer, _RELIABLE)
    for id in chosen:
        if id not in sent.told and not api._put_(peer, id, sent.announcement()):
            sent.told.add(id)
    set_transfer_mode(peer, mode)
    for id in chosen:
        if id in sent.confirmed:
            packet = packets.with_id(command, sent.id, body)
        else:
            packet = packets.with_path(command, sent.path, body)
        result = api._put_(peer, id, packet) or result
    return result


def _connected_peer(api: MultiplayerAPI, what: str, name: str, node: Node) -> NetworkedMultiplayerPeer | None:
    """Return the peer if a call can be sent now, else None with a line in the log.

    Without a peer the script is wrong; that the connection is lost, or someone has just left, no
    script can know.
    """
    peer = api._network_peer_
    if peer is None:
        raise ScriptError(
            f"{what}({name!r}) on {node!r}: there is no network peer. Set `get_tree().network_peer`"
            " first, or ask `get_tree().has_network_peer()`."
        )
    status = peer.get_connection_status()
    if status == peer.CONNECTION_CONNECTED:
        return peer
    why = (
        "the connection is not there yet: wait for the signal `connected_to_server`"
        if status == peer.CONNECTION_CONNECTING
        else "the connection is lost"
    )
    api._refusals_.log(
        f"sending while {status}", 0, name, lambda: f"{what}({name!r}) on {node!r} was not sent: {why}."
    )
    return None


def _knows(api: MultiplayerAPI, what: str, name: str, node: Node, to: int) -> bool:
    """Return True if the target `to` names nobody who is not there; else log a line."""
    if to == 0 or abs(to) in api._peers_:
        return True
    api._refusals_.log(
        "unknown target",
        to,
        name,
        lambda: (
            f"{what}({name!r}) on {node!r} was not sent to {named(to)}: there is no peer {abs(to)},"
            f" or no longer. Connected: {listed(api._peers_)}."
        ),
    )
    return False


def set_transfer_mode(peer: NetworkedMultiplayerPeer, mode: int) -> None:
    """Set how the peer sends from now on, if it does not already."""
    if peer.transfer_mode != mode:
        peer.transfer_mode = mode


def path_of(api: MultiplayerAPI, node: Node) -> str:
    """Return the path of `node` as packets have it: from the root node, which itself is `.`."""
    root = api._root_
    if root is None or root._freed_:
        raise ScriptError(f"{api!r} has no root node that paths could begin at: call `set_root_node(node)`.")
    names = []
    at: Node | None = node
    while at is not root:
        if at is None:
            return root.get_path_to(node)  # beside the root, or above it
        names.append(at._name_)
        at = at._parent_
    names.reverse()
    return "/".join(names) or "."


def _not_on_yourself(node: Node, what: str, name: str, mode: int) -> str:
    kind = (
        "is not declared open to remote calls" if mode == modes.DISABLED else f"is {modes.DECORATORS[mode]}"
    )
    return (
        f"{what}_id({name!r}) to yourself on {node!r}: {name!r} {kind}, which does not run at the caller's."
        " Declare it @remotesync, @mastersync or @puppetsync, or leave yourself out."
    )
