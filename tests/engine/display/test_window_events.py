import pytest

from engine import Node, Vector2
from engine.display.display import CloseRequested, Composed, FocusChanged, PointerLeft, Resized
from engine.input import KEY_ENTER, InputEventKey, InputEventMouseMotion

NAMES = {
    number: name
    for name, number in vars(Node.__mro__[1]).items()
    if name.startswith(("NOTIFICATION_WM", "NOTIFICATION_OS"))
}


class Noting(Node):
    """Notes what happens to the window."""

    def __init__(self):
        self.log = []

    def _notification(self, what):
        if what in NAMES:
            self.log.append(NAMES[what].removeprefix("NOTIFICATION_"))


@pytest.fixture
def node(tree):
    node = tree.add(Noting())
    tree.step()
    return node


def test_a_window_of_another_size_makes_the_viewport_so(tree, node):
    resized, changed = tree.watch(tree.screen_resized), tree.watch(tree.root.size_changed)
    tree.screen.set_window_size(800, 500)
    tree.step(2)
    assert tree.root.size == Vector2(800, 500)
    assert tree.screen.view[4:] == (800, 500)
    assert len(resized) == len(changed) == 1
    tree.screen.push(Resized(800, 500))
    tree.step()
    assert (len(resized), len(changed)) == (2, 1)


def test_a_close_request_quits_unless_that_was_switched_off(tree, node):
    tree.set_auto_accept_quit(False)
    tree.screen.push(CloseRequested())
    tree.step()
    assert node.log == ["WM_QUIT_REQUEST"]
    assert not tree.quitting
    tree.set_auto_accept_quit(True)
    tree.screen.push(CloseRequested())
    tree.step()
    assert tree.quitting


def test_nodes_hear_of_the_focus_and_keys_are_released_without_it(tree, node):
    tree.screen.push(FocusChanged(False))
    tree.step()
    tree.screen.push(InputEventKey(scancode=KEY_ENTER, pressed=True))
    tree.step()
    assert tree.input.is_action_pressed("ui_accept")
    tree.screen.push(FocusChanged(False))
    tree.screen.push(FocusChanged(True))
    tree.step()
    assert node.log == ["WM_FOCUS_OUT", "WM_FOCUS_OUT", "WM_FOCUS_IN"]
    assert not tree.input.is_action_pressed("ui_accept")


def test_nodes_hear_of_the_pointer_that_comes_and_goes(tree, node):
    for event in (InputEventMouseMotion(), InputEventMouseMotion(), PointerLeft(), InputEventMouseMotion()):
        tree.screen.push(event)
    tree.step()
    assert node.log == ["WM_MOUSE_ENTER", "WM_MOUSE_EXIT", "WM_MOUSE_ENTER"]


def test_nodes_hear_of_what_is_composed(tree, node):
    tree.screen.push(Composed("に", 0, 1))
    tree.step()
    assert node.log == ["OS_IME_UPDATE"]
    assert tree.display.composed == Composed("に", 0, 1)


def test_successive_motions_in_a_frame_are_one_event_unless_that_was_switched_off(tree):
    moves = []

    class Scene(Node):
        def _input(self, event):
            moves.append((event.get_class(), tuple(getattr(event, "relative", ()))))

    def push_some():
        moves.clear()
        for x in (1, 2, 3):
            tree.screen.push(InputEventMouseMotion(relative=Vector2(x, 0)))
        tree.screen.push(InputEventKey())
        tree.screen.push(InputEventMouseMotion(relative=Vector2(4, 0)))
        tree.step()
        return list(moves)

    tree.add(Scene())
    motion = "InputEventMouseMotion"
    assert push_some() == [(motion, (6, 0)), ("InputEventKey", ()), (motion, (4, 0))]
    tree.input.set_use_accumulated_input(False)
    assert not tree.input.is_using_accumulated_input()
    assert [relative for _, relative in push_some()] == [(1, 0), (2, 0), (3, 0), (), (4, 0)]


def test_one_that_fails_does_not_keep_the_others_from_being_told(tree, node, monkeypatch):
    def fail():
        raise ZeroDivisionError

    tree.screen.push(PointerLeft())
    monkeypatch.setattr(tree._services_.display, "fit", fail)
    tree.screen.push(Resized(1, 1))
    tree.screen.push(FocusChanged(True))
    tree.iteration(0.0)
    assert node.log == ["WM_MOUSE_EXIT", "WM_FOCUS_IN"]
    (fault,) = tree.expect_faults()
    assert "taking Resized(width=1, height=1)" in fault.doing


def test_events_come_before_the_steps_of_the_frame(tree):
    log = []

    class Scene(Node):
        def _input(self, event):
            log.append("input")

        def _physics_process(self, delta):
            log.append("physics")

    tree.add(Scene())
    tree.screen.push(InputEventKey())
    tree.step()
    assert log == ["input", "physics"]
