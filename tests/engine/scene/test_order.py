from hypothesis import given
from hypothesis import strategies as st

from engine import Node
from engine.scene.order import Place, in_tree_order, position


def naive(node):
    return [node] + [n for child in node.get_children() for n in naive(child)]


@st.composite
def trees(draw):
    """Draw a top, whose branch was built by adding and moving at random."""
    top = Node()
    nodes = [top]
    for _ in range(draw(st.integers(0, 25))):
        node = Node()
        draw(st.sampled_from(nodes)).add_child(node)
        nodes.append(node)
    for _ in range(draw(st.integers(0, 10))):
        node = draw(st.sampled_from(nodes))
        if node is not top:
            parent = node.get_parent()
            parent.move_child(node, draw(st.integers(0, parent.get_child_count())))
    return top


@given(trees(), st.data())
def test_any_nodes_come_in_tree_order(top, data):
    nodes = naive(top)
    some = data.draw(st.lists(st.sampled_from(nodes), unique_by=id))
    assert in_tree_order(dict.fromkeys(some)) == [node for node in nodes if node in some]


@given(trees())
def test_positions_sort_in_tree_order(top):
    nodes = naive(top)
    shuffled = nodes[::2] + nodes[1::2]
    assert sorted(shuffled, key=position) == nodes


@given(trees(), st.data())
def test_a_place_puts_the_priority_before_the_position(top, data):
    nodes = naive(top)
    for node in nodes:
        node.process_priority = data.draw(st.integers(-1, 1))
    by_priority = sorted(nodes, key=lambda node: node.process_priority)
    shuffled = nodes[::2] + nodes[1::2]
    assert sorted(shuffled, key=Place()) == by_priority


def test_no_nodes_are_in_order():
    assert in_tree_order({}) == []


def test_only_members_and_what_is_above_them_is_visited():
    top, child = Node(), Node()
    for _ in range(3):
        top.add_child(Node())
    top.add_child(child)
    top.get_child(0)._children_ = None  # whose children, had it any, nobody looks for
    assert in_tree_order({child: None}) == [child]


def test_a_deep_line_costs_little_and_does_not_recurse():
    line = [Node()]
    for _ in range(10_000):
        line.append(Node())
        line[-2].add_child(line[-1])
    assert in_tree_order(dict.fromkeys(reversed(line))) == line
