"""What the value types have in common, and what they refuse. Their methods: `test_values.py`."""

import copy
import math
import pickle

import pytest

import engine
from engine import (
    AABB,
    RID,
    Basis,
    Color,
    EncodedObjectAsID,
    Plane,
    Quat,
    Rect2,
    ScriptError,
    Transform,
    Transform2D,
    Vector2,
    Vector3,
)
from engine.variant.single import single
from nodes import Sprite

ALL = [
    Vector2(1, 2),
    Vector3(1, 2, 3),
    Rect2(1, 2, 3, 4),
    Plane(1, 2, 3, 4),
    Quat(1, 2, 3, 4),
    AABB(Vector3(1, 2, 3), Vector3(4, 5, 6)),
    Color(0.1, 0.2, 0.3, 0.4),
    Basis(Vector3(1, 2, 3), Vector3(4, 5, 6), Vector3(7, 8, 9)),
    Transform2D(Vector2(1, 2), Vector2(3, 4), Vector2(5, 6)),
    Transform(Basis().scaled(Vector3(1, 2, 3)), Vector3(1, 2, 3)),
]
NAMES = {type(value).__name__: type(value) for value in ALL}

each = pytest.mark.parametrize("value", ALL, ids=lambda value: type(value).__name__)


@each
def test_its_repr_reads_back(value):
    assert eval(repr(value), NAMES) == value


@each
def test_it_equals_only_its_own_type(value):
    same = eval(repr(value), NAMES)
    assert same == value
    assert not same != value  # noqa: SIM202 - that operator is meant
    assert hash(same) == hash(value)
    assert value != tuple(value)
    assert not value == tuple(value)  # noqa: SIM201
    assert value != type(value)()
    assert value not in [other for other in ALL if other is not value]


@each
def test_it_is_true_unless_it_is_what_its_type_is_by_default(value):
    assert value
    assert not type(value)()


@each
def test_it_can_be_copied_and_pickled(value):
    assert copy.deepcopy(value) == value
    assert pickle.loads(pickle.dumps(value)) == value
    assert type(pickle.loads(pickle.dumps(value))) is type(value)


@each
def test_it_is_equal_approximately_in_spite_of_rounding(value):
    kind = type(value)
    near = kind.__mro__[0]
    assert value.is_equal_approx(engine.variant.value.new(near, [number + 1e-7 for number in value]))
    assert not value.is_equal_approx(engine.variant.value.new(near, [number + 0.1 for number in value]))


@each
def test_it_is_no_sequence_to_be_joined_or_repeated(value):
    with pytest.raises(TypeError):
        value + (1,)  # noqa: RUF005
    with pytest.raises(TypeError):
        value * "a"
    with pytest.raises(TypeError):
        "a" * value
    if isinstance(value, (Rect2, AABB, Plane, Basis, Transform, Transform2D)):
        with pytest.raises(TypeError):
            value + value
        with pytest.raises(TypeError):
            value * 2


def test_its_components_do_not_change_and_the_error_says_what_to_do():
    place = Vector2(1, 2)
    with pytest.raises(
        AttributeError, match=r"A Vector2 does not change: write `place = Vector2\(…, place.y\)`"
    ):
        place.x = 5
    with pytest.raises(AttributeError, match=r", or add to it: `place \+= Vector2\(4, 0\)`"):
        place.x += 4
    with pytest.raises(AttributeError):
        place.y = "high"
    with pytest.raises(AttributeError):
        place.z = 5
    with pytest.raises(AttributeError, match=r"A Rect2 does not change: write `Rect2\(\) = Rect2\(…\)`"):
        Rect2().position = place


def test_the_error_names_the_variable_whatever_it_is():
    sprite, sprites = Sprite(), [Sprite()]
    named = {"é": sprite}
    with pytest.raises(AttributeError, match=r"write `sprite\.position = Vector2\(…, sprite\.position\.y\)`"):
        sprite.position.x = 3
    with pytest.raises(
        AttributeError, match=r"`sprites\[0\].position = Vector2\(sprites\[0\].position.x, …\)`"
    ):
        sprites[0].position.y -= 3
    with pytest.raises(
        AttributeError, match=r"write `named\['é'\]\.modulate = Color\(named\['é'\]\.modulate\.r, "
    ):
        named['é'].modulate.a = 0.5  # fmt: skip
    with pytest.raises(AttributeError, match=r"write `sprite\.modulate = Color\(…\)`"):
        sprite.modulate.h = 0.5
    with pytest.raises(AttributeError, match=r"write `variable = Vector2\(…, variable\.y\)`"):
        setattr(sprite.position, "x", 3)  # noqa: B010
    with pytest.raises(AttributeError, match=r"write `variable = Vector2\(…, variable\.y\)`"):
        exec("sprite.position.x = 3", {"sprite": sprite})
    with pytest.raises(AttributeError, match=r"has no attribute 'z'"):
        sprite.position.z = 3


def test_a_type_that_extends_a_value_type_may_have_attributes_of_its_own():
    class Place(Vector2):
        pass

    place = Place(1, 2)
    place.name = "home"
    assert (place.name, place) == ("home", Place(1, 2))
    with pytest.raises(AttributeError, match="A Place does not change"):
        place.x = 3


@pytest.mark.parametrize(
    "make",
    [
        lambda: Vector2("1", 2),
        lambda: Vector3(b"1", 2, 3),
        lambda: Vector2(None),
        lambda: Rect2(1, 2, 3),
        lambda: AABB(1),
        lambda: Plane(1),
        lambda: Transform(1, 2, 3),
        lambda: Transform(Vector3(1, 2, 3)),
        lambda: Transform2D(1),
        lambda: Color(0.5),
        lambda: Color(0.5, 0.5),
    ],
)
def test_what_it_cannot_be_made_of_is_a_type_error(make):
    with pytest.raises(TypeError):
        make()


def test_whole_numbers_become_floats():
    assert type(Vector2(1, True).x) is float
    assert repr(Vector2(1, True)) == "Vector2(1.0, 1.0)"
    assert repr(Vector3(1, 2.0, 3)) == "Vector3(1.0, 2.0, 3.0)"


def test_the_constants_are_godots():
    assert Vector2() == Vector2.ZERO
    assert Vector2(1, 1) == Vector2.ONE
    assert Vector2(math.inf, math.inf) == Vector2.INF
    assert Vector2.UP + Vector2.DOWN == Vector2.LEFT + Vector2.RIGHT == Vector2.ZERO
    assert Vector2(0, -1) == Vector2.UP
    assert Vector3(0, 1, 0) == Vector3.UP
    assert Vector3.FORWARD == Vector3(0, 0, -1) == -Vector3.BACK
    assert Transform2D.FLIP_X.xform(Vector2(1, 2)) == Vector2(-1, 2)
    assert Transform2D.FLIP_Y.xform(Vector2(1, 2)) == Vector2(1, -2)
    assert Basis.FLIP_X.xform(Vector3(1, 2, 3)) == Vector3(-1, 2, 3)
    assert Transform.FLIP_Z.xform(Vector3(1, 2, 3)) == Vector3(1, 2, -3)
    assert Plane.PLANE_XZ.normal == Vector3.UP
    assert Quat.IDENTITY.xform(Vector3(1, 2, 3)) == Vector3(1, 2, 3)


def test_division_by_zero_is_an_error():
    with pytest.raises(ZeroDivisionError):
        Vector2(1, 2) / 0
    with pytest.raises(ZeroDivisionError):
        Transform2D(Vector2(), Vector2(), Vector2()).affine_inverse()
    with pytest.raises(ZeroDivisionError):
        Basis().scaled(Vector3()).inverse()


@pytest.mark.parametrize(
    "do",
    [
        lambda: Vector2(1, 2).bounce(Vector2(2, 0)),
        lambda: Vector2(1, 2).slide(Vector2(2, 0)),
        lambda: Vector2(1, 2).slerp(Vector2(1, 0), 0.5),
        lambda: Vector3(1, 2, 3).rotated(Vector3(1, 1, 0), 1),
        lambda: Vector3(1, 2, 3).slerp(Vector3(1, 0, 0), 0.5),
        lambda: Basis(Vector3(1, 1, 0), 1),
        lambda: Quat(Vector3(1, 1, 0), 1),
        lambda: Quat(1, 2, 3, 4).slerp(Quat(), 0.5),
        lambda: Quat(1, 2, 3, 4).slerpni(Quat(), 0.5),
        lambda: Quat(1, 2, 3, 4).inverse(),
        lambda: Quat(1, 2, 3, 4).get_euler(),
    ],
)
def test_what_must_have_length_1_is_an_error_if_it_has_not(do):
    with pytest.raises(ScriptError, match=r"must have length 1 here. Pass its normalized\(\)"):
        do()


def test_vectors_with_what_3_2_does_not_have_yet():
    assert Vector2(3, 4).limit_length().is_equal_approx(Vector2(0.6, 0.8))
    assert Vector3(1, 0, 0).signed_angle_to(Vector3(0, 1, 0), Vector3.BACK) == pytest.approx(math.pi / 2)
    assert Vector3(1, 0, 0).signed_angle_to(Vector3(0, 1, 0), Vector3.FORWARD) == pytest.approx(-math.pi / 2)
    assert Vector3.UP.slerp(Vector3.UP, 0.5) == Vector3.UP
    assert +Vector2(1, 2) == Vector2(1, 2)
    assert +Plane(1, 2, 3, 4) == Plane(1, 2, 3, 4)
    assert Vector2(math.inf, -math.inf).round() == Vector2(math.inf, -math.inf)
    assert Vector2(math.inf, -math.inf).floor() == Vector2(math.inf, -math.inf)
    assert Rect2(1, 2, 3, 4).get_center() == Vector2(2.5, 4)
    assert AABB(Vector3(1, 2, 3), Vector3(4, 5, 6)).get_center() == Vector3(3, 4.5, 6)
    assert AABB(Vector3(1, 2, 3), Vector3(-4, 5, 6)).abs() == AABB(Vector3(-3, 2, 3), Vector3(4, 5, 6))
    assert Quat(Vector3.UP, 0.5).angle_to(Quat(Vector3.UP, 1.5)) == pytest.approx(1)


def test_a_transform_looks_at_a_point():
    seen = Transform2D(0.3, Vector2(1, 1)).looking_at(Vector2(1, 5))
    assert seen.x.is_equal_approx(Vector2.DOWN)
    assert seen.origin == Vector2(1, 1)


def test_transforms_multiply_what_they_move():
    move = Transform2D(0, Vector2(1, 2))
    assert move * Vector2(1, 1) == Vector2(2, 3)
    assert move * Rect2(0, 0, 1, 1) == Rect2(1, 2, 1, 1)
    assert move.xform_inv(engine.PoolVector2Array([(1, 2)])) == engine.PoolVector2Array([(0, 0)])
    space = Transform(Basis(), Vector3(1, 2, 3))
    assert space * Vector3(1, 1, 1) == Vector3(2, 3, 4)
    assert Basis.FLIP_X * Vector3(1, 1, 1) == Vector3(-1, 1, 1)
    assert Quat.IDENTITY * Vector3(1, 1, 1) == Vector3(1, 1, 1)
    plane = Plane(0, 0.6, 0.8, 6)
    turned = Transform(Basis(Vector3(0.1, 0.2, 0.3)), Vector3(1, 2, 3))
    assert turned.xform(turned.xform_inv(plane)).is_equal_approx(plane)
    with pytest.raises(TypeError):
        Quat() / Quat()


def test_a_rectangle_has_four_margins():
    assert Rect2(1, 2, 3, 4).grow_margin(0, 1) == Rect2(0, 2, 4, 4)
    with pytest.raises(ScriptError, match="no margin 4"):
        Rect2().grow_margin(4, 1)
    with pytest.raises(IndexError, match="corners 0 to 7, not 8"):
        AABB().get_endpoint(8)


def test_a_plane_without_a_normal_stays_so():
    assert Plane().normalized() == Plane()
    assert Transform(Quat()) == Transform.IDENTITY


def test_colours_have_names():
    assert Color.red == Color(1, 0, 0)
    assert Color.transparent == Color(1, 1, 1, 0)
    assert Color.rebeccapurple.to_html(False) == "663399"
    with pytest.raises(AttributeError, match="no colour 'reddish'"):
        Color.reddish  # noqa: B018


def test_colours_are_made_in_many_ways():
    assert Color("f00") == Color("#ff0000") == Color("ffff0000") == Color("ff00") == Color(0xFF0000FF)
    assert Color(Color.red, 0.5) == Color(1, 0, 0, 0.5)
    assert Color(Color.red) == Color.red
    assert Color() == Color(0, 0, 0, 1)
    for text in ("", "12345", "#gg0000", "red"):
        with pytest.raises(ValueError, match="is no colour"):
            Color(text)
    assert Color(1, 1, 1).get_luminance() == pytest.approx(1)
    assert Color.from_hsv(Color.tan.h, Color.tan.s, Color.tan.v).is_equal_approx(Color.tan)
    assert Color(0.5, 0.5, 0.5).h == 0


def test_resources_and_remote_objects_are_known_by_little():
    assert RID() == RID()
    assert hash(RID()) == hash(RID())
    assert not RID()
    assert RID().get_id() == 0
    assert repr(RID()) == "RID()"
    one = EncodedObjectAsID(5)
    assert one.object_id == one.get_object_id() == 5
    assert one == EncodedObjectAsID(5)
    assert hash(one) == hash(EncodedObjectAsID(5))
    assert one != EncodedObjectAsID(6)
    assert repr(one) == "EncodedObjectAsID(5)"
    with pytest.raises(ValueError, match="64 bits"):
        EncodedObjectAsID(1 << 64)


def test_names_are_loaded_when_they_are_asked_for():
    assert engine.variant.Vector2 is Vector2
    with pytest.raises(AttributeError, match="Vector5"):
        engine.variant.Vector5  # noqa: B018
    for name in engine.variant.__all__:
        assert getattr(engine, name) is getattr(engine.variant, name)
        assert name in engine.__all__


def test_of_a_colour_that_is_not_there_the_nearest_is_offered():
    with pytest.raises(AttributeError, match="Did you mean 'red'"):
        _ = Color.RED
    with pytest.raises(ValueError, match=r"or `Color\.red`\.$"):
        Color("Red")


def test_a_component_that_is_set_by_a_call_over_several_lines_is_answered_without_a_name():
    code = compile("setattr(\n    position,\n    'x', 3\n)", "script.py", "exec")
    with pytest.raises(AttributeError, match=r"write `variable = Vector2\(…, variable.y\)`"):
        exec(code, {"position": engine.Vector2(1, 2)})


def test_a_rectangle_may_be_made_from_anything_like_two_vectors():
    assert engine.Rect2((1, 2), (3, 4)) == engine.Rect2(1, 2, 3, 4)
    assert engine.Rect2(engine.Vector2(1, 2), (3, 4)) == engine.Rect2(1, 2, 3, 4)


def test_single_precision_is_that_of_the_engine():
    assert single(0.2) == 0.20000000298023224
    assert single(single(0.2)) == single(0.2)
    assert single(0.5) == 0.5
    assert single(1e39) == float("inf")


def test_a_list_of_points_is_moved_as_an_array_of_them():
    moved = Transform2D(0.0, Vector2(1, 2))
    assert moved.xform([Vector2(3, 4)]) == engine.PoolVector2Array([Vector2(4, 6)])
    assert moved.xform_inv([Vector2(4, 6)]) == engine.PoolVector2Array([Vector2(3, 4)])
