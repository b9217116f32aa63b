from hypothesis import given
from hypothesis import strategies as st

from engine.display.pyglet.atlas import Atlas


def test_rectangles_stand_side_by_side_until_a_shelf_is_full():
    atlas = Atlas(10)
    assert [atlas.place(4, 3), atlas.place(4, 3), atlas.place(4, 3)] == [(0, 0), (4, 0), (0, 3)]


def test_a_lower_one_uses_a_shelf_that_is_not_much_too_high():
    atlas = Atlas(100)
    assert atlas.place(10, 20) == (0, 0)
    assert atlas.place(10, 15) == (10, 0)
    assert atlas.place(10, 4) == (0, 20)


def test_the_lowest_shelf_that_is_high_enough_is_taken():
    atlas = Atlas(100)
    assert atlas.place(10, 20) == (0, 0)
    assert atlas.place(10, 30) == (0, 20)
    assert atlas.place(10, 25) == (10, 20)
    assert atlas.place(10, 19) == (10, 0)


def test_at_the_bottom_a_shelf_that_is_much_too_high_will_do():
    atlas = Atlas(10)
    assert atlas.place(5, 10) == (0, 0)
    assert atlas.place(5, 1) == (5, 0)
    assert atlas.place(1, 1) is None


def test_what_is_larger_than_all_has_no_place():
    atlas = Atlas(10)
    assert atlas.place(11, 1) is None
    assert atlas.place(1, 11) is None
    assert atlas.place(10, 10) == (0, 0)


@given(st.lists(st.tuples(st.integers(1, 20), st.integers(1, 20)), max_size=80))
def test_no_two_overlap_and_none_sticks_out(sizes):
    atlas = Atlas(40)
    taken = set()
    for width, height in sizes:
        place = atlas.place(width, height)
        if place is None:
            continue
        x, y = place
        pixels = {(x + i, y + j) for i in range(width) for j in range(height)}
        assert not pixels & taken
        assert max(max(pixel) for pixel in pixels) < 40
        taken |= pixels
