"""What games made with Godot are weak at, and what is done about it at this end.

A game of Godot 4 loses messages that it reads together with a close frame: that is sent a while after them.
At a message that is longer than its buffer it closes. Godot 3 does not notice some close codes.
"""

from __future__ import annotations

from collections.abc import Callable

from engine import push_warning

from .events import GOING_AWAY
from .log import log

PAUSE = 0.1
"""Seconds from the last message to a close frame, which a game of Godot 4 then reads in a later frame."""
MOST_TAKEN = 65535
"""The `inbound_buffer_size` of Godot 4's peers: at a longer message they close the connection."""

UNNOTICED = (1012, 1013, 1014)
"""Close codes at which real clients of Godot 3.2.3 and 3.6.2 in multiplayer mode stay connected."""


def noticed(code: int) -> int:
    """Return a close code for a game: the same, or 1001 with a warning for one that it would not notice."""
    if code not in UNNOTICED:
        return code
    push_warning(
        f"Games of Godot 3 do not notice a close with code {code} and stay connected for ever: {GOING_AWAY}"
        " is sent in its place. Write 1000, 1001 or one from 3000 to 4999."
    )
    return GOING_AWAY


class SizeLimit:
    """Warns, once, of a packet that is longer than a game of Godot 4 takes unless it was told to."""

    def __init__(self, who: Callable[[], object]) -> None:
        self._who = who
        self._has_warned = False

    def check(self, data: bytes) -> None:
        """Take note of a packet that is sent."""
        if len(data) > MOST_TAKEN and not self._has_warned:
            self._has_warned = True
            log.warning(
                "%r: a packet of %d bytes goes to a game of Godot 4, which closes the connection at more than"
                " %d unless its `inbound_buffer_size` is raised before it connects. Set it there, or send"
                " less at once.",
                self._who(),
                len(data),
                MOST_TAKEN,
            )
