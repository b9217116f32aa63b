"""Camera2D: the canvas is where the real engine has it, and follows."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from engine import Rect2, ScriptError, Vector2
from engine.canvas.commands import IDENTITY
from engine.display.display import Resized
from nodes import Camera2D, Node2D

CASES = json.loads((Path(__file__).parent / "vectors" / "camera_2d.json").read_text())


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["do"]))
def test_the_canvas_is_where_the_real_engine_has_it(tree, case):
    assert tree.display.window_size == tuple(case["size"])
    parent, camera = Node2D(), Camera2D(current=True)
    parent.add_child(camera)
    tree.add(parent)
    for node, name, value in case["do"]:
        value = Vector2(*value) if isinstance(value, list) else value
        setattr(parent if node == "parent" else camera, name, value)
    tree.step()
    assert tree.canvas.transform == pytest.approx(case["then"], rel=1e-5, abs=1e-3)
    assert tuple(camera.get_camera_screen_center()) == pytest.approx(case["center"], abs=1e-3)


@pytest.fixture
def camera(tree):
    tree.display.push(Resized(200, 100))
    tree.step()
    return tree.add(Camera2D(current=True))


def test_what_is_drawn_moves_the_other_way(tree, camera):
    class Dot(Node2D):
        def _draw(self):
            self.draw_rect(Rect2(0, 0, 1, 1), (1, 0, 0, 1))

    dot = tree.add(Dot())
    camera.position = Vector2(30, 10)
    tree.step()
    assert dot._drawing_.transform[4:] == (70, 40)
    assert dot.get_global_transform_with_canvas().origin == Vector2(70, 40)
    frames = tree.display.frames
    tree.step(3)
    assert tree.display.frames == frames


def test_the_canvas_follows_in_the_frame_of_the_move(tree, camera):
    class Mover(Node2D):
        def _process(self, delta):
            camera.position = Vector2(50, 0)

    tree.add(Mover())
    tree.step()
    assert tree.canvas.transform[4:] == (50, 50)


def test_the_canvas_can_be_told_to_follow_now(tree, camera):
    camera.position = Vector2(50, 0)
    camera.force_update_scroll()
    assert tree.canvas.transform[4:] == (50, 50)
    assert camera.get_camera_position() == Vector2(50, 0)
    Camera2D().force_update_scroll()


def test_the_canvas_follows_the_size_of_the_viewport(tree, camera):
    tree.step()
    tree.display.push(Resized(400, 100))
    tree.step()
    assert tree.canvas.transform[4:] == (200, 50)


def test_smoothing_goes_a_part_of_the_way_in_each_frame(tree, camera):
    camera.smoothing_enabled = True
    camera.smoothing_speed = 30.0
    tree.step()
    camera.position = Vector2(80, 0)
    tree.step()
    assert tree.canvas.transform[4] == pytest.approx(60)
    tree.step()
    assert tree.canvas.transform[4] == pytest.approx(40)
    camera.reset_smoothing()
    tree.step()
    assert tree.canvas.transform[4] == pytest.approx(20)
    camera.smoothing_speed = 1000.0
    camera.position = Vector2(0, 0)
    tree.step()
    assert tree.canvas.transform[4] == pytest.approx(100), "it does not go too far"


def test_one_camera_is_current(tree, camera):
    other = Camera2D(position=Vector2(10, 10))
    tree.add(other)
    tree.step()
    assert (camera.is_current(), other.current) == (True, False)
    other.make_current()
    assert (camera.is_current(), other.current) == (False, True)
    tree.step()
    assert tree.canvas.transform[4:] == (90, 40)
    other.clear_current()
    other.position = Vector2(50, 50)
    camera.current = False
    tree.step()
    assert tree.canvas.transform[4:] == (90, 40), "it stays where it was"


def test_without_the_camera_the_canvas_is_back_where_it_was(tree, camera):
    tree.step()
    assert tree.canvas.transform != IDENTITY
    tree.root.remove_child(camera)
    tree.step()
    assert tree.canvas.transform == IDENTITY
    tree.add(camera)
    tree.step()
    assert tree.canvas.transform != IDENTITY
    camera.current = False
    camera.free()
    tree.step()
    assert tree.canvas.transform != IDENTITY


def test_nothing_can_be_infinitely_large(camera):
    with pytest.raises(ScriptError, match="zoom cannot be"):
        camera.zoom = Vector2(0, 1)
    with pytest.raises(ScriptError, match="zoom cannot be"):
        camera.zoom = Vector2(1, float("nan"))
    assert camera.zoom == Vector2(1, 1)
