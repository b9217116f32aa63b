from contextlib import suppress
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import Node, SceneTree, ScriptError, is_instance_valid
from engine.scene.quiet import enter_quietly, free_quietly


class Hooked(Node):
    def _process(self, delta):
        pass


class Notified(Node):
    def __init__(self):
        self.told = []

    def _notification(self, what):
        self.told.append(what)


@pytest.fixture
def parent(tree):
    """A node in the tree that has no signals, and is not a child of the root."""
    grandparent, parent = Node(), Node()
    tree.root.add_child(grandparent)
    grandparent.add_child(parent)
    return parent


def in_group():
    node = Node()
    node.add_to_group("g")
    return node


def with_child():
    node = Node()
    node.add_child(Node())
    return node


def with_signal():
    node = Node()
    node.ready.connect(print)
    return node


def processing():
    node = Node()
    node.set_process_internal(True)
    return node


LOUD = (in_group, with_child, with_signal, processing, Hooked, Notified)


def leave_alone(node, parent, tree):
    """Return whether `enter_quietly` refuses and changes nothing."""
    before = (node._tree_, node._flags_, tree.get_node_count())
    return not enter_quietly(node, parent, tree) and before == (
        node._tree_,
        node._flags_,
        tree.get_node_count(),
    )


# -- Who is quiet ------------------------------------------------------------------------------


def test_a_leaf_that_nobody_watches_enters_and_is_ready(tree, parent):
    node = Node()
    before = tree.get_node_count()
    assert enter_quietly(node, parent, tree)
    assert node.get_tree() is tree
    assert node.is_node_ready()
    assert tree.get_node_count() == before + 1


@pytest.mark.parametrize("make", LOUD)
def test_a_node_that_is_told_or_is_listed_does_not_enter_quietly(tree, parent, make):
    assert leave_alone(make(), parent, tree)


def test_nobody_enters_quietly_below_a_parent_with_signals(tree, parent):
    parent.child_entered_tree.connect(print)
    assert leave_alone(Node(), parent, tree)


def test_nobody_enters_quietly_while_the_parent_is_not_ready_yet(tree):
    refused = []

    class Early(Node):
        def _enter_tree(self):
            refused.append(leave_alone(Node(), self, tree))

        def _exit_tree(self):
            refused.append(leave_alone(Node(), self, tree))

    node = tree.add(Early())
    tree.root.remove_child(node)
    assert refused == [True, True]


def test_nobody_enters_or_goes_quietly_while_the_tree_has_signals(tree, parent):
    node = Node()
    parent.add_child(node)
    tree.node_added.connect(lambda _node: None)
    assert leave_alone(Node(), parent, tree)
    assert not free_quietly(node)


def test_a_leaf_that_nobody_watches_is_freed(tree, parent):
    node = Node()
    parent.add_child(node)
    node.owner = parent
    before = tree.get_node_count()
    assert free_quietly(node)
    assert not is_instance_valid(node)
    assert (node.get_parent(), node.owner, node.is_inside_tree()) == (None, None, False)
    assert parent.get_child_count() == 0
    assert tree.get_node_count() == before - 1


@pytest.mark.parametrize("make", LOUD)
def test_a_node_that_is_told_or_is_listed_is_not_freed_quietly(parent, make):
    node = make()
    parent.add_child(node)
    assert not free_quietly(node)
    assert is_instance_valid(node)


def test_a_target_of_signals_is_not_freed_quietly(parent):
    node, emitter = Node(), Node()
    parent.add_child(node)
    emitter.ready.connect(node.queue_free)
    assert not free_quietly(node)


def test_nobody_is_freed_quietly_below_a_parent_that_is_told(tree, parent):
    notified, signalling = Notified(), with_signal()
    for above in (notified, signalling):
        parent.add_child(above)
        above.add_child(Node())
        assert not free_quietly(above.get_child(0))


def test_neither_the_root_nor_its_children_nor_nodes_outside_are_freed_quietly(tree):
    scene = tree.add(Node())
    tree.current_scene = scene
    outside = with_child()
    assert not any(free_quietly(node) for node in (tree.root, scene, outside, outside.get_child(0)))
    scene.free()
    assert tree.current_scene is None


def test_a_child_is_not_freed_quietly_while_the_children_are_gone_through(tree, parent):
    tried = []

    class Freeing(Node):
        def _enter_tree(self):
            with pytest.raises(ScriptError, match="queue_free"):
                self.get_node("../quiet").free()
            tried.append(self)

    above, node = Node(), Node()
    node.name = "quiet"
    above.add_child(node)
    above.add_child(Freeing())
    parent.add_child(above)
    assert tried
    assert is_instance_valid(node)


def test_a_freed_node_cannot_be_freed_or_added_again(parent):
    node = Node()
    parent.add_child(node)
    node.free()
    with pytest.raises(ScriptError, match="freed already"):
        node.free()
    with pytest.raises(ScriptError, match="has been freed"):
        parent.add_child(node)


# -- Nobody can tell the difference ------------------------------------------------------------

MAKERS = (Node, *LOUD)
OPERATIONS = st.tuples(
    st.sampled_from(("add", "remove", "free", "queue_free", "group", "process", "listen", "ready", "frame")),
    st.integers(0, 15),
    st.integers(0, 15),
)


def outcome(program, quietly):
    """Return everything that can be seen of a tree after each of some operations."""
    never = (lambda *_: False,) * 2
    enter, free = (enter_quietly, free_quietly) if quietly else never
    seen = []
    tree = SceneTree()
    nodes = [tree.root, *(MAKERS[i % len(MAKERS)]() for i in range(15))]
    for i, node in enumerate(nodes):
        node.label = i

    def perform(what, node, other):
        if what == "add":
            node.add_child(other)
        elif what == "remove":
            node.get_parent().remove_child(node)
        elif what == "free":
            node.free()
        elif what == "queue_free":
            node.queue_free()
        elif what == "group":
            node.add_to_group("g")
        elif what == "process":
            node.set_process_internal(not node.is_processing_internal())
        elif what == "listen":
            signal = (node.tree_entered, node.child_exiting_tree, node.tree_exited)[other.label % 3]
            signal.connect(lambda *_: seen.append((what, node.label)))
        elif what == "ready":
            node.request_ready()
        else:
            tree.iteration(0.1)

    with patch("engine.scene.node.enter_quietly", enter), patch("engine.scene.node.free_quietly", free):
        for what, first, second in program:
            with suppress(ScriptError, AttributeError):
                perform(what, nodes[first], nodes[second])
                seen.append("done")
            seen += [tree.get_node_count(), [node.label for node in tree.get_nodes_in_group("g")]]
            for node in nodes:
                parent = node.get_parent()
                seen += [node.is_inside_tree(), node.is_node_ready(), is_instance_valid(node)]
                seen += [parent and parent.label, [getattr(c, "label", None) for c in node.get_children()]]
                seen += [node.is_queued_for_deletion(), getattr(node, "told", None) and list(node.told)]
    return seen


@given(st.lists(OPERATIONS, max_size=40))
def test_whether_nodes_come_and_go_quietly_cannot_be_seen(program):
    grow = [("add", 0, i) for i in (1, 2, 8)] + [("add", 1 + i % 2, i) for i in (3, 4, 5, 9, 10)]
    assert outcome(grow + program, quietly=True) == outcome(grow + program, quietly=False)
