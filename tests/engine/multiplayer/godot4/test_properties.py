import pytest

from engine import ScriptError, Vector2
from engine.multiplayer.godot4.properties import (
    ALWAYS,
    NEVER,
    NOTHING,
    ON_CHANGE,
    Properties,
    ReplicatedProperty,
)
from nodes import Node2D


@pytest.fixture
def root(tree):
    made = tree.add(Node2D(), "Root")
    made.add_child(Node2D(name="Sprite"))
    return made


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (".:position", Vector2(1, 2)),
        (":position", Vector2(1, 2)),
        ("Sprite:rotation", 0.5),
        ("../Root:rotation", 0.5),
        ("/root/Root/Sprite:rotation", 0.5),
        (".:position:x", 7.0),
    ],
)
def test_a_property_is_read_and_set_by_its_path_from_the_root_node(root, path, value):
    property = ReplicatedProperty(path)
    property.set_value(root, value)
    assert property.value(root) == value
    assert repr(property) == f"<ReplicatedProperty {path}>"


def test_a_part_of_a_value_is_set_alone(root):
    root.position = Vector2(1, 2)
    ReplicatedProperty(".:position:y").set_value(root, 5)
    assert root.position == Vector2(1, 5)


def test_a_path_without_a_property_is_answered():
    with pytest.raises(ScriptError, match=r"'Sprite' names no property: .* as in `\.:position`"):
        ReplicatedProperty("Sprite")


def test_what_is_not_there_is_answered_with_what_is(root):
    with pytest.raises(ScriptError, match=r"has no child 'Sprit'\. Did you mean 'Sprite'"):
        ReplicatedProperty("Sprit:rotation").value(root)
    with pytest.raises(ScriptError, match="has no property 'rotatio'"):
        ReplicatedProperty(".:rotatio").set_value(root, 1)
    with pytest.raises(ScriptError, match=r"has no property 'rotatio'\. Did you mean 'rotation'"):
        ReplicatedProperty(".:rotatio").value(root)


def test_properties_are_in_three_lists_in_their_order():
    a, b, c = (ReplicatedProperty(f".:{name}") for name in "abc")
    a.mode, b.mode, c.mode = ON_CHANGE, NEVER, ALWAYS
    c.spawn = False
    properties = Properties()
    properties.arrange([a, b, c])
    assert list(properties.all) == [".:a", ".:b", ".:c"]
    assert (properties.spawn, properties.sync, properties.watch) == ((a, b), (c,), (a,))
    assert NOTHING.spawn == NOTHING.sync == NOTHING.watch == ()
