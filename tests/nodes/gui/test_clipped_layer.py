from engine import Color, Rect2, Vector2
from nodes.gui.clipped_layer import ClippedLayer
from nodes.gui.control import Control


def test_what_is_drawn_on_it_is_cut_off_at_its_rectangle(tree):
    parent, layer = tree.add(Control()), ClippedLayer()
    parent.rect_position = Vector2(100, 0)
    layer._paint_ = lambda: layer.draw_rect(Rect2(-5, -5, 500, 10), Color.red)
    parent.add_child(layer)
    layer.place(Rect2(10, 20, 30, 40))
    tree.step()
    assert tree.screen.boxes() == [Rect2(110, 20, 30, 5)]
    layer.place(Rect2(0, 0, 50, 50))
    tree.step()
    assert tree.screen.boxes() == [Rect2(100, 0, 50, 5)]


def test_one_that_stays_where_it_is_is_not_shown_again(tree):
    layer = tree.add(ClippedLayer())
    layer.place(Rect2(10, 20, 30, 40))
    tree.step()
    frames = tree.screen.frames
    layer.place(Rect2(10, 20, 30, 40))
    tree.step()
    assert (tree.screen.frames, tree.screen.boxes()) == (frames, [])
