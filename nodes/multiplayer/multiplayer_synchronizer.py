"""MultiplayerSynchronizer: properties of a node have the values at all ends that its authority gives them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final, Unpack, cast

from engine import Node, NodePath, ScriptError, Signal
from engine.multiplayer.godot4.properties import NOTHING
from engine.multiplayer.godot4.synchronized import EVERYBODY, Synchronized
from engine.object.lifetime import guarded
from engine.object.property import Field, Getter, Property, Setter, getter, setter
from engine.scene.notified import notified

from ..checked import choice
from .scene_replication_config import SceneReplicationConfig

if TYPE_CHECKING:
    from typing import Self

    from engine.multiplayer.godot4.replicator import Replicator
    from engine.scene.node import NodeKeywords

    class MultiplayerSynchronizerKeywords(NodeKeywords, total=False):
        """What `MultiplayerSynchronizer(…)` takes by name."""

        root_path: str
        replication_config: SceneReplicationConfig | None
        replication_interval: float
        delta_interval: float
        visibility_update_mode: int
        public_visibility: bool


def _seconds(node: object, name: str, value: float) -> float:
    if not value >= 0:
        raise ScriptError(f"{node!r}: {name} is 0 or more seconds, not {value!r}.")
    return float(value)


class MultiplayerSynchronizer(Node):
    """Sends properties of the node at `root_path` from its multiplayer authority to the other ends.

        sync = MultiplayerSynchronizer(name="Sync", replication_config=config)
        player.add_child(sync)

    The authority (the server, unless set; for the input of a player that player, set in `_enter_tree`) sends
    to the peers to whom it is visible; the other ends need the same synchronizer at the same path. Of a node
    that a MultiplayerSpawner spawns, it is the synchronizers' visibility that says where; and remote calls on
    the root node reach those alone who may see it.

    Unlike Godot: an attribute of Python has no type, so that a property is of the kind that its value has
    when another end first sends one. A value of another kind, a text for a number, say, is refused with a
    line in the log, where Godot makes it a 0; whole numbers and others become each other, as there. A
    property that is None then takes what comes. Filters are asked about peers alone, never about 0.

    Source: Godot 4's `MultiplayerSynchronizer`.
    """

    VISIBILITY_PROCESS_IDLE = 0
    VISIBILITY_PROCESS_PHYSICS = 1
    VISIBILITY_PROCESS_NONE = 2

    synchronized: Final = Signal()
    """Properties that are always sent have come."""
    delta_synchronized: Final = Signal()
    """Properties that had changed have come."""
    visibility_changed: Final = Signal[int]("for_peer")
    """Who may see it was looked at anew, for one peer, or with 0 for all."""

    _synchronized_: Synchronized
    _replicator_: Replicator | None = None
    _config_: SceneReplicationConfig | None = None
    _authority_: int = 1
    _root_path_: NodePath
    _visibility_update_mode_: int
    _stored_ = ("replication_config", "public_visibility")

    root_path: Property[NodePath, str] = Field(
        NodePath(".."),
        lambda node, name, path: NodePath(path),
        then="_restart_",
        doc="The node whose properties are sent, as this one sees it: its parent, unless set.",
    )
    set_root_path: Setter[str] = setter(root_path, "path")
    get_root_path: Getter[NodePath] = getter(root_path)

    replication_interval: Property[float] = Field(
        0.0,
        _seconds,
        state="_synchronized_.interval",
        doc="Seconds between what is always sent; 0 is each frame.",
    )
    set_replication_interval: Setter[float] = setter(replication_interval, "milliseconds")
    get_replication_interval: Getter[float] = getter(replication_interval)

    delta_interval: Property[float] = Field(
        0.0,
        _seconds,
        state="_synchronized_.delta_interval",
        doc="Seconds between looks at what is sent on change; 0 is each frame.",
    )
    set_delta_interval: Setter[float] = setter(delta_interval, "milliseconds")
    get_delta_interval: Getter[float] = getter(delta_interval)

    visibility_update_mode: Property[int] = Field(
        VISIBILITY_PROCESS_IDLE,
        choice(3, "use MultiplayerSynchronizer.VISIBILITY_PROCESS_IDLE, …_PHYSICS or …_NONE"),
        then="_switch_",
        doc="When filters are asked: each frame (0), each physics step (1) or never by itself (2).",
    )
    set_visibility_update_mode: Setter[int] = setter(visibility_update_mode, "mode")
    get_visibility_update_mode: Getter[int] = getter(visibility_update_mode)

    def __new__(cls, *args: Any, **kwargs: Any) -> Self:
        """Make the node complete, so that a subclass need not call `super().__init__()`."""
        self = super().__new__(cls, *args, **kwargs)
        self._synchronized_ = Synchronized(cast("Any", self))
        return self

    if TYPE_CHECKING:

        def __init__(self, **properties: Unpack[MultiplayerSynchronizerKeywords]) -> None: ...

    @property
    def replication_config(self) -> SceneReplicationConfig | None:
        """Which properties are sent, and when; None for none."""
        return self._config_

    @replication_config.setter
    @guarded
    def replication_config(self, config: SceneReplicationConfig | None) -> None:
        if config is not None and not isinstance(config, SceneReplicationConfig):
            raise ScriptError(f"{self!r}: replication_config is a SceneReplicationConfig, not {config!r}.")
        self._config_ = config
        self._synchronized_.properties = config._properties_ if config is not None else NOTHING

    set_replication_config: Setter[SceneReplicationConfig | None] = setter("replication_config", "config")
    get_replication_config: Getter[SceneReplicationConfig | None] = getter("replication_config")

    # -- Visibility ----------------------------------------------------------------------------

    @property
    def public_visibility(self) -> bool:
        """Whether every peer may see it that no filter refuses; else those of `set_visibility_for`."""
        return self.get_visibility_for(EVERYBODY)

    @public_visibility.setter
    @guarded
    def public_visibility(self, visible: bool) -> None:
        self.set_visibility_for(EVERYBODY, visible)

    set_visibility_public: Setter[bool] = setter("public_visibility", "visible")
    is_visibility_public: Getter[bool] = getter("public_visibility")

    def set_visibility_for(self, peer: int, visible: bool) -> None:
        """Set whether a peer may see it though it is not public; with 0 it is `public_visibility`."""
        seen_by = self._synchronized_.seen_by
        if (peer in seen_by) != bool(visible):
            (seen_by.add if visible else seen_by.discard)(peer)
            self.update_visibility(peer)

    def get_visibility_for(self, peer: int) -> bool:
        """Return what `set_visibility_for` has set for a peer."""
        return peer in self._synchronized_.seen_by

    def add_visibility_filter(self, filter: Callable[[int], object]) -> None:
        """Ask a function about each peer: it may see this only if all of them return something true."""
        if not callable(filter):
            raise ScriptError(f"{self!r}: a visibility filter is a function of a peer's id, not {filter!r}.")
        filters = self._synchronized_.filters
        if filter not in filters:
            filters.append(filter)
        self._switch_()

    def remove_visibility_filter(self, filter: Callable[[int], object]) -> None:
        """Ask a function no more."""
        filters = self._synchronized_.filters
        if filter in filters:
            filters.remove(filter)
        self._switch_()

    def update_visibility(self, for_peer: int = 0) -> None:
        """Look anew whether a peer may see it, or with 0 all of them."""
        replicator = self._replicator_
        is_started = replicator is not None and self._synchronized_.root is not None
        if replicator is not None and is_started and replicator.owns(cast("Any", self)):
            replicator.visibility_changed(self._synchronized_, for_peer)
            self.visibility_changed.emit(for_peer)

    def _switch_(self) -> None:
        """Ask the filters in frames only if there are some."""
        mode, asks = self._visibility_update_mode_, bool(self._synchronized_.filters)
        self.set_process_internal(asks and mode == self.VISIBILITY_PROCESS_IDLE)
        self.set_physics_process_internal(asks and mode == self.VISIBILITY_PROCESS_PHYSICS)

    @notified(Node.NOTIFICATION_INTERNAL_PROCESS, Node.NOTIFICATION_INTERNAL_PHYSICS_PROCESS)
    def _ask_filters_(self) -> None:
        self.update_visibility()

    # -- Beginning and end ---------------------------------------------------------------------

    @property
    def _network_master_(self) -> int:
        return self._authority_

    @_network_master_.setter
    def _network_master_(self, id: int) -> None:
        if id != self._authority_:
            self._stop_()
            self._authority_ = id
            self._start_()

    @notified(Node.NOTIFICATION_ENTER_TREE)
    def _begin_(self) -> None:
        self._replicator_ = self.multiplayer._replicator_()
        self._start_()

    @notified(Node.NOTIFICATION_EXIT_TREE)
    def _end_(self) -> None:
        self._stop_()
        self._replicator_ = None

    def _restart_(self) -> None:
        self._stop_()
        self._start_()

    def _start_(self) -> None:
        root: Any = self.get_node_or_null(self._root_path_) if self._replicator_ is not None else None
        if root is not None and self._replicator_ is not None:
            self._replicator_.start(self._synchronized_, root)

    def _stop_(self) -> None:
        if self._replicator_ is not None:
            self._replicator_.stop(self._synchronized_)
