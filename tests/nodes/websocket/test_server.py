"""WebSocketServer against clients written by hand."""

from __future__ import annotations

import errno
import gc
import logging
import os
import socket
import subprocess
import sys
from collections import Counter
from types import SimpleNamespace
from weakref import ref

import pytest
from websockets.protocol import Protocol

from engine import ERR_ALREADY_IN_USE, ERR_INVALID_PARAMETER, OK, Node, ScriptError
from engine.net.poller import Watch
from engine.testing import FakeClock, MemoryNetwork
from nodes import WebSocketClient, WebSocketPeer, WebSocketServer
from nodes.websocket.events import Ended, Received
from nodes.websocket.life import HANDSHAKE, LINGERING, OPEN
from nodes.websocket.socket_link.fast_lane import FRAMES_AT_ONCE, LaneReader
from nodes.websocket.socket_link.socket_link import SocketLink
from nodes.websocket.socket_link.stream import Stream
from nodes.websocket.unread import Unread


def links(node, state):
    """Return the links of a node that are in a state."""
    return [link for link in node._links_._links if link.life.state is state]


@pytest.fixture
def server(tree):
    """A server inside the tree, listening."""
    server = tree.add(WebSocketServer())
    assert server.listen(0) == OK
    return server


@pytest.fixture
def heard(server):
    """The signals of the server, with every id replaced by its place in the order of arrival."""
    heard = []
    ids = []

    def place(id):
        if id not in ids:
            ids.append(id)
        return ids.index(id) + 1

    server.client_connected.connect(lambda id, protocol: heard.append(("connected", place(id), protocol)))
    server.client_disconnected.connect(lambda id, clean: heard.append(("disconnected", place(id), clean)))
    server.client_close_request.connect(
        lambda id, code, reason: heard.append(("close request", place(id), code, reason))
    )
    server.data_received.connect(
        lambda id: heard.append(("data", place(id), bytes(server.get_peer(id).get_packet())))
    )
    return heard


@pytest.fixture
def echo(server):
    """Let the server send back what it receives, in the mode in which it came."""

    def send_back(id):
        peer = server.get_peer(id)
        packet = peer.get_packet()
        peer.set_write_mode(peer.WRITE_MODE_TEXT if peer.was_string_packet() else peer.WRITE_MODE_BINARY)
        assert peer.put_packet(packet) == OK

    server.data_received.connect(send_back)


# -- Listening ------------------------------------------------------------------------------------


SEEN = """if True:
    import sys
    from engine import Node, SceneTree, run
    from engine.testing import SteppedTree
    from nodes import WebSocketServer

    def seen():
        print("websockets" in sys.modules, end=" ")

    class Main(Node):
        def _ready(self):
            server = WebSocketServer()
            self.add_child(server)
            assert server.listen(0) == 0
            seen()

        def _process(self, delta):
            seen()
"""


def what_is_seen(program):
    done = subprocess.run(
        [sys.executable, "-c", f"{SEEN}\n    {program}"],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return done.stdout.split()


def test_what_handshakes_need_is_loaded_when_the_first_frame_of_a_program_has_been():
    assert what_is_seen("run(Main, quit_after=4)") == ["False", "False", "True", "True", "True"]


@pytest.mark.parametrize("tree", ["SteppedTree()", "SceneTree()"])
def test_what_handshakes_need_is_loaded_by_listen_where_frames_are_stepped(tree):
    steps = "tree.iteration(1 / 60); " * 2
    seen = what_is_seen(f"tree = {tree}; tree.root.add_child(Main()); {steps}tree.finish()")
    assert seen == ["True"] * 3


def test_an_id_is_neither_0_nor_1_nor_taken(monkeypatch):
    server = WebSocketServer()
    server._peers_[7] = None
    drawn = iter((0, 1, 2, 3, 14, 15, 2**32 - 1))
    monkeypatch.setattr("os.urandom", lambda count: next(drawn).to_bytes(count, "big"))
    assert server._new_id_() == 2**31 - 1
    server._peers_.clear()


def test_a_server_listens_once_and_says_so():
    server = WebSocketServer()
    assert not server.is_listening()
    assert server.get_connection_status() == server.CONNECTION_DISCONNECTED
    assert server.get_unique_id() == 1
    assert server.get_listening_port() == 0
    assert server.listen(0) == OK
    assert server.is_listening()
    assert server.get_connection_status() == server.CONNECTION_CONNECTED
    assert server.get_listening_port() > 0
    assert server.listen(0) == ERR_ALREADY_IN_USE
    server.stop()
    assert not server.is_listening()
    assert server.get_listening_port() == 0


def test_a_taken_port_is_an_error_code_and_a_line_in_the_log(server, caplog):
    other = WebSocketServer()
    port = server.get_listening_port()
    assert other.listen(port) == ERR_ALREADY_IN_USE
    assert f"listen: port {port} of * cannot be used" in caplog.text
    assert other.get_last_error() in caplog.text
    assert not other.is_listening()
    assert other.listen(0) == OK
    assert other.get_last_error() == ""
    other.stop()


def test_a_port_that_cannot_be_one_is_an_error_code(caplog):
    assert WebSocketServer().listen(70000) == ERR_INVALID_PARAMETER
    assert "70000 is not a port" in caplog.text


def test_a_server_listens_again_after_stop_and_stops_twice(server, raw_client):
    server.stop()
    server.stop()
    assert server.listen(0) == OK
    raw_client(server, shake_hands=True)


# -- The opening handshake ------------------------------------------------------------------------


def test_the_answer_to_a_request_is_that_of_godot_and_a_date(server, heard, raw_client, wire, tree):
    client = raw_client(server)
    client.send(wire.request())
    status, *headers = client.read_head()
    assert status == "HTTP/1.1 101 Switching Protocols"
    assert sorted(line for line in headers if not line.startswith("Date: ")) == [
        "Connection: Upgrade",
        "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=",
        "Upgrade: websocket",
    ]
    assert heard == [("connected", 1, "")]


def test_a_request_may_come_byte_by_byte(server, heard, raw_client, wire, tree):
    client = raw_client(server)
    for byte in wire.request():
        assert heard == []
        client.send(bytes([byte]))
        tree.step()
    assert client.read_head()[0] == "HTTP/1.1 101 Switching Protocols"
    assert heard == [("connected", 1, "")]


def test_frames_may_come_in_the_segment_of_the_request(server, heard, raw_client, wire, tree):
    client = raw_client(server)
    client.send(
        wire.request() + wire.frame(wire.TEXT, b"one", mask=True) + wire.frame(wire.BINARY, b"two", mask=True)
    )
    client.read_head()
    assert heard == [("connected", 1, ""), ("data", 1, b"one"), ("data", 1, b"two")]


@pytest.mark.parametrize(
    ("known", "asked", "chosen"),
    [
        ((), None, ""),
        (("chat",), "chat", "chat"),
        (("chat", "binary"), "binary,chat", "binary"),
        (("chat", "binary"), "other, chat", "chat"),
        ((" chat ",), "chat", "chat"),
        ((), "chat", ""),
        (("chat",), None, None),
        (("chat",), "other", None),
        (("chat",), "Chat", None),
    ],
)
def test_the_sub_protocol_is_the_first_asked_for_that_the_server_has(
    known, asked, chosen, tree, raw_client, wire, caplog
):
    server = tree.add(WebSocketServer())
    assert server.listen(0, known) == OK
    connected = tree.watch(server.client_connected)
    client = raw_client(server)
    client.send(wire.request(*([f"Sec-WebSocket-Protocol: {asked}"] if asked else [])))
    status, *headers = client.read_head()
    answered = [line for line in headers if line.startswith("Sec-WebSocket-Protocol: ")]
    if chosen is None:
        assert status == "HTTP/1.1 400 Bad Request"
        client.wait_for_end()
        connected.assert_not_emitted()
        assert "handshake refused: the server speaks only chat" in caplog.text
    else:
        assert status == "HTTP/1.1 101 Switching Protocols"
        assert answered == ([f"Sec-WebSocket-Protocol: {chosen}"] if chosen else [])
        assert [protocol for _, protocol in connected.emissions] == [chosen]


@pytest.mark.parametrize(
    ("data", "answer"),
    [
        (b"nonsense\r\n\r\n", b"HTTP/1.1 400 "),
        (b"\x16\x03\x01\x02\x00 a TLS greeting \r\n\r\n", b"HTTP/1.1 400 "),
    ],
)
def test_what_is_no_websocket_request_is_refused_and_logged(
    data, answer, server, heard, raw_client, tree, caplog
):
    client = raw_client(server)
    client.send(data)
    client.wait_for_end()
    assert client.received.startswith(answer)
    assert heard == []
    assert "127.0.0.1" in caplog.text
    assert "did not become a client: handshake refused: " in caplog.text


def ask(server, raw_client, head=b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"):
    """Return what a plain HTTP request gets: the status line and the body."""
    end = raw_client(server)
    end.send(head)
    end.wait_for_end()
    end.close()
    head, _, body = end.received.decode().partition("\r\n\r\n")
    return head.split("\r\n")[0], body


def test_a_plain_request_is_answered_by_the_handler_whatever_websockets_have_to_pass(server, raw_client):
    server.authenticator = lambda path, headers: False
    server.refuse_new_connections = True
    server.set_http_handler(lambda path, headers: (200, {}, f"{path} {headers['host']}"))
    assert ask(server, raw_client) == ("HTTP/1.1 200 OK", "/healthz x")
    server.http_handler = lambda path, headers: None
    assert ask(server, raw_client)[0] == "HTTP/1.1 426 Upgrade Required"


def test_with_a_handler_who_is_refused_gets_an_answer(server, raw_client, wire):
    server.refuse_new_connections = True
    server.http_handler = lambda path, headers: None
    status, body = ask(server, raw_client, wire.request())
    assert status == "HTTP/1.1 503 Service Unavailable"
    assert body == "refuse_new_connections is set.\n"


@pytest.mark.parametrize("answer", [lambda: 1 // 0, lambda: "ok", lambda: (200, {"X": "a\r\nB: c"}, "")])
def test_a_handler_that_fails_is_a_fault_of_the_script_and_an_answer(server, raw_client, tree, answer):
    server.http_handler = lambda path, headers: answer()
    faults = []
    tree.fault_handler = faults.append
    assert ask(server, raw_client) == (
        "HTTP/1.1 500 Internal Server Error",
        "The server failed to answer; its log says why.\n",
    )
    (fault,) = faults
    assert "<lambda>, the HTTP handler of " in fault.doing
    assert fault.doing.endswith("asked for /healthz")


def test_probes_make_no_warnings_but_other_strangers_some(server, raw_client, tree, caplog):
    caplog.set_level(logging.DEBUG, "estragon.websocket")
    for _ in range(20):
        assert ask(server, raw_client)[0] == "HTTP/1.1 426 Upgrade Required"
        raw_client(server).close()  # as those do that look whether the port is open
        raw_client(server).reset()
        tree.wait_until(lambda: not server._links_)
    lines = [record for record in caplog.records if "become a client" in record.message]
    assert len(lines) <= 2  # who has reset the connection has no address any more
    for line in lines:
        assert line.levelno == logging.DEBUG
        assert line.message.endswith("; further probes of this address get no line")
    for _ in range(20):
        assert ask(server, raw_client, b"nonsense\r\n\r\n")[0] == "HTTP/1.1 400 Bad Request"
    assert len([record for record in caplog.records if record.levelno == logging.WARNING]) == 10 + 1


LAST_WORDS = {
    "half a message": lambda wire: wire.frame(wire.BINARY, b"x" * 60_000, mask=True)[:-1],
    "fragments": lambda wire: wire.frame(wire.BINARY, b"x" * 50_000, mask=True, fin=False),
    "more than is taken": lambda wire: wire.frame(wire.BINARY, b"x" * 10_000, mask=True) * 20,
    "a ping": lambda wire: wire.frame(wire.PING, b"?", mask=True),
    "a close": lambda wire: wire.frame(wire.CLOSE, mask=True),
    "a violation": lambda wire: wire.frame(3, mask=True),
    "a bad request": lambda wire: wire.request("Sec-WebSocket-Protocol: a b"),
    "no request": lambda wire: b"nonsense\r\n\r\n",
    "half a request": lambda wire: b"GET / HTTP/1.1",
}


@pytest.mark.parametrize("last", LAST_WORDS)
def test_a_connection_that_has_gone_is_freed_without_the_cyclic_collector(
    server, raw_client, wire, tree, last, monkeypatch
):
    """Packets, buffers and all: the collector comes when it likes, or never where it is turned off."""
    end = raw_client(server, shake_hands="request" not in last)
    tree.wait_until(lambda: len(server._links_))
    (link,) = server._links_._links
    gone = [ref(link), ref(link.unread)]
    start = Protocol.__init__

    def note(self, *args, **options):
        gone.append(ref(self))
        start(self, *args, **options)

    monkeypatch.setattr(Protocol, "__init__", note)
    gc.collect()
    gc.disable()
    try:
        if link._stream._protocol is not None:
            gone.append(ref(link._stream._protocol))
        del link
        end.send(LAST_WORDS[last](wire))
        for _ in range(4):
            tree.poller.wait(0.001)
            tree.step()
        end.reset()
        tree.wait_until(lambda: not len(server._links_))
        tree.step()
        assert [found() for found in gone] == [None] * len(gone)
    finally:
        gc.enable()


@pytest.mark.parametrize(("multiplayer", "batches"), [(False, 300), (True, 34)])
def test_of_ten_thousand_connections_nothing_is_left_without_the_cyclic_collector(
    tree, wire, multiplayer, batches
):
    tree.network = network = MemoryNetwork()
    server = tree.add(WebSocketServer())
    server.listen(7, [], multiplayer)
    server.client_connected.connect(lambda id, protocol: server.get_peer(id))
    last_words = (
        wire.frame(wire.CLOSE, b"\x03\xe8", mask=True),
        wire.frame(wire.TEXT, b"\xff", mask=True),
        wire.frame(wire.TEXT, b"half", mask=True, fin=False),
        wire.frame(wire.PING, b"?", mask=True),
        wire.frame(wire.BINARY, bytes(60_000), mask=True)[:50_000],
        b"",
    )
    hello = wire.request() + wire.frame(wire.BINARY, b"not taken", mask=True)
    kinds = (SocketLink, Stream, LaneReader, Protocol, Watch, Unread, WebSocketPeer, Received)

    def count():
        return Counter(type(thing).__name__ for thing in gc.get_objects() if isinstance(thing, kinds))

    def come_and_go(many):
        ends = [network.connect((0, ("anywhere", 7))) for _ in range(many)]
        for i, end in enumerate(ends):
            end.send(hello if i % 10 else hello[:20])
        tree.wait_until(lambda: len(links(server, OPEN)) == many - len(ends[::10]))
        for i, end in enumerate(ends):
            end.send(last_words[i % len(last_words)])
        tree.step()
        for i, end in enumerate(ends):
            end.other.broken = i % 4 == 0
            end.close()
        tree.wait_until(lambda: not len(server._links_))
        network.cut()  # it keeps its ends until then

    come_and_go(30)
    gc.collect()
    gc.disable()
    try:
        before = count()
        for _ in range(batches):
            come_and_go(30)
        tree.step()
        assert count() == before
    finally:
        gc.enable()


@pytest.mark.parametrize("how", ["finish", "reset"])
def test_a_client_that_goes_while_it_is_held_is_told_of_and_what_it_sent_can_be_taken(
    server, raw_client, wire, tree, how
):
    left = tree.watch(server.client_disconnected)
    end = raw_client(server, shake_hands=True)
    tree.wait_until(server.get_peers)
    peer = server.get_peer(server.get_peers()[0])
    for _ in range(20):
        end.send_frame(wire.BINARY, b"x" * 10_000)
    tree.wait_until(lambda: peer._link_.unread.held)
    getattr(end, how)()
    tree.wait_until(lambda: len(left))
    assert server.get_peers() == []
    assert peer.get_available_packet_count() == 20
    assert [len(peer.get_packet()) for _ in range(20)] == [10_000] * 20


def test_a_stranger_cannot_write_a_line_into_the_log(server, heard, raw_client, wire, tree, caplog):
    caplog.set_level("INFO")
    end = raw_client(server)
    end.send(wire.request().replace(b"GET / ", b"GET /\x1b[2J\x0bERROR "))
    end.read_head()
    end.send_frame(wire.CLOSE, wire.close_payload(4000, b"x\nERROR: admin logged in\x1b[2J"))
    end.wait_for_end()
    tree.wait_until(lambda: not server.get_peers())
    assert all(message.isprintable() for message in caplog.messages)
    assert r"/\x1b[2J\x0bERROR" in caplog.text
    assert r"left with code 4000: closed by the other side: x\nERROR: admin logged in\x1b[2J" in caplog.text
    assert heard[-2][2:] == (4000, "x\nERROR: admin logged in\x1b[2J")


def test_a_head_without_end_is_refused(server, heard, raw_client, wire, caplog):
    client = raw_client(server)
    client.send(wire.request()[:-2] + b"X-Filler: 12345678901234567890\r\n" * 600)
    client.wait_for_end()
    assert heard == []
    assert "did not become a client: handshake refused: " in caplog.text


def test_a_client_that_is_silent_is_dropped_after_the_handshake_timeout(
    server, heard, raw_client, wire, tree, caplog
):
    tree.clock = clock = FakeClock()
    client = raw_client(server)
    client.send(wire.request()[:20])
    tree.wait_until(lambda: links(server, HANDSHAKE))
    clock.advance(server.handshake_timeout - 0.1)
    tree.step(3)
    client.pump()
    assert not client.ended
    clock.advance(0.2)
    client.wait_for_end()
    assert heard == []
    assert "did not become a client: the handshake took too long" in caplog.text


def test_a_client_in_time_is_not_dropped_later(server, raw_client, tree, wire, echo):
    tree.clock = clock = FakeClock()
    client = raw_client(server, shake_hands=True)
    clock.advance(3600)
    tree.step(3)
    client.send_frame(wire.TEXT, b"still here")
    assert client.read_frame().payload == b"still here"


def test_a_client_that_goes_before_its_request_leaves_no_trace(server, heard, raw_client, tree, caplog):
    client = raw_client(server)
    tree.wait_until(lambda: links(server, HANDSHAKE))
    client.reset()
    tree.wait_until(lambda: not links(server, HANDSHAKE))
    assert heard == []


# -- Messages -------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [0, 1, 125, 126, 127, 65535, 65536, 300_000])
def test_text_and_binary_come_back_as_what_they_were(size, server, echo, raw_client, wire):
    server.stop()
    assert server.set_buffers(300, 10, 300, 10) == OK
    assert server.listen(0) == OK
    client = raw_client(server, shake_hands=True)
    for opcode in (wire.TEXT, wire.BINARY):
        client.send_frame(opcode, b"x" * size)
        first, payload, masked = client.read_frame()
        assert (first, masked) == (0x80 | opcode, False)
        assert payload == b"x" * size


def test_a_frame_may_come_byte_by_byte(server, heard, raw_client, wire, tree):
    client = raw_client(server, shake_hands=True)
    heard.clear()
    for byte in wire.frame(wire.BINARY, b"a" * 130, mask=True):
        assert heard == []
        client.send(bytes([byte]))
        tree.step()
    tree.wait_until(lambda: heard)
    assert heard == [("data", 1, b"a" * 130)]


def test_many_frames_in_one_segment_are_many_packets_in_order(server, heard, raw_client, wire, tree):
    client = raw_client(server, shake_hands=True)
    client.send(b"".join(wire.frame(wire.BINARY, b"%d" % i, mask=True) for i in range(500)))
    tree.wait_until(lambda: len(heard) == 501)
    assert [data for _, _, data in heard[1:]] == [b"%d" % i for i in range(500)]


def test_fragments_are_one_message_also_with_a_ping_between(server, heard, raw_client, wire, tree):
    client = raw_client(server, shake_hands=True)
    client.send_frame(wire.TEXT, b"h\xc3", fin=False)
    client.send_frame(wire.PING, b"now")
    client.send_frame(wire.CONT, b"\xa9", fin=False)
    client.send_frame(wire.CONT, b"!")
    assert client.read_frame() == (0x80 | wire.PONG, b"now", False)
    tree.wait_until(lambda: len(heard) == 2)
    assert heard[1] == ("data", 1, "hé!".encode())


def test_a_ping_is_answered_and_a_pong_is_not(server, heard, raw_client, wire, tree):
    client = raw_client(server, shake_hands=True)
    client.send_frame(wire.PONG, b"unasked")
    client.send_frame(wire.PING, b"")
    client.send_frame(wire.PING, b"x" * 125)
    assert client.read_frame() == (0x80 | wire.PONG, b"", False)
    assert client.read_frame() == (0x80 | wire.PONG, b"x" * 125, False)
    assert heard == [("connected", 1, "")]


def test_many_clients_have_ids_and_packets_of_their_own(server, raw_client, wire, tree, echo):
    connected = tree.watch(server.client_connected)
    clients = [raw_client(server, shake_hands=True) for _ in range(50)]
    ids = [id for id, _ in connected.emissions]
    assert len(set(ids)) == 50
    assert all(2 <= id < 2**31 for id in ids)
    for i, client in enumerate(clients):
        client.send_frame(wire.TEXT, b"from %d" % i)
    for i, client in enumerate(clients):
        assert client.read_frame().payload == b"from %d" % i


def test_the_address_of_a_client_is_known_while_it_is_connected(server, raw_client, tree):
    connected = tree.watch(server.client_connected)
    client = raw_client(server, shake_hands=True)
    ((id, _),) = connected.emissions
    assert server.get_peer_address(id) == "127.0.0.1"
    assert server.get_peer_port(id) == client._socket.getsockname()[1]


def test_an_id_that_nobody_has_is_an_error_in_the_log(server, caplog):
    assert not server.has_peer(5)
    assert server.get_peer(5) is None
    assert server.get_peer_address(5) == ""
    assert server.get_peer_port(5) == 0
    server.disconnect_peer(5)
    assert caplog.text.count("has no client 5") == 4


# -- Closing --------------------------------------------------------------------------------------


def test_a_close_is_reported_answered_and_clean(server, heard, raw_client, wire, tree):
    client = raw_client(server, shake_hands=True)
    client.send_frame(wire.CLOSE, wire.close_payload(3000, b"bye"))
    assert client.read_frame() == (0x80 | wire.CLOSE, wire.close_payload(3000, b"bye"), False)
    assert client.wait_for_end() == b""
    assert heard[1:] == [("close request", 1, 3000, "bye"), ("disconnected", 1, True)]


@pytest.mark.parametrize(
    ("payload", "code", "reason"),
    [
        (b"", 0, ""),
        (b"\x03\xe8", 1000, ""),
        (b"\x03\xe8Bye bye!\0", 1000, "Bye bye!"),  # Godot sends a NUL behind the reason
        (b"\x0f\xa0d\xc3\xa9j\xc3\xa0", 4000, "déjà"),
    ],
)
def test_code_and_reason_of_a_close_are_read_as_godot_reads_them(
    payload, code, reason, server, heard, raw_client, wire
):
    client = raw_client(server, shake_hands=True)
    client.send_frame(wire.CLOSE, payload)
    assert client.read_frame().payload == payload
    client.wait_for_end()
    assert heard[1:] == [("close request", 1, code, reason), ("disconnected", 1, True)]


def test_messages_before_a_close_in_the_same_segment_are_still_answered(server, echo, raw_client, wire):
    client = raw_client(server, shake_hands=True)
    client.send(
        wire.frame(wire.TEXT, b"last words", mask=True)
        + wire.frame(wire.CLOSE, wire.close_payload(1000), mask=True)
    )
    assert client.read_frame() == (0x80 | wire.TEXT, b"last words", False)
    assert client.read_frame() == (0x80 | wire.CLOSE, wire.close_payload(1000), False)
    assert client.wait_for_end() == b""


def test_what_comes_after_a_close_is_not_read(server, heard, raw_client, wire):
    client = raw_client(server, shake_hands=True)
    client.send(
        wire.frame(wire.CLOSE, wire.close_payload(1000), mask=True)
        + wire.frame(wire.TEXT, b"too late", mask=True)
    )
    client.wait_for_end()
    assert heard[1:] == [("close request", 1, 1000, ""), ("disconnected", 1, True)]


@pytest.mark.parametrize("way", ["finish", "reset"])
def test_a_client_that_goes_without_a_close_is_not_clean(way, server, heard, raw_client, tree):
    client = raw_client(server, shake_hands=True)
    getattr(client, way)()
    tree.wait_until(lambda: len(heard) == 2)
    assert heard[1] == ("disconnected", 1, False)


def test_inside_client_disconnected_the_peer_is_still_there_but_not_connected(server, raw_client, tree):
    seen = []

    def disconnected(id, was_clean):
        peer = server.get_peer(id)
        seen.append((server.has_peer(id), peer.is_connected_to_host(), server.get_peer_address(id)))

    server.client_disconnected.connect(disconnected)
    client = raw_client(server, shake_hands=True)
    ((id, _),) = [(id, None) for id in server._peers_]
    client.finish()
    tree.wait_until(lambda: seen)
    assert seen == [(True, False, "")]
    assert not server.has_peer(id)


def test_disconnect_peer_sends_a_close_frame_and_ends_with_the_answer(server, heard, raw_client, wire, tree):
    client = raw_client(server, shake_hands=True)
    (id,) = server._peers_
    server.disconnect_peer(id, 4001, "enough")
    assert client.read_frame() == (0x80 | wire.CLOSE, wire.close_payload(4001, b"enough"), False)
    client.send_frame(wire.TEXT, b"not heard any more")
    tree.step(3)
    assert server.has_peer(id)
    assert server.get_peer(id).is_connected_to_host()
    client.send_frame(wire.CLOSE, wire.close_payload(4001, b"enough"))
    assert client.wait_for_end() == b""
    assert heard[1:] == [("disconnected", 1, True)]
    assert not server.has_peer(id)


def test_a_client_that_does_not_answer_a_close_is_dropped_in_the_end(server, heard, raw_client, wire, tree):
    tree.clock = clock = FakeClock()
    client = raw_client(server, shake_hands=True)
    (id,) = server._peers_
    server.disconnect_peer(id)
    client.read_frame()
    clock.advance(2.9)
    tree.step(3)
    assert server.has_peer(id)
    clock.advance(0.2)
    client.wait_for_end()
    assert heard[1:] == [("disconnected", 1, False)]


def test_a_code_of_0_is_a_close_frame_without_a_body(server, raw_client, wire):
    client = raw_client(server, shake_hands=True)
    (id,) = server._peers_
    server.disconnect_peer(id, 0, "dropped, as the code is")
    assert client.read_frame() == (0x80 | wire.CLOSE, b"", False)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"\x81\x82\0\0\0\0\xff\xfe", 1007),  # text that is not UTF-8
        (b"\x01\x81\0\0\0\0\xc3\x80\x81\0\0\0\0(", 1007),  # the same in two fragments
        (b"\x81\x03abc", 1002),  # not masked
        (b"\xc1\x80\0\0\0\0", 1002),  # a reserved bit
        (b"\x83\x80\0\0\0\0", 1002),  # an unknown opcode
        (b"\x80\x80\0\0\0\0", 1002),  # a continuation of nothing
        (b"\x01\x80\0\0\0\0\x81\x80\0\0\0\0", 1002),  # a message inside a fragmented one
        (b"\x09\x80\0\0\0\0", 1002),  # a fragmented ping
        (b"\x88\x82\0\0\0\0\x03\xed", 1002),  # close code 1005, which is never sent
        (b"\x88\x81\0\0\0\0\x03", 1002),  # half a close code
        (b"\x82\xff\x7f\xff\xff\xff\xff\xff\xff\xff\0\0\0\0", 1009),  # longer than anything
    ],
)
def test_a_violation_of_the_protocol_is_answered_and_ends_the_connection(
    data, code, server, heard, raw_client, wire
):
    client = raw_client(server, shake_hands=True)
    client.send(data)
    first, payload, _ = client.read_frame()
    assert (first, int.from_bytes(payload[:2], "big")) == (0x80 | wire.CLOSE, code)
    client.wait_for_end()
    assert heard[1:] == [("disconnected", 1, False)]


def test_a_violation_by_one_client_does_not_disturb_the_others(server, echo, raw_client, wire):
    good, bad = (raw_client(server, shake_hands=True) for _ in range(2))
    bad.send(b"\x83\x80\0\0\0\0")
    good.send_frame(wire.TEXT, b"undisturbed")
    assert good.read_frame().payload == b"undisturbed"
    bad.wait_for_end()


# -- stop() ---------------------------------------------------------------------------------------


def test_stop_sends_close_frames_drops_everybody_and_tells(server, heard, raw_client, wire, tree):
    clients = [raw_client(server, shake_hands=True) for _ in range(3)]
    pending = raw_client(server)
    tree.wait_until(lambda: links(server, HANDSHAKE))
    heard.clear()
    server.stop()
    for client in clients:
        assert client.read_frame() == (0x80 | wire.CLOSE, wire.close_payload(1000), False)
        assert client.wait_for_end() == b""
    assert pending.wait_for_end() == b""
    tree.step(3)
    assert heard == [("disconnected", n, False) for n in (1, 2, 3)]
    assert server.get_peers() == []


def test_a_server_that_is_freed_stops(server, raw_client, wire, tree):
    client = raw_client(server, shake_hands=True)
    server.queue_free()
    assert client.read_frame().payload == wire.close_payload(1000)
    client.wait_for_end()


# -- Anything inside a handler --------------------------------------------------------------------


@pytest.mark.parametrize("signal", ["client_connected", "data_received", "client_close_request"])
def test_stop_inside_a_handler_ends_all_at_once(signal, server, heard, raw_client, wire, tree):
    server.connect(signal, _Caller(server.stop), "call_it")
    client = raw_client(server)
    client.send(
        wire.request()
        + wire.frame(wire.TEXT, b"a", mask=True)
        + wire.frame(wire.TEXT, b"b", mask=True)
        + wire.frame(wire.CLOSE, wire.close_payload(1000), mask=True)
    )
    client.wait_for_end()
    assert not server.is_listening()
    whole = [("connected", 1, ""), ("data", 1, b"a"), ("data", 1, b"b"), ("close request", 1, 1000, "")]
    before = whole[: {"client_connected": 1, "data_received": 2, "client_close_request": 4}[signal]]
    assert heard == [*before, ("disconnected", 1, False)]


def test_stop_and_listen_inside_client_disconnected_starts_afresh(server, raw_client, wire, tree):
    def restart(id, was_clean):
        server.stop()
        assert server.listen(0) == OK

    server.client_disconnected.connect(restart)
    ended = tree.watch(server.client_disconnected)
    first = raw_client(server, shake_hands=True)
    first.finish()
    tree.wait_until(lambda: len(ended))
    raw_client(server, shake_hands=True)
    ended.assert_emitted(times=1)


def test_disconnect_peer_inside_data_received_ignores_the_rest(server, heard, raw_client, wire, tree):
    server.data_received.connect(lambda id: server.disconnect_peer(id, 3000))
    client = raw_client(server, shake_hands=True)
    client.send(b"".join(wire.frame(wire.TEXT, text, mask=True) for text in (b"one", b"two")))
    assert client.read_frame().payload == wire.close_payload(3000)
    client.send_frame(wire.CLOSE, wire.close_payload(3000))
    client.wait_for_end()
    assert heard[1:] == [("data", 1, b"one"), ("disconnected", 1, True)]


def test_disconnect_peer_of_another_client_inside_data_received(server, heard, raw_client, wire, tree):
    one, other = (raw_client(server, shake_hands=True) for _ in range(2))
    first, second = server._peers_
    server.data_received.connect(lambda id: server.disconnect_peer(second if id == first else first))
    one.send_frame(wire.TEXT, b"off with the other")
    assert other.read_frame().payload == wire.close_payload(1000)
    other.send_frame(wire.CLOSE, wire.close_payload(1000))
    other.wait_for_end()
    assert heard[2:] == [("data", 1, b"off with the other"), ("disconnected", 2, True)]


def test_poll_inside_a_handler_neither_loses_nor_mixes_up_messages(server, raw_client, wire, tree):
    got = []

    def handler(id):
        while (peer := server.get_peer(id)).get_available_packet_count():
            number = int(peer.get_packet())
            got.append(number)
            if number < 300:
                clients[0].send_frame(wire.BINARY, b"%d" % (number + 100))
        server.poll()
        server.poll()

    server.data_received.connect(handler)
    clients = [raw_client(server, shake_hands=True)]
    clients[0].send(b"".join(wire.frame(wire.BINARY, b"%d" % i, mask=True) for i in range(100)))
    tree.wait_until(lambda: len(got) >= 400)
    assert got == list(range(400))


def test_poll_inside_a_handler_leaves_the_other_clients_to_the_poll_around_it(server, raw_client, wire, tree):
    order = []

    def handler(id):
        order.append(("begin", bytes(server.get_peer(id).get_packet())))
        if len(order) == 1:
            clients[1].send_frame(wire.TEXT, b"other")
            tree.poller.wait(1)
            server.poll()
        order.append(("end", id == first))

    server.data_received.connect(handler)
    clients = [raw_client(server, shake_hands=True) for _ in range(2)]
    first, _ = server._peers_
    clients[0].send_frame(wire.TEXT, b"one")
    tree.wait_until(lambda: len(order) == 4)
    assert order == [("begin", b"one"), ("end", True), ("begin", b"other"), ("end", False)]


def test_a_handler_that_fails_is_reported_and_the_next_message_is_still_heard(server, raw_client, wire, tree):
    heard = []

    def fail(id):
        heard.append(bytes(server.get_peer(id).get_packet()))
        raise ValueError(heard[-1].decode())

    client = raw_client(server, shake_hands=True)
    server.data_received.connect(fail)
    client.send(b"".join(wire.frame(wire.TEXT, text, mask=True) for text in (b"one", b"two")))
    with pytest.raises(ValueError, match="one"):
        tree.wait_until(lambda: len(heard) == 2)
    assert heard == [b"one", b"two"]


def test_a_message_in_a_close_request_can_still_be_read_but_not_answered(server, raw_client, wire, tree):
    seen = []

    def close_request(id, code, reason):
        peer = server.get_peer(id)
        seen.append((bytes(peer.get_packet()), int(peer.put_packet(b"answer"))))

    server.client_close_request.connect(close_request)
    client = raw_client(server, shake_hands=True)
    client.send(
        wire.frame(wire.TEXT, b"unread", mask=True)
        + wire.frame(wire.CLOSE, wire.close_payload(1000), mask=True)
    )
    assert client.read_frame().payload == wire.close_payload(1000)
    tree.wait_until(lambda: seen)
    assert seen == [(b"unread", 1)]  # FAILED


class _Caller(Node):
    """Calls a function on whatever signal it is connected to."""

    def __init__(self, function):
        self._function = function

    def call_it(self, *args):
        self._function()


# -- Hostile and clumsy clients -------------------------------------------------------------------


def test_ten_thousand_tiny_messages_in_one_segment_are_all_delivered(server, heard, raw_client, wire, tree):
    client = raw_client(server, shake_hands=True)
    client.send(wire.frame(wire.BINARY, b"", mask=True) * 10_000)
    tree.wait_until(lambda: len(heard) == 10_001)
    assert set(heard[1:]) == {("data", 1, b"")}


def test_a_flood_that_nobody_takes_is_bounded_and_then_delivered(server, raw_client, wire, tree):
    client = raw_client(server, shake_hands=True)
    peer = server.get_peer(server.get_peers()[0])
    flood = wire.frame(wire.BINARY, b"x", mask=True) * 300_000  # 2 MB; a thousand may wait
    sent = 0
    for _ in range(200):
        try:
            sent += client._socket.send(flood[sent : sent + 1 << 16])
        except BlockingIOError:
            if peer._link_.unread.held:
                break
        tree.step()
    assert peer._link_.unread.held
    assert peer.get_available_packet_count() <= 1024 + FRAMES_AT_ONCE
    whole, got = sent // 7, 0
    while got < whole:
        tree.wait_until(peer.get_available_packet_count)
        for _ in range(peer.get_available_packet_count()):
            peer.get_packet()
            got += 1
    assert got == whole


def test_a_flood_of_pings_leaves_time_for_others(server, echo, raw_client, wire, tree):
    hostile, other = (raw_client(server, shake_hands=True) for _ in range(2))
    ping = wire.frame(wire.PING, b"x" * 125, mask=True)
    pings, sent = memoryview(ping * 4000), 0
    for _ in range(50):
        try:
            while True:  # and never read an answer
                sent += hostile._socket.send(pings[sent % len(ping) :])
        except BlockingIOError:
            tree.step()
    assert len(server.get_peers()) == 2
    other.send_frame(wire.TEXT, b"am I heard?")
    assert other.read_frame().payload == b"am I heard?"
    assert all(server.get_peer(id)._link_.waiting < 1 << 22 for id in server.get_peers())


def test_a_thousand_connects_and_resets_leave_nothing_behind(server, heard, raw_client, wire, tree, caplog):
    for i in range(1000):
        client = raw_client(server)
        if i % 3 == 0:
            client.send(wire.request()[: i % 100])
        elif i % 3 == 1:
            client.send(wire.request() + wire.frame(wire.TEXT, b"x", mask=True))
        client.reset()
        if i % 50 == 0:
            tree.step()
    tree.wait_until(lambda: not links(server, HANDSHAKE) and not server.get_peers())
    tree.step(2)
    assert not links(server, LINGERING)
    assert not server._links_
    raw_client(server, shake_hands=True)
    connected = sum(event[0] == "connected" for event in heard)
    assert connected - 1 == sum(event[0] == "disconnected" for event in heard)


def test_a_handshake_that_trickles_is_bounded_by_one_total_deadline(
    server, heard, raw_client, wire, tree, caplog
):
    tree.clock = clock = FakeClock()
    client = raw_client(server)
    tree.wait_until(lambda: links(server, HANDSHAKE))
    for byte in wire.request()[:40]:
        if client.ended:
            break
        client.send(bytes([byte]))
        clock.advance(0.1)
        tree.step()
        client.pump()
    assert client.ended
    assert 2.9 < clock.now < 3.3
    assert "the handshake took too long" in caplog.text
    assert heard == []


def test_the_handshake_timeout_can_be_set(server, raw_client, tree, caplog):
    tree.clock = clock = FakeClock()
    server.handshake_timeout = 0.5
    assert server.get_handshake_timeout() == 0.5
    client = raw_client(server)
    tree.wait_until(lambda: links(server, HANDSHAKE))
    clock.advance(0.6)
    client.wait_for_end()
    for nonsense in (0, -1, float("nan")):
        with pytest.raises(ScriptError, match="greater than 0"):
            server.handshake_timeout = nonsense


@pytest.mark.parametrize(
    ("violation", "code"),
    [
        (b"\x83\x80\0\0\0\0", 1002),
        (b"\x82\xff\0\0\0\0\0\1\0\1\0\0\0\0", 1009),
        (b"\x81\x81\0\0\0\0\xff", 1007),
    ],
)
def test_a_client_with_much_more_under_way_still_gets_the_close_frame(
    violation, code, server, heard, raw_client, wire, tree
):
    """Closing with data unread would make the system send a reset, which overtakes the frame."""
    client = raw_client(server, shake_hands=True)
    client.send(violation + b"x" * 500_000)
    first, payload, _ = client.read_frame()
    assert (first, int.from_bytes(payload[:2], "big")) == (0x80 | wire.CLOSE, code)
    client.close()
    tree.wait_until(lambda: not links(server, LINGERING))
    assert heard[1:] == [("disconnected", 1, False)]


def test_a_client_that_stays_after_the_end_is_closed_a_second_later(server, heard, raw_client, wire, tree):
    tree.clock = clock = FakeClock()
    client = raw_client(server, shake_hands=True)
    client.send(b"\x83\x80\0\0\0\0")
    client.read_frame()
    assert len(links(server, LINGERING)) == 1
    clock.advance(1.1)
    tree.step()
    assert not links(server, LINGERING)


def test_the_end_of_a_violation_is_one_line_with_code_and_reason(server, raw_client, tree, caplog):
    client = raw_client(server, shake_hands=True)
    (id,) = server.get_peers()
    client.send(b"\x83\x80\0\0\0\0")
    client.wait_for_end()
    (line,) = caplog.messages
    assert line.startswith("<WebSocketServer /root/WebSocketServer, port ")
    assert f": client {id} left with code 1002: protocol violation: " in line


def test_clients_that_come_and_leave_by_the_thousand_do_not_fill_the_log(server, tree, caplog):
    tree.clock = clock = FakeClock()
    link = SimpleNamespace(opened=True, id=2)
    for seconds in (0.0, 1.0):
        clock.advance(seconds)
        for _ in range(1000):
            server._end_(link, Ended(False, 1006, "reset"))
    left = [line for line in caplog.messages if "left with code 1006" in line]
    assert len(left) == 50 + 1
    assert left[-1].endswith(": reset (950 lines of this kind were left out before)")


def test_a_silent_client_is_pinged_and_dropped_and_one_that_answers_lives(
    server, heard, raw_client, wire, tree
):
    tree.clock = clock = FakeClock()
    server.ping_interval, server.ping_timeout = 5.0, 2.0
    good, silent = (raw_client(server, shake_hands=True) for _ in range(2))
    heard.clear()
    clock.advance(5)
    tree.step()  # both were heard in the handshake
    clock.advance(5)
    for client in (good, silent):
        assert client.read_frame() == (0x80 | wire.PING, b"", False)
    good.send_frame(wire.PONG)
    tree.step(3)
    clock.advance(2.1)
    silent.wait_for_end()
    assert heard == [("disconnected", 2, False)]
    good.send_frame(wire.TEXT, b"alive")
    tree.wait_until(lambda: len(heard) == 2)
    assert heard[1] == ("data", 1, b"alive")


# -- Addresses ------------------------------------------------------------------------------------


def test_a_server_listens_on_the_address_it_is_bound_to(tree, caplog):
    server = tree.add(WebSocketServer())
    assert server.get_bind_ip() == "*"
    server.bind_ip = "127.0.0.1"
    assert server.listen(0) == OK
    assert server._links_.listener._socket.getsockname()[0] == "127.0.0.1"
    server.bind_ip = "*"
    assert "listens already; set it before" in caplog.text
    assert server.bind_ip == "127.0.0.1"


def test_an_address_that_is_not_of_this_machine_cannot_be_bound_to(caplog):
    server = WebSocketServer()
    server.bind_ip = "192.0.2.1"
    assert server.listen(0) == ERR_ALREADY_IN_USE
    assert "of 192.0.2.1 cannot be used" in caplog.text


@pytest.mark.skipif(not socket.has_dualstack_ipv6(), reason="this machine has no IPv6")
@pytest.mark.parametrize(("bind_ip", "host", "seen"), [("*", "[::1]", "::1"), ("::1", "[::1]", "::1")])
def test_clients_come_over_ipv6(bind_ip, host, seen, tree):
    server, client = tree.add(WebSocketServer()), tree.add(WebSocketClient())
    server.bind_ip = bind_ip
    assert server.listen(0) == OK
    assert client.connect_to_url(f"ws://{host}:{server.get_listening_port()}") == OK
    tree.wait_until(server.get_peers)
    (id,) = server.get_peers()
    assert server.get_peer_address(id) == seen
    tree.wait_until(client.get_peer(1).is_connected_to_host)
    assert client.get_connected_host() == "::1"
    assert server.get_peer_headers(id)["host"] == f"[::1]:{server.get_listening_port()}"


def test_a_fault_of_ours_costs_one_connection_and_not_the_others(server, heard, echo, raw_client, wire, tree):
    faults = []
    tree.fault_handler = faults.append
    good, bad = (raw_client(server, shake_hands=True) for _ in range(2))
    stream = server.get_peer(server.get_peers()[1])._link_._stream

    def fail(data):
        raise ZeroDivisionError("of ours")

    broken = type("Broken", (type(stream),), {"__slots__": (), "feed": staticmethod(fail)})
    stream.__class__ = broken
    heard.clear()
    bad.send_frame(wire.TEXT, b"x")
    bad.wait_for_end()
    assert [str(fault.error) for fault in faults] == ["of ours"]
    assert heard == [("disconnected", 2, False)]
    server.get_peer(server.get_peers()[0]).put_packet(b"and on")
    assert good.read_frame().payload == b"and on"


def test_a_copy_has_the_settings():
    server = WebSocketServer(bind_ip="127.0.0.1", handshake_timeout=1.5, max_clients=4)
    server.encode_buffer_max_size = 4096
    copy = server.duplicate()
    assert (copy.bind_ip, copy.handshake_timeout, copy.max_clients) == ("127.0.0.1", 1.5, 4)
    assert copy.encode_buffer_max_size == 4096


@pytest.mark.parametrize(
    ("number", "advice"),
    [
        (errno.EADDRINUSE, "stop it, or take another port."),
        (errno.EACCES, "take a higher one."),
        (errno.EADDRNOTAVAIL, '"*" is all that it has.'),
        (errno.EMFILE, "cannot be used: Too many open files."),
    ],
)
def test_a_port_that_cannot_be_had_is_a_sentence_with_what_to_do(number, advice, tree, caplog):
    def fail(*args):
        raise OSError(number, os.strerror(number))

    server = tree.add(WebSocketServer())
    server._links_._network = SimpleNamespace(listen=fail)
    assert server.listen(80) == ERR_ALREADY_IN_USE
    assert caplog.messages[0].endswith(advice)


def test_servers_that_ask_for_it_share_a_port_and_each_gets_some_who_come(tree):
    tree.network = MemoryNetwork()
    servers = [tree.add(WebSocketServer()) for _ in range(2)]
    assert [server.listen(80, shared=True) for server in servers] == [OK, OK]
    for _ in range(4):
        assert tree.add(WebSocketClient()).connect_to_url("ws://host:80") == OK
    tree.wait_until(lambda: sum(len(server.get_peers()) for server in servers) == 4)
    assert [len(server.get_peers()) for server in servers] == [2, 2]
    assert tree.add(WebSocketServer()).listen(80) == ERR_ALREADY_IN_USE


def test_behind_a_trusted_proxy_the_address_is_the_clients(server, raw_client, wire, tree, caplog):
    caplog.set_level(logging.INFO, "estragon.websocket")
    server.trusted_proxies = ["127.0.0.0/8"]
    assert server.trusted_proxies == ["127.0.0.0/8"]
    raw_client(server).send(wire.request("X-Forwarded-For: 6.6.6.6, 203.0.113.7"))
    tree.wait_until(server.get_peers)
    (id,) = server.get_peers()
    assert server.get_peer_address(id) == server.get_peer(id).get_connected_host() == "203.0.113.7"
    assert " came from 203.0.113.7:" in caplog.text


def test_without_trusted_proxies_the_address_is_that_of_the_connection(server, raw_client, wire, tree):
    server.trusted_proxies = []
    raw_client(server).send(wire.request("X-Forwarded-For: 203.0.113.7"))
    tree.wait_until(server.get_peers)
    assert server.get_peer_address(server.get_peers()[0]) == "127.0.0.1"


HEADER = b"PROXY TCP4 203.0.113.7 127.0.0.1 4711 9080\r\n"


@pytest.fixture
def behind_proxy(server):
    server.trusted_proxies = ["127.0.0.1"]
    server.proxy_protocol = True
    return server


@pytest.mark.parametrize("cut", [0, 5, len(HEADER) - 1, len(HEADER), len(HEADER) + 5])
def test_with_the_proxy_protocol_address_and_port_are_the_clients(
    cut, behind_proxy, raw_client, wire, tree, caplog
):
    caplog.set_level(logging.INFO, "estragon.websocket")
    data = HEADER + wire.request("X-Forwarded-For: 6.6.6.6")
    client = raw_client(behind_proxy)
    client.send(data[:cut])
    tree.step(3)
    client.send(data[cut:])
    tree.wait_until(behind_proxy.get_peers)
    (id,) = behind_proxy.get_peers()
    assert (behind_proxy.get_peer_address(id), behind_proxy.get_peer_port(id)) == ("203.0.113.7", 4711)
    assert " came from 203.0.113.7:4711" in caplog.text
    assert client.read_head()[0] == "HTTP/1.1 101 Switching Protocols"


def test_what_a_client_says_of_itself_is_not_believed_of_a_proxy_that_does_not_know(
    behind_proxy, raw_client, wire, tree
):
    raw_client(behind_proxy).send(b"PROXY UNKNOWN\r\n" + wire.request("X-Forwarded-For: 6.6.6.6"))
    tree.wait_until(behind_proxy.get_peers)
    assert behind_proxy.get_peer_address(behind_proxy.get_peers()[0]) == "127.0.0.1"


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"GET / HTTP/1.1\r\n\r\n", "it began with 'GET / HTTP/1' in place of a header"),
        (b"PROXY TCP4 1 2 3 4\r\n", "its header of the PROXY protocol is malformed: 'PROXY TCP4 1 2 3 4"),
    ],
)
def test_a_trusted_proxy_without_a_header_or_with_a_bad_one_is_refused_in_one_line(
    data, why, behind_proxy, raw_client, tree, caplog
):
    client = raw_client(behind_proxy)
    client.send(data)
    assert client.wait_for_end() == b""
    (line,) = caplog.messages
    assert f" 127.0.0.1:{client._socket.getsockname()[1]} did not become a client: {why}" in line
    assert not behind_proxy.get_peers()
    assert behind_proxy._traffic_().refused == 1


def test_a_header_takes_no_longer_than_the_handshake_may(behind_proxy, raw_client, tree, caplog):
    tree.clock = FakeClock()
    client = raw_client(behind_proxy)
    client.send(HEADER[:9])
    tree.wait_until(lambda: len(behind_proxy._links_))
    tree.clock.advance(2.9)
    tree.step(2)
    assert not caplog.messages
    tree.clock.advance(0.2)
    tree.step(2)
    assert "the proxy's header of the PROXY protocol took too long" in caplog.text
    assert client.wait_for_end() == b""
    assert not len(behind_proxy._links_)


def test_a_probe_of_a_proxy_is_no_warning(behind_proxy, raw_client, tree, caplog):
    client = raw_client(behind_proxy)
    tree.wait_until(lambda: len(behind_proxy._links_))
    client.close()
    tree.wait_until(lambda: not len(behind_proxy._links_))
    assert not caplog.messages


@pytest.mark.parametrize("data", [HEADER, b"\r\n\r\n\0\r\nQUIT\n \0\0\0"])
@pytest.mark.parametrize("expected", [True, False])
def test_a_header_from_elsewhere_or_that_nobody_asked_for_is_refused_in_one_line(
    data, expected, server, raw_client, wire, tree, caplog
):
    server.trusted_proxies = ["10.0.0.1"]
    server.proxy_protocol = expected
    client = raw_client(server)
    client.send(data + wire.request())
    assert client.read_head()[0] == "HTTP/1.1 400 Bad Request"
    (line,) = caplog.messages
    assert "it began with a header of the PROXY protocol, which is read with `proxy_protocol`" in line


def test_who_comes_from_elsewhere_needs_no_header(server, raw_client, tree):
    server.trusted_proxies = ["10.0.0.1"]
    server.proxy_protocol = True
    raw_client(server, shake_hands=True)
    assert server.get_peer_address(server.get_peers()[0]) == "127.0.0.1"


def test_the_proxy_protocol_needs_proxies_that_are_trusted(tree, caplog):
    server = tree.add(WebSocketServer(proxy_protocol=True))
    assert server.listen(0) == ERR_INVALID_PARAMETER
    assert 'write `trusted_proxies = ["127.0.0.1"]`' in caplog.text


def test_stopping_closes_who_has_not_said_yet_whom_it_brings(behind_proxy, raw_client, tree):
    client = raw_client(behind_proxy)
    tree.wait_until(lambda: len(behind_proxy._links_))
    behind_proxy.stop()
    assert client.wait_for_end() == b""
    assert not tree.poller.has_sockets()


# -- The end of the program --------------------------------------------------------------------


@pytest.fixture
def draining(server, tree):
    """`draining(left)` is one look at a server that is to end; the clock is that of the tree."""
    tree.clock = FakeClock()
    return server._drain_


def test_who_is_silent_is_told_to_go_and_who_is_busy_may_stay(
    server, draining, heard, raw_client, wire, tree
):
    silent, busy = raw_client(server, shake_hands=True), raw_client(server, shake_hands=True)
    tree.wait_until(lambda: len(heard) == 2)
    assert not server.is_draining()
    assert draining(30.0) is False
    assert server.is_draining()
    busy.send_frame(wire.TEXT, b"hello")
    tree.wait_until(lambda: len(heard) == 3)
    tree.clock.advance(1)
    assert draining(29.0) is False
    frame = silent.read_frame()
    assert frame.payload == wire.close_payload(1001, b"the server is stopping")
    silent.send_frame(wire.CLOSE, frame.payload)
    tree.wait_until(lambda: ("disconnected", 1, True) in heard)
    assert draining(28.0) is False
    tree.clock.advance(1)
    draining(27.0)
    busy.send_frame(wire.CLOSE, busy.read_frame().payload)
    tree.wait_until(lambda: ("disconnected", 2, True) in heard)
    assert draining(26.0) is True


def test_links_tell_of_messages_by_themselves_where_nobody_else_looks_at_them(server, draining):
    links = server._links_
    assert links.told is server.data_received
    server.set_rate_limit(10)
    assert links.told is None
    server.set_rate_limit(0)
    assert links.told is server.data_received
    draining(30.0)
    assert links.told is None
    server.stop()
    server.listen(0, [], True)
    assert links.told is None


def test_when_time_is_up_all_are_told_to_go(server, draining, heard, raw_client, wire, tree):
    client = raw_client(server, shake_hands=True)
    tree.wait_until(lambda: heard)
    draining(30.0)
    draining(0.0)
    assert client.read_frame().payload[:2] == wire.close_payload(1001)


def test_who_has_not_read_all_yet_may_stay(server, draining, heard, raw_client, tree):
    client = raw_client(server, shake_hands=True)
    tree.wait_until(lambda: heard)
    peer = server.get_peer(server.get_peers()[0])
    while peer.put_packet(b"x" * 60_000) == OK:
        pass
    draining(30.0)
    tree.clock.advance(1)
    draining(29.0)
    assert peer._link_.life.state is OPEN
    client.close()


def test_while_it_drains_nobody_new_gets_in_and_health_checks_fail(server, draining, raw_client, wire):
    server.http_handler = lambda path, headers: (200, {}, "ok")
    draining(30.0)
    assert ask(server, raw_client) == ("HTTP/1.1 503 Service Unavailable", "The server is stopping.\n")
    assert ask(server, raw_client, wire.request()) == (
        "HTTP/1.1 503 Service Unavailable",
        "the server is stopping.\n",
    )


def test_a_server_that_listens_anew_has_drained(server, draining):
    draining(30.0)
    server.stop()
    assert draining(29.0) is True
    assert not server.is_draining()
    assert server.listen(0) == OK
    assert not server.is_draining()


def test_asking_for_clients_that_have_left_does_not_fill_the_log(tree, caplog):
    server = tree.add(WebSocketServer())
    assert all(server.get_peer(id) is None for id in range(1000))
    assert len(caplog.messages) == 16
    assert "has no client 511. Ask `has_peer(id)` first. (512 times so far)" in caplog.messages[-1]
