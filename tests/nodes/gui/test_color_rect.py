from engine import Color, Vector2
from engine.canvas.commands import Box
from nodes import ColorRect


def test_it_fills_its_rectangle_with_its_colour(tree):
    rect = tree.add(ColorRect(rect_size=Vector2(30, 20)))
    tree.step()
    assert rect._drawing_.commands == (Box(0, 0, 30, 20, Color.white),)
    rect.color = Color.red
    tree.step()
    assert rect._drawing_.commands == (Box(0, 0, 30, 20, Color.red),)
    rect.set_frame_color((0.0, 1.0, 0.0, 0.5))
    assert rect.get_frame_color() == rect.color == Color(0.0, 1.0, 0.0, 0.5)


def test_a_copy_has_its_colour():
    assert ColorRect(color=Color.red).duplicate().color == Color.red
