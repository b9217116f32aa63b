"""What new objects have, beside what the real engine's have: `engine/base/godot_properties.jsonl`."""

import pytest

import engine
import nodes
from engine import Object
from engine.base.godot_properties import stored_properties
from engine.resource.stored import stored_of
from engine.variant.writer import text_in_file

NEVER_MADE = {"BaseButton", "BoxContainer", "Range", "Slider", "World2D"}
"""By the engine, so that the table has what the bases of these have, and by scripts here."""
OTHERS = {
    "LinkButton": {"focus_mode"},  # their docstrings tell of it
    "MenuButton": {"focus_mode"},
    "TabContainer": {"focus_mode"},
    "Viewport": {"size"},  # which has the size of the window until it is told another
}
KINDS = {
    name: kind
    for package in (engine, nodes)
    for name in dir(package)
    if isinstance(kind := getattr(package, name), type) and issubclass(kind, Object)
    if stored_properties(name) and name not in NEVER_MADE
}


def written(value):
    return text_in_file(value, lambda one: repr(one) if isinstance(one, Object) else None)


@pytest.mark.parametrize("name", KINDS)
def test_a_new_object_has_what_the_engines_has(name):
    godots = {key: text for owner in stored_properties(name).values() for key, text in owner.items() if text}
    ours = {one.name: written(one.value) for one in stored_of(KINDS[name]()) if one.name in godots}
    differing = {key for key, text in ours.items() if text != godots[key]}
    assert differing == OTHERS.get(name, set())
