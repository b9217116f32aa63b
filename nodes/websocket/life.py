"""The life of a link: one WebSocket connection, from the wish to connect to the closed socket.

A client's link is born CONNECTING: the server's name is looked up, its addresses are tried, a proxy
is passed. A server's is born when a TCP connection has been accepted, in the HANDSHAKE, which a
client's comes to then as well: TLS, if it is wanted, and the HTTP request and its answer. It is born
CONNECTING, too, if a proxy has yet to say whom it brings. Both have a time limit. What fails so far is
told as `Ended`, for a link that never opened.

Once both sides have agreed it is OPEN, `Opened` is told, and messages go both ways until one side
begins to close. That is CLOSING: no more messages are sent and none are taken, though what was
received before can still be read. Whoever calls `close` sends a close frame and waits for the other
side's, but not for ever. Whoever receives one tells it as `CloseRequested` and answers it at once.

With both close frames exchanged the link has ended cleanly. It ends uncleanly when the TCP
connection does, when the other side breaks the protocol (it is sent a close frame that says how), is
silent for too long, or when this side drops it. Either way `Ended` is told, once and as the last.

What is left is LINGERING: the last bytes, a close frame above all, have to reach the other side, and a
socket that is closed with data unread sends a reset, which overtakes them. So what still comes is
thrown away until the other side has closed, or has had its time. Then the socket is CLOSED. A link
that nobody waits for is discarded in any state: its socket is closed, and nothing is told.

LIFE is all of that as a table, and the only way from one state to the next is `Life.step`.
"""

# No `from __future__ import annotations`: those of a NamedTuple would be texts, each of which is compiled.

from collections.abc import Mapping
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple


class State(Enum):
    """Where a link is in its life; the value is for a log line."""

    if not TYPE_CHECKING:  # pragma: no branch
        __hash__ = object.__hash__  # that of Enum takes a call

    CONNECTING = "connecting"
    HANDSHAKE = "in the handshake"
    OPEN = "open"
    CLOSING = "closing"
    LINGERING = "closed, lingering"
    CLOSED = "closed"


CONNECTING, HANDSHAKE, OPEN, CLOSING, LINGERING, CLOSED = State


class Happening(Enum):
    """What moves a link on; the value is the sentence for it."""

    if not TYPE_CHECKING:  # pragma: no branch
        __hash__ = object.__hash__

    REACHED = "the TCP connection is there, from end to end"
    AGREED = "the handshake succeeds"
    REFUSED = "the handshake fails"
    CLOSE_CALLED = "this side closes"
    CLOSE_CAME = "a close frame comes"
    ANSWERED = "both close frames have been exchanged"
    VIOLATED = "the other side breaks the protocol"
    LOST = "the TCP connection ends or fails"
    OVERDUE = "the other side takes too long"
    DROPPED = "this side wants no more of it"
    DISCARDED = "the socket is closed"


class Step(NamedTuple):
    """What follows a happening."""

    to: State
    does: str
    """What is done and told."""


_ENDED = "Ended is told"


def _ends_of(state: State) -> dict[tuple[State, Happening], Step]:
    """Return how a link may end in any of the states before it lingers."""
    dropped = "Ended is told, or nothing if the node is gone or has another link"
    return {
        (state, Happening.LOST): Step(LINGERING, _ENDED),
        (state, Happening.OVERDUE): Step(LINGERING, _ENDED),
        (state, Happening.DROPPED): Step(LINGERING, dropped),
        (state, Happening.DISCARDED): Step(CLOSED, "nothing is told"),
    }


LIFE: Mapping[tuple[State, Happening], Step] = {
    (CONNECTING, Happening.REACHED): Step(HANDSHAKE, "TLS begins, a client's request is sent"),
    **_ends_of(CONNECTING),
    (HANDSHAKE, Happening.AGREED): Step(OPEN, "a server answers with 101; Opened is told"),
    (HANDSHAKE, Happening.REFUSED): Step(LINGERING, "a server answers with an HTTP error; Ended is told"),
    **_ends_of(HANDSHAKE),
    (OPEN, Happening.CLOSE_CALLED): Step(CLOSING, "a close frame is sent"),
    (OPEN, Happening.CLOSE_CAME): Step(CLOSING, "it is answered; CloseRequested is told"),
    (OPEN, Happening.VIOLATED): Step(LINGERING, "a close frame with the reason is sent; Ended is told"),
    **_ends_of(OPEN),
    (CLOSING, Happening.ANSWERED): Step(LINGERING, "Ended is told, as a clean end"),
    (CLOSING, Happening.VIOLATED): Step(LINGERING, _ENDED),
    **_ends_of(CLOSING),
    (LINGERING, Happening.DISCARDED): Step(CLOSED, "the other side has closed, or has had its time"),
}


class Life:
    """The state of one link, which all who have to do with it share."""

    __slots__ = ("state",)

    def __init__(self, state: State) -> None:
        self.state: State = state
        """For reading; `step` sets it."""

    def step(self, happening: Happening) -> None:
        """Go on to the next state. Raises KeyError for what cannot happen in this one."""
        self.state = LIFE[self.state, happening].to

    @property
    def is_over(self) -> bool:
        """True once `Ended` was told, or nothing will be."""
        return self.state is LINGERING or self.state is CLOSED

    @property
    def is_connected(self) -> bool:
        """True from the handshake to the end, as Godot's `is_connected_to_host` has it."""
        return self.state is OPEN or self.state is CLOSING

    def __repr__(self) -> str:
        return f"<Life: {self.state.value}>"
