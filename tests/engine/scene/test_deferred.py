from math import inf

import pytest

from engine import Node, Object
from engine.object.message_queue import MessageQueue, orphans
from engine.scene.deferred import Deferred
from engine.scene.frame import Stage


class Probe(Node):
    def __init__(self, log):
        self.log = log

    def take(self, what):
        self.log.append(what)


@pytest.fixture
def deferred(tree):
    return tree._services_.deferred


@pytest.mark.parametrize("how", ["step", "flush_deferred"])
def test_calls_of_the_tree_come_before_those_of_nobody(tree, how):
    log = []
    Probe(log).call_deferred("take", "of nobody")
    tree.add(Probe(log)).call_deferred("take", "of the tree")
    getattr(tree, how)()
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


def test_it_has_something_to_do_in_a_stage_while_something_waits_for_that():
    queue = MessageQueue()
    stages = Deferred(queue).stages()
    calls, deletions = stages[Stage.DEFERRED], stages[Stage.DELETIONS]
    assert not calls.waiting
    assert not deletions.waiting
    log = []
    queue.push(None, log.append, ("made",), "telling")
    assert calls.waiting
    calls.call(0.0)
    assert (log, bool(calls.waiting), bool(deletions.waiting)) == (["made"], False, False)
    for _ in range(2):  # what waits is told of by the same collection each time
        thing = Object()
        queue.push_deletion(thing)
        assert (bool(calls.waiting), bool(deletions.waiting)) == (False, True)
        deletions.call(0.0)
        assert (thing._freed_, bool(deletions.waiting)) == (True, False)


def test_what_nobodys_tree_was_told_to_free_goes_with_the_next_frame(tree):
    thing = Object()
    orphans.push_deletion(thing)
    assert tree._services_.orphans.idle_time() == 0
    tree.step()
    assert thing._freed_


def test_what_is_queued_is_forgotten_when_the_tree_ends_but_for_what_is_nobodys(tree):
    log = []
    tree.add(Probe(log)).call_deferred("take", "never")
    probe = Probe(log)
    probe.call_deferred("take", "by the next tree")
    tree.finish()
    assert not tree.message_queue
    tree.flush_deferred()
    assert log == ["by the next tree"]
