"""The log in the console of the browser, and the first fault of a script over the page."""

from __future__ import annotations

import logging
from collections.abc import Callable

from .page import Page


class PageLog(logging.Handler):
    """Writes each record to the console, in one piece; `told` is called with each that has a traceback."""

    def __init__(self, page: Page, told: Callable[[str], None]) -> None:
        super().__init__()
        self._page = page
        self._told = told

    def emit(self, record: logging.LogRecord) -> None:
        """See the base."""
        text = self.format(record)
        level = record.levelno
        self._page.log(
            "error" if level >= logging.ERROR else "warn" if level >= logging.WARNING else "info", text
        )
        if level >= logging.ERROR and record.exc_info:
            self._told(text)
