"""Godot's value types, their binary encoding and their text forms. They know nothing of the tree.

What is not needed to start is imported when it is first asked for.
"""

from ..base.public import public_names

__getattr__, __dir__ = public_names(__name__)
