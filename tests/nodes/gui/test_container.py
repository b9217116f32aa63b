import pytest

from engine import Node, Rect2, ScriptError, Vector2
from nodes import Container, Control, HBoxContainer


class Pile(Container):
    """Lays out by its own rule."""

    def __init__(self):
        super().__init__()
        self.times = 0

    def _notification(self, what):
        if what == Container.NOTIFICATION_SORT_CHILDREN:
            self.times += 1
            for number, child in enumerate(self.get_children()):
                if isinstance(child, Control):
                    self.fit_child_in_rect(child, Rect2(10 * number, 0, 30, 20))


@pytest.fixture
def pile(tree):
    made = tree.add(Pile())
    made.add_child(Control())
    made.add_child(Control())
    tree.step()
    return made


def test_a_script_lays_out_by_its_own_rule(tree, pile):
    assert [child.get_rect() for child in pile.get_children()] == [Rect2(0, 0, 30, 20), Rect2(10, 0, 30, 20)]
    assert pile.times == 1


def test_one_that_enters_the_tree_is_laid_out_once_whatever_becomes_of_its_size(tree):
    pile = Pile()
    pile.set_anchors_and_margins_preset(Control.PRESET_WIDE)
    tree.add(pile)
    tree.step()
    assert pile.rect_size == tree.root.size
    assert pile.times == 1


@pytest.mark.parametrize(
    "change",
    [
        lambda pile: pile.get_child(0).set("rect_min_size", Vector2(5, 5)),
        lambda pile: pile.get_child(0).set("size_flags_horizontal", 3),
        lambda pile: pile.get_child(0).hide(),
        lambda pile: pile.get_child(0).free(),
        lambda pile: pile.add_child(Control()),
        lambda pile: pile.move_child(pile.get_child(0), 1),
        lambda pile: pile.set("rect_size", Vector2(300, 300)),
        lambda pile: pile.add_constant_override("x", 1),
        lambda pile: pile.queue_sort(),
        lambda pile: pile.get_child(0).set_as_toplevel(True),
    ],
)
def test_it_lays_out_once_after_each_change(tree, pile, change):
    sorted_ = tree.watch(pile.sort_children)
    change(pile)
    change(pile) if pile.get_child_count() > 1 else None
    assert pile.times == 1
    tree.step()
    assert pile.times == 2
    sorted_.assert_emitted(times=1)
    tree.step(3)
    assert pile.times == 2


def test_asking_for_it_looks_for_no_path(tree, pile, monkeypatch):
    asked = []
    monkeypatch.setattr(Pile, "get_path", lambda self: asked.append(self) or "/root/Pile")
    pile.queue_sort()
    tree.step()
    assert (pile.times, asked) == (2, [])


def test_one_that_cannot_place_its_children_is_named(tree):
    class Broken(Container):
        def _sort_children_(self):
            raise ValueError("broken")

    tree.add(Broken(), "Box")
    tree.flush_deferred()
    [fault] = tree.expect_faults()
    assert fault.doing == "placing the children of <Broken /root/Box>"


def test_what_does_not_change_the_layout_is_left_alone(tree, pile):
    pile.get_child(0).modulate = (1, 0, 0, 1)
    pile.get_child(0).rect_position = Vector2(50, 50)
    tree.step()
    assert pile.times == 1


def test_it_lays_out_anew_when_it_comes_back(tree, pile):
    tree.root.remove_child(pile)
    pile.queue_sort()
    tree.step()
    assert pile.times == 1
    tree.add(pile)
    tree.step()
    assert pile.times == 2


def test_one_that_leaves_before_its_turn_is_left_alone(tree, pile):
    pile.queue_sort()
    tree.root.remove_child(pile)
    tree.step()
    assert pile.times == 1


def test_a_hidden_one_lays_out_when_it_is_shown(tree):
    box = tree.add(HBoxContainer(visible=False))
    child = Control(rect_min_size=Vector2(20, 20))
    box.add_child(child)
    tree.step()
    assert child.rect_size == Vector2(0, 0) or child.rect_size == Vector2(20, 20)
    box.rect_size = Vector2(50, 50)
    tree.step()
    box.show()
    tree.step()
    assert child.rect_size == Vector2(20, 50)


@pytest.mark.parametrize(
    ("flags", "place"),
    [
        (Control.SIZE_FILL, (0, 31)),
        (Control.SIZE_EXPAND_FILL, (0, 31)),
        (0, (0, 10)),
        (Control.SIZE_SHRINK_CENTER, (10, 10)),
        (Control.SIZE_SHRINK_END, (21, 10)),
    ],
)
def test_a_child_is_placed_as_its_flags_say(pile, flags, place):
    child = pile.get_child(0)
    child.rect_min_size = Vector2(10, 10)
    child.set_anchors_preset(Control.PRESET_WIDE)
    child.rect_rotation = 45
    child.rect_scale = Vector2(2, 2)
    for axis in ("horizontal", "vertical"):
        setattr(child, f"size_flags_{axis}", flags)
    pile.fit_child_in_rect(child, Rect2(0, 0, 31, 31))
    assert child.get_rect() == Rect2(place[0], place[0], place[1], place[1])
    assert (child.anchor_right, child.rect_rotation, child.rect_scale) == (0.0, 0.0, Vector2.ONE)


def test_a_child_gets_at_least_what_it_needs(pile):
    child = pile.get_child(0)
    child.rect_min_size = Vector2(10, 10)
    pile.fit_child_in_rect(child, Rect2(0, 0, 3, -5))
    assert child.rect_size == Vector2(10, 10)


def test_only_children_are_placed(pile):
    with pytest.raises(ScriptError, match="not a child"):
        pile.fit_child_in_rect(Control(), Rect2(0, 0, 1, 1))


def test_other_nodes_may_be_below(tree, pile):
    pile.add_child(Node())
    tree.step()
    box = tree.add(HBoxContainer())
    box.add_child(Node())
    tree.step()
    assert box.get_combined_minimum_size() == Vector2.ZERO


def test_boxes_let_the_mouse_pass_and_others_do_not():
    assert HBoxContainer().mouse_filter == Control.MOUSE_FILTER_PASS
    assert Container().mouse_filter == Control.MOUSE_FILTER_STOP


def test_nested_ones_settle_in_one_frame(tree):
    top = inner = tree.add(HBoxContainer(rect_size=Vector2(300, 100)))
    for _ in range(20):
        below = HBoxContainer(size_flags_horizontal=3)
        inner.add_child(below)
        inner = below
    inner.add_child(Control(rect_min_size=Vector2(10, 10)))
    tree.step()
    assert inner.rect_size == Vector2(300, 100)
    inner.get_child(0).rect_min_size = Vector2(400, 10)
    tree.step()
    assert top.rect_size == inner.rect_size == Vector2(400, 100)
    assert not tree.message_queue


def test_a_layout_that_never_settles_ends_with_a_warning(tree, caplog):
    box = tree.add(HBoxContainer())
    sorts = tree.watch(box.sort_children)
    box.sort_children.connect(box.queue_sort)
    tree.step()
    sorts.assert_emitted(times=1000)
    assert "was laid out 1000 times in one frame" in caplog.text
    caplog.clear()
    tree.step()
    assert caplog.text == ""
