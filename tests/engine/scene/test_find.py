import pytest

from engine import Node
from engine.scene.find import explain_missing, find, find_named, is_named


def line(*names):
    """Return nodes with these names, each the child of the one before."""
    nodes = []
    for name in names:
        node = Node()
        node.name = name
        if nodes:
            nodes[-1].add_child(node)
        nodes.append(node)
    return nodes


@pytest.fixture
def abc(tree):
    nodes = line("A", "B", "C")
    tree.root.add_child(nodes[0])
    return nodes


@pytest.mark.parametrize(
    ("start", "path", "found"),
    [
        (0, "B", 1),
        (0, "B/C", 2),
        (0, ".", 0),
        (0, "./B", 1),
        (2, "..", 1),
        (2, "../..", 0),
        (0, "B/../B/./C", 2),
        (0, "B//C/", 2),
        (0, "B:name", 1),
        (2, "/root/A", 0),
        (2, "/root//A/B/", 1),
        (0, "b", None),
        (0, "B/D", None),
        (0, "C", None),
        (0, "", None),
        (0, "/", None),
        (0, ":name", None),
        (0, "../../..", None),
        (0, "/A", None),
        (0, "/root/B", None),
        (2, "x/..", None),
    ],
)
def test_a_path_leads_to_a_node_or_to_none(abc, start, path, found):
    assert find(abc[start], path) is (abc[found] if found is not None else None)


def test_the_absolute_path_of_the_root_is_the_root(tree, abc):
    assert find(abc[2], "/root") is tree.root
    assert find(abc[0], "..") is tree.root
    assert find(abc[0], "../..") is None


def test_an_absolute_path_needs_a_tree():
    a, _ = line("A", "B")
    assert find(a, "/root/A") is None
    assert "absolute paths need a node inside the tree" in explain_missing(a, "/root/A")


@pytest.mark.parametrize(
    ("start", "path", "text"),
    [
        (0, "", "'' is not a path to a node. Use '.' for the node itself, '..' for its parent."),
        (0, "/", "'/' is not a path to a node."),
        (0, "/wrong/A", "No node at '/wrong/A': absolute paths begin with /root."),
        (0, "Bb", "has no child 'Bb'. Did you mean 'B'? Its children: B."),
        (0, "B/c", "<Node /root/A/B> has no child 'c'. Did you mean 'C'? Its children: C."),
        (0, "B/C/D", "<Node /root/A/B/C> has no child 'D'. Its children: none."),
        (2, "../../../../x", "<Viewport /root> has no parent."),
        (2, "/root/Z", "<Viewport /root> has no child 'Z'."),
    ],
)
def test_a_missing_node_is_explained_by_how_far_the_path_goes_and_what_is_there(abc, start, path, text):
    assert text in explain_missing(abc[start], path)


def test_of_many_children_ten_are_named():
    top = Node()
    for i in range(12):
        top.add_child(line(f"C{i:02}")[0])
    text = explain_missing(top, "nothing like them")
    assert "C09, …." in text
    assert "C10" not in text


@pytest.mark.parametrize(
    ("mask", "matches"),
    [
        ("Player", True),
        ("Pla*", True),
        ("*", True),
        ("P?ayer", True),
        ("player", False),
        ("Play", False),
        ("[P]layer", False),
    ],
)
def test_a_mask_has_two_wildcards_and_minds_the_case(mask, matches):
    (node,) = line("Player")
    assert is_named(node, mask) == matches


def test_brackets_in_a_mask_mean_themselves():
    (node,) = line("a[1]")
    assert is_named(node, "a[1]")
    assert is_named(node, "a[*")


def test_named_nodes_are_searched_depth_first_with_the_first_child_first():
    top, a, _deep = line("top", "A", "X")
    top.add_child(second := line("X")[0])
    assert find_named(top, "X", True, False) is a.get_child(0)
    assert find_named(top, "X", False, False) is second
    assert find_named(top, "top", True, False) is None
    assert find_named(top, "?", True, False) is a


def test_nodes_without_an_owner_are_passed_over_with_all_below_them():
    top, a, b = line("top", "A", "B")
    b.owner = top
    assert find_named(top, "B", True, True) is None
    assert find_named(top, "B", True, False) is b
    a.owner = top
    assert find_named(top, "B", True, True) is b


def test_a_search_does_not_recurse():
    nodes = line(*(f"N{i}" for i in range(10_000)))
    assert find_named(nodes[0], "N9999", True, False) is nodes[-1]
    assert find_named(nodes[0], "none", True, False) is None
    assert find(nodes[0], "/".join(node.name for node in nodes[1:])) is nodes[-1]
