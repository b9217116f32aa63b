"""What a script answers to a plain HTTP request, as it is sent."""

from http import HTTPStatus

import pytest

from engine import ScriptError
from nodes.websocket.plain_http import NO_PAGE, HttpAnswer, checked_answer, is_plain, no_page

TEXT = ("Content-Type", "text/plain; charset=utf-8")


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({}, True),
        ({"upgrade": "h2c", "connection": "Upgrade, HTTP2-Settings"}, True),
        ({"upgrade": "WebSocket"}, False),
        ({"sec-websocket-key": "x"}, False),  # a proxy has dropped the rest
    ],
)
def test_a_request_is_plain_unless_it_is_an_attempt_at_a_websocket(headers, expected):
    assert is_plain(headers) is expected


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ((200, {}, "größe"), HttpAnswer(HTTPStatus.OK, [TEXT], "größe".encode())),
        ((HTTPStatus.NOT_FOUND, {}, b"\0"), HttpAnswer(HTTPStatus.NOT_FOUND, [TEXT], b"\0")),
        (
            (200, {"content-type": "text/html", "X-A": " b"}, ""),
            HttpAnswer(HTTPStatus.OK, [("content-type", "text/html"), ("X-A", " b")], b""),
        ),
        ((204, {"X-A": "b"}, "left out"), HttpAnswer(HTTPStatus.NO_CONTENT, [("X-A", "b")], b"")),
        ((200, {}, "\ud800"), HttpAnswer(HTTPStatus.OK, [TEXT], b"?")),
        (None, NO_PAGE),
    ],
)
def test_an_answer_is_a_status_headers_and_a_body(answer, expected):
    assert checked_answer(answer, 100) == expected


@pytest.mark.parametrize(
    ("answer", "repair"),
    [
        ("ok", r'returns `200, {}, "text"` or None, not \'ok\''),
        ((200, "ok"), r'returns `200, {}, "text"`'),
        (("200", {}, ""), r"'200' is no status"),
        ((101, {}, ""), "101 is no status"),
        ((299, {}, ""), "299 is no status"),
        ((200, ["X: y"], ""), "the headers are a dictionary"),
        ((200, {}, 5), "the body is a text or bytes, not 5"),
        ((200, {}, "x" * 101), r"101 bytes, of which 100 may wait .* `set_buffers`"),
        ((200, {"Content-Length": "5"}, ""), "'Content-Length' is set by the server: leave it out"),
        ((200, {"connection": "keep-alive"}, ""), "is set by the server"),
        ((200, {"X": "a\r\nSet-Cookie: b"}, ""), "is no header"),
        ((200, {"X\r\nY": "a"}, ""), "is no header"),
        ((200, {"X": "a\0"}, ""), "is no header"),
        ((200, {"X Y": "a"}, ""), "is no header"),
        ((200, {"": "a"}, ""), "is no header"),
        ((200, {"X": "\ud800"}, ""), "is no header"),
        ((200, {"X": 5}, ""), "is no header"),
        ((200, {5: "a"}, ""), "is no header"),
    ],
)
def test_what_is_no_answer_is_an_error_with_the_repair(answer, repair):
    with pytest.raises(ScriptError, match=repair):
        checked_answer(answer, 100)


def test_without_a_handler_the_answer_is_what_the_port_is():
    status, headers, body = no_page("/", {})
    assert status == 426
    assert ("Upgrade", "websocket") in headers
    assert body.startswith(b"This port speaks WebSocket: ")
