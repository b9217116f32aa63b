from math import inf

import pytest

from engine import Node
from engine.scene.frame import FRAME, STEP, Frame, Service, Stage
from engine.scene.hooks import INPUT, PROCESS

HERE = {Stage.NETWORK, Stage.DRAW}


class Recorder(Service):
    """Tells what it is told."""

    def __init__(self, log, name="", where=HERE, idle=inf, bits=()):
        self.log = log
        self.name = name
        self.where = where
        self.idle = idle
        self.bits = bits

    def takes(self):
        return dict.fromkeys(self.bits, self)

    def stages(self):
        return {stage: lambda delta, stage=stage: self.tell(stage, delta) for stage in self.where}

    def tell(self, *what):
        self.log.append((self.name, *what))

    def add(self, node):
        self.tell("add", node.name)

    def remove(self, node):
        self.tell("remove", node.name)

    def order_changed(self):
        self.tell("order")

    def pause_changed(self):
        self.tell("pause")

    def idle_time(self):
        self.tell("idle")
        return self.idle

    def pass_over(self, delta):
        self.tell("pass", delta)

    def finish(self):
        self.tell("finish")


@pytest.fixture
def log():
    return []


def make(*services, awake=True):
    frame = Frame()
    for service in services:
        frame.add(service)
        if awake:
            frame.wake(service)
    return frame


def run(stages, delta=0.5):
    for waiting, call in stages.begin():
        if waiting:
            call(delta)


def test_a_frame_goes_through_its_stages_in_order(log):
    frame = make(Recorder(log, "a", set(FRAME)))
    run(frame.stages)
    assert log == [("a", stage, 0.5) for stage in FRAME]


def test_a_step_has_stages_of_its_own_some_of_which_frames_have_too(log):
    frame = make(Recorder(log, "a", set(STEP)))
    run(frame.step_stages, 0.1)
    assert log == [("a", stage, 0.1) for stage in STEP]


def test_in_one_stage_the_first_to_wake_is_called_first(log):
    frame = make(Recorder(log, "a"), Recorder(log, "b"))
    run(frame.stages)
    assert [entry[:2] for entry in log] == [("a", "network"), ("b", "network"), ("a", "draw"), ("b", "draw")]


def test_a_service_that_sleeps_is_not_called(log):
    frame = make(Recorder(log), awake=False)
    run(frame.stages)
    assert log == []


def test_a_service_that_wakes_in_a_frame_is_called_in_the_stages_to_come(log):
    late = Recorder(log, "late", {Stage.EVENTS, Stage.NETWORK, Stage.DRAW})

    class Waker(Service):
        def stages(self):
            return {Stage.NETWORK: lambda delta: frame.wake(late)}

    frame = make(Waker())
    frame.add(late)
    run(frame.stages)
    assert [what for _, what, _ in log] == ["network", "draw"]
    run(frame.stages)
    assert [what for _, what, _ in log[2:]] == ["events", "network", "draw"]


def test_it_is_told_of_the_nodes_with_its_bits_alone(log):
    frame = make(Recorder(log, "p", bits=[PROCESS]), Recorder(log, "i", bits=[INPUT]))
    node = Node()
    node.name = "N"
    frame.entered(node)
    assert log == []
    node._flags_ |= PROCESS
    frame.entered(node)
    node._flags_ |= INPUT
    frame.left(node)
    assert log == [("p", "add", "N"), ("p", "remove", "N"), ("i", "remove", "N")]


def test_a_switch_is_told_to_who_takes_it(log):
    frame = make(Recorder(log, "p", bits=[PROCESS]))
    node = Node()
    node.name = "N"
    frame.switched(node, PROCESS, True)
    frame.switched(node, PROCESS, False)
    assert log == [("p", "add", "N"), ("p", "remove", "N")]


@pytest.mark.parametrize("entering", [True, False])
def test_a_service_that_is_expected_is_made_for_the_first_node_that_it_takes(log, entering):
    frame = make()
    frame.expect(INPUT, lambda: frame.add(Recorder(log, "i", bits=[INPUT])))
    nodes = [Node(name=name) for name in "ABC"]
    nodes[0]._flags_ |= PROCESS
    frame.entered(nodes[0])
    assert frame.expects(INPUT)
    for node in nodes[1:]:
        node._flags_ |= INPUT
        if entering:
            frame.entered(node)
        else:
            frame.switched(node, INPUT, True)
    assert log == [("i", "add", "B"), ("i", "add", "C")]
    assert not frame.expects(INPUT)


def test_all_are_told_of_order_and_pause_and_end_the_last_first(log):
    frame = make(Recorder(log, "a"), Recorder(log, "b"), awake=False)
    frame.order_changed()
    frame.pause_changed()
    frame.finish()
    assert log == [(n, w) for w in ("order", "pause") for n in "ab"] + [("b", "finish"), ("a", "finish")]


def test_the_least_idle_time_counts_and_nobody_is_asked_after_a_zero(log):
    assert make().idle_time() == inf
    assert make(Recorder(log, idle=3.0), Recorder(log, idle=2.0), Recorder(log)).idle_time() == 2.0
    log.clear()
    assert make(Recorder(log, "a", idle=0.0), Recorder(log, "b")).idle_time() == 0.0
    assert log == [("a", "idle")]


def test_frames_that_are_passed_over_are_told_with_the_delta_that_those_before_left(log):
    class Halver(Service):
        def pass_over(self, delta):
            frame.delta = delta / 2

    frame = make(Halver(), Recorder(log, "a"))
    frame.pass_over(2, 1.0)
    assert log == [("a", "pass", 0.25), ("a", "pass", 0.25)]


def test_a_service_that_defines_nothing_does_nothing():
    service = Service()
    assert (service.takes(), service.stages(), service.idle_time()) == ({}, {}, inf)
    for told in (service.order_changed, service.pause_changed, service.finish):
        assert told() is None
    assert service.pass_over(1.0) is None
