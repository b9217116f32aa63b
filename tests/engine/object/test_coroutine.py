"""Coroutines: how hooks, handlers and methods that are `async def` run, wait and end."""

from __future__ import annotations

import asyncio
import gc

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
    assert repr(task) == "<Task Waiting.wait, waiting>"
    assert node.log == []
    node.go.emit("value")
    assert node.log == ["value", "finally"]
    assert task.done
    assert task.result == "result"
    assert repr(task) == "<Task Waiting.wait, done>"


def test_what_a_coroutine_does_may_be_said_by_a_function_that_is_asked_when_it_is_read(node):
    asked = []
    task = start(node, node.wait(), lambda: asked.append(1) or "waiting for Godot")
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


def test_awaiting_a_task_that_fails_closes_and_the_fault_is_reported_once(node, faults):
    class Failing(Node):
        async def work(self):
            await node.go
            raise ValueError("failed")

    failing = Failing()
    node.add_child(failing)
    chained = Chained()
    chained.call("follow", failing.call("work"))
    node.go.emit(1)
    assert chained.log == ["finally"]
    assert [str(fault.error) for fault in faults()] == ["failed"]


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

    task = Freeing().call("work")
    node.go.emit(1)
    assert task.done
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
    task = start(other, other.wait(), "wait")
    assert task.done
    assert other.log == []


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
        ("in a handler", failing.on_go.__qualname__.partition(".")[2]),
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
        ("in finally", "closing Failing.work")
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
        "Foreign.work awaits <Future pending>, which the tree cannot wait for: await a signal,"
        " as in `await self.get_tree().create_timer(1.0).timeout`.",
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
