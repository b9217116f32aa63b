"""What a class body declares open to the network: `@remote def move(self)`, `health = remote(100)`.

    class Player(Node):
        health = remotesync(100)              # rset("health", 90) sets it here and everywhere

        @puppet
        def move_to(self, x, y): ...          # rpc("move_to", 1, 2) from the master moves the puppets

A declared method is the plain function, a declared attribute the plain value: reading, writing and
calling them costs nothing. The modes are kept in two tables of the class, which are the only way
from a name in a packet to a member of a node.

Properties are declared by their setter: `@score.setter` and under it `@remote def score(self, value)`.
"""

from __future__ import annotations

from types import FunctionType
from typing import TYPE_CHECKING, Any, TypeVar

from ..base.error import ScriptError
from ..base.signature import USES_YIELD, is_generator
from . import modes

if TYPE_CHECKING:
    from .remote_node import RemoteNode

T = TypeVar("T")

_NOTHING: Any = object()
"""What `@remote()` declares; a property may well be None."""


def remote(declared: T = _NOTHING) -> T:
    """Open a method, or an attribute with this value, to every peer. GDScript: `remote`."""
    return _declared(declared, modes.REMOTE)


def master(declared: T = _NOTHING) -> T:
    """Open it to every peer, on the node's network master alone. GDScript: `master`."""
    return _declared(declared, modes.MASTER)


def puppet(declared: T = _NOTHING) -> T:
    """Open it to the node's network master alone, on all others. GDScript: `puppet`."""
    return _declared(declared, modes.PUPPET)


def remotesync(declared: T = _NOTHING) -> T:
    """As `remote`; the caller does it, too. GDScript: `remotesync`."""
    return _declared(declared, modes.REMOTESYNC)


def mastersync(declared: T = _NOTHING) -> T:
    """As `master`; the caller does it, too. GDScript: `mastersync`."""
    return _declared(declared, modes.MASTERSYNC)


def puppetsync(declared: T = _NOTHING) -> T:
    """As `puppet`; the caller does it, too. GDScript: `puppetsync`."""
    return _declared(declared, modes.PUPPETSYNC)


slave = puppet
"""The old name of `puppet`."""
sync = remotesync
"""The old name of `remotesync`."""


class Declaration:
    """Stands in a class body for an attribute, until the class is made: then the value takes its place."""

    __slots__ = ("mode", "value")

    def __init__(self, value: Any, mode: int) -> None:
        self.value: Any = value
        self.mode: int = mode

    def __set_name__(self, owner: type, name: str) -> None:
        setattr(owner, name, self.value)
        if hasattr(type(self.value), "__set_name__"):
            self.value.__set_name__(owner, name)
        if "_declared_values_" not in vars(owner):
            owner._declared_values_ = {}  # type: ignore[attr-defined]
        vars(owner)["_declared_values_"][name] = self.mode

    def __call__(self, *args: Any) -> None:
        """Refuse to decorate: `@remote("reliable")` has made an attribute with the value "reliable"."""
        raise ScriptError(_without_brackets(self.mode))

    def __repr__(self) -> str:
        return f"<{modes.DECORATORS[self.mode][1:]}({self.value!r}), which belongs in a class body>"


def _without_brackets(mode: int) -> str:
    name = modes.DECORATORS[mode]
    return (
        f"Write `{name}` above a method without brackets, or give an attribute its value,"
        f" as in `health = {name[1:]}(100)`."
    )


def _declared(declared: T, mode: int) -> T:
    if declared is _NOTHING:
        raise ScriptError(_without_brackets(mode))
    if _function_in(declared) is None:
        standing_in: Any = Declaration(declared, mode)
        return standing_in  # type: ignore[no-any-return]
    declared_in(declared, mode)
    return declared


def declared_in(method: object, mode: int) -> FunctionType:
    """Give the function of a method its mode, and return it."""
    function = _function_in(method)
    if function is None:
        raise TypeError(f"{modes.DECORATORS[mode]} stands above a method, not above {method!r}.")
    known = vars(function).setdefault("_rpc_mode_", mode)
    if known != mode:
        raise TypeError(
            f"{function.__qualname__} is {modes.DECORATORS[known]} already, so it cannot be"
            f" {modes.DECORATORS[mode]} as well."
        )
    return function


def _function_in(thing: object) -> FunctionType | None:
    if isinstance(thing, staticmethod | classmethod):
        thing = thing.__func__
    return thing if isinstance(thing, FunctionType) else None


def _mode_of(function: object) -> int:
    mode: int = getattr(function, "__dict__", {}).get("_rpc_mode_", modes.DISABLED)
    return mode


def tables_of(cls: type) -> tuple[dict[str, int], dict[str, int]]:
    """Return the modes of the methods, and of the attributes and properties, that `cls` declares.

    What a base declares holds also where a subclass overrides it without a decorator, as in Godot.
    Raises TypeError for a method that cannot be called from outside, as it contains `yield`.
    """
    methods: dict[str, int] = {}
    values: dict[str, int] = {}
    for base in reversed(cls.__mro__):
        own = vars(base)
        if not own.get("_is_native_"):
            for name, thing in own.items():
                _enter(name, thing, methods, values)
        values |= own.get("_declared_values_", {})
    for name in methods:
        if is_generator(getattr(cls, name)):
            raise TypeError(f"{cls.__name__}.{name} {USES_YIELD}")
    return methods, values


def _enter(name: str, thing: object, methods: dict[str, int], values: dict[str, int]) -> None:
    if isinstance(thing, property):
        mode = _mode_of(thing.fset) or _mode_of(thing.fget)
        if mode:
            values[name] = mode
    elif (function := _function_in(thing)) is not None:
        mode = _mode_of(function)
        if mode:
            methods[name] = mode
    elif name in methods:  # overridden by something else than a method, such as None
        del methods[name]


def method_mode(node: RemoteNode, method: str) -> int:
    """Return the mode of a method: by `rpc_config`, else as its class declares it."""
    own = node._rpc_modes_
    if own is not None and method in own:
        return own[method]
    return node._remote_methods_.get(method, modes.DISABLED)


def value_mode(node: RemoteNode, property: str) -> int:
    """Return the mode of a property: by `rset_config`, else as its class declares it."""
    own = node._rset_modes_
    if own is not None and property in own:
        return own[property]
    return node._remote_values_.get(property, modes.DISABLED)


def configured(table: dict[str, int] | None, name: str, mode: int) -> dict[str, int]:
    """Return the modes of one node in `table` with that of `name` set, or with DISABLED taken away."""
    if mode not in range(modes.AUTHORITY):  # which only Godot 4's dictionaries say
        raise ScriptError(
            f"There is no mode {mode!r}: use MultiplayerAPI.RPC_MODE_REMOTE or another of these."
        )
    table = table if table is not None else {}
    if mode == modes.DISABLED:
        table.pop(name, None)
    else:
        table[name] = mode
    return table
