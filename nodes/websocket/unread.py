"""What was received and waits to be read by the script."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from itertools import islice
from operator import itemgetter
from typing import TYPE_CHECKING, TypeAlias

Packet: TypeAlias = "tuple[bytes, bool]"
"""A payload, and whether it came as text."""


_payload_of = itemgetter(0)


class Unread(deque[Packet]):
    """The packets of one link that the script has not taken yet, oldest first.

    Whoever fills it looks at `is_full` and then stops, with `hold`, until half of what held it up has
    been taken. Nothing is ever dropped: what is here already when it gets full stays.

    Bytes are counted when somebody asks, so that a packet that is taken at once, as nearly all are,
    costs no more than in a bare deque.
    """

    __slots__ = ("_go_on", "_size", "counted", "max_packets", "max_size")

    def __init__(self, max_size: int, max_packets: int) -> None:
        super().__init__()
        self.max_size: int = max_size
        """Bytes of payload that fill it."""
        self.max_packets: int = max_packets
        self.counted: int = 0
        """How many packets, from the oldest on, are in `size`; while none is, `popleft` does for `take`."""
        self._size = 0
        self._go_on: Callable[[], None] | None = None

    def __repr__(self) -> str:
        held = ", held" if self.held else ""
        return f"<Unread: {len(self)} packets, {self.size} bytes{held}>"

    @property
    def size(self) -> int:
        """Bytes of payload that wait."""
        self._count()
        return self._size

    if TYPE_CHECKING:

        def take_in(self, packet: Packet, /) -> None:
            """Put a packet at the end."""

    else:
        take_in = deque.append

    def take(self) -> Packet:
        """Take the oldest packet out. Raises IndexError if there is none."""
        packet = self.popleft()
        if self.counted:  # as all are while somebody is held
            self.counted -= 1
            self._size -= len(packet[0])
            if self._go_on is not None:
                self._look_for_room(self._go_on)
        return packet

    def take_out(self, place: int) -> Packet:
        """Take a packet that has so many older ones before it."""
        self._count()
        packet = self[place]
        del self[place]
        self.counted -= 1
        self._size -= len(packet[0])
        if self._go_on is not None:
            self._look_for_room(self._go_on)
        return packet

    def is_full(self) -> bool:
        """Return True if there is as much as may wait."""
        return len(self) >= self.max_packets or self.size >= self.max_size

    @property
    def held(self) -> bool:
        """True while no more comes, because too much waits to be taken."""
        return self._go_on is not None

    def hold(self, go_on: Callable[[], None]) -> None:
        """Call `go_on` once half of the room is free again. Only while there is something to take."""
        self._count()
        self._go_on = go_on

    def release(self) -> None:
        """Hold nobody any more; `go_on` is not called."""
        self._go_on = None

    def _count(self) -> None:
        """Count the packets that came since the last time."""
        count = len(self)
        if self.counted != count:
            self._size += sum(map(len, map(_payload_of, islice(reversed(self), count - self.counted))))
            self.counted = count

    def _look_for_room(self, go_on: Callable[[], None]) -> None:
        if self.size * 2 <= self.max_size and len(self) * 2 <= self.max_packets:
            self._go_on = None
            go_on()
