"""What is between two values, as the real engine has it."""

import pytest

from engine import Color, Rect2, ScriptError, Transform2D, Vector2, Vector2i, Vector3
from engine.tween.between import between, change, kind_of


@pytest.mark.parametrize(
    ("initial", "final", "half"),
    [
        (0.0, 3.0, 1.5),
        (0, 3, 1),
        (0, -3, -1),
        (Vector2(0, 2), Vector2(2, 4), Vector2(1, 3)),
        (Vector3(), Vector3(2, 4, 6), Vector3(1, 2, 3)),
        (Rect2(0, 0, 1, 1), Rect2(2, 2, 3, 3), Rect2(1, 1, 2, 2)),
        (Color(1, 0, 0, 1), Color(0, 1, 0, 0), Color(0.5, 0.5, 0, 0.5)),
        (Transform2D(), Transform2D(0, Vector2(4, 2)), Transform2D(0, Vector2(2, 1))),
        (Vector2i(0, 0), Vector2i(3, 4), Vector2i(1, 2)),
        (False, True, True),
        (True, False, True),
        ("a", "b", "a"),
        (None, None, None),
    ],
)
def test_half_the_way_is_in_the_middle(initial, final, half):
    found = between(initial, change(initial, final), 0.5)
    assert found == half
    assert type(found) is type(half)


def test_a_bool_changes_in_the_middle():
    assert [between(False, change(False, True), part) for part in (0.0, 0.49, 0.5, 1.0)] == [
        False,
        False,
        True,
        True,
    ]


def test_two_kinds_have_nothing_in_between():
    with pytest.raises(ScriptError, match="float and Vector2 are two kinds of value"):
        change(1.0, Vector2())
    assert kind_of(None) == "None"
