"""WebSocketPeer by itself, as Godot 4 has it: states, codes and frames are those of 4.6.3."""

import gc

import pytest

from engine import (
    ERR_ALREADY_IN_USE,
    ERR_CANT_CONNECT,
    ERR_INVALID_PARAMETER,
    ERR_UNAVAILABLE,
    FAILED,
    OK,
    Node,
    ScriptError,
)
from engine.testing import FakeClock, MemoryNetwork
from nodes import TLSOptions, WebSocketPeer, WebSocketServer
from nodes.websocket.own_connection import OwnConnection

TEXT, BINARY, CLOSE, PING = 0x81, 0x82, 0x88, 0x89


class Owner(Node):
    """A script that connects in `_ready`, where scripts do, and polls."""

    def __init__(self, url, **properties):
        self.peer = WebSocketPeer()
        for name, value in properties.items():
            setattr(self.peer, name, value)
        self.url = url

    def _ready(self):
        self.result = self.peer.connect_to_url(self.url)

    def _process(self, delta):
        self.peer.poll()


@pytest.fixture
def connected(tree, raw_server):
    """`connected(**properties)` is a peer and the other end, byte by byte."""

    def connect(*lines, **properties):
        owner = tree.add(Owner(f"{raw_server.url}/p", **properties))
        assert (owner.result, owner.peer.get_ready_state()) == (OK, WebSocketPeer.STATE_CONNECTING)
        assert owner.peer.send_text("too soon") == FAILED
        end = raw_server.shake_hands(*lines)
        tree.wait_until(lambda: owner.peer.get_ready_state() == WebSocketPeer.STATE_OPEN)
        return owner.peer, end

    return connect


def test_a_new_one_is_closed(caplog):
    peer = WebSocketPeer()
    peer.poll()
    assert (peer.get_ready_state(), peer.get_close_code(), peer.get_close_reason()) == (
        peer.STATE_CLOSED,
        -1,
        "",
    )
    assert peer.send_text("x") == peer.put_packet(b"x") == FAILED
    assert (peer.get_selected_protocol(), peer.get_requested_url()) == ("", "")
    assert peer.accept_stream(None) == ERR_UNAVAILABLE
    assert "let a WebSocketServer `listen(port)`" in caplog.text


def test_texts_and_bytes_go_out_as_they_are_sent(connected):
    peer, end = connected()
    assert peer.send_text("hé") == peer.send(b"\1\2") == peer.send(b"t", peer.WRITE_MODE_TEXT) == OK
    assert peer.put_packet(b"\3") == peer.send(b"") == peer.send_text("") == OK
    frames = [end.read_frame() for _ in range(6)]
    assert [(frame.first, frame.payload) for frame in frames] == [
        *((TEXT, "hé".encode()), (BINARY, b"\1\2"), (TEXT, b"t")),
        *((BINARY, b"\3"), (BINARY, b""), (TEXT, b"")),
    ]


def test_what_comes_waits_until_it_is_taken(connected, tree, wire):
    peer, end = connected("Sec-WebSocket-Protocol: game", supported_protocols=["chat", "game"])
    assert peer.get_selected_protocol() == "game"
    assert peer.get_requested_url().endswith("/p")
    for opcode, payload in ((wire.TEXT, b"t"), (wire.BINARY, b"\1\2"), (wire.BINARY, b"")):
        end.send_frame(opcode, payload)
    tree.wait_until(lambda: peer.get_available_packet_count() == 3)
    assert [(bytes(peer.get_packet()), peer.was_string_packet()) for _ in range(3)] == [
        *((b"t", True), (b"\1\2", False)),
        (b"", False),
    ]


def test_the_other_side_closes_with_a_code_and_a_reason(connected, tree, wire):
    peer, end = connected()
    end.send_frame(wire.CLOSE, wire.close_payload(4005, "grün".encode()))
    tree.wait_until(lambda: peer.get_ready_state() == peer.STATE_CLOSED)
    assert (peer.get_close_code(), peer.get_close_reason()) == (4005, "grün")


def test_a_close_of_this_side_has_the_code_of_the_answer(connected, tree, wire):
    peer, end = connected()
    peer.close(4001, "why")
    assert (peer.get_ready_state(), peer.get_close_code()) == (peer.STATE_CLOSING, -1)
    assert end.read_frame().payload == wire.close_payload(4001, b"why")
    end.send_frame(wire.CLOSE, wire.close_payload(1000))
    tree.wait_until(lambda: peer.get_ready_state() == peer.STATE_CLOSED)
    assert (peer.get_close_code(), peer.get_close_reason()) == (1000, "")


def test_a_negative_code_drops_it_without_a_frame(connected):
    peer, end = connected()
    peer.close(-1)
    assert (peer.get_ready_state(), peer.get_close_code()) == (peer.STATE_CLOSED, -1)
    assert end.wait_for_end() == b""
    peer.close(-1)


def test_an_end_without_close_frames_has_no_code(connected, tree):
    peer, end = connected()
    end.close()
    tree.wait_until(lambda: peer.get_ready_state() == peer.STATE_CLOSED)
    assert peer.get_close_code() == -1


def test_it_can_be_connected_again_once_it_is_closed(connected, raw_server, caplog):
    peer, _ = connected()
    assert peer.connect_to_url(raw_server.url) == ERR_ALREADY_IN_USE
    assert "has a connection already; call `close()` first" in caplog.text
    peer.close(-1)
    assert peer.connect_to_url(raw_server.url) == OK


@pytest.mark.parametrize(
    "properties", [{"handshake_headers": ["no header"]}, {"supported_protocols": ["no protocol"]}]
)
def test_what_cannot_be_sent_is_refused_when_it_is_set(properties):
    with pytest.raises(ScriptError, match=r"no header|no protocol"):
        Owner("ws://localhost", **properties)


@pytest.mark.parametrize("url", ["", "http://127.0.0.1:1"])
def test_what_cannot_be_right_is_an_error(url, caplog):
    assert Owner(url).peer.get_ready_state() == WebSocketPeer.STATE_CLOSED
    owner = Owner(url)
    owner._ready()
    assert owner.result == ERR_INVALID_PARAMETER
    assert "connect_to_url: " in caplog.text


def test_certificates_are_those_of_the_options(caplog):
    peer = WebSocketPeer()
    assert peer.connect_to_url("wss://localhost:1", TLSOptions.client("no.pem")) == ERR_INVALID_PARAMETER
    assert "'no.pem' cannot be read" in caplog.text


def test_what_cannot_be_tried_now_is_an_error(monkeypatch, caplog):
    def open(self, request):
        raise OSError("too many files")

    monkeypatch.setattr(OwnConnection, "open", open)
    assert WebSocketPeer().connect_to_url("ws://localhost:1") == ERR_CANT_CONNECT
    assert "it cannot be tried now: too many files" in caplog.text


def test_it_is_pinged_when_it_is_silent_and_ends_if_it_stays_so(tree):
    network = tree.network = MemoryNetwork(clock=FakeClock())
    tree.clock = network.clock
    server = tree.add(WebSocketServer())
    server.listen(9000)
    owner = tree.add(Owner("ws://anywhere:9000", heartbeat_interval=1.0))
    tree.wait_until(lambda: owner.peer.get_ready_state() == WebSocketPeer.STATE_OPEN)
    (id,) = server.get_peers()
    assert server.get_peer(id).get_requested_url() == "ws://anywhere:9000/"
    tree.step(3)
    network.clock.advance(1.1)
    tree.step(3)
    tree.root.remove_child(server)  # so that nobody polls it
    network.clock.advance(1.1)
    tree.step(3)
    network.clock.advance(1.1)
    tree.step(3)
    network.clock.advance(10.1)
    tree.wait_until(lambda: owner.peer.get_ready_state() == WebSocketPeer.STATE_CLOSED)
    server.stop()


def test_who_is_let_go_of_says_goodbye(connected, tree, wire):
    peer, end = connected()
    (owner,) = [child for child in tree.root.get_children() if isinstance(child, Owner)]
    assert repr(peer._own_).startswith("<OwnConnection: <SocketLink with 127.0.0.1")
    owner.free()
    owner.peer = None
    del peer, owner
    gc.collect()
    assert end.wait_for_end().startswith(b"\x88")


def test_a_program_that_ends_sends_what_waits_and_waits_for_nobody(connected):
    peer, _ = connected()
    own = peer._own_
    assert own._traffic_().peers == 1
    assert own._send_waiting_() is False
    assert own._drain_(1.0) is True
    assert own._reloading_() is None
