"""Properties whose names have parts: of animations and their players, of curves, of tiles, of bodies."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from ..base.fault import push_warning
from ..object.kept import keep_of, kept_of
from ..object.object import Object
from ..variant.vector2 import Vector2

TRACKS = ("value", "transform", "method", "bezier", "audio", "animation")
"""How files name the types of tracks, in the order of their numbers."""


IN_ONE = {"__meta__", "_data", "blend_times", "format", "tile_data"}
"""The properties that are set here, or besides, without parts in their names."""


def put_compound(of: Object, name: str, value: Any) -> bool:
    """Set such a property; return False if it is none."""
    kind: Any = type(of)
    return any(put(of, name, value) for put in _setters(kind))


@lru_cache(maxsize=1024)  # of scripts' classes, too, which may go
def _setters(kind: type[Any]) -> tuple[Callable[[Any, str, Any], bool], ...]:
    """Return what sets such properties of a class."""
    names = {base.__name__ for base in kind.__mro__}
    return tuple(put for name, put in _OF.items() if name in names)


def _numbered(name: str, folder: str) -> tuple[int | None, str]:
    """Return which one of a folder a name as `tracks/0/type` is of, None if of none, and what of it."""
    first, _, rest = name.partition("/")
    number, _, key = rest.partition("/")
    return (int(number) if first == folder and number.isdigit() else None), key


def _player(player: Any, name: str, value: Any) -> bool:
    """Set what an AnimationPlayer has: its animations, what follows upon each, and how they blend."""
    folder, _, animation = name.partition("/")
    if folder == "anims" and animation:
        if value is not None:
            player.add_animation(animation, value)
    elif folder == "next":
        player.animation_set_next(animation, value)
    elif name == "blend_times":
        for at in range(0, len(value) - 2, 3):
            player.set_blend_time(*value[at : at + 3])
    else:
        return False
    return True


def _animation(animation: Any, name: str, value: Any) -> bool:
    """Set what a track has; its type comes first, and makes it."""
    track, key = _numbered(name, "tracks")
    if track is None:
        return False
    if key == "type":
        kind = value if _KEYS.get(value, _no_keys) is not _no_keys else "value"
        animation.add_track(TRACKS.index(kind))
        if kind != value:
            keep_of(animation).values[name] = value
            push_warning(f"{animation!r}: tracks of the type {value!r} are not played here; it stays empty.")
    elif track < animation.get_track_count() and key in _TRACK_SETTERS:
        getattr(animation, _TRACK_SETTERS[key])(track, value)
    elif track < animation.get_track_count() and key == "keys":
        _KEYS[TRACKS[animation.track_get_type(track)]](animation, track, value)
        if f"tracks/{track}/type" in kept_of(animation).values:
            keep_of(animation).values[name] = value
    return True


_TRACK_SETTERS = {
    "enabled": "track_set_enabled",
    "imported": "track_set_imported",
    "interp": "track_set_interpolation_type",
    "loop_wrap": "track_set_interpolation_loop_wrap",
    "path": "track_set_path",
}


def _value_keys(animation: Any, track: int, keys: Any) -> None:
    if not isinstance(keys, dict):  # those of a track whose type is not played here
        return
    times, transitions = keys["times"], keys.get("transitions", ())
    for at, (time, value) in enumerate(zip(times, keys.get("values", ()), strict=False)):
        animation.track_insert_key(track, time, value, transitions[at] if at < len(transitions) else 1.0)
    if "update" in keys:
        animation.value_track_set_update_mode(track, keys["update"])


def _method_keys(animation: Any, track: int, keys: Any) -> None:
    for time, value in zip(keys["times"], keys["values"], strict=False):
        animation.track_insert_key(track, time, value)


def _bezier_keys(animation: Any, track: int, keys: Any) -> None:
    points = keys["points"]
    for at, time in enumerate(keys["times"]):
        value, in_x, in_y, out_x, out_y = points[5 * at : 5 * at + 5]
        animation.bezier_track_insert_key(track, time, value, Vector2(in_x, in_y), Vector2(out_x, out_y))


def _animation_keys(animation: Any, track: int, keys: Any) -> None:
    for time, clip in zip(keys["times"], keys["clips"], strict=False):
        animation.animation_track_insert_key(track, time, clip)


def _no_keys(animation: Any, track: int, keys: Any) -> None:
    """Let go of the keys of a track that is not played here."""


_KEYS: dict[str, Callable[[Any, int, Any], None]] = {
    "value": _value_keys,
    "transform": _no_keys,
    "method": _method_keys,
    "bezier": _bezier_keys,
    "audio": _no_keys,
    "animation": _animation_keys,
}


def _curve(curve: Any, name: str, value: Any) -> bool:
    """Set the points of a Curve: of each its place, the slopes before and after it, and their modes."""
    if name != "_data":
        return False
    curve.clear_points()
    for at in range(0, len(value) - 4, 5):
        curve.add_point(*value[at : at + 5])
    return True


def _curve_2d(curve: Any, name: str, value: Any) -> bool:
    """Set the points of a Curve2D: of each its handles, then its place."""
    if name != "_data":
        return False
    curve.clear_points()
    points = value.get("points", ())
    for at in range(0, len(points) - 2, 3):
        curve.add_point(points[at + 2], points[at], points[at + 1])
    return True


def _tile_map(tiles: Any, name: str, value: Any) -> bool:
    """Set the cells of a TileMap, three numbers each: its place, its tile and flags, its subtile."""
    if name == "format":
        return True
    if name != "tile_data":
        return False
    for at in range(0, len(value) - 2, 3):
        place, tile, subtile = value[at : at + 3]
        flags = [bool(tile & 1 << bit) for bit in (29, 30, 31)]
        coordinate = Vector2(subtile & 0xFFFF, subtile >> 16 & 0xFFFF)
        tiles.set_cell(_signed(place), _signed(place >> 16), tile & 0x1FFFFFFF, *flags, coordinate)
    return True


def _tile_set(tiles: Any, name: str, value: Any) -> bool:
    """Set what a tile of a TileSet has; its number makes it."""
    number, _, key = name.partition("/")
    if not number.isdigit():
        return False
    tile = int(number)
    if tile not in tiles.get_tiles_ids():
        tiles.create_tile(tile)
    if key in _TILE_SETTERS:
        getattr(tiles, _TILE_SETTERS[key])(tile, value)
    elif key in _TILE_LACKS and value:
        push_warning(f"{tiles!r}: there is no {key} of tiles here; that of tile {tile} does nothing.")
    if key not in _TILE_SETTERS and key not in _TILE_TWICE:
        keep_of(tiles).values[name] = value
    return True


_TILE_SETTERS = {
    "autotile/spacing": "autotile_set_spacing",
    "autotile/tile_size": "autotile_set_size",
    "modulate": "tile_set_modulate",
    "name": "tile_set_name",
    "region": "tile_set_region",
    "shapes": "tile_set_shapes",
    "tex_offset": "tile_set_texture_offset",
    "texture": "tile_set_texture",
    "tile_mode": "tile_set_tile_mode",
    "z_index": "tile_set_z_index",
}
_TILE_LACKS = {"autotile/z_index_map", "material", "navigation", "normal_map", "occluder"}
_TILE_TWICE = {
    "is_autotile",
    "shape",
    "shape_offset",
    "shape_one_way",
    "shape_one_way_margin",
    "shape_transform",
}
"""What says again what `shapes` or `tile_mode` says; the rest is for editors."""


def _kinematic_body(body: Any, name: str, value: Any) -> bool:
    """Set what the body has in folders."""
    if name == "collision/safe_margin":
        body.safe_margin = float(value)
    elif name == "motion/sync_to_physics":
        body.set_sync_to_physics(value)
    else:
        return False
    return True


def _replication_config(config: Any, name: str, value: Any) -> bool:
    """Set what Godot 4's SceneReplicationConfig says of a property, whose path comes first."""
    number, key = _numbered(name, "properties")
    if number is None:
        return False
    paths = config.get_properties()
    if key == "path":
        config.add_property(value)
    elif key in _REPLICATION_SETTERS and number < len(paths):
        getattr(config, _REPLICATION_SETTERS[key])(paths[number], value)
    return True


_REPLICATION_SETTERS = {
    "replication_mode": "property_set_replication_mode",
    "spawn": "property_set_spawn",
    "sync": "property_set_sync",
    "watch": "property_set_watch",
}


def _spawner(spawner: Any, name: str, value: Any) -> bool:
    """Set the scenes of a MultiplayerSpawner."""
    if name != "_spawnable_scenes":
        return False
    spawner.spawnable_scenes = list(value)
    return True


def _signed(number: int) -> int:
    """Return the lower 16 bits as a number that may be below 0."""
    return (number & 0x7FFF) - (number & 0x8000)


_OF: dict[str, Callable[[Any, str, Any], bool]] = {
    "Animation": _animation,
    "AnimationPlayer": _player,
    "Curve": _curve,
    "Curve2D": _curve_2d,
    "KinematicBody2D": _kinematic_body,
    "MultiplayerSpawner": _spawner,
    "SceneReplicationConfig": _replication_config,
    "TileMap": _tile_map,
    "TileSet": _tile_set,
}
