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
DEBUG, INFO, WARNING = 10, 20, 30  # as `logging` has them
_wants_format = False

handler: Callable[[], Handler] | None = None
"""Makes what shows the log where that is not standard error. What starts programs elsewhere puts it here."""


def logger(name: str) -> Logger:
    """Return the logger of this name."""
    import logging

    if _wants_format:
        configure()
    return logging.getLogger(name)


class LateLogger:
    """A logger that loads `logging` with the first line that somebody may see.

    While nothing else has loaded it nobody has asked for more than warnings.
    """

    __slots__ = ("_logger", "_name")

    def __init__(self, name: str) -> None:
        self._name = name
        self._logger: Logger | None = None

    def debug(self, text: str, *args: object) -> None:
        """Log what helps to find a fault."""
        self._log(DEBUG, text, args)

    def info(self, text: str, *args: object) -> None:
        """Log what happens."""
        self._log(INFO, text, args)

    def warning(self, text: str, *args: object) -> None:
        """Log what should not happen."""
        self._log(WARNING, text, args)

    def _log(self, level: int, text: str, args: tuple[object, ...]) -> None:
        if self._logger is None:
            if level < WARNING and "logging" not in sys.modules:
                return
            self._logger = logger(self._name)
        self._logger.log(level, text, *args, stacklevel=3)  # the place is the caller's of `info`


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
