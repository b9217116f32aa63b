from math import inf

import pytest

from engine import SceneTree
from engine.testing import SteppedTree


@pytest.fixture
def loop(tree):
    return tree._services_.main_loop


def test_a_tree_without_a_script_of_its_own_is_idle(loop):
    assert loop.idle_time() == inf


@pytest.mark.parametrize("method", ["_idle", "_iteration"])
def test_a_method_that_a_class_overrides_is_wanted_in_each_frame(method):
    cls = type("Loop", (SteppedTree,), {method: lambda self, delta: None})
    tree = cls()
    assert tree._services_.main_loop.idle_time() == 0
    tree.finish()


@pytest.mark.parametrize("method", ["_idle", "_iteration"])
def test_a_method_that_is_put_into_one_tree_is_wanted_too(tree, loop, method):
    setattr(tree, method, lambda delta: None)
    assert loop.idle_time() == 0


@pytest.mark.parametrize("signal", ["idle_frame", "physics_frame"])
def test_a_signal_of_each_frame_is_wanted_while_somebody_hears_it(tree, loop, signal):
    def handler():
        pass

    getattr(tree, signal).connect(handler)
    assert loop.idle_time() == 0
    getattr(tree, signal).disconnect(handler)
    assert loop.idle_time() == inf


@pytest.mark.parametrize("method", ["_idle", "_iteration"])
def test_a_script_that_returns_true_ends_the_loop(tree, loop, method):
    setattr(tree, method, lambda delta: True)
    tree.step()
    assert loop.quitting
    assert tree.quitting


@pytest.mark.parametrize("method", ["_idle", "_iteration"])
def test_a_script_that_waits_goes_on_with_the_loop(method):
    log = []

    async def waits(self, delta):
        await self.idle_frame
        log.append(self.get_idle_frames())
        return True

    tree = type("Script", (SteppedTree,), {method: waits})()
    tree.step(3)
    assert log == [1, 2, 3]
    assert not tree._services_.main_loop.quitting
    tree.finish()


def test_a_script_that_fails_is_reported_and_the_frame_goes_on():
    class Loop(SceneTree):
        def _idle(self, delta):
            raise ZeroDivisionError

    tree, faults, frames = Loop(), [], []
    tree.fault_handler = faults.append
    tree.idle_frame.connect(lambda: frames.append(1))
    tree.iteration(0.0)
    assert frames == [1]
    assert faults[0].doing == "<SceneTree of 1 nodes, frame 1>._idle"
    tree.finish()
