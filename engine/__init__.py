"""Estragon's services: the tree, signals, the main loop. Importing it opens nothing.

The names that scripts use are here; `nodes` has the node classes.
"""

from .base.error import Error
from .base.in_the_way import refuse
from .base.native import register
from .base.public import public_names

register(__name__)
globals().update(Error.__members__)
_look_up, __dir__ = public_names(__name__)


def __getattr__(name: str) -> object:
    # Who takes a name from here is a script, which needs the other package as well. Not so the pytest of a
    # project that has its own package `nodes`, and finds our plugin installed.
    if not name.startswith("_"):
        refuse("nodes")
        globals()["__getattr__"] = _look_up  # once is enough
    return _look_up(name)
