"""What is done with a packet that has come: check by check, and each refusal one line in the log.

The remote peer's faults never raise; what the called script raises is reported as its fault.

Source: Godot 3.6's `MultiplayerAPI::_process_packet`, `_process_rpc` and `_process_rset`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from ...base.fault import report
from ...base.signature import accepts, is_async
from ...base.spelling import did_you_mean
from ...object.coroutine import start
from ...scene.find import explain_missing, follow
from ...variant.node_path import split
from ...variant.pool_byte_array import PoolByteArray
from .. import modes
from ..calling import method_mode, set_transfer_mode, value_mode
from ..refusals import MOST_SHOWN, shown
from ..trace import trace
from . import packets
from .packets import (
    CONFIRM_PATH,
    RAW,
    REMOTE_SET,
    SIMPLIFY_PATH,
    PacketError,
)
from .path_cache import PathsOf, printed

if TYPE_CHECKING:
    from ...scene.node import Node
    from ..api import MultiplayerAPI
    from ..peer import NetworkedMultiplayerPeer

_MOST_PLANS = 4096
"""Beginnings of packets that are remembered for each peer."""


class _Refused(Exception):
    """A call that is not made. `cause` and `detail` tell kinds of refusals apart."""

    def __init__(self, cause: str, detail: str, text: str) -> None:
        super().__init__(text)
        self.cause = cause
        self.detail = detail


def receive(api: MultiplayerAPI, peer: NetworkedMultiplayerPeer, sender: int, packet: bytes) -> None:
    """Do what a packet of `sender` says, if it may be done."""
    if trace.is_on:
        trace.received(api, sender, packet)
    try:
        command = packet[0] if packet else -1
        if 0 <= command <= REMOTE_SET:
            _call_or_set(api, peer, sender, packet)
        elif command == RAW:
            api.network_peer_packet.emit(sender, PoolByteArray(packets.raw_data(packet)))
        elif command == SIMPLIFY_PATH:
            _learn(api, peer, sender, packet)
        elif command == CONFIRM_PATH:
            path = packets.confirmed_path(packet)
            if not api._sent_.confirm(path, sender):
                raise _Refused(
                    "confirm", path, f"confirmed the path {shown(path)}, of which it was never told"
                )
        elif command < 0:
            raise PacketError("it is empty")
    except PacketError as error:
        _log(api, sender, "malformed", "", f"sent a packet that cannot be read: {error}")
    except _Refused as refused:
        _log(api, sender, refused.cause, refused.detail, str(refused))


def _log(api: MultiplayerAPI, sender: int, cause: str, detail: str, text: str) -> None:
    api._refusals_.log(
        cause, sender, detail, lambda: f"Peer {sender} {text}{'' if text[-1] in '.?' else '.'}"
    )


def _learn(api: MultiplayerAPI, peer: NetworkedMultiplayerPeer, sender: int, packet: bytes) -> None:
    """Take a number for a path, and confirm it; whether there is such a node shows when it is called."""
    number, path = packets.simplified_path(packet)
    if sender not in api._peers_:
        raise _Refused("stranger", "", "announced a path, and is not among the connected peers")
    path = printed(path)
    if not api._received_.setdefault(sender, PathsOf()).learn(number, path):
        raise _Refused(
            "too many paths", "", "announced more paths than there is room for; they go unconfirmed"
        )
    set_transfer_mode(peer, peer.TRANSFER_MODE_RELIABLE)
    api._put_(peer, sender, packets.encode(packets.ConfirmPath(path)))


def _call_or_set(api: MultiplayerAPI, peer: NetworkedMultiplayerPeer, sender: int, packet: bytes) -> None:
    # What a packet begins with, up to the end of the name, says which member of which node is meant.
    # It is read once for each peer; the node itself is looked up each time, as nodes come and go.
    known = api._received_.get(sender)
    at = packet.find(0, 5) + 1
    plan = known.plans.get(packet[:at]) if known is not None and at < len(packet) else None
    node = _follow_plan(api, plan[0]) if plan is not None else None
    if plan is not None and node is not None:
        name = plan[1]
    else:
        node = _node_of(api, known, packet)
        name, at = packets.name_of(packet)
    is_set = packet[0] == REMOTE_SET
    mode = value_mode(node, name) if is_set else method_mode(node, name)
    if mode not in modes.FOR_ALL:
        own, master = peer.get_unique_id(), node._network_master_
        if not modes.may_run(mode, master == own, master == sender):
            raise _Refused("refused", name, _why_refused(node, name, mode, is_set, own))
    if plan is None and known is not None:
        _remember(known, packet, at, name)
    if is_set:
        _set(node, sender, name, packets.value_at(packet, at))
    else:
        _call(node, sender, name, packets.arguments_at(packet, at))


def _follow_plan(api: MultiplayerAPI, names: tuple[str, ...]) -> Node | None:
    at: Any = api._root_
    if at is None or at._freed_:
        return None
    try:
        for name in names:
            at = at._children_.by_name[name]
    except (KeyError, AttributeError):
        return None
    found: Node = at
    return found


def _node_of(api: MultiplayerAPI, known: PathsOf | None, packet: bytes) -> Node:
    target = packets.target_of(packet)
    root = api._root_
    if root is None or root._freed_:
        raise _Refused(
            "no root", "", f"sent a call, but {api!r} has no root node: call `set_root_node(node)`"
        )
    path = known.path(target) if isinstance(target, int) and known is not None else target
    if not isinstance(path, str):
        raise _Refused("unknown number", "", f"called a node by the number {target}, which stands for none")
    absolute, names, _ = split.__wrapped__(path)  # the cache is for paths of our own
    found = follow(root, absolute, names) if names or path.startswith((".", "/")) else None
    if found is None:
        why = explain_missing(root, path) if len(path) <= MOST_SHOWN else ""
        raise _Refused("no node", path, f"called the node {shown(path)}, which is not here. {why}".rstrip())
    return cast("Node", found)


def _remember(known: PathsOf, packet: bytes, at: int, name: str) -> None:
    """Keep what the packet begins with, now that it is known to name something declared."""
    target = packets.target_of(packet)
    path = known.path(target) if isinstance(target, int) else None
    if path is not None and len(known.plans) < _MOST_PLANS:
        absolute, names, _ = split.__wrapped__(path)
        if not absolute and ".." not in names:
            known.plans[bytes(packet[:at])] = names, name


def _call(node: Node, sender: int, name: str, args: list[Any]) -> None:
    method: Any = getattr(node, name, None)
    try:
        result = method(*args)
        if result is not None and is_async(method):
            start(node, result, _doing(node, name, sender))
    except Exception as error:
        if isinstance(error, TypeError) and not callable(method):
            raise _Refused(
                "missing", name, f"called {node!r}.{name}, which is no method (any more)"
            ) from None
        if isinstance(error, TypeError) and not accepts(method, len(args)):
            text = f"called {node!r}.{name} with arguments that it cannot take: {error}"
            raise _Refused("arguments", name, text) from None
        report(node, error, _doing(node, name, sender))


def _set(node: Node, sender: int, name: str, value: Any) -> None:
    if name not in node._remote_values_ and not hasattr(node, name):
        raise _Refused(
            "missing", name, f"set {node!r}.{name}, which rset_config opened, and which is not there"
        )
    try:
        setattr(node, name, value)
    except Exception as error:
        report(node, error, _doing(node, name, sender))


def _doing(node: Node, name: str, sender: int) -> str:
    return f"{node!r}.{name}, called by peer {sender}"


def _why_refused(node: Node, name: str, mode: int, is_set: bool, own: int) -> str:
    """Return why a name may not be reached, and what to write if it should be."""
    did = f"{'set' if is_set else 'called'} {shown(name)} on {node!r}, which was refused: "
    if mode in modes.FOR_MASTER:
        return did + (
            f"it is {modes.DECORATORS[mode]}, for the node's master, which is peer {node._network_master_};"
            f" this is {own}"
        )
    if mode in modes.FOR_PUPPETS:
        return did + (
            f"it is {modes.DECORATORS[mode]}, so only the node's master, peer {node._network_master_}, may,"
            " and not at the master's own"
        )
    declared = node._remote_values_ if is_set else node._remote_methods_
    owners = [base for base in type(node).__mro__ if name in vars(base)]
    if not owners and not (is_set and name in vars(node)):
        kind = "value" if is_set else "method"
        return did + f"{type(node).__name__} declares no such {kind}.{did_you_mean(name, declared)}"
    if owners and getattr(owners[-1], "_is_native_", False):
        return did + f"it is {node.get_class()}'s own, and not declared open"
    repair = f"`{name} = remote(…)`" if is_set else f"`@remote` above `def {name}`"
    return did + f"it is not declared open. If it should be, write {repair}, or one of the other modes"
