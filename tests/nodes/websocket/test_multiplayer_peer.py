"""Godot 4's WebSocketMultiplayerPeer: what it tells, when, compared with what 4.6.3 did."""

import json
import re
from pathlib import Path

import pytest

from engine import (
    ERR_ALREADY_IN_USE,
    ERR_INVALID_PARAMETER,
    ERR_UNAVAILABLE,
    ERR_UNCONFIGURED,
    OK,
    Node,
    ScriptError,
)
from engine.testing import FakeClock, MemoryNetwork, SteppedTree
from nodes import TLSOptions, WebSocketMultiplayerPeer

RECORDED = json.loads((Path(__file__).parent / "vectors" / "godot4_peer.json").read_text())
CHECKS = {check["check"]: check["result"] for check in RECORDED["checks"]}
URL = "ws://anywhere:9000"


class Script(Node):
    """Does something where scripts do it, in a tree."""

    def __init__(self, what):
        self.what = what

    def _ready(self):
        self.what()


class Ends:
    """A server and its clients A and B, a tree each, and what they were told."""

    def __init__(self):
        self.network = MemoryNetwork(clock=FakeClock())
        self.trees = {name: SteppedTree() for name in ("server", "A", "B")}
        self.log = {name: [] for name in self.trees}
        self.names = {}
        for name, tree in self.trees.items():
            tree.network, tree.clock = self.network, self.network.clock
            self._watch(tree.multiplayer, name)

    def _watch(self, api, name):
        for signal in ("connected_to_server", "peer_connected", "peer_disconnected", "server_disconnected"):
            getattr(api, signal).connect(lambda *ids, s=signal: self._note(api, name, s, ids))

    def _note(self, api, name, signal, ids):
        peer = api.multiplayer_peer
        status = 0 if peer is None else peer.get_connection_status()
        told = f"{signal}({ids[0]})" if ids else signal
        is_server = str(api.is_server()).lower()
        about = f"id {api.get_unique_id()} server {is_server} peers {api.get_peers()} status {status}"
        self.log[name].append(f"api.{told}: {about}")

    def peer(self, name):
        return self.trees[name].multiplayer.multiplayer_peer

    def open(self, name):
        self.trees[name].add(Script(lambda: self._open(name)))

    def _open(self, name):
        peer = WebSocketMultiplayerPeer()
        log = self.log[name]
        for signal in ("peer_connected", "peer_disconnected"):
            getattr(peer, signal).connect(lambda id, s=signal: log.append(f"peer.{s}({id})"))
        assert (peer.create_server(9000) if name == "server" else peer.create_client(URL)) == OK
        self.trees[name].multiplayer.multiplayer_peer = peer

    def settle(self):
        for _ in range(60):
            self.network.clock.advance(1 / 60)
            for tree in self.trees.values():
                tree.step()

    def take(self, names):
        """Return what was told, with the names that the recording has for ids."""
        found = {}
        for name, lines in self.log.items():
            text = json.dumps(lines)
            for id, known in names.items():
                text = re.sub(rf"\b{id}\b", f"<{known}>", text)
            found[name] = json.loads(text)
            lines.clear()
        return found

    def finish(self):
        for tree in self.trees.values():
            tree.multiplayer.multiplayer_peer = None
            tree.finish()
            tree.raise_faults()


@pytest.fixture
def ends():
    ends = Ends()
    yield ends
    ends.finish()


def test_signals_come_in_godot_4s_order_and_the_state_in_them_is_its(ends):
    names, joined = {}, dict.fromkeys("AB", 0)
    for step, expected in CHECKS["signals_and_state_inside_handlers"]:
        if step == "server created":
            ends.open("server")
        elif match := re.match("([AB]) connects", step):
            name = match[1]
            ends.open(name)
            ends.settle()
            joined[name] += 1
            names[ends.peer(name).get_unique_id()] = name + (str(joined[name]) if joined[name] > 1 else "")
        elif step == "A sets multiplayer_peer = null":
            kept = ends.peer("A")
            ends.trees["A"].multiplayer.multiplayer_peer = None
        elif step == "A drops its last reference to the peer":
            del kept
        elif step.startswith("A afterwards"):
            assert ends.peer("A").get_connection_status() == 0
            continue
        elif step == "A: multiplayer_peer.close()":
            ends.peer("A").close()
        elif step == "A: multiplayer_peer.disconnect_peer(1)":
            ends.peer("A").disconnect_peer(1)
        elif step.startswith("A: get_peer(1).close"):
            ends.peer("A").get_peer(1).close(4001, "custom")
        elif step.startswith("server: get_peer(B).close"):
            ends.peer("server").get_peer(next(iter(ends.trees["server"].multiplayer.get_peers()))).close(4002)
        elif step == "server: multiplayer_peer.close()":
            ends.peer("server").close()
        elif step.startswith("server afterwards"):
            peer = ends.peer("server")
            assert json.loads(expected) == [peer.get_connection_status(), peer.get_unique_id()]
            continue
        else:
            raise AssertionError(step)
        ends.settle()
        assert ends.take(names) == expected, step


def test_constants_and_what_is_set_at_first_are_godots():
    peer = WebSocketMultiplayerPeer()
    for row in CHECKS["peer_constants_and_defaults"]:
        what, expected = row[:2]
        if match := re.fullmatch(r"WebSocketMultiplayerPeer\.(\w+)", what):
            assert json.loads(expected) == json.loads(json.dumps(getattr(peer, match[1]))), what
        elif match := re.fullmatch(r"new WebSocketMultiplayerPeer: (\w+)\(\)", what):
            assert json.loads(expected) == getattr(peer, match[1])(), what
    assert peer.godot_versions == (4,)
    assert (peer.get_packet_mode(), peer.get_packet_channel()) == (peer.TRANSFER_MODE_RELIABLE, 0)
    assert 2 <= peer.generate_unique_id() < 1 << 31


def test_what_is_set_by_methods_in_godot_is_set_by_methods():
    peer = WebSocketMultiplayerPeer()
    for name, value in {
        "supported_protocols": ["ludus"],
        "handshake_headers": ["X-Token: abc"],
        "handshake_timeout": 5.0,
        "inbound_buffer_size": 1000,
        "outbound_buffer_size": 2000,
        "max_queued_packets": 30,
    }.items():
        getattr(peer, f"set_{name}")(value)
        assert getattr(peer, f"get_{name}")() == getattr(peer, name)
        assert list(getattr(peer, name)) == value if isinstance(value, list) else getattr(peer, name) == value


def test_a_peer_that_was_not_opened_has_nothing(caplog):
    peer = WebSocketMultiplayerPeer()
    peer.poll()
    peer.close()
    peer.set_target_peer(1)
    assert peer.put_packet(b"x") == ERR_UNCONFIGURED
    assert (peer.get_packet(), peer.get_packet_error(), peer.get_packet_peer()) == (b"", ERR_UNAVAILABLE, 1)
    assert (peer.get_peer_address(1), peer.get_peer_port(1), peer.get_last_error()) == ("", 0, "")
    peer.disconnect_peer(1)
    assert (peer._wire_of_(1), peer._packet_target_(), peer._put_from_(2, 3, b"x")) == (
        "godot4",
        1,
        ERR_UNCONFIGURED,
    )
    assert peer._waiting_packets_().take_next() is None
    assert all("has no peers" in line for line in caplog.messages)
    assert repr(peer) == "<WebSocketMultiplayerPeer, disconnected>"


@pytest.fixture
def in_tree(tree):
    """`in_tree(function)` calls it where scripts run, in a tree whose network is in memory."""
    tree.network = MemoryNetwork(clock=FakeClock())
    tree.clock = tree.network.clock

    def run(what):
        found = []
        tree.add(Script(lambda: found.append(what())))
        return found[0]

    return run


def both(tree, in_tree, **properties):
    """Return a server and a client of it that know each other, polled by hand."""

    def open_both():
        server, client = WebSocketMultiplayerPeer(), WebSocketMultiplayerPeer()
        for name, value in properties.items():
            setattr(server, name, value)
            setattr(client, name, value)
        assert server.create_server(0, "127.0.0.1") == OK
        assert client.create_client(f"ws://127.0.0.1:{server.get_listening_port()}") == OK
        return server, client

    server, client = in_tree(open_both)
    joined = tree.watch(server.peer_connected)

    def both_know():
        server.poll()
        client.poll()
        return joined.emissions and client.get_unique_id()

    tree.wait_until(both_know)
    return server, client, joined.emissions[0][0]


def test_packets_go_both_ways_without_a_multiplayer_api(tree, in_tree):
    headers, protocols = ["X-Token: abc"], ["game"]
    server, client, id = both(tree, in_tree, handshake_headers=headers, supported_protocols=protocols)
    assert client.get_unique_id() == id
    server.set_target_peer(id)
    client.set_target_peer(1)
    assert server.put_packet(b"down") == client.put_packet(b"up") == OK

    def have_come():
        server.poll()
        client.poll()
        return server.get_available_packet_count() and client.get_available_packet_count()

    tree.wait_until(have_come)
    assert (server.get_packet_peer(), server.get_packet(), server.get_packet_error()) == (id, b"up", OK)
    packets = client._waiting_packets_()
    assert [packets.take_next(), packets.take_next()] == [(1, b"down"), None]
    assert server.get_peer_address(id) == "memory"
    assert server.get_peer_port(id) > 0
    assert server._packet_target_() == 1
    assert "port" in repr(server)
    assert repr(client) == "<WebSocketMultiplayerPeer, connected>"
    client.close()
    server.close()


def test_what_is_in_use_is_not_opened_again_and_what_cannot_be_is_an_error(tree, in_tree, caplog):
    server, client, _ = both(tree, in_tree)
    assert server.create_server(0) == client.create_client(URL) == ERR_ALREADY_IN_USE
    assert [" is in use; call `close()` first" in line for line in caplog.messages] == [True] * 2
    client.close()
    server.close()
    assert in_tree(lambda: client.create_client("http://anywhere")) == ERR_INVALID_PARAMETER
    assert in_tree(lambda: server.create_server(-1)) == ERR_INVALID_PARAMETER
    assert server.get_connection_status() == client.get_connection_status() == 0
    server.godot_versions = (3, 4)
    with pytest.raises(ScriptError, match="a client speaks as one version"):
        server.create_client(URL)


def test_a_client_that_is_closed_before_it_is_connected_has_failed(tree, in_tree):
    client = WebSocketMultiplayerPeer()
    assert in_tree(lambda: client.create_client(URL)) == OK
    assert client.get_connection_status() == client.CONNECTION_CONNECTING
    failed = tree.watch(client.connection_failed)
    client.close()
    assert failed.emissions == []
    client.poll()
    client.poll()
    assert failed.emissions == [()]


def test_new_connections_are_refused_while_it_says_so(tree, in_tree):
    server = WebSocketMultiplayerPeer()
    server.refuse_new_connections = True
    in_tree(lambda: server.create_server(9000))
    client = WebSocketMultiplayerPeer()
    in_tree(lambda: client.create_client("ws://127.0.0.1:9000"))
    failed = tree.watch(client.connection_failed)

    def has_failed():
        server.poll()
        client.poll()
        return failed.emissions

    tree.wait_until(has_failed)
    assert "closed the TCP connection" in client.get_last_error()
    server.refuse_new_connections = False
    in_tree(lambda: client.create_client("ws://127.0.0.1:9000"))

    def is_in():
        server.poll()
        client.poll()
        return client.get_unique_id()

    tree.wait_until(is_in)
    client.close()
    server.close()


def test_tls_options_of_the_other_side_are_answered_with_the_line_to_write():
    peer = WebSocketMultiplayerPeer()
    with pytest.raises(ScriptError, match=r"create_server: write `TLSOptions.server\(key, certificate\)`"):
        peer.create_server(0, "*", TLSOptions.client())
    with pytest.raises(ScriptError, match=r"create_client: write `TLSOptions.client\(trusted_chain\)`"):
        peer.create_client("wss://anywhere", TLSOptions.server("key", "certificate"))
    assert peer.create_client("wss://localhost:1", TLSOptions.client("no.pem")) == ERR_INVALID_PARAMETER
    assert peer.create_server(0, "*", TLSOptions.server("no.pem", "no.pem")) == ERR_INVALID_PARAMETER


def test_what_goes_wrong_is_said_by_the_names_that_the_script_knows(tree, in_tree, caplog):
    peers = [WebSocketMultiplayerPeer() for _ in range(3)]
    assert in_tree(lambda: peers[0].create_client("http://anywhere")) == ERR_INVALID_PARAMETER
    assert in_tree(lambda: peers[1].create_server(-1)) == ERR_INVALID_PARAMETER
    assert [line.partition(":")[0] for line in caplog.messages] == ["create_client", "create_server"]
    caplog.clear()
    assert in_tree(lambda: peers[2].create_client(URL)) == OK
    tree.clock.advance(2.0)
    tree.step(200)
    (warning,) = [line for line in caplog.messages if "is not polled" in line]
    assert "Write `multiplayer.multiplayer_peer = client`, or `client.poll()` in `_process`" in warning
    peers[2].close()
