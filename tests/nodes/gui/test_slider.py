import pytest

from engine import Vector2
from nodes import HSlider, Theme, VSlider


@pytest.fixture
def slider(tree):
    slider = tree.add(HSlider())
    slider.rect_position = Vector2(10, 10)
    slider.rect_size = Vector2(216, 16)
    tree.step()
    return slider


def at(slider, ratio):
    return slider.rect_global_position + Vector2(8 + ratio * 200, 8)


def test_a_press_brings_the_grabber_there(tree, slider):
    tree.user.click(at(slider, 0.25))
    assert slider.value == 25
    assert slider.has_focus()


def test_dragging_moves_it_and_tells_when_it_starts_and_ends(tree, slider):
    started, ended = tree.watch(slider.drag_started), []
    slider.drag_ended.connect(ended.append)
    tree.user.drag(at(slider, 0), at(slider, 0.75) + Vector2(0, 300))
    assert slider.value == 75
    started.assert_emitted(times=1)
    assert ended == [True]
    tree.user.drag(at(slider, 0.75), at(slider, 2))
    assert slider.value == 100
    tree.user.click(at(slider, 1))
    assert ended == [True, True, False]


def test_a_vertical_one_grows_upwards(tree):
    slider = tree.add(VSlider())
    slider.rect_size = Vector2(16, 216)
    tree.user.click((8, 8 + 50))
    assert slider.value == 75
    tree.user.press("up")
    assert slider.value == 76
    tree.user.press("end")
    assert slider.value == 100


def test_the_keys_move_it(tree, slider):
    slider.grab_focus()
    slider.custom_step = 10
    tree.user.press("right")
    assert slider.value == 10
    tree.user.press("left")
    tree.user.press("left")
    tree.user.press("x")
    assert slider.value == 0


def test_the_wheel_moves_it_if_it_may(tree, slider):
    tree.user.wheel(slider, up=3, down=1)
    assert slider.value == 2
    slider.set_scrollable(False)
    assert not slider.is_scrollable()
    tree.user.wheel(slider, up=3)
    assert slider.value == 2


def test_one_that_is_not_editable_stays(tree, slider):
    slider.set_editable(False)
    tree.user.click(at(slider, 0.5))
    slider.grab_focus()
    tree.user.press("right")
    assert slider.value == 0
    assert not slider.is_editable()


def test_it_is_let_go_when_it_may_not_be_moved_any_more(tree, slider):
    tree.user.move_to(at(slider, 0.5))
    tree.user.button_down()
    slider.editable = False
    slider.editable = True
    tree.user.move_to(at(slider, 1))
    assert slider.value == 50
    tree.user.button_up()
    tree.user.button_down()
    slider.hide()
    slider.show()
    tree.user.move_to(at(slider, 0))
    assert slider.value == 100


def test_the_grabber_is_brighter_under_the_pointer(tree, slider):
    before = tree.screen.describe()
    tree.user.move_to(slider)
    assert tree.screen.describe() != before


@pytest.mark.parametrize("kind", [HSlider, VSlider])
def test_marks_are_drawn_along_it(tree, kind):
    slider = tree.add(kind())
    slider.rect_size = Vector2(100, 100)
    tree.step()
    before = len(tree.screen.boxes())
    slider.set_ticks(5)
    tree.step()
    assert len(tree.screen.boxes()) == before + 3
    slider.set_ticks_on_borders(True)
    tree.step()
    assert len(tree.screen.boxes()) == before + 5
    assert (slider.get_ticks(), slider.get_ticks_on_borders()) == (5, True)
    assert (slider.tick_count, slider.ticks_on_borders) == (5, True)


@pytest.mark.parametrize("kind", [HSlider, VSlider])
def test_it_is_drawn_and_pressed_in_any_size(tree, kind):
    slider = tree.add(kind(value=50, editable=False, tick_count=1))
    for size in ((0, 0), (1, 2000), (2000, 1)):
        slider.rect_size = Vector2(*size)
        slider.editable = not slider.editable
        tree.step()
        tree.user.click((4, 4))


def test_a_theme_without_icons_is_no_fault(tree, slider):
    tree.default_theme = Theme()
    tree.step()
    assert slider.get_minimum_size() == Vector2(0, 0)


def test_a_copy_moves_as_far_and_has_the_same_marks():
    copy = HSlider(custom_step=5, scrollable=False, tick_count=3, editable=False).duplicate()
    assert (copy.custom_step, copy.scrollable, copy.tick_count, copy.editable) == (5, False, 3, False)
