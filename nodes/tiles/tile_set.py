"""TileSet: the tiles that a TileMap is made of."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Self
from weakref import WeakSet

from engine import Color, Rect2, Resource, ScriptError, Transform2D, Vector2
from engine.base.spelling import did_you_mean

from ..checked import choice, color_of, texture_of, vector2
from ..physics2d.shapes import Shape2D, shape_of

if TYPE_CHECKING:
    from engine.canvas.commands import Rgba
    from engine.canvas.texture import Texture

_TILE_MODES = 3
_COORDS = Vector2.ZERO


class TileShape:
    """A shape of a tile, and where in the tile it is."""

    __slots__ = ("coord", "margin", "one_way", "shape", "transform")

    def __init__(self, shape: Shape2D | None = None) -> None:
        self.shape: Shape2D | None = shape
        self.transform: Transform2D = Transform2D.IDENTITY
        self.one_way: bool = False
        self.margin: float = 1.0
        self.coord: Vector2 = _COORDS
        """Which part of a tile of several it belongs to."""

    def copy(self) -> TileShape:
        """Return one like it."""
        twin = TileShape()
        for name in TileShape.__slots__:
            setattr(twin, name, getattr(self, name))
        return twin


class Tile:
    """One tile: what it shows, and what of it can be touched."""

    __slots__ = (
        "mode",
        "modulate",
        "name",
        "offset",
        "region",
        "shapes",
        "spacing",
        "subtile_size",
        "texture",
        "z_index",
    )

    def __init__(self) -> None:
        self.name: str = ""
        self.texture: Texture | None = None
        self.region: Rect2 = Rect2(0.0, 0.0, 0.0, 0.0)
        self.modulate: Color = Color(1.0, 1.0, 1.0)
        self.offset: Vector2 = Vector2.ZERO
        self.z_index: int = 0
        self.mode: int = TileSet.SINGLE_TILE
        self.subtile_size: Vector2 = Vector2(64.0, 64.0)
        self.spacing: int = 0
        self.shapes: list[TileShape] = []

    def copy(self) -> Tile:
        """Return one like it, with places of its own for the same shapes."""
        twin = Tile()
        for name in Tile.__slots__:
            setattr(twin, name, getattr(self, name))
        twin.shapes = [shape.copy() for shape in self.shapes]
        return twin

    def source(self, coord: Vector2) -> tuple[float, float, float, float]:
        """Return which part of the texture it shows, of several the one at `coord`."""
        left, top, width, height = self.region
        if not (width and height):
            assert self.texture is not None
            left, top, width, height = 0.0, 0.0, float(self.texture.width), float(self.texture.height)
        if self.mode == TileSet.SINGLE_TILE:
            return (left, top, width, height)
        across, down = self.subtile_size
        column, row = coord
        return (left + column * (across + self.spacing), top + row * (down + self.spacing), across, down)

    def shapes_of(self, coord: Vector2) -> list[TileShape]:
        """Return its shapes; of a tile of several those of the part at `coord`."""
        if self.mode == TileSet.SINGLE_TILE:
            return self.shapes
        return [shape for shape in self.shapes if shape.coord == coord]


class TileSet(Resource):
    """Tiles by number: `create_tile`, then `tile_set_texture` and so on. Maps see changes at once.

    Source: Godot 3.6's `TileSet`. Unlike Godot: which part of an AUTO_TILE is shown is not found out from
    its neighbours: say it when the cell is set. There is no navigation, and there are no lights.
    """

    SINGLE_TILE = 0
    AUTO_TILE = 1
    ATLAS_TILE = 2

    _tiles_: dict[int, Tile]  # friend: tile_map
    _maps_: WeakSet[Any]  # friend: tile_map
    """The TileMaps that it is the set of."""

    def __new__(cls, *args: Any, **kwargs: Any) -> Self:
        """Make the set complete, so that a subclass need not call `super().__init__()`."""
        self = super().__new__(cls)
        self._tiles_ = {}
        self._maps_ = WeakSet()
        return self

    def duplicate(self, subresources: bool = False) -> Self:
        """Return a copy with tiles of its own, of the same pictures and shapes."""
        twin = super().duplicate(subresources)
        twin._tiles_ = {id: tile.copy() for id, tile in self._tiles_.items()}
        twin._maps_ = WeakSet()
        return twin

    def _tell_(self, settings: bool) -> None:
        """Take note that a tile has changed, and whether more of it than its shapes has."""
        for tile_map in list(self._maps_):
            tile_map._tiles_changed_(settings)
        if self._signals_ is not None:
            self.changed.emit()

    # -- Tiles -----------------------------------------------------------------------------------

    def create_tile(self, id: int) -> None:
        """Add a tile. ScriptError if there is one with this number."""
        if id in self._tiles_:
            raise ScriptError(f"There is a tile {id} already: `get_last_unused_tile_id()` is a free number.")
        self._tiles_[int(id)] = Tile()
        self._tell_(True)

    def remove_tile(self, id: int) -> None:
        """Take a tile away."""
        self._tile_(id)
        del self._tiles_[id]
        self._tell_(True)

    def clear(self) -> None:
        """Take all tiles away."""
        self._tiles_.clear()
        self._tell_(True)

    def get_tiles_ids(self) -> list[int]:
        """Return the numbers of the tiles, ascending."""
        return sorted(self._tiles_)

    def get_last_unused_tile_id(self) -> int:
        """Return a number that is greater than those of all tiles."""
        return max(self._tiles_, default=-1) + 1

    def find_tile_by_name(self, name: str) -> int:
        """Return the number of the tile of this name, -1 if there is none."""
        return next((id for id in self.get_tiles_ids() if self._tiles_[id].name == name), -1)

    def _tile_(self, id: int) -> Tile:
        """Return a tile. ScriptError if there is none of this number."""
        try:
            return self._tiles_[id]
        except KeyError:
            near = did_you_mean(str(id), [str(known) for known in self._tiles_])
            raise ScriptError(f"There is no tile {id!r}: call `create_tile({id!r})` first.{near}") from None

    def tile_set_name(self, id: int, name: str) -> None:
        """Set what `find_tile_by_name` finds it by."""
        self._tile_(id).name = str(name)
        self._tell_(True)

    def tile_get_name(self, id: int) -> str:
        """Return the name of a tile."""
        return self._tile_(id).name

    def tile_set_texture(self, id: int, texture: Texture | None) -> None:
        """Set what a tile shows. Without one it cannot be touched, either."""
        self._tile_(id).texture = texture_of(self, "texture", texture)
        self._tell_(True)

    def tile_get_texture(self, id: int) -> Texture | None:
        """Return what a tile shows."""
        return self._tile_(id).texture

    def tile_set_region(self, id: int, region: Rect2) -> None:
        """Set which part of its texture a tile shows, in its pixels; without a size all of it."""
        self._tile_(id).region = Rect2(*region)
        self._tell_(True)

    def tile_get_region(self, id: int) -> Rect2:
        """Return which part of its texture a tile shows."""
        return self._tile_(id).region

    def tile_set_modulate(self, id: int, color: Rgba) -> None:
        """Set what its colours are multiplied by."""
        self._tile_(id).modulate = color_of(self, "modulate", color)
        self._tell_(True)

    def tile_get_modulate(self, id: int) -> Color:
        """Return what its colours are multiplied by."""
        return self._tile_(id).modulate

    def tile_set_texture_offset(self, id: int, texture_offset: Vector2) -> None:
        """Set how far its picture is from where its cell begins."""
        self._tile_(id).offset = vector2(self, "texture_offset", texture_offset)
        self._tell_(True)

    def tile_get_texture_offset(self, id: int) -> Vector2:
        """Return how far its picture is from where its cell begins."""
        return self._tile_(id).offset

    def tile_set_z_index(self, id: int, z_index: int) -> None:
        """Set its layer: what has a higher one is drawn later."""
        self._tile_(id).z_index = int(z_index)
        self._tell_(True)

    def tile_get_z_index(self, id: int) -> int:
        """Return its layer."""
        return self._tile_(id).z_index

    def tile_set_tile_mode(self, id: int, tilemode: int) -> None:
        """Set whether it is one picture, or several of the same size."""
        self._tile_(id).mode = choice(_TILE_MODES)(self, "tilemode", tilemode)
        self._tell_(True)

    def tile_get_tile_mode(self, id: int) -> int:
        """Return whether it is one picture, or several."""
        return self._tile_(id).mode

    def autotile_set_size(self, id: int, size: Vector2) -> None:
        """Set the size of each of several pictures."""
        self._tile_(id).subtile_size = vector2(self, "size", size)
        self._tell_(True)

    def autotile_get_size(self, id: int) -> Vector2:
        """Return the size of each of several pictures."""
        return self._tile_(id).subtile_size

    def autotile_set_spacing(self, id: int, spacing: int) -> None:
        """Set how many pixels are between several pictures."""
        self._tile_(id).spacing = int(spacing)
        self._tell_(True)

    def autotile_get_spacing(self, id: int) -> int:
        """Return how many pixels are between several pictures."""
        return self._tile_(id).spacing

    # -- Shapes ----------------------------------------------------------------------------------

    def tile_add_shape(
        self,
        id: int,
        shape: Shape2D,
        shape_transform: Transform2D,
        one_way: bool = False,
        autotile_coord: Vector2 = _COORDS,
    ) -> None:
        """Add a shape that can be touched, where `shape_transform` says in the cell."""
        added = TileShape(shape_of(self, "shape", shape))
        added.transform, added.one_way = Transform2D(*shape_transform), bool(one_way)
        added.coord = vector2(self, "autotile_coord", autotile_coord)
        self._tile_(id).shapes.append(added)
        self._tell_(False)

    def tile_get_shape_count(self, id: int) -> int:
        """Return how many shapes a tile has."""
        return len(self._tile_(id).shapes)

    def tile_set_shape(self, id: int, shape_id: int, shape: Shape2D | None) -> None:
        """Set one of its shapes, the next after the last, too."""
        self._shape_(id, shape_id).shape = shape_of(self, "shape", shape)
        self._tell_(False)

    def tile_get_shape(self, id: int, shape_id: int) -> Shape2D | None:
        """Return one of its shapes, or None."""
        shapes = self._tile_(id).shapes
        return shapes[shape_id].shape if shape_id in range(len(shapes)) else None

    def tile_set_shape_transform(self, id: int, shape_id: int, shape_transform: Transform2D) -> None:
        """Set where one of its shapes is in the cell."""
        self._shape_(id, shape_id).transform = Transform2D(*shape_transform)
        self._tell_(False)

    def tile_get_shape_transform(self, id: int, shape_id: int) -> Transform2D:
        """Return where one of its shapes is."""
        return self._shape_(id, shape_id).transform

    def tile_set_shape_offset(self, id: int, shape_id: int, shape_offset: Vector2) -> None:
        """Set where the origin of one of its shapes is in the cell."""
        shape = self._shape_(id, shape_id)
        shape.transform = Transform2D(shape.transform.x, shape.transform.y, Vector2(*shape_offset))
        self._tell_(False)

    def tile_get_shape_offset(self, id: int, shape_id: int) -> Vector2:
        """Return where the origin of one of its shapes is."""
        return self._shape_(id, shape_id).transform.origin

    def tile_set_shape_one_way(self, id: int, shape_id: int, one_way: bool) -> None:
        """Let one of its shapes stop only what comes from above."""
        self._shape_(id, shape_id).one_way = bool(one_way)
        self._tell_(False)

    def tile_get_shape_one_way(self, id: int, shape_id: int) -> bool:
        """Return whether one of its shapes stops only what comes from above."""
        return self._shape_(id, shape_id).one_way

    def tile_set_shape_one_way_margin(self, id: int, shape_id: int, one_way: float) -> None:
        """Set how deep in it that may be when it is stopped."""
        self._shape_(id, shape_id).margin = float(one_way)
        self._tell_(False)

    def tile_get_shape_one_way_margin(self, id: int, shape_id: int) -> float:
        """Return how deep in it that may be."""
        return self._shape_(id, shape_id).margin

    def tile_set_shapes(self, id: int, shapes: Iterable[dict[str, Any]]) -> None:
        """Set all shapes, each as a dictionary with `shape`, `shape_transform`, `one_way` and so on."""
        made = []
        for given in shapes:
            shape = TileShape(shape_of(self, "shape", given.get("shape")))
            shape.transform = Transform2D(*given.get("shape_transform", Transform2D.IDENTITY))
            shape.one_way = bool(given.get("one_way", False))
            shape.margin = float(given.get("one_way_margin", 1.0))
            shape.coord = vector2(self, "autotile_coord", given.get("autotile_coord", _COORDS))
            made.append(shape)
        self._tile_(id).shapes = made
        self._tell_(False)

    def tile_get_shapes(self, id: int) -> list[dict[str, Any]]:
        """Return all shapes, as `tile_set_shapes` takes them."""
        return [
            {
                "shape": shape.shape,
                "shape_transform": shape.transform,
                "one_way": shape.one_way,
                "one_way_margin": shape.margin,
                "autotile_coord": shape.coord,
            }
            for shape in self._tile_(id).shapes
        ]

    def _shape_(self, id: int, shape_id: int) -> TileShape:
        shapes = self._tile_(id).shapes
        if shape_id == len(shapes):
            shapes.append(TileShape())
        if shape_id not in range(len(shapes)):
            raise ScriptError(f"Tile {id} has {len(shapes)} shapes; there is no shape {shape_id!r}.")
        return shapes[shape_id]
