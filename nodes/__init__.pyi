from .animation.animation_player import AnimationPlayer as AnimationPlayer
from .audio import *
from .canvas.animated_sprite import AnimatedSprite as AnimatedSprite
from .canvas.camera_2d import Camera2D as Camera2D
from .canvas.canvas_item import CanvasItem as CanvasItem
from .canvas.canvas_layer import CanvasLayer as CanvasLayer
from .canvas.gradient_texture import GradientTexture as GradientTexture
from .canvas.line_2d import Line2D as Line2D
from .canvas.node_2d import Node2D as Node2D
from .canvas.parallax_background import ParallaxBackground as ParallaxBackground
from .canvas.parallax_layer import ParallaxLayer as ParallaxLayer
from .canvas.path_2d import Path2D as Path2D
from .canvas.path_follow_2d import PathFollow2D as PathFollow2D
from .canvas.polygon_2d import Polygon2D as Polygon2D
from .canvas.position_2d import Position2D as Position2D
from .canvas.sprite import Sprite as Sprite
from .canvas.visibility_enabler_2d import VisibilityEnabler2D as VisibilityEnabler2D
from .canvas.visibility_notifier_2d import VisibilityNotifier2D as VisibilityNotifier2D
from .canvas.y_sort import YSort as YSort
from .cluster import *
from .gui import *
from .http import *
from .multiplayer import *
from .physics2d import *
from .tiles import *
from .timer import Timer as Timer
from .tween import Tween as Tween
from .websocket import *
