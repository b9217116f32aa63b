"""WebSocketClient against servers written by hand."""

from __future__ import annotations

import builtins
import socket

import pytest

from engine import ERR_ALREADY_IN_USE, ERR_CANT_CONNECT, ERR_INVALID_PARAMETER, OK
from engine.testing import FakeClock
from nodes import WebSocketClient


@pytest.fixture
def client(tree):
    """A client inside the tree."""
    return tree.add(WebSocketClient())


@pytest.fixture
def heard(client):
    """The signals of the client."""
    heard = []
    client.connection_established.connect(lambda protocol: heard.append(("established", protocol)))
    client.connection_error.connect(lambda: heard.append(("error",)))
    client.connection_closed.connect(lambda clean: heard.append(("closed", clean)))
    client.server_close_request.connect(lambda code, reason: heard.append(("close request", code, reason)))
    client.data_received.connect(lambda: heard.append(("data", bytes(client.get_peer(1).get_packet()))))
    return heard


@pytest.fixture
def connected(client, heard, raw_server, tree):
    """Connect the client; return the server's end."""
    assert client.connect_to_url(raw_server.url) == OK
    end = raw_server.shake_hands()
    tree.wait_until(lambda: heard)
    assert heard == [("established", "")]
    heard.clear()
    return end


def unused_port():
    with socket.create_server(("127.0.0.1", 0)) as found:
        return found.getsockname()[1]


def test_a_server_that_closes_while_its_client_takes_nothing_is_told_of(client, raw_server, wire, tree):
    told = []
    client.server_close_request.connect(lambda code, reason: told.append((code, reason)))
    client.connection_closed.connect(lambda clean: told.append(clean))
    client.connect_to_url(raw_server.url)
    end = raw_server.shake_hands()
    end.send(wire.frame(wire.BINARY, b"x" * 10_000, mask=False) * 20)
    tree.wait_until(lambda: client.get_peer(1)._link_ and client.get_peer(1)._link_.unread.held)
    end.send_frame(wire.CLOSE, wire.close_payload(1000, b"bye"))
    end.finish()
    tree.wait_until(lambda: len(told) == 2)
    assert told == [(1000, "bye"), True]
    assert client.get_peer(1).get_available_packet_count() == 20


def test_connect_to_url_while_no_file_can_be_opened_is_an_error_code_and_works_later(
    client, raw_server, monkeypatch, heard, tree, caplog
):
    def import_without_files(name, *args):
        if name in ("approach", "urllib.parse"):
            raise OSError(24, "Too many open files")
        return importing(name, *args)

    importing = builtins.__import__
    with monkeypatch.context() as patch:
        patch.setattr(builtins, "__import__", import_without_files)
        assert client.connect_to_url(raw_server.url) == ERR_CANT_CONNECT
    assert "it cannot be tried now: [Errno 24] Too many open files" in caplog.text
    assert client.get_connection_status() == client.CONNECTION_DISCONNECTED
    assert client.connect_to_url(raw_server.url) == OK
    raw_server.shake_hands()
    tree.wait_until(lambda: heard)
    assert heard == [("established", "")]


# -- Connecting -----------------------------------------------------------------------------------


def test_the_request_is_that_of_godot(client, raw_server, wire):
    assert client.connect_to_url(f"{raw_server.url}/chat?room=1") == OK
    request_line, *headers = raw_server.accept().read_head()
    assert request_line == "GET /chat?room=1 HTTP/1.1"
    (key,) = (line for line in headers if line.startswith("Sec-WebSocket-Key: "))
    assert len(key) == len("Sec-WebSocket-Key: ") + 24
    assert [line for line in headers if line != key] == [
        f"Host: 127.0.0.1:{raw_server.port}",
        "Upgrade: websocket",
        "Connection: Upgrade",
        "Sec-WebSocket-Version: 13",
    ]


def test_two_connections_have_different_keys(client, raw_server, wire):
    keys = set()
    for _ in range(2):
        client.connect_to_url(raw_server.url)
        keys.add(wire.key_of(raw_server.accept().read_head()))
        client.disconnect_from_host()
    assert len(keys) == 2


def test_the_status_goes_from_disconnected_over_connecting_to_connected(
    client, heard, raw_server, wire, tree
):
    assert client.get_connection_status() == client.CONNECTION_DISCONNECTED
    client.connect_to_url(raw_server.url)
    assert client.get_connection_status() == client.CONNECTION_CONNECTING
    end = raw_server.accept()
    head = end.read_head()
    assert client.get_connection_status() == client.CONNECTION_CONNECTING
    assert not client.get_peer(1).is_connected_to_host()
    end.send(wire.response(wire.key_of(head)))
    tree.wait_until(lambda: heard)
    assert client.get_connection_status() == client.CONNECTION_CONNECTED
    assert client.get_peer(1).is_connected_to_host()
    assert client.get_peer(1).get_connected_host() == "127.0.0.1"
    assert client.get_peer(1).get_connected_port() == raw_server.port
    assert (client.get_connected_host(), client.get_connected_port()) == ("127.0.0.1", raw_server.port)
    end.close()
    tree.wait_until(lambda: len(heard) == 2)
    assert client.get_connection_status() == client.CONNECTION_DISCONNECTED


def test_a_url_without_a_scheme_is_ws(client, heard, raw_server, tree):
    assert client.connect_to_url(f"127.0.0.1:{raw_server.port}") == OK
    raw_server.shake_hands()
    tree.wait_until(lambda: heard)
    assert heard == [("established", "")]


@pytest.mark.parametrize("url", ["", "ws://", "ws://:80/", "http://localhost", "ws://localhost:port"])
def test_a_url_that_cannot_be_one_is_an_error_code(url, client, heard, caplog, tree):
    assert client.connect_to_url(url) == ERR_INVALID_PARAMETER
    assert client.get_connection_status() == client.CONNECTION_DISCONNECTED
    assert f"connect_to_url: {client.get_last_error()}" in caplog.text
    assert client.get_last_error()
    tree.step(3)
    assert heard == []


def test_a_second_connect_to_url_is_refused(client, connected, raw_server):
    assert client.connect_to_url(raw_server.url) == ERR_ALREADY_IN_USE


def test_a_refused_port_gives_connection_error_and_the_reason_in_the_log(client, heard, caplog, tree):
    url = f"ws://127.0.0.1:{unused_port()}"
    assert client.connect_to_url(url) == OK
    tree.wait_until(lambda: heard)
    assert heard == [("error",)]
    assert client.get_connection_status() == client.CONNECTION_DISCONNECTED
    assert f"could not connect to {url}: connecting: Connection refused: nothing listens there" in caplog.text


def test_a_name_with_two_addresses_is_tried_at_both(client, heard, raw_server, tree):
    client.connect_to_url(f"ws://localhost:{raw_server.port}")  # which listens on 127.0.0.1, not on ::1
    raw_server.shake_hands()
    tree.wait_until(lambda: heard)
    assert heard == [("established", "")]


def test_the_response_may_come_byte_by_byte(client, heard, raw_server, wire, tree):
    client.connect_to_url(raw_server.url)
    end = raw_server.accept()
    for byte in wire.response(wire.key_of(end.read_head())):
        assert heard == []
        end.send(bytes([byte]))
        tree.step()
    tree.wait_until(lambda: heard)
    assert heard == [("established", "")]


def test_messages_and_a_close_may_come_in_the_segment_of_the_response(client, heard, raw_server, wire, tree):
    client.connect_to_url(raw_server.url)
    end = raw_server.accept()
    end.send(
        wire.response(wire.key_of(end.read_head()))
        + wire.frame(wire.TEXT, b"welcome", mask=False)
        + wire.frame(wire.CLOSE, wire.close_payload(1001, b"and bye"), mask=False)
    )
    tree.wait_until(lambda: len(heard) == 4)
    assert heard == [
        ("established", ""),
        ("data", b"welcome"),
        ("close request", 1001, "and bye"),
        ("closed", True),
    ]
    assert end.read_frame() == (0x80 | wire.CLOSE, wire.close_payload(1001, b"and bye"), True)


def test_the_sub_protocol_that_the_server_chose_is_told(client, heard, raw_server, wire, tree):
    client.connect_to_url(raw_server.url, ["one", "two"])
    end = raw_server.accept()
    head = end.read_head()
    (asked,) = (line for line in head if line.startswith("Sec-WebSocket-Protocol: "))
    assert asked.replace(", ", ",") == "Sec-WebSocket-Protocol: one,two"
    end.send(wire.response(wire.key_of(head), "Sec-WebSocket-Protocol: two"))
    tree.wait_until(lambda: heard)
    assert heard == [("established", "two")]


@pytest.mark.parametrize(
    ("asked", "answer", "why"),
    [
        ((), b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", "404"),
        ((), b"HTTP/1.1 404 Not Found\r\nContent-Length: 5\r\n\r\nsorry", "404"),
        ((), b"HTTP/1.1 101 Switching Protocols\r\n\r\n", "Connection"),
        ((), b"KEY wrong", "Sec-WebSocket-Accept"),
        ((), b"KEY Sec-WebSocket-Protocol: unasked", "no subprotocols supported"),
        (("one",), b"KEY Sec-WebSocket-Protocol: two", "unsupported subprotocol: two"),
        ((), b"SSH-2.0-OpenSSH_9.2\r\n\r\n", "the server answered 'SSH-2.0-OpenSSH_9.2'"),
        ((), b"x" * 20_000, "handshake refused: "),
        ((), b"", "the other side closed the TCP connection"),
    ],
)
def test_a_response_that_is_none_gives_connection_error_and_the_reason(
    asked, answer, why, client, heard, raw_server, wire, tree, caplog
):
    client.connect_to_url(raw_server.url, asked)
    end = raw_server.accept()
    key = wire.key_of(end.read_head())
    if answer == b"KEY wrong":
        answer = wire.response("AAAAAAAAAAAAAAAAAAAAAA==")
    elif answer.startswith(b"KEY "):
        answer = wire.response(key, *([answer[4:].decode()] if answer[4:] else []))
    if answer:
        end.send(answer)
    else:
        end.close()
    tree.wait_until(lambda: heard)
    assert heard == [("error",)]
    assert client.get_connection_status() == client.CONNECTION_DISCONNECTED
    assert f"could not connect to {raw_server.url}: " in caplog.text
    assert why in caplog.text


MOVED = "HTTP/1.1 302 Found\r\nLocation: {}\r\nContent-Length: 0\r\n\r\n"


def move(raw_server, location):
    """Send who comes to another place; return the request."""
    end = raw_server.accept()
    head = end.read_head()
    end.send(MOVED.format(location).encode())
    return head


def test_a_client_follows_a_redirect_with_what_it_asked_for(client, heard, raw_server, tree, caplog):
    caplog.set_level("INFO")
    url = raw_server.url.replace("//", "//user:s3cret@")
    assert client.connect_to_url(url, ["chat"], custom_headers=["X-Token: abc"]) == OK
    first = move(raw_server, "/ws/?a=b")
    assert client.get_connection_status() == client.CONNECTION_CONNECTING
    end = raw_server.accept()
    head = end.read_head()
    assert head[0] == "GET /ws/?a=b HTTP/1.1"
    assert [line for line in head[1:] if "Key" not in line] == [
        line for line in first[1:] if "Key" not in line
    ]
    assert f"has moved to {raw_server.url}/ws/?a=b" in caplog.text
    assert "s3cret" not in caplog.text
    assert heard == []


def test_the_last_of_a_chain_of_redirects_is_the_connection(client, heard, raw_server, wire, tree):
    client.connect_to_url(raw_server.url)
    for number in range(10):
        move(raw_server, f"/{number}")
    raw_server.shake_hands()
    tree.wait_until(lambda: heard)
    assert heard == [("established", "")]


def test_a_circle_of_redirects_ends(client, heard, raw_server, tree, caplog):
    client.connect_to_url(raw_server.url)
    for _ in range(11):
        move(raw_server, "/ws/")
    tree.wait_until(lambda: heard)
    assert heard == [("error",)]
    assert client.get_last_error() == (
        "the server answered 'HTTP/1.1 302 Found': moved to /ws/; connect there"
        " (not followed: it is one redirect more than 10)"
    )


def test_all_redirects_together_have_the_time_to_connect(client, heard, raw_server, tree):
    tree.clock = clock = FakeClock()
    client.connect_timeout = 5.0
    client.connect_to_url(raw_server.url)
    clock.advance(3)
    move(raw_server, "/ws/")
    raw_server.accept()
    clock.advance(1.9)
    tree.step()
    assert heard == []
    clock.advance(0.2)
    tree.wait_until(lambda: heard)
    assert heard == [("error",)]


def test_a_redirect_to_tls_that_cannot_be_begun_is_a_failure(client, heard, raw_server, tree, caplog):
    client.trusted_ssl_certificate = "/no/such/file"
    client.connect_to_url(raw_server.url)
    move(raw_server, "wss://localhost/")
    tree.wait_until(lambda: heard)
    assert heard == [("error",)]
    assert "moved to wss://localhost/; connect there (X509Certificate needed" in client.get_last_error()


def test_who_is_disconnected_while_being_redirected_stays_so(client, heard, raw_server, tree):
    client.connect_to_url(raw_server.url)
    move(raw_server, "/ws/")
    end = raw_server.accept()
    client.disconnect_from_host()
    end.wait_for_end()
    assert heard == []
    assert client.get_connection_status() == client.CONNECTION_DISCONNECTED


def test_a_server_that_is_silent_gives_connection_error_in_the_end(client, heard, raw_server, tree, caplog):
    tree.clock = clock = FakeClock()
    client.connect_to_url(raw_server.url)
    raw_server.accept().read_head()
    clock.advance(29)
    tree.step(3)
    assert heard == []
    clock.advance(2)
    tree.step(3)
    assert heard == [("error",)]
    assert "in the handshake: the handshake took too long" in caplog.text


@pytest.mark.parametrize("far", [False, True])
def test_disconnect_from_host_while_connecting_gives_up_without_a_signal(
    far, client, heard, raw_server, tree
):
    client.connect_to_url(raw_server.url)
    end = raw_server.accept()
    if far:
        end.read_head()
    client.disconnect_from_host()
    assert client.get_connection_status() == client.CONNECTION_DISCONNECTED
    end.wait_for_end()
    tree.step(3)
    assert heard == []


# -- Messages -------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [1, 125, 126, 65535, 65536, 300_000])
def test_packets_go_out_masked_in_the_write_mode(size, client, connected, wire):
    peer = client.get_peer(1)
    for mode, opcode in ((peer.WRITE_MODE_TEXT, wire.TEXT), (peer.WRITE_MODE_BINARY, wire.BINARY)):
        peer.set_write_mode(mode)
        assert peer.put_packet(b"x" * size) == OK
        assert connected.read_frame() == (0x80 | opcode, b"x" * size, True)


def test_a_packet_is_on_its_way_before_the_next_poll(client, connected, wire):
    client.get_peer(1).put_packet(b"at once")
    connected.pump()
    assert len(connected.received) == 2 + 4 + len(b"at once")


def test_text_and_binary_messages_are_told_apart(client, connected, wire, tree):
    got = []

    def take():
        peer = client.get_peer(1)
        got.append((bytes(peer.get_packet()), peer.was_string_packet()))

    for connection in client.data_received.get_connections():
        client.data_received.disconnect(connection.handler)
    client.data_received.connect(take)
    connected.send_frame(wire.TEXT, "é".encode())
    connected.send_frame(wire.BINARY, b"\xff")
    connected.send_frame(wire.TEXT, b"")
    tree.wait_until(lambda: len(got) == 3)
    assert got == [("é".encode(), True), (b"\xff", False), (b"", True)]


def test_fragments_are_one_message_and_pings_are_answered(client, connected, heard, wire, tree):
    connected.send_frame(wire.BINARY, b"a", fin=False)
    connected.send_frame(wire.PING, b"?")
    connected.send_frame(wire.CONT, b"b")
    assert connected.read_frame() == (0x80 | wire.PONG, b"?", True)
    tree.wait_until(lambda: heard)
    assert heard == [("data", b"ab")]


# -- Closing --------------------------------------------------------------------------------------


def test_a_close_by_the_server_is_reported_answered_and_clean(client, connected, heard, wire, tree):
    connected.send_frame(wire.CLOSE, wire.close_payload(4000, b"bye\0"))
    assert connected.read_frame() == (0x80 | wire.CLOSE, wire.close_payload(4000, b"bye\0"), True)
    assert connected.wait_for_end() == b""
    assert heard == [("close request", 4000, "bye"), ("closed", True)]


def test_disconnect_from_host_sends_a_close_frame_and_ends_with_the_answer(
    client, connected, heard, wire, tree
):
    client.disconnect_from_host(4001, "enough")
    assert connected.read_frame() == (0x80 | wire.CLOSE, wire.close_payload(4001, b"enough"), True)
    connected.send_frame(wire.TEXT, b"not heard any more")
    tree.step(3)
    assert client.get_connection_status() == client.CONNECTION_CONNECTED
    connected.send_frame(wire.CLOSE, wire.close_payload(4001, b"enough"))
    assert connected.wait_for_end() == b""
    assert heard == [("closed", True)]


@pytest.mark.parametrize("way", ["finish", "reset"])
def test_a_server_that_goes_without_a_close_is_not_clean(way, client, connected, heard, tree):
    getattr(connected, way)()
    tree.wait_until(lambda: heard)
    assert heard == [("closed", False)]


def test_a_server_that_does_not_answer_a_close_is_dropped_in_the_end(client, connected, heard, tree):
    tree.clock = clock = FakeClock()
    client.disconnect_from_host()
    clock.advance(2.9)
    tree.step(3)
    assert heard == []
    clock.advance(0.2)
    tree.step(3)
    assert heard == [("closed", False)]
    connected.wait_for_end()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"\x81\x02\xff\xfe", 1007),
        (b"\x81\x83\0\0\0\0abc", 1002),  # masked
        (b"\x83\x00", 1002),
        (b"\x80\x00", 1002),
        (b"\x82\x7f\x7f\xff\xff\xff\xff\xff\xff\xff", 1009),
    ],
)
def test_a_violation_of_the_protocol_is_answered_and_ends_the_connection(
    data, code, client, connected, heard, wire
):
    connected.send(data)
    first, payload, masked = connected.read_frame()
    assert (first, int.from_bytes(payload[:2], "big"), masked) == (0x80 | wire.CLOSE, code, True)
    connected.wait_for_end()
    assert heard == [("closed", False)]


def test_a_client_that_is_freed_says_goodbye(client, connected, heard, wire, tree):
    client.queue_free()
    assert connected.read_frame().payload == wire.close_payload(1000)
    assert connected.wait_for_end() == b""
    assert heard == []


# -- Again, and inside handlers -------------------------------------------------------------------


def test_connect_to_url_while_closing_drops_the_old_connection_silently(
    client, connected, heard, raw_server, wire, tree
):
    old = client.get_peer(1)
    client.disconnect_from_host()
    assert client.connect_to_url(raw_server.url) == OK
    assert connected.read_frame().payload == wire.close_payload(1000)
    connected.wait_for_end()
    raw_server.shake_hands()
    tree.wait_until(lambda: heard)
    assert heard == [("established", "")]
    assert client.get_peer(1) is not old
    assert not old.is_connected_to_host()


def test_a_client_reconnects_inside_connection_closed(client, connected, heard, raw_server, tree):
    client.connection_closed.connect(lambda clean: client.connect_to_url(raw_server.url))
    connected.finish()
    raw_server.shake_hands()
    tree.wait_until(lambda: len(heard) == 2)
    assert heard == [("closed", False), ("established", "")]


def test_a_client_reconnects_inside_connection_error(client, heard, raw_server, tree):
    client.connection_error.connect(lambda: client.connect_to_url(raw_server.url))
    client.connect_to_url(f"ws://127.0.0.1:{unused_port()}")
    raw_server.shake_hands()
    tree.wait_until(lambda: len(heard) == 2)
    assert heard == [("error",), ("established", "")]


def test_disconnect_from_host_inside_data_received_ignores_the_rest(client, connected, heard, wire, tree):
    client.data_received.connect(lambda: client.disconnect_from_host(3000))
    connected.send(b"".join(wire.frame(wire.TEXT, text, mask=False) for text in (b"one", b"two")))
    assert connected.read_frame().payload == wire.close_payload(3000)
    connected.send_frame(wire.CLOSE, wire.close_payload(3000))
    connected.wait_for_end()
    assert heard == [("data", b"one"), ("closed", True)]


def test_disconnect_and_connect_inside_data_received_leaves_the_rest_behind(
    client, connected, heard, raw_server, wire, tree
):
    def elsewhere():
        client.disconnect_from_host()
        assert client.connect_to_url(raw_server.url) == OK

    client.data_received.connect(elsewhere)
    connected.send(b"".join(wire.frame(wire.TEXT, text, mask=False) for text in (b"one", b"two")))
    raw_server.shake_hands()
    tree.wait_until(lambda: len(heard) == 2)
    assert heard == [("data", b"one"), ("established", "")]


def test_poll_inside_data_received_neither_loses_nor_mixes_up_messages(client, connected, wire, tree):
    got = []

    def handler():
        while client.get_peer(1).get_available_packet_count():
            number = int(client.get_peer(1).get_packet())
            got.append(number)
            if number < 300:
                connected.send_frame(wire.BINARY, b"%d" % (number + 100))
        client.poll()

    for connection in client.data_received.get_connections():
        client.data_received.disconnect(connection.handler)
    client.data_received.connect(handler)
    connected.send(b"".join(wire.frame(wire.BINARY, b"%d" % i, mask=False) for i in range(100)))
    tree.wait_until(lambda: len(got) >= 400)
    assert got == list(range(400))


def test_a_client_that_is_freed_inside_its_own_handler_is_silent_from_then_on(
    client, connected, heard, wire, tree
):
    client.data_received.connect(client.free)
    connected.send(b"".join(wire.frame(wire.TEXT, text, mask=False) for text in (b"one", b"two")))
    assert connected.read_frame().payload == wire.close_payload(1000)
    tree.step(3)
    assert heard == [("data", b"one")]
