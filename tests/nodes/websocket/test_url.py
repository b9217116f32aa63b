"""The parts of a URL, and what cannot be one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import ScriptError
from nodes.websocket.log import without_password
from nodes.websocket.url import Url, parse_url


@pytest.mark.parametrize(
    ("url", "parts"),
    [
        ("ws://localhost", (False, "localhost", 80, "/", "")),
        ("wss://localhost", (True, "localhost", 443, "/", "")),
        ("ws://localhost:9080/", (False, "localhost", 9080, "/", "")),
        ("wss://localhost:80", (True, "localhost", 80, "/", "")),
        ("ws://a.b/c/d;e?f=g&h=%20#i", (False, "a.b", 80, "/c/d;e", "f=g&h=%20")),
        ("ws://a?b", (False, "a", 80, "/", "b")),
        ("WS://LocalHost/Path", (False, "localhost", 80, "/Path", "")),
        ("WSS://LocalHost", (True, "localhost", 443, "/", "")),
        ("localhost:1234/x", (False, "localhost", 1234, "/x", "")),
        ("127.0.0.1", (False, "127.0.0.1", 80, "/", "")),
        ("ws://[::1]:9080/x", (False, "::1", 9080, "/x", "")),
        ("[::1]", (False, "::1", 80, "/", "")),
        ("ws://user:secret@host/x", (False, "host", 80, "/x", "", "user", "secret")),
        ("wss://us%65r:a%3Ab%40@host", (True, "host", 443, "/", "", "user", "a:b@")),
        ("ws://user@host", (False, "host", 80, "/", "", "user", "")),
        ("user:secret@host", (False, "host", 80, "/", "", "user", "secret")),
        ("ws://münchen.de/straße?ß", (False, "xn--mnchen-3ya.de", 80, "/stra%C3%9Fe", "%C3%9F")),
    ],
)
def test_a_url_has_scheme_host_port_path_and_query(url, parts):
    assert parse_url(url) == Url(*parts)


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("", "names no host"),
        ("ws://", "names no host"),
        ("ws:///path", "names no host"),
        ("ws://:80/", "names no host"),
        ("http://localhost", "begins with http://"),
        ("://localhost", "begins with ://"),
        ("ws://localhost:port", "is not a URL"),
        ("ws://localhost:65536", "is not a URL"),
        ("ws://localhost:-1", "is not a URL"),
        ("ws://localhost:0", "port 0"),
        ("ws://[::1", "is not a URL"),
        ("ws://a b/", "a space or a line break"),
        ("ws://a/\r\nX-Injected: yes", "a space or a line break"),
        ("ws://a/\nb", "a space or a line break"),
        ("ws://a/\0", "a space or a line break"),
        ("ws://a/\tb", "a space or a line break"),
        ("ws://" + "é" * 70 + "/", "no valid host name"),
        ("ws://a%3Ab:c@host", "cannot have a colon"),
        ("ws://a{b}/", "no valid host name"),
        ("ws://¯/", "no valid host name"),  # which IDNA turns into a name with a space
    ],
)
def test_what_cannot_be_a_url_is_an_error_that_says_why(url, why):
    with pytest.raises(ScriptError, match=why):
        parse_url(url)


@pytest.mark.parametrize(
    ("url", "meant"),
    [
        ("wss:/host", "wss://host"),
        ("ws//host", "ws://host"),
        ("wss:host/x", "wss://host/x"),
        ("WSS:/host", "wss://host"),
        ("ws;//host", "ws://host"),
        ("https//host", "wss://host"),
        ("http:/host:80", "ws://host:80"),
        ("ws://wss://host", "wss://host"),
        ("ws://ws//host", "ws://host"),
    ],
)
def test_a_mistyped_scheme_is_not_taken_for_a_host_and_gets_the_repair(url, meant):
    with pytest.raises(ScriptError, match=f"write {meant}\\."):
        parse_url(url)


@pytest.mark.parametrize("url", ["ws", "ws:8080", "ws/chat", "ws://ws:8080", "ws://wss", "ws.test:80"])
def test_a_host_may_be_called_as_a_scheme_is(url):
    assert parse_url(url).host in ("ws", "wss", "ws.test")


@pytest.mark.parametrize(
    ("url", "line"),
    [
        ("ws://user:secret@host/x?a=b@c", "ws://host/x?a=b@c"),
        ("user:secret@host", "host"),
        ("ws://user:se@cret@host", "ws://host"),
        ("ws://host/a@b", "ws://host/a@b"),
    ],
)
def test_a_password_is_not_part_of_what_a_log_or_an_error_shows(url, line):
    assert without_password(url) == line
    if "cret" in url:
        with pytest.raises(ScriptError) as raised:
            parse_url(f"{url}:0 ")
        assert "cret" not in str(raised.value)


@given(st.text(max_size=30) | st.text(max_size=20).map("ws://{}".format))
def test_any_text_is_a_url_that_can_be_sent_or_an_error(text):
    try:
        url = parse_url(text)
    except ScriptError:
        return
    line = f"{url.host} {url.path}?{url.query}"
    assert line.isascii()
    assert line.count(" ") == 1
    assert line.isprintable()
    assert url.path.startswith("/")
    assert 1 <= url.port <= 65535


def test_other_schemes_are_read_in_the_same_way():
    http = ("http", "https")
    assert parse_url("http://a/b?c", http) == Url(False, "a", 80, "/b", "c")
    assert parse_url("HTTPS://a", http) == Url(True, "a", 443, "/", "")
    for wrong, repair in (
        ("ws://a", "write http:// or, with TLS, https://"),
        ("https:/a", "write https://a"),
    ):
        with pytest.raises(ScriptError, match=repair):
            parse_url(wrong, http)
