import pytest

from engine import Node, Rect2, ScriptError, Vector2
from engine.input import InputEventKey, InputEventMouseButton, InputEventMouseMotion


class Router:
    """Stands in for what gives input to the Controls."""

    modal = None

    def __init__(self, log, answer=False):
        self.log = log
        self.answer = answer

    def handle(self, event):
        self.log.append("gui")
        return self.answer() if callable(self.answer) else self.answer

    def __repr__(self):
        return "<Router>"


class Listener(Node):
    def __init__(self, log):
        self.log = log

    def _input(self, event):
        self.log.append("input")

    def _unhandled_input(self, event):
        self.log.append("unhandled")

    def _unhandled_key_input(self, event):
        self.log.append("unhandled key")


@pytest.fixture
def log():
    return []


@pytest.fixture
def root(tree, log):
    tree.add(Listener(log))
    return tree.root


def test_its_size_is_the_windows_unless_stretched(tree):
    sizes = tree.watch(tree.root.size_changed)
    assert tree.root.size == tree.root.get_size() == Vector2(1024, 600)
    tree.root.set_size((800, 600))
    tree.root.size = Vector2(800, 600)
    assert len(sizes) == 1
    assert tree.root.get_visible_rect() == Rect2(0, 0, 800, 600)


def test_nodes_find_it(tree):
    node = tree.add(Node())
    assert node.get_viewport() is tree.root
    tree.root.remove_child(node)
    with pytest.raises(ScriptError, match="not inside a tree"):
        node.get_viewport()


def test_controls_come_between_input_and_unhandled_input(tree, root, log):
    tree._services_.input.gui = Router(log)
    tree.input_event(InputEventKey())
    assert log == ["input", "gui", "unhandled", "unhandled key"]


def test_what_a_control_takes_is_handled(tree, root, log):
    tree._services_.input.gui = Router(log, True)
    tree.input_event(InputEventMouseButton())
    assert log == ["input", "gui"]
    assert root.is_input_handled()


def test_what_is_handled_before_does_not_go_to_the_controls(tree, root, log):
    class First(Node):
        def _input(self, event):
            self.get_viewport().set_input_as_handled()

    tree._services_.input.gui = Router(log)
    tree.add(First())
    tree.input_event(InputEventKey())
    assert log == []


def test_a_fault_of_the_routing_is_reported_and_the_event_goes_on(tree, root, log):
    tree._services_.input.gui = Router(log, lambda: 1 / 0)
    tree.input_event(InputEventMouseMotion())
    assert log == ["input", "gui", "unhandled"]
    (fault,) = tree.expect_faults()
    assert fault.doing == "<Router>.handle"


def test_an_event_in_its_own_coordinates_may_be_given_to_it(tree, root, log):
    tree._services_.input.gui = Router(log)
    tree.set_input_as_handled()
    root.input(InputEventKey())
    root.unhandled_input(InputEventKey())
    assert log == ["input", "gui", "unhandled", "unhandled key"]


def test_it_knows_where_the_pointer_is(tree, root):
    assert root.get_mouse_position() == Vector2.ZERO
    tree.input_event(InputEventMouseButton(position=Vector2(1, 2)))
    assert root.get_mouse_position() == Vector2(1, 2)
    tree.input_event(InputEventKey())
    assert root.get_mouse_position() == Vector2(1, 2)
