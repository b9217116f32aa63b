"""What is refused: as an exception, and in the log: one line for each cause, and few for what repeats."""

from __future__ import annotations

from collections.abc import Callable

from ..base.log import logger

LOGGER = "estragon.rpc"

MOST_KINDS = 1024
"""Kinds of refusals that are told apart; then only causes are, as a peer may make up any names."""
MOST_SHOWN = 80
"""Characters of a name from the network that a line shows."""


class PacketError(Exception):
    """A packet that cannot be read, or made; the text says why."""


class Refused(Exception):
    """What a packet asks for is not done. `cause` and `detail` tell kinds of refusals apart.

    `text` says what the peer did and why it was refused; it is asked for if it is logged.
    """

    def __init__(self, cause: str, detail: str, text: Callable[[], str]) -> None:
        super().__init__(cause, detail)
        self.cause = cause
        self.detail = detail
        self.text = text

    def __str__(self) -> str:
        return self.text()


class Refusals:
    """Logs the 1st, 10th, 100th … refusal of each kind, as `FaultLog` does faults."""

    __slots__ = ("_counts",)

    def __init__(self) -> None:
        self._counts: dict[tuple[str, int, str], int] = {}

    def log(self, cause: str, peer: int, detail: str, text: Callable[[], str]) -> None:
        """Log `text()` unless it is one too many of its kind, which `cause`, `peer` and `detail` make."""
        kind = (cause, peer, detail[:MOST_SHOWN])
        if kind not in self._counts and len(self._counts) >= MOST_KINDS:
            kind = (cause, 0, "")
        count = self._counts[kind] = self._counts.get(kind, 0) + 1
        if str(count).strip("0") == "1":
            again = f" ({count:,} times now)" if count > 1 else ""
            logger(LOGGER).warning("%s%s", text(), again)

    def log_packet(self, sender: int, error: Exception) -> None:
        """Log why a packet of `sender` was refused: Refused, or else an error in reading it."""
        if isinstance(error, Refused):
            self.log(error.cause, sender, error.detail, lambda: _sentence(f"Peer {sender} {error}"))
        else:
            self.log(
                "malformed",
                sender,
                "",
                lambda: _sentence(f"Peer {sender} sent a packet that cannot be read: {error}"),
            )

    def forget(self, peer: int) -> None:
        """Forget what was counted for a peer that is gone."""
        for kind in [kind for kind in self._counts if kind[1] == peer]:
            del self._counts[kind]


def quoted(name: str) -> str:
    """Return a name from the network as a line shows it: quoted, and not too long."""
    return repr(name if len(name) <= MOST_SHOWN else name[:MOST_SHOWN] + "…")


def _sentence(text: str) -> str:
    return text if text.endswith((".", "?")) else text + "."
