"""Who is connected, and by which wire: peers are taken in and let go, and the others are told."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from .godot3.wire import Godot3Wire

if TYPE_CHECKING:
    from .state import MultiplayerState
    from .wire import Wire


def _godot4(state: MultiplayerState) -> Wire:
    from .godot4.wire import Godot4Wire  # few programs need it, and it costs at the start

    return Godot4Wire(state)


WIRES: dict[str, Callable[[MultiplayerState], Wire]] = {"godot3": Godot3Wire, "godot4": _godot4}
"""How the wires are made that peers may speak, by the names that the network peer gives them."""


def log_no_replication(state: MultiplayerState, id: int) -> None:
    """Say that a peer hears nothing of spawners and synchronizers, of which there are some."""
    state.refusals.log(
        "no replication",
        0,
        "",
        lambda: (
            f"Peer {id} speaks as Godot 3 does, so it has nothing of what spawners and synchronizers do."
            " Others come with `godot_versions = (4,)` or `(3, 4)`; in tests, with `MemoryMultiplayer(4)`."
        ),
    )


class Membership:
    """Keeps the peers of a MultiplayerState, and the wires. It emits nothing: that is for the API."""

    def __init__(self, state: MultiplayerState) -> None:
        self.wires: dict[str, Wire] = {}
        """Those that were needed so far, by name."""
        self.turned_out: set[int] = set()
        """Who is disconnected without a word, and the network peer has not told of it yet."""
        self._state = state

    def wire_of(self, id: int) -> Wire:
        """Return the wire that a peer speaks, which need not be connected; with 0 what the next one may."""
        peer = self._state.peer
        assert peer is not None
        name = peer._wire_of_(id)
        if name not in self.wires:
            self.wires[name] = WIRES[name](self._state)
        return self.wires[name]

    def take_in(self, id: int) -> Wire:
        """Make a peer of one; return the wire that it speaks."""
        state = self._state
        before, wire = state.peers.get(id), self.wire_of(id)
        if before is not None and before is not wire:
            before.left(id)
        wire.joined(id)
        for other in state.wires:
            if other is not wire:
                other.others_joined(id)
        peers = {**state.peers, id: wire}
        state.peers = {known: peers[known] for known in sorted(peers)}
        state.joining.joined(id)
        self._changed()
        if state.replicating is not None and not wire.is_godot_4:
            log_no_replication(state, id)
        return wire

    def let_go(self, id: int) -> None:
        """Let a peer go, if it is one."""
        state = self._state
        wire = state.peers.pop(id, None)
        state.joining.left(id)
        if wire is not None:
            wire.left(id)
            for other in state.wires:
                if other is not wire:
                    other.others_left(id)
            self._changed()
        state.refusals.forget(id)

    def turn_out(self, id: int) -> None:
        """Disconnect one who is no peer any more, or not yet, and hear no more of it."""
        peer = self._state.peer
        assert peer is not None
        self.turned_out.add(id)
        peer.disconnect_peer(id)

    def clear(self) -> None:
        """Forget all of them."""
        for wire in self.wires.values():
            wire.clear()
        self._state.peers = {}
        self._state.joining.clear()
        self.turned_out.clear()
        self._changed()

    def _changed(self) -> None:
        state = self._state
        in_use = tuple(dict.fromkeys(state.peers.values()))
        state.wires = in_use or ((self.wire_of(0),) if state.peer is not None else ())
