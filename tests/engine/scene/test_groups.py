from math import inf

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from engine import Node, SceneTree

REVERSE, REALTIME, UNIQUE = 1, 2, 4


class Member(Node):
    v = 0

    def __init__(self, log, name, do=None):
        self.log = log
        self.name = name
        self.do = do
        self.add_to_group("g")

    def f(self, *args):
        self.log.append((self.name, *args))
        if self.do is not None:
            self.do(self)

    def _notification(self, what):
        if what >= 5000:
            self.log.append((self.name, what))


@pytest.fixture
def log():
    return []


def add(tree, log, *names, **do):
    nodes = [Member(log, name, do.get(name)) for name in names]
    for node in nodes:
        tree.root.add_child(node)
    return nodes


def test_members_are_those_inside_the_tree_in_tree_order(tree, log):
    a, b, c = add(tree, log, "a", "b", "c")
    a.add_child(below := Member(log, "below"))
    assert tree._services_.groups.members("g") == [a, below, b, c]
    tree.root.move_child(c, 0)
    assert tree._services_.groups.members("g") == [c, a, below, b]
    tree.root.remove_child(a)
    assert tree._services_.groups.members("g") == [c, b]
    assert a.is_in_group("g")
    assert tree._services_.groups.members("none") == []


def test_a_group_is_there_while_it_has_members(tree, log):
    assert "g" not in tree._services_.groups
    (a,) = add(tree, log, "a")
    assert "g" in tree._services_.groups
    assert repr(tree._services_.groups) == "<Groups g (1)>"
    a.free()
    assert "g" not in tree._services_.groups
    assert repr(tree._services_.groups) == "<Groups >"


def test_calls_are_made_at_the_flush_and_at_once_with_realtime(tree, log):
    add(tree, log, "a", "b")
    tree._services_.groups.call(0, "g", "f", (1, None, 2))
    assert log == []
    tree.flush_deferred()
    assert log == [("a", 1, None, 2), ("b", 1, None, 2)]
    log.clear()
    tree._services_.groups.call(REALTIME, "g", "f", ())
    tree._services_.groups.call(REALTIME | REVERSE, "g", "f", ())
    assert log == [("a",), ("b",), ("b",), ("a",)]


def test_deferred_calls_may_be_reversed_too(tree, log):
    add(tree, log, "a", "b")
    tree._services_.groups.call(REVERSE, "g", "f", ())
    tree.flush_deferred()
    assert log == [("b",), ("a",)]


def test_unique_calls_are_made_once_at_the_end_of_the_step_with_the_first_arguments(tree, log):
    add(tree, log, "a", "b")
    tree._services_.groups.call(UNIQUE, "g", "f", (1,))
    tree._services_.groups.call(UNIQUE, "g", "f", (2,))
    tree.flush_deferred()
    assert log == []
    assert tree._services_.groups.idle_time() == 0
    tree.step()
    assert tree._services_.groups.idle_time() == inf
    assert log == [("a", 1), ("b", 1)]
    tree.step()
    assert log == [("a", 1), ("b", 1)]


def test_unique_and_realtime_means_now(tree, log):
    add(tree, log, "a")
    tree._services_.groups.call(UNIQUE | REALTIME, "g", "f", (1,))
    assert log == [("a", 1)]


def test_a_unique_call_that_is_made_by_a_unique_call_waits_for_the_next_step(tree, log):
    add(tree, log, "a", a=lambda node: tree._services_.groups.call(UNIQUE, "g", "f", ("again",)))
    tree._services_.groups.call(UNIQUE, "g", "f", ())
    tree._services_.groups.call_unique()
    assert log == [("a",)]
    tree._services_.groups.call_unique()
    assert log == [("a",), ("a", "again")]


def test_members_without_the_method_or_the_property_are_passed_over(tree, log):
    add(tree, log, "a")
    other = tree.add(Node())
    other.add_to_group("g")
    tree._services_.groups.call(REALTIME, "g", "f", ())
    tree._services_.groups.set(REALTIME, "g", "v", 7)
    assert log == [("a",)]
    assert not hasattr(other, "v")


def test_notifications_and_properties_go_to_all_members(tree, log):
    a, b = add(tree, log, "a", "b")
    tree._services_.groups.notify(0, "g", 5000)
    tree._services_.groups.set(0, "g", "v", 7)
    assert (log, a.v) == ([], 0)
    tree.flush_deferred()
    assert log == [("a", 5000), ("b", 5000)]
    assert (a.v, b.v) == (7, 7)
    tree._services_.groups.notify(REALTIME | REVERSE, "g", 5001)
    assert log[2:] == [("b", 5001), ("a", 5001)]


@pytest.mark.parametrize("flags", [0, REALTIME])
def test_a_member_that_fails_is_reported_and_stops_nobody(tree, log, flags):
    def fail(node):
        raise ValueError(node.name)

    add(tree, log, "a", "b", a=fail)
    tree._services_.groups.call(flags, "g", "f", ())
    tree.flush_deferred()
    assert log == [("a",), ("b",)]
    (fault,) = tree.expect_faults()
    assert "f of group 'g'" in fault.doing


@pytest.mark.parametrize("flags", [0, REALTIME])
def test_a_member_that_a_call_frees_is_passed_over(tree, log, flags):
    a, b, c = add(tree, log, "a", "b", "c", a=lambda node: b.free())
    tree._services_.groups.call(flags, "g", "f", ())
    tree.flush_deferred()
    assert log == [("a",), ("c",)]
    assert tree._services_.groups.members("g") == [a, c]


def test_members_that_come_during_a_call_are_not_called(tree, log):
    add(tree, log, "a", a=lambda node: add(tree, log, "new"))
    tree._services_.groups.call(REALTIME, "g", "f", ())
    assert log == [("a",)]


def test_methods_that_are_coroutines_are_started(tree):
    log = []

    class Slow(Node):
        async def f(self):
            log.append("begin")
            await self.get_tree().idle_frame
            log.append("end")

    tree.add(Slow()).add_to_group("g")
    tree._services_.groups.call(REALTIME, "g", "f", ())
    tree.step()
    assert log == ["begin", "end"]


class Membership(RuleBasedStateMachine):
    """The members of a group are what a search of the whole tree finds."""

    def __init__(self):
        super().__init__()
        self.tree = SceneTree()
        self.nodes = []

    some = st.integers(0, 1000)
    group = st.sampled_from("gh")

    def pick(self, number):
        return self.nodes[number % len(self.nodes)]

    @rule(number=some)
    def add(self, number):
        parents = [self.tree.root, *self.nodes]
        node = Node()
        parents[number % len(parents)].add_child(node)
        self.nodes.append(node)

    @precondition(lambda self: self.nodes)
    @rule(number=some, group=group)
    def join(self, number, group):
        self.pick(number).add_to_group(group)

    @precondition(lambda self: self.nodes)
    @rule(number=some, group=group)
    def quit(self, number, group):
        node = self.pick(number)
        if node.is_in_group(group):
            node.remove_from_group(group)

    @precondition(lambda self: self.nodes)
    @rule(number=some, position=some)
    def move_or_put_back(self, number, position):
        node = self.pick(number)
        parent = node.get_parent()
        if parent is None:
            self.tree.root.add_child(node)
        else:
            parent.move_child(node, position % parent.get_child_count())

    @precondition(lambda self: self.nodes)
    @rule(number=some)
    def remove(self, number):
        node = self.pick(number)
        if node.get_parent() is not None:
            node.get_parent().remove_child(node)

    @invariant()
    def agrees(self):
        def naive(node):
            return [node] + [n for child in node.get_children() for n in naive(child)]

        for group in "gh":
            members = [node for node in naive(self.tree.root) if node.is_in_group(group)]
            assert self.tree._services_.groups.members(group) == members
            assert (group in self.tree._services_.groups) == bool(members)


Membership.TestCase.settings = settings(max_examples=50, stateful_step_count=25, deadline=None)
test_members_agree_with_a_search_of_the_tree = Membership.TestCase
