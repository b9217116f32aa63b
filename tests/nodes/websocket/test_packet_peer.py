"""Values as packets: over peers in raw mode, and over the nodes themselves in multiplayer mode."""

import pytest

from engine import ERR_OUT_OF_MEMORY, ERR_UNCONFIGURED, OK, ScriptError
from engine.testing import MemoryNetwork
from engine.variant import Color, VariantError, Vector2, var2bytes
from nodes import WebSocketClient, WebSocketPeer, WebSocketServer
from nodes.websocket.packet_peer import PacketPeer, as_bytes

VALUES = [None, True, 1, 2**40, 0.5, "größer", Vector2(1, 2), Color(1, 0, 0), [1, {"a": [None]}], b"raw"]


@pytest.fixture
def ends(tree):
    """A connected server and client; the peers of each for the other."""
    tree.network = MemoryNetwork()
    server, client = tree.add(WebSocketServer()), tree.add(WebSocketClient())
    server.listen(9000)
    client.connect_to_url("ws://anywhere:9000")
    tree.wait_until(lambda: server.get_peers() and client.get_connection_status() == 2)
    return server.get_peer(server.get_peers()[0]), client.get_peer(1)


@pytest.mark.parametrize("value", VALUES)
def test_a_value_arrives_as_it_was(ends, tree, value):
    at_server, at_client = ends
    assert at_client.put_var(value) == OK
    tree.wait_until(lambda: at_server.get_available_packet_count())
    assert at_server.get_var() == value


def test_the_encoding_is_that_of_var2bytes(ends, tree):
    at_server, at_client = ends
    at_server.put_var({"x": 1})
    tree.wait_until(lambda: at_client.get_available_packet_count())
    assert at_client.get_packet() == var2bytes({"x": 1})


def test_a_packet_that_is_no_value_is_taken_and_told_of(ends, tree, caplog):
    at_server, at_client = ends
    at_client.put_packet(b"\xff\xff")
    tree.wait_until(lambda: at_server.get_available_packet_count())
    assert at_server.get_var() is None
    assert at_server.get_available_packet_count() == 0
    (line,) = caplog.messages
    assert "a packet of 2 bytes" in line


def test_without_a_packet_there_is_no_value(caplog):
    assert WebSocketPeer().get_var() is None
    assert "has no packet" in caplog.text


def test_what_has_no_encoding_is_the_scripts_fault(ends):
    with pytest.raises(VariantError):
        ends[0].put_var(object())


def test_a_value_may_be_as_long_as_the_buffer(ends, caplog):
    at_server, _ = ends
    at_server.encode_buffer_max_size = 1024
    assert at_server.encode_buffer_max_size == 1024
    assert at_server.put_var("x" * 1016) == OK
    assert at_server.put_var("x" * 1017) == ERR_OUT_OF_MEMORY
    assert "takes 1028 bytes" in caplog.text


@pytest.mark.parametrize("size", [0, 1023, 256 * 1024 * 1024 + 1])
def test_a_buffer_has_bounds(size):
    with pytest.raises(ScriptError, match="encode_buffer_max_size must be"):
        WebSocketPeer().encode_buffer_max_size = size


def test_in_raw_mode_the_nodes_have_no_values_of_their_own(caplog):
    client = WebSocketClient()
    assert client.get_var() is None
    assert client.put_var(1) == ERR_UNCONFIGURED
    assert all("raw mode" in line for line in caplog.messages)
    assert len(caplog.messages) == 2


def test_in_multiplayer_mode_they_do(tree):
    tree.network = MemoryNetwork()
    server, client = tree.add(WebSocketServer()), tree.add(WebSocketClient())
    server.listen(9000, [], True)
    client.connect_to_url("ws://anywhere:9000", [], True)
    tree.wait_until(lambda: client.get_unique_id())
    client.set_target_peer(1)
    assert client.put_var([1, "two"]) == OK
    tree.wait_until(lambda: server.get_available_packet_count())
    assert server.get_packet_peer() == client.get_unique_id()
    assert server.get_var() == [1, "two"]


def test_a_packet_is_bytes_of_any_kind_and_nothing_else():
    assert as_bytes(same := b"abc") is same
    for packet in (bytearray(b"abc"), memoryview(b"abc")):
        assert as_bytes(packet) == b"abc"
        assert type(as_bytes(packet)) is bytes
    with pytest.raises(ScriptError, match=r"a packet is bytes, not str. Write `put_packet\(text.encode"):
        as_bytes("abc")


def test_what_sends_and_receives_has_to_say_how():
    peer = PacketPeer()
    for method, arguments in (("get_packet", ()), ("put_packet", (b"",)), ("get_available_packet_count", ())):
        with pytest.raises(NotImplementedError):
            getattr(peer, method)(*arguments)
