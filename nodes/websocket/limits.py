"""How much may wait on a link."""

# No `from __future__ import annotations`: those of a NamedTuple would be texts, each of which is compiled.

from typing import NamedTuple


class Limits(NamedTuple):
    """How much may wait in each direction: Godot's `set_buffers`, which says how strictly."""

    in_bytes: int = 64 * 1024
    in_packets: int = 1024
    out_bytes: int = 64 * 1024
    out_packets: int = 1024
