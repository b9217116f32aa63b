"""Buttons, ranges, menus and dialogs do what the real engine (3.2.3) did, step by step.

`vectors/record` has what made the scenarios. Where we differ on purpose, DIFFERENT says why.
"""

import json
import pathlib

import pytest

import nodes
from engine import Rect2, ScriptError, Vector2
from engine.input import (
    InputEventKey,
    InputEventMouseButton,
    InputEventMouseMotion,
    find_scancode_from_string,
)

RECORDED = json.loads((pathlib.Path(__file__).parent / "vectors" / "buttons.json").read_text())

NOISE = {
    *("draw", "visibility_changed", "item_rect_changed", "resized", "minimum_size_changed"),
    *("size_flags_changed", "tree_entered", "tree_exiting", "tree_exited", "ready", "renamed"),
    *("gui_input", "hide", "mouse_entered", "mouse_exited", "focus_entered", "focus_exited"),
    *("child_entered_tree", "child_exiting_tree", "changed", "modal_closed", "child_order_changed"),
    *("drag_started", "drag_ended"),  # later than 3.2
}

HOVERED = "the focus alone is no pointer: so since 3.5"
AT_ONCE = "what was typed counts at once"
OUR_ORDER = "handlers run in the order in which they were connected, and ours were first"
DIFFERENT = {
    ("button: toggle mode ended while pressed", 4): ([{"=": 0}], "it does not look pressed any more"),
    ("button: the keyboard", 4): ([{"=": False}], HOVERED),
    ("button: the keyboard on a toggle", 4): ([{"=": False}], HOVERED),
    ("range: ratio", 10): ([{"=": 1}], "without a range all of it is there: so since 3.5"),
    ("SpinBox: entered", 5): ([["s", "value_changed", 42], ["e", "text_entered", "42"]], AT_ONCE),
    ("SpinBox: entered", 7): ([], AT_ONCE),
    ("SpinBox: focus lost", 5): ([["s", "value_changed", 42], {"=": None}], AT_ONCE),
    ("SpinBox: focus lost", 6): ([], AT_ONCE),
    ("OptionButton: Escape", 9): ([["o", "toggled", False], ["p", "popup_hide"]], OUR_ORDER),
    ("dialog: OK", 7): (
        [
            *(["d", "popup_hide"], ["d", "hide"], ["ok", "hide"], ["d", "confirmed"]),
            *(["ok", "pressed"], ["ok", "button_up"]),
        ],
        OUR_ORDER,
    ),
    ("dialog: the cross", 3): (
        [["d", "popup_hide"], ["d", "hide"], ["x", "hide"], ["x", "pressed"], {"=": None}],
        OUR_ORDER,
    ),
    ("dialog: Cancel", 7): (
        [
            *(["d", "popup_hide"], ["d", "hide"], ["no", "hide"], ["ok", "hide"]),
            *(["no", "pressed"], {"=": None}),
        ],
        OUR_ORDER,
    ),
}


class Player:
    """Plays a scenario."""

    def __init__(self, tree, scenario):
        self.tree = tree
        self.objects = {}
        self.names = {}
        self.log = []
        self.watched = scenario.get("watch", [])
        for path, kind, _ in scenario["nodes"]:
            node = getattr(nodes, kind)()
            node.name = path.rpartition("/")[2]
            self.know(path, node)
        for path, _, _ in scenario["nodes"]:
            above = path.rpartition("/")[0]
            if not scenario.get("outside"):
                (self.objects[above] if above else tree.root).add_child(self.objects[path])
        for path, _, properties in scenario["nodes"]:
            for name, value in properties.items():
                setattr(self.objects[path], name, self.value(value))
        tree.step(2)
        for path, node in list(self.objects.items()):
            self.watch(node, path)

    def know(self, name, thing):
        self.objects[name] = thing
        self.names[id(thing)] = name

    def watch(self, thing, name):
        for entry in thing.get_signal_list() if isinstance(thing, nodes.CanvasItem) else ():
            signal = entry["name"]
            if signal in self.watched or signal not in NOISE:

                def seen(*args, signal=signal):
                    self.log.append([name, signal, *map(self.plain, args)])

                getattr(thing, signal).connect(seen)

    def value(self, given):
        if not isinstance(given, dict):
            return given
        (kind, value), *more = given.items()
        match kind:
            case "v":
                return Vector2(*value)
            case "rect":
                return Rect2(*value)
            case "group":
                if value not in self.objects:
                    self.know(value, nodes.ButtonGroup())
                return self.objects[value]
            case "shortcut":
                return nodes.ShortCut(self.key(value, True, dict(more)))
        return self.objects[value]

    def plain(self, value):
        if isinstance(value, Vector2 | Rect2):
            return list(value)
        if isinstance(value, list):
            return [self.plain(each) for each in value]
        if isinstance(value, float):
            return float(f"{value:.6g}")  # as the recording was written
        if hasattr(value, "connect"):
            return self.names.get(id(value), bool(value) if hasattr(value, "emit") else value.get_class())
        return value

    def key(self, name, pressed, more):
        return InputEventKey(scancode=find_scancode_from_string(name), pressed=pressed, **more)

    def mouse(self, kind, x, y, **more):
        return kind(position=Vector2(x, y), global_position=Vector2(x, y), **more)

    def play(self, step):
        self.log = []
        what, *rest = step
        match what:
            case "down" | "up":
                x, y, button = (*rest, 1)[:3]
                event = self.mouse(
                    InputEventMouseButton, x, y, button_index=int(button), pressed=what == "down"
                )
                self.tree.input_event(event)
            case "move":
                x, y, mask, across, down = (*rest, *(0, 0, 0)[len(rest) - 2 :])[:5]
                self.tree.input_event(
                    self.mouse(
                        InputEventMouseMotion, x, y, button_mask=int(mask), relative=Vector2(across, down)
                    )
                )
            case "key":
                name, pressed, more = (*rest, {})[:3]
                self.tree.input_event(self.key(name, pressed, more))
            case "frame":
                self.tree.step(2)
            case "child":
                child = getattr(self.objects[rest[0]], rest[1])()
                self.know(rest[2], child)
                self.watch(child, rest[2])
            case _:
                try:
                    self.do(what, *rest)
                except ScriptError:
                    if what == "call":
                        self.log.append({"=": None})
        return self.log

    def do(self, what, name, member, *rest):
        thing = self.objects[name]
        if what == "set":
            setattr(thing, member, self.value(rest[0]))
            return
        found = getattr(thing, member)
        if what == "call":
            found = found(*map(self.value, rest[0] if rest else ()))
        self.log.append({"=": self.plain(found)})


@pytest.mark.parametrize("scenario", RECORDED["scenarios"], ids=lambda scenario: scenario["name"])
def test_it_does_what_the_real_engine_did(tree, scenario):
    player = Player(tree, scenario)
    expected = dict(enumerate(scenario["log"]))
    expected.update({at: log for (name, at), (log, _) in DIFFERENT.items() if name == scenario["name"]})
    for at, step in enumerate(scenario["steps"]):
        assert player.play(step) == expected[at], f"step {at}: {step}"
