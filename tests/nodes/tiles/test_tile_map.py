from pathlib import Path

import pytest

from engine import Rect2, ScriptError, Texture, Transform2D, Vector2
from engine.canvas.commands import Picture
from nodes import (
    Area2D,
    Camera2D,
    CircleShape2D,
    CollisionShape2D,
    KinematicBody2D,
    Node2D,
    RectangleShape2D,
    TileMap,
    TileSet,
)
from tests.gdscript_scenes import Recorded

PICTURE = Texture.from_rgba(16, 16, bytes(1024))
RECORDED = Recorded(Path(__file__).parent / "vectors" / "tile_map.json", texture=lambda _scene: PICTURE)
DEFAULTS = "TileMap, TileSet: defaults and lookups"
"""It asks for settings of rigid bodies and of lights, too, which there are not here."""


@pytest.mark.parametrize("name", [name for name in RECORDED.cases if name != DEFAULTS])
def test_a_map_is_as_in_the_engine(name):
    assert RECORDED.differences(name, 0.02) == []


def test_the_defaults_are_those_of_the_engine():
    tiles = TileMap()
    (_, recorded), *_ = RECORDED.cases[DEFAULTS]["log"]
    names = "cell_size cell_quadrant_size mode _ centered_textures cell_tile_origin collision_layer"
    names += " collision_mask _ _ _ cell_custom_transform cell_half_offset _"
    for name, value in zip(names.split(), recorded, strict=True):
        if name not in ("_", "cell_size"):  # the scene has set that
            ours = getattr(tiles, name)
            assert (list(ours) if name == "cell_custom_transform" else ours) == (
                value["Transform2D"] if isinstance(value, dict) else value
            ), name
    tiles.free()


@pytest.fixture
def tiles():
    tiles = TileSet()
    for number in range(2):
        tiles.create_tile(number)
        tiles.tile_set_texture(number, PICTURE)
    tiles.tile_add_shape(0, RectangleShape2D(extents=Vector2(8, 8)), Transform2D(0, Vector2(8, 8)))
    return tiles


@pytest.fixture
def tile_map(tree, tiles):
    return tree.add(TileMap(tile_set=tiles, cell_size=Vector2(16, 16)), "map")


def pictures(tree):
    return [
        command
        for drawing in tree.screen.drawings
        for command in drawing.commands
        if isinstance(command, Picture)
    ]


def test_cells_are_shown(tree, tile_map):
    tile_map.set_cell(0, 0, 0)
    tile_map.set_cell(3, 2, 1)
    tree.step()
    assert [command[:2] for command in pictures(tree)] == [(0.0, 0.0), (48.0, 32.0)]
    tile_map.set_cell(0, 0, TileMap.INVALID_CELL)
    tree.step()
    assert [command[:2] for command in pictures(tree)] == [(48.0, 32.0)]
    tile_map.clear()
    tree.step()
    assert pictures(tree) == []


def test_a_cell_may_be_set_by_a_vector_and_asked_for(tile_map):
    tile_map.set_cellv(Vector2(2, 3), 1, True, False, True, Vector2(4, 5))
    assert tile_map.get_cellv(Vector2(2, 3)) == 1
    assert tile_map.is_cell_x_flipped(2, 3)
    assert not tile_map.is_cell_y_flipped(2, 3)
    assert tile_map.is_cell_transposed(2, 3)
    assert tile_map.get_cell_autotile_coord(2, 3) == Vector2(4, 5)
    assert tile_map.get_cell_autotile_coord(9, 9) == Vector2.ZERO
    assert not tile_map.is_cell_transposed(9, 9)
    assert tile_map.get_used_rect() == Rect2(2, 3, 1, 1)


def test_a_tile_that_is_gone_is_not_shown_and_may_be_taken_out(tree, tiles, tile_map):
    tile_map.set_cell(0, 0, 0)
    tile_map.set_cell(1, 0, 1)
    tiles.remove_tile(0)
    tree.step()
    assert len(pictures(tree)) == 1
    tile_map.fix_invalid_tiles()
    assert tile_map.get_used_cells() == [Vector2(1, 0)]
    tile_map.tile_set = None
    tree.step()
    assert pictures(tree) == []
    tile_map.fix_invalid_tiles()
    assert tile_map.get_used_cells() == []


def test_only_what_is_in_sight_is_drawn(tree, tile_map):
    for x in range(200):
        for y in range(200):
            tile_map.set_cell(x, y, 1)
    camera = tree.add(Camera2D(anchor_mode=Camera2D.ANCHOR_MODE_FIXED_TOP_LEFT, current=True))
    tree.step(2)
    assert 64 * 38 <= len(pictures(tree)) <= 90 * 60
    before = {id(drawing) for drawing in tree.screen.drawings}
    camera.position = Vector2(10, 0)
    tree.step()
    assert {id(drawing) for drawing in tree.screen.drawings} == before  # nothing is drawn anew
    camera.position = Vector2(1600, 1600)
    tree.step()
    assert 64 * 38 <= len(pictures(tree)) <= 90 * 60
    camera.position = Vector2(90000, 0)
    tree.step()
    assert pictures(tree) == []
    camera.position = Vector2(0, 0)
    tree.step()
    assert {id(drawing) for drawing in tree.screen.drawings} == before


def test_far_apart_cells_are_no_matter(tree, tile_map):
    tile_map.set_cell(0, 0, 1)
    tile_map.set_cell(10**6, 10**6, 1)
    tile_map.scale = Vector2(0.00001, 0.00001)
    tree.step()
    assert len(pictures(tree)) == 2


def test_tiles_have_layers_and_come_before_children(tree, tiles, tile_map):
    tiles.tile_set_z_index(1, 5)
    tile_map.set_cell(0, 0, 1)
    tile_map.set_cell(1, 0, 0)
    child = Node2D()
    tile_map.add_child(child)
    tree.step()
    shown = tree.screen.drawings
    order = [drawing.commands[0].x if drawing.commands else "child" for drawing in shown]
    assert order[-3:] == [16.0, "child", 0.0]


def test_a_map_sleeps_while_nothing_changes(tree, tile_map):
    tile_map.set_cell(0, 0, 0)
    assert not tree.canvas.is_settled()
    tree.step(2)
    assert tree.canvas.is_settled()
    tile_map.set_cell(0, 0, 0)
    tile_map.set_cell(5, 5, TileMap.INVALID_CELL)
    assert tree.canvas.is_settled()  # as it was
    tile_map.set_cell(1, 0, 0)
    assert not tree.canvas.is_settled()


def test_a_map_may_leave_and_come_back(tree, tile_map):
    tile_map.set_cell(0, 0, 0)
    tree.step()
    tree.root.remove_child(tile_map)
    tree.step()
    assert pictures(tree) == []
    tile_map.set_cell(1, 0, 0)
    tree.root.add_child(tile_map)
    tree.step()
    assert len(pictures(tree)) == 2


def body(tree, x, y):
    node = KinematicBody2D(position=Vector2(x, y))
    node.add_child(CollisionShape2D(shape=RectangleShape2D(extents=Vector2(4, 4))))
    return tree.add(node, "k")


def test_a_body_stops_at_a_tile(tree, tile_map):
    tile_map.set_cell(3, 0, 0)
    tile_map.set_cell(1, 0, 1)  # it has no shape
    who = body(tree, 0, 8)
    collision = who.move_and_collide(Vector2(100, 0))
    assert collision.collider is tile_map
    assert collision.collider_shape is None
    assert collision.position.x == pytest.approx(48)
    tile_map.set_cell(3, 0, TileMap.INVALID_CELL)
    assert who.move_and_collide(Vector2(100, 0)) is None


def test_a_tile_that_is_set_is_there_at_once(tree, tile_map):
    who = body(tree, 0, 8)
    tile_map.set_cell(3, 0, 0)
    met = who.move_and_collide(Vector2(100, 0), test_only=True)
    assert met.collider is tile_map
    assert met.collider_metadata == met.get_collider_metadata() == Vector2(3, 0)
    tile_map.set_collision_layer_bit(0, False)
    tile_map.set_collision_mask_bit(0, False)
    assert not tile_map.get_collision_layer_bit(0)
    assert not tile_map.get_collision_mask_bit(0)
    assert who.move_and_collide(Vector2(100, 0), test_only=True) is None


def test_a_map_that_is_moved_is_moved_for_bodies_too(tree, tile_map):
    tile_map.set_cell(0, 0, 0)
    who = body(tree, 0, 8)
    tile_map.position = Vector2(100, 0)
    tree.step()
    assert who.move_and_collide(Vector2(200, 0)).position.x == pytest.approx(100)


def test_an_area_is_told_of_tiles(tree, tiles, tile_map):
    area = tree.add(Area2D())
    area.add_child(CollisionShape2D(shape=CircleShape2D(radius=5)))
    told = []
    area.body_entered.connect(lambda body: told.append(f"+{body.name}"))
    area.body_exited.connect(lambda body: told.append(f"-{body.name}"))
    tree.step(2)
    tile_map.set_cell(0, 0, 0)
    tree.step(2)
    tile_map.set_cell(-1, 0, 0)
    tree.step(2)
    tile_map.set_cell(0, 0, TileMap.INVALID_CELL)
    tree.step(2)
    assert told == ["+map"]
    tiles.tile_get_shape(0, 0).extents = Vector2(1, 1)
    tree.step(2)
    assert told == ["+map", "-map"]
    tiles.tile_set_shape_offset(0, 0, Vector2(15, 0))
    tree.step(2)
    tile_map.free()
    assert told == ["+map", "-map", "+map", "-map"]


def test_queries_tell_the_cell(tree, tile_map):
    tile_map.set_cell(3, 0, 0)
    found = tile_map.get_world_2d().direct_space_state.intersect_ray(Vector2(0, 8), Vector2(200, 8))
    assert found["collider"] is tile_map
    assert found["metadata"] == Vector2(3, 0)
    assert found["rid"] == tile_map.get_rid()


def test_a_picture_in_the_middle_has_its_shape_there(tree, tiles, tile_map):
    tile_map.cell_size = Vector2(32, 32)
    tile_map.centered_textures = True
    tile_map.set_cell(1, 0, 0)
    who = body(tree, 0, 16)
    assert who.move_and_collide(Vector2(200, 0)).position.x == pytest.approx(40)


def test_what_a_map_cannot_have_is_refused(tile_map):
    with pytest.raises(ScriptError, match="tile_set cannot be 'tiles'"):
        tile_map.tile_set = "tiles"
    with pytest.raises(ScriptError, match="cell_size must be greater than 0 both ways"):
        tile_map.cell_size = Vector2(0, 16)


def test_a_map_listens_to_the_tiles_that_it_has_now(tiles, tile_map):
    told = []
    tile_map.settings_changed.connect(lambda: told.append("changed"))
    tile_map.tile_set = TileSet()
    assert told == ["changed"]
    tiles.tile_set_name(0, "floor")
    assert told == ["changed"]
    tile_map.tile_set.create_tile(0)
    assert told == ["changed", "changed"]
