from math import inf

import pytest

from engine import Node
from engine.scene import hooks, state


class Counting(Node):
    def __init__(self, log):
        self.log = log

    def _process(self, delta):
        self.log.append("process")

    def _physics_process(self, delta):
        self.log.append("physics")

    def _notification(self, what):
        if what in (Node.NOTIFICATION_INTERNAL_PROCESS, Node.NOTIFICATION_INTERNAL_PHYSICS_PROCESS):
            self.log.append(what)


def test_each_kind_of_processing_has_its_stage(tree):
    log = []
    node = tree.add(Counting(log))
    node.set_process_internal(True)
    node.set_physics_process_internal(True)
    tree.step()
    assert log == [
        Node.NOTIFICATION_INTERNAL_PHYSICS_PROCESS,
        "physics",
        Node.NOTIFICATION_INTERNAL_PROCESS,
        "process",
    ]


def test_it_is_idle_while_no_node_processes(tree):
    processes = tree._services_.processes
    assert processes.idle_time() == inf
    node = tree.add(Counting([]))
    assert processes.idle_time() == 0
    node.set_process(False)
    node.set_physics_process(False)
    assert processes.idle_time() == inf


@pytest.mark.parametrize(
    "switch",
    [hooks.PROCESS, hooks.PHYSICS_PROCESS, state.INTERNAL_PROCESS, state.INTERNAL_PHYSICS_PROCESS],
)
def test_the_lists_take_in_nodes_by_their_switches(tree, switch):
    node = Node()
    node._flags_ |= switch
    tree.add(node)
    lists = tree._services_.processes.lists
    assert [bit for bit, processes in lists.items() if node in processes.members] == [switch]
    tree.root.remove_child(node)
    assert not any(lists.values())
