"""DisplayError: no window can be opened, or not such a one."""

from __future__ import annotations

from ..base.error import ScriptError


class DisplayError(ScriptError):
    """A display cannot be had; the text says what to do."""
