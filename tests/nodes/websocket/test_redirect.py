"""Where a client is sent on to, and what it takes along."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from engine import ScriptError
from nodes.websocket.link import LinkRequest
from nodes.websocket.redirect import MOST, Redirects, location_in
from nodes.websocket.url import parse_url

HEADERS = [("X-Token", "abc"), ("Cookie", "a=b")]


def redirects(url="ws://user:s3cret@host:80/room/a?x=1"):
    return Redirects(LinkRequest(parse_url(url), ["chat"], HEADERS, 30.0, False, True, ""), 40.0)


@pytest.mark.parametrize("status", [300, 301, 302, 303, 307, 308])
def test_an_answer_may_say_where_the_server_has_moved_to(status):
    head = f"HTTP/1.1 {status} X\r\nDate: now\r\nlocation: \t/ws/ü \r\nX: y\r\n\r\n"
    assert location_in(head.encode()) == "/ws/ü"


@pytest.mark.parametrize(
    "head",
    [
        b"HTTP/1.1 302 Found\r\nX-Location: /ws/\r\n\r\n",
        b"HTTP/1.1 304 Not Modified\r\nLocation: /ws/\r\n\r\n",
        b"HTTP/1.1 3020 Found\r\nLocation: /ws/\r\n\r\n",
        b"HTTP/1.1 401 Unauthorized\r\nLocation: /ws/\r\n\r\n",
        b"HTTP/1.1 302\r\nLocation:\r\nX: y\r\n\r\n",
    ],
)
def test_other_answers_say_nothing_of_that(head):
    assert location_in(head) == ""


@pytest.mark.parametrize(
    ("location", "url"),
    [
        ("/ws/", "ws://host:80/ws/"),
        ("b", "ws://host:80/room/b"),
        ("?y=2", "ws://host:80/room/a?y=2"),
        ("//other:81", "ws://other:81"),
        ("ws://other/x", "ws://other/x"),
        ("HTTP://other/x", "ws://other/x"),
        ("https://other/x", "wss://other/x"),
        ("wss://me:pw@other/x", "wss://other/x"),
    ],
)
def test_a_location_is_resolved_and_shown_without_a_password(location, url):
    followed = redirects()
    assert followed.follow(location) == url
    assert followed.request.url[:5] == parse_url(url)[:5]
    assert followed.request.protocols == ["chat"]


def test_an_address_of_ipv6_stays_one():
    assert redirects("ws://[::1]:8080/a").follow("/b") == "ws://[::1]:8080/b"


@pytest.mark.parametrize(
    ("location", "goes_along"),
    [
        ("/ws/", True),
        ("ws://HOST/ws/", True),
        ("https://host/ws/", True),
        ("wss://host:8443/", False),
        ("ws://host:81/", False),
        ("ws://host.evil/", False),
        ("ws://other/", False),
    ],
)
def test_credentials_go_to_no_other_server(location, goes_along):
    followed = redirects()
    followed.follow(location)
    url, headers = followed.request.url, followed.request.headers
    assert (url.username, url.password) == (("user", "s3cret") if goes_along else (None, None))
    assert headers == (HEADERS if goes_along else [])


def test_what_did_not_go_along_once_does_not_come_back():
    followed = redirects()
    followed.follow("ws://other/")
    followed.follow("ws://host:80/")
    assert followed.request.headers == []
    assert followed.request.url.username is None


def test_a_user_in_the_location_is_taken():
    followed = redirects()
    followed.follow("ws://me:pw@host/")
    assert (followed.request.url.username, followed.request.url.password) == ("me", "pw")


def test_nobody_is_led_away_from_tls():
    followed = redirects("wss://host/")
    with pytest.raises(ScriptError, match="not followed: that is without TLS"):
        followed.follow("http://host/")
    assert followed.request.url.secure


@pytest.mark.parametrize("location", ["ftp://host/", "ws://", "ws://host:0/", "ws://ho st/\x1b[2J"])
def test_what_is_no_url_of_a_websocket_is_not_followed(location):
    with pytest.raises(ScriptError, match="not followed: ") as raised:
        redirects().follow(location)
    assert str(raised.value).isprintable()


def test_so_many_are_followed_and_no_more():
    followed = redirects()
    for _ in range(MOST):
        followed.follow("/again")
    with pytest.raises(ScriptError, match=f"one redirect more than {MOST}"):
        followed.follow("/again")


@given(st.one_of(st.text(), st.text("htps:/[]@?#.w%0\\\x1b"), st.builds("//[{}".format, st.text())))
@example("//[")
@example("http://host:port/")
def test_whatever_a_server_writes_is_followed_or_not(location):
    try:
        shown = redirects().follow(location)
    except ScriptError as error:
        shown = str(error)
    assert shown.isprintable()


@given(st.binary(), st.sampled_from([b"HTTP/1.1 302 Found", b""]))
def test_whatever_an_answer_is_it_has_a_location_or_none(head, status):
    assert isinstance(location_in(status + head), str)
