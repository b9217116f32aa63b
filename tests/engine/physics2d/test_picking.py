from math import inf

import pytest

from engine import InputEventMouseButton, InputEventMouseMotion, Vector2
from engine.display.display import PointerLeft
from nodes import (
    Area2D,
    CanvasLayer,
    CircleShape2D,
    CollisionShape2D,
    Control,
    KinematicBody2D,
    Node2D,
    StaticBody2D,
)


class Log:
    def __init__(self):
        self.lines = []

    def of(self, node):
        node.input_event.connect(self.event, [node.name])
        node.mouse_entered.connect(self.note, [node.name, "entered"])
        node.mouse_exited.connect(self.note, [node.name, "exited"])
        return node

    def event(self, viewport, event, shape_idx, name):
        kind = "moved" if isinstance(event, InputEventMouseMotion) else "down" if event.pressed else "up"
        self.note(name, kind if shape_idx == 0 else f"{kind} {shape_idx}")

    def note(self, *words):
        self.lines.append(" ".join(words))

    def take(self):
        lines, self.lines = self.lines, []
        return lines


@pytest.fixture
def log():
    return Log()


def put(tree, log, name, x, kind=Area2D, parent=None, **properties):
    node = kind(position=Vector2(x, 100), **properties)
    node.name = name
    node.add_child(CollisionShape2D(shape=CircleShape2D(radius=10)))
    (parent or tree.root).add_child(node)
    tree.step()
    return log.of(node)


def physics(tree):
    return tree._services_.physics2d


def test_an_area_is_told_what_the_pointer_does_over_it(tree, log):
    put(tree, log, "a", 100)
    tree.user.move_to((50, 100))
    tree.step()
    assert log.take() == []
    tree.user.move_to((100, 100))
    tree.step()
    assert log.take() == ["a entered", "a moved"]
    tree.user.click()
    tree.step()
    assert log.take() == ["a down", "a up"]
    tree.user.move_to((50, 100))
    tree.step(2)
    assert log.take() == ["a exited"]


def test_what_is_overridden_is_called_before_the_signal(tree, log):
    class Button(Area2D):
        def _input_event(self, viewport, event, shape_idx):
            log.note("hook", str(viewport is self.get_viewport()), str(event.position), str(shape_idx))

    button = put(tree, log, "b", 100, Button)
    button.add_child(CollisionShape2D(shape=CircleShape2D(radius=5)))
    tree.user.move_to((102, 100))
    tree.step()
    assert sorted(log.take()) == [
        "b entered",
        "b moved",
        "b moved 1",
        "hook True (102, 100) 0",
        "hook True (102, 100) 1",
    ]


def test_bodies_are_told_only_if_they_are_pickable(tree, log):
    put(tree, log, "wall", 100, StaticBody2D)
    put(tree, log, "body", 100, KinematicBody2D, input_pickable=True)
    put(tree, log, "none", 100, Area2D, input_pickable=False)
    put(tree, log, "nowhere", 100, Area2D, collision_layer=0)
    put(tree, log, "hidden", 100, Area2D, visible=False)
    tree.user.move_to((100, 100))
    tree.step()
    assert log.take() == ["body entered", "body moved"]


def test_what_moves_under_the_pointer_is_told_without_an_event(tree, log):
    area = put(tree, log, "a", 200)
    tree.user.move_to((100, 100))
    tree.step(2)
    assert physics(tree).idle_time() == inf
    area.position = Vector2(100, 100)
    tree.step()
    assert physics(tree).idle_time() == 0.0
    tree.step()
    assert log.take() == ["a entered", "a moved"]
    assert physics(tree).idle_time() == inf
    area.hide()
    tree.step(2)
    assert log.take() == ["a exited"]


def test_an_event_that_somebody_took_is_not_told(tree, log):
    put(tree, log, "a", 100)
    cover = Control(rect_size=Vector2(1024, 600))
    tree.root.add_child(cover)
    tree.user.click((100, 100))
    tree.step()
    assert log.take() == []
    cover.free()
    tree.user.click()
    tree.step()
    assert log.take() == ["a entered", "a down", "a up"]


def test_a_pause_changes_nothing(tree, log):
    put(tree, log, "a", 100)
    tree.paused = True
    tree.user.click((100, 100))
    tree.step()
    assert physics(tree).idle_time() == inf
    assert log.take() == ["a entered", "a moved", "a down", "a up"]


def test_who_is_freed_meanwhile_is_not_told(tree, log):
    one, other = put(tree, log, "a", 100), put(tree, log, "b", 100)
    one.mouse_entered.connect(other.free)
    other.mouse_entered.connect(one.free)
    tree.user.move_to((100, 100))
    tree.step(2)
    assert len(log.take()) in (1, 2)
    assert len(physics(tree).space.near((90, 90, 110, 110))) == 1


def test_the_layer_that_it_is_in_counts(tree, log):
    layer = CanvasLayer(layer=1, offset=Vector2(300, 0))
    tree.root.add_child(layer)
    holder = Node2D()
    layer.add_child(holder)
    put(tree, log, "main", 100)
    put(tree, log, "front", 100, parent=holder)
    tree.user.move_to((100, 100))
    tree.step()
    assert log.take() == ["main entered", "main moved"]
    tree.user.move_to((400, 100))
    tree.step()
    assert log.take() == ["front entered", "front moved", "main exited"]


def test_a_pointer_that_leaves_the_window_leaves_all(tree, log):
    area = put(tree, log, "a", 100)
    tree.user.move_to((100, 100))
    tree.step()
    log.take()
    tree.screen.push(PointerLeft())
    tree.step(2)
    assert log.take() == ["a exited"]
    tree.user.move_to((100, 100))
    tree.step()
    tree.root.remove_child(area)
    tree.step(2)
    assert log.take() == ["a entered", "a moved", "a exited"]
    area.free()


def test_without_anything_to_touch_nobody_picks(tree):
    tree.root.add_child(Node2D())
    assert physics(tree).made is None
    tree.input_event(InputEventMouseButton(position=Vector2(1, 1), pressed=True))
    physics(tree).pointer_left()
    assert physics(tree)._picking is None
