"""The table of the properties that files keep."""

import pytest

from engine.base import godot_properties
from engine.base.godot_properties import stored_properties


@pytest.fixture(autouse=True)
def read_anew():
    godot_properties._classes.cache_clear()
    stored_properties.cache_clear()


def test_the_properties_of_a_class_come_with_those_of_its_bases_first():
    found = stored_properties("Label")
    assert list(found) == ["Node", "CanvasItem", "Control", "Label"]
    assert list(found["Label"])[:2] == ["text", "align"]


def test_a_class_may_have_other_defaults_than_its_base():
    assert stored_properties("Control")["Control"]["mouse_filter"] == "0"
    assert stored_properties("Label")["Control"]["mouse_filter"] == "2"


def test_of_what_is_always_written_there_is_no_default_and_of_objects_an_empty_one():
    assert stored_properties("TileMap")["TileMap"]["format"] is None
    assert stored_properties("Sprite")["Sprite"]["texture"] == ""


def test_an_unknown_class_has_none():
    assert stored_properties("NoSuchClass") == {}
