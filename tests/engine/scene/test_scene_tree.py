import logging
import sys

import pytest

from engine import (
    ERR_CANT_CREATE,
    ERR_CANT_OPEN,
    ERR_UNCONFIGURED,
    OK,
    Node,
    Object,
    SceneTree,
    ScriptError,
    is_instance_valid,
)
from engine.base.context import ticking


def named(name, cls=Node):
    node = cls()
    node.name = name
    return node


# -- One turn ----------------------------------------------------------------------------------


class Stages(Node):
    """Logs what the frame does with it, each with what it deferred."""

    def __init__(self, log):
        self.log = log

    def tell(self, what):
        self.log.append(what)
        self.call_deferred("later", what)

    def later(self, what):
        self.log.append(f"deferred by {what}")

    def _ready(self):
        tree = self.get_tree()
        tree.physics_frame.connect(lambda: self.tell("physics_frame"))
        tree.idle_frame.connect(lambda: self.tell("idle_frame"))

    def _physics_process(self, delta):
        self.tell("physics")

    def _process(self, delta):
        self.tell("process")

    def _notification(self, what):
        if what == Node.NOTIFICATION_INTERNAL_PROCESS:
            self.tell("internal")
        if what == Node.NOTIFICATION_INTERNAL_PHYSICS_PROCESS:
            self.tell("internal physics")


def test_a_frame_goes_through_its_stages_in_order(tree):
    log = []
    node = tree.add(Stages(log))
    node.set_process_internal(True)
    node.set_physics_process_internal(True)
    tree.add_network_node(node, lambda: log.append("network"))
    tree._iteration = lambda delta: log.append("_iteration")
    tree._idle = lambda delta: log.append("_idle")
    doomed = tree.add(named("doomed"))
    tree.physics_frame.connect(doomed.queue_free)
    doomed.tree_exited.connect(lambda: node.tell("deleted"))
    tree.create_timer(0).timeout.connect(lambda: node.tell("timeout"))
    tree.step()
    assert log == [
        "_iteration",
        "physics_frame",
        "internal physics",
        "physics",
        "deferred by physics_frame",
        "deferred by internal physics",
        "deferred by physics",
        "deleted",
        "deferred by deleted",
        "_idle",
        "network",
        "idle_frame",
        "deferred by idle_frame",
        "internal",
        "process",
        "deferred by internal",
        "deferred by process",
        "timeout",
        "deferred by timeout",
    ]


def test_nodes_that_are_queued_for_deletion_go_before_the_timers_of_the_frame(tree):
    log = []
    node = tree.add(Node())
    node.tree_exited.connect(lambda: log.append("deleted"))
    tree.idle_frame.connect(node.queue_free)
    tree.create_timer(0).timeout.connect(lambda: log.append("timeout"))
    tree.step()
    assert log == ["deleted", "timeout"]


def test_a_frame_makes_the_physics_steps_that_are_due(tree):
    steps = tree.watch(tree.physics_frame)
    frames = tree.watch(tree.idle_frame)
    for delta, expected in [(1 / 60, 1), (0.0, 1), (2 / 60, 3), (0.5, 11), (1 / 120, 11), (1 / 120, 12)]:
        tree.step(delta=delta)
        assert len(steps) == expected == tree.get_frame()
    assert len(frames) == 6 == tree.get_idle_frames()


def test_the_deltas_are_told_and_kept(tree):
    told = []

    class Script(Node):
        def _process(self, delta):
            told.append(delta)

        def _physics_process(self, delta):
            told.append(delta)
            assert self.get_tree().is_in_physics_frame()

    tree.add(Script())
    tree.step(delta=1 / 50)
    assert told == [1 / 60, 1 / 50]
    assert (tree.physics_delta, tree.process_delta) == (1 / 60, 1 / 50)
    assert not tree.is_in_physics_frame()
    tree.time_scale = 0.5
    tree.step(delta=1 / 60)
    assert told[2:] == [1 / 120, 1 / 120]


def test_the_rate_of_physics_steps_may_be_set(tree):
    tree.iterations_per_second = 30
    tree.step(delta=1 / 30)
    assert (tree.get_frame(), tree.physics_delta, tree.iterations_per_second) == (1, 1 / 30, 30)
    for bad in (0, -1):
        with pytest.raises(ScriptError, match="must be greater than 0"):
            tree.iterations_per_second = bad


def test_the_frame_rate_and_the_jitter_fix_are_never_below_zero(tree):
    assert (tree.target_fps, tree.physics_jitter_fix) == (0, 0.5)
    tree.target_fps = 144
    tree.physics_jitter_fix = 0.2
    assert (tree.target_fps, tree.physics_jitter_fix) == (144, 0.2)
    tree.target_fps = -5
    tree.physics_jitter_fix = -1
    assert (tree.target_fps, tree.physics_jitter_fix) == (0, 0)


@pytest.mark.parametrize("delta", [-0.1, float("nan"), float("inf")])
def test_time_only_goes_forward(tree, delta):
    with pytest.raises(ScriptError, match=r"takes the seconds since the last frame, not "):
        tree.iteration(delta)
    tree.step()
    assert tree.get_frame() == 1


def test_a_frame_cannot_be_run_inside_another(tree):
    other = SceneTree()
    inner = []

    def again():
        inner.append("called")
        tree.iteration(0)

    other.idle_frame.connect(again)
    tree.idle_frame.connect(lambda: other.iteration(0))
    faults = []
    tree.fault_handler = other.fault_handler = faults.append
    tree.iteration(0)
    assert inner == ["called"]
    (fault,) = faults
    assert "from inside a frame of the same tree" in str(fault.error)
    tree.idle_frame.disconnect(tree.idle_frame.get_connections()[0].handler)
    tree.iteration(0)
    other.finish()


def test_trees_tick_within_each_other_and_apart(tree):
    other = SceneTree()
    log = []
    tree.idle_frame.connect(lambda: other.iteration(0))
    other.idle_frame.connect(lambda: log.append(ticking.get() is other))
    tree.idle_frame.connect(lambda: log.append(ticking.get() is tree))
    tree.step()
    assert log == [True, True]
    assert ticking.get() is None
    assert (tree.get_idle_frames(), other.get_idle_frames()) == (1, 1)
    other.finish()


def test_a_frame_that_is_broken_off_leaves_the_tree_usable(tree):
    class Script(Node):
        def _physics_process(self, delta):
            raise KeyboardInterrupt

    node = tree.add(Script())
    with pytest.raises(KeyboardInterrupt):
        tree.iteration(1 / 60)
    assert not tree.is_in_physics_frame()
    assert ticking.get() is None
    node.free()
    tree.step()
    assert tree.get_idle_frames() == 1


def test_deferred_calls_may_be_made_between_frames(tree):
    node = tree.add(Node())
    node.call_deferred("set_name", "N")
    tree.flush_deferred()
    assert node.name == "N"


# -- Main loop scripts -------------------------------------------------------------------------


def test_a_main_loop_script_has_its_root_before_its_init():
    class Loop(SceneTree):
        def __init__(self, log):
            self.log = log
            self.root.add_child(Stages(log))
            assert self.root.get_child(0).is_node_ready()

        def _iteration(self, delta):
            self.log.append(("iteration", delta))

        def _idle(self, delta):
            self.log.append(("idle", delta))

    log = []
    tree = Loop(log)
    tree.iteration(1 / 60)
    assert log[0] == ("iteration", 1 / 60)
    assert ("idle", 1 / 60) in log
    tree.finish()


@pytest.mark.parametrize("virtual", ["_iteration", "_idle"])
def test_a_main_loop_script_quits_by_returning_true(tree, virtual):
    answers = [None, False, True]
    setattr(tree, virtual, lambda delta: answers.pop(0))
    assert [tree.iteration(1 / 60) for _ in range(3)] == [False, False, True]
    assert tree.quitting


@pytest.mark.parametrize("virtual", ["_iteration", "_idle", "_finalize"])
def test_a_virtual_that_fails_is_reported_and_stops_nobody(tree, virtual):
    def fail(*_args):
        raise ValueError("no")

    setattr(tree, virtual, fail)
    node = tree.add(Node())
    frames = tree.watch(tree.idle_frame)
    tree.iteration(1 / 60)
    frames.assert_emitted(times=1)
    tree.finish()
    assert not is_instance_valid(node)
    (fault,) = tree.expect_faults()
    assert fault.doing.endswith(".fail")
    assert repr(tree) in fault.doing or "SceneTree" in fault.doing


def test_the_virtuals_of_the_tree_itself_do_nothing():
    tree = SceneTree()
    assert tree._initialize() is tree._finalize() is tree._iteration(0) is tree._idle(0) is None
    tree.finish()


# -- Quitting ----------------------------------------------------------------------------------


def test_quit_lets_the_frame_finish(tree):
    log = []

    class Script(Node):
        def _process(self, delta):
            self.get_tree().quit(3)
            log.append(self.name)
            self.call_deferred("later")

        def later(self):
            log.append("deferred")

    tree.add(Script(), "a")
    tree.add(Script(), "b")
    assert tree.iteration(1 / 60) is True
    assert log == ["a", "b", "deferred", "deferred"]
    assert (tree.quitting, tree.exit_code) == (True, 3)


def test_quit_ends_the_physics_steps_of_the_frame_and_not_its_idle_step(tree):
    steps, frames = tree.watch(tree.physics_frame), tree.watch(tree.idle_frame)
    tree.physics_frame.connect(lambda: tree.quit())
    assert tree.iteration(4 / 60) is True
    steps.assert_emitted(times=1)
    frames.assert_emitted(times=1)


def test_an_exit_code_below_zero_means_none():
    tree = SceneTree()
    tree.quit(2)
    tree.quit()
    assert tree.exit_code == 2
    tree.quit(0)
    assert tree.exit_code == 0
    tree.finish()


def test_a_request_to_quit_goes_to_all_nodes_and_is_granted_unless_refused(tree):
    told = []

    class Script(Node):
        def _notification(self, what):
            if what == Node.NOTIFICATION_WM_QUIT_REQUEST:
                told.append(self.name)

    tree.add(Script(), "a").add_child(named("b", Script))
    tree.set_auto_accept_quit(False)
    tree.request_quit()
    assert (told, tree.quitting) == (["a", "b"], False)
    tree.set_auto_accept_quit(True)
    tree.request_quit()
    assert (told, tree.quitting) == (["a", "b"] * 2, True)


def test_finishing_calls_finalize_and_takes_the_nodes_out_the_last_first():
    log = []

    class Loop(SceneTree):
        def _finalize(self):
            log.append("finalize")

    class Script(Node):
        def _exit_tree(self):
            log.append(self.name)

        def _notification(self, what):
            if what == Node.NOTIFICATION_PREDELETE:
                log.append(f"{self.name} gone")

    tree = Loop()
    for name in "ab":
        tree.root.add_child(named(name, Script))
    node = tree.root.get_child(0)
    node.call_deferred("set_name", "never")
    tree.finish()
    assert log == ["finalize", "b", "a", "b gone", "a gone"]
    assert not is_instance_valid(node)
    assert not is_instance_valid(tree.root)
    assert tree.get_node_count() == 0
    assert not tree.message_queue
    tree.finish()
    assert len(log) == 5


def test_a_tree_may_be_finished_by_a_script_in_its_frame(tree):
    log = []

    class Script(Node):
        def _process(self, delta):
            log.append(self.name)
            tree.finish()

    tree.add(Script(), "a")
    tree.add(Script(), "b")
    tree.iteration(1 / 60)
    assert log == ["a"]
    assert tree.get_node_count() == 0


# -- Nodes, groups, timers ---------------------------------------------------------------------


def test_the_root_is_there_from_the_beginning():
    tree = SceneTree()
    assert tree.get_root() is tree.root
    assert tree.root.get_path() == "/root"
    assert tree.get_node_count() == 1
    assert repr(tree) == "<SceneTree of 1 nodes, frame 0>"
    tree.finish()


def test_the_tree_tells_of_nodes_that_come_and_go(tree):
    added, removed = tree.watch(tree.node_added), tree.watch(tree.node_removed)
    changed = tree.watch(tree.tree_changed)
    top, below = named("top"), named("below")
    top.add_child(below)
    tree.root.add_child(top)
    assert added.emissions == [(top,), (below,)]
    assert len(changed) == 1
    assert tree.get_node_count() == 3
    tree.root.remove_child(top)
    assert removed.emissions == [(below,), (top,)]
    assert len(changed) == 3
    assert tree.get_node_count() == 1


def test_any_object_may_be_queued_for_deletion(tree):
    thing = Object()
    tree.queue_delete(thing)
    assert is_instance_valid(thing)
    tree.step()
    assert not is_instance_valid(thing)


class Member(Node):
    value = 0
    calls = ()

    def f(self, *args):
        self.calls = (*self.calls, args)

    def _notification(self, what):
        if what == 5000:
            self.calls = (*self.calls, what)


def test_groups_are_called_notified_and_set_through_the_tree(tree):
    first, second = tree.add(Member(), "first"), tree.add(Member(), "second")
    for node in (second, first):
        node.add_to_group("g")
    assert tree.get_nodes_in_group("g") == [first, second]
    tree.get_nodes_in_group("g").clear()
    assert tree.get_first_node_in_group("g") is first
    assert tree.get_first_node_in_group("none") is None
    assert tree.has_group("g")
    assert not tree.has_group("none")
    tree.call_group("g", "f", 1, None)
    tree.notify_group("g", 5000)
    tree.set_group("g", "value", 7)
    assert (first.calls, first.value) == ((), 0)
    tree.step()
    assert first.calls == second.calls == ((1, None), 5000)
    assert (first.value, second.value) == (7, 7)
    tree.call_group_flags(SceneTree.GROUP_CALL_REALTIME, "g", "f", 2)
    tree.notify_group_flags(SceneTree.GROUP_CALL_REALTIME, "g", 5000)
    tree.set_group_flags(SceneTree.GROUP_CALL_REALTIME, "g", "value", 8)
    assert first.calls[2:] == ((2,), 5000)
    assert second.value == 8


def test_unique_calls_come_at_the_end_of_the_physics_step_too(tree):
    node = tree.add(Member())
    node.add_to_group("g")
    tree.physics_frame.connect(
        lambda: [tree.call_group_flags(SceneTree.GROUP_CALL_UNIQUE, "g", "f", i) for i in range(3)]
    )
    calls = []
    tree.idle_frame.connect(lambda: calls.append(node.calls))
    tree.step()
    assert calls == [((0,),)]


def test_a_node_takes_its_groups_and_its_processing_to_another_tree(tree):
    other = SceneTree()

    class Script(Node):
        def _process(self, delta):
            self.frames = getattr(self, "frames", 0) + 1

    node = tree.add(Script())
    node.add_to_group("g")
    tree.root.remove_child(node)
    other.root.add_child(node)
    tree.step()
    assert not hasattr(node, "frames")
    other.iteration(0)
    assert node.frames == 1
    assert other.get_nodes_in_group("g") == [node]
    assert not tree.has_group("g")
    other.finish()


def test_a_timer_counts_frames_and_may_be_awaited(tree):
    log = []

    class Script(Node):
        async def _ready(self):
            await self.get_tree().create_timer(1 / 8).timeout
            log.append(self.get_tree().get_idle_frames())

    tree.add(Script())
    tree.step(2, 1 / 16)
    assert log == []
    tree.step(1, 1 / 16)
    assert log == [3]


def test_a_timer_of_no_time_fires_at_the_end_of_the_frame_that_made_it(tree):
    log = []

    class Script(Node):
        def _process(self, delta):
            self.get_tree().create_timer(0).timeout.connect(lambda: log.append("timeout"))
            log.append("process")

    tree.add(Script())
    tree.step()
    assert log == ["process", "timeout"]


def test_a_timer_made_in_a_timeout_waits_for_the_next_frame(tree):
    frames = []

    def again():
        frames.append(tree.get_idle_frames())
        if len(frames) < 3:
            tree.create_timer(0).timeout.connect(again)

    again()
    tree.step(5)
    assert frames == [0, 1, 2]


def test_timers_of_a_paused_tree_count_unless_told_not_to(tree):
    log = []
    for name, counts in (("waits", False), ("counts", True)):
        tree.create_timer(0.1, counts).timeout.connect(lambda name=name: log.append(name))
    tree.paused = True
    tree.step(10)
    assert log == ["counts"]
    tree.paused = False
    tree.step(10)
    assert log == ["counts", "waits"]


def test_timers_of_both_kinds_fire_in_the_order_in_which_they_were_made(tree):
    log = []
    for i in range(4):
        tree.create_timer(0.01 * (4 - i), i % 2 == 1).timeout.connect(lambda i=i: log.append(i))
    tree.step(1, 0.1)
    assert log == [0, 1, 2, 3]


def test_time_scale_makes_timers_run_faster(tree):
    watcher = tree.watch(tree.create_timer(1).timeout)
    tree.time_scale = 10.0
    tree.step(2, 0.06)
    watcher.assert_emitted(times=1)


# -- Pause -------------------------------------------------------------------------------------


def test_pausing_tells_every_node_once(tree):
    told = []

    class Script(Node):
        def _notification(self, what):
            if what in (Node.NOTIFICATION_PAUSED, Node.NOTIFICATION_UNPAUSED):
                told.append((self.name, what))

    tree.add(Script(), "a").add_child(named("b", Script))
    assert not tree.is_paused()
    tree.paused = True
    tree.set_pause(True)
    assert tree.paused
    assert told == [("a", 14), ("b", 14)]
    tree.paused = False
    assert told[2:] == [("a", 15), ("b", 15)]


def test_signals_deferred_calls_and_the_network_go_on_in_a_paused_tree(tree):
    node, log = tree.add(Node()), []
    tree.add_network_node(node, lambda: log.append("network"))
    tree.idle_frame.connect(lambda: node.call_deferred("set_name", "N"))
    tree.paused = True
    tree.step()
    assert (log, node.name) == (["network"], "N")


def test_input_has_no_pass_of_its_own_in_the_frame(tree):
    class Script(Node):
        def _input(self, event):
            raise AssertionError

    node = tree.add(Script())
    node.set_process_input(False)
    node.set_process_input(True)
    tree.step()
    assert node.is_processing_input()


# -- The network stage -------------------------------------------------------------------------


def test_nodes_are_polled_while_they_are_inside_the_tree(tree):
    log = []
    a, b, c = (tree.add(named(name)) for name in "abc")

    def poll_a():
        log.append("a")
        tree.root.remove_child(b)
        raise ValueError("no")

    tree.add_network_node(a, poll_a)
    tree.add_network_node(b, lambda: log.append("b"))
    tree.add_network_node(c, lambda: log.append("c"))
    tree.iteration(0)
    (fault,) = tree.expect_faults()
    assert fault.doing == "<Node /root/a>.poll"
    tree.remove_network_node(a)
    tree.remove_network_node(a)
    tree.step()
    assert log == ["a", "c", "c"]


# -- The current scene -------------------------------------------------------------------------


class Scene(Node):
    def __init__(self):
        self.log = LOG

    def _enter_tree(self):
        LOG.append(f"{self.name} enters, current: {self.get_tree().current_scene is self}")

    def _exit_tree(self):
        LOG.append(f"{self.name} exits")


class Other(Scene):
    pass


LOG: list[str] = []


@pytest.fixture(autouse=True)
def _clear_log():
    LOG.clear()


def test_a_scene_is_made_now_and_put_in_at_the_flush(tree):
    assert tree.change_scene_to(Scene) == OK
    assert tree.current_scene is None
    tree.step()
    assert tree.current_scene.name == "Scene"
    first = tree.current_scene
    tree.change_scene_to(Other)
    assert tree.get_current_scene() is first
    tree.step()
    assert LOG == ["Scene enters, current: True", "Scene exits", "Other enters, current: True"]
    assert not is_instance_valid(first)


def test_a_scene_may_be_made_by_a_function(tree):
    assert tree.change_scene_to(lambda: named("Boss")) == OK
    tree.step()
    assert tree.current_scene is tree.root.get_node("Boss")


def test_a_scene_of_none_just_frees_the_current_one(tree):
    tree.change_scene_to(Scene)
    tree.step()
    assert tree.change_scene_to(None) == OK
    tree.step()
    assert tree.current_scene is None
    assert tree.root.get_child_count() == 0
    assert tree.change_scene_to(None) == OK
    tree.step()


def test_of_two_changes_in_a_frame_the_last_stands(tree):
    tree.change_scene_to(Scene)
    tree.change_scene_to(Other)
    tree.step()
    assert [child.name for child in tree.root.get_children()] == ["Other"]


def fails():
    raise ValueError("no level")


@pytest.mark.parametrize("scene", [fails, lambda: 5, SceneTree, Object])
def test_a_scene_that_cannot_be_made_is_an_error_and_changes_nothing(tree, scene):
    tree.change_scene_to(Scene)
    tree.step()
    assert tree.change_scene_to(scene) == ERR_CANT_CREATE
    (fault,) = tree.expect_faults()
    assert fault.doing.startswith("making the scene ")
    tree.step()
    assert tree.current_scene.name == "Scene"


def test_a_tree_that_quits_starts_no_new_scene(tree):
    tree.change_scene_to(Scene)
    tree.step()
    tree.change_scene_to(Other)
    tree.quit()
    tree.step()
    assert tree.root.get_child_count() == 0
    assert LOG[1:] == ["Scene exits"]


def test_a_scene_may_leave_as_it_enters(tree):
    class Brief(Node):
        def _enter_tree(self):
            self.free()

    tree.change_scene_to(Brief)
    tree.step()
    assert tree.current_scene is None
    assert tree.root.get_child_count() == 0


def test_a_scene_that_left_the_tree_is_not_the_current_one(tree):
    tree.change_scene_to(Scene)
    tree.step()
    scene = tree.current_scene
    tree.root.remove_child(scene)
    assert tree.current_scene is None
    scene.free()


def test_a_scene_is_made_current_by_assignment_if_it_is_below_the_root(tree):
    scene = tree.add(Scene())
    with pytest.raises(ScriptError, match="cannot be the current scene: it is not a child of <Viewport"):
        tree.current_scene = Node()
    tree.set_current_scene(scene)
    assert tree.current_scene is scene
    tree.current_scene = None
    assert tree.current_scene is None
    assert tree.reload_current_scene() == ERR_UNCONFIGURED


def test_a_scene_is_reloaded_by_making_it_anew(tree):
    tree.change_scene_to(lambda: named("Boss"))
    tree.step()
    first = tree.current_scene
    assert tree.reload_current_scene() == OK
    tree.step()
    assert tree.current_scene.name == "Boss"
    assert tree.current_scene is not first
    tree.current_scene.free()
    tree.current_scene = tree.add(Scene())
    assert tree.reload_current_scene() == OK
    tree.step()
    assert type(tree.current_scene) is Scene


def test_without_a_scene_there_is_none_to_reload(tree, caplog):
    with caplog.at_level(logging.ERROR):
        assert tree.reload_current_scene() == ERR_UNCONFIGURED
    assert "there is no current scene" in caplog.text


def test_a_scene_may_be_in_a_file(tree, tmp_path, monkeypatch, caplog):
    monkeypatch.setattr(sys, "path", list(sys.path))
    monkeypatch.setattr(sys, "modules", dict(sys.modules))
    (tmp_path / "level.py").write_text(
        "from engine import Node\nclass Main(Node): pass\nclass Boss(Node): pass\n"
    )
    monkeypatch.chdir(tmp_path)
    assert tree.change_scene("level.py") == OK
    tree.step()
    assert tree.current_scene.name == "Main"
    assert tree.change_scene(f"{tmp_path}/level.py:Boss") == OK
    tree.step()
    assert tree.current_scene.name == "Boss"
    assert tree.reload_current_scene() == OK
    tree.step()
    assert tree.current_scene.name == "Boss"
    assert tree.change_scene("levle.py") == ERR_CANT_OPEN
    assert "change_scene: There is no file 'levle.py'. Did you mean 'level.py'?" in caplog.text
    tree.step()
    assert tree.current_scene.name == "Boss"


class Look:
    """Something that a tree takes for a theme."""

    def __init__(self, name, log):
        self.name, self.log = name, log

    def _serve_(self, tree, serves):
        self.log.append((self.name, "serves" if serves else "ends", tree))

    def _announce_(self, tree):
        self.log.append((self.name, "announces", tree))


def test_a_default_theme_is_told_whom_it_serves_and_who_is_to_be_told_of_it():
    tree, log = SceneTree(), []
    one, other = Look("one", log), Look("other", log)
    tree.default_theme = one
    assert tree.default_theme is one
    assert log == [("one", "serves", tree), ("one", "announces", tree)]
    log.clear()
    tree.default_theme = one
    assert log == []
    tree.default_theme = other
    assert log == [("one", "ends", tree), ("other", "serves", tree), ("other", "announces", tree)]
    log.clear()
    tree.default_theme = None
    assert log == [("other", "ends", tree), ("other", "announces", tree)]


def test_change_scene_of_a_class_names_the_function_for_that(tree):
    with pytest.raises(ScriptError, match="`change_scene_to`"):
        tree.change_scene(Node)
