"""What built-in classes do on notifications is called by name: two that take one name lose one of them."""

import inspect

import pytest

import nodes
from engine import Node

CLASSES = sorted(
    {
        base
        for name in nodes.__all__
        if isinstance(getattr(nodes, name), type)
        for base in getattr(nodes, name).__mro__
        if issubclass(base, Node)
    },
    key=lambda cls: cls.__name__,
)
REPLACED = {("CheckButton", "_draw_check_")}
"""What is meant to be done in place of what the base does."""


@pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.__name__)
def test_a_class_calls_what_it_replaces_of_a_base_unless_that_is_meant(cls):
    marked = {name for base in cls.__mro__[1:] for name in vars(base).get("_notified_of_", ())}
    for name in marked & vars(cls).keys():
        assert (cls.__name__, name) in REPLACED or f"super().{name}(" in inspect.getsource(vars(cls)[name])


def test_there_is_one_that_does():
    assert "_enter_canvas_" in vars(nodes.Control)
    assert "_enter_canvas_" in vars(nodes.CanvasItem)["_notified_of_"]
