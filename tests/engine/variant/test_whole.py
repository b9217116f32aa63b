import copy
import pickle

import pytest

from engine import Node, Rect2i, Vector2, Vector2i, Vector3i, Vector4i


def test_vectors_of_whole_numbers_have_names_for_these():
    assert Vector2i(1, 2).y == 2
    assert Vector3i(1, 2, 3).z == 3
    assert Vector4i(1, 2, 3, 4).w == 4
    assert Vector2i() == Vector2i.ZERO
    assert not Vector3i()
    assert Vector4i(1, 1, 1, 1) == Vector4i.ONE


def test_fractions_are_cut_and_texts_are_no_numbers():
    assert Vector2i(1.9, -1.9) == Vector2i(1, -1)
    assert Vector2i(*Vector2(3.7, 4.2)) == Vector2i(3, 4)
    with pytest.raises(TypeError, match="A number is needed here"):
        Vector2i("1", 2)


def test_they_are_computed_by_component():
    assert +Vector2i(1, -2) == Vector2i(1, -2)
    a, b = Vector2i(7, -7), Vector2i(2, 3)
    assert a + b == Vector2i(9, -4)
    assert a - b == Vector2i(5, -10)
    assert a * b == Vector2i(14, -21)
    assert a * 2 == 2 * a == Vector2i(14, -14)
    assert -a == Vector2i(-7, 7)


def test_they_are_divided_as_ints_are_in_godot():
    assert Vector2i(7, -7) / 2 == Vector2i(3, -3)
    assert Vector2i(7, -7) / Vector2i(-2, -2) == Vector2i(-3, 3)
    assert Vector2i(7, -7) % 4 == Vector2i(3, -3)
    with pytest.raises(ZeroDivisionError):
        Vector2i(1, 1) / 0


@pytest.mark.parametrize("other", [0.5, Vector2(1, 1), Vector3i(), "a"])
def test_what_is_not_whole_is_refused(other):
    for compute in (lambda: Vector2i() * other, lambda: Vector2i() + other, lambda: Vector2i() - other):
        with pytest.raises(TypeError):
            compute()


def test_they_are_measured():
    assert Vector2i(3, -4).length() == 5.0
    assert Vector2i(3, -4).length_squared() == 25
    assert Vector2i(3, -4).abs() == Vector2i(3, 4)
    assert Vector3i(3, 0, -4).sign() == Vector3i(1, 0, -1)
    assert Vector2i(-5, 9).clamp(Vector2i(0, 0), Vector2i(4, 4)) == Vector2i(0, 4)


def test_a_rectangle_in_a_grid():
    rect = Rect2i(1, 2, 3, 4)
    assert rect == Rect2i(Vector2i(1, 2), Vector2i(3, 4))
    assert (rect.position, rect.size, rect.end) == (Vector2i(1, 2), Vector2i(3, 4), Vector2i(4, 6))
    assert rect.get_area() == 12
    assert rect.has_area()
    assert not Rect2i().has_area()
    assert rect.has_point(Vector2i(3, 5))
    assert not rect.has_point(Vector2i(4, 5))
    with pytest.raises(TypeError, match="from four numbers"):
        Rect2i(1, 2, 3)


def test_they_are_written_copied_and_pickled():
    assert repr(Vector2i(1, -2)) == "Vector2i(1, -2)"
    assert str(Vector2i(1, -2)) == "(1, -2)"
    assert pickle.loads(pickle.dumps(Vector3i(1, 2, 3))) == Vector3i(1, 2, 3)
    assert copy.deepcopy(Rect2i(1, 2, 3, 4)) == Rect2i(1, 2, 3, 4)


def test_a_component_stays_whole_when_it_is_set_by_its_path():
    class Piece(Node):
        cell = Vector2i(1, 2)

    piece = Piece()
    piece.set_indexed("cell:x", 5)
    assert piece.cell == Vector2i(5, 2)
    assert type(piece.cell.x) is int
    piece.free()


def test_they_do_not_change():
    cell = Vector2i(1, 2)
    with pytest.raises(AttributeError, match=r"cell \+= Vector2i\(4, 0\)"):
        cell.x = 5
