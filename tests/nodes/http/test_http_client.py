"""HTTPClient by hand: what is asked of it, and refused."""

from __future__ import annotations

import pytest

from engine import (
    ERR_INVALID_PARAMETER,
    ERR_UNAVAILABLE,
    ERR_UNCONFIGURED,
    FAILED,
    OK,
    Node,
    PoolByteArray,
    ScriptError,
)
from engine.runner import host
from engine.web.network import PageNetwork
from nodes import HTTPClient
from nodes.http.http_client import escaped, method_name


class Script(Node):
    """Polls a client in each frame, until it has what it wants."""

    def __init__(self, port=None, *, host="127.0.0.1", proxy=None, tls=False):
        self.client = HTTPClient()
        self.arguments = host, port, tls, False
        self.proxy = proxy
        self.errors = []

    def _ready(self):
        if self.proxy:
            self.client.set_http_proxy(*self.proxy)
            self.client.set_https_proxy(*self.proxy)
        self.errors.append(self.client.connect_to_host(*self.arguments))

    def _process(self, delta):
        self.errors.append(self.client.poll())


def connected(tree, script):
    tree.add(script)
    tree.wait_until(lambda: script.client.get_status() == HTTPClient.STATUS_CONNECTED)
    return script.client


def answer_to(tree, client, *request):
    """Ask for something and return the body of the answer."""
    assert client.request(*request) == OK
    body = PoolByteArray()
    tree.wait_until(lambda: client.get_status() != HTTPClient.STATUS_REQUESTING)
    while client.get_status() == HTTPClient.STATUS_BODY:
        body += client.read_response_body_chunk()
        tree.step()
    return body.get_string_from_utf8()


def test_one_thing_after_another_is_asked_over_one_connection(tree, serve):
    server = serve()
    client = connected(tree, Script(server.port))
    assert not client.has_response()
    assert client.get_response_code() == 0
    assert client.get_response_body_length() == -1
    assert not client.is_response_chunked()
    assert answer_to(tree, client, HTTPClient.METHOD_GET, "/hello", []) == "hello"
    assert client.has_response()
    assert client.get_response_code() == HTTPClient.RESPONSE_OK
    assert client.get_response_body_length() == 5
    assert list(client.get_response_headers()) == ["Content-Type: text/plain", "Content-Length: 5"]
    assert list(client.get_response_headers()) == [], "once"
    assert not client.has_response()
    assert answer_to(tree, client, HTTPClient.METHOD_GET, "/plainchunks", []) == "hello in chunks"
    assert client.is_response_chunked()
    assert client.get_response_headers_as_dictionary() == {"Transfer-Encoding": "chunked"}
    assert answer_to(tree, client, HTTPClient.METHOD_GET, "/204", []) == ""
    assert client.has_response()
    assert len(server.peers) == 1


def test_a_body_of_bytes_is_sent(tree, serve):
    server = serve()
    client = connected(tree, Script(server.port))
    assert client.request_raw(HTTPClient.METHOD_POST, "/echo é", ["X: 1"], PoolByteArray([0, 255])) == OK
    tree.wait_until(lambda: server.asked)
    line, head, body = server.asked[0]
    assert (line, body) == ("POST /echo%20%C3%A9 HTTP/1.1", b"\0\xff")
    assert "X: 1" in head


def test_the_last_answer_of_a_connection_disconnects(tree, serve):
    client = connected(tree, Script(serve().port))
    assert answer_to(tree, client, HTTPClient.METHOD_GET, "/noend", []) == "until the end"
    assert client.get_status() == HTTPClient.STATUS_DISCONNECTED


def test_a_failure_is_a_status_and_an_error(tree, serve):
    script = Script(serve().port)
    client = connected(tree, script)
    client.request(HTTPClient.METHOD_GET, "/hangup", [])
    tree.wait_until(lambda: client.get_status() == HTTPClient.STATUS_CONNECTION_ERROR)
    assert script.errors[-1] == FAILED


def test_no_more_is_read_than_the_chunk_size(tree, serve):
    client = connected(tree, Script(serve().port))
    client.read_chunk_size = 256
    client.request(HTTPClient.METHOD_GET, "/big", [])
    tree.wait_until(lambda: client.get_status() == HTTPClient.STATUS_BODY)
    assert len(client.read_response_body_chunk()) == 256
    for wrong in (0, 255, 1 << 25):
        with pytest.raises(ScriptError, match="read_chunk_size"):
            client.set_read_chunk_size(wrong)
    assert client.get_read_chunk_size() == 256


def test_it_never_waits():
    client = HTTPClient()
    client.set_blocking_mode(False)
    assert not client.is_blocking_mode_enabled()
    with pytest.raises(ScriptError, match="never waits"):
        client.blocking_mode_enabled = True


def test_what_cannot_be_asked_is_refused(tree, serve, caplog):
    client = connected(tree, Script(serve().port))
    assert client.request(99, "/", []) == ERR_INVALID_PARAMETER
    assert client.request(HTTPClient.METHOD_GET, "/", ["no header"]) == ERR_INVALID_PARAMETER
    assert not client.read_response_body_chunk()
    client.close()
    assert client.request(HTTPClient.METHOD_GET, "/", []) == ERR_INVALID_PARAMETER
    assert client.poll() == ERR_UNCONFIGURED
    assert "STATUS_CONNECTED" in caplog.text
    for name, port in (("", 80), ("a/b", 80), ("a", 65536)):
        assert client.connect_to_host(name, port) == ERR_INVALID_PARAMETER


@pytest.mark.parametrize(
    ("host", "port", "tls", "expected"),
    [
        ("example.test", -1, False, ("example.test", 80, False)),
        ("example.test", -1, True, ("example.test", 443, True)),
        ("HTTPS://example.test", -1, False, ("example.test", 443, True)),
        ("http://[::1]", 8080, False, ("::1", 8080, False)),
    ],
)
def test_the_port_is_that_of_the_scheme(host, port, tls, expected, tree, serve):
    serve()
    script = tree.add(Script(port, host=host, tls=tls))
    assert script.client._connection_._server[:3] == expected


def test_outside_a_tree_it_has_a_poller_of_its_own(loopback, monkeypatch):
    listener = loopback.listen(0)
    client = HTTPClient()
    assert client.connect_to_host("127.0.0.1", listener.getsockname()[1]) == OK
    for _ in range(1000):
        client.poll()
        if client.get_status() == HTTPClient.STATUS_CONNECTED:
            break
        client._home_.wait(0.01)
    assert client.get_status() == HTTPClient.STATUS_CONNECTED
    del client
    listener.close()


def test_where_there_are_no_sockets_it_says_so(monkeypatch, caplog):
    monkeypatch.setattr(host, "current", type("APage", (), {"network": lambda self: PageNetwork(None)})())
    assert HTTPClient().connect_to_host("127.0.0.1") == ERR_UNAVAILABLE
    assert "use HTTPRequest" in caplog.text


def test_a_proxy_is_gone_by_until_it_is_none(tree, serve):
    server = serve()
    client = connected(tree, Script(80, host="far.test", proxy=("proxy.test", server.port)))
    client.request(HTTPClient.METHOD_GET, "/hello", [])
    tree.wait_until(lambda: server.asked)
    assert server.asked[0][0] == "GET http://far.test/hello HTTP/1.1"
    client.set_http_proxy("", -1)
    assert client._http_proxy_ is None
    client.set_https_proxy("a", -1)
    assert client._https_proxy_ is None


def test_methods_have_names_and_paths_are_fit_to_be_sent():
    assert method_name(HTTPClient.METHOD_PATCH) == "PATCH"
    for wrong in (-1, HTTPClient.METHOD_MAX, "GET", True):
        with pytest.raises(ScriptError, match="no method"):
            method_name(wrong)
    assert escaped('/a b?q="é"&r=%20[1]') == '/a%20b?q="%C3%A9"&r=%20[1]'


def test_a_query_has_what_is_not_plain_escaped():
    assert HTTPClient().query_string_from_dict({"a b": True, "n": 1.5, "none": None, "l": []}) == (
        "a%20b=True&n=1.5&none"
    )
