"""CanvasItem: properties, what it is told and who tells it, and where it is."""

from __future__ import annotations

import pytest

from engine import Color, Node, Rect2, ScriptError, ScriptWarning, Transform2D, Vector2
from engine.canvas.commands import WHITE
from engine.input.mouse_event import InputEventMouseMotion
from nodes import Button, CanvasItem, Node2D, SpinBox, Sprite


class Box(Node2D):
    """Draws a rectangle, and counts how often it did."""

    drawn = 0

    def _draw(self):
        self.drawn += 1
        self.draw_rect(Rect2(0, 0, 10, 10), Color(1, 0, 0))


# -- Being made --------------------------------------------------------------------------------


def test_properties_are_passed_by_name():
    item = CanvasItem(visible=False, modulate=Color(1, 0, 0))
    assert not item.visible
    assert item.modulate == Color(1, 0, 0)


def test_a_property_that_there_is_not_is_refused():
    with pytest.raises(TypeError, match=r"CanvasItem has no property 'visibl'. Did you mean 'visible'"):
        CanvasItem(visibl=False)
    with pytest.raises(TypeError, match="has no property '_slot_'"):
        CanvasItem(_slot_=3)


@pytest.mark.parametrize(
    ("cls", "value", "example"),
    [
        (Button, "OK", r"Button\(text='OK'\)"),
        (Sprite, "icon.png", r"Sprite\(texture=Texture\.load\('icon\.png'\)\)"),
        (SpinBox, 5, r"SpinBox\(value=5\)"),
        (Node2D, Vector2(1, 2), r"Node2D\(position=Vector2\(1\.0, 2\.0\)\)"),
        (CanvasItem, 5, r"CanvasItem\(name=5\)"),
    ],
)
def test_a_property_without_its_name_is_answered_with_how_it_is_passed(cls, value, example):
    with pytest.raises(TypeError, match=rf"takes properties by name, such as `{example}`"):
        cls(value)


@pytest.mark.parametrize("color", ["red", "blue", 5, None])
def test_what_is_no_colour_is_refused(color):
    with pytest.raises(ScriptError, match=r"A modulate is a Color, not .*Write `Color\(r, g, b\)`"):
        CanvasItem(modulate=color)


def test_a_script_need_not_call_the_init_of_its_base(tree):
    class Script(CanvasItem):
        def __init__(self, speed):
            self.speed = speed

    script = tree.add(Script(3))
    tree.step()
    assert script.is_visible_in_tree()


def test_a_copy_has_the_same_properties():
    item = CanvasItem(visible=False, modulate=Color(1, 0, 0), self_modulate=Color(0, 1, 0))
    item.show_behind_parent = True
    copy = item.duplicate()
    assert not copy.visible
    assert copy.modulate == Color(1, 0, 0)
    assert copy.self_modulate == Color(0, 1, 0)
    assert copy.show_behind_parent


def test_a_misspelt_draw_is_warned_of():
    with pytest.warns(ScriptWarning, match="did you mean `def _draw") as caught:
        type("Script", (CanvasItem,), {"draw_": None, "_darw": lambda self: None})
    assert caught[0].filename == __file__


# -- Being seen --------------------------------------------------------------------------------


def test_hide_and_show_are_methods_and_hide_is_a_signal_too(tree):
    item, log = tree.add(CanvasItem()), []
    item.hide.connect(lambda: log.append("hidden"))
    item.hide()
    assert not item.visible
    assert not item.is_visible()
    item.show()
    assert item.visible
    item.set_visible(0)
    assert item.visible is False
    assert log == ["hidden", "hidden"]


def test_what_is_outside_the_tree_is_not_visible_in_it(tree):
    item = CanvasItem()
    assert not item.is_visible_in_tree()
    tree.add(item)
    assert item.is_visible_in_tree()


def test_what_is_below_something_hidden_is_not_visible_in_the_tree(tree):
    item = tree.add(CanvasItem())
    child, between, free = CanvasItem(), Node(), CanvasItem()
    item.add_child(child)
    item.add_child(between)
    between.add_child(free)
    item.hide()
    assert child.visible
    assert not child.is_visible_in_tree()
    assert free.is_visible_in_tree()
    item.remove_child(child)
    assert not child.is_visible_in_tree()


def test_being_hidden_outside_the_tree_tells_nobody():
    item = CanvasItem()
    item.hide.connect(lambda: pytest.fail("nobody can see it"))
    item.visibility_changed.connect(lambda: pytest.fail("nobody can see it"))
    item.hide()


def test_a_branch_is_told_in_the_order_of_the_tree(tree):
    item, log = tree.add(CanvasItem(name="item")), []
    for name in ("a", "b", "c"):
        item.add_child(CanvasItem(name=name))
    item.move_child(item.get_node("c"), 0)
    for child in item.get_children():
        child.hide.connect(lambda child=child: log.append(child.name))
    item.hide()
    assert log == ["c", "a", "b"]


def test_a_branch_of_any_depth_is_told(tree):
    top = item = tree.add(CanvasItem())
    for _ in range(2000):
        item.add_child(CanvasItem())
        item = item.get_child(0)
    log = []
    item.visibility_changed.connect(lambda: log.append(item.is_visible_in_tree()))
    top.hide()
    top.show()
    assert log == [False, True]
    assert item.get_global_transform() == Transform2D.IDENTITY
    tree.step()


# -- Colour and order --------------------------------------------------------------------------


def test_colours(tree):
    item = tree.add(CanvasItem())
    assert item.modulate == item.self_modulate == Color(1, 1, 1)
    item.set_modulate((1, 0, 0, 1))
    item.set_self_modulate(Color(0, 1, 0))
    assert item.get_modulate() == Color(1, 0, 0)
    assert item.get_self_modulate() == Color(0, 1, 0)
    item.modulate = Color(1, 1, 1)
    assert item._modulate_ is WHITE


def test_behind_its_parent(tree):
    parent, item = tree.add(Box()), Box()
    parent.add_child(item)
    item.set_draw_behind_parent(True)
    assert item.is_draw_behind_parent_enabled()
    tree.step()
    assert list(tree.display.drawings) == [item._drawing_, parent._drawing_]
    item.show_behind_parent = False
    tree.step()
    assert list(tree.display.drawings) == [parent._drawing_, item._drawing_]


def test_top_level_may_be_set_outside_the_tree():
    parent, item = CanvasItem(), CanvasItem()
    parent.add_child(item)
    item.set_as_toplevel(1)
    assert item.is_set_as_toplevel() is True
    assert item.get_parent_item() is None
    item.set_as_toplevel(False)
    assert item.get_parent_item() is parent


# -- Drawing -----------------------------------------------------------------------------------


def test_an_item_is_drawn_when_it_enters_and_when_it_is_asked_to_be(tree):
    box = tree.add(Box())
    tree.step(3)
    assert box.drawn == 1
    box.update()
    box.update()
    tree.step(3)
    assert box.drawn == 2
    box.modulate = Color(1, 0, 0)
    box.position = Vector2(1, 1)
    tree.step(3)
    assert box.drawn == 2


def test_update_does_nothing_outside_the_tree(tree):
    box = Box()
    box.update()
    tree.step()
    assert box.drawn == 0


def test_draw_may_wait_but_not_draw_after_that(tree):
    class Late(CanvasItem):
        async def _draw(self):
            self.draw_rect(Rect2(0, 0, 1, 1), Color(1, 0, 0))
            await self.get_tree().idle_frame
            self.draw_rect(Rect2(0, 0, 1, 1), Color(1, 0, 0))

    faults = []
    tree.fault_handler = faults.append
    late = tree.add(Late())
    tree.step(2)
    assert len(late._drawing_.commands) == 1
    assert "can draw in `_draw` only" in str(faults[0].error)


def test_a_handler_of_draw_may_free_its_item(tree):
    box = tree.add(Box())
    box.draw.connect(box.free)
    tree.step(2)
    assert not tree.display.drawings


# -- Where it is -------------------------------------------------------------------------------


@pytest.fixture
def placed(tree):
    """Return an item at 10, 0 in one at 100, 0, on a canvas that is moved by 1000, 0."""
    parent, item = tree.add(Node2D(position=Vector2(100, 0))), Node2D(position=Vector2(10, 0))
    parent.add_child(item)
    tree.canvas.transform = (1.0, 0.0, 0.0, 1.0, 1000.0, 0.0)
    return item


def test_an_item_is_where_its_parents_put_it(placed):
    assert placed.get_transform().origin == Vector2(10, 0)
    assert placed.get_global_transform().origin == Vector2(110, 0)
    assert placed.get_global_transform_with_canvas().origin == Vector2(1110, 0)
    assert placed.get_canvas_transform().origin == Vector2(1000, 0)
    assert placed.get_viewport_transform().origin == Vector2(1000, 0)


def test_where_the_canvas_is_cannot_be_asked_outside_the_tree():
    for ask in ("get_canvas_transform", "get_global_transform_with_canvas", "get_viewport_rect"):
        with pytest.raises(ScriptError, match="is not inside a tree"):
            getattr(CanvasItem(), ask)()


def test_the_pointer_is_told_in_the_coordinates_of_the_item(tree, placed):
    tree._services_.input.mouse_position = Vector2(1200, 5)
    assert placed.get_global_mouse_position() == Vector2(200, 5)
    assert placed.get_local_mouse_position() == Vector2(90, 5)


def test_points_and_events_of_the_viewport_can_be_converted(placed):
    assert placed.make_canvas_position_local(Vector2(1111, 1)) == Vector2(1, 1)
    event = InputEventMouseMotion(position=Vector2(1111, 1))
    assert placed.make_input_local(event).position == Vector2(1, 1)


def test_the_viewport_is_the_root(tree, placed):
    assert placed.get_viewport() is tree.root
    assert placed.get_viewport_rect() == Rect2(Vector2(0, 0), tree.root.size)


# -- Being told of moves -----------------------------------------------------------------------


class Told(Node2D):
    """Writes down when it is told that it has moved."""

    def __init__(self):
        self.log = []

    def _notification(self, what):
        if what == CanvasItem.NOTIFICATION_TRANSFORM_CHANGED:
            self.log.append(self.global_position)


def test_who_asks_before_entering_is_told(tree):
    told = Told()
    told.set_notify_transform(True)
    tree.add(told)
    told.position = Vector2(1, 1)
    tree.step()
    assert told.log == [Vector2(1, 1)], "once, for having come"
    told.position = Vector2(2, 1)
    tree.step(2)
    assert told.log[1:] == [Vector2(2, 1)]
    told.free()
    assert not tree.canvas.watchers
    assert repr(tree.canvas.watchers) == "<Watchers: 0>"


def test_a_move_that_was_told_of_is_shown_as_well(tree):
    told = tree.add(Told())
    told.set_notify_transform(True)
    tree.step()
    told.position = Vector2(5, 5)
    tree.step()
    assert told._drawing_.transform == (1, 0, 0, 1, 5, 5)


def test_who_is_told_may_move_others_and_free_them(tree):
    first, second, third = tree.add(Told()), tree.add(Told()), tree.add(Told())
    for told in (first, second, third):
        told.set_notify_transform(True)
    tree.step()

    def meddle(what):
        if what == CanvasItem.NOTIFICATION_TRANSFORM_CHANGED and not first._freed_:
            first.free()
            second.position = Vector2(9, 9)

    third._notification = meddle
    for told in (first, second, third):
        told.position = Vector2(1, 1)
        told.log.clear()
    tree.step(2)
    assert first.log == []
    assert second.log[-1] == Vector2(9, 9)


def test_a_change_of_colour_is_no_move(tree):
    told = tree.add(Told())
    told.set_notify_transform(True)
    tree.step()
    told.modulate = Color(1, 0, 0)
    tree.canvas.transform = (1.0, 0.0, 0.0, 1.0, 5.0, 0.0)
    tree.step()
    assert len(told.log) == 1


def test_who_was_told_on_demand_is_told_again_if_it_moves_again(tree):
    told = tree.add(Told())
    told.set_notify_transform(True)
    told.force_update_transform()
    assert told.log == [Vector2(0, 0)]
    tree.step()
    assert told.log == [Vector2(0, 0)]
    told.position = Vector2(1, 1)
    told.force_update_transform()
    told.position = Vector2(2, 2)
    tree.step()
    assert told.log == [Vector2(0, 0), Vector2(1, 1), Vector2(2, 2)]


def test_nobody_is_told_on_demand_outside_the_tree():
    with pytest.raises(ScriptError, match="is not inside a tree"):
        CanvasItem().force_update_transform()


def test_local_moves_may_be_told_of_from_the_start(tree):
    log = []

    class Local(Node2D):
        def _notification(self, what):
            if what == CanvasItem.NOTIFICATION_LOCAL_TRANSFORM_CHANGED:
                log.append(self.position)

    item = Local()
    item.set_notify_local_transform(True)
    item.position = Vector2(1, 1)
    tree.add(item)
    item.position = Vector2(2, 2)
    assert log == [Vector2(2, 2)]
    tree.step()
    assert item._drawing_.transform[4:] == (2, 2)
    item.set_notify_local_transform(False)
    item.position = Vector2(3, 3)
    tree.step()
    assert log == [Vector2(2, 2)]
    assert item._drawing_.transform[4:] == (3, 3)
