"""The groups of one tree, and calls to all members of one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import inf
from typing import Any

from ..base.fault import report
from ..object.message_queue import MessageQueue
from .frame import Frame, Service, Stage, Taker
from .lifecycle import notify
from .order import in_tree_order
from .schedule import IfAny
from .state import GROUPED, NodeState

GROUP_CALL_DEFAULT = 0
GROUP_CALL_REVERSE = 1
GROUP_CALL_REALTIME = 2
GROUP_CALL_UNIQUE = 4


class Groups(Service):
    """Which nodes inside the tree are members of which group.

    Members are sorted into tree order when somebody asks, and kept so until something changes.
    """

    def __init__(self, queue: MessageQueue, frame: Frame) -> None:
        self._members: dict[str, dict[NodeState, None]] = {}
        self._sorted: dict[str, list[NodeState]] = {}
        self._queue = queue
        self._frame = frame
        self._unique: dict[tuple[str, str], tuple[Any, ...]] = {}

    def __repr__(self) -> str:
        return f"<Groups {', '.join(f'{name} ({len(m)})' for name, m in self._members.items())}>"

    def __contains__(self, group: str) -> bool:
        return group in self._members

    def takes(self) -> dict[int, Taker]:
        """Return itself, for nodes that are members of groups."""
        return {GROUPED: self}

    def stages(self) -> dict[str, IfAny]:
        """Return what it does in which stages."""
        return {Stage.GROUP_CALLS: IfAny(self._unique, lambda _delta: self.call_unique())}

    def add(self, node: NodeState) -> None:
        """Take in a node that has entered the tree, with its groups."""
        for group in node._groups_ or ():
            self.join(group, node)

    def remove(self, node: NodeState) -> None:
        """Let go of a node that leaves the tree."""
        for group in node._groups_ or ():
            self.leave(group, node)

    def join(self, group: str, node: NodeState) -> None:
        """Take `node`, which is inside the tree, into the group."""
        self._members.setdefault(group, {})[node] = None
        self._sorted.pop(group, None)

    def leave(self, group: str, node: NodeState) -> None:
        """Take `node` out of the group; a group without members is no more."""
        members = self._members[group]
        del members[node]
        self._sorted.pop(group, None)
        if not members:
            del self._members[group]

    def order_changed(self) -> None:
        """Forget the order of the members."""
        self._sorted.clear()

    def members(self, group: str) -> list[NodeState]:
        """Return the members in tree order; the list is not to be changed."""
        found = self._sorted.get(group)
        if found is None:
            found = in_tree_order(self._members.get(group, {}))
            if group in self._members:
                self._sorted[group] = found
        return found

    def call(self, flags: int, group: str, method: str, args: tuple[Any, ...]) -> None:
        """Call `method` of each member that has it, at the next flush or, with REALTIME, now."""
        if flags & GROUP_CALL_UNIQUE and not flags & GROUP_CALL_REALTIME:
            self._frame.wake(self)
            self._unique.setdefault((group, method), args)
            return
        self._each(flags, group, lambda node: call_if_there(node, method, args), lambda: method)

    def notify(self, flags: int, group: str, what: int) -> None:
        """Notify each member."""
        self._each(flags, group, lambda node: notify(node, what), lambda: f"notification {what}")

    def set(self, flags: int, group: str, property: str, value: Any) -> None:
        """Set a property of each member that has it."""
        self._each(flags, group, lambda node: _set_if_there(node, property, value), lambda: f"set {property}")

    def call_unique(self) -> None:
        """Make the calls that were held back to be made once: Godot's UNIQUE group calls."""
        calls = list(self._unique.items())
        self._unique.clear()
        for (group, method), args in calls:
            self.call(GROUP_CALL_REALTIME, group, method, args)

    def idle_time(self) -> float:
        """Return 0 while calls wait for `call_unique`."""
        return 0.0 if self._unique else inf

    def _each(
        self, flags: int, group: str, function: Callable[[NodeState], object], what: Callable[[], str]
    ) -> None:
        members = self.members(group)

        def doing(_node: NodeState) -> str:
            return f"{what()} of group {group!r}"

        for node in list(reversed(members) if flags & GROUP_CALL_REVERSE else members):
            if not flags & GROUP_CALL_REALTIME:
                self._queue.push(node, function, (node,), doing)
            elif node._tree_ is not None:
                try:
                    function(node)
                except Exception as error:
                    report(node, error, f"{node!r}, {doing(node)}")


def call_if_there(node: NodeState, method: str, args: Sequence[Any]) -> None:
    """Call `node.method(*args)` if it has such a method."""
    if node.has_method(method):
        node.callv(method, args)


def _set_if_there(node: NodeState, property: str, value: Any) -> None:
    if hasattr(node, property):
        setattr(node, property, value)
