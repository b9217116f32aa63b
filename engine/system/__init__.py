"""What Godot has one of for a program: JSON, OS, Engine, Time, ProjectSettings and their like."""

from ..base.public import public_names

__getattr__, __dir__ = public_names(__name__)
