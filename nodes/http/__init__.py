"""Godot 3's HTTP classes, on the sans-I/O protocol of the `h11` library.

From the wire up: an `Exchange` turns bytes into what an answer has, a `Connection` has the socket below it;
`HTTPClient` is one for a script that does it all by hand, `HTTPRequest` asks for one thing and follows
where it has moved to.
"""

from engine.base.public import public_names

__getattr__, __dir__ = public_names(__name__)
