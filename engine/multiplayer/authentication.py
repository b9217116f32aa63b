"""Who is let in: with an `auth_callback` both ends of a connection have to agree before they are peers.

A new neighbour is pending until `complete_auth` was called at both ends; meanwhile they send each other what
they like with `send_auth`, and nothing else is taken. Games of Godot 3 know nothing of that, and are refused.

Source: Godot 4's `SceneMultiplayer`.
"""

from __future__ import annotations

from collections.abc import Callable
from math import inf
from time import monotonic
from typing import TYPE_CHECKING

from ..base.error import Error
from ..base.fault import push_error
from ..variant.pool_byte_array import PoolByteArray
from .godot4.packets import AUTH, COMMAND, SYS, auth
from .targets import ids_text

if TYPE_CHECKING:
    from ..object.signal import SignalInstance
    from .state import MultiplayerState
    from .wire import Wire

AuthCallback = Callable[[int, PoolByteArray], object]


class Pending:
    """A neighbour who is not let in yet."""

    __slots__ = ("has_completed", "is_completed", "since", "wire")

    def __init__(self, wire: Wire, since: float) -> None:
        self.wire: Wire = wire
        self.since: float = since
        self.is_completed: bool = False
        """Whether this end has called `complete_auth`."""
        self.has_completed: bool = False
        """Whether the other one has."""


class Authentication:
    """The neighbours who are pending, in the order in which they came.

    `let_in` makes a peer of one, `turn_out` disconnects one without a signal.
    """

    def __init__(
        self,
        state: MultiplayerState,
        let_in: Callable[[int], None],
        turn_out: Callable[[int], None],
        authenticating: SignalInstance[int],
        failed: SignalInstance[int],
    ) -> None:
        self.callback: AuthCallback | None = None
        self.timeout: float = 3.0
        self.clock: Callable[[], float] = monotonic
        self.pending: dict[int, Pending] = {}
        self._state = state
        self._let_in = let_in
        self._turn_out = turn_out
        self._authenticating = authenticating
        self._failed = failed

    def begin(self, id: int, wire: Wire) -> None:
        """Have a neighbour wait that speaks as `wire` does."""
        self.pending[id] = Pending(wire, self.clock())
        if wire.is_godot_4:
            self._authenticating.emit(id)

    def end(self, id: int) -> bool:
        """Take note that a neighbour is gone; return whether it was waiting, which has failed then."""
        pending = self.pending.pop(id, None)
        if pending is not None and pending.wire.is_godot_4:
            self._failed.emit(id)
        return pending is not None

    def receive(self, id: int, packet: bytes) -> None:
        """Do what a packet of one who waits says, if it is about that."""
        if len(packet) < 2 or packet[0] & COMMAND != SYS or packet[1] != AUTH:
            self._state.refusals.log(
                "pending",
                id,
                "",
                lambda: f"peer {id} sent a packet, and is not let in yet: see `auth_callback`.",
            )
        elif len(packet) == 2:
            self.pending[id].has_completed = True
            self._look(id)
        elif self.callback is not None:
            self.callback(id, PoolByteArray(packet[2:]))

    def send(self, id: int, data: bytes) -> Error:
        """See `MultiplayerAPI.send_auth`."""
        pending = self._find("send_auth", id)
        if pending is None:
            return Error.ERR_INVALID_PARAMETER
        if not data:
            return Error.ERR_INVALID_DATA
        if pending.is_completed or pending.has_completed:
            return Error.ERR_FILE_CANT_WRITE
        return self._state.put(pending.wire, id, auth(bytes(data)))

    def complete(self, id: int) -> Error:
        """See `MultiplayerAPI.complete_auth`."""
        pending = self._find("complete_auth", id)
        if pending is None:
            return Error.ERR_INVALID_PARAMETER
        if pending.is_completed:
            return Error.ERR_FILE_CANT_WRITE
        pending.is_completed = True
        error = self._state.put(pending.wire, id, auth())
        self._look(id)
        return error

    def _find(self, method: str, id: int) -> Pending | None:
        found = self.pending.get(id)
        if found is None:
            push_error(f"{method}: peer {id} does not wait to be let in. Who does: {ids_text(self.pending)}.")
        return found

    def _look(self, id: int) -> None:
        """Let one in if both ends have completed."""
        pending = self.pending[id]
        if pending.is_completed and pending.has_completed:
            del self.pending[id]
            self._let_in(id)

    def end_waiting(self) -> None:
        """Disconnect those whose time is up."""
        if not self.timeout:
            return
        until = self.clock() - self.timeout
        for id in [id for id, pending in self.pending.items() if pending.since <= until]:
            if id in self.pending:
                self._refuse(id)

    def _refuse(self, id: int) -> None:
        if self.pending.pop(id).wire.is_godot_4:
            self._failed.emit(id)
        else:
            self._state.refusals.log(
                "no authentication",
                id,
                "",
                lambda: f"peer {id} is refused: a game of Godot 3 knows nothing of `auth_callback`.",
            )
        self._turn_out(id)

    def left(self) -> float:
        """Return the seconds until the time of the first one is up."""
        if not self.timeout or not self.pending:
            return inf
        since = min(pending.since for pending in self.pending.values())
        return max(0.0, since + self.timeout - self.clock())
