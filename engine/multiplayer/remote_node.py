"""What the multiplayer keeps of a node, and asks of it; `Node` has the methods for scripts."""

from __future__ import annotations

from collections.abc import Callable
from types import FunctionType
from typing import TYPE_CHECKING, ClassVar

from ..scene.state import NodeState


class RemoteNode(NodeState):
    """The state of a node that calls itself at other ends of the network.

    Nodes that use none of this have nothing of it: it is in attributes made at the first use. Its names
    are there for friends: for what sends calls and carries them out.
    """

    __slots__ = ()

    _remote_methods_: ClassVar[dict[str, int]] = {}
    """The modes of the methods that the class declares open."""
    _remote_values_: ClassVar[dict[str, int]] = {}
    """The modes of its attributes and properties."""

    _rpc_methods_: ClassVar[dict[str, FunctionType]] = {}
    """Those of its methods that are declared with `@rpc`."""

    _network_master_: int = 1  # override point: a synchronizer is told of a change
    _rpc_modes_: dict[str, int] | None = None
    """The modes that `rpc_config` gave to methods of this node."""
    _rset_modes_: dict[str, int] | None = None
    """The modes that `rset_config` gave to properties of this node."""

    if TYPE_CHECKING:  # see Node, which has it
        get_path_to: Callable[[NodeState], str]
