import pytest

from engine.net.messages import Closed, Connected, Message, UnavailableError
from engine.web.network import PageNetwork

from .conftest import Bytes


@pytest.fixture
def network(page):
    return PageNetwork(page)


def test_a_channel_tells_what_has_come(page, network):
    channel = network.open("ws://example.com:80/", ["chat"], print)
    (socket,) = page.sockets.opened
    assert (socket.url, socket.protocols, socket.wake) == ("ws://example.com:80/", ["chat"], print)
    socket.queue = [(0, "chat"), (1, "é"), (2, Bytes(b"\xff")), (3, True, 4001, "full"), (3, False, 1005, "")]
    assert channel.take(3, 100) == [Connected("chat"), Message("é".encode(), True), Message(b"\xff", False)]
    assert channel.take(3, 100) == [Closed(True, 4001, "full"), Closed(False, 0, "")]
    assert (channel.over, channel.waiting) == (False, 0)


def test_texts_are_sent_as_such(page, network):
    channel = network.open("ws://example.com:80/", [], print)
    channel.send("é".encode(), True)
    channel.send(b"\xff", True)
    channel.send(b"\xff", False)
    channel.close(3000, "why")
    channel.discard()
    assert page.sockets.opened[0].sent == ["é", "\ufffd", b"\xff", (3000, "why"), "discarded"]


def test_close_codes_are_the_usual_one_and_those_of_programs(network):
    codes = (0, 999, 1000, 1001, 1009, 2999, 3000, 4999, 5000)
    assert [code for code in codes if network.sends(code)] == [0, 1000, 3000, 4999]


@pytest.mark.parametrize(
    "url", ["ws://localhost:80/", "ws://127.0.0.1:80/", "ws://[::1]:80/", "wss://example.com:443/"]
)
def test_a_page_that_came_over_tls_reaches_tls_and_this_machine(page, network, url):
    page.sockets.secure = True
    network.open(url, [], print)
    assert page.sockets.opened[0].url == url


@pytest.mark.parametrize("url", ["ws://example.com:80/a", "ws://localhost.example.com:80/"])
def test_a_page_that_came_over_tls_reaches_nothing_else(page, network, url):
    page.sockets.secure = True
    with pytest.raises(UnavailableError, match=f"this page came over https.* write wss://{url[5:]}"):
        network.open(url, [], print)


def test_the_browser_fetches(page, network):
    fetch = network.fetch("http://example.com:80/", "PUT", [("A", "1")], b"body", print)
    (opened,) = page.fetches.opened
    assert opened.asked == ("http://example.com:80/", "PUT", [["A", "1"]], b"body", print)
    assert (fetch.code, fetch.headers, fetch.error, fetch.over, fetch.take()) == (0, [], "", False, b"")
    opened.code, opened.headers, opened.over, opened.error = 200, '["a: 1"]', True, "why"
    opened.taken.append(Bytes(b"xy"))
    assert (fetch.code, fetch.headers, fetch.error, fetch.over, fetch.take()) == (
        200,
        ["a: 1"],
        "why",
        True,
        b"xy",
    )
    fetch.discard()
    assert opened.gone == 1


def test_a_page_that_came_over_tls_fetches_over_tls(page, network):
    page.sockets.secure = True
    network.fetch("http://127.0.0.1:80/", "GET", [], b"", print)
    with pytest.raises(UnavailableError, match=r"write https://example\.com:80/"):
        network.fetch("http://example.com:80/", "GET", [], b"", print)


def test_nobody_listens(network):
    assert "run the server on a computer" in str(network.cannot_listen(80))
