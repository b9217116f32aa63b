"""ParallaxBackground: the same logs as the real engine, and what is ours."""

import json
from pathlib import Path

import pytest

from engine import Vector2
from nodes import Camera2D, Node2D, ParallaxBackground, ParallaxLayer
from tests.scene_log import first_difference, run_scene

CASES = {
    case["name"]: case
    for case in json.loads((Path(__file__).parent / "vectors" / "nodes2d.json").read_text())["cases"]
    if case["name"].startswith("ParallaxBackground")
}


class Seen(Node2D):
    f = 0

    def _ready(self):
        self.b = b = ParallaxBackground()
        self.l = layer = ParallaxLayer()
        layer.motion_scale = Vector2(0.5, 0.25)
        layer.motion_offset = Vector2(3, 4)
        b.add_child(layer)
        self.m = m = ParallaxLayer()
        m.motion_mirroring = Vector2(64, 0)
        b.add_child(m)
        self.add_child(b)
        self.c = Camera2D()
        self.c.current = True
        self.add_child(self.c)
        follows_viewport = False  # there is no such property
        row = [b.layer, follows_viewport, b.scroll_offset, b.scroll_base_offset, b.scroll_base_scale]
        row += [b.scroll_limit_begin, b.scroll_limit_end, b.scroll_ignore_camera_zoom]
        self.t.l([*row, layer.motion_scale, m.motion_scale])

    def _process(self, _d):
        self.f += 1
        self.c.position += Vector2(300, 7)
        match self.f:
            case 6:
                self.b.scroll_base_offset = Vector2(5, 5)
            case 8:
                self.b.scroll_base_scale = Vector2(2, 1)
            case 10:
                self.b.scroll_limit_end = Vector2(50, 50)
        self.t.l([self.b.scroll_offset, self.l.position, self.m.position, self.l.scale])


class ByHand(Node2D):
    def _ready(self):
        b, layer = ParallaxBackground(), ParallaxLayer()
        layer.motion_scale = Vector2(0.5, 2)
        layer.motion_mirroring = Vector2(100, 0)
        b.add_child(layer)
        self.add_child(b)
        for x in (0, 10, -10, 150, -250, 300):
            b.scroll_offset = Vector2(x, x)
            self.t.l([x, b.scroll_offset, layer.position])


SCENES = {
    "ParallaxBackground: camera moves the layers": Seen,
    "ParallaxBackground: scroll_offset set by hand": ByHand,
}


@pytest.mark.parametrize("name", CASES)
def test_a_scene_logs_what_it_does_in_the_real_engine(tree, name):
    lines = run_scene(tree, SCENES[name], CASES[name]["frames"])
    assert first_difference(lines, CASES[name]["log"]) is None


# -- What is ours ------------------------------------------------------------------------------


@pytest.fixture
def background(tree):
    background = ParallaxBackground()
    background.add_child(ParallaxLayer(name="l"))
    return tree.add(background)


def test_it_is_behind_everything_and_keeps_to_its_limits(background):
    assert background.layer == -100
    layer = background.get_node("l")
    background.scroll_limit_end = Vector2(2000, 700)
    for offset, at in (((10, 0), (0, 0)), ((-100, 0), (-100, 0)), ((-1500, -5), (-976, -5))):
        background.scroll_offset = Vector2(*offset)
        assert layer.position == Vector2(*at)
    assert (background.get_limit_begin(), background.get_limit_end()) == (Vector2(), Vector2(2000, 700))


def test_a_camera_that_zooms_scales_the_layers(tree, background):
    camera = tree.add(Camera2D(current=True, zoom=Vector2(0.5, 0.5), anchor_mode=0))
    tree.step()
    layer = background.get_node("l")
    assert layer.scale == Vector2(2, 2)
    background.set_ignore_camera_zoom(True)
    assert layer.scale == Vector2(1, 1)
    camera.position = Vector2(10, 0)
    tree.step()
    assert (background.scroll_offset, layer.position) == (Vector2(-20, 0), Vector2(-20, 0))


def test_outside_the_tree_nothing_moves(tree, background):
    tree.root.remove_child(background)
    background.scroll_offset = Vector2(5, 5)
    assert background.get_node("l").position == Vector2()
    tree.add(Camera2D(current=True))
    tree.step()
    assert background.scroll_offset == Vector2(5, 5)
    tree.root.add_child(background)
    tree.step()
    assert background.scroll_offset == Vector2(512, 300)
