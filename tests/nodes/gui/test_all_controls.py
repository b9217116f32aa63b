"""What holds for each Control: used and freed it leaves nothing, and unused it costs nothing."""

import gc
import weakref
from math import inf

import pytest

import nodes
from engine.runner.idle import idle_time
from nodes import Control, Popup, gui

CONTROLS = [
    found
    for found in (getattr(nodes, name) for name in gui.__all__)
    if isinstance(found, type) and issubclass(found, Control)
]


def shown(tree, make):
    control = make(hint_tooltip="What it is")
    for text in ("one", "two"):
        if hasattr(control, "add_item"):
            control.add_item(text)
        elif hasattr(control, "text"):
            control.text = text
    tree.root.add_child(control)
    control.rect_size = (200, 60)
    if isinstance(control, Popup):
        control.popup()
    if control.focus_mode:
        control.grab_focus()
    tree.step()
    return control


def use(user):
    user.click((20, 20))
    user.type("a")
    user.press("down")
    user.wheel((20, 20), down=1)
    user.drag((190, 20), (60, 30))
    user.click((30, 20), double=True)
    user.move_to((20, 20))


def branch(node):
    return [weakref.ref(node), *(ref for child in node.get_children() for ref in branch(child))]


@pytest.mark.parametrize("make", CONTROLS)
def test_it_leaves_nothing_when_it_is_freed(tree, make):
    left = []
    for _ in range(2):
        control = shown(tree, make)
        use(tree.user)
        tree.step(8, 0.1)  # until there is a tooltip
        left += branch(control)
        control.queue_free()
        del control
        tree.step(8, 0.1)
    gc.collect()
    assert [found() for found in left if found() is not None] == []
    assert tree.node_count == 1


@pytest.mark.parametrize("make", CONTROLS)
def test_it_does_not_keep_the_program_awake(tree, make):
    shown(tree, make)
    use(tree.user)
    tree.step(20, 0.1)
    assert idle_time(tree) == inf
