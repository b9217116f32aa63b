import pytest

from engine import Error, NetworkedMultiplayerPeer
from engine.multiplayer.state import MultiplayerState
from engine.multiplayer.trace import trace


class Peer(NetworkedMultiplayerPeer):
    def __init__(self):
        self.sent = []
        self.fails_for = ()
        self.modes = []

    @property
    def transfer_mode(self):
        return self.modes[-1] if self.modes else self.TRANSFER_MODE_RELIABLE

    @transfer_mode.setter
    def transfer_mode(self, mode):
        self.modes.append(mode)

    def get_unique_id(self):
        return 7

    def set_target_peer(self, id):
        self.target = id

    def put_packet(self, buffer):
        if self.target in self.fails_for:
            return Error.FAILED
        self.sent.append((self.target, buffer))
        return Error.OK


class Wire:
    def __init__(self, *peers):
        self.peers = dict.fromkeys(peers)

    def in_words(self, packet, sender=0):
        return f"{packet!r} of {sender}"


@pytest.fixture
def state():
    state = MultiplayerState()
    state.peer = Peer()
    return state


def with_wires(state, *wires):
    state.wires = wires
    state.peers = {id: wire for wire in wires for id in wire.peers}
    return wires[0]


def test_one_wire_leaves_the_target_to_the_peer(state):
    wire = with_wires(state, Wire(2, 3))
    for to in (0, 2, -3, 99):
        assert state.broadcast(wire, to, b"x") == Error.OK
    assert state.peer.sent == [(0, b"x"), (2, b"x"), (-3, b"x"), (99, b"x")]


def test_of_several_wires_each_reaches_its_own_peers_alone(state):
    wire = with_wires(state, Wire(2, 3), Wire(4))
    for to in (0, 3, -3, -4):
        state.broadcast(wire, to, b"x")
    assert [to for to, _ in state.peer.sent] == [2, 3, 3, 2, 2, 3]


def test_one_peer_that_cannot_be_reached_keeps_no_other_from_it(state, lines):
    wire = with_wires(state, Wire(2, 3, 4), Wire(5))
    state.peer.fails_for = (3,)
    assert state.broadcast(wire, 0, b"x") == Error.FAILED
    assert [to for to, _ in state.peer.sent] == [2, 4]
    assert lines() == ["A packet to peer 3 was not sent: FAILED."]


def test_what_is_sent_is_traced_in_the_words_of_its_wire(state, lines):
    trace.switch_on()
    try:
        state.put(Wire(), 2, b"x")
    finally:
        trace.switch_off()
    state.put(Wire(), 2, b"y")
    assert lines() == ["rpc → peer 2: b'x' of 0"]


def test_the_mode_of_the_peer_is_set_if_it_is_another(state):
    state.set_transfer_mode(2)
    state.set_transfer_mode(0)
    state.set_transfer_mode(0)
    assert (state.peer.modes, state.transfer_mode()) == ([0], 0)


def test_what_must_arrive_is_sent_in_another_mode(state):
    for reliable in (True, False, False, True):
        state.set_reliable(reliable)
    assert (state.peer.modes, state.transfer_mode()) == ([0, 2], 2)


def test_the_own_id_is_the_peers(state):
    assert state.own_id() == 7


def test_it_is_shown_as_the_api_whose_it_is(state):
    with_wires(state, Wire(2, 3))
    assert repr(state) == "<MultiplayerAPI over <Peer>, peers: 2, 3>"
