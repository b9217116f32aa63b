"""Branches that are drawn again: their drawings, and the copies of these."""

import pytest

from engine import Color, Rect2, Vector2
from nodes import CanvasLayer, Node2D


class Block(Node2D):
    side = 10

    def _draw(self):
        self.draw_rect(Rect2(0, 0, self.side, self.side), Color(1, 1, 1))


@pytest.fixture
def block(tree):
    block = tree.add(Block(position=Vector2(1, 2)))
    block.add_child(Block(name="child", position=Vector2(10, 0)))
    return block


def drawn(tree):
    tree.step()
    return [drawing.transform[4:] for drawing in tree.canvas._drawings]


def test_each_drawing_comes_before_its_copies(tree, block):
    tree.canvas.mirror(block, 0.0, 0.0)
    tree.canvas.mirror(block, 100.0, 0.0)
    assert drawn(tree) == [(1, 2), (101, 2), (11, 2), (111, 2)]
    tree.canvas.mirror(block, 0.0, 50.0)
    assert drawn(tree) == [(1, 2), (1, 52), (11, 2), (11, 52)]
    tree.canvas.mirror(block, 100.0, 50.0)
    assert drawn(tree)[:4] == [(1, 2), (101, 2), (1, 52), (101, 52)]
    assert repr(tree.canvas._mirrors) == "<Mirrors of 1 branches>"
    tree.canvas.mirror(block, 0.0, 0.0)
    assert drawn(tree) == [(1, 2), (11, 2)]


def test_copies_follow_what_they_are_copies_of(tree, block):
    tree.canvas.mirror(block, 100.0, 0.0)
    tree.step()
    child = block.get_node("child")
    child.position = Vector2(20, 0)
    child.modulate = Color(1, 0, 0)
    child.side = 5
    child.update()
    tree.step()
    _, _, own, copy = tree.canvas._drawings
    assert copy.transform[4:] == (121, 2)
    assert copy.modulate == own.modulate == (1, 0, 0, 1)
    assert copy.commands is own.commands
    assert copy.commands[0].width == 5


def test_only_what_has_changed_is_told_with_its_copies(tree, block):
    tree.canvas.mirror(block, 100.0, 0.0)
    tree.step()
    told = []

    class Surface:
        def draw(self, drawings, changed):
            told.append(changed)

    block.get_node("child").position = Vector2(20, 0)
    tree.canvas.present(Surface())
    assert told == [[2, 3]]


def test_a_branch_in_a_layer_is_moved_as_the_layer_is(tree, block):
    layer = tree.add(CanvasLayer(scale=Vector2(2, 2)))
    inner = Block()
    layer.add_child(inner)
    tree.canvas.mirror(inner, 10.0, 0.0)
    assert drawn(tree)[-2:] == [(0, 0), (20, 0)]
