"""What canvas items are told, and when: the same as in the real engine."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from engine import Transform2D, Vector2
from nodes import CanvasItem, Node2D

RECORDED = {
    entry["check"]: entry["log"]
    for entry in json.loads((Path(__file__).parent / "vectors" / "canvas_item.json").read_text())
}

NAMES = {
    10: "ENTER_TREE",
    11: "EXIT_TREE",
    13: "READY",
    27: "POST_ENTER_TREE",
    30: "DRAW",
    31: "VISIBILITY_CHANGED",
    32: "ENTER_CANVAS",
    33: "EXIT_CANVAS",
    35: "LOCAL_TRANSFORM_CHANGED",
    2000: "TRANSFORM_CHANGED",
}
LIFE = [*list(NAMES.values())[:4], "ENTER_CANVAS", "EXIT_CANVAS", "_enter_tree", "_exit_tree", "_ready"]
DRAWING = ["DRAW", "draw", "_draw", "visibility_changed", "VISIBILITY_CHANGED", "hide"]
TRANSFORMS = ["TRANSFORM_CHANGED", "LOCAL_TRANSFORM_CHANGED", "item_rect_changed"]


class Spy(Node2D):
    """Writes down what it is told."""

    def __init__(self, name, heard, log):
        self.heard = heard
        self.log = log
        self.name = name
        self.on_draw = lambda: None
        for signal in ("draw", "hide", "visibility_changed", "item_rect_changed"):
            getattr(self, signal).connect(lambda signal=signal: self.tell(signal))

    def tell(self, what):
        if what in self.heard:
            self.log.append(f"{self.name} {what}")

    def _notification(self, what):
        self.tell(NAMES.get(what))

    def _enter_tree(self):
        self.tell("_enter_tree")

    def _exit_tree(self):
        self.tell("_exit_tree")

    def _ready(self):
        self.tell("_ready")

    def _draw(self):
        self.tell("_draw")
        self.on_draw()


class Check:
    """Runs a check, and compares what was written down with what the real engine did."""

    def __init__(self, tree):
        self.tree = tree
        self.log = []

    def begin(self, *heard):
        self.heard = heard

    def spy(self, name, parent=None):
        spy = Spy(name, self.heard, self.log)
        if parent is not None:
            parent.add_child(spy)
        return spy

    def say(self, text):
        self.log.append(f"-- {text}")

    def frame(self, text="frame"):
        self.tree.step(2)
        self.say(text)

    def end(self, check, but=()):
        expected = "\n".join(RECORDED[check])
        for why, theirs, ours in but:
            assert why
            theirs, ours = "\n".join(theirs), "\n".join(ours)
            assert expected.count(theirs) == 1, f"{theirs!r} comes {expected.count(theirs)} times"
            expected = expected.replace(theirs, ours)
        assert self.log == [line for line in expected.split("\n") if line]


@pytest.fixture
def check(tree):
    return Check(tree)


def test_entering_and_leaving(tree, check):
    check.begin(*LIFE)
    a = check.spy("A")
    check.spy("B", a)
    tree.root.add_child(a)
    check.say("added")
    tree.root.remove_child(a)
    check.say("removed")
    tree.root.add_child(a)
    check.say("again")
    check.end("enter_and_exit")


def test_being_shown_and_hidden(tree, check):
    check.begin(*DRAWING)
    a = check.spy("A")
    b = check.spy("B", a)
    check.spy("C", b)
    d = check.spy("D", a)
    d.visible = False
    a.hide()
    a.show()
    check.say("outside the tree")
    tree.root.add_child(a)
    check.say("added")
    check.frame()
    a.hide()
    check.say("hidden")
    a.hide()
    check.say("hidden again")
    check.frame()
    a.show()
    check.say("shown")
    a.show()
    check.say("shown again")
    check.frame()
    d.show()
    check.say("the other shown")
    check.frame()
    a.visible = False
    check.say("by property")
    a.set_visible(True)
    check.say("by method")
    check.frame()
    check.end("visibility")


def test_being_shown_and_hidden_below_a_hidden_parent(tree, check):
    check.begin(*DRAWING)
    a = check.spy("A")
    b = check.spy("B", a)
    check.spy("C", b)
    tree.root.add_child(a)
    check.frame()
    a.hide()
    check.say("parent hidden")
    b.hide()
    check.say("hidden")
    b.show()
    check.say("shown")
    check.frame()
    a.show()
    check.say("parent shown")
    check.frame()
    check.end("visibility_hidden_parent")


def test_being_added_hidden(tree, check):
    check.begin(*DRAWING)
    a = check.spy("A")
    a.visible = False
    tree.root.add_child(a)
    a.update()
    check.frame()
    a.show()
    check.say("shown")
    check.frame()
    check.end("added_hidden")


def test_being_updated(tree, check):
    check.begin("_draw")
    a, b = check.spy("A"), check.spy("B")
    tree.root.add_child(a)
    tree.root.add_child(b)
    a.update()
    check.frame()
    check.frame()
    a.update()
    b.update()
    a.update()
    check.frame()
    b.update()
    a.update()
    check.frame()
    a.update()
    a.hide()
    check.frame("frame, hidden")
    a.show()
    check.frame("frame, shown")
    a.update()
    tree.root.remove_child(a)
    check.frame("frame, removed")
    tree.root.add_child(a)
    tree.root.remove_child(a)
    tree.root.add_child(a)
    check.frame("frame, added")
    check.end("update", [("drawing twice is of no use", ["A _draw", "A _draw"], ["A _draw"])])


def test_updating_while_drawing(tree, check):
    check.begin("_draw")
    a, b = check.spy("A"), check.spy("B")
    tree.root.add_child(a)
    tree.root.add_child(b)
    check.frame()
    a.on_draw = a.update
    a.update()
    check.frame()
    check.frame()
    a.on_draw = b.update
    a.update()
    check.frame()
    b.update()
    a.update()
    check.frame()
    check.end("update_inside")


def test_changing_others_while_drawing(tree, check):
    check.begin("_draw")
    a, b = check.spy("A"), check.spy("B")
    tree.root.add_child(a)
    tree.root.add_child(b)
    check.frame()
    a.on_draw = b.hide
    a.update()
    b.update()
    check.frame("hid B first")
    a.on_draw = b.show
    a.update()
    check.frame("showed B")
    a.on_draw = lambda: tree.root.add_child(check.spy("C"))
    a.update()
    check.frame("added C")
    a.on_draw = b.free
    a.update()
    b.update()
    check.frame("freed B first")
    a.on_draw = a.queue_free
    a.update()
    check.frame("queued itself to be freed")
    check.say(str(tree.root.has_node("A")))
    check.end("others_inside")


def test_being_told_of_a_move(tree, check):
    check.begin(*TRANSFORMS)
    a = check.spy("A")
    tree.root.add_child(a)
    check.say("added")
    check.frame()
    a.position = Vector2(1, 2)
    check.frame("nobody asked")
    check.say(str(a.is_transform_notification_enabled()))
    a.set_notify_transform(True)
    check.say(str(a.is_transform_notification_enabled()))
    a.position = Vector2(3, 2)
    a.rotation = 1
    a.scale = Vector2(2, 2)
    check.say("moved, turned, scaled")
    check.frame()
    a.position = a.position
    check.frame("to where it was")
    a.transform = Transform2D(0, Vector2(5, 5))
    check.frame("transform")
    a.hide()
    a.position = Vector2(0, 0)
    check.frame("hidden")
    a.position = Vector2(0, 1)
    tree.root.remove_child(a)
    check.frame("moved and removed")
    tree.root.add_child(a)
    check.frame("added")
    a.set_notify_transform(False)
    a.position = Vector2(0, 0)
    check.frame("not asked any more")
    check.end("transforms")


def test_being_told_of_the_moves_of_parents(tree, check):
    check.begin("TRANSFORM_CHANGED")
    a = check.spy("A")
    b = check.spy("B", a)
    c = check.spy("C", b)
    tree.root.add_child(a)
    check.say("added")
    check.frame()
    a.set_notify_transform(True)
    c.set_notify_transform(True)
    a.position = Vector2(3, 2)
    check.frame("A")
    b.position = Vector2(3, 2)
    check.frame("B")
    c.position = Vector2(3, 2)
    check.frame("C")
    c.position = Vector2(3, 3)
    a.position = Vector2(4, 4)
    b.position = Vector2(5, 5)
    check.frame("all")
    theirs, ours = (
        ["A TRANSFORM_CHANGED", "C TRANSFORM_CHANGED"],
        ["C TRANSFORM_CHANGED", "A TRANSFORM_CHANGED"],
    )
    check.end(
        "transforms_of_parents",
        [("the order does not depend on who moved first", [*theirs, "-- all"], [*ours, "-- all"])],
    )


def test_being_told_of_a_move_of_its_own_at_once(tree, check):
    check.begin(*TRANSFORMS)
    a = check.spy("A")
    b = check.spy("B", a)
    tree.root.add_child(a)
    check.frame()
    check.say(str(b.is_local_transform_notification_enabled()))
    b.set_notify_local_transform(True)
    check.say(str(b.is_local_transform_notification_enabled()))
    b.position = Vector2(1, 1)
    check.say("moved")
    b.rotation = 1
    check.say("turned")
    b.scale = Vector2(2, 2)
    check.say("scaled")
    b.transform = Transform2D(0, Vector2(5, 5))
    check.say("transform")
    b.global_position = Vector2(2, 2)
    check.say("global_position")
    a.position = Vector2(9, 9)
    check.say("parent")
    check.frame()
    a.remove_child(b)
    b.position = Vector2(3, 3)
    check.say("outside the tree")
    a.add_child(b)
    check.say("inside")
    check.frame()
    b.position = Vector2(4, 3)
    check.say("moved")
    check.end("local_transforms")


def test_asking_to_be_told_now(tree, check):
    check.begin("TRANSFORM_CHANGED")
    a = check.spy("A")
    b = check.spy("B", a)
    tree.root.add_child(a)
    check.frame()
    b.set_notify_transform(True)
    a.position = Vector2(1, 1)
    check.say("moved")
    b.force_update_transform()
    check.say("forced")
    b.force_update_transform()
    check.say("again")
    check.frame()
    a.position = Vector2(2, 1)
    a.force_update_transform()
    check.say("the parent forced")
    check.frame()
    last = ["-- the parent forced", "-- frame"]
    check.end(
        "forced",
        [
            (
                "each move is told of, whether anybody looked or not",
                last,
                [last[0], "B TRANSFORM_CHANGED", last[1]],
            )
        ],
    )


def test_being_set_as_top_level(tree, check):
    check.begin("ENTER_CANVAS", "EXIT_CANVAS", "_draw", "visibility_changed")
    a = check.spy("A")
    b = check.spy("B", a)
    check.spy("C", b)
    tree.root.add_child(a)
    check.frame()
    b.set_as_toplevel(True)
    check.say("set")
    b.set_as_toplevel(True)
    check.say("twice")
    check.frame()
    a.hide()
    check.say(str([b.is_set_as_toplevel(), b.is_visible_in_tree()]))
    a.show()
    check.say("shown")
    check.frame()
    b.set_as_toplevel(False)
    check.say("not any more")
    check.frame()
    others = ["B visibility_changed", "C visibility_changed"]
    check.end(
        "toplevel",
        [
            (
                "since Godot 3.5 what is on top level is not told of its parent",
                [
                    "A visibility_changed",
                    *others,
                    "-- [True, True]",
                    "A visibility_changed",
                    *others,
                    "-- shown",
                ],
                ["A visibility_changed", "-- [True, True]", "A visibility_changed", "-- shown"],
            ),
            ("nor drawn with it", ["-- shown", "A _draw", "B _draw", "C _draw"], ["-- shown", "A _draw"]),
        ],
    )


def test_the_notifications_have_godots_numbers():
    for number, name in NAMES.items():
        assert getattr(CanvasItem, f"NOTIFICATION_{name}") == number
