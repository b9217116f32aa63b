"""Files in the PNG format, made piece by piece, so that each may be wrong."""

import struct
import zlib

from engine.canvas.png import SIGNATURE


def chunk(kind, body):
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def header(width, height, depth=8, kind=6, interlaced=0, compression=0, filtering=0):
    body = struct.pack(">IIBBBBB", width, height, depth, kind, compression, filtering, interlaced)
    return SIGNATURE + chunk(b"IHDR", body)


def png(width, height, rows, depth=8, kind=6, interlaced=0, more=b""):
    pixels = zlib.compress(rows)
    half = len(pixels) // 2
    parts = chunk(b"IDAT", pixels[:half]) + chunk(b"IDAT", pixels[half:])
    return header(width, height, depth, kind, interlaced) + more + parts + chunk(b"IEND", b"")
