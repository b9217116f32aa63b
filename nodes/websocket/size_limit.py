"""What a game of Godot 4 takes at once, as it comes from the editor."""

from __future__ import annotations

from collections.abc import Callable

from .log import log

MOST_TAKEN = 65535
"""The `inbound_buffer_size` of Godot 4's peers: at a longer message they close the connection."""


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
