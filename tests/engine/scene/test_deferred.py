from math import inf

import pytest

from engine import Node, Object
from engine.object.message_queue import orphans


class Probe(Node):
    def __init__(self, log):
        self.log = log

    def take(self, what):
        self.log.append(what)


@pytest.fixture
def deferred(tree):
    return tree._services_.deferred


def test_calls_of_the_tree_come_before_those_of_nobody(tree, deferred):
    log = []
    Probe(log).call_deferred("take", "of nobody")
    tree.add(Probe(log)).call_deferred("take", "of the tree")
    deferred.flush()
    assert log == ["of the tree", "of nobody"]


def test_it_is_idle_unless_something_waits(tree, deferred):
    node = tree.add(Node())
    assert deferred.idle_time() == inf
    node.queue_free()
    assert deferred.idle_time() == 0
    tree.step()
    assert deferred.idle_time() == inf
    node = tree.add(Node())
    node.call_deferred("set_name", "B")
    assert deferred.idle_time() == 0


def test_what_nobodys_tree_was_told_to_free_goes_with_the_next_frame(tree, deferred):
    thing = Object()
    orphans.push_deletion(thing)
    assert deferred.idle_time() == 0
    tree.step()
    assert thing._freed_


def test_it_forgets_what_is_queued_when_the_tree_ends(tree, deferred):
    log = []
    tree.add(Probe(log)).call_deferred("take", "never")
    deferred.finish()
    assert not tree.message_queue
    deferred.flush()
    assert log == []
