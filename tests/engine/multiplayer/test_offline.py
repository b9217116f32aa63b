from math import inf

from engine import OK, Node, OfflineMultiplayerPeer, remotesync
from engine.net.poller import Poller


class Dice(Node):
    def __init__(self):
        self.rolled = []

    @remotesync
    def roll(self, eyes):
        self.rolled.append((self.multiplayer.get_remote_sender_id(), eyes))


def test_who_plays_alone_is_the_server_and_hears_itself(tree):
    dice = tree.add(Dice())
    api = dice.multiplayer
    api.multiplayer_peer = OfflineMultiplayerPeer()
    assert (api.get_unique_id(), api.is_server(), api.get_peers()) == (1, True, [])
    assert dice.rpc("roll", 6) == OK
    tree.step()
    assert dice.rolled == [(1, 6)]


def test_nobody_is_there():
    peer = OfflineMultiplayerPeer()
    peer.poll()
    peer.close()
    peer.disconnect_peer(2)
    peer.set_target_peer(2)
    assert peer.put_packet(b"x") == OK
    assert (peer.get_available_packet_count(), peer.get_packet_peer(), peer.get_packet()) == (0, 0, b"")
    assert (peer._idle_time_(Poller()), peer._wire_of_(0)) == (inf, "godot4")
