import pytest

from engine import Error, Node, remote
from engine.testing import MemoryMultiplayer, MemoryPeer, SteppedTree


class Room(Node):
    heard = ()

    @remote
    def shout(self, text):
        self.heard += (text,)


def test_the_example_of_the_docstring(tree):
    network = MemoryMultiplayer()
    other = SteppedTree()
    tree.network_peer = network.host()
    other.network_peer = network.join()
    network.settle(tree, other)
    here, there = tree.add(Room()), other.add(Room())
    here.rpc("shout", "hello")
    network.settle(tree, other)
    assert there.heard == ("hello",)
    other.finish()


def poll(*peers):
    for _ in range(3):
        for peer in peers:
            peer.poll()


def packets(peer):
    return [(peer.get_packet_peer(), peer.get_packet()) for _ in range(peer.get_available_packet_count())]


@pytest.fixture
def ends():
    network = MemoryMultiplayer()
    ends = [network.host(), network.join(), network.join()]
    poll(*ends)
    return ends


def test_ends_have_ids_in_order_of_joining_or_as_wanted(ends):
    assert [end.get_unique_id() for end in ends] == [1, 2, 3]
    assert all(isinstance(end, MemoryPeer) for end in ends)
    assert ends[0]._network_.join(70).get_unique_id() == 0
    assert repr(ends[1]) == "<MemoryClient 2, connected>"
    assert repr(ends[0]._network_) == "<MemoryMultiplayer of <MemoryServer 1, connected>, 69 joined>"


def test_there_is_one_server(ends):
    with pytest.raises(ValueError, match="has a server already"):
        ends[0]._network_.host()


def test_packets_go_where_they_are_sent_and_clients_are_relayed(ends):
    server, a, b = ends
    for sender, target in ((server, 0), (server, 2), (server, -2), (a, 0), (a, 1), (a, 3), (a, -1), (a, -3)):
        sender.set_target_peer(target)
        assert sender.put_packet(f"{sender.get_unique_id()} to {target}".encode()) == Error.OK
    poll(*ends)
    assert packets(server) == [(2, b"2 to 0"), (2, b"2 to 1"), (2, b"2 to -3")]
    assert packets(a) == [(1, b"1 to 0"), (1, b"1 to 2")]
    assert packets(b) == [(1, b"1 to 0"), (1, b"1 to -2"), (2, b"2 to 0"), (2, b"2 to 3"), (2, b"2 to -1")]


def test_a_packet_to_nobody_fails_at_the_server_and_is_dropped_from_a_client(ends):
    server, a, _ = ends
    server.set_target_peer(9)
    assert server.put_packet(b"x") == Error.FAILED
    server.set_target_peer(1)
    assert server.put_packet(b"x") == Error.FAILED
    a.set_target_peer(9)
    assert a.put_packet(b"x") == Error.OK
    poll(*ends)
    assert [packets(end) for end in ends] == [[], [], []]


def test_without_a_connection_nothing_is_sent(ends):
    server, a, b = ends
    waiting = server._network_.join()
    assert waiting.put_packet(b"x") == Error.ERR_UNCONFIGURED
    server.close()
    poll(a, b, waiting)
    assert [end.put_packet(b"x") for end in (*ends, waiting)] == [Error.ERR_UNCONFIGURED] * 4
    assert [end.get_connection_status() for end in (*ends, waiting)] == [0] * 4


def test_a_client_that_is_turned_out_or_leaves_is_gone_for_all(ends, tree):
    server, a, b = ends
    gone = [tree.watch(end.peer_disconnected) for end in (server, b)]
    alone = tree.watch(a.server_disconnected)
    a.put_packet(b"last words")
    server.disconnect_peer(2)
    a.close()
    poll(*ends)
    a.close()
    poll(*ends)
    assert [watcher.emissions for watcher in gone] == [[(2,)], [(2,)]]
    alone.assert_emitted(times=1)
    assert packets(server) == [(2, b"last words")]


def test_a_packet_of_a_client_that_was_turned_out_is_dropped(ends):
    server, a, _ = ends
    server.disconnect_peer(2)
    a.put_packet(b"too late")
    poll(server)
    assert packets(server) == []


def test_joining_what_is_not_there_fails(tree):
    network = MemoryMultiplayer()
    early = network.join()
    network.host().close()
    late = network.join()
    for client in (early, late):
        failed = tree.watch(client.connection_failed)
        client.poll()
        failed.assert_emitted(times=1)


def test_a_network_that_never_rests_is_an_error(tree):
    class Chatter(Node):
        def _process(self, delta):
            self.get_tree().multiplayer.send_bytes(b"x")

    network = MemoryMultiplayer()
    other = SteppedTree()
    other.network_peer = network.host()
    tree.network_peer = network.join()
    network.settle(tree, other)
    tree.add(Chatter())
    with pytest.raises(AssertionError, match="did not settle within 1000 frames"):
        network.settle(other, tree)
    other.finish()


def test_a_server_may_refuse_who_comes(tree):
    network = MemoryMultiplayer()
    server, client = network.host(), network.join()
    failed = tree.watch(client.connection_failed)
    server.set_refuse_new_connections(True)
    poll(server, client)
    failed.assert_emitted(times=1)


def test_an_end_without_a_role_is_no_end():
    end = MemoryPeer(MemoryMultiplayer())
    end._status_ = end.CONNECTION_CONNECTED
    for method, args in ((end.close, ()), (end.put_packet, (b"x",))):
        with pytest.raises(NotImplementedError):
            method(*args)


@pytest.mark.parametrize("versions", [(3, 3), (4, 4), (3, 4), (4, 3)])
def test_ends_speak_as_either_version_of_godot_and_call_each_other(tree, versions):
    network = MemoryMultiplayer(godot_version=versions[0])
    trees = [tree, SteppedTree(), SteppedTree()]
    tree.network_peer = network.host()
    for other, version in zip(trees[1:], versions, strict=True):
        other.network_peer = network.join(godot_version=version)
    network.settle(*trees)
    rooms = [one.add(Room(), "Room") for one in trees]
    rooms[1].rpc("shout", "hello")
    network.settle(*trees)
    assert [room.heard for room in rooms] == [("hello",), (), ("hello",)]
    for other in trees[1:]:
        other.finish()


def test_there_are_two_versions_of_godot():
    with pytest.raises(ValueError, match="Godot 3 or 4, not 5"):
        MemoryMultiplayer().join(godot_version=5)
