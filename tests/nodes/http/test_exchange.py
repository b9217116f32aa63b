"""What goes and comes over a connection: bytes and what they mean, whatever a server sends."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import ScriptError
from nodes.http.answer import End, Head, HttpError
from nodes.http.exchange import MAX_HEAD, MOST_INTERIM, Exchange
from tests.nodes.http.server import FIXED, THEN_CLOSED

HELLO = FIXED["/hello"]


def asked(method="GET", *headers):
    exchange = Exchange()
    exchange.ask(method, "/", [("Host", "a"), *headers], b"")
    return exchange


def everything(exchange, *parts):
    """Feed the parts, and return what there is of the answer: its head, its body, how it ended."""
    head, body = None, b""
    for part in parts:
        exchange.receive(part)
        while True:
            try:
                event = exchange.next()
            except HttpError as error:
                return head, body, error
            if event is None:
                break
            if isinstance(event, End):
                return head, body, event
            if isinstance(event, Head):
                assert head is None, "an answer has one head"
                head = event
            else:
                body += event
    return head, body, None


def test_a_request_is_sent_as_it_was_said():
    data = Exchange().ask("POST", "/a?b", [("X-A", "é"), ("Host", "h"), ("Content-Length", "2")], b"ok")
    assert data == b"POST /a?b HTTP/1.1\r\nHost: h\r\nX-A: \xc3\xa9\r\nContent-Length: 2\r\n\r\nok"


@pytest.mark.parametrize(
    ("target", "headers", "body"),
    [
        ("/a b", [("Host", "a")], b""),
        ("/", [("Host", "a"), ("Content-Length", "3")], b"ok"),
        ("/", [], b""),
    ],
)
def test_what_cannot_be_sent_is_said(target, headers, body):
    with pytest.raises(ScriptError, match="cannot be sent"):
        Exchange().ask("GET", target, headers, body)


def test_an_answer_has_a_head_a_body_and_an_end():
    head = Head(200, ["Content-Type: text/plain", "Content-Length: 5"], 5, False)
    assert everything(asked(), HELLO) == (head, b"hello", End(True))


def test_chunks_are_put_together_and_their_length_is_not_known():
    head, body, end = everything(asked(), FIXED["/chunked"])
    assert (head.length, head.chunked, body, end) == (-1, True, b"hello chunks", End(True))


def test_one_answer_follows_another_over_the_same_connection():
    exchange = asked()
    assert everything(exchange, HELLO)[2].reusable
    exchange.ask("GET", "/", [("Host", "a")], b"")
    assert everything(exchange, FIXED["/404"])[0].code == 404


@pytest.mark.parametrize(
    "answer",
    [
        HELLO + b"more",
        HELLO.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n"),
        HELLO.replace(b"1.1", b"1.0"),
    ],
)
def test_a_connection_that_has_more_to_say_or_nothing_any_more_is_not_used_again(answer):
    assert everything(asked(), answer) == (everything(asked(), answer)[0], b"hello", End(False))


def test_an_answer_to_head_and_some_codes_have_no_body():
    assert everything(asked("HEAD"), HELLO[:-5])[1:] == (b"", End(True))
    assert everything(asked(), FIXED["/204"])[2] == End(True)
    assert everything(asked(), FIXED["/304"])[2] == End(True)


def test_another_protocol_ends_an_answer():
    switching = b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\nanything"
    head, body, end = everything(asked("GET", ("Upgrade", "x"), ("Connection", "Upgrade")), switching)
    assert (head.code, body, end) == (101, b"", End(False))
    assert isinstance(everything(asked(), switching)[2], HttpError), "nobody asked for it"


def test_that_the_answer_is_to_come_is_passed_over_so_often():
    wait = b"HTTP/1.1 100 Continue\r\n\r\n"
    assert everything(asked(), wait * MOST_INTERIM + HELLO)[1] == b"hello"
    assert "more than" in str(everything(asked(), wait * (MOST_INTERIM + 1))[2])


def test_a_head_is_as_long_as_it_may_be():
    endless = b"HTTP/1.1 200 OK\r\nA: " + b"a" * MAX_HEAD
    assert isinstance(everything(asked(), endless)[2], HttpError)


def test_what_a_server_wrote_is_shown_escaped():
    assert "\x1b" not in str(everything(asked(), b"\x1b[31mno HTTP\r\n\r\n")[2])


ANSWERS = [*FIXED.values(), *THEN_CLOSED.values()]


@given(st.sampled_from(ANSWERS), st.data())
def test_an_answer_is_the_same_in_any_pieces(answer, data):
    cuts = sorted(data.draw(st.lists(st.integers(0, len(answer)), max_size=8)))
    ends = [*cuts, len(answer)]
    parts = [part for start, end in zip([0, *cuts], ends, strict=True) if (part := answer[start:end])]
    whole = everything(asked(), *[answer] * bool(answer), b"")
    found = everything(asked(), *parts, b"")
    assert found[:2] == whole[:2] or isinstance(whole[2], HttpError)
    assert type(found[2]) is type(whole[2])


@pytest.mark.parametrize("answer", [x for x in ANSWERS if len(x) < 1000])
def test_each_beginning_of_an_answer_comes_to_one_end(answer):
    for size in range(len(answer)):
        parts = [answer[:size], b""] if size else [b""]
        end = everything(asked(), *parts)[2]
        assert isinstance(end, HttpError | End)


@given(st.binary(max_size=200), st.booleans())
def test_anything_comes_to_one_end(data, has_status):
    parts = [b"HTTP/1.1 200 OK\r\n"] * has_status + [data] * bool(data) + [b""]
    assert isinstance(everything(asked(), *parts)[2], HttpError | End)
