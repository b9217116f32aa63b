"""What nobody asks for is not loaded."""

import subprocess
import sys

import pytest

import nodes
from engine import Node
from nodes import gui

CHECK = """
import sys
from nodes import WebSocketServer, Timer
unwanted = (
    "nodes.gui.", "nodes.canvas.", "engine.input.event", "engine.canvas.commands", "engine.variant.color"
)
print([name for name in sys.modules if name.startswith(unwanted)])
"""


def test_a_server_loads_nothing_of_the_user_interface():
    told = subprocess.run([sys.executable, "-c", CHECK], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"


def test_no_number_of_a_notification_means_two_things_to_a_class():
    classes = [cls for name in dir(nodes) if isinstance(cls := getattr(nodes, name), type)]
    classes = [cls for cls in classes if issubclass(cls, Node)]
    assert len(classes) > 30
    for cls in classes:
        names = [name for name in dir(cls) if name.startswith("NOTIFICATION_")]
        assert len({getattr(cls, name) for name in names}) == len(names), cls


LABEL = """
import sys
from engine import SceneTree
from nodes import Label
tree = SceneTree()
tree.root.add_child(Label(text="Hello"))
tree.iteration(0.1)
slow = ("socket", "ssl", "logging", "websockets", "nodes.websocket", "engine.variant.types")
print([name for name in slow if name in sys.modules])
"""


def test_a_label_needs_nothing_of_the_network():
    told = subprocess.run([sys.executable, "-c", LABEL], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"


@pytest.mark.parametrize("module", [nodes, gui])
def test_all_names_are_told_before_they_are_loaded(module):
    assert set(dir(module)) >= {"__name__", *module.__all__}


@pytest.mark.parametrize("name", nodes.__all__)
def test_every_name_is_there(name):
    found = getattr(nodes, name)
    assert found is getattr(nodes, name)
    if isinstance(found, type):
        assert found.__name__ == name


def test_the_lists_of_names_agree():
    assert set(nodes.__all__) >= {*gui.__all__, "CanvasItem", "Node2D", "Sprite"}


@pytest.mark.parametrize("module", [nodes, gui])
def test_other_names_are_not(module):
    with pytest.raises(AttributeError, match=f"module '{module.__name__}' has no attribute 'Buton'"):
        _ = module.Buton


def test_all_can_be_had_at_once():
    told: dict[str, object] = {}
    exec("from nodes import *", told)
    assert told["Button"] is nodes.Button
