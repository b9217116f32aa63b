"""What plays sounds. Each is loaded when it is first asked for."""

from engine.base.public import public_names

__getattr__, __dir__ = public_names(__name__)
