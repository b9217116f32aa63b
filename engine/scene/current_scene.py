"""The current scene of a tree: which it is, and how another takes its place."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..base.error import Error, ScriptError
from ..base.fault import push_error, report
from .frame import Service, Taker
from .state import CURRENT_SCENE, NodeState, TreeState

Make = Callable[[], Any]
"""What a scene is made of: a Node class, or any callable that returns a new node."""


class CurrentScene(Service):
    """The scene that `change_scene` replaces. It is none any more once it has left the tree."""

    def __init__(self, tree: TreeState) -> None:
        self.node: NodeState | None = None
        self._make: Make | None = None
        self._tree = tree

    def takes(self) -> dict[int, Taker]:
        """Return itself, for the node that is the current scene."""
        return {CURRENT_SCENE: self}

    def add(self, node: NodeState) -> None:
        """Take in a node that is the current scene."""

    def remove(self, node: NodeState) -> None:
        """Let go of a node that is or was the current scene."""
        if node is self.node:
            self.node = None

    def set(self, scene: NodeState | None, make: Make | None = None) -> None:
        """Make a child of the root the current scene; `make` makes another of its kind."""
        self.node = scene
        self._make = make or (type(scene) if scene is not None else None)
        if scene is not None:
            scene._flags_ |= CURRENT_SCENE

    def change_to_file(self, path: str) -> Error:
        """See `SceneTree.change_scene`."""
        from .loader import load_scene

        try:
            scene = load_scene(path)
        except ScriptError as error:
            push_error(f"change_scene: {error}")
            return Error.ERR_CANT_OPEN
        return self.change_to(scene)

    def change_to(self, make: Make | None) -> Error:
        """See `SceneTree.change_scene_to`."""
        from .loader import new_scene

        new = None
        if make is not None:
            try:
                new = new_scene(make)
            except Exception as error:
                report(self._tree, error, f"making the scene {make!r}")
                return Error.ERR_CANT_CREATE
        self._tree.message_queue.push(self._tree, self._change, (new, make), "change_scene_to")
        return Error.OK

    def reload(self) -> Error:
        """See `SceneTree.reload_current_scene`."""
        if self.node is None:
            push_error(
                "reload_current_scene: there is no current scene. Set `current_scene`, or call"
                " `change_scene`."
            )
            return Error.ERR_UNCONFIGURED
        return self.change_to(self._make)

    def _change(self, new: NodeState | None, make: Make | None) -> None:
        if self.node is not None:
            self.node.free()
        if new is not None and not self._tree.quitting:
            self.set(new, make)
            self._tree.root.add_child(new)
