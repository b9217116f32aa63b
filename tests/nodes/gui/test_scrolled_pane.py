import pytest

from engine import Color, Rect2, Vector2
from nodes.gui.control import Control
from nodes.gui.scrolled_pane import ClippedLayer, ScrolledPane
from nodes.gui.theme import StyleBoxEmpty


def test_what_is_drawn_on_it_is_cut_off_at_its_rectangle(tree):
    parent, layer = tree.add(Control()), ClippedLayer()
    parent.rect_position = Vector2(100, 0)
    layer.draw.connect(lambda: layer.draw_rect(Rect2(-5, -5, 500, 10), Color.red))
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


class Pane(Control):
    def __init__(self):
        self.log = []
        self.pane = ScrolledPane(self, "_lines", self._draw_it, lambda value: self.log.append(value))

    def _draw_it(self):
        self.pane.layer.draw_rect(Rect2(0, -9, 999, 20), Color.red)


@pytest.fixture
def control(tree):
    control = tree.add(Pane())
    control.rect_size = Vector2(200, 100)
    style = StyleBoxEmpty()
    for side in range(4):
        style.set_default_margin(side, 10)
    control.pane.place(style, control.rect_size)
    return control


def test_a_pane_is_drawn_inside_the_margins(tree, control):
    tree.step()
    assert control.pane.inner == Rect2(10, 10, 180, 80)
    assert tree.screen.boxes()[0] == Rect2(10, 10, 180, 11)
    assert [child.name for child in control.get_children()] == ["_lines", "_v_scroll"]


def test_it_may_be_smaller_than_its_margins(control):
    control.pane.place(control.get_stylebox("panel", "PanelContainer"), Vector2(4, 4))
    assert control.pane.inner.size == Vector2.ZERO
    assert control.pane.narrow == 0


def test_the_bar_is_at_the_right_edge_when_it_is_needed(tree, control):
    bar = control.pane.bar
    assert not bar.visible
    control.pane.show(True, 400, 80, 100)
    assert (bar.visible, bar.max_value, bar.page, bar.value) == (True, 400, 80, 100)
    assert bar.get_rect() == Rect2(199 - bar.rect_size.x, 1, bar.rect_size.x, 98)
    assert control.pane.narrow == bar.rect_position.x - 12
    control.pane.show(False, 30, 80, 0)
    assert (bar.visible, bar.max_value) == (False, 80)


def test_it_tells_of_moves_that_somebody_else_has_made(tree, control):
    control.pane.show(True, 400, 80, 100)
    assert control.log == []
    control.pane.bar.value = 50
    assert control.log == [50]
