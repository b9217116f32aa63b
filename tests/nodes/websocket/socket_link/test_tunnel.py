import logging
import os

import pytest

from engine.testing import MemoryNetwork
from nodes import WebSocketClient, WebSocketServer
from nodes.websocket.socket_link.tunnel import MAX_HEAD, connect_request, proxy_for
from nodes.websocket.url import parse_url


class Proxy:
    """A proxy in memory: answers each CONNECT, and passes bytes on both ways."""

    def __init__(self, network, answer=b"HTTP/1.1 200 Connection established\r\nVia: test\r\n\r\n"):
        self.network = network
        self.answer = answer
        self.listener = network.listen(3128)
        self.requests = []
        self.asked = {}
        self.pairs = []

    def turn(self):
        while self.listener.waiting:
            self.asked[self.listener.accept()[0]] = b""
        for end in list(self.asked):
            self.asked[end] += self.read(end)
            if self.asked[end].endswith(b"\r\n\r\n"):
                self.requests.append(self.asked.pop(end).decode())
                half = len(self.answer) // 2
                end.send(self.answer[:half])
                end.send(self.answer[half:])
                if b" 200 " in self.answer:
                    self.pairs.append((end, self.network.connect((0, ("behind", 9000)))))
        for a, b in self.pairs:
            for source, sink in ((a, b), (b, a)):
                data = self.read(source)
                if data:
                    sink.send(data)

    def read(self, end):
        try:
            return end.recv(65536)
        except BlockingIOError:
            return b""


@pytest.fixture(autouse=True)
def environment(monkeypatch):
    for name in list(os.environ):
        if name.lower().endswith("_proxy"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("https_proxy", "http://ann:pa%20ss@proxy.test:3128")
    return monkeypatch


@pytest.fixture
def client(tree):
    tree.network = MemoryNetwork()
    return tree.add(WebSocketClient())


def run(tree, proxy, condition):
    for _ in range(100):
        if condition():
            return
        proxy.turn()
        tree.step()
    raise AssertionError("not within 100 frames")


def test_a_server_is_reached_through_the_proxy_of_the_environment(client, tree):
    proxy = Proxy(tree.network)
    server = tree.add(WebSocketServer())
    server.listen(9000)
    server.data_received.connect(lambda id: server.get_peer(id).put_packet(b"back"))
    got = tree.watch(client.data_received)
    client.connection_established.connect(lambda protocol: client.get_peer(1).put_packet(b"there"))
    client.connect_to_url("ws://server.test:9000/path")
    run(tree, proxy, lambda: len(got))
    assert client.get_peer(1).get_packet() == b"back"
    assert proxy.requests == [
        "CONNECT server.test:9000 HTTP/1.1\r\nHost: server.test:9000\r\n"
        "Proxy-Authorization: Basic YW5uOnBhIHNz\r\n\r\n"
    ]
    assert server.get_peer_path(server.get_peers()[0]) == "/path"


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (b"HTTP/1.1 403 Forbidden\r\n\r\n", "the proxy answered 'HTTP/1.1 403 Forbidden'"),
        (b"nonsense\r\n\r\n", "the proxy answered 'nonsense'"),
        (b"x" * (MAX_HEAD + 1), "the proxy gave no proper answer"),
    ],
)
def test_a_proxy_that_refuses_gives_connection_error_and_the_reason(client, tree, answer, why):
    proxy = Proxy(tree.network, answer)
    failed = tree.watch(client.connection_error)
    client.connect_to_url("ws://server.test")
    run(tree, proxy, lambda: len(failed))
    assert client.get_last_error() == why


def test_a_proxy_that_hangs_up_or_is_not_there_gives_connection_error(client, tree):
    failed = tree.watch(client.connection_error)
    client.connect_to_url("ws://server.test")
    tree.wait_until(lambda: len(failed))
    assert client.get_last_error() == "Connection refused: nothing listens there"
    listener = tree.network.listen(3128)
    client.connect_to_url("ws://server.test")
    tree.step(2)
    assert repr(client._link_._approach._way).startswith("<Tunnel by <Dial of proxy.test")
    tree.network.cut()
    tree.wait_until(lambda: len(failed) == 2)
    listener.close()


def test_giving_up_closes_the_way_there(client, tree):
    tree.network.listen(3128)
    client.connect_to_url("ws://server.test")
    client.disconnect_from_host()
    client.connect_to_url("ws://server.test")
    tree.step(2)
    client.disconnect_from_host()
    assert not tree.poller.has_sockets()


def test_what_a_proxy_answered_is_shown_escaped_and_cut(client, tree):
    failed = tree.watch(client.connection_error)
    listener = tree.network.listen(3128)
    client.connect_to_url("ws://server.test")
    tree.step(2)
    listener.accept()[0].send(b"HTTP/1.1 403 \x1b[2J\nERROR: no" + b"!" * 900 + b"\r\n\r\n")
    tree.wait_until(lambda: len(failed))
    assert client.get_last_error().startswith(r"the proxy answered 'HTTP/1.1 403 \x1b[2J\nERROR: no!!!")
    assert len(client.get_last_error()) < 300


@pytest.mark.parametrize("url", ["ws://localhost:1", "ws://127.0.0.1:1", "ws://[::1]:1"])
def test_this_machine_is_reached_directly(url):
    assert proxy_for(parse_url(url)) is None


def test_no_proxy_is_heeded(environment):
    environment.setenv("no_proxy", "server.test")
    assert proxy_for(parse_url("wss://server.test")) is None
    assert proxy_for(parse_url("wss://other.test")).host == "proxy.test"


def test_without_a_word_of_a_proxy_there_is_none(environment):
    environment.delenv("https_proxy")
    assert proxy_for(parse_url("wss://server.test")) is None
    environment.setenv("ftp_proxy", "http://proxy.test")
    assert proxy_for(parse_url("wss://server.test")) is None


@pytest.mark.parametrize("proxy", ["socks5://proxy.test:1080", "ftp://proxy.test"])
def test_a_proxy_of_another_kind_is_left_out_with_a_line_in_the_log(environment, proxy, caplog):
    caplog.set_level(logging.WARNING)
    environment.setenv("https_proxy", proxy)
    assert proxy_for(parse_url("wss://server.test")) is None
    assert "left out" in caplog.text


def test_an_ipv6_host_is_asked_for_in_brackets(environment):
    environment.setenv("https_proxy", "http://proxy.test")
    url = parse_url("wss://[2001:db8::1]:8443")
    assert connect_request(url.host, url.port, proxy_for(url)) == (
        b"CONNECT [2001:db8::1]:8443 HTTP/1.1\r\nHost: [2001:db8::1]:8443\r\n\r\n"
    )
