import pytest

from engine import NetworkedMultiplayerPeer, Node, remote, rpc
from engine.multiplayer.godot4 import node_numbers, packets
from engine.multiplayer.godot4.packets import RemoteCall, confirmed_path, encode, simplified_path
from engine.multiplayer.godot4.scene_cache import SceneCache
from engine.multiplayer.refusals import Refused
from engine.multiplayer.state import MultiplayerState
from engine.testing import SteppedTree


class Called(Node):
    @rpc("any_peer")
    def hear(self):
        """What the other end calls."""

    @rpc("any_peer")
    def tell(self):
        """The same."""


class Lacking(Node):
    @remote
    def hear(self):
        """All that there is."""


class End:
    """One end of a connection of two, whose packets wait in a list."""

    def __init__(self):
        self.tree = SteppedTree()
        self.state = MultiplayerState()
        self.state.root = self.tree.root
        self.state.peer = NetworkedMultiplayerPeer()
        self.sent = []
        self.cache = SceneCache(self.state, lambda id, packet: self.sent.append(packet) or 0)


@pytest.fixture
def ends():
    found = End(), End()
    yield found
    for end in found:
        end.tree.finish()


@pytest.fixture
def known(ends):
    """Two ends with a node P, whose number of the first one the second has confirmed."""
    one, other = ends
    nodes = [end.tree.add(Called(), "P") for end in ends]
    assert one.cache.number(nodes[0], 2) == (1, False)
    other.cache.simplify(1, simplified_path(one.sent.pop()))
    one.cache.confirm(2, confirmed_path(other.sent.pop()))
    return one, other, *nodes


def test_a_number_is_told_once_and_confirmed(known):
    one, other, mine, theirs = known
    assert one.cache.number(mine, 2) == (1, True)
    assert one.sent == []
    assert other.cache.numbered(1, 1) is theirs
    assert (one.cache.path(0, 1), other.cache.path(1, 1), other.cache.path(5, 1)) == ("P", "P", None)
    assert other.cache.told(1, "P") == one.cache.methods_of(mine).checksum
    assert other.cache.told(5, "P") is None
    with pytest.raises(Refused, match="by the number 9, which stands for none"):
        other.cache.numbered(1, 9)


def test_a_call_is_for_the_node_and_the_method_of_its_numbers(known):
    _, other, _, theirs = known
    packet = encode(RemoteCall(1, 1, (7,)))
    for _ in range(2):  # the second time its beginning is known
        node, method, at, end = other.cache.called(1, packet)
        assert (node, method, packets.call_arguments(packet, at, end)) == (theirs, "tell", [7])
    assert other.cache.called(1, encode(RemoteCall("P", 0, ())))[1] == "hear"
    assert other.cache.called(5, encode(RemoteCall("P", 0, ())))[1] == "hear"


@pytest.mark.parametrize(
    ("call", "why"),
    [
        (RemoteCall(9, 0, ()), "by the number 9, which stands for none"),
        (RemoteCall("Q", 0, ()), "called the node 'Q', which is not here"),
        (RemoteCall("P", 5, ()), "called the method with the number 5 on <Called /root/P>, which is none"),
    ],
)
def test_a_call_of_what_is_not_there_is_refused(known, call, why):
    with pytest.raises(Refused, match=why):
        known[1].cache.called(1, encode(call))


def test_where_methods_differ_neither_calls_the_other(ends):
    one, other = ends
    mine = one.tree.add(Called(), "P")
    other.tree.add(Lacking(), "P")
    one.cache.number(mine, 2)
    with pytest.raises(Refused, match="has declared other methods on <Lacking"):
        other.cache.simplify(1, simplified_path(one.sent.pop()))
    with pytest.raises(Refused, match="so it is not called there"):
        one.cache.confirm(2, confirmed_path(other.sent.pop()))
    with pytest.raises(Refused, match="so neither calls the other there"):
        other.cache.called(1, encode(RemoteCall(1, 0, ())))
    assert one.cache.find(mine, one.cache.methods_of(mine)).differing == {2}


def test_who_was_told_of_other_methods_before_is_not_called(ends):
    one, other = ends
    mine = one.tree.add(Called(), "P")
    theirs = other.tree.add(Lacking(), "P")
    other.cache.number(theirs, 1)
    with pytest.raises(Refused):
        one.cache.simplify(2, simplified_path(other.sent.pop()))
    one.sent.clear()
    one.cache.number(mine, 2)
    assert one.cache.find(mine, one.cache.methods_of(mine)).differing == {2}


def test_a_number_is_told_once_and_there_are_not_too_many(known, monkeypatch):
    one, other, mine, _ = known
    announcement = one.cache.find(mine, one.cache.methods_of(mine)).announcement()
    with pytest.raises(Refused, match="announced another node by the number 1"):
        other.cache.simplify(1, simplified_path(announcement))
    monkeypatch.setattr(node_numbers, "MOST_NODES", 1)
    with pytest.raises(Refused, match="announced more nodes than there is room for"):
        other.cache.simplify(1, simplified_path(announcement)._replace(id=2))
    assert one.cache.number(one.tree.add(Node(), "Q"), 2) == (0, False)


def test_a_node_that_comes_later_is_confirmed_then(ends, lines):
    one, other = ends
    one.cache.number(one.tree.add(Called(), "P"), 2)
    one.cache.number(one.tree.add(Called(), "Q"), 2)
    for packet in one.sent:
        with pytest.raises(Refused, match="which is not here"):
            other.cache.simplify(1, simplified_path(packet))
    assert other.sent == []
    for node in (other.tree.add(Called(), "P"), other.tree.add(Lacking(), "Q")):
        other.cache.appeared(node)
        other.cache.appeared(node)
    assert [confirmed_path(packet)[:2] for packet in other.sent] == [(1, True), (2, False)]
    (line,) = lines()
    assert line.startswith("Peer 1 has declared other methods on <Lacking /root/Q>")


def test_a_node_has_the_methods_of_its_class_and_of_its_own(ends):
    one, _ = ends
    node, other = one.tree.add(Called(), "P"), one.tree.add(Called(), "Q")
    assert one.cache.methods_of(node) is one.cache.methods_of(other)
    other.rpc_config("get_index", {"rpc_mode": 1})
    assert one.cache.methods_of(other).of_node == ("get_index",)
    assert one.cache.method_name("P", 1) == "tell"
    assert one.cache.method_name("Nowhere", 1) is None


def test_what_is_forgotten_is_told_again(known):
    one, other, mine, _ = known
    other.cache.forget(1)
    assert other.cache.path(1, 1) is None
    one.cache.forget(2)
    assert one.cache.number(mine, 2) == (1, False)
    assert len(one.sent) == 1
    one.cache.clear()
    assert one.cache.path(0, 1) is None


def test_an_answer_to_what_was_not_asked_means_nothing(ends):
    one, _ = ends
    node = one.tree.add(Called(), "P")
    one.cache.confirm(2, confirmed_path(packets.confirm_path(1, True)))
    assert one.cache.number(node, 2) == (1, False)


def test_packets_go_as_surely_as_they_need(ends):
    one, _ = ends
    one.cache.put(2, b"\5")
    one.cache.put(2, b"\6", False)
    assert one.sent == [b"\5", b"\6"]
