import base64
import hashlib
import re
from http import HTTPStatus

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from websockets.frames import Close, Frame, Opcode
from websockets.protocol import CLIENT, SERVER

from nodes.websocket.admission import Refusal
from nodes.websocket.events import CloseRequested, Ended, Opened, Ponged, Received
from nodes.websocket.life import CLOSING, HANDSHAKE, OPEN, Happening
from nodes.websocket.plain_http import NO_PAGE, HttpAnswer
from nodes.websocket.socket_link.fast_lane import FRAMES_AT_ONCE, Masker
from nodes.websocket.socket_link.stream import (
    FRAGMENT_SIZE,
    MAX_FRAGMENTS,
    MAX_HEAD,
    Stream,
    client_protocol,
    server_protocol,
)
from nodes.websocket.url import parse_url

from .library import by_the_library, has_padded_length

MAX = 1000
REQUEST = (
    b"GET /chat?x=1 HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
)


def frame(payload, opcode=Opcode.BINARY, fin=True, mask=True):
    return Frame(opcode, payload, fin).serialize(mask=mask)


def output(stream):
    return b"".join(stream.take_output())


def events_of(stream):
    """Return all that the bytes so far mean."""
    found = list(iter(stream.next_event, None))
    while stream.has_more and not stream.life.is_over:
        stream.go_on()
        found += iter(stream.next_event, None)
    return found


def receive(stream, data):
    """Let a stream have bytes; return what they mean."""
    stream.feed(data)
    return events_of(stream)


def a_server(*protocols, **options):
    return Stream(server_protocol(protocols), MAX, **options)


def an_open_server(**options):
    stream = a_server(**options)
    (opened,) = receive(stream, REQUEST + b"\r\n")
    assert isinstance(opened, Opened)
    output(stream)
    return stream


def a_client(*protocols, headers=()):
    stream = Stream(client_protocol(parse_url("ws://host:1234/path"), protocols), MAX, masker=Masker())
    stream.send_request(headers)
    request = output(stream)
    key = re.search(rb"Sec-WebSocket-Key: (\S+)\r\n", request)[1]
    digest = hashlib.sha1(key + b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11").digest()
    answer = (
        b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        b"Sec-WebSocket-Accept: " + base64.b64encode(digest) + b"\r\n"
    )
    return stream, request, answer


def an_open_client():
    stream, _, answer = a_client()
    (opened,) = receive(stream, answer + b"\r\n")
    assert isinstance(opened, Opened)
    return stream


def unmasked(data):
    """Return the frames in `data` as (first byte, payload)."""
    found = []
    while data:
        size, mask = data[1] & 127, data[2:6]
        assert data[1] & 128
        assert size < 126
        payload = bytes(b ^ mask[i % 4] for i, b in enumerate(data[6 : 6 + size]))
        found.append((data[0], payload))
        data = data[6 + size :]
    return found


# -- The handshake -----------------------------------------------------------------------------


def test_a_server_accepts_a_request_and_tells_what_was_asked_for():
    stream = a_server()
    (opened,) = receive(stream, REQUEST + b"X-Token: abc\r\n\r\n")
    assert opened.protocol == ""
    assert opened.path == "/chat?x=1"
    assert opened.headers["x-token"] == "abc"
    answer = output(stream)
    assert answer.startswith(b"HTTP/1.1 101 Switching Protocols\r\n")
    assert b"Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n" in answer
    assert stream.life.state is OPEN


def test_header_lines_of_one_name_are_joined_in_their_order_for_the_server_and_its_admission():
    asked = []
    stream = a_server(admit=lambda path, headers: asked.append(headers))
    lines = b"X-Forwarded-For: 203.0.113.9\r\nX-Other: 1\r\nx-forwarded-FOR: 10.0.0.1\r\n\r\n"
    (opened,) = receive(stream, REQUEST + lines)
    assert opened.headers["x-forwarded-for"] == "203.0.113.9, 10.0.0.1"
    assert asked == [opened.headers]


def test_header_lines_of_one_name_are_joined_for_a_client():
    stream, _, answer = a_client()
    (opened,) = receive(stream, answer + b"Via: a\r\nVia: b\r\n\r\n")
    assert opened.headers["via"] == "a, b"


def test_a_request_may_come_byte_by_byte():
    stream = a_server()
    events = [e for byte in REQUEST + b"\r\n" for e in receive(stream, bytes([byte]))]
    assert [type(e) for e in events] == [Opened]


def test_a_head_that_comes_in_many_pieces_is_looked_through_once():
    class Counted(bytearray):
        looked_at = 0

        def find(self, what, start=0):
            Counted.looked_at += len(self) - start
            return super().find(what, start)

    stream = a_server()
    stream._head = Counted()
    head = REQUEST + b"X: " + b"\r" * 9000
    assert [e for byte in head for e in receive(stream, bytes([byte]))] == []
    assert Counted.looked_at <= 4 * len(head)


def test_frames_glued_to_the_request_are_answered_after_the_handshake():
    stream = a_server()
    glued = frame(b"hello") + frame(b"", Opcode.PING) + frame(b"\x03\xe8", Opcode.CLOSE)
    events = receive(stream, REQUEST + b"\r\n" + glued)
    assert events[1:] == [
        Received([(b"hello", False)]),
        CloseRequested(1000, ""),
        Ended(True, 1000, "closed by the other side"),
    ]
    answer, _, frames = output(stream).partition(b"\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 101")
    assert frames == frame(b"", Opcode.PONG, mask=False) + frame(b"\x03\xe8", Opcode.CLOSE, mask=False)


def test_extra_headers_are_part_of_the_answer():
    stream = a_server(extra_headers=[("X-Server", "estragon")])
    receive(stream, REQUEST + b"\r\n")
    assert b"X-Server: estragon\r\n" in output(stream)


def test_values_of_headers_are_utf_8_both_ways_as_those_of_godot():
    _, request, _ = a_client(headers=[("X-Name", "größe €")])
    assert "X-Name: größe €\r\n".encode() in request
    server = a_server(extra_headers=[("X-Server", "мой")])
    opened = receive(server, request)[0]
    assert opened.headers["x-name"] == "größe €"
    assert "X-Server: мой\r\n".encode() in output(server)
    in_latin_1 = REQUEST + b"X-Name: gr\xf6\xdfe\r\n\r\n"
    assert receive(a_server(), in_latin_1)[0].headers["x-name"] == "größe"


@pytest.mark.parametrize(
    ("known", "asked", "agreed"),
    [
        ([], "a, b", ""),
        (["b", "a"], "a, b", "a"),
        (["b"], "a, b", "b"),
    ],
)
def test_the_first_sub_protocol_that_the_client_asked_for_is_taken(known, asked, agreed):
    stream = a_server(*known)
    (opened,) = receive(stream, REQUEST + f"Sec-WebSocket-Protocol: {asked}\r\n\r\n".encode())
    assert opened.protocol == agreed
    assert (b"Sec-WebSocket-Protocol: " in output(stream)) == bool(agreed)


@pytest.mark.parametrize("asked", [b"", b"Sec-WebSocket-Protocol: other\r\n"])
def test_a_server_with_sub_protocols_refuses_who_offers_none_of_them(asked):
    stream = a_server("mine")
    (ended,) = receive(stream, REQUEST + asked + b"\r\n")
    assert not ended.clean
    assert "refused" in ended.why
    assert output(stream).startswith(b"HTTP/1.1 400 Bad Request\r\n")


def test_a_path_beyond_ascii_is_escaped_as_godot_sends_it_raw():
    stream = a_server()
    (opened,) = receive(stream, REQUEST.replace(b"/chat", "/chät".encode()) + b"\r\n")
    assert opened.path == "/ch%C3%A4t?x=1"


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        (b"nonsense\r\n\r\n", b"400"),
        (REQUEST.replace(b"GET", b"POST") + b"\r\n", b"405"),
        (REQUEST.replace(b"Connection: Upgrade", b"Connection: close") + b"\r\n", b"426"),
        (REQUEST.replace(b"Upgrade: websocket\r\n", b"") + b"\r\n", b"400"),
        (b"GET / HTTP/1.1\r\nContent-Length: 5\r\n\r\nhello", b"400"),
        (REQUEST.replace(b"13", b"12") + b"\r\n", b"4"),
        (REQUEST + b"broken header\r\n\r\n", b"400"),
        (b"x" * (MAX_HEAD + 1), b"431"),
        (REQUEST + b"X: " + b"y" * MAX_HEAD + b"\r\n\r\n", b"431"),
    ],
)
def test_a_bad_request_gets_an_http_answer(request_, status):
    stream = a_server()
    (ended,) = receive(stream, request_)
    assert isinstance(ended, Ended)
    assert ended.why.startswith("handshake refused: ")
    assert output(stream).startswith(b"HTTP/1.1 " + status)
    assert receive(stream, b"more") == []


def ask(request_, answer=None):
    """Return what a plain request gets: the status line, the headers, the body."""
    stream = a_server(**({"answer": answer} if answer is not None else {}))
    (ended,) = receive(stream, request_)
    assert ended.is_probe
    head, _, body = output(stream).decode().partition("\r\n\r\n")
    status, *headers = head.split("\r\n")
    return status, headers, body


def test_a_plain_request_is_told_what_this_port_is():
    status, headers, body = ask(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
    assert status == "HTTP/1.1 426 Upgrade Required"
    assert {"Upgrade: websocket", "Connection: Upgrade", "Connection: close"} <= set(headers)
    assert body == NO_PAGE.body.decode()


@pytest.mark.parametrize("protocol", [b"HTTP/1.0", b"HTTP/1.1"])
@pytest.mark.parametrize("method", [b"GET", b"HEAD"])
def test_a_plain_request_gets_the_answer_of_the_server_and_a_head_without_its_body(protocol, method):
    asked = []

    def answer(path, headers):
        asked.append((path, headers))
        return HttpAnswer(HTTPStatus.OK, [("Content-Type", "text/html"), ("X-A", "b")], b"<p>")

    status, headers, body = ask(method + b" /a?b=1 " + protocol + b"\r\nX-B: c\r\n\r\n", answer)
    assert asked == [("/a?b=1", {"x-b": "c"})]
    assert status == "HTTP/1.1 200 OK"
    assert headers[0].startswith("Date: ")
    assert headers[1:] == ["Connection: close", "Content-Length: 3", "Content-Type: text/html", "X-A: b"]
    assert body == ("<p>" if method == b"GET" else "")


def test_an_answer_without_content_has_no_length_either():
    _, headers, body = ask(b"GET / HTTP/1.1\r\n\r\n", lambda *_: HttpAnswer(HTTPStatus.NO_CONTENT, [], b""))
    assert headers[1:] == ["Connection: close"]
    assert body == ""


def test_only_get_and_head_are_answered():
    status, headers, _ = ask(b"OPTIONS / HTTP/1.0\r\n\r\n", lambda *_: pytest.fail("it was asked"))
    assert status == "HTTP/1.1 405 Method Not Allowed"
    assert "Allow: GET, HEAD" in headers


def test_who_was_refused_for_its_request_is_no_probe():
    (ended,) = receive(a_server(), REQUEST.replace(b"Upgrade: websocket\r\n", b"") + b"\r\n")
    assert not ended.is_probe
    assert ended.why == (
        "handshake refused: a proxy in front of the server has dropped the header Upgrade:"
        " it has to pass on that and Connection"
    )


def test_a_handler_that_stops_it_all_answers_nothing():
    def answer(path, headers):
        stream.life.step(Happening.DISCARDED)
        return NO_PAGE

    stream = a_server(answer=answer)
    assert receive(stream, b"GET / HTTP/1.1\r\n\r\n") == []
    assert output(stream) == b""


EVIL = b"\x1b[2J\0\rX-Evil: 1"


@pytest.mark.parametrize(
    "request_",
    [
        REQUEST + b"Sec-WebSocket-Protocol: chat" + EVIL + b"\r\n\r\n",
        b"GET / HTTP/1.1" + EVIL + b"\r\n\r\n",
        EVIL + b" / HTTP/1.1\r\nHost: x\r\n\r\n",
        REQUEST.replace(b": websocket", b": web" + EVIL) + b"\r\n",
        REQUEST.replace(b"dGhl", EVIL) + b"\r\n",
        REQUEST + b"Origin" + EVIL + b"\r\n\r\n",
    ],
)
def test_what_a_stranger_wrote_is_escaped_in_the_answer_and_in_the_reason_of_its_end(request_):
    stream = a_server("chat")
    (ended,) = receive(stream, request_)
    assert ended.why.isprintable()
    head, _, body = output(stream).decode().partition("\r\n\r\n")
    assert all(line.isprintable() for line in [*head.split("\r\n"), *body.split("\n")])
    assert f"Content-Length: {len(body.encode())}" in head.split("\r\n")


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 400 " + EVIL + b"\r\n\r\n",
        b"HTTP/1.1 400 " + b"y" * 9000 + b"\r\n\r\n",
        b"HTTP/1.1 101 Yes" + EVIL + b"\r\n\r\n",
        b"HTTP/1.1 101 Yes\r\nUpgrade: web" + EVIL + b"\r\nConnection: Upgrade\r\n\r\n",
    ],
)
def test_what_a_server_answered_is_shown_escaped_and_cut(answer):
    stream, _, _ = a_client()
    (ended,) = receive(stream, answer)
    assert ended.why.isprintable()
    assert len(ended.why) < 1000


@pytest.mark.parametrize("stream", [an_open_server(), an_open_client()])
def test_the_reason_of_a_close_is_escaped_in_the_end_that_is_told_and_raw_for_the_script(stream):
    payload = Close(4000, "x\nERROR: admin logged in").serialize()
    is_server = stream._masker is None
    request, ended = receive(stream, frame(payload, Opcode.CLOSE, mask=is_server))
    assert request == CloseRequested(4000, "x\nERROR: admin logged in")
    assert ended.why == r"closed by the other side: x\nERROR: admin logged in"


def test_a_client_sends_a_request_with_its_own_headers():
    _, request, _ = a_client("a", "b", headers=[("X-Token", "abc")])
    lines = request.decode().split("\r\n")
    assert lines[0] == "GET /path HTTP/1.1"
    assert "Host: host:1234" in lines
    assert "Sec-WebSocket-Protocol: a, b" in lines
    assert "X-Token: abc" in lines
    assert not any(line.startswith(("Origin", "Sec-WebSocket-Extensions")) for line in lines)


@pytest.mark.parametrize(
    ("headers", "sent"),
    [
        ((), [b"Authorization: Basic dXNlcjpzM2NyZXQ="]),
        ([("X-Other", "1")], [b"Authorization: Basic dXNlcjpzM2NyZXQ="]),
        ([("authorization", "Bearer token")], [b"authorization: Bearer token"]),
    ],
)
def test_a_user_in_the_url_is_sent_unless_the_script_has_its_own_authorization(headers, sent):
    stream = Stream(client_protocol(parse_url("ws://user:s3cret@host"), []), MAX, masker=Masker())
    stream.send_request(headers)
    lines = output(stream).split(b"\r\n")
    assert [line for line in lines if line.lower().startswith(b"authorization")] == sent
    assert b"Host: host" in lines


def test_a_client_takes_a_good_answer():
    stream, _, answer = a_client("a", "b")
    (opened,) = receive(stream, answer + b"Sec-WebSocket-Protocol: b\r\n\r\n")
    assert opened == Opened("b", "", opened.headers)
    assert opened.headers["upgrade"] == "websocket"


def test_messages_glued_to_the_answer_come_after_it():
    stream, _, answer = a_client()
    events = receive(stream, answer + b"\r\n" + frame(b"hello", mask=False))
    assert events[1] == Received([(b"hello", False)])


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (
            b"HTTP/1.1 403 Forbidden\r\nContent-Length: 5\r\n\r\n",
            "the server answered 'HTTP/1.1 403 Forbidden'",
        ),
        (b"SSH-2.0-OpenSSH\r\n\r\n", "the server answered 'SSH-2.0-OpenSSH'"),
        (b"HTTP/1.1 101 Yes\r\nUpgrade: websocket\r\n\r\n", "Connection"),
        (b"HTTP/1.1 101 Yes\r\nbroken\r\n\r\n", "did not receive a valid HTTP response"),
        (b"x" * (MAX_HEAD + 1), "no end of the headers"),
    ],
)
def test_a_client_refuses_other_answers_and_says_why(answer, why):
    stream, _, _ = a_client()
    (ended,) = receive(stream, answer)
    assert why in ended.why
    assert not ended.clean


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (b"\x15\x03\x01\0\x02\x02\x46", "the server speaks TLS: write wss://"),
        (b"SSH-2.0-Open\x1b[2J\r\n", r"the server answered 'SSH-2.0-Open\x1b[2J', which is not HTTP"),
        (b"220 mail ready\r\n", "the server answered '220 mail ready', which is not HTTP"),
        (b"z" * 300, f"the server answered '{'z' * 200}…', which is not HTTP"),
    ],
)
@pytest.mark.parametrize("size", [1, 1000])
def test_a_client_says_what_a_server_speaks_that_does_not_speak_http(answer, why, size):
    stream, _, _ = a_client()
    events = []
    for start in range(0, len(answer), size):
        stream.feed(answer[start : start + size])
        events += events_of(stream)
    (ended,) = events
    assert ended.why == why
    assert output(stream) == b""


@pytest.mark.parametrize(
    ("answer", "why"),
    [(b"", ""), (b"HTT", ""), (b"HTTP/1.1 200 OK", ""), (b"+OK", "'+OK', which is not HTTP")],
)
def test_a_beginning_may_be_http_until_nothing_more_comes(answer, why):
    stream, _, _ = a_client()
    assert receive(stream, answer) == []
    assert stream.not_http() == ""
    assert stream.not_http(True) == (f"the server answered {why}" if why else "")


def test_a_server_says_at_once_that_a_client_speaks_tls():
    stream = a_server()
    (ended,) = receive(stream, b"\x16\x03\x01\x02\0\x01\0")
    assert ended.why == "handshake refused: the client speaks TLS, which this server does not"
    assert output(stream).startswith(b"HTTP/1.1 400 ")


def test_a_client_refuses_a_sub_protocol_that_it_did_not_offer():
    stream, _, answer = a_client("a")
    (ended,) = receive(stream, answer + b"Sec-WebSocket-Protocol: z\r\n\r\n")
    assert "unsupported subprotocol: z" in ended.why


def test_a_handshake_that_is_over_for_another_reason_is_not_answered():
    stream = a_server()
    stream.life.step(Happening.LOST)
    assert receive(stream, REQUEST + b"\r\n") == []
    assert output(stream) == b""


def test_who_is_not_admitted_gets_the_status_and_the_reason():
    asked = []

    def admit(path, headers):
        asked.append((path, headers["host"]))
        return Refusal(HTTPStatus.SERVICE_UNAVAILABLE, "all places are taken")

    stream = a_server(admit=admit)
    assert receive(stream, REQUEST + b"\r\n") == [
        Ended(False, 1006, "handshake refused: all places are taken")
    ]
    assert asked == [("/chat?x=1", "localhost")]
    answer = output(stream)
    assert answer.startswith(b"HTTP/1.1 503 ")
    assert answer.endswith(b"all places are taken.\n")


@pytest.mark.parametrize("refusal", [None, Refusal(HTTPStatus.UNAUTHORIZED, "no")])
def test_whoever_is_asked_whom_to_admit_may_end_it_all(refusal):
    def admit(path, headers):
        stream.life.step(Happening.DISCARDED)
        return refusal

    stream = a_server(admit=admit)
    assert receive(stream, REQUEST + b"\r\n") == []
    assert output(stream) == b""


# -- Messages ----------------------------------------------------------------------------------


def test_messages_of_one_read_come_together():
    stream = an_open_server()
    data = frame(b"one") + frame(b"two", Opcode.TEXT) + frame(b"")
    assert receive(stream, data) == [Received([(b"one", False), (b"two", True), (b"", False)])]


def test_fragments_are_joined_with_the_type_of_the_first():
    stream = an_open_server()
    data = (
        frame(b"gr", Opcode.TEXT, fin=False)
        + frame(b"\xc3", Opcode.CONT, fin=False)
        + frame(b"?", Opcode.PING)
        + frame(b"\xb6", Opcode.CONT)
        + frame(b"whole")
    )
    assert receive(stream, data) == [
        Received([("grö".encode(), True)]),
        Received([(b"whole", False)]),
    ]
    assert output(stream) == frame(b"?", Opcode.PONG, mask=False)


def test_a_message_has_so_many_fragments_at_the_most():
    first, more, last = (
        frame(b"", *how) for how in ((Opcode.BINARY, False), (Opcode.CONT, False), (0, True))
    )
    stream = an_open_server()
    assert receive(stream, first + (MAX_FRAGMENTS - 2) * more + last) == [Received([(b"", False)])]
    assert receive(stream, first + (MAX_FRAGMENTS - 1) * more) == []
    (ended,) = receive(stream, more)
    assert (ended.code, ended.why) == (1009, "protocol violation: a message of over 4096 fragments")
    assert output(stream)[2:4] == (1009).to_bytes(2, "big")
    assert receive(stream, more) == []


def test_a_message_may_have_many_fragments_more_if_there_is_something_in_them():
    stream = Stream(server_protocol(()), 1 << 20)
    receive(stream, REQUEST + b"\r\n")
    part, count = b"x" * FRAGMENT_SIZE, 2 * MAX_FRAGMENTS
    parts = frame(part, fin=False) + frame(part, Opcode.CONT, fin=False) * count + frame(b"", Opcode.CONT)
    assert receive(stream, parts) == [Received([(part * (count + 1), False)])]


def test_text_in_fragments_is_a_violation_with_the_first_that_cannot_be_utf8():
    stream = an_open_server()
    start = "κόσμε".encode()
    assert receive(stream, frame(start[:3], Opcode.TEXT, fin=False)) == []  # half a letter may follow
    assert receive(stream, frame(start[3:] + b"\xf4", Opcode.CONT, fin=False)) == []
    (ended,) = receive(stream, frame(b"\x90", Opcode.CONT, fin=False))
    assert (ended.clean, ended.code) == (False, 1007)
    assert output(stream)[2:4] == (1007).to_bytes(2, "big")


def test_text_in_fragments_has_to_end_with_a_whole_letter():
    stream = an_open_server()
    receive(stream, frame(b"\xce", Opcode.TEXT, fin=False))
    (ended,) = receive(stream, frame(b"", Opcode.CONT))
    assert (ended.clean, ended.code) == (False, 1007)


def test_bytes_in_fragments_are_not_looked_at_as_text_is():
    stream = an_open_server()
    parts = frame(b"\xff", fin=False) + frame(b"\xfe", Opcode.CONT)
    assert receive(stream, parts) == [Received([(b"\xff\xfe", False)])]


@pytest.mark.parametrize("closing", [False, True])
@pytest.mark.parametrize("split", [1, 1000])
def test_a_close_frame_may_come_inside_a_message(closing, split):
    stream = an_open_server()
    if closing:
        stream.close(1000)
    data = frame(b"half", Opcode.TEXT, fin=False) + frame(b"\x03\xe8", Opcode.CLOSE) + frame(b"", Opcode.CONT)
    events = [e for start in range(0, len(data), split) for e in receive(stream, data[start : start + split])]
    if closing:
        assert events == [Ended(True, 1000, "closed by this side")]
    else:
        assert events == [CloseRequested(1000, ""), Ended(True, 1000, "closed by the other side")]
    assert output(stream) == frame(b"\x03\xe8", Opcode.CLOSE, mask=False)


@pytest.mark.parametrize("first", [0x82, 0x81, 0x02, 0x89, 0x88])
@pytest.mark.parametrize(
    "length", [b"\xfe\0\x7d", b"\xff" + bytes(6) + b"\0\x7d", b"\xff" + bytes(6) + b"\xff\xff"]
)
@pytest.mark.parametrize("split", [1, 1000])
def test_a_length_that_takes_more_bytes_than_it_needs_is_a_violation(first, length, split):
    stream = an_open_server()
    data = frame(b"good") + bytes([first]) + length + b"mask" + bytes(300)
    events = []
    for start in range(0, len(data), split):
        events += receive(stream, data[start : start + split])
    good, ended = events
    assert good == [(b"good", False)]
    assert (ended.code, ended.why) == (1002, "protocol violation: a length in more bytes than it takes")


def test_a_server_sends_unmasked_frames_and_a_client_masked_ones():
    server, client = an_open_server(), an_open_client()
    for stream in (server, client):
        stream.send_message(b"bin", False)
        stream.send_message(b"txt", True)
        stream.send_message(b"", False)
    assert server.output_size == 2 + 3 + 2 + 3 + 2
    assert output(server) == b"\x82\x03bin\x81\x03txt\x82\x00"
    assert server.output_size == 0
    assert unmasked(output(client)) == [(0x82, b"bin"), (0x81, b"txt"), (0x82, b"")]


def test_a_frame_that_was_made_for_many_is_taken_along():
    server, client = an_open_server(), an_open_client()
    made = server.frame_of(b"to all", False)
    assert made == frame(b"to all", mask=False)
    server.send_message(b"to all", False, made)
    assert server.take_output()[0] is made
    client.send_message(b"to all", False, made)  # whose frames have a mask each
    assert unmasked(output(client)) == [(0x82, b"to all")]


def test_pings_are_not_answered_while_too_much_waits():
    stream = an_open_server()
    stream.congested = True
    assert receive(stream, frame(b"?", Opcode.PING)) == []
    assert output(stream) == b""
    stream.congested = False
    assert receive(stream, frame(b"?", Opcode.PING)) == []
    assert output(stream) == frame(b"?", Opcode.PONG, mask=False)


def test_a_large_message_goes_into_its_own_memory():
    stream = Stream(server_protocol(()), 200_000)
    receive(stream, REQUEST + b"\r\n")
    assert stream.target() is None
    payload = bytes(range(256)) * 700
    data = frame(payload)
    assert receive(stream, data[:60_000]) == []
    stream.target().release()
    stream.filled(0)  # none came
    assert not stream.has_more
    with stream.target() as target:
        target[:] = data[60_000:]
    stream.filled(len(data) - 60_000)
    assert events_of(stream) == [Received([(payload, False)])]


def test_compressed_messages_go_through_the_extension_both_ways():
    server = Stream(server_protocol((), compression=True), MAX)
    client = client_protocol(parse_url("ws://host/"), (), compression=True)
    client = Stream(client, MAX, masker=Masker())
    client.send_request()
    receive(server, output(client))
    receive(client, output(server))
    for sender, receiver in ((client, server), (server, client)):
        sender.send_message(b"a" * 500, True)
        sender.send_message(b"b" * 500, False)
        data = output(sender)
        assert len(data) < 100
        events = [e for byte in data for e in receive(receiver, bytes([byte]))]
        assert events == [Received([(b"a" * 500, True)]), Received([(b"b" * 500, False)])]


# -- Closing -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "code", "reason"),
    [
        (b"\x03\xe8bye", 1000, "bye"),
        (b"\x0b\xb8bye\0", 3000, "bye"),  # Godot's reasons end with a NUL
        (b"", 0, ""),
    ],
)
def test_a_close_frame_is_answered_with_itself(body, code, reason):
    stream = an_open_server()
    events = receive(stream, frame(b"last") + frame(body, Opcode.CLOSE) + frame(b"ignored"))
    assert events[:2] == [Received([(b"last", False)]), CloseRequested(code, reason)]
    assert isinstance(events[2], Ended)
    assert events[2].clean
    assert events[2].code == code
    assert output(stream) == frame(body, Opcode.CLOSE, mask=False)


def test_our_own_close_ends_cleanly_with_the_answer_and_ignores_messages_until_then():
    stream = an_open_server()
    stream.close(3001, "enough")
    stream.close(3002, "twice")
    assert output(stream) == frame(b"\x0b\xb9enough", Opcode.CLOSE, mask=False)
    assert stream.life.state is CLOSING
    assert receive(stream, frame(b"ignored") + frame(b"x", fin=False) + frame(b"y", Opcode.CONT)) == []
    (ended,) = receive(stream, frame(b"\x0b\xb9enough", Opcode.CLOSE))
    assert ended == Ended(True, 3001, "closed by this side: enough")


def test_code_zero_sends_an_empty_close_frame():
    stream = an_open_server()
    stream.close(0, "dropped too")
    assert output(stream) == frame(b"", Opcode.CLOSE, mask=False)


def test_a_reason_that_is_too_long_is_cut_between_characters():
    stream = an_open_server()
    stream.close(1000, "ä" * 100)
    assert output(stream) == frame(b"\x03\xe8" + "ä".encode() * 61, Opcode.CLOSE, mask=False)


def test_closing_before_the_handshake_and_after_the_end_sends_nothing():
    stream = a_server()
    stream.close()
    assert output(stream) == b""
    stream = an_open_server()
    stream.life.step(Happening.DROPPED)
    stream.close()
    assert output(stream) == b""


def test_a_ping_of_ours_goes_out():
    stream = an_open_server()
    stream.send_ping()
    assert output(stream) == frame(b"", Opcode.PING, mask=False)
    assert receive(stream, frame(b"", Opcode.PONG)) == []


def test_a_pong_with_something_to_say_is_told():
    stream = an_open_server()
    stream.send_ping(b"1")
    assert output(stream) == frame(b"1", Opcode.PING, mask=False)
    assert receive(stream, frame(b"1", Opcode.PONG)) == [Ponged(b"1")]


VIOLATIONS = [
    (frame(b"x", mask=False), 1002),
    (b"\xc2" + frame(b"x")[1:], 1002),
    (b"\x83" + frame(b"x")[1:], 1002),
    (frame(b"x", Opcode.CONT), 1002),
    (frame(b"x", fin=False) + frame(b"y"), 1002),
    (frame(b"\x03\xed", Opcode.CLOSE), 1002),
    (frame(b"\x03", Opcode.CLOSE), 1002),
    (frame(b"\xff", Opcode.TEXT), 1007),
    (frame(b"\xff", Opcode.TEXT, fin=False) + frame(b"", Opcode.CONT), 1007),
    (frame(b"\x03\xe8\xff", Opcode.CLOSE), 1007),
    (frame(b"x" * (MAX + 1)), 1009),
    (frame(b"x" * MAX, fin=False) + frame(b"x", Opcode.CONT), 1009),
    (b"\x82\xff" + b"\xff" * 8 + b"mask", 1009),
    (b"\x09" + frame(b"x")[1:], 1002),
    (b"\x89\xfe\x01\x00mask" + b"x" * 256, 1002),
]


@pytest.mark.parametrize(("data", "code"), VIOLATIONS)
@pytest.mark.parametrize("split", [1, 10**6])
def test_a_violation_ends_the_connection_with_the_right_code(data, code, split):
    stream = an_open_server()
    whole = frame(b"before") + data
    pieces = [whole[i : i + split] for i in range(0, len(whole), split)]
    events = [e for piece in pieces for e in receive(stream, piece)]
    assert events[0] == Received([(b"before", False)])
    (ended,) = events[1:]
    assert (ended.clean, ended.code) == (False, code)
    assert ended.why.startswith("protocol violation: ")
    sent = output(stream)
    assert sent[0] == 0x88
    assert Close.parse(sent[2:]).code == code


def test_what_is_done_about_an_event_decides_what_the_next_means():
    stream = an_open_server()
    stream.feed(frame(b"one") + frame(b"", Opcode.PING) + frame(b"two") + frame(b"\x03\xe8", Opcode.CLOSE))
    assert stream.next_event() == Received([(b"one", False)])
    stream.send_message(b"to one", False)
    assert stream.next_event() == Received([(b"two", False)])
    stream.close(1001)
    assert output(stream) == (
        frame(b"to one", mask=False)
        + frame(b"", Opcode.PONG, mask=False)
        + frame(b"\x03\xe9", Opcode.CLOSE, mask=False)
    )
    assert events_of(stream) == [Ended(True, 1000, "closed by this side")]
    assert output(stream) == b""


@pytest.mark.parametrize("closing", [False, True])
def test_after_so_many_frames_others_have_their_turn(closing):
    stream = an_open_server()
    if closing:
        stream.close(1000)
    stream.feed(frame(b"x") * (FRAMES_AT_ONCE + 1) + frame(b"\x03\xe8", Opcode.CLOSE))
    events = [stream.next_event() for _ in range(2)]
    assert events == [None if closing else Received([(b"x", False)] * FRAMES_AT_ONCE), None]
    assert stream.has_more
    stream.go_on()
    events = events_of(stream)
    assert events[-1].clean
    assert (Received([(b"x", False)]) in events) is not closing


def test_after_a_close_request_it_is_closing_until_the_end_is_told():
    stream = an_open_server()
    stream.feed(frame(b"\x03\xe8", Opcode.CLOSE))
    assert stream.next_event() == CloseRequested(1000, "")
    assert stream.life.state is CLOSING
    assert stream.next_event() == Ended(True, 1000, "closed by the other side")
    assert stream.life.is_over
    assert stream.next_event() is None


@pytest.mark.parametrize("first", [b"one", "größe".encode()])
def test_what_comes_after_the_end_means_nothing(first):
    stream = an_open_server()
    stream.feed(frame(first) + frame(b"", Opcode.PING) + frame(b"two"))
    assert stream.next_event() == Received([(first, False)])
    stream.life.step(Happening.DROPPED)
    assert events_of(stream) == []
    assert output(stream) == b""


def test_a_violation_is_one_while_closing_too():
    stream = an_open_server()
    stream.close(1000)
    (ended,) = receive(stream, frame(b"ignored") + frame(b"\xff", Opcode.TEXT))
    assert (ended.clean, ended.code) == (False, 1007)


def test_a_stream_says_what_it_is():
    stream = a_server()
    assert repr(stream) == "<Stream of a server, in the handshake>"
    stream = an_open_server()
    assert repr(stream) == "<Stream of a server, open>"
    stream.close()
    assert repr(stream) == "<Stream of a server, closing>"
    stream.life.step(Happening.DROPPED)
    assert repr(stream) == "<Stream of a server, closed, lingering>"


# -- The fast lane against the library alone ---------------------------------------------------


def by_the_stream(stream, pieces):
    events = []
    for piece in pieces:
        for event in receive(stream, piece):
            if isinstance(event, Received):
                events += event
            elif isinstance(event, CloseRequested):
                events.append(("close", event.code or 1005))
            elif isinstance(event, Ended) and not event.clean:
                events.append(("violation", event.code))
    return events, output(stream)


@st.composite
def wire_bytes(draw, masked):
    """Frames of all kinds, mostly right, sometimes with a byte changed or cut off."""
    data = b""
    for _ in range(draw(st.integers(1, 6))):
        opcode = draw(st.sampled_from([1, 2, 2, 0, 8, 9, 10]))
        if opcode == 8:
            payload = draw(st.sampled_from([b"", b"\x03\xe8", b"\x0b\xb8bye\0", b"\x03", b"\x03\xed"]))
        elif opcode > 8:
            payload = draw(st.binary(max_size=125))
        else:
            size = draw(st.sampled_from([0, 1, 5, 125, 126, 127, MAX, MAX + 1]))
            payload = draw(st.sampled_from([b"a", b"\xff", "ö".encode()])) * size
        mask = masked if draw(st.integers(0, 15)) else not masked
        fin = bool(opcode > 7 or draw(st.integers(0, 3)))
        data += Frame(Opcode(opcode), payload, fin).serialize(mask=mask)
    if not draw(st.integers(0, 4)):
        place = draw(st.integers(0, len(data) - 1))
        data = data[:place] + draw(st.binary(min_size=1, max_size=1)) + data[place + 1 :]
    return data[: draw(st.integers(0, len(data)))] if not draw(st.integers(0, 4)) else data


@st.composite
def pieces_of(draw, data):
    cuts = sorted(draw(st.lists(st.integers(0, len(data)), max_size=8)))
    return [data[a:b] for a, b in zip([0, *cuts], [*cuts, len(data)], strict=True)]


@given(st.data())
def test_a_server_reads_every_byte_stream_as_the_library_does_however_it_is_cut(data):
    wire = data.draw(wire_bytes(masked=True))
    assume(not has_padded_length(wire))
    pieces = data.draw(pieces_of(wire))
    assert by_the_stream(an_open_server(), pieces) == by_the_library(SERVER, wire, MAX)


@given(st.data())
def test_a_client_reads_every_byte_stream_as_the_library_does_however_it_is_cut(data):
    wire = data.draw(wire_bytes(masked=False))
    assume(not has_padded_length(wire))
    pieces = data.draw(pieces_of(wire))
    events, sent = by_the_stream(an_open_client(), pieces)
    expected, expected_sent = by_the_library(CLIENT, wire, MAX)
    assert events == expected
    assert unmasked(sent) == unmasked(expected_sent)


HEAD_LINES = st.sampled_from(
    [
        *(b"GET / HTTP/1.1", b"GET * HTTP/1.1", b"GET /\xff\x00 HTTP/1.1", b"HTTP/1.1 101 Switching", b"GET"),
        *(b"HTTP/1.1 101", b"HTTP/1.1 abc", b"Host: a", b"Host:", b": a", b"Upgrade: websocket"),
        *(b"Upgrade: h2c, websocket", b"Connection: Upgrade", b"Connection: ,", b"Sec-WebSocket-Key: \xff"),
        *(b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", b"Sec-WebSocket-Version: 13"),
        *(b"Sec-WebSocket-Version: x", b"Sec-WebSocket-Protocol: a,,b", b"Sec-WebSocket-Protocol: \x01"),
        *(b"Sec-WebSocket-Extensions: permessage-deflate; server_max_window_bits=99", b"Origin: \xc3\xa9"),
        *(b"Sec-WebSocket-Extensions: ;=", b" folded: a", b"Content-Length: -1", b"Content-Length: 5", b""),
        *(b"Transfer-Encoding: chunked", b"Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo="),
    ]
)


@given(st.lists(HEAD_LINES | st.binary(max_size=30), max_size=12), st.booleans(), st.booleans())
def test_every_head_is_accepted_or_refused_and_never_an_exception(lines, is_server, compression):
    head = b"\r\n".join(lines) + b"\r\n\r\n"
    if is_server:
        stream = Stream(server_protocol(["a"], compression), 1000)
    else:
        stream = Stream(client_protocol(parse_url("ws://a"), ["a"], compression), 1000, masker=Masker())
        stream.send_request()
    events = receive(stream, head)
    assert [type(event) for event in events] in ([Opened], [Ended], [Opened, Ended], [])
    assert stream.life.state is not HANDSHAKE or b"\r\n\r\n" not in head
