"""Who is told of mouse and keyboard is as in the real engine (3.2.3). `vectors/record` has what made them."""

import json
import pathlib

import pytest

import nodes
from engine import Node, Vector2
from engine.input import InputEventKey, InputEventMouseButton, InputEventMouseMotion

CASES = json.loads((pathlib.Path(__file__).parent / "vectors" / "input.json").read_text())

TAB = 16777218

log = []


def pair(vector):
    return ",".join(f"{round(number, 2) + 0.0:.2f}" for number in vector)


def text(event):
    way = "down" if event.is_pressed() else "up"
    if isinstance(event, InputEventKey):
        return f"key {event.scancode} {way}"
    place = f"{pair(event.position)} global {pair(event.global_position)}"
    if isinstance(event, InputEventMouseButton):
        return f"button {event.button_index} {way} {place}"
    return f"motion {place} by {pair(event.relative)}"


class Spy(nodes.Control):
    def __init__(self):
        super().__init__()
        self.eat = False
        self.gui_input.connect(lambda event: self.log(f"gui_input {text(event)}"))
        for name in ("focus_entered", "focus_exited", "mouse_entered", "mouse_exited", "modal_closed"):
            getattr(self, name).connect(lambda name=name: self.log(name))

    def log(self, line):
        log.append(f"{self.name} {line}")

    def _gui_input(self, event):
        self.log(f"_gui_input {text(event)}")
        if self.eat:
            self.accept_event()

    def _notification(self, what):
        if 41 <= what <= 46:
            self.log(f"notification {what}")


class Watcher(Node):
    def _unhandled_input(self, event):
        log.append(f"unhandled {text(event)}")


def value(given):
    return Vector2(*given) if isinstance(given, list) and len(given) == 2 else given


def build(given):
    made = Spy() if given["type"] == "Control" else getattr(nodes, given["type"])()
    made.name = given["name"]
    for what, name, number in given.get("ops", []):
        if what == "call":
            getattr(made, name)(*map(value, number))
        else:
            setattr(made, name, value(number))
    for child in given.get("children", []):
        made.add_child(build(child))
    return made


def apply(tree, top, op):
    match op:
        case ["press" | "release" as what, button, x, y]:
            event = InputEventMouseButton(button_index=button, pressed=what == "press")
            event.position = event.global_position = Vector2(x, y)
            tree.input_event(event)
        case ["move", x, y, mask]:
            event = InputEventMouseMotion(button_mask=mask, relative=Vector2(3, 4))
            event.position = event.global_position = Vector2(x, y)
            tree.input_event(event)
        case ["key", code, pressed, shift]:
            tree.input_event(InputEventKey(scancode=code, pressed=pressed, shift=shift))
        case ["set", path, name, given]:
            setattr(top.get_node(path), name, value(given))
        case ["call", path, name, given]:
            getattr(top.get_node(path), name)(*map(value, given))
        case ["free", path]:
            top.get_node(path).free()


def in_our_order(lines):
    """Change the one thing that is other than in the engine: keys, too, go to the signal first."""
    lines = list(lines)
    for i, line in enumerate(lines):
        if " _gui_input key " in line and i + 1 < len(lines) and " gui_input key " in lines[i + 1]:
            lines[i], lines[i + 1] = lines[i + 1], line
    return lines


@pytest.mark.filterwarnings("ignore:.*cannot grab the focus")
@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_the_same_are_told_of_the_same_in_the_same_order(tree, case):
    tree.display.set_window_size(400, 300)
    tree.step()
    tree.add(Watcher())
    top = tree.add(build(case["tree"]))
    tree.step()
    for number, (step, recorded) in enumerate(zip(case["steps"], case["log"], strict=True)):
        if tree._services_.input.gui.key_focus is None and step[0][:2] == ["key", TAB]:
            return  # ours then goes to the first Control
        log.clear()
        for op in step:
            apply(tree, top, op)
        owner = tree._services_.input.gui.key_focus
        log.append(f"focus owner: {owner.name if owner is not None else ''}")
        assert log == in_our_order(recorded), f"step {number}: {step}"
        tree.step()
