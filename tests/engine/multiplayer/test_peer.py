import pytest

from engine import Error, NetworkedMultiplayerPeer, Node, PoolByteArray

OWED = (
    ("poll", ()),
    ("get_connection_status", ()),
    ("get_unique_id", ()),
    ("is_server", ()),
    ("set_target_peer", (0,)),
    ("put_packet", (b"",)),
    ("get_available_packet_count", ()),
    ("get_packet_peer", ()),
    ("get_packet", ()),
)


@pytest.mark.parametrize(("method", "args"), OWED)
def test_what_a_peer_owes_is_not_there_by_itself(method, args):
    with pytest.raises(NotImplementedError):
        getattr(NetworkedMultiplayerPeer(), method)(*args)


def test_the_server_is_number_1():
    class Peer(NetworkedMultiplayerPeer):
        id = 1

        def get_unique_id(self):
            return self.id

    peer = Peer()
    assert peer.is_server()
    peer.id = 2
    assert not peer.is_server()


def test_a_peer_is_reliable_unless_it_says_otherwise():
    peer = NetworkedMultiplayerPeer()
    peer.transfer_mode = peer.TRANSFER_MODE_UNRELIABLE
    peer.set_transfer_mode(0)
    assert peer.transfer_mode == peer.get_transfer_mode() == peer.TRANSFER_MODE_RELIABLE == 2


def test_refusing_is_a_switch():
    peer = NetworkedMultiplayerPeer()
    assert not peer.is_refusing_new_connections()
    peer.set_refuse_new_connections(True)
    assert peer.is_refusing_new_connections()
    assert peer.refuse_new_connections


def test_a_node_can_be_a_peer():
    class Peer(NetworkedMultiplayerPeer, Node):
        pass

    peer = Peer()
    peer.name = "Peer"
    assert peer.peer_connected.emit(1) is None
    assert (peer.get_class(), peer.is_class("NetworkedMultiplayerPeer")) == ("NetworkedMultiplayerPeer", True)


def test_a_peer_speaks_as_godot_3_does_and_is_ready_for_anything_unless_it_says_otherwise():
    peer = NetworkedMultiplayerPeer()
    assert (peer._wire_of_(5), peer._why_no_packets_(), peer._idle_time_(None)) == ("godot3", "", 0.0)


def test_the_api_takes_packets_as_plain_bytes():
    class Peer(NetworkedMultiplayerPeer):
        waiting = 1

        def get_available_packet_count(self):
            return self.waiting

        def get_packet_peer(self):
            return 5

        def get_packet(self):
            self.waiting = 0
            return PoolByteArray(b"packet")

    packets = Peer()._waiting_packets_()
    sender, packet = packets.take_next()
    assert (sender, packet, type(packet), type(packet[1:])) == (5, b"packet", bytes, bytes)
    assert packets.take_next() is None


def test_a_peer_speaks_as_godot_3_does_and_sends_for_nobody_else_unless_it_says_otherwise():
    peer = NetworkedMultiplayerPeer()
    assert peer._wire_of_(0) == "godot3"
    assert peer._packet_target_() == 1
    assert peer._put_from_(2, 3, b"a") == Error.ERR_UNAVAILABLE
