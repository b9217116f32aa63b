"""Signals: what declaring, connecting, emitting and awaiting them promise."""

from __future__ import annotations

import functools
import gc
import sys
import weakref
from contextlib import nullcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import (
    CONNECT_DEFERRED,
    CONNECT_ONESHOT,
    CONNECT_PERSIST,
    CONNECT_REFERENCE_COUNTED,
    Error,
    Node,
    Object,
    ScriptError,
    Signal,
    SignalError,
    SignalInstance,
)


class Emitter(Object):
    hit = Signal[int]("damage")
    died = Signal[()]()


class Target(Object):
    """Keeps what it was called with."""

    def __init__(self):
        self.got = []

    def take(self, damage):
        self.got.append(damage)

    def take_all(self, *args):
        self.got.append(args)


@pytest.fixture
def emitter():
    return Emitter()


@pytest.fixture
def target():
    return Target()


# -- Declaring -----------------------------------------------------------------------------------


def test_the_class_has_the_declaration_and_the_object_the_signal(emitter):
    assert isinstance(Emitter.hit, Signal)
    assert repr(Emitter.hit) == "<Signal hit(damage)>"
    assert isinstance(emitter.hit, SignalInstance)
    assert emitter.hit.name == "hit"
    assert emitter.hit.arguments == ("damage",)
    assert emitter.hit.owner is emitter
    assert repr(emitter.hit) == "<Signal hit(damage) of <Emitter>>"


def test_the_signal_of_an_object_is_always_the_same_one(emitter):
    assert emitter.hit is emitter.hit
    assert emitter.hit is not Emitter().hit


def test_a_signal_is_found_when_its_entry_in_the_instance_is_lost(emitter, target):
    emitter.hit.connect(target.take)
    emitter.__dict__.clear()
    emitter.hit.emit(1)
    assert target.got == [1]


def test_an_object_pays_only_for_the_signals_that_are_used(emitter):
    assert emitter._signals_ is None
    emitter.emit_signal("hit", 1)
    assert emitter._signals_ is None


def test_the_types_of_a_signal_stand_for_the_names_of_its_arguments():
    class Typed(Object):
        moved = Signal[float, float]()
        named = Signal[float]("angle")
        plain = Signal()
        nothing = Signal[()]()

    assert Typed.moved.arguments == ("arg0", "arg1")
    assert Typed.named.arguments == ("angle",)
    assert Typed.plain.arguments is None
    assert Typed.nothing.arguments == ()


def test_a_subclass_has_the_signals_of_its_bases(target):
    class Derived(Emitter):
        pass

    derived = Derived()
    derived.hit.connect(target.take)
    derived.hit.emit(3)
    assert target.got == [3]


def test_a_signal_of_something_that_is_no_object_says_what_to_inherit():
    class Plain:
        hit = Signal("damage")

    with pytest.raises(SignalError, match=r"Plain\.hit: only Godot objects .* `class Plain\(Object\):`"):
        Plain().hit  # noqa: B018


def test_a_signal_does_not_keep_its_object_alive(target):
    emitter = Emitter()
    hit = emitter.hit
    hit.connect(target.take)
    del emitter
    assert hit.owner is None
    hit.emit(1)
    assert target.got == []


# -- Connecting ----------------------------------------------------------------------------------


def test_a_handler_gets_the_arguments_and_then_the_binds(emitter, target):
    emitter.hit.connect(target.take_all, ["sword", 2])
    emitter.hit.emit(5)
    assert target.got == [(5, "sword", 2)]


def test_the_binds_are_those_of_the_time_of_connecting(emitter, target):
    binds = ["sword"]
    emitter.hit.connect(target.take_all, binds)
    binds.append("axe")
    emitter.hit.emit(5)
    assert target.got == [(5, "sword")]


def test_handlers_run_in_the_order_of_connecting(emitter):
    order = []
    handlers = [lambda _damage, i=i: order.append(i) for i in range(5)]
    for handler in reversed(handlers):
        emitter.hit.connect(handler)
    emitter.hit.disconnect(handlers[3])
    emitter.hit.connect(handlers[3])
    emitter.hit.emit(0)
    assert order == [4, 2, 1, 0, 3]


def test_connect_serves_as_a_decorator(emitter):
    got = []

    @emitter.hit.connect
    def on_hit(damage):
        got.append(damage)

    emitter.hit.emit(2)
    on_hit(3)
    assert got == [2, 3]


@pytest.mark.parametrize("flags", [0, CONNECT_DEFERRED, CONNECT_ONESHOT])
def test_the_same_handler_twice_is_refused(emitter, target, flags):
    emitter.hit.connect(target.take)
    with pytest.raises(SignalError, match=r"Target\.take is already connected to <Signal hit") as caught:
        emitter.hit.connect(target.take, [1], flags)
    assert caught.value.code is Error.ERR_INVALID_PARAMETER
    emitter.hit.emit(1)
    assert target.got == [1]


def test_the_same_method_of_two_objects_is_two_handlers(emitter):
    one, two = Target(), Target()
    emitter.hit.connect(one.take)
    emitter.hit.connect(two.take)
    emitter.hit.emit(1)
    assert one.got == two.got == [1]


def test_reference_counted_connections_last_until_disconnected_as_often(emitter, target):
    for _ in range(3):
        emitter.hit.connect(target.take, flags=CONNECT_REFERENCE_COUNTED)
    for _ in range(2):
        emitter.hit.disconnect(target.take)
        assert emitter.hit.is_connected(target.take)
    emitter.hit.emit(1)
    assert target.got == [1]  # once, however often it is connected
    emitter.hit.disconnect(target.take)
    assert not emitter.hit.is_connected(target.take)


@pytest.mark.parametrize(
    ("first", "second"), [(0, CONNECT_REFERENCE_COUNTED), (CONNECT_REFERENCE_COUNTED, 0)]
)
def test_reference_counting_takes_the_flag_each_time(emitter, target, first, second):
    emitter.hit.connect(target.take, flags=first)
    with pytest.raises(SignalError, match="pass CONNECT_REFERENCE_COUNTED each time"):
        emitter.hit.connect(target.take, flags=second)


def test_disconnecting_what_is_not_connected_tells_what_is(emitter, target):
    with pytest.raises(SignalError, match=r"take is not connected .*; connected: nothing\.$"):
        emitter.hit.disconnect(target.take)
    emitter.hit.connect(target.take_all)
    with pytest.raises(SignalError, match=r"take is not connected .*; connected: Target\.take_all\.$"):
        emitter.hit.disconnect(target.take)


def test_disconnecting_something_unhashable_is_the_same_error_as_connecting_it(emitter):
    with pytest.raises(SignalError, match="not hashable"):
        emitter.hit.disconnect(Unhashable())


def test_the_connections_can_be_listed(emitter, target):
    emitter.hit.connect(target.take)
    emitter.hit.connect(target.take_all, ["x"], CONNECT_PERSIST)
    first, second = emitter.hit.get_connections()
    assert (first.target, first.method, first.binds, first.flags) == (target, "take", (), 0)
    assert (second.target, second.method, second.binds, second.flags) == (
        target,
        "take_all",
        ("x",),
        CONNECT_PERSIST,
    )


class Unhashable:
    __hash__ = None

    def __init__(self):
        self.got = []

    def __call__(self, damage):
        self.got.append(damage)


def test_what_cannot_be_hashed_is_refused_with_a_way_out(emitter):
    handler = Unhashable()
    with pytest.raises(SignalError, match=r"not hashable.* `handler\.__call__`"):
        emitter.hit.connect(handler)
    emitter.hit.connect(handler.__call__)
    emitter.hit.emit(4)
    assert handler.got == [4]


@pytest.mark.parametrize("nonsense", [None, 3, "take", ["take"]])
def test_what_cannot_be_called_is_refused(emitter, nonsense):
    with pytest.raises(SignalError, match="needs something callable to connect, not "):
        emitter.hit.connect(nonsense)


def test_the_handlers_of_an_undeclared_signal_are_not_checked(emitter):
    got = []
    emitter.add_user_signal("custom")
    handler = lambda a, b: got.append((a, b))
    signal = emitter._signals_["custom"]
    signal.connect(handler)
    signal.emit(1, 2)
    assert got == [(1, 2)]
    assert repr(signal) == "<Signal custom() of <Emitter>>"


def test_a_handler_that_contains_yield_is_refused_as_it_would_not_run(emitter):
    def on_hit(damage):
        yield damage

    async def on_hit_too(damage):
        yield damage

    for handler in (on_hit, on_hit_too):
        with pytest.raises(SignalError, match=r"contains `yield`.* Write `async def` and `await"):
            emitter.hit.connect(handler)


def test_a_freed_object_is_not_connected(emitter, target):
    target.free()
    with pytest.raises(SignalError, match=r"Target\.take cannot be connected: <Target \(freed\)> is freed"):
        emitter.hit.connect(target.take)


def test_the_signal_of_a_freed_object_is_not_connected(emitter, target):
    emitter.free()
    with pytest.raises(SignalError, match="will never be emitted any more: its object is gone"):
        emitter.hit.connect(target.take)


def test_the_signal_of_a_lost_object_is_not_connected(target):
    with pytest.raises(SignalError, match="its object is gone"):
        Emitter().hit.connect(target.take)


def test_a_class_method_is_a_handler_that_outlives_the_object(emitter):
    class Counting(Node):
        hits = 0

        @classmethod
        def count(cls, damage):
            cls.hits += damage

    counting = Counting()
    emitter.hit.connect(counting.count)
    emitter.hit.emit(2)
    counting.free()
    emitter.hit.emit(3)
    assert Counting.hits == 5
    assert emitter.hit.get_connections()[0].target is None


def test_a_partial_of_a_method_belongs_to_the_methods_object(emitter, target):
    emitter.died.connect(functools.partial(functools.partial(target.take_all, 1), 2))
    emitter.died.emit()
    assert target.got == [(1, 2)]
    target.free()
    assert emitter.died.get_connections() == []


# -- Emitting ------------------------------------------------------------------------------------


@pytest.mark.parametrize("handlers", [1, 2])
@pytest.mark.parametrize("args", [(), (None,), (1, 2), (1, None, 3)])
def test_every_handler_gets_every_argument(args, handlers):
    emitter, calls = Object(), []
    emitter.add_user_signal("any")
    for _ in range(handlers):
        emitter._signals_["any"].connect(lambda *args: calls.append(args))
    emitter._signals_["any"].emit(*args)
    emitter.emit_signal("any", *args)
    assert calls == 2 * handlers * [args]


def test_a_signal_is_heard_while_a_handler_is_connected_or_a_coroutine_waits(emitter, target):
    assert not emitter.hit.is_heard()
    emitter.hit.connect(target.take, (), CONNECT_ONESHOT)
    assert emitter.hit.is_heard()
    emitter.hit.emit(1)
    assert not emitter.hit.is_heard()

    class Waiting(Node):
        async def wait(self):
            await emitter.hit

    Waiting().call("wait")
    assert emitter.hit.is_heard()
    emitter.hit.emit(1)
    assert not emitter.hit.is_heard()


def test_emission_without_handlers_does_nothing(emitter):
    emitter.hit.emit(1)
    emitter.emit_signal("hit", 1)


def test_a_handler_that_disconnects_itself_does_not_stop_the_others(emitter, target):
    def leave(damage):
        emitter.hit.disconnect(leave)

    emitter.hit.connect(leave)
    emitter.hit.connect(target.take)
    emitter.hit.emit(1)
    emitter.hit.emit(2)
    assert target.got == [1, 2]
    assert not emitter.hit.is_connected(leave)


def test_a_handler_that_frees_itself_does_not_stop_the_others(emitter, target):
    class Leaving(Object):
        def take(self, damage):
            self.free()

    emitter.hit.connect(Leaving().take)
    emitter.hit.connect(target.take)
    emitter.hit.emit(1)
    assert target.got == [1]
    assert [c.target for c in emitter.hit.get_connections()] == [target]


def test_a_handler_that_an_earlier_one_disconnects_is_skipped(emitter, target):
    emitter.hit.connect(lambda _damage: emitter.hit.disconnect(target.take))
    emitter.hit.connect(target.take)
    emitter.hit.emit(1)
    assert target.got == []


def test_a_handler_whose_object_an_earlier_one_frees_is_skipped(emitter, target):
    emitter.hit.connect(lambda _damage: target.free())
    emitter.hit.connect(target.take)
    emitter.hit.emit(1)
    assert target.got == []


def test_a_handler_that_an_earlier_one_connects_waits_for_the_next_emission(emitter, target):
    @emitter.hit.connect
    def connect_once(damage):
        if not emitter.hit.is_connected(target.take):
            emitter.hit.connect(target.take)

    emitter.hit.emit(1)
    assert target.got == []
    emitter.hit.emit(2)
    assert target.got == [2]


def test_a_handler_that_is_disconnected_and_connected_again_waits_for_the_next_emission(emitter, target):
    @emitter.hit.connect
    def reconnect(damage):
        emitter.hit.disconnect(target.take)
        emitter.hit.connect(target.take)

    emitter.hit.connect(target.take)
    emitter.hit.emit(1)
    assert target.got == []


def test_a_handler_may_emit_again(emitter, target):
    @emitter.hit.connect
    def twice(damage):
        if damage < 3:
            emitter.hit.emit(damage + 1)

    emitter.hit.connect(target.take)
    emitter.hit.emit(1)
    assert target.got == [3, 2, 1]


def test_freeing_the_emitter_ends_the_emission(emitter, target):
    emitter.hit.connect(lambda _damage: emitter.free())
    emitter.hit.connect(target.take)
    emitter.hit.emit(1)
    assert target.got == []
    emitter.hit.emit(2)
    assert target.got == []


def test_an_emission_keeps_its_emitter_alive_no_longer_than_it_must(target):
    emitter = Emitter()
    gone = weakref.ref(emitter)

    def forget(damage):
        nonlocal emitter
        emitter = None

    emitter.hit.connect(forget)
    emitter.hit.connect(target.take)
    emitter.hit.emit(1)
    assert target.got == [1]
    del forget
    gc.collect()
    assert gone() is None


def test_blocked_signals_do_nothing_and_connections_last(emitter, target):
    emitter.hit.connect(target.take)
    emitter.hit.connect(target.take_all, flags=CONNECT_ONESHOT | CONNECT_DEFERRED)
    emitter.set_block_signals(True)
    emitter.hit.emit(1)
    emitter.set_block_signals(False)
    assert target.got == []
    assert len(emitter.hit.get_connections()) == 2
    emitter.hit.emit(2)
    assert target.got == [2]


def test_signals_that_are_first_used_while_blocked_are_blocked_too(emitter, target):
    emitter.set_block_signals(True)
    emitter.hit.connect(target.take)
    emitter.hit.emit(1)
    assert target.got == []


def test_an_emission_under_way_is_not_blocked_any_more(emitter, target):
    emitter.hit.connect(lambda _damage: emitter.set_block_signals(True))
    emitter.hit.connect(target.take)
    emitter.hit.emit(1)
    emitter.hit.emit(2)
    assert target.got == [1]


# -- One-shot and deferred -----------------------------------------------------------------------


def test_a_one_shot_handler_runs_once(emitter, target):
    emitter.hit.connect(target.take, flags=CONNECT_ONESHOT)
    emitter.hit.emit(1)
    emitter.hit.emit(2)
    assert target.got == [1]
    assert not emitter.hit.is_connected(target.take)


def test_a_one_shot_connection_ends_before_its_handler_runs(emitter, target):
    def emit_again(damage):
        target.take(damage)
        emitter.hit.emit(damage + 1)

    emitter.hit.connect(emit_again, flags=CONNECT_ONESHOT)
    emitter.hit.emit(1)
    assert target.got == [1]


def test_a_one_shot_handler_may_connect_itself_again(emitter, target):
    def again(damage):
        target.take(damage)
        emitter.hit.connect(again, flags=CONNECT_ONESHOT)

    emitter.hit.connect(again, flags=CONNECT_ONESHOT)
    for i in range(3):
        emitter.hit.emit(i)
    assert target.got == [0, 1, 2]


def test_a_one_shot_handler_that_a_nested_emission_has_used_up_is_skipped(emitter, target):
    @emitter.hit.connect
    def nest(damage):
        if damage == 1:
            emitter.hit.emit(2)

    emitter.hit.connect(target.take, flags=CONNECT_ONESHOT)
    emitter.hit.emit(1)
    assert target.got == [2]


def test_a_deferred_handler_runs_at_the_end_of_the_step_with_its_binds(tree, emitter, target):
    emitter.hit.connect(target.take_all, ["bind"], CONNECT_DEFERRED)
    emitter.hit.emit(1)
    emitter.hit.emit(2)
    assert target.got == []
    tree.step()
    assert target.got == [(1, "bind"), (2, "bind")]


def test_a_deferred_one_shot_connection_ends_with_the_emission(tree, emitter, target):
    emitter.hit.connect(target.take, flags=CONNECT_DEFERRED | CONNECT_ONESHOT)
    emitter.hit.emit(1)
    emitter.hit.emit(2)
    assert not emitter.hit.is_connected(target.take)
    tree.step()
    assert target.got == [1]


def test_a_deferred_call_is_dropped_when_its_object_is_freed(tree, emitter, target):
    emitter.hit.connect(target.take, flags=CONNECT_DEFERRED)
    emitter.hit.emit(1)
    target.free()
    tree.step()
    assert target.got == []


def test_a_deferred_call_is_made_when_its_emitter_is_freed(tree, emitter, target):
    emitter.hit.connect(target.take, flags=CONNECT_DEFERRED)
    emitter.hit.emit(1)
    emitter.free()
    tree.step()
    assert target.got == [1]


def test_a_deferred_coroutine_is_started_at_the_end_of_the_step(tree, emitter, target):
    class Waiting(Node):
        async def on_hit(self, damage):
            target.take(damage)
            await emitter.died
            target.take("died")

    waiting = tree.add(Waiting())
    emitter.hit.connect(waiting.on_hit, flags=CONNECT_DEFERRED)
    emitter.hit.emit(1)
    assert target.got == []
    tree.step()
    assert target.got == [1]
    emitter.died.emit()
    assert target.got == [1, "died"]


def test_a_deferred_handler_that_is_no_node_is_called_by_the_emitters_tree(tree, target):
    class Door(Node):
        opened = Signal()

    door = tree.add(Door())
    door.opened.connect(lambda: target.take("opened"), flags=CONNECT_DEFERRED)
    door.opened.emit()
    assert len(tree.message_queue.calls) == 1
    tree.step()
    assert target.got == ["opened"]


def test_a_deferred_handler_of_a_node_is_called_by_the_nodes_tree(tree, emitter):
    class Door(Node):
        def on_hit(self, damage):
            self.damage = damage

    door = tree.add(Door())
    emitter.hit.connect(door.on_hit, flags=CONNECT_DEFERRED)
    emitter.hit.emit(2)
    assert len(tree.message_queue.calls) == 1
    tree.step()
    assert door.damage == 2


def test_a_deferred_call_of_a_lost_emitter_is_made_by_the_next_tree(tree, target):
    emitter = Emitter()
    emitter.hit.connect(target.take_all, flags=CONNECT_DEFERRED)
    call = emitter.hit.get_connections()[0].call
    del emitter
    call(1)
    tree.step()
    assert target.got == [(1,)]


# -- Handlers that fail --------------------------------------------------------------------------


def fail(damage):
    raise ValueError(f"no {damage}")


def test_a_failing_handler_is_reported_with_the_place_of_emission_and_the_others_run(emitter, target, faults):
    emitter.hit.connect(fail)
    emitter.hit.connect(target.take)
    line = sys._getframe().f_lineno + 1
    emitter.hit.emit(1)
    assert target.got == [1]
    (fault,) = faults
    assert str(fault.error) == "no 1"
    assert fault.doing == (
        f"fail, handler of <Signal hit(damage) of <Emitter>>, emitted at {__file__}:{line}"
    )
    last = fault.error.__traceback__
    while last.tb_next:
        last = last.tb_next
    assert last.tb_frame.f_code is fail.__code__


def test_the_place_of_emission_is_the_scripts_line_also_when_emitted_by_name(emitter, faults):
    emitter.hit.connect(fail)
    line = sys._getframe().f_lineno + 1
    emitter.emit_signal("hit", 1)
    assert faults[0].doing.endswith(f"emitted at {__file__}:{line}")


def test_every_failing_handler_is_reported_for_itself(emitter, target, faults):
    def first(damage):
        raise KeyError(damage)

    def last(damage):
        raise IndexError(damage)

    for handler in (first, target.take, fail, target.take_all, last):
        emitter.hit.connect(handler)
    emitter.hit.emit(1)
    assert [type(fault.error) for fault in faults] == [KeyError, ValueError, IndexError]
    assert [fault.doing.partition(",")[0].rpartition(".")[2] for fault in faults] == ["first", "fail", "last"]
    assert target.got == [1, (1,)]


def test_a_handler_that_disconnects_and_then_fails_does_not_stop_the_others(emitter, target, faults):
    @emitter.hit.connect
    def leave_and_fail(damage):
        emitter.hit.disconnect(leave_and_fail)
        raise ValueError("left")

    emitter.hit.connect(fail)
    emitter.hit.connect(target.take)
    emitter.hit.emit(1)
    assert [str(fault.error) for fault in faults] == ["left", "no 1"]
    assert "leave_and_fail, handler" in faults[0].doing
    assert faults[1].doing.startswith("fail, handler")
    assert target.got == [1]


def test_a_wrong_number_of_arguments_is_a_fault_of_the_handlers(emitter, target, faults):
    emitter.hit.connect(target.take)
    emitter.hit.emit(1, 2)
    assert "takes 2 positional arguments but 3 were given" in str(faults[0].error)


def test_the_tree_of_the_handlers_node_gets_the_fault(tree, emitter):
    class Failing(Node):
        def on_hit(self, damage):
            raise ValueError("of the node")

        def __len__(self):
            return 0  # an empty container is a node all the same

    emitter.hit.connect(tree.add(Failing()).on_hit)
    emitter.hit.emit(1)
    assert [str(fault.error) for fault in tree.expect_faults()] == ["of the node"]


def test_the_tree_of_the_emitter_gets_the_fault_of_a_function(tree):
    class Door(Node):
        opened = Signal("by")

    door = tree.add(Door())
    door.opened.connect(fail)
    door.opened.emit("me")
    assert [str(fault.error) for fault in tree.expect_faults()] == ["no me"]


def test_an_interrupt_is_no_fault_of_a_handler(emitter, faults):
    def interrupt(damage):
        raise KeyboardInterrupt

    emitter.hit.connect(interrupt)
    with pytest.raises(KeyboardInterrupt):
        emitter.hit.emit(1)
    assert faults == []


def test_endless_emission_is_one_fault_of_each_handler_that_starts_it(emitter, target, faults):
    deepest = 0

    def down(damage):
        nonlocal deepest
        deepest = max(deepest, damage)
        emitter.hit.emit(damage + 1)

    emitter.hit.connect(down)
    emitter.hit.connect(lambda damage: down(damage))
    emitter.died.connect(lambda: emitter.hit.emit(0))
    emitter.died.connect(lambda: target.take("next"))
    emitter.died.emit()
    assert [type(fault.error) for fault in faults] == [RecursionError]
    assert deepest > 10
    assert target.got == ["next"]


# -- Waiting -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("args", "value"), [((), None), ((1,), 1), ((None,), None), ((1, 2), (1, 2)), (((1, 2),), (1, 2))]
)
def test_await_gives_none_or_the_argument_or_a_tuple(emitter, args, value):
    class Waiting(Object):
        async def wait(self):
            return await emitter.hit

    task = Waiting().call("wait")
    assert not task.done
    emitter.hit.emit(*args)
    assert task.done
    assert task.result == value


def test_a_coroutine_waits_for_one_emission(emitter, target):
    class Waiting(Object):
        async def wait(self):
            target.take(await emitter.hit)

    Waiting().call("wait")
    emitter.hit.emit(1)
    emitter.hit.emit(2)
    assert target.got == [1]


def test_a_coroutine_that_waits_again_inside_an_emission_waits_for_the_next(emitter, target):
    class Waiting(Object):
        async def wait(self):
            while True:
                target.take(await emitter.hit)

    waiting = Waiting()
    waiting.call("wait")
    for i in range(3):
        emitter.hit.emit(i)
    assert target.got == [0, 1, 2]


def test_coroutines_resume_in_the_order_of_waiting_among_the_handlers(emitter, target):
    class Waiting(Object):
        async def wait(self, name):
            await emitter.hit
            target.take(name)

    waiting = Waiting()
    waiting.call("wait", "first")
    emitter.hit.connect(target.take)
    waiting.call("wait", "second")
    emitter.hit.emit("handler")
    assert target.got == ["first", "handler", "second"]


def test_a_waiting_coroutine_is_no_connection_of_the_script(emitter):
    class Waiting(Object):
        async def wait(self):
            await emitter.hit

    waiting = Waiting()
    waiting.call("wait")
    assert emitter.hit.get_connections() == []
    assert emitter.get_signal_connection_list("hit") == []
    assert waiting.get_incoming_connections() == []


def test_a_coroutine_is_closed_when_its_emitter_is_freed(emitter, target):
    class Waiting(Object):
        async def wait(self):
            try:
                await emitter.hit
            finally:
                target.take("finally")

    task = Waiting().call("wait")
    emitter.free()
    assert target.got == ["finally"]
    assert task.done


def test_awaiting_the_signal_of_a_freed_object_is_an_error(emitter, target):
    class Waiting(Object):
        async def wait(self):
            try:
                await emitter.hit
            except ScriptError as error:
                target.take(str(error))

    emitter.free()
    Waiting().call("wait")
    assert target.got == [
        "<Signal hit(damage) of <Emitter (freed)>> will never be emitted any more: its object is gone."
    ]


def test_a_coroutine_resumes_when_signals_are_unblocked(emitter, target):
    class Waiting(Object):
        async def wait(self):
            target.take(await emitter.hit)

    Waiting().call("wait")
    emitter.set_block_signals(True)
    emitter.hit.emit(1)
    emitter.set_block_signals(False)
    emitter.hit.emit(2)
    assert target.got == [2]


# -- Lifetimes -----------------------------------------------------------------------------------


def test_a_connection_dies_with_its_target(emitter, target):
    emitter.hit.connect(target.take)
    target.free()
    assert emitter.hit.get_connections() == []
    emitter.hit.emit(1)
    assert target.got == []


def test_ten_thousand_freed_targets_leave_nothing(emitter):
    targets = [Target() for _ in range(10_000)]
    gone = [weakref.ref(target) for target in targets]
    for target in targets:
        emitter.hit.connect(target.take)
    emitter.hit.emit(1)
    assert all(target.got == [1] for target in targets)
    for target in targets:
        target.free()
    del targets, target
    assert emitter.hit.get_connections() == []
    assert emitter.hit._connections == {}
    gc.collect()
    assert not any(ref() for ref in gone)


def test_ten_thousand_lost_emitters_leave_nothing_in_their_target(target):
    emitters = [Emitter() for _ in range(10_000)]
    gone = [weakref.ref(emitter) for emitter in emitters]
    for i, emitter in enumerate(emitters):
        emitter.hit.connect(target.take, flags=CONNECT_ONESHOT if i % 2 else 0)
    assert len(target.get_incoming_connections()) == 10_000
    del emitters, emitter
    assert not any(ref() for ref in gone)  # no cycles: nobody waits for the garbage collector
    assert target.get_incoming_connections() == []
    assert list(target._incoming_) == []


def test_what_is_disconnected_is_not_kept_until_the_next_emission(emitter):
    target = Target()
    gone = weakref.ref(target)
    emitter.hit.connect(target.take)
    emitter.hit.emit(1)
    emitter.hit.disconnect(target.take)
    del target
    assert gone() is None


def test_ten_thousand_freed_nodes_leave_no_coroutine_in_what_they_waited_for(emitter):
    ended = 0

    class Waiting(Object):
        async def wait(self):
            nonlocal ended
            try:
                await emitter.hit
            finally:
                ended += 1

    for _ in range(10_000):
        waiting = Waiting()
        waiting.call("wait")
        waiting.free()
    assert ended == 10_000
    assert emitter.hit._connections == {}


# -- Any order of events -------------------------------------------------------------------------


class Model:
    """What signals promise, in the plainest way: a list that is copied, and a flag that is looked at."""

    def __init__(self, scripts):
        self.scripts = scripts
        self.connections = []
        self.log = []
        self.depth = 0
        self.freed = set()
        self.blocked = False

    def connected(self, i):
        return next((c for c in self.connections if c["handler"] == i), None)

    def connect(self, i, oneshot):
        if i not in self.freed and self.connected(i) is None:
            self.connections.append({"handler": i, "oneshot": oneshot, "alive": True})

    def disconnect(self, i):
        found = self.connected(i)
        if found is not None:
            found["alive"] = False
            self.connections.remove(found)

    def free(self, i):
        self.disconnect(i)
        self.freed.add(i)

    def block(self, on):
        self.blocked = on

    def emit(self):
        for connection in [] if self.blocked else list(self.connections):
            if connection["alive"]:
                if connection["oneshot"]:
                    self.disconnect(connection["handler"])
                run(self, connection["handler"])


class Real(Model):
    """The same by the real signal."""

    def __init__(self, scripts):
        super().__init__(scripts)
        self.emitter = Emitter()
        self.targets = [ScriptedTarget(self, i) for i in range(len(scripts))]

    def connect(self, i, oneshot):
        handler = self.targets[i].on_died
        refused = i in self.freed or self.emitter.died.is_connected(handler)
        with pytest.raises(SignalError) if refused else nullcontext():
            self.emitter.died.connect(handler, (), CONNECT_ONESHOT if oneshot else 0)

    def disconnect(self, i):
        handler = self.targets[i].on_died
        if self.emitter.died.is_connected(handler):
            self.emitter.died.disconnect(handler)

    def free(self, i):
        if i not in self.freed:
            self.freed.add(i)
            self.targets[i].free()

    def block(self, on):
        self.emitter.set_block_signals(on)

    def emit(self):
        self.emitter.died.emit()


class ScriptedTarget(Object):
    def __init__(self, world, i):
        self.world, self.i = world, i

    def on_died(self):
        run(self.world, self.i)


def run(world, i):
    """Do what the handler `i` does when it is called: a few nested emissions at the most."""
    world.log.append(i)
    if world.depth < 3 and len(world.log) < 60:
        world.depth += 1
        for action, *args in world.scripts[i]:
            getattr(world, action)(*args)
        world.depth -= 1


HANDLERS = 4
handler_numbers = st.integers(0, HANDLERS - 1)
actions = st.one_of(
    st.tuples(st.just("connect"), handler_numbers, st.booleans()),
    st.tuples(st.just("disconnect"), handler_numbers),
    st.tuples(st.just("free"), handler_numbers),
    st.tuples(st.just("block"), st.booleans()),
    st.tuples(st.just("emit")),
)


@given(
    scripts=st.lists(st.lists(actions, max_size=3), min_size=HANDLERS, max_size=HANDLERS),
    program=st.lists(actions, max_size=12),
)
def test_any_order_of_events_gives_the_calls_of_a_plain_model(scripts, program):
    model, real = Model(scripts), Real(scripts)
    for world in (model, real):
        for i in range(HANDLERS):
            world.connect(i, False)
        for action, *args in [*program, ("emit",)]:
            getattr(world, action)(*args)
    assert real.log == model.log
    assert [c.target.i for c in real.emitter.died.get_connections()] == [
        c["handler"] for c in model.connections
    ]
