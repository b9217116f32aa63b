"""A port, and what comes in there: over a network in memory."""

import builtins
import logging
from types import SimpleNamespace

import pytest
import trustme

from engine import ScriptError
from engine.base.time_source import TimeSource
from engine.net.poller import Poller
from engine.net.traffic import Traffic
from engine.testing import FakeClock, MemoryNetwork
from nodes.websocket.deadlines import Deadlines
from nodes.websocket.life import CONNECTING, HANDSHAKE
from nodes.websocket.limits import Limits
from nodes.websocket.link import ServerTerms, ServerTls
from nodes.websocket.outbox import Outbox
from nodes.websocket.plain_http import no_page
from nodes.websocket.socket_link.listener import ACCEPTED_AT_ONCE, PAUSE, LinkListener

TERMS = ServerTerms(False, ["chat"], [("X-Server", "mine")], 3.0, False, lambda path, headers: None, no_page)


class Bench(SimpleNamespace):
    """What links share, and a listener on port 7 that asks `terms`."""

    def __init__(self, tls=None):
        self.network, self.limits = MemoryNetwork(), Limits()
        self.poller, self.inbox, self.outbox = Poller(), [], Outbox()
        self.deadlines = Deadlines()
        self.traffic = Traffic()
        self.clock = FakeClock(100.0)
        self.deadlines.go_by(TimeSource(self.clock))
        self.links, self.terms = [], TERMS
        self.add, self.forget, self.owner = self.links.append, self.links.remove, lambda: "its node"
        self.listener = LinkListener(self, 7, "*", tls, lambda: self.terms)

    def come(self, count=1):
        return [self.network.connect((0, ("memory", 7))) for _ in range(count)]

    def times_left(self):
        now = self.deadlines.now()
        return [pytest.approx(link.deadline - now) for link in self.links]

    def serve(self):
        """Accept if the poller says so; return whether it did."""
        self.poller.collect()
        ready = [watch for watch in self.inbox if watch.owner is self.listener]
        for watch in ready:
            self.inbox.remove(watch)
            self.listener.accept()
        return bool(ready)


@pytest.fixture
def bench():
    return Bench()


def test_who_comes_gets_a_link_that_has_so_long_for_the_handshake_on_the_terms_of_the_server(bench, wire):
    assert bench.listener.port == 7
    assert repr(bench.listener) == "<LinkListener on port 7>"
    assert not bench.serve()
    first, second = bench.come(2)
    assert bench.serve()
    assert [link.life.state for link in bench.links] == [HANDSHAKE, HANDSHAKE]
    assert bench.times_left() == [3.0, 3.0]
    first.send(wire.request("Sec-WebSocket-Protocol: chat"))
    (opened,) = bench.links[0].receive()
    assert opened.protocol == "chat"
    assert b"X-Server: mine\r\n" in first.recv(1000)
    second.send(wire.request("Sec-WebSocket-Protocol: other"))
    (ended,) = bench.links[1].receive()
    assert "refused" in ended.why


def test_the_terms_are_those_of_the_moment(bench):
    bench.come()
    bench.serve()
    bench.terms = TERMS._replace(timeout=9.0)
    bench.come()
    bench.serve()
    assert bench.times_left() == [3.0, 9.0]


def test_who_comes_by_a_proxy_that_has_to_say_so_is_not_in_the_handshake_before_that(bench, wire):
    bench.terms = TERMS._replace(proxies=SimpleNamespace(trust=lambda address: address == "memory"))
    (end,) = bench.come()
    bench.serve()
    (link,) = bench.links
    assert (link.life.state, link.phase, bench.times_left()) == (CONNECTING, "at the proxy", [3.0])
    end.send(b"PROXY TCP4 203.0.113.7 127.0.0.1 4711 9080\r\n" + wire.request("Sec-WebSocket-Protocol: chat"))
    assert list(link.receive()) == []
    assert (link.life.state, link.address) == (HANDSHAKE, ("203.0.113.7", 4711))
    assert bench.times_left() == [3.0]
    (opened,) = link.receive()
    assert opened.protocol == "chat"


def test_a_rush_is_accepted_in_parts(bench):
    bench.come(ACCEPTED_AT_ONCE + 3)
    bench.serve()
    assert len(bench.links) == ACCEPTED_AT_ONCE
    bench.serve()
    assert len(bench.links) == ACCEPTED_AT_ONCE + 3


def test_who_is_refused_is_hung_up_on_with_a_line_in_the_log(bench, caplog):
    caplog.set_level(logging.INFO)
    bench.terms = TERMS._replace(refuses_all=True)
    (end,) = bench.come()
    bench.serve()
    assert end.other.closed
    assert bench.links == []
    assert caplog.messages == ["'its node': memory:40001 was refused: refuse_new_connections is set"]


class Exhausted:
    """A listening socket of a process that has too many files open."""

    def __init__(self):
        self.tries = 0

    def accept(self):
        self.tries += 1
        raise OSError(24, "Too many open files")


def test_a_listener_that_fails_is_one_line_and_tried_again_after_a_pause(bench, caplog):
    bench.come()
    bench.poller.collect()
    sock, bench.listener._socket = bench.listener._socket, Exhausted()
    assert bench.serve()
    for _ in range(9):
        assert not bench.serve()  # frames go on at their rate
        bench.listener.resume()
    assert bench.listener.resumes_at == bench.deadlines.now() + PAUSE
    for tries in range(2, 4):
        bench.clock.advance(PAUSE)
        bench.listener.resume()
        assert bench.serve()
        assert bench.listener._socket.tries == tries
    (line,) = caplog.messages
    assert line.endswith(": no client can be accepted: [Errno 24] Too many open files")
    bench.listener._socket = sock
    bench.clock.advance(PAUSE)
    bench.listener.resume()
    assert bench.serve()
    assert len(bench.links) == 1
    assert bench.listener.resumes_at is None
    bench.listener._socket = Exhausted()
    bench.listener._watch.announce()
    bench.serve()
    assert len(caplog.messages) == 2  # it had gone well in between


def test_who_comes_while_no_file_can_be_opened_waits_and_comes_in_later(bench, monkeypatch, caplog):
    def import_without_files(name, *args):
        if name == "stream":
            raise OSError(24, "Too many open files")
        return importing(name, *args)

    importing = builtins.__import__
    bench.come()
    with monkeypatch.context() as patch:
        patch.setattr(builtins, "__import__", import_without_files)
        assert bench.serve()
    assert bench.links == []
    assert "no client can be accepted: [Errno 24] Too many open files" in caplog.text
    bench.clock.advance(PAUSE)
    bench.listener.resume()
    assert bench.serve()
    assert len(bench.links) == 1


def test_a_socket_that_went_at_once_is_closed_and_told_of_where_more_is_logged(bench, caplog):
    caplog.set_level(logging.DEBUG, "estragon.websocket")

    def fail(sock):
        raise OSError(107, "not connected")

    bench.network.accepted = fail
    first, second = bench.come(2)
    bench.serve()
    assert first.other.closed
    assert second.other.closed
    assert bench.links == []
    assert caplog.messages[0] == "'its node': memory:40001 did not become a client: [Errno 107] not connected"


def test_tls_on_a_socket_that_went_at_once_is_no_link_either(caplog):
    caplog.set_level(logging.DEBUG, "estragon.websocket")
    issued = trustme.CA().issue_cert("localhost")
    certificate = b"".join(pem.bytes() for pem in issued.cert_chain_pems).decode()
    bench = Bench(ServerTls(certificate, issued.private_key_pem.bytes().decode(), ""))

    def fail():
        raise OSError(107, "not connected")

    (end,) = bench.come()
    end.other.getpeername = fail
    bench.network._listeners[7][0].accept = iter_accept(end.other)
    bench.serve()
    assert end.other.closed
    assert bench.links == []
    assert "did not become a client" in caplog.text


def iter_accept(sock):
    """Return an `accept` that returns `sock` once, with an address that need not be asked for."""
    socks = [sock]

    def accept():
        if not socks:
            raise BlockingIOError
        return socks.pop(), ("memory", 5)

    return accept


def test_a_certificate_that_cannot_be_used_is_an_error():
    with pytest.raises(ScriptError, match="cannot be used together"):
        Bench(ServerTls("no certificate", "no key", ""))


def test_a_closed_listener_hears_nothing(bench):
    bench.listener.close()
    assert not bench.poller.has_sockets()
    assert bench.come()[0].refused
