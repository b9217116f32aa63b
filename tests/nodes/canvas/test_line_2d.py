"""Line2D: its points, and what it draws."""

from __future__ import annotations

import pytest

from engine import Color, ScriptError, Vector2
from engine.canvas.commands import Polyline
from nodes import Line2D

A, B, C = Vector2(0, 0), Vector2(5, 0), Vector2(5, 9)


def drawn(line):
    line.get_tree().step()
    return line._drawing_.commands


def test_a_line_goes_through_its_points(tree):
    line = tree.add(Line2D(points=[A, B, C], width=3, default_color=Color(1, 0, 0)))
    assert drawn(line) == (Polyline((tuple(A), tuple(B), tuple(C)), Color(1, 0, 0), 3),)
    line.set_points([A, (1, 1)])
    assert drawn(line)[0].points == ((0, 0), (1, 1))
    assert line.get_points() == [A, Vector2(1, 1)]


def test_a_new_line_has_godots_width_and_colour():
    line = Line2D()
    assert line.width == 10
    assert line.default_color == Color(0.4, 0.5, 1)
    assert line.points == []


def test_one_point_or_no_width_is_no_line(tree):
    line = tree.add(Line2D(points=[A]))
    assert drawn(line) == ()
    line.add_point(B)
    line.width = -3
    assert line.width == 0
    assert drawn(line) == ()


def test_points_come_go_and_move_as_in_the_real_engine():
    line = Line2D()
    line.add_point(Vector2(1, 1))
    line.add_point(Vector2(2, 2))
    line.add_point(Vector2(0, 0), 0)
    line.add_point(Vector2(9, 9), 99)
    line.add_point(Vector2(8, 8), -5)
    assert [p.x for p in line.points] == [0, 1, 2, 9, 8]
    line.set_point_position(1, Vector2(5, 5))
    assert line.get_point_position(1) == Vector2(5, 5)
    line.remove_point(0)
    assert [p.x for p in line.points] == [5, 2, 9, 8]
    line.points.append(Vector2(7, 7))
    assert line.get_point_count() == 4, "what is given out is a copy"
    line.clear_points()
    assert line.points == []


@pytest.mark.parametrize("i", [-1, 1])
def test_a_point_that_is_not_there_is_refused(i):
    line = Line2D(points=[A])
    for ask in (line.get_point_position, line.remove_point, lambda i: line.set_point_position(i, B)):
        with pytest.raises(ScriptError, match=f"has 1 points, so there is no point {i}"):
            ask(i)


def test_a_copy_has_the_same_points():
    assert Line2D(points=[A, B], width=2).duplicate().points == [A, B]
