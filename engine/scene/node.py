"""Node: the building block of a scene."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Final, TypeVar, cast, overload

from ..base.error import Error, NodeNotFoundError, ScriptError
from ..base.fault import report
from ..base.spelling import did_you_mean
from ..multiplayer.declarations import configured, tables_of
from ..multiplayer.remote_node import RemoteNode
from ..object.keywords import KeywordSignature, mixes_in, take_keywords
from ..object.lifetime import guarded
from ..object.message_queue import queue_of
from ..object.signal import Signal
from ..variant.node_path import NodePath
from . import hooks, lifecycle, state
from .children import Children, valid_name
from .find import (
    downward,
    explain_missing,
    find,
    find_named,
    is_named,
)
from .groups import call_if_there
from .lifecycle import notify, propagate, switch_processing
from .notifications import Notifications
from .notified import reactions_of
from .order import is_above, position
from .processing import can_process
from .quiet import enter_quietly, free_quietly
from .state import DYING, GROUPED, MIXES_IN, NodeState
from .walk import ascend, descend

if TYPE_CHECKING:
    from typing import Self, TypedDict, Unpack

    # As scripts know them: what is asked of a tree here is TreeState.
    from .. import MultiplayerAPI, SceneTree, SceneTreeTween, Viewport

    class NodeKeywords(TypedDict, total=False):
        """What `Node(…)` takes by name."""

        name: str
        filename: str
        unique_name_in_owner: bool
        owner: Node | None
        process_priority: int
        pause_mode: int
        custom_multiplayer: MultiplayerAPI | None

    N = TypeVar("N", bound="Node")

_new = object.__new__


class Node(Notifications, RemoteNode):
    """A named place in a tree of nodes, and the base of every script.

    A script is a subclass. It overrides the hooks that it needs; each may be `async def`, as may any
    method (see `engine.object.coroutine`):

        _enter_tree()            the node entered the tree, its children have not yet
        _ready()                 once: the node and all its children are in the tree
        _process(delta)          each frame; delta in seconds
        _physics_process(delta)  at a fixed rate, 60 times a second unless told otherwise
        _exit_tree()             the node is about to leave, its children have left
        _input(event), _unhandled_input(event), _unhandled_key_input(event)
        _notification(what)      everything that happens to the node, by number

    Unlike Godot: a hook that a subclass overrides replaces the base's, as any Python method does;
    call `super()._ready()` where both are wanted. A call that Godot answers with a printed error
    and null raises a ScriptError. `set_process(False)` holds also when it is called before `_ready`.
    """

    __slots__ = ()

    PAUSE_MODE_INHERIT = state.PAUSE_MODE_INHERIT
    PAUSE_MODE_STOP = state.PAUSE_MODE_STOP
    PAUSE_MODE_PROCESS = state.PAUSE_MODE_PROCESS
    DUPLICATE_SIGNALS: ClassVar[int] = 1
    DUPLICATE_GROUPS: ClassVar[int] = 2
    DUPLICATE_SCRIPTS: ClassVar[int] = 4
    DUPLICATE_USE_INSTANCING = 8

    ready: Final = Signal()
    renamed: Final = Signal()
    tree_entered: Final = Signal()
    tree_exiting: Final = Signal()
    tree_exited: Final = Signal()
    # To call `Signal["Node"]` would have Python compile the text: a twentieth of a program's start.
    child_entered_tree: Final[Signal[Node]] = Signal("node")
    child_exiting_tree: Final[Signal[Node]] = Signal("node")
    child_order_changed: Final = Signal()

    filename: str = ""
    """The scene file that it is the root of, if it was made from one."""

    _editable_instance_: bool = False

    unique_name_in_owner: bool = False
    """Whether `get_node("%Name")` finds it from everywhere in its scene."""

    _stored_: ClassVar[tuple[str, ...]] = ("pause_mode", "process_priority")
    """The properties of a built-in class that `duplicate()` copies."""

    _set_last_: ClassVar[tuple[str, ...]] = ()  # friend: keywords
    """Properties that a constructor sets after all others, as those limit them."""
    _mixes_in_: ClassVar[bool] = False  # friend: keywords
    """Whether there are bases that are no Objects, with an `__init__` of theirs."""
    _is_special_: ClassVar[bool] = False
    """Whether `_make_special` has something to do."""

    # What the modules below know as states are, seen from a node, nodes and their SceneTree.
    _parent_: Node | None
    _children_: Children[Node] | None
    _owner_: Node | None
    _tree_: SceneTree | None
    _custom_multiplayer_: MultiplayerAPI | None = None

    def __new__(cls, *args: Any, **kwargs: Any) -> Self:
        """Make the node complete, so that a subclass need not call `super().__init__()`."""
        self = _new(cls)
        # In lines as long as these, and one question, as thousands may be made in a frame.
        self._freed_ = False
        self._signals_ = self._incoming_ = None
        self._parent_ = self._children_ = self._tree_ = self._owner_ = None
        self._flags_ = self._order_ = self._priority_ = 0
        self._name_ = ""
        if cls._is_special_:
            _make_special(self)
        return self

    if TYPE_CHECKING:

        def __init__(self, **properties: Unpack[NodeKeywords]) -> None: ...

    else:

        def __init__(self, *values, **properties):
            if values or properties or self._flags_:  # MIXES_IN, of a new node
                take_keywords(self, values, properties)

        __signature__ = KeywordSignature()

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        cls._mixes_in_ = mixes_in(cls)
        cls._remote_methods_, cls._remote_values_ = tables_of(cls)
        cls._rpc_methods_ = {}
        if cls._remote_methods_:
            from ..multiplayer.rpc import methods_of  # which the programs of one player do without

            cls._rpc_methods_ = methods_of(cls, cls._remote_methods_)
        cls._is_special_ = cls._mixes_in_ or bool(cls._rpc_methods_)
        cls._hooks_ = hooks.overridden(cls, Node)
        if cls._onready_:
            cls._hooks_ |= hooks.ONREADY
        cls._reactions_ = reactions_of(cls)
        if cls._reactions_:
            cls._hooks_ |= hooks.NATIVE
        if not cls._is_native_:
            hooks.refuse_hidden(cls)
            hooks.warn_of_misspelt(cls)

    # -- Hooks: what scripts override ----------------------------------------------------------

    def _enter_tree(self) -> Any:
        """Override: the node has entered the tree; its children have not yet."""

    def _ready(self) -> Any:
        """Override: called once, when the node and all its children are in the tree and ready."""

    def _exit_tree(self) -> Any:
        """Override: the node is about to leave the tree; its children have left."""

    def _process(self, delta: float, /) -> Any:
        """Override: called each frame, with the seconds since the last one."""

    def _physics_process(self, delta: float, /) -> Any:
        """Override: called at a fixed rate, with the seconds of one step."""

    def _input(self, event: Any, /) -> Any:
        """Override: called for each input event, the last node in tree order first."""

    def _unhandled_input(self, event: Any, /) -> Any:
        """Override: called for each input event that nobody took as handled."""

    def _unhandled_key_input(self, event: Any, /) -> Any:
        """Override: called for each key event that nobody took as handled."""

    def _children_changed_(self) -> None:
        """What a built-in class does when a child was removed or moved."""

    # -- Name and place ------------------------------------------------------------------------

    @property
    def name(self) -> str:
        """The name, which no sibling has."""
        return self._name_

    @name.setter
    @guarded
    def name(self, name: str) -> None:
        if not isinstance(name, str):
            raise ScriptError(f"{self!r} cannot be named {name!r}: a name is a text. Write `str(…)`.")
        valid = valid_name(name)
        if not valid:
            raise ScriptError(
                f'{self!r} cannot be named {name!r}: a name needs a character besides . : @ / " %'
            )
        parent = self._parent_
        if parent is None or parent._children_ is None:
            self._name_ = valid
        else:
            parent._children_.rename(self, valid)
        if self._children_ is None and not self._hooks_ & hooks.NOTIFICATION and self._tree_ is None:
            return
        self.propagate_notification(Node.NOTIFICATION_PATH_CHANGED)
        if self._tree_ is not None:
            lifecycle.emit(self, "renamed")
            lifecycle.emit(self._tree_, "node_renamed", self)
            lifecycle.emit(self._tree_, "tree_changed")

    def get_name(self) -> str:
        """Return the name, which no sibling has. A new node's is empty."""
        return self._name_

    def set_name(self, name: str) -> None:
        """Rename the node. `. : @ / " %` are left out; a name that a sibling has is altered."""
        self.name = name

    def get_parent(self) -> Node | Any:
        """Return the parent, or None. To type checkers there is one, as there is for nearly every node."""
        return self._parent_

    def get_tree(self) -> SceneTree:
        """Return the tree. Raises ScriptError outside one: see `is_inside_tree`."""
        if self._tree_ is None:
            if self._freed_:
                raise ScriptError(
                    f"{self!r} has left the tree for good, so it has no get_tree()."
                    " Check `is_instance_valid(node)` first."
                )
            raise ScriptError(
                f"{self!r} is not inside a tree yet, so it has no get_tree()."
                " Use it from `_enter_tree` or `_ready` on, not in `__init__`."
            )
        return self._tree_

    def get_viewport(self) -> Viewport:
        """Return the viewport that shows the node: the root. Raises ScriptError outside a tree."""
        return self.get_tree().root

    def is_inside_tree(self) -> bool:
        """Return True while the node is inside a tree."""
        return self._tree_ is not None

    def get_index(self) -> int:
        """Return the position among the siblings, -1 without a parent."""
        siblings = self._parent_._children_ if self._parent_ is not None else None
        return siblings.index(self) if siblings is not None else -1

    get_position_in_parent = get_index

    def get_path(self) -> NodePath:
        """Return the absolute path, as `/root/Main`. Raises ScriptError outside the tree."""
        if self._tree_ is None:
            raise ScriptError(f"{self!r} has no path: it is not inside a tree.")
        return NodePath("/" + "/".join(node._name_ for node in _line(self)))

    def get_path_to(self, node: NodeState) -> NodePath:
        """Return the path from here to `node`, as `../B`. Raises ScriptError in another tree."""
        mine, theirs = _line(self), _line(node)
        common = 0
        for a, b in zip(mine, theirs, strict=False):
            if a is not b:
                break
            common += 1
        if common == 0:
            raise ScriptError(f"There is no path from {self!r} to {node!r}: they have no common parent.")
        steps = [".."] * (len(mine) - common) + [n._name_ for n in theirs[common:]]
        return NodePath("/".join(steps) or ".")

    def is_a_parent_of(self, node: Node) -> bool:
        """Return True if `node` is below this one, at any depth."""
        return is_above(self, node)

    def is_greater_than(self, node: Node) -> bool:
        """Return True if this node comes later than `node` in tree order."""
        return position(self) > position(node)

    @property
    def owner(self) -> Node | Any:
        """The ancestor that this node counts to, or None. To type checkers there is one, as a parent is."""
        return self._owner_

    @owner.setter
    @guarded
    def owner(self, owner: Node | None) -> None:
        if owner is not None and not owner.is_a_parent_of(self):
            raise ScriptError(f"{owner!r} cannot own {self!r}: an owner is a parent or a parent's parent.")
        self._owner_ = owner

    def get_owner(self) -> Node | Any:
        """Return the owner: the ancestor that `find_node` and saved scenes count this node to."""
        return self._owner_

    def set_owner(self, owner: Node | None) -> None:
        """Set the owner, which must be an ancestor."""
        self.owner = owner

    def set_editable_instance(self, node: Node, is_editable: bool) -> None:
        """Set whether scenes of this node have what changed in `node`, another scene's instance below."""
        self.is_editable_instance(node)
        node._editable_instance_ = is_editable

    def is_editable_instance(self, node: Node) -> bool:
        """Return what `set_editable_instance` was called with for a node below this one."""
        if not self.is_a_parent_of(node):
            raise ScriptError(f"{node!r} is not below {self!r}.")
        return node._editable_instance_

    # -- Children ------------------------------------------------------------------------------

    def add_child(self, node: Node, legible_unique_name: bool = False) -> None:
        """Add `node` as the last child. Inside the tree it enters and becomes ready at once.

        A name that is empty or taken becomes `@name@2`, or `name2` with `legible_unique_name`.
        """
        if not isinstance(node, Node):
            raise ScriptError(_no_node(self, node))
        if (
            node._parent_ is not None
            or node._tree_ is not None
            or node is self
            or (node._flags_ | self._flags_) & DYING
        ):
            raise ScriptError(_why_not_child(self, node))
        children = self._children_
        if children is None:
            children = self._children_ = Children()
        elif children.busy:
            children.refuse_if_busy(self, "add_child")
        if node._children_ is not None and node.is_a_parent_of(self):
            raise ScriptError(f"{node!r} is above {self!r}, so it cannot become its child.")
        children.append(node, legible_unique_name)
        node._parent_ = self
        if node._hooks_ & (hooks.NOTIFICATION | hooks.NATIVE):
            notify(node, lifecycle.NOTIFICATION_PARENTED)
        tree = self._tree_
        if tree is not None and not enter_quietly(node, self, tree):
            lifecycle.enter(node, tree)

    def add_child_below_node(self, node: Node, child_node: Node, legible_unique_name: bool = False) -> None:
        """Add `child_node` as the sibling right after `node`, which must be a child of this node."""
        index = _index_in(self, node, "add_child_below_node")
        self.add_child(child_node, legible_unique_name)
        self.move_child(child_node, index + 1)

    def remove_child(self, node: Node) -> None:
        """Take `node` out of the children, and out of the tree. It is not freed."""
        if node._parent_ is not self:
            raise ScriptError(_not_my_child(self, node, "remove_child"))
        lifecycle.detach(node, "remove_child")

    def move_child(self, child_node: Node, to_position: int) -> None:
        """Put a child at a position, 0 to the number of children (which means last).

        Unlike Godot: a negative position counts from the end, as in Python.
        """
        index = _index_in(self, child_node, "move_child")
        assert self._children_ is not None
        count = len(self._children_)
        target = to_position + count if to_position < 0 else min(to_position, count - 1)
        if not (-count <= to_position <= count):
            raise ScriptError(
                f"move_child: {self!r} has {count} children, so there is no position {to_position}."
            )
        self._children_.refuse_if_busy(self, "move_child")
        if target != index:
            self._children_.move(child_node, target)
        if self._tree_ is not None:
            self._tree_._services_.order_changed()
            lifecycle.emit(self._tree_, "tree_changed")
        lifecycle.child_order_changed(self)

    def raise_(self) -> None:
        """Make this node the last of its parent's children. Godot: `raise()`, a Python keyword."""
        if self._parent_ is not None:
            self._parent_.move_child(self, self._parent_.get_child_count())

    def replace_by(self, node: Node, keep_data: bool = False) -> None:
        """Put `node` in the place of this one, which loses its parent and its children to it.

        Connections to this node that were made with CONNECT_PERSIST then lead to `node`, where it has
        the method. With `keep_data` it also gets the properties that `duplicate` would copy, as far
        as it has them, and the groups. This node is not freed.

        Unlike Godot: a `node` without a name takes over this one's.
        """
        from .branch import replace  # with its first use, as few programs have any

        replace(self, node, keep_data)

    def remove_and_skip(self) -> None:
        """Remove this node from its parent, which gets its children. This node is not freed.

        Unlike Godot: children without an owner go to the parent, too.
        """
        from .branch import skip

        skip(self)

    def get_child(self, idx: int) -> Node:
        """Return the child at `idx`. Raises ScriptError if there is none.

        Unlike Godot: a negative index counts from the end, as in Python.
        """
        children = self._children_
        if children is None or not -len(children) <= idx < len(children):
            raise ScriptError(
                f"{self!r} has {self.get_child_count()} children, so there is no get_child({idx})."
            )
        return children.listed()[idx]

    def get_children(self) -> list[Node]:
        """Return the children as a new list."""
        return list(self._children_) if self._children_ is not None else []

    def get_child_count(self) -> int:
        """Return the number of children."""
        return len(self._children_) if self._children_ is not None else 0

    # -- Finding nodes -------------------------------------------------------------------------

    @overload
    def get_node(self, path: str) -> Any: ...
    @overload
    def get_node(self, path: str, type_: type[N]) -> N: ...
    def get_node(self, path: str, type_: type[N] | None = None) -> Any:
        """Return the node at `path`, which is relative to this one or begins with `/root`.

        With `type_` its class is checked, and type checkers know it. Raises NodeNotFoundError.
        """
        if type_ is None:  # the usual case, without a further call
            at: Any = self
            try:
                first, further = downward[path]
                at = at._children_.by_name[first]
                for name in further:
                    at = at._children_.by_name[name]
                return at
            except (KeyError, AttributeError):
                pass
        found = find(self, path)
        if found is None:
            raise NodeNotFoundError(explain_missing(self, path))
        if type_ is not None and not isinstance(found, type_):
            raise ScriptError(f"{found!r} is a {type(found).__name__}, not a {type_.__name__}.")
        return found

    def __truediv__(self, path: str) -> Any:
        """`node / "Panel/Button"` is `node.get_node("Panel/Button")`: GDScript's `$Panel/Button`."""
        return self.get_node(path)

    def get_node_or_null(self, path: str) -> Node | None:
        """Return the node at `path`, or None."""
        return cast("Node | None", find(self, path))

    def has_node(self, path: str) -> bool:
        """Return True if there is a node at `path`."""
        return find(self, path) is not None

    def find_node(self, mask: str, recursive: bool = True, owned: bool = True) -> Node | None:
        """Return the first node below this one whose name matches `mask`, which may hold `*` and `?`.

        With `owned` (as in Godot, the default) nodes without an owner are passed over, with all
        below them: nodes that were made by code have none, so pass False for those.
        """
        return cast("Node | None", find_named(self, mask, recursive, owned))

    def find_parent(self, mask: str) -> Node | None:
        """Return the nearest ancestor whose name matches `mask`."""
        at = self._parent_
        while at is not None and not is_named(at, mask):
            at = at._parent_
        return at

    # -- Processing -----------------------------------------------------------------------------

    def set_process(self, enable: bool) -> None:
        """Switch `_process` on or off. It is on from `_ready` on if the script defines it."""
        switch_processing(self, hooks.PROCESS, enable)

    def set_physics_process(self, enable: bool) -> None:
        """Switch `_physics_process` on or off."""
        switch_processing(self, hooks.PHYSICS_PROCESS, enable)

    def set_process_internal(self, enable: bool) -> None:
        """Switch NOTIFICATION_INTERNAL_PROCESS on or off."""
        switch_processing(self, state.INTERNAL_PROCESS, enable)

    def set_physics_process_internal(self, enable: bool) -> None:
        """Switch NOTIFICATION_INTERNAL_PHYSICS_PROCESS on or off."""
        switch_processing(self, state.INTERNAL_PHYSICS_PROCESS, enable)

    def set_process_input(self, enable: bool) -> None:
        """Switch `_input` on or off."""
        switch_processing(self, hooks.INPUT, enable)

    def set_process_unhandled_input(self, enable: bool) -> None:
        """Switch `_unhandled_input` on or off."""
        switch_processing(self, hooks.UNHANDLED_INPUT, enable)

    def set_process_unhandled_key_input(self, enable: bool) -> None:
        """Switch `_unhandled_key_input` on or off."""
        switch_processing(self, hooks.UNHANDLED_KEY_INPUT, enable)

    def is_processing(self) -> bool:
        """Return True if `_process` is switched on."""
        return bool(self._flags_ & hooks.PROCESS)

    def is_physics_processing(self) -> bool:
        """Return True if `_physics_process` is switched on."""
        return bool(self._flags_ & hooks.PHYSICS_PROCESS)

    def is_processing_internal(self) -> bool:
        """Return True if NOTIFICATION_INTERNAL_PROCESS is switched on."""
        return bool(self._flags_ & state.INTERNAL_PROCESS)

    def is_physics_processing_internal(self) -> bool:
        """Return True if NOTIFICATION_INTERNAL_PHYSICS_PROCESS is switched on."""
        return bool(self._flags_ & state.INTERNAL_PHYSICS_PROCESS)

    def is_processing_input(self) -> bool:
        """Return True if `_input` is switched on."""
        return bool(self._flags_ & hooks.INPUT)

    def is_processing_unhandled_input(self) -> bool:
        """Return True if `_unhandled_input` is switched on."""
        return bool(self._flags_ & hooks.UNHANDLED_INPUT)

    def is_processing_unhandled_key_input(self) -> bool:
        """Return True if `_unhandled_key_input` is switched on."""
        return bool(self._flags_ & hooks.UNHANDLED_KEY_INPUT)

    def get_process_delta_time(self) -> float:
        """Return the seconds that the last `_process` was told, 0 outside the tree."""
        return self._tree_.process_delta if self._tree_ is not None else 0.0

    def get_physics_process_delta_time(self) -> float:
        """Return the seconds that the last `_physics_process` was told, 0 outside the tree."""
        return self._tree_.physics_delta if self._tree_ is not None else 0.0

    @property
    def process_priority(self) -> int:
        """Lower runs first; 0 unless set."""
        return self._priority_

    @process_priority.setter
    @guarded
    def process_priority(self, priority: int) -> None:
        self._priority_ = priority
        if self._tree_ is not None:
            self._tree_._services_.order_changed()

    def get_process_priority(self) -> int:
        """Return the priority: lower runs first, the default is 0."""
        return self._priority_

    def set_process_priority(self, priority: int) -> None:
        """Set the priority, which comes before tree order in the order of callbacks."""
        self.process_priority = priority

    @property
    def pause_mode(self) -> int:
        """Whether the node processes while the tree is paused."""
        return self._pause_mode_

    @pause_mode.setter
    @guarded
    def pause_mode(self, mode: int) -> None:
        if mode not in (0, 1, 2):
            raise ScriptError(
                f"There is no pause mode {mode!r}: use Node.PAUSE_MODE_INHERIT, PAUSE_MODE_STOP or"
                " PAUSE_MODE_PROCESS."
            )
        self._pause_mode_ = mode
        if self._tree_ is not None and self._tree_.paused:
            self._tree_._services_.pause_changed()

    def get_pause_mode(self) -> int:
        """Return PAUSE_MODE_INHERIT (0), PAUSE_MODE_STOP (1) or PAUSE_MODE_PROCESS (2)."""
        return self._pause_mode_

    def set_pause_mode(self, mode: int) -> None:
        """Set whether the node processes while the tree is paused."""
        self.pause_mode = mode

    def create_tween(self) -> SceneTreeTween:
        """Return a tween that is bound to this node: it moves only while that is in the tree."""
        return self.get_tree().create_tween().bind_node(self)

    def can_process(self) -> bool:
        """Return True unless the tree is paused and the node's mode, or its nearest ancestor's
        that is not INHERIT, is other than PROCESS. False outside the tree.
        """
        return can_process(self)

    # -- Groups --------------------------------------------------------------------------------

    def add_to_group(self, group: str, persistent: bool = False) -> None:
        """Make the node a member of a group, which lasts while it is outside the tree. Twice is once."""
        if not group:
            raise ScriptError(f"{self!r} cannot be added to a group without a name.")
        if self._groups_ is None:
            self._groups_ = {}
            self._flags_ |= GROUPED
        if group not in self._groups_:
            self._groups_[group] = persistent
            if self._tree_ is not None:
                self._tree_._services_.groups.join(group, self)

    def remove_from_group(self, group: str) -> None:
        """End the membership. Raises ScriptError if the node is not a member."""
        if self._groups_ is None or group not in self._groups_:
            raise ScriptError(f"{self!r} is not in group {group!r}.{did_you_mean(group, self.get_groups())}")
        del self._groups_[group]
        if self._tree_ is not None:
            self._tree_._services_.groups.leave(group, self)

    def is_in_group(self, group: str) -> bool:
        """Return True if the node is a member of the group."""
        return self._groups_ is not None and group in self._groups_

    def get_groups(self) -> list[str]:
        """Return the names of the groups that the node is a member of."""
        return list(self._groups_ or ())

    # -- Remote calls ---------------------------------------------------------------------------

    def rpc(self, method: str, *args: Any) -> Error:
        """Call a method of this node, that is of the node at the same path, at all other ends.

            class Player(Node):
                health = remotesync(100)

                @puppet
                def move_to(self, x, y): ...

            player.rpc("move_to", 3, 4)
            player.rset("health", 90)

        Who may call what is declared in the class (see `engine.multiplayer.declarations`), or with
        `rpc_config` and `rset_config` for one node; modes that end in "sync" include the caller.

        Returns OK if it was sent (or there was nobody to send to), ERR_UNCONFIGURED while there is no
        network peer or connection (ERR_CONNECTION_ERROR with a peer that speaks as Godot 4 does and is not
        connected), ERR_INVALID_PARAMETER for an unknown id, for a call to oneself that the mode rules out
        and, to peers of Godot 4, for a method that is not declared; each with a line in the log
        `estragon.rpc`. Else what the network peer returns. Raises ScriptError outside the tree, for values
        that cannot be sent, and for a call to oneself of what is not declared open at all.

        Unlike Godot 4: that an id is unknown is an error code, too.
        """
        return self.multiplayer._call_(self, 0, True, method, args)

    def rpc_id(self, peer_id: int, method: str, *args: Any) -> Error:
        """Call a method of this node at one end, or with a negative id at all but that one.

        The id 0 is everyone, as in Godot, and a warning: that is what `get_rpc_sender_id()` returns
        outside a remote call, after an `await` as well.
        """
        return self.multiplayer._call_by_id_(self, peer_id, True, method, args)

    def rpc_unreliable(self, method: str, *args: Any) -> Error:
        """As `rpc`, by a packet that may be lost. Over TCP, as WebSocket is, none is."""
        return self.multiplayer._call_(self, 0, False, method, args)

    def rpc_unreliable_id(self, peer_id: int, method: str, *args: Any) -> Error:
        """As `rpc_id`, by a packet that may be lost."""
        return self.multiplayer._call_by_id_(self, peer_id, False, method, args)

    def rset(self, property: str, value: Any) -> Error:
        """Set a property of this node at all other ends, as `rpc` calls a method."""
        return self.multiplayer._set_(self, 0, True, property, value)

    def rset_id(self, peer_id: int, property: str, value: Any) -> Error:
        """Set a property of this node at one end, or with a negative id at all but that one."""
        return self.multiplayer._set_by_id_(self, peer_id, True, property, value)

    def rset_unreliable(self, property: str, value: Any) -> Error:
        """As `rset`, by a packet that may be lost."""
        return self.multiplayer._set_(self, 0, False, property, value)

    def rset_unreliable_id(self, peer_id: int, property: str, value: Any) -> Error:
        """As `rset_id`, by a packet that may be lost."""
        return self.multiplayer._set_by_id_(self, peer_id, False, property, value)

    def rpc_config(self, method: str, mode: int | Mapping[str, Any] | None) -> None:
        """Set the mode of a method on this node: `MultiplayerAPI.RPC_MODE_REMOTE` and so on.

        It goes before the decorator; RPC_MODE_DISABLED (0) takes it away, so that the decorator
        holds again. Raises ScriptError for an unknown mode or method.

        As in Godot 4, a dictionary says it, too, `{"rpc_mode": MultiplayerAPI.RPC_MODE_ANY_PEER,
        "call_local": True}`, and there RPC_MODE_DISABLED closes the method; None takes that away.
        """
        if not self.has_method(method):
            names = (name for name in dir(self) if not name.startswith("__"))
            raise ScriptError(f"rpc_config: {self!r} has no method {method!r}.{did_you_mean(method, names)}")
        if isinstance(mode, Mapping):
            from ..multiplayer.rpc import mode_of_config

            self._rpc_modes_ = {**(self._rpc_modes_ or {}), method: mode_of_config(mode)}
        else:
            self._rpc_modes_ = configured(self._rpc_modes_, method, mode or 0)

    def rset_config(self, property: str, mode: int) -> None:
        """Set the mode of a property on this node, as `rpc_config` does that of a method."""
        self._rset_modes_ = configured(self._rset_modes_, property, mode)

    def set_network_master(self, id: int, recursive: bool = True) -> None:
        """Make a peer the master of this node and, unless `recursive` is False, of all below it."""
        for node in cast("Iterator[Node]", descend(self)) if recursive else (self,):
            node._network_master_ = id

    def get_network_master(self) -> int:
        """Return the id of the network master; 1, the server, unless set."""
        return self._network_master_

    def is_network_master(self) -> bool:
        """Return True if this end is the node's master; False without a network peer."""
        api = self.multiplayer
        return api.has_network_peer() and api.get_network_unique_id() == self._network_master_

    def set_multiplayer_authority(self, id: int, recursive: bool = True) -> None:
        """Do what `set_network_master` does: the name that Godot 4 has for it."""
        self.set_network_master(id, recursive)

    def get_multiplayer_authority(self) -> int:
        """Return what `get_network_master` does."""
        return self._network_master_

    def is_multiplayer_authority(self) -> bool:
        """Return True if this end is the node's authority, as it is in a game that is played alone."""
        return self.multiplayer.get_unique_id() == self._network_master_

    @property
    def multiplayer(self) -> MultiplayerAPI:
        """The MultiplayerAPI of this node: `custom_multiplayer`, its branch's or the tree's."""
        if self._custom_multiplayer_ is not None:
            return self._custom_multiplayer_
        if self._tree_ is None:
            raise ScriptError(
                f"{self!r} is not inside a tree, so it can reach no network yet. Call from `_ready` on."
            )
        service = self._tree_._services_.multiplayer
        return service.of(self) if service.branches else service.api

    def get_multiplayer(self) -> MultiplayerAPI:
        """Return `multiplayer`: the MultiplayerAPI by which it calls and is called."""
        return self.multiplayer

    @property
    def custom_multiplayer(self) -> MultiplayerAPI | None:
        """A MultiplayerAPI for this node (not its children) in the place of the tree's, or None."""
        return self._custom_multiplayer_

    @custom_multiplayer.setter
    @guarded
    def custom_multiplayer(self, api: MultiplayerAPI | None) -> None:
        self._custom_multiplayer_ = api

    def get_custom_multiplayer(self) -> MultiplayerAPI | None:
        """Return `custom_multiplayer`: a MultiplayerAPI of its own, or None."""
        return self._custom_multiplayer_

    def set_custom_multiplayer(self, api: MultiplayerAPI | None) -> None:
        """Set `custom_multiplayer`: its calls go by this one from now on, by the tree's with None."""
        self.custom_multiplayer = api

    # -- Copies, end and text ------------------------------------------------------------------

    def duplicate(self, flags: int = 15) -> Self:
        """Return a copy of the branch, without a parent.

        A copy is made by calling its class without arguments, so `__init__` runs. Copied are the
        name, the built-in properties, the metadata, the attributes that a class body declares (the
        form of GDScript's `export var`), with DUPLICATE_GROUPS the groups and with DUPLICATE_SIGNALS
        the connections made with CONNECT_PERSIST, those inside the branch led to the copies.
        Without DUPLICATE_SCRIPTS the copies are of the built-in classes.
        """
        from .branch import duplicate

        return duplicate(self, flags)

    def queue_free(self) -> None:
        """Free the node at the end of this step: after its deferred calls, before timers."""
        tree = self._tree_
        self._queued_ = True
        (queue_of(self) if tree is None else tree.message_queue).deletions[self] = None

    def free(self) -> None:
        """Take the branch out of the tree and destroy it now, children before parents.

        Unlike Godot: allowed inside the node's own methods and signals, see `Object.free`.
        """
        if not free_quietly(self):
            lifecycle.free(self)

    def notification(self, what: int, reversed: bool = False) -> None:
        """Notify the node: its built-in class, then its `_notification(what)`."""
        notify(self, what)

    def propagate_notification(self, what: int) -> None:
        """Call `_notification(what)` here and on everything below, parents first."""
        propagate(self, what)

    def propagate_call(self, method: str, args: Sequence[Any] = (), parent_first: bool = False) -> None:
        """Call a method here and on everything below, where it exists.

        One that fails is reported; the others still run.
        """
        for node in descend(self) if parent_first else ascend(self):
            try:
                call_if_there(node, method, args)
            except Exception as error:
                report(node, error, f"{node!r}.{method}")

    def request_ready(self) -> None:
        """Let `_ready` run again the next time this node (not its children) enters the tree."""
        self._flags_ &= ~state.READY_DONE

    def is_node_ready(self) -> bool:
        """Return True if `_ready` has run, and `request_ready` was not called since."""
        return bool(self._flags_ & state.READY_DONE)

    def print_tree(self) -> None:
        """Print the paths of this node and all below it, relative to it, one a line."""
        for node in descend(self):
            print(self.get_path_to(node))

    def print_tree_pretty(self) -> None:
        """Print the branch as a drawing."""
        from .branch import pretty_text

        print(pretty_text(self))

    def __str__(self) -> str:
        return f"{self._name_}:{super().__str__()}" if self._name_ else super().__str__()

    def __repr__(self) -> str:
        if self._freed_:
            return f"<{type(self).__name__} {self._name_!r} (freed)>"
        if self._tree_ is None:
            return f"<{type(self).__name__} {self._name_!r} (outside the tree)>"
        return f"<{type(self).__name__} {self.get_path()}>"


def _make_special(node: Node) -> None:
    """Complete a new node of a class that is not like most: see `_is_special_`."""
    if node._mixes_in_:
        node._flags_ = MIXES_IN
    if node._rpc_methods_:
        from ..multiplayer.rpc import give_own

        give_own(node, node._rpc_methods_)


def _line(node: NodeState) -> list[NodeState]:
    """Return the ancestors of `node` from the top, then `node`."""
    line = []
    at: NodeState | None = node
    while at is not None:
        line.append(at)
        at = at._parent_
    return line[::-1]


def _index_in(parent: Node, child: Node, doing: str) -> int:
    if child._parent_ is not parent or parent._children_ is None:
        raise ScriptError(_not_my_child(parent, child, doing))
    return parent._children_.index(child)


def _not_my_child(parent: Node, node: Node, doing: str) -> str:
    return f"{doing}: {node!r} is not a child of {parent!r}; its parent is {node._parent_!r}."


def _no_node(parent: Node, node: object) -> str:
    repair = f" Write `{node.__name__}()` to make one." if isinstance(node, type) else ""
    return f"add_child: {node!r} is no node, so it cannot become a child of {parent!r}.{repair}"


def _why_not_child(parent: Node, node: Node) -> str:
    if node is parent:
        return f"{node!r} cannot become its own child."
    if (node._flags_ | parent._flags_) & DYING:
        dead = node if node._flags_ & DYING else parent
        return f"add_child: {dead!r} has been freed; make a new node."
    if node._parent_ is None:
        return f"{node!r} is the top of a tree, so it cannot become a child of {parent!r}."
    return (
        f"{node!r} already has a parent, {node._parent_!r}, so it cannot become a child of {parent!r}."
        " Write `node.get_parent().remove_child(node)` first."
    )
