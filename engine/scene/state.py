"""What there is to know of a node and of its tree: the slots, and what may be asked, without behaviour.

The modules that do things with nodes (`lifecycle`, `walk`, `order`, `find`, `branch`, `groups`, …) and
the services of a tree know these two alone, so each can be read by itself. `Node` and `SceneTree` are
made of them, at the top.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar, Protocol

from ..base.time_source import TimeSource
from ..object.message_queue import MessageQueue
from ..object.object import Object
from .children import Children
from .hooks import INPUT, PHYSICS_PROCESS, PROCESS, UNHANDLED_INPUT, UNHANDLED_KEY_INPUT
from .notified import Reactions

if TYPE_CHECKING:
    from ..base.fault import FaultHandler

# Bits of `_flags_`. The processing switches are the bits of the hooks that they switch.
INTERNAL_PROCESS = 1 << 9
INTERNAL_PHYSICS_PROCESS = 1 << 10
READY_DONE = 1 << 11
"""`_ready` has run and is not to run again."""
READY_NOTIFIED = 1 << 12
"""The node is ready in this stay in the tree: children that are added become ready at once."""
LEAVING = 1 << 13
"""The node is the top of a branch that is leaving the tree just now."""
EXITING = 1 << 14
"""The node is leaving the tree just now: its hooks and handlers have been or are being called."""
HAS_LEFT = 1 << 15
"""The node has left the tree and has yet to emit `tree_exited`."""
DYING = 1 << 16
"""The node is being destroyed, or has been."""
REORDERED = 1 << 17
"""The node is to be told at the next flush that the list of its children changed."""
GROUPED = 1 << 18
"""The node is or was a member of a group."""
CURRENT_SCENE = 1 << 19
"""The node is the current scene of its tree."""
MIXES_IN = 1 << 27
"""There are bases of its class that are no Objects, and are to be told of its making."""
SWITCHED_OFF = 16
"""`bit << SWITCHED_OFF` says that a script switched the processing off, to keep `_ready` from it."""

LISTENING = INPUT | UNHANDLED_INPUT | UNHANDLED_KEY_INPUT
PROCESSING = PROCESS | PHYSICS_PROCESS | INTERNAL_PROCESS | INTERNAL_PHYSICS_PROCESS | LISTENING

PAUSE_MODE_INHERIT = 0
PAUSE_MODE_STOP = 1
PAUSE_MODE_PROCESS = 2


class NodeState(Object):
    """The state of one node, and what modules that know no more of a node may ask of it.

    Its names are there for friends: for whatever does things with nodes.
    """

    __slots__ = (
        "_children_",
        "_flags_",
        "_name_",
        "_order_",
        "_owner_",
        "_parent_",
        "_priority_",
        "_tree_",
    )

    _hooks_: ClassVar[int] = 0
    """The bits of the hooks that the class overrides: see `hooks`."""
    _reactions_: ClassVar[Reactions] = {}
    """What the built-in class does on notifications: see `notified`."""
    _onready_: ClassVar[tuple[Any, ...]] = ()
    """What the class itself has to find before `_ready`: see `onready`."""
    _name_: str
    _parent_: NodeState | None
    _children_: Children[NodeState] | None
    """None until there was a child."""
    _tree_: TreeState | None
    _owner_: NodeState | None
    _groups_: dict[str, bool] | None = None
    """The groups by name, and whether the membership is persistent; None until there was one: see GROUPED."""
    _flags_: int
    """A sum of the bits above, and of the hooks whose processing is switched on."""
    _order_: int
    """Grows along the list of children of the parent."""
    _priority_: int
    _pause_mode_: int = PAUSE_MODE_INHERIT

    if TYPE_CHECKING:  # see Node, which has them
        DUPLICATE_SIGNALS: ClassVar[int]
        DUPLICATE_GROUPS: ClassVar[int]
        DUPLICATE_SCRIPTS: ClassVar[int]

        _children_changed_: Callable[[], None]  # override point
        add_child: Callable[..., None]
        remove_child: Callable[..., None]
        move_child: Callable[..., None]
        add_to_group: Callable[..., None]
        set_name: Callable[[str], None]
        get_index: Callable[[], int]
        get_node_or_null: Callable[[str], NodeState | None]


class Services(Protocol):
    """What a tree is told of its nodes; `frame` hands it on to the services that it concerns."""

    time: TimeSource
    """The clock of the tree."""

    def entered(self, node: NodeState) -> None:
        """Take in a node that has just got the tree."""

    def left(self, node: NodeState) -> None:
        """Let go of a node that is about to lose the tree."""

    def switched(self, node: NodeState, switch: int, enable: bool) -> None:
        """Take note that a node inside the tree switched one of its `_flags_`."""

    def order_changed(self) -> None:
        """Take note that the tree order or a priority has changed."""

    def pause_changed(self) -> None:
        """Take note that `can_process` of some nodes has changed."""


class TreeState(Object):
    """What nodes, and the services of a tree, may ask of the tree; `SceneTree` has what scripts may.

    Its names are there for friends: for these.
    """

    root: NodeState
    node_count: int
    time_scale: float
    process_delta: float
    physics_delta: float
    paused: bool
    message_queue: MessageQueue
    fault_handler: FaultHandler
    _services_: Services

    if TYPE_CHECKING:  # see SceneTree, which has them

        @property
        def quitting(self) -> bool:
            """True once the tree is to end after this frame."""

        _iteration: Callable[[float], Any]
        _idle: Callable[[float], Any]
        _input_event: Callable[[Any], Any]
        quit: Callable[[], None]
        request_quit: Callable[[], None]
