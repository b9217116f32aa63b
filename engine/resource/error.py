"""What cannot be loaded."""

from __future__ import annotations

from ..base.error import ScriptError


class LoadError(ScriptError):
    """A file that cannot be loaded; the text says which, and where in it."""
