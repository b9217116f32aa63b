"""Position2D: a place."""

from .node_2d import Node2D


class Position2D(Node2D):
    """Marks a place in a scene, such as where something appears. Nothing is seen of it.

    Source: Godot 3.6's `Position2D`, whose cross is for the editor.
    """
