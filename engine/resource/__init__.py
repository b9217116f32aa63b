"""Resources and scenes of Godot's text files: `load`, `PackedScene`, the classes of scripts."""

from ..base.public import public_names

__getattr__, __dir__ = public_names(__name__)
