"""Glyphs drawn by FreeType, which pyglet brings on Linux; what a font lacks comes from the system's fonts."""

from __future__ import annotations

import os
from ctypes import byref, c_uint, string_at
from functools import lru_cache
from typing import Any
from unicodedata import category

from pyglet.font import freetype_lib as ft

from ...text.font import Font
from .fontconfig import font_with
from .glyph_pixels import (
    fitted,
    from_bgra,
    from_gray,
    from_mono,
)
from .sheet import Bitmap

_LIGHT = ft.FT_LOAD_TARGET_LIGHT
"""Hinted upright alone: sharp, and as wide as the font says."""
_NOT_FOUND = (0x25A1, 0xFFFD)
"""Drawn for what no font has: an empty square, or the sign for an unknown character."""
_MOST_FALLBACKS = 64
_FIRST_EMOJI, _LAST_EMOJI = 0x1F000, 0x1FAFF
"""What is shown in colours, rather than as a letter, where there is a font for it."""
_MARK = 0.28
"""Where the middle of a letter is, on average, before the pen that stands behind it; by the size."""

_render = ft._get_function_with_error_handling("FT_Render_Glyph", [ft.FT_GlyphSlot, c_uint], ft.FT_Error)
_embolden = ft._get_function("FT_GlyphSlot_Embolden", [ft.FT_GlyphSlot], None)
_slant = ft._get_function("FT_GlyphSlot_Oblique", [ft.FT_GlyphSlot], None)


class FreeTypeRasterizer:
    """Draws characters of fonts, each in its cell."""

    def __init__(self) -> None:
        self._fallbacks: dict[str, list[_Face]] = {"sans-serif": [], "emoji": []}
        self._missing: set[str] = set()

    def bitmap(self, font: Font, char: str, scale: float) -> Bitmap | None:
        """See `sheet.Rasterizer`."""
        kind = category(char)
        if kind in ("Cc", "Cs", "Zs", "Zl", "Zp"):
            return None
        face = _face(font.path)
        index = face.index(ord(char)) if face else 0
        if face and index:
            bitmap = face.draw(index, font.size * scale, font.bold, font.italic)
            return _on_letter(bitmap, font.size * scale) if kind == "Mn" and bitmap else bitmap
        cell = font.advance(char) * scale
        if not cell and kind[0] == "C":
            return None
        return self._from_others(font, char, scale, cell)

    def _from_others(self, font: Font, char: str, scale: float, cell: float) -> Bitmap | None:
        face = self._fallback(char)
        codes: tuple[int, ...] = (ord(char),)
        if face is None:
            face, codes = _face(font.path), _NOT_FOUND
            if not cell:
                return None
        index = next(filter(None, map(face.index, codes)), 0) if face else 0
        if face is None or not index:
            return None
        size = font.size * scale
        if not cell:  # a mark, put onto the character before it
            mark = face.draw(index, size, font.bold, font.italic)
            return _on_letter(mark, size) if mark else None
        bitmap = face.draw(index, size, font.bold, font.italic)
        if bitmap is None:
            return None
        advance = face.advance()
        if not bitmap.colored and advance > cell:
            bitmap = face.draw(index, size * cell / advance, font.bold, font.italic) or bitmap
            advance = face.advance()
        return fitted(bitmap, advance, cell, size)

    def _fallback(self, char: str) -> _Face | None:
        """Return a face of the system that has the character."""
        code = ord(char)
        family = "emoji" if _FIRST_EMOJI <= code <= _LAST_EMOJI else "sans-serif"
        faces = self._fallbacks[family]
        for face in faces:
            if face.index(code):
                return face
        if char in self._missing or len(faces) >= _MOST_FALLBACKS:
            return None
        found = font_with(code, family)
        face_found = _face(*found) if found else None
        if face_found is None or not face_found.index(code):
            if len(self._missing) < 10_000:
                self._missing.add(char)
            return None
        faces.append(face_found)
        return face_found


def _on_letter(mark: Bitmap, size: float) -> Bitmap:
    """Return a mark that combines with a letter above, or below, where letters mostly are."""
    return mark._replace(left=round(-_MARK * size - mark.width / 2.0))


class _Face:
    """A font file, opened by FreeType."""

    def __init__(self, path: str, number: int) -> None:
        self._face = ft.FT_Face()
        ft.FT_New_Face(ft.ft_get_library(), os.fsencode(path), number, byref(self._face))
        face = self._face.contents
        self._scalable = bool(face.face_flags & ft.FT_FACE_FLAG_SCALABLE)
        self._flags = ft.FT_LOAD_COLOR if face.face_flags & ft.FT_FACE_FLAG_COLOR else 0
        self._bold = bool(face.style_flags & ft.FT_STYLE_FLAG_BOLD)
        self._italic = bool(face.style_flags & ft.FT_STYLE_FLAG_ITALIC)

    def __del__(self) -> None:
        if self._face and ft is not None:
            ft.FT_Done_Face(self._face)

    def index(self, code: int) -> int:
        """Return the glyph of a character, 0 if there is none."""
        return int(ft.FT_Get_Char_Index(self._face, code))

    def advance(self) -> float:
        """Return how far the glyph drawn last moves the pen, in pixels."""
        return float(self._face.contents.glyph.contents.advance.x / 64.0)

    def draw(self, index: int, pixels: float, bold: bool, italic: bool) -> Bitmap | None:
        """Return the pixels of a glyph at a size; None if it cannot be drawn."""
        try:
            if self._scalable:
                ft.FT_Set_Char_Size(self._face, 0, max(64, round(pixels * 64.0)), 72, 72)
            else:
                ft.FT_Select_Size(self._face, 0)
            ft.FT_Load_Glyph(self._face, index, _LIGHT | self._flags)
            slot = self._face.contents.glyph
            if slot.contents.format == ft.FT_GLYPH_FORMAT_OUTLINE:
                if bold and not self._bold:
                    _embolden(slot)
                if italic and not self._italic:
                    _slant(slot)
                _render(slot, ft.FT_RENDER_MODE_LIGHT)
        except ft.FreeTypeError:
            return None
        return _pixels(slot.contents)


def _pixels(slot: Any) -> Bitmap | None:
    bitmap = slot.bitmap
    width, height, pitch = bitmap.width, bitmap.rows, bitmap.pitch
    if not width or not height or not bitmap.buffer:
        return None
    mode = bitmap.pixel_mode
    length = {ft.FT_PIXEL_MODE_GRAY: width, ft.FT_PIXEL_MODE_MONO: (width + 7) // 8}.get(mode, 4 * width)
    data = string_at(bitmap.buffer, abs(pitch) * height)
    if abs(pitch) != length:
        data = b"".join([data[start : start + length] for start in range(0, len(data), abs(pitch))])
    if mode == ft.FT_PIXEL_MODE_GRAY:
        return Bitmap(slot.bitmap_left, slot.bitmap_top, width, height, from_gray(data))
    if mode == ft.FT_PIXEL_MODE_MONO:
        return Bitmap(slot.bitmap_left, slot.bitmap_top, width, height, from_mono(data, width))
    if mode != ft.FT_PIXEL_MODE_BGRA:
        return None
    return Bitmap(slot.bitmap_left, slot.bitmap_top, width, height, from_bgra(data), colored=True)


@lru_cache(maxsize=_MOST_FALLBACKS + 64)
def _face(path: str, number: int = 0) -> _Face | None:
    try:
        return _Face(path, number)
    except ft.FreeTypeError:
        return None
