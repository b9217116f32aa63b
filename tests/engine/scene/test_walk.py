import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import Node, ScriptError
from engine.scene.walk import ascend, descend


def build(shape, name="0"):
    """Return a branch: `shape` is a list of the shapes of its children."""
    node = Node()
    node.name = name
    for i, below in enumerate(shape):
        node.add_child(build(below, f"{name}_{i}"))
    return node


def naive_down(node):
    return [node] + [n for child in node.get_children() for n in naive_down(child)]


def naive_up(node, last_first=False):
    children = node.get_children()
    return [
        n for child in (children[::-1] if last_first else children) for n in naive_up(child, last_first)
    ] + [node]


def busy(top):
    return [n.name for n in naive_down(top) if n._children_ is not None and n._children_.busy]


shapes = st.recursive(st.just([]), lambda below: st.lists(below, max_size=4), max_leaves=20)


@given(shapes)
def test_both_walks_yield_every_node_once_in_their_order(shape):
    top = build(shape)
    assert list(descend(top)) == naive_down(top)
    assert list(ascend(top)) == naive_up(top)
    assert list(ascend(top, last_first=True)) == naive_up(top, last_first=True)
    assert busy(top) == []


@given(shapes, st.integers(0, 30), st.sampled_from([descend, ascend]))
def test_a_walk_that_is_given_up_leaves_no_list_busy(shape, steps, walk):
    top = build(shape)
    under_way = walk(top)
    for _, _node in zip(range(steps), under_way, strict=False):
        pass
    under_way.close()
    assert busy(top) == []


def test_going_down_the_lists_above_a_node_are_busy_and_its_own_is_not():
    top = build([[[], []], []])
    seen = {node.name: busy(top) for node in descend(top)}
    assert seen == {
        "0": [],
        "0_0": ["0"],
        "0_0_0": ["0", "0_0"],
        "0_0_1": ["0", "0_0"],
        "0_1": ["0"],
    }


def test_going_up_the_lists_above_a_node_are_busy_and_its_own_is_not():
    top = build([[[], []], []])
    seen = {node.name: busy(top) for node in ascend(top)}
    assert seen == {
        "0_0_0": ["0", "0_0"],
        "0_0_1": ["0", "0_0"],
        "0_0": ["0"],
        "0_1": ["0"],
        "0": [],
    }


def test_walks_within_walks_count():
    top = build([[]])
    outer = descend(top)
    next(outer)
    next(outer)
    assert list(ascend(top)) == [top.get_child(0), top]
    assert busy(top) == ["0"]
    outer.close()
    assert busy(top) == []


def test_children_that_a_node_gets_before_they_are_gone_through_are_yielded():
    top = build([[]])
    found = []
    for node in descend(top):
        found.append(node.name)
        if node.name == "0_0":
            node.add_child(build([], "late"))
    assert found == ["0", "0_0", "late"]


def test_an_exception_in_the_loop_leaves_no_list_busy():
    top = build([[[]]])

    def fail_at_the_leaf():
        for node in descend(top):
            node.get_child(0)

    with pytest.raises(ScriptError):
        fail_at_the_leaf()
    assert busy(top) == []


def test_a_list_that_a_script_empties_by_force_is_freed_all_the_same():
    top = build([[], []])
    found = []
    for node in ascend(top):
        found.append(node.name)
        top._children_ = None
    assert found == ["0_0", "0_1", "0"]


def test_walks_do_not_recurse():
    top = at = Node()
    for _ in range(10_000):
        below = Node()
        at.add_child(below)
        at = below
    assert sum(1 for _ in descend(top)) == 10_001
    assert next(ascend(top)) is at
