"""Packets that wait at a MultiplayerAPI, below whose root a node has methods that do the oddest things."""

import pytest

from engine import OK, Node, master, remote
from engine.multiplayer.api import MultiplayerAPI
from engine.multiplayer.godot3 import packets
from engine.multiplayer.godot4 import packets as packets4
from engine.multiplayer.godot4.methods import checksum
from engine.multiplayer.peer import NetworkedMultiplayerPeer
from engine.multiplayer.trace import trace
from nodes.websocket.multiplayer_session import MultiplayerSession
from nodes.websocket.unread import Unread

from .outcome import said_by

PEERS = (7, 8)


class Main(Node):
    def __init__(self, api, session):
        self.api, self.session, self.heard = api, session, []

    @remote
    def hear(self, *args):
        self.heard.append((self.api.get_rpc_sender_id(), *args))

    @master
    def ask(self):
        self.heard.append("asked")

    @remote
    def drain(self):
        self.heard.append("drains")
        self.api._drain_()

    @remote
    def drop(self):
        self.session.drop_packets()

    @remote
    def fail(self):
        raise ValueError("on purpose")

    @remote
    def leave(self):
        self.free()

    @remote
    def stop(self):
        self.api.network_peer = None

    @remote
    def quit(self):
        raise KeyboardInterrupt

    def local(self):
        self.heard.append("local")


METHODS = ("ask", "drain", "drop", "fail", "hear", "leave", "quit", "stop")


class Peer(NetworkedMultiplayerPeer):
    def __init__(self, session, version):
        self.session, self.version, self.sent = session, version, []
        self.transfer_mode = 2

    def get_connection_status(self):
        return self.CONNECTION_CONNECTED

    def get_unique_id(self):
        return 1

    def set_target_peer(self, id):
        pass

    def put_packet(self, packet):
        self.sent.append(packet)
        return OK

    def _wire_of_(self, id):
        return f"godot{self.version}"

    def _waiting_packets_(self):
        return self.session


class Session(MultiplayerSession):
    """A session that has no links."""

    def __init__(self):
        super().__init__(lambda: "its node", None)


def announcement(version):
    if version == 3:
        return packets.simplify_path(1, packets.text("Main"))
    return packets4.simplify_path(checksum(METHODS, ()), 1, packets4.text("Main"))


def call(version, name, args=()):
    if version == 3:
        return packets.with_id(0, 1, packets.call_body(name, args))
    return packets4.with_id(1, packets4.call_body(METHODS.index(name) if name in METHODS else 99, args))


def what_comes_of(
    version, waiting, kinds=(Session, MultiplayerAPI), header=0, counted=False, held=False, traced=False
):
    """Return what is heard, sent, logged and left by the time that all was taken which waits.

    What waits of peer 7 is counted, or held until half of it has been taken.
    """
    session, api = (kind() for kind in kinds)
    peer, root = Peer(session, version), Node()
    root.name = "root"
    main = Main(api, session)
    main.name = "Main"
    root.add_child(main)
    api.root_node, api.network_peer = root, peer
    for id in PEERS:
        peer.peer_connected.emit(id)
    peer.sent.clear()
    unread = {id: Unread(1 << 20, 1 << 10) for id in (*PEERS, 9)}
    for sender, packet in [*[(id, announcement(version)) for id in PEERS], *waiting]:
        unread[sender].append((bytes(header) + packet, False))
        session._waiting.append((sender, 1, header, unread[sender]))
    if counted:
        unread[7].is_full()
    if held:
        unread[7].hold(lambda: main.heard.append("goes on"))
    packet_heard = []
    api.network_peer_packet.connect(lambda id, packet: packet_heard.append((id, packet)))
    stopped = 0
    faults = []
    with said_by("estragon.rpc") as said, pytest.MonkeyPatch.context() as patch:
        patch.setattr("engine.base.fault._default", lambda fault: faults.append(str(fault.error)))
        if traced:
            patch.setattr(trace, "is_on", True)
        while True:
            try:
                api._drain_()
                break
            except KeyboardInterrupt:
                stopped += 1
    sizes = {id: (len(one), one.counted, one.size) for id, one in unread.items()}
    left = [session.packet_count(), session.packet_target, sizes]
    sender = api.get_rpc_sender_id()
    found = main.heard, peer.sent, said, packet_heard, faults, stopped, left, sender
    root.free()
    return repr(found)
