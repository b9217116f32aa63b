"""The node classes of Estragon, named as Godot names them.

Each is loaded when it is first asked for: a server does without what shows something, a game of one
player without the network.
"""

from engine.base.native import register
from engine.base.public import public_names

register(__name__)
__getattr__, __dir__ = public_names(__name__)
