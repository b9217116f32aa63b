"""YSort: the order in which what is below it is drawn."""

import pytest

from engine import Vector2
from engine.canvas.order import in_drawing_order
from nodes import Node2D, YSort


@pytest.fixture
def order(tree):
    """Return a function that says the names of what is drawn below the root, the first at the back."""
    return lambda: "".join(str(item.name) for item in tree.canvas._items if len(str(item.name)) == 1)


def put(parent, name, y, **properties):
    """Add an item at a height, and return it."""
    item = Node2D(position=Vector2(0, y), **properties)
    parent.add_child(item)
    item.name = name
    return item


def sorts(parent, name, y=0.0, **properties):
    item = YSort(position=Vector2(0, y), **properties)
    parent.add_child(item)
    item.name = name
    return item


def test_what_is_further_down_is_drawn_later(tree, order):
    top = sorts(tree.root, "Y")
    put(top, "a", 5), put(top, "b", 1), put(top, "c", 5), put(top, "d", -3)
    tree.step()
    assert order() == "Ydbac"


def test_it_is_sorted_again_when_one_moves(tree, order):
    top = sorts(tree.root, "Y")
    a, b = put(top, "a", 1), put(top, "b", 2)
    put(a, "c", 100)
    tree.step()
    assert order() == "Yacb"
    a.position = Vector2(0, 3)
    tree.step()
    assert order() == "Ybac"
    b.position = Vector2(0, 2.5)
    tree.step()
    assert order() == "Ybac"


def test_the_children_of_one_below_it_come_among_its_own(tree, order):
    top = sorts(tree.root, "Y")
    inner = sorts(top, "Z", 10)
    put(top, "a", 12), put(inner, "b", 1), put(inner, "c", 5)
    tree.step()
    assert order() == "YZbac"
    inner.position = Vector2(0, 0)
    tree.step()
    assert order() == "YZbca"


def test_a_turned_one_sorts_by_the_height_above_the_outer_one(tree, order):
    top = sorts(tree.root, "Y")
    inner = sorts(top, "Z", 10, rotation_degrees=180.0)
    put(inner, "a", 5), put(inner, "b", 1), put(top, "c", 7)
    tree.step()
    assert order() == "YacbZ"


def test_z_and_behind_hold_as_ever(tree, order):
    top = sorts(tree.root, "Y")
    put(top, "a", 1, z_index=1), put(top, "b", 2), put(top, "c", 3, show_behind_parent=True)
    inner = sorts(top, "Z", 0, z_index=2)
    put(inner, "d", 0), put(inner, "e", -1, z_as_relative=False)
    tree.step()
    assert order() == "cYebaZd"


def test_what_is_hidden_is_left_out(tree, order):
    top = sorts(tree.root, "Y")
    put(top, "a", 2)
    hidden = put(top, "b", 1)
    hidden.visible = False
    tree.step()
    assert order() == "Ya"
    hidden.visible = True
    tree.step()
    assert order() == "Yba"


def test_it_need_not_sort(tree, order):
    top = sorts(tree.root, "Y", sort_enabled=False)
    a = put(top, "a", 2)
    put(top, "b", 1)
    tree.step()
    assert order() == "Yab"
    a.position = Vector2(0, 4)
    tree.step()
    assert order() == "Yab"
    top.set_sort_enabled(True)
    tree.step()
    assert (order(), top.is_sort_enabled()) == ("Yba", True)


def test_one_that_has_left_sorts_no_more(tree):
    top = sorts(tree.root, "Y")
    assert list(tree.canvas.sorting) == [top]
    tree.root.remove_child(top)
    assert not tree.canvas.sorting
    top.free()


def test_a_frame_in_which_nothing_moves_sorts_nothing(tree, monkeypatch):
    top = sorts(tree.root, "Y")
    put(top, "a", 2)
    tree.step()
    monkeypatch.setattr("engine.canvas.canvas.by_height", lambda _: pytest.fail("sorted"))
    tree.step(3)
    assert in_drawing_order([top])[0] is top
