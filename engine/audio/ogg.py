"""OGG Vorbis files: how long one is. Bytes in, an Ogg or an AudioError out; nothing is decoded.

Sources: RFC 3533, section 6 (pages), and "Vorbis I", section 4.2.2 (the first packet).
"""

from __future__ import annotations

from .error import AudioError

_MARK = b"OggS"
_PAGE_HEADER = 27
_VORBIS = b"\x01vorbis"
_FIRST_PACKET = 30
_MOST_MARKS = 1000
"""How many places that look like a page are looked at, from the end."""


class Ogg:
    """What is known of an OGG Vorbis file."""

    __slots__ = ("channels", "frames", "mix_rate")

    def __init__(self, channels: int, mix_rate: int, frames: int) -> None:
        self.channels: int = channels
        self.mix_rate: int = mix_rate
        self.frames: int = frames
        """How many samples each channel has: the position of the last page."""

    @property
    def length(self) -> float:
        """Seconds."""
        return self.frames / self.mix_rate


def read_ogg(data: bytes) -> Ogg:
    """Return what an OGG Vorbis file says of itself."""
    if len(data) < _PAGE_HEADER or data[:4] != _MARK:
        raise AudioError("It is no OGG file: it does not begin with OggS.")
    start = _PAGE_HEADER + data[26]
    packet = data[start : start + _FIRST_PACKET]
    if len(packet) < _FIRST_PACKET or not packet.startswith(_VORBIS):
        raise AudioError("This OGG file has no Vorbis sound: save it as OGG Vorbis.")
    channels, rate = packet[11], int.from_bytes(packet[12:16], "little")
    if not channels or not rate:
        raise AudioError("This OGG file says that it has no channels, or no samples in a second.")
    return Ogg(channels, rate, _frames(data, data[14:18]))


def _frames(data: bytes, stream: bytes) -> int:
    """Return the position of the last page of a stream that has one; -1 says that none ends in the page."""
    at = len(data)
    for _ in range(_MOST_MARKS):
        at = data.rfind(_MARK, 0, at)
        if at < 0:
            break
        page = data[at : at + _PAGE_HEADER]
        position = int.from_bytes(page[6:14], "little", signed=True)
        if len(page) == _PAGE_HEADER and not page[4] and page[14:18] == stream and position >= 0:
            return position
    raise AudioError("This OGG file has no page that says where it ends.")
