import pytest

from engine import Node, SceneTree, Vector2
from engine.base.context import ticking
from engine.input import (
    InputEvent,
    InputEventKey,
    InputEventMouseButton,
    InputEventMouseMotion,
)


class Everything(Node):
    """Notes every kind of input; takes an event as handled in the stage called `eats`."""

    eats = ""

    def __init__(self, log):
        self.log = log

    def _input(self, event):
        self.hear("_input")

    def _unhandled_input(self, event):
        self.hear("_unhandled_input")

    def _unhandled_key_input(self, event):
        self.hear("_unhandled_key_input")

    def hear(self, stage):
        self.log.append(f"{self.name} {stage}")
        if self.eats == stage:
            self.get_tree().set_input_as_handled()


STAGES = ["_input", "_unhandled_input", "_unhandled_key_input"]


@pytest.fixture
def log():
    return []


@pytest.fixture
def node(tree, log):
    return tree.add(Everything(log), "N")


def test_a_key_goes_through_all_stages(tree, node, log):
    tree.input_event(InputEventKey())
    assert log == [f"N {stage}" for stage in STAGES]
    assert not tree.is_input_handled()


@pytest.mark.parametrize("event", [InputEventMouseButton(), InputEventMouseMotion(), InputEvent()])
def test_what_is_no_key_is_no_unhandled_key(tree, node, log, event):
    tree.input_event(event)
    assert log == ["N _input", "N _unhandled_input"]


@pytest.mark.parametrize("stage", STAGES)
def test_what_is_handled_goes_to_nobody_else(tree, node, log, stage):
    tree.add(Everything(log), "Later").eats = stage
    tree.input_event(InputEventKey())
    assert log[-1] == f"Later {stage}"
    assert f"N {stage}" not in log
    assert tree.is_input_handled()
    log.clear()
    tree.root.get_node("Later").eats = ""
    tree.input_event(InputEventKey())
    assert len(log) == 6


def test_what_is_handled_outside_of_an_event_has_no_effect_on_the_next(tree, node, log):
    tree.set_input_as_handled()
    tree.input_event(InputEventKey())
    assert len(log) == 3


def test_a_main_loop_script_hears_first(log):
    class Loop(SceneTree):
        def _input_event(self, event):
            log.append("loop")

    tree = Loop()
    node = Everything(log)
    node.name = "N"
    tree.root.add_child(node)
    tree.input_event(InputEventMouseMotion())
    assert log == ["loop", "N _input", "N _unhandled_input"]
    tree.finish()


def test_a_main_loop_script_that_fails_keeps_nobody_from_hearing(tree, node, log, monkeypatch):
    def fail(event):
        raise ZeroDivisionError

    monkeypatch.setattr(tree, "_input_event", fail)
    tree.input_event(InputEventMouseMotion())
    assert log == ["N _input", "N _unhandled_input"]
    (fault,) = tree.expect_faults()
    assert isinstance(fault.error, ZeroDivisionError)


def test_hooks_run_as_if_in_a_frame(tree):
    seen = []

    class Asking(Node):
        def _input(self, event):
            seen.append(ticking.get())

    tree.add(Asking())
    tree.input_event(InputEvent())
    assert seen == [tree]
    assert ticking.get() is None


def test_without_anybody_who_listens_nothing_is_made(tree):
    tree.add(Node())
    tree.step()
    tree.input_event(InputEventKey())
    assert tree._services_.input._state is None
    assert tree._services_.input._actions is None
    assert tree._services_.display.made is None


def test_there_is_one_state_and_one_map_of_a_tree(tree):
    assert tree.input is tree.input
    assert tree.input_map is tree.input_map


def test_positions_are_those_of_the_viewport(tree):
    seen = []

    class Asking(Node):
        def _input(self, event):
            seen.append((event.position, event.global_position, self.get_viewport().get_mouse_position()))

    tree.add(Asking())
    tree.set_screen_stretch(SceneTree.STRETCH_MODE_2D, SceneTree.STRETCH_ASPECT_IGNORE, Vector2(512, 600))
    tree.input_event(InputEventMouseMotion(position=Vector2(20, 30)))
    assert seen == [(Vector2(10, 30),) * 3]


def test_the_pointer_is_shown_as_it_is_to_be_by_the_display_that_there_is(tree):
    shown = []
    service = tree._services_.input
    service.set_mouse_mode(1)
    assert service.mouse_mode == 1
    service.show_pointer = shown.append
    service.set_mouse_mode(2)
    assert (service.mouse_mode, shown) == (2, [2])


def test_what_fails_in_the_controls_keeps_nobody_from_hearing(tree, node, log):
    class Router:
        def handle(self, event):
            raise ZeroDivisionError

    tree._services_.input.gui = Router()
    tree.input_event(InputEventKey())
    assert log == [f"N {stage}" for stage in STAGES]
    (fault,) = tree.expect_faults()
    assert isinstance(fault.error, ZeroDivisionError)
    tree._services_.input.gui = None
