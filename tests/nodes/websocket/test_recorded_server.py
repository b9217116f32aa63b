"""What a Godot 4.6.3 server said to those who came, waited to be let in and went, said by ours."""

import json
from pathlib import Path

import pytest

from engine import OK
from engine.testing import FakeClock
from nodes import WebSocketMultiplayerPeer
from nodes.websocket.weaknesses import PAUSE

VECTORS = Path(__file__).parents[2] / "engine" / "multiplayer" / "vectors" / "godot4_packets.json"
SESSIONS = {session["session"]: session for session in json.loads(VECTORS.read_text())["sessions"]}
KINDS = {0x82: "binary", 0x88: "close"}
EVENTS = ("peer_connected", "peer_disconnected", "peer_authenticating", "peer_authentication_failed")


class Server:
    """A server of ours, and clients that are raw sockets, which send what Godot's sent."""

    def __init__(self, tree, raw_client, wire, name):
        self.tree, self.raw_client, self.wire = tree, raw_client, wire
        self.session = SESSIONS[name]
        self.steps = {step["step"]: step for step in self.session["steps"]}
        self.ids = self.session["ids"]
        self.clients, self.events = {}, []
        tree.clock = FakeClock()
        self.peer = WebSocketMultiplayerPeer()
        assert self.peer.create_server(0) == OK
        self.api = tree.multiplayer
        self.api.multiplayer_peer = self.peer
        for signal in EVENTS:
            getattr(self.api, signal).connect(lambda id, name=signal: self.events.append(f"{name}({id})"))

    def ask_for_a_word(self):
        self.api.auth_callback = lambda id, data: self.events.append(f"auth_callback({id}, {data.hex()})")

    def play(self, step, do=lambda: None, id=""):
        """Do what the server did in a step, and have the clients send what they sent; compare all else.

        `id`: which of the ids the next client gets.
        """
        recorded = self.steps[step]
        if id:
            self.peer._end_._new_id_ = lambda: self.ids[id]
        do()
        for sent in recorded["frames"]:
            source, _, to = sent["direction"].partition("->")
            if to == "server":
                self._send(source, sent["kind"], bytes.fromhex(sent.get("hex") or ""))
            elif sent["kind"] == "http":
                assert self.clients[to].read_head()[0] == "HTTP/1.1 101 Switching Protocols"
            elif sent["kind"] != "tcp_fin":
                self._expect(to, sent["kind"], sent["hex"], step)
        self.tree.step(5)
        for name, client in self.clients.items():
            client.pump()
            assert client.received == b"", (step, name)
        assert self.events == [line for line in recorded["events"].get("server", ()) if "(" in line], step
        self.events.clear()

    def _send(self, source, kind, data):
        if kind == "http":
            self.clients[source] = self.raw_client(self.peer)
            self.clients[source].send(self.wire.request())
        elif kind == "binary":
            self.clients[source].send_frame(self.wire.BINARY, data)
        elif kind == "tcp_fin" and source in self.clients:
            self.clients.pop(source).finish()

    def _expect(self, to, kind, hex, step):
        client = self.clients[to]
        if kind == "close":
            self.tree.step()
            self.tree.clock.advance(PAUSE * 1.01)  # sums of seconds are not exact
        frame = client.read_frame()
        assert (KINDS[frame.first], frame.payload.hex()) == (kind, hex), (step, to)
        if kind == "close":  # it is answered at once, whenever it was in the recording
            client.send_frame(self.wire.CLOSE, frame.payload)
            del self.clients[to]

    def later(self, seconds):
        self.tree.clock.advance(seconds)


@pytest.fixture
def server(tree, raw_client, wire):
    return lambda name: Server(tree, raw_client, wire, name)


def test_who_comes_and_goes_is_told_what_godot_tells(server):
    server = server("main")
    ids, api = server.ids, server.api
    server.play("A connects", id="A")
    server.play("B connects", id="B")
    server.play("C connects late: ADD_PEER both ways", id="C")
    server.play("B closes its peer: no close frame; DEL_PEER to the others")
    server.play("(frames of the reconnection)", id="B'")
    server.play(
        "server kicks A through SceneMultiplayer.disconnect_peer", lambda: api.disconnect_peer(ids["A"])
    )
    server.play(
        "server drops C through WebSocketMultiplayerPeer.disconnect_peer",
        lambda: server.peer.disconnect_peer(ids["C"]),
    )
    assert api.get_peers() == [ids["B'"]]


def test_who_waits_to_be_let_in_is_told_what_godot_tells(server):
    server = server("auth")
    server.ask_for_a_word()
    ids, api = server.ids, server.api
    server.play("auth_callback set on both: A connects, nothing but the id is sent", id="A")
    assert (api.get_authenticating_peers(), api.get_peers()) == ([ids["A"]], [])
    server.play("A send_auth(1, 'pw')")
    server.play("server send_auth(A, 'ok')", lambda: api.send_auth(ids["A"], b"ok"))
    server.play("server complete_auth(A): nobody admitted yet", lambda: api.complete_auth(ids["A"]))
    server.play("A complete_auth(1): both admit")
    api.auth_timeout = 1.0
    server.play("B connects and does nothing; the server's auth_timeout is now 1 s", id="B")
    server.play("after the timeout", lambda: server.later(1.1))
    assert api.get_peers() == [ids["A"]]


def test_who_knows_nothing_of_that_is_told_what_godot_tells(server):
    server = server("auth on the server only")
    server.ask_for_a_word()
    server.play("auth_callback only on the server: A believes it is connected", id="A")
    server.play("A rpc m1: refused by the server while A is pending there")
    server.play(
        "server complete_auth(A): waits for A's notice, which never comes",
        lambda: server.api.complete_auth(server.ids["A"]),
    )
    server.play("after the timeout: dropped", lambda: server.later(3.1))


def test_without_relay_nobody_is_told_of_anybody(server):
    server = server("server_relay off")
    server.api.server_relay = False
    server.play("server_relay off on the server only: A connects", id="A")
    server.play("B connects: no ADD_PEER at all", id="B")
    server.play("A send_bytes to everyone: A still wraps it in RELAY, the server refuses")
    server.play("A send_bytes to B")
