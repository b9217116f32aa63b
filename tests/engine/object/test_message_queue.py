"""The message queue: order, faults, limits, and who may push."""

from __future__ import annotations

import threading

import pytest

from engine import Node, Object, SceneTree, ScriptError, is_instance_valid
from engine.base.context import ticking
from engine.object.message_queue import MessageQueue, orphans, queue_of


@pytest.fixture
def queue():
    return MessageQueue()


def test_calls_are_made_in_order_when_the_queue_is_flushed(queue):
    got = []
    for i in range(5):
        queue.push(None, got.append, (i,), "append")
    assert got == []
    queue.flush()
    assert got == [0, 1, 2, 3, 4]
    queue.flush()
    assert got == [0, 1, 2, 3, 4]


def test_a_queue_is_true_while_something_is_in_it(queue):
    assert not queue
    queue.push(None, print, (), "print")
    assert queue
    assert repr(queue) == "<MessageQueue 1 calls, 0 deletions>"
    queue.clear()
    assert not queue
    queue.push_deletion(Object())
    assert queue
    assert repr(queue) == "<MessageQueue 0 calls, 1 deletions>"
    queue.clear()
    assert not queue


def test_what_is_cleared_is_not_called_or_freed(queue):
    target = Object()
    queue.push(None, pytest.fail, ("called",), "fail")
    queue.push_deletion(target)
    queue.clear()
    queue.flush()
    queue.flush_deletions()
    assert is_instance_valid(target)


def test_calls_queued_by_a_call_are_made_in_the_same_flush(queue):
    got = []

    def chain(n):
        got.append(n)
        if n:
            queue.push(None, chain, (n - 1,), "chain")

    queue.push(None, chain, (2,), "chain")
    queue.push(None, got.append, ("other",), "append")
    queue.flush()
    assert got == [2, "other", 1, 0]


def test_a_call_may_flush_the_queue(queue):
    got = []
    queue.push(None, queue.flush, (), "flush")
    queue.push(None, got.append, (1,), "append")
    queue.flush()
    assert got == [1]


def test_calls_for_a_freed_target_are_dropped(queue):
    got, target = [], Object()
    queue.push(target, target.free, (), "free")
    queue.push(target, got.append, (1,), "append")
    queue.push(None, got.append, (2,), "append")
    queue.flush()
    assert got == [2]


def test_a_failing_call_is_reported_and_the_others_are_made(queue, faults):
    got = []
    queue.push(None, [].pop, (), "deferred pop")
    queue.push(None, got.append, (1,), "append")
    queue.flush()
    assert [(type(fault.error), fault.doing) for fault in faults] == [(IndexError, "deferred pop")]
    assert got == [1]


def test_a_call_is_described_only_if_it_fails(queue, faults):
    asked = []

    def doing(index):
        asked.append(index)
        return f"deferred pop {index}"

    for index in (0, 5):
        queue.push(None, [1].pop, (index,), doing)
    queue.flush()
    assert asked == [5]
    assert [fault.doing for fault in faults] == ["deferred pop 5"]


def test_what_is_deferred_by_name_is_described_by_it(queue, faults, monkeypatch):
    monkeypatch.setattr("engine.object.object.queue_of", lambda owner: queue)

    class Failing(Object):
        value = property(lambda self: 1)

        def fail(self):
            raise ValueError

    failing = Failing()
    failing.call_deferred("fail")
    failing.set_deferred("value", 1)
    queue.flush()
    assert [fault.doing for fault in faults] == ["deferred Failing.fail", "deferred set of Failing.value"]


def test_a_call_that_defers_itself_again_and_again_does_not_hang(queue, faults, monkeypatch):
    monkeypatch.setattr("engine.object.message_queue.FLUSH_LIMIT", 50)
    made = 0

    def again():
        nonlocal made
        made += 1
        queue.push(None, again, (), "deferred again")

    again()
    queue.flush()
    assert made == 51
    (fault,) = faults
    assert isinstance(fault.error, ScriptError)
    assert str(fault.error) == (
        "50 deferred calls in one flush: deferred again seems to defer itself again and again."
        " The rest waits for the next flush."
    )
    queue.flush()
    assert made == 101


def test_wake_is_called_after_each_push_of_a_call(queue):
    seen = []
    queue.wake = lambda: seen.append(len(queue.calls))
    queue.push(None, print, (), "print")
    queue.push(None, print, (), "print")
    assert seen == [1, 2]


def test_other_threads_may_push_while_this_one_flushes(queue):
    got = []

    def work():
        for i in range(1000):
            queue.push(None, got.append, (i,), "append")

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for _ in range(1000):
        queue.flush()
    for thread in threads:
        thread.join(10)
    queue.flush()
    assert sorted(got) == sorted(list(range(1000)) * 4)


# -- Deletions -----------------------------------------------------------------------------------


def test_objects_are_freed_in_the_order_in_which_they_were_queued(queue):
    freed = []

    class Told(Object):
        def _notification(self, what):
            freed.append(self)

    targets = [Told() for _ in range(5)]
    for target in reversed(targets):
        queue.push_deletion(target)
    for target in targets:
        queue.push_deletion(target)  # a second time is harmless, and changes no order
    queue.flush_deletions()
    assert freed == targets[::-1]
    queue.flush_deletions()
    assert freed == targets[::-1]


def test_an_object_that_was_freed_meanwhile_is_left_alone(queue, faults):
    target = Object()
    queue.push_deletion(target)
    target.free()
    queue.flush_deletions()
    assert faults == []


def test_an_object_that_queues_another_as_it_goes_frees_it_in_the_same_flush(queue):
    other = Object()

    class Leaving(Object):
        def _notification(self, what):
            queue.push_deletion(other)

    queue.push_deletion(Leaving())
    queue.flush_deletions()
    assert not is_instance_valid(other)


def test_an_object_that_fails_as_it_goes_is_reported_and_the_others_are_freed(queue, faults):
    class Failing(Object):
        def _notification(self, what):
            raise ValueError("failed")

    failing, other = Failing(), Object()
    queue.push_deletion(failing)
    queue.push_deletion(other)
    queue.flush_deletions()
    assert [str(fault.error) for fault in faults] == ["failed"]
    assert faults[0].doing == "freeing <Failing (freed)>"
    assert not is_instance_valid(failing)
    assert not is_instance_valid(other)


# -- Whose queue ---------------------------------------------------------------------------------


def test_a_node_inside_a_tree_uses_its_queue(tree):
    assert queue_of(tree.add(Node())) is tree.message_queue
    assert queue_of(tree) is tree.message_queue


def test_what_is_outside_uses_the_queue_of_the_tree_that_is_ticked():
    tree = SceneTree()
    assert queue_of(Object()) is orphans
    token = ticking.set(tree)
    try:
        assert queue_of(Object()) is tree.message_queue
        assert queue_of(None) is tree.message_queue
    finally:
        ticking.reset(token)
    assert queue_of(None) is orphans
    tree.finish()


def test_a_node_of_another_tree_uses_its_own_queue_while_this_one_is_ticked(tree):
    node, other = tree.add(Node()), SceneTree()
    token = ticking.set(other)
    try:
        assert queue_of(node) is tree.message_queue
    finally:
        ticking.reset(token)
    other.finish()
