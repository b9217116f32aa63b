"""Connections: what the flags make of a handler, and how a connection ends."""

from __future__ import annotations

import functools
import weakref

import pytest

from engine import CONNECT_DEFERRED, CONNECT_ONESHOT, Node, Object, Signal
from engine.object.connection import Connection


class Emitter(Object):
    hit = Signal("damage")


class Target(Object):
    def __init__(self):
        self.got = []

    def take(self, *args):
        self.got.append(args)

    async def wait(self, damage):
        self.got.append(damage)


@pytest.fixture
def emitter():
    return Emitter()


@pytest.fixture
def target():
    return Target()


def connection_to(emitter, handler, binds=(), flags=0):
    emitter.hit.connect(handler, binds, flags)
    return emitter.hit.get_connections()[-1]


def test_an_ordinary_handler_is_called_without_a_detour(emitter, target):
    assert connection_to(emitter, target.take).call == target.take


def test_the_method_is_the_name_that_godots_lists_show(emitter, target):
    assert connection_to(emitter, target.take).method == "take"
    nameless = functools.partial(target.take)
    assert connection_to(emitter, nameless).method == repr(nameless)


def test_a_repr_tells_both_ends(emitter, target):
    connection = connection_to(emitter, target.take)
    assert repr(connection) == "<Connection of <Signal hit(damage) of <Emitter>> to Target.take>"


def test_dropping_ends_a_connection_once(emitter, target):
    first = connection_to(emitter, target.take)
    assert first.alive
    first.drop()
    assert not first.alive
    second = connection_to(emitter, target.take)
    first.drop()  # has ended already, and must not take the new one of the same handler along
    first.end()
    assert second.alive
    assert emitter.hit.get_connections() == [second]


def test_a_connection_can_be_dropped_when_its_emitter_is_gone(target):
    emitter = Emitter()
    connection = connection_to(emitter, target.take)
    del emitter
    assert connection.signal() is None
    connection.drop()
    assert not connection.alive


def test_the_end_of_the_target_ends_a_connection(emitter, target):
    connection = connection_to(emitter, target.take)
    target.free()
    assert not connection.alive


def test_the_end_of_the_emitter_ends_a_connection(emitter, target):
    connection = connection_to(emitter, target.take)
    emitter.free()
    assert not connection.alive
    assert target.get_incoming_connections() == []


def test_the_call_of_a_one_shot_connection_does_nothing_after_its_end(emitter, target):
    connection = connection_to(emitter, target.take, flags=CONNECT_ONESHOT)
    call = connection.call
    call(1)
    call(2)
    assert target.got == [(1,)]
    assert not connection.alive
    del connection
    call(3)
    assert target.got == [(1,)]


@pytest.mark.parametrize("flags", [0, CONNECT_ONESHOT, CONNECT_DEFERRED, CONNECT_ONESHOT | CONNECT_DEFERRED])
@pytest.mark.parametrize("binds", [[], ["bind"]])
def test_a_connection_is_in_no_cycle(target, flags, binds):
    emitter = Emitter()
    connection = weakref.ref(connection_to(emitter, target.take, binds, flags))
    assert isinstance(connection(), Connection)
    del emitter
    assert connection() is None


def test_an_async_handler_is_started(emitter, target):
    connection_to(emitter, target.wait)
    emitter.hit.emit(3)
    assert target.got == [3]


def test_an_async_callable_object_is_started(emitter, target):
    class Handler:
        async def __call__(self, damage):
            target.take(damage)

    connection_to(emitter, Handler())
    emitter.hit.emit(3)
    assert target.got == [(3,)]


def test_flags_and_binds_work_together(tree, emitter, target):
    connection_to(emitter, target.take, ["a", "b"], CONNECT_DEFERRED | CONNECT_ONESHOT)
    emitter.hit.emit(1)
    emitter.hit.emit(2)
    assert target.got == []
    tree.step()
    assert target.got == [(1, "a", "b")]


@pytest.mark.parametrize("lost", [False, True])
def test_a_deferred_call_without_a_node_goes_to_the_emitters_tree_or_to_the_next_one(tree, target, lost):
    emitter = Emitter()
    call = connection_to(emitter, target.take, flags=CONNECT_DEFERRED).call
    if lost:
        del emitter
    call(1)
    assert target.got == []
    tree.step()
    assert target.got == [(1,)]


def test_a_deferred_call_of_a_node_goes_to_the_nodes_tree(tree, emitter):
    class Receiver(Node):
        def on_hit(self, damage):
            self.damage = damage

    receiver = tree.add(Receiver())
    connection_to(emitter, receiver.on_hit, flags=CONNECT_DEFERRED)
    emitter.hit.emit(2)
    assert [entry[0] for entry in tree.message_queue.calls] == [receiver]
    tree.step()
    assert receiver.damage == 2
