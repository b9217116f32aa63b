"""Loggers: `logging`, imported when there is something to log, as it costs a sixth of a start.

One logger for each subsystem: `estragon.script` for faults of scripts, `estragon.websocket` for the
network. A program sets them up as it does any other; `engine.run` gives programs that do not a plain
format on standard error.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from logging import Handler, Logger

_FORMAT = "%(levelname)s: %(message)s"
_wants_format = False

handler: Callable[[], Handler] | None = None
"""Makes what shows the log where that is not standard error. What starts programs elsewhere puts it here."""


def logger(name: str) -> Logger:
    """Return the logger of this name."""
    import logging

    if _wants_format:
        configure()
    return logging.getLogger(name)


def configure(*, verbose: bool = False) -> None:
    """Log to standard error, from warnings or with `verbose` from debugging on, unless set up already."""
    import logging

    if not logging.getLogger().handlers:
        logging.basicConfig(
            format=_FORMAT,
            level=logging.DEBUG if verbose else logging.WARNING,
            handlers=[handler()] if handler is not None else None,
        )


def configure_later() -> None:
    """Do what `configure` does, as soon as there is something to log."""
    global _wants_format
    _wants_format = True
    if "logging" in sys.modules:
        configure()
