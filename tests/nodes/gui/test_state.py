"""What may be asked of a Control by those who know only its state; `test_routing` and others ask it."""

import ast
from pathlib import Path

import pytest

from engine.canvas.item import ItemState
from nodes import CanvasItem, Control, Node2D
from nodes.gui import state
from nodes.gui.state import ControlState

ASKED = [  # declared for type checkers
    line.target.id
    for line in ast.walk(ast.parse(Path(state.__file__).read_text(encoding="utf-8")))
    if isinstance(line, ast.AnnAssign)
]


def test_a_control_has_the_state_of_one_and_other_items_have_not():
    assert isinstance(Control(), ControlState)
    assert issubclass(ControlState, ItemState)
    assert not isinstance(Node2D(), ControlState)


@pytest.mark.parametrize("name", ASKED)
def test_what_may_be_asked_is_there(name):
    assert hasattr(Control, name)


def test_what_is_known_of_it_are_the_numbers_of_a_control():
    for name, value in vars(ControlState).items():
        if name.isupper():
            assert getattr(Control, name) == value
            assert not hasattr(CanvasItem, name)
