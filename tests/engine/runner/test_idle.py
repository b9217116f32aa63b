from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import Node, Object, SceneTree
from engine.net.poller import READ
from engine.object.message_queue import orphans
from engine.runner.idle import idle_time, pass_over
from engine.testing import MemoryMultiplayer, MemoryNetwork
from nodes import Camera2D, Node2D


@pytest.fixture
def tree():
    tree = SceneTree()
    yield tree
    tree.finish()


def test_nothing_ever_happens_in_a_tree_of_nodes_that_only_wait(tree):
    class Waiting(Node):
        def _ready(self):
            pass

        def on_data(self):
            pass

    tree.root.add_child(Waiting())
    assert idle_time(tree) == inf


class Processing(Node):
    def _process(self, delta):
        pass


class PhysicsProcessing(Node):
    def _physics_process(self, delta):
        pass


def internal():
    node = Node()
    node.set_process_internal(True)
    return node


def internal_physics():
    node = Node()
    node.set_physics_process_internal(True)
    return node


@pytest.mark.parametrize("make", [Processing, PhysicsProcessing, internal, internal_physics])
def test_there_is_always_something_to_do_while_a_node_processes(tree, make):
    node = make()
    tree.root.add_child(node)
    assert idle_time(tree) == 0
    node.free()
    assert idle_time(tree) == inf


@pytest.mark.parametrize("name", ["idle_frame", "physics_frame"])
def test_there_is_always_something_to_do_while_frames_are_heard(tree, name):
    signal = getattr(tree, name)
    assert idle_time(tree) == inf
    handler = signal.connect(lambda: None)
    assert idle_time(tree) == 0
    signal.disconnect(handler)
    assert idle_time(tree) == inf


def test_there_is_something_to_do_while_a_coroutine_waits_for_a_frame(tree):
    class Awaiting(Node):
        async def _ready(self):
            await self.get_tree().idle_frame

    tree.root.add_child(Awaiting())
    assert idle_time(tree) == 0
    tree.iteration(0.1)
    assert idle_time(tree) == inf


def test_there_is_something_to_do_while_calls_and_deletions_wait(tree):
    node = Node()
    tree.root.add_child(node)
    node.call_deferred("get_name")
    assert idle_time(tree) == 0
    tree.iteration(0.1)
    node.queue_free()
    assert idle_time(tree) == 0
    tree.iteration(0.1)
    tree.call_group_flags(tree.GROUP_CALL_UNIQUE, "nobody", "get_name")
    assert idle_time(tree) == 0
    tree.iteration(0.1)
    Object().call_deferred("get_class")
    assert orphans
    assert idle_time(tree) == 0
    tree.iteration(0.1)
    assert idle_time(tree) == inf


@pytest.mark.parametrize("method", ["_idle", "_iteration"])
def test_a_main_loop_of_ones_own_is_called_each_frame(method):
    tree = type("Loop", (SceneTree,), {method: lambda self, delta: None})()
    assert idle_time(tree) == 0
    tree.finish()
    other = SceneTree()
    setattr(other, method, lambda delta: None)
    assert idle_time(other) == 0
    other.finish()


def test_nothing_happens_in_a_window_while_nothing_of_it_changes(tree):
    assert tree.display is not None
    assert idle_time(tree) == inf
    item, below = Node2D(), Node2D()
    item.add_child(below)
    tree.root.add_child(item)
    changes = [
        lambda: None,
        item.update,
        item.hide,
        item.show,
        lambda: item.set_position((5, 5)),
        lambda: item.set_modulate((1, 0, 0, 1)),
        lambda: item.set_z_index(3),
        below.queue_free,
        tree.canvas.show_again,
    ]
    for change in changes:
        change()
        assert idle_time(tree) == 0
        tree.iteration(0.1)
        assert idle_time(tree) == inf


def test_what_is_asked_for_while_drawing_is_drawn_in_the_next_frame(tree):
    class Restless(Node2D):
        def _draw(self):
            self.other.update()

    one, two = Restless(), Restless()
    one.other, two.other = two, one
    tree.root.add_child(one)
    tree.root.add_child(two)
    tree.iteration(0.1)
    assert idle_time(tree) == 0


def test_a_camera_may_go_on_moving(tree):
    camera = Camera2D(current=True)
    tree.root.add_child(camera)
    tree.iteration(0.1)
    assert idle_time(tree) == 0
    camera.free()
    tree.iteration(0.1)
    assert idle_time(tree) == inf


# -- Timers ------------------------------------------------------------------------------------


def test_the_first_timer_that_counts_is_waited_for(tree):
    tree.create_timer(3.0)
    tree.create_timer(2.0, pause_mode_process=False)
    assert idle_time(tree) == 2.0
    tree.paused = True
    assert idle_time(tree) == 3.0
    tree.iteration(0.0)
    pass_over(tree, 60, 1.0)
    assert idle_time(tree) == pytest.approx(2.0)
    tree.create_timer(5.0)
    tree.paused = False
    assert idle_time(tree) == pytest.approx(2.0)


def test_time_that_scripts_have_slowed_down_lasts_longer(tree):
    tree.create_timer(3.0)
    tree.time_scale = 0.5
    assert idle_time(tree) == 6.0
    tree.time_scale = 0
    assert idle_time(tree) == inf


# -- The network -------------------------------------------------------------------------------


def test_a_network_node_is_polled_each_frame_unless_it_says_otherwise(tree):
    node, other = Node(), Node()
    tree.add_network_node(node, lambda: None, lambda: 5.0)
    assert idle_time(tree) == 5.0
    tree.add_network_node(other, lambda: None)
    assert idle_time(tree) == 0
    tree.remove_network_node(other)
    tree.remove_network_node(node)
    assert idle_time(tree) == inf


def test_what_is_in_memory_has_to_be_asked_each_frame(tree):
    watch = tree.poller.watch(MemoryNetwork().listen(0), READ, [], None)
    assert idle_time(tree) == 0
    watch.close()
    assert idle_time(tree) == inf


def test_a_network_peer_is_polled_each_frame_unless_it_says_otherwise(tree):
    assert tree.multiplayer.network_peer is None
    assert idle_time(tree) == inf
    peer = MemoryMultiplayer().host()
    tree.network_peer = peer
    assert idle_time(tree) == 0
    peer._idle_time_ = lambda poller: 4.0 if poller is tree.poller else 0.0
    assert idle_time(tree) == 4.0
    peer.close()
    assert idle_time(tree) == 0
    tree.multiplayer_poll = False
    assert idle_time(tree) == inf


# -- Frames that are passed over ---------------------------------------------------------------

FRAMES = st.lists(st.tuples(st.integers(1, 20), st.floats(0, 2)), max_size=5)


@given(FRAMES, st.sampled_from([0.0, 0.5, 1.0]), st.booleans(), st.sampled_from([20, 60]))
def test_frames_that_are_passed_over_leave_what_empty_ones_would(frames, scale, paused, rate):
    made, passed = SceneTree(), SceneTree()
    for tree in (made, passed):
        tree.time_scale, tree.paused, tree.iterations_per_second = scale, paused, rate
        tree.timers = [tree.create_timer(1000), tree.create_timer(1000, False)]
    for count, seconds in frames:
        for _ in range(count):
            made.iteration(seconds / count)
        pass_over(passed, count, seconds)
    made.iteration(0.1)
    passed.iteration(0.1)
    assert passed.get_idle_frames() == made.get_idle_frames()
    assert passed.get_frame() == made.get_frame()
    assert [t.time_left for t in passed.timers] == [t.time_left for t in made.timers]
    made.finish()
    passed.finish()


def test_a_timer_that_was_passed_over_fires_in_the_next_frame(tree):
    fired = []
    tree.create_timer(0.5).timeout.connect(lambda: fired.append(tree.get_idle_frames()))
    pass_over(tree, 10, 1.0)
    assert fired == []
    tree.iteration(0.1)
    assert fired == [11]
