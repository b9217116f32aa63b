"""Position2D: a place."""

from engine import Vector2
from nodes import Position2D


def test_a_position_marks_a_place(tree):
    place = tree.add(Position2D(position=Vector2(3, 4)))
    tree.step()
    assert place.global_position == Vector2(3, 4)
    assert place.get_class() == "Position2D"
