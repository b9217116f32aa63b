"""How Vector3, Basis and Quat are made of one another. Their methods against Godot's: `test_values.py`."""

from math import pi

import pytest

from engine import Basis, Quat, ScriptError, Vector3

EULER = Vector3(0.3, -0.7, 1.1)


def test_a_basis_and_a_quat_of_the_same_angles_are_the_same_turn():
    assert Basis(Quat(EULER)).is_equal_approx(Basis(EULER))
    assert Quat(Basis(EULER)).is_equal_approx(Quat(EULER))
    assert Basis(EULER).get_rotation_quat().is_equal_approx(Quat(EULER))


def test_the_angles_come_back():
    assert Basis(EULER).get_euler().is_equal_approx(EULER)
    assert Quat(EULER).get_euler().is_equal_approx(EULER)


@pytest.mark.parametrize("made", [Basis, Quat])
def test_an_axis_and_an_angle_make_both(made):
    assert made(Vector3.UP, pi / 2).xform(Vector3.RIGHT).is_equal_approx(Vector3.FORWARD)
    assert (made(Vector3.UP, pi / 2) * Vector3.RIGHT).is_equal_approx(Vector3.FORWARD)


@pytest.mark.parametrize("made", [Basis, Quat])
def test_an_axis_that_is_not_of_length_1_is_answered_with_the_repair(made):
    with pytest.raises(ScriptError, match=r"The axis must have length 1 here. Pass its normalized\(\)"):
        made(Vector3(1, 1, 0), 1.0)


def test_a_vector_makes_bases():
    scale = Vector3(2, 3, 4).to_diagonal_matrix()
    assert scale == Basis(Vector3(2, 0, 0), Vector3(0, 3, 0), Vector3(0, 0, 4))
    assert Vector3(1, 2, 3).outer(Vector3(4, 5, 6)).x == Vector3(4, 8, 12)
    assert Vector3.RIGHT.rotated(Vector3.UP, pi).is_equal_approx(Vector3.LEFT)


def test_their_texts_are_godots():
    assert str(Vector3(1, 2.5, -0.5)) == "(1, 2.5, -0.5)"
    assert str(Quat()) == "(0, 0, 0, 1)"
    assert str(Basis()) == "((1, 0, 0), (0, 1, 0), (0, 0, 1))"
