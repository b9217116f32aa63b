"""What is done here with a call, or a new value, that has come: whether it may be, and whose fault it is.

The remote peer's faults are Refused; what the called script raises is reported as its fault.

Source: Godot 3.6's `MultiplayerAPI::_process_rpc` and `_process_rset`.
"""

from __future__ import annotations

from typing import Any

from ..base.fault import report
from ..base.signature import accepts
from ..base.spelling import did_you_mean
from ..object.coroutine import start
from ..scene.children import Children
from . import modes
from .refusals import Refused, quoted
from .remote_node import RemoteNode
from .state import MultiplayerState


def check(
    state: MultiplayerState, node: RemoteNode, sender: int, name: str, mode: int, is_value: bool
) -> None:
    """Raise Refused unless `sender` may call a method, or set a value, of this mode here."""
    own, master = state.own_id(), node._network_master_
    if not modes.may_run(mode, master == own, master == sender):
        raise Refused("refused", name, lambda: _why_refused(node, name, mode, is_value, own))


def call(node: RemoteNode, sender: int, name: str, args: list[Any]) -> None:
    """Call a method that `sender` may call."""
    method: Any = getattr(node, name, None)
    try:
        result = method(*args)
        if result is not None:
            returned(node, sender, name, result)
    except Exception as error:
        failed(node, sender, name, method, len(args), error)


def returned(node: RemoteNode, sender: int, name: str, result: object) -> None:
    """Do what is to be done with what a called method has returned: a coroutine goes on."""
    start(node, result, lambda: _doing(node, name, sender))


def failed(node: RemoteNode, sender: int, name: str, method: Any, count: int, error: Exception) -> None:
    """Report what a called method has raised, unless that is the caller's fault: then it is Refused."""
    if isinstance(error, TypeError) and not callable(method):
        raise Refused(
            "missing", name, lambda: f"called {node!r}.{name}, which is no method (any more)"
        ) from None
    if isinstance(error, TypeError) and not accepts(method, count):
        why = str(error)
        raise Refused(
            "arguments", name, lambda: f"called {node!r}.{name} with arguments that it cannot take: {why}"
        ) from None
    report(node, error, _doing(node, name, sender))


KNOWN = (MultiplayerState, RemoteNode, Children, modes.FOR_ALL, returned, failed)
"""What the core has to know to find a method, and to do as `call`."""


def set_value(node: RemoteNode, sender: int, name: str, value: Any) -> None:
    """Set a property that `sender` may set."""
    if name not in node._remote_values_ and not hasattr(node, name):
        raise Refused(
            "missing",
            name,
            lambda: f"set {node!r}.{name}, which rset_config opened, and which is not there",
        )
    try:
        setattr(node, name, value)
    except Exception as error:
        report(node, error, _doing(node, name, sender))


def _doing(node: RemoteNode, name: str, sender: int) -> str:
    return f"{node!r}.{name}, called by peer {sender}"


def _why_refused(node: RemoteNode, name: str, mode: int, is_value: bool, own: int) -> str:
    """Return why a name may not be reached, and what to write if it should be."""
    did = f"{'set' if is_value else 'called'} {quoted(name)} on {node!r}, which was refused: "
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
    declared = node._remote_values_ if is_value else node._remote_methods_
    owners = [base for base in type(node).__mro__ if name in vars(base)]
    if not owners and not (is_value and name in vars(node)):
        kind = "value" if is_value else "method"
        return did + f"{type(node).__name__} declares no such {kind}.{did_you_mean(name, declared)}"
    if owners and getattr(owners[-1], "_is_native_", False):
        return did + f"it is {node.get_class()}'s own, and not declared open"
    repair = f"`{name} = remote(…)`" if is_value else f"`@remote` above `def {name}`"
    return did + f"it is not declared open. If it should be, write {repair}, or one of the other modes"
