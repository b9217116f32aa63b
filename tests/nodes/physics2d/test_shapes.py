import pytest

from engine import ScriptError, Transform2D, Vector2
from nodes import (
    Area2D,
    CapsuleShape2D,
    CircleShape2D,
    CollisionShape2D,
    ConcavePolygonShape2D,
    ConvexPolygonShape2D,
    LineShape2D,
    RayShape2D,
    RectangleShape2D,
    SegmentShape2D,
    Shape2D,
)

HERE = Transform2D.IDENTITY
SQUARE = [Vector2(-10, -10), Vector2(10, -10), Vector2(10, 10), Vector2(-10, 10)]


def at(x, y=0.0):
    return Transform2D(0, Vector2(x, y))


def test_shapes_are_as_large_as_in_the_engine_unless_told():
    assert RectangleShape2D().extents == Vector2(10, 10)
    assert CircleShape2D().get_radius() == 10.0
    assert (CapsuleShape2D().radius, CapsuleShape2D().height) == (10.0, 20.0)
    assert (SegmentShape2D().a, SegmentShape2D().b) == (Vector2(0, 0), Vector2(0, 10))
    assert ConvexPolygonShape2D().points == []
    assert ConcavePolygonShape2D().segments == []
    assert (RayShape2D().length, RayShape2D().slips_on_slope) == (20.0, False)
    assert (LineShape2D().normal, LineShape2D().d) == (Vector2(0, -1), 0.0)


def test_properties_are_given_by_name():
    assert CircleShape2D(radius=5).radius == 5.0
    with pytest.raises(TypeError, match=r"CircleShape2D has no property 'radios'\. Did you mean 'radius'\?"):
        CircleShape2D(radios=5)


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: CircleShape2D(radius=-1), "radius must be 0 or more, not -1.0"),
        (lambda: RectangleShape2D(extents=Vector2(1, -1)), "extents must be 0 or more"),
        (lambda: CapsuleShape2D(height=float("nan")), "height must be a finite number"),
        (lambda: ConcavePolygonShape2D(segments=SQUARE[:3]), "two for each wall: 3 are odd"),
    ],
)
def test_what_is_no_size_is_refused(make, words):
    with pytest.raises(ScriptError, match=words):
        make()


def test_shapes_touch_each_other():
    ball, box = CircleShape2D(radius=5), RectangleShape2D()
    assert box.collide(HERE, ball, at(14))
    assert not box.collide(HERE, ball, at(16))
    assert box.collide_with_motion(HERE, Vector2(100, 0), ball, at(60), Vector2.ZERO)
    assert box.collide_with_motion(HERE, Vector2.ZERO, ball, at(60), Vector2(-100, 0))
    assert box.collide_and_get_contacts(HERE, ball, at(14)) == [Vector2(10, 0), Vector2(9, 0)]
    assert box.collide_and_get_contacts(HERE, ball, at(40)) == []
    assert (
        len(box.collide_with_motion_and_get_contacts(HERE, Vector2(30, 0), ball, at(40), Vector2.ZERO)) == 2
    )


@pytest.mark.parametrize(
    "empty", [Shape2D(), ConvexPolygonShape2D(points=SQUARE[:2]), ConcavePolygonShape2D()], ids=repr
)
def test_an_empty_shape_touches_nothing(empty):
    assert not empty.collide(HERE, CircleShape2D(), HERE)
    assert not CircleShape2D().collide(HERE, empty, HERE)
    assert empty.collide_and_get_contacts(HERE, CircleShape2D(), HERE) == []


def test_every_kind_touches_a_ball():
    ball = CircleShape2D(radius=5)
    for shape in (
        CapsuleShape2D(),
        SegmentShape2D(),
        ConvexPolygonShape2D(points=SQUARE),
        ConvexPolygonShape2D(points=SQUARE[::-1]),
        ConcavePolygonShape2D(segments=SQUARE),
        RayShape2D(),
        LineShape2D(),
    ):
        assert shape.collide(HERE, ball, at(0, 6)), shape
        assert not shape.collide(HERE, ball, at(0, -40)), shape


def test_points_may_come_in_any_order():
    shape = ConvexPolygonShape2D()
    shape.set_point_cloud([*SQUARE, Vector2(0, 0), Vector2(5, 5)])
    assert sorted(shape.points) == sorted(SQUARE)


def test_a_shape_tells_that_it_has_changed(tree):
    shape = CircleShape2D(radius=5)
    told = []
    shape.changed.connect(lambda: told.append(shape.radius))
    area = tree.add(Area2D())
    area.add_child(CollisionShape2D(shape=shape))
    shape.radius = 7
    assert told == [7.0]
    assert area._collider_.parts[0].solid.bounds() == pytest.approx((-7, -7, 7, 7))


def test_a_duplicate_is_nobody_s_shape(tree):
    shape = CapsuleShape2D(radius=5, height=7)
    area = tree.add(Area2D())
    area.add_child(CollisionShape2D(shape=shape))
    twin = shape.duplicate()
    assert (twin.radius, twin.height) == (5.0, 7.0)
    twin.radius = 50
    assert shape.radius == 5.0
    assert shape.collide(Transform2D.IDENTITY, twin, Transform2D.IDENTITY)
    assert not twin._parts_
    assert len(shape._parts_) == 1
