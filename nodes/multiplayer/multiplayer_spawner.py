"""MultiplayerSpawner: what is added to a node at its authority is added to that node at all ends."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Final, Unpack, cast

from engine import CONNECT_ONESHOT, Node, NodePath, ScriptError, Signal, push_error
from engine.multiplayer.godot4 import arguments
from engine.multiplayer.godot4.replication import CUSTOM
from engine.multiplayer.godot4.spawning import MOST_SCENES, Spawning
from engine.object.lifetime import guarded
from engine.object.property import Field, Getter, Property, Setter, getter, setter
from engine.scene.children import valid_name
from engine.scene.find import explain_missing
from engine.scene.notified import notified
from engine.scene.state import READY_DONE, READY_NOTIFIED
from engine.variant.error import VariantError

from ..checked import at_least

if TYPE_CHECKING:
    from typing import Self

    from engine.multiplayer.godot4.replicator import Replicator
    from engine.scene.node import NodeKeywords

    class MultiplayerSpawnerKeywords(NodeKeywords, total=False):
        """What `MultiplayerSpawner(…)` takes by name."""

        spawnable_scenes: Sequence[type[Node] | str]
        spawn_path: str
        spawn_limit: int
        spawn_function: Callable[[Any], Node] | None


class MultiplayerSpawner(Node):
    """Spawns nodes at the peers that may see them: those who are there, and those who join later.

        MultiplayerSpawner(name="Spawner", spawn_path="../World", spawnable_scenes=[Player])

    Where this spawner's multiplayer authority is (the server, unless set), a `Player` that is added to the
    World is spawned at the other ends when it is ready, and despawned when it leaves. The other ends need the
    same spawner at the same path, with the same scenes in the same order. A scene is a class of nodes, whose
    instances are made without arguments, or the path of a scene's file, which may be the game's own:
    `"res://player.tscn"` of Godot 4 has its synchronizers, and the class in `player.py` for its `player.gd`.

    Names must be good ones: `add_child(player, True)`, or set before.

    Unlike Godot: a node that was removed and is added again is spawned again, and what is added to the node
    that comes to `spawn_path` in place of one that was freed (Godot goes on to spawn there what others
    add, but nothing of its own). A scene may be a class; what is spawned is of exactly that class.

    Source: Godot 4's `MultiplayerSpawner`.
    """

    spawned: Final = Signal[Node]("node")
    """Another end has spawned a node here."""
    despawned: Final = Signal[Node]("node")
    """Another end has despawned a node, which has left the tree, and is freed at the end of the frame."""

    _spawning_: Spawning
    _replicator_: Replicator | None = None
    _stored_ = ("spawnable_scenes", "spawn_function")
    _returning_: dict[Node, None] = {}  # noqa: RUF012 - it is replaced, and not changed
    """Nodes that are entering the tree, and were ready before: they do not say so again."""

    spawn_path: Property[NodePath, str] = Field(
        NodePath(""),
        lambda node, name, path: NodePath(path),
        then="_find_spawn_node_",
        state="_spawning_.path",
        doc="Where the node is whose children are spawned, as this one sees it.",
    )
    set_spawn_path: Setter[str] = setter(spawn_path, "path")
    get_spawn_path: Getter[NodePath] = getter(spawn_path)

    spawn_limit: Property[int] = Field(
        0,
        at_least(0),
        state="_spawning_.limit",
        doc="With how many spawned nodes in the tree `spawn()` refuses to make another; 0 is without limit.",
    )
    set_spawn_limit: Setter[int] = setter(spawn_limit, "limit")
    get_spawn_limit: Getter[int] = getter(spawn_limit)

    def __new__(cls, *args: Any, **kwargs: Any) -> Self:
        """Make the node complete, so that a subclass need not call `super().__init__()`."""
        self = super().__new__(cls, *args, **kwargs)
        self._spawning_ = Spawning(cast("Any", self))
        return self

    if TYPE_CHECKING:

        def __init__(self, **properties: Unpack[MultiplayerSpawnerKeywords]) -> None: ...

    @property
    def spawn_function(self) -> Callable[[Any], Node] | None:
        """What makes a node of the value that `spawn(data)` was given, at all ends."""
        return self._spawning_.function

    @spawn_function.setter
    @guarded
    def spawn_function(self, function: Callable[[Any], Node] | None) -> None:
        if function is not None and not callable(function):
            raise ScriptError(f"{self!r}: spawn_function is a function of one value, not {function!r}.")
        self._spawning_.function = function

    set_spawn_function: Setter[Callable[[Any], Node] | None] = setter("spawn_function", "spawn_function")
    get_spawn_function: Getter[Callable[[Any], Node] | None] = getter("spawn_function")

    # -- Scenes --------------------------------------------------------------------------------

    @property
    def spawnable_scenes(self) -> Sequence[type[Node] | str]:
        """What `add_spawnable_scene` has added, in its order."""
        return tuple(cast("dict[type[Node] | str, Any]", self._spawning_.scenes))

    @spawnable_scenes.setter
    @guarded
    def spawnable_scenes(self, scenes: Sequence[type[Node] | str]) -> None:
        self.clear_spawnable_scenes()
        for scene in scenes:
            self.add_spawnable_scene(scene)

    def add_spawnable_scene(self, path: type[Node] | str) -> None:
        """Add a class of nodes, or the path of a scene's file. The other ends know it by its place."""
        scenes = self._spawning_.scenes
        scene: Any = path
        if isinstance(path, str):
            from engine import load  # which programs without scene files do without

            scene = load(path)
        key = path
        if isinstance(scene, type) and issubclass(scene, Node):
            key = scene
        elif not isinstance(path, str) or not scene or scene.get_class() != "PackedScene":
            raise ScriptError(
                f"{self!r}: a spawnable scene is a class of nodes, as `Player` is, or the path of a scene's"
                f" file, not {path!r}."
            )
        else:
            key = scene.resource_path
        if key in scenes:
            raise ScriptError(f"{self!r}: {path!r} is a spawnable scene already.")
        if len(scenes) >= MOST_SCENES:
            raise ScriptError(f"{self!r} has {MOST_SCENES} spawnable scenes, which is the most.")
        scenes[key] = scene

    def clear_spawnable_scenes(self) -> None:
        """Forget all spawnable scenes."""
        self._spawning_.scenes.clear()

    def get_spawnable_scene(self, index: int) -> type[Node] | str:
        """Return the scene at `index`, counted from 0."""
        if not 0 <= index < self.get_spawnable_scene_count():
            raise ScriptError(
                f"{self!r} has {self.get_spawnable_scene_count()} spawnable scenes, none at {index}."
            )
        return self.spawnable_scenes[index]

    def get_spawnable_scene_count(self) -> int:
        """Return how many scenes there are."""
        return len(self._spawning_.scenes)

    # -- Spawning ------------------------------------------------------------------------------

    def spawn(self, data: Any = None) -> Node | None:
        """Add what `spawn_function` makes of `data`, at all ends, and return this end's.

        None, with an error in the log, where this end is not the authority, without a peer or a node at
        `spawn_path`, and once there are `spawn_limit` nodes.
        """
        why = self._why_not_()
        if why:
            push_error(f"{self!r}: spawn() did nothing: {why}.")
            return None
        try:
            argument = arguments.bare((data,))
        except VariantError as error:
            raise ScriptError(f"{self!r}: spawn() cannot send {data!r}: {error}") from error
        spawning = self._spawning_
        node = spawning.checked(spawning.call(data))
        assert spawning.parent is not None
        self._track_(node, CUSTOM, argument)
        spawning.parent.add_child(node, True)
        return cast("Node", node)

    def _why_not_(self) -> str:
        spawning, replicator = self._spawning_, self._replicator_
        if replicator is None:
            return "it is not inside the tree"
        if not replicator.owns(cast("Any", self)):
            return (
                f"its authority is peer {self.get_multiplayer_authority()}, and this is"
                f" {self.multiplayer.get_unique_id() or 'not connected'}"
            )
        if spawning.parent is None or spawning.parent._tree_ is None:
            return f"there is no node at its spawn_path, {self.spawn_path!r}"
        if spawning.limit and len(spawning.nodes) >= spawning.limit:
            return f"there are {len(spawning.nodes)} nodes already, and spawn_limit is {spawning.limit}"
        return ""

    @notified(Node.NOTIFICATION_POST_ENTER_TREE)
    def _begin_(self) -> None:
        self._replicator_ = self.multiplayer._replicator_()
        self._replicator_.add_spawner(self._spawning_)
        self._find_spawn_node_()

    @notified(Node.NOTIFICATION_EXIT_TREE)
    def _end_(self) -> None:
        replicator, spawning = self._replicator_, self._spawning_
        if replicator is not None:
            for node in list(spawning.nodes):
                self._untrack_(cast("Node", node))
            replicator.remove_spawner(spawning)
            self._replicator_ = None
            self._find_spawn_node_()

    def _find_spawn_node_(self) -> None:
        """Look at what is added to the node at `spawn_path` from now on, and to no other."""
        spawning = self._spawning_
        old: Any = spawning.parent
        if old is not None and not old._freed_:
            old.child_entered_tree.disconnect(self._child_entered_)
            old.tree_exited.disconnect(self._await_another_)
        self._await_no_other_()
        spawning.parent = None
        if self._replicator_ is None or not spawning.path:
            return
        found = spawning.place()
        if found is None:
            why = explain_missing(self, str(spawning.path))
            push_error(f"{self!r} spawns nothing before there is a node: spawn_path: {why}")
            self._await_another_()
        else:
            self._spawn_below_(found)

    def _spawn_below_(self, found: Any) -> None:
        self._spawning_.parent = found
        found.child_entered_tree.connect(self._child_entered_)
        found.tree_exited.connect(self._await_another_)

    def _await_another_(self) -> None:
        """Look at the nodes that come: one may stand at `spawn_path` when the one there was freed."""
        if self._replicator_ is not None:
            self.get_tree().node_added.connect(self._look_again_)

    def _await_no_other_(self) -> None:
        tree: Any = self._tree_
        if tree is not None and tree.node_added.is_connected(self._look_again_):
            tree.node_added.disconnect(self._look_again_)

    def _look_again_(self, node: Node) -> None:
        spawning = self._spawning_
        parent: Any = spawning.parent
        if parent is None or parent._freed_:
            parent = spawning.place()
            if parent is None:
                return
            self._spawn_below_(parent)
        if parent._tree_ is not None:
            self._await_no_other_()

    def _child_entered_(self, node: Node) -> None:
        spawning, replicator = self._spawning_, self._replicator_
        known: Any = node
        scene = spawning.scene_of(node)
        if (
            scene is None
            or known in spawning.nodes
            or replicator is None
            or not replicator.owns(cast("Any", self))
        ):
            return
        if valid_name(node.name) != node.name:
            push_error(
                f"{self!r} does not spawn {node!r}, as no other end can have a node of this name: write"
                " `add_child(node, True)`, or set its name before."
            )
            return
        self._track_(known, scene, b"")

    def _track_(self, node: Any, scene: int, argument: bytes) -> None:
        """Have a node spawned once it is ready, which one that was in the tree before may be already."""
        assert self._replicator_ is not None
        replica = self._replicator_.entering(self._spawning_, node, scene, argument)
        if replica is None:
            push_error(f"{self!r} does not spawn {node!r}, which another spawner does.")
            return
        self._spawning_.nodes[node] = replica
        node.tree_exiting.connect(self._untrack_, [node])
        if not node._flags_ & READY_DONE:
            node.ready.connect(self._is_ready_, [node], CONNECT_ONESHOT)
        else:
            if not self._returning_:
                self.get_tree().tree_changed.connect(self._look_at_returning_)
            self._returning_ = {**self._returning_, node: None}

    def _is_ready_(self, node: Node) -> None:
        replica = self._spawning_.nodes.get(cast("Any", node))
        if replica is not None and self._replicator_ is not None:
            self._replicator_.is_ready(replica)

    def _look_at_returning_(self) -> None:
        for node in [node for node in self._returning_ if node._flags_ & READY_NOTIFIED]:
            self._returned_(node)
            self._is_ready_(node)

    def _returned_(self, node: Node) -> None:
        if node in self._returning_:
            self._returning_ = {other: None for other in self._returning_ if other is not node}
            if not self._returning_:
                self.get_tree().tree_changed.disconnect(self._look_at_returning_)

    def _untrack_(self, node: Node) -> None:
        replica = self._spawning_.nodes.pop(cast("Any", node), None)
        if replica is not None and self._replicator_ is not None:
            node.tree_exiting.disconnect(self._untrack_)
            if node.ready.is_connected(self._is_ready_):
                node.ready.disconnect(self._is_ready_)
            self._returned_(node)
            self._replicator_.leaving(replica)
