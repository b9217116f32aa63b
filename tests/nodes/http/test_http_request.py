"""HTTPRequest: what the recorded cases do not show: TLS, proxies, when it is told, and what it costs."""

from __future__ import annotations

from math import inf

import pytest

from engine import ERR_BUSY, ERR_INVALID_PARAMETER, ERR_UNAVAILABLE, ERR_UNCONFIGURED, OK, Node, ScriptError
from engine.net.messages import MessageNetwork
from engine.runner import host
from engine.runner.idle import idle_time
from engine.web.network import PageNetwork
from nodes import HTTPClient, HTTPRequest
from tests.nodes.http.fetching import FetchingNetwork
from tests.nodes.http.server import plain

R = HTTPRequest


@pytest.fixture
def request_(tree):
    """A request in the tree; `told` is what `request_completed` said."""
    node = tree.add(HTTPRequest())
    node.told = []
    node.request_completed.connect(lambda *said: node.told.append(said))
    return node


def completed(tree, node):
    """Wait for what is told, and return the result, the code and the body."""
    tree.wait_until(lambda: node.told)
    result, code, _, body = node.told.pop()
    return result, code, body.get_string_from_utf8()


def url(server, path="/hello", scheme="http", host="localhost"):
    return f"{scheme}://{host}:{server.port}{path}"


# -- Over sockets ------------------------------------------------------------------------------


def test_an_answer_comes_over_sockets(tree, serve, loopback, request_):
    server = serve(network=loopback)
    assert request_.request(url(server)) == OK
    assert completed(tree, request_) == (R.RESULT_SUCCESS, 200, "hello")
    assert request_.request(url(server, "/big")) == OK
    tree.wait_until(lambda: request_.told)
    assert (
        len(request_.told.pop()[3]) == request_.get_body_size() == request_.get_downloaded_bytes() == 300000
    )


def test_with_tls_the_certificate_has_to_be_trusted(tree, serve, loopback, context, request_, caplog):
    server = serve(network=loopback, context=context)
    assert request_.request(url(server, scheme="https")) == OK
    assert completed(tree, request_) == (R.RESULT_SSL_HANDSHAKE_ERROR, 0, "")
    assert "SSL_CERT_FILE" in caplog.text


def test_with_tls_and_without_a_look_at_the_certificate(tree, serve, loopback, context, request_):
    server = serve(network=loopback, context=context)
    assert request_.request(url(server, "/big", "https"), [], False) == OK
    tree.wait_until(lambda: request_.told)
    assert len(request_.told.pop()[3]) == 300000


def test_who_is_trusted_is_asked_by_its_name_alone(tree, serve, loopback, context, trusted, request_):
    server = serve(network=loopback, context=context)
    assert request_.request(url(server, scheme="https")) == OK
    assert completed(tree, request_) == (R.RESULT_SUCCESS, 200, "hello")
    assert request_.request(url(server, scheme="https", host="127.0.0.1")) == OK
    assert completed(tree, request_)[0] == R.RESULT_SSL_HANDSHAKE_ERROR


def test_tls_asked_of_a_plain_port_is_told(tree, serve, loopback, request_, caplog):
    """Godot waits for ever."""
    server = serve(network=loopback, respond=lambda *_: ([b""], True))
    assert request_.request(url(server, scheme="https"), [], False) == OK
    tree.wait_until(lambda: server.peers)
    server.peers[0].stream.send(b"HTTP/1.1 400 Bad Request\r\n\r\n")
    assert completed(tree, request_)[0] == R.RESULT_SSL_HANDSHAKE_ERROR
    assert "http://" in caplog.text


def test_a_server_that_hangs_up_in_the_handshake_is_told(tree, serve, loopback, request_):
    server = serve(network=loopback, respond=lambda *_: ([b""], True))
    assert request_.request(url(server, scheme="https"), [], False) == OK
    tree.wait_until(lambda: server.peers)
    server.drop(server.peers[0])
    assert completed(tree, request_)[0] == R.RESULT_SSL_HANDSHAKE_ERROR


def test_a_plain_question_to_a_port_with_tls_is_told(tree, serve, loopback, context, request_):
    server = serve(network=loopback, context=context)
    assert request_.request(url(server)) == OK
    assert completed(tree, request_) == (R.RESULT_CONNECTION_ERROR, 0, "")


def test_from_tls_it_does_not_go_on_without(tree, serve, loopback, context, trusted, request_, caplog):
    moved = plain("302 Found", b"moved", ("Location", "http://localhost/"))
    server = serve(lambda *_: ([moved], False), loopback, context=context)
    assert request_.request(url(server, scheme="https")) == OK
    assert completed(tree, request_) == (R.RESULT_SUCCESS, 302, "moved")
    assert "that is without TLS" in caplog.text


def test_a_proxy_passes_tls_on(tree, serve, loopback, context, trusted, request_):
    proxy = serve(network=loopback, behind=context)
    request_.set_https_proxy("127.0.0.1", proxy.port)
    assert request_.request("https://localhost/hello") == OK
    assert completed(tree, request_) == (R.RESULT_SUCCESS, 200, "hello")
    assert [line for line, *_ in proxy.asked] == ["CONNECT localhost:443 HTTP/1.1", "GET /hello HTTP/1.1"]


# -- In memory ---------------------------------------------------------------------------------


def test_a_proxy_for_plain_servers_is_set_and_unset(tree, serve, request_):
    proxy = serve()
    request_.set_http_proxy("proxy", proxy.port)
    assert request_.request("http://far.test/hello") == OK
    assert completed(tree, request_)[1] == 200
    assert proxy.asked[0][0] == "GET http://far.test/hello HTTP/1.1"
    request_.set_http_proxy("", -1)
    assert request_.request(url(proxy)) == OK
    assert completed(tree, request_)[1] == 200
    assert proxy.asked[1][0] == "GET /hello HTTP/1.1"


def test_the_signal_comes_in_a_later_frame(tree, serve, request_):
    server = serve()
    request_.request("http://host:1/")
    assert not request_.told
    tree.step(3)
    assert [said[0] for said in request_.told] == [R.RESULT_CANT_CONNECT]
    del request_.told[:]
    request_.request(url(server))
    assert request_.get_http_client_status() == HTTPClient.STATUS_CONNECTING
    assert completed(tree, request_)[0] == R.RESULT_SUCCESS
    assert request_.get_http_client_status() == HTTPClient.STATUS_DISCONNECTED


def test_a_request_that_runs_out_of_time_is_told_at_once_and_no_more(tree, serve, request_, caplog):
    request_.timeout = 1.0
    request_.request(url(serve(), "/never"))
    tree.step(59)
    assert not request_.told
    tree.step(2)
    assert completed(tree, request_) == (R.RESULT_TIMEOUT, 0, "")
    assert "no answer within 1 seconds" in caplog.text
    request_.request(url(serve()))
    assert completed(tree, request_)[0] == R.RESULT_SUCCESS
    tree.step(120)
    assert not request_.told, "its time has no meaning after the end"


def test_what_was_cancelled_is_not_told(tree, serve, request_):
    server = serve()
    request_.timeout = 0.1
    request_.cancel_request()
    request_.request(url(server, "/never"))
    tree.step(2)
    request_.cancel_request()
    tree.step(60)
    assert not request_.told
    request_.request(url(server, "/never"))
    tree.step(3)
    request_.free()
    tree.step(60)
    assert all(peer.stream.hung_up() for peer in server.peers)


def test_only_one_request_runs_at_a_time_and_in_the_tree(tree, serve, request_, caplog):
    assert HTTPRequest().request("http://a/") == ERR_UNCONFIGURED
    server = serve()
    assert request_.request(url(server)) == OK
    assert request_.request(url(server)) == ERR_BUSY
    assert "add" in caplog.text
    assert "wait for `request_completed`" in caplog.text


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("hello",), "write http://host"),
        (("ws://a/",), "http:// or, with TLS, https://"),
        (("http:/a/",), "is not a URL"),
        ((5,), "is not a URL"),
        (("http://a/\r\nX: 1",), "line break"),
        (("http://a/", ["no header"]), "not a header"),
        (("http://a/", ["A: 1\r\nB: 2"]), "not a header"),
        (("http://a/", [], True, 77), "no method"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_the_repair(arguments, why, tree, request_, caplog):
    assert request_.request(*arguments) == ERR_INVALID_PARAMETER
    assert why in caplog.text
    assert request_.get_http_client_status() == HTTPClient.STATUS_DISCONNECTED


def test_where_there_are_no_sockets_it_says_so(request_, monkeypatch, caplog):
    class Messages(PageNetwork):
        fetch = MessageNetwork.fetch

    monkeypatch.setattr(host, "current", type("APage", (), {"network": lambda self: Messages(None)})())
    assert request_.request("http://127.0.0.1/") == ERR_UNAVAILABLE
    assert "Messages has messages alone" in caplog.text
    assert request_.get_http_client_status() == HTTPClient.STATUS_DISCONNECTED


def test_in_a_page_the_browser_asks(request_, tree):
    tree.network = network = FetchingNetwork()
    assert request_.request("http://127.0.0.1/") == OK
    tree.step(2)
    assert request_._idle_time_() == inf
    network.fetches[0].come(200, ["a: 1"], b"hello", over=True)
    tree.step()
    assert [(said[:2], said[3]) for said in request_.told] == [((R.RESULT_SUCCESS, 200), b"hello")]


def test_settings_that_cannot_be_are_refused():
    for settings in ({"download_chunk_size": 255}, {"timeout": -1}, {"download_file": None}):
        with pytest.raises(ScriptError):
            HTTPRequest(**settings)
    node = HTTPRequest(use_threads=True, max_redirects=2, timeout=1.5)
    assert node.is_using_threads()
    assert (node.get_max_redirects(), node.get_timeout(), node.get_body_size_limit()) == (2, 1.5, -1)


def test_a_body_of_bytes_is_sent(tree, serve, request_):
    server = serve()
    assert request_.request_raw(url(server, "/echo"), [], True, HTTPClient.METHOD_PUT, b"\0\xff") == OK
    assert completed(tree, request_)[1] == 200
    assert server.asked[0][2] == b"\0\xff"


def test_an_idle_request_lets_the_host_sleep(tree, serve, loopback, request_):
    assert idle_time(tree) == inf
    server = serve(network=loopback)
    request_.request(url(server, "/never"))
    assert request_._idle_time_() == 0.0, "it is on its way"
    tree.wait_until(lambda: server.asked)
    tree.step()
    assert request_._idle_time_() == inf
    request_.cancel_request()


def test_a_long_body_takes_several_frames(tree, serve, request_):
    server = serve()
    request_.download_chunk_size = 256
    request_.request(url(server, "/big"))
    tree.wait_until(lambda: request_.get_downloaded_bytes() > 0)
    before = request_.get_downloaded_bytes()
    assert request_._idle_time_() == 0.0
    tree.step()
    assert before < request_.get_downloaded_bytes() <= before + 16 * 256
    request_.cancel_request()
    assert request_.get_body_size() == 300000


def test_awaiting_it_gives_what_it_says(tree, serve):
    server = serve()

    class Script(Node):
        got = None

        async def _ready(self):
            asked = HTTPRequest(timeout=5.0)
            self.add_child(asked)
            if asked.request(url(server)) == OK:
                self.got = await asked.request_completed

    script = tree.add(Script())
    tree.wait_until(lambda: script.got)
    assert script.got[1] == 200


def test_a_fault_of_a_handler_does_not_stop_the_next_request(tree, serve, request_):
    server = serve()
    request_.request_completed.connect(lambda *said: 1 / 0)
    for _ in range(2):
        assert request_.request(url(server)) == OK
        with pytest.raises(ZeroDivisionError):
            tree.wait_until(lambda: request_.told)
        assert completed(tree, request_)[1] == 200
