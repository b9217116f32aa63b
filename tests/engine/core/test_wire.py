"""A packet of Godot 3 that has come, by the core and by its reference: the same calls, or one refusal."""

from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import core
from engine.multiplayer.godot3 import packets
from engine.multiplayer.godot3.path_cache import ReceivedPaths
from engine.multiplayer.godot3.wire import Godot3Wire
from engine.multiplayer.modes import MASTER, REMOTE
from engine.multiplayer.refusals import Refused
from engine.variant.pool_byte_array import PoolByteArray

from .outcome import outcome

if not core.references:
    pytest.skip(f"the core is not in use: {core.in_words()}", allow_module_level=True)

reference = core.references[f"{Godot3Wire.__module__}.Godot3Wire.receive"]
PEER = 7


class Player:
    """As much of a node as is asked of one."""

    def __init__(self):
        self.heard = []
        self._freed_ = False
        self._rpc_modes_ = None
        self._rset_modes_ = None
        self._remote_methods_ = {"hear": REMOTE, "ask": MASTER, "leave": REMOTE}
        self._remote_values_ = {}
        self._network_master_ = 1
        self._children_ = SimpleNamespace(by_name={})

    def __repr__(self):
        return "<Player>"

    def hear(self, *args):
        self.heard.append(args)

    def ask(self):
        self.heard.append("asked")

    def leave(self):
        self._freed_ = True
        raise KeyboardInterrupt


class State(SimpleNamespace):
    """As much of the state of a MultiplayerAPI as is asked of it."""

    def __repr__(self):
        return "<State>"


def made():
    """Return a wire of which one peer has numbered a path and called by it, and the node that is there."""
    player, root = Player(), Player()
    root._children_.by_name["Player"] = player
    state = State(root=root, own_id=lambda: 1, root_path=lambda: "/root")
    wire = Godot3Wire(state)
    wire.joined(PEER)
    paths = wire._received[PEER] = ReceivedPaths()
    paths.add(1, "Player")
    paths.add(2, "Gone")
    for number, name in ((1, "hear"), (1, "ask"), (1, "leave"), (1, "local"), (2, "hear")):
        paths.remember(packets.with_id(packets.REMOTE_CALL, number, packets.text(name)), number, name)
    return wire, player


def what_comes_of(receive, *args):
    """As `outcome`, but for the texts of refusals, which tell more of a node than there is here."""

    def refused(*args):
        try:
            return receive(*args)
        except Refused as error:
            return error.cause, error.detail

    return outcome(refused, *args)


usual = st.builds(
    lambda command, number, name, args: packets.with_id(command, number, packets.call_body(name, args)),
    st.sampled_from([0, 0, 0, 1]),
    st.sampled_from([1, 1, 2, 3]),
    st.sampled_from(["hear", "hear", "ask", "local", "none"]),
    st.lists(st.one_of(st.integers(-300, 300), st.text(max_size=3)), max_size=3),
)


@given(usual, st.data())
def test_both_do_the_same(packet, data):
    packet = bytearray(packet)
    for _ in range(data.draw(st.integers(0, 2))):
        packet[data.draw(st.integers(0, len(packet) - 1))] = data.draw(st.integers(0, 255))
    packet = packet[
        : data.draw(st.sampled_from([len(packet), len(packet), data.draw(st.integers(0, len(packet)))]))
    ]
    packet = data.draw(st.sampled_from([bytes, bytes, PoolByteArray]))(packet)
    sender = data.draw(st.sampled_from([PEER, PEER, PEER, 8]))
    is_freed, told = data.draw(st.booleans()), []
    for receive in (Godot3Wire.receive, reference):
        wire, player = made()
        wire._state.root._freed_ = is_freed
        told.append((what_comes_of(receive, wire, sender, packet), repr(player.heard)))
    assert told[0] == told[1]


def test_what_a_method_is_stopped_by_stops_both_and_nothing_is_called_twice():
    for receive in (Godot3Wire.receive, reference):
        wire, player = made()
        wire._state.root._children_.by_name["Player"] = player
        with pytest.raises(KeyboardInterrupt):
            receive(wire, PEER, packets.with_id(0, 1, packets.call_body("leave", ())))
        receive(wire, PEER, packets.with_id(0, 1, packets.call_body("hear", (1,))))
        assert player.heard == [(1,)]
