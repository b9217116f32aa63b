"""What is between two keys, whatever they are."""

from math import pi

import pytest

from engine import Color, Quat, Rect2, Transform, Transform2D, Vector2, Vector3
from engine.animation.mixing import mixed, mixed_cubic

UP = Vector3(0, 1, 0)


@pytest.mark.parametrize(
    ("a", "b", "half"),
    [
        (0.0, 3.0, 1.5),
        (0, 3, 1),
        (0, 3.0, 1.5),
        (1.0, 2, 1.5),
        (True, False, True),
        ("hello", "help me", "help m"),
        ("", "four", "fo"),
        ("four", "", "fo"),
        ("", "", ""),
        (Vector2(0, 2), Vector2(2, 4), Vector2(1, 3)),
        (Rect2(0, 0, 1, 1), Rect2(2, 2, 3, 3), Rect2(1, 1, 2, 2)),
        (Color(1, 0, 0), Color(0, 1, 0), Color(0.5, 0.5, 0)),
        (Vector2(), 3.0, Vector2()),
        (None, "a", None),
        ([1], [3], [1]),
    ],
)
def test_half_way(a, b, half):
    found = mixed(a, b, 0.5)
    assert found == half
    assert type(found) is type(half)


def test_what_turns_is_turned():
    assert mixed(Transform2D(), Transform2D(pi / 2, Vector2(2, 0)), 0.5).is_equal_approx(
        Transform2D(pi / 4, Vector2(1, 0))
    )
    assert mixed(Quat(), Quat(UP, pi / 2), 0.5).is_equal_approx(Quat(UP, pi / 4))
    found = mixed(Transform(), Transform().translated(Vector3(2, 0, 0)), 0.5)
    assert found.is_equal_approx(Transform().translated(Vector3(1, 0, 0)))


@pytest.mark.parametrize(
    ("values", "half"),
    [
        ((0.0, 0.0, 4.0, 0.0), 2.25),
        ((0, 0.0, 4, 0), 2.25),
        ((0, 0, 4, 0), 2),
        ((Vector2(), Vector2(), Vector2(4, 8), Vector2()), Vector2(2.25, 4.5)),
        ((Color(0, 0, 0),) * 2 + (Color(1, 1, 1),) * 2, Color(0.5, 0.5, 0.5)),
        ((1.0, "a", "b", 2.0), "a"),
        (("a", "a", "bb", "bb"), "b"),
    ],
)
def test_half_way_on_a_curve(values, half):
    assert mixed_cubic(*values, 0.5) == half


def test_what_turns_is_turned_on_a_curve():
    turns = [Quat(UP, angle) for angle in (0.0, 0.1, 0.2, 0.3)]
    assert mixed_cubic(*turns, 0.5).is_equal_approx(Quat(UP, 0.15))
