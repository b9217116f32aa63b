from engine import Vector2
from nodes import Area2D, CollisionPolygon2D, ConcavePolygonShape2D, ConvexPolygonShape2D

ARROW = [Vector2(-10, -10), Vector2(10, -10), Vector2(10, 10), Vector2(0, 0), Vector2(-10, 10)]


def shapes(polygon, **properties):
    area = Area2D()
    area.add_child(CollisionPolygon2D(polygon=polygon, **properties))
    found = [part.shape for part in area._collider_.parts]
    area.free()
    return found


def test_an_area_is_cut_into_convex_shapes():
    found = shapes(ARROW)
    assert len(found) == 3
    assert all(isinstance(shape, ConvexPolygonShape2D) for shape in found)


def test_walls_go_round():
    (shape,) = shapes(ARROW, build_mode=CollisionPolygon2D.BUILD_SEGMENTS)
    assert isinstance(shape, ConcavePolygonShape2D)
    assert len(shape.segments) == 2 * len(ARROW)
    assert set(shape.segments) == set(ARROW)


def test_what_is_no_polygon_has_no_shapes():
    assert shapes([]) == []
    assert shapes(ARROW[:2]) == []
    assert shapes(ARROW[:1], build_mode=CollisionPolygon2D.BUILD_SEGMENTS) == []


def test_the_corners_are_a_copy():
    node = CollisionPolygon2D(polygon=ARROW)
    node.polygon.clear()
    assert node.get_polygon() == ARROW
    node.free()
