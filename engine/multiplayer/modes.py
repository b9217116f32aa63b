"""The modes of remote calls and properties, and what they permit. Pure functions.

Godot 4's "any_peer" is Godot 3's remote, with "call_local" remotesync, and "authority" with "call_local" is
puppetsync; "authority" alone is a mode of its own.

Source: Godot 3.6's `_should_call_local`, `_can_call_mode` and `MultiplayerAPI::rpcp`, as recorded in
`tests/engine/multiplayer/vectors/rpc_permissions.json`.
"""

from __future__ import annotations

DISABLED = 0
REMOTE = 1
MASTER = 2
PUPPET = 3
REMOTESYNC = 4
MASTERSYNC = 5
PUPPETSYNC = 6
AUTHORITY = 7
"""Godot 4's: as PUPPET, and it does not run at the caller's. Its other modes are REMOTE and those in SYNC."""

DECORATORS = (
    *("none", "@remote", "@master", "@puppet", "@remotesync", "@mastersync", "@puppetsync"),
    "@rpc",
)
"""What a script writes for each mode."""

FOR_ALL = (REMOTE, REMOTESYNC)
FOR_MASTER = (MASTER, MASTERSYNC)
FOR_PUPPETS = (PUPPET, PUPPETSYNC, AUTHORITY)


def may_run(mode: int, is_master: bool, is_from_master: bool) -> bool:
    """Return True if a call that came over the network may run here.

    `is_master`: this end is the network master of the node; `is_from_master`: the caller is.
    """
    if mode in FOR_ALL:
        return True
    if mode in FOR_MASTER:
        return is_master
    return mode in FOR_PUPPETS and not is_master and is_from_master


def runs_locally(mode: int, is_master: bool) -> bool:
    """Return True if the caller runs the call too, where the target includes it."""
    if mode == MASTER:
        return is_master
    if mode == PUPPET:
        return not is_master
    return mode in (REMOTESYNC, MASTERSYNC, PUPPETSYNC)


def stays_local(mode: int, is_master: bool) -> bool:
    """Return True if a call that the caller runs need not be sent: it is for the master, who calls."""
    return is_master and mode in FOR_MASTER


def route(mode: int, target: int, own: int, is_master: bool) -> tuple[bool, bool]:
    """Return whether a call to `target` runs here, and whether it is sent.

    `target`: 0 for everyone, an id for that one, `-id` for everyone but that one. `own`: our id.
    """
    if mode <= REMOTE:  # nearly all calls
        return False, target != own
    if target == own:
        return runs_locally(mode, is_master), False
    if target > 0 or target == -own:
        return False, True
    return runs_locally(mode, is_master), not stays_local(mode, is_master)
