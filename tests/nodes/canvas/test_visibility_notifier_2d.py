"""VisibilityNotifier2D: the same logs as the real engine, and what is ours."""

import json
from pathlib import Path

import pytest

from engine import Rect2, Vector2
from nodes import Camera2D, CanvasLayer, Node2D, VisibilityNotifier2D
from tests.scene_log import first_difference, run_scene

CASES = {
    case["name"]: case
    for case in json.loads((Path(__file__).parent / "vectors" / "nodes2d.json").read_text())["cases"]
    if case["name"].startswith("VisibilityNotifier2D")
}


class Moving(Node2D):
    f = 0

    def _ready(self):
        self.n = VisibilityNotifier2D()
        self.n.rect = Rect2(-10, -10, 20, 20)
        self.n.position = Vector2(50, 50)
        for s in ("screen_entered", "screen_exited", "viewport_entered", "viewport_exited"):
            self.n.connect(s, self, "_on", [s])
        self.add_child(self.n)

    def _on(self, a, b=None):
        self.t.l(a if b is None else b)

    def _process(self, _d):
        self.f += 1
        x = {4: -300, 8: 50, 15: -9.9, 17: -10.1}.get(self.f)
        if x is not None:
            self.n.position = Vector2(x, 50)
        match self.f:
            case 11:
                self.n.hide()
            case 13:
                self.n.show()
            case 19:
                self.n.free()
        if self.f < 19:
            self.t.l(self.n.is_on_screen())


class Seen(Node2D):
    f = 0

    def _ready(self):
        self.c = Camera2D()
        self.c.current = True
        self.add_child(self.c)
        self.n = VisibilityNotifier2D()
        self.n.position = Vector2(2000, 0)
        self.n.connect("screen_entered", self, "_on", ["in"])
        self.n.connect("screen_exited", self, "_on", ["out"])
        self.add_child(self.n)

    def _on(self, a):
        self.t.l(a)

    def _process(self, _d):
        self.f += 1
        match self.f:
            case 4:
                self.c.position = Vector2(2000, 0)
            case 8:
                self.c.zoom = Vector2(0.1, 0.1)
            case 10:
                self.c.position = Vector2(2000 + 300, 0)
        self.t.l(self.n.is_on_screen())


SCENES = {
    "VisibilityNotifier2D: moving out of and into the viewport": Moving,
    "VisibilityNotifier2D: camera": Seen,
}


def as_we_have_it(name, log):
    """Return a recorded log with what is unlike Godot: it leaves when it has left, at -10.1."""
    if SCENES[name] is Moving:
        at = log.index(["I16", True]) + 1
        return [*log[:at], ["I16", "viewport_exited"], ["I16", "screen_exited"], ["I17", False]]
    return log


@pytest.mark.parametrize("name", CASES)
def test_a_scene_logs_what_it_does_in_the_real_engine(tree, name):
    lines = run_scene(tree, SCENES[name], CASES[name]["frames"])
    assert first_difference(lines, as_we_have_it(name, CASES[name]["log"])) is None


# -- What is ours ------------------------------------------------------------------------------


@pytest.fixture
def notifier(tree):
    return tree.add(VisibilityNotifier2D(position=Vector2(50, 50)))


def test_it_looks_when_its_rectangle_its_parents_or_the_view_change(tree, notifier):
    tree.step()
    assert notifier.is_on_screen()
    notifier.rect = Rect2(-100, 0, 20, 20)
    tree.step()
    assert not notifier.is_on_screen()
    notifier.set_rect(Rect2(0, 0, 1, 1))
    tree.step()
    assert notifier.is_on_screen()
    tree.root.size = Vector2(40, 40)
    tree.step()
    assert not notifier.is_on_screen()
    tree.root.canvas_transform = tree.root.canvas_transform.translated(Vector2(-20, -20))
    tree.step()
    assert notifier.is_on_screen()


def test_it_is_told_of_what_it_leaves_with_the_tree(tree, notifier):
    tree.step()
    exited, viewport = tree.watch(notifier.screen_exited), tree.watch(notifier.viewport_exited)
    tree.root.remove_child(notifier)
    exited.assert_emitted(times=1)
    viewport.assert_emitted(tree.root)
    tree.step()
    assert not notifier.is_on_screen()
    notifier.position = Vector2(60, 60)
    tree.root.add_child(notifier)
    tree.step()
    assert notifier.is_on_screen()


def test_in_a_layer_the_layer_counts(tree):
    layer = tree.add(CanvasLayer(offset=Vector2(-500, 0)))
    notifier = VisibilityNotifier2D(position=Vector2(50, 50))
    layer.add_child(notifier)
    tree.step()
    assert not notifier.is_on_screen()
    layer.offset = Vector2()
    tree.step()
    assert notifier.is_on_screen()


def test_handlers_may_free_others_and_defer_calls(tree, notifier):
    other = tree.add(VisibilityNotifier2D(name="other", position=Vector2(50, 50)))
    called = []
    notifier.screen_entered.connect(lambda: (other.free(), notifier.call_deferred("set_rect", Rect2())))
    notifier.screen_entered.connect(lambda: called.append(1))
    tree.step()
    assert notifier.rect == Rect2()
    assert called == [1]
