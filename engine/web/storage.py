"""PageStorage: `user://` in a page, which the browser keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..base.log import logger
from ..files.places import Storage

if TYPE_CHECKING:
    from .page import Kept


class PageStorage(Storage):
    """Keeps what is written in the browser. Where that cannot be, the log says so at the first time."""

    def __init__(self, kept: Kept) -> None:
        self._kept = kept
        self._told = False

    @property
    def persistent(self) -> bool:
        """See `Storage`: not where the browser has no place for it, as in a private window."""
        return self._kept.persistent

    def folder(self) -> str:
        """See `Storage`: each page of a host has one of its own."""
        return self._kept.folder

    def changed(self) -> None:
        """See `Storage`."""
        self._kept.changed()
        if not self.persistent and not self._told:
            self._told = True
            logger("estragon.web").warning(
                "What is written to user:// lasts no longer than this page: %s", self._kept.problem
            )
