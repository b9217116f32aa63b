"""Pictures, as the browser unpacks them."""

from __future__ import annotations

from collections.abc import Callable

from ..canvas.error import PictureError
from ..canvas.picture import Unpacked
from .page import Picture, Pictures


class _Unpacked:
    """See `canvas.picture.Unpacked`."""

    def __init__(self, picture: Picture) -> None:
        self.size = picture.width, picture.height
        self.rgba = lambda: picture.rgba().to_bytes()


def unpacker(pictures: Pictures) -> Callable[[bytes], Unpacked]:
    """Return what reads the pictures that came with the page."""

    def unpack(file: bytes) -> Unpacked:
        picture = pictures.find(file)
        if picture is None:
            raise PictureError(
                "A page can read the pixels only of the pictures that came with it: put it beside the"
                " script, and export that again."
            )
        return _Unpacked(picture)

    return unpack
