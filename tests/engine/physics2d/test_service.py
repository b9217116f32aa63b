from math import inf

from engine import Texture, Transform2D, Vector2
from nodes import (
    Area2D,
    CircleShape2D,
    CollisionShape2D,
    KinematicBody2D,
    Node2D,
    RectangleShape2D,
    StaticBody2D,
    TileMap,
    TileSet,
)


def put(tree, kind, name, x, parent=None):
    node = kind(position=Vector2(x, 0))
    node.name = name
    node.add_child(CollisionShape2D(shape=CircleShape2D(radius=10)))
    (parent or tree.root).add_child(node)
    return node


def physics(tree):
    return tree._services_.physics2d


def test_a_tree_without_anything_to_touch_has_no_space(tree):
    tree.add(Node2D())
    tree.step()
    assert physics(tree).made is None
    assert physics(tree).idle_time() == inf


def test_it_sleeps_while_nothing_moves(tree):
    area = put(tree, Area2D, "a", 0)
    put(tree, StaticBody2D, "w", 5)
    assert physics(tree).idle_time() == 0.0
    tree.step(3)
    assert physics(tree).idle_time() == inf
    area.position += Vector2(1, 0)
    tree.canvas.gather()
    assert physics(tree).idle_time() == 0.0
    tree.step(2)
    assert physics(tree).idle_time() == inf


def test_a_paused_tree_tells_nothing_and_goes_on_later(tree):
    area = put(tree, Area2D, "a", 0)
    put(tree, StaticBody2D, "w", 5)
    told = []
    area.body_entered.connect(told.append)
    tree.paused = True
    tree.step(3)
    assert told == []
    assert physics(tree).idle_time() == inf
    tree.paused = False
    tree.step(2)
    assert len(told) == 1


def test_what_comes_first_changes_with_the_steps_at_rest_but_not_while_the_tree_is_paused(tree):
    for number in range(3):
        put(tree, StaticBody2D, f"w{number}", number * 20)
    space = physics(tree).space

    def order():
        parts = space.near((0.0, 0.0, 40.0, 1.0))
        return [part.collider.owner.name for part in space.turns.in_turn(parts, parts)]

    tree.step(3)
    before = order()
    tree.paused = True
    tree.step()
    assert order() == before
    tree.paused = False
    tree.step()
    assert order() != before
    tree.step(5)
    assert order() == before


def test_what_is_above_moves_what_is_below(tree):
    holder = tree.add(Node2D(position=Vector2(1000, 0)))
    inner = Node2D()
    holder.add_child(inner)
    one, other = put(tree, Area2D, "a", 0, inner), put(tree, Area2D, "b", 30, inner)
    wall = put(tree, StaticBody2D, "w", 0)
    tree.step(2)
    holder.position = Vector2(5, 0)
    tree.step(2)
    assert one.overlaps_body(wall)
    assert not other.overlaps_body(wall)
    inner.rotation = 3.14159265
    tree.step(2)
    assert one.overlaps_body(wall)
    one.free()
    inner.position += Vector2(30, 0)
    tree.step(2)
    assert other.overlaps_body(wall)


def test_what_is_above_may_move_right_before_what_is_below_is_freed(tree):
    holder = tree.add(Node2D())
    area = put(tree, Area2D, "a", 0, holder)
    tree.step(2)
    holder.position = Vector2(5, 0)
    area.free()
    tree.step(2)
    assert holder.global_position == Vector2(5, 0)


def test_only_what_something_that_can_be_touched_hangs_on_is_followed(tree):
    holder, free = tree.add(Node2D()), tree.add(Node2D())
    area = put(tree, Area2D, "a", 0, holder)
    assert holder._is_followed_
    assert not free._is_followed_
    area.free()
    assert not holder._is_followed_
    holder.position = Vector2(1, 1)
    assert holder in tree.canvas.moved


def test_what_asks_for_its_own_moves_is_followed_too(tree):
    body = put(tree, KinematicBody2D, "k", 100)
    body.set_notify_local_transform(True)
    area = put(tree, Area2D, "a", 0)
    tree.step(2)
    body.position = Vector2(5, 0)
    tree.step(3)
    assert area.overlaps_body(body)
    body.set_notify_local_transform(False)
    body.position = Vector2(100, 0)
    tree.step(3)
    assert not area.overlaps_body(body)


def test_an_area_on_a_body_goes_with_the_items_above(tree):
    area = put(tree, Area2D, "a", 0)
    tree.root.remove_child(area)
    area.position = Vector2(500, 0)
    tree.root.add_child(area)
    wall = put(tree, StaticBody2D, "w", 500)
    tree.step(2)
    assert area.overlaps_body(wall)


def test_a_world_is_one_for_all(tree):
    nodes = [tree.add(Node2D(), f"n{i}") for i in range(3)]
    assert len({id(node.get_world_2d()) for node in nodes}) == 1


def test_the_pointer_is_taken_note_of_where_there_is_something_to_touch(tree):
    service = physics(tree)
    service.take(None)
    service.pointer_left()
    area = put(tree, Area2D, "a", 100)
    told = []
    area.mouse_entered.connect(told.append, ["entered"])
    area.mouse_exited.connect(told.append, ["exited"])
    tree.user.move_to((100, 5))
    tree.step()
    assert told == ["entered"]
    service.pointer_left()
    assert told == ["entered", "exited"]


def test_a_body_that_is_synced_is_where_the_step_has_put_it(tree):
    body = put(tree, KinematicBody2D, "k", 100)
    tree.step(2)
    body.set_sync_to_physics(True)
    body.position = Vector2(120, 0)
    tree.step(3)
    assert body.position == Vector2(120, 0)


def test_a_map_is_many_parts_of_one(tree):
    tiles = TileSet()
    tiles.create_tile(0)
    tiles.tile_set_texture(0, Texture.from_rgba(16, 16, bytes(1024)))
    tiles.tile_add_shape(0, RectangleShape2D(extents=Vector2(8, 8)), Transform2D(0, Vector2(8, 8)))
    tile_map = tree.add(TileMap(tile_set=tiles, cell_size=Vector2(16, 16)))
    tile_map.set_cell(0, 0, 0)
    area = put(tree, Area2D, "a", 0)
    tree.step(2)
    assert area.overlaps_body(tile_map)
    tile_map.free()
    assert not area.get_overlapping_bodies()
