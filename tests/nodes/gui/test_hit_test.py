"""Which Control is hit in the layers of a canvas. `test_input_recorded` and `test_routing` have the rest."""

import pytest

from engine import Transform2D, Vector2
from nodes import CanvasLayer, Control, Node2D

POINT = Vector2(15, 15)


def control(name="C", x=10, y=10):
    made = Control(rect_position=Vector2(x, y), rect_size=Vector2(20, 20))
    made.name = name
    return made


@pytest.fixture
def hit(tree):
    tree.add(control("Main"))
    return lambda point=POINT: tree._services_.input.gui.control_at(point)


def layered(tree, layer, **properties):
    made = tree.add(CanvasLayer(layer=layer, **properties), f"Layer{layer}")
    made.add_child(control(f"In{layer}"))
    return made


def test_a_higher_layer_is_in_front_wherever_it_is_in_the_tree(tree, hit):
    high = layered(tree, 2)
    low = layered(tree, 1)
    tree.root.move_child(high, 0)
    assert hit().name == "In2"
    high.free()
    assert hit().name == "In1"
    low.layer = -1
    assert hit().name == "Main"


def test_a_hidden_layer_is_not_hit(tree, hit):
    layer = layered(tree, 1)
    layer.visible = False
    assert hit().name == "Main"


def test_a_layer_is_hit_where_it_is_shown(tree, hit):
    layered(tree, 1, offset=Vector2(100, 0))
    assert hit().name == "Main"
    assert hit(POINT + Vector2(100, 0)).name == "In1"
    tree.user.move_to(POINT + Vector2(100, 0))
    assert tree._services_.input.gui.mouse_over.name == "In1"


def test_what_is_set_as_top_level_comes_first_in_its_layer(tree, hit):
    main = tree.root.get_node("Main")
    top = control("Top")
    top.set_as_toplevel(True)
    main.add_child(top)
    tree.add(control("Later"))
    assert hit().name == "Top"
    top.hide()
    assert hit().name == "Later"


def test_the_canvas_may_be_moved(tree, hit):
    tree.canvas.transform = (1.0, 0.0, 0.0, 1.0, 200.0, 0.0)
    assert hit() is None
    assert hit(POINT + Vector2(200, 0)).name == "Main"
    tree.canvas.transform = (2.0, 0.0, 0.0, 2.0, 0.0, 0.0)
    assert hit(POINT * 2).name == "Main"


def test_a_branch_without_area_is_not_hit(tree, hit):
    flat = tree.add(Node2D())
    flat.transform = Transform2D(Vector2(1, 0), Vector2(1, 0), Vector2(0, 0))
    flat.add_child(control())
    assert hit().name == "Main"
