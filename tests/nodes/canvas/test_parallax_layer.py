"""ParallaxLayer: where it is, and that it is drawn again."""

import pytest

from engine import Color, Vector2
from nodes import Camera2D, Node2D, ParallaxBackground, ParallaxLayer


class Block(Node2D):
    def _draw(self):
        from engine import Rect2

        self.draw_rect(Rect2(0, 0, 10, 10), Color(1, 0, 0))


@pytest.fixture
def background(tree):
    return tree.add(ParallaxBackground())


@pytest.fixture
def layer(background):
    layer = ParallaxLayer(position=Vector2(2, 3), motion_scale=Vector2(0.5, 0.5))
    background.add_child(layer)
    return layer


def test_it_moves_a_part_of_the_way_and_gives_its_place_back(background, layer):
    background.scroll_offset = Vector2(-100, 10)
    assert layer.position == Vector2(-48, 8)
    layer.motion_offset = Vector2(1, 1)
    layer.set_motion_scale(Vector2(1, 1))
    assert layer.position == Vector2(-97, 14)
    background.remove_child(layer)
    assert layer.position == Vector2(2, 3)
    layer.motion_scale = Vector2(2, 2)
    assert layer.position == Vector2(2, 3)
    background._place_(layer)
    assert layer.position == Vector2(2, 3)


def places(tree):
    """Return where something is drawn."""
    tree.step()
    return [drawing.transform[4:] for drawing in tree.canvas._drawings if drawing.commands]


def test_what_is_in_it_is_drawn_again_beside_itself(tree, background, layer):
    layer.add_child(Block())
    assert places(tree) == [(2, 3)]
    layer.motion_mirroring = Vector2(100, 0)
    assert places(tree) == [(-98, 3), (2, 3)]
    layer.motion_mirroring = Vector2(100, 50)
    assert places(tree) == [(-98, -47), (2, -47), (-98, 3), (2, 3)]
    background.scroll_offset = Vector2(-10, 0)
    assert places(tree) == [(-3, -47), (97, -47), (-3, 3), (97, 3)]
    background.offset = Vector2(5, 0)
    assert places(tree)[0] == (2, -47)
    layer.set_mirroring(Vector2(-5, 0))
    assert layer.get_mirroring() == Vector2()
    assert len(places(tree)) == 1


def test_with_a_zoom_the_copies_are_farther_away(tree, background, layer):
    layer.add_child(Block())
    layer.motion_mirroring = Vector2(100, 0)
    tree.add(Camera2D(current=True, zoom=Vector2(0.5, 0.5), anchor_mode=0))
    tree.step()
    assert places(tree) == [(-196, 6), (4, 6)]


def test_a_layer_elsewhere_is_a_plain_node(tree):
    layer = tree.add(ParallaxLayer(position=Vector2(2, 3), motion_mirroring=Vector2(100, 0)))
    layer.add_child(Block())
    assert places(tree) == [(2, 3), (102, 3)]
    layer.free()
    assert places(tree) == []
