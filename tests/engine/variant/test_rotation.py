from math import cos, pi, sin

import pytest

from engine.variant.rotation import matrix_about, matrix_of_quat, quat_about, quat_of_matrix

AXES = [(1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0), (0.6, 0.0, 0.8), (-1 / 3, 2 / 3, 2 / 3)]
ANGLES = [0.0, 0.5, pi / 2, 3.0, pi, -2.0]

each = pytest.mark.parametrize(("axis", "phi"), [(axis, phi) for axis in AXES for phi in ANGLES])


def test_a_matrix_about_z_turns_x_towards_y():
    turn = matrix_about((0.0, 0.0, 1.0), 0.5)
    assert turn == pytest.approx((cos(0.5), -sin(0.5), 0, sin(0.5), cos(0.5), 0, 0, 0, 1))


@each
def test_both_forms_of_a_turn_are_the_same_turn(axis, phi):
    assert matrix_of_quat(*quat_about(axis, phi)) == pytest.approx(matrix_about(axis, phi), abs=1e-12)


@each
def test_a_turn_about_any_axis_by_any_angle_comes_back_from_its_matrix(axis, phi):
    # A quaternion and its opposite are one turn.
    found = quat_of_matrix(matrix_about(axis, phi))
    given = quat_about(axis, phi)
    assert abs(sum(a * b for a, b in zip(found, given, strict=True))) == pytest.approx(1.0)


def test_a_quaternion_of_any_length_but_zero_gives_the_same_matrix():
    assert matrix_of_quat(0.0, 0.0, 2.0, 2.0) == pytest.approx(
        matrix_about((0.0, 0.0, 1.0), pi / 2), abs=1e-12
    )
    with pytest.raises(ZeroDivisionError):
        matrix_of_quat(0.0, 0.0, 0.0, 0.0)
