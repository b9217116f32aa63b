"""Properties whose names have parts, read: what `compound` and `items` set, as files have it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..base.fault import push_warning
from ..files.places import RES, localize
from ..object.kept import FileReference, keep_of, kept_of
from ..object.resource import Resource
from ..variant.pool_array import PoolIntArray, PoolRealArray
from ..variant.pool_byte_array import PoolByteArray
from ..variant.pool_string_array import PoolStringArray
from ..variant.pool_vector_array import PoolVector2Array
from ..variant.transform2d import Transform2D
from ..variant.vector2 import Vector2
from .compound import TRACKS
from .items import FIELDS, RADIO


def flattened(of: Any, owner: str) -> dict[str, Any]:
    """Return such properties of an object, of those that its base `owner` has, in Godot's order."""
    read = _OF.get(owner)
    return read(of) if read is not None else {}


def _control(control: Any) -> dict[str, Any]:
    """Return what it has in place of the theme's."""
    overrides = sorted(control._overrides_.items()) if control._overrides_ else []
    folders = {"color": "colors", "constant": "constants", "font": "fonts", "icon": "icons"}
    return {f"custom_{folders.get(kind, 'styles')}/{name}": value for (kind, name), value in overrides}


def _theme(theme: Any) -> dict[str, Any]:
    found = {}
    for of in sorted(theme.get_type_list("")):
        for folder in ("color", "constant", "font", "icon", "stylebox"):
            names = getattr(theme, f"get_{folder}_list")(of)
            read = getattr(theme, f"get_{folder}")
            part = f"{of}/{'style' if folder == 'stylebox' else folder}s"
            found.update({f"{part}/{name}": read(name, of) for name in sorted(names)})
    return found


def _player(player: Any) -> dict[str, Any]:
    names = sorted(player.get_animation_list())
    nexts = {f"next/{name}": player.animation_get_next(name) for name in names}
    blends = [
        part
        for before in names
        for after in names
        if (seconds := player.get_blend_time(before, after))
        for part in (before, after, seconds)
    ]
    return {
        **{f"anims/{name}": player.get_animation(name) for name in names},
        **{key: after for key, after in nexts.items() if after},
        "blend_times": blends,
    }


def _animation(animation: Any) -> dict[str, Any]:
    found = {}
    for track in range(animation.get_track_count()):
        kind = TRACKS[animation.track_get_type(track)]
        values = {
            "type": kind,
            "path": animation.track_get_path(track),
            "interp": animation.track_get_interpolation_type(track),
            "loop_wrap": animation.track_get_interpolation_loop_wrap(track),
            "imported": animation.track_is_imported(track),
            "enabled": animation.track_is_enabled(track),
            "keys": _KEYS[kind](animation, track),
        }
        found.update({f"tracks/{track}/{key}": value for key, value in values.items()})
    kept = kept_of(animation).values  # of tracks that are not played here
    return {**found, **{key: value for key, value in kept.items() if key in found}}


def _times(animation: Any, track: int) -> PoolRealArray:
    return PoolRealArray([animation.track_get_key_time(track, at) for at in _keys_of(animation, track)])


def _keys_of(animation: Any, track: int) -> range:
    return range(animation.track_get_key_count(track))


def _value_keys(animation: Any, track: int) -> dict[str, Any]:
    keys = _method_keys(animation, track)
    keys["update"] = animation.value_track_get_update_mode(track)
    return keys


def _method_keys(animation: Any, track: int) -> dict[str, Any]:
    at = _keys_of(animation, track)
    return {
        "times": _times(animation, track),
        "transitions": PoolRealArray([animation.track_get_key_transition(track, key) for key in at]),
        "values": [animation.track_get_key_value(track, key) for key in at],
    }


def _bezier_keys(animation: Any, track: int) -> dict[str, Any]:
    points = [
        number
        for at in _keys_of(animation, track)
        for number in (
            animation.bezier_track_get_key_value(track, at),
            *animation.bezier_track_get_key_in_handle(track, at),
            *animation.bezier_track_get_key_out_handle(track, at),
        )
    ]
    return {"points": PoolRealArray(points), "times": _times(animation, track)}


def _animation_keys(animation: Any, track: int) -> dict[str, Any]:
    clips = [animation.animation_track_get_key_animation(track, at) for at in _keys_of(animation, track)]
    return {"clips": PoolStringArray(clips), "times": _times(animation, track)}


_KEYS: dict[str, Callable[[Any, int], dict[str, Any]]] = {
    "value": _value_keys,
    "transform": _method_keys,
    "method": _method_keys,
    "bezier": _bezier_keys,
    "audio": _method_keys,
    "animation": _animation_keys,
}


def _curve(curve: Any) -> dict[str, Any]:
    points: list[Any] = []
    for at in range(curve.get_point_count()):
        points += (curve.get_point_position(at), curve.get_point_left_tangent(at))
        points += (curve.get_point_right_tangent(at), curve.get_point_left_mode(at))
        points.append(curve.get_point_right_mode(at))
    return {"_data": points}


def _curve_2d(curve: Any) -> dict[str, Any]:
    points = [
        point
        for at in range(curve.get_point_count())
        for point in (curve.get_point_in(at), curve.get_point_out(at), curve.get_point_position(at))
    ]
    return {"_data": {"points": PoolVector2Array(points)}}


def _tile_map(tiles: Any) -> dict[str, Any]:
    numbers: list[int] = []
    for cell in sorted(tiles.get_used_cells(), key=lambda cell: (cell.y, cell.x)):
        x, y = int(cell.x), int(cell.y)
        turned = (tiles.is_cell_x_flipped, tiles.is_cell_y_flipped, tiles.is_cell_transposed)
        flags = sum(1 << 29 + bit for bit, is_turned in enumerate(turned) if is_turned(x, y))
        coordinate = tiles.get_cell_autotile_coord(x, y)
        numbers += (_signed(y << 16 | x & 0xFFFF), _signed(tiles.get_cell(x, y) | flags))
        numbers.append(int(coordinate.x) | int(coordinate.y) << 16)
    return {"format": 1, "tile_data": PoolIntArray(numbers)}


def _signed(number: int) -> int:
    """Return the lower 32 bits as a number that may be below 0."""
    return (number & 0x7FFFFFFF) - (number & 0x80000000)


def _tile_set(tiles: Any) -> dict[str, Any]:
    return {
        f"{tile}/{key}": value
        for tile in tiles.get_tiles_ids()
        for key, value in _tile(tiles, tile).items()
        if value is not None
    }


def _tile(tiles: Any, tile: int) -> dict[str, Any]:
    """Return what a tile has. Of its shapes the first stands there once more, for old editors."""
    kept = {
        key.partition("/")[2]: value
        for key, value in kept_of(tiles).values.items()
        if key.startswith(f"{tile}/")
    }
    shapes = tiles.tile_get_shapes(tile)
    first = shapes[0] if shapes else {}
    transform = first.get("shape_transform", Transform2D())
    atlas = {
        "autotile/icon_coordinate": Vector2(),
        "autotile/tile_size": tiles.autotile_get_size(tile),
        "autotile/spacing": tiles.autotile_get_spacing(tile),
        "autotile/occluder_map": [],
        "autotile/navpoly_map": [],
        "autotile/priority_map": [],
        "autotile/z_index_map": [],
    }
    values = {
        "name": tiles.tile_get_name(tile),
        "texture": tiles.tile_get_texture(tile),
        "normal_map": None,
        "tex_offset": tiles.tile_get_texture_offset(tile),
        "material": None,
        "modulate": tiles.tile_get_modulate(tile),
        "region": tiles.tile_get_region(tile),
        "tile_mode": tiles.tile_get_tile_mode(tile),
        **(atlas if tiles.tile_get_tile_mode(tile) else {}),
        "occluder_offset": Vector2(),
        "occluder": None,
        "navigation_offset": Vector2(),
        "navigation": None,
        "shape_offset": transform.origin,
        "shape_transform": transform,
        "shape": first.get("shape"),
        "shape_one_way": first.get("one_way", False),
        "shape_one_way_margin": first.get("one_way_margin", 0.0),
        "shapes": shapes,
        "z_index": tiles.tile_get_z_index(tile),
    }
    return {**values, **kept}


def _bus_layout(layout: Any) -> dict[str, Any]:
    parts = ("name", "solo", "mute", "bypass_fx", "volume_db", "send")
    buses = enumerate(layout._buses_)
    return {
        f"bus/{at}/{part}": "" if part == "send" and not at else getattr(bus, part, False)
        for at, bus in buses
        for part in parts
    }


def _kinematic_body(body: Any) -> dict[str, Any]:
    return {
        "collision/safe_margin": body.safe_margin,
        "motion/sync_to_physics": body.is_sync_to_physics_enabled(),
    }


def _font(font: Any) -> dict[str, Any]:
    """Return what a DynamicFont has; one of no file of the project is that which is shipped here."""
    path = localize(font.path, RES)
    data = FileReference(path, "DynamicFontData") if path.startswith(RES) else None
    return {"size": font.size, "font_data": data}


def _image_texture(texture: Any) -> dict[str, Any]:
    """Return the pixels of a texture that has no file of its own, as the Image that files have of them."""
    values = keep_of(texture).values
    if "image" not in values:
        image = values["image"] = Resource()
        keep_of(image).type = "Image"
        keep_of(image).values["data"] = {
            "data": PoolByteArray(texture.rgba()),
            "format": "RGBA8",
            "height": texture.height,
            "mipmaps": False,
            "width": texture.width,
        }
    return {"image": values["image"], "size": texture.get_size()}


def _items(of: Any) -> dict[str, Any]:
    """Return the items of a menu or a list in one row."""
    kind = next(kind for kind in FIELDS if of.is_class(kind))
    menu = of.get_popup() if kind == "MenuButton" else of
    return {"items": [part for at in range(menu.get_item_count()) for part in _item(menu, at, FIELDS[kind])]}


def _item(menu: Any, at: int, fields: tuple[str, ...]) -> list[Any]:
    """Return the parts of an item, or what there would be of one that has no such part."""
    separator = "separator" in fields and menu.is_item_separator(at)
    read: dict[str, Callable[[], Any]] = {
        "checkable": lambda: RADIO if menu.is_item_radio_checkable(at) else int(menu.is_item_checkable(at)),
        "checked": lambda: menu.is_item_checked(at),
        "disabled": lambda: menu.is_item_disabled(at),
        "separator": lambda: separator,
    }
    return [read[field]() if field in read else getattr(menu, f"get_item_{field}")(at) for field in fields]


def _replication_config(config: Any) -> dict[str, Any]:
    found = {}
    for number, path in enumerate(config.get_properties()):
        found[f"properties/{number}/path"] = path
        found[f"properties/{number}/spawn"] = config.property_get_spawn(path)
        found[f"properties/{number}/replication_mode"] = config.property_get_replication_mode(path)
    return found


def _spawner(spawner: Any) -> dict[str, Any]:
    """Return the scenes that are files; a class of nodes has no name in one."""
    files = [scene for scene in spawner.spawnable_scenes if isinstance(scene, str)]
    if len(files) < spawner.get_spawnable_scene_count():
        push_warning(f"{spawner!r}: spawnable scenes that are classes of nodes are not saved.")
    return {"_spawnable_scenes": PoolStringArray(files)} if files else {}


_OF: dict[str, Callable[[Any], dict[str, Any]]] = {
    "Animation": _animation,
    "AnimationPlayer": _player,
    "AudioBusLayout": _bus_layout,
    "Control": _control,
    "Curve": _curve,
    "Curve2D": _curve_2d,
    "DynamicFont": _font,
    "ImageTexture": _image_texture,
    "ItemList": _items,
    "KinematicBody2D": _kinematic_body,
    "MenuButton": _items,
    "MultiplayerSpawner": _spawner,
    "OptionButton": _items,
    "PopupMenu": _items,
    "SceneReplicationConfig": _replication_config,
    "Theme": _theme,
    "TileMap": _tile_map,
    "TileSet": _tile_set,
}
