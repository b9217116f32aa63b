"""Texture: a picture, as Sprites and `draw_texture` show it."""

from __future__ import annotations

import os
import sys
from os import PathLike
from typing import Protocol, Self
from weakref import WeakSet, WeakValueDictionary

from ..base.spelling import did_you_mean
from ..files.places import RES, OutsideError, globalize
from ..object.resource import Resource
from ..variant.vector2 import Vector2
from .error import PictureError
from .picture import read_picture, read_size

_LARGEST_FILE = 64 * 1024 * 1024
_ENDINGS = (".png", ".jpg", ".jpeg", ".webp", ".bmp")
_TRANSPARENT = 25
"""The largest alpha, of 255, that is taken as none: a tenth, as in Godot."""


class Shower(Protocol):
    """What draws textures."""

    _freed_: bool

    def _texture_changed_(self) -> None:
        """Take note that a texture that it has drawn looks otherwise now."""


class Texture(Resource):
    """A picture that does not change, made by `Texture.load` or `Texture.from_rgba`.

    Loading reads the size alone; the pixels are unpacked when a driver wants to show them. The file may
    be a PNG, a JPEG, a WebP or a BMP, whatever its name says.

    Source: Godot 3.6's `Texture` and `ImageTexture`.
    """

    __slots__ = ("_alpha_", "_rgba_", "file", "height", "path", "width")

    _shown_by_: WeakSet[Shower] | None = None  # friend: canvas_item
    """What has drawn it since it changed last; None of one that does not change."""
    width: int
    height: int
    """In pixels of the picture."""
    path: str
    """The file that it was loaded from; empty if it was made."""
    file: bytes
    """What the file holds, for a driver that unpacks it itself; empty if the texture was made."""

    def __init__(
        self, width: int = 1, height: int = 1, *, rgba: bytes = b"", file: bytes = b"", path: str = ""
    ) -> None:
        """Use `Texture.load` and `Texture.from_rgba`, which check what they are given. Else it is clear."""
        self.width = width
        self.height = height
        self.path = path
        self.file = file
        self._rgba_ = rgba if rgba or file else bytes(4 * width * height)
        self._alpha_ = b""

    @classmethod
    def load(cls, path: str | PathLike[str]) -> Texture:
        """Return the picture of a file; of the same file the same object, while it is in use.

        A relative path that leads nowhere from the working directory is tried from that of the file
        that calls this: `Texture.load("icon.png")` finds what is beside the script. `res://` is
        that, too, or the folder of the program; `user://` is where the program keeps things.
        PictureError, which says why, if the file cannot be used.
        """
        given = os.fsdecode(path)
        try:
            name = _found(given, sys._getframe(1).f_globals.get("__file__"))
        except OutsideError as error:
            raise PictureError(f"The picture cannot be opened: {error}") from error
        try:
            with open(name, "rb") as file:
                status = os.fstat(file.fileno())
                key = (name, status.st_ino, status.st_mtime_ns, status.st_size)
                loaded = _loaded.get(key)
                if loaded is not None:
                    return loaded
                data = file.read(_LARGEST_FILE + 1)
        except (OSError, ValueError) as error:
            raise PictureError(
                f"The picture {name!r} cannot be opened: {getattr(error, 'strerror', None) or error}."
                f"{_beside(name)}"
            ) from error
        if len(data) > _LARGEST_FILE:
            raise PictureError(f"The picture {name!r} has more than {_LARGEST_FILE} bytes.")
        try:
            width, height = read_size(data)
        except PictureError as error:
            raise PictureError(f"The picture {name!r} cannot be used. {error}") from error
        _loaded[key] = texture = cls(width, height, file=data, path=name)
        return texture

    @classmethod
    def from_rgba(cls, width: int, height: int, rgba: bytes) -> Texture:
        """Return a picture of these pixels, four bytes each (red, green, blue, alpha), top row first."""
        if width < 1 or height < 1 or len(rgba) != 4 * width * height:
            raise PictureError(
                f"A picture has at least one pixel and four bytes for each: {width} x {height} pixels cannot"
                f" have {len(rgba)} bytes."
            )
        return cls(width, height, rgba=bytes(rgba))

    def _picture_(self) -> Texture:  # friend: atlas_texture, painting; override point
        """Return what a driver shows of it: pixels that do not change."""
        return self

    def rgba(self) -> bytes:
        """Return the pixels, four bytes each, top row first. A file is unpacked anew each time."""
        if not self.file:
            return self._rgba_
        try:
            return read_picture(self.file)[2]
        except PictureError as error:
            raise PictureError(f"The picture {self.path!r} cannot be used. {error}") from error

    def duplicate(self, subresources: bool = False) -> Self:
        """Return the texture: it does not change."""
        return self

    def is_pixel_opaque(self, x: int, y: int) -> bool:
        """Return False where a pixel is (nearly) transparent, and outside of the picture."""
        if not (0 <= x < self.width and 0 <= y < self.height):
            return False
        if not self._alpha_:
            self._alpha_ = self.rgba()[3::4]
        return self._alpha_[y * self.width + x] > _TRANSPARENT

    def get_width(self) -> int:
        """Return the width in pixels."""
        return self.width

    def get_height(self) -> int:
        """Return the height in pixels."""
        return self.height

    def get_size(self) -> Vector2:
        """Return the width and the height."""
        return Vector2(self.width, self.height)

    def __repr__(self) -> str:
        return f"<Texture {self.path or 'made'!r}, {self.width} x {self.height}>"


def _beside(name: str) -> str:
    """Return which picture in the folder may be meant instead, or where there is no such folder."""
    folder = os.path.dirname(os.path.abspath(name)) if "\0" not in name else ""
    try:
        pictures = [n for n in os.listdir(folder) if n.lower().endswith(_ENDINGS)]
    except OSError:
        return ""
    return did_you_mean(os.path.basename(name), pictures) or f" It was looked for in {folder!r}."


def _found(name: str, caller: str | None) -> str:
    """Return the path as it is or, if it leads nowhere, from beside the file that asks for it."""
    bare, placed = name.removeprefix(RES), globalize(name)
    if placed != name and bare == name:  # user://
        return placed
    if caller is not None and (bare != name or not os.path.exists(name)):
        beside = os.path.join(os.path.dirname(caller), bare)
        if os.path.exists(beside):
            return beside
    return placed if os.path.exists(placed) else bare


_loaded: WeakValueDictionary[tuple[str, int, int, int], Texture] = WeakValueDictionary()
