"""What scripts written by `python -m engine port` import where Python has nothing that does just the same.

    from engine.ported import div, substr

Functions that take an object first are GDScript's methods of texts, arrays and dictionaries: given anything
else they call its own method of that name, so that a line whose kinds are not known still means the same.
Whoever edits such a script may put Python's way in their place: docs/from-gdscript.md has the table.
"""

from ..base.public import public_names

__getattr__, __dir__ = public_names(__name__)
