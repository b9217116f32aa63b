import pytest

from engine.multiplayer.membership import Membership
from engine.multiplayer.state import MultiplayerState
from engine.testing import MemoryMultiplayer


class Peer:
    """A network peer whose clients with an even id are of Godot 4."""

    def __init__(self):
        self.sent, self.disconnected = [], []
        self.transfer_mode = 2

    def _wire_of_(self, id):
        return "godot4" if id and id % 2 == 0 else "godot3"

    def is_server(self):
        return True

    def get_unique_id(self):
        return 1

    def set_target_peer(self, id):
        self.to = id

    def put_packet(self, packet):
        self.sent.append((self.to, packet.hex()))
        return 0

    def disconnect_peer(self, id):
        self.disconnected.append(id)


@pytest.fixture
def state():
    state = MultiplayerState()
    state.peer = Peer()
    return state


@pytest.fixture
def members(state):
    members = Membership(state)
    members.clear()
    return members


def test_each_wire_is_made_once_when_it_is_needed(members, state):
    assert list(members.wires) == ["godot3"]  # the one that the next peer is expected to speak
    assert members.wire_of(2) is members.wire_of(4) is members.wires["godot4"]
    assert state.wires == (members.wires["godot3"],)


def test_who_comes_is_a_peer_of_its_wire_and_those_of_others_are_told(members, state):
    assert members.take_in(6).is_godot_4
    assert not members.take_in(5).is_godot_4
    members.take_in(2)
    assert list(state.peers) == [2, 5, 6]
    assert list(state.joining) == [6, 5, 2]
    assert set(state.wires) == set(members.wires.values())
    tells = [(6, "070105000000"), (2, "070106000000"), (2, "070105000000"), (6, "070102000000")]
    assert state.peer.sent == tells


def test_who_turns_out_to_speak_otherwise_leaves_the_wire_that_it_had(members, state):
    three = members.take_in(5)
    state.peer._wire_of_ = lambda id: "godot4"
    four = members.take_in(5)
    assert (list(three.peers), list(four.peers)) == ([], [5])
    assert state.wires == (four,)


def test_who_goes_is_forgotten_and_all_others_are_told(members, state):
    for id in (2, 4, 5):
        members.take_in(id)
    state.peer.sent.clear()
    members.let_go(5)
    members.let_go(2)
    assert state.peer.sent == [(2, "070205000000"), (4, "070205000000"), (4, "070202000000")]
    assert (list(state.peers), list(state.joining)) == ([4], [4])
    members.let_go(99)
    assert list(state.peers) == [4]


def test_who_is_turned_out_is_disconnected_and_kept_in_mind(members, state):
    members.turn_out(7)
    assert (members.turned_out, state.peer.disconnected) == ({7}, [7])
    members.take_in(2)
    members.clear()
    assert (members.turned_out, dict(state.peers), list(state.joining)) == (set(), {}, [])
    state.peer = None
    members.clear()
    assert state.wires == ()


def test_the_wire_of_a_network_is_what_it_says():
    state = MultiplayerState()
    state.peer = MemoryMultiplayer(4).host()
    assert Membership(state).wire_of(0).is_godot_4
