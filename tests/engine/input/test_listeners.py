import pytest

from engine import Node
from engine.input import InputEvent, InputEventKey
from engine.scene import hooks


class Listener(Node):
    """Notes its name in the log of its parent's tree, and does what it is told."""

    log: list[str]

    def __init__(self, log, does=lambda node, event: None):
        self.log = log
        self.does = does

    def _input(self, event):
        self.log.append(self.name)
        self.does(self, event)


@pytest.fixture
def log():
    return []


def send(tree, log, event=None):
    """Send an event; return who was called."""
    log.clear()
    tree.input_event(event or InputEventKey(pressed=True))
    tree.raise_faults()
    return list(log)


def three(tree, log, **does):
    """Add A with its child B, and C."""
    a = tree.add(Listener(log, does.get("a", lambda *_: None)), "A")
    b = Listener(log, does.get("b", lambda *_: None))
    b.name = "B"
    a.add_child(b)
    return a, b, tree.add(Listener(log, does.get("c", lambda *_: None)), "C")


def test_the_last_in_tree_order_is_called_first(tree, log):
    a, _, c = three(tree, log)
    assert send(tree, log) == ["C", "B", "A"]
    tree.root.move_child(c, 0)
    assert send(tree, log) == ["B", "A", "C"]
    a.process_priority = 5
    assert send(tree, log) == ["B", "A", "C"]


def test_a_newcomer_hears_of_the_next_event(tree, log):
    def add(node, event):
        if not tree.root.has_node("D"):
            tree.add(Listener(log), "D")

    three(tree, log, b=add)
    assert send(tree, log) == ["C", "B", "A"]
    assert send(tree, log) == ["D", "C", "B", "A"]


@pytest.mark.parametrize(
    "removal",
    [
        lambda node: node.free(),
        lambda node: node.get_parent().remove_child(node) or node.free(),
        lambda node: node.set_process_input(False),
    ],
)
def test_who_goes_while_an_event_is_under_way_is_left_out(tree, log, removal):
    nodes = {}
    nodes["a"], nodes["b"], nodes["c"] = three(tree, log, c=lambda node, event: removal(nodes["b"]))
    assert send(tree, log) == ["C", "A"]


def test_who_is_taken_out_and_put_back_is_left_out_this_once(tree, log):
    nodes = {}

    def take_out_and_back(node, event):
        tree.root.remove_child(nodes["a"])
        tree.root.add_child(nodes["a"])

    nodes["a"], _, _ = three(tree, log, c=take_out_and_back)
    assert send(tree, log) == ["C"]
    nodes["a"].get_parent().get_node("C").does = lambda *_: None
    assert send(tree, log) == ["B", "A", "C"]


def test_a_node_may_free_itself(tree, log):
    three(tree, log, b=lambda node, event: node.free())
    assert send(tree, log) == ["C", "B", "A"]
    assert send(tree, log) == ["C", "A"]


def test_input_is_switched_on_and_off(tree, log):
    a, b, _ = three(tree, log)
    b.set_process_input(False)
    assert not b.is_processing_input()
    assert send(tree, log) == ["C", "A"]
    b.set_process_input(True)
    a.get_parent().remove_child(a)
    assert send(tree, log) == ["C"]
    tree.root.add_child(a)
    assert send(tree, log) == ["B", "A", "C"]


def test_it_may_be_switched_on_before_the_node_enters(tree, log):
    class Late(Node):
        def __init__(self):
            self.set_process_input(True)

    node = Late()
    node._input = lambda event: log.append("late")
    tree.add(node)
    assert send(tree, log) == ["late"]


def test_who_is_paused_is_left_out(tree, log):
    _, b, _ = three(tree, log)
    b.pause_mode = Node.PAUSE_MODE_PROCESS
    tree.paused = True
    assert send(tree, log) == ["B"]
    tree.paused = False
    assert send(tree, log) == ["C", "B", "A"]


def test_a_pause_counts_at_once(tree, log):
    def pause(node, event):
        tree.paused = True

    three(tree, log, c=pause)
    assert send(tree, log) == ["C"]


def test_one_that_fails_does_not_keep_the_others_from_hearing(tree, log):
    def fail(node, event):
        raise ZeroDivisionError

    three(tree, log, b=fail)
    log.clear()
    tree.input_event(InputEvent())
    assert log == ["C", "B", "A"]
    (fault,) = tree.expect_faults()
    assert fault.doing == "<Listener /root/A/B>._input"


def test_a_hook_may_be_a_coroutine(tree):
    done = []

    class Waiting(Node):
        async def _input(self, event):
            await self.get_tree().idle_frame
            done.append(event)

    tree.add(Waiting())
    event = InputEventKey()
    tree.input_event(event)
    assert done == []
    tree.step()
    assert done == [event]


def test_an_event_sent_from_within_another_goes_its_own_way(tree, log):
    inner = InputEventKey(echo=True)

    def send_another(node, event):
        if event is not inner:
            tree.input_event(inner)
            assert not tree.is_input_handled()

    def handle_the_inner(node, event):
        if event is inner:
            tree.set_input_as_handled()

    three(tree, log, c=send_another, b=handle_the_inner)
    assert send(tree, log) == ["C", "C", "B", "B", "A"]


def test_the_list_says_what_it_is(tree, log):
    three(tree, log)
    listeners = tree._services_.input.takes()[hooks.INPUT]
    assert repr(listeners) == "<Listeners of _input: 3>"
    assert len(listeners) == 3
