"""Every rectangle of a few hundred trees of Controls is the real engine's (3.2.3).

`vectors/record` has what made them.
"""

import json
import pathlib

import pytest

import nodes
from engine import Vector2

CASES = json.loads((pathlib.Path(__file__).parent / "vectors" / "layout.json").read_text())


def value(given):
    return Vector2(*given) if isinstance(given, list) and len(given) == 2 else given


def apply(base, op):
    what, path, *rest = op
    if what == "size":
        base.get_tree().root.size = value(path)
        return
    node = base.get_node(path) if path else base
    match what:
        case "set":
            setattr(node, rest[0], value(rest[1]))
        case "call":
            getattr(node, rest[0])(*map(value, rest[1]))
        case "constant":
            node.add_constant_override(rest[0], rest[1])
        case "style":
            style = nodes.StyleBoxEmpty()
            for side, margin in enumerate(rest[0]):
                style.set_default_margin(side, margin)
            node.add_stylebox_override("panel", style)
        case "move":
            node.get_parent().move_child(node, rest[0])
        case "remove":
            node.get_parent().remove_child(node)


def build(given):
    made = getattr(nodes, given["type"])()
    made.name = given["name"]
    for what, *rest in given.get("ops", []):
        apply(made, [what, "", *rest])
    for child in given.get("children", []):
        made.add_child(build(child))
    for op in given.get("then", []):
        apply(made, op)
    return made


def controls(node):
    found = [node] if isinstance(node, nodes.Control) else []
    for child in node.get_children():
        found += controls(child)
    return found


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_every_rectangle_is_the_real_engines(tree, case):
    tree.display.set_window_size(2000, 2000)  # the viewport then keeps the size that it is given
    tree.step()
    tree.root.size = value(case["size"])
    top = tree.add(build(case["tree"]))
    tree.step()
    for number, recorded in enumerate(case["rects"]):
        if number:
            for op in case["steps"][number - 1]:
                apply(top, op)
            tree.step()
        for control, real in zip(controls(top), recorded, strict=True):
            if control.is_visible_in_tree():  # what is hidden is not laid out, or not anew
                rect = [*control.rect_position, *control.rect_size]
                assert rect == pytest.approx(real, abs=1e-3), f"{control!r} after {number} steps"
