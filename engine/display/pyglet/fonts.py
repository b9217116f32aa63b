"""Glyphs drawn by what pyglet has for this system, where that is not FreeType: DirectWrite, Quartz.

Not tested on those systems; the tests let it draw with FreeType.
"""

from __future__ import annotations

import struct
from ctypes import byref, c_int
from typing import Any
from unicodedata import category

import pyglet.font
from pyglet import gl
from pyglet.font.base import FontException

from ...text.font import Font
from .sheet import Bitmap

_FAMILY = 1
_WINDOWS, _MACINTOSH = 3, 1


class PygletRasterizer:
    """Draws characters of fonts, each in its cell."""

    def __init__(self) -> None:
        self._families: dict[str, str] = {}
        self._fonts: dict[tuple[Font, float], Any] = {}

    def bitmap(self, font: Font, char: str, scale: float) -> Bitmap | None:
        """See `sheet.Rasterizer`."""
        if category(char) in ("Cc", "Cs", "Zs", "Zl", "Zp"):
            return None
        bound = c_int()
        gl.glGetIntegerv(gl.GL_TEXTURE_BINDING_2D, byref(bound))
        try:
            loaded = self._loaded(font, scale)
            loaded.images.clear()
            loaded.glyphs.clear()  # so that it is drawn again if it has been
            glyph = loaded.get_glyphs(char)[0][0]
            return _bitmap(glyph, loaded.images[-1]) if loaded.images else None
        finally:
            gl.glBindTexture(gl.GL_TEXTURE_2D, bound.value)

    def _loaded(self, font: Font, scale: float) -> Any:
        key = font, scale
        loaded = self._fonts.get(key)
        if loaded is None:
            family = self._families.get(font.path)
            if family is None:
                with open(font.path, "rb") as file:
                    data = file.read()
                pyglet.font.add_file(data)
                family = self._families[font.path] = family_name(data)
            weight = "bold" if font.bold else "normal"
            size = font.size * scale
            try:
                loaded = pyglet.font.load(family, size, weight=weight, italic=font.italic, dpi=72)
            except FontException:  # no font of this machine slants: better upright than none
                loaded = pyglet.font.load(family, size, weight=weight, dpi=72)
            _keep_images(loaded)
            self._fonts[key] = loaded
        return loaded


def _keep_images(loaded: Any) -> None:
    """Let a font keep what it draws, which else would go to the graphics card at once."""
    create = type(loaded).create_glyph
    loaded.images = []

    def create_glyph(image: Any, *more: Any) -> Any:
        loaded.images.append(image)
        return create(loaded, image, *more)

    loaded.create_glyph = create_glyph


def _bitmap(glyph: Any, image: Any) -> Bitmap | None:
    width, height = image.width, image.height
    rgba = bytes(image.get_data("RGBA", 4 * width))
    if not any(rgba[3::4]):
        return None
    if glyph.tex_coords[1] < glyph.tex_coords[7]:  # the lowest row comes first
        rgba = b"".join([rgba[y : y + 4 * width] for y in range(len(rgba) - 4 * width, -1, -4 * width)])
    left, _, _, top = glyph.vertices
    grey = rgba[0::4] == rgba[1::4] == rgba[2::4]
    return Bitmap(round(left), round(top), width, height, rgba, colored=not grey)


def family_name(data: bytes) -> str:
    """Return what the family of a TrueType font is called; empty if the file does not say."""
    count = struct.unpack_from(">H", data, 4)[0]
    for place in range(12, 12 + 16 * count, 16):
        tag, _, start, _ = struct.unpack_from(">4sIII", data, place)
        if tag == b"name":
            return _family(data, start)
    return ""


def _family(data: bytes, start: int) -> str:
    _, count, texts = struct.unpack_from(">HHH", data, start)
    for place in range(start + 6, start + 6 + 12 * count, 12):
        platform, _, _, name, length, offset = struct.unpack_from(">6H", data, place)
        if name == _FAMILY and platform in (_WINDOWS, _MACINTOSH):
            text = data[start + texts + offset :][:length]
            return text.decode("utf-16-be" if platform == _WINDOWS else "mac-roman", errors="replace")
    return ""
