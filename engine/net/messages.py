"""Networks without sockets: whole messages go and come, as a page in a browser has it."""

# No `from __future__ import annotations`: those of a NamedTuple would be texts, each of which is compiled.

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import NamedTuple, Protocol, TypeAlias


class UnavailableError(OSError):
    """The place that a program runs in has no such thing; the text says what to do instead."""


class Connected(NamedTuple):
    """The other side is there."""

    protocol: str
    """The sub-protocol that was agreed on, or an empty string."""


class Message(NamedTuple):
    """A whole message came."""

    payload: bytes
    is_text: bool


class Closed(NamedTuple):
    """The connection is over, or there was none: nothing follows."""

    clean: bool
    """Whether both sides have said goodbye."""
    code: int
    """The close code of the other side, 0 if it sent none."""
    reason: str
    """What the other side wrote; without it, what is known of the fault."""


News: TypeAlias = Connected | Message | Closed


class MessageChannel(Protocol):
    """One connection."""

    def take(self, packets: int, size: int) -> list[News]:
        """Return what has come, oldest first: not more messages than that, or than fill `size` bytes.

        What is left is to be asked for again: nobody is woken for it.
        """

    @property
    def over(self) -> bool:
        """True once it has come to its end, though all that came before may still be to be taken."""

    def send(self, payload: bytes, is_text: bool) -> None:
        """Send a message; what cannot go at once waits."""

    @property
    def waiting(self) -> int:
        """Bytes that wait to be sent."""

    def close(self, code: int, reason: str) -> None:
        """Say goodbye; `Closed` comes with the answer. A code of 0 sends none."""

    def discard(self) -> None:
        """Let go of it: nothing is told any more."""


class Fetch(Protocol):
    """One HTTP request."""

    @property
    def code(self) -> int:
        """Return that of the answer, 0 until it is there."""

    @property
    def headers(self) -> list[str]:
        """Return the lines of the answer, "name: value"."""

    @property
    def error(self) -> str:
        """Return why there is no answer, or no more of it; an empty text without a fault."""

    @property
    def over(self) -> bool:
        """Return True if nothing comes any more but what is to be taken."""

    def take(self) -> bytes:
        """Return the next piece of the body; nothing if none has come."""

    def discard(self) -> None:
        """Let go of it: nothing is told any more."""


class MessageNetwork(ABC):
    """Opens channels, in the place of a `Network`. Nobody can be reached through it."""

    @abstractmethod
    def open(self, url: str, protocols: list[str], wake: Callable[[], None]) -> MessageChannel:
        """Begin to connect. `wake` is called when there is something to take and there was nothing before,
        and at the end.

        UnavailableError if it may not be tried from here.
        """

    def fetch(
        self, url: str, method: str, headers: list[tuple[str, str]], body: bytes, wake: Callable[[], None]
    ) -> Fetch:
        """Begin an HTTP request. `wake` is called when there is something new of it.

        UnavailableError if it may not be tried from here, as where there is no more than messages.
        """
        raise UnavailableError(
            f"{type(self).__name__} has messages alone, and nothing by HTTP: give it `fetch`."
        )

    @abstractmethod
    def sends(self, code: int) -> bool:
        """Return True if a close code, or 0 for none, can be sent from here."""

    @abstractmethod
    def cannot_listen(self, port: int) -> UnavailableError:
        """Return what is said to who wants to be reached on a port."""
