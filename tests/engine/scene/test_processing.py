import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import Node, SceneTree, ScriptError

SWITCHES = [
    ("set_process", "is_processing", "_process"),
    ("set_physics_process", "is_physics_processing", "_physics_process"),
    ("set_process_internal", "is_processing_internal", None),
    ("set_physics_process_internal", "is_physics_processing_internal", None),
    ("set_process_input", "is_processing_input", "_input"),
    ("set_process_unhandled_input", "is_processing_unhandled_input", "_unhandled_input"),
    ("set_process_unhandled_key_input", "is_processing_unhandled_key_input", "_unhandled_key_input"),
]


@pytest.mark.parametrize(("switch", "ask", "hook"), SWITCHES)
def test_each_kind_of_processing_has_a_switch_of_its_own(tree, switch, ask, hook):
    node = tree.add(Node())
    assert not any(getattr(node, ask)() for _, ask, _ in SWITCHES)
    getattr(node, switch)(True)
    assert [s for s, ask, _ in SWITCHES if getattr(node, ask)()] == [switch]
    tree.root.remove_child(node)
    assert getattr(node, ask)()
    tree.root.add_child(node)
    getattr(node, switch)(False)
    assert not any(getattr(node, ask)() for _, ask, _ in SWITCHES)


@pytest.mark.parametrize(("switch", "ask", "hook"), [s for s in SWITCHES if s[2]])
def test_a_hook_switches_its_processing_on_at_ready_unless_it_was_switched_off(tree, switch, ask, hook):
    script = type("Script", (Node,), {hook: lambda self, argument: None})
    node, off = script(), script()
    getattr(off, switch)(False)
    assert not getattr(node, ask)()
    tree.add(node)
    tree.add(off, "off")
    assert getattr(node, ask)()
    assert not getattr(off, ask)()
    getattr(off, switch)(True)
    assert getattr(off, ask)()


def test_switched_off_holds_when_ready_runs_again(tree):
    class Script(Node):
        def _process(self, delta):
            pass

    node = tree.add(Script())
    node.set_process(False)
    tree.root.remove_child(node)
    node.request_ready()
    tree.root.add_child(node)
    assert not node.is_processing()


def test_the_delta_is_that_of_the_last_pass_and_zero_outside_the_tree(tree):
    node = tree.add(Node())
    tree.step(delta=1 / 30)
    assert node.get_process_delta_time() == 1 / 30
    assert node.get_physics_process_delta_time() == 1 / 60
    tree.root.remove_child(node)
    assert node.get_process_delta_time() == 0.0
    assert node.get_physics_process_delta_time() == 0.0


def test_a_priority_may_be_set_inside_and_outside_a_tree(tree):
    node = Node()
    assert node.process_priority == 0
    node.process_priority = -3
    tree.add(node)
    assert node.get_process_priority() == -3
    node.set_process_priority(4)
    assert node.process_priority == 4


def test_there_are_three_pause_modes():
    node = Node()
    assert node.pause_mode == Node.PAUSE_MODE_INHERIT
    for mode in (Node.PAUSE_MODE_STOP, Node.PAUSE_MODE_PROCESS, Node.PAUSE_MODE_INHERIT):
        node.pause_mode = mode
        assert node.get_pause_mode() == mode
    with pytest.raises(ScriptError, match=r"no pause mode 3: use Node\.PAUSE_MODE_INHERIT"):
        node.set_pause_mode(3)


def test_outside_the_tree_nothing_can_process(tree):
    node = Node()
    node.pause_mode = Node.PAUSE_MODE_PROCESS
    assert not node.can_process()
    tree.add(node)
    assert node.can_process()


@given(st.lists(st.sampled_from([0, 1, 2]), min_size=1, max_size=6))
def test_a_paused_node_processes_as_its_nearest_mode_says(modes):
    tree = SceneTree()
    node = tree.root
    for mode in modes:
        child = Node()
        child.pause_mode = mode
        node.add_child(child)
        node = child
    assert node.can_process()
    tree.paused = True
    nearest = [mode for mode in modes if mode != Node.PAUSE_MODE_INHERIT][-1:]
    assert node.can_process() == (nearest == [Node.PAUSE_MODE_PROCESS])
    tree.root.pause_mode = Node.PAUSE_MODE_PROCESS
    assert node.can_process() == (nearest != [Node.PAUSE_MODE_STOP])
