"""Estragon's services: the tree, signals, the main loop. Importing it opens nothing.

The names that scripts use are here; `nodes` has the node classes.
"""

from .base.error import Error
from .base.native import register
from .base.public import public_names

register(__name__)
globals().update(Error.__members__)
__getattr__, __dir__ = public_names(__name__)
