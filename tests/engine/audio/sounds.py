"""Sounds for tests, made of nothing."""

import struct
from pathlib import Path

from engine import AudioStreamSample

FILES = Path(__file__).parent / "files"
"""OGG files, of which the README there tells."""


def chunk(name, body):
    return name + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2)


def header(kind=1, channels=1, rate=8000, bits=16):
    size = channels * bits // 8
    return chunk(b"fmt ", struct.pack("<HHIIHH", kind, channels, rate, rate * size, size, bits))


def wav(*chunks):
    body = b"WAVE" + b"".join(chunks)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def loop_chunk(kind, begin, end):
    return chunk(
        b"smpl", struct.pack("<9I", *[0] * 7, 1, 0) + struct.pack("<6I", 0, kind, begin, end, 0, 0)[0:24]
    )


def page(position, packet=b"", serial=7):
    head = struct.pack("<4sBBqIIIB", b"OggS", 0, 0, position, serial, 0, 0, 1)
    return head + bytes([len(packet)]) + packet


def vorbis(channels=2, rate=44100):
    return b"\x01vorbis" + struct.pack("<IBIiiiBB", 0, channels, rate, 0, 0, 0, 0xB8, 1)


def ogg(frames, rate=44100):
    return page(0, vorbis(rate=rate)) + page(-1) + page(frames, b"x" * 20)


def checked(data):
    """Return an OGG file with the checksums that its pages should have, so that decoders look into them."""
    data, at = bytearray(data), -1
    while (at := data.find(b"OggS", at + 1)) >= 0 and at + 27 <= len(data):
        end = at + 27 + data[at + 26] + sum(data[at + 27 : at + 27 + data[at + 26]])
        data[at + 22 : at + 26] = bytes(4)
        data[at + 22 : at + 26] = struct.pack("<I", _checksum(data[at:end]))
    return bytes(data)


def _checksum(page):
    found = 0
    for byte in page:
        found = (found << 8 & 0xFFFFFFFF) ^ CHECKSUMS[found >> 24 ^ byte]
    return found


def _checksum_of(byte):
    found = byte << 24
    for _ in range(8):
        found = found << 1 ^ (0x104C11DB7 if found >> 31 else 0)
    return found


CHECKSUMS = [_checksum_of(byte) for byte in range(256)]
"""Of each byte: RFC 3533, section 6."""


def silence(seconds, **properties):
    """Return samples of so many seconds that nobody would hear anyway."""
    sample = AudioStreamSample()
    sample.format = AudioStreamSample.FORMAT_16_BITS
    sample.mix_rate = 8000
    sample.data = bytes(int(seconds * 8000) * 2)
    for name, value in properties.items():
        setattr(sample, name, value)
    return sample


class Device:
    """A driver that writes down what it is to do."""

    def __init__(self):
        self.log = []
        self.closed = False

    def play(self, stream, position):
        self.log.append(("play", round(position, 3)))
        return Heard(self.log)

    def close(self):
        self.closed = True


class Heard:
    """A sound that writes down what it is to do."""

    def __init__(self, log):
        self.log = log

    def tune(self, left, right, pitch):
        self.log.append(("tune", round(left, 3), round(right, 3), pitch))

    def pause(self, paused):
        self.log.append(("pause", paused))

    def stop(self):
        self.log.append(("stop",))

    def release(self):
        self.log.append(("release",))
