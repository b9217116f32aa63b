"""What can be wrong with a picture."""

from __future__ import annotations

from ..base.error import ScriptError


class PictureError(ScriptError, ValueError):
    """Bytes that are no picture, or one that cannot be used; the text says why not."""
