import pytest

from engine import ScriptError, Vector2
from engine.input.keys import BUTTON_RIGHT
from nodes import LineEdit, SpinBox
from nodes.gui.spin_box import number_text


@pytest.fixture
def spin(tree):
    spin = tree.add(SpinBox(value=5))
    spin.rect_position = Vector2(20, 20)
    tree.step()
    return spin


def arrow(spin, up):
    x, y = spin.rect_global_position
    return Vector2(x + spin.rect_size.x - 8, y + spin.rect_size.y * (0.25 if up else 0.75))


def field(spin):
    return spin.rect_global_position + Vector2(20, 14)


def retype(tree, spin, text):
    tree.user.click(field(spin))
    tree.user.press("ctrl+a")
    tree.user.type(text)


def test_it_shows_its_value(tree, spin):
    assert tree.screen.shows("5")
    spin.value = 42
    tree.step()
    assert tree.screen.texts() == ["42"]
    assert spin.get_line_edit().text == "42"


def test_a_row_of_it_is_as_high_as_other_rows(spin):
    assert spin.rect_size.y == 28


def test_limits_may_be_given_after_the_value():
    assert SpinBox(value=8000, min_value=1, max_value=65535).value == 8000


def test_the_arrows_change_it(tree, spin):
    changed = tree.watch(spin.value_changed)
    tree.user.click(arrow(spin, True))
    assert spin.value == 6
    tree.user.click(arrow(spin, False))
    tree.user.click(arrow(spin, False))
    assert spin.value == 4
    changed.assert_emitted(times=3)
    assert spin.get_line_edit().has_focus()
    assert tree.screen.shows("4")


def test_the_right_button_goes_to_the_limits(tree, spin):
    tree.user.click(arrow(spin, True), BUTTON_RIGHT)
    assert spin.value == 100
    tree.user.click(arrow(spin, False), BUTTON_RIGHT)
    assert spin.value == 0


def test_holding_an_arrow_goes_on_and_on(tree, spin):
    tree.user.move_to(arrow(spin, True))
    tree.user.button_down()
    tree.step(30)
    assert spin.value == 6  # 0.6 seconds are not over
    tree.step(8)
    assert spin.value == 7
    tree.step(60)
    assert 15 < spin.value < 25
    tree.user.button_up()
    after = spin.value
    tree.step(60)
    assert spin.value == after
    assert not spin.is_processing_internal()


def test_moving_with_an_arrow_held_changes_it_faster_and_faster(tree, spin):
    spin.value = 50
    tree.user.drag(arrow(spin, True), arrow(spin, True) - Vector2(0, 15))
    little = spin.value
    assert 51 <= little < 60
    tree.user.drag(arrow(spin, False), arrow(spin, False) + Vector2(0, 300))
    assert spin.value == 0
    assert not spin.is_processing_internal()


def test_the_arrow_under_the_pointer_is_marked(tree, spin):
    before = len(tree.screen.boxes())
    tree.user.move_to(arrow(spin, True))
    assert len(tree.screen.boxes()) == before + 1
    tree.user.move_to((500, 500))
    assert len(tree.screen.boxes()) == before
    spin.value = spin.max_value
    tree.user.move_to(arrow(spin, True))
    assert len(tree.screen.boxes()) == before  # there is no way up


def test_what_is_typed_counts_with_enter(tree, spin):
    retype(tree, spin, "2 * (3 + 4)")
    assert spin.value == 5
    tree.user.press("enter")
    assert spin.value == 14
    assert spin.get_line_edit().text == "14"


def test_what_is_typed_counts_when_the_focus_goes(tree, spin):
    other = tree.add(LineEdit())
    other.rect_position = Vector2(300, 300)
    retype(tree, spin, "33")
    tree.user.click(other)
    assert spin.value == 33


def test_what_is_typed_counts_before_an_arrow_does(tree, spin):
    retype(tree, spin, "33")
    tree.user.click(arrow(spin, True))
    assert spin.value == 34


def test_a_menu_over_the_field_does_not_end_typing(tree, spin):
    retype(tree, spin, "33")
    tree.user.click(field(spin), BUTTON_RIGHT)
    assert spin.get_line_edit().get_menu().visible
    assert spin.value == 5
    tree.user.press("escape")
    tree.user.press("enter")
    assert spin.value == 33


@pytest.mark.parametrize("text", ["abc", "", "1/0", "--", "9" * 200])
def test_what_is_no_number_gives_way_to_the_value(tree, spin, text):
    spin.get_line_edit().text = text
    spin.apply()
    assert (spin.value, spin.get_line_edit().text) == (5, "5")


def test_numbers_beyond_the_limits_are_the_limits(tree, spin):
    retype(tree, spin, "5000\n")
    assert spin.get_line_edit().text == "100"


def test_prefix_and_suffix_are_written_and_need_not_be_typed(tree, spin):
    spin.prefix, spin.suffix = "~", "px"
    assert spin.get_line_edit().text == "~ 5 px"
    for typed, text in (("7", "~ 7 px"), ("~ 8 px", "~ 8 px"), ("~9px", "~ 9 px")):
        spin.get_line_edit().text = typed
        spin.apply()
        assert spin.get_line_edit().text == text


def test_the_keys_change_it(tree, spin):
    spin.get_line_edit().grab_focus()
    for key, value in (("up", 6), ("page up", 16), ("down", 15), ("page down", 5)):
        tree.user.press(key)
        assert spin.value == value
    tree.user.type("0")
    tree.user.press("up")
    assert spin.value == 51


def test_the_wheel_changes_it_while_it_has_the_focus(tree, spin):
    tree.user.wheel(field(spin), up=1)
    assert spin.value == 5
    spin.get_line_edit().grab_focus()
    tree.user.wheel(field(spin), up=2, down=1)
    assert spin.value == 6


def test_without_a_step_it_goes_by_one(tree, spin):
    spin.step = 0
    tree.user.click(arrow(spin, True))
    assert spin.value == 6


def test_one_that_is_not_editable_is_left_alone(tree, spin):
    spin.set_editable(False)
    tree.user.click(arrow(spin, True))
    spin.get_line_edit().grab_focus()
    tree.user.press("up")
    tree.user.wheel(field(spin), up=1)
    assert spin.value == 5
    assert not spin.is_editable()
    spin.value = 6
    assert spin.get_line_edit().text == "6"


def test_it_stops_when_it_is_hidden_or_may_not_be_edited_any_more(tree, spin):
    for stop in (spin.hide, lambda: setattr(spin, "editable", False)):
        spin.show()
        spin.editable = True
        tree.user.move_to(arrow(spin, True))
        tree.user.button_down()
        assert spin.is_processing_internal()
        stop()
        assert not spin.is_processing_internal()
        tree.user.button_up()


def test_the_text_follows_step_and_limits(tree, spin):
    spin.step = 0.25
    spin.value = 1.5
    assert spin.get_line_edit().text == "1.5"
    spin.max_value = 1
    assert spin.get_line_edit().text == "1"


def test_properties_have_methods():
    spin = SpinBox()
    spin.set_prefix("a")
    spin.set_suffix("b")
    spin.set_align(LineEdit.ALIGN_RIGHT)
    assert (spin.get_prefix(), spin.get_suffix(), spin.get_align()) == ("a", "b", LineEdit.ALIGN_RIGHT)
    assert (spin.prefix, spin.suffix, spin.align, spin.editable) == ("a", "b", LineEdit.ALIGN_RIGHT, True)
    with pytest.raises(ScriptError):
        spin.align = 9


def test_a_copy_is_like_the_original(tree, spin):
    spin.suffix, spin.max_value, spin.value = "ms", 500, 300
    copy = tree.add(spin.duplicate(), "Copy")
    assert copy.get_child_count() == spin.get_child_count()
    assert (copy.value, copy.get_line_edit().text) == (300, "300 ms")
    copy.get_line_edit().text = "7"
    copy.apply()
    assert (copy.value, spin.value) == (7, 300)


@pytest.mark.parametrize(
    ("value", "step", "text"),
    [
        *((5, 1, "5"), (2.5, 0.25, "2.5"), (2, 0.25, "2"), (0.3, 0.1, "0.3"), (2.345, 0, "2.345")),
        *(
            (1 / 3, 1 / 3, "0.333333333"),
            (-0.0, 1, "0"),
            (1e20, 0, "1e+20"),
            (10, 10, "10"),
            (-1.5, 0.5, "-1.5"),
        ),
    ],
)
def test_numbers_are_written_as_people_write_them(value, step, text):
    assert number_text(value, step) == text


def test_it_is_drawn_in_any_size(tree, spin):
    for size in ((0, 0), (3, 300), (2000, 1)):
        spin.rect_size = Vector2(*size)
        tree.step()
