"""`@rpc`: how Godot 4 declares a method open to other ends, and calls it there.

    class Dice(Node):
        @rpc("any_peer", "call_local")
        def roll(self, eyes): ...

        def throw(self):
            self.roll.rpc(6)          # at all other ends, and here, as "call_local" says
            self.roll.rpc_id(1, 6)    # at the server
            self.roll(6)              # here alone, as any method

Each node has these methods of its own in its `__dict__`, made with it: a function with the code of the
class's, that knows the node. So a call costs what any call does, with nothing in its way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import FunctionType, MethodType
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, Protocol, TypeVar, overload

from ..base.error import ScriptError
from ..base.spelling import did_you_mean
from . import modes
from .declarations import declared_in

if TYPE_CHECKING:
    from ..base.error import Error

P = ParamSpec("P")
S = TypeVar("S", contravariant=True)
R = TypeVar("R", covariant=True)

DISABLED, ANY_PEER, AUTHORITY = range(3)
"""Godot 4's `RPC_MODE_…`, which `rpc_config` has in its dictionaries."""

_CHOICES = (
    ("any_peer", "authority"),
    ("call_local", "call_remote"),
    ("reliable", "unreliable", "unreliable_ordered"),
)
"""One of each may be said, in any order."""

_KEYS = ("rpc_mode", "transfer_mode", "call_local", "channel")


class BoundRpc(Protocol[P, R]):
    """A method that was declared with `@rpc`, as a node has it."""

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:
        """Call it here."""
        ...

    def rpc(self, *args: P.args, **kwargs: P.kwargs) -> Error:
        """Call it at all other ends, and here if it is "call_local". As `Node.rpc`."""
        ...

    def rpc_id(self, peer_id: int, /, *args: P.args, **kwargs: P.kwargs) -> Error:
        """Call it at one end, or with a negative id at all but that one. As `Node.rpc_id`."""
        ...


class RpcMethod(Protocol[S, P, R]):
    """A method that was declared with `@rpc`, as its class has it."""

    @overload
    def __get__(self, instance: None, owner: type, /) -> Callable[Concatenate[S, P], R]: ...
    @overload
    def __get__(self, instance: S, owner: type, /) -> BoundRpc[P, R]: ...
    def __get__(self, instance: Any, owner: type, /) -> Any: ...


class _Declare(Protocol):
    def __call__(self, method: Callable[Concatenate[S, P], R], /) -> RpcMethod[S, P, R]: ...


@overload
def rpc(method: Callable[Concatenate[S, P], R], /) -> RpcMethod[S, P, R]: ...
@overload
def rpc(*words: str | int) -> _Declare: ...
def rpc(*words: Any) -> Any:
    """Open a method to other ends. GDScript 4: `@rpc`.

    Up to three words, in any order: who may call it, "authority" (the node's, who is the server unless
    told otherwise; also when nothing is said) or "any_peer"; whether the caller runs it too,
    "call_remote" (not, when nothing is said) or "call_local"; and "reliable", "unreliable" or
    "unreliable_ordered". After three words there may be the number of a channel. These last two mean
    nothing here: over WebSocket everything arrives, and in order.
    """
    if len(words) == 1 and callable(words[0]):
        return _opened(words[0], modes.AUTHORITY)
    mode = _mode_of(words)
    return lambda method: _opened(method, mode)


def _opened(method: Any, mode: int) -> Any:
    function = declared_in(method, mode)
    vars(function)["_is_rpc_"] = True
    return method


def _mode_of(words: tuple[Any, ...]) -> int:
    """Return the mode that the words of `@rpc(…)` mean."""
    said: dict[int, str] = {}
    for place, word in enumerate(words):
        if type(word) is int:
            if place != 3 or word < 0:
                raise ScriptError(
                    f"@rpc{words!r}: the number of a channel comes after three words, as in"
                    ' `@rpc("any_peer", "call_remote", "reliable", 2)`.'
                )
            continue
        choice = next((number for number, choice in enumerate(_CHOICES) if word in choice), None)
        if choice is None:
            known = [other for choice in _CHOICES for other in choice]
            near = did_you_mean(word, known) if isinstance(word, str) else ""
            raise ScriptError(f"@rpc knows no word {word!r}.{near} It takes {', '.join(known)}.")
        if choice in said:
            raise ScriptError(f"@rpc takes one of {said[choice]!r} and {word!r}, not both.")
        said[choice] = word
    return _mode(said.get(0) == "any_peer", said.get(1) == "call_local")


def _mode(any_peer: bool, call_local: bool) -> int:
    if any_peer:
        return modes.REMOTESYNC if call_local else modes.REMOTE
    return modes.PUPPETSYNC if call_local else modes.AUTHORITY


def mode_of_config(config: Mapping[str, Any]) -> int:
    """Return the mode that a dictionary of Godot 4's `rpc_config` means."""
    for key in config:
        if key not in _KEYS:
            near = did_you_mean(key, _KEYS) if isinstance(key, str) else ""
            raise ScriptError(f"rpc_config knows no key {key!r}.{near} It takes {', '.join(_KEYS)}.")
    mode = config.get("rpc_mode")
    if mode not in (DISABLED, ANY_PEER, AUTHORITY):
        raise ScriptError(
            "rpc_config takes a dictionary with the key 'rpc_mode', which is RPC_MODE_ANY_PEER,"
            f" RPC_MODE_AUTHORITY or RPC_MODE_DISABLED of MultiplayerAPI, not {mode!r}."
        )
    return _mode(mode == ANY_PEER, bool(config.get("call_local"))) if mode else modes.DISABLED


def methods_of(cls: type, declared: Iterable[str]) -> dict[str, FunctionType]:
    """Return those of the methods that a class has `declared` open that it, or a base, did with `@rpc`."""
    found = {}
    for name in sorted(declared):
        versions = [vars(base)[name] for base in cls.__mro__ if name in vars(base)]
        if isinstance(versions[0], FunctionType) and any("_is_rpc_" in _attributes(v) for v in versions):
            found[name] = versions[0]
    return found


def _attributes(thing: object) -> Mapping[str, Any]:
    return vars(thing) if isinstance(thing, FunctionType) else {}


def give_own(node: Any, methods: Mapping[str, FunctionType]) -> None:
    """Give a node that is being made its own of these methods, which have `rpc` and `rpc_id`."""
    for name, method in methods.items():
        own: Any = FunctionType(
            method.__code__, method.__globals__, method.__name__, method.__defaults__, method.__closure__
        )
        own.__kwdefaults__ = method.__kwdefaults__
        own.__doc__ = method.__doc__
        own.__dict__.update(vars(method))
        own.rpc, own.rpc_id = _calls(node, name)
        node.__dict__[name] = MethodType(own, node)


def _calls(node: Any, name: str) -> tuple[Callable[..., Error], Callable[..., Error]]:
    def rpc(*args: Any, **named: Any) -> Error:
        _refuse(name, named)
        result: Error = node.rpc(name, *args)
        return result

    def rpc_id(peer_id: int, /, *args: Any, **named: Any) -> Error:
        _refuse(name, named)
        result: Error = node.rpc_id(peer_id, name, *args)
        return result

    return rpc, rpc_id


def _refuse(method: str, named: dict[str, Any]) -> None:
    if named:
        raise ScriptError(
            f"{method}.rpc(…, {next(iter(named))}=…): a packet has no names of arguments: give them by place."
        )
