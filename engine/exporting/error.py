"""ExportError: why there is no export, and what to do about it."""

from __future__ import annotations


class ExportError(Exception):
    """The script, the runtime or the folder is such that no page can be made. The text has the repair."""
