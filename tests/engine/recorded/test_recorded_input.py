"""The order in which Godot's nodes and Controls hear of input, as recorded from the real engine.

Of two Controls one above the other the recording of 3.6.2 has the lower one hear of the mouse, which
comes of running without a screen; that of 3.2.3 has what is documented, and what we do.
"""

import json
from pathlib import Path

import pytest

from engine import Node, Vector2
from engine.input import KEY_A, InputEventKey, InputEventMouseButton
from nodes import Control

VECTORS = Path(__file__).parent.parent / "vectors" / "behaviour_scenetree.json"


class Hearing:
    """What the nodes of the recorded program do."""

    eat = ""

    def note(self, what):
        self.log.append(f"{self.name} {what}")
        if self.eat == what:
            self.get_tree().set_input_as_handled()

    def _input(self, event):
        self.note("_input")

    def _unhandled_input(self, event):
        self.note("_unhandled_input")

    def _unhandled_key_input(self, event):
        self.note("_unhandled_key_input")


class PlainNode(Hearing, Node):
    pass


class AControl(Hearing, Control):
    def _gui_input(self, event):
        self.note("_gui_input")


@pytest.fixture
def expected():
    checks = json.loads(VECTORS.read_text())["checks"]
    return next(check for check in checks if check["check"] == "input_order")


def test_nodes_and_controls_hear_in_the_recorded_order(tree, expected):
    log = []
    nodes = {name: (AControl if name in "GH" else PlainNode)() for name in "ABCGH"}
    for name, node in nodes.items():
        node.name, node.log = name, log
    nodes["G"].rect_size = Vector2(100, 100)
    nodes["H"].rect_size = Vector2(50, 50)
    nodes["G"].add_child(nodes["H"])
    nodes["A"].add_child(nodes["B"])
    for name in "AGC":
        tree.root.add_child(nodes[name])

    key = InputEventKey(scancode=KEY_A, pressed=True)
    log.append("--- key")
    tree.input_event(key)
    for eat in ("_input", "_unhandled_input"):
        log.append(f"--- key, eaten by C in {eat}")
        nodes["C"].eat = eat
        tree.input_event(key)
        nodes["C"].eat = ""

    place = {"position": Vector2(10, 10), "global_position": Vector2(10, 10)}
    press = InputEventMouseButton(button_index=1, pressed=True, **place)
    release = InputEventMouseButton(button_index=1, **place)
    log.append("--- mouse press over H inside G")
    tree.input_event(press)
    log.append("--- mouse release")
    tree.input_event(release)
    nodes["H"].mouse_filter = Control.MOUSE_FILTER_PASS
    log.append("--- mouse press, H passes")
    tree.input_event(press)
    tree.input_event(release)
    nodes["H"].mouse_filter = nodes["G"].mouse_filter = Control.MOUSE_FILTER_IGNORE
    log.append("--- mouse press, both ignore")
    tree.input_event(press)
    assert log == expected["3.2.3"]["log"]
    keys = log.index("--- mouse press over H inside G")
    assert log[:keys] == expected["3.6.2"]["log"][:keys]
