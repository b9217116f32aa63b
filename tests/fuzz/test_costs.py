"""What a stranger sends costs in proportion to its length: no decoder has a slow path.

The steps of our code are counted, line by line, for an input and for one that is four times as long.
What happens inside of regular expressions and of Python's own methods has no steps to count: there an
input that is so long that a square of it would take hours has to come to an end.
"""

import signal
import sys
from contextlib import contextmanager

import pytest

from engine.variant import var2bytes

from . import targets

CONTINUATION, TEXT, PING, PONG = 0, 1, 9, 10
SHORT, LONG = 300, 1200
VERY_LONG = 200_000
MOST = 1.5
"""How much worse than in proportion an input may be that is four times as long."""
PATIENCE = 60
"""Seconds until something counts as endless; it takes less than one."""


def frame(payload, opcode=2, fin=True):
    """Return a short frame with a mask that changes nothing."""
    return bytes((fin << 7 | opcode, 0x80 | len(payload))) + bytes(4) + payload


NASTY = {
    "text": [
        *(
            b"[",
            b"{",
            b"(",
            b'"',
            b"\\",
            b";",
            b"; \n",
            b"#",
            b"-",
            b".",
            b"1",
            b"e",
            b" ",
            b"\n",
            b",",
            b":",
        ),
        *(
            b"[1,",
            b'{"a":',
            b'{"a":1,',
            b"Vector2(",
            b"PoolIntArray(1,",
            b'NodePath("',
            b'"\\u',
            b'"\\',
            b"1.e",
        ),
        *(b"[[],", b'{[]:1,"', b"a(", b"-a", b"\xc3\xb6", b'"a" '),
    ],
    "json_text": [
        *(b"[", b"{", b'"', b"\\", b" ", b"\n", b"1", b"-", b".", b"1e", b"a", b",", b":", b"]", b"\xc3\xb6"),
        *(b'{"a":', b"[1,", b"[[],", b'"\\u', b'"\\', b'"a",', b'{"a":1,', b"[[1],", b"\0"),
    ],
    "settings": [
        b"[",
        b"]",
        b"=",
        b'"',
        b";",
        b"\n",
        b" ",
        b"a ",
        b"a=1\n",
        b"[a]\n",
        b'"a"',
        b"a=[",
        b";a\n",
    ],
    "packed_file": [b"GCPF", b"GDEC", b"\0", b"\1", b"\xff", b"\x20a\xe0\xff"],
    "node_path": [b"/", b":", b"../", b"a/", b"a:", b"@", b"%"],
    "rpc": [b"\0", b"\xff", b"\0\0\0\0\x80", b"a"],
    "rpc4": [b"\0", b"\xff", b"\xa0\0\0\0\x80", b"\7\3\0\0\0\0", b"\1", b"a"],
    "paths": [b"\1a/\xff", b"\1../\xff", b"\1a\xff\2b\xff"],
    "relay": [b"\0", b"\1\1\0\0\0\0\0\0\0\5\0\0\0"],
    "request": [b"A: b\r\n", b"\r", b"\n", b" ", b"A", b":", b"GET ", b"Upgrade: a,\r\n", b"\xff"],
    "response": [b"HTTP/1.1 101\r\n", b"A: b\r\n", b"\r", b"\n", b" ", b"\xff"],
    "web_answer": [
        *(
            b"A: b\r\n",
            b"\r",
            b"\n",
            b" ",
            b"\xff",
            b"HTTP/1.1 100 \r\n\r\n",
            b"HTTP/1.1 200 \r\n\r\n",
            b"\x78\x9c",
        ),
        bytes.fromhex("1f8b08000000000000ff030000000000000000"),
    ],
    "frames": [
        b"\xff" + piece
        for piece in (
            frame(b""),
            frame(b"a", TEXT),
            frame(b"", PING),
            frame(b"", PONG),
            frame(b"", CONTINUATION, False),
            frame(b"a", TEXT, False) + frame(b"b", CONTINUATION),
        )
    ],
    "url": [b":", b"@", b"/", b"?", b"#", b"[", b"]", b"%", b"ws://", b"ws:", b"a@", b".", b"a.", b"http:/"],
    "bbcode": [
        *(
            b"[",
            b"]",
            b"[b]",
            b"[/b]",
            b"[url",
            b"[url=",
            b"[url]",
            b"[color=",
            b"[color=#",
            b"[img]",
            b"[img=",
        ),
        *(b"[lb]", b"[/", b"[b][/i]", b"[b][/b]", b"[/x]", b"[b[", b"[url=a]", b"[b]]"),
    ],
}
ENDS = {
    "json_text": (b"", b"]", b'"'),
    "text": (b"", b"]", b'"', b")"),
    "bbcode": (b"", b"]"),
    "request": (b"", b"\r\n\r\n"),
}
INPUTS = [
    pytest.param(target, piece, end, id=f"{target}-{piece!r}-{end!r}")
    for target, pieces in NASTY.items()
    for piece in pieces
    for end in ENDS.get(target, (b"",))
]


def repeated(target, piece, count, end):
    first = piece[:1] if target == "frames" else b""  # says how the rest is cut
    return first + piece[len(first) :] * count + end


def steps_of(function, data):
    """Return how many lines of Python run."""
    count = 0

    def trace(frame, event, argument):
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        function(data)
    finally:
        sys.settrace(before)
    return count


@contextmanager
def bounded():
    def endless(number, frame):
        raise TimeoutError(f"not done in {PATIENCE} s")

    before = signal.signal(signal.SIGALRM, endless)
    signal.alarm(PATIENCE)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


@pytest.mark.parametrize(("target", "piece", "end"), INPUTS)
def test_the_steps_grow_with_the_length_and_no_faster(target, piece, end):
    function = targets.TARGETS[target]
    function(b"")  # what is loaded and cached at the first use
    short, long = (steps_of(function, repeated(target, piece, n, end)) for n in (SHORT, LONG))
    assert long <= MOST * 4 * short + 200


@pytest.mark.parametrize(("target", "piece", "end"), INPUTS)
def test_what_is_very_long_comes_to_an_end(target, piece, end):
    with bounded():
        targets.TARGETS[target](repeated(target, piece, VERY_LONG // len(piece), end))


def nested(levels, value):
    for _ in range(levels):
        value = [value]
    return value


@pytest.mark.parametrize(
    "made",
    [
        lambda n: [1] * n,
        lambda n: [None] * n,
        lambda n: ["a"] * n,
        lambda n: [[]] * n,
        lambda n: {i: i for i in range(n)},
        lambda n: {f"{i}": [i] for i in range(n)},
        lambda n: {(i, i): None for i in range(n // 10)},
        lambda n: [nested(50, [1] * 10)] * (n // 50),
        lambda n: [nested(50, [1, 2, 3, "a"] * 5)] * (n // 50),
        lambda n: "a" * n,
    ],
)
def test_reading_a_value_costs_in_proportion_to_its_bytes(made):
    targets.variant(b"")
    short, long = (bytes(var2bytes(made(n))) for n in (SHORT, LONG))
    grown = len(long) / len(short)
    assert steps_of(targets.decode, long) <= MOST * grown * steps_of(targets.decode, short) + 200


def test_a_step_is_counted_for_each_turn_of_a_loop():
    assert steps_of(lambda data: [None for _ in data], b"a" * 100) >= 100
    assert steps_of(lambda data: None, b"a" * 100) < 10


def run_for_ever():
    while True:
        pass


def test_an_endless_search_is_ended(monkeypatch):
    monkeypatch.setattr(
        signal, "alarm", lambda seconds: signal.setitimer(signal.ITIMER_REAL, seconds and 0.01)
    )
    with pytest.raises(TimeoutError), bounded():
        run_for_ever()
