"""The WebSocket nodes with the real Godot 3 at the other end, in both directions.

Godot runs `programs/peer.gd`, which sends back what it gets and obeys texts that begin with "!".
"""

from __future__ import annotations

import itertools
import re
import signal
import struct
import time

import pytest

from engine import ERR_OUT_OF_MEMORY, FAILED, OK
from nodes import WebSocketClient, WebSocketPeer, WebSocketServer
from tests.interop.echo_server import echo_server

TEXT, BINARY = WebSocketPeer.WRITE_MODE_TEXT, WebSocketPeer.WRITE_MODE_BINARY
BOUND = 15.0
"""Seconds that anything may take; far more than it does."""

BIG = (4096, 4096, 4096, 4096)
"""Buffers for messages of 1 MiB: the same at both ends."""

MBEDTLS = re.compile("thirdparty/mbedtls/|mbedtls error: |$")
"""What Godot's TLS writes to standard output when it cannot answer a close frame any more."""


@pytest.fixture
def listen(tree):
    """Let a server of ours listen: `listen(["chat"], refuse_new_connections=True)`."""

    def listen(protocols=(), buffers=(), **settings):
        server = tree.add(echo_server(buffers, echo=False, **settings))
        assert server.listen(0, protocols) == OK
        return server

    return listen


@pytest.fixture
def godot_client(godot):
    """Start a Godot client of a server of ours."""

    def start(server, scheme="ws", path="", **environment):
        url = f"{scheme}://localhost:{server.get_listening_port()}{path}"
        return godot("peer.gd", URL=url, **environment)

    return start


@pytest.fixture
def godot_server(godot, free_port):
    """Start a Godot server; it has its port in `port`."""

    def start(**environment):
        program = godot("peer.gd", PORT=free_port, **environment)
        program.wait_for_line("Listening")
        program.port = free_port
        return program

    return start


@pytest.fixture
def connect(tree):
    """Let a client of ours connect to a Godot server."""

    def connect(server, protocols=(), headers=(), buffers=(), scheme="ws", path="", **settings):
        client = WebSocketClient(**settings)
        if buffers:
            assert client.set_buffers(*buffers) == OK
        tree.add(client)
        url = f"{scheme}://localhost:{server.port}{path}"
        assert client.connect_to_url(url, protocols, False, headers) == OK
        return client

    return connect


class Pair:
    """A connection between a node of ours and a Godot, whoever of them is the server."""

    def __init__(self, tree, node, godot):
        self.tree = tree
        self.node = node
        self.godot = godot
        self.is_server = isinstance(node, WebSocketServer)
        opened = node.client_connected if self.is_server else node.connection_established
        asked = node.client_close_request if self.is_server else node.server_close_request
        closed = node.client_disconnected if self.is_server else node.connection_closed
        self._opened, self._asked, self._closed = tree.watch(opened), tree.watch(asked), tree.watch(closed)
        self._skip = 1 if self.is_server else 0  # a server's signals begin with the id

    def wait_until_open(self):
        self.godot.wait_until(lambda: len(self._opened), "the connection")
        self.id = self._opened.emissions[0][0] if self.is_server else 1
        self.peer = self.node.get_peer(self.id)
        self.godot.wait_for_line("Connected, .*")
        return self

    @property
    def asked(self):
        """What the other side's close frames said: code and reason."""
        return [emission[self._skip :] for emission in self._asked.emissions]

    @property
    def closed(self):
        """Whether the closes were clean."""
        return [emission[-1] for emission in self._closed.emissions]

    def wait_for_close(self):
        bound = time.monotonic() + BOUND
        while not self.closed:  # for as many frames as that takes
            assert time.monotonic() < bound, self.godot.report()
            self.tree.poller.wait(0.02)
            self.tree.step()
        return self.closed

    def put(self, message, mode=BINARY):
        self.peer.set_write_mode(mode)
        assert self.peer.put_packet(message) == OK

    def order(self, text):
        self.put(f"!{text}".encode(), TEXT)

    def take(self):
        """Wait for a packet and return it, with the mode in which it came."""
        self.godot.wait_until(self.peer.get_available_packet_count, "a packet")
        packet = bytes(self.peer.get_packet())
        return packet, TEXT if self.peer.was_string_packet() else BINARY

    def echo(self, message, mode):
        self.put(message, mode)
        return self.take()

    def take_numbers(self, count):
        """Take that many numbered packets, as soon as they come, and return their numbers."""
        numbers = []

        def take():
            for _ in range(self.peer.get_available_packet_count()):
                numbers.append(struct.unpack_from("<I", self.peer.get_packet())[0])
            return len(numbers) >= count

        self.godot.wait_until(take, f"{count} packets")
        return numbers


@pytest.fixture(params=["our server", "our client"])
def pair(request, tree, listen, godot_client, godot_server, connect):
    """Connect a node of ours to a Godot; each test runs both ways round."""

    def join(buffers=(), settings=(), **environment):
        settings = dict(settings)
        environment["BUFFERS"] = ",".join(map(str, buffers))
        if request.param == "our server":
            node = listen(buffers=buffers, **settings)
            pair = Pair(tree, node, None)
            pair.godot = godot_client(node, **environment)
        else:
            program = godot_server(**environment)
            pair = Pair(tree, connect(program, buffers=buffers, **settings), program)
        return pair.wait_until_open()

    return join


def endings(program):
    """Return what peer.gd printed since it was connected."""
    first = program.wait_for_line("Connected, .*").group()
    lines = program.lines[program.lines.index(first) + 1 :]
    return [line for line in lines if not MBEDTLS.match(line)]


# -- Messages -------------------------------------------------------------------------------------


@pytest.mark.parametrize("mode", [TEXT, BINARY], ids=["text", "binary"])
def test_messages_come_back_as_they_were_sent(pair, mode):
    pair = pair()
    for message in ["Hello", "Grüße, ☂ and 🎮", "two\nlines", " ", "x" * 3000]:
        assert pair.echo(message.encode(), mode) == (message.encode(), mode)


def test_every_byte_value_comes_back_in_a_binary_message(pair):
    message = bytes(range(256))
    assert pair().echo(message, BINARY) == (message, BINARY)


def test_a_nul_and_a_byte_order_mark_in_a_text_come_back(pair):
    message = "\ufeffa\0b".encode()
    assert pair().echo(message, TEXT) == (message, TEXT)


def test_the_mode_can_change_with_every_message(pair):
    pair = pair()
    for number in range(6):
        assert pair.echo(b"packet %d" % number, number % 2) == (b"packet %d" % number, number % 2)


@pytest.mark.parametrize("mode", [TEXT, BINARY], ids=["text", "binary"])
def test_an_empty_message_of_ours_reaches_godot(pair, mode):
    assert pair().echo(b"", mode) == (b"(empty)", mode)


def test_messages_of_all_sizes_that_godot_takes_come_back(pair):
    pair = pair()
    for size in [1, 2, 3, 4, 5, 124, 125, 126, 127, 128, 4095, 4096, 32767, 65533, 65534, 65535]:
        message = bytes(i % 251 for i in range(size))
        assert pair.echo(message, BINARY) == (message, BINARY)


def test_a_message_of_a_megabyte_comes_back_with_buffers_for_it(pair):
    pair = pair(buffers=BIG)
    message = bytes(i % 251 for i in range(1024)) * 1024
    assert pair.echo(message, BINARY) == (message, BINARY)
    assert pair.echo(message.translate(None, bytes(range(128, 251))), TEXT)[1] == TEXT


def test_the_longest_message_that_we_take_arrives(pair):
    pair = pair()
    pair.order("send 1 65536")
    packet, _ = pair.take()
    assert packet[4:] == (bytes(range(256)) * 256)[4:]


def test_a_message_of_godot_beyond_our_input_buffer_ends_the_connection_with_1009(pair):
    pair = pair()
    pair.order("send 1 65537")
    assert pair.wait_for_close() == [False]
    pair.godot.wait_for_line("Asked to close, code 1009, .*")
    assert pair.peer.get_available_packet_count() == 0


def test_thousands_of_packets_of_godot_arrive_in_order(pair):
    pair = pair()
    pair.order("send 5000 40")
    assert pair.take_numbers(5000) == list(range(5000))


def test_thousands_of_packets_of_ours_arrive_in_order(pair):
    pair = pair()
    pair.order("expect 5000")
    numbers = iter(range(5000))

    def send():
        if pair.peer.get_current_outbound_buffered_amount() == 0:
            for number in itertools.islice(numbers, 1000):
                pair.put(struct.pack("<I", number) + b"x" * 30)
        return pair.godot.lines[-1].startswith("Got")

    pair.godot.wait_until(send, "the end of the count")
    assert endings(pair.godot) == ["Got 5000, in order True"]


def test_nothing_is_lost_while_our_script_takes_its_time(pair):
    pair = pair()
    pair.order("send 3000 1000")
    peer = pair.peer
    pair.godot.wait_until(lambda: peer.get_available_packet_count() >= 65, "a full queue")
    pair.tree.step(100)
    held = peer.get_available_packet_count()
    assert held < 150  # 64 KiB, one more read, and what that left over before
    numbers = []

    def take_a_few():
        for _ in range(min(50, peer.get_available_packet_count())):
            packet = peer.get_packet()
            assert len(packet) == 1000
            numbers.append(struct.unpack_from("<I", packet)[0])
        return len(numbers) >= 3000

    pair.godot.wait_until(take_a_few, "3000 packets")
    assert numbers == list(range(3000))
    assert pair.echo(b"still here", TEXT) == (b"still here", TEXT)


def test_a_godot_that_stands_still_makes_us_wait_and_loses_nothing(pair):
    pair = pair(buffers=(64, 8192, 64, 8192))
    pair.order("expect 100000000")
    pair.peer.set_write_mode(BINARY)
    pair.godot.send_signal(signal.SIGSTOP)
    for number in itertools.count():
        result = pair.peer.put_packet(struct.pack("<I", number) + bytes(8000))
        if result != OK:
            break
    assert result == ERR_OUT_OF_MEMORY
    assert 0 < pair.peer.get_current_outbound_buffered_amount() <= 64 * 1024 + 8192
    pair.godot.send_signal(signal.SIGCONT)
    pair.godot.wait_until(
        lambda: pair.peer.get_current_outbound_buffered_amount() == 0, "reading all of them"
    )
    pair.order("got")
    pair.godot.wait_for_line("Got .*")
    assert endings(pair.godot) == [f"Got {number}, in order True"]


def test_a_godot_that_is_killed_while_much_waits_for_it_is_gone_like_any_other(pair):
    pair = pair()
    pair.godot.send_signal(signal.SIGSTOP)
    while pair.peer.put_packet(bytes(60_000)) == OK:
        pass
    pair.godot.send_signal(signal.SIGKILL)
    assert pair.wait_for_close() == [False]
    assert pair.peer.put_packet(b"too late") == FAILED


def test_a_text_of_godot_that_is_not_utf8_ends_the_connection_with_1007(pair):
    pair = pair()
    pair.order("junk")
    assert pair.wait_for_close() == [False]
    pair.godot.wait_for_line("Asked to close, code 1007, .*")
    assert pair.peer.get_available_packet_count() == 0


# -- Closing --------------------------------------------------------------------------------------


def test_our_close_tells_godot_the_code_and_the_reason(pair):
    pair = pair()
    pair.peer.close(3000, "déjà vu")
    assert pair.wait_for_close() == [True]
    pair.godot.wait_for_line("Closed, .*")
    assert endings(pair.godot) == ["Asked to close, code 3000, reason 'déjà vu'", "Closed, clean True"]
    assert pair.asked == []


def test_the_close_of_a_godot_peer_tells_us_the_code_and_the_reason(pair):
    pair = pair()
    pair.order("close 4001 Auf Wiedersehen, ☂")
    assert pair.wait_for_close() == [True]
    assert pair.asked == [(4001, "Auf Wiedersehen, ☂")]  # without the NUL that Godot sends behind it
    pair.godot.wait_for_line("Closed, .*")
    assert endings(pair.godot) == ["Closed, clean False"]  # as always in Godot, to who began


def test_disconnect_peer_and_disconnect_from_host_of_godot_tell_us_the_same(pair):
    pair = pair()
    pair.order("leave 4002 bye")
    assert pair.wait_for_close() == [True]
    assert pair.asked == [(4002, "bye")]
    pair.godot.wait_for_line("Closed, .*")


def test_our_disconnect_peer_and_disconnect_from_host_tell_godot_the_same(pair):
    pair = pair()
    if pair.is_server:
        pair.node.disconnect_peer(pair.id, 4003, "bye")
    else:
        pair.node.disconnect_from_host(4003, "bye")
    assert pair.wait_for_close() == [True]
    pair.godot.wait_for_line("Closed, .*")
    assert endings(pair.godot) == ["Asked to close, code 4003, reason 'bye'", "Closed, clean True"]


def test_a_close_of_ours_without_a_code_is_code_0_to_godot(pair):
    pair = pair()
    pair.peer.close(0, "unheard")
    assert pair.wait_for_close() == [True]
    pair.godot.wait_for_line("Closed, .*")
    assert endings(pair.godot) == ["Asked to close, code 0, reason ''", "Closed, clean True"]


def test_a_close_of_godot_without_a_code_is_code_0_to_us(pair):
    pair = pair()
    pair.order("close 0 unheard")
    assert pair.wait_for_close() == [True]
    assert pair.asked == [(0, "")]


def test_the_longest_reason_of_ours_arrives_whole_in_godot(pair):
    pair = pair()
    pair.peer.close(1000, "r" * 123)
    assert pair.wait_for_close() == [True]
    assert pair.godot.wait_for_line("Asked to close, .*").group().endswith(f"reason '{'r' * 123}'")


def test_what_was_sent_before_a_close_arrives_before_it(pair):
    pair = pair()
    for number in range(50):
        pair.put(struct.pack("<I", number))
        if number == 0:
            pair.order("expect 50")
    assert pair.take()[0] == struct.pack("<I", 0)  # sent back, from before the order
    for number in range(49, 51):
        pair.put(struct.pack("<I", number))
    pair.peer.close(1000, "done")
    pair.godot.wait_for_line("Closed, .*")
    assert endings(pair.godot)[0].startswith("Got 50,")


def test_what_godot_sent_before_its_close_can_be_read_after_it(pair):
    pair = pair()
    pair.order("send 50 10")
    pair.order("close 1000 done")
    assert pair.wait_for_close() == [True]
    assert pair.take_numbers(50) == list(range(50))


def test_our_close_while_godot_sends_is_clean_and_leaves_us_what_came_before(pair):
    pair = pair()
    pair.order("send 3000 1000")
    peer = pair.peer
    pair.godot.wait_until(lambda: peer.get_available_packet_count() >= 65, "a full queue")
    held = peer.get_available_packet_count()
    peer.close(3004, "enough")
    assert pair.wait_for_close() == [True]
    pair.godot.wait_for_line("Closed, clean True")
    assert peer.get_available_packet_count() == held
    assert pair.take_numbers(held) == list(range(held))


def test_both_sides_that_close_at_the_same_time_get_their_close_answered(pair):
    pair = pair()
    pair.order("close 4007 mine")
    pair.peer.close(4008, "yours")
    assert pair.wait_for_close() == [True]
    pair.godot.wait_for_line("Closed, .*")
    assert pair.asked == []  # ours was on its way first


def test_a_godot_that_is_killed_is_gone_without_a_clean_close(pair):
    pair = pair()
    pair.godot.send_signal(signal.SIGKILL)
    assert pair.wait_for_close() == [False]
    assert pair.asked == []
    assert not pair.peer.is_connected_to_host()


def test_a_program_of_ours_that_is_killed_is_gone_without_a_clean_close_to_a_godot_client(godot, python):
    server = python("tests/interop/programs/echo.py", "listen")
    port = server.wait_for_line(r"Listening on (\d+)").group(1)
    client = godot("peer.gd", URL=f"ws://localhost:{port}")
    server.wait_for_line("Connected")
    client.wait_for_line("Connected, protocol ''")
    server.send_signal(signal.SIGKILL)
    client.wait_for_line("Closed, clean False")
    assert endings(client) == ["Closed, clean False"]


def test_a_program_of_ours_that_is_killed_is_gone_without_a_clean_close_to_a_godot_server(
    godot_server, python
):
    server = godot_server()
    client = python("tests/interop/programs/echo.py", f"ws://localhost:{server.port}")
    client.wait_for_line("Connected")
    client.send_signal(signal.SIGKILL)
    server.wait_for_line("Closed, clean False")
    assert endings(server) == ["Closed, clean False"]


def test_stop_of_our_server_closes_its_godot_clients_and_lets_nobody_in_any_more(listen, godot_client, tree):
    server = listen()
    gone = tree.watch(server.client_disconnected)
    clients = [godot_client(server, AGAIN=1) for _ in range(2)]
    for client in clients:
        client.wait_for_line("Connected, .*")
    server.stop()
    assert len(gone) == 2
    gone.assert_emitted()
    assert [clean for _, clean in gone.emissions] == [False, False]
    for client in clients:
        client.wait_for_line("Failed")
        assert endings(client) == ["Asked to close, code 1000, reason ''", "Closed, clean True", "Failed"]


def test_a_server_of_ours_that_was_stopped_can_listen_anew(listen, godot_client, tree):
    server = listen()
    first = godot_client(server)
    first.wait_for_line("Connected, .*")
    server.stop()
    first.wait_for_line("Closed, .*")
    assert server.listen(0) == OK
    pair = Pair(tree, server, None)
    pair.godot = godot_client(server)
    assert pair.wait_until_open().echo(b"again", TEXT) == (b"again", TEXT)


def test_stop_of_a_godot_server_closes_our_client_cleanly(godot_server, connect, tree):
    program = godot_server()
    client = connect(program)
    pair = Pair(tree, client, program).wait_until_open()
    pair.order("stop")
    assert pair.wait_for_close() == [True]
    assert pair.asked == [(1000, "")]
    program.wait_for_line("Stopped, listening False")
    assert client.connect_to_url(f"ws://localhost:{program.port}") == OK
    failed = tree.watch(client.connection_error)
    tree.wait_until(lambda: len(failed))
    assert "refused" in client.get_last_error()


# -- Several clients ------------------------------------------------------------------------------


def test_several_godot_clients_have_ids_of_their_own_and_get_what_is_addressed_to_them(
    listen, godot_client, tree
):
    server = listen()
    here = tree.watch(server.client_connected)
    clients = [godot_client(server, FIRST=f"send 1 {100 + number}") for number in range(3)]
    clients[0].wait_until(lambda: len(here) == 3, "all three")
    ids = [id for id, _ in here.emissions]
    assert len(set(ids)) == 3
    assert all(1 < id < 2**31 for id in ids)

    def introduced():
        return all(server.get_peer(id).get_available_packet_count() for id in ids)

    clients[0].wait_until(introduced, "a packet of each")
    number_of = {id: len(server.get_peer(id).get_packet()) - 100 for id in ids}
    assert sorted(number_of.values()) == [0, 1, 2]
    for id, number in number_of.items():
        assert server.get_peer_address(id) in ("127.0.0.1", "::1")
        assert server.get_peer(id).put_packet(b"for %d" % number) == OK
    clients[0].wait_until(introduced, "an answer of each")
    assert {id: bytes(server.get_peer(id).get_packet()) for id in ids} == {
        id: b"for %d" % number for id, number in number_of.items()
    }
    gone = tree.watch(server.client_disconnected)
    dismissed = next(id for id, number in number_of.items() if number == 1)
    server.disconnect_peer(dismissed, 4004, "you")
    clients[1].wait_for_line("Asked to close, code 4004, reason 'you'")
    tree.wait_until(lambda: len(gone))
    gone.assert_emitted(dismissed, True, times=1)
    assert not server.has_peer(dismissed)
    assert len(gone) == 1
    for client in (clients[0], clients[2]):
        assert endings(client) == []


def test_our_clients_of_one_godot_server_get_their_own_packets_back(godot_server, connect, tree):
    program = godot_server()
    clients = [Pair(tree, connect(program), program) for _ in range(5)]
    for number, pair in enumerate(clients):
        pair.wait_until_open().put(b"packet of %d" % number)
    for number, pair in enumerate(clients):
        assert pair.take() == (b"packet of %d" % number, BINARY)
        assert pair.peer.get_available_packet_count() == 0


# -- Sub-protocols --------------------------------------------------------------------------------


def test_a_godot_client_gets_the_first_of_its_sub_protocols_that_our_server_speaks(
    listen, godot_client, tree
):
    server = listen(["chat", "lws-mirror-protocol"])
    here = tree.watch(server.client_connected)
    client = godot_client(server, PROTOCOLS="other|lws-mirror-protocol|chat")
    client.wait_for_line("Connected, protocol 'lws-mirror-protocol'")
    assert here.emissions[0][1] == "lws-mirror-protocol"


@pytest.mark.parametrize("offered", ["", "other", "CHAT|cha"])
def test_a_godot_client_that_offers_none_of_our_sub_protocols_is_refused(listen, godot_client, tree, offered):
    server = listen(["chat"])
    here = tree.watch(server.client_connected)
    client = godot_client(server, PROTOCOLS=offered)
    client.wait_for_line("Failed")
    here.assert_not_emitted()
    assert client.lines == ["Failed"]


def test_a_godot_client_that_offers_sub_protocols_leaves_a_server_of_ours_that_lists_none(
    listen, godot_client, tree
):
    # The server welcomes it, without a sub-protocol; it is Godot's client that insists on one.
    server = listen()
    here, gone = tree.watch(server.client_connected), tree.watch(server.client_disconnected)
    client = godot_client(server, PROTOCOLS="chat")
    client.wait_for_line("Failed")
    tree.wait_until(lambda: len(gone))
    (((id, protocol),), ((gone_id, clean),)) = here.emissions, gone.emissions
    assert (protocol, gone_id, clean) == ("", id, False)


def test_a_godot_server_chooses_a_sub_protocol_of_our_client(godot_server, connect, tree):
    program = godot_server(PROTOCOLS="chat|lws-mirror-protocol")
    client = connect(program, ["other", "lws-mirror-protocol", "chat"])
    established = tree.watch(client.connection_established)
    program.wait_for_line("Connected, protocol 'lws-mirror-protocol'")
    tree.wait_until(lambda: len(established))
    established.assert_emitted("lws-mirror-protocol", times=1)


@pytest.mark.parametrize(
    ("spoken", "offered"),
    [("chat", []), ("chat", ["other"]), ("", ["chat"])],
    ids=["none offered", "none in common", "none spoken"],
)
def test_a_godot_server_refuses_our_client_for_its_sub_protocols(
    godot_server, connect, tree, spoken, offered
):
    program = godot_server(PROTOCOLS=spoken)
    client = connect(program, offered)
    failed = tree.watch(client.connection_error)
    tree.wait_until(lambda: len(failed))
    assert program.lines == ["Listening"]
    assert client.get_connection_status() == client.CONNECTION_DISCONNECTED


# -- Refusals, headers, paths ---------------------------------------------------------------------


def test_a_godot_client_is_refused_by_our_server_that_takes_nobody(listen, godot_client, tree):
    server = listen(refuse_new_connections=True)
    here = tree.watch(server.client_connected)
    client = godot_client(server)
    client.wait_for_line("Failed")
    here.assert_not_emitted()


def test_refusing_new_connections_leaves_those_alone_that_are_in(listen, godot_client, tree):
    server = listen()
    pair = Pair(tree, server, None)
    pair.godot = godot_client(server)
    pair.wait_until_open()
    server.refuse_new_connections = True
    godot_client(server).wait_for_line("Failed")
    assert pair.echo(b"still in", TEXT) == (b"still in", TEXT)


def test_our_client_is_refused_by_a_godot_server_that_takes_nobody(godot_server, connect, tree):
    client = connect(godot_server(REFUSE="yes"))
    failed = tree.watch(client.connection_error)
    tree.wait_until(lambda: len(failed))
    assert client.get_last_error()


def test_a_godot_client_of_a_closed_port_is_told_so(godot, free_port):
    godot("peer.gd", URL=f"ws://127.0.0.1:{free_port}").wait_for_line("Failed")


def test_headers_and_path_of_a_godot_client_can_be_read_by_our_server(listen, godot_client, tree):
    server = listen()
    here = tree.watch(server.client_connected)
    client = godot_client(server, path="/R%C3%A4ume/1?name=%C3%B6%2520b", HEADERS="X-Token: a:b|X-Two: 2")
    client.wait_for_line("Connected, .*")
    id = here.emissions[0][0]
    assert server.get_peer_path(id) == "/R%C3%A4ume/1?name=%C3%B6%20b"
    headers = server.get_peer_headers(id)
    assert (headers["x-token"], headers["x-two"]) == ("a:b", "2")
    assert headers["host"] == f"localhost:{server.get_listening_port()}"


def test_a_godot_client_accepts_extra_headers_of_our_server(listen, godot_client, tree):
    server = listen()
    server.set_extra_headers(["X-Server: Estragon", "Set-Cookie: a=b; Path=/", "X-Again: 1", "X-Again: 2"])
    pair = Pair(tree, server, None)
    pair.godot = godot_client(server)
    assert pair.wait_until_open().echo(b"hello", TEXT) == (b"hello", TEXT)


def test_a_godot_server_accepts_our_client_with_headers_and_any_path(godot_server, connect, tree):
    program = godot_server()
    headers = ["X-Token: abc", "Origin: http://example.org", "Cookie: a=b", "User-Agent: test"]
    client = connect(program, headers=headers, path="/Räume/1?a=ö")
    pair = Pair(tree, client, program)
    assert pair.wait_until_open().echo(b"hello", TEXT) == (b"hello", TEXT)
    assert client.get_request_headers()["upgrade"].lower() == "websocket"


def test_a_godot_server_accepts_our_client_that_offers_compression_and_gets_none(godot_server, connect, tree):
    program = godot_server()
    pair = Pair(tree, connect(program, compression=True), program).wait_until_open()
    assert pair.echo(b"hello" * 100, TEXT) == (b"hello" * 100, TEXT)


def test_godot_answers_our_pings(pair):
    pair = pair(settings={"ping_interval": 1.0, "ping_timeout": 1.0})
    tree = pair.tree
    clock, shift = tree.clock, 0.0
    tree.clock = lambda: clock() + shift
    for _ in range(3):
        for _ in range(2):  # a time in which something was heard, and one of silence
            shift += 60.0
            tree.step()
        assert tree.poller.wait(BOUND), "no answer to a ping"
        tree.step()
    assert pair.closed == []


# -- TLS ------------------------------------------------------------------------------------------


@pytest.fixture
def secure(certificate):
    """The settings of a TLS server of ours."""
    return {"private_key": certificate.key, "ssl_certificate": certificate.certificate}


def exchange_all(pair):
    """Send messages of many sizes, thousands of packets and a close over a connection."""
    for size in (1, 125, 126, 16383, 16384, 16385, 65535):
        message = bytes(i % 251 for i in range(size))
        assert pair.echo(message, BINARY) == (message, BINARY)
    pair.order("send 2000 100")
    assert pair.take_numbers(2000) == list(range(2000))
    pair.peer.close(3001, "bye")
    assert pair.wait_for_close() == [True]
    pair.godot.wait_for_line("Closed, .*")
    assert endings(pair.godot) == ["Asked to close, code 3001, reason 'bye'", "Closed, clean True"]


def test_a_godot_client_that_trusts_the_certificate_of_our_server_talks_to_it_over_tls(
    listen, godot_client, tree, secure, certificate
):
    server = listen(**secure)
    pair = Pair(tree, server, None)
    pair.godot = godot_client(server, "wss", CERTIFICATE=certificate.certificate)
    exchange_all(pair.wait_until_open())


def test_a_godot_client_that_trusts_everybody_talks_to_our_server_over_tls(
    listen, godot_client, tree, secure
):
    server = listen(**secure)
    pair = Pair(tree, server, None)
    pair.godot = godot_client(server, "wss", TRUST_ALL="yes", FIRST="close 4005 bye")
    pair.wait_until_open()
    assert pair.wait_for_close() == [True]
    assert pair.asked == [(4005, "bye")]


def test_a_godot_client_that_does_not_know_the_certificate_does_not_talk_to_our_server(
    listen, godot_client, tree, secure
):
    server = listen(**secure)
    here = tree.watch(server.client_connected)
    godot_client(server, "wss").wait_for_line("Failed")
    here.assert_not_emitted()


def test_our_client_that_trusts_the_certificate_of_a_godot_server_talks_to_it_over_tls(
    godot_server, connect, tree, certificate
):
    program = godot_server(KEY=certificate.key, CERTIFICATE=certificate.certificate)
    client = connect(program, scheme="wss", trusted_ssl_certificate=certificate.certificate)
    exchange_all(Pair(tree, client, program).wait_until_open())


def test_our_client_that_trusts_everybody_talks_to_a_godot_server_over_tls(
    godot_server, connect, tree, certificate
):
    program = godot_server(KEY=certificate.key, CERTIFICATE=certificate.certificate)
    pair = Pair(tree, connect(program, scheme="wss", verify_ssl=False), program).wait_until_open()
    pair.order("leave 4006 bye")
    assert pair.wait_for_close() == [True]
    assert pair.asked == [(4006, "bye")]


def test_our_client_that_does_not_know_the_certificate_of_a_godot_server_says_so(
    godot_server, connect, tree, certificate
):
    program = godot_server(KEY=certificate.key, CERTIFICATE=certificate.certificate)
    client = connect(program, scheme="wss")
    failed = tree.watch(client.connection_error)
    tree.wait_until(lambda: len(failed))
    assert "self-signed certificate" in client.get_last_error().replace("self signed", "self-signed")
    assert program.lines == ["Listening"]


def test_a_plain_godot_client_of_our_tls_server_fails(listen, godot_client, tree, secure):
    server = listen(**secure)
    here = tree.watch(server.client_connected)
    godot_client(server).wait_for_line("Failed")
    here.assert_not_emitted()


def test_our_plain_client_of_a_godot_tls_server_fails(godot_server, connect, tree, certificate):
    program = godot_server(KEY=certificate.key, CERTIFICATE=certificate.certificate)
    client = connect(program)
    failed = tree.watch(client.connection_error)
    program.wait_until(lambda: len(failed), "the failure")
    assert client.get_last_error()


def test_stop_of_our_tls_server_closes_its_godot_client_cleanly(
    listen, godot_client, tree, secure, certificate
):
    server = listen(**secure)
    pair = Pair(tree, server, None)
    pair.godot = godot_client(server, "wss", CERTIFICATE=certificate.certificate)
    pair.wait_until_open()
    server.stop()
    pair.godot.wait_for_line("Closed, .*")
    assert endings(pair.godot) == ["Asked to close, code 1000, reason ''", "Closed, clean True"]


# -- Again and again ------------------------------------------------------------------------------


def test_a_godot_client_that_connects_again_whenever_it_is_closed_is_welcome_each_time(
    listen, godot_client, tree
):
    server = listen()
    here, gone = tree.watch(server.client_connected), tree.watch(server.client_disconnected)
    server.client_connected.connect(lambda id, protocol: server.disconnect_peer(id, 4000, "again"))
    client = godot_client(server, AGAIN=20)
    client.wait_until(lambda: client.lines.count("Closed, clean True") == 21, "21 ends")
    tree.wait_until(lambda: len(gone) == 21)
    ids = [id for id, _ in here.emissions]
    assert gone.emissions == [(id, True) for id in ids]
    assert len(set(ids)) == 21


def test_our_client_that_connects_again_whenever_it_is_closed_is_welcome_each_time(
    godot_server, connect, tree
):
    program = godot_server(FIRST="leave 4000 again")
    client = connect(program)
    closes = []

    def closed(was_clean):
        closes.append(was_clean)
        if len(closes) < 20:
            assert client.connect_to_url(f"ws://localhost:{program.port}") == OK

    client.connection_closed.connect(closed)
    program.wait_until(lambda: len(closes) == 20, "20 ends")
    assert closes == [True] * 20
    assert program.lines.count("Connected, protocol ''") == 20


# -- Our server as a program of its own, in real time ---------------------------------------------


def test_our_server_in_real_time_sends_thousands_of_packets_back_to_a_godot_client(godot, python):
    server = python("tests/interop/programs/echo.py", "listen")
    port = server.wait_for_line(r"Listening on (\d+)").group(1)
    client = godot(
        "peer.gd", URL=f"ws://localhost:{port}", FIRST="expect 4000;send 4000 50", THEN="leave 3002 done"
    )
    client.wait_for_line("Closed, .*")
    assert endings(client) == ["Got 4000, in order True", "Closed, clean False"]
    server.wait_for_line("Closed, clean True")
    server.send_signal(signal.SIGTERM)
    assert server.wait_for_end() == 0


def test_our_client_in_real_time_sends_thousands_of_packets_back_to_a_godot_server(godot_server, python):
    server = godot_server(FIRST="expect 4000;send 4000 50", THEN="leave 3003 done")
    client = python("tests/interop/programs/echo.py", f"ws://localhost:{server.port}")
    server.wait_for_line("Closed, .*")
    assert endings(server) == ["Got 4000, in order True", "Closed, clean False"]
    assert client.wait_for_end() == 0
    assert client.lines == ["Connected", "Closed, clean True"]


# -- One end in multiplayer mode, and the other not ------------------------------------------------


def test_a_multiplayer_client_of_ours_at_a_raw_godot_server_fails_and_says_why(tree, godot_server):
    server = godot_server()
    client = tree.add(WebSocketClient(connect_timeout=0.5))
    failed = tree.watch(client.connection_failed)
    assert client.connect_to_url(f"ws://localhost:{server.port}", [], True) == OK
    server.wait_until(lambda: len(failed), "failure")
    assert "does not speak Godot's multiplayer protocol" in client.get_last_error()


def test_a_raw_godot_client_of_our_multiplayer_server_is_named_with_what_it_is_to_write(
    tree, godot_client, caplog
):
    server = tree.add(WebSocketServer())
    assert server.listen(0, [], True) == OK
    client = godot_client(server)
    client.wait_until(lambda: "so what it sends is dropped" in caplog.text, "line in the log")
    (id,) = server.get_peers()
    (line,) = [line for line in caplog.messages if "is dropped" in line]
    assert f"client {id} does not speak Godot's multiplayer protocol" in line
    assert "`connect_to_url(url, protocols, True)`" in line
