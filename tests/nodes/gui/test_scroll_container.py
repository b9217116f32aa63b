import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import Rect2, ScriptError, Vector2
from engine.input.keys import BUTTON_WHEEL_DOWN
from engine.input.mouse_event import InputEventMouseButton
from engine.testing import SteppedTree
from nodes.gui.box_container import VBoxContainer
from nodes.gui.control import Control
from nodes.gui.label import Label
from nodes.gui.line_edit import LineEdit
from nodes.gui.scroll_container import ScrollContainer
from nodes.gui.theme import StyleBoxEmpty

RECORDED = json.loads((Path(__file__).parent / "vectors" / "scroll_container.json").read_text("utf-8"))
BAR = 10  # how thick bars are


def scrolling(tree, least, size=(100, 100), **properties):
    """A container with a child of a size."""
    container = ScrollContainer(**properties)
    child = Control(rect_min_size=Vector2(*least))
    container.add_child(child)
    tree.add(container)
    container.rect_size = Vector2(*size)
    tree.step(2)
    return container, child


def test_a_new_one_has_godots_defaults():
    container = ScrollContainer()
    assert container.scroll_horizontal_enabled
    assert container.scroll_vertical_enabled
    assert (container.scroll_horizontal, container.scroll_vertical) == (0, 0)
    assert (container.follow_focus, container.scroll_deadzone) == (False, 0)
    assert (container.rect_clip_content, container.mouse_filter) == (True, Control.MOUSE_FILTER_STOP)
    assert container.get_child_count() == 2
    assert container.get_minimum_size() == Vector2(0, 0)


def test_places_are_those_of_the_real_engine():
    tree = SteppedTree()
    for width, height, across, down, flags, h, v, outer, inner, h_shown, v_shown, *bars in RECORDED:
        container = ScrollContainer(scroll_horizontal_enabled=bool(h), scroll_vertical_enabled=bool(v))
        both = (container.get_h_scrollbar(), container.get_v_scrollbar())
        for bar in both:
            bar.rect_min_size = Vector2(12, 12)
        child = Control(rect_min_size=Vector2(across, down))
        child.size_flags_horizontal = child.size_flags_vertical = flags
        container.add_child(child)
        tree.add(container)
        container.rect_size = Vector2(width, height)
        tree.step(3)
        assert [*container.get_rect().position, *container.rect_size] == outer
        assert [*child.rect_position, *child.rect_size] == inner
        assert [bar.visible for bar in both] == [h_shown, v_shown]
        for bar, expected in zip(both, bars, strict=True):
            if expected is not None:
                assert [[*bar.rect_position, *bar.rect_size], bar.max_value, bar.page] == expected
        container.free()
    tree.finish()


def test_a_bar_may_make_the_other_one_necessary(tree):
    container, _ = scrolling(tree, (95, 110))
    h, v = container.get_h_scrollbar(), container.get_v_scrollbar()
    assert (h.get_rect(), v.get_rect()) == (Rect2(0, 90, 90, BAR), Rect2(90, 0, BAR, 90))
    assert (h.page, v.page) == (90, 90)


def test_what_is_scrolled_out_is_not_seen(tree):
    container = ScrollContainer()
    box = VBoxContainer()
    for number in range(20):
        box.add_child(Label(text=f"line {number}"))
    container.add_child(box)
    tree.add(container)
    container.rect_size = Vector2(100, 50)
    tree.step(2)
    assert "line 0" in tree.screen.texts()
    assert "line 19" not in tree.screen.texts()
    container.scroll_vertical = 10_000
    tree.step()
    assert tree.screen.texts()[-1] == "line 19"
    assert "line 0" not in tree.screen.texts()
    assert container.scroll_vertical == box.rect_size.y - 50


def test_the_wheel_scrolls_down_and_with_shift_to_the_side(tree):
    container, child = scrolling(tree, (300, 400))
    tree.user.wheel(container, down=2)
    assert child.rect_position == Vector2(0, -22)
    tree.user.wheel(container, up=1)
    assert child.rect_position == Vector2(0, -11)
    tree.user.wheel(container, right=1)
    assert child.rect_position == Vector2(-11, -11)
    tree.user.wheel(container, left=3)
    assert child.rect_position == Vector2(0, -11)
    tree.input_event(
        InputEventMouseButton(
            button_index=BUTTON_WHEEL_DOWN, pressed=True, shift=True, position=Vector2(50, 50)
        )
    )
    tree.step()
    assert child.rect_position == Vector2(-11, -11)
    tree.input_event(
        InputEventMouseButton(button_index=BUTTON_WHEEL_DOWN, position=Vector2(50, 50), pressed=False)
    )
    assert container.scroll_horizontal == 11


def test_where_there_is_only_one_bar_the_wheel_moves_that(tree):
    container, child = scrolling(tree, (300, 50))
    tree.user.wheel(container, down=1)
    assert child.rect_position.x < 0
    assert container.scroll_vertical == 0


def test_a_wheel_that_scrolls_nothing_is_for_others(tree):
    outer, inner = scrolling(tree, (300, 1000), (100, 200))
    nested = ScrollContainer()
    nested.add_child(Control(rect_min_size=Vector2(0, 150)))
    inner.add_child(nested)
    nested.rect_size = Vector2(80, 100)
    tree.step(2)
    tree.user.wheel(nested, down=20)
    assert nested.scroll_vertical == 50
    assert outer.scroll_vertical > 0


def test_the_bars_scroll(tree):
    container, child = scrolling(tree, (300, 400))
    container.get_v_scrollbar().value = 33.4
    container.get_h_scrollbar().value = 7
    tree.step()
    assert child.rect_position == Vector2(-7, -33)
    tree.user.click(container.get_v_scrollbar().get_global_rect().end - Vector2(5, 5))
    assert child.rect_position.y < -33


def test_bars_are_in_front_of_what_is_added_later(tree):
    container, child = scrolling(tree, (300, 400))
    assert container.get_child(0) is child
    other = Control(rect_min_size=Vector2(10, 10))
    container.add_child(other)
    tree.step(2)
    assert container.get_children()[:2] == [child, other]
    assert [bar.visible for bar in container.get_children()[2:]] == [True, True]


def test_children_grow_and_shrink_and_bars_come_and_go(tree):
    container, child = scrolling(tree, (50, 50))
    bar = container.get_v_scrollbar()
    child.rect_min_size = Vector2(50, 500)
    tree.step()
    assert bar.visible
    container.scroll_vertical = 400
    tree.step()
    child.rect_min_size = Vector2(50, 50)
    tree.step()
    assert (bar.visible, child.rect_position) == (False, Vector2(0, 0))
    child.hide()
    tree.step()
    container.remove_child(child)
    tree.step()
    assert not bar.visible
    child.free()


def test_without_scrolling_it_is_as_large_as_its_child(tree):
    container, _ = scrolling(tree, (150, 400), scroll_horizontal_enabled=False)
    assert container.rect_size == Vector2(150 + BAR, 100)
    container.scroll_vertical_enabled = False
    tree.step(2)
    assert container.rect_size == Vector2(160, 400)
    assert container.get_minimum_size() == Vector2(150, 400)


def test_a_background_keeps_its_margins_free(tree):
    container, child = scrolling(tree, (300, 50))
    container.add_stylebox_override("bg", StyleBoxEmpty(content_margin=5))
    tree.step(2)
    assert child.rect_position == Vector2(5, 5)
    assert container.get_h_scrollbar().get_rect() == Rect2(5, 85, 90, BAR)


# -- Following -------------------------------------------------------------------------------------


def form(tree, follow=True):
    container, box = ScrollContainer(follow_focus=follow), VBoxContainer()
    edits = [LineEdit(text=str(number)) for number in range(20)]
    for edit in edits:
        box.add_child(edit)
    container.add_child(box)
    tree.add(container)
    container.rect_size = Vector2(200, 100)
    tree.step(2)
    return container, edits


def is_seen(container, control):
    return container.get_global_rect().encloses(control.get_global_rect())


def test_it_scrolls_to_what_gets_the_focus(tree):
    container, edits = form(tree)
    edits[0].grab_focus()
    for _ in range(12):
        tree.user.press("tab")
        focused = next(edit for edit in edits if edit.has_focus())
        assert is_seen(container, focused)
    assert container.scroll_vertical > 0
    edits[0].grab_focus()
    tree.step()
    assert container.scroll_vertical == 0


def test_it_follows_only_if_it_is_to_and_only_what_is_inside(tree):
    container, edits = form(tree, follow=False)
    edits[15].grab_focus()
    tree.step()
    assert container.scroll_vertical == 0
    container.follow_focus = True
    outside = tree.add(LineEdit())
    outside.grab_focus()
    container.get_v_scrollbar().focus_mode = Control.FOCUS_ALL
    container.get_v_scrollbar().grab_focus()
    tree.root.remove_child(container)
    outside.grab_focus()
    assert container.scroll_vertical == 0
    container.free()


def test_a_control_can_be_brought_into_view(tree):
    container, edits = form(tree)
    container.ensure_control_visible(edits[10])
    tree.step()
    assert is_seen(container, edits[10])
    before = container.scroll_vertical
    container.ensure_control_visible(edits[10])
    assert container.scroll_vertical == before
    container.ensure_control_visible(edits[0])
    assert container.scroll_vertical == 0
    with pytest.raises(ScriptError, match="is not inside of"):
        container.ensure_control_visible(container)


def test_of_what_is_larger_than_the_view_the_start_is_shown(tree):
    container, child = scrolling(tree, (600, 900))
    part = Control()
    child.add_child(part)
    part.rect_position, part.rect_size = Vector2(200, 300), Vector2(300, 400)
    container.ensure_control_visible(part)
    tree.step()
    assert part.rect_global_position == Vector2(0, 0)
    assert (container.scroll_horizontal, container.scroll_vertical) == (200, 300)


@pytest.mark.parametrize(
    ("name", "value", "setter", "getter"),
    [
        ("scroll_horizontal_enabled", False, "set_enable_h_scroll", "is_h_scroll_enabled"),
        ("scroll_vertical_enabled", False, "set_enable_v_scroll", "is_v_scroll_enabled"),
        ("scroll_horizontal", 7, "set_h_scroll", "get_h_scroll"),
        ("scroll_vertical", 7, "set_v_scroll", "get_v_scroll"),
        ("follow_focus", True, "set_follow_focus", "is_following_focus"),
    ],
)
def test_each_property_has_godots_methods(name, value, setter, getter):
    container = ScrollContainer()
    getattr(container, setter)(value)
    assert getattr(container, name) == getattr(container, getter)() == value


sizes = st.tuples(st.floats(0, 200), st.floats(0, 200))


@given(
    sizes,
    sizes,
    st.booleans(),
    st.booleans(),
    st.integers(0, 15),
    st.tuples(st.integers(0, 99), st.integers(0, 99)),
)
def test_what_needs_no_bar_has_none_and_the_rest_can_be_reached(size, least, h, v, flags, scroll):
    tree = SteppedTree()
    container, child = scrolling(tree, least, size, scroll_horizontal_enabled=h, scroll_vertical_enabled=v)
    child.size_flags_horizontal = child.size_flags_vertical = flags
    container.scroll_horizontal, container.scroll_vertical = scroll
    tree.step(3)
    for axis, bar in enumerate((container.get_h_scrollbar(), container.get_v_scrollbar())):
        assert bar.visible <= (h, v)[axis]
        if bar.visible:
            assert least[axis] > bar.page
            assert bar.value + bar.page <= least[axis] + 1e-6
            assert abs(child.rect_position[axis] + bar.value) <= 0.5
        else:
            assert child.rect_size[axis] <= container.rect_size[axis] + 1e-6
    tree.finish()
