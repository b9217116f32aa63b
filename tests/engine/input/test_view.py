from engine import Vector2
from engine.input import InputEventMouseMotion
from engine.input.view import View


def test_a_view_that_is_not_told_anything_leaves_positions_as_they_are():
    event = InputEventMouseMotion(position=Vector2(3, 4), relative=Vector2(1, 2))
    seen = event._seen_through_(View())
    assert (seen.position, seen.relative) == (Vector2(3, 4), Vector2(1, 2))


def test_positions_are_counted_from_the_offset_in_units_of_the_scale():
    event = InputEventMouseMotion(position=Vector2(30, 24), relative=Vector2(4, 4))
    seen = event._seen_through_(View(2.0, 4.0, 10.0, 20.0))
    assert (seen.position, seen.relative) == (Vector2(10, 1), Vector2(2, 1))
