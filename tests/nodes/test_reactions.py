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


@pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.__name__)
def test_a_class_that_replaces_what_a_base_does_calls_it(cls):
    marked = {name for base in cls.__mro__[1:] for name in vars(base).get("_notified_of_", ())}
    for name in marked & vars(cls).keys():
        assert f"super().{name}(" in inspect.getsource(vars(cls)[name])


def test_there_is_one_that_does():
    assert "_enter_canvas_" in vars(nodes.Control)
    assert "_enter_canvas_" in vars(nodes.CanvasItem)["_notified_of_"]
