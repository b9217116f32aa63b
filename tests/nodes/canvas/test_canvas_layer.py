"""CanvasLayer: what is in it is apart from everything else."""

from __future__ import annotations

from math import pi

import pytest

from engine import Node, Rect2, Transform2D, Vector2
from nodes import Camera2D, CanvasLayer, ColorRect, Node2D


class Dot(Node2D):
    drawn = 0

    def _draw(self):
        self.drawn += 1
        self.draw_rect(Rect2(0, 0, 1, 1), (1, 0, 0, 1))


@pytest.fixture
def layer(tree):
    return tree.add(CanvasLayer())


def below(parent, node=None):
    node = Dot() if node is None else node
    parent.add_child(node)
    return node


def shown(tree):
    tree.step()
    return list(tree.display.drawings)


def test_a_layer_is_in_front_of_what_is_in_none(tree, layer):
    front, main = below(layer), below(tree.root)
    assert shown(tree) == [main._drawing_, front._drawing_]
    layer.layer = -1
    assert shown(tree) == [front._drawing_, main._drawing_]
    other = CanvasLayer(layer=-2)
    back = below(other)
    tree.add(other)
    assert shown(tree) == [back._drawing_, front._drawing_, main._drawing_]


def test_what_is_further_below_is_in_it_too(tree, layer):
    main = below(tree.root)
    between = below(layer, Node())
    dot = below(between)
    child = below(dot)
    assert shown(tree) == [main._drawing_, dot._drawing_, child._drawing_]


def test_a_layer_in_an_item_is_apart_from_it(tree):
    parent = below(tree.root)
    parent.position = Vector2(50, 50)
    layer = below(parent, CanvasLayer())
    dot = below(layer)
    parent.hide()
    assert shown(tree) == [dot._drawing_]
    assert dot._drawing_.transform[4:] == (0, 0)


def test_a_camera_does_not_move_it(tree, layer):
    tree.add(Camera2D(current=True, position=Vector2(-100, -50)))
    main, front = below(tree.root), below(layer)
    tree.step()
    assert main._drawing_.transform[4:] != (0, 0)
    assert front._drawing_.transform[4:] == (0, 0)
    assert front.get_canvas_transform() == Transform2D.IDENTITY


def test_it_is_placed_by_offset_rotation_and_scale(tree, layer):
    dot = below(layer)
    layer.offset = Vector2(10, 20)
    layer.rotation_degrees = 90
    layer.scale = Vector2(2, 3)
    tree.step()
    assert layer.rotation == pytest.approx(pi / 2)
    assert layer.rotation_degrees == pytest.approx(90)
    assert dot._drawing_.transform == pytest.approx((0, 2, -3, 0, 10, 20), abs=1e-9)
    assert tuple(layer.transform) == pytest.approx((0, 2, -3, 0, 10, 20), abs=1e-9)
    assert dot.get_global_transform_with_canvas().origin == Vector2(10, 20)
    layer.transform = Transform2D(2, 0, 0, 3, 4, 5)
    tree.step()
    assert (layer.offset, layer.rotation, layer.scale) == (Vector2(4, 5), 0, Vector2(2, 3))
    assert dot._drawing_.transform == (2, 0, 0, 3, 4, 5)
    tree.root.remove_child(layer)
    layer.offset = Vector2(1, 1)
    tree.add(layer)
    tree.step()
    assert dot._drawing_.transform == (2, 0, 0, 3, 1, 1)


def test_it_is_hidden_with_all_that_is_in_it(tree, layer):
    dot, hidden = below(layer), below(layer)
    hidden.hide()
    tree.step()
    told, hid = [], tree.watch(dot.hide)
    for item in (dot, hidden):
        item.visibility_changed.connect(lambda item=item: told.append(item))
    changed = tree.watch(layer.visibility_changed)
    layer.hide()
    layer.hide()
    assert told == [dot]
    hid.assert_emitted(times=1)
    changed.assert_emitted(times=1)
    assert not dot.is_visible_in_tree()
    assert shown(tree) == []
    layer.show()
    assert dot.is_visible_in_tree()
    assert shown(tree) == [dot._drawing_]
    assert dot.drawn == 2
    assert not hidden.drawn


def test_a_handler_may_free_what_is_being_hidden_with_the_layer(tree, layer):
    first, second = below(layer), below(layer)
    first.hide.connect(second.free)
    layer.hide()
    layer.show()
    assert shown(tree) == [first._drawing_]


def test_what_was_made_hidden_is_hidden_when_it_enters(tree):
    layer = CanvasLayer(visible=False)
    dot = below(layer)
    tree.add(layer)
    assert not dot.is_visible_in_tree()
    assert shown(tree) == []


def test_a_control_in_front_takes_the_mouse(tree, layer):
    behind, front = ColorRect(), ColorRect()
    for rect in (behind, front):
        rect.rect_size = Vector2(50, 50)
    layer.offset = Vector2(100, 0)
    below(layer, front)
    below(tree.root, behind)
    clicked = tree.watch(front.gui_input)
    tree.user.click(Vector2(110, 10))
    clicked.assert_emitted()


def test_a_popup_is_in_front_of_all_layers(tree, layer):
    front, window = below(layer), below(tree.root, ColorRect())
    window.rect_size = Vector2(50, 50)
    window.set_as_toplevel(True)
    assert shown(tree) == [front._drawing_, window._drawing_]


def test_properties_are_passed_by_name_and_copied():
    layer = CanvasLayer(layer=3, offset=Vector2(1, 2), visible=False)
    copy = layer.duplicate()
    assert (copy.layer, copy.offset, copy.visible) == (3, Vector2(1, 2), False)
    with pytest.raises(TypeError, match="Did you mean 'layer'"):
        CanvasLayer(layr=3)
