"""Which tree something belongs to."""

from __future__ import annotations

import threading

import pytest

from engine import Node, Object
from engine.base.context import ticking, tree_of


def test_a_node_belongs_to_the_tree_that_it_is_in(tree):
    node = tree.add(Node())
    assert tree_of(node) is tree
    assert tree_of(tree) is tree


def test_what_is_in_no_tree_belongs_to_none_until_one_is_ticked(tree):
    for owner in (Node(), Object(), None, "text"):
        assert tree_of(owner) is None
    seen = []

    class Asking(Node):
        def _process(self, delta):
            seen.extend(tree_of(owner) for owner in (Node(), Object(), None))

    tree.add(Asking())
    tree.step()
    assert seen == [tree] * 3
    assert tree_of(None) is None


def test_another_thread_ticks_no_tree_of_this_one(tree):
    seen = []
    token = ticking.set(tree)
    try:
        thread = threading.Thread(target=lambda: seen.append(tree_of(None)))
        thread.start()
        thread.join(10)
    finally:
        ticking.reset(token)
    assert seen == [None]


def test_the_tick_ends_for_the_context_also_when_it_fails(tree):
    class Stopping(Node):
        def _process(self, delta):
            raise KeyboardInterrupt

    tree.add(Stopping())
    with pytest.raises(KeyboardInterrupt):
        tree.step()
    assert tree_of(None) is None
