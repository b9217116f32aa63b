"""Coroutines: how hooks, handlers and methods that are `async def` run, wait and end."""

from __future__ import annotations

import asyncio
import functools
import gc
import inspect
import pydoc
import traceback
import weakref

import pytest

from engine import CONNECT_DEFERRED, Node, Object, ScriptError, Signal, SignalError
from engine.object.coroutine import Task, start


class Waiting(Node):
    """Waits for a signal and keeps a log."""

    go = Signal("value")
    other = Signal()

    def __init__(self):
        self.log = []

    async def wait(self):
        try:
            self.log.append(await self.go)
            return "result"
        finally:
            self.log.append("finally")


@pytest.fixture
def node(tree):
    return tree.add(Waiting())


@pytest.fixture
def faults(tree, monkeypatch):
    """Call it for the faults so far, also those of objects outside the tree."""
    monkeypatch.setattr("engine.base.fault._default", lambda fault: tree.fault_handler(fault))
    return tree.expect_faults


# -- Running -------------------------------------------------------------------------------------


def test_a_coroutine_runs_at_once_up_to_its_first_await(node):
    task = node.call("wait")
    assert isinstance(task, Task)
    assert not task.done
    assert task.owner is node
    assert repr(task) == "<Task <Waiting /root/Waiting>.wait, waiting>"
    assert node.log == []
    node.go.emit("value")
    assert node.log == ["value", "finally"]
    assert task.done
    assert task.result == "result"
    assert repr(task) == "<Task <Waiting /root/Waiting>.wait, done>"


async def follow(node):
    """Wait as `Waiting.wait` does; a function of its own, which nobody starts."""
    node.log.append(await node.go)


def test_what_a_coroutine_does_may_be_said_by_a_function_that_is_asked_when_it_is_read(node):
    asked = []
    task = start(node, follow(node), lambda: asked.append(1) or "waiting for Godot")
    assert asked == []
    assert (task.doing, repr(task)) == ("waiting for Godot", "<Task waiting for Godot, waiting>")
    node.go.emit("value")
    assert len(asked) == 2


def test_a_coroutine_that_awaits_nothing_is_done_at_once(node):
    class Quick(Node):
        async def work(self):
            return 7

    task = Quick().call("work")
    assert task.done
    assert task.result == 7


def test_hooks_may_be_coroutines(tree):
    log = []

    class Scripted(Node):
        go = Signal()

        async def _enter_tree(self):
            await self.go
            log.append("entered")

        async def _ready(self):
            await self.get_tree().create_timer(0.05).timeout
            log.append("ready")

    node = tree.add(Scripted())
    assert log == []
    node.go.emit()
    assert log == ["entered"]
    tree.step(2)
    assert log == ["entered"]
    tree.step(2)
    assert log == ["entered", "ready"]


def test_process_may_be_a_coroutine(tree):
    log = []

    class Scripted(Node):
        async def _process(self, delta):
            frame = self.get_tree().get_idle_frames()
            await self.get_tree().idle_frame
            log.append((frame, self.get_tree().get_idle_frames()))

    tree.add(Scripted())
    tree.step(3)
    assert log == [(1, 2), (2, 3)]


def test_handlers_may_be_coroutines(node):
    class Handling(Object):
        async def on_go(self, value):
            node.log.append(value)
            await node.other
            node.log.append("other")

    handling = Handling()
    node.go.connect(handling.on_go)
    node.go.emit(1)
    node.go.emit(2)
    assert node.log == [1, 2]
    node.other.emit()
    assert node.log == [1, 2, "other", "other"]


def test_a_handler_that_is_an_async_function_belongs_to_nobody(node):
    async def on_go(value):
        await node.other
        node.log.append(value)

    node.go.connect(on_go)
    node.go.emit(1)
    node.other.emit()
    assert node.log == [1]


def test_a_deferred_coroutine_runs_at_the_end_of_the_step(tree, node):
    node.call_deferred("wait")
    node.go.emit("too early")
    tree.step()
    node.go.emit("value")
    assert node.log == ["value", "finally"]


def test_a_coroutine_may_await_coroutines_of_its_own(node):
    class Nested(Object):
        async def inner(self):
            return [await node.go, await node.go]

        async def outer(self):
            return [*await self.inner(), await node.go]

    task = Nested().call("outer")
    for value in (1, 2, 3):
        node.go.emit(value)
    assert task.result == [1, 2, 3]


# -- Being called --------------------------------------------------------------------------------


class Door(Node):
    """Opens slowly."""

    go = Signal()

    def __init__(self):
        self.log = []

    async def open(self, steps=1, *, loudly=False):
        """Open the door."""
        self.log.append("begins")
        for _ in range(steps):
            await self.go
        self.log.append("ends")
        return steps, loudly


@pytest.fixture
def door(tree):
    return tree.add(Door())


def test_a_method_that_waits_runs_when_it_is_called_and_goes_on_by_itself(door):
    door.open(2)
    assert door.log == ["begins"]
    door.go.emit()
    assert door.log == ["begins"]
    door.go.emit()
    assert door.log == ["begins", "ends"]


def test_what_the_call_gives_is_valid_until_the_end_and_then_has_the_result(door):
    state = door.open(1, loudly=True)
    assert state.is_valid()
    door.go.emit()
    assert not state.is_valid()
    assert not state.is_valid(True)
    assert state.result == (1, True)


def test_a_call_with_wrong_arguments_raises_where_it_is_made(door):
    with pytest.raises(TypeError, match=r"open\(\) got an unexpected keyword argument 'softly'"):
        door.open(softly=True)
    assert door.log == []


def test_completed_is_emitted_once_with_the_result(door):
    log = []
    state = door.open()
    state.completed.connect(lambda result: log.append((result, state.is_valid())))
    door.go.emit()
    door.go.emit()
    assert log == [((1, False), False)]
    with pytest.raises(SignalError, match=r"will never be emitted any more\. Ask `is_valid\(\)` of the task"):
        state.completed.connect(print)


def test_completed_is_never_emitted_by_what_is_closed(door):
    log = []
    state = door.open()
    state.completed.connect(log.append)
    door.free()
    assert not state.is_valid()
    assert log == []
    assert state.completed.get_connections() == []


def test_an_async_function_that_hears_of_the_end_is_started(door):
    log = []

    async def heard(result):
        await door.go
        log.append(result)

    door.open().completed.connect(heard)
    for expected in ([], [(1, False)]):
        door.go.emit()
        assert log == expected


def test_completed_may_be_awaited_before_and_after(door):
    class Following(Object):
        async def follow(self, signal):
            return await signal

    state = door.open()
    before = Following().follow(state.completed)
    door.go.emit()
    assert before.result == (1, False)
    assert Following().follow(state.completed).result == (1, False)
    assert Following().follow(door.open(0).completed).result == (0, False)


def test_a_coroutine_that_awaits_another_of_its_object_runs_it_at_once_and_goes_on_after_it(door):
    class Hall(Door):
        async def enter(self):
            self.log.append("comes")
            self.log.append(await self.open())
            self.log.append("enters")

    hall = Hall()
    hall.enter()
    assert hall.log == ["comes", "begins"]
    hall.go.connect(lambda: hall.log.append("emitted"))
    hall.go.emit()
    assert hall.log == ["comes", "begins", "ends", (1, False), "enters", "emitted"]


def test_coroutines_that_await_one_another_are_closed_from_within_when_their_object_is_freed(node):
    class Nested(Object):
        async def inner(self):
            try:
                await node.go
            finally:
                node.log.append("inner")

        async def outer(self):
            try:
                await self.inner()
            finally:
                node.log.append("outer")

    nested = Nested()
    nested.outer()
    nested.free()
    assert node.log == ["inner", "outer"]
    assert not node.go.is_heard()


def test_a_coroutine_waits_by_a_one_shot_connection_that_ends_it_with_the_emitter(node):
    class Emitter(Object):
        hit = Signal("damage")

    class Hurt(Object):
        async def wait(self):
            node.log.append(await emitter.hit)

    emitter, hurt = Emitter(), Hurt()
    first = hurt.call("wait")
    (waiter,) = emitter.hit._connections.values()
    assert waiter.target is first
    assert emitter.hit.get_connections() == []
    emitter.hit.emit(1)
    assert not waiter.alive
    assert node.log == [1]
    second = hurt.call("wait")
    emitter.free()
    assert second.done
    assert node.log == [1]


def test_who_stops_awaiting_a_task_is_forgotten_by_it(node):
    state = node.wait()
    for _ in range(3):
        chained = Chained()
        chained.follow(state)
        chained.free()
    assert not state.completed.is_heard()


def test_an_override_may_call_what_it_overrides(door):
    class Gate(Door):
        async def open(self, steps=1):
            return "gate", await super().open(steps)

    class Quick(Gate):
        def open(self):
            return super().open(2)

    class Slow(Quick):
        async def open(self):
            return "slow", await super().open()

    state = Slow().open()
    assert state.is_valid()
    for _ in range(2):
        state.owner.go.emit()
    assert state.result == ("slow", ("gate", (2, False)))
    assert Gate().open(0).result == ("gate", (0, False))


def test_static_and_class_methods_run_too_and_belong_to_nobody(node):
    class Tools(Node):
        @staticmethod
        async def static(signal):
            return await signal

        @classmethod
        async def of_class(cls, signal):
            return cls, await signal

    tools = Tools()
    states = [tools.static(node.go), Tools.static(node.go), tools.of_class(node.go), Tools.of_class(node.go)]
    tools.free()
    node.go.emit(1)
    assert [state.result for state in states] == [1, 1, (Tools, 1), (Tools, 1)]
    assert {state.owner for state in states} == {None}
    assert states[0].doing == Tools.static.__qualname__


def test_a_method_in_a_decorator_runs_too(node):
    def logged(function):
        @functools.wraps(function)
        def call(self, *args):
            node.log.append(args)
            return function(self, *args)

        return call

    class Decorated(Node):
        @logged
        async def work(self, value):
            return value, await node.go

        @logged
        def plain(self, value):
            return value

    decorated = Decorated()
    state = decorated.work(1)
    assert state.doing == f"{decorated!r}.work"
    node.go.emit(2)
    assert state.result == (1, 2)
    assert decorated.plain(3) == 3
    assert node.log == [(1,), (3,)]


def test_a_method_is_made_to_run_once_also_where_it_has_two_names(door):
    class Gate(Door):
        enter = Door.open

    assert Gate.enter is Door.open
    assert Gate().enter(0).result == (0, False)


def test_asynchronous_generators_are_left_as_they_are(door):
    class Stairs(Door):
        async def steps(self):
            for step in range(2):
                await self.go
                yield step

        async def climb(self):
            return [step async for step in self.steps()]

    stairs = Stairs()
    state = stairs.climb()
    stairs.go.emit()
    stairs.go.emit()
    assert state.result == [0, 1]


def test_asynchronous_context_managers_work(door):
    class Lock(Door):
        async def __aenter__(self):
            await self.go
            return self

        async def __aexit__(self, *_error):
            await self.go

        async def use(self):
            async with self as lock:
                return lock

    lock = Lock()
    state = lock.use()
    lock.go.emit()
    assert state.is_valid()
    lock.go.emit()
    assert state.result is lock


def test_the_methods_of_classes_that_are_no_objects_are_left_as_they_are(node):
    class Mixin:
        async def mixed(self):
            return await node.go

    class Mixed(Mixin, Node):
        async def work(self):
            return await self.mixed()

    mixed = Mixed()
    assert Mixed.mixed is Mixin.mixed
    states = [mixed.work(), mixed.call("mixed")]
    node.go.emit(1)
    assert [state.result for state in states] == [1, 1]


def test_inspect_and_help_show_a_method_as_it_is_written():
    assert str(inspect.signature(Door.open)) == "(self, steps=1, *, loudly=False)"
    assert str(inspect.signature(Door().open)) == "(steps=1, *, loudly=False)"
    assert inspect.getdoc(Door.open) == "Open the door."
    assert "open(self, steps=1, *, loudly=False)" in pydoc.plain(pydoc.render_doc(Door))
    assert inspect.getsource(Door.open).lstrip().startswith("async def open")


def test_calling_a_method_gives_no_coroutine_but_what_can_be_awaited():
    assert not inspect.iscoroutinefunction(Door.open)
    state = Door().open(0)
    assert not inspect.iscoroutine(state)
    assert inspect.isawaitable(state)


def test_asyncio_gets_the_repair_from_a_method_that_waits_for_something_of_its_own(faults):
    class Handler(Object):
        async def handle(self):
            await asyncio.sleep(0.1)

    async def serve():
        await Handler().handle()

    with pytest.raises(ScriptError, match="What asyncio is to run is written as a function outside"):
        asyncio.run(serve())


def test_the_states_of_methods_leave_nothing_to_the_collector(door, failing, faults):
    class Hall(Door):
        async def enter(self):
            with pytest.raises(ValueError, match="failed"):
                await failing.later()
            return await self.open()

    hall = Hall()
    gc.collect()
    gc.disable()
    try:
        states = [weakref.ref(hall.enter()), weakref.ref(failing.later()), weakref.ref(failing.at_once())]
        failing.go.emit()
        hall.go.emit()
        assert hall.log == ["begins", "ends"]
        assert [state() for state in states] == [None] * 3
        assert len(faults()) == 2
    finally:
        gc.enable()


def test_a_task_that_is_lost_is_closed(node):
    class Emitter(Object):
        go = Signal()

    class Following(Object):
        async def follow(self, signals):
            try:
                await signals.pop()
            finally:
                node.log.append("finally")

    emitter, following = Emitter(), Following()
    following.follow([emitter.go])
    assert node.log == []
    del emitter
    gc.collect()
    assert node.log == ["finally"]


def test_a_script_may_resume_a_task_itself(node):
    state = node.wait()
    state.resume("given")
    assert node.log == ["given", "finally"]
    assert not node.go.is_heard()


def test_quitting_closes_what_waits(tree, node):
    node.wait()
    tree.finish()
    assert node.log == ["finally"]


# -- Awaiting tasks ------------------------------------------------------------------------------


class Chained(Object):
    """Awaits a task of somebody else."""

    def __init__(self):
        self.log = []

    async def follow(self, task):
        try:
            self.log.append(await task)
        finally:
            self.log.append("finally")


def test_awaiting_a_task_gives_its_result(node):
    task = node.call("wait")
    one, two = Chained(), Chained()
    one.call("follow", task)
    two.call("follow", task)
    node.go.emit(1)
    assert one.log == two.log == ["result", "finally"]


def test_awaiting_a_task_gives_a_tuple_as_it_is(node):
    class Pair(Object):
        async def pair(self):
            await node.other
            return ()

    chained = Chained()
    chained.call("follow", Pair().call("pair"))
    node.other.emit()
    assert chained.log == [(), "finally"]


def test_awaiting_a_task_that_is_done_gives_its_result_at_once(node):
    task = node.call("wait")
    node.go.emit(1)
    chained = Chained()
    assert chained.call("follow", task).done
    assert chained.log == ["result", "finally"]


def test_awaiting_a_task_that_is_closed_closes_too(node):
    task = node.call("wait")
    chained = Chained()
    following = chained.call("follow", task)
    task.close()
    assert following.done
    assert chained.log == ["finally"]


def test_awaiting_a_task_that_was_closed_before_closes_too(node):
    task = node.call("wait")
    task.close()
    chained = Chained()
    assert chained.call("follow", task).done
    assert chained.log == ["finally"]


class Failing(Node):
    """Fails, at once or later."""

    go = Signal()

    async def at_once(self):
        raise ValueError("failed")

    async def later(self):
        await self.go
        raise ValueError("failed")


@pytest.fixture
def failing(tree):
    return tree.add(Failing())


def said(fault):
    """The words of a fault, and the functions in its traceback."""
    frames = traceback.extract_tb(fault.error.__traceback__)
    return fault.doing, str(fault.error), [frame.name for frame in frames]


def test_awaiting_a_task_that_fails_raises_its_exception_and_the_fault_is_reported_once(failing, faults):
    chained = Chained()
    chained.follow(failing.later())
    failing.go.emit()
    assert chained.log == ["finally"]
    assert [said(fault) for fault in faults()] == [
        ("<Chained>.follow", "failed", ["follow", "later"]),
    ]


def test_awaiting_a_task_that_has_failed_already_raises_its_exception_too(failing, faults):
    chained = Chained()
    chained.follow(failing.at_once())
    assert [said(fault) for fault in faults()] == [
        ("<Chained>.follow", "failed", ["follow", "at_once"]),
    ]


def test_each_that_awaits_a_task_that_fails_gets_its_exception_with_the_way_it_came(failing, faults):
    one, two, late = Chained(), Chained(), Chained()
    state = failing.later()
    one.follow(state)
    two.follow(state)
    failing.go.emit()
    late.follow(state)
    assert [said(fault) for fault in faults()] == [("<Chained>.follow", "failed", ["follow", "later"])] * 3


def test_a_failure_that_who_awaits_it_catches_is_no_fault(failing, faults):
    class Careful(Object):
        async def attempt(self, failing):
            for method in (failing.at_once, failing.later):
                try:
                    await method()
                except ValueError as error:
                    failing.log.append(str(error))
            await failing.go
            raise KeyError("of its own")

    failing.log = []
    Careful().attempt(failing)
    failing.go.emit()
    assert failing.log == ["failed"] * 2
    failing.go.emit()
    (fault,) = faults()
    assert repr(fault.error) == "KeyError('of its own')"
    assert fault.error.__context__ is None


def test_a_failure_that_nobody_awaits_is_reported_at_once_with_its_place(failing, faults):
    failing.at_once()
    assert [said(fault) for fault in faults()] == [("<Failing /root/Failing>.at_once", "failed", ["at_once"])]
    failing.later()
    failing.go.emit()
    assert [said(fault) for fault in faults()] == [("<Failing /root/Failing>.later", "failed", ["later"])]


def test_a_failure_of_a_task_that_is_kept_is_reported_once_at_the_end_of_the_step(tree, failing, faults):
    state = failing.at_once()
    assert faults() == []
    with pytest.raises(ValueError, match="failed") as raised:
        tree.step()
    assert "raised in <Failing /root/Failing>.at_once" in raised.value.__notes__
    tree.step()
    del state
    assert faults() == []


def test_a_failure_that_is_awaited_within_the_step_is_not_reported(tree, failing, faults):
    class Careful(Object):
        async def attempt(self, state):
            with pytest.raises(ValueError, match="failed"):
                await state

    state = failing.at_once()
    Careful().attempt(state)
    tree.step()
    del state
    assert faults() == []


def test_a_failure_is_no_completion(failing, faults):
    log = []
    state = failing.later()
    state.completed.connect(log.append)
    failing.go.emit()
    assert log == []
    assert not state.is_valid()
    del state
    assert len(faults()) == 1


def test_a_coroutine_that_awaits_a_task_is_closed_when_its_own_object_is_freed(node):
    chained = Chained()
    following = chained.call("follow", node.call("wait"))
    chained.free()
    assert following.done
    assert chained.log == ["finally"]
    node.go.emit(1)
    assert node.log == [1, "finally"]
    assert chained.log == ["finally"]


# -- Ending --------------------------------------------------------------------------------------


def test_a_coroutine_of_a_freed_node_is_closed_and_its_finally_runs(node):
    task = node.call("wait")
    node.free()
    assert node.log == ["finally"]
    assert task.done
    assert task.result is None


def test_a_coroutine_waiting_for_somebody_else_is_closed_with_its_own_node(tree, node):
    log = []

    class Following(Node):
        async def _ready(self):
            try:
                log.append(await node.go)
            finally:
                log.append("finally")

    following = tree.add(Following())
    following.queue_free()
    tree.step()
    assert log == ["finally"]
    node.go.emit(1)
    assert log == ["finally"]


def test_coroutines_of_a_node_are_closed_in_the_order_of_their_first_wait(node):
    log = []

    class Many(Object):
        async def wait(self, i):
            try:
                await node.go
            finally:
                log.append(i)

    many = Many()
    for i in range(50):
        many.call("wait", i)
    many.free()
    assert log == list(range(50))


def test_a_coroutine_that_frees_its_own_node_runs_on_and_is_closed_at_its_next_await(node):
    class Leaving(Node):
        async def leave(self):
            try:
                await node.go
                self.free()
                node.log.append("still running")
                await node.go
                node.log.append("never")
            finally:
                node.log.append("finally")

    leaving = Leaving()
    task = leaving.call("leave")
    node.go.emit(1)
    assert node.log == ["still running", "finally"]
    assert task.done
    node.go.emit(2)
    assert node.log == ["still running", "finally"]
    assert node.go._connections == {}


def test_a_coroutine_that_frees_its_own_node_before_it_ever_waited_is_closed_too(node):
    class Leaving(Node):
        async def leave(self):
            try:
                self.free()
                await node.go
                node.log.append("never")
            finally:
                node.log.append("finally")

    assert Leaving().call("leave").done
    assert node.log == ["finally"]


def test_a_coroutine_that_frees_its_own_node_may_end_with_a_result(node):
    class Leaving(Node):
        async def leave(self):
            await node.go
            self.free()
            return "gone"

    chained = Chained()
    task = Leaving().call("leave")
    chained.call("follow", task)
    node.go.emit(1)
    assert task.result == "gone"
    assert chained.log == ["gone", "finally"]


def test_a_coroutine_that_frees_its_node_through_somebody_it_calls_is_closed(tree, node):
    class Leaving(Node):
        async def leave(self):
            await node.go
            node.other.emit()  # a handler frees this node, while this coroutine is running
            node.log.append("still running")
            await node.go

    leaving = tree.add(Leaving())
    node.other.connect(leaving.free)
    task = leaving.call("leave")
    node.go.emit(1)
    assert node.log == ["still running"]
    assert task.done


def test_a_coroutine_that_frees_what_it_then_waits_for_is_told_so(node, faults):
    class Freeing(Object):
        async def work(self):
            await node.go
            node.free()
            await node.go

    Freeing().work()
    node.go.emit(1)
    assert [type(fault.error) for fault in faults()] == [SignalError]


def test_a_task_can_be_closed(node):
    task = node.call("wait")
    task.close()
    task.close()
    assert node.log == ["finally"]
    assert node.go._connections == {}
    node.go.emit(1)
    assert node.log == ["finally"]


def test_a_task_that_closes_itself_stops_at_its_next_await(node):
    class Closing(Object):
        async def work(self):
            await node.go
            self.task.close()
            node.log.append("still running")
            await node.go
            node.log.append("never")

    closing = Closing()
    closing.task = closing.call("work")
    node.go.emit(1)
    node.go.emit(2)
    assert node.log == ["still running"]
    assert closing.task.done


def test_a_task_that_closes_itself_and_ends_has_its_result(node):
    class Closing(Object):
        async def work(self):
            await node.go
            self.task.close()
            return "result"

    closing = Closing()
    closing.task = closing.call("work")
    node.go.emit(1)
    chained = Chained()
    chained.call("follow", closing.task)
    assert chained.log == ["result", "finally"]


def test_a_coroutine_started_for_a_freed_node_never_runs(node):
    other = Waiting()
    other.free()
    task = start(other, follow(other), "wait")
    assert task.done
    assert other.log == []


def test_a_call_of_a_freed_node_is_answered_with_what_to_ask_first(node):
    node.free()
    with pytest.raises(ScriptError, match=r"freed\)> has been freed, so wait cannot run\. Check `is_"):
        node.wait()
    assert node.log == []


def test_a_deferred_coroutine_of_a_freed_node_never_runs(tree, node):
    other = Waiting()
    node.other.connect(other.wait, flags=CONNECT_DEFERRED)
    node.other.emit()
    other.free()
    tree.step()
    assert other.log == []


def test_finally_of_a_coroutine_may_use_signals_that_nobody_used_before(node):
    class Closing(Object):
        one = Signal()
        two = Signal()
        three = Signal()

        async def work(self):
            try:
                await self.one
            finally:
                self.two.emit()
                self.three.emit()
                node.log.append("finally")

    closing = Closing()
    closing.call("work")
    closing.free()
    assert node.log == ["finally"]


def test_finally_may_use_the_signals_of_the_object_that_is_being_freed(node):
    class Emitter(Object):
        one = Signal()
        two = Signal()
        three = Signal()

    class Following(Object):
        async def follow(self, emitter):
            try:
                await emitter.one
            finally:
                emitter.two.emit()
                emitter.three.emit()
                node.log.append("finally")

    emitter, following = Emitter(), Following()
    following.call("follow", emitter)
    emitter.free()
    assert node.log == ["finally"]


def test_a_coroutine_whose_emitter_is_lost_is_closed(node):
    class Following(Object):
        async def follow(self, emitter):
            try:
                signal = emitter.go
                del emitter
                await signal
            finally:
                node.log.append("finally")

    following = Following()
    emitter = Waiting()
    following.call("follow", emitter)
    del emitter
    gc.collect()
    assert node.log == ["finally"]
    following.free()


# -- Failing -------------------------------------------------------------------------------------


def test_an_exception_in_a_coroutine_is_reported_once(tree, node, faults):
    class Failing(Node):
        async def _ready(self):
            await node.go
            raise ValueError("in a hook")

        async def on_go(self, value):
            await node.other
            raise ValueError("in a handler")

    failing = tree.add(Failing())
    node.go.connect(failing.on_go)
    node.go.emit(1)
    node.other.emit()
    assert [(str(fault.error), fault.doing.partition(".")[2]) for fault in faults()] == [
        ("in a hook", "_ready"),
        ("in a handler", "on_go"),
    ]
    node.go.emit(2)
    assert faults() == []


def test_an_async_handler_that_fails_at_once_does_not_stop_the_others(node, faults):
    async def fail(value):
        raise ValueError(value)

    node.go.connect(fail)
    node.go.connect(node.log.append)
    node.go.emit(1)
    assert node.log == [1]
    assert [type(fault.error) for fault in faults()] == [ValueError]


def test_an_exception_in_finally_is_reported_and_the_rest_is_freed(tree, node, faults):
    class Failing(Node):
        async def work(self):
            try:
                await node.go
            finally:
                raise ValueError("in finally")

    failing = tree.add(Failing())
    first, second = failing.call("work"), failing.call("work")
    failing.free()
    assert first.done
    assert second.done
    assert [(str(fault.error), fault.doing) for fault in faults()] == [
        ("in finally", "closing <Failing 'Failing' (freed)>.work")
    ] * 2


def test_finally_must_not_wait(tree, node, faults):
    class Waits(Node):
        async def work(self):
            try:
                await node.go
            finally:
                await node.other

    waits = tree.add(Waits())
    waits.call("work")
    waits.free()
    assert [str(fault.error) for fault in faults()] == ["coroutine ignored GeneratorExit"]
    assert node.other._connections == {}


def test_an_interrupt_is_no_fault_of_a_coroutine(node, faults):
    class Interrupted(Object):
        async def work(self):
            await node.go
            raise KeyboardInterrupt

    Interrupted().call("work")
    with pytest.raises(KeyboardInterrupt):
        node.go.emit(1)
    assert faults() == []


def test_awaiting_something_foreign_is_an_error_at_the_await(node):
    loop = asyncio.new_event_loop()
    future = loop.create_future()

    class Foreign(Object):
        async def work(self):
            try:
                await future
            except ScriptError as error:
                node.log.append(str(error))
            node.log.append(await node.go)

    task = Foreign().call("work")
    node.go.emit(1)
    loop.close()
    assert node.log == [
        "<Foreign>.work awaits <Future pending>, which the tree cannot wait for: await a signal,"
        " as in `await self.get_tree().create_timer(1.0).timeout`."
        " What asyncio is to run is written as a function outside the class.",
        1,
    ]
    assert task.done


def test_awaiting_something_foreign_is_reported_if_the_script_does_not_catch_it(tree):
    class Foreign(Node):
        async def _ready(self):
            await asyncio.sleep(0)

    with pytest.raises(ScriptError, match="_ready awaits None, which the tree cannot wait for"):
        tree.add(Foreign())


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: asyncio.sleep(0.1),
        lambda: asyncio.Event().wait(),
        lambda: asyncio.Queue().get(),
        lambda: asyncio.open_connection("localhost", 1),
        lambda: asyncio.to_thread(print),
    ],
)
def test_what_needs_asyncio_is_answered_with_the_timer_of_the_tree(tree, wrong):
    class Foreign(Node):
        async def _ready(self):
            await wrong()

    with pytest.raises((RuntimeError, AttributeError)) as raised:
        tree.add(Foreign())
    assert "`await self.get_tree().create_timer(1.0).timeout`" in raised.value.__notes__[0]


def test_awaiting_a_freed_timer_is_an_error_and_not_an_endless_wait(tree):
    class Late(Node):
        async def _ready(self):
            timer = self.get_tree().create_timer(0.01)
            await self.get_tree().create_timer(0.1).timeout
            await timer.timeout

    tree.add(Late())
    with pytest.raises(ScriptError, match="will never be emitted any more"):
        tree.step(10)
