"""What the classes of Godot 3.6 have, by the table."""

import pytest

from engine.base.godot_classes import Found, classes, lineage, member


@pytest.fixture(autouse=True)
def read_anew():
    classes.cache_clear()
    member.cache_clear()


def test_a_class_comes_with_its_bases():
    assert [one.name for one in lineage("Timer")] == ["Timer", "Node", "Object"]
    assert list(lineage("NoSuchClass")) == []


@pytest.mark.parametrize(
    ("name", "of", "found"),
    [
        ("start", "Timer", Found("method", "", "Timer")),
        ("wait_time", "Timer", Found("property", "float", "Timer")),
        ("timeout", "Timer", Found("signal", "Signal", "Timer")),
        ("TIMER_PROCESS_IDLE", "Timer", Found("constant", "int", "Timer")),
        ("get_path", "Timer", Found("method", "NodePath", "Node")),
        ("nothing_of_the_kind", "Timer", None),
        ("start", "NoSuchClass", None),
    ],
)
def test_a_member_has_a_sort_a_kind_and_an_owner(name, of, found):
    assert member(name, of) == found


def test_a_property_that_is_translated_is_known_by_its_methods():
    assert member("text", "Label") == Found("property", "String", "Label")
