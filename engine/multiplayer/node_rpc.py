"""Remote calls and properties of a node. A base of Node."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, ClassVar

from ..base.error import Error, ScriptError
from ..base.spelling import did_you_mean
from ..object.object import Object
from ..scene.walk import descend
from . import modes
from .declarations import tables_of

if TYPE_CHECKING:
    from ..scene.scene_tree import SceneTree
    from .api import MultiplayerAPI


class NodeRpc(Object):
    """What a node has of the high-level multiplayer: it calls itself at other ends of the network.

        class Player(Node):
            health = remotesync(100)

            @puppet
            def move_to(self, x, y): ...

        player.rpc("move_to", 3, 4)          # on the same node, that is at the same path, elsewhere
        player.rset("health", 90)

    Who may call what is declared in the class (see `engine.multiplayer.declarations`), or with
    `rpc_config` and `rset_config` for one node. Calls go to 0 for everyone else, to an id, or to `-id`
    for everyone but that one; modes that end in "sync" include the caller.

    Calls return OK if they were sent (or there was nobody to send to), ERR_UNCONFIGURED while there is no
    connection and ERR_INVALID_PARAMETER for an unknown id, both with a line in the log `estragon.rpc`,
    or what the network peer returns. They raise ScriptError outside the tree, without a network
    peer, for values that cannot be sent, and for a call to oneself that the mode rules out.

    Nodes that use none of this have nothing of it: all it keeps is in attributes made at the first use.
    """

    __slots__ = ()

    _remote_methods_: ClassVar[dict[str, int]] = {}
    _remote_values_: ClassVar[dict[str, int]] = {}
    _tree_: SceneTree | None

    _network_master_: int = 1
    _rpc_modes_: dict[str, int] | None = None
    _rset_modes_: dict[str, int] | None = None
    _custom_multiplayer_: MultiplayerAPI | None = None

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        cls._remote_methods_, cls._remote_values_ = tables_of(cls)

    # -- Calls ---------------------------------------------------------------------------------

    def rpc(self, method: str, *args: Any) -> Error:
        """Call a method of this node at all other ends."""
        return self.multiplayer._call_(self, 0, True, method, args)

    def rpc_id(self, peer_id: int, method: str, *args: Any) -> Error:
        """Call a method of this node at one end, or with a negative id at all but that one."""
        return self.multiplayer._call_(self, peer_id, True, method, args)

    def rpc_unreliable(self, method: str, *args: Any) -> Error:
        """As `rpc`, by a packet that may be lost. Over TCP, as WebSocket is, none is."""
        return self.multiplayer._call_(self, 0, False, method, args)

    def rpc_unreliable_id(self, peer_id: int, method: str, *args: Any) -> Error:
        """As `rpc_id`, by a packet that may be lost."""
        return self.multiplayer._call_(self, peer_id, False, method, args)

    def rset(self, property: str, value: Any) -> Error:
        """Set a property of this node at all other ends."""
        return self.multiplayer._set_(self, 0, True, property, value)

    def rset_id(self, peer_id: int, property: str, value: Any) -> Error:
        """Set a property of this node at one end, or with a negative id at all but that one."""
        return self.multiplayer._set_(self, peer_id, True, property, value)

    def rset_unreliable(self, property: str, value: Any) -> Error:
        """As `rset`, by a packet that may be lost."""
        return self.multiplayer._set_(self, 0, False, property, value)

    def rset_unreliable_id(self, peer_id: int, property: str, value: Any) -> Error:
        """As `rset_id`, by a packet that may be lost."""
        return self.multiplayer._set_(self, peer_id, False, property, value)

    # -- Permissions ---------------------------------------------------------------------------

    def rpc_config(self, method: str, mode: int) -> None:
        """Set the mode of a method on this node: `MultiplayerAPI.RPC_MODE_REMOTE` and so on.

        It goes before the decorator; RPC_MODE_DISABLED (0) takes it away, so that the decorator
        holds again. Raises ScriptError for an unknown mode or method.
        """
        if not callable(getattr(self, method, None)):
            names = (name for name in dir(self) if not name.startswith("__"))
            raise ScriptError(f"rpc_config: {self!r} has no method {method!r}.{did_you_mean(method, names)}")
        self._rpc_modes_ = _configured(self._rpc_modes_, method, mode)

    def rset_config(self, property: str, mode: int) -> None:
        """Set the mode of a property on this node, as `rpc_config` does that of a method."""
        self._rset_modes_ = _configured(self._rset_modes_, property, mode)

    def set_network_master(self, id: int, recursive: bool = True) -> None:
        """Make a peer the master of this node and, unless `recursive` is False, of all below it."""
        node: Any = self
        branch: Iterable[Any] = descend(node) if recursive else (node,)
        for at in branch:
            at._network_master_ = id

    def get_network_master(self) -> int:
        """Return the id of the network master; 1, the server, unless set."""
        return self._network_master_

    def is_network_master(self) -> bool:
        """Return True if this end is the node's master; False without a network peer."""
        api = self.multiplayer
        return api.has_network_peer() and api.get_network_unique_id() == self._network_master_

    # -- The API -------------------------------------------------------------------------------

    @property
    def multiplayer(self) -> MultiplayerAPI:
        """The MultiplayerAPI that this node's calls go through: `custom_multiplayer`, or the tree's."""
        if self._custom_multiplayer_ is not None:
            return self._custom_multiplayer_
        if self._tree_ is None:
            raise ScriptError(
                f"{self!r} is not inside a tree, so it can reach no network yet. Call from `_ready` on."
            )
        return self._tree_.get_multiplayer()

    def get_multiplayer(self) -> MultiplayerAPI:
        """Return `multiplayer`."""
        return self.multiplayer

    @property
    def custom_multiplayer(self) -> MultiplayerAPI | None:
        """A MultiplayerAPI for this node (not its children) in the place of the tree's, or None."""
        return self._custom_multiplayer_

    @custom_multiplayer.setter
    def custom_multiplayer(self, api: MultiplayerAPI | None) -> None:
        self._custom_multiplayer_ = api

    def get_custom_multiplayer(self) -> MultiplayerAPI | None:
        """Return `custom_multiplayer`."""
        return self._custom_multiplayer_

    def set_custom_multiplayer(self, api: MultiplayerAPI | None) -> None:
        """Set `custom_multiplayer`."""
        self.custom_multiplayer = api


def _configured(table: dict[str, int] | None, name: str, mode: int) -> dict[str, int]:
    if mode not in range(len(modes.DECORATORS)):
        raise ScriptError(
            f"There is no mode {mode!r}: use MultiplayerAPI.RPC_MODE_REMOTE or another of these."
        )
    table = table if table is not None else {}
    if mode == modes.DISABLED:
        table.pop(name, None)
    else:
        table[name] = mode
    return table
