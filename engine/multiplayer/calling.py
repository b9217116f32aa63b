"""What `Node.rpc` and `Node.rset` do: run here, send, or both.

Source: Godot 3.6's `MultiplayerAPI::rpcp` and `rsetp`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..coroutine import start
from ..error import Error, ScriptError
from ..signature import is_async
from . import modes, packets
from .peer import NetworkedMultiplayerPeer

if TYPE_CHECKING:
    from ..node import Node
    from .api import MultiplayerAPI

_UNRELIABLE = NetworkedMultiplayerPeer.TRANSFER_MODE_UNRELIABLE
_RELIABLE = NetworkedMultiplayerPeer.TRANSFER_MODE_RELIABLE


def call(
    api: MultiplayerAPI, node: Any, to: int, reliable: bool, method: str, args: tuple[Any, ...]
) -> Error:
    """Call a method of the same node at other ends: first it is sent, then it runs here, if it does."""
    _check(node, "rpc", method)
    peer = api._peer_for_("rpc", method, node, to)
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
    peer = api._peer_for_("rset", property, node, to)
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
    if not api._knows_(what, name, node, to):
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
    mode = _RELIABLE if reliable else _UNRELIABLE
    if peer.transfer_mode != mode:
        peer.transfer_mode = mode
    return api._send_(peer, to, path_of(api, node), command, body)


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
