"""Properties that were set by a name which a built-in node does not have."""

from __future__ import annotations

import warnings

import pytest

from engine import ScriptWarning, Vector2
from engine.testing import SteppedTree
from nodes import AcceptDialog, Button, Label, Node2D, SpinBox
from nodes.canvas.misspelt import warn_of_misspelt


@pytest.mark.parametrize(
    ("cls", "name", "meant"),
    [
        (Button, "txt", "text"),
        (Button, "disable", "disabled"),
        (Button, "presed", "pressed"),
        (Label, "rect_sise", "rect_size"),
        (Label, "position", "rect_position"),
        (Node2D, "postion", "position"),
        (SpinBox, "max", "max_value"),
        (AcceptDialog, "title", "window_title"),
    ],
)
def test_what_is_nearly_a_property_is_warned_of(cls, name, meant):
    node = cls()
    setattr(node, name, 1)
    with pytest.warns(ScriptWarning, match=rf"no property '{name}'.* did you mean `{meant}`\?"):
        warn_of_misspelt(node)


def test_what_a_program_notes_down_is_its_own():
    button = Button(text="OK")
    button.row, button.payload, button._texts = 3, "x", "y"
    button.pressed.connect(print)  # a signal that is in use is kept in the object
    warn_of_misspelt(button)


def test_it_is_looked_for_when_a_node_is_drawn_for_the_first_time(tree):
    label = tree.add(Label(text="Score"))
    label.position = Vector2(5, 5)
    with pytest.warns(ScriptWarning, match="did you mean `rect_position`"):
        tree.step()
    label.text = "1"
    tree.step()


def test_where_warnings_are_errors_it_is_a_fault_and_the_frame_goes_on():
    tree = SteppedTree()
    tree.add(Label(text="Score")).txt = "x"
    tree.add(Label(text="shown"))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with pytest.raises(ScriptWarning, match="no property 'txt'"):
            tree.step()
    assert "shown" in tree.screen.texts()
    tree.finish()


def test_a_script_has_what_attributes_it_likes(tree):
    class Named(Label):
        pass

    tree.add(Named(text="Score")).txt = "x"
    tree.step()
