"""What the classes of this package take by name, for editors and type checkers."""

from collections.abc import Iterable

from engine import Curve2D, Rect2, SpriteFrames, Transform2D, Vector2
from engine.canvas.commands import Rgba
from engine.canvas.texture import Texture
from engine.scene.node import NodeKeywords

class CanvasItemKeywords(NodeKeywords, total=False):
    visible: bool
    modulate: Iterable[float]
    self_modulate: Iterable[float]
    show_behind_parent: bool

class Node2DKeywords(CanvasItemKeywords, total=False):
    position: Vector2
    rotation: float
    rotation_degrees: float
    scale: Vector2
    transform: Transform2D
    global_position: Vector2
    global_rotation: float
    global_rotation_degrees: float
    global_scale: Vector2
    global_transform: Transform2D
    z_index: int
    z_as_relative: bool

class PlacedPictureKeywords(Node2DKeywords, total=False):
    centered: bool
    offset: Vector2
    flip_h: bool
    flip_v: bool

class AnimatedSpriteKeywords(PlacedPictureKeywords, total=False):
    frames: SpriteFrames | None
    animation: str
    frame: int
    playing: bool
    speed_scale: float

class YSortKeywords(Node2DKeywords, total=False):
    sort_enabled: bool

class VisibilityNotifier2DKeywords(Node2DKeywords, total=False):
    rect: Rect2

class VisibilityEnabler2DKeywords(VisibilityNotifier2DKeywords, total=False):
    pause_animations: bool
    freeze_bodies: bool
    pause_particles: bool
    pause_animated_sprites: bool
    process_parent: bool
    physics_process_parent: bool

class ParallaxLayerKeywords(Node2DKeywords, total=False):
    motion_scale: Vector2
    motion_offset: Vector2
    motion_mirroring: Vector2

class ParallaxBackgroundKeywords(CanvasLayerKeywords, total=False):
    scroll_offset: Vector2
    scroll_base_offset: Vector2
    scroll_base_scale: Vector2
    scroll_limit_begin: Vector2
    scroll_limit_end: Vector2
    scroll_ignore_camera_zoom: bool

class Path2DKeywords(Node2DKeywords, total=False):
    curve: Curve2D | None

class PathFollow2DKeywords(Node2DKeywords, total=False):
    offset: float
    unit_offset: float
    h_offset: float
    v_offset: float
    loop: bool
    rotate: bool
    cubic_interp: bool
    lookahead: float

class Camera2DKeywords(Node2DKeywords, total=False):
    anchor_mode: int
    offset: Vector2
    rotating: bool
    smoothing_enabled: bool
    smoothing_speed: float
    limit_left: int
    limit_top: int
    limit_right: int
    limit_bottom: int
    current: bool
    zoom: Vector2

class CanvasLayerKeywords(NodeKeywords, total=False):
    layer: int
    visible: bool
    offset: Vector2
    rotation: float
    rotation_degrees: float
    scale: Vector2
    transform: Transform2D

class Line2DKeywords(Node2DKeywords, total=False):
    points: Iterable[Vector2]
    width: float
    default_color: Rgba

class Polygon2DKeywords(Node2DKeywords, total=False):
    polygon: Iterable[Vector2]
    color: Rgba
    vertex_colors: Iterable[Rgba]
    offset: Vector2

class SpriteKeywords(PlacedPictureKeywords, total=False):
    texture: Texture | None
    hframes: int
    vframes: int
    frame: int
    frame_coords: Vector2
    region_enabled: bool
    region_rect: Rect2
