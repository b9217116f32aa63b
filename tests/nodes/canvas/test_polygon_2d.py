"""Polygon2D: its corners, and what it draws."""

from __future__ import annotations

import pytest

from engine import Color, ScriptError, Vector2
from engine.canvas.commands import Polygon
from nodes import Polygon2D

CORNERS = [Vector2(0, 0), Vector2(5, 0), Vector2(5, 9)]
RED, GREEN, BLUE = Color(1, 0, 0), Color(0, 1, 0), Color(0, 0, 1)


def drawn(polygon):
    polygon.get_tree().step()
    return polygon._drawing_.commands


def test_an_area_is_filled_with_a_colour(tree):
    polygon = tree.add(Polygon2D(polygon=CORNERS))
    assert drawn(polygon) == (Polygon(((0, 0), (5, 0), (5, 9)), (Color(1, 1, 1),)),)
    polygon.set_color(RED)
    polygon.offset = Vector2(1, 2)
    assert drawn(polygon) == (Polygon(((1, 2), (6, 2), (6, 11)), (RED,)),)
    assert polygon.get_color() == RED


def test_colours_go_over_from_corner_to_corner(tree):
    polygon = tree.add(Polygon2D(polygon=CORNERS, vertex_colors=[RED, GREEN, BLUE]))
    assert drawn(polygon)[0].colors == (RED, GREEN, BLUE)
    polygon.set_polygon([*CORNERS, Vector2(0, 9)])
    assert drawn(polygon)[0].colors == (Color(1, 1, 1),), "until there is one for each again"
    assert polygon.vertex_colors == [RED, GREEN, BLUE]
    polygon.vertex_colors = []
    with pytest.raises(ScriptError, match="has 4 corners, so vertex_colors cannot be 1"):
        polygon.vertex_colors = [RED]


def test_colours_may_come_before_the_corners(tree):
    polygon = tree.add(Polygon2D(vertex_colors=[RED, GREEN, BLUE], polygon=CORNERS))
    assert drawn(polygon)[0].colors == (RED, GREEN, BLUE)


def test_less_than_three_corners_are_no_area(tree):
    assert drawn(tree.add(Polygon2D(polygon=CORNERS[:2]))) == ()


def test_what_is_given_out_is_a_copy():
    polygon = Polygon2D(polygon=CORNERS)
    polygon.polygon.append(Vector2(1, 1))
    assert polygon.get_polygon() == CORNERS
    assert polygon.duplicate().polygon == CORNERS
