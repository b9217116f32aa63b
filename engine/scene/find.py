"""Finding nodes by path, and saying what is near when there is none."""

from __future__ import annotations

from ..base.spelling import did_you_mean
from ..variant.node_path import split
from .state import NodeState
from .walk import descend

downward: dict[str, tuple[str, tuple[str, ...]]] = {}
"""The names in the paths that lead down only, such as `"Panel/Button"`, as far as they were used.

The first is by itself: a look-up begins at nodes of any class, and goes on at plain ones more often, and
code that sees one class alone is the faster.
"""

_MOST_KNOWN = 4096


def find(start: NodeState, path: str) -> NodeState | None:
    """Return the node at `path` as seen from `start`, or None."""
    absolute, names, _ = split(path)
    if names and not absolute and ".." not in names:
        if len(downward) >= _MOST_KNOWN:
            downward.clear()
        downward[path] = names[0], names[1:]
    if not names and not absolute and not path.startswith("."):
        return None
    return follow(start, absolute, names)


def follow(start: NodeState, absolute: bool, names: tuple[str, ...]) -> NodeState | None:
    """Return the node to which a path that was split leads from `start`, or None."""
    at = start
    if absolute:
        tree = start._tree_
        if tree is None or not names or names[0] != tree.root._name_:
            return None
        at, names = tree.root, names[1:]
    for name in names:
        if name == "..":
            found = at._parent_
        else:
            children = at._children_
            found = children.by_name.get(name) if children is not None else None
            if found is None and name[0] == "%":
                found = unique(at, name[1:])
        if found is None:
            return None
        at = found
    return at


def unique(start: NodeState, name: str) -> NodeState | None:
    """Return the node that `%name` means: the one of that name in the scene that is unique there.

    Source: Godot 3.5's `unique_name_in_owner`; the scene is that whose root `start` is, or belongs to.
    """
    for scene in (start, start._owner_):
        for node in descend(scene) if scene is not None else ():
            if node._owner_ is scene and node._name_ == name and getattr(node, "unique_name_in_owner", False):
                return node
    return None


def explain_missing(start: NodeState, path: str) -> str:
    """Return an error text for a path that leads nowhere: how far it goes, and what is there."""
    absolute, names, _ = split(path)
    if absolute and start._tree_ is None:
        return f"{start!r} cannot look up {path!r}: absolute paths need a node inside the tree."
    if not names:
        return f"{path!r} is not a path to a node. Use '.' for the node itself, '..' for its parent."
    at: NodeState = start
    if absolute:
        assert start._tree_ is not None
        at = start._tree_.root
        if names[0] != at._name_:
            return f"No node at {path!r}: absolute paths begin with /{at._name_}."
        names = names[1:]
    steps = iter(names)
    name = next(steps)
    while (found := find(at, name)) is not None:
        at, name = found, next(steps)
    if name == "..":
        return f"No node at {path!r} from {start!r}: {at!r} has no parent."
    children = [child._name_ for child in at._children_ or ()]
    shown = ", ".join(children[:10]) + (", …" if len(children) > 10 else "")
    return (
        f"No node at {path!r} from {start!r}: {at!r} has no child {name!r}."
        f"{did_you_mean(name, children)} Its children: {shown or 'none'}."
    )


def is_named(node: NodeState, mask: str) -> bool:
    """Return True if the name matches `mask`, in which `*` stands for any text and `?` for a character."""
    from fnmatch import fnmatchcase

    return fnmatchcase(node._name_, mask.replace("[", "[[]"))


def find_named(start: NodeState, mask: str, recursive: bool, owned: bool) -> NodeState | None:
    """See `Node.find_node`: depth first, whole branches without an owner left out."""
    rest = list(start._children_ or ())[::-1]
    while rest:
        node = rest.pop()
        if owned and node._owner_ is None:
            continue
        if is_named(node, mask):
            return node
        if recursive and node._children_ is not None:
            rest += reversed(node._children_.listed())
    return None
