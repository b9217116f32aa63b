"""What the classes of this package take by name, for editors and type checkers."""

from engine import Transform2D, Vector2

from ..physics2d.keywords import Collider2DKeywords
from .tile_set import TileSet

class TileMapKeywords(Collider2DKeywords, total=False):
    tile_set: TileSet | None
    mode: int
    cell_size: Vector2
    cell_quadrant_size: int
    cell_custom_transform: Transform2D
    cell_half_offset: int
    cell_tile_origin: int
    centered_textures: bool
