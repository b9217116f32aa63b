"""A connection: to a server, by a proxy, with TLS; a question and its answer, and how it ends."""

from __future__ import annotations

import pytest

from engine import ScriptError
from engine.net.network import Lookup
from engine.net.poller import READ, WRITE, Poller
from engine.testing import MemoryNetwork
from nodes.http import connection as module
from nodes.http.connection import (
    BODY,
    CANT_CONNECT,
    CANT_RESOLVE,
    CONNECTED,
    CONNECTING,
    CONNECTION_ERROR,
    DISCONNECTED,
    EVENTS_AT_ONCE,
    REQUESTING,
    RESOLVING,
    SSL_HANDSHAKE_ERROR,
    Connection,
    Server,
)

HELLO = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"


class Bench:
    """A connection in memory, whose other end a test plays."""

    def __init__(self, network=None, proxy=None, server=None, **options):
        self.network = network or MemoryNetwork(**options)
        self.listener = self.network.listen(0)
        self.poller = Poller()
        self.server = server or Server("host", self.listener.getsockname()[1])
        proxy = ("proxy", self.listener.getsockname()[1]) if proxy else None
        self.connection = Connection(self.network, self.poller, self.server, proxy)
        self.end = None

    def poll(self, times=1):
        for _ in range(times):
            self.poller.collect()
            self.connection.poll(0.0)
        return self.connection.status

    def accepted(self):
        self.poll(2)
        self.end = self.listener.accept()[0]
        return self.connection

    def asked(self, method="GET", body=b"", headers=()):
        """Ask for something, and return what came at the other end."""
        self.accepted()
        assert self.poll() == CONNECTED
        self.connection.ask(method, "/a?b", list(headers), body)
        return self.came()

    def came(self):
        data = b""
        try:
            while part := self.end.recv(1 << 20):
                data += part
        except BlockingIOError:
            return data

    def answered(self, *parts, size=65536):
        """Let parts of an answer come, and return what there is of its body by then."""
        body = b""
        for part in parts:
            if part:
                self.end.send(part)
            else:
                self.end.close()
            self.poll()
            while self.connection.status == BODY and (data := self.connection.read(size)):
                assert len(data) <= size
                body += data
        return body


@pytest.fixture
def bench():
    benches = []

    def make(*args, **options):
        benches.append(Bench(*args, **options))
        return benches[-1]

    yield make
    for bench in benches:
        bench.connection.close()
        assert not bench.poller.has_sockets(), "a connection that is closed watches nothing"
        bench.poller.close()


def test_it_connects_asks_and_gets_an_answer(bench):
    b = bench()
    assert b.connection.status == CONNECTING
    assert b.connection.is_on_the_way
    head, end, rest = b.asked(body=b"x", headers=[("X-A", "1")]).partition(b"\r\n\r\n")
    assert end
    assert rest == b"x"
    line, *lines = head.decode().split("\r\n")
    assert line == "GET /a?b HTTP/1.1"
    assert lines[:3] == [f"Host: host:{b.server.port}", "X-A: 1", "Content-Length: 1"]
    assert lines[3].startswith("User-Agent: GodotEngine/3.6.")
    assert lines[4:] == ["Accept: */*"]
    assert b.connection.status == REQUESTING
    assert b.answered(HELLO[:20], HELLO[20:-2], HELLO[-2:]) == b"hello"
    assert b.connection.head.code == 200
    assert b.connection.status == CONNECTED


def test_what_the_script_says_is_not_said_again(bench):
    said = [("HOST", "h"), ("user-agent", "u"), ("accept", "a"), ("content-length", "1")]
    assert bench().asked(body=b"x", headers=said).count(b": ") == 4


@pytest.mark.parametrize(
    ("server", "said"),
    [
        (Server("a", 80), "a"),
        (Server("a", 443), "a:443"),
        (Server("a", 443, True), "a"),
        (Server("::1", 8080), "[::1]:8080"),
    ],
)
def test_a_server_is_named_with_its_port_unless_that_is_the_usual_one(server, said):
    assert server.authority() == said


def test_a_second_question_goes_over_the_same_connection(bench):
    b = bench()
    b.asked()
    b.answered(HELLO)
    b.connection.ask("HEAD", "/", [], b"")
    assert b.came().startswith(b"HEAD / ")
    assert b.connection.head is None
    assert b.answered(HELLO[:-5]) == b""
    assert b.connection.status == CONNECTED
    assert b.connection.head.length == 5


def test_a_question_that_cannot_be_is_an_error_of_the_script(bench):
    b = bench()
    b.accepted()
    b.poll()
    with pytest.raises(ScriptError):
        b.connection.ask("GET", "/a b", [], b"")


def test_much_is_sent_as_the_other_side_takes_it(bench):
    b = bench(room=1000)
    body = bytes(range(256)) * 20
    came = b.asked("POST", body)
    assert b.connection._watch.events == READ | WRITE
    for _ in range(10):
        b.poll()
        came += b.came()
    assert came.endswith(body)
    assert b.connection._watch.events == READ
    assert b.answered(HELLO) == b"hello"


def test_an_answer_that_comes_before_all_was_sent_is_the_last_on_its_connection(bench):
    b = bench(room=1000)
    b.asked("POST", bytes(5000))
    assert b.answered(HELLO) == b"hello"
    assert b.connection.status == DISCONNECTED


def test_an_answer_is_read_where_the_server_reads_no_more(bench):
    b = bench(room=1000)
    b.asked("POST", bytes(5000))
    b.end.send(HELLO)
    b.end.close()
    b.poll()
    assert b.connection.read(100) == b"hello"
    assert b.connection.status == DISCONNECTED


def test_no_more_is_read_than_is_asked_for(bench):
    b = bench()
    b.asked()
    big = b"HTTP/1.1 200 OK\r\nContent-Length: 300000\r\n\r\n" + bytes(300000)
    assert b.answered(big[:100000], big[100000:], size=256) == bytes(300000)
    assert b.connection.status == CONNECTED


def test_a_body_in_tiny_pieces_is_read_some_at_a_time(bench):
    b = bench()
    b.asked()
    count = 2000
    b.end.send(
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + b"1\r\nx\r\n" * count + b"0\r\n\r\n"
    )
    b.poll()
    sizes = []
    while b.connection.status == BODY:
        sizes.append(len(b.connection.read(65536)))
    assert sum(sizes) == count
    assert max(sizes) <= 2 * EVENTS_AT_ONCE


@pytest.mark.parametrize(
    ("parts", "why"),
    [
        ([b""], "server closed"),
        ([HELLO[:10], b""], "server closed"),
        ([HELLO[:-1], b""], "server closed"),
        ([b"nonsense\r\n\r\n"], "is no HTTP"),
        ([b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"zz\r\n"], "is no HTTP"),
    ],
)
def test_what_is_no_answer_ends_the_connection_with_the_reason(parts, why, bench):
    b = bench()
    b.asked()
    b.answered(*parts)
    assert b.connection.status == CONNECTION_ERROR
    assert why in b.connection.why


def test_a_reset_is_an_error(bench):
    b = bench()
    b.asked()
    b.network.cut()
    assert b.poll() == CONNECTION_ERROR
    assert "reset" in b.connection.why


@pytest.mark.parametrize(("data", "why"), [(b"", "has closed"), (b"x", "nobody asked for")])
def test_a_connection_over_which_nothing_is_asked_is_looked_after(data, why, bench):
    b = bench()
    b.accepted()
    assert b.poll() == CONNECTED
    if data:
        b.end.send(data)
    else:
        b.end.close()
    assert b.poll() == CONNECTION_ERROR
    assert why in b.connection.why


def test_where_nobody_listens_it_cannot_connect(bench):
    b = bench(server=Server("host", 1))
    assert b.poll(3) == CANT_CONNECT
    assert "nothing listens there" in b.connection.why


def test_a_name_is_looked_up_first(bench):
    network = MemoryNetwork()
    lookup = Lookup()
    network.lookup = lambda host, port, wake: wake() or lookup
    b = bench(network)
    assert b.poll() == RESOLVING
    assert b.connection.is_on_the_way
    lookup.done, lookup.error = True, "host is not known"
    assert b.poll() == CANT_RESOLVE
    assert b.connection.why == "host is not known"


def test_too_many_files_are_an_error_and_not_an_exception(bench, monkeypatch):
    b = bench()
    b.accepted()

    def refuse(*_):
        raise OSError(24, "Too many open files")

    monkeypatch.setattr(b.poller, "watch", refuse)
    c = Bench(b.network, server=Server("host", b.server.port)).connection
    c._poller = b.poller
    c.poll(0.0)
    assert c.status == CANT_CONNECT
    assert "Too many open files" in c.why


def test_a_proxy_is_asked_with_the_whole_address(bench):
    b = bench(server=Server("far.test", 81), proxy=True)
    assert b.asked().startswith(b"GET http://far.test:81/a?b HTTP/1.1\r\nHost: far.test:81\r\n")


def test_with_tls_a_proxy_passes_everything_on(bench):
    b = bench(server=Server("far.test", 443, True), proxy=True)
    b.accepted()
    assert b.came().startswith(b"CONNECT far.test:443 HTTP/1.1\r\n")
    b.end.send(b"HTTP/1.1 403 Forbidden\r\n\r\n")
    assert b.poll() == CANT_CONNECT
    assert "403" in b.connection.why


def test_a_name_that_no_certificate_can_have_is_refused(bench, monkeypatch):
    def refuse(*_):
        raise ValueError("server_hostname cannot start with a dot")

    monkeypatch.setattr(module, "TlsSocket", refuse)
    b = bench(server=None)
    b.connection._context = object()
    assert b.poll(3) == SSL_HANDSHAKE_ERROR


def test_closing_it_on_the_way_leaves_nothing_behind(bench):
    b = bench()
    b.poller.collect()
    b.connection.close()
    assert b.poll() == DISCONNECTED
