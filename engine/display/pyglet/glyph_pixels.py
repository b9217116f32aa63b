"""Pixels of glyphs: from what font libraries give to the bytes of a sheet, and made to fit a cell."""

from __future__ import annotations

from itertools import pairwise

from .sheet import Bitmap


def from_gray(data: bytes) -> bytes:
    """Return white pixels that are as opaque as the bytes say."""
    rgba = bytearray(b"\xff") * (4 * len(data))
    rgba[3::4] = data
    return bytes(rgba)


def from_mono(data: bytes, width: int) -> bytes:
    """Return white pixels for the bits that are set; each row of `width` bits begins with a byte."""
    length = (width + 7) // 8
    gray = bytearray()
    for start in range(0, len(data), length):
        bits = f"{int.from_bytes(data[start : start + length]):0{8 * length}b}"
        gray += bytes([255 if bit == "1" else 0 for bit in bits[:width]])
    return from_gray(bytes(gray))


def from_bgra(data: bytes) -> bytes:
    """Return pixels whose colours were multiplied by how opaque they are."""
    rgba = bytearray(data)
    rgba[0::4], rgba[2::4] = data[2::4], data[0::4]
    for i, alpha in enumerate(data[3::4]):
        if 0 < alpha < 255:
            for place in range(4 * i, 4 * i + 3):
                rgba[place] = min(255, rgba[place] * 255 // alpha)
    return bytes(rgba)


def fitted(bitmap: Bitmap, advance: float, cell: float, size: float) -> Bitmap:
    """Return a glyph of another font in the middle of its cell, and smaller if it is larger than that.

    Coloured glyphs come in one size only: they become as high as the font's `size`.
    """
    scale = 1.0
    if bitmap.colored:
        scale = min(cell / bitmap.width, size / bitmap.height, 1.0)
        bitmap, advance = shrunk(bitmap, scale), advance * scale
        bitmap = bitmap._replace(left=round((advance - bitmap.width) / 2.0))
        bitmap = bitmap._replace(top=round(bitmap.height * 0.8))
    return bitmap._replace(left=bitmap.left + round((cell - advance) / 2.0))


def shrunk(bitmap: Bitmap, scale: float) -> Bitmap:
    """Return the bitmap in a smaller size, every pixel the mean of those that it covers."""
    if scale >= 1.0:
        return bitmap
    width, height = max(1, round(bitmap.width * scale)), max(1, round(bitmap.height * scale))
    columns = [bitmap.width * x // width for x in range(width + 1)]
    lines = [bitmap.height * y // height for y in range(height + 1)]
    rgba = bytearray()
    source, stride = bitmap.rgba, 4 * bitmap.width
    for top, bottom in pairwise(lines):
        for left, right in pairwise(columns):
            rows = range(max(top, 0), max(bottom, top + 1))
            ends = 4 * left, 4 * max(right, left + 1)
            block = b"".join([source[y * stride + ends[0] : y * stride + ends[1]] for y in rows])
            rgba += _mean(block)
    return bitmap._replace(
        left=round(bitmap.left * scale),
        top=round(bitmap.top * scale),
        width=width,
        height=height,
        rgba=bytes(rgba),
    )


def _mean(block: bytes) -> bytes:
    """Return the mean of pixels; colours count as much as they are opaque."""
    alphas = block[3::4]
    total = sum(alphas)
    if not total:
        return bytes(4)
    parts = [sum(c * a for c, a in zip(block[i::4], alphas, strict=True)) // total for i in range(3)]
    return bytes((*parts, total // len(alphas)))
