import pytest

from engine import Vector2
from nodes import Control, HBoxContainer


class Content(Control):
    """Needs as much as it is told."""

    def __init__(self, width=10, height=10):
        super().__init__()
        self.needs = Vector2(width, height)
        self.asked = 0

    def _get_minimum_size(self):
        self.asked += 1
        return self.needs


def test_the_larger_of_what_is_needed_and_what_was_set_counts():
    content = Content(10, 40)
    content.rect_min_size = Vector2(30, 20)
    assert content.get_minimum_size() == Vector2(10, 40)
    assert content.get_custom_minimum_size() == Vector2(30, 20)
    assert content.get_combined_minimum_size() == Vector2(30, 40)
    content.set_custom_minimum_size(Vector2(50, 50))
    assert content.get_combined_minimum_size() == Vector2(50, 50)


def test_it_is_found_out_once():
    content = Content()
    for _ in range(5):
        content.get_combined_minimum_size()
    assert content.asked == 1


def test_what_is_above_finds_it_out_anew_even_outside_of_a_tree():
    box, content = HBoxContainer(), Content(10)
    box.add_child(content)
    assert box.get_combined_minimum_size() == Vector2(10, 10)
    content.needs = Vector2(30, 20)
    assert box.get_combined_minimum_size() == Vector2(10, 10)
    content.update_minimum_size()
    assert box.get_combined_minimum_size() == Vector2(30, 20)
    box.remove_child(content)
    assert box.get_combined_minimum_size() == Vector2(0, 0)


def test_it_grows_at_the_end_of_the_frame(tree):
    content = tree.add(Content(10, 10))
    changed = tree.watch(content.minimum_size_changed)
    content.needs = Vector2(30, 20)
    content.update_minimum_size()
    content.update_minimum_size()
    assert content.rect_size == Vector2(10, 10)
    tree.step()
    assert content.rect_size == Vector2(30, 20)
    changed.assert_emitted(times=1)


def test_it_does_not_shrink_by_itself(tree):
    content = tree.add(Content(30, 30))
    tree.step()
    content.needs = Vector2(10, 10)
    content.update_minimum_size()
    tree.step()
    assert content.rect_size == Vector2(30, 30)
    content.rect_size = Vector2.ZERO
    assert content.rect_size == Vector2(10, 10)


def test_what_changed_while_it_was_hidden_counts_when_it_is_shown(tree):
    box = tree.add(HBoxContainer())
    content = Content()
    box.add_child(content)
    tree.step()
    content.hide()
    content.needs = Vector2(70, 10)
    content.update_minimum_size()
    tree.step()
    assert box.get_combined_minimum_size() == Vector2.ZERO
    content.show()
    tree.step()
    assert content.rect_size == Vector2(70, 10)
    assert box.rect_size == Vector2(70, 10)


def test_a_script_that_fails_is_reported_and_needs_nothing(tree):
    class Broken(Control):
        def _get_minimum_size(self):
            raise ValueError("too small")

    with pytest.raises(ValueError, match="too small"):
        tree.add(Broken())
    tree.step()


def test_what_leaves_the_tree_meanwhile_is_left_alone(tree):
    content = tree.add(Content())
    tree.step()
    content.update_minimum_size()
    tree.root.remove_child(content)
    tree.step()
    tree.add(content)
    content.needs = Vector2(40, 40)
    content.update_minimum_size()
    tree.step()
    assert content.rect_size == Vector2(40, 40)


def test_size_flags_are_told(tree):
    control = tree.add(Control())
    changed = tree.watch(control.size_flags_changed)
    control.set_h_size_flags(Control.SIZE_EXPAND_FILL)
    control.set_v_size_flags(Control.SIZE_SHRINK_END)
    control.set_stretch_ratio(2)
    changed.assert_emitted(times=3)
    assert (control.size_flags_horizontal, control.size_flags_vertical) == (3, 8)
    assert control.size_flags_stretch_ratio == 2.0
