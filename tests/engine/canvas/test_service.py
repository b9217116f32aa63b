from math import inf

import pytest

from nodes import Node2D


class Dot(Node2D):
    drawn = 0

    def _draw(self):
        self.drawn += 1
        self.draw_circle((0, 0), 1, (1, 1, 1))


@pytest.fixture
def service(tree):
    return tree._services_.canvas


def test_the_canvas_is_made_when_it_is_asked_for_and_the_display_opens_with_it(tree, service):
    assert service.made is None
    assert service.idle_time() == inf
    canvas = service.canvas
    assert canvas is tree.canvas is service.made
    assert tree._services_.display.made is not None


def test_it_is_idle_once_all_is_shown(tree, service):
    dot = tree.add(Dot())
    assert service.idle_time() == 0
    tree.step()
    assert service.idle_time() == inf
    dot.position = (1, 2)
    assert service.idle_time() == 0


def test_what_drawing_causes_is_drawn_in_the_same_frame_a_few_times(tree):
    class Restless(Dot):
        def _draw(self):
            super()._draw()
            self.call_deferred("update")

    dot = tree.add(Restless())
    tree.step()
    assert dot.drawn == 4
    tree.step()
    assert dot.drawn == 8


def test_it_tells_the_canvas_that_the_order_has_changed(tree):
    first, second = tree.add(Dot(), "A"), tree.add(Dot(), "B")
    tree.step()
    before = tree.screen.frames
    first.raise_()
    tree.step()
    assert tree.screen.frames == before + 1
    assert second._drawing_ is not first._drawing_
