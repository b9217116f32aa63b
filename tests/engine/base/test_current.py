import pytest

from engine import Node, ScriptError
from engine.base.context import ticking
from engine.base.current import Current

input_map = Current("InputMap", "input_map")


def test_it_stands_for_that_of_the_tree_that_is_being_ticked(tree):
    token = ticking.set(tree)
    input_map.add_action("jump")
    ticking.reset(token)
    assert tree.input_map.has_action("jump")


def test_what_is_set_is_set_there(tree):
    token = ticking.set(tree)
    Current("Input", "input").use_accumulated_input = False
    ticking.reset(token)
    assert not tree.input.use_accumulated_input


def test_a_node_finds_that_of_its_tree(tree):
    found = []

    class Asking(Node):
        def _ready(self):
            found.append(input_map.get_actions)

    tree.add(Asking())
    assert found == [tree.input_map.get_actions]


def test_without_a_tree_it_says_where_to_use_it():
    with pytest.raises(ScriptError, match=r"InputMap belongs to a tree, .* or `tree.input_map` of the tree"):
        input_map.get_actions()


def test_constants_of_its_class_need_no_tree():
    class Kind:
        TIME_FPS = 0

    found = Current("Performance", "performance", Kind)
    assert found.TIME_FPS == 0
    with pytest.raises(ScriptError, match="Performance belongs to a tree"):
        found.OTHER  # noqa: B018
    with pytest.raises(ScriptError, match="InputMap belongs to a tree"):
        input_map.TIME_FPS  # noqa: B018


def test_pythons_own_names_are_not_looked_up():
    assert not hasattr(input_map, "__wrapped__")
    assert repr(input_map) == "<InputMap of the tree that is running>"
