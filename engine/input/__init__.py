"""What the user does: events, keys, actions, and what is held down just now.

Each is loaded when it is first asked for: a server does without.
"""

from ..base.public import public_names

__getattr__, __dir__ = public_names(__name__)
