"""WebSocketPeer: what it says without a connection, and what it refuses."""

from __future__ import annotations

import pytest

from engine import ERR_OUT_OF_MEMORY, ERR_UNAVAILABLE, FAILED, OK, PoolByteArray, ScriptError
from nodes import WebSocketClient, WebSocketPeer, WebSocketServer


@pytest.fixture
def server(tree):
    server = tree.add(WebSocketServer())
    assert server.listen(0) == OK
    return server


@pytest.fixture
def raw(server, raw_client):
    """The other end of the only client of the server."""
    return raw_client(server, shake_hands=True)


@pytest.fixture
def peer(server, raw):
    """The peer of the only client of the server."""
    (id,) = server._peers_
    return server.get_peer(id)


def test_a_peer_without_a_connection_says_so(caplog):
    peer = WebSocketPeer()
    assert not peer.is_connected_to_host()
    assert peer.get_connected_host() == ""
    assert peer.get_connected_port() == 0
    assert peer.get_available_packet_count() == 0
    assert peer.get_packet() == b""
    assert peer.get_packet_error() == FAILED
    assert peer.put_packet(b"x") == FAILED
    assert "this WebSocketPeer is not connected" in caplog.text
    peer.close()


def test_a_client_has_a_peer_1_before_it_connects_and_no_other(caplog):
    client = WebSocketClient()
    assert not client.get_peer(1).is_connected_to_host()
    assert client.get_peer(1) is client.get_peer(1)
    assert client.get_peer(2) is None
    assert "a client has only peer 1" in caplog.text


def test_packets_wait_in_order_until_they_are_taken(peer, raw, wire, tree):
    for text in (b"one", b"two", b""):
        raw.send_frame(wire.BINARY, text)
    tree.wait_until(lambda: peer.get_available_packet_count() == 3)
    assert [peer.get_packet() for _ in range(3)] == [b"one", b"two", b""]
    assert peer.get_packet_error() == OK
    assert peer.get_packet() == b""
    assert peer.get_packet_error() == ERR_UNAVAILABLE


def test_a_packet_is_a_pool_byte_array(peer, raw, wire, tree):
    raw.send_frame(wire.TEXT, "déjà".encode())
    tree.wait_until(peer.get_available_packet_count)
    packet = peer.get_packet()
    assert isinstance(packet, PoolByteArray)
    assert packet.get_string_from_utf8() == "déjà"


def test_was_string_packet_speaks_of_the_packet_that_was_taken_last(peer, raw, wire, tree):
    assert not peer.was_string_packet()
    raw.send_frame(wire.TEXT, b"text")
    raw.send_frame(wire.BINARY, b"binary")
    tree.wait_until(lambda: peer.get_available_packet_count() == 2)
    assert not peer.was_string_packet()
    peer.get_packet()
    assert peer.was_string_packet()
    peer.get_packet()
    assert not peer.was_string_packet()


def test_the_write_mode_is_binary_unless_set(peer, raw, wire):
    assert peer.get_write_mode() == peer.WRITE_MODE_BINARY
    assert peer.put_packet(b"bytes") == OK
    assert raw.read_frame().first == 0x80 | wire.BINARY
    peer.set_write_mode(peer.WRITE_MODE_TEXT)
    assert peer.get_write_mode() == peer.WRITE_MODE_TEXT
    assert peer.put_packet(b"text") == OK
    assert raw.read_frame().first == 0x80 | wire.TEXT


def test_a_write_mode_that_there_is_not_is_an_error(peer):
    with pytest.raises(ScriptError, match="no write mode 2"):
        peer.set_write_mode(2)
    assert peer.get_write_mode() == peer.WRITE_MODE_BINARY
    peer.set_no_delay(True)


def test_text_in_place_of_bytes_is_an_error_with_the_repair(peer):
    with pytest.raises(ScriptError, match="encode"):
        peer.put_packet("text")


def test_any_bytes_can_be_put(peer, raw):
    for packet in (b"a", bytearray(b"b"), memoryview(b"c"), PoolByteArray(b"d")):
        assert peer.put_packet(packet) == OK
        assert raw.read_frame().payload == bytes(packet)


@pytest.mark.parametrize("code", [-1, 1, 999, 1004, 1005, 1006, 1015, 2999, 5000, 66536])
def test_a_close_code_that_cannot_be_sent_is_an_error_and_the_connection_lives_on(code, peer, raw):
    with pytest.raises(ScriptError, match=f"{code} cannot be sent as a close code"):
        peer.close(code)
    assert peer.put_packet(b"still here") == OK
    assert raw.read_frame().payload == b"still here"


@pytest.mark.parametrize("code", [1000, 1003, 1007, 1014, 3000, 4999])
def test_every_other_close_code_can_be_sent(code, peer, raw, wire):
    peer.close(code)
    assert raw.read_frame().payload == wire.close_payload(code)


def test_the_longest_reason_is_123_bytes(peer, raw, wire, caplog):
    peer.close(1000, "x" * 123)
    assert raw.read_frame().payload == wire.close_payload(1000, b"x" * 123)
    assert caplog.text == ""


def test_a_longer_reason_is_cut_between_characters_with_a_warning(peer, raw, wire, caplog):
    peer.close(1000, "é" * 62)
    assert raw.read_frame().payload == wire.close_payload(1000, "é".encode() * 61)
    assert "is cut: 123 bytes" in caplog.text


def test_a_closing_peer_sends_no_more_packets_and_keeps_the_unread(peer, raw, wire, tree, caplog):
    raw.send_frame(wire.TEXT, b"unread")
    tree.wait_until(peer.get_available_packet_count)
    peer.close(3000, "bye")
    assert peer.put_packet(b"too late") == FAILED
    assert caplog.text.count("put_packet: the connection is closing") == 1
    peer.close(3001, "twice is once")
    assert raw.read_frame().payload == wire.close_payload(3000, b"bye")
    raw.send_frame(wire.CLOSE, wire.close_payload(3000, b"bye"))
    assert raw.wait_for_end() == b""
    assert not peer.is_connected_to_host()
    assert peer.get_connected_host() == ""
    assert peer.get_packet() == b"unread"


def test_packets_that_came_before_the_end_can_still_be_taken(peer, raw, wire, tree):
    raw.send_frame(wire.TEXT, b"last words")
    raw.finish()
    tree.wait_until(lambda: not peer.is_connected_to_host())
    assert peer.get_packet() == b"last words"
    assert peer.get_packet_error() == OK
    assert peer.get_packet() == b""
    assert peer.get_packet_error() == FAILED


def test_what_the_socket_does_not_take_at_once_is_sent_later_and_in_order(server, raw_client):
    server.stop()
    server.set_buffers(64, 1024, 10_000, 1024)
    server.listen(0)
    raw = raw_client(server, shake_hands=True)
    peer = server.get_peer(server.get_peers()[0])
    packets = [bytes([i]) * 100_000 for i in range(100)]
    for packet in packets:
        assert peer.put_packet(packet) == OK
    assert peer.get_current_outbound_buffered_amount() > 0
    assert all(raw.read_frame().payload == packet for packet in packets)
    assert peer.get_current_outbound_buffered_amount() == 0


def test_a_peer_that_does_not_read_does_not_fill_the_log(server, raw_client, caplog):
    server.stop()
    server.set_buffers(64, 1024, 1, 4)
    server.listen(0)
    raw_client(server, shake_hands=True)
    peer = server.get_peer(server.get_peers()[0])
    results = {peer.put_packet(b"x" * 100_000) for _ in range(1000)}
    assert results == {OK, ERR_OUT_OF_MEMORY}
    lines = [message for message in caplog.messages if message.startswith("put_packet: ")]
    assert len(lines) == 10 + 6  # and 16, 32, 64, … 512
    assert "are refused (512 times so far)" in lines[-1]


def test_a_peer_that_sends_no_values_does_not_fill_the_log(peer, raw, wire, tree, caplog):
    for _ in range(40):
        raw.send_frame(wire.BINARY, b"?")
    tree.wait_until(lambda: peer.get_available_packet_count() == 40)
    assert [peer.get_var() for _ in range(40)] == [None] * 40
    assert len(caplog.messages) == 10 + 2
    assert "is no value (32 times so far): " in caplog.messages[-1]


def test_asking_one_that_is_not_connected_in_each_frame_does_not_fill_the_log(caplog):
    peer = WebSocketPeer()
    for _ in range(500):
        assert peer.put_packet(b"x") == FAILED
        assert peer.get_connected_port() == 0
    assert len(caplog.messages) == 16


@pytest.mark.parametrize(("message", "why"), [(b"x", "is a text, not b'x'"), ("\ud800", "cannot be sent")])
def test_a_text_message_is_a_text_that_can_be_sent(message, why):
    with pytest.raises(ScriptError, match=f"send_text: .*{why}"):
        WebSocketPeer().send_text(message)
    with pytest.raises(ScriptError, match="There is no write mode 7"):
        WebSocketPeer().send(b"x", 7)
