"""The trace of packets: each one a readable line in the log `estragon.rpc`, at INFO.

`python -m engine run --rpc-trace game.py`, or `trace.switch_on()`:

    INFO: rpc → everyone: call Main/Player.move(3, "up")
    INFO: rpc ← peer 5: path 1 is Main/Player
"""

from __future__ import annotations

from ..base.log import configure, logger
from .refusals import LOGGER
from .targets import target_text


class Trace:
    """Whether packets are logged, and how."""

    __slots__ = ("is_on",)

    def __init__(self) -> None:
        self.is_on: bool = False

    def switch_on(self) -> None:
        """Log each packet from now on, to standard error unless logging is set up already."""
        configure()
        logger(LOGGER).setLevel("INFO")
        self.is_on = True

    def switch_off(self) -> None:
        """Log packets no more."""
        self.is_on = False

    def sent(self, to: int, words: str) -> None:
        """Log what is sent."""
        logger(LOGGER).info("rpc → %s: %s", target_text(to), words)

    def received(self, sender: int, words: str) -> None:
        """Log what has come."""
        logger(LOGGER).info("rpc ← peer %d: %s", sender, words)


trace: Trace = Trace()
"""The one trace of the process."""
