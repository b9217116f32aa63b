"""What went over the connections of a node, in numbers."""

from __future__ import annotations


class Traffic:
    """What a client or a server has received and sent since it was made."""

    __slots__ = (
        "bytes_in",
        "bytes_out",
        "lost",
        "packets_in",
        "packets_out",
        "packets_refused",
        "peers",
        "queued",
        "refused",
    )

    def __init__(self) -> None:
        self.bytes_in: int = 0
        """Without those of TLS and TCP, as all bytes here."""
        self.bytes_out: int = 0
        self.packets_in: int = 0
        self.packets_out: int = 0
        self.packets_refused: int = 0
        """Those that were not sent, with an error code, as too much waited already."""
        self.refused: int = 0
        """Connections that were tried, here or there, and not made; without probes."""
        self.lost: int = 0
        """Connections that ended without close frames."""
        self.peers: int = 0
        """Connections that there are now."""
        self.queued: int = 0
        """Bytes that wait to be sent now."""

    def add(self, other: Traffic) -> None:
        """Add the numbers of another node."""
        for name in self.__slots__:
            setattr(self, name, getattr(self, name) + getattr(other, name))
