"""Peers of two wires at one server: the second is made here, of what the seam gives."""

import json

import pytest

from engine import Error, MultiplayerAPI, Node, ScriptError, remote, remotesync
from engine.multiplayer import api, incoming, membership
from engine.multiplayer.declarations import method_mode
from engine.multiplayer.node_paths import node_at, path_of, root_of
from engine.multiplayer.refusals import PacketError, Refused
from engine.multiplayer.targets import selected
from engine.testing.multiplayer import MemoryServer


class JsonWire:
    """Says everything in JSON, to each peer by itself; it knows no numbers, and no values to set."""

    made = 0

    def __init__(self, state):
        type(self).made += 1
        self.state = state
        self.peers = {}
        self.events = []

    def joined(self, id):
        self.events.append(("joined", id))
        self.peers = dict.fromkeys(sorted({*self.peers, id}))

    def left(self, id):
        self.events.append(("left", id))
        self.peers.pop(id)

    def clear(self):
        self.events.append("clear")
        self.peers = {}

    def others_joined(self, id):
        self.events.append(("others joined", id))

    def others_left(self, id):
        self.events.append(("others left", id))

    def call(self, node, to, reliable, method, args):
        return self.send(to, {"path": path_of(self.state, node), "method": method, "args": args})

    def set_value(self, node, to, reliable, property, value):
        raise PacketError("there is no remote set in JSON")

    def raw(self, to, data):
        return self.send(to, {"raw": data.hex()})

    def send(self, to, content):
        try:
            packet = json.dumps(content).encode()
        except TypeError as error:
            raise PacketError(str(error)) from error
        result = Error.OK
        for id in selected(to, self.peers):
            result = self.state.put(self, id, packet) or result
        return result

    def receive(self, sender, packet):
        content = self.read(packet)
        if "raw" in content:
            return bytes.fromhex(content["raw"])
        if sender not in self.peers:
            raise Refused("stranger", "", lambda: "is not among the peers")
        node = node_at(root_of(self.state), content["path"])
        name = content["method"]
        incoming.check(self.state, node, sender, name, method_mode(node, name), False)
        incoming.call(node, sender, name, content["args"])
        return None

    def read(self, packet):
        try:
            return json.loads(packet)
        except ValueError as error:
            raise PacketError(str(error)) from None

    def in_words(self, packet, sender=0):
        return f"{packet.decode()} of {sender or 'ours'}"


class MixedServer(MemoryServer):
    """A server whose clients from 100 on speak JSON."""

    def _wire_of_(self, id):
        return "json" if id >= 100 else "godot3"


class Room(Node):
    value = remotesync(0)

    def __init__(self):
        self.heard = []

    @remote
    def say(self, *words):
        self.heard.append((self.get_tree().get_rpc_sender_id(), *words))

    @remotesync
    def both(self):
        self.heard.append("both")

    def local(self):
        raise AssertionError


@pytest.fixture
def server(tree, monkeypatch):
    """A tree with a server, whose clients are played by hand: `peer.sent` is what it sent, to whom."""
    monkeypatch.setitem(membership.WIRES, "json", JsonWire)
    monkeypatch.setattr(JsonWire, "made", 0)
    peer = MixedServer(None)
    peer.sent = []
    peer._send_ = lambda to, data: (peer.sent.append((to, data)), Error.OK)[1]
    tree.network_peer = peer
    tree.room = tree.add(Room(), "R")
    return tree


def join(tree, *ids):
    for id in ids:
        tree.network_peer.peer_connected.emit(id)


def hear(tree, sender, packet):
    tree.network_peer._packets_.append((sender, packet if isinstance(packet, bytes) else said(packet), 1))
    tree.step()


def said(content):
    return json.dumps(content).encode()


def sent(tree):
    found = tree.network_peer.sent[:]
    tree.network_peer.sent.clear()
    return found


def confirm(tree, *ids):
    for id in ids:
        hear(tree, id, b"\3R\0")


HELLO = {"path": "R", "method": "say", "args": ["hello"]}
CALL = b"\0\1\0\0\0say\0\1\4\0\0\0\5\0\0\0hello\0\0\0"


def test_each_peer_is_spoken_to_by_its_own_wire(server):
    join(server, 2, 100)
    server.room.rpc_id(100, "say", "hello")
    assert sent(server) == [(100, said(HELLO))]
    server.room.rpc_id(2, "say", "hello")
    assert [(to, packet[0]) for to, packet in sent(server)] == [(2, 2), (2, 0)]
    confirm(server, 2)
    server.room.rpc_id(2, "say", "hello")
    assert sent(server) == [(2, CALL)]


def test_what_is_for_everyone_goes_through_each_wire_once(server):
    join(server, 2, 3)
    server.room.rpc("say", "hello")
    sent(server)
    confirm(server, 2, 3)
    server.room.rpc("say", "hello")
    assert sent(server) == [(0, CALL)]  # one packet, as long as there is one wire
    join(server, 101, 100)
    server.room.rpc("say", "hello")
    assert sent(server) == [(2, CALL), (3, CALL), (100, said(HELLO)), (101, said(HELLO))]
    server.room.rpc_id(-100, "say", "hello")
    assert sent(server) == [(2, CALL), (3, CALL), (101, said(HELLO))]
    server.room.rpc_id(-3, "say", "hello")
    assert sent(server) == [(2, CALL), (100, said(HELLO)), (101, said(HELLO))]
    for id in (100, 101):
        server.network_peer.peer_disconnected.emit(id)
    server.room.rpc("say", "hello")
    assert sent(server) == [(0, CALL)]


def test_a_call_that_runs_here_too_runs_once(server):
    join(server, 2, 100)
    server.room.rpc("both")
    assert server.room.heard == ["both"]


def test_a_peer_is_understood_by_its_own_wire(server, lines):
    join(server, 2, 100)
    hear(server, 100, HELLO)
    hear(server, 2, b"\2\1\0\0\0R\0")
    hear(server, 2, CALL)
    assert server.room.heard == [(100, "hello"), (2, "hello")]
    hear(server, 100, CALL)
    hear(server, 100, {**HELLO, "method": "local"})
    hear(server, 100, {**HELLO, "path": "Q"})
    hear(server, 777, HELLO)
    malformed, refused, missing, stranger = lines()
    assert malformed.startswith("Peer 100 sent a packet that cannot be read: Expecting value")
    assert refused.startswith("Peer 100 called 'local' on <Room /root/R>, which was refused: it is not decl")
    assert missing.startswith("Peer 100 called the node 'Q', which is not here.")
    assert stranger == "Peer 777 is not among the peers."


def test_bytes_go_both_ways_by_either_wire(server):
    join(server, 2, 100)
    got = server.watch(server.multiplayer.network_peer_packet)
    assert server.multiplayer.send_bytes(b"\1\2") == Error.OK
    assert sent(server) == [(2, b"\4\1\2"), (100, said({"raw": "0102"}))]
    server.multiplayer.send_bytes(b"\1", 100)
    assert sent(server) == [(100, said({"raw": "01"}))]
    hear(server, 100, {"raw": "07"})
    hear(server, 2, b"\4\7")
    assert got.emissions == [(100, b"\7"), (2, b"\7")]


def test_what_one_wire_cannot_say_is_the_scripts_fault(server):
    join(server, 100)
    with pytest.raises(ScriptError, match=r"rset\('value'\) on .*: there is no remote set in JSON"):
        server.room.rset("value", 1)
    with pytest.raises(ScriptError, match=r"rpc\('say'\) on .*: Object of type"):
        server.room.rpc("say", {1j})
    join(server, 2)
    server.network_peer.peer_disconnected.emit(100)
    assert server.room.rset("value", 1) == Error.OK


def test_a_wire_is_made_when_it_is_needed_and_once(server):
    assert JsonWire.made == 0
    join(server, 100, 101)
    server.network_peer.peer_disconnected.emit(100)
    join(server, 102)
    assert JsonWire.made == 1


def test_a_wire_is_told_who_comes_and_goes(server):
    join(server, 2, 100, 100)
    wire = server.multiplayer._members_.wires["json"]
    server.network_peer.peer_disconnected.emit(100)
    server.network_peer.peer_disconnected.emit(100)
    server.network_peer.peer_disconnected.emit(101)
    assert wire.events == [("joined", 100), ("joined", 100), ("left", 100)]
    server.network_peer = None
    assert wire.events[-1] == "clear"
    assert server.multiplayer._state_.wires == ()


def test_who_turns_out_to_speak_another_wire_changes_over(server, monkeypatch):
    join(server, 2, 100)
    monkeypatch.setattr(MixedServer, "_wire_of_", lambda self, id: "godot3")
    join(server, 100)
    assert server.multiplayer._members_.wires["json"].events == [
        ("joined", 100),
        ("left", 100),
        ("others joined", 100),
    ]
    server.room.rpc("say", "hello")
    assert [to for to, _ in sent(server)] == [2, 100, 2, 100]
    assert server.get_network_connected_peers() == [2, 100]


def test_the_trace_has_the_words_of_each_wire(server, lines):
    api.trace.switch_on()
    try:
        join(server, 100)
        server.room.rpc("say", "hello")
        hear(server, 100, {"raw": "07"})
    finally:
        api.trace.switch_off()
    hello = '{"path": "R", "method": "say", "args": ["hello"]}'
    assert lines() == [f"rpc → peer 100: {hello} of ours", 'rpc ← peer 100: {"raw": "07"} of 100']


def test_two_apis_have_wires_of_their_own():
    first, second = MultiplayerAPI(), MultiplayerAPI()
    assert first._members_.wires is not second._members_.wires
    assert first._state_ is not second._state_
