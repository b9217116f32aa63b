"""A call that is sent, to games of either Godot, by the core and by its reference: the same packets."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import OK, Node, remote
from engine.multiplayer.godot3.wire import Godot3Wire
from engine.multiplayer.godot4.wire import Godot4Wire
from engine.multiplayer.state import MultiplayerState

from .needed import core
from .outcome import outcome
from .values import any_value

WIRES = {3: Godot3Wire, 4: Godot4Wire}
REFERENCES = {
    version: core.references[f"{one.__module__}.{one.__name__}.call"] for version, one in WIRES.items()
}


class Player(Node):
    @remote
    def hear(self, *args):
        pass

    @remote
    def größer(self):
        pass

    def local(self):
        pass


class Peer:
    """As much of a network peer as is asked of one; it notes what it is to send."""

    def __init__(self, id):
        self.id, self.sent = id, []
        self.transfer_mode = 2

    def __repr__(self):
        return "<Peer>"

    def get_unique_id(self):
        return self.id

    def is_server(self):
        return self.id == 1

    def set_target_peer(self, id):
        self.target = id

    def put_packet(self, packet):
        self.sent.append((self.target, packet, self.transfer_mode))
        return OK


def made(version, id, peers, confirmed, differing):
    """Return a wire with peers, of which some know a node by its number, that node, and others."""
    root, player, below, beside = Node(), Player(), Player(), Player()
    for node, name in ((root, "root"), (player, "Player"), (below, "Below"), (beside, "Beside")):
        node.name = name
    root.add_child(player)
    player.add_child(below)
    state = MultiplayerState()
    state.peer, state.root = Peer(id), root
    wire = WIRES[version](state)
    state.peers, state.wires = dict.fromkeys(peers, wire), (wire,)
    wire.peers = dict.fromkeys(peers)
    for node, path in ((player, "Player"), (below, "Player/Below")):
        if version == 3:
            sent = wire._sent.find_or_add(path)
        else:
            sent = wire.cache.find(node, wire.cache.methods_of(node))
            sent.differing.update(differing)
        sent.announced.update(peers)
        sent.confirmed.update(confirmed)
    return wire, (player, below, beside, root)


def what_comes_of(call, version, where, which, *args, changed=lambda wire, nodes: None, **named):
    wire, nodes = made(version, *where)
    changed(wire, nodes)
    found = outcome(call, wire, nodes[which], *args, **named)
    found = [re.sub(rf"\b{nodes[which].get_instance_id()}\b", "id", str(part)) for part in found]
    return found, wire._state.peer.sent


def both(version, *args, **named):
    found = what_comes_of(WIRES[version].call, version, *args, **named)
    assert found == what_comes_of(REFERENCES[version], version, *args, **named)
    return found


wheres = st.builds(
    lambda id, peers, part, differing: (id, peers, peers[: len(peers) - part], differing),
    st.sampled_from([1, 1, 5]),
    st.sampled_from([[7], [7, 8], [7, 8, 9], [1, 7], []]),
    st.sampled_from([0, 0, 1]),
    st.sampled_from([(), (), (7,)]),
)
names = st.sampled_from(["hear", "hear", "größer", "local", "a\0b", "\ud800"])
targets = st.sampled_from([7, 7, 0, 0, 8, -7])
arguments = st.one_of(
    st.lists(any_value, max_size=4).map(tuple), st.sampled_from([(1,) * 255, (1,) * 256, (b"",), [1]])
)


@pytest.mark.parametrize("version", [3, 4])
@given(where=wheres, to=targets, name=names, args=arguments, data=st.data())
def test_both_send_the_same(version, where, to, name, args, data):
    which, reliable = (
        data.draw(st.sampled_from([0, 0, 1, 2])),
        data.draw(st.sampled_from([True, True, False])),
    )
    both(version, where, which, to, reliable, name, args)


def freed(wire, nodes):
    nodes[3].free()


def moved(wire, nodes):
    nodes[0].get_parent().remove_child(nodes[0])


def replaced(wire, nodes):
    nodes[0].name = "Elsewhere"
    nodes[2].name = "Player"
    nodes[3].add_child(nodes[2])


def configured(wire, nodes):
    nodes[0].rpc_config("local", 1)


def shared(wire, nodes):
    wire._state.wires = (wire, None)


def another_root(wire, nodes):
    wire._state.root = nodes[1]


def no_root(wire, nodes):
    wire._state.root = None


def unreliable(wire, nodes):
    wire._state.peer.transfer_mode = 0


def no_mode(wire, nodes):
    wire._state.peer.transfer_mode = "other"


def many_numbers(wire, nodes):
    sent = wire._sent if isinstance(wire, Godot3Wire) else wire.cache._sent
    for number, path in ((300, "Player"), (70_000, "Player/Below")):
        sent._by_path[path].id = number


CHANGES = (
    *(freed, moved, replaced, configured, another_root, no_root),
    *(unreliable, no_mode, many_numbers),
)


@pytest.mark.parametrize("version", [3, 4])
@pytest.mark.parametrize("changed", CHANGES)
@pytest.mark.parametrize("to", [7, 0])
def test_both_send_the_same_of_what_has_changed_since(version, changed, to):
    where = 1, [7, 8], [7, 8], ()
    for which in range(3):
        for reliable in (True, False):
            both(version, where, which, to, reliable, "hear", (1, "text"), changed=changed)


@pytest.mark.parametrize("version", [3, 4])
def test_one_of_several_wires_is_sent_to_by_each_for_itself(version):
    both(version, (1, [7, 8], [7, 8], ()), 0, 7, True, "hear", (), changed=shared)


@pytest.mark.parametrize("version", [3, 4])
def test_the_usual_call_is_sent_without_the_reference(version, monkeypatch):
    monkeypatch.setattr("engine.multiplayer.godot3.wire.packets", None)
    monkeypatch.setattr("engine.multiplayer.godot4.wire.packets", None)
    for which in (0, 1):
        for to in (7, 0):
            for args in ((), (1,), ("a", 2.5)):
                found = what_comes_of(
                    WIRES[version].call, version, (1, [7, 8], [7, 8], ()), which, to, True, "hear", args
                )
                assert [target for target, _, _ in found[1]] == [to]


@pytest.mark.parametrize("version", [3, 4])
def test_what_is_asked_in_another_way_is_for_the_reference(version):
    where = 1, [7], [7], ()
    both(version, where, 0, 7, True, "hear", args=(1,))
    both(version, where, 0, 7.0, True, "hear", (1,))
    both(version, where, 0, 7, 1, "hear", (1,))
    both(version, where, 0, 7)
