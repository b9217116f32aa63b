"""The way of a client to a server by a proxy that speaks the PROXY protocol, over a network in memory."""

from types import SimpleNamespace

import pytest

from engine.net.poller import Poller
from engine.testing import MemoryNetwork
from nodes.websocket.socket_link.arrival import Arrival

HEADER = b"PROXY TCP4 203.0.113.7 127.0.0.1 4711 9080\r\n"


class Bench:
    """Both ends of a connection, of which a server has taken one in."""

    def __init__(self):
        network = MemoryNetwork()
        listener = network.listen(7)
        self.proxy = network.connect((0, ("memory", 7)))
        self.end = listener.accept()[0]
        self.home = SimpleNamespace(poller=Poller(), inbox=[])
        self.way = Arrival(self.home, "its link", self.end, lambda sock, life: (sock, "its stream"))

    def says(self, data):
        self.proxy.send(data)
        self.home.poller.collect()
        return self.way.poll()


@pytest.fixture
def bench():
    return Bench()


def test_it_leads_to_the_socket_once_the_header_is_whole(bench):
    assert (bench.way.phase, bench.way.failed, bench.way.source) == ("at the proxy", "", None)
    assert bench.says(HEADER[:20]) is None
    assert [watch.owner for watch in bench.home.inbox] == ["its link"]
    assert bench.says(HEADER[20:] + b"GET /") is bench.end
    assert bench.way.source == ("203.0.113.7", 4711)
    assert bench.end.recv(99) == b"GET /"
    assert bench.way.begin_handshake(bench.end, "its life") == (bench.end, "its stream")
    assert not bench.home.poller.has_sockets()


def test_what_is_no_header_fails_with_the_reason(bench):
    assert bench.says(b"GET / HTTP/1.1\r\n") is None
    assert "in place of a header of the PROXY protocol" in bench.way.failed
    assert not bench.way.is_probe
    bench.way.cancel()
    assert bench.end.closed
    assert not bench.home.poller.has_sockets()


@pytest.mark.parametrize(("data", "is_probe"), [(b"", True), (b"PROXY", False)])
def test_who_goes_without_a_byte_only_probed_the_port(bench, data, is_probe):
    if data:
        assert bench.says(data) is None
    bench.proxy.close()
    assert bench.way.poll() is None
    assert (bench.way.failed, bench.way.is_probe) == ("the other side closed the TCP connection", is_probe)


def test_a_reset_fails_with_what_the_system_says(bench):
    bench.says(b"PROXY")
    bench.end.broken = True
    assert bench.way.poll() is None
    assert bench.way.failed == "Connection reset by peer"


def test_giving_up_closes_the_socket(bench):
    bench.way.cancel()
    assert bench.end.closed
    assert repr(bench.way) == "<Arrival: <ProxyHeader, 0 bytes, 12 wanted, None>>"
