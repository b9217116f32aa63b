from .tile_map import TileMap as TileMap
from .tile_set import TileSet as TileSet
