from math import inf

import pytest

from engine import Node


@pytest.fixture
def network(tree):
    return tree._services_.network


def test_the_nodes_are_polled_in_the_order_in_which_they_came(tree, network):
    log = []
    for name in "ab":
        network.add(tree.add(Node(), name), lambda name=name: log.append(name), lambda: 0.0)
    tree.step()
    assert log == ["a", "b"]


def test_one_that_left_the_tree_or_was_taken_out_is_not_polled(tree, network):
    log = []
    gone, out = tree.add(Node()), tree.add(Node())
    network.add(gone, lambda: log.append("gone"), lambda: 0.0)
    network.add(out, lambda: log.append("out"), lambda: 0.0)
    tree.root.remove_child(gone)
    network.remove(out)
    network.remove(out)
    tree.step()
    assert log == []
    gone.free()


def test_one_that_fails_does_not_keep_the_others_from_being_polled(tree, network):
    log = []
    network.add(tree.add(Node(), "A"), lambda: 1 / 0, lambda: 0.0)
    network.add(tree.add(Node(), "B"), lambda: log.append("b"), lambda: 0.0)
    tree.iteration(0.0)
    assert log == ["b"]
    (fault,) = tree.expect_faults()
    assert fault.doing == "<Node /root/A>.poll"


def test_it_is_idle_as_long_as_the_first_of_its_nodes(tree, network):
    assert network.idle_time() == inf
    network.add(tree.add(Node()), lambda: None, lambda: 2.0)
    network.add(tree.add(Node()), lambda: None, lambda: 1.0)
    assert network.idle_time() == 1.0


def test_it_is_never_idle_where_a_socket_could_not_end_a_sleep(tree, network, monkeypatch):
    monkeypatch.setattr(tree.poller, "can_wake", lambda: False)
    assert network.idle_time() == 0
