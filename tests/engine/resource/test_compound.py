from engine import PoolIntArray, PoolRealArray, PoolVector2Array, Rect2, Texture, Vector2
from engine.animation.animation import Animation
from engine.curves.curve import Curve
from engine.curves.curve_2d import Curve2D
from engine.resource.makers import make
from engine.resource.values import put
from nodes import AnimationPlayer, KinematicBody2D, RectangleShape2D, TileSet


def animation(*tracks):
    """Return what a scene file says of an animation with these tracks."""
    values = {"length": 0.5, "loop": True}
    for number, track in enumerate(tracks):
        values |= {f"tracks/{number}/{key}": value for key, value in track.items()}
    return make("Animation", values, "res://a.tscn::1")


def track(kind, keys):
    return {
        "type": kind,
        "path": "A:x",
        "interp": 2,
        "loop_wrap": False,
        "enabled": False,
        "keys": keys,
    }


def test_the_tracks_of_an_animation_are_made_of_what_a_file_says(caplog):
    made = animation(
        track(
            "value",
            {
                "times": PoolRealArray([0, 0.5]),
                "transitions": PoolRealArray([1, 2]),
                "update": 1,
                "values": [1, 2],
            },
        ),
        track("method", {"times": PoolRealArray([0.1]), "values": [{"method": "f", "args": [1]}]}),
        track("bezier", {"times": PoolRealArray([0.2]), "points": PoolRealArray([5, -1, 0, 1, 0])}),
        track("animation", {"times": PoolRealArray([0.3]), "clips": ["walk"]}),
        track("audio", {"times": PoolRealArray([0.3]), "clips": []}),
    )
    assert isinstance(made, Animation)
    assert (made.length, made.has_loop(), made.get_track_count()) == (0.5, True, 5)
    assert [made.track_get_type(at) for at in range(5)] == [0, 2, 3, 5, 0]
    assert (str(made.track_get_path(0)), made.track_is_enabled(0), made.track_get_interpolation_type(0)) == (
        "A:x",
        False,
        2,
    )
    assert (made.track_get_key_value(0, 1), made.track_get_key_transition(0, 1)) == (2, 2.0)
    assert made.value_track_get_update_mode(0) == 1
    assert (made.method_track_get_name(1, 0), made.method_track_get_params(1, 0)) == ("f", [1])
    assert made.bezier_track_get_key_in_handle(2, 0) == Vector2(-1, 0)
    assert made.animation_track_get_key_animation(3, 0) == "walk"
    assert made.track_get_key_count(4) == 0
    assert "tracks of the type 'audio' are not played here" in caplog.text


def test_the_numbers_of_a_track_in_space_are_let_go(caplog):
    made = animation(track("transform", PoolRealArray([0, 1, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1])))
    assert (made.get_track_count(), made.track_get_key_count(0)) == (1, 0)
    assert "tracks of the type 'transform' are not played here" in caplog.text


def test_what_is_said_of_a_track_that_is_not_there_is_let_go():
    made = animation()
    put(made, "tracks/7/path", "A:x")
    put(made, "tracks/x", 1)
    assert made.get_track_count() == 0


def test_a_player_has_its_animations_what_follows_and_how_they_blend():
    player = AnimationPlayer()
    put(player, "anims/walk", animation())
    put(player, "anims/run", animation())
    put(player, "anims/gone", None)
    put(player, "next/walk", "run")
    put(player, "blend_times", ["walk", "run", 0.5])
    assert sorted(player.get_animation_list()) == ["run", "walk"]
    assert player.animation_get_next("walk") == "run"
    assert player.get_blend_time("walk", "run") == 0.5


def test_curves_have_their_points():
    curve = make("Curve", {"_data": [Vector2(0, 1), 0.0, 0.5, 0, 1, Vector2(1, 0), 0.0, 0.0, 0, 0]}, "")
    assert isinstance(curve, Curve)
    assert [curve.get_point_position(at) for at in range(2)] == [Vector2(0, 1), Vector2(1, 0)]
    points = PoolVector2Array([Vector2(-1, 0), Vector2(1, 0), Vector2(5, 5)])
    path = make("Curve2D", {"_data": {"points": points}}, "")
    assert isinstance(path, Curve2D)
    assert (path.get_point_position(0), path.get_point_in(0)) == (Vector2(5, 5), Vector2(-1, 0))
    put(path, "no_such", 1)


class TileMap:
    """What a TileMap is asked to do."""

    def __init__(self):
        self.cells = []

    def set_cell(self, *cell):
        self.cells.append(cell)


def test_the_cells_of_a_map_are_three_numbers_each():
    from engine.resource.compound import put_compound

    tiles = TileMap()
    data = PoolIntArray([65535 | 2 << 16, 3 | 1 << 29, 1 | 2 << 16])
    assert put_compound(tiles, "format", 1)
    assert put_compound(tiles, "tile_data", data)
    assert tiles.cells == [(-1, 2, 3, True, False, False, Vector2(1, 2))]
    assert not put_compound(tiles, "mode", 1)


def test_the_tiles_of_a_set_are_made_by_their_numbers(caplog):
    shape, picture = RectangleShape2D(), Texture.from_rgba(1, 1, bytes(4))
    values = {"name": "wall", "texture": picture, "tex_offset": Vector2(1, 2), "region": Rect2(0, 0, 16, 16)}
    values |= {"tile_mode": TileSet.AUTO_TILE, "autotile/tile_size": Vector2(8, 8), "autotile/spacing": 1}
    values |= {"shape": shape, "shapes": [{"shape": shape}], "z_index": 2, "occluder": object()}
    tiles = make("TileSet", {f"3/{key}": value for key, value in values.items()}, "")
    assert isinstance(tiles, TileSet)
    assert tiles.get_tiles_ids() == [3]
    assert (tiles.tile_get_name(3), tiles.tile_get_texture(3)) == ("wall", picture)
    assert (tiles.tile_get_texture_offset(3), tiles.tile_get_region(3)) == (
        Vector2(1, 2),
        Rect2(0, 0, 16, 16),
    )
    assert (tiles.autotile_get_size(3), tiles.autotile_get_spacing(3)) == (Vector2(8, 8), 1)
    assert tiles.tile_get_shape_count(3) == 1
    assert tiles.tile_get_z_index(3) == 2
    assert "there is no occluder of tiles here; that of tile 3 does nothing" in caplog.text
    put(tiles, "resource_name", "all")
    assert tiles.resource_name == "all"


def test_a_body_has_properties_in_folders():
    body = make("KinematicBody2D", {"collision/safe_margin": 1, "motion/sync_to_physics": True}, "")
    assert isinstance(body, KinematicBody2D)
    assert body.safe_margin == 1.0
    assert body.is_sync_to_physics_enabled()
    put(body, "collision_layer", 4)
    assert body.collision_layer == 4
    body.free()
