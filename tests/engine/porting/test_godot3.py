"""What is known of values by names alone: of singletons, and of members whatever class has them."""

import pytest

from engine.porting.godot3 import all_properties, class_kind, kind_everywhere, number_everywhere


@pytest.fixture(autouse=True)
def nothing_is_known():
    for known in (all_properties, kind_everywhere, number_everywhere):
        known.cache_clear()  # or it would be another test that looks


@pytest.mark.parametrize(
    ("name", "kind"), [("Node", "Node"), ("OS", "_OS"), ("Input", "Input"), ("int", ""), ("NoSuch", "")]
)
def test_a_class_is_a_kind_and_a_singleton_is_of_one(name, kind):
    assert class_kind(name) == kind


@pytest.mark.parametrize(
    ("name", "kind"), [("rect_size", "Vector2"), ("modulate", "Color"), ("offset", ""), ("no_such", "")]
)
def test_a_property_has_a_kind_where_all_classes_agree(name, kind):
    assert kind_everywhere(name) == kind


@pytest.mark.parametrize(
    ("name", "kind"), [("get_child_count", "int"), ("get_path", ""), ("get_parent", ""), ("no_such", "")]
)
def test_a_method_gives_a_number_where_all_classes_agree(name, kind):
    assert number_everywhere(name) == kind


def test_properties_are_those_of_classes_that_are_here_and_texts_that_are_translated():
    assert {"rect_size", "text", "hint_tooltip"} <= all_properties()
    assert all_properties().isdisjoint(("no_such", "get_child_count", "engine_force"))
