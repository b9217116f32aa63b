"""What the classes of this package take by name, for editors and type checkers."""

from engine import AudioStream
from engine.scene.node import NodeKeywords

from ..canvas.keywords import Node2DKeywords

class StreamPlayerKeywords(NodeKeywords, total=False):
    stream: AudioStream | None
    volume_db: float
    pitch_scale: float
    playing: bool
    autoplay: bool
    stream_paused: bool
    bus: str

class AudioStreamPlayerKeywords(StreamPlayerKeywords, total=False):
    mix_target: int

class AudioStreamPlayer2DKeywords(StreamPlayerKeywords, Node2DKeywords, total=False):
    max_distance: float
    attenuation: float
    panning_strength: float
    area_mask: int
