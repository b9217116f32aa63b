"""The canvas: what the display is told, and when."""

from __future__ import annotations

import logging
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine import Color, Node, Rect2, Transform2D, Vector2
from engine.canvas.commands import WHITE, Box
from engine.canvas.geometry import (
    bounds,
    compose,
    intersect,
    multiply,
)
from engine.display.headless.display import HeadlessDisplay
from engine.scene.notified import notified
from engine.testing import SteppedTree
from nodes import Camera2D, CanvasItem, Node2D

RED = Color(1, 0, 0)


class Screen(HeadlessDisplay):
    """Notes what it is told: None, or the slots that have changed."""

    def __init__(self):
        super().__init__()
        self.told = []

    def draw(self, drawings, changed):
        super().draw(drawings, changed)
        self.told.append(changed)


class Dot(Node2D):
    """Draws a rectangle, and counts how often it did."""

    drawn = 0

    def _draw(self):
        self.drawn += 1
        self.draw_rect(Rect2(0, 0, 10, 10), RED)


class Frame(Dot):
    """Cuts off what is below it."""

    size = (50.0, 40.0)

    def _clip_size_(self):
        return self.size


@pytest.fixture
def screen(tree):
    screen = Screen()
    tree.display_factory = lambda: screen
    return screen


def added(parent, *items):
    for item in items:
        parent.add_child(item)
    return items[0] if len(items) == 1 else items


def names(screen_or_tree):
    """Return the names of what is shown, the first at the back."""
    return [item.name for item in screen_or_tree.canvas._items]


# -- When the display is told ------------------------------------------------------------------


def test_a_tree_without_canvas_items_has_no_canvas(tree, screen):
    tree.add(Node())
    tree.step(3)
    assert tree._services_.canvas.made is None
    assert screen.told == []


def test_an_unchanged_frame_does_nothing(tree, screen, monkeypatch):
    dots = added(tree.root, Dot(), Dot(), Dot())
    dots[1].hide()
    tree.step()
    assert screen.told == [None]
    monkeypatch.setattr(tree.canvas, "_arrange", lambda: pytest.fail("there is nothing to do"))
    tree.step(10)
    assert screen.told == [None]
    assert [dot.drawn for dot in dots] == [1, 0, 1]


def test_what_moves_is_told_of_alone(tree, screen):
    a, b, c = added(tree.root, Dot(), Dot(), Dot())
    tree.step()
    b.position = Vector2(3, 4)
    tree.step()
    assert screen.told == [None, [1]]
    assert screen.drawings[1].transform == (1, 0, 0, 1, 3, 4)
    assert [dot.drawn for dot in (a, b, c)] == [1, 1, 1]


def test_what_moves_takes_along_what_is_below_it(tree, screen):
    a, b = added(tree.root, Dot(), Dot())
    child, other = added(a, Dot(), Dot())
    grandchild = added(child, Dot())
    tree.step()
    child.position = Vector2(5, 5)
    tree.step()
    assert screen.told == [None, [1, 2]]
    a.rotation = 1.0
    grandchild.position = Vector2(1, 1)
    tree.step()
    assert screen.told == [None, [1, 2], [0, 1, 2, 3]]
    b.position = Vector2(1, 1)
    other.position = Vector2(2, 2)
    tree.step()
    assert screen.told[-1] == [3, 4]


def test_what_is_redrawn_is_told_of_alone(tree, screen):
    a, b = added(tree.root, Dot(), Dot())
    tree.step()
    a.drawn = b.drawn = 0
    b.update()
    b.update()
    tree.step(3)
    assert screen.told == [None, [1]]
    assert (a.drawn, b.drawn) == (0, 1)


def test_a_colour_reaches_what_is_below(tree, screen):
    a, b = added(tree.root, Dot(), Dot())
    child = added(a, Dot())
    tree.step()
    a.modulate = Color(0.5, 1, 1, 0.5)
    child.self_modulate = Color(1, 0.5, 1)
    tree.step()
    assert screen.told == [None, [0, 1]]
    assert [drawing.modulate for drawing in screen.drawings] == [
        (0.5, 1, 1, 0.5),
        (0.5, 0.5, 1, 0.5),
        WHITE,
    ]
    a.self_modulate = Color(0, 0, 0)
    child.modulate = Color(0.5, 1, 1)
    tree.step()
    assert screen.drawings[0].modulate == (0, 0, 0, 0.5)
    assert screen.drawings[1].modulate == (0.25, 0.5, 1, 0.5)
    b.modulate = Color(1, 1, 1)
    tree.step()
    assert screen.drawings[2].modulate is WHITE


def test_what_is_hidden_is_not_placed_and_not_drawn(tree, screen):
    a, b = added(tree.root, Dot(), Dot())
    child = added(a, Dot())
    tree.step()
    a.hide()
    tree.step()
    assert screen.told == [None, None]
    assert list(screen.drawings) == [b._drawing_]
    a.position = Vector2(7, 7)
    child.position = Vector2(1, 0)
    child.update()
    a.modulate = RED
    tree.step()
    assert screen.told == [None, None]
    a.show()
    tree.step()
    assert [drawing.transform[4:] for drawing in screen.drawings] == [(7, 7), (8, 7), (0, 0)]
    assert [drawing.modulate for drawing in screen.drawings] == [tuple(RED), tuple(RED), WHITE]
    assert (a.drawn, child.drawn, b.drawn) == (2, 2, 1)


def test_many_items_that_are_added_are_arranged_once(tree, screen, monkeypatch):
    canvas, arranged = tree.canvas, []
    arrange = canvas._arrange
    monkeypatch.setattr(canvas, "_arrange", lambda: arranged.append(arrange()))
    added(tree.root, *(Dot() for _ in range(100)))
    tree.step(2)
    assert len(arranged) == len(screen.told) == 1


def test_nodes_that_are_no_canvas_items_are_not_gone_through(tree, screen):
    class Plain(Node):
        looked_at = 0

        def __getattribute__(self, name):
            type(self).looked_at += 1
            return super().__getattribute__(name)

    dot = tree.add(Dot())
    added(dot, *(Plain() for _ in range(20)))
    child = added(dot, Dot())
    added(tree.root, *(Plain() for _ in range(20)))
    tree.step()
    Plain.looked_at = 0
    tree.canvas._arrange()
    assert Plain.looked_at == 0
    assert names(tree) == [dot.name, child.name]


def test_everything_is_shown_again_when_the_display_asks(tree, screen):
    tree.add(Dot())
    tree.step()
    tree.canvas.show_again()
    tree.step(2)
    assert screen.told == [None, None]


def test_the_canvas_moves_with_all_that_is_on_it(tree, screen):
    a, b = added(tree.root, Dot(), Dot())
    child = added(a, Dot())
    b.position = Vector2(1, 1)
    child.position = Vector2(2, 2)
    tree.step()
    tree.canvas.transform = (2.0, 0.0, 0.0, 2.0, 100.0, 0.0)
    tree.step()
    assert screen.told == [None, [0, 1, 2]]
    assert [drawing.transform[4:] for drawing in screen.drawings] == [(100, 0), (104, 4), (102, 2)]
    assert child.get_global_transform_with_canvas().origin == Vector2(104, 4)
    assert child.global_position == Vector2(2, 2)
    tree.canvas.transform = (2.0, 0.0, 0.0, 2.0, 100.0, 0.0)
    tree.step()
    assert screen.told == [None, [0, 1, 2]]


def test_what_leaves_is_not_shown_any_more(tree, screen):
    a, b, c = added(tree.root, Dot(), Dot(), Dot())
    tree.step()
    a.position = b.position = Vector2(1, 1)
    a.update()
    a.modulate = RED
    tree.root.remove_child(a)
    b.free()
    tree.step()
    assert list(screen.drawings) == [c._drawing_]
    assert a.drawn == 1
    tree.add(a)
    tree.step()
    assert list(screen.drawings) == [c._drawing_, a._drawing_]
    assert a._drawing_.transform == (1, 0, 0, 1, 1, 1)
    assert a.drawn == 2


def test_nothing_is_left_of_what_was_freed(tree, screen):
    parent = tree.add(Dot())
    parent.set_notify_transform(True)
    added(parent, Dot()).set_as_toplevel(True)
    tree.step()
    parent.position = Vector2(1, 1)
    parent.free()
    tree.step()
    canvas = tree.canvas
    assert not canvas.moved
    assert not canvas._items
    assert not canvas.to_draw
    assert not canvas._restyled
    assert not canvas.watchers
    assert canvas.toplevels() == []
    assert repr(canvas) == "<Canvas of 0 drawings>"


# -- Drawing -----------------------------------------------------------------------------------


def test_what_a_handler_of_draw_draws_is_there_too(tree, screen):
    item = tree.add(CanvasItem())
    item.draw.connect(lambda: item.draw_circle(Vector2(5, 5), 5, RED))
    tree.step()
    assert [type(command) for command in screen.drawings[0].commands] == [Box]


def test_a_fault_in_draw_is_reported_once_and_does_not_keep_others_from_drawing(tree, screen):
    class Wrong(Dot):
        def _draw(self):
            super()._draw()
            raise ValueError("no more")

    logged = []
    tree.fault_handler = logged.append
    wrong, right = added(tree.root, Wrong(), Dot())
    tree.step(5)
    assert [fault.doing for fault in logged] == [f"{wrong!r}._draw"]
    assert right.drawn == 1
    assert len(wrong._drawing_.commands) == 1, "what it drew up to the fault is shown"


def test_a_fault_of_a_built_in_class_is_reported_as_well(tree, screen):
    class Native(Dot):
        @notified(CanvasItem.NOTIFICATION_DRAW)
        def _draw_wrongly_(self):
            raise ValueError("no more")

    logged = []
    tree.fault_handler = logged.append
    native, right = added(tree.root, Native(), Dot())
    tree.step(5)
    assert [fault.doing for fault in logged] == [f"{native!r}, drawing"]
    assert right.drawn == 1
    assert native._commands_ is None


def test_a_fault_in_each_frame_does_not_flood_the_log(tree, screen, caplog):
    class Wrong(Dot):
        def _process(self, delta):
            self.update()

        def _draw(self):
            raise ValueError("no more")

    from engine.base.fault import FaultLog

    tree.fault_handler = FaultLog()
    tree.add(Wrong())
    with caplog.at_level(logging.ERROR):
        tree.step(100)
    assert len(caplog.records) == 3  # the 1st, the 10th and the 100th


def test_what_two_ask_of_each_other_in_draw_is_left_for_the_next_frame(tree, screen):
    class Asking(Dot):
        other = None

        def _draw(self):
            super()._draw()
            self.other.update()

    a, b = Asking(), Asking()
    a.other, b.other = b, a
    added(tree.root, a, b)
    tree.step()
    once = a.drawn
    assert once < 10
    tree.step()
    assert once < a.drawn < 20


def test_what_drawing_causes_is_shown_in_the_same_frame(tree, screen):
    class Cause(Dot):
        effect = None

        def _draw(self):
            super()._draw()
            self.effect.call_deferred("show")

    effect, cause = added(tree.root, Dot(), Cause())
    effect.hide()
    cause.effect = effect
    tree.step()
    assert list(screen.drawings) == [effect._drawing_, cause._drawing_]
    assert effect.drawn == 1


def test_drawing_may_turn_everything_upside_down(tree, screen):
    class Wild(Dot):
        todo = None

        def _draw(self):
            super()._draw()
            if self.todo is not None:
                self.todo()

    first, second, third = added(tree.root, Wild(), Wild(), Wild())
    tree.step()

    def turn():
        second.free()
        third.hide()
        tree.root.move_child(third, 0)
        added(first, Dot())
        first.position = Vector2(3, 3)
        first.todo = None

    first.todo = turn
    for dot in (first, second, third):
        dot.update()
    tree.step()
    assert [drawing.transform[4:] for drawing in screen.drawings] == [(3, 3), (3, 3)]
    assert third.drawn == 1
    third.show()
    first.todo = first.free
    first.update()
    tree.step()
    assert list(screen.drawings) == [third._drawing_]


def test_what_is_added_while_drawing_is_drawn_in_the_same_frame(tree, screen):
    class Chain(Dot):
        def __init__(self, length):
            self.length = length

        def _draw(self):
            super()._draw()
            if self.length > 1:
                added(self, Chain(self.length - 1))

    tree.add(Chain(3))
    tree.step()
    assert [len(drawing.commands) for drawing in screen.drawings] == [1, 1, 1]
    assert screen.told == [None]


# -- Order -------------------------------------------------------------------------------------


def named(name, item=None):
    item = Dot() if item is None else item
    item.name = name
    return item


def test_children_are_in_front_of_parents_and_later_siblings_of_earlier_ones(tree, screen):
    a, _ = added(tree.root, named("a"), named("b"))
    added(a, named("c"), named("d"))
    tree.step()
    assert names(tree) == ["a", "c", "d", "b"]
    a.move_child(a.get_node("d"), 0)
    tree.root.move_child(a, tree.root.get_child_count())
    tree.step()
    assert names(tree) == ["b", "a", "d", "c"]


def test_a_z_index_is_added_to_the_parents_and_comes_before_the_order_of_the_tree(tree, screen):
    a, b, _ = added(tree.root, named("a"), named("b"), named("c"))
    below, absolute, behind = added(a, named("below"), named("absolute"), named("behind"))
    absolute.z_as_relative = False
    behind.show_behind_parent = True
    tree.step()
    assert names(tree) == ["behind", "a", "below", "absolute", "b", "c"]
    a.z_index = 1
    tree.step()
    assert names(tree) == ["absolute", "b", "c", "behind", "a", "below"]
    below.z_index = -2
    b.z_index = 1
    tree.step()
    assert names(tree) == ["below", "absolute", "c", "behind", "a", "b"]
    a.z_index = below.z_index = absolute.z_index = 4096
    tree.step()
    assert names(tree) == ["c", "b", "behind", "a", "below", "absolute"]


def test_a_node_between_two_items_separates_them(tree, screen):
    a = tree.add(named("a"))
    a.position = Vector2(10, 10)
    a.modulate = RED
    between = added(a, Node())
    b = added(between, named("b"))
    c = tree.add(named("c"))
    tree.step()
    assert names(tree) == ["a", "b", "c"]
    assert b._drawing_.transform == (1, 0, 0, 1, 0, 0)
    assert b._drawing_.modulate is WHITE
    a.hide()
    tree.step()
    assert names(tree) == ["b", "c"]
    assert c.is_visible_in_tree()
    assert b.is_visible_in_tree()


def test_a_top_level_node_is_placed_as_if_without_a_parent_but_where_it_is_in_the_tree(tree, screen):
    a, _ = added(tree.root, named("a"), named("b"))
    a.position = Vector2(10, 10)
    child = added(a, named("child"))
    grandchild = added(child, named("grandchild"))
    tree.step()
    child.set_as_toplevel(True)
    a.hide()
    tree.step()
    assert names(tree) == ["child", "grandchild", "b"]
    assert grandchild._drawing_.transform[4:] == (0, 0)
    assert grandchild.global_position == Vector2(0, 0)
    child.set_as_toplevel(False)
    tree.step()
    assert names(tree) == ["b"]
    a.show()
    tree.step()
    assert grandchild._drawing_.transform[4:] == (10, 10)


def test_a_top_level_item_that_rises_is_in_front_of_all(tree, screen):
    class Rising(Dot):
        _rises_ = True

    a, b = added(tree.root, named("a"), named("b"))
    b.z_index = 10
    window = added(a, named("window", Rising()))
    added(window, named("in it"))
    added(a, named("below it"))
    window.set_as_toplevel(True)
    tree.step()
    assert names(tree) == ["a", "below it", "b", "window", "in it"]


def test_the_cost_of_a_deep_branch_that_moves_at_every_joint_is_that_of_its_length(tree, screen):
    asked = []

    class Joint(Dot):
        def _matrix_(self):
            asked.append(self)
            return super()._matrix_()

    joints = [tree.add(Joint())]
    for _ in range(2000):
        joints.append(added(joints[-1], Joint()))
    tree.step()
    for order in (joints, joints[::-1]):
        asked.clear()
        for joint in order:
            joint.position = Vector2(1, 0)
        tree.step()
        assert len(asked) == len(joints)
    assert screen.drawings[-1].transform[4:] == (2001, 0)
    joints[0].hide()
    tree.step()
    assert not screen.drawings


# -- Layers ------------------------------------------------------------------------------------


class Layered(Node):
    """Has what is below it in a layer of its own."""

    def __init__(self, number):
        self.number = number

    def _enter_tree(self):
        self._layer_ = self.get_tree().canvas.add_layer(self.number)

    def _exit_tree(self):
        self.get_tree().canvas.remove_layer(self._layer_)


def test_layers_are_shown_by_their_numbers(tree, screen):
    front, back = Layered(1), Layered(-1)
    added(front, named("front"))
    added(added(back, Node()), named("back"))
    added(tree.root, front, back, named("main"))
    tree.step()
    assert names(tree) == ["back", "main", "front"]
    tree.canvas.transform = (1.0, 0.0, 0.0, 1.0, 50.0, 0.0)
    tree.canvas.layer_changed(front._layer_, (1.0, 0.0, 0.0, 1.0, 7.0, 0.0))
    tree.step()
    assert [drawing.transform[4] for drawing in screen.drawings] == [0, 50, 7]
    assert screen.told == [None, [1, 2]]
    item = front.get_child(0)
    assert item.get_canvas_transform().origin == Vector2(7, 0)
    front._layer_.number = -2
    back._layer_._visible_ = False
    tree.canvas.layer_changed(front._layer_)
    tree.step()
    assert names(tree) == ["front", "main"]
    tree.root.remove_child(front)
    tree.step()
    assert names(tree) == ["main"]
    assert repr(front._layer_) == "<Layer -2 of 0 branches>"


# -- All of it, at random ----------------------------------------------------------------------


def place_of(item, inherited, found):
    """Work out, without shortcuts, where an item and what is below it is shown."""
    if not item.visible:
        return
    outer, clip, modulate, z = inherited
    transform = compose(outer, item._matrix_())
    if item._clip_size_() is not None:
        clip = intersect(clip, bounds(transform, *item._clip_size_()))
    modulate = multiply(modulate, tuple(item.modulate))
    level = max(-4096, min(item.z_index + z, 4096)) if item.z_as_relative else item.z_index
    below = [c for c in item.get_children() if isinstance(c, CanvasItem) and not c.is_set_as_toplevel()]
    inherited = (transform, clip, modulate, level)
    for child in below:
        if child.show_behind_parent:
            place_of(child, inherited, found)
    found.append((level, item, transform, clip, multiply(modulate, tuple(item.self_modulate))))
    for child in below:
        if not child.show_behind_parent:
            place_of(child, inherited, found)


def expected_of(tree):
    found = []

    def go(node):
        if isinstance(node, CanvasItem) and node.get_parent_item() is None:
            place_of(node, (tree.canvas.transform, None, WHITE, 0), found)
        for child in node.get_children():
            go(child)

    go(tree.root)
    found.sort(key=lambda entry: entry[0])
    return found


def vector(random):
    return Vector2(random.randint(-9, 9), random.randint(-9, 9))


def color(random):
    return random.choice([Color(1, 1, 1), Color(0.5, 1, 1, 0.5), Color(1, 0, 0.25)])


def truth(random):
    return random.random() < 0.5


PROPERTIES = {
    "position": vector,
    "scale": vector,
    "rotation": lambda random: random.randint(-3, 3),
    "visible": truth,
    "show_behind_parent": truth,
    "z_as_relative": truth,
    "z_index": lambda random: random.choice([0, 1, -1, 4096]),
    "modulate": color,
    "self_modulate": color,
}
OTHERS = ["add", "add", "remove", "free", "reparent", "move_child", "canvas", "size", "toplevel", "step"]


def change_something(tree, nodes, random):
    """Take a step: to a node, to its place in the tree or to the canvas."""
    what = random.choice([*PROPERTIES, *OTHERS])
    node, other = random.choice(nodes), random.choice(nodes)
    if what == "step":
        tree.step()
    elif what == "canvas":
        tree.canvas.transform = (1.0, 0.0, 0.0, 1.0, *vector(random))
    elif what == "add":
        nodes.append(random.choice([Node, Dot, Dot, Dot, Frame])())
        node.add_child(nodes[-1])
    elif node is tree.root or node.get_parent() is None:
        return
    elif what == "remove":
        node.get_parent().remove_child(node)
        nodes[:] = [n for n in nodes if n.is_inside_tree()]
    elif what == "free" and len(nodes) > 5:
        node.free()
        nodes[:] = [n for n in nodes if n.is_inside_tree()]
    elif what == "reparent" and other is not node and not node.is_a_parent_of(other):
        node.get_parent().remove_child(node)
        other.add_child(node)
    elif what == "move_child":
        parent = node.get_parent()
        parent.move_child(node, random.randrange(parent.get_child_count()))
    elif what == "size" and isinstance(node, Frame):
        node.size = (random.randint(1, 50), random.randint(1, 50))
        node._moved_()
    elif what == "toplevel" and isinstance(node, Dot):
        node.set_as_toplevel(truth(random))
    elif what in PROPERTIES and isinstance(node, Dot):
        setattr(node, what, PROPERTIES[what](random))


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 2**32))
def test_whatever_happens_the_display_is_told_what_is_seen(seed):
    random = Random(seed)
    tree = SteppedTree()
    screen = Screen()
    tree.display_factory = lambda: screen
    nodes = [tree.root]
    for _ in range(random.randint(2, 12)):
        nodes.append(random.choice([Dot, Dot, Frame])())
        random.choice(nodes[:-1]).add_child(nodes[-1])
    for _ in range(random.randint(1, 60)):
        change_something(tree, nodes, random)
    tree.step()
    expected = expected_of(tree)
    assert tree.canvas._items == [entry[1] for entry in expected]
    assert [d.transform for d in screen.drawings] == [pytest.approx(entry[2]) for entry in expected]
    assert [d.modulate for d in screen.drawings] == [pytest.approx(entry[4]) for entry in expected]
    for drawing, entry in zip(screen.drawings, expected, strict=True):
        assert (drawing.clip is None) == (entry[3] is None)
        assert drawing.clip is None or drawing.clip == pytest.approx(entry[3])
        assert len(drawing.commands) == 1
    told = len(screen.told)
    tree.step()
    assert len(screen.told) == told
    tree.finish()


def test_who_is_told_of_being_hidden_may_change_who_else_is(tree, screen):
    a = tree.add(named("a"))
    b, c = added(a, named("b"), named("c"))
    added(b, named("d"))
    tree.step()
    log = []
    for item in (a, b, c):
        item.visibility_changed.connect(lambda item=item: log.append(item.name))
    a.visibility_changed.connect(c.hide)
    b.visibility_changed.connect(b.free, flags=4)
    a.hide()
    tree.step()
    assert log == ["a", "c", "b"]
    a.show()
    tree.step()
    assert names(tree) == ["a"]


def test_followers_are_told_of_what_they_follow_alone(tree, screen):
    followed, other = tree.add(Dot(), "a"), tree.add(Dot(), "b")
    told = []
    tree.canvas.followers.append(lambda items: told.extend(item.name for item in items))
    tree.canvas.follow(followed, True)
    tree.step()
    followed.position = other.position = Vector2(1, 2)
    assert not tree.canvas.is_settled()
    tree.step()
    assert told == ["a"]
    assert followed._drawing_.transform[4:] == (1.0, 2.0)
    tree.canvas.follow(followed, False)
    followed.position = Vector2(3, 4)
    tree.step()
    assert told == ["a"]
    assert followed._drawing_.transform[4:] == (3.0, 4.0)
    tree.canvas.follow(followed, True)
    followed.position = Vector2(5, 6)
    followed.free()
    tree.step()
    assert told == ["a"]


def test_what_shows_what_is_near_is_asked_before_each_frame(tree, screen):
    class Near:
        asked = 0

        def _show_near_(self):
            self.asked += 1

    tree.add(Dot())
    near = Near()
    tree.canvas.near[near] = None
    tree.canvas.look_again()
    assert not tree.canvas.is_settled()
    tree.step()
    assert near.asked == 1
    assert tree.canvas.is_settled()


def test_scripts_move_the_canvas_by_the_viewport(tree, screen):
    dot = tree.add(Dot())
    tree.root.canvas_transform = Transform2D(0, Vector2(7, 8))
    tree.step()
    assert dot._drawing_.transform == (1, 0, 0, 1, 7, 8)
    tree.root.set_canvas_transform(Transform2D(2, 0, 0, 2, 0, 0))
    assert tree.root.get_canvas_transform() == Transform2D(2, 0, 0, 2, 0, 0)
    assert tree.canvas.transform == (2, 0, 0, 2, 0, 0)


# -- Who is told of the view, and what is drawn again -------------------------------------------


def test_backgrounds_are_told_where_the_camera_looks_when_that_is_new(tree):
    told = []

    class Background:
        def _scrolled_(self, transform, offset):
            told.append((transform[4:], offset))

    tree.canvas.backgrounds[Background()] = None
    camera = tree.add(Camera2D(current=True))
    tree.step(2)
    camera.position = Vector2(10, 0)
    tree.step(2)
    assert told == [((512, 300), Vector2(512, 300)), ((502, 300), Vector2(512, 300))]


def test_who_wants_to_know_looks_at_the_end_of_the_frame(tree):
    looked = []

    class Item:
        def get_viewport_rect(self):
            return tree.root.get_visible_rect()

        def _look_(self):
            looked.append(tree.get_idle_frames())

    tree.canvas.sights.add(Item())
    tree.step(3)
    assert looked == [1]


def test_a_branch_may_be_drawn_again_beside_itself(tree):
    node = tree.add(Node2D(position=Vector2(1, 2)))
    tree.canvas.mirror(node, 0.0, 0.0)
    tree.canvas.mirror(node, 100.0, 0.0)
    tree.step()
    assert [drawing.transform[4:] for drawing in tree.canvas._drawings] == [(1, 2), (101, 2)]
