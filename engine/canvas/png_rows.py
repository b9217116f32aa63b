"""The rows of PNG files: filters undone, and samples of any form as red, green, blue and alpha.

What can be is done for a whole row or picture in one step of C: slices, translation tables and, for
what is above, one sum of two long integers.
"""

from __future__ import annotations

from itertools import accumulate

_NOTHING = bytes(256)


def unfilter(raw: bytes, at: int, rows: int, row_bytes: int, pixel_bytes: int) -> bytes | None:
    """Return the samples of rows that start at `at`; None if one has a filter that there is not."""
    above = bytes(row_bytes)
    done = []
    for start in range(at, at + rows * (row_bytes + 1), row_bytes + 1):
        form = raw[start]
        row = raw[start + 1 : start + 1 + row_bytes]
        if form == 1:
            row = _left(row, pixel_bytes)
        elif form == 2:
            row = _sum(row, above)
        elif form == 3:
            row = _average(row, above, pixel_bytes)
        elif form == 4:
            row = _paeth(row, above, pixel_bytes)
        elif form:
            return None
        done.append(row)
        above = row
    return b"".join(done)


def _left(row: bytes, pixel_bytes: int) -> bytes:
    result = bytearray(row)
    for channel in range(min(pixel_bytes, len(row))):
        result[channel::pixel_bytes] = bytes([v & 255 for v in accumulate(row[channel::pixel_bytes])])
    return bytes(result)


def _sum(row: bytes, above: bytes) -> bytes:
    """Add byte by byte: seven bits each as one long integer, and the eighth, which must not carry over."""
    length = len(row)
    a, b = int.from_bytes(row), int.from_bytes(above)
    high = int.from_bytes(b"\x80" * length)
    low = ~high
    return (((a & low) + (b & low)) ^ ((a ^ b) & high)).to_bytes(length)


def _average(row: bytes, above: bytes, pixel_bytes: int) -> bytes:
    result = bytearray(pixel_bytes)  # a pixel of zeros to the left of the first
    for index, value in enumerate(row):
        result.append((value + (result[index] + above[index]) // 2) & 255)
    return bytes(result[pixel_bytes:])


def _paeth(row: bytes, above: bytes, pixel_bytes: int) -> bytes:
    result = bytearray(pixel_bytes)
    corners = bytes(pixel_bytes) + above
    for value, left_at, up in zip(row, range(len(row)), above, strict=True):
        left, corner = result[left_at], corners[left_at]
        by_left, by_up, by_corner = abs(up - corner), abs(left - corner), abs(left + up - 2 * corner)
        if by_left <= by_up and by_left <= by_corner:
            near = left
        elif by_up <= by_corner:
            near = up
        else:
            near = corner
        result.append((value + near) & 255)
    return bytes(result[pixel_bytes:])


def expand(
    samples: bytes,
    kind: int,
    depth: int,
    columns: int,
    row_bytes: int,
    palette: bytes,
    transparency: bytes,
) -> bytes:
    """Return samples of a colour type and a depth as four bytes for each pixel."""
    if kind == 3 or (kind == 0 and depth <= 8):
        indices = samples if depth == 8 else _spread(samples, depth, columns, row_bytes)
        tables = _palette_tables(palette, transparency) if kind == 3 else _grey_tables(depth, transparency)
        return _woven([indices.translate(table) for table in tables])
    if kind == 6 and depth == 8:
        return samples
    size = depth // 8
    channels = {0: 1, 2: 3, 4: 2, 6: 4}[kind]
    planes = [samples[channel * size :: channels * size] for channel in range(channels)]
    if kind in (0, 2):
        planes.append(_keyed(samples, channels, size, transparency))
    if len(planes) == 2:
        planes = [planes[0]] * 3 + planes[1:]
    return _woven(planes)


def _woven(planes: list[bytes]) -> bytes:
    result = bytearray(4 * len(planes[0]))
    for channel, plane in enumerate(planes):
        result[channel::4] = plane
    return bytes(result)


def _spread(samples: bytes, depth: int, columns: int, row_bytes: int) -> bytes:
    """Give every sample of 1, 2 or 4 bits a byte of its own; rows start with a new byte."""
    shifts, mask = range(8 - depth, -1, -depth), (1 << depth) - 1
    table = [bytes([value >> shift & mask for shift in shifts]) for value in range(256)]
    wide = b"".join([table[value] for value in samples])
    stride = row_bytes * 8 // depth
    return b"".join([wide[start : start + columns] for start in range(0, len(wide), stride)])


def _palette_tables(palette: bytes, transparency: bytes) -> tuple[bytes, ...]:
    red, green, blue = [(palette[channel::3] + _NOTHING)[:256] for channel in range(3)]
    return red, green, blue, (transparency + b"\xff" * 256)[:256]


def _grey_tables(depth: int, transparency: bytes) -> tuple[bytes, ...]:
    most = (1 << depth) - 1
    grey = bytes([min(value, most) * 255 // most for value in range(256)])
    alpha = bytearray(b"\xff" * 256)
    if len(transparency) >= 2:
        alpha[int.from_bytes(transparency[:2]) & most] = 0
    return grey, grey, grey, bytes(alpha)


def _keyed(samples: bytes, channels: int, size: int, transparency: bytes) -> bytes:
    """Return alpha: nothing for pixels of the one transparent colour."""
    stride = channels * size
    count = len(samples) // stride
    if len(transparency) < 2 * channels:
        return b"\xff" * count
    key = b"".join([transparency[2 * c + 2 - size : 2 * c + 2] for c in range(channels)])
    return bytes([0 if samples[i : i + stride] == key else 255 for i in range(0, len(samples), stride)])
