"""A client and a server of ours: the same over sockets, in memory, and in memory by crumbs."""

from __future__ import annotations

import pytest

from engine import (
    ERR_ALREADY_IN_USE,
    ERR_INVALID_PARAMETER,
    ERR_OUT_OF_MEMORY,
    FAILED,
    OK,
    Performance,
    ScriptError,
)
from nodes import WebSocketClient, WebSocketServer

# -- Coming and going -----------------------------------------------------------------------------


def test_both_ends_tell_once_that_they_are_connected(pair):
    pair.open()
    assert pair.server.get_peers() == [pair.id]
    assert pair.client.get_connection_status() == pair.client.CONNECTION_CONNECTED
    pair.settle()
    assert (pair.at_server, pair.at_client) == ([], [])


@pytest.mark.parametrize(
    ("known", "offered", "agreed"), [((), (), ""), ((), ("a",), ""), (("b", "a"), ("x", "a", "b"), "a")]
)
def test_the_sub_protocol_is_told_at_both_ends(known, offered, agreed, pair):
    assert pair.server.listen(0, known) == OK
    assert pair.client.connect_to_url(pair.url(), offered) == OK
    pair.until(lambda: pair.at_client and pair.at_server)
    assert (pair.at_server, pair.at_client) == ([("connected", agreed)], [("established", agreed)])


@pytest.mark.parametrize("offered", [(), ("other",)])
def test_a_client_without_a_sub_protocol_that_the_server_wants_is_refused_at_both_ends(offered, pair, caplog):
    assert pair.server.listen(0, ["chat"]) == OK
    assert pair.client.connect_to_url(pair.url(), offered) == OK
    pair.until(lambda: pair.at_client)
    assert (pair.at_server, pair.at_client) == ([], [("error",)])
    by_server, by_client = caplog.messages
    assert "did not become a client: handshake refused: " in by_server
    assert by_client.endswith("in the handshake: the server answered 'HTTP/1.1 400 Bad Request'")
    assert pair.client.get_last_error() == "the server answered 'HTTP/1.1 400 Bad Request'"


def test_path_and_headers_of_the_request_and_of_the_answer_can_be_read(pair):
    pair.server.set_extra_headers(["X-Server: mine", "X-Second:two: with a colon"])
    assert pair.server.listen(0) == OK
    headers = ["X-Token: abc", "Cookie: a=b"]
    assert pair.client.connect_to_url(pair.url("/room?token=é"), [], False, headers) == OK
    pair.until(lambda: pair.at_client and pair.at_server)
    assert pair.server.get_peer_path(pair.id) == "/room?token=%C3%A9"
    asked = pair.server.get_peer_headers(pair.id)
    assert (asked["x-token"], asked["cookie"]) == ("abc", "a=b")
    answered = pair.client.get_request_headers()
    assert (answered["x-server"], answered["x-second"]) == ("mine", "two: with a colon")


def test_headers_of_nobody_are_none_with_an_error(pair, caplog):
    assert pair.client.get_request_headers() == {}
    assert pair.server.get_peer_path(7) == ""
    assert pair.server.get_peer_headers(7) == {}
    assert caplog.text.count("has no client 7") == 2


@pytest.mark.parametrize(
    "header", ["no colon", ": no name", "X-A: b\r\nX-Injected: yes", "X-A: b\nc", "X\0: a", ""]
)
def test_a_header_that_cannot_be_one_is_refused(header, pair, caplog):
    assert pair.server.listen(0) == OK
    assert pair.client.connect_to_url(pair.url(), [], False, [header]) == ERR_INVALID_PARAMETER
    assert "is not a header" in caplog.text
    with pytest.raises(ScriptError, match="is not a header"):
        pair.server.set_extra_headers([header])
    assert pair.client.get_connection_status() == pair.client.CONNECTION_DISCONNECTED


@pytest.mark.parametrize("protocols", ["chat", ["a\r\nX: y"], ["a b"], ["a,b"], [""], ["a\0"]])
def test_a_sub_protocol_that_cannot_be_one_is_refused_at_both_ends(protocols, pair, caplog):
    assert pair.server.listen(0, protocols) == ERR_INVALID_PARAMETER
    assert pair.client.connect_to_url("ws://localhost", protocols) == ERR_INVALID_PARAMETER
    assert not pair.server.is_listening()
    assert len(caplog.messages) == 2


def test_an_attempt_at_a_port_where_nobody_listens_fails_with_one_line(pair, caplog):
    pair.server.listen(0)
    url = pair.url()
    pair.server.stop()
    assert pair.client.connect_to_url(url) == OK
    pair.until(lambda: pair.at_client)
    assert pair.at_client == [("error",)]
    (line,) = caplog.messages
    why = "Connection refused: nothing listens there"
    assert line == f"{pair.client!r}: could not connect to {url}: connecting: {why}"
    assert pair.client.get_last_error() == why


def test_a_server_that_refuses_new_connections_keeps_those_it_has(pair, take_all):
    pair.open()
    pair.server.refuse_new_connections = True
    other = pair.tree.add(WebSocketClient(), "Other")
    failed = pair.tree.watch(other.connection_error)
    assert other.connect_to_url(pair.url()) == OK
    pair.until(lambda: len(failed))
    pair.to_server.put_packet(b"still here")
    pair.until(lambda: pair.at_server)
    assert take_all(pair.to_client) == [b"still here"]
    pair.server.set_refuse_new_connections(False)
    assert not pair.server.is_refusing_new_connections()
    assert other.connect_to_url(pair.url()) == OK
    pair.until(lambda: other.get_connection_status() == other.CONNECTION_CONNECTED)


# -- Packets --------------------------------------------------------------------------------------


def test_packets_go_both_ways_in_order_with_their_type(pair):
    pair.open()
    for one, other in ((pair.to_server, pair.to_client), (pair.to_client, pair.to_server)):
        sent = [(b"", False), ("é".encode(), True), (b"\xff" * 130, False), (b"", True), (b"x" * 70, False)]
        for packet, is_text in sent:
            one.set_write_mode(one.WRITE_MODE_TEXT if is_text else one.WRITE_MODE_BINARY)
            assert one.put_packet(packet) == OK
        pair.until(lambda other=other: other.get_available_packet_count() == 5)
        assert [(bytes(other.get_packet()), other.was_string_packet()) for _ in sent] == sent


def test_data_received_is_emitted_once_for_each_packet_whoever_takes_them(pair, take_all):
    pair.open()
    for i in range(10):
        pair.to_server.put_packet(b"%d" % i)
    pair.until(lambda: pair.to_client.get_available_packet_count() == 10)
    assert pair.at_server == [("data",)] * 10
    assert take_all(pair.to_client) == [b"%d" % i for i in range(10)]


def test_packets_of_one_step_go_out_together_at_its_end(pair):
    pair.open()
    sends = []
    sock = pair.to_server._link_._socket
    send = sock.send
    counting = type("Counting", (), {"__getattr__": lambda self, name: getattr(sock, name)})()
    counting.send = lambda data: sends.append(len(data)) or send(data)
    pair.to_server._link_._socket = counting

    def put_two():
        for _ in range(2):
            assert pair.to_server.put_packet(b"x") == OK
            assert sends == []

    pair.tree.message_queue.push(None, put_two, (), "a script")
    pair.tree.step()
    assert sends == [14]
    pair.to_server.put_packet(b"outside any tick, at once")
    assert len(sends) == 2
    pair.to_server._link_._socket = sock


@pytest.mark.parametrize("size", [100, 1024])
def test_a_message_of_up_to_the_input_size_is_accepted(size, pair, take_all):
    pair.server.set_buffers(1, 4, 64, 64)
    pair.open()
    pair.to_server.put_packet(b"x" * size)
    pair.until(lambda: pair.at_server)
    assert take_all(pair.to_client) == [b"x" * size]


def test_a_message_longer_than_the_input_buffer_is_refused_with_1009(pair):
    pair.server.set_buffers(1, 4, 64, 64)
    pair.open()
    pair.to_server.put_packet(b"x" * 1025)
    pair.until(lambda: pair.at_server and pair.at_client)
    assert pair.at_server == [("disconnected", False)]
    assert pair.at_client[-1][0] == "closed"
    assert pair.at_client[0][:2] == ("close request", 1009)


def test_a_peer_that_takes_nothing_holds_the_sender_back_and_loses_nothing(pair, take_all):
    pair.server.set_buffers(4, 16, 4, 16)
    pair.client.set_buffers(4, 16, 4, 16)
    pair.open()
    sent = []

    def put_until_refused():
        for _ in range(20_000):
            packet = b"%06d" % len(sent) + b"." * 500
            result = pair.to_server.put_packet(packet)
            if result == ERR_OUT_OF_MEMORY:
                return True
            assert result == OK
            sent.append(packet)
            if len(sent) % 8 == 0:
                pair.tree.step()
        return False

    pair.until(lambda: put_until_refused() and pair.to_client._link_.unread.held, frames=5000)
    pair.settle()
    assert put_until_refused()
    waiting = pair.to_client.get_available_packet_count()
    assert 8 <= waiting < 16 + 65536 // 500
    pair.settle()
    assert pair.to_client.get_available_packet_count() == waiting
    got = []

    def take_some():
        got.extend(take_all(pair.to_client))
        return len(got) == len(sent)

    pair.until(take_some, frames=20_000)
    assert got == sent
    assert pair.to_server.put_packet(b"and on") == OK
    pair.until(lambda: pair.to_client.get_available_packet_count())
    assert take_all(pair.to_client) == [b"and on"]


def test_one_packet_larger_than_the_output_limit_goes_out_on_an_idle_connection(pair, take_all):
    pair.client.set_buffers(64, 64, 1, 4)
    pair.open()
    for _ in range(2):
        assert pair.to_server.put_packet(b"x" * 5000) == OK
        pair.until(lambda: pair.to_client.get_available_packet_count(), frames=5000)
        assert take_all(pair.to_client) == [b"x" * 5000]


@pytest.mark.parametrize("which", ["server", "client"])
def test_set_buffers_is_refused_while_in_use(which, pair, caplog):
    node = getattr(pair, which)
    pair.begin()
    assert node.set_buffers(1, 1, 1, 1) == FAILED
    assert "is in use; set the buffers before" in caplog.text
    pair.until(lambda: pair.at_client and pair.at_server)
    assert node.set_buffers(1, 1, 1, 1) == FAILED
    pair.server.stop()
    pair.until(lambda: len(pair.at_client) == 3)
    assert node.set_buffers(1, 1, 1, 1) == OK


@pytest.mark.parametrize("numbers", [(0, 1, 1, 1), (1, 0, 1, 1), (1, 1, -1, 1), (1, 1, 1, 0)])
def test_buffers_of_nothing_are_refused(numbers, caplog):
    assert WebSocketServer().set_buffers(*numbers) == ERR_INVALID_PARAMETER
    assert "greater than 0" in caplog.text


# -- Compression ----------------------------------------------------------------------------------


@pytest.mark.parametrize(("at_server", "at_client"), [(True, True), (True, False), (False, True)])
def test_compression_is_used_where_both_ends_want_it_and_harmless_elsewhere(
    at_server, at_client, pair, take_all
):
    pair.server.compression, pair.client.compression = at_server, at_client
    pair.open()
    agreed = "sec-websocket-extensions" in pair.client.get_request_headers()
    assert agreed == (at_server and at_client)
    texts = [b"a" * 20_000, b"", bytes(range(256)) * 10]
    for one, other in ((pair.to_server, pair.to_client), (pair.to_client, pair.to_server)):
        for text in texts:
            assert one.put_packet(text) == OK
            assert one.get_current_outbound_buffered_amount() < 100 or not agreed or len(text) < 20_000
            pair.until(lambda other=other: other.get_available_packet_count(), frames=5000)
            assert take_all(other) == [text]


def test_a_compressed_message_that_grows_beyond_the_input_buffer_is_refused_with_1009(pair):
    pair.server.compression = pair.client.compression = True
    pair.server.set_buffers(1, 4, 64, 64)
    pair.open()
    pair.to_server.put_packet(b"a" * 50_000)
    pair.until(lambda: pair.at_server and pair.at_client)
    assert pair.at_server == [("disconnected", False)]
    assert pair.at_client[0][:2] == ("close request", 1009)


# -- Closing --------------------------------------------------------------------------------------


@pytest.mark.parametrize("begins", ["client", "server"])
@pytest.mark.parametrize(
    ("code", "reason", "told"),
    [(1000, "", (1000, "")), (4001, "bye", (4001, "bye")), (0, "dropped", (0, "")), (3000, "é", (3000, "é"))],
)
def test_a_close_is_clean_at_both_ends_with_code_and_reason(begins, code, reason, told, pair):
    pair.open()
    if begins == "client":
        pair.client.disconnect_from_host(code, reason)
    else:
        pair.server.disconnect_peer(pair.id, code, reason)
    pair.until(lambda: pair.at_client and pair.at_server)
    pair.settle()
    by_request = {True: [("close request", *told)], False: []}
    assert pair.at_client == [*by_request[begins == "server"], ("closed", True)]
    assert pair.at_server == [*by_request[begins == "client"], ("disconnected", True)]
    assert pair.server.get_peers() == []


def test_both_may_close_at_the_same_time(pair):
    pair.open()
    pair.client.disconnect_from_host(3000)
    pair.server.disconnect_peer(pair.id, 4000)
    pair.until(lambda: pair.at_client and pair.at_server)
    pair.settle()
    assert (pair.at_client, pair.at_server) == ([("closed", True)], [("disconnected", True)])


def test_what_was_put_before_a_close_arrives_before_it(pair, take_all):
    pair.open()
    for i in range(20):
        pair.to_server.put_packet(b"%d" % i)
    peer = pair.to_client
    pair.client.disconnect_from_host()
    assert pair.to_server.put_packet(b"too late") == FAILED
    pair.until(lambda: pair.at_client)
    pair.settle()
    assert pair.at_server == [("data",)] * 20 + [("close request", 1000, ""), ("disconnected", True)]
    assert take_all(peer) == [b"%d" % i for i in range(20)]
    assert peer.get_packet() == b""
    assert peer.get_packet_error() == FAILED


def held(pair):
    """Open a connection on which two packets wait and hold back a third; return the server's end."""
    pair.server.set_buffers(1, 2, 64, 64)
    pair.open()
    for packet in (b"a", b"b"):
        pair.to_server.put_packet(packet)
    pair.until(lambda: pair.to_client.get_available_packet_count() == 2)
    pair.to_server.put_packet(b"c")
    pair.until(lambda: pair.to_client._link_.unread.held)
    return pair.to_client


def test_a_connection_that_is_held_unread_can_be_closed_cleanly_and_read_afterwards(pair, take_all):
    peer = held(pair)
    pair.server.disconnect_peer(pair.id, 3000)
    pair.until(lambda: pair.at_client and len(pair.at_server) == 3)
    assert pair.at_server[-1] == ("disconnected", True)
    assert take_all(peer) == [b"a", b"b"]


@pytest.mark.parametrize("end", ["stop", "free", "close"])
def test_packets_of_a_held_connection_can_be_read_after_its_end(end, pair, take_all):
    peer = held(pair)
    {"stop": pair.server.stop, "free": pair.server.free, "close": pair.client.free}[end]()
    pair.settle()
    rest = [b"c"] if end == "close" else []  # what the other side sent before its end
    assert take_all(peer) == [b"a", b"b", *rest]
    pair.settle()


def test_a_held_connection_whose_other_end_has_gone_ends_once_its_packets_are_taken(pair, take_all):
    peer = held(pair)
    pair.to_server.put_packet(b"d")
    pair.client.disconnect_from_host()
    pair.settle()
    assert pair.at_server == [("data",)] * 2
    got = []
    pair.until(lambda: got.extend(take_all(peer)) or ("disconnected", True) in pair.at_server)
    assert got == [b"a", b"b", b"c", b"d"]
    pair.until(lambda: pair.at_client == [("closed", True)])


def test_stop_tells_of_each_client_whose_packets_can_be_read_in_the_handler(pair, take_all):
    pair.open()
    pair.to_server.put_packet(b"unread")
    pair.until(lambda: pair.at_server)
    seen = []
    pair.server.client_disconnected.connect(
        lambda id, clean: seen.append((pair.server.has_peer(id), take_all(pair.server.get_peer(id)), clean))
    )
    pair.server.stop()
    assert seen == [(True, [b"unread"], False)]
    assert pair.server.get_peers() == []
    pair.until(lambda: pair.at_client)
    assert pair.at_client == [("close request", 1000, ""), ("closed", True)]


def test_every_end_is_one_line_in_the_log_of_each_side(pair, caplog):
    caplog.set_level("INFO", "estragon.websocket")
    url = pair.open().url()
    came, connected = sorted((m for m in caplog.messages if "listening" not in m), key=lambda m: "to ws" in m)
    assert f"client {pair.id} came from " in came
    assert connected.endswith(f": connected to {url}, sub-protocol ''")
    caplog.clear()
    pair.client.disconnect_from_host(4000, "bye")
    pair.until(lambda: pair.at_client and pair.at_server)
    pair.settle()
    left, ended = caplog.messages
    assert left.endswith(f": client {pair.id} left with code 4000: closed by the other side: bye")
    assert ended.endswith(f": connection to {url} ended with code 4000: closed by this side: bye")
    assert {record.levelname for record in caplog.records} == {"INFO"}


# -- Silence --------------------------------------------------------------------------------------


@pytest.mark.parametrize("pings", ["server", "client"])
def test_a_peer_that_answers_pings_lives(pings, pair, tree):
    from engine.testing import FakeClock

    node = getattr(pair, pings)
    node.ping_interval, node.ping_timeout = 5.0, 2.0
    if pair.network is None:
        tree.clock = FakeClock()
    pair.open()
    for _ in range(10):
        tree.clock.advance(4)
        pair.settle()
    assert (pair.at_server, pair.at_client) == ([], [])


# -- Again ----------------------------------------------------------------------------------------


def test_a_server_and_a_client_can_be_used_again_and_again(pair):
    for _ in range(3):
        pair.open()
        pair.client.disconnect_from_host()
        pair.until(lambda: pair.at_client and pair.at_server)
        pair.at_client.clear()
        pair.at_server.clear()
        pair.server.stop()


def test_a_second_attempt_while_connecting_or_connected_is_refused(pair, caplog):
    pair.begin()
    assert pair.client.connect_to_url(pair.url()) == ERR_ALREADY_IN_USE
    pair.until(lambda: pair.at_client and pair.at_server)
    assert pair.client.connect_to_url(pair.url()) == ERR_ALREADY_IN_USE
    assert caplog.text.count("is already connecting or connected to ws://") == 2


def test_a_connection_that_is_replaced_while_it_closes_is_not_heard_of_again(pair):
    pair.open()
    old = pair.to_server
    pair.client.disconnect_from_host()
    assert pair.client.connect_to_url(pair.url()) == OK
    assert not old.is_connected_to_host()
    pair.until(lambda: ("connected", "") in pair.at_server and pair.at_client)
    for _ in range(10):
        pair.settle()
    assert pair.at_client == [("established", "")]
    assert pair.at_server.count(("disconnected", True)) == 1
    assert pair.to_server is not old
    assert len(pair.server.get_peers()) == 1


def test_giving_up_while_connecting_is_silent_and_final(pair):
    pair.begin()
    pair.client.disconnect_from_host()
    assert pair.client.get_connection_status() == pair.client.CONNECTION_DISCONNECTED
    pair.settle()
    assert pair.at_client == []


def test_what_they_are_is_fit_for_a_log_line(pair):
    server, client = pair.server, pair.client
    assert repr(server) == "<WebSocketServer /root/WebSocketServer>"
    assert repr(client) == "<WebSocketClient /root/WebSocketClient>"
    assert repr(client.get_peer(1)) == "<WebSocketPeer, never connected>"
    pair.begin()
    assert repr(client) == "<WebSocketClient /root/WebSocketClient, connecting>"
    pair.until(lambda: pair.at_client and pair.at_server)
    port = server.get_listening_port()
    assert repr(server) == f"<WebSocketServer /root/WebSocketServer, port {port}, 1 clients>"
    assert repr(client) == "<WebSocketClient /root/WebSocketClient, connected>"
    assert repr(pair.to_server) == f"<WebSocketPeer {client.get_connected_host()}:{port}, open>"
    link = pair.to_client._link_
    assert repr(link).startswith(f"<SocketLink with {link.address[0]}:")
    assert repr(link).endswith(", open>")
    peer = pair.to_server
    client.disconnect_from_host()
    assert repr(peer).endswith(", closing>")
    pair.until(lambda: len(pair.at_client) == 2)
    assert repr(peer).endswith(", closed>")
    assert repr(client) == "<WebSocketClient /root/WebSocketClient, disconnected>"


def test_none_as_an_argument_is_none_given(pair, take_all):
    assert pair.server.listen(0, None) == OK
    pair.server.set_extra_headers(None)
    assert pair.client.connect_to_url(pair.url(), None, False, None) == OK
    pair.until(lambda: pair.at_client and pair.at_server)
    pair.client.disconnect_from_host(1000, None)
    pair.until(lambda: pair.at_client[-1:] == [("closed", True)])
    assert ("close request", 1000, "") in pair.at_server
    pair.until(lambda: pair.at_server[-1:] == [("disconnected", True)])


def test_plain_python_values_of_the_wrong_kind_get_the_repair_and_no_raw_error(pair, caplog):
    assert pair.client.connect_to_url(None) == ERR_INVALID_PARAMETER
    assert pair.client.connect_to_url("ws://localhost:1", 5) == ERR_INVALID_PARAMETER
    assert pair.client.set_buffers(None, 1, 1, 1) == ERR_INVALID_PARAMETER
    assert pair.server.listen(None) == ERR_INVALID_PARAMETER
    assert pair.server.listen("9080") == ERR_INVALID_PARAMETER
    assert [record.levelname for record in caplog.records] == ["ERROR"] * 5
    assert 'write a text such as "ws://host:port/path"' in caplog.messages[0]
    for wrong in (
        lambda: pair.client.disconnect_from_host(1000, 5),
        lambda: pair.client.disconnect_from_host(None),
        lambda: pair.client.get_peer(1).close("1000"),
        lambda: pair.server.set_handshake_timeout(None),
        lambda: pair.server.set_rate_limit(None),
        lambda: pair.server.set_bind_ip(None),
        lambda: setattr(pair.client, "encode_buffer_max_size", None),
    ):
        with pytest.raises(ScriptError):
            wrong()


def test_a_user_in_the_url_reaches_the_authenticator_and_no_log(pair, caplog):
    caplog.set_level("INFO")
    seen = []
    pair.server.authenticator = lambda path, headers: seen.append(headers["authorization"]) or True
    assert pair.server.listen(0) == OK
    assert pair.client.connect_to_url(pair.url().replace("//", "//user:s3cret@")) == OK
    pair.until(lambda: pair.at_client and pair.at_server)
    assert seen == ["Basic dXNlcjpzM2NyZXQ="]
    assert "s3cret" not in caplog.text


def test_what_goes_over_the_connections_is_counted(pair, take_all):
    pair.open()
    get = pair.tree.performance.get_monitor
    assert get(Performance.NETWORK_PEERS) == 2
    before = {name: get(getattr(Performance, name)) for name in ("NETWORK_BYTES_IN", "NETWORK_BYTES_OUT")}
    for _ in range(3):
        pair.to_server.put_packet(b"x" * 1000)
    pair.to_client.put_packet(b"y" * 10)
    pair.until(lambda: len(pair.at_server) == 3 and len(pair.at_client) == 1)
    assert get(Performance.NETWORK_PACKETS_IN) == get(Performance.NETWORK_PACKETS_OUT) == 4
    sent = 3 * (8 + 1000) + 2 + 10  # their heads, and the bytes of masks
    assert get(Performance.NETWORK_BYTES_IN) - before["NETWORK_BYTES_IN"] == sent
    assert get(Performance.NETWORK_BYTES_OUT) - before["NETWORK_BYTES_OUT"] == sent
    assert get(Performance.NETWORK_QUEUED_BYTES) == 0
    pair.client.disconnect_from_host()
    pair.until(lambda: get(Performance.NETWORK_PEERS) == 0)
    assert get(Performance.NETWORK_LOST) == get(Performance.NETWORK_REFUSED) == 0


def test_what_came_to_nothing_is_counted(pair):
    get = pair.tree.performance.get_monitor
    pair.server.authenticator = lambda path, headers: False
    pair.begin()
    pair.until(lambda: pair.at_client and get(Performance.NETWORK_REFUSED) == 2)  # at both ends
    assert get(Performance.NETWORK_LOST) == 0
