"""Pictures as pixels: PNG, JPEG, WebP and BMP files, read by Pillow, which is loaded when one is wanted.

Whatever the bytes are, there is a picture or a PictureError.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from .error import PictureError
from .png import SIGNATURE, Header, check_size, check_whole, read_header

if TYPE_CHECKING:
    from PIL.ImageFile import ImageFile


class Unpacked(Protocol):
    """A picture whose pixels were unpacked by something else."""

    @property
    def size(self) -> tuple[int, int]:
        """Width and height."""

    def rgba(self) -> bytes:
        """Return the pixels, four bytes each."""


unpack: Callable[[bytes], Unpacked] | None = None
"""What reads pictures in the place of Pillow, or raises PictureError. What starts programs where there is
no Pillow puts it here."""


class _Format(NamedTuple):
    """A form of files, and the class of Pillow that opens it."""

    name: str
    module: str
    kind: str


_PNG = _Format("PNG", "PIL.PngImagePlugin", "PngImageFile")
_FORMATS = (
    (SIGNATURE, _PNG),
    (b"\xff\xd8\xff", _Format("JPEG", "PIL.JpegImagePlugin", "JpegImageFile")),
    (b"BM", _Format("BMP", "PIL.BmpImagePlugin", "BmpImageFile")),
    (b"RIFF", _Format("WebP", "PIL.WebPImagePlugin", "WebPImageFile")),
)
_OTHERS = ((b"GIF8", "a GIF"), (b"<", "an SVG"))


def read_size(data: bytes) -> tuple[int, int]:
    """Return the width and the height, without the pixels. PictureError if it is none, or too large."""
    form = _form_of(data)
    if form is _PNG:
        header = read_header(data)
        return header.width, header.height
    if unpack is not None:
        return unpack(data).size
    return _opened(data, form).size


def read_picture(data: bytes) -> tuple[int, int, bytes]:
    """Return the width, the height and the pixels, four bytes each: red, green, blue and alpha.

    16 bits become 8; colour profiles, gamma and texts are left out. Of several pictures in a file it is
    the first. A JPEG lies as it is stored, as in Godot, whatever it says of the camera.
    """
    form = _form_of(data)
    if unpack is not None:
        unpacked = unpack(data)
        return *unpacked.size, unpacked.rgba()
    header = None
    if form is _PNG:
        header = read_header(data)
        check_whole(data, header)
    image = _opened(data, form)
    width, height = image.size
    return width, height, _unpacked(form, lambda: _rgba(image, header))


def _form_of(data: bytes) -> _Format:
    for start, form in _FORMATS:
        if data.startswith(start) and (start != b"RIFF" or data[8:12] == b"WEBP"):
            return form
    what = "it does not start as one: a picture is a PNG, JPEG, WebP or BMP file."
    for start, name in _OTHERS:
        if data.startswith(start):
            what = f"it looks like {name} file: convert it to PNG."
    raise PictureError(f"This is no picture that can be used, {what}")


def _opened(data: bytes, form: _Format) -> ImageFile:
    """Return the picture before its pixels are unpacked."""
    try:
        module = import_module(form.module)
    except ImportError as error:
        raise PictureError(
            "Pictures are read by Pillow, which is not installed: `pip install pillow`."
        ) from error
    # Its class, and not Image.open, which warns of sizes that are refused here.
    image: ImageFile = _unpacked(form, lambda: getattr(module, form.kind)(io.BytesIO(data)))
    check_size(form.name, *image.size)
    return image


def _unpacked(form: _Format, read: Callable[[], Any]) -> Any:
    """Return what Pillow reads; whatever it raises, the file is damaged."""
    try:
        return read()
    except Exception as error:
        raise PictureError(f"The {form.name} file is damaged: it cannot be unpacked.") from error


def _rgba(image: ImageFile, header: Header | None) -> bytes:
    """Return four bytes for each pixel. Pillow knows no grey of 16 bits, and keys of 8 bits alone."""
    image.load()
    key: Any = image.info.get("transparency")
    if header is None or header.kind not in (0, 2) or (key is None and image.mode != "I;16"):
        return image.convert("RGBA").tobytes()
    if header.kind == 2:
        samples = image.tobytes()
        planes = [samples[channel::3] for channel in range(3)]
        keys = [part >> 8 if header.depth == 16 else part & 255 for part in key]
        return _woven(planes, _alpha(planes, keys))
    if image.mode == "I;16":
        samples = image.tobytes()  # little-endian
        low, high = samples[0::2], samples[1::2]
        return _woven([high] * 3, _alpha([low, high], [] if key is None else [key & 255, key >> 8]))
    grey = image.convert("L").tobytes()
    most = (1 << header.depth) - 1
    return _woven([grey] * 3, _alpha([grey], [(key & most) * 255 // most]))


def _alpha(planes: list[bytes], keys: list[int]) -> bytes:
    """Return nothing for each pixel that has all the keys, one for each plane; without keys for none."""
    if not keys:
        return b"\xff" * len(planes[0])
    differs = 0
    for plane, key in zip(planes, keys, strict=True):
        differs |= int.from_bytes(plane.translate(b"\xff" * key + b"\0" + b"\xff" * (255 - key)))
    return differs.to_bytes(len(planes[0]))


def _woven(planes: list[bytes], alpha: bytes) -> bytes:
    result = bytearray(4 * len(alpha))
    for channel, plane in enumerate((*planes, alpha)):
        result[channel::4] = plane
    return bytes(result)
