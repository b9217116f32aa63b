"""Godot 4's nodes that spawn and synchronize others at all ends of a game.

They are what a scene has of it; who is told what, and what is done with what is told, is the work of
`engine.multiplayer.godot4`: `authority`, `receiver`.
"""

from engine.base.public import public_names

__getattr__, __dir__ = public_names(__name__)
