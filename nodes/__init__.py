"""The node classes of Estragon, named as Godot names them.

Each is loaded when it is first asked for: a server does without what shows something, a game of one
player without the network.
"""

import sys

try:
    from engine.base.native import register
    from engine.base.public import public_names
except ImportError:
    # `engine.base.in_the_way` has better words, but it is just what cannot be imported.
    _engine = sys.modules.get("engine")
    _place = getattr(_engine, "__file__", None) or next(iter(getattr(_engine, "__path__", ())), "")
    if not _place or hasattr(_engine, "register"):  # ours
        raise
    raise ImportError(
        f"Here `engine` is {_place}, and not Estragon's package of that name. Give it another name, or start"
        " Python where it is not on the import path.",
        name="engine",
        path=_place,
    ) from None

register(__name__)
__getattr__, __dir__ = public_names(__name__)
