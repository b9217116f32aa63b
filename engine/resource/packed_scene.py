"""PackedScene: a scene that can be made as often as one likes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..base.error import Error, ScriptError
from ..base.fault import push_error, push_warning, report
from ..object.exported import own_copy
from ..object.kept import KeptConnection, copy_kept, keep_of
from ..object.resource import Resource
from ..scene.node import Node
from .compound import IN_ONE
from .scene_state import ConnectionEntry, NodeEntry, SceneState, state_of
from .sections import Sections
from .terms import GODOT3

NOTIFICATION_INSTANCED = 20
_both: dict[tuple[type[Any], type[Any]], type[Any]] = {}
"""Classes of a script whose base is above the node's class: the node is both."""


class Files:
    """What loads files. That needs this module, and sets it."""

    def __init__(self) -> None:
        self.load: Callable[[str], Any] = lambda path: None


files: Files = Files()


class InstancePlaceholder(Node):
    """Stands for an instance that a script makes later. Source: Godot 3.6's `InstancePlaceholder`."""

    _instance_path_: str = ""
    _stored_values_: dict[str, Any]

    def get_instance_path(self) -> str:
        """Return the path of the scene."""
        return self._instance_path_

    def get_stored_values(self, with_order: bool = False) -> dict[str, Any]:
        """Return the properties that the instance will have."""
        return dict(self._stored_values_)


class PackedScene(Resource):
    """A scene of a `.tscn` file: `load("res://Level.tscn").instance()`. Source: Godot 3.6's `PackedScene`.

    It is callable, so that `run(load("res://Main.tscn"))` and `change_scene_to` take it as they take a class.

    Unlike Godot: each instance has lists and dictionaries of its own, also where a script changes them; an
    instance that a file puts off, `instance_placeholder`, is that again when it is packed; and what is not
    known here is packed as the file had it: the types of nodes, and properties.
    """

    GEN_EDIT_STATE_DISABLED = 0
    GEN_EDIT_STATE_INSTANCE = 1
    GEN_EDIT_STATE_MAIN = 2
    GEN_EDIT_STATE_MAIN_INHERITED = 3

    _state_: SceneState | None = None

    @classmethod
    def of_sections(cls, sections: Sections) -> PackedScene:
        """Return the scene that a file describes."""
        made = cls()
        made._state_ = state_of(sections)
        made.resource_path = sections.path
        return made

    def get_state(self) -> SceneState:
        """Return what the file says."""
        return self._state_ or SceneState(self.resource_path)

    def can_instance(self) -> bool:
        """Return whether there are nodes."""
        return self._state_ is not None and bool(self._state_.nodes)

    def instance(self, edit_state: int = GEN_EDIT_STATE_DISABLED) -> Any:
        """Return the scene's root with everything below it, outside the tree; None if the scene is empty.

        With GEN_EDIT_STATE_MAIN the nodes know what their scenes say of them: packed again, instances and
        inherited scenes stay such, and only what was changed in them is kept. GEN_EDIT_STATE_INSTANCE does
        so for a scene that is put into another one.
        """
        if self._state_ is None or not self._state_.nodes:
            push_error("instance: the scene has no nodes. Load it from a file, or `pack` a node.")
            return None
        return _Instance(self._state_, edit_state).make()

    def pack(self, path: Node | None) -> Error:
        """Make it the scene of a node and of those below it that the node owns. Return OK if that goes.

        A node that was made by code needs an `owner`, which is the root, or else it is left out. Instances
        of other scenes are kept as such, without the nodes in them, unless the root has them editable, see
        `Node.set_editable_instance`. Properties are kept that are not as in a new node, groups and
        connections that last (`add_to_group(name, True)`, CONNECT_PERSIST).
        """
        from .packing import PackError, packed  # for those who save

        self._state_ = None
        if path is None:
            push_error("pack: there is no node to be the root: it was given None.")
            return Error.ERR_INVALID_PARAMETER
        try:
            self._state_ = packed(path, files.load)
        except PackError as error:
            push_error(f"pack: {error}")
            return error.code
        self._state_.path = self.resource_path
        return Error.OK

    def __call__(self) -> Any:
        """Return an instance."""
        return self.instance()

    def __repr__(self) -> str:
        return f"<PackedScene {self.resource_path}>"


class _Instance:
    """Makes the nodes of a scene, once."""

    def __init__(self, state: SceneState, edit_state: int) -> None:
        self.state = state
        self.edit_state = edit_state
        self.root: Any = None
        self.copies: dict[int | str, Any] = {}
        """The resources that this instance has for itself, by their ids."""
        self.scriptless: set[Any] = set()
        """The nodes whose scripts are missing."""
        self.pointers: list[tuple[Any, str, Any, NodeEntry]] = []
        """The properties of nodes that are to be nodes, and the paths of these."""

    def make(self) -> Any:
        """Make the nodes in the order of the file, then the connections."""
        self.root = self._made(self.state.nodes[0])
        for entry in self.state.nodes[1:]:
            self._add(entry)
        for node, key, path, entry in self.pointers:
            self._put(node, key, _nodes_at(node, path), entry)
        for connection in self.state.connections:
            self._connect(connection)
        for path in self.state.editable:
            if (node := self._found(path)) is not None and node is not self.root:
                self.root.set_editable_instance(node, True)
        if self.edit_state:
            keep_of(self.root).state = self.state
        for copy in self.copies.values():
            if isinstance(copy, Resource):
                copy.setup_local_to_scene()
        self.root.notification(NOTIFICATION_INSTANCED)
        return self.root

    def _add(self, entry: NodeEntry) -> None:
        """Make a node below its parent, or change one that is there."""
        parent = self._found(entry.parent or ".")
        if parent is None:
            self._say(entry, f"there is no node {entry.parent!r} to put {entry.name!r} below")
        elif entry.is_made:
            node = self._made(entry)
            parent.add_child(node, True)
            if node._name_ != entry.name:
                self._say(entry, f"{entry.name!r} is there already; this one is called {node._name_!r}")
            if node.owner is None:
                node.owner = self.root
            if 0 <= entry.index < parent.get_child_count() - 1:
                parent.move_child(node, entry.index)
        else:
            self._change(entry, parent)

    def _change(self, entry: NodeEntry, parent: Any) -> None:
        """Set what a file says of a node that another scene has made."""
        node = parent.get_node_or_null(entry.name)
        if node is None:
            self._say(entry, f"there is no node {entry.path!r} to change")
            return
        scripts = [value for key, value in entry.properties if key == "script"]
        if scripts:
            self._replace_script(node, scripts[-1], entry)
        self._fill(node, entry)

    def _made(self, entry: NodeEntry) -> Any:
        """Make a node with its properties, its name and its groups."""
        scripts = [value for key, value in entry.properties if key == "script"]
        if entry.placeholder:
            node: Any = InstancePlaceholder()
            node._instance_path_ = entry.placeholder
            node._stored_values_ = dict(entry.properties)
            node._name_ = entry.name
            return node
        if entry.instance is not None:
            inner = PackedScene.GEN_EDIT_STATE_INSTANCE if self.edit_state else 0
            node = entry.instance.instance(inner)
            if entry.parent is None and self.edit_state >= PackedScene.GEN_EDIT_STATE_MAIN:
                keep_of(node).base = entry.instance.get_state()
            if scripts:
                self._replace_script(node, scripts[-1], entry)
        else:
            kind: Any = self._class(entry, scripts[-1] if scripts else None)
            node = kind.__new__(kind)
            self._init(node, entry)
            if self.state.terms is GODOT3 and node.get_class() != entry.type:
                keep_of(node).type = entry.type
        if entry.parent is None:
            node.filename = self.state.path
            node.owner = None
        if scripts and not isinstance(scripts[-1], type):
            self.scriptless.add(node)
        if self.root is None:
            self.root = node
        self._fill(node, entry)
        node._name_ = entry.name
        return node

    def _init(self, node: Any, entry: NodeEntry) -> None:
        """Call the script's `__init__`; what that raises is reported, and the node is there, as in Godot."""
        try:
            node.__init__()
        except Exception as error:
            report(node, error, f"{self.state.path}:{entry.line}: making {entry.path}")

    def _class(self, entry: NodeEntry, script: Any) -> type[Any]:
        """Return the class of a node that is made: that of its script, if it has one."""
        native = self.state.terms.class_named(entry.type)
        if native is None or not issubclass(native, Node):
            self._say(entry, f"there is no class {entry.type!r}; the node is a plain Node")
            native = Node
        return self._scripted(native, script, entry)

    def _scripted(self, native: type[Any], script: Any, entry: NodeEntry) -> type[Any]:
        """Return the class of a script for a node of the engine's class `native`."""
        if not isinstance(script, type):
            return native
        if issubclass(script, native):
            return script
        if issubclass(native, _native_of(script)):
            if (script, native) not in _both:
                members = {"__module__": script.__module__}
                _both[script, native] = type(script.__name__, (script, native), members)
            return _both[script, native]
        base = _native_of(script).__name__
        self._say(entry, f"the script {script.__name__} extends {base}, and is none for a {native.__name__}")
        return native

    def _replace_script(self, node: Any, script: Any, entry: NodeEntry) -> None:
        """Give a node that is there another script, which starts afresh, or none."""
        native = _native_of(type(node))
        kind = self._scripted(native, script, entry)
        declared = {
            name for one in type(node).__mro__ if not one.__dict__.get("_is_native_") for name in vars(one)
        }
        for name in [name for name in vars(node) if name in declared]:
            del vars(node)[name]
        node.__class__ = kind
        if kind is not native:
            self._init(node, entry)

    def _fill(self, node: Any, entry: NodeEntry) -> None:
        """Set the properties of a node, those before its script without that, and add it to its groups."""
        native: type[Any] = _native_of(type(node))
        bare = any(key == "script" for key, _ in entry.properties)
        for key, value in entry.properties:
            if key == "script":
                bare = False
                if value is not None and not (isinstance(value, type) and isinstance(node, value)):
                    keep_of(node).values[key] = value
            elif key in entry.node_paths:
                self.pointers.append((node, key, value, entry))
            elif not bare or hasattr(native, key) or "/" in key or key in IN_ONE:
                self._put(node, key, self._own(entry, key, value), entry)
            else:
                keep_of(node).values[key] = value
        for group in entry.groups:
            node.add_to_group(group, True)

    def _put(self, node: Any, key: str, value: Any, entry: NodeEntry) -> None:
        """Set a property; what a setter raises is reported, and stops nothing else, as in Godot."""
        try:
            self.state.terms.put(node, key, value)
        except Exception as error:
            if isinstance(error, ScriptError) and ("/" in key or hasattr(_native_of(type(node)), key)):
                error = ScriptError(*error.args)  # the sentence says all
            report(node, error, f"{self.state.path}:{entry.line}: setting {key} of {entry.path}")

    def _own(self, entry: NodeEntry, key: str, value: Any) -> Any:
        """Return a value; of a list a copy, of a resource that is local to the scene this instance's."""
        if key not in entry.locals:
            return own_copy(value)
        number = entry.locals[key]
        if number not in self.copies:
            copy = self.copies[number] = value.duplicate()
            copy_kept(value, copy)
            if isinstance(copy, Resource):
                copy._belong_to_(self.root)
        return self.copies[number]

    def _found(self, path: str) -> Any:
        return self.root if path == "." else self.root.get_node_or_null(path)

    def _connect(self, one: ConnectionEntry) -> None:
        """Make a connection; as in Godot, one of a node that is missing is let go.

        One of what a script would have that is missing is kept, so that saving loses nothing: that was told.
        """
        source, target = self._found(one.source), self._found(one.target)
        if source is None or target is None:
            return
        if one.unbinds:
            push_warning(
                f"{self.state.path}: {one.signal} of {one.source} is not connected, as that leaves out"
                " arguments, which is not done here: connect it in `_ready`."
            )
            return
        has_no_signal = source in self.scriptless and not source.has_signal(one.signal)
        is_told = has_no_signal or (target in self.scriptless and not hasattr(target, one.method))
        if is_told or source.connect(one.signal, target, one.method, one.binds, one.flags) != Error.OK:
            lost = KeptConnection(one.signal, target, one.method, one.flags, one.binds)
            keep_of(source).connections.append(lost)

    def _say(self, entry: NodeEntry, why: str) -> None:
        push_warning(f"{self.state.path}:{entry.line}: {why}.")


def _native_of(kind: type[Any]) -> type[Any]:
    """Return the engine's class that a script comes from."""
    found: type[Any] = next(one for one in kind.__mro__ if one.__dict__.get("_is_native_"))
    return found


def _nodes_at(node: Any, path: Any) -> Any:
    """Return the node at a path, None if there is none; of an array of paths an array."""
    return [_nodes_at(node, one) for one in path] if isinstance(path, list) else node.get_node_or_null(path)
