import pytest

from engine import Color, Rect2, ScriptError, Vector2
from engine.canvas.commands import Box
from nodes import CanvasItem, StyleBox, StyleBoxEmpty, StyleBoxLine


@pytest.fixture
def draw(tree):
    """Return a function that returns what a style box draws over a rectangle."""

    def draw(style, rect):
        item = CanvasItem()
        item.draw.connect(lambda: item.draw_style_box(style, rect))
        tree.add(item)
        tree.step()
        commands = item._drawing_.commands
        item.free()
        return commands

    return draw


def test_margins_are_the_styles_until_they_are_set():
    style = StyleBoxEmpty()
    assert [style.get_default_margin(side) for side in range(4)] == [-1, -1, -1, -1]
    assert [style.get_margin(side) for side in range(4)] == [0, 0, 0, 0]
    style.set_default_margin(1, 5)
    style.content_margin_right = 7
    assert [style.get_margin(side) for side in range(4)] == [0, 5, 7, 0]
    assert style.get_minimum_size() == Vector2(7, 5)
    assert style.get_offset() == Vector2(0, 5)
    assert style.get_center_size() == Vector2.ZERO
    assert style.test_mask(Vector2(1, 1), Rect2(0, 0, 2, 2))


def test_there_are_four_sides():
    with pytest.raises(ScriptError, match="no side 4"):
        StyleBoxEmpty().get_margin(4)


def test_properties_may_be_given_when_it_is_made():
    style = StyleBoxLine(color=Color.red, thickness=3, content_margin=2)
    assert (style.color, style.thickness) == (Color.red, 3)
    assert style.get_minimum_size() == Vector2(4, 4)


@pytest.mark.parametrize("name", ["colour", "_together_"])
def test_others_cannot(name):
    with pytest.raises(TypeError, match=rf"StyleBoxLine has no property '{name}'"):
        StyleBoxLine(**{name: 1})


def test_a_misspelt_property_is_named():
    with pytest.raises(TypeError, match="Did you mean 'color'"):
        StyleBoxLine(colour=Color.red)


def test_a_copy_has_all_that_was_set():
    style = StyleBoxLine(color=Color.red, content_margin=2)
    copy = style.duplicate()
    style.color = Color.blue
    assert type(copy) is StyleBoxLine
    assert copy.color == Color.red
    assert copy.get_minimum_size() == Vector2(4, 4)


@pytest.mark.parametrize("style", [StyleBox(), StyleBoxEmpty(content_margin=3)])
def test_an_empty_one_draws_nothing(draw, style):
    assert draw(style, Rect2(0, 0, 10, 10)) == ()


def test_a_line_goes_through_the_middle_and_a_little_beyond(draw):
    style = StyleBoxLine(color=Color.red, thickness=2)
    (box,) = draw(style, Rect2(10, 20, 30, 11))
    assert box == Box(9, 24, 32, 2, Color.red)
    assert style.get_minimum_size() == Vector2(0, 2)
    style.vertical, style.grow_begin, style.grow_end = True, 0.0, 3.0
    (box,) = draw(style, Rect2(10, 20, 30, 11))
    assert box == Box(24, 20, 2, 14, Color.red)
    assert style.get_minimum_size() == Vector2(2, 0)


def test_it_is_a_resource_whose_copy_has_its_name_and_no_path():
    style = StyleBoxLine(resource_name="Rule", resource_path="res://rule.tres")
    copy = style.duplicate()
    assert (copy.resource_name, copy.resource_path) == ("Rule", "")


def test_its_colour_is_a_color_whatever_it_was_set_to():
    style = StyleBoxLine(color=(1, 0, 0, 1))
    assert type(style.get_color()) is Color
    with pytest.raises(ScriptError, match="color is a Color"):
        style.color = 3
