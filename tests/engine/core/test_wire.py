"""A packet that has come, of either Godot, by the core and by its reference: the same call or refusal."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import Node, master, remote
from engine.base.fault import script_traceback
from engine.multiplayer.godot3 import packets
from engine.multiplayer.godot3.path_cache import ReceivedPaths
from engine.multiplayer.godot3.wire import Godot3Wire
from engine.multiplayer.godot4 import packets as packets4
from engine.multiplayer.godot4.node_numbers import ReceivedNodes
from engine.multiplayer.godot4.wire import Godot4Wire
from engine.multiplayer.refusals import Refused
from engine.multiplayer.state import MultiplayerState
from engine.variant.pool_byte_array import PoolByteArray

from .needed import core
from .outcome import outcome

WIRES = {3: Godot3Wire, 4: Godot4Wire}
REFERENCES = {
    version: core.references[f"{wire.__module__}.{wire.__name__}.receive"] for version, wire in WIRES.items()
}
PEER = 7


class Player(Node):
    def __init__(self):
        self.heard = []

    @remote
    def hear(self, *args):
        self.heard.append(args)

    @remote
    def two(self, first, second=None):
        self.heard.append((first, second))

    @master
    def ask(self):
        self.heard.append("asked")

    @remote
    def fail(self):
        raise ValueError("on purpose")

    @remote
    def recur(self):
        self.recur()

    @remote
    async def wait(self):
        self.heard.append("waits")

    @remote
    def leave(self):
        self.get_parent().remove_child(self)
        raise KeyboardInterrupt

    def local(self):
        self.heard.append("local")


METHODS = ("ask", "fail", "hear", "leave", "local", "none", "recur", "two", "wait")


class Peer:
    """As much of a network peer as is asked of one."""

    def get_unique_id(self):
        return 1

    def is_server(self):
        return True


def made(version):
    """Return a wire of which one peer has numbered two paths, a node that is at the first, and the root."""
    player, root = Player(), Node()
    player.name, root.name = "Player", "root"
    root.add_child(player)
    state = MultiplayerState()
    state.peer, state.root = Peer(), root
    wire = WIRES[version](state)
    wire.peers[PEER] = None
    if version == 3:
        known = wire._received[PEER] = ReceivedPaths()
        known.add(1, "Player")
        known.add(2, "Gone")
        for number, name in ((1, name) for name in METHODS):
            known.remember(packets.with_id(packets.REMOTE_CALL, number, packets.text(name)), number, name)
    else:
        methods = wire.cache.methods_of(player)
        known = wire.cache._received[PEER] = ReceivedNodes()
        known.add(1, "Player", methods.checksum)
        known.add(2, "Gone", methods.checksum)
        for number, name in methods._names.items():
            known.remember(packets4.with_id(1, (packets4._NO_COUNT, bytes((number,)))), 1, methods, name)
            known.remember(packets4.with_id(1, (0, bytes((number,)))), 1, methods, name)
    return wire, player, root


def packet_of(version, number, name, args):
    if version == 3:
        return packets.with_id(0, number, packets.call_body(name, args))
    declared = sorted(Player._remote_methods_)
    method = declared.index(name) if name in declared else 99
    return packets4.with_id(number, packets4.call_body(method, args))


def what_comes_of(receive, *args):
    """As `outcome`, but for the texts of refusals, which are asked for when they are read."""

    def refused(*args):
        try:
            return receive(*args)
        except Refused as error:
            return error.cause, error.detail

    return outcome(refused, *args)


names = st.sampled_from(
    ["hear", "hear", "hear", "two", "two", "ask", "fail", "recur", "wait", "local", "none"]
)
args = st.lists(
    st.one_of(st.integers(-300, 300), st.text("aé", max_size=3), st.binary(max_size=3)), max_size=3
)
numbers = st.sampled_from([1, 1, 1, 2, 3])


@pytest.fixture(scope="module")
def faults():
    """What was reported of nodes in no tree."""
    found = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("engine.base.fault._default", found.append)
        yield found


@pytest.mark.parametrize("version", [3, 4])
@given(number=numbers, name=names, args=args, data=st.data())
def test_both_do_the_same(version, faults, number, name, args, data):
    packet = bytearray(packet_of(version, number, name, args))
    for _ in range(data.draw(st.integers(0, 2))):
        packet[data.draw(st.integers(0, len(packet) - 1))] = data.draw(st.integers(0, 255))
    packet = packet[
        : data.draw(st.sampled_from([len(packet), len(packet), data.draw(st.integers(0, len(packet)))]))
    ]
    packet = data.draw(st.sampled_from([bytes, bytes, PoolByteArray]))(packet)
    sender = data.draw(st.sampled_from([PEER, PEER, PEER, 8]))
    own_modes = data.draw(st.sampled_from([None, None, None, {}, {"hear": 0}, {"local": 1}]))
    is_freed, told = data.draw(st.booleans()), []
    for receive in (WIRES[version].receive, REFERENCES[version]):
        wire, player, root = made(version)
        player._rpc_modes_ = own_modes
        faults.clear()
        if is_freed:
            root.free()
        done = what_comes_of(receive, wire, sender, packet)
        told.append((done, repr(player.heard), [(repr(fault), str(fault.error)) for fault in faults]))
    assert told[0] == told[1]


@pytest.mark.parametrize("version", [3, 4])
def test_what_a_method_is_stopped_by_stops_both_and_nothing_is_called_twice(version):
    for receive in (WIRES[version].receive, REFERENCES[version]):
        wire, player, root = made(version)
        with pytest.raises(KeyboardInterrupt):
            receive(wire, PEER, packet_of(version, 1, "leave", ()))
        assert player.get_parent() is None
        root.add_child(player)
        receive(wire, PEER, packet_of(version, 1, "hear", (1,)))
        assert player.heard == [(1,)]


@pytest.mark.parametrize("version", [3, 4])
def test_the_usual_call_is_made_without_the_reference(version, monkeypatch):
    wire, player, _ = made(version)
    monkeypatch.setattr("engine.multiplayer.incoming.call", None)
    wire.receive(PEER, packet_of(version, 1, "hear", (1, "text")))
    assert player.heard == [(1, "text")]
    with pytest.raises(Refused, match="arguments"):
        wire.receive(PEER, packet_of(version, 1, "two", ()))


@pytest.mark.parametrize("version", [3, 4])
def test_the_traceback_of_what_a_method_raises_begins_in_the_method(version, faults):
    faults.clear()
    for receive in (WIRES[version].receive, REFERENCES[version]):
        wire, *_ = made(version)
        receive(wire, PEER, packet_of(version, 1, "fail", ()))
    assert [script_traceback(fault.error).tb_frame.f_code.co_name for fault in faults] == ["fail", "fail"]
    assert [type(fault.error) for fault in faults] == [ValueError, ValueError]
