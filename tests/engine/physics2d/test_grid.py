from math import inf

from engine.physics2d.collider import STATIC, Collider, Part
from engine.physics2d.grid import CELL, Grid

OWNER = Collider(None, STATIC)


def put(grid, *bounds):
    part = Part(OWNER, None)
    grid.put(part, bounds)
    return part


def test_what_is_near_is_found_and_nothing_else():
    grid = Grid()
    parts = [put(grid, x * 100.0, 0.0, x * 100.0 + 10.0, 10.0) for x in range(-20, 20)]
    assert grid.near((5.0, 5.0, 6.0, 6.0)) == [parts[20]]
    assert set(grid.near((-5.0, -5.0, 105.0, 6.0))) == {parts[20], parts[21]}
    assert grid.near((20.0, 20.0, 30.0, 30.0)) == []
    assert set(grid.near((-1e6, -1e6, 1e6, 1e6))) == set(parts)


def test_a_part_may_move_and_go():
    grid = Grid()
    part = put(grid, 0.0, 0.0, 10.0, 10.0)
    grid.put(part, (1.0, 0.0, 11.0, 10.0))  # in the same cell
    assert grid.near((11.0, 0.0, 12.0, 1.0)) == [part]
    grid.put(part, (CELL * 9, 0.0, CELL * 9 + 1, 1.0))
    assert grid.near((0.0, 0.0, 10.0, 10.0)) == []
    assert grid.near((CELL * 9, 0.0, CELL * 9, 0.0)) == [part]
    grid.take(part)
    grid.take(part)
    assert grid.near((CELL * 9, 0.0, CELL * 9, 0.0)) == []


def test_what_is_large_is_found_everywhere_that_it_is():
    grid = Grid()
    floor = put(grid, -1e5, 0.0, 1e5, 10.0)
    endless = put(grid, -1e10, -1e10, 1e10, 1e10)
    nowhere = put(grid, inf, inf, inf, inf)
    assert set(grid.near((0.0, 0.0, 1.0, 1.0))) == {floor, endless}
    assert grid.near((0.0, 20.0, 1.0, 21.0)) == [endless]
    grid.take(endless)
    grid.put(floor, (0.0, 0.0, 1.0, 1.0))  # small now
    assert grid.near((0.0, 0.0, 1.0, 1.0)) == [floor]
    grid.put(floor, (-1e5, 0.0, 1e5, 1.0))
    assert grid.near((500.0, 0.0, 501.0, 1.0)) == [floor]
    assert nowhere.reserved is not None


def test_a_question_may_have_no_end():
    grid = Grid()
    part = put(grid, 0.0, 0.0, 10.0, 10.0)
    assert grid.near((-inf, -inf, inf, inf)) == [part]


def test_what_is_around_a_part_is_found():
    grid = Grid()
    part, beside = put(grid, 60.0, 60.0, 70.0, 70.0), put(grid, 68.0, 68.0, 90.0, 90.0)
    put(grid, 100.0, 100.0, 110.0, 110.0)
    floor = put(grid, -1e5, 65.0, 1e5, 80.0)
    assert set(grid.around(part)) == {part, beside, floor}
    assert set(grid.around(floor)) == {part, beside, floor}
    grid.take(part)
    assert grid.around(part) == []
