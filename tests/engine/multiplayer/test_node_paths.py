import pytest

from engine import Node, ScriptError
from engine.multiplayer.node_paths import node_at, path_of, root_of
from engine.multiplayer.refusals import Refused
from engine.multiplayer.state import MultiplayerState


@pytest.fixture
def state(tree):
    state = MultiplayerState()
    state.root = tree.root
    return state


@pytest.fixture
def main(tree):
    main = tree.add(Node(), "Main")
    for parent, name in ((main, "A"), (main, "B")):
        node = Node()
        node.name = name
        parent.add_child(node)
    return main


def test_a_path_leads_from_the_root_to_the_node_and_back(state, main):
    for node, path in (
        (state.root, "."),
        (main, "Main"),
        (main.get_node("A"), "Main/A"),
    ):
        assert path_of(state, node) == path
        assert node_at(state.root, path) is node


def test_a_node_beside_the_root_or_above_it_is_reached_too(state, main):
    state.root = main.get_node("A")
    for node, path in ((main.get_node("B"), "../B"), (main, "..")):
        assert path_of(state, node) == path
        assert node_at(state.root, path) is node


def test_paths_of_others_may_be_written_otherwise(state, main):
    for path in ("/root/Main/A", "./Main/A", "Main/B/../A", "Main//A/", "Main/A:text"):
        assert node_at(state.root, path) is main.get_node("A")


def test_a_path_may_have_the_percent_signs_of_godot_before_3_5(state, main):
    """A node of ours that is given such a name has it without."""
    child = Node()
    child.name = "100%Pure"
    main.add_child(child)
    assert node_at(state.root, "Main/100%Pure") is node_at(state.root, "Main/100Pure") is child
    assert node_at(state.root, "Main/%A") is main.get_node("A")


@pytest.mark.parametrize("path", ["", "C", "%", "Main/%C", "Main/C", "/Main", "..", ":text", "\0"])
def test_a_path_that_leads_nowhere_is_refused(state, main, path):
    with pytest.raises(Refused, match="which is not here") as caught:
        node_at(state.root, path)
    assert (caught.value.cause, caught.value.detail) == ("no node", path)


def test_a_very_long_path_is_not_explained(state, main):
    with pytest.raises(Refused) as caught:
        node_at(state.root, "x/" * 1000)
    assert len(str(caught.value)) < 200
    assert str(caught.value).endswith("which is not here.")


def test_without_a_root_there_are_no_paths(state, main):
    assert root_of(state) is main.get_parent()
    for root in (None, Node()):
        if root is not None:
            root.free()
        state.root = root
        with pytest.raises(ScriptError, match="has no root node that paths could begin at"):
            path_of(state, main)
        with pytest.raises(Refused, match="has no root node: call") as caught:
            root_of(state)
        assert caught.value.cause == "no root"
