"""Cases of the Autobahn test suite, by their numbers: what goes in, and what an echo server answers.

All cases of the suite itself (sections 1 to 7, 9 and 10) pass in both roles, 6.4.3 and 6.4.4 as "non-strict":
see `socket_link/stream.py`. Here are those from which something can be learned.
"""

from __future__ import annotations

import pytest

from nodes.websocket.events import Received
from nodes.websocket.socket_link.stream import Stream, server_protocol

CONT, TEXT, BINARY, CLOSE, PING, PONG = 0, 1, 2, 8, 9, 10
HELLO = "Hello-µ@ßöäüàá-UTF-8!!".encode()
GREEK = "κόσμε".encode()
SURROGATE = b"\xed\xa0\x80"
TOO_HIGH = b"\xf4\x90\x80\x80"


def part(opcode, payload=b"", rsv=0, fin=False):
    """What a frame is made of, with more to come of its message."""
    return opcode | rsv << 4 | fin << 7, payload


def whole(opcode, payload=b"", rsv=0):
    return part(opcode, payload, rsv, True)


def closed(code, reason=b""):
    return whole(CLOSE, code.to_bytes(2, "big") + reason)


VALID = (1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 3000, 3999, 4000, 4999)
INVALID = (0, 999, 1004, 1005, 1006, 1016, 1100, 2000, 2999)
CLOSED_OK = [closed(1000)]
PROTOCOL_ERROR, NO_UTF8 = 1002, 1007
SIZES = {1: 0, 2: 125, 3: 126, 5: 128, 6: 65535, 7: 65536}
ODD = b"\x00\xff\xfe\xfd\xfc\xfb\x00\xff"
CASES = {
    **{f"1.1.{n}": ([whole(TEXT, b"*" * size)], None) for n, size in SIZES.items()},
    **{f"1.2.{n}": ([whole(BINARY, b"\xfe" * size)], None) for n, size in SIZES.items()},
    "2.1": ([whole(PING)], [whole(PONG)]),
    "2.3": ([whole(PING, ODD)], [whole(PONG, ODD)]),
    "2.4": ([whole(PING, b"\xfe" * 125)], [whole(PONG, b"\xfe" * 125)]),
    "2.5": ([whole(PING, b"\xfe" * 126)], PROTOCOL_ERROR),
    "2.7": ([whole(PONG)], []),
    "2.9": ([whole(PONG, b"unasked"), whole(PING, b"payload")], [whole(PONG, b"payload")]),
    "2.10": ([whole(PING, b"%d" % i) for i in range(10)], [whole(PONG, b"%d" % i) for i in range(10)]),
    "3.1": ([whole(TEXT, b"Hello", rsv=4)], PROTOCOL_ERROR),
    "3.2": (
        [whole(TEXT, b"small"), whole(TEXT, b"Hello", rsv=2), whole(PING)],
        [whole(TEXT, b"small"), PROTOCOL_ERROR],
    ),
    "3.5": ([whole(BINARY, b"\x00\xff", rsv=5)], PROTOCOL_ERROR),
    "3.7": ([whole(CLOSE, rsv=7)], PROTOCOL_ERROR),
    **{f"4.1.{opcode - 2}": ([whole(opcode)], PROTOCOL_ERROR) for opcode in range(3, 8)},
    **{f"4.2.{opcode - 10}": ([whole(opcode)], PROTOCOL_ERROR) for opcode in range(11, 16)},
    "5.1": ([part(PING, b"frag"), whole(CONT, b"ment")], PROTOCOL_ERROR),
    "5.2": ([part(PONG, b"frag"), whole(CONT, b"ment")], PROTOCOL_ERROR),
    "5.3": ([part(TEXT, b"frag"), whole(CONT, b"ment")], [whole(TEXT, b"fragment")]),
    "5.6": (
        [part(TEXT, b"frag"), whole(PING, b"ping"), whole(CONT, b"ment")],
        [whole(PONG, b"ping"), whole(TEXT, b"fragment")],
    ),
    "5.9": ([whole(CONT, b"nothing to continue"), whole(TEXT, b"Hello")], PROTOCOL_ERROR),
    "5.12": ([part(CONT, b"nothing to continue"), whole(TEXT, b"Hello")], PROTOCOL_ERROR),
    "5.15": (
        [part(TEXT, b"frag"), whole(CONT, b"ment"), part(CONT, b"no"), whole(TEXT, b"more")],
        [whole(TEXT, b"fragment"), PROTOCOL_ERROR],
    ),
    "5.18": ([part(TEXT, b"frag"), whole(TEXT, b"ment")], PROTOCOL_ERROR),
    "5.19": (
        [part(TEXT, b"1"), part(CONT, b"2"), whole(PING, b"a"), part(CONT, b"3"), whole(PING, b"b"),
         whole(CONT, b"4")],
        [whole(PONG, b"a"), whole(PONG, b"b"), whole(TEXT, b"1234")],
    ),
    "6.1.2": ([part(TEXT), part(CONT), whole(CONT)], [whole(TEXT)]),
    "6.1.3": ([part(TEXT), part(CONT, b"middle"), whole(CONT)], [whole(TEXT, b"middle")]),
    "6.2.1": ([whole(TEXT, HELLO)], [whole(TEXT, HELLO)]),
    "6.2.3": (
        [part(TEXT), *(part(CONT, HELLO[i : i + 1]) for i in range(len(HELLO))), whole(CONT)],
        [whole(TEXT, HELLO)],
    ),
    "6.3.1": ([whole(TEXT, GREEK + SURROGATE + b"edited")], NO_UTF8),
    "6.3.2": ([part(TEXT), *(part(CONT, bytes([byte])) for byte in GREEK + SURROGATE)], NO_UTF8),
    "6.4.1": ([part(TEXT, GREEK), part(CONT, TOO_HIGH)], NO_UTF8),
    "6.4.2": ([part(TEXT, GREEK + b"\xf4"), part(CONT, b"\x90")], NO_UTF8),
    "6.6.1": ([whole(TEXT, b"\xce")], NO_UTF8),
    "6.6.2": ([whole(TEXT, b"\xce\xba")], [whole(TEXT, b"\xce\xba")]),
    "6.12.1": ([whole(TEXT, b"\xfe")], NO_UTF8),
    "6.14.1": ([whole(TEXT, b"\xc0\xaf")], NO_UTF8),
    "6.19.1": ([whole(TEXT, SURROGATE)], NO_UTF8),
    "6.22.1": ([whole(TEXT, "\ufffe".encode())], [whole(TEXT, "\ufffe".encode())]),
    "7.1.1": ([whole(TEXT, b"Hello"), closed(1000)], [whole(TEXT, b"Hello"), *CLOSED_OK]),
    "7.1.2": ([closed(1000), closed(1000)], CLOSED_OK),
    "7.1.3": ([closed(1000), whole(PING)], CLOSED_OK),
    "7.1.4": ([closed(1000), whole(TEXT, b"Hello")], CLOSED_OK),
    "7.1.5": ([part(TEXT, b"fragment1"), closed(1000), whole(CONT, b"fragment2")], CLOSED_OK),
    "7.3.1": ([whole(CLOSE)], [whole(CLOSE)]),
    "7.3.2": ([whole(CLOSE, b"a")], PROTOCOL_ERROR),
    "7.3.4": ([closed(1000, b"Hello World!")], [closed(1000, b"Hello World!")]),
    "7.3.5": ([closed(1000, b"*" * 123)], [closed(1000, b"*" * 123)]),
    "7.3.6": ([closed(1000, b"*" * 124)], PROTOCOL_ERROR),
    "7.5.1": ([closed(1000, GREEK + SURROGATE)], NO_UTF8),
    **{
        f"7.7.{n}": ([closed(code)], [closed(code)])
        for n, code in enumerate(VALID, 1)
    },
    **{
        f"7.9.{n}": ([closed(code)], PROTOCOL_ERROR)
        for n, code in enumerate(INVALID, 1)
    },
}  # fmt: skip
"""A client's frames, and the server's; a number is a close frame with that code, None all that was sent."""


def masked(first, payload):
    """Return a client's frame, whose mask is zeros."""
    size = len(payload)
    if size < 126:
        length = bytes([0x80 | size])
    elif size < 65536:
        length = b"\xfe" + size.to_bytes(2, "big")
    else:
        length = b"\xff" + size.to_bytes(8, "big")
    return bytes([first]) + length + bytes(4) + payload


def frames_in(data):
    """Return a server's frames."""
    found = []
    while data:
        start = 2 + {126: 2, 127: 8}.get(data[1], 0)
        size = int.from_bytes(data[2:start], "big") if start > 2 else data[1]
        found.append((data[0], data[start : start + size]))
        data = data[start + size :]
    return found


@pytest.fixture
def stream(wire):
    """A server's side that is open and takes 65,536 bytes."""
    stream = Stream(server_protocol(()), 65536)
    stream.feed(wire.request())
    assert stream.next_event() is not None
    stream.take_output()
    return stream


def echo(stream):
    """Do what an echo server does with what has come."""
    while stream.has_more and not stream.life.is_over:
        stream.go_on()
        for event in iter(stream.next_event, None):
            if isinstance(event, Received):
                for payload, is_text in event:
                    stream.send_message(payload, is_text)


@pytest.mark.parametrize("split", [1, 1000_000], ids=["byte by byte", "at once"])
@pytest.mark.parametrize("case", CASES)
def test_an_echo_server_answers_as_the_case_has_it(case, split, stream):
    sent, expected = CASES[case]
    data = b"".join(masked(*frame) for frame in sent)
    for start in range(0, len(data), split):
        stream.feed(data[start : start + split])
        echo(stream)
    expected = sent if expected is None else expected if isinstance(expected, list) else [expected]
    answers = frames_in(b"".join(stream.take_output()))
    if expected and isinstance(expected[-1], int):
        first, payload = answers.pop()
        assert (first, int.from_bytes(payload[:2], "big")) == (0x80 | CLOSE, expected[-1])
        expected = expected[:-1]
    assert answers == expected
