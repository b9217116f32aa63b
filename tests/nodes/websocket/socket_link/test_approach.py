"""How a client gets to its server, up to the handshake."""

import errno
from types import SimpleNamespace

import pytest

from engine import ScriptError
from engine.base.time_source import TimeSource
from engine.net.poller import Poller
from engine.net.traffic import Traffic
from engine.testing import FakeClock, MemoryNetwork
from nodes.websocket.deadlines import Deadlines
from nodes.websocket.life import HANDSHAKE, Life
from nodes.websocket.limits import Limits
from nodes.websocket.link import LinkRequest
from nodes.websocket.socket_link.approach import Approach
from nodes.websocket.url import parse_url


class Home(SimpleNamespace):
    """What links share, on a network in memory."""

    def __init__(self):
        self.network, self.poller, self.inbox, self.limits = MemoryNetwork(), Poller(), [], Limits()
        self.deadlines = Deadlines()
        self.traffic = Traffic()
        self.deadlines.go_by(TimeSource(FakeClock()))
        self.wake = self.poller.wake
        self.owner = lambda: "its node"


@pytest.fixture
def home(monkeypatch):
    monkeypatch.delenv("https_proxy", raising=False)
    return Home()


def approach(home, url="ws://server.test:7/path", **options):
    request = LinkRequest(parse_url(url), ["chat"], [("X-Token", "abc")], 30.0, False, True, "")
    return Approach(home, "its link", request._replace(**options))


def until_there(home, approach):
    for _ in range(5):
        home.poller.collect()
        sock = approach.poll()
        if sock is not None or approach.failed:
            return sock
    raise AssertionError("it never gets there")


def test_it_leads_to_a_socket_and_a_stream_that_has_sent_its_request(home):
    listener = home.network.listen(7)
    way = approach(home)
    assert way.phase == "looking up the name"
    sock = until_there(home, way)
    assert (way.failed, way.phase, way.too_late) == ("", "connecting", "no answer within 30 seconds")
    assert listener.accept()[0].other is sock
    life = Life(HANDSHAKE)
    same, stream = way.begin_handshake(sock, life)
    assert same is sock
    assert stream.life is life
    request = b"".join(stream.take_output()).decode().split("\r\n")
    assert request[0] == "GET /path HTTP/1.1"
    assert {"Host: server.test:7", "X-Token: abc", "Sec-WebSocket-Protocol: chat"} <= set(request)


def test_it_fails_with_a_reason(home):
    way = approach(home)
    assert until_there(home, way) is None
    assert way.failed == "Connection refused: nothing listens there"


def test_a_proxy_of_the_environment_is_on_the_way(home, monkeypatch, caplog):
    caplog.set_level("INFO")
    monkeypatch.setenv("https_proxy", "http://proxy.test:3128")
    proxy = home.network.listen(3128)
    way = approach(home)
    assert caplog.messages == ["'its node': server.test is reached through the proxy proxy.test:3128"]
    home.poller.collect()
    way.poll()
    home.poller.collect()
    assert way.poll() is None
    assert way.phase == "at the proxy"
    assert proxy.accept()[0].recv(100).startswith(b"CONNECT server.test:7 HTTP/1.1\r\n")


def test_it_can_be_given_up(home):
    listener = home.network.listen(7)
    way = approach(home)
    way.poll()
    assert home.poller.has_sockets()
    way.cancel()
    assert not home.poller.has_sockets()
    assert listener.accept()[0].other.closed


def test_a_certificate_that_cannot_be_used_is_an_error(home):
    with pytest.raises(ScriptError, match="cannot be used"):
        approach(home, "wss://server.test", trusted_pem="nonsense")


def test_tls_on_a_socket_that_has_been_reset_raises_and_closes_it(home):
    def fail():
        raise OSError(errno.ENOTCONN, "not connected")

    home.network.listen(7)
    way = approach(home, "wss://server.test:7", verify_ssl=False)
    sock = until_there(home, way)
    sock.getpeername = fail
    with pytest.raises(OSError, match="not connected"):
        way.begin_handshake(sock, Life(HANDSHAKE))
    assert sock.closed
