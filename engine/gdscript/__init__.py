"""The functions and constants that GDScript has everywhere and Python has not.

What Python has under the same name (`abs`, `min`, `max`, `round`, `len`, `range`, `print`, `int`, `str` …),
or in its `math` (`sin`, `sqrt`, `floor` …), stays Python's; docs/from-gdscript.md says what differs.
"""

from ..base.public import public_names

__getattr__, __dir__ = public_names(__name__)
