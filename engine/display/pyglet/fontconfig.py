"""Which font of the system has a character: asked of fontconfig, which pyglet loads on Linux."""

from __future__ import annotations

import os
from ctypes import byref, c_int, c_uint, c_void_p, string_at
from functools import cache
from typing import Any

from pyglet.font import fontconfig

_FUNCTIONS: tuple[tuple[str, Any, list[Any]], ...] = (
    ("FcCharSetCreate", c_void_p, []),
    ("FcCharSetAddChar", c_int, [c_void_p, c_uint]),
    ("FcCharSetDestroy", None, [c_void_p]),
    ("FcPatternAddCharSet", c_int, [c_void_p, c_void_p, c_void_p]),
    ("FcPatternGetString", c_int, [c_void_p, c_void_p, c_int, c_void_p]),
    ("FcPatternGetInteger", c_int, [c_void_p, c_void_p, c_int, c_void_p]),
)
"""What pyglet does not use itself."""


def font_with(code: int, family: str = "sans-serif") -> tuple[str, int] | None:
    """Return the font file, and which face in it, that suits best to show a character.

    `family` is one of fontconfig's: "sans-serif", or "emoji" for coloured ones if there are any.
    """
    library = _library()
    if library is None:
        return None
    chars = library.FcCharSetCreate()
    pattern = library.FcPatternCreate()
    try:
        library.FcCharSetAddChar(chars, code)
        library.FcPatternAddCharSet(pattern, b"charset", chars)
        library.FcPatternAddString(pattern, fontconfig.FC_FAMILY, family.encode())
        library.FcConfigSubstitute(None, pattern, fontconfig.FcMatchPattern)
        library.FcDefaultSubstitute(pattern)
        found = library.FcFontMatch(None, pattern, byref(c_int()))
    finally:
        library.FcPatternDestroy(pattern)
        library.FcCharSetDestroy(chars)
    if not found:
        return None
    path, number = c_void_p(), c_int()
    try:
        if library.FcPatternGetString(found, fontconfig.FC_FILE, 0, byref(path)) or not path.value:
            return None
        library.FcPatternGetInteger(found, b"index", 0, byref(number))
        return os.fsdecode(string_at(path.value)), number.value & 0xFFFF
    finally:
        library.FcPatternDestroy(found)


@cache
def _library() -> Any:
    try:
        library = fontconfig.get_fontconfig()._fontconfig
    except ImportError:
        return None
    for name, restype, argtypes in _FUNCTIONS:
        function = getattr(library, name)
        function.restype, function.argtypes = restype, argtypes
    return library
