import copy
import pickle
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import Node, NodePath, ScriptError, var2bytes
from engine.variant.decoder import decode
from engine.variant.node_path import parts, split


def test_a_path_is_a_text():
    path = NodePath("A/B")
    assert path == "A/B"
    assert hash(path) == hash("A/B")
    assert {path: 1}["A/B"] == 1
    assert str(path) == "A/B"
    assert repr(path) == "NodePath('A/B')"


@pytest.mark.parametrize(
    ("path", "names", "subnames"),
    [
        ("A/B/C", ["A", "B", "C"], []),
        ("/root/Main", ["root", "Main"], []),
        ("../Sprite:position:x", ["..", "Sprite"], ["position", "x"]),
        (":position:x", [], ["position", "x"]),
        ("A//B/./", ["A", "B", "."], []),
        ("A:x:", ["A"], ["x"]),
        (".", ["."], []),
        ("", [], []),
    ],
)
def test_a_path_has_names_and_subnames(path, names, subnames):
    path = NodePath(path)
    assert path.get_name_count() == len(names)
    assert [path.get_name(i) for i in range(len(names))] == names
    assert path.get_subname_count() == len(subnames)
    assert [path.get_subname(i) for i in range(len(subnames))] == subnames
    assert path.get_concatenated_subnames() == ":".join(subnames)


def test_a_name_that_is_not_there_is_an_index_error():
    with pytest.raises(IndexError):
        NodePath("A").get_name(1)
    with pytest.raises(IndexError):
        NodePath("A").get_subname(0)


@pytest.mark.parametrize(
    ("path", "absolute", "empty"),
    [("/root", True, False), ("A", False, False), ("", False, True), (":x", False, False)],
)
def test_a_path_is_absolute_if_it_begins_with_a_slash(path, absolute, empty):
    assert NodePath(path).is_absolute() == absolute
    assert NodePath(path).is_empty() == empty


@pytest.mark.parametrize(("path", "of"), [("A/B:c", ":A/B:c"), (":x:y", ":x:y"), ("x", ":x")])
def test_a_path_can_be_one_to_a_property_alone(path, of):
    found = NodePath(path).get_as_property_path()
    assert found == of
    assert isinstance(found, NodePath)


names = st.text(st.characters(exclude_characters="/:.", exclude_categories=["Cs"]), min_size=1)


@given(st.lists(names), st.lists(names), st.booleans())
def test_what_is_joined_is_split_again(nodes, subnames, absolute):
    path = "/" * absolute + "/".join(nodes) + "".join(f":{name}" for name in subnames)
    assert split(path) == (absolute, tuple(nodes), tuple(subnames))
    assert split(NodePath(path)) == split(path)


def test_node_paths_serve_wherever_paths_do(tree):
    node = tree.add(Node(), "A")
    assert tree.root.get_node(NodePath("A")) is node
    assert isinstance(node.get_path(), NodePath)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("A//B/", "A/B"),
        ("/A//b", "/A/b"),
        ("A:", "A"),
        ("A:b:", "A:b"),
        ("/", "/"),
        ("/:a", "/:a"),
        ("a/:b", "a:b"),
    ],
)
def test_what_means_nothing_is_left_out_of_the_text(path, text):
    assert str(NodePath(path)) == text


@pytest.mark.parametrize("path", ["A::b", "::b", ":a::b", "A::"])
def test_a_property_without_a_name_is_an_error(path):
    with pytest.raises(ScriptError, match="a property without a name"):
        NodePath(path)


def test_a_path_from_elsewhere_keeps_names_that_no_text_can_have():
    path = NodePath.from_parts(False, ["", "a/b"], ["c:d"])
    assert path.get_name_count() == 2
    assert path.get_name(1) == "a/b"
    assert path.get_subname(0) == "c:d"
    assert not path.is_absolute()
    for same in (copy.deepcopy(path), pickle.loads(pickle.dumps(path))):
        assert parts(same) == (False, ("", "a/b"), ("c:d",))
        assert same == path
    assert parts(pickle.loads(pickle.dumps(NodePath("/a:b")))) == (True, ("a",), ("b",))


def test_paths_that_strangers_send_are_not_kept():
    def read(n):
        for i in range(n):
            path = decode(var2bytes(NodePath(f"{i}/{'x' * 10_000}")))[0]
            assert path.get_name(0) == f"{i}"

    read(10)
    tracemalloc.start()
    try:
        read(500)
        assert tracemalloc.get_traced_memory()[0] < 500_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("value", [3, None, b"A"])
def test_a_path_of_what_is_no_text_is_refused(value):
    with pytest.raises(ScriptError, match="is made of a text"):
        NodePath(value)
